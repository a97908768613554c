//! Tables with a column for each year: the World Drug Report's annex.

use std::collections::HashMap;

use attache_model::{Area, Code};

use super::{Bound, Crop, Figures, Subject, is_of_something_else, label, text_of};
use crate::{
    File, ParseError,
    file::clip,
    number,
    sheet::{Cell, Row, Sheet},
};

/// As many columns of years make a header.
const FEWEST_YEARS: usize = 3;

/// The columns of years, and what the table is of.
struct Header {
    years: Vec<(u32, i16)>,
    crop: Crop,
}

pub(super) fn read(file: &File<'_>, sheet: &Sheet, figures: &mut Figures) -> Result<(), ParseError> {
    let rows: Vec<Row<'_>> = sheet.rows().collect();
    let notes = footnotes(&rows);
    // What was said above the table that is being read, and since its header.
    let mut title = format!("{} ", sheet.name);
    let mut header: Option<Header> = None;
    let mut last_area: Option<Area> = None;
    let mut is_other = false;
    for row in &rows {
        let years = years(row);
        if years.len() >= FEWEST_YEARS {
            title.push_str(&text_of(row));
            is_other = is_of_something_else(&title);
            header = if is_other { None } else { Some(open(file, row, &title, years)?) };
            if is_other {
                figures.pass_over(file, row.pointer(0), "other table", title.trim(), true);
            }
            last_area = None;
            title.clear();
        } else if let Some(head) = &header
            && head.years.iter().any(|(column, _)| is_filled(row, *column))
        {
            last_area = read_row(file, row, head, last_area, &notes, figures);
        } else if !is_other || header.is_none() {
            // A title, a region's name, a footnote.
            let text = text_of(row);
            if is_of_something_else(&text) && text.len() < 120 {
                header = None;
            }
            if header.is_none() && title.len() < 2_000 {
                title.push_str(&text);
                title.push(' ');
            }
        }
    }
    Ok(())
}

fn open(file: &File<'_>, row: &Row<'_>, title: &str, years: Vec<(u32, i16)>) -> Result<Header, ParseError> {
    let named = file.name();
    let crop = Crop::named(title).or_else(|| Crop::named(named)).ok_or_else(|| {
        file.error(row.pointer(0), format!("is a table that does not say which crop: {:?}", clip(title.trim(), 120)))
            .hint("the title above the years is to say \"coca\" or \"opium poppy\"")
    })?;
    let lower = title.to_lowercase();
    if !(lower.contains("hectare") || lower.contains("(ha)") || lower.split_whitespace().any(|word| word == "ha")) {
        return Err(file
            .error(row.pointer(0), "is a table that does not say that its figures are hectares")
            .hint("the title above the years is to say \"hectares\" or \"(ha)\""));
    }
    Ok(Header { years, crop })
}

/// The columns of a row that hold years, with footnotes' letters or without.
fn years(row: &Row<'_>) -> Vec<(u32, i16)> {
    let year = |cell: &Cell| match cell {
        Cell::Number(number) if number.fract() == 0.0 && (1_900.0..=2_100.0).contains(number) => Some(*number as i16),
        Cell::Text(text) => {
            let digits = text.trim().trim_end_matches(|c: char| c.is_ascii_lowercase() || "*() ,".contains(c));
            digits.parse().ok().filter(|year| digits.len() == 4 && (1_900..=2_100).contains(year))
        }
        _ => None,
    };
    row.cells().filter_map(|(column, cell)| Some((column, year(cell)?))).collect()
}

fn is_filled(row: &Row<'_>, column: u32) -> bool {
    match row.get(column) {
        None => false,
        Some(Cell::Text(text)) => !text.trim().is_empty(),
        Some(_) => true,
    }
}

