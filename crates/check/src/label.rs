//! Labels that say in what their values are counted and of when: "GDP (US$ billion),
//! 2021: 49.7" is read as "GDP (2021): $49.7 billion".

use std::ops::Range;

use attache_document::prose::Block;
use attache_model::{Language, plain};

use crate::{
    spelled::Spelled,
    trigger::{List, Triggers, Unit},
};

/// Before a number below zero.
pub(crate) const MINUS: [char; 3] = ['-', '–', '−'];

/// Between a label and its value.
pub(crate) const MARK: &str = ": ";

/// A label and its value have no more bytes than this.
const LONGEST: usize = 160;

/// The block with the unit and the year of its label where a sentence has them; `None`
/// where the label says neither, or the value says its own.
pub(crate) fn spelled_out(block: &Block, language: Language) -> Option<Block> {
    let text = block.text.as_str();
    let end = text.find(MARK).filter(|_| text.len() <= LONGEST)?;
    let value = end + MARK.len()..text.len();
    let length = number_length(&text[value.clone()]);
    // "6.5%", whose sign the label may go on: "% of GDP".
    let percent = length.is_none().then(|| percent_length(&text[value.clone()])).flatten();
    let number = value.start..value.start + length.or(percent.map(|(number, _)| number)).unwrap_or(value.len());
    let triggers = Triggers::of(language);
    let mut unit: Option<&Unit> = None;
    let mut year: Option<Range<usize>> = None;
    let mut kept: Option<Range<usize>> = None;
    let mut name_end = end;
    let mut note = |range: Range<usize>| {
        let part = text[range.clone()].trim();
        if is_year(part) {
            year = Some(trimmed(text, range));
            true
        } else if let Some(known) = triggers.unit(&canonical(part)) {
            unit = Some(known);
            true
        } else {
            List::Remarks.has(part)
        }
    };
    // What is in parentheses, else behind a comma, from the end on.
    loop {
        let label = text[..name_end].trim_end();
        let last = label.rfind(' ').map_or(0, |at| at + 1);
        let (start, inner) = if last > 0 && is_year(&label[last..]) {
            (last - 1, last..label.len())
        } else if label.ends_with(')') {
            let open = label.rfind('(')?;
            (open, open + 1..label.len() - 1)
        } else if let Some(comma) = label.rfind(", ") {
            (comma, comma + 1..label.len())
        } else {
            break;
        };
        let inner = parts(text, inner);
        // "Exports (goods and services, US$ million)": what is counted stays beside the name.
        if let [before @ .., last] = inner.as_slice()
            && label.ends_with(')')
            && !before.is_empty()
            && !before.iter().cloned().any(&mut note)
            && note(last.clone())
        {
            kept = Some(before[0].start..before[before.len() - 1].end);
            name_end = text[..start].trim_end().len();
            break;
        }
        if !inner.into_iter().all(&mut note) {
            break;
        }
        name_end = text[..start].trim_end().trim_end_matches(',').len();
    }
    if name_end == 0 || (unit.is_none() && year.is_none()) || name_end == end {
        return None;
    }
    let goes_on = |unit: &Unit| percent.is_some() && unit.after.trim_start().starts_with('%');
    let is_dated = |at: usize| text[name_end..at].trim_start().starts_with(',');
    let rest = match (length, unit, &year) {
        (Some(_), ..) => number.end,
        (None, Some(unit), _) if goes_on(unit) => value.start + percent.map_or(0, |(_, end)| end),
        // What a value is counted in itself needs no more than the year.
        (None, None, Some(year)) if is_dated(year.start) && text[value.clone()].starts_with(is_of_value) => value.end,
        _ => return None,
    };
    let number = if length.is_none() && unit.is_none() { value.clone() } else { number };
    let mut spelled = Spelled::of(block);
    spelled.keep(0..name_end);
    if let Some(kept) = kept {
        spelled.insert(" (");
        spelled.keep(kept);
        spelled.insert(")");
    }
    if let Some(year) = year {
        spelled.insert(" (");
        spelled.keep(year);
        spelled.insert(")");
    }
    spelled.insert(MARK);
    let signed = text[number.clone()].chars().next().filter(|c| MINUS.contains(c)).map_or(0, char::len_utf8);
    spelled.keep(number.start..number.start + signed);
    spelled.insert_before(unit.map_or("", |unit| unit.before.as_str()), number.start + signed);
    spelled.keep(number.start + signed..number.end);
    spelled.insert(unit.map_or("", |unit| unit.after.as_str()));
    spelled.keep(rest..text.len());
    Some(spelled.block)
}

