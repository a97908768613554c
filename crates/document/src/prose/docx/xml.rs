use std::ops::Range;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::super::ProseError;

/// What follows in an XML file. Names have no prefix, and an empty element is a start
/// and an end.
pub(super) enum Token {
    Start(Start),
    End(String),
    /// With the bytes where it stands, and whether it stands there as it is.
    Text {
        text: String,
        source: Range<usize>,
        stands: bool,
    },
}

pub(super) struct Start {
    pub(super) name: String,
    /// Where the tag stands.
    pub(super) source: Range<usize>,
    attributes: Vec<(String, String)>,
}

impl Start {
    fn of(start: &BytesStart<'_>, source: Range<usize>) -> Self {
        let attributes = start.attributes().filter_map(Result::ok).filter_map(|attribute| {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
            Some((local(attribute.key.as_ref()).to_owned(), value.into_owned()))
        });
        Self { name: local(start.name().as_ref()).to_owned(), source, attributes: attributes.collect() }
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The attribute `val`, in which Word keeps the value of a property.
    pub(super) fn val(&self) -> Option<&str> {
        self.get("val")
    }

    /// Whether the property holds: it does unless it says that it does not.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.val(), Some("0" | "false" | "off" | "none"))
    }
}

/// Gives each token of an XML file.
///
/// # Errors
/// When it is not well formed or declares a document type, with whose entities a few
/// lines could expand to gigabytes.
pub(super) fn read(text: &str, mut each: impl FnMut(Token)) -> Result<(), ProseError> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut at = 0;
    loop {
        let event = reader.read_event().map_err(|error| damaged(&error.to_string()))?;
        let end = usize::try_from(reader.buffer_position()).unwrap_or(text.len()).min(text.len());
        let source = at..end;
        at = end;
        match event {
            Event::Start(start) => each(Token::Start(Start::of(&start, source))),
            Event::End(end) => each(Token::End(local(end.name().as_ref()).to_owned())),
            Event::Text(run) => each(token(run.into_inner().into_owned(), source, text)),
            Event::CData(run) => each(Token::Text { text: run.into_inner().into_owned(), source, stands: false }),
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().ok().flatten();
                let character = character.or_else(|| predefined(reference.into_inner().as_ref()));
                let character = character.ok_or_else(|| damaged("an entity that XML does not define"))?;
                each(Token::Text { text: character.into(), source, stands: false });
            }
            Event::DocType(_) => return Err(damaged("a document type is declared")),
            Event::Eof => return Ok(()),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// Text as it may stand in XML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn token(run: String, source: Range<usize>, text: &str) -> Token {
    let stands = text.get(source.clone()) == Some(run.as_str());
    Token::Text { text: run, source, stands }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
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

fn damaged(problem: &str) -> ProseError {
    ProseError::new(format!("its XML is damaged: {problem}"), "open it in Word and save it anew")
}
