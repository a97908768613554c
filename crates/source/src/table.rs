use std::io::{self, Cursor, Read};

use csv::{ByteRecord, ErrorKind, ReaderBuilder, StringRecord};

use crate::{File, ParseError, archive, file::clip};

/// A CSV file with a header row, read row by row.
pub(crate) struct Table<'t, R = &'t [u8]> {
    file: File<'t>,
    header: StringRecord,
    rows: csv::Reader<Rationed<R>>,
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
        Self::of(file, text.as_bytes(), delimiter, rows_above)
    }
}

impl<'t, R: Read> Table<'t, Begun<R>> {
    /// A table that is read as it comes, by what its header says: tabs separate
    /// its cells where it has any, else commas.
    ///
    /// # Errors
    /// When its first bytes are no text, as of [`File::text`].
    pub(crate) fn stream(file: File<'t>, mut stream: R) -> Result<Self, ParseError> {
        let mut head = Vec::new();
        stream.by_ref().take(HEAD).read_to_end(&mut head).map_err(|e| file.error("", archive::explain(&e)))?;
        File { bytes: &head, ..file }.check_is_text()?;
        let header = head.split(|b| *b == b'\n').next().unwrap_or_default();
        let delimiter = if header.contains(&b'\t') { b'\t' } else { b',' };
        Self::of(file, Cursor::new(head).chain(stream), delimiter, 0)
    }
}

/// A stream whose first bytes have been looked at.
pub(crate) type Begun<R> = io::Chain<Cursor<Vec<u8>>, R>;

const HEAD: u64 = 4_096;

impl<'t, R: Read> Table<'t, R> {
    fn of(file: File<'t>, stream: R, delimiter: u8, rows_above: u64) -> Result<Self, ParseError> {
        let stream = Rationed { stream, left: ROW };
        let mut rows = ReaderBuilder::new().delimiter(delimiter).buffer_capacity(1 << 16).from_reader(stream);
        let header = rows.headers().map_err(|e| explain(&file, rows_above + 1, e))?;
        let header = header.iter().map(str::trim).collect();
        Ok(Self { file, header, rows, number: rows_above + 1 })
    }

    pub(crate) fn header(&self) -> impl Iterator<Item = &str> {
        self.header.iter()
    }

    /// The place of the column that goes by one of these names, the names
    /// earlier in the list first. Case and `_` for a space do not matter.
    pub(crate) fn column(&self, names: &[&str]) -> Result<usize, ParseError> {
        let alike = |a: &str, b: &str| a.replace('_', " ").eq_ignore_ascii_case(&b.replace('_', " "));
        names.iter().find_map(|name| self.header.iter().position(|h| alike(h, name))).ok_or_else(|| {
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
        self.rows.get_mut().left = ROW;
        self.rows.read_record(row).map_err(|e| explain(&self.file, self.number, e))
    }

    /// Reads the next row of a file in which some cells are not UTF-8.
    pub(crate) fn read_bytes(&mut self, row: &mut ByteRecord) -> Result<bool, ParseError> {
        self.number += 1;
        self.rows.get_mut().left = ROW;
        self.rows.read_byte_record(row).map_err(|e| explain(&self.file, self.number, e))
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

/// Bytes that one row may take: a quotation mark that is never closed makes the
/// rest of a file one row.
const ROW: usize = 128 << 20;

/// A stream that brings no more than it is allowed.
struct Rationed<R> {
    stream: R,
    left: usize,
}

impl<R: Read> Read for Rationed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(archive::refusal(format!("holds a row of more than {} MiB", ROW >> 20)));
        }
        let room = buffer.len().min(self.left);
        let read = self.stream.read(&mut buffer[..room])?;
        self.left -= read;
        Ok(read)
    }
}

fn explain(file: &File<'_>, row: u64, error: csv::Error) -> ParseError {
    let problem = match error.kind() {
        ErrorKind::Io(error) => return file.error("", archive::explain(error)),
        ErrorKind::UnequalLengths { expected_len, len, .. } => format!("has {len} cells, the header {expected_len}"),
        ErrorKind::Utf8 { .. } => "holds bytes that are not UTF-8".to_owned(),
        _ => format!("cannot be read: {error}"),
    };
    file.error(format!("row {row}"), problem).hint("the file may be cut short, or use another separator")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: File<'_> = File { input: "aid.csv", member: "", bytes: b"" };

    #[test]
    fn columns_are_found_whatever_their_case() {
        let mut table = Table::open(FILE, "fiscal_year,Country Name\n2022,\"A\nB\"\n2023,C,D\n", b',').unwrap();
        assert_eq!(table.column(&["Fiscal Year"]).unwrap(), 0);
        assert_eq!(table.column(&["Amount", "Country Name", "Fiscal Year"]).unwrap(), 1);
        assert_eq!(
            table.column(&["Amount"]).unwrap_err().to_string(),
            "aid.csv, row 1: has no column `Amount`; found: fiscal_year, Country Name"
        );
        let mut row = StringRecord::new();
        assert!(table.read(&mut row).unwrap());
        assert_eq!((&row[1], table.cell(1).as_str()), ("A\nB", "row 2, Country Name"));
        assert_eq!(table.read(&mut row).unwrap_err().to_string(), "aid.csv, row 3: has 3 cells, the header 2");
    }

    #[test]
    fn a_stream_is_told_by_its_header_and_kept_within_bounds() {
        let mut table = Table::stream(FILE, &b"\xef\xbb\xbfa\tb\n1\t\xff\n"[..]).unwrap();
        let mut row = ByteRecord::new();
        assert_eq!((table.column(&["a"]).unwrap(), table.read_bytes(&mut row).unwrap()), (0, true));
        assert_eq!((&row[1], table.row()), (&b"\xff"[..], 2));
        let endless = Table::stream(FILE, b"a,b\n1,\"".chain(io::repeat(b'x'))).unwrap();
        let mut endless = endless;
        assert_eq!(endless.read_bytes(&mut row).unwrap_err().to_string(), "aid.csv: holds a row of more than 128 MiB");
        let page = Table::stream(FILE, &b"<html>503"[..]).err().unwrap().to_string();
        assert_eq!(page, "aid.csv: is a web page (HTML) and no data file");
    }
}
