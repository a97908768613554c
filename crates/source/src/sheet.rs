//! Worksheets of xlsx workbooks, and CSV files of the same tables, read cell by
//! cell.
//!
//! calamine can give a worksheet as a rectangle, but a file of a kilobyte with
//! one cell at `XFD1048576` then asks for 17 thousand million cells. So cells
//! are taken as they come, and only those that are there.

use std::{io::Cursor, time::Duration};

use attache_model::{Date, Decimal};
use calamine::{DataRef, Reader, Xlsx, open_workbook_from_rs};

use crate::{
    File, Input, ParseError,
    archive::{self, Limits},
    file::clip,
    number,
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
const MAX_SHEETS: usize = 200;
/// Days from the start of the 1900 date system to that of the 1904 one.
const DAYS_1904: f64 = 1462.0;

impl Sheet {
    /// The first worksheet of a workbook.
    pub(crate) fn first(file: &File<'_>) -> Result<Self, ParseError> {
        Self::open(file, &Which::Number(1))
    }

    /// A worksheet of a workbook, by name or number.
    pub(crate) fn open(file: &File<'_>, which: &Which) -> Result<Self, ParseError> {
        let mut sheets = Self::of_workbook(file, |names| Ok(vec![named(file, names, which)?]))?;
        sheets.pop().ok_or_else(|| file.error("", "has no worksheet"))
    }

    /// Every worksheet of a workbook, or the one table of a CSV file, whatever
    /// separates its cells.
    pub(crate) fn tables(file: &File<'_>) -> Result<Vec<Self>, ParseError> {
        if file.bytes.starts_with(b"PK") {
            return Self::of_workbook(file, |names| Ok(names.iter().take(MAX_SHEETS).cloned().collect()));
        }
        let text = file.text()?;
        Ok(vec![Self::of_csv(file, text, separator(text))?])
    }

    /// The worksheets that are chosen from the names of all.
    fn of_workbook(
        file: &File<'_>,
        choose: impl FnOnce(&[String]) -> Result<Vec<String>, ParseError>,
    ) -> Result<Vec<Self>, ParseError> {
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
        let names = choose(&workbook.sheet_names())?;
        let shift = if workbook.has_1904_epoch() { DAYS_1904 } else { 0.0 };
        let mut room = Room { cells: MAX_CELLS, text: MAX_TEXT };
        let mut sheets = Vec::new();
        for name in names {
            let mut reader = workbook.worksheet_cells_reader(&name).map_err(problem)?;
            let mut cells = Vec::new();
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
                room.take(file, &name, &cell)?;
                cells.push((found.get_position(), cell));
            }
            cells.sort_by_key(|(position, _)| *position);
            sheets.push(Self { name, cells });
        }
        Ok(sheets)
    }

    /// The cells of a CSV file, all of them text.
    fn of_csv(file: &File<'_>, text: &str, separator: u8) -> Result<Self, ParseError> {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut room = Room { cells: MAX_CELLS, text: MAX_TEXT };
        let mut cells = Vec::new();
        for (row, record) in (0u32..).zip(reader.records()) {
            let record = record
                .map_err(|e| file.error(format!("row {}", u64::from(row) + 1), format!("cannot be read: {e}")))?;
            for (column, text) in (0u32..).zip(record.iter()).filter(|(_, text)| !text.trim().is_empty()) {
                let cell = Cell::Text(text.to_owned());
                room.take(file, "the file", &cell)?;
                cells.push(((row, column), cell));
            }
        }
        Ok(Self { name: String::new(), cells })
    }

    /// The rows that have cells, with their number from 0.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.cells.chunk_by(|a, b| a.0.0 == b.0.0).map(|cells| Row { sheet: self, cells })
    }
}

