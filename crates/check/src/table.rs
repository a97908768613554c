//! Tables as statements: a cell is read with the label of its row, and with the
//! country that heads its column.

use attache_document::prose::{Block, BlockKind, Piece};
use attache_model::Area;

use crate::{
    label::{MARK, MINUS, part},
    spelled::Spelled,
    trigger::List,
};

/// The blocks of a document, the cells of a labelled row each as "Area: 581,730 sq
/// km", with the country that heads the column.
pub(crate) fn rows(blocks: &[Block], areas: impl Fn(&str) -> Vec<Area>) -> Vec<(Block, Option<Area>)> {
    let mut read = Vec::new();
    let mut rest = blocks;
    while let Some(first) = rest.first() {
        if cell(first).is_none() {
            read.push((first.clone(), None));
            rest = &rest[1..];
            continue;
        }
        // A table goes on while its rows do.
        let mut last = (0, 0);
        let length = rest
            .iter()
            .take_while(|block| {
                let at = cell(block);
                let goes_on = at.is_some_and(|at| at >= last);
                last = at.unwrap_or(last);
                goes_on
            })
            .count();
        let (table, beyond) = rest.split_at(length.max(1));
        read.extend(cells(table, &areas));
        rest = beyond;
    }
    read
}

fn cell(block: &Block) -> Option<(u32, u32)> {
    match block.kind {
        BlockKind::Cell { row, column } => Some((row, column)),
        _ => None,
    }
}

