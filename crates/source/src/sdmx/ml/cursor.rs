//! XML as a stream of elements whose names and attributes are resolved by
//! namespace, on which no file can spend more than it is long.
//!
//! A document type declaration is refused, and with it every entity that a file
//! could define.

use std::borrow::Cow;

use quick_xml::{
    NsReader, XmlVersion,
    events::{Event, attributes::Attributes},
    name::{QName, ResolveResult},
};

use crate::{File, ParseError};

const MAX_DEPTH: usize = 64;
/// Of one element. The longest series have some forty.
const MAX_ATTRIBUTES: usize = 256;

/// The kind of namespace that a name stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    None,
    /// SDMX's own, of this version and module.
    Sdmx(Version, Module),
    /// The W3C's: XML itself, XML Schema instances, XLink.
    W3c,
    /// Any other, as that of a data structure definition.
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// 1.0 and 2.0.
    V2_0,
    V2_1,
    /// 3.0 and later.
    V3,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Module {
    Message,
    Footer,
    /// Data in the generic form.
    Generic,
    /// `structurespecific`, and `compact` of 2.0.
    Specific,
    Registry,
    Rest,
}

impl Space {
    /// `http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message`; 2.0 writes
    /// the host and path in capitals.
    fn of(uri: &str) -> Self {
        let lower = uri.to_ascii_lowercase();
        let Some(rest) = lower.strip_prefix("http://www.sdmx.org/resources/sdmxml/schemas/v") else {
            return if lower.starts_with("http://www.w3.org/") { Self::W3c } else { Self::Other };
        };
        let (version, module) = rest.split_once('/').unwrap_or((rest, ""));
        let version = match version {
            "1_0" | "2_0" => Version::V2_0,
            "2_1" => Version::V2_1,
            _ => Version::V3,
        };
        Self::Sdmx(
            version,
            match module {
                "message" => Module::Message,
                "message/footer" => Module::Footer,
                "registry" => Module::Registry,
                m if m.contains("generic") && !m.contains("metadata") => Module::Generic,
                m if m.contains("structurespecific") || m == "compact" => Module::Specific,
                _ => Module::Rest,
            },
        )
    }
}

pub(super) enum Token<'t> {
    Start(Start<'t>),
    End,
    Text(Cow<'t, str>),
    Eof,
}

/// The start of an element.
#[derive(Debug)]
pub(super) struct Start<'t> {
    /// The name without prefix.
    pub(super) name: &'t str,
    pub(super) space: Space,
    pub(super) attributes: Vec<Attribute<'t>>,
}

#[derive(Debug)]
pub(super) struct Attribute<'t> {
    pub(super) name: &'t str,
    pub(super) space: Space,
    pub(super) value: Cow<'t, str>,
}

impl<'t> Start<'t> {
    /// The value of an attribute in no namespace or in one of SDMX's.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let own = |a: &&Attribute<'_>| a.name == name && matches!(a.space, Space::None | Space::Sdmx(..));
        self.attributes.iter().find(own).map(|a| a.value.as_ref())
    }

    /// The local part of `xsi:type`.
    pub(super) fn xsi_type(&self) -> Option<&str> {
        let found = self.attributes.iter().find(|a| a.name == "type" && a.space == Space::W3c)?;
        found.value.rsplit(':').next()
    }

    /// The attributes that are components of a data structure: those in no
    /// namespace or in a foreign one.
    pub(super) fn components(self) -> impl Iterator<Item = (&'t str, Cow<'t, str>)> {
        let own = |a: &Attribute<'_>| matches!(a.space, Space::None | Space::Other);
        self.attributes.into_iter().filter(own).map(|a| (a.name, a.value))
    }
}

