//! People in office: "President Luis Alberto ARCE Catacora (since 8 November 2020)".

use std::ops::Range;

use attache_model::{Attribute, Code, Event, EventKind, Party, Period, Role};

use crate::{
    ParseError,
    factbook::{
        emit::{Out, fold},
        leaf::Leaf,
        plain::Plain,
        stated::period,
    },
};

/// Reads the leaders of an office.
pub(super) fn read(
    out: &mut Out<'_>,
    leaf: &Leaf<'_>,
    plain: &Plain<'_>,
    office: &'static str,
) -> Result<(), ParseError> {
    for (part, holder) in holders(&plain.text) {
        let Some(holder) = holder else {
            out.prose(leaf, plain, &part);
            continue;
        };
        let mut event = Event::new(
            EventKind::Leader,
            Code::from_static(holder.status),
            vec![Party { role: Role::Subject, area: out.area }],
        );
        event.title = holder.title.into();
        event.person = holder.person.into();
        event.from = holder.since;
        event.attributes.push(Attribute { name: Code::from_static("office"), value: office.into() });
        out.event(event, leaf, plain, &part)?;
    }
    Ok(())
}

/// A person in an office, or the office without one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Holder {
    pub(super) title: String,
    pub(super) person: String,
    pub(super) since: Option<Period>,
    /// `in-office` or `vacant`.
    pub(super) status: &'static str,
}

