use std::collections::HashMap;

use super::super::about::{day_of, tag_of};
use super::super::{About, BlockKind, ProseError};
use super::xml::{Token, read};

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    /// In which the document is written, if its styles say it.
    pub(super) language: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    /// In English, whatever the language of Word.
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    is_list: bool,
}

/// What a style makes of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Block(BlockKind),
    /// Of the table of contents, which repeats the headings.
    Contents,
}

impl Styles {
    /// What a style makes of a paragraph, of itself or through those it is based on.
    pub(super) fn role(&self, id: &str) -> Option<Role> {
        /// A style that is based on itself ends here.
        const LONGEST: usize = 12;
        let mut id = id;
        for _ in 0..LONGEST {
            let Some(style) = self.by_id.get(id) else { return role_of(id) };
            let own = role_of(&style.name).or_else(|| match style.outline {
                Some(level) if level < 9 => Some(Role::Block(BlockKind::Heading(level + 1))),
                _ => style.is_list.then_some(Role::Block(BlockKind::Item)),
            });
            if own.is_some() {
                return own;
            }
            id = style.based_on.as_deref()?;
        }
        None
    }
}

/// What the name or identifier of a built-in style says: `heading 1`, `Heading1`.
fn role_of(name: &str) -> Option<Role> {
    let name: String = name.to_ascii_lowercase().split_whitespace().collect();
    let level = |name: &str| name.parse::<u8>().ok().filter(|level| (1..=9).contains(level));
    if let Some(level) = name.strip_prefix("heading").and_then(level) {
        return Some(Role::Block(BlockKind::Heading(level)));
    }
    if name.strip_prefix("toc").is_some_and(|rest| level(rest).is_some() || rest == "heading") {
        return Some(Role::Contents);
    }
    match name.as_str() {
        "title" => Some(Role::Block(BlockKind::Heading(1))),
        "subtitle" => Some(Role::Block(BlockKind::Heading(2))),
        "caption" | "footnotetext" | "endnotetext" => Some(Role::Block(BlockKind::Note)),
        _ => None,
    }
}

/// Reads `word/styles.xml`.
pub(super) fn styles(text: &str) -> Result<Styles, ProseError> {
    let mut styles = Styles::default();
    let mut open: Option<(String, Style)> = None;
    read(text, |token| match token {
        Token::Start(start) => match (start.name.as_str(), &mut open) {
            ("style", _) => open = start.get("styleId").map(|id| (id.to_owned(), Style::default())),
            ("name", Some((_, style))) => start.val().unwrap_or_default().clone_into(&mut style.name),
            ("basedOn", Some((_, style))) => style.based_on = start.val().map(str::to_owned),
            ("outlineLvl", Some((_, style))) => style.outline = start.val().and_then(|level| level.parse().ok()),
            ("numId", Some((_, style))) => style.is_list = start.is_on(),
            ("lang", None) => styles.language = start.val().map(tag_of).or(styles.language.take()),
            _ => {}
        },
        Token::End(name) if name == "style" => styles.by_id.extend(open.take()),
        Token::End(_) | Token::Text { .. } => {}
    })?;
    Ok(styles)
}

/// Reads `docProps/core.xml`. The day is that of the last change.
pub(super) fn core(text: &str) -> Result<About, ProseError> {
    let mut found: HashMap<String, String> = HashMap::new();
    let mut open = String::new();
    read(text, |token| match token {
        Token::Start(start) => open = start.name,
        Token::End(_) => open.clear(),
        Token::Text { text, .. } if !open.is_empty() => found.entry(open.clone()).or_default().push_str(&text),
        Token::Text { .. } => {}
    })?;
    let mut get = |name: &str| found.remove(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let changed = get("modified").and_then(|time| day_of(&time));
    Ok(About {
        title: get("title"),
        dated: changed.or_else(|| get("created").and_then(|time| day_of(&time))),
        language: get("language").map(|tag| tag_of(&tag)),
        author: get("creator"),
        ..About::default()
    })
}
