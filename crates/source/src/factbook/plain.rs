//! A Factbook text without its markup, where every byte knows its place in the
//! text as published.

use std::{borrow::Cow, ops::Range};

/// Text to read: tags are gone (`<br>` and the like are line breaks), entities
/// are characters, special spaces are plain ones.
#[derive(Debug)]
pub(super) struct Plain<'a> {
    pub(super) text: Cow<'a, str>,
    /// Where each byte of `text` begins in the source; `None` if nothing moved.
    origin: Option<Vec<u32>>,
}

/// Tags that end a line; all others are dropped.
const BREAKS: [&str; 9] = ["br", "p", "/p", "li", "/li", "div", "/div", "ul", "/ul"];

const ENTITIES: &[(&str, char)] = &[
    ("nbsp", ' '),
    ("amp", '&'),
    ("quot", '"'),
    ("apos", '\''),
    ("lt", '<'),
    ("gt", '>'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("deg", '°'),
    ("ordm", 'º'),
    ("ordf", 'ª'),
    ("frac12", '½'),
    ("frac14", '¼'),
    ("frac34", '¾'),
    ("pound", '£'),
    ("euro", '€'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("minus", '−'),
    ("times", '×'),
    ("szlig", 'ß'),
    ("aelig", 'æ'),
    ("AElig", 'Æ'),
    ("oslash", 'ø'),
    ("Oslash", 'Ø'),
    ("aring", 'å'),
    ("Aring", 'Å'),
    ("ccedil", 'ç'),
    ("Ccedil", 'Ç'),
    ("scaron", 'š'),
    ("Scaron", 'Š'),
    ("thorn", 'þ'),
    ("THORN", 'Þ'),
    ("eth", 'ð'),
    ("ETH", 'Ð'),
    ("oelig", 'œ'),
    ("shy", '\u{ad}'),
    ("zwnj", '\u{200c}'),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
];

impl<'a> Plain<'a> {
    pub(super) fn of(source: &'a str) -> Self {
        let special = |c: char| {
            matches!(c, '<' | '&' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2002}' | '\u{feff}' | '\u{200b}')
        };
        if !source.contains(special) {
            return Self { text: Cow::Borrowed(source), origin: None };
        }
        let mut text = String::with_capacity(source.len());
        let mut origin = Vec::with_capacity(source.len() + 1);
        let mut at = 0;
        while let Some(c) = source[at..].chars().next() {
            let (put, taken) = match c {
                '<' => tag(&source[at..]).unwrap_or((Some('<'), 1)),
                '&' => entity(&source[at..]).unwrap_or((Some('&'), 1)),
                '\u{feff}' | '\u{200b}' => (None, c.len_utf8()),
                c if special(c) => (Some(' '), c.len_utf8()),
                c => (Some(c), c.len_utf8()),
            };
            if let Some(put) = put {
                text.push(put);
                origin.resize(text.len(), offset(at));
            }
            at += taken;
        }
        origin.push(offset(source.len()));
        Self { text: Cow::Owned(text), origin: Some(origin) }
    }

    /// The place in the source of a range of [`Plain::text`].
    pub(super) fn source(&self, range: &Range<usize>) -> Range<u32> {
        let Some(origin) = &self.origin else { return offset(range.start)..offset(range.end) };
        let at = |i: usize| origin.get(i).or(origin.last()).copied().unwrap_or_default();
        if range.is_empty() {
            return at(range.start)..at(range.start);
        }
        // The end of the last character, not the begin of the next: a tag may lie between.
        let last = at(range.end - 1);
        let one = self.text.as_bytes().get(range.end - 1).is_some_and(u8::is_ascii_digit);
        at(range.start)..if one { last + 1 } else { at(range.end) }
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// What a tag stands for and how long it is.
fn tag(text: &str) -> Option<(Option<char>, usize)> {
    let end = text.bytes().take(400).position(|b| b == b'>')?;
    let inner = &text[1..end];
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
        return None;
    }
    let name = inner.split(|c: char| c.is_whitespace()).next().unwrap_or_default();
    let name = if name.len() > 1 { name.trim_end_matches('/') } else { name };
    let breaks = BREAKS.iter().any(|b| b.eq_ignore_ascii_case(name));
    Some((breaks.then_some('\n'), end + 1))
}

fn entity(text: &str) -> Option<(Option<char>, usize)> {
    let end = text.bytes().take(12).position(|b| b == b';')?;
    let name = &text[1..end];
    let c = if let Some(code) = name.strip_prefix('#') {
        let code = match code.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => code.parse().ok()?,
        };
        match char::from_u32(code)? {
            '\u{a0}' => ' ',
            c => c,
        }
    } else {
        ENTITIES.iter().find(|(n, _)| *n == name).map(|(_, c)| *c).or_else(|| accented(name))?
    };
    Some((Some(c), end + 1))
}

/// `eacute`, `Ntilde`: a letter and its accent.
fn accented(name: &str) -> Option<char> {
    let letter = name.chars().next()?;
    let accents: &[(&str, &str, &str)] = &[
        ("acute", "aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ"),
        ("grave", "aeiouAEIOU", "àèìòùÀÈÌÒÙ"),
        ("circ", "aeiouAEIOU", "âêîôûÂÊÎÔÛ"),
        ("uml", "aeiouyAEIOUY", "äëïöüÿÄËÏÖÜŸ"),
        ("tilde", "anoANO", "ãñõÃÑÕ"),
        ("caron", "cszCSZ", "čšžČŠŽ"),
    ];
    let (_, plain, with) = accents.iter().find(|(accent, ..)| name[letter.len_utf8()..] == **accent)?;
    with.chars().nth(plain.find(letter)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_without_markup_is_borrowed() {
        assert!(matches!(Plain::of("1,192 m").text, Cow::Borrowed(_)));
    }

    #[test]
    fn tags_and_entities_are_read_and_places_kept() {
        let source = "<b>Paran&aacute;</b> (2,582<br>sq km) &lt;1%&nbsp;5";
        let plain = Plain::of(source);
        assert_eq!(plain.text, "Paraná (2,582\nsq km) <1% 5");
        let at = plain.text.find("2,582").unwrap();
        let place = plain.source(&(at..at + 5));
        assert_eq!(&source[place.start as usize..place.end as usize], "2,582");
        let end = plain.text.len();
        let place = plain.source(&(end - 1..end));
        assert_eq!(&source[place.start as usize..place.end as usize], "5");
    }

    #[test]
    fn what_is_no_markup_stays() {
        assert_eq!(Plain::of("<1% & 5 <").text, "<1% & 5 <");
        assert_eq!(Plain::of("&bogus; &#xZZ; &").text, "&bogus; &#xZZ; &");
    }
}
