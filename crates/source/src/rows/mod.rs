//! Tables in files, row by row, as records for a mapping: CSV, worksheets,
//! Parquet, rows written out in JSON.

mod check;
pub(crate) mod dialect;
mod inline;
mod parquet;
pub(crate) mod schema;
mod separated;
mod worksheet;

use std::collections::BTreeSet;

use attache_model::Place;
use csv::StringRecord;

use crate::{
    File, ParseError,
    file::clip,
    mapping::{
        record::{NumberFormat, Record},
        text::nearest,
    },
};

pub(crate) use dialect::Dialect;
pub(crate) use inline::rows as inline;
pub(crate) use schema::Schema;

/// What kind of file a table is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Separated,
    Workbook,
    Parquet,
}

impl Kind {
    /// The kind that the first bytes show.
    pub(crate) fn of_bytes(bytes: &[u8]) -> Self {
        match bytes {
            [b'P', b'K', ..] => Self::Workbook,
            [b'P', b'A', b'R', b'1', ..] => Self::Parquet,
            _ => Self::Separated,
        }
    }
}

/// What takes rows.
pub(crate) type EachRow<'e> = dyn FnMut(&Row<'_>) -> Result<(), ParseError> + 'e;

/// A table in a file, and how it is to be read.
#[derive(Clone, Copy)]
pub(crate) struct Table<'t> {
    pub(crate) file: File<'t>,
    pub(crate) kind: Kind,
    pub(crate) dialect: &'t Dialect,
    pub(crate) schema: &'t Schema,
}

impl Table<'_> {
    /// Reads the rows, one after the other.
    ///
    /// # Errors
    /// When the file is no such table, lacks a field that is needed, or holds
    /// what its schema does not allow.
    pub(crate) fn each(&self, needs: &BTreeSet<&str>, each: &mut EachRow<'_>) -> Result<(), ParseError> {
        match self.kind {
            Kind::Separated => separated::rows(self, needs, each),
            Kind::Workbook => worksheet::rows(self, needs, each),
            Kind::Parquet => parquet::rows(self, needs, each),
        }
    }
}

/// The fields of a table: its header, and what the schema says of each.
pub(crate) struct Fields<'t> {
    names: Vec<String>,
    schema: &'t Schema,
    /// For each, its place among the schema's.
    known: Vec<Option<usize>>,
}

impl<'t> Fields<'t> {
    /// # Errors
    /// When a field that is needed is not there, or the header is another than
    /// the schema's.
    fn of(
        file: &File<'_>,
        header: &str,
        names: Vec<String>,
        schema: &'t Schema,
        needs: &BTreeSet<&str>,
    ) -> Result<Self, ParseError> {
        if let Some(missing) = needs.iter().find(|needed| !names.iter().any(|name| name == *needed)) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let found = clip(&names.join(", "), 300);
            let error = file.error(header, format!("has no column `{missing}`; found: {found}"));
            return Err(match nearest(missing, &names) {
                Some(near) => error.hint(format!("the mapping names `{missing}`; did you mean `{near}`?")),
                None => error.hint(format!("the mapping names `{missing}`")),
            });
        }
        if let Some(twice) =
            names.iter().enumerate().find(|(at, name)| needs.contains(name.as_str()) && names[..*at].contains(name))
        {
            return Err(file.error(header, format!("has two columns `{}`", twice.1)));
        }
        schema.check_header(file, header, &names)?;
        let known = names.iter().map(|name| schema.place_of(name)).collect();
        Ok(Self { names, schema, known })
    }
}

/// The cells of a row.
#[derive(Clone, Copy)]
enum Cells<'r> {
    Record(&'r StringRecord),
    Texts(&'r [Option<String>]),
}

/// Where a row stands.
#[derive(Clone, Copy)]
enum At<'r> {
    /// A line of a text, or a row of a file of rows; the first is 1.
    Row(u64),
    /// A row of a worksheet.
    Sheet(&'r str, u32),
    /// A value in JSON, whose parts go by name, or by number.
    Object(&'r str),
    Array(&'r str),
}

/// A row of a table.
pub(crate) struct Row<'r> {
    file: &'r File<'r>,
    fields: &'r Fields<'r>,
    cells: Cells<'r>,
    at: At<'r>,
}

impl Row<'_> {
    fn cell(&self, at: usize) -> Option<&str> {
        match self.cells {
            Cells::Record(record) => record.get(at),
            Cells::Texts(texts) => texts.get(at)?.as_deref(),
        }
    }

    fn pointer(&self, field: &str) -> String {
        let column = self.fields.names.iter().position(|name| name == field);
        match (self.at, column) {
            (At::Row(row), Some(_)) => format!("row {row}, {field}"),
            (At::Row(row), None) => format!("row {row}"),
            (At::Sheet(sheet, row), Some(column)) => {
                format!("{sheet}!{}{row}", crate::sheet::letters(u32::try_from(column).unwrap_or(0)))
            }
            (At::Sheet(sheet, row), None) => format!("{sheet}!{row}:{row}"),
            (At::Object(pointer), Some(_)) => format!("{pointer}/{}", field.replace('~', "~0").replace('/', "~1")),
            (At::Array(pointer), Some(column)) => format!("{pointer}/{column}"),
            (At::Object(pointer) | At::Array(pointer), None) => pointer.to_owned(),
        }
    }

    /// # Errors
    /// Names the first cell that is not of the type that the schema says.
    fn check(&self) -> Result<(), ParseError> {
        for (at, known) in self.fields.known.iter().enumerate() {
            let Some(field) = known.and_then(|known| self.fields.schema.fields.get(known)) else { continue };
            let Some(text) = self.cell(at).map(str::trim) else { continue };
            if !self.fields.schema.is_missing(*known, text)
                && let Some(wanted) = check::wanted(field, text)
            {
                return Err(self
                    .file
                    .error(self.pointer(&field.name), format!("is no {wanted}: {:?}", clip(text, 60)))
                    .hint("the package's schema says so; correct the cell or the field's `type` there"));
            }
        }
        Ok(())
    }
}

impl Record for Row<'_> {
    fn field(&self, name: &str) -> Option<&str> {
        let at = self.fields.names.iter().position(|n| n == name)?;
        let text = self.cell(at)?;
        (!self.fields.schema.is_missing(self.fields.known[at], text.trim())).then_some(text)
    }

    fn place(&self, field: &str) -> Place {
        self.file.place(self.pointer(field))
    }

    fn fields(&self) -> Vec<&str> {
        self.fields.names.iter().map(String::as_str).collect()
    }

    fn number_format(&self, field: &str) -> NumberFormat {
        let at = self.fields.names.iter().position(|name| name == field);
        let known = at.and_then(|at| self.fields.known[at]);
        known
            .and_then(|known| self.fields.schema.fields.get(known))
            .map(schema::Field::number_format)
            .unwrap_or_default()
    }
}
