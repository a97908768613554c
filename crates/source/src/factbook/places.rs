//! Figures in forms of their own: coordinates, hours from UTC, goods in the
//! order of their value.

use std::ops::Range;

use attache_model::{Code, Decimal, ObsStatus, Observation, Period, SeriesKey, unit};

use super::{
    country::measure_of,
    emit::{Out, fold, period_of},
    indicator::{Measured, slug},
    leaf::Leaf,
    number::{Number, numbers},
    plain::Plain,
    stated::stated,
    units::Measure,
};
use crate::ParseError;

const DEGREES: Code = Code::from_static("DEGREES");
const HOURS: Code = Code::from_static("HOURS");

/// `17 00 S, 65 00 W`: two observations in degrees.
pub(super) fn coordinates(out: &mut Out<'_>, leaf: &Leaf<'_>, plain: &Plain<'_>) -> Result<(), ParseError> {
    let Measured { indicator, mut breakdown } = measure_of(leaf);
    let prefix = if indicator.is_empty() { String::new() } else { format!("{indicator}-") };
    let text = &*plain.text;
    let mut from = 0;
    let mut label = String::new();
    let mut any = false;
    while let Some((part, value, is_latitude)) = angle(text, from) {
        // "Baker Island: 0 13 N, 176 28 W; ...": the place before its coordinates.
        if is_latitude {
            label = fold(
                text[from..part.start]
                    .trim_matches([' ', ':', ';', ',', '-', '\n', '(', ')'])
                    .trim_start_matches("note - ")
                    .trim_start_matches("note: "),
            );
        }
        let mut category = breakdown.clone();
        if !label.is_empty() {
            category.push(label.clone());
        }
        let key = SeriesKey {
            breakdown: (!category.is_empty()).then(|| Code::new(&category.join("/"))),
            ..SeriesKey::of(
                out.area,
                Code::new(&format!("{prefix}{}", if is_latitude { "latitude" } else { "longitude" })),
            )
        };
        let observation = Observation {
            key,
            time_period: Period::Unstated,
            token: fold(&text[part.clone()]).into(),
            value,
            unit: DEGREES,
            unit_mult: 0,
            status: ObsStatus::Normal,
            note: None,
        };
        let place = out.place(leaf, Some(plain.source(&part)));
        out.observation(observation, place)?;
        from = part.end;
        any = true;
    }
    breakdown.clear();
    if !any || text[from..].contains(|c: char| c.is_ascii_digit()) {
        out.prose(leaf, plain, &(from..text.len()));
    }
    Ok(())
}

/// Degrees, minutes and seconds before a point of the compass: the place, the
/// value in degrees and whether it is a latitude.
fn angle(text: &str, from: usize) -> Option<(Range<usize>, Decimal, bool)> {
    let mut start = from;
    loop {
        start += text[start..].find(|c: char| c.is_ascii_digit())?;
        let mut at = start;
        let mut parts: Vec<&str> = Vec::new();
        loop {
            let length = text[at..].bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
            parts.push(text[at..at + length].trim_end_matches('.'));
            at += length;
            let gap = text[at..].bytes().take_while(|b| *b == b' ').count();
            at += gap;
            if gap == 0 || !text[at..].starts_with(|c: char| c.is_ascii_digit()) {
                break;
            }
        }
        let point = text[at..].chars().next().filter(|c| matches!(c, 'N' | 'S' | 'E' | 'W'));
        let ends = !text[at..].chars().nth(1).is_some_and(char::is_alphanumeric);
        if let Some(point) = point.filter(|_| ends && parts.len() <= 3 && parts.iter().all(|p| p.len() <= 9)) {
            let mut value = Decimal::ZERO;
            for (part, per) in parts.iter().zip([1, 60, 3_600]) {
                value += part.parse::<Decimal>().ok()? / Decimal::from(per);
            }
            if value <= Decimal::from(180) {
                let mut value = value.round_dp(5).normalize();
                value.set_sign_negative(matches!(point, 'S' | 'W') && !value.is_zero());
                return Some((start..at + 1, value, matches!(point, 'N' | 'S')));
            }
        }
        start = at.max(start + 1);
        if start >= text.len() {
            return None;
        }
    }
}

