//! When elections were and will be held.

use attache_model::{Attribute, Code, Event, EventKind, Party, Period, Role};

use crate::{
    ParseError,
    factbook::{emit::Out, indicator::slug, leaf::Leaf, plain::Plain, stated::period},
};

fn election(out: &Out<'_>, status: &'static str, office: &str, on: Period) -> Event {
    let mut event =
        Event::new(EventKind::Election, Code::from_static(status), vec![Party { role: Role::Subject, area: out.area }]);
    event.from = Some(on);
    event.attributes.push(Attribute { name: Code::from_static("office"), value: office.into() });
    event
}

/// "... election last held on 18 October 2020 (next to be held in 2025) ...":
/// each date is an event, the rest prose.
pub(super) fn held(
    out: &mut Out<'_>,
    leaf: &Leaf<'_>,
    plain: &Plain<'_>,
    office: &'static str,
) -> Result<(), ParseError> {
    let text = &*plain.text;
    let (mut at, mut told) = (0, 0);
    while let Some((start, phrase, status)) = next_phrase(text, at) {
        let after = start + phrase.len();
        at = after;
        let skipped = text[after..].len() - skip_words(&text[after..]).len();
        let Some((on, rest)) = first_of_two(&text[after + skipped..]) else { continue };
        let end = text.len() - rest.len();
        out.prose(leaf, plain, &(told..start));
        let event = election(out, status, office, on);
        out.event(event, leaf, plain, &(start..end))?;
        (at, told) = (end, end);
    }
    out.prose(leaf, plain, &(told..text.len()));
    Ok(())
}

fn next_phrase(text: &str, from: usize) -> Option<(usize, &'static str, &'static str)> {
    const PHRASES: [(&str, &str); 7] = [
        ("last held", "held"),
        ("next to be held", "expected"),
        ("next election to be held", "expected"),
        ("next scheduled for", "expected"),
        ("next elections to be held", "expected"),
        ("next election scheduled for", "expected"),
        ("next election is scheduled for", "expected"),
    ];
    PHRASES
        .iter()
        .filter_map(|(phrase, status)| text[from..].find(phrase).map(|at| (from + at, *phrase, *status)))
        .min_by_key(|(at, phrase, _)| (*at, std::cmp::Reverse(phrase.len())))
}

fn skip_words(text: &str) -> &str {
    let mut rest = text.trim_start_matches([' ', '-', ',', ':']);
    loop {
        let word = [
            "on ",
            "in ",
            "by ",
            "no later than ",
            "before ",
            "early ",
            "late ",
            "mid-",
            "from ",
            "indirectly ",
            "during ",
            "two rounds on ",
            "the ",
            "scheduled for ",
            "between ",
            "sometime ",
            "spring ",
            "summer ",
            "autumn ",
            "fall ",
            "winter ",
        ]
        .iter()
        .find(|w| rest.starts_with(**w));
        match word {
            Some(word) => rest = rest[word.len()..].trim_start(),
            None => return rest,
        }
    }
}

/// A date, also where it shares its month and year with one after it: "13 and
/// 27 April 2014", "10-11 October 2014".
fn first_of_two(text: &str) -> Option<(Period, &str)> {
    if let Some(found) = period(text) {
        return Some(found);
    }
    // The year stands with the last date: "31 March and 21 April 2019".
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let day = &text[..digits];
    let rest = text.get(digits..)?;
    let link = [" and ", " to ", ", ", " with a runoff on ", " with a runoff held on ", "-", " - ", " with runoff on "];
    if let Some((last, after)) = link.iter().find_map(|l| period(rest.strip_prefix(l)?)) {
        return match last {
            Period::Day(last) => last.with().day(day.parse().ok()?).build().ok().map(|d| (Period::Day(d), after)),
            _ => None,
        };
    }
    let month = rest.trim_start().split(|c: char| !c.is_alphabetic()).next()?;
    let tail = &rest.trim_start()[month.len()..];
    let after = link.iter().find_map(|l| tail.strip_prefix(l))?;
    let (last, after) = period(after)?;
    let (first, _) = period(&format!("{day} {month} {}", last.year()?)).filter(|_| !day.is_empty())?;
    Some((first, after))
}

/// A field that holds one date: "most recent election date", "expected date of
/// next election".
pub(super) fn date(
    out: &mut Out<'_>,
    leaf: &Leaf<'_>,
    plain: &Plain<'_>,
    office: &'static str,
) -> Result<(), ParseError> {
    let text = &*plain.text;
    let expected = slug(leaf.field().last().copied().unwrap_or_default()).contains("next");
    let status = if expected { "expected" } else { "held" };
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let part = from..from + line.len();
        from = part.end;
        if !line.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        // "president: March 2028": the office comes first where there are several.
        let lead = line
            .find([':', '–'])
            .or_else(|| line.find(" - ").map(|at| at + 1))
            .map_or(0, |at| at + line[at..].chars().next().map_or(1, char::len_utf8));
        let start = part.start + lead + (line[lead..].len() - line[lead..].trim_start().len());
        let Some((on, rest)) = first_of_two(skip_words(&text[start..part.end])) else {
            out.unparsed(leaf, plain, &part, "no date", line.split_whitespace().count() > 12);
            continue;
        };
        let end = part.end - rest.len();
        let mut event = election(out, status, office, on);
        event.title = line[..lead].trim_matches([' ', ':', '-', '–']).into();
        out.event(event, leaf, plain, &(start..end))?;
        out.prose(leaf, plain, &(end..part.end));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_share_a_month() {
        let read = |t: &str| first_of_two(t).map(|(p, _)| p.to_string());
        assert_eq!(read("13 and 27 April 2014 (next"), Some("2014-04-13".to_owned()));
        assert_eq!(read("25-26 October 2013"), Some("2013-10-25".to_owned()));
        assert_eq!(read("October 2017)"), Some("2017-10".to_owned()));
        assert_eq!(read("31 March and 21 April 2019 (next"), Some("2019-03-31".to_owned()));
        assert_eq!(read("22 to 24 October 2020"), Some("2020-10-22".to_owned()));
        assert_eq!(read("soon"), None);
    }
}
