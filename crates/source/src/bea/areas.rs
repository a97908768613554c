//! BEA's names of countries and of groups of them.

use attache_model::{Area, AreaKind, Codelist};

use crate::area;

pub(super) enum Found {
    Area(Area),
    /// A group or a rest, which is no area of the codelist.
    Group,
    Unknown,
}

/// Names that only BEA uses, and the area's code.
static NAMES: &[(&str, &str)] = &[
    ("All Countries Total", "W00"),
    ("All Countries", "W00"),
    ("European Union", "EU"),
    ("European Union (27)", "EU"),
    ("European Union (28)", "EU"),
    ("Korea, Republic of", "KR"),
    ("Korea, South", "KR"),
    ("Congo (Brazzaville)", "CG"),
    ("Congo (Kinshasa)", "CD"),
    ("China, People's Republic of", "CN"),
    ("Hong Kong, China", "HK"),
    ("Taiwan, China", "TW"),
    ("Bahamas, The", "BS"),
    ("Gambia, The", "GM"),
    ("Macau", "MO"),
    ("Burma", "MM"),
    ("Germany, Federal Republic of", "DE"),
];

/// Beginnings of the names of groups and rests. "United Kingdom Islands" are
/// several territories (of the Caribbean the British Virgin Islands and others,
/// which BEA does not tell apart) and so a group too.
static GROUPS: &[&str] = &[
    "Europe",
    "Other",
    "Latin America",
    "South and Central America",
    "South America",
    "Central America",
    "Western Hemisphere",
    "Caribbean",
    "Africa",
    "Middle East",
    "Asia and Pacific",
    "Asia",
    "International",
    "OPEC",
    "Eastern Europe",
    "European Communities",
    "Euro area",
    "Eurozone",
    "Addend",
    "Developed countries",
    "Developing countries",
    "United Kingdom Islands",
    "Eastern Caribbean",
    "French Islands",
    "Former ",
    "Unallocated",
];

pub(super) fn find(name: &str) -> Found {
    let name = plain(name);
    if let Some((_, code)) = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
        return Area::from_code(Codelist::Attache, code).map_or(Found::Unknown, Found::Area);
    }
    let begins = |group: &&str| name.get(..group.len()).is_some_and(|start| start.eq_ignore_ascii_case(group));
    match area::named(name) {
        Some(found) if found.kind() != AreaKind::Aggregate => Found::Area(found),
        Some(_) => Found::Group,
        None if GROUPS.iter().any(begins) => Found::Group,
        None => Found::Unknown,
    }
}

/// Without the mark of a footnote ("Curacao <sup>1</sup>", "Curacao \1\").
fn plain(name: &str) -> &str {
    let end = name.find(['<', '\\', '*']).unwrap_or(name.len());
    name[..end].trim().trim_end_matches(':')
}
