//! A small part of a message as a tree: a header, a footer, one codelist.

use super::cursor::{Cursor, Start, Token};
use crate::{ParseError, sdmx::structure::Names};

#[derive(Debug, Default)]
pub(super) struct Node {
    /// The name without prefix.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    /// The text directly within, with white space folded.
    pub(super) text: String,
    pub(super) children: Vec<Node>,
}

impl Node {
    /// The element that was started last, to its end.
    pub(super) fn read(cursor: &mut Cursor<'_>, start: Start<'_>) -> Result<Self, ParseError> {
        let mut open = vec![Self::of(&start)];
        loop {
            match cursor.next()? {
                Token::Start(start) => open.push(Self::of(&start)),
                Token::Text(text) => {
                    if let Some(top) = open.last_mut() {
                        top.text.push_str(&text);
                    }
                }
                Token::End | Token::Eof => {
                    let mut closed = open.pop().unwrap_or_default();
                    closed.text = closed.text.split_whitespace().collect::<Vec<_>>().join(" ");
                    match open.last_mut() {
                        Some(parent) => parent.children.push(closed),
                        None => return Ok(closed),
                    }
                }
            }
        }
    }

    fn of(start: &Start<'_>) -> Self {
        let attributes = start.attributes.iter().map(|a| (a.name.to_owned(), a.value.clone().into_owned())).collect();
        Self { name: start.name.to_owned(), attributes, ..Self::default() }
    }

    /// The value of the attribute with this local name, or nothing.
    pub(super) fn get(&self, name: &str) -> &str {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    pub(super) fn all<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    pub(super) fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The text of the child with this name, or nothing.
    pub(super) fn text_of(&self, name: &str) -> &str {
        self.child(name).map(|child| child.text.as_str()).unwrap_or_default()
    }

    /// All text within, that of the element itself first.
    pub(super) fn all_text(&self) -> String {
        let within = self.children.iter().map(Self::all_text);
        let texts: Vec<String> = std::iter::once(self.text.clone()).chain(within).filter(|t| !t.is_empty()).collect();
        texts.join(" ")
    }

    /// The children `Name` in their languages; 2.0 calls those of a code
    /// `Description`.
    pub(super) fn names(&self) -> Names {
        let texts = |name| self.all(name).map(|n| (n.get("lang").to_owned(), n.text.clone())).collect::<Vec<_>>();
        let names = texts("Name");
        Names(if names.is_empty() { texts("Description") } else { names })
    }
}
