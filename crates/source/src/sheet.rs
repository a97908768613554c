//! Worksheets of xlsx workbooks, read cell by cell.
//!
//! calamine can give a worksheet as a rectangle, but a file of a kilobyte with
//! one cell at `XFD1048576` then asks for 17 thousand million cells. So cells
//! are taken as they come, and only those that are there.

use std::{io::Cursor, time::Duration};

use attache_model::Date;
use calamine::{DataRef, Reader, Xlsx, open_workbook_from_rs};

use crate::{
    File, Input, ParseError,
    archive::{self, Limits},
    file::clip,
    rows::dialect::Which,
};

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    Text(String),
    /// A number, or a date as its serial day in the 1900 system.
    Number(f64),
    /// `#N/A` and the like, a duration, a truth value.
    Other,
}

/// The cells of one worksheet.
pub(crate) struct Sheet {
    pub(crate) name: String,
    /// By row and column, both from 0; empty cells are left out.
    cells: Vec<((u32, u32), Cell)>,
}

/// No table of a publisher comes near; a cell far outside is damage.
const MAX_CELLS: usize = 5_000_000;
/// Text is shared in a workbook and not in memory, so it can multiply.
const MAX_TEXT: usize = 256 << 20;
/// Days from the start of the 1900 date system to that of the 1904 one.
const DAYS_1904: f64 = 1462.0;

impl Sheet {
    /// The first worksheet of a workbook.
    pub(crate) fn first(file: &File<'_>) -> Result<Self, ParseError> {
        Self::open(file, &Which::Number(1))
    }

    /// A worksheet of a workbook, by name or number.
    pub(crate) fn open(file: &File<'_>, which: &Which) -> Result<Self, ParseError> {
        if !file.bytes.starts_with(b"PK") {
            // A web page, an old xls, a CSV: said by what it is.
            file.text()?;
            return Err(file.error("", "is text and no workbook (xlsx)"));
        }
        archive::check_zip(&Input::new(file.input, file.bytes), Limits::WORKBOOK)?;
        if !archive::is_workbook(Cursor::new(file.bytes)) {
            return Err(file.error("", "is a zip and no workbook (xlsx)"));
        }
        let problem = |e: calamine::XlsxError| file.error("", format!("cannot be read as a workbook: {e}"));
        let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(file.bytes)).map_err(problem)?;
        let names = workbook.sheet_names();
        let name = match which {
            Which::Number(number) => number.checked_sub(1).and_then(|at| names.get(at)),
            Which::Name(name) => names.iter().find(|n| *n == name),
        };
        let name = name.cloned().ok_or_else(|| match names.as_slice() {
            [] => file.error("", "has no worksheet"),
            names => {
                let asked = match which {
                    Which::Number(number) => format!("number {number}"),
                    Which::Name(name) => format!("{:?}", clip(name, 40)),
                };
                file.error("", format!("has no worksheet {asked}; found: {}", clip(&names.join(", "), 300)))
            }
        })?;
        let shift = if workbook.has_1904_epoch() { DAYS_1904 } else { 0.0 };
        let mut reader = workbook.worksheet_cells_reader(&name).map_err(problem)?;
        let mut cells = Vec::new();
        let mut text_size = 0;
        while let Some(found) = reader.next_cell().map_err(problem)? {
            let cell = match found.get_value() {
                DataRef::Empty => continue,
                DataRef::Int(int) => Cell::Number(*int as f64),
                DataRef::Float(float) => Cell::Number(*float),
                DataRef::DateTime(date) if date.is_datetime() => Cell::Number(date.as_f64() + shift),
                DataRef::String(text) => Cell::Text(text.clone()),
                DataRef::SharedString(text) => Cell::Text((*text).to_owned()),
                _ => Cell::Other,
            };
            if let Cell::Text(text) = &cell {
                text_size += text.len();
            }
            cells.push((found.get_position(), cell));
            if cells.len() > MAX_CELLS || text_size > MAX_TEXT {
                return Err(file.error(clip(&name, 40), "holds more than a publisher's table would"));
            }
        }
        cells.sort_by_key(|(position, _)| *position);
        Ok(Self { name, cells })
    }

    /// The rows that have cells, with their number from 0.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.cells.chunk_by(|a, b| a.0.0 == b.0.0).map(|cells| Row { sheet: self, cells })
    }
}

/// A row of a worksheet that is not empty.
#[derive(Clone, Copy)]
pub(crate) struct Row<'s> {
    sheet: &'s Sheet,
    cells: &'s [((u32, u32), Cell)],
}

impl<'s> Row<'s> {
    /// Its number as people count, from 1.
    pub(crate) fn number_in_sheet(&self) -> u32 {
        self.cells.first().map_or(0, |((row, _), _)| row.saturating_add(1))
    }

    /// Its cells that are there, with their columns from 0.
    pub(crate) fn cells(&self) -> impl Iterator<Item = (u32, &'s Cell)> {
        self.cells.iter().map(|((_, column), cell)| (*column, cell))
    }