/// Reads a row of figures, and tells whose it is, for the rows below.
fn read_row(
    file: &File<'_>,
    row: &Row<'_>,
    header: &Header,
    last_area: Option<Area>,
    notes: &HashMap<char, String>,
    figures: &mut Figures,
) -> Option<Area> {
    let first_year = header.years.first().map_or(0, |(column, _)| *column);
    let texts: Vec<(u32, &str)> = row
        .cells()
        .filter(|(column, _)| *column < first_year)
        .filter_map(|(column, cell)| if let Cell::Text(text) = cell { Some((column, text.trim())) } else { None })
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let named = texts.iter().map(|(_, text)| *text).collect::<Vec<_>>().join(" ");
    if let Some((column, total)) = texts.iter().find(|(_, text)| label::is_total(text)) {
        figures.pass_over(file, row.pointer(*column), "total", total, true);
        return None;
    }
    let labels: Vec<label::Label> = texts.iter().map(|(_, text)| label::read(text)).collect();
    // Of region and country the country stands nearer to the figures.
    let named_area = labels.iter().rev().find_map(|label| label.area);
    let bound = labels.iter().rev().find_map(|label| label.bound);
    let area = named_area.or_else(|| last_area.filter(|_| bound.is_some()));
    let Some(area) = area else {
        let is_region = texts.iter().any(|(_, text)| label::is_region(text));
        let reason = if is_region { "total" } else { "unknown area" };
        figures.pass_over(file, row.pointer(texts.last().map_or(0, |(c, _)| *c)), reason, &named, is_region);
        return None;
    };
    let note = note(&labels, notes);
    let subject = Subject { crop: header.crop, area, bound: bound.unwrap_or(Bound::Best), note };
    for (column, year) in &header.years {
        read_cell(file, row, *column, *year, subject, figures);
    }
    Some(area)
}

fn read_cell(file: &File<'_>, row: &Row<'_>, column: u32, year: i16, subject: Subject, figures: &mut Figures) {
    let Some(cell) = row.get(column) else { return };
    let text = row.text(column);
    // Quirk 1.
    let is_none = matches!(text.to_lowercase().as_str(), ".." | "..." | "…" | "-" | "–" | "—" | "n.a." | "n/a" | "na");
    if is_none || matches!(cell, Cell::Text(text) if text.trim().is_empty()) {
        return;
    }
    let place = file.place(row.pointer(column));
    // Quirk 2.
    let plain = text.trim_end_matches(|c: char| c.is_ascii_lowercase() || "*() ".contains(c));
    let figure = match cell {
        Cell::Text(_) => number::grouped(plain).map(|value| (plain.to_owned(), value)),
        _ => row.figure(column),
    };
    let is_area = |value: &attache_model::Decimal| !value.is_sign_negative() || value.is_zero();
    if let Some((token, value)) = figure.filter(|(_, value)| is_area(value)) {
        figures.figures.push((subject.observation(year, &token, value), place));
        return;
    }
    // Quirk 4.
    let bounds = plain.split_once(['-', '–', '—']).and_then(|(low, high)| {
        let (low, high) = (low.trim(), high.trim());
        Some([(Bound::Minimum, low, number::grouped(low)?), (Bound::Maximum, high, number::grouped(high)?)])
    });
    match bounds {
        Some(bounds) if subject.bound == Bound::Best => {
            for (bound, token, value) in bounds {
                figures.figures.push((Subject { bound, ..subject }.observation(year, token, value), place.clone()));
            }
        }
        _ => figures.pass_over(file, row.pointer(column), "no number", text, false),
    }
}

/// What a row says of its figures, and the footnotes that it refers to.
fn note(labels: &[label::Label], notes: &HashMap<char, String>) -> Option<Code> {
    let remarks = labels.iter().map(|label| label.remark.as_str());
    let texts =
        labels.iter().flat_map(|label| &label.footnotes).filter_map(|letter| notes.get(letter)).map(String::as_str);
    let said: Vec<&str> = remarks.chain(texts).filter(|text| !text.is_empty()).collect();
    (!said.is_empty()).then(|| Code::new(&clip(&said.join("; "), 300)))
}

