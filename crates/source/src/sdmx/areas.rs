//! The codes by which statistical offices mean areas.
//!
//! ISO 3166-1 alpha-2 and alpha-3 are read from anybody; numbers as UN M49 only
//! from the United Nations, since the IMF's and the OECD's of old are codes of
//! their own in which 428 is Bolivia and 124 Belgium. Where the message tells what
//! a code is called, the name must agree.

use attache_model::{Area, Codelist};

use crate::area;

/// The area that a code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) area: Area,
    /// The code says no more than the area: `EU27_2020` does.
    pub(super) exact: bool,
}

pub(super) fn find(code: &str, agency: &str, name: Option<&str>) -> Option<Found> {
    let by_name = name.and_then(area::named);
    match (by_code(code, agency), by_name) {
        (Some(found), Some(named)) if found.area != named => Some(Found { area: named, exact: false }),
        (Some(found), _) => Some(found),
        (None, named) => named.map(|area| Found { area, exact: false }),
    }
}

fn by_code(code: &str, agency: &str) -> Option<Found> {
    let exact = |area: Area| Found { area, exact: true };
    // Eurostat's Greece and United Kingdom; the ECB's world.
    let own = [("EL", "GR"), ("UK", "GB"), ("W0", "W00"), ("W00", "W00")];
    if let Some((_, area)) = own.iter().find(|(own, _)| *own == code) {
        return Area::from_code(Codelist::Attache, area).map(exact);
    }
    // The European Union as of a time.
    if let Some(members) = code.strip_prefix("EU")
        && !members.is_empty()
        && members.bytes().all(|b| b.is_ascii_digit() || b == b'_')
    {
        return Area::from_code(Codelist::Attache, "EU").map(|area| Found { area, exact: false });
    }
    let list = match (code.len(), code.bytes().all(|b| b.is_ascii_alphabetic())) {
        (2, true) => Codelist::Iso2,
        (3, true) => Codelist::Iso3,
        (1..=3, false) if code.bytes().all(|b| b.is_ascii_digit()) && counts_by_m49(agency) => Codelist::M49,
        _ => return None,
    };
    Area::from_code(list, code).map(exact)
}

fn counts_by_m49(agency: &str) -> bool {
    agency.starts_with("UN") || agency.starts_with("IAEG")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(code: &str, agency: &str, name: Option<&str>) -> Option<(&'static str, bool)> {
        find(code, agency, name).map(|found| (found.area.code(), found.exact))
    }

    #[test]
    fn codes_are_read_by_their_lists() {
        assert_eq!(found("BO", "IMF", None), Some(("BO", true)));
        assert_eq!(found("BOL", "WB", Some("Bolivia")), Some(("BO", true)));
        assert_eq!(found("EL", "ESTAT", None), Some(("GR", true)));
        assert_eq!(found("068", "UNSD", None), Some(("BO", true)));
        assert_eq!(found("WLD", "WB", None), Some(("W00", true)));
        assert_eq!(found("EU27_2020", "ESTAT", None), Some(("EU", false)));
        assert_eq!(found("4F", "ECB", None), None);
        assert_eq!(found("XYZ", "WB", None), None);
    }

    #[test]
    fn numbers_of_other_lists_are_not_taken_for_m49() {
        // Latvia in M49, Bolivia in the OECD's list of recipients.
        assert_eq!(found("428", "OECD", None), None);
        assert_eq!(found("428", "OECD", Some("Bolivia")), Some(("BO", false)));
    }

    #[test]
    fn a_name_that_says_otherwise_wins() {
        assert_eq!(found("BL", "X", Some("Bolivia")), Some(("BO", false)));
    }
}
