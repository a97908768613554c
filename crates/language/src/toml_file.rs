use std::ops::Range;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{WordingError, frame::Frame};

/// A TOML file whose every value knows its place.
pub(crate) struct TomlFile<'a> {
    file: &'a str,
    text: &'a str,
    root: Spanned<DeTable<'a>>,
}

/// A value of the file.
#[derive(Clone)]
pub(crate) struct Entry<'f> {
    file: &'f TomlFile<'f>,
    value: Value<'f>,
    span: Range<usize>,
}

#[derive(Clone)]
enum Value<'f> {
    Table(&'f DeTable<'f>),
    Other(&'f DeValue<'f>),
}

impl<'a> TomlFile<'a> {
    pub(crate) fn read(file: &'a str, text: &'a str) -> Result<Self, WordingError> {
        match DeTable::parse(text) {
            Ok(root) => Ok(Self { file, text, root }),
            Err(error) => {
                let at = error.span().map_or(0, |s| s.start);
                Err(error_at(file, text, at, error.message(), "the file is TOML"))
            }
        }
    }

    pub(crate) fn root(&self) -> Entry<'_> {
        Entry { file: self, value: Value::Table(self.root.get_ref()), span: 0..0 }
    }
}

fn error_at(file: &str, text: &str, at: usize, problem: &str, hint: &str) -> WordingError {
    let before = text.get(..at).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    WordingError {
        file: file.to_owned(),
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
        problem: problem.to_owned(),
        hint: hint.to_owned(),
    }
}

impl<'f> Entry<'f> {
    fn of(file: &'f TomlFile<'f>, value: &'f Spanned<DeValue<'f>>) -> Self {
        let inner = match value.get_ref() {
            DeValue::Table(table) => Value::Table(table),
            other => Value::Other(other),
        };
        Self { file, value: inner, span: value.span() }
    }

    pub(crate) fn error(&self, problem: &str, hint: &str) -> WordingError {
        error_at(self.file.file, self.file.text, self.span.start, problem, hint)
    }

    /// An error at a byte of the text that the entry is.
    pub(crate) fn error_within(&self, at: usize, problem: &str, hint: &str) -> WordingError {
        let source = self.file.text.get(self.span.clone()).unwrap_or_default();
        let quotes = if source.starts_with("\"\"\"") || source.starts_with("'''") { 3 } else { 1 };
        // With escapes, bytes of the text are no bytes of the file.
        let exact = source.get(quotes..).is_some_and(|s| self.as_text().is_some_and(|text| s.starts_with(text)));
        let at = if exact { self.span.start + quotes + at } else { self.span.start };
        error_at(self.file.file, self.file.text, at, problem, hint)
    }

    /// The entries of a table, with their names, as far as it is one.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&'f str, Entry<'f>)> + use<'f> {
        let (file, table) = (
            self.file,
            match self.value {
                Value::Table(table) => Some(table),
                Value::Other(_) => None,
            },
        );
        table.into_iter().flatten().map(move |(key, value)| {
            let mut entry = Self::of(file, value);
            if matches!(entry.value, Value::Table(_)) {
                entry.span = key.span();
            }
            (key.get_ref().as_ref(), entry)
        })
    }

    pub(crate) fn is_table(&self) -> bool {
        matches!(self.value, Value::Table(_))
    }

    pub(crate) fn find(&self, name: &str) -> Option<Self> {
        match self.value {
            Value::Table(table) => Some(Self::of(self.file, table.get(name)?)),
            Value::Other(_) => None,
        }
    }

    pub(crate) fn get(&self, name: &str) -> Result<Self, WordingError> {
        self.find(name).ok_or_else(|| self.error(&format!("{name:?} is missing here"), ""))
    }

    /// The text that it is, if it is one.
    pub(crate) fn as_text(&self) -> Option<&'f str> {
        match self.value {
            Value::Other(DeValue::String(text)) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn text(&self) -> Result<&'f str, WordingError> {
        self.as_text().ok_or_else(|| self.error("this is to be a text", "write it in quotation marks"))
    }

    pub(crate) fn flag(&self) -> Result<bool, WordingError> {
        match self.value {
            Value::Other(DeValue::Boolean(flag)) => Ok(*flag),
            _ => Err(self.error("this is to be true or false", "")),
        }
    }

    /// One text, or an array of them.
    pub(crate) fn texts(&self) -> Result<Vec<Self>, WordingError> {
        match self.value {
            Value::Other(DeValue::Array(array)) => {
                let texts: Vec<Self> = array.iter().map(|v| Self::of(self.file, v)).collect();
                texts.iter().try_for_each(|t| t.text().map(drop))?;
                Ok(texts)
            }
            _ => {
                self.text()?;
                Ok(vec![self.clone()])
            }
        }
    }

    pub(crate) fn frame(&self, gaps: Option<usize>) -> Result<Frame, WordingError> {
        let frame = Frame::read(self.text()?);
        match gaps {
            Some(gaps) if frame.gaps() != gaps => {
                Err(self.error(&format!("this has {} gaps, not {gaps}", frame.gaps()), "a gap is written {}"))
            }
            _ => Ok(frame),
        }
    }
}
