//! How a table is written in its file: Frictionless' CSV Dialect (version 1)
//! and Table Dialect (version 2).

use serde::Deserialize;

/// How a table is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Dialect {
    delimiter: Option<String>,
    quote_char: Option<String>,
    double_quote: Option<bool>,
    escape_char: Option<String>,
    comment_char: Option<String>,
    pub(super) header: Option<bool>,
    /// Version 2: the numbers of the rows of the header, the first being 1.
    header_rows: Option<Vec<u64>>,
    /// Version 2: rows that are left out.
    #[serde(default)]
    pub(super) comment_rows: Vec<u64>,
    #[serde(default)]
    skip_initial_space: bool,
    /// Not the dialect's but the resource's.
    #[serde(skip)]
    pub(crate) encoding: Encoding,
    sheet: Option<Which>,
    sheet_name: Option<String>,
    sheet_number: Option<usize>,
}

/// The name of a worksheet, or its number, the first being 1.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(crate) enum Which {
    Number(usize),
    Name(String),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Encoding {
    #[default]
    Utf8,
    Latin1,
}

impl Encoding {
    /// The encoding that goes by this name.
    ///
    /// # Errors
    /// Says which can be read.
    pub(crate) fn named(name: &str) -> Result<Self, String> {
        match name.to_ascii_lowercase().replace('_', "-").as_str() {
            "utf-8" | "utf8" | "utf-8-sig" | "ascii" | "us-ascii" => Ok(Self::Utf8),
            "iso-8859-1" | "iso8859-1" | "latin1" | "latin-1" => Ok(Self::Latin1),
            other => Err(format!("is in the encoding {other:?}; what is read is utf-8 and iso-8859-1")),
        }
    }
}

/// A dialect as the reader of separated values takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Separators {
    pub(super) delimiter: u8,
    /// `None` where nothing is quoted.
    pub(super) quote: Option<u8>,
    pub(super) double_quote: bool,
    pub(super) escape: Option<u8>,
    pub(super) comment: Option<u8>,
}

impl Dialect {
    /// A dialect with this between cells.
    pub(crate) fn separated_by(delimiter: char) -> Self {
        Self { delimiter: Some(delimiter.to_string()), ..Self::default() }
    }

    /// Says what of the dialect cannot be read.
    pub(crate) fn check(&self) -> Result<(), String> {
        self.separators()?;
        self.header_row().map(drop)
    }

    pub(super) fn separators(&self) -> Result<Separators, String> {
        let byte = |what: &str, written: &Option<String>| match written.as_deref().map(str::as_bytes) {
            None | Some([]) => Ok(None),
            Some([byte]) => Ok(Some(*byte)),
            Some(_) => Err(format!(
                "`{what}` is to be one character of ASCII, not {:?}",
                written.as_deref().unwrap_or_default()
            )),
        };
        let quote = match self.quote_char {
            None => Some(b'"'),
            Some(_) => byte("quoteChar", &self.quote_char)?,
        };
        Ok(Separators {
            delimiter: byte("delimiter", &self.delimiter)?.unwrap_or(b','),
            quote,
            double_quote: self.double_quote.unwrap_or(true),
            escape: byte("escapeChar", &self.escape_char)?,
            comment: byte("commentChar", &self.comment_char)?,
        })
    }

    /// The number of the header's row; `None` where there is no header.
    pub(super) fn header_row(&self) -> Result<Option<u64>, String> {
        match (self.header, self.header_rows.as_deref()) {
            (Some(false), _) => Ok(None),
            (_, None) => Ok(Some(1)),
            (_, Some([row])) if *row > 0 => Ok(Some(*row)),
            (_, Some([])) => Ok(None),
            (_, Some(_)) => Err("`headerRows` names several rows; a header of one row is read".to_owned()),
        }
    }

    pub(super) fn skips_space(&self) -> bool {
        self.skip_initial_space
    }

    /// The worksheet that is meant; the first where none is named.
    pub(super) fn worksheet(&self) -> Which {
        let numbered = self.sheet_number.map(Which::Number);
        self.sheet.clone().or(self.sheet_name.clone().map(Which::Name)).or(numbered).unwrap_or(Which::Number(1))
    }
}
