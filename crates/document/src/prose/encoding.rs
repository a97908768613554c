use std::ops::Range;

use encoding_rs::{Encoding as Label, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

use super::{Format, ProseError};

/// How the characters of a text file are written as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding {
    label: &'static Label,
    /// How many bytes stand before the text to say how it is written.
    mark: usize,
}

impl Encoding {
    /// That of text which was taken out of a file.
    pub(super) const UTF_8: Self = Self { label: UTF_8, mark: 0 };

    /// Its name in the Encoding Standard of the WHATWG: `UTF-8`, `windows-1252`.
    pub fn name(&self) -> &'static str {
        self.label.name()
    }

    /// Whether a byte order mark stands at the start of the file.
    pub fn has_mark(&self) -> bool {
        self.mark > 0
    }

    /// How these bytes are written: as the byte order mark says, or, in HTML, its
    /// declaration, or else in UTF-8 if they can be, and in windows-1252.
    fn of(bytes: &[u8], format: Format) -> Self {
        if let Some((label, mark)) = Label::for_bom(bytes) {
            return Self { label, mark };
        }
        let declared = (format == Format::Html).then(|| declared(bytes)).flatten();
        let label = match declared.or_else(|| wide(bytes)) {
            Some(label) if label != UTF_8 => label,
            _ if is_mostly_utf8(bytes) => UTF_8,
            _ => WINDOWS_1252,
        };
        Self { label, mark: 0 }
    }

    /// The text of the bytes, and how they are written. What is no character becomes
    /// U+FFFD.
    pub(super) fn decode(bytes: &[u8], format: Format) -> (String, Self) {
        let encoding = Self::of(bytes, format);
        let (text, _) = encoding.label.decode_without_bom_handling(&bytes[encoding.mark..]);
        (text.into_owned(), encoding)
    }

    /// The text as bytes, without a mark; none if a character cannot be written so.
    fn encode(self, text: &str) -> Option<Vec<u8>> {
        if self.label == UTF_16LE {
            return Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
        }
        if self.label == UTF_16BE {
            return Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect());
        }
        let (bytes, _, has_unmappable) = self.label.encode(text);
        (!has_unmappable).then(|| bytes.into_owned())
    }

    /// The file with these parts of its text replaced and every other byte as it was.
    /// The edits are in order and do not overlap.
    ///
    /// # Errors
    /// When the bytes are not those of the text, cannot be told apart by character, or a
    /// replacement cannot be written in the encoding.
    pub(super) fn apply(
        self,
        bytes: &[u8],
        text: &str,
        edits: &[(Range<usize>, String)],
    ) -> Result<Vec<u8>, ProseError> {
        let mut file = bytes[..self.mark.min(bytes.len())].to_vec();
        let mut read = file.len();
        let mut at = 0;
        for (range, replacement) in edits {
            let kept = self.own(bytes, read, &text[at..range.start])?;
            file.extend_from_slice(kept);
            read += kept.len();
            read += self.own(bytes, read, &text[range.clone()])?.len();
            at = range.end;
            let written = self.encode(replacement).ok_or_else(|| self.cannot_write(replacement))?;
            file.extend_from_slice(&written);
        }
        let rest = self.own(bytes, read, &text[at..])?;
        file.extend_from_slice(rest);
        if read + rest.len() == bytes.len() { Ok(file) } else { Err(self.differs()) }
    }

    /// The bytes of the file from this one on that are this text.
    fn own<'a>(self, bytes: &'a [u8], from: usize, text: &str) -> Result<&'a [u8], ProseError> {
        let written = self.encode(text).ok_or_else(|| self.differs())?;
        let own = bytes.get(from..from + written.len()).filter(|own| *own == written);
        own.ok_or_else(|| self.differs())
    }

    fn differs(self) -> ProseError {
        ProseError::new(
            format!(
                "its bytes cannot be told apart by character: it is no clean {}, or changed since it was read",
                self.name()
            ),
            "save the file as UTF-8, and check it anew",
        )
    }

    fn cannot_write(self, text: &str) -> ProseError {
        ProseError::new(
            format!("`{text}` cannot be written in the file's encoding, {}", self.name()),
            "save the file as UTF-8, and check it anew",
        )
    }
}

/// What an HTML file's start says of its encoding.
fn declared(bytes: &[u8]) -> Option<&'static Label> {
    /// The declaration stands within so many bytes.
    const WITHIN: usize = 4096;
    let start = bytes[..bytes.len().min(WITHIN)].to_ascii_lowercase();
    let name = ["charset", "encoding"].into_iter().find_map(|name| after(&start, name))?;
    let label = Label::for_label(name)?;
    // A declaration that can be read as ASCII stands in no UTF-16.
    Some(if label == UTF_16LE || label == UTF_16BE {
        UTF_8
    } else if label == X_USER_DEFINED {
        WINDOWS_1252
    } else {
        label
    })
}

