//! HTML: the text of a page, without what surrounds it.
//!
//! Where a page has a `<main>`, that is its text; else its articles, if most of
//! the page stands in them; else all but navigation, headers, footers, asides and
//! forms. What is hidden or struck out is not read. The page is read as tokens, not
//! as a tree, so that no nesting is too deep and every character keeps its place.

mod head;
mod open;
mod tag;
#[cfg(test)]
mod tests;

use std::convert::Infallible;
use std::ops::Range;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use self::head::Head;
use self::open::{Element, Open, Region};
use self::tag::{Tag, ends_blocks, is_block};
use super::about::suppression;
use super::draft::Draft;
use super::{About, Block, BlockKind, ProseError};

/// The blocks of a page and what it says of itself.
///
/// # Errors
/// When elements stand too deep within each other.
pub(super) fn read(source: &str) -> Result<(Vec<Block>, About), ProseError> {
    let mut page = Reader { source, ..Reader::default() };
    page.read(0..source.len())?;
    if page.blocks.is_empty() {
        // Some pages are one form.
        page = Reader { source, with_forms: true, ..Reader::default() };
        page.read(0..source.len())?;
    }
    // What no block follows is of the last one.
    if let Some((_, last)) = page.blocks.last_mut() {
        last.comments.append(&mut page.comments);
    }
    let title = page.blocks.iter().find(|(_, block)| block.kind == BlockKind::Heading(1));
    if let Some((_, title)) = title {
        page.head.heading(&title.text);
    }
    Ok((of_best_region(page.blocks), page.head.about()))
}

/// The blocks of HTML that stands in a text of another format, and the suppressions
/// for the block after it. Bare text is a block of this kind.
///
/// # Errors
/// As of [`read`].
pub(super) fn fragment(
    source: &str,
    range: Range<usize>,
    kind: Option<BlockKind>,
    comments: Vec<String>,
) -> Result<(Vec<Block>, Vec<String>), ProseError> {
    let mut reader = Reader { source, with_forms: true, kind, comments, ..Reader::default() };
    reader.read(range)?;
    Ok((reader.blocks.into_iter().map(|(_, block)| block).collect(), reader.comments))
}

fn of_best_region(blocks: Vec<(Region, Block)>) -> Vec<Block> {
    let length = |least: Region| {
        blocks.iter().filter(|(region, _)| *region >= least).map(|(_, it)| it.text.len()).sum::<usize>()
    };
    let region = if length(Region::Main) > 0 {
        Region::Main
    } else if length(Region::Article) * 2 > length(Region::Page) {
        Region::Article
    } else {
        Region::Page
    };
    blocks.into_iter().filter(|(own, _)| *own >= region).map(|(_, block)| block).collect()
}

#[derive(Default)]
struct Reader<'a> {
    source: &'a str,
    /// Where what is read begins in the source.
    start: usize,
    with_forms: bool,
    /// Of bare text.
    kind: Option<BlockKind>,
    open: Open,
    /// The start tag whose attributes are read.
    tag: Option<Tag>,
    /// The element whose raw text comes next.
    raw: Raw,
    draft: Draft,
    /// Suppressions for the block that follows.
    comments: Vec<String>,
    blocks: Vec<(Region, Block)>,
    head: Head,
    error: Option<ProseError>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Raw {
    #[default]
    None,
    Title,
    LinkedData,
}