fn cells(table: &[Block], areas: impl Fn(&str) -> Vec<Area>) -> Vec<(Block, Option<Area>)> {
    let at = |row: u32, column: u32| table.iter().find(|block| cell(block) == Some((row, column)));
    let columns = table.iter().filter_map(cell).map(|(_, column)| column + 1).max().unwrap_or_default();
    let heads: Vec<Option<Area>> = (0..columns)
        .map(|column| {
            let named = at(0, column).filter(|_| column > 0).map(|head| areas(&head.text)).unwrap_or_default();
            if let [one] = named.as_slice() { Some(*one) } else { None }
        })
        .collect();
    // Who gave each value is no value.
    let is_source = |column: u32| at(0, column).is_some_and(|head| List::Sources.has(head.text.trim()));
    let sources: Vec<u32> = (1..columns).filter(|column| is_source(*column)).collect();
    let is_list = columns as usize - sources.len().min(1) == 2;
    let is_compared = heads.iter().flatten().count() >= 2;
    // Years head the columns, or countries the rows.
    let years: Vec<bool> =
        (0..columns).map(|column| column > 0 && at(0, column).is_some_and(|head| is_year(&head.text))).collect();
    let is_of_years = !is_compared && years.iter().any(|is_year| *is_year);
    // Or years the rows, and series the columns.
    let rows = table.iter().filter_map(cell).map(|(row, _)| row + 1).max().unwrap_or_default();
    let is_of_year = |row: u32| at(row, 0).is_some_and(|label| is_year(&label.text));
    // Below them may stand years that are estimates, and what they come to: "2024*", "Total".
    let of_years = (1..rows).take_while(|row| is_of_year(*row)).count();
    let is_beside = |row: u32| {
        at(row, 0).is_some_and(|label| {
            let text = label.text.trim().trim_start_matches("FY").trim();
            text.get(..4).is_some_and(is_year) || !text.contains(|c: char| c.is_ascii_digit())
        })
    };
    let is_of_series = columns > 2
        && (of_years > 1 || of_years + 1 == rows as usize && of_years > 0)
        && (1 + of_years as u32..rows).all(is_beside);
    // The corner may say in what all is counted.
    let corner = at(0, 0).filter(|corner| corner.text.ends_with(')'));
    let unit = corner.and_then(|corner| Some(part(corner, corner.text.rfind('(')? + 1..corner.text.len() - 1)));
    let unit = unit.or_else(|| at(0, 0).filter(|corner| is_money(&corner.text)).cloned());
    // "Goods trade, million dollars".
    let behind = |corner: &Block| {
        let at = corner.text.rfind(", ")? + ", ".len();
        corner.text.get(at..).filter(|words| is_money(words)).map(|_| part(corner, at..corner.text.len()))
    };
    // "US$ bn, calendar year".
    let ahead = |corner: &Block| {
        let at = corner.text.find(", ")?;
        corner.text.get(..at).filter(|words| is_money(words)).map(|_| part(corner, 0..at))
    };
    let unit = unit.or_else(|| at(0, 0).and_then(|corner| behind(corner).or_else(|| ahead(corner))));
    let row_area = |row: u32| match at(row, 0).map(|label| areas(&label.text)).unwrap_or_default().as_slice() {
        [one] => Some(*one),
        _ => None,
    };
    let mut named: Vec<Area> = (1..rows).filter_map(row_area).collect();
    named.sort_unstable();
    named.dedup();
    let is_of_countries = !is_compared && !is_list && named.len() >= 2;
    let is_number = |text: &str| {
        text.trim_start_matches(|c| MINUS.contains(&c) || matches!(c, '$' | '€' | '£' | 'U' | 'S'))
            .starts_with(|c: char| c.is_ascii_digit())
    };
    // A unit, or a year.
    let qualifies = |text: &str| !text.is_empty() && (is_year(text) || !text.contains(|c: char| c.is_ascii_digit()));
    let text_at = |row: u32, column: u32| at(row, column).map_or("", |block| block.text.as_str());
    let all_rows = |fits: &dyn Fn(u32) -> bool| rows > 1 && (1..rows).all(fits);
    // Label, value, and the value's unit or year, which may stand before it: the column
    // of the values and that of the others.
    let is_of_values = |value: u32, other: u32| {
        let is_value = |row: u32| is_number(text_at(row, value)) && !is_year(text_at(row, value));
        all_rows(&|row| is_value(row) && qualifies(text_at(row, other)))
    };
    let may_qualify =
        columns == 3 && sources.is_empty() && !is_compared && !is_of_years && !is_of_countries && !is_of_series;
    // Places in an order, names and figures; or names with figures beside others with theirs.
    let place = |row: u32| text_at(row, 0).trim_end_matches('.').parse::<u32>().ok();
    let from = u32::from(place(0).is_none());
    let is_ranked = columns == 3
        && rows > from + 1
        && (from..rows).all(|row| place(row) == Some(row - from + 1) && is_number(text_at(row, 2)));
    let is_paired = columns >= 4
        && columns % 2 == 0
        && (0..columns).step_by(2).all(|column| !text_at(0, column).is_empty() && !is_number(text_at(0, column)))
        && all_rows(&|row| (1..columns).step_by(2).all(|column| is_number(text_at(row, column))))
        && all_rows(&|row| (0..columns).step_by(2).all(|column| !is_number(text_at(row, column))));
    let qualified =
        [(2, 1), (1, 2)].into_iter().find(|(value, other)| may_qualify && !is_ranked && is_of_values(*value, *other));
    // A label is read with the cells of its row.
    let is_label = |row: u32| {
        is_list || is_compared || is_of_years || is_of_countries || is_of_series && (row == 0 || is_of_year(row))
    };
    let mut read = Vec::new();
    for block in table {
        let Some((row, column)) = cell(block) else { continue };
        let head = heads.get(column as usize).copied().flatten();
        let is_inner = column > 0 && row > 0 && !block.text.is_empty();
        let named = |block: Option<&'_ Block>| block.filter(|block| !block.text.is_empty()).cloned();
        if let Some((value, other)) = qualified.filter(|_| row > 0) {
            if let (Some(label), Some(other)) = (named(at(row, 0)), at(row, other).filter(|_| column == value)) {
                read.push((joined(&joined(&label, " (", other), "): ", block), None));
            }
            continue;
        }
        if is_ranked && row >= from {
            if let (2, Some(name)) = (column, at(row, 1)) {
                read.push((joined(name, MARK, block), None));
            }
            continue;
        }
        if is_paired && row > 0 {
            if let (1, Some(list), Some(name)) = (column % 2, at(0, column - column % 2), at(row, column - column % 2))
            {
                let mut figure = Spelled::of(block);
                figure.keep(0..block.text.len());
                figure.insert(if text_at(0, column).contains('%') && !block.text.contains('%') { "%" } else { "" });
                read.push((joined(&joined(list, MARK, name), " ", &figure.block), None));
            }
            continue;
        }
        if is_of_countries && is_inner {
            if let (Some(label), Some(area)) = (named(at(0, column)), row_area(row)) {
                read.push((joined(&label, MARK, block), Some(area)));
            }
            continue;
        }
        if is_of_series && is_inner {
            if !is_of_year(row) {
                read.push((block.clone(), None));
            } else if let (Some(label), Some(year)) = (named(at(0, column)), at(row, 0).map(unmarked)) {
                let label = match &unit {
                    Some(unit) if !label.text.contains('(') => joined(&joined(&label, " (", unit), "), ", &year),
                    _ => joined(&label, ", ", &year),
                };
                read.push((joined(&label, MARK, block), head));
            }
            continue;
        }
        if is_of_years && is_inner && years.get(column as usize) == Some(&true) {
            if let (Some(label), Some(year)) = (named(at(row, 0)), at(0, column).map(unmarked)) {
                // A column may say in what each row is counted.
                let is_word = |block: &&Block| !block.text.contains(|c: char| c.is_ascii_digit());
                let own = at(row, 1).filter(|_| years.get(1) == Some(&false)).filter(is_word);
                let unit = own.or(unit.as_ref()).filter(|_| !label.text.contains('('));
                let label = match unit.filter(|unit| !unit.text.is_empty()) {
                    Some(unit) => joined(&joined(&label, " (", unit), "), ", &year),
                    None => joined(&label, ", ", &year),
                };
                read.push((joined(&label, MARK, block), None));
            }
            continue;
        }
        let is_value = column > 0 && !block.text.is_empty() && !sources.contains(&column);
        let is_of_row = is_value && (is_list || (is_compared && row > 0));
        match at(row, 0).filter(|label| is_of_row && !label.text.is_empty()) {
            Some(label) => read.push((joined(label, MARK, block), head.filter(|_| is_compared))),
            None if column == 0 && is_label(row) => {}
            None => read.push((block.clone(), None)),
        }
    }
    read
}