/// The value after `name=`, within a tag or an XML declaration.
fn after<'a>(start: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let opens: &[u8] = if name == "charset" { b"<meta" } else { b"<?xml" };
    let mut rest = start;
    while let Some(at) = rest.windows(opens.len()).position(|window| window == opens) {
        rest = &rest[at + opens.len()..];
        let tag = &rest[..rest.iter().position(|c| *c == b'>').unwrap_or(rest.len())];
        let Some(at) = tag.windows(name.len()).position(|window| window == name.as_bytes()) else { continue };
        let value = tag[at + name.len()..].trim_ascii_start().strip_prefix(b"=").map(<[u8]>::trim_ascii_start);
        let Some(value) = value else { continue };
        let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
        let ends = |c: &u8| matches!(c, b'"' | b'\'' | b';' | b'/' | b'?') || c.is_ascii_whitespace();
        return Some(&value[..value.iter().position(ends).unwrap_or(value.len())]);
    }
    None
}

/// UTF-16 without a mark: nearly every other byte of its start is zero.
fn wide(bytes: &[u8]) -> Option<&'static Label> {
    let pairs = bytes[..bytes.len().min(512)].chunks_exact(2);
    let count = pairs.len();
    let zeros = |into: usize| pairs.clone().filter(|pair| pair[into] == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    match count {
        0 => None,
        _ if first == 0 && second * 5 >= count * 4 => Some(UTF_16LE),
        _ if second == 0 && first * 5 >= count * 4 => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether the bytes are UTF-8, but for fewer damaged places than there are characters
/// beyond ASCII.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut damaged, mut beyond) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        damaged += usize::from(!chunk.invalid().is_empty());
        beyond += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
    }
    damaged == 0 || damaged < beyond
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8], format: Format) -> (String, &'static str, bool) {
        let (text, encoding) = Encoding::decode(bytes, format);
        (text, encoding.name(), encoding.has_mark())
    }

    fn utf16(text: &str, mark: bool, little: bool) -> Vec<u8> {
        let mark = mark.then_some(0xfeff);
        let units = mark.into_iter().chain(text.encode_utf16());
        units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    #[test]
    fn encodings_are_told_apart() {
        let text = || "São Tomé".to_owned();
        assert_eq!(decoded("São Tomé".as_bytes(), Format::Text), (text(), "UTF-8", false));
        assert_eq!(decoded("\u{feff}São Tomé".as_bytes(), Format::Text), (text(), "UTF-8", true));
        assert_eq!(decoded(b"S\xe3o Tom\xe9", Format::Text), (text(), "windows-1252", false));
        for (little, name) in [(true, "UTF-16LE"), (false, "UTF-16BE")] {
            assert_eq!(decoded(&utf16("São Tomé", true, little), Format::Text), (text(), name, true));
            assert_eq!(decoded(&utf16("São Tomé", false, little), Format::Text), (text(), name, false));
        }
        assert_eq!(decoded(b"", Format::Text), (String::new(), "UTF-8", false));
    }

    #[test]
    fn one_damaged_character_does_not_change_the_encoding() {
        let mut bytes = "São Tomé é".as_bytes().to_vec();
        bytes.push(0xc3);
        assert_eq!(decoded(&bytes, Format::Text), ("São Tomé é\u{fffd}".to_owned(), "UTF-8", false));
    }

    #[test]
    fn html_declares_its_encoding() {
        for start in [
            &b"<meta charset=iso-8859-2>"[..],
            b"<META CharSet = 'ISO-8859-2'/>",
            b"<meta name=a><meta http-equiv=Content-Type content=\"text/html; charset=iso-8859-2\">",
            b"<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?>",
        ] {
            let (text, name, _) = decoded(&[start, b"\xb3"].concat(), Format::Html);
            assert_eq!((text.chars().last(), name), (Some('ł'), "ISO-8859-2"));
        }
        let (text, name, _) = decoded(b"<meta charset=utf-16>\xc3\xa9", Format::Html);
        assert_eq!((text.chars().last(), name), (Some('é'), "UTF-8"));
        assert_eq!(decoded(b"<meta charset=utf-8>\xe9", Format::Html).1, "windows-1252");
        assert_eq!(decoded(b"<meta charset=nonsense>\xe9", Format::Html).1, "windows-1252");
    }

    #[test]
    fn edits_change_their_bytes_alone() {
        let text = "Peru é 3\r\nlinhas";
        let edits = [(5..7, "ã".to_owned()), (8..9, "12".to_owned())];
        for bytes in [
            text.as_bytes().to_vec(),
            utf16(text, true, true),
            utf16(text, true, false),
            b"Peru \xe9 3\r\nlinhas".to_vec(),
        ] {
            let (read, encoding) = Encoding::decode(&bytes, Format::Text);
            assert_eq!(read, text);
            let edited = encoding.apply(&bytes, text, &edits).unwrap();
            let (edited, again) = Encoding::decode(&edited, Format::Text);
            assert_eq!((edited.as_str(), again), ("Peru ã 12\r\nlinhas", encoding));
        }
    }

    #[test]
    fn edits_that_cannot_be_written_are_refused() {
        let bytes = b"Peru \xe9 3";
        let (text, encoding) = Encoding::decode(bytes, Format::Text);
        let error = encoding.apply(bytes, &text, &[(8..9, "łó".to_owned())]).unwrap_err();
        assert_eq!(error.problem, "`łó` cannot be written in the file's encoding, windows-1252");
        assert!(encoding.apply(b"Chile 3", &text, &[(8..9, "4".to_owned())]).is_err());
        let damaged = "éé\u{fffd}".to_owned();
        assert!(Encoding::UTF_8.apply(b"\xc3\xa9\xc3\xa9\xc3", &damaged, &[(0..2, "e".to_owned())]).is_err());
    }
}