pub(super) struct Cursor<'t> {
    file: File<'t>,
    text: &'t str,
    reader: NsReader<&'t [u8]>,
    /// How many elements are open.
    depth: usize,
    seen_root: bool,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(file: File<'t>, text: &'t str) -> Self {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { file, text, reader, depth: 0, seen_root: false }
    }

    /// An error at the line that is being read.
    pub(super) fn wrong(&self, problem: impl Into<String>) -> ParseError {
        let line = self.text.as_bytes().iter().take(self.position()).filter(|b| **b == b'\n').count() + 1;
        self.file.error(format!("line {line}"), problem)
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// Whether the root has been read to its end.
    pub(super) fn is_at_end(&self) -> bool {
        self.seen_root && self.depth == 0
    }

    pub(super) fn next(&mut self) -> Result<Token<'t>, ParseError> {
        loop {
            let from = self.position();
            let (space, event) = match self.reader.read_resolved_event() {
                Ok((resolved, event)) => (space(&resolved), event),
                Err(error) => return Err(self.not_well_formed(&error)),
            };
            match event {
                Event::Start(_) => return self.start(from, space).map(Token::Start),
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Token::End);
                }
                Event::Text(text) => return Ok(Token::Text(text.into_inner())),
                Event::CData(text) => return Ok(Token::Text(text.into_inner())),
                Event::GeneralRef(reference) => {
                    let character = reference.resolve_char_ref().map_err(|e| self.not_well_formed(&e))?;
                    let name = reference.into_inner();
                    let character = character.or_else(|| predefined(&name));
                    let wrong = || self.wrong(format!("refers to an entity, &{name};, that XML does not define"));
                    return Ok(Token::Text(Cow::Owned(character.ok_or_else(wrong)?.to_string())));
                }
                Event::DocType(_) => {
                    return Err(self.wrong("declares a document type (DOCTYPE), which is not read"));
                }
                Event::Eof if self.depth > 0 => return Err(self.cut_short()),
                Event::Eof if !self.seen_root => return Err(self.file.error("", "holds no XML element")),
                Event::Eof => return Ok(Token::Eof),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    fn cut_short(&self) -> ParseError {
        self.file.error("", "ends inside an element; the file was cut short").hint("fetch or download it again")
    }

    fn not_well_formed(&self, error: &quick_xml::Error) -> ParseError {
        let at_end = self.text[self.position().min(self.text.len())..].trim().is_empty();
        if at_end && matches!(error, quick_xml::Error::Syntax(_)) {
            return self.cut_short();
        }
        self.wrong(format!("is no well-formed XML: {error}"))
    }

    /// The element whose start stands at `from`.
    fn start(&mut self, from: usize, space: Space) -> Result<Start<'t>, ParseError> {
        self.seen_root = true;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.wrong(format!("nests deeper than {MAX_DEPTH} elements")));
        }
        // The event's own text lives as long as the event; the same bytes of the
        // file live as long as the file.
        let tag = self.text.get(from..self.position()).unwrap_or_default();
        let tag = tag.strip_prefix('<').unwrap_or(tag);
        let tag = tag.strip_suffix('>').unwrap_or(tag);
        let tag = tag.strip_suffix('/').unwrap_or(tag);
        let name_end = tag.find(|c: char| c.is_ascii_whitespace()).unwrap_or(tag.len());
        let name = QName(&tag[..name_end]).local_name().into_inner();
        Ok(Start { name, space, attributes: self.attributes(tag, name_end)? })
    }

    fn attributes(&self, tag: &'t str, name_end: usize) -> Result<Vec<Attribute<'t>>, ParseError> {
        let mut attributes = Vec::new();
        for attribute in Attributes::new(tag, name_end) {
            let attribute =
                attribute.map_err(|e| self.wrong(format!("has an attribute that is not well-formed: {e}")))?;
            if attributes.len() == MAX_ATTRIBUTES {
                return Err(self.wrong(format!("has an element of more than {MAX_ATTRIBUTES} attributes")));
            }
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            let value = match attribute.value {
                Cow::Borrowed(plain) if !plain.contains(['&', '\n', '\r', '\t']) => Cow::Borrowed(plain),
                _ => attribute
                    .normalized_value(XmlVersion::Implicit1_0)
                    .map_err(|e| self.wrong(format!("has an attribute that is not well-formed: {e}")))?,
            };
            let (resolved, local) = self.reader.resolver().resolve_attribute(attribute.key);
            attributes.push(Attribute { name: local.into_inner(), space: self::space(&resolved), value });
        }
        Ok(attributes)
    }

    /// Passes over the rest of the element that was started last.
    pub(super) fn skip(&mut self) -> Result<(), ParseError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }

    /// The text of the element that was started last, to its end, with white
    /// space folded.
    pub(super) fn text(&mut self) -> Result<String, ParseError> {
        let outside = self.depth.saturating_sub(1);
        let mut raw = String::new();
        while self.depth > outside {
            if let Token::Text(text) = self.next()? {
                raw.push_str(&text);
            }
        }
        Ok(raw.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// The next element within the one that is open, or `None` at its end.
    pub(super) fn child(&mut self) -> Result<Option<Start<'t>>, ParseError> {
        loop {
            match self.next()? {
                Token::Start(start) => return Ok(Some(start)),
                Token::End | Token::Eof => return Ok(None),
                Token::Text(_) => {}
            }
        }
    }
}

fn space(resolved: &ResolveResult<'_>) -> Space {
    match resolved {
        ResolveResult::Bound(namespace) => Space::of(namespace.0),
        ResolveResult::Unbound => Space::None,
        ResolveResult::Unknown(_) => Space::Other,
    }
}

fn predefined(entity: &str) -> Option<char> {
    Some(match entity {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}