/// A year without the mark behind it.
fn unmarked(year: &Block) -> Block {
    let first = year.text.find(|c: char| c.is_ascii_digit());
    let end = first.map(|first| first + 4).filter(|end| year.text.is_char_boundary(*end));
    match end {
        Some(end) if is_year(&year.text) => part(year, 0..end),
        _ => year.clone(),
    }
}

/// A calendar or fiscal year and nothing beside it but the mark of a note.
fn is_year(text: &str) -> bool {
    let text = text.trim().trim_start_matches("FY").trim();
    // "2023 (a)", "2023[1]"; "2024e" and "2024*" are of estimates.
    let (year, mark) = text.split_at_checked(4).unwrap_or((text, ""));
    let inner = mark.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']'));
    let is_mark = mark.is_empty() || inner.len() == 1 && mark.ends_with([']', ')']) && !"epfEPF*".contains(inner);
    year.len() == 4 && year.chars().all(|c| c.is_ascii_digit()) && is_mark
}

/// A currency, with a scale word or without: "US$ million".
fn is_money(text: &str) -> bool {
    const WORDS: [&str; 20] = [
        "us$",
        "$",
        "usd",
        "us",
        "million",
        "millions",
        "billion",
        "billions",
        "millones",
        "milliards",
        "mil",
        "miles",
        "de",
        "of",
        "dollars",
        "dólares",
        "m",
        "mn",
        "bn",
        "b",
    ];
    let text = text.to_lowercase();
    let mut words = text.split_whitespace();
    text.contains(['$', 'd']) && words.clone().next().is_some() && words.all(|word| WORDS.contains(&word))
}

