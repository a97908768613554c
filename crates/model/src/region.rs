//! Which countries and territories are of which region.

use std::{collections::HashMap, sync::OnceLock};

use crate::{Area, Codelist};

/// Regions of regions of regions: the Americas, Latin America, the Caribbean.
const DEEPEST: usize = 4;

impl Area {
    /// Whether the other is one of the countries and territories of this region,
    /// as the United Nations divide the world (M49). No area but such a region
    /// has any.
    ///
    /// ```
    /// use attache_model::Areas;
    /// let area = |name| Areas::find(name).unwrap();
    /// assert!(area("South America").has_within(area("Bolivia")));
    /// assert!(area("Latin America").has_within(area("Bolivia")));
    /// assert!(!area("Central America").has_within(area("Bolivia")));
    /// ```
    pub fn has_within(self, other: Area) -> bool {
        holds(self, other, DEEPEST)
    }

    /// Whether it is a region whose countries and territories are known.
    pub fn is_region(self) -> bool {
        regions().contains_key(&self)
    }
}

fn holds(region: Area, other: Area, depth: usize) -> bool {
    let members = regions().get(&region).map_or(&[][..], Vec::as_slice);
    members.contains(&other) || (depth > 0 && members.iter().any(|inner| holds(*inner, other, depth - 1)))
}

fn regions() -> &'static HashMap<Area, Vec<Area>> {
    static REGIONS: OnceLock<HashMap<Area, Vec<Area>>> = OnceLock::new();
    REGIONS.get_or_init(|| {
        let lines =
            include_str!("../data/regions.tsv").lines().filter(|l| !l.starts_with('#') && !l.is_empty()).skip(1);
        let area = |code: &str| Area::from_code(Codelist::Attache, code);
        let region = |line: &str| {
            let (region, members) = line.split_once('\t')?;
            Some((area(region)?, members.split(';').filter_map(area).collect()))
        };
        lines.filter_map(region).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Areas;

    #[test]
    fn every_row_is_of_areas() {
        for line in include_str!("../data/regions.tsv").lines().filter(|l| !l.starts_with('#')).skip(1) {
            let (region, members) = line.split_once('\t').unwrap();
            for code in members.split(';').chain([region]) {
                assert!(Area::from_code(Codelist::Attache, code).is_some(), "{code}");
            }
        }
    }

    /// Each country is of one continent, and of none of them twice.
    #[test]
    fn continents_part_the_world() {
        let continents = ["002", "009", "019", "142", "150"].map(|code| Area::from_code(Codelist::M49, code).unwrap());
        assert!(continents.iter().all(|continent| continent.is_region()));
        for area in Areas::all().filter(|area| area.kind() == crate::AreaKind::Country) {
            let of = continents.iter().filter(|continent| continent.has_within(area)).count();
            assert_eq!(of, 1, "{area}");
        }
    }
}