/// How a figure begins, with its currency or without.
fn is_of_value(c: char) -> bool {
    c.is_ascii_digit() || MINUS.contains(&c) || matches!(c, '$' | '€' | '£' | 'U' | '~' | '≈')
}

/// Of a percentage and nothing else, how long its number is, and all of it.
fn percent_length(value: &str) -> Option<(usize, usize)> {
    let end = value.find('%')?;
    let rest = value[end + 1..].trim_start();
    let number = number_length(&value[..end])?;
    (rest.is_empty() || rest.starts_with(['(', ';', '*'])).then_some((number, end + 1))
}

/// The block with a colon where a line of dots leads from a label to its value: "Area ...
/// 10,991 sq km".
pub(crate) fn with_colon(block: &Block) -> Option<Block> {
    const LONGEST_NAME: usize = 60;
    let text = block.text.as_str();
    let is_dot = |c: char| matches!(c, '.' | '…' | '·' | '_' | ' ');
    let start = text.find(['.', '…', '·', '_']).filter(|start| (1..=LONGEST_NAME).contains(start))?;
    let end = start + text[start..].find(|c| !is_dot(c))?;
    let dots = text[start..end].chars().filter(|c| *c != ' ').map(|c| if c == '…' { 3 } else { 1 }).sum::<usize>();
    let name = text[..start].trim_end();
    if dots < 3 || text.len() > LONGEST || name.contains([':', '?', '!']) || !text[..end].ends_with(' ') {
        return None;
    }
    let mut spelled = Spelled::of(block);
    spelled.keep(0..name.len());
    spelled.insert(MARK);
    spelled.keep(end..text.len());
    Some(spelled.block)
}

/// The block with a colon where a name and its value have dashes between: "Life expectancy--77
/// years".
pub(crate) fn with_colons(block: &Block) -> Option<Block> {
    let text = block.text.as_str();
    let is_between = |at: &usize| {
        let before = text[..*at].chars().next_back();
        let behind = text[at + DASHES.len()..].chars().next();
        before.is_some_and(|c| c.is_alphabetic() || c == ')') && behind.is_some_and(|c| c.is_alphanumeric() || c == '$')
    };
    let places: Vec<usize> = text.match_indices(DASHES).map(|(at, _)| at).filter(is_between).collect();
    if places.is_empty() {
        return None;
    }
    let mut spelled = Spelled::of(block);
    let mut end = 0;
    for at in places {
        spelled.keep(end..at);
        spelled.instead(at..at + DASHES.len(), MARK);
        end = at + DASHES.len();
    }
    spelled.keep(end..text.len());
    Some(spelled.block)
}

