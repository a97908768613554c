//! Holds what a text says of a country's neighbours against those that are listed: how
//! many they are hangs on what is counted, and who borders a country at sea is listed
//! nowhere.

use attache_fact::{Claim, Fact, Said, Value};
use attache_model::{Area, AreaKind, Codelist, Date};

use crate::compare::Stand;

/// Without a coast: all their neighbours are neighbours on land.
const LANDLOCKED: &[&str] = &[
    "AD", "AF", "AM", "AT", "AZ", "BF", "BI", "BO", "BT", "BW", "BY", "CF", "CH", "CZ", "ET", "HU", "KG", "KZ", "LA",
    "LI", "LS", "LU", "MD", "MK", "ML", "MN", "MW", "NE", "NP", "PY", "RS", "RW", "SK", "SM", "SS", "SZ", "TD", "TJ",
    "TM", "UG", "UZ", "VA", "XK", "ZM", "ZW",
];

/// Whose borders are at sea, all or most of them.
const SEAGIRT: &[&str] = &[
    "AG", "AU", "BB", "BH", "BN", "BS", "CU", "CV", "CY", "DK", "DM", "DO", "FJ", "FM", "GB", "GD", "HT", "ID", "IE",
    "IS", "JM", "JP", "KI", "KM", "KN", "KR", "LC", "LK", "MG", "MH", "MT", "MU", "MV", "MY", "NR", "NZ", "PG", "PH",
    "PW", "QA", "SB", "SC", "SG", "ST", "TL", "TO", "TT", "TV", "TW", "VC", "VU", "WS",
];

/// Parted by a strait that many call a border.
const STRAITS: &[[&str; 2]] = &[["RU", "US"], ["EE", "FI"], ["DJ", "YE"], ["AL", "IT"]];

/// Whose names are taken for one another.
const TWINS: &[[&str; 2]] = &[["CD", "CG"], ["KP", "KR"], ["SD", "SS"], ["MF", "SX"], ["DM", "DO"]];

/// Borders that many leave out: of an island in the Arctic, of towns across the sea.
const LEFT_OUT: &[[&str; 2]] = &[["CA", "DK"], ["ES", "MA"]];

/// So many more neighbours some count: India Afghanistan, by its claim on Kashmir; Russia
/// and Georgia Abkhazia and South Ossetia.
const CONTESTED: &[(&str, usize)] = &[("IN", 1), ("RU", 2), ("GE", 2)];

/// What a claim's words mean by a neighbour.
#[derive(Clone, Copy, PartialEq)]
enum Sense {
    /// Who shares a border.
    Border,
    /// Who shares one on land, and says so.
    Land,
    /// Who is near, and maybe across the sea.
    Near,
    /// "States", which may be those of a federation.
    States,
}

impl Sense {
    fn of(claim: &Claim) -> Self {
        match claim.role("sense") {
            Some(Said::Text(sense)) if sense == "land" => Self::Land,
            Some(Said::Text(sense)) if sense == "near" => Self::Near,
            Some(Said::Text(sense)) if sense == "states" => Self::States,
            _ => Self::Border,
        }
    }
}

/// How what is said in a role stands to what is listed; `None` of a role that says nothing.
pub(crate) fn stand(role: &str, said: &Said, claim: &Claim, fact: &Fact) -> Option<Stand> {
    Some(match (role, said, fact.role("count")?) {
        ("count", Said::Count(n), Value::Count(listed)) => count(*n, *listed, claim, fact),
        ("partners", Said::Area(area), _) => all(std::slice::from_ref(area), claim, fact),
        ("partners", Said::Areas(areas), _) => all(areas, claim, fact),
        _ => return None,
    })
}

/// Whether who borders the country changed after a day: a state came into being.
pub(crate) fn came_later(fact: &Fact, day: Date) -> bool {
    let began = |area: Area| area.since().and_then(|since| since.start());
    let subject = subject(fact).into_iter();
    subject.chain(areas(fact, "partners").iter().copied()).filter_map(began).any(|start| start > day)
}

fn subject(fact: &Fact) -> Option<Area> {
    match fact.role("subject") {
        Some(Value::Area(area)) => Some(*area),
        _ => None,
    }
}

fn areas<'f>(fact: &'f Fact, role: &str) -> &'f [Area] {
    match fact.role(role) {
        Some(Value::Areas(areas)) => areas,
        _ => &[],
    }
}

fn is_in(area: Area, codes: &[&str]) -> bool {
    codes.iter().any(|code| Area::from_code(Codelist::Attache, code) == Some(area))
}

fn are_in(a: Area, b: Area, pairs: &[[&str; 2]]) -> bool {
    a != b && pairs.iter().any(|pair| is_in(a, pair) && is_in(b, pair))
}

/// As many as are listed, or, where it hangs on what is counted, neither right nor wrong.
fn count(said: u32, listed: u32, claim: &Claim, fact: &Fact) -> Stand {
    if said == listed {
        return Stand::Right;
    }
    let Some(subject) = subject(fact) else { return Stand::Vague };
    let others = areas(fact, "others");
    let is_doubtful =
        |area: &Area| area.kind() != AreaKind::Country || is_in(*area, &["XK"]) || are_in(subject, *area, LEFT_OUT);
    let contested = CONTESTED.iter().find(|(code, _)| is_in(subject, &[code])).map_or(0, |(_, more)| *more);
    let fewer = areas(fact, "partners").iter().chain(others).filter(|area| is_doubtful(area)).count();
    let (said, listed) = (said as usize, listed as usize);
    let may_be = listed.saturating_sub(fewer)..=listed + others.len() + contested;
    let sense = Sense::of(claim);
    let is_by_sea = said > listed
        && match sense {
            Sense::Land => false,
            Sense::Near => !is_in(subject, LANDLOCKED),
            Sense::Border | Sense::States => is_in(subject, SEAGIRT),
        };
    if may_be.contains(&said) || is_by_sea || sense == Sense::States { Stand::Vague } else { Stand::Wrong }
}

/// All that are no seas are neighbours; one that is not makes it wrong, unless it may be one at sea.
fn all(said: &[Area], claim: &Claim, fact: &Fact) -> Stand {
    let on_land = said.iter().filter(|area| area.kind() != AreaKind::Ocean);
    let stands: Vec<Stand> = on_land.map(|area| one(*area, claim, fact)).collect();
    [Stand::Wrong, Stand::Vague].into_iter().find(|stand| stands.contains(stand)).unwrap_or(Stand::Right)
}

fn one(said: Area, claim: &Claim, fact: &Fact) -> Stand {
    let listed = || areas(fact, "partners").iter().chain(areas(fact, "others")).copied();
    let Some(subject) = subject(fact) else { return Stand::Vague };
    if listed().any(|area| area == said) {
        return Stand::Right;
    }
    let sense = Sense::of(claim);
    // Regions, seas and states that are no more, and what is no state.
    let is_else = said == subject || said.kind() != AreaKind::Country || listed().any(|area| are_in(area, said, TWINS));
    let is_by_sea = sense != Sense::Land
        && (is_in(subject, SEAGIRT) || is_in(said, SEAGIRT) || are_in(subject, said, STRAITS))
        && ![subject, said].into_iter().any(|area| is_in(area, LANDLOCKED));
    let is_near = sense == Sense::Near && claim.role("count").is_none();
    let is_claimed = are_in(subject, said, &[["IN", "AF"]]);
    if is_else || is_by_sea || is_near || is_claimed { Stand::Vague } else { Stand::Wrong }
}