/// `UTC-4 (1 hour ahead of Washington, DC, during Standard Time)`, `+1hr, begins ...`.
pub(super) fn time_difference(out: &mut Out<'_>, leaf: &Leaf<'_>, plain: &Plain<'_>) -> Result<(), ParseError> {
    let text = &*plain.text;
    let covered = std::cell::Cell::new(0);
    let give =
        |out: &mut Out<'_>, span: Range<usize>, token: &str, value: Decimal, indicator: &str, note: Option<&str>| {
            let observation = Observation {
                key: SeriesKey::of(out.area, Code::new(indicator)),
                time_period: Period::Unstated,
                token: token.into(),
                value,
                unit: HOURS,
                unit_mult: 0,
                status: ObsStatus::Normal,
                note: note.map(Code::new),
            };
            let place = out.place(leaf, Some(plain.source(&span)));
            covered.set(covered.get().max(span.end));
            out.observation(observation, place)
        };
    if let Some(utc) = text.find("UTC") {
        let tail = text[utc + 3..].trim_start_matches([' ', ':']);
        let at = text.len() - tail.len();
        let length = tail.bytes().take_while(|b| matches!(b, b'+' | b'-' | b'0'..=b'9' | b'.' | b':')).count();
        let token = tail[..length].trim_end_matches([':', '.']);
        if let Some(value) = hours(token) {
            give(out, at..at + token.len(), token, value, "utc-offset", None)?;
        }
    }
    if slug(leaf.field().last().copied().unwrap_or_default()) == "daylight-saving-time" {
        let length = text.bytes().take_while(|b| matches!(b, b'+' | b'-' | b'0'..=b'9' | b'.' | b':')).count();
        if let Some(value) = hours(&text[..length]).filter(|_| text[length..].trim_start().starts_with('h')) {
            give(out, 0..length, &text[..length], value, "daylight-saving-shift", None)?;
        }
    }
    if let Some(open) = text[covered.get()..].find('(').map(|at| at + covered.get()) {
        let end = text[open..].find(')').map_or(text.len(), |at| at + open);
        let ahead =
            if text[open..end].contains("behind") { "behind Washington, DC" } else { "ahead of Washington, DC" };
        if let [number] = numbers(text, open + 1..end, &[]).as_slice()
            && text[number.digits.end..end].trim_start().starts_with("hour")
            && let Ok(value) = number.value(text, &number.digits)
        {
            let token = &text[number.digits.clone()];
            give(out, number.digits.clone(), token, value, "washington-time-difference", Some(ahead))?;
        }
    }
    out.prose(leaf, plain, &(covered.get()..text.len()));
    Ok(())
}

/// `-4`, `+5.5`, `5:30`.
fn hours(token: &str) -> Option<Decimal> {
    let negative = token.starts_with('-');
    let plain = token.trim_start_matches(['+', '-']);
    let value = match plain.split_once(':') {
        Some((h, m)) => h.parse::<Decimal>().ok()? + m.parse::<Decimal>().ok()? / Decimal::from(60),
        None => plain.parse().ok()?,
    };
    (value <= Decimal::from(24)).then_some(if negative { -value } else { value })
}

/// `Nevado Sajama 6,542 m`: the name goes with the height as its note, so that
/// the series stays one when a summit is measured or named anew.
pub(super) fn elevation(out: &mut Out<'_>, leaf: &Leaf<'_>, plain: &Plain<'_>) -> Result<(), ParseError> {
    let text = &*plain.text;
    let lengths = [unit::M, Code::from_static("FT")];
    let line = text.find('\n').unwrap_or(text.len());
    let paren = text[..line]
        .find('(')
        .and_then(|open| Some(open..open + text[open..line].find(')')? + 1))
        .filter(|p| !p.is_empty());
    let outside = |at: &usize| paren.as_ref().is_none_or(|p| !p.contains(at));
    let end = text[..line].match_indices(';').map(|(at, _)| at).find(outside).unwrap_or(line);
    let parens: Vec<Range<usize>> = paren.into_iter().filter(|p| p.end <= end).collect();
    let numbers = numbers(text, 0..end, &parens);
    // "3.6 km W. of Al-Salmi Border Post 300 m": the last length is the height.
    // "Mount Olympus 2,917" is in metres too.
    let bare = |n: &&Number| n.measure == Measure::NONE && text[n.digits.end..end].trim().is_empty();
    let regular = || numbers.iter().rev().filter(|n| !n.irregular);
    let height =
        regular().find(|n| n.measure.unit.is_some_and(|u| lengths.contains(&u))).or_else(|| regular().find(bare));
    let Some(height) = height else {
        out.unparsed(leaf, plain, &(0..text.len()), "no regular figure", text.split_whitespace().count() > 20);
        return Ok(());
    };
    let mut value =
        height.value(text, &height.digits).map_err(|e| out.absurd(leaf, plain, (e, height.span.clone())))?;
    // "Qattara Depression -133 m"
    if text[..height.digits.start].ends_with(['-', '−', '–']) {
        value.set_sign_negative(true);
    }
    let name = fold(text[..height.span.start].trim_matches([' ', ':', ',', '-', '−', '–']));
    let digits = &text[height.digits.clone()];
    let measured = measure_of(leaf);
    let observation = Observation {
        key: SeriesKey::of(out.area, Code::new(&measured.indicator)),
        time_period: Period::Unstated,
        token: if value.is_sign_negative() { format!("-{digits}").into() } else { digits.into() },
        value,
        unit: height.measure.unit.unwrap_or(unit::M),
        unit_mult: height.measure.mult,
        status: ObsStatus::Normal,
        note: (!name.is_empty()).then(|| Code::new(&name)),
    };
    let place = out.place(leaf, Some(plain.source(&(height.span.start..height.digits.end))));
    out.observation(observation, place)?;
    out.prose(leaf, plain, &(height.end()..text.len()));
    Ok(())
}

