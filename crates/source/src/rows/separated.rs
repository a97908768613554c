//! Separated values (CSV).

use std::{borrow::Cow, collections::BTreeSet};

use csv::{ErrorKind, ReaderBuilder, StringRecord, Trim};

use super::{At, Cells, EachRow, Fields, Row, Table, dialect::Encoding};
use crate::ParseError;

pub(super) fn rows(table: &Table<'_>, needs: &BTreeSet<&str>, each: &mut EachRow<'_>) -> Result<(), ParseError> {
    let Table { file, dialect, schema, .. } = table;
    let text: Cow<'_, str> = match dialect.encoding {
        Encoding::Utf8 => file.text()?.into(),
        Encoding::Latin1 => file.latin1_text()?.into(),
    };
    let faulty = |problem: String| file.error("", problem).hint("correct the dialect in the package's descriptor");
    let by = dialect.separators().map_err(faulty)?;
    let header_row = dialect.header_row().map_err(faulty)?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(by.delimiter)
        .quoting(by.quote.is_some())
        .quote(by.quote.unwrap_or(b'"'))
        .double_quote(by.double_quote)
        .escape(by.escape)
        .comment(by.comment)
        .trim(if dialect.skips_space() { Trim::Fields } else { Trim::None })
        .from_reader(text.as_bytes());
    let mut fields = match header_row {
        Some(_) => None,
        None if schema.fields.is_empty() => {
            return Err(file
                .error("", "has no header, and its schema names no fields")
                .hint("name the columns as the schema's `fields`"));
        }
        None => {
            let names = schema.fields.iter().map(|field| field.name.clone()).collect();
            Some(Fields::of(file, "", names, schema, needs)?)
        }
    };
    let mut cells = StringRecord::new();
    let mut lines = Lines::of(&text);
    loop {
        let start = reader.position().byte();
        let more = reader.read_record(&mut cells).map_err(|e| {
            let row = lines.row_at(start as usize);
            let problem = match e.kind() {
                ErrorKind::Utf8 { .. } => "holds bytes that are not UTF-8".to_owned(),
                _ => format!("cannot be read: {e}"),
            };
            file.error(format!("row {row}"), problem)
        })?;
        if !more {
            break;
        }
        // Empty lines and comments that the reader has passed over lie before.
        let row = lines.row_at(start as usize + passed_over(&text, start as usize, by.comment));
        if dialect.comment_rows.contains(&row) || header_row.is_some_and(|header| row < header) {
            continue;
        }
        let Some(fields) = &fields else {
            let names = cells.iter().map(|name| name.trim().to_owned()).collect();
            fields = Some(Fields::of(file, &format!("row {row}"), names, schema, needs)?);
            continue;
        };
        if cells.len() != fields.names.len() {
            let problem = format!("has {} cells, the header {}", cells.len(), fields.names.len());
            return Err(file
                .error(format!("row {row}"), problem)
                .hint("the file may be cut short, or use another delimiter than its dialect says"));
        }
        let row = Row { file, fields, cells: Cells::Record(&cells), at: At::Row(row) };
        row.check()?;
        each(&row)?;
    }
    match fields {
        Some(_) => Ok(()),
        None => Err(file.error("", "has no header row")),
    }
}

/// Bytes of empty lines and comments from here on.
fn passed_over(text: &str, from: usize, comment: Option<u8>) -> usize {
    let mut at = from;
    while let Some(rest) = text.as_bytes().get(at..).filter(|rest| !rest.is_empty()) {
        let line = rest.iter().position(|b| *b == b'\n').map_or(rest.len(), |end| end + 1);
        let is_empty = rest[..line].iter().all(|b| matches!(b, b'\r' | b'\n'));
        if !is_empty && rest.first().copied() != comment {
            break;
        }
        at += line;
    }
    at - from
}