/// A label and what belongs to it, with a mark between them.
pub(crate) fn joined(label: &Block, mark: &str, value: &Block) -> Block {
    // Many a label has its colon.
    let mark = mark.strip_prefix(':').filter(|_| label.text.ends_with(':')).unwrap_or(mark);
    let end = label.place(0..label.text.len()).end;
    let at = label.text.len();
    let mut row = label.clone();
    row.kind = BlockKind::Item;
    row.pieces.push(Piece { at, source: end..value.place(0..0).start.max(end) });
    row.text.push_str(mark);
    row.text.push_str(&value.text);
    row.pieces.extend(value.pieces.iter().map(|piece| Piece { at: piece.at + at + mark.len(), ..piece.clone() }));
    row.comments.extend(value.comments.iter().cloned());
    row
}

#[cfg(test)]
mod tests {
    use attache_document::prose::{Format, Prose};
    use attache_model::Areas;

    use super::*;

    fn read(markdown: &str) -> Vec<(String, Option<&'static str>)> {
        let prose = Prose::read(markdown.as_bytes(), Format::Markdown).unwrap();
        let areas = |text: &str| Areas::known(text).into_iter().collect();
        rows(&prose.blocks, areas).into_iter().map(|(block, area)| (block.text, area.map(Area::code))).collect()
    }

    #[test]
    fn a_list_of_labels_and_values() {
        let rows = read("|Label|Value|\n|-|-|\n|Area|581,730 sq km|\n|Capital|Gaborone|\n\nEnd.");
        let texts: Vec<&str> = rows.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(texts, ["Label: Value", "Area: 581,730 sq km", "Capital: Gaborone", "End."]);
    }

    #[test]
    fn countries_side_by_side() {
        let rows = read("| |Bolivia|Peru|\n|-|-|-|\n|Population|12 million|34 million|");
        assert!(rows.contains(&("Population: 12 million".to_owned(), Some("BO"))), "{rows:?}");
        assert!(rows.contains(&("Population: 34 million".to_owned(), Some("PE"))), "{rows:?}");
    }

    #[test]
    fn years_head_columns_and_countries_rows() {
        let rows = read("|Indicator|2020|2021|\n|-|-|-|\n|GDP (US$ billion)|36.9|40.7|\n|Inflation|0.9%|0.7%|");
        assert!(rows.contains(&("GDP (US$ billion), 2021: 40.7".to_owned(), None)), "{rows:?}");
        assert!(rows.contains(&("Inflation, 2020: 0.9%".to_owned(), None)), "{rows:?}");
        let rows = read("| |Population|Area|\n|-|-|-|\n|Bolivia|12 million|1 sq km|\n|Peru|34 million|2 sq km|");
        assert!(rows.contains(&("Population: 34 million".to_owned(), Some("PE"))), "{rows:?}");
    }

    #[test]
    fn a_country_in_each_label_heads_no_rows() {
        let rows =
            read("| |2020|2021|\n|-|-|-|\n|Bolivia exports, $ million|1.5|2.5|\n|Bolivia imports, $ million|3|4|");
        assert!(rows.contains(&("Bolivia exports, $ million, 2021: 2.5".to_owned(), None)), "{rows:?}");
    }

    #[test]
    fn who_gave_a_value_is_no_value() {
        let rows = read("|Bolivia|Value|Source|\n|-|-|-|\n|Population (2022)|12 million|CIA|\n|GDP|US$40 billion|IMF|");
        assert!(rows.contains(&("Population (2022): 12 million".to_owned(), None)), "{rows:?}");
        assert!(rows.contains(&("GDP: US$40 billion".to_owned(), None)), "{rows:?}");
        assert!(rows.contains(&("CIA".to_owned(), None)), "{rows:?}");
    }

