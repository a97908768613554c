//! Statements that are kept as text and date: holidays, ratings, codes, notes.

use std::ops::Range;

use attache_model::{Attribute, Code, Event, EventKind, ObsStatus, Party, Period, Role};

use crate::{
    ParseError,
    factbook::{
        emit::{Out, fold},
        leaf::Leaf,
        plain::Plain,
        stated::{period, stated},
    },
};

const STATED: Code = Code::from_static("stated");

pub(super) fn note(out: &Out<'_>, title: &str) -> Event {
    let mut event = Event::new(EventKind::Note, STATED, vec![Party { role: Role::Subject, area: out.area }]);
    event.title = title.trim().into();
    event
}

/// A text that states something as of a date: "very high (2020)", "B3 (2014)",
/// "1 October - 30 September".
pub(in crate::factbook) fn dated(
    out: &mut Out<'_>,
    leaf: &Leaf<'_>,
    plain: &Plain<'_>,
    known: Option<(Period, ObsStatus)>,
) -> Result<(), ParseError> {
    let text = &*plain.text;
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return Ok(());
    }
    let whole = 0..text.len();
    if text.split_whitespace().count() > 40 {
        out.prose(leaf, plain, &whole);
        return Ok(());
    }
    let mut event = note(out, &leaf.field().join(": "));
    event.from = known
        .map(|(p, _)| p)
        .or_else(|| text.rsplit_once('(').and_then(|(_, t)| stated(t.trim_end_matches([')', ' ']))).map(|s| s.period));
    out.event(event, leaf, plain, &whole)
}

/// `Independence Day, 6 August (1825)`.
pub(super) fn holiday(out: &mut Out<'_>, leaf: &Leaf<'_>, plain: &Plain<'_>) -> Result<(), ParseError> {
    let text = &*plain.text;
    let mut from = 0;
    for part in text.split_inclusive(';') {
        let range = from..from + part.len();
        from = range.end;
        let words = part.trim().trim_end_matches(';');
        if words.trim_start().starts_with("note") || words.split_whitespace().count() > 40 {
            out.prose(leaf, plain, &(range.start..text.len()));
            break;
        }
        if words.is_empty() {
            continue;
        }
        let mut event = note(out, words.split(',').next().unwrap_or_default());
        event.from = words.rsplit_once('(').and_then(|(_, t)| stated(t.split(')').next()?)).map(|s| s.period);
        event.attributes.push(Attribute { name: Code::from_static("type"), value: "national-holiday".into() });
        out.event(event, leaf, plain, &range)?;
    }
    Ok(())
}

/// `country code - 591; ...`: the code for telephones; the rest is prose.
pub(super) fn country_code(out: &mut Out<'_>, leaf: &Leaf<'_>, plain: &Plain<'_>) -> Result<(), ParseError> {
    let text = &*plain.text;
    let Some(at) = text.find("country code") else {
        out.prose(leaf, plain, &(0..text.len()));
        return Ok(());
    };
    let tail = text[at + "country code".len()..].trim_start_matches([' ', '-', ':', '–', '+']);
    let start = text.len() - tail.len();
    let length = tail.bytes().take_while(|b| b.is_ascii_digit() || *b == b'-').count();
    let code = tail[..length].trim_end_matches('-');
    let part: Range<usize> = at..start + code.len();
    if code.is_empty() {
        out.prose(leaf, plain, &(0..text.len()));
        return Ok(());
    }
    let mut event = note(out, "telephone country code");
    event.attributes.push(Attribute { name: Code::from_static("code"), value: code.into() });
    out.event(event, leaf, plain, &part)?;
    out.prose(leaf, plain, &(0..at));
    out.prose(leaf, plain, &(part.end..text.len()));
    Ok(())
}

/// The note on a diplomatic representation: expulsions, closures.
pub(in crate::factbook) fn mission_note(
    out: &mut Out<'_>,
    leaf: &Leaf<'_>,
    plain: &Plain<'_>,
) -> Result<(), ParseError> {
    if plain.text.trim().is_empty() {
        return Ok(());
    }
    let mut event = note(out, leaf.field().first().copied().unwrap_or_default());
    event
        .attributes
        .push(Attribute { name: Code::from_static("note"), value: without_note(&fold(&plain.text)).into() });
    event.from = first_date(&plain.text);
    out.event(event, leaf, plain, &(0..plain.text.len()))
}

fn without_note(text: &str) -> &str {
    text.strip_prefix("note")
        .or_else(|| text.strip_prefix("Note"))
        .map_or(text, |t| t.trim_start_matches([':', ' ', '-', ';']))
}

/// The first date in a text, by word.
fn first_date(text: &str) -> Option<Period> {
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        if let Some((found, _)) = period(&text[at..]) {
            return Some(found);
        }
        at += word.len();
    }
    None
}
