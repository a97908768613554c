//! Worksheets.

use std::collections::BTreeSet;

use super::{At, Cells, EachRow, Fields, Row, Table};
use crate::{
    ParseError, number,
    sheet::{Cell, Sheet},
};

/// No table of a publisher is wider.
const MAX_COLUMNS: u32 = 4_096;

pub(super) fn rows(table: &Table<'_>, needs: &BTreeSet<&str>, each: &mut EachRow<'_>) -> Result<(), ParseError> {
    let Table { file, dialect, schema, .. } = table;
    let sheet = Sheet::open(file, &dialect.worksheet())?;
    let header_row = dialect
        .header_row()
        .map_err(|problem| file.error("", problem).hint("correct the dialect in the package's descriptor"))?;
    let mut fields = None;
    if header_row.is_none() {
        let names = schema.fields.iter().map(|field| field.name.clone()).collect();
        fields = Some(Fields::of(file, &sheet.name, names, schema, needs)?);
    }
    let mut texts: Vec<Option<String>> = Vec::new();
    for row in sheet.rows() {
        let number = row.number_in_sheet();
        if dialect.comment_rows.contains(&number.into()) || header_row.is_some_and(|header| u64::from(number) < header)
        {
            continue;
        }
        texts.clear();
        for (column, cell) in row.cells().filter(|(column, _)| *column < MAX_COLUMNS) {
            texts.resize(texts.len().max(column as usize + 1), None);
            texts[column as usize] = text(cell);
        }
        let Some(fields) = &fields else {
            let names = texts.iter().map(|text| text.as_deref().unwrap_or_default().trim().to_owned()).collect();
            fields = Some(Fields::of(file, &format!("{}!A{number}", sheet.name), names, schema, needs)?);
            continue;
        };
        let row = Row { file, fields, cells: Cells::Texts(&texts), at: At::Sheet(&sheet.name, number) };
        row.check()?;
        each(&row)?;
    }
    match fields {
        Some(_) => Ok(()),
        None => Err(file.error(sheet.name.as_str(), "has no header row")),
    }
}

/// A number as its 15 significant digits; `#N/A` and the like as nothing.
fn text(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Text(text) => Some(text.clone()),
        Cell::Number(float) => number::of_float(*float).map(|(token, _)| token),
        Cell::Other => None,
    }
}