/// The footnotes of a sheet: rows whose text begins with a letter of its own,
/// as "a Includes areas that were eradicated".
fn footnotes(rows: &[Row<'_>]) -> HashMap<char, String> {
    let mut notes = HashMap::new();
    for row in rows.iter().filter(|row| years(row).len() < FEWEST_YEARS) {
        let text = text_of(row);
        let mut chars = text.trim_start_matches('(').chars();
        let Some(letter) = chars.next().filter(|c| c.is_ascii_lowercase() || *c == '*') else { continue };
        let rest = chars.as_str();
        let note = rest.trim_start_matches([')', '.', ':', ' ', '\u{a0}']);
        if rest.len() > note.len() && note.len() > 8 {
            notes.entry(letter).or_insert_with(|| clip(note, 200));
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use crate::{
        sheet::tests::{rows, workbook},
        specimen::{Kept, parse},
        unodc::UNODC,
    };

    fn read(table: &[&[&str]]) -> Kept {
        parse(&UNODC, "annex.xlsx", &workbook(&rows(table))).unwrap()
    }

    /// Area, period, breakdown and token of each figure.
    fn told(kept: &Kept) -> Vec<String> {
        let tell = |o: &attache_model::Observation| {
            let breakdown = o.key.breakdown.map_or_else(String::new, |b| format!(" {b}"));
            format!("{} {}{breakdown} {}", o.key.ref_area, o.time_period, o.token)
        };
        kept.observations.iter().map(|(o, _)| tell(o)).collect()
    }

    const TITLE: &[&str] = &["Global illicit cultivation of coca bush, 2020-2022 (hectares)"];

    #[test]
    fn a_row_is_a_countrys_series() {
        let kept = read(&[
            TITLE,
            &["Country", "2020", "2021a", "2022"],
            &["Bolivia (Plurinational State of)", "29,400", "30500", ".."],
            &["Colombia (net cultivation) b", "143000", "204,000a", "-"],
            &["Total (rounded)", "1", "2", "3"],
            &["a Preliminary."],
            &["b Areas at the end of the year."],
        ]);
        assert_eq!(told(&kept), ["BO 2020 29,400", "BO 2021 30500", "CO 2020 143000", "CO 2021 204,000"]);
        let (figure, place) = &kept.observations[0];
        assert_eq!((figure.key.indicator.as_str(), figure.unit.as_str()), ("coca-cultivation-area", "HA"));
        assert_eq!((figure.value.to_string().as_str(), place.to_string().as_str()), ("29400", "country!B3"));
        assert_eq!(kept.observations[2].0.note.unwrap(), "net cultivation; Areas at the end of the year.");
        assert_eq!((kept.editions[0].name.as_str(), kept.unparsed[0].reason), ("cultivation to 2021", "total"));
    }

    #[test]
    fn bounds_belong_to_the_country_above() {
        let kept = read(&[
            &["Cultivation of opium poppy in selected countries (hectares)"],
            &["Region", "Country", "Estimate", "2013", "2014", "2015"],
            &["SOUTH-EAST ASIA", "", "", "", "", ""],
            &["Asia", "Myanmar a", "best estimate", "57800", "57600", "55500"],
            &["", "", "minimum", "45710", "41400", "42800"],
            &["", "", "maximum", "69918", "87300", "69600"],
            &["", "Subtotal", "best estimate", "61965", "64065", "61465"],
            &["", "", "minimum", "1", "1", "1"],
            &["", "Mexico", "", "11,000", "17,000", "21,800 - 28,100"],
        ]);
        let told = told(&kept);
        assert_eq!(told[0..4], ["MM 2013 57800", "MM 2014 57600", "MM 2015 55500", "MM 2013 minimum 45710"]);
        assert_eq!(told[11..], ["MX 2015 minimum 21,800".to_owned(), "MX 2015 maximum 28,100".to_owned()]);
        let reasons: Vec<_> = kept.unparsed.iter().map(|u| u.reason).collect();
        assert_eq!(reasons, ["total", "unknown area"]);
    }

    #[test]
    fn other_tables_are_passed_over() {
        let kept = read(&[
            TITLE,
            &["", "2020", "2021", "2022"],
            &["Peru", "61800", "80700", "95000"],
            &["Potential production of dry coca leaf (tons)"],
            &["", "2020", "2021", "2022"],
            &["Peru", "1", "2", "3"],
            &["Cultivation of coca bush (hectares)"],
            &["", "2017", "2018", "2019"],
            &["Peru", "49900", "x", "54700"],
        ]);
        assert_eq!(told(&kept), ["PE 2020 61800", "PE 2021 80700", "PE 2022 95000", "PE 2017 49900", "PE 2019 54700"]);
        let reasons: Vec<_> = kept.unparsed.iter().map(|u| u.reason).collect();
        assert_eq!(reasons, ["other table", "no number"]);
    }

    #[test]
    fn a_table_must_say_what_it_is() {
        let said = |table: &[&[&str]]| parse(&UNODC, "t.xlsx", &workbook(&rows(table))).unwrap_err().to_string();
        let years: &[&str] = &["", "2020", "2021", "2022"];
        assert_eq!(
            said(&[&["Areas (ha)"], years]),
            "t.xlsx, country!A2: is a table that does not say which crop: \"country Areas (ha)\""
        );
        assert_eq!(
            said(&[&["Coca"], years]),
            "t.xlsx, country!A2: is a table that does not say that its figures are hectares"
        );
        assert_eq!(said(&[&["Coca"], &["a", "b"]]), "t.xlsx: has no table of cultivation; begins \"Coca\"");
    }
}