/// The holders that a text names, each with its part of the text; `None` for
/// parts that name none.
pub(super) fn holders(text: &str) -> Vec<(Range<usize>, Option<Holder>)> {
    let mut found = Vec::new();
    let (mut depth, mut from) = (0usize, 0);
    let mut parts: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            // "X (since 2020), Y (since 2021)": a comma separates only after a parenthesis.
            ',' if depth == 0 && text[from..at].trim_end().ends_with(')') => {
                parts.push(from..at);
                from = at + 1;
            }
            ';' | '\n' if depth == 0 => {
                parts.push(from..at);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(from..text.len());
    let mut in_note = false;
    for part in parts {
        let words = fold(&text[part.clone()]);
        if words.is_empty() {
            continue;
        }
        in_note |= words.to_ascii_lowercase().starts_with("note");
        let holder = if in_note { None } else { holder(&words) };
        found.push((part, holder));
    }
    found
}

fn holder(words: &str) -> Option<Holder> {
    let words = words.strip_prefix("represented by ").unwrap_or(words);
    let (name, rest) = words.split_once('(').map_or((words, ""), |(n, r)| (n.trim(), r));
    let vacant = rest.starts_with("vacant") || words.contains("vacant");
    if vacant {
        let title = name.split(" vacant").next().unwrap_or_default().trim_end_matches([',', ' ']);
        return Some(Holder { title: title.to_owned(), person: String::new(), since: since(words), status: "vacant" });
    }
    let since = since(words);
    let (title, person) = split_title(name)?;
    if (since.is_none() && rest.is_empty()) && name.split_whitespace().count() > 10 {
        return None;
    }
    Some(Holder { title, person, since, status: "in-office" })
}

/// The date after "since", past words such as "seizing power on".
fn since(words: &str) -> Option<Period> {
    let (_, rest) =
        words.split_once("since ").or_else(|| words.split_once("as of ")).or_else(|| words.split_once("from "))?;
    let mut tail = rest.split(')').next()?;
    loop {
        if let Some((found, _)) = period(tail) {
            return Some(found);
        }
        tail = tail.split_once(' ')?.1;
    }
}

/// Words that are titles and not names; a name begins at the first word after
/// the last of them before the surname in capitals.
const TITLES: &[&str] = &[
    "president",
    "vice",
    "prime",
    "minister",
    "king",
    "queen",
    "sultan",
    "amir",
    "emir",
    "emperor",
    "chancellor",
    "taoiseach",
    "governor",
    "general",
    "governor-general",
    "premier",
    "ambassador",
    "charge",
    "chargé",
    "d'affaires",
    "d’affaires",
    "deputy",
    "chief",
    "of",
    "the",
    "state",
    "acting",
    "interim",
    "first",
    "second",
    "third",
    "high",
    "commissioner",
    "co-prince",
    "prince",
    "princess",
    "grand",
    "duke",
    "supreme",
    "leader",
    "pope",
    "captain",
    "captains",
    "regent",
    "chairman",
    "chairperson",
    "chair",
    "council",
    "transitional",
    "transition",
    "transition(al)",
    "military",
    "government",
    "head",
    "federal",
    "national",
    "executive",
    "administrator",
    "republic",
    "secretary",
    "counselor",
    "counsellor",
    "crown",
    "and",
    "for",
    "vice-president",
    "lieutenant",
    "col.",
    "colonel",
    "gen.",
    "maj.",
    "capt.",
    "sheikh",
    "shaykh",
    "dr.",
    "sir",
    "dame",
    "to",
    "affairs",
    "presidency",
    "member",
    "chairman-in-office",
    "co-president",
    "vice-chairman",
    "sovereign",
    "commander",
    "commander-in-chief",
    "party",
    "central",
    "committee",
    "political",
    "bureau",
    "congress",
    "senate",
    "speaker",
    "mayor",
    "resident",
    "representative",
    "permanent",
    "appointed",
    "ambassador-designate",
    "charge'",
    "a.i.",
    "officer",
    "principal",
    "consul",
    "special",
    "envoy",
    "defense",
    "armed",
    "forces",
    "in",
    "mission",
    "new",
    "zealand",
    "australian",
    "french",
    "british",
    "danish",
    "ulu-o-tokelau",
    "tuvalu",
    "field",
    "marshal",
    "admiral",
    "brigadier",
    "major",
    "lt.",
    "reverend",
    "rev.",
    "monsignor",
    "cardinal",
    "archbishop",
    "co-chief",
    "chiefs",
    "security",
    "provisional",
    "homeland",
    "safeguard",
    "cnsp",
    "people’s",
    "people's",
];

/// Splits "Prime Minister Miro CERAR" into title and name. `None` where there is no surname in capitals.
fn split_title(name: &str) -> Option<(String, String)> {
    let words: Vec<&str> = name.split(' ').filter(|w| !w.is_empty()).collect();
    let capital = |w: &str| {
        let letters: Vec<char> = w.chars().filter(|c| c.is_alphabetic()).collect();
        letters.len() > 1 && letters.iter().all(|c| c.is_uppercase())
    };
    let is_title = |w: &str| TITLES.contains(&w.trim_matches([',', '(', ')']).to_lowercase().as_str());
    let surname = words.iter().position(|w| capital(w) && !is_title(w))?;
    let first = words[..surname].iter().rposition(|w| is_title(w) || w.ends_with(',')).map_or(0, |at| at + 1);
    Some((
        words[..first].join(" ").trim_end_matches(',').to_owned(),
        words[first..].join(" ").trim_end_matches(',').to_owned(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<(String, String, String, &'static str)> {
        holders(text)
            .into_iter()
            .filter_map(|(_, h)| h)
            .map(|h| (h.title, h.person, h.since.map(|p| p.to_string()).unwrap_or_default(), h.status))
            .collect()
    }

    fn row(title: &str, person: &str, since: &str, status: &'static str) -> (String, String, String, &'static str) {
        (title.to_owned(), person.to_owned(), since.to_owned(), status)
    }

    #[test]
    fn title_name_and_date() {
        assert_eq!(
            of(
                "President Luis Alberto ARCE Catacora (since 8 November 2020); Vice President David CHOQUEHUANCA Cespedes (since 8 November 2020); note - the president is both chief of state and head of government"
            ),
            [
                row("President", "Luis Alberto ARCE Catacora", "2020-11-08", "in-office"),
                row("Vice President", "David CHOQUEHUANCA Cespedes", "2020-11-08", "in-office"),
            ]
        );
        assert_eq!(of("King CHARLES III (since 8 September 2022); represented by Governor General Cyril Errol CHARLES (since 11 November 2021)")[1].1, "Cyril Errol CHARLES");
        assert_eq!(of("President Yoweri Kaguta MUSEVENI (since seizing power on 26 January 1986)")[0].2, "1986-01-26");
    }

    #[test]
    fn a_vacant_office() {
        assert_eq!(
            of("Ambassador (vacant); Chargé d'Affaires Debra HEVIA (since September 2023)"),
            [row("Ambassador", "", "", "vacant"), row("Chargé d'Affaires", "Debra HEVIA", "2023-09", "in-office")]
        );
    }
}
