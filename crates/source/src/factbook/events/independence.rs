//! Independence, capitals, borders.

use std::ops::Range;

use attache_model::{Area, Attribute, Code, Event, EventKind, Party, Period, Role};

use crate::{
    ParseError,
    factbook::{
        emit::{Out, fold},
        figures::Figure,
        leaf::Leaf,
        observations::area_of,
        plain::Plain,
        stated::period,
    },
};

/// `6 August 1825 (from Spain)`: the first clause is the independence, or the
/// founding of the state where it says something else; what else speaks of
/// independence is an `earlier-date`, other dates are notes, the rest is prose.
pub(super) fn independence(out: &mut Out<'_>, leaf: &Leaf<'_>, plain: &Plain<'_>) -> Result<(), ParseError> {
    let text = &*plain.text;
    let (mut number, mut in_note, mut official) = (0u32, false, true);
    let clauses = clauses(text);
    for clause in &clauses {
        let mut words = text[clause.clone()].trim();
        in_note |= words.to_ascii_lowercase().starts_with("note");
        if let Some((lead, rest)) = words.split_once(':')
            && let lead = lead.trim().to_ascii_lowercase()
            && (lead.starts_with("notable earlier date") || lead == "no official date of independence")
        {
            official &= lead.starts_with("notable");
            in_note = false;
            number = number.max(u32::from(lead.starts_with("notable")));
            words = rest.trim();
        }
        let Some((from, rest)) = date_of(words).filter(|_| !in_note) else {
            out.prose(leaf, plain, clause);
            continue;
        };
        number += 1;
        let rest = rest.trim();
        let inside = fold(rest.strip_prefix('(').map_or("", |r| r.rsplit_once(')').map_or(r, |(i, _)| i)));
        let said = inside.split(';').next().unwrap_or_default();
        // A date and nothing else, in a field of this name, says it too.
        let alone = inside.is_empty() && clauses.len() == 1 && matches!(from, Period::Day(_));
        let independent = official && (alone || says_independence(said));
        let (kind, status) = match (number, independent) {
            (1, true) => (EventKind::Independence, "independent"),
            (1, false) => (EventKind::Independence, "founded"),
            (_, true) => (EventKind::Independence, "earlier-date"),
            (_, false) => (EventKind::Note, "stated"),
        };
        let mut parties = vec![Party { role: Role::Subject, area: out.area }];
        let powers = if independent { powers_of(said) } else { "" };
        parties.extend(powers_in(powers).into_iter().map(|area| Party { role: Role::From, area }));
        let mut event = Event::new(kind, Code::from_static(status), parties);
        event.from = Some(from);
        event.title = inside.as_str().into();
        let mut attribute = |name: &'static str, value: &str| {
            event.attributes.push(Attribute { name: Code::from_static(name), value: value.into() })
        };
        if kind == EventKind::Independence {
            attribute("clause", &number.to_string());
        }
        if !powers.is_empty() {
            attribute("from", powers);
        }
        if status == "founded" && !inside.is_empty() {
            attribute("what", &inside);
        }
        out.event(event, leaf, plain, clause)?;
    }
    Ok(())
}

/// Whether a clause is of the subject's own becoming independent: not that it
/// was recognized or kept up.
fn says_independence(words: &str) -> bool {
    let lower = words.to_ascii_lowercase();
    if ["recogni", "maintains", "autonomous"].iter().any(|w| lower.contains(w)) {
        return lower.contains("independence proclaimed");
    }
    lower.starts_with("from ")
        || lower.starts_with("declared from ")
        || lower == "declared"
        || lower.contains("independen")
}

/// The words after "from": "the UK by treaty" is "the UK".
fn powers_of(words: &str) -> &str {
    let Some(at) = words.find("from ") else { return "" };
    let tail = &words[at + "from ".len()..];
    let ends = [" by ", " per ", " which ", " that ", " after ", " following ", " under ", "; ", " over ", " ("];
    // "UN trusteeship under Belgian administration" names its power after "under".
    let end = |e: &&&str| **e != " under " || !tail.contains("administration");
    let cut = ends.iter().filter(end).filter_map(|e| tail.find(e)).min().unwrap_or(tail.len());
    let tail = &tail[..cut];
    let digit = tail.find(|c: char| c.is_ascii_digit()).unwrap_or(tail.len());
    tail[..digit].trim_end_matches([',', ' '])
}

