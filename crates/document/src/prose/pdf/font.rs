use std::collections::HashMap;

use lopdf::{Dictionary, Document, Encoding, Object};

use super::reading::LARGEST_STREAM;

/// How a font's codes are shown.
pub(super) struct Font {
    /// Whether a code has two bytes.
    is_wide: bool,
    /// Texts of the codes of one byte.
    texts: Vec<String>,
    /// What says the text of wide codes, if anything does.
    to_unicode: Option<Encoding<'static>>,
    /// In thousandths of the size.
    widths: HashMap<u32, f32>,
    default_width: Option<f32>,
    pub(super) is_bold: bool,
}

/// A character that is drawn.
pub(super) struct Shown {
    pub(super) text: String,
    /// In parts of the size.
    pub(super) width: f32,
    /// Whether it is the space to which word spacing is added.
    pub(super) is_space: bool,
}

impl Font {
    pub(super) fn of(document: &Document, font: &Dictionary) -> Self {
        let is_wide = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|it| it == b"Type0");
        let to_unicode = to_unicode(document, font);
        let descendant = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok();
        let descendant = descendant.and_then(|fonts| dictionary(document, fonts.first()?));
        let described = descendant.unwrap_or(font);
        let descriptor = described.get_deref(b"FontDescriptor", document).and_then(Object::as_dict).ok();
        let missing = descriptor.and_then(|it| it.get(b"MissingWidth").ok()).and_then(number);
        let (widths, default_width) = if is_wide {
            let default = described.get_deref(b"DW", document).ok().and_then(number);
            (wide_widths(document, described), Some(default.unwrap_or(1000.0)))
        } else {
            let widths = widths(document, font);
            let default = missing.filter(|width| *width > 0.0);
            (widths, default)
        };
        let texts = if is_wide { Vec::new() } else { texts(document, font, to_unicode.as_ref()) };
        let name = font.get(b"BaseFont").and_then(Object::as_name).unwrap_or_default();
        let is_bold = String::from_utf8_lossy(name).to_ascii_lowercase().contains("bold");
        Self { is_wide, texts, to_unicode, widths, default_width, is_bold }
    }

    pub(super) fn show(&self, bytes: &[u8], mut each: impl FnMut(Shown)) {
        let length = if self.is_wide { 2 } else { 1 };
        for code in bytes.chunks(length) {
            let number = code.iter().fold(0, |number, byte| number << 8 | u32::from(*byte));
            let text = match (&self.to_unicode, self.is_wide) {
                (Some(map), true) => map.bytes_to_string(code).unwrap_or_default(),
                (None, true) => String::new(),
                _ => self.texts[number as usize].clone(),
            };
            let width = self.widths.get(&number).copied().or(self.default_width).unwrap_or_else(|| usual_width(&text));
            each(Shown { text, width: width / 1000.0, is_space: !self.is_wide && number == 32 });
        }
    }
}

/// For a font that does not say the widths of its characters, as the standard ones.
fn usual_width(text: &str) -> f32 {
    match text.chars().next() {
        Some(
            'i' | 'j' | 'l' | 't' | 'f' | 'I' | ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '(' | ')' | 'r' | '-',
        ) => 290.0,
        Some('m' | 'w' | 'M' | 'W' | '%' | '@') => 830.0,
        Some(c) if c.is_uppercase() => 690.0,
        _ => 530.0,
    }
}

fn widths(document: &Document, font: &Dictionary) -> HashMap<u32, f32> {
    let first =
        font.get_deref(b"FirstChar", document).and_then(Object::as_i64).ok().and_then(|it| u32::try_from(it).ok());
    let Ok(widths) = font.get_deref(b"Widths", document).and_then(Object::as_array) else { return HashMap::new() };
    let numbers = widths.iter().map(|width| document.dereference(width).ok().and_then(|(_, width)| number(width)));
    // Type 3 fonts measure in units of their own.
    let scale =
        font.get_deref(b"FontMatrix", document).and_then(Object::as_array).ok().and_then(|it| number(it.first()?));
    let scale = scale.map_or(1.0, |scale| scale * 1000.0);
    (first.unwrap_or(0)..256).zip(numbers).filter_map(|(code, width)| Some((code, width? * scale))).collect()
}