    pub(crate) fn get(&self, column: u32) -> Option<&'s Cell> {
        let at = self.cells.binary_search_by_key(&column, |((_, c), _)| *c).ok()?;
        Some(&self.cells[at].1)
    }

    pub(crate) fn text(&self, column: u32) -> &'s str {
        match self.get(column) {
            Some(Cell::Text(text)) => text.trim(),
            _ => "",
        }
    }

    pub(crate) fn number(&self, column: u32) -> Option<f64> {
        match self.get(column) {
            Some(Cell::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// Where a cell of this row stands: `country!N1204`.
    pub(crate) fn pointer(&self, column: u32) -> String {
        format!("{}!{}{}", self.sheet.name, letters(column), self.number_in_sheet())
    }

    /// The column whose cell in this row, the header, is one of these names.
    pub(crate) fn column(&self, file: &File<'_>, name: &str) -> Result<u32, ParseError> {
        let is = |cell: &Cell| matches!(cell, Cell::Text(text) if text.trim().eq_ignore_ascii_case(name));
        self.cells.iter().find(|(_, cell)| is(cell)).map(|((_, column), _)| *column).ok_or_else(|| {
            let found: Vec<&str> = self
                .cells
                .iter()
                .filter_map(|(_, c)| if let Cell::Text(t) = c { Some(t.trim()) } else { None })
                .take(30)
                .collect();
            file.error(self.pointer(0), format!("has no column `{name}`; found: {}", clip(&found.join(", "), 300)))
        })
    }
}

/// The day that a serial number stands for in the 1900 date system, from 1 March
/// 1900, where Excel's day that never was (29 February) lies behind.
pub(crate) fn date(serial: f64) -> Option<Date> {
    const EPOCH: Date = Date::constant(1899, 12, 30);
    if !(61.0..2_958_466.0).contains(&serial) {
        return None;
    }
    EPOCH.checked_add(Duration::from_secs(serial as u64 * 24 * 60 * 60)).ok()
}

/// 0 is A, 26 is AA.
pub(crate) fn letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + (column % 26) as u8));
        if column < 26 {
            break;
        }
        column = column / 26 - 1;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::Write;

    use super::*;

    /// A workbook of one sheet with this XML as its `sheetData`.
    pub(crate) fn workbook(rows: &str) -> Vec<u8> {
        const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
        let files = [
            (
                "[Content_Types].xml",
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".to_owned(),
            ),
            (
                "_rels/.rels",
                format!(
                    "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"country\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/worksheets/sheet1.xml",
                format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>"),
            ),
        ];
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in files {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    /// The `sheetData` of these rows; what reads as a number is one.
    pub(crate) fn rows(rows: &[&[&str]]) -> String {
        let mut xml = String::new();
        for (r, row) in rows.iter().enumerate() {
            xml.push_str(&format!("<row r=\"{}\">", r + 1));
            for (c, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let at = format!("{}{}", letters(c as u32), r + 1);
                xml.push_str(&match cell.parse::<f64>() {
                    Ok(_) => format!("<c r=\"{at}\"><v>{cell}</v></c>"),
                    Err(_) => format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
                });
            }
            xml.push_str("</row>");
        }
        xml
    }

    fn first(bytes: &[u8]) -> Result<Sheet, ParseError> {
        Sheet::first(&File { input: "country.xlsx", member: "", bytes })
    }

    #[test]
    fn cells_are_read_with_their_place() {
        let sheet = first(&workbook(&rows(&[&["year", "name"], &["2022", "Peru"]]))).unwrap();
        let rows: Vec<Row<'_>> = sheet.rows().collect();
        assert_eq!((rows[1].number(0), rows[1].text(1)), (Some(2022.0), "Peru"));
        assert_eq!(rows[1].pointer(27), "country!AB2");
    }

    #[test]
    fn a_cell_at_the_far_end_costs_nothing() {
        let sheet = first(&workbook(
            "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>",
        ));
        assert_eq!(sheet.unwrap().rows().count(), 2);
    }

    #[test]
    fn serial_days_are_dates() {
        assert_eq!(date(35_902.0).unwrap().to_string(), "1998-04-17");
        assert_eq!(date(61.0).unwrap().to_string(), "1900-03-01");
        assert_eq!([date(60.0), date(3e6), date(f64::NAN)], [None; 3]);
    }

    #[test]
    fn what_is_no_workbook_is_named() {
        let said = |bytes: &[u8]| first(bytes).err().unwrap().to_string();
        assert_eq!(said(b"<html>"), "country.xlsx: is a web page (HTML) and no data file");
        assert_eq!(said(b"a,b"), "country.xlsx: is text and no workbook (xlsx)");
        let whole = workbook(&rows(&[&["a"]]));
        assert!(said(&whole[..whole.len() / 2]).starts_with("country.xlsx: cannot be read as a zip"));
    }

    #[test]
    fn a_workbook_bomb_is_refused_before_it_is_read() {
        let bomb = workbook(&" ".repeat(70 << 20));
        let said = first(&bomb).err().unwrap().to_string();
        assert_eq!(said, "country.xlsx, xl/worksheets/sheet1.xml: unpacks to more than 200 times its size");
    }
}