impl Reader<'_> {
    fn read(&mut self, range: Range<usize>) -> Result<(), ProseError> {
        self.start = range.start;
        let text = &self.source[range];
        let mut emitter =
            CallbackEmitter::<_, Infallible, usize>::new(|event: CallbackEvent<'_>, span: Span<usize>| {
                if self.error.is_none() {
                    self.error = self.event(event, span).err();
                }
                None
            });
        emitter.naively_switch_states(true);
        let Ok(()) = Tokenizer::new_with_emitter(text, emitter).finish();
        self.close();
        self.error.take().map_or(Ok(()), Err)
    }

    fn event(&mut self, event: CallbackEvent<'_>, span: Span<usize>) -> Result<(), ProseError> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Some(Tag::new(String::from_utf8_lossy(name).into_owned()))
            }
            CallbackEvent::AttributeName { name } => {
                if let Some(tag) = &mut self.tag {
                    tag.attribute(name);
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(tag) = &mut self.tag {
                    tag.value(value);
                }
            }
            CallbackEvent::CloseStartTag { .. } => {
                if let Some(tag) = self.tag.take() {
                    self.begin(&tag, span.end + self.start)?;
                }
            }
            CallbackEvent::EndTag { name } => self.end(&String::from_utf8_lossy(name), span.start + self.start),
            CallbackEvent::String { value } => self.string(value, span.start + self.start..span.end + self.start),
            CallbackEvent::Comment { value } => self.comment(&String::from_utf8_lossy(value)),
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
        Ok(())
    }

    /// A start tag that ends at this byte.
    fn begin(&mut self, tag: &Tag, at: usize) -> Result<(), ProseError> {
        let name = tag.name.as_str();
        self.head.tag(tag);
        let is_block = is_block(name);
        if is_block || name == "hr" {
            self.close();
        } else if name == "br" {
            self.draft.space(at - 1..at);
        }
        if tag.is_empty() {
            return Ok(());
        }
        self.open.imply(name, is_block);
        let around = self.here();
        let mut element = tag.element(around);
        if matches!(name, "td" | "th") {
            let cell = self.open.cell(tag.span("colspan"), tag.span("rowspan"));
            element.kind = Some(cell);
        }
        self.raw = match name {
            "title" if !around.skipped => Raw::Title,
            "script" if tag.get("type").is_some_and(|it| it.eq_ignore_ascii_case("application/ld+json")) => {
                Raw::LinkedData
            }
            _ => Raw::None,
        };
        self.open.begin(name, is_block, element)
    }

    fn end(&mut self, name: &str, at: usize) {
        if is_block(name) {
            self.close();
        } else if name == "br" {
            self.draft.space(at..at + 1);
        }
        self.raw = Raw::None;
        self.open.end(name, ends_blocks(name));
    }

    fn string(&mut self, value: &[u8], range: Range<usize>) {
        match self.raw {
            Raw::Title => self.head.title(&String::from_utf8_lossy(value)),
            Raw::LinkedData => self.head.linked_data(&String::from_utf8_lossy(value)),
            Raw::None if self.reads() => self.text(range),
            Raw::None => {}
        }
    }

    /// Text as the source has it, with its entities.
    fn text(&mut self, range: Range<usize>) {
        let source = self.source;
        let mut at = range.start;
        while at < range.end {
            let rest = &source[at..range.end];
            let run = rest.find('&').unwrap_or(rest.len());
            self.draft.stands(&rest[..run], at);
            at += run;
            if run < rest.len() {
                let entity = entity_at(&rest[run..]);
                let text = text_of(entity);
                if text == entity {
                    self.draft.stands(entity, at);
                } else {
                    self.draft.instead(&text, at..at + entity.len());
                }
                at += entity.len();
            }
        }
    }

    fn comment(&mut self, text: &str) {
        if !self.reads() {
            return;
        }
        let into = if self.draft.is_empty() { &mut self.comments } else { &mut self.draft.comments };
        into.extend(suppression(text));
    }

    /// What counts here, with what counts around all that is read.
    fn here(&self) -> Element {
        let here = self.open.here();
        Element { kind: here.kind.or(self.kind), ..here }
    }

    fn reads(&self) -> bool {
        let here = self.open.here();
        !here.skipped && (self.with_forms || !here.skipped_softly)
    }

    /// Ends the block that is read.
    fn close(&mut self) {
        let draft = std::mem::take(&mut self.draft);
        let here = self.here();
        if let Some(mut block) = draft.finish(here.kind.unwrap_or(BlockKind::Paragraph)) {
            block.comments.splice(..0, self.comments.drain(..));
            self.blocks.push((here.region, block));
        }
    }
}

/// What stands at the start of a text that begins with `&`: an entity, perhaps with
/// letters after it, or no entity.
fn entity_at(text: &str) -> &str {
    /// The longest name has 31 letters.
    const LONGEST: usize = 40;
    let name = text.bytes().skip(1).take(LONGEST).take_while(|c| c.is_ascii_alphanumeric() || *c == b'#').count();
    let end = 1 + name;
    &text[..end + usize::from(text.as_bytes().get(end) == Some(&b';'))]
}

fn text_of(entity: &str) -> String {
    match entity {
        "&" => "&".to_owned(),
        "&amp;" => "&".to_owned(),
        "&lt;" => "<".to_owned(),
        "&gt;" => ">".to_owned(),
        "&quot;" => "\"".to_owned(),
        "&nbsp;" => "\u{a0}".to_owned(),
        _ => {
            let mut text = String::new();
            for Ok(token) in Tokenizer::new(entity) {
                if let html5gum::Token::String(run) = token {
                    text.push_str(&String::from_utf8_lossy(&run));
                }
            }
            text
        }
    }
}