/// The name of the worksheet that is meant.
fn named(file: &File<'_>, names: &[String], which: &Which) -> Result<String, ParseError> {
    let name = match which {
        Which::Number(number) => number.checked_sub(1).and_then(|at| names.get(at)),
        Which::Name(name) => names.iter().find(|n| *n == name),
    };
    name.cloned().ok_or_else(|| match names {
        [] => file.error("", "has no worksheet"),
        names => {
            let asked = match which {
                Which::Number(number) => format!("number {number}"),
                Which::Name(name) => format!("{:?}", clip(name, 40)),
            };
            file.error("", format!("has no worksheet {asked}; found: {}", clip(&names.join(", "), 300)))
        }
    })
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
    pub(crate) fn cells(&self) -> impl DoubleEndedIterator<Item = (u32, &'s Cell)> {
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

    /// A published number, also one that is text with its thousands set apart
    /// (`30,900`): its token and its value.
    pub(crate) fn figure(&self, column: u32) -> Option<(String, Decimal)> {
        match self.get(column)? {
            Cell::Number(float) => number::of_float(*float),
            Cell::Text(text) => Some((text.trim().to_owned(), number::grouped(text.trim())?)),
            Cell::Other => None,
        }
    }

    /// Where a cell of this row stands: `country!N1204`, and in a CSV file,
    /// which has no sheets, `row 1204, column N`.
    pub(crate) fn pointer(&self, column: u32) -> String {
        let row = self.number_in_sheet();
        match self.sheet.name.as_str() {
            "" => format!("row {row}, column {}", letters(column)),
            name => format!("{name}!{}{row}", letters(column)),
        }
    }

    /// The column whose cell in this row is one of these names, the first name
    /// first. Case, line breaks and `_` for a space do not matter.
    pub(crate) fn find(&self, names: &[&str]) -> Option<u32> {
        let words = |text: &str| -> Vec<String> {
            let words = text.split(|c: char| c.is_whitespace() || c == '_').filter(|word| !word.is_empty());
            words.map(str::to_lowercase).collect()
        };
        let alike = |text: &str, name: &str| words(text) == words(name);
        names.iter().find_map(|name| {
            self.cells()
                .find(|(_, cell)| matches!(cell, Cell::Text(text) if alike(text, name)))
                .map(|(column, _)| column)
        })
    }

    /// The column whose cell in this row, the header, is this name.
    pub(crate) fn column(&self, file: &File<'_>, name: &str) -> Result<u32, ParseError> {
        self.column_of(file, &[name])
    }

    /// The column that [`Row::find`] finds.
    ///
    /// # Errors
    /// Names what stands in this row, the header, instead.
    pub(crate) fn column_of(&self, file: &File<'_>, names: &[&str]) -> Result<u32, ParseError> {
        self.find(names).ok_or_else(|| {
            let texts = self.cells().filter_map(|(_, c)| if let Cell::Text(t) = c { Some(t.trim()) } else { None });
            let found: Vec<&str> = texts.take(30).collect();
            let name = names.first().unwrap_or(&"");
            file.error(self.pointer(0), format!("has no column `{name}`; found: {}", clip(&found.join(", "), 300)))
        })
    }
}

/// How much a workbook may still hold.
struct Room {
    cells: usize,
    text: usize,
}

impl Room {
    fn take(&mut self, file: &File<'_>, sheet: &str, cell: &Cell) -> Result<(), ParseError> {
        let text = if let Cell::Text(text) = cell { text.len() } else { 0 };
        match (self.cells.checked_sub(1), self.text.checked_sub(text)) {
            (Some(cells), Some(text)) => {
                *self = Self { cells, text };
                Ok(())
            }
            _ => Err(file.error(clip(sheet, 40), "holds more than a publisher's table would")),
        }
    }
}

/// What separates the cells of a CSV file: of comma, semicolon and tab the one
/// that its beginning has most of.
pub(crate) fn separator(text: &str) -> u8 {
    let head = text.as_bytes().iter().take(4_096);
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in head {
        counts.iter_mut().filter(|(separator, _)| separator == byte).for_each(|(_, count)| *count += 1);
    }
    // Of equals the comma, which stands first.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(separator, _)| *separator)
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
    fn a_csv_file_is_a_sheet_without_a_name() {
        let text = "Country;2,019\n\"Bolivia; x\";30,900\n";
        let file = File { input: "coca.csv", member: "", bytes: text.as_bytes() };
        let sheets = Sheet::tables(&file).unwrap();
        let rows: Vec<Row<'_>> = sheets[0].rows().collect();
        assert_eq!((rows[1].text(0), rows[1].figure(1).unwrap().1.to_string()), ("Bolivia; x", "30900".to_owned()));
        assert_eq!(rows[1].pointer(1), "row 2, column B");
        assert_eq!((rows[0].find(&["land", "COUNTRY"]), rows[0].find(&["land"])), (Some(0), None));
        assert_eq!(
            [separator("a,b"), separator("a;b;c,d"), separator("a"), separator("a\tb")],
            [b',', b';', b',', b'\t']
        );
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