/// The block with each value behind its own name, where several of them stand together:
/// "Coastline / land borders: 3,444 km / 4,616 km".
pub(crate) fn in_parts(block: &Block) -> Option<Block> {
    const BETWEEN: &str = " / ";
    let text = block.text.as_str();
    let end = text.find(MARK).filter(|_| text.len() <= LONGEST)?;
    let parts = |within: Range<usize>| {
        let mut parts = Vec::new();
        let mut start = within.start;
        for (at, mark) in text[within.clone()].match_indices(BETWEEN) {
            parts.push(start..within.start + at);
            start = within.start + at + mark.len();
        }
        parts.push(start..within.end);
        parts
    };
    let (names, values) = (parts(0..end), parts(end + MARK.len()..text.len()));
    let has_digit = |value: &Range<usize>| text[value.clone()].contains(|c: char| c.is_ascii_digit());
    // "Exports / imports of goods (2019)": what stands behind the last of the names is each one's.
    let [before @ .., last] = names.as_slice() else { return None };
    let tail = text[last.clone()].find(' ').map_or(last.end..last.end, |at| last.start + at..last.end);
    let is_one_word = |name: &Range<usize>| !text[name.clone()].contains(' ');
    let is_of = |tail: &Range<usize>| {
        let words = text[tail.clone()].trim_start();
        words.starts_with('(') || words.split(' ').next().is_some_and(|word| List::Of.has(word))
    };
    let tail = if before.iter().all(is_one_word) && is_of(&tail) { tail } else { last.end..last.end };
    let year = text[tail.clone()].split_once(" (").and_then(|(_, year)| year.strip_suffix(')'));
    let is_year = year.is_some_and(|year| year.bytes().all(|c| c.is_ascii_digit()));
    // What all values are counted in stands behind the last name.
    let is_plain = |name: &Range<usize>| !text[name.clone()].contains(['(', ',']);
    let are_plain = before.iter().all(is_plain) && (is_year || is_plain(last));
    if names.len() < 2 || names.len() != values.len() || !are_plain || !values.iter().all(has_digit) {
        return None;
    }
    let count = names.len();
    let mut spelled = Spelled::of(block);
    for (at, (name, value)) in names.into_iter().zip(values).enumerate() {
        spelled.insert(if at > 0 { "; " } else { "" });
        spelled.keep(name);
        if at + 1 < count {
            spelled.keep(tail.clone());
        }
        spelled.insert(MARK);
        spelled.keep(value);
    }
    Some(spelled.block)
}

/// Between names and values in some profiles.
const DASHES: &str = "--";

/// A part of a block.
pub(crate) fn part(block: &Block, range: Range<usize>) -> Block {
    let mut part = Spelled::of(block);
    part.keep(range);
    part.block
}

/// Whether a label has in parentheses what nobody understands, so that its bare number
/// may be counted in anything.
pub(crate) fn is_unknown(text: &str) -> bool {
    let label = text.find(MARK).and_then(|end| text.get(..end));
    label.is_some_and(|label| {
        let inner = label.find('(').zip(label.rfind(')')).and_then(|(open, close)| label.get(open + 1..close));
        inner.is_some_and(|inner| {
            !inner.split([',', ';']).all(|part| is_year(part.trim()) || List::Remarks.has(part.trim()))
        })
    })
}

/// How long the number is that a value is, where nothing but a remark in parentheses
/// follows it.
fn number_length(value: &str) -> Option<usize> {
    let is_of_number =
        |c: char| c.is_ascii_digit() || MINUS.contains(&c) || matches!(c, '.' | ',' | '\u{a0}' | '\u{202f}');
    let length = value.find(|c: char| !is_of_number(c) && c != ' ').unwrap_or(value.len());
    let number = value[..length].trim_end();
    let rest = value[length..].trim_start();
    let is_number = number.starts_with(|c: char| c.is_ascii_digit() || MINUS.contains(&c));
    let has_digit = number.contains(|c: char| c.is_ascii_digit());
    (is_number && has_digit && (rest.is_empty() || rest.starts_with(['(', ';', '*']))).then_some(number.len())
}

/// The parts of what stands between commas.
fn parts(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = within.start;
    for (at, mark) in text[within.clone()].match_indices([',', ';']) {
        parts.push(start..within.start + at);
        start = within.start + at + mark.len();
    }
    parts.push(start..within.end);
    parts
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}

/// "2021", "FY 2021", "2021 est.", "July 2015".
fn is_year(part: &str) -> bool {
    let part = part.trim_end_matches("est.").trim_end_matches("est").trim_start_matches("FY").trim();
    let (month, year) = part.rsplit_once(' ').unwrap_or(("", part));
    let is_month = month.chars().all(char::is_alphabetic) && month.chars().count() <= 10;
    is_month && year.len() == 4 && year.chars().all(|c| c.is_ascii_digit())
}

/// Without case, blanks and points.
pub(crate) fn canonical(unit: &str) -> String {
    plain(unit).chars().filter(|c| !c.is_whitespace() && *c != '.').collect()
}

#[cfg(test)]
mod tests {
    use attache_document::prose::{Format, Prose};

    use super::*;

    fn read(text: &str, language: Language) -> Option<String> {
        let prose = Prose::read(text.as_bytes(), Format::Text).unwrap();
        spelled_out(&prose.blocks[0], language).map(|block| block.text)
    }