/// Names of powers that are no names of areas.
const POWERS: &[(&str, &str)] = &[
    ("british", "United Kingdom"),
    ("nz", "New Zealand"),
    ("french", "France"),
    ("belgian", "Belgium"),
    ("australian", "Australia"),
    ("italian", "Italy"),
    ("malaysian", "Malaysia"),
    ("south african", "South Africa"),
    ("soviet russia", "Russia"),
    ("west pakistan", "Pakistan"),
    ("british india", ""),
    ("a merger", ""),
];

/// Every area that the words name, the longest names first: "the State Union
/// of Serbia and Montenegro" is one, "Egypt and the UK" are two.
fn powers_in(words: &str) -> Vec<Area> {
    if words.starts_with("a merger") {
        return Vec::new();
    }
    let words: Vec<&str> = words.split([' ', ',']).filter(|w| !w.is_empty()).collect();
    let mut found = Vec::new();
    let mut at = 0;
    'words: while at < words.len() {
        for length in (1..=(words.len() - at).min(5)).rev() {
            let name = words[at..at + length].join(" ");
            let name = name.trim_end_matches("-administered").trim_end_matches('-');
            let known = POWERS.iter().find(|(power, _)| *power == name.to_lowercase());
            let area = match known {
                Some((_, area)) => area_of(area),
                None if name.starts_with(char::is_uppercase) => area_of(name),
                None => None,
            };
            if known.is_some() || area.is_some() {
                found.extend(area);
                at += length;
                continue 'words;
            }
        }
        at += 1;
    }
    found
}

/// The clauses between semicolons outside parentheses.
fn clauses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut depth, mut from) = (0usize, 0);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            // "ca. 872 (...), 1648 (...)": a comma separates only after a parenthesis.
            b',' if depth == 0 && !text[from..at].trim_end().ends_with(')') => {}
            b';' | b'\n' | b',' if depth == 0 => {
                found.push(from..at);
                from = at + 1;
            }
            _ => {}
        }
    }
    found.push(from..text.len());
    found.retain(|r| !text[r.clone()].trim().is_empty());
    found
}

fn date_of(words: &str) -> Option<(Period, &str)> {
    let plain = ["ca. ", "ca ", "about ", "A.D. ", "AD "].iter().find_map(|p| words.strip_prefix(p)).unwrap_or(words);
    let ends = |rest: &str| rest.is_empty() || rest.starts_with([';', ',']) || rest.starts_with(" (");
    let before_christ = |rest: &str| rest.trim_start().starts_with("B.C") || rest.trim_start().starts_with("BC");
    if let Some((found, rest)) = period(plain) {
        return (!before_christ(rest)).then_some((found, rest));
    }
    // Years before 1000, "843", also of a day: "10 August 843".
    let number = |text: &'_ str| text.bytes().take_while(u8::is_ascii_digit).count();
    let (first, rest) = plain.split_at_checked(number(plain))?;
    if ends(rest) {
        let year: i16 = first.parse().ok().filter(|y| (100..1000).contains(y))?;
        return Some((Period::Year(year), rest));
    }
    let (month, rest) = rest.trim_start().split_once(' ')?;
    let (year, rest) = rest.split_at_checked(number(rest))?;
    let year: i16 = year.parse().ok().filter(|y| (100..1000).contains(y))?;
    // The day as it is in a year that the grammar of figures knows.
    let Some((Period::Day(day), "")) = period(&format!("{first} {month} 2000")) else { return None };
    let date = day.with().year(year).build().ok()?;
    ends(rest).then_some((Period::Day(date), rest))
}

/// `La Paz (administrative capital); Sucre (constitutional capital)`.
pub(super) fn capital(out: &mut Out<'_>, leaf: &Leaf<'_>, plain: &Plain<'_>) -> Result<(), ParseError> {
    let text = &*plain.text;
    for clause in clauses(text) {
        let words = fold(&text[clause.clone()]);
        if words.to_ascii_lowercase().starts_with("note") || words.split_whitespace().count() > 30 {
            out.prose(leaf, plain, &(clause.start..text.len()));
            break;
        }
        for (name, remark) in capitals(&words) {
            let mut event = Event::new(
                EventKind::Capital,
                Code::from_static("capital"),
                vec![Party { role: Role::Subject, area: out.area }],
            );
            event.title = name.into();
            if !remark.is_empty() {
                let role =
                    ["capital", "seat", "center"].iter().any(|w| remark.contains(w)) && !remark.starts_with("note");
                let name = Code::from_static(if role { "role" } else { "remark" });
                event.attributes.push(Attribute { name, value: remark.into() });
            }
            out.event(event, leaf, plain, &clause)?;
        }
    }
    Ok(())
}

