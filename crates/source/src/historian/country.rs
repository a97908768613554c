//! The Historian's ids of countries.

use std::{collections::HashMap, sync::OnceLock};

use attache_model::{Area, Codelist};

/// The area that an id stands for in one of the data sets. Some ids mean
/// another area there, and are written `articles/korea` in the table.
pub(super) fn area(data_set: &str, id: &str) -> Option<Area> {
    let ids = ids();
    let code = ids.get(format!("{data_set}/{id}").as_str()).or_else(|| ids.get(id))?;
    Area::from_code(Codelist::Attache, code)
}

/// Whether one of the ids is this area's.
pub(super) fn has_article(area: Area) -> bool {
    ids().values().any(|code| *code == area.code())
}

fn ids() -> &'static HashMap<&'static str, &'static str> {
    static IDS: OnceLock<HashMap<&str, &str>> = OnceLock::new();
    IDS.get_or_init(|| {
        let lines = include_str!("../../data/historian_areas.tsv").lines();
        lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_has_an_area() {
        for (id, code) in ids().iter().filter(|(id, _)| **id != "id") {
            assert!(Area::from_code(Codelist::Attache, code).is_some(), "{id} {code}");
        }
    }

    #[test]
    fn an_id_can_mean_another_area_in_one_data_set() {
        assert_eq!(area("visits", "korea").unwrap().code(), "KR");
        assert_ne!(area("articles", "korea"), area("visits", "korea"));
        assert_eq!(area("visits", "atlantis"), None);
    }
}
