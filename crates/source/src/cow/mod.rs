//! The Correlates of War project: who was in which intergovernmental
//! organization, and which states there were, year by year since 1816.
//!
//! Its data set of diplomatic exchange (version 2006.1) is not read: it says
//! which rank a mission had in each fifth year or so to 2005, and not when one
//! was opened, raised or closed, so that no event could be made of it; who had
//! a mission, and where, other sources tell for today.

mod memberships;
mod states;

use attache_model::{Area, Codelist};

use crate::{File, Input, ParseError, archive::Member};

pub(crate) use memberships::COW_MEMBERSHIPS;
pub(crate) use states::COW_STATES;

const PUBLISHER: &str = "Correlates of War Project";
const LICENCE: &str = "Free for use with citation; no licence to hand the files on is stated";
const TERMS: &str = "https://correlatesofwar.org/";

/// Numbers that the project keeps through a change of the state, and the areas
/// that they meant: each to the end of a year, then the next, at last the area
/// that the codelist has for the number.
const CHANGED: &[(&str, &[(i16, &str)])] = &[
    ("255", &[(1870, "PRXX"), (1918, "DEKR")]),
    ("325", &[(1860, "SAXX")]),
    ("345", &[(1918, "KSXX"), (1941, "YKXX"), (1991, "YUCS"), (2005, "CSXX")]),
    ("365", &[(1917, "REXX"), (1991, "SUHH")]),
    ("640", &[(1922, "OTXX")]),
];

/// The areas that a state number means from one year to another, both included,
/// in order; none where the number is unknown.
fn areas(code: &str, from: i16, until: i16) -> Vec<(Area, i16, i16)> {
    let code = code.trim();
    let changes = CHANGED.iter().find(|(changed, _)| *changed == code).map_or(&[][..], |(_, changes)| changes);
    let former = changes.iter().map(|(last, area)| (*last, Area::from_code(Codelist::Attache, area)));
    let mut first = from;
    let mut areas = Vec::new();
    for (last, area) in former.chain([(i16::MAX, Area::from_code(Codelist::Cow, code))]) {
        if first <= until && first <= last {
            areas.extend(area.map(|area| (area, first, last.min(until))));
            first = last.saturating_add(1);
        }
    }
    areas
}

/// The one file of the input whose header has these columns.
fn find_file<'m>(
    input: &Input<'m>,
    members: &'m [Member],
    columns: &[&str],
    wanted: &str,
) -> Result<File<'m>, ParseError> {
    let has_them = |member: &&Member| {
        let head = member.bytes.get(..2_048).unwrap_or(&member.bytes);
        let header = String::from_utf8_lossy(head).lines().next().unwrap_or_default().to_ascii_lowercase();
        let names: Vec<&str> = header.split(',').map(|name| name.trim_matches(['"', ' ', '\u{feff}'])).collect();
        columns.iter().all(|column| names.contains(column))
    };
    match members {
        [one] => Ok(File::of(input, one)),
        several => several.iter().find(has_them).map(|member| File::of(input, member)).ok_or_else(|| {
            let place = attache_model::Place::default();
            ParseError::new(input.name, place, format!("holds no file with the columns {}", columns.join(", ")))
                .hint(format!("{wanted} is the file that is read"))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(code: &str, from: i16, until: i16) -> Vec<String> {
        areas(code, from, until).into_iter().map(|(area, from, until)| format!("{area} {from}-{until}")).collect()
    }

    #[test]
    fn a_number_outlives_states() {
        assert_eq!(said("2", 1816, 2014), ["US 1816-2014"]);
        assert_eq!(said("365", 1900, 2014), ["REXX 1900-1917", "SUHH 1918-1991", "RU 1992-2014"]);
        assert_eq!(said("345", 1992, 2014), ["CSXX 1992-2005", "RS 2006-2014"]);
        assert_eq!(said("345", 1950, 1960), ["YUCS 1950-1960"]);
        assert_eq!(said("260", 1955, 1990), ["DEFX 1955-1990"]);
        assert_eq!(said("999", 1955, 1990), [""; 0]);
    }

    #[test]
    fn every_area_of_a_change_is_there() {
        for (code, changes) in CHANGED {
            assert_eq!(said(code, i16::MIN, i16::MAX).len(), changes.len() + 1, "{code}");
        }
    }
}
