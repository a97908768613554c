//! XML documents as trees, for publishers whose files are small.
//!
//! A document type declaration is refused, and with it every entity that a file
//! could define: a few lines of them expand to gigabytes, and none of these
//! publishers uses any.

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

use crate::{File, ParseError};

#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
    content: Vec<Node>,
}

#[derive(Debug)]
enum Node {
    Element(Element),
    Text(String),
}

const MAX_DEPTH: usize = 64;

/// The root element of the file.
///
/// # Errors
/// When the file is no well-formed XML, nests deeper than 64 elements or
/// declares a document type.
pub(crate) fn root(file: &File<'_>) -> Result<Element, ParseError> {
    let text = file.text()?;
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element> = vec![Element::default()];
    loop {
        let event = reader.read_event();
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let line = || format!("line {}", text.bytes().take(at).filter(|b| *b == b'\n').count() + 1);
        let wrong = |problem: String| file.error(line(), problem);
        let depth = open.len();
        let Some(top) = open.last_mut() else { return Err(wrong("closes an element that is not open".to_owned())) };
        match event.map_err(|e| wrong(format!("is no well-formed XML: {e}")))? {
            Event::Start(_) if depth > MAX_DEPTH => {
                return Err(wrong(format!("nests deeper than {MAX_DEPTH} elements")));
            }
            Event::Start(start) => open.push(Element::of(&start).map_err(wrong)?),
            Event::Empty(start) => top.content.push(Node::Element(Element::of(&start).map_err(wrong)?)),
            Event::End(_) => {
                let closed = open.pop().unwrap_or_default();
                let Some(parent) = open.last_mut() else {
                    return Err(wrong("closes an element that is not open".to_owned()));
                };
                parent.content.push(Node::Element(closed));
            }
            Event::Text(text) => top.content.push(Node::Text(text.into_inner().into_owned())),
            Event::CData(text) => top.content.push(Node::Text(text.into_inner().into_owned())),
            Event::GeneralRef(reference) => {
                let character =
                    reference.resolve_char_ref().map_err(|e| wrong(format!("is no well-formed XML: {e}")))?;
                let name = reference.into_inner();
                let character = character.or_else(|| predefined(&name));
                let character = character
                    .ok_or_else(|| wrong(format!("refers to an entity, &{name};, that XML does not define")))?;
                top.content.push(Node::Text(character.into()));
            }
            Event::DocType(_) => return Err(wrong("declares a document type (DOCTYPE), which is not read".to_owned())),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    let (Some(document), true) = (open.pop(), open.is_empty()) else {
        return Err(file.error("", "ends inside an element; the file was cut short"));
    };
    let root =
        document.content.into_iter().find_map(|node| if let Node::Element(root) = node { Some(root) } else { None });
    root.ok_or_else(|| file.error("", "holds no XML element"))
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

impl Element {
    fn of(start: &BytesStart<'_>) -> Result<Self, String> {
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|e| format!("has an attribute that is not well-formed: {e}"))?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|e| format!("has an attribute that is not well-formed: {e}"))?;
            attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
        }
        Ok(Self { name: start.name().as_ref().to_owned(), attributes, content: Vec::new() })
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn children(&self) -> impl Iterator<Item = &Element> {
        self.content.iter().filter_map(|node| if let Node::Element(child) = node { Some(child) } else { None })
    }

    pub(crate) fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.children().filter(move |child| child.name == name)
    }

    /// The first child with this name.
    pub(crate) fn child(&self, name: &str) -> Option<&Element> {
        self.children().find(|child| child.name == name)
    }

    /// The text of the child at the end of this way, whitespace folded; empty
    /// where there is none.
    pub(crate) fn text_at(&self, way: &[&str]) -> String {
        let end = way.iter().try_fold(self, |element, name| element.child(name));
        end.map(|element| element.text(&[])).unwrap_or_default()
    }

    /// All text within, whitespace folded, but for that of elements with these
    /// names.
    pub(crate) fn text(&self, without: &[&str]) -> String {
        let mut raw = String::new();
        self.gather(without, &mut raw);
        raw.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn gather(&self, without: &[&str], raw: &mut String) {
        for node in &self.content {
            match node {
                Node::Text(text) => raw.push_str(text),
                Node::Element(child) if without.contains(&child.name.as_str()) => {}
                Node::Element(child) => child.gather(without, raw),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Element, ParseError> {
        root(&File { input: "a.xml", member: "", bytes: text.as_bytes() })
    }

    #[test]
    fn text_is_folded_and_references_resolved() {
        let root =
            read("<?xml version=\"1.0\"?><!-- c --><a b=\"x &amp; y\"><h>Title</h>\n  one &lt; <i>t</i>wo &#233;</a>")
                .unwrap();
        assert_eq!((root.attribute("b"), root.text(&["h"]).as_str()), (Some("x & y"), "one < two é"));
        assert_eq!(root.text_at(&["h"]), "Title");
    }

    #[test]
    fn what_is_not_well_formed_is_named_with_its_line() {
        let said = |text: &str| read(text).unwrap_err().to_string();
        assert_eq!(said("<a>\n<b>"), "a.xml: ends inside an element; the file was cut short");
        assert!(said("<a>\n</b>").starts_with("a.xml, line 2: is no well-formed XML"));
        assert_eq!(
            said("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>"),
            "a.xml, line 1: declares a document type (DOCTYPE), which is not read"
        );
        assert_eq!(said("<a>&x;</a>"), "a.xml, line 1: refers to an entity, &x;, that XML does not define");
        assert_eq!(said(&"<a>".repeat(1_000)), "a.xml, line 1: nests deeper than 64 elements");
        assert_eq!(said("text"), "a.xml: holds no XML element");
    }
}