/// Counts lines up to a byte that only moves on.
struct Lines<'t> {
    text: &'t [u8],
    at: usize,
    row: u64,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        Self { text: text.as_bytes(), at: 0, row: 1 }
    }

    fn row_at(&mut self, byte: usize) -> u64 {
        let to = byte.min(self.text.len());
        if let Some(passed) = self.text.get(self.at..to) {
            self.row += passed.iter().filter(|b| **b == b'\n').count() as u64;
            self.at = to;
        }
        self.row
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        File,
        mapping::record::Record,
        rows::{Dialect, Kind, Schema},
    };

    fn read(dialect: &str, schema: &str, bytes: &[u8]) -> Result<Vec<String>, String> {
        let dialect: Dialect = serde_json::from_str(dialect).unwrap();
        read_with(&dialect, schema, bytes)
    }

    fn read_with(dialect: &Dialect, schema: &str, bytes: &[u8]) -> Result<Vec<String>, String> {
        let schema: Schema = serde_json::from_str(schema).unwrap();
        let file = File { input: "a.csv", member: "", bytes };
        let mut found = Vec::new();
        Table { file, kind: Kind::Separated, dialect, schema: &schema }
            .each(&BTreeSet::from(["v"]), &mut |row| {
                found.push(format!("{}: {:?}", row.place("v").pointer, row.field("v")));
                Ok(())
            })
            .map_err(|e| e.to_string())?;
        Ok(found)
    }

    #[test]
    fn rows_are_numbered_as_the_file_has_them() {
        let text = "# a\n\nk,v\n# b\n\"x\ny\",1\n\n\nz,2\n";
        let found = read("{\"commentChar\": \"#\"}", "{}", text.as_bytes()).unwrap();
        assert_eq!(found, ["row 5, v: Some(\"1\")", "row 9, v: Some(\"2\")"]);
        let found = read("{\"headerRows\": [3], \"commentRows\": [4]}", "{}", b"t,\n,\nk,v\nx,1\ny,2").unwrap();
        assert_eq!(found, ["row 5, v: Some(\"2\")"]);
    }

    #[test]
    fn dialects() {
        let cases: [(&str, &[u8], &str); 5] = [
            ("{\"delimiter\": \";\"}", b"k;v\nx;1,5\n", "1,5"),
            ("{\"quoteChar\": \"'\"}", b"k,v\n'x,y',1\n", "1"),
            ("{\"quoteChar\": \"\"}", b"k,v\n\"x,1\n", "1"),
            ("{\"doubleQuote\": false, \"escapeChar\": \"\\\\\"}", b"k,v\n\"x\\\"y\",1\n", "1"),
            ("{\"skipInitialSpace\": true}", b"k, v\nx, 1\n", "1"),
        ];
        for (dialect, bytes, expected) in cases {
            let found = read(dialect, "{}", bytes).unwrap();
            assert_eq!(found, [format!("row 2, v: Some({expected:?})")], "{dialect}");
        }
        let schema = "{\"fields\": [{\"name\": \"k\"}, {\"name\": \"v\"}]}";
        assert_eq!(read("{\"header\": false}", schema, b"x,1\n").unwrap(), ["row 1, v: Some(\"1\")"]);
        let mut latin1 = Dialect::default();
        latin1.encoding = Encoding::Latin1;
        assert_eq!(read_with(&latin1, "{}", b"k,v\nx,Per\xfa\n").unwrap(), ["row 2, v: Some(\"Per\u{fa}\")"]);
    }

    #[test]
    fn missing_values_are_the_schemas() {
        let schema = "{\"missingValues\": [\"\", \"-\"], \"fields\": [{\"name\": \"k\"}, {\"name\": \"v\"}]}";
        assert_eq!(read("{}", schema, b"k,v\nx,-\n").unwrap(), ["row 2, v: None"]);
        let schema = "{\"fields\": [{\"name\": \"k\"}, {\"name\": \"v\", \"missingValues\": [{\"value\": \"x\", \"label\": \"n\"}]}]}";
        assert_eq!(read("{}", schema, b"k,v\nx,x\n").unwrap(), ["row 2, v: None"]);
    }

    #[test]
    fn damage_is_named_with_its_row() {
        let fields =
            |kind: &str| format!("{{\"fields\": [{{\"name\": \"k\"}}, {{\"name\": \"v\", \"type\": {kind:?}}}]}}");
        let cases: [(&str, &str, &[u8], &str); 12] = [
            ("{}", "{}", b"k,w\nx,1\n", "a.csv, row 1: has no column `v`; found: k, w"),
            ("{}", "{}", b"k,v\nx,1,2\n", "a.csv, row 2: has 3 cells, the header 2"),
            ("{}", "{}", b"k,v,v\nx,1,2\n", "a.csv, row 1: has two columns `v`"),
            ("{}", "{}", b"", "a.csv: is empty"),
            ("{\"commentChar\": \"#\"}", "{}", b"#\n", "a.csv: has no header row"),
            ("{\"header\": false}", "{}", b"x,1\n", "a.csv: has no header, and its schema names no fields"),
            (
                "{\"delimiter\": \"||\"}",
                "{}",
                b"x,1\n",
                "a.csv: `delimiter` is to be one character of ASCII, not \"||\"",
            ),
            ("{}", &fields("integer"), b"k,v\nx,1.5\n", "a.csv, row 2, v: is no integer: \"1.5\""),
            ("{}", &fields("number"), b"k,v\nx,1;5\n", "a.csv, row 2, v: is no number: \"1;5\""),
            ("{}", &fields("year"), b"k,v\nx,20x1\n", "a.csv, row 2, v: is no year: \"20x1\""),
            ("{}", &fields("date"), b"k,v\nx,2022\n", "a.csv, row 2, v: is no date (2022-03-15): \"2022\""),
            (
                "{}",
                "{\"fields\": [{\"name\": \"v\"}, {\"name\": \"k\"}]}",
                b"k,v\nx,1\n",
                "a.csv, row 1: has the column `k` where its schema says `v`",
            ),
        ];
        for (dialect, schema, bytes, expected) in cases {
            assert_eq!(read(dialect, schema, bytes).unwrap_err(), expected);
        }
        let loose = "{\"fieldsMatch\": [\"equal\"], \"fields\": [{\"name\": \"v\"}, {\"name\": \"k\"}]}";
        assert!(read("{}", loose, b"k,v\nx,1\n").is_ok());
    }
}
