use attache_model::Place;

use crate::{Input, ParseError, archive::Member};

/// A file whose bytes are read, and what it is called in errors and places.
#[derive(Clone, Copy, Debug)]
pub(crate) struct File<'a> {
    /// The name of the input.
    pub(crate) input: &'a str,
    /// The member of the input that it is, or empty.
    pub(crate) member: &'a str,
    pub(crate) bytes: &'a [u8],
}

impl<'a> File<'a> {
    pub(crate) fn of(input: &Input<'a>, member: &'a Member) -> Self {
        Self { input: input.name, member: &member.name, bytes: &member.bytes }
    }

    /// The name without folders, of the member where there is one.
    pub(crate) fn name(&self) -> &'a str {
        let name = if self.member.is_empty() { self.input } else { self.member };
        name.rsplit(['/', '\\']).next().unwrap_or(name)
    }

    pub(crate) fn place(&self, pointer: impl AsRef<str>) -> Place {
        Place { member: self.member.into(), pointer: pointer.as_ref().into(), span: None }
    }

    pub(crate) fn error(&self, pointer: impl AsRef<str>, problem: impl Into<String>) -> ParseError {
        ParseError::new(self.input, self.place(pointer), problem)
    }

    /// The bytes as text, where they are text and no web page.
    ///
    /// # Errors
    /// For what people hand over instead of a data file: nothing, a web page, a
    /// workbook or archive, UTF-16, another encoding.
    pub(crate) fn text(&self) -> Result<&'a str, ParseError> {
        self.check_is_text()?;
        let bytes = self.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(self.bytes);
        std::str::from_utf8(bytes).map_err(|e| {
            let line = line_of(bytes, e.valid_up_to());
            self.error(format!("line {line}"), "holds bytes that are not UTF-8")
                .hint("save or download the file again as UTF-8; spreadsheet programs may have rewritten it")
        })
    }

    /// The bytes as Latin-1 text (every byte a character), with the same checks.
    pub(crate) fn latin1_text(&self) -> Result<String, ParseError> {
        self.check_is_text()?;
        Ok(self.bytes.iter().map(|b| char::from(*b)).collect())
    }

    /// # Errors
    /// As of [`File::text`], but for the encoding.
    pub(crate) fn check_is_text(&self) -> Result<(), ParseError> {
        let bytes = self.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(self.bytes);
        let start = bytes.trim_ascii_start();
        if start.is_empty() {
            return Err(self.error("", "is empty"));
        }
        if self.is_web_page() {
            return Err(self
                .error("", "is a web page (HTML) and no data file")
                .hint("the server answered with a page, perhaps an error; open the link in a browser and look"));
        }
        if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
            return Err(self.error("", "is text in UTF-16; UTF-8 is expected"));
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\x1f\x8b") || bytes.starts_with(b"\xd0\xcf\x11\xe0")
        {
            return Err(self.error("", "is a workbook or archive and no text"));
        }
        if let Some(at) = bytes.iter().position(|b| *b == 0) {
            return Err(self.error(format!("line {}", line_of(bytes, at)), "holds a NUL byte and so is no text"));
        }
        Ok(())
    }

    pub(crate) fn is_web_page(&self) -> bool {
        let head: Vec<u8> = self.bytes.iter().take(1_024).map(u8::to_ascii_lowercase).collect();
        [b"<!doctype html".as_slice(), b"<html"].iter().any(|mark| contains(&head, mark))
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|w| w == part)
}

/// The line that a byte stands in, the first being 1.
fn line_of(bytes: &[u8], at: usize) -> usize {
    bytes.iter().take(at).filter(|b| **b == b'\n').count() + 1
}

/// The first characters of a text, for messages.
pub(crate) fn clip(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(bytes: &[u8]) -> String {
        let file = File { input: "gdp.csv", member: "", bytes };
        file.text().unwrap_err().to_string()
    }

    #[test]
    fn what_is_handed_over_instead_of_text_is_named() {
        assert_eq!(said(b" \n"), "gdp.csv: is empty");
        assert_eq!(said(b"\n<!DOCTYPE HTML>\n<title>404"), "gdp.csv: is a web page (HTML) and no data file");
        assert_eq!(said(b"\xff\xfea\0"), "gdp.csv: is text in UTF-16; UTF-8 is expected");
        assert_eq!(said(b"a,b\n1,\0"), "gdp.csv, line 2: holds a NUL byte and so is no text");
        assert_eq!(said(b"a,b\n\n1,\xe9"), "gdp.csv, line 3: holds bytes that are not UTF-8");
        assert_eq!(said(b"PK\x03\x04"), "gdp.csv: is a workbook or archive and no text");
    }
}