/// The capitals of a clause, without what is said of them, and that.
fn capitals(words: &str) -> Vec<(&str, &str)> {
    let words = words.split(": note").next().unwrap_or_default();
    let (name, remark) = words.split_once('(').map_or((words, ""), |(n, r)| (n, r.trim_end_matches([')', ' '])));
    let (name, remark) = name.split_once(" is the ").filter(|_| remark.is_empty()).unwrap_or((name, remark));
    let name = [" in Romanian", " in Moldovan"].iter().find_map(|tail| name.trim().strip_suffix(tail)).unwrap_or(name);
    // "Luxembourg, Frankfurt (Germany)": the remark is the last one's.
    let names: Vec<&str> = if name.contains(", D") { vec![name] } else { name.split(", ").collect() };
    let last = names.len() - 1;
    let told = names.iter().enumerate().map(|(at, n)| (n.trim(), if at == last { remark } else { "" }));
    // "no official capital", "administered from London", "located in Akrotiri".
    told.filter(|(n, _)| n.starts_with(char::is_uppercase) && *n != "NA" && n.split(' ').count() <= 6).collect()
}

/// That two areas share a border, beside the observation of its length.
pub(in crate::factbook) fn border(
    out: &mut Out<'_>,
    leaf: &Leaf<'_>,
    plain: &Plain<'_>,
    neighbour: Area,
    length: &Figure,
) -> Result<(), ParseError> {
    let parties = [out.area, neighbour].map(|area| Party { role: Role::Party, area }).to_vec();
    let event = Event::new(EventKind::Border, Code::from_static("shared"), parties);
    let from = plain.text[..length.span.start].rfind([',', ';', '\n']).map_or(0, |at| at + 1);
    let from = if plain.text[from..length.span.start].trim().is_empty() { length.span.start } else { from };
    out.event(event, leaf, plain, &(from..length.span.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_every_age() {
        let read = |t: &str| date_of(t).map(|(p, _)| p.to_string());
        assert_eq!(read("14-15 May 1811 (from Spain)"), Some("1811-05-14".to_owned()));
        assert_eq!(read("486 (Frankish tribes unified)"), Some("0486".to_owned()));
        assert_eq!(read("10 August 843 (Western Francia)"), Some("0843-08-10".to_owned()));
        assert_eq!(read("3 September 301 (traditional founding date)"), Some("0301-09-03".to_owned()));
        assert_eq!(read("A.D. 1501 (Iran reunified)"), Some("1501".to_owned()));
        assert_eq!(read("ca. 550 B.C. (Achaemenid (Persian) Empire)"), None);
        assert_eq!(read("11 February 660 B.C. (mythological date)"), None);
        assert_eq!(read("10th century"), None);
    }

    #[test]
    fn every_power_that_is_named() {
        let read = |t: &str| powers_in(powers_of(t)).iter().map(|a| a.code()).collect::<Vec<_>>().join(" ");
        for (text, powers) in [
            ("from Spain", "ES"),
            ("from France and the UK", "FR GB"),
            ("from Egypt and the UK", "EG GB"),
            ("from Soviet Russia and Germany", "RU DE"),
            ("from the UK by the Anglo-Irish Treaty, which ended British rule", "GB"),
            ("from UN trusteeship under Belgian administration", "BE"),
            ("from League of Nations mandate under French administration", "FR"),
            ("from the Australia-, NZ-, and UK-administered UN trusteeship", "AU NZ GB"),
            ("from the US-administered UN trusteeship", "US"),
            ("from UK control over Afghan foreign affairs", "GB"),
            ("from South African mandate", "ZA"),
            ("from Spain 10 December 1898", "ES"),
            ("from a merger of British Somaliland that became independent from the UK", ""),
        ] {
            assert_eq!(read(text), powers, "{text}");
        }
    }

    #[test]
    fn capitals_without_what_is_said_of_them() {
        assert_eq!(capitals("Sucre (constitutional capital)"), [("Sucre", "constitutional capital")]);
        assert_eq!(capitals("Jerusalem: note - Israel proclaimed it"), [("Jerusalem", "")]);
        assert_eq!(capitals("Nay Pyi Taw is the administrative capital"), [("Nay Pyi Taw", "administrative capital")]);
        assert_eq!(capitals("Chisinau in Romanian (Kishinev in Russian)"), [("Chisinau", "Kishinev in Russian")]);
        assert_eq!(capitals("Luxembourg, Frankfurt (Germany)"), [("Luxembourg", ""), ("Frankfurt", "Germany")]);
        assert_eq!(capitals("Washington, DC"), [("Washington, DC", "")]);
        assert_eq!(capitals("no official capital"), []);
        assert_eq!(capitals("administered from London"), []);
    }
}