    #[test]
    fn series_head_columns_and_years_rows() {
        let rows = read("|Year|US exports|US imports|\n|-|-|-|\n|2020|$345 million|$1,072 million|\n|2021|$1|$2|");
        assert!(rows.contains(&("US exports, 2020: $345 million".to_owned(), None)), "{rows:?}");
        assert!(rows.contains(&("US imports, 2021: $2".to_owned(), None)), "{rows:?}");
        let rows = read("|Trade (US$ million)|2020|2021|\n|-|-|-|\n|Exports|26.9|35.2|");
        assert!(rows.contains(&("Exports (US$ million), 2021: 35.2".to_owned(), None)), "{rows:?}");
        let rows = read("|US$ million|2020|2021|\n|-|-|-|\n|Exports|26.9|35.2|");
        assert!(rows.contains(&("Exports (US$ million), 2021: 35.2".to_owned(), None)), "{rows:?}");
        let rows = read("|(US$ million)|Exports|Imports|\n|-|-|-|\n|2020|26.9|35.2|");
        assert!(rows.contains(&("Exports (US$ million), 2020: 26.9".to_owned(), None)), "{rows:?}");
    }

    #[test]
    fn years_with_marks_and_their_sum() {
        let rows = read(
            "|Year|Exports|Imports|\n|-|-|-|\n|2020|26.9|35.2|\n|2021 (1)|27.9|36.2|\n|2022*|1|2|\n|Total|54.8|71.4|",
        );
        assert!(rows.contains(&("Imports, 2021: 36.2".to_owned(), None)), "{rows:?}");
        assert!(rows.contains(&("71.4".to_owned(), None)), "{rows:?}");
        // What is marked so may be an estimate.
        assert!(rows.contains(&("2".to_owned(), None)), "{rows:?}");
    }

    #[test]
    fn partners_in_an_order_and_side_by_side() {
        let rows = read("|1|Thailand|35%|\n|-|-|-|\n|2|China|29%|\n|3|Vietnam|10%|");
        let texts: Vec<&str> = rows.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(texts, ["Thailand: 35%", "China: 29%", "Vietnam: 10%"]);
        let rows =
            read("|Exports to|%|Imports from|%|\n|-|-|-|-|\n|Japan|11.8|Singapore|18.4|\n|Samoa|6.2|China|13.1|");
        assert!(rows.contains(&("Exports to: Japan 11.8%".to_owned(), None)), "{rows:?}");
        assert!(rows.contains(&("Imports from: China 13.1%".to_owned(), None)), "{rows:?}");
    }

    #[test]
    fn a_unit_or_a_year_beside_each_value() {
        let rows =
            read("|Key figure|Unit|Value|\n|-|-|-|\n|GDP (2022)|US$ million|832.9|\n|Growth (2022)|per cent|-5.3|");
        assert!(rows.contains(&("GDP (2022) (US$ million): 832.9".to_owned(), None)), "{rows:?}");
        assert!(rows.contains(&("Growth (2022) (per cent): -5.3".to_owned(), None)), "{rows:?}");
        for table in [
            "|Indicator|Year|Value|\n|-|-|-|\n|Population growth|2025|1.01%|\n|Fertility|2024|2.13|",
            "|Indicator|Value|Year|\n|-|-|-|\n|Population growth|1.01%|2025|\n|Fertility|2.13|2024|",
        ] {
            let rows = read(table);
            assert!(rows.contains(&("Population growth (2025): 1.01%".to_owned(), None)), "{rows:?}");
        }
    }

    #[test]
    fn cells_know_their_places() {
        let markdown = "|Area|581,730|\n|-|-|\n|A|12 km|";
        let prose = Prose::read(markdown.as_bytes(), Format::Markdown).unwrap();
        let rows = rows(&prose.blocks, |_| Vec::new());
        let (row, _) = &rows[1];
        let at = row.text.find("12 km").unwrap();
        assert_eq!(&prose.source[row.place(at..at + 5)], "12 km");
    }
}
