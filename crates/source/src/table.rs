use csv::{ErrorKind, ReaderBuilder, StringRecord};

use crate::{File, ParseError, file::clip};

/// A CSV file with a header row, read row by row.
pub(crate) struct Table<'t> {
    file: File<'t>,
    header: StringRecord,
    rows: csv::Reader<&'t [u8]>,
    /// The number of the row read last; the header is row 1, as a spreadsheet
    /// program counts.
    number: u64,
}

impl<'t> Table<'t> {
    /// `text` is the text of `file`.
    pub(crate) fn open(file: File<'t>, text: &'t str, delimiter: u8) -> Result<Self, ParseError> {
        Self::open_below(file, text, delimiter, 0)
    }

    /// A table whose text begins below this many rows of the file.
    pub(crate) fn open_below(
        file: File<'t>,
        text: &'t str,
        delimiter: u8,
        rows_above: u64,
    ) -> Result<Self, ParseError> {
        let mut rows = ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        let header = rows.headers().map_err(|e| explain(&file, 1, &e))?;
        let header = header.iter().map(str::trim).collect();
        Ok(Self { file, header, rows, number: rows_above + 1 })
    }

    pub(crate) fn header(&self) -> impl Iterator<Item = &str> {
        self.header.iter()
    }

    /// The place of the column that goes by one of these names. Case and `_`
    /// for a space do not matter.
    pub(crate) fn column(&self, names: &[&str]) -> Result<usize, ParseError> {
        let alike = |a: &str, b: &str| a.replace('_', " ").eq_ignore_ascii_case(&b.replace('_', " "));
        self.header.iter().position(|h| names.iter().any(|n| alike(h, n))).ok_or_else(|| {
            let found: Vec<&str> = self.header.iter().take(20).collect();
            let found = clip(&found.join(", "), 300);
            self.file.error(
                format!("row {}", self.number),
                format!("has no column `{}`; found: {found}", names.first().unwrap_or(&"")),
            )
        })
    }

    /// Reads the next row; `false` at the end.
    pub(crate) fn read(&mut self, row: &mut StringRecord) -> Result<bool, ParseError> {
        self.number += 1;
        self.rows.read_record(row).map_err(|e| explain(&self.file, self.number, &e))
    }

    /// The number of the row read last.
    pub(crate) fn row(&self) -> u64 {
        self.number
    }

    /// Where a cell of the row read last stands: `row 1204, IYR`.
    pub(crate) fn cell(&self, column: usize) -> String {
        format!("row {}, {}", self.number, self.header.get(column).unwrap_or_default())
    }
}

fn explain(file: &File<'_>, row: u64, error: &csv::Error) -> ParseError {
    let problem = match error.kind() {
        ErrorKind::UnequalLengths { expected_len, len, .. } => format!("has {len} cells, the header {expected_len}"),
        _ => format!("cannot be read: {error}"),
    };
    file.error(format!("row {row}"), problem).hint("the file may be cut short, or use another separator")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_whatever_their_case() {
        let file = File { input: "aid.csv", member: "", bytes: b"" };
        let mut table = Table::open(file, "fiscal_year,Country Name\n2022,\"A\nB\"\n2023,C,D\n", b',').unwrap();
        assert_eq!(table.column(&["Fiscal Year"]).unwrap(), 0);
        assert_eq!(
            table.column(&["Amount"]).unwrap_err().to_string(),
            "aid.csv, row 1: has no column `Amount`; found: fiscal_year, Country Name"
        );
        let mut row = StringRecord::new();
        assert!(table.read(&mut row).unwrap());
        assert_eq!((&row[1], table.cell(1).as_str()), ("A\nB", "row 2, Country Name"));
        assert_eq!(table.read(&mut row).unwrap_err().to_string(), "aid.csv, row 3: has 3 cells, the header 2");
    }
}