    #[test]
    fn units_and_years_of_labels() {
        for (label, spelled) in [
            ("GDP (US$ billion), 2021: 49.7", "GDP (2021): $49.7 billion"),
            ("GDP growth (%, 2023 est.): 3.4", "GDP growth (2023 est.): 3.4%"),
            ("Population (millions): 12.1", "Population: 12.1 million"),
            ("Inflation (annual %) 2021: 3.4 (provisional)", "Inflation (2021): 3.4% (provisional)"),
            ("Exports to Bolivia (US$m): 545", "Exports to Bolivia: $545 million"),
            ("Balance (US$ million) (2020): -100.4", "Balance (2020): -$100.4 million"),
            (
                "Exports (goods and services, US$ million) (2020): 10.4",
                "Exports (goods and services) (2020): $10.4 million",
            ),
            ("Real growth, 2020: 10.4%", "Real growth (2020): 10.4%"),
            ("Defence (% of GDP), 2020: 10.4%", "Defence (2020): 10.4% of GDP"),
        ] {
            assert_eq!(read(label, Language::English).as_deref(), Some(spelled), "{label}");
        }
        assert_eq!(
            read("PIB (miles de millones de USD): 49,7", Language::Spanish).as_deref(),
            Some("PIB: 49,7 mil millones de dólares")
        );
        assert_eq!(
            read("Exportations (M$, 2021): 545", Language::French).as_deref(),
            Some("Exportations (2021): 545 millions de dollars")
        );
    }

    #[test]
    fn dots_lead_to_values() {
        let read = |text: &str| {
            let prose = Prose::read(text.as_bytes(), Format::Text).unwrap();
            with_colon(&prose.blocks[0]).map(|block| block.text)
        };
        for (text, spelled) in [
            ("Unemployment ... 7.7% in 2019", "Unemployment: 7.7% in 2019"),
            ("Area ........... 10,991 sq km", "Area: 10,991 sq km"),
            ("Exports, goods … US$5 billion", "Exports, goods: US$5 billion"),
        ] {
            assert_eq!(read(text).as_deref(), Some(spelled), "{text}");
        }
        for text in ["The U.S. exports 3", "It ended...", "Area: see ... 4", "a...b"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn dashes_stand_for_colons() {
        let read = |text: &str| {
            let prose = Prose::read(text.as_bytes(), Format::Text).unwrap();
            with_colons(&prose.blocks[0]).map(|block| block.text)
        };
        let spelled = "Health: Life expectancy: 77 years; infant mortality: 20 deaths.";
        assert_eq!(read("Health: Life expectancy--77 years; infant mortality--20 deaths.").as_deref(), Some(spelled));
        for text in ["It grew -- by much -- in 2019.", "It grew by 2--3 percent."] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn values_that_stand_together_are_each_of_their_name() {
        let read = |text: &str| {
            let prose = Prose::read(text.as_bytes(), Format::Text).unwrap();
            in_parts(&prose.blocks[0]).map(|block| block.text)
        };
        assert_eq!(
            read("Coastline / land borders: 3,444 km / 4,616 km (China, Laos)").as_deref(),
            Some("Coastline: 3,444 km; land borders: 4,616 km (China, Laos)")
        );
        for text in
            ["Exports / imports (US$ million): 5 / 6", "Area / population: 5 sq km", "President / premier: A / B"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn what_says_its_own_unit_is_left() {
        for text in [
            "GDP: $49.7 billion",
            "GDP (2021): $49.7 billion",
            "Area (land): 12 sq km",
            "Note (see below): text",
            "Founded: 1825",
        ] {
            assert_eq!(read(text, Language::English), None, "{text}");
        }
    }

    #[test]
    fn the_number_stands_where_it_stood() {
        let text = "GDP (US$ billion), 2021: 49.7";
        let prose = Prose::read(text.as_bytes(), Format::Text).unwrap();
        let block = spelled_out(&prose.blocks[0], Language::English).unwrap();
        let at = block.text.find("49.7").unwrap();
        assert_eq!(&text[block.place(at..at + 4)], "49.7");
        let year = block.text.find("2021").unwrap();
        assert_eq!(&text[block.place(year..year + 4)], "2021");
    }
}