/// Goods without shares are ranked: the Factbook lists them by value (exports,
/// imports) or tonnage (agricultural products), the largest first.
pub(super) fn commodities(out: &mut Out<'_>, leaf: &Leaf<'_>, plain: &Plain<'_>) -> Result<(), ParseError> {
    let indicator = Code::new(&measure_of(leaf).indicator);
    let text = &*plain.text;
    let mut goods: Vec<Range<usize>> = Vec::new();
    let mut period = None;
    let mut end = text.len();
    if let Some(note) =
        ["; note", "\nnote", ". note", "++ note"].iter().filter_map(|n| text.to_ascii_lowercase().find(n)).min()
    {
        end = note;
    }
    let mut depth = 0usize;
    let mut from = 0;
    for (at, byte) in text.as_bytes()[..end].iter().enumerate().chain([(end, &b',')]) {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b',' | b';' | b'\n' if depth == 0 || at == end => {
                goods.push(from..at);
                from = at + 1;
            }
            _ => {}
        }
    }
    let mut named = Vec::new();
    for part in goods {
        let mut name = text[part.clone()].trim().to_owned();
        if let Some(open) = name.rfind('(').filter(|_| name.ends_with(')'))
            && let Some(s) = stated(&name[open + 1..name.len() - 1])
        {
            period = Some((s.period, s.status));
            name.truncate(open);
        }
        let name = name.trim_matches([' ', '+', '.']).trim_start_matches("and ").to_owned();
        // "world leader in gross value of agricultural output; rice, ..."
        let sentence = name.split('(').next().unwrap_or_default().split_whitespace().count() > 7;
        if !name.is_empty() && name.len() < 100 && !sentence {
            named.push((name, part));
        }
    }
    if named.iter().any(|(name, _)| ["NA", "none"].contains(&name.as_str()) || name.starts_with("the whole range"))
        || text.split_whitespace().count() > 90
    {
        named.clear();
    }
    let (time_period, status) = period_of(out.area, period);
    for (at, (name, part)) in named.iter().enumerate() {
        let place_in_order = at + 1;
        let observation = Observation {
            key: SeriesKey::of(out.area, indicator).by(Code::new(&fold(name))),
            time_period,
            token: place_in_order.to_string().into(),
            value: Decimal::from(place_in_order),
            unit: unit::RANK,
            unit_mult: 0,
            status,
            note: None,
        };
        let place = out.place(leaf, Some(plain.source(part)));
        out.observation(observation, place)?;
    }
    if named.is_empty() || end < text.len() {
        out.prose(leaf, plain, &(if named.is_empty() { 0 } else { end }..text.len()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn angles() {
        let (part, value, latitude) = angle("17 00 S, 65 08 W", 0).unwrap();
        assert_eq!((part, value.to_string(), latitude), (0..7, "-17".to_owned(), true));
        let (_, value, latitude) = angle("17 00 S, 65 08 W", 7).unwrap();
        assert_eq!((value.to_string(), latitude), ("-65.13333".to_owned(), false));
        assert_eq!(angle("no 12 here", 0), None);
        assert_eq!(angle("999 00 N", 0), None);
    }

    #[test]
    fn hours_from_utc() {
        assert_eq!(hours("-4"), Some("-4".parse().unwrap()));
        assert_eq!(hours("+5:30"), Some("5.5".parse().unwrap()));
        assert_eq!(hours(""), None);
        assert_eq!(hours("99999"), None);
    }
}