/// `[code [width width] first last width]`.
fn wide_widths(document: &Document, font: &Dictionary) -> HashMap<u32, f32> {
    let mut found = HashMap::new();
    let Ok(widths) = font.get_deref(b"W", document).and_then(Object::as_array) else { return found };
    let mut widths = widths.iter().filter_map(|object| document.dereference(object).ok()).map(|(_, object)| object);
    while let Some(first) = widths.next().and_then(code) {
        match widths.next() {
            Some(Object::Array(own)) => {
                let codes = first..=0xffff;
                found.extend(codes.zip(own).filter_map(|(code, width)| Some((code, number(width)?))));
            }
            Some(last) => {
                let (Some(last), Some(width)) = (code(last), widths.next().and_then(number)) else { break };
                // Of so many codes at most: the array may name all of them again and again.
                if found.len() <= 0xffff {
                    found.extend((first..=last).map(|code| (code, width)));
                }
            }
            None => break,
        }
    }
    found
}

fn code(object: &Object) -> Option<u32> {
    object.as_i64().ok().and_then(|code| u32::try_from(code).ok()).filter(|code| *code <= 0xffff)
}

pub(super) fn number(object: &Object) -> Option<f32> {
    object.as_float().ok().filter(|number| number.is_finite())
}

fn dictionary<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    document.dereference(object).ok().and_then(|(_, object)| object.as_dict().ok())
}

/// What the font itself says of the text of its codes.
fn to_unicode(document: &Document, font: &Dictionary) -> Option<Encoding<'static>> {
    let map = font.get(b"ToUnicode").ok()?;
    let mut alone = Dictionary::new();
    alone.set("Type", "Font");
    alone.set("ToUnicode", map.clone());
    alone.set("Type", Object::Name(b"Font".to_vec()));
    match alone.get_font_encoding_with_limit(document, LARGEST_STREAM).ok()? {
        Encoding::UnicodeMapEncoding(map) => Some(Encoding::UnicodeMapEncoding(map)),
        _ => None,
    }
}

/// The texts of the 256 codes of a simple font: as the font says, or else as its
/// encoding does.
fn texts(document: &Document, font: &Dictionary, to_unicode: Option<&Encoding<'_>>) -> Vec<String> {
    let encoding = font.get_deref(b"Encoding", document).ok();
    let (base, differences) = match encoding {
        Some(Object::Name(name)) => (Some(name.as_slice()), None),
        Some(Object::Dictionary(encoding)) => (
            encoding.get_deref(b"BaseEncoding", document).and_then(Object::as_name).ok(),
            encoding.get_deref(b"Differences", document).and_then(Object::as_array).ok(),
        ),
        _ => (None, None),
    };
    let is_true_type = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|it| it == b"TrueType");
    let usual: &[u8] = if is_true_type { b"WinAnsiEncoding" } else { b"StandardEncoding" };
    let base = Object::Name(base.unwrap_or(usual).to_vec());
    let mut texts: Vec<String> = (0..=255).map(|code| encoded(document, &base, code)).collect();
    let mut code = 0_usize;
    for object in differences.into_iter().flatten() {
        match object {
            Object::Integer(number) => code = usize::try_from(*number).unwrap_or(usize::MAX),
            Object::Name(name) => {
                if let Some(text) = texts.get_mut(code) {
                    *text = text_of_glyph(document, name);
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    for (code, text) in (0..=255).zip(&mut texts) {
        let said = to_unicode.and_then(|map| map.bytes_to_string(&[code]).ok());
        if let Some(said) = said.filter(|said| !said.is_empty() && !said.contains('\u{fffd}')) {
            *text = said;
        }
    }
    texts
}

/// The character of a code in an encoding.
fn encoded(document: &Document, encoding: &Object, code: u8) -> String {
    let mut font = Dictionary::new();
    font.set("Type", Object::Name(b"Font".to_vec()));
    font.set("Encoding", encoding.clone());
    font.get_font_encoding(document).and_then(|encoding| encoding.bytes_to_string(&[code])).unwrap_or_default()
}

/// The characters of a glyph by its name: `eacute`, `uni00E9`, `f_i`, `a.sc`.
fn text_of_glyph(document: &Document, name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name);
    let name = name.split('.').next().unwrap_or_default();
    let parts = name.split('_').take(8);
    parts
        .map(|part| {
            let digits = part.strip_prefix("uni").or_else(|| part.strip_prefix('u')).filter(|digits| digits.len() >= 4);
            let character = digits.and_then(|digits| {
                char::from_u32(u32::from_str_radix(digits.get(..4.max(digits.len().min(6)))?, 16).ok()?)
            });
            character.map_or_else(|| listed_glyph(document, part), String::from)
        })
        .collect()
}

fn listed_glyph(document: &Document, name: &str) -> String {
    if name.is_empty() || name == "notdef" {
        return String::new();
    }
    let mut encoding = Dictionary::new();
    // Code 1 has no character of its own, so that an unknown name has none either.
    encoding.set("Differences", Object::Array(vec![Object::Integer(1), Object::Name(name.as_bytes().to_vec())]));
    encoded(document, &Object::Dictionary(encoding), 1)
}
