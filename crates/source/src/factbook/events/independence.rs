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

/// `6 August 1825 (from Spain)`; several clauses are several events, and what
/// is no date is prose.
pub(super) fn independence(out: &mut Out<'_>, leaf: &Leaf<'_>, plain: &Plain<'_>) -> Result<(), ParseError> {
    let text = &*plain.text;
    let mut first = true;
    for clause in clauses(text) {
        let words = text[clause.clone()].trim();
        let Some((from, rest)) = date_of(words) else {
            if words.starts_with("note") {
                out.prose(leaf, plain, &(clause.start..text.len()));
                break;
            }
            out.prose(leaf, plain, &clause);
            continue;
        };
        let rest = rest.trim();
        let inside = rest.strip_prefix('(').map_or("", |r| r.rsplit_once(')').map_or(r, |(i, _)| i));
        let mut parties = vec![Party { role: Role::Subject, area: out.area }];
        if let Some(sovereign) = inside.find("from ").and_then(|at| sovereign(&inside[at + 5..])) {
            parties.push(Party { role: Role::From, area: sovereign });
        }
        // Only the first clause, or one that says "from", is independence; the others are other dates of the state.
        let kind = if first || inside.contains("from ") || inside.contains("independence") {
            EventKind::Independence
        } else {
            EventKind::Note
        };
        let status = if kind == EventKind::Independence { "independent" } else { "stated" };
        let mut event = Event::new(kind, Code::from_static(status), parties);
        event.from = Some(from);
        event.title = fold(inside).into();
        out.event(event, leaf, plain, &clause)?;
        first = false;
    }
    Ok(())
}

/// The clauses between semicolons outside parentheses.
fn clauses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut depth, mut from) = (0usize, 0);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b';' | b'\n' if depth == 0 => {
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
    period(plain).or_else(|| {
        // "no official date of independence: 976 (...)" and years before 1000.
        let (year, rest) = plain.split_at_checked(plain.bytes().take_while(u8::is_ascii_digit).count())?;
        let year: i16 = year.parse().ok().filter(|y| (1..1000).contains(y))?;
        (rest.is_empty() || rest.starts_with([' ', ';', ','])).then_some((Period::Year(year), rest))
    })
}

/// The area that a "from ..." names, the longest name that is one.
fn sovereign(words: &str) -> Option<Area> {
    let words = words.split([';', ',', '(']).next()?.trim().trim_start_matches("the ");
    let mut end = words.len();
    loop {
        if let Some(area) = area_of(&words[..end]) {
            return Some(area);
        }
        end = words[..end].rfind(' ')?;
    }
}

/// `La Paz (administrative capital); Sucre (constitutional capital)`.
pub(super) fn capital(out: &mut Out<'_>, leaf: &Leaf<'_>, plain: &Plain<'_>) -> Result<(), ParseError> {
    let text = &*plain.text;
    for clause in clauses(text) {
        let words = fold(&text[clause.clone()]);
        if words.starts_with("note") || words.split_whitespace().count() > 14 {
            out.prose(leaf, plain, &(clause.start..text.len()));
            break;
        }
        let (name, role) =
            words.split_once('(').map_or((words.as_str(), ""), |(n, r)| (n, r.trim_end_matches([')', ' '])));
        if name.trim().is_empty() || ["NA", "none"].contains(&name.trim()) {
            continue;
        }
        let mut event = Event::new(
            EventKind::Capital,
            Code::from_static("capital"),
            vec![Party { role: Role::Subject, area: out.area }],
        );
        event.title = name.trim().into();
        if !role.is_empty() {
            event.attributes.push(Attribute { name: Code::from_static("role"), value: role.into() });
        }
        out.event(event, leaf, plain, &clause)?;
    }
    Ok(())
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
