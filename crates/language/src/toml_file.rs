use std::{borrow::Cow, ops::Range};

use crate::{
    WordingError,
    built_in::File,
    frame::Frame,
    toml_items::{Item, Items, Sort},
};

/// A TOML file whose every value knows its place.
pub(crate) struct TomlFile<'a> {
    file: &'a str,
    text: &'a str,
    items: Cow<'a, [u8]>,
    decoded: Cow<'a, str>,
}

/// A value of the file.
#[derive(Clone)]
pub(crate) struct Entry<'f> {
    file: &'f TomlFile<'f>,
    /// Its number among the items of the file.
    number: usize,
    item: Item,
    span: Range<usize>,
}

impl<'a> TomlFile<'a> {
    pub(crate) fn read(file: &'a str, text: &'a str) -> Result<Self, WordingError> {
        match Items::of(text) {
            Ok(Items { bytes, decoded }) => Ok(Self { file, text, items: bytes.into(), decoded: decoded.into() }),
            Err(error) => {
                let at = error.span().map_or(0, |s| s.start);
                Err(error_at(file, text, at, error.message(), "the file is TOML"))
            }
        }
    }

    /// A file that the build script has parsed.
    pub(crate) fn built_in(file: &File) -> TomlFile<'static> {
        let &File { name, text, items, decoded } = file;
        TomlFile { file: name, text, items: items.into(), decoded: decoded.into() }
    }

    pub(crate) fn root(&self) -> Entry<'_> {
        let item = Item::read(&self.items, 0).unwrap_or(Item::NOTHING);
        Entry { file: self, number: 0, item, span: item.span() }
    }

    /// A text of an item.
    fn text(&self, at: Range<usize>) -> &str {
        let decoded = || self.decoded.get(at.start.checked_sub(self.text.len())?..at.end - self.text.len());
        self.text.get(at.clone()).or_else(decoded).unwrap_or_default()
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
    /// What it holds.
    fn held(&self) -> impl Iterator<Item = Self> + use<'f> {
        let (file, end) = (self.file, self.item.end);
        let mut number = self.number + 1;
        std::iter::from_fn(move || {
            let item = Item::read(&file.items, number).filter(|_| number < end)?;
            let entry = Self { file, number, item, span: item.span() };
            number = item.end;
            Some(entry)
        })
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
        let held = self.is_table().then(|| self.held());
        held.into_iter().flatten().map(|mut entry| {
            if entry.is_table() {
                entry.span = entry.item.named_at..entry.item.named_at;
            }
            (entry.file.text(entry.item.name()), entry)
        })
    }

    pub(crate) fn is_table(&self) -> bool {
        self.item.sort == Sort::Table
    }

    pub(crate) fn find(&self, name: &str) -> Option<Self> {
        let mut held = self.is_table().then(|| self.held())?;
        held.find(|entry| entry.file.text(entry.item.name()) == name)
    }

    pub(crate) fn get(&self, name: &str) -> Result<Self, WordingError> {
        self.find(name).ok_or_else(|| self.error(&format!("{name:?} is missing here"), ""))
    }

    /// The text that it is, if it is one.
    pub(crate) fn as_text(&self) -> Option<&'f str> {
        (self.item.sort == Sort::Text).then(|| self.file.text(self.item.text()))
    }

    pub(crate) fn text(&self) -> Result<&'f str, WordingError> {
        self.as_text().ok_or_else(|| self.error("this is to be a text", "write it in quotation marks"))
    }

    pub(crate) fn flag(&self) -> Result<bool, WordingError> {
        match self.item.sort {
            Sort::True => Ok(true),
            Sort::False => Ok(false),
            _ => Err(self.error("this is to be true or false", "")),
        }
    }

    /// One text, or an array of them.
    pub(crate) fn texts(&self) -> Result<Vec<Self>, WordingError> {
        if self.item.sort == Sort::Array {
            // Each text is one item.
            let mut texts = Vec::with_capacity(self.item.end.saturating_sub(self.number + 1));
            for entry in self.held() {
                entry.text()?;
                texts.push(entry);
            }
            return Ok(texts);
        }
        self.text()?;
        Ok(vec![self.clone()])
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
