//! From Markdown to a template.

use std::{iter::Peekable, ops::Range, vec::IntoIter};

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::{
    Block, Chart, Column, Expanded, Front, Inline, Item, Placed, Presentation, Reference, Section, Template,
    TemplateError,
};
use crate::written::Style;

pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
}

/// What is nested more deeply is no document that people write.
const DEEPEST: usize = 40;

/// Reads the text, whose origin is the document.
pub(super) fn read(
    document: &str,
    (front, start): (Front, usize),
    expanded: Expanded,
) -> Result<Template, TemplateError> {
    let events: Vec<_> = Parser::new_ext(&expanded.text, options()).into_offset_iter().collect();
    let mut reader = Reader {
        document,
        expanded: &expanded,
        events: events.into_iter().peekable(),
        depth: 0,
        charts: Vec::new(),
        footnotes: Vec::new(),
        end: 0,
    };
    let mut placed = Vec::new();
    while let Some(at) = reader.events.peek().map(|(_, span)| span.clone()) {
        let mut parts = Vec::new();
        reader.part(&mut parts)?;
        placed.extend(parts.into_iter().map(|part| (part, at.clone())));
    }
    let footnotes = std::mem::take(&mut reader.footnotes);
    let title = front.title.iter().map(|title| Inline::Text(title.clone())).collect();
    let mut template = Template { front, title, opening: Vec::new(), sections: Vec::new(), footnotes, start, expanded };
    template.take(placed);
    Ok(template)
}

/// A block, or a heading that may begin a section.
enum Part {
    Heading { level: u8, id: String, text: Vec<Inline> },
    Block(Block),
}

impl Template {
    /// Takes the blocks of a document, the first heading of level 1 being its
    /// title where nothing that shows stands before it.
    fn take(&mut self, parts: Vec<(Part, Range<usize>)>) {
        let mut shown = false;
        for (part, at) in parts {
            let block = match part {
                Part::Heading { level: 1, text, .. } if !shown => {
                    self.title = text;
                    shown = true;
                    continue;
                }
                Part::Heading { level: level @ (1 | 2), id, text } => {
                    self.sections.push(Section { id, level, heading: text, at, blocks: Vec::new() });
                    shown = true;
                    continue;
                }
                Part::Heading { level, id, text } => Block::Heading { level, id, text },
                Part::Block(block) => block,
            };
            shown |= !matches!(block, Block::Html(_));
            let blocks = match self.sections.last_mut() {
                Some(section) => &mut section.blocks,
                None => &mut self.opening,
            };
            let (block, at) = match (block, blocks.last()) {
                (block, Some(Placed { block: heading, at: above })) if is_caption(heading, &block) => {
                    let at = above.start..at.end;
                    (captioned(block, blocks.pop().map(|placed| placed.block)), at)
                }
                (block, _) => (block, at),
            };
            blocks.push(Placed { block, at });
        }
    }
}

/// A heading of level 4 just above a table or chart is its caption.
fn is_caption(heading: &Block, below: &Block) -> bool {
    let takes_caption = match below {
        Block::Table { caption, .. } | Block::Chart(Chart { caption, .. }) => caption.is_empty(),
        _ => false,
    };
    takes_caption && matches!(heading, Block::Heading { level: 4, .. })
}

fn captioned(mut block: Block, heading: Option<Block>) -> Block {
    if let (Block::Table { caption, .. } | Block::Chart(Chart { caption, .. }), Some(Block::Heading { text, .. })) =
        (&mut block, heading)
    {
        *caption = text;
    }
    block
}

/// Adds a block within another.
fn push(blocks: &mut Vec<Block>, block: Block) {
    let heading = if blocks.last().is_some_and(|heading| is_caption(heading, &block)) { blocks.pop() } else { None };
    blocks.push(if heading.is_some() { captioned(block, heading) } else { block });
}

struct Reader<'t> {
    document: &'t str,
    expanded: &'t Expanded,
    events: Peekable<IntoIter<(Event<'t>, Range<usize>)>>,
    depth: usize,
    /// Charts of the words that are being read.
    charts: Vec<Chart>,
    footnotes: Vec<(String, Vec<Block>)>,
    /// Where the words that were read last end.
    end: usize,
}

type Read<T> = Result<T, TemplateError>;

impl<'t> Reader<'t> {
    fn error(&self, span: &Range<usize>, problem: impl Into<String>, hint: impl Into<String>) -> TemplateError {
        TemplateError::at(self.document, self.expanded.origin(span.clone()), problem, hint)
    }

    fn deeper<T>(&mut self, span: &Range<usize>, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        if self.depth >= DEEPEST {
            return Err(self.error(span, "this is nested too deeply", "write it flatter"));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// The blocks up to an end.
    fn blocks(&mut self) -> Read<Vec<Block>> {
        let mut parts = Vec::new();
        while self.events.peek().is_some_and(|(event, _)| !matches!(event, Event::End(_))) {
            self.part(&mut parts)?;
        }
        self.events.next();
        let mut blocks = Vec::new();
        for part in parts {
            let block = match part {
                // Within quotes and items, headings begin no section.
                Part::Heading { level, id, text } => Block::Heading { level: level.max(3), id, text },
                Part::Block(block) => block,
            };
            push(&mut blocks, block);
        }
        Ok(blocks)
    }

    fn part(&mut self, parts: &mut Vec<Part>) -> Read<()> {
        let Some((event, span)) = self.events.next() else { return Ok(()) };
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                let text = self.words(&span)?;
                self.no_charts(&span)?;
                let id = id.map(|id| id.to_string()).unwrap_or_default();
                parts.push(Part::Heading { level: number(level), id, text });
            }
            Event::Start(Tag::Paragraph) => {
                let words = self.words(&span)?;
                self.paragraph(words, &span, parts)?;
            }
            Event::Start(Tag::BlockQuote(_)) => {
                let blocks = self.deeper(&span, Self::blocks)?;
                parts.push(Part::Block(Block::Quote(blocks)));
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default().to_owned(),
                    CodeBlockKind::Indented => String::new(),
                };
                let text = self.text_to_end();
                parts.push(Part::Block(Block::Code { language, text }));
            }
            Event::Start(Tag::HtmlBlock) => {
                let html = self.text_to_end();
                if let Some(html) = without_directives(&html) {
                    parts.push(Part::Block(Block::Html(html)));
                }
            }
            Event::Start(Tag::List(start)) => {
                let items = self.deeper(&span, Self::items)?;
                parts.push(Part::Block(Block::List { start, items }));
            }
            Event::Start(Tag::Table(alignments)) => {
                let numeric: Vec<bool> = alignments.iter().map(|a| *a == pulldown_cmark::Alignment::Right).collect();
                let table = self.table(&numeric)?;
                parts.push(Part::Block(table));
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let blocks = self.deeper(&span, Self::blocks)?;
                self.footnotes.push((label.to_string(), blocks));
            }
            Event::Start(_) => {
                // What the options do not ask for does not come.
                self.text_to_end();
            }
            Event::Rule => parts.push(Part::Block(Block::Rule)),
            Event::Html(html) => parts.extend(without_directives(&html).map(|html| Part::Block(Block::Html(html)))),
            _ => {}
        }
        Ok(())
    }

    fn paragraph(&mut self, words: Vec<Inline>, span: &Range<usize>, parts: &mut Vec<Part>) -> Read<()> {
        let charts = std::mem::take(&mut self.charts);
        parts.extend(charts.into_iter().map(|chart| Part::Block(Block::Chart(chart))));
        let is_blank = |inline: &Inline| matches!(inline, Inline::Text(text) if text.trim().is_empty());
        let mut shown = words.iter().filter(|inline| !is_blank(inline));
        match (shown.next(), shown.next()) {
            (None, _) => {}
            (Some(Inline::Link { url, .. }), None) if url.starts_with("sheet:") => {
                let (sheet, section) = url["sheet:".len()..].split_once('#').unwrap_or((&url["sheet:".len()..], ""));
                let (sheet, section) = (sheet.to_owned(), section.to_owned());
                let span = self.expanded.origin(span.clone());
                parts.push(Part::Block(Block::Include { sheet, section, span }));
            }
            _ => {
                self.no_sheet(&words, span)?;
                parts.push(Part::Block(Block::Paragraph(words)));
            }
        }
        Ok(())
    }

    /// A section of a sheet stands alone.
    fn no_sheet(&self, words: &[Inline], span: &Range<usize>) -> Read<()> {
        let is_sheet = |inline: &Inline| matches!(inline, Inline::Link { url, .. } if url.starts_with("sheet:"));
        if words.iter().any(is_sheet) {
            let hint = "write [](sheet:pair#relations) alone in a paragraph, outside of tables and headings";
            return Err(self.error(span, "a section of a sheet cannot stand within a text", hint));
        }
        Ok(())
    }

    fn no_charts(&mut self, span: &Range<usize>) -> Read<()> {
        if self.charts.is_empty() {
            return Ok(());
        }
        self.charts.clear();
        Err(self.error(span, "a chart cannot stand here", "give it a paragraph of its own"))
    }

    /// The items up to the end of their list.
    fn items(&mut self) -> Read<Vec<Item>> {
        let mut items = Vec::new();
        while let Some((event, span)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => {
                    let item = self.deeper(&span, |reader| reader.item(&span))?;
                    items.push(item);
                }
                _ => break,
            }
        }
        Ok(items)
    }

    fn item(&mut self, span: &Range<usize>) -> Read<Item> {
        let mut item = Item::default();
        let mut parts = Vec::new();
        while let Some((event, at)) = self.events.peek().cloned() {
            match event {
                Event::End(TagEnd::Item) => {
                    self.events.next();
                    break;
                }
                // The item of a loose list.
                Event::Start(Tag::Paragraph) if item.words.is_empty() && parts.is_empty() => {
                    self.events.next();
                    item.words = self.words(&at)?;
                    self.no_sheet(&item.words, &at)?;
                }
                event if is_inline(&event) => {
                    let words = self.words_here(&at)?;
                    self.no_sheet(&words, &at)?;
                    if item.words.is_empty() && parts.is_empty() {
                        item.words = words;
                    } else {
                        self.paragraph(words, &at, &mut parts)?;
                    }
                }
                _ => self.part(&mut parts)?,
            }
        }
        self.no_charts(span)?;
        for part in parts {
            match part {
                Part::Heading { level, id, text } => {
                    push(&mut item.blocks, Block::Heading { level: level.max(3), id, text })
                }
                Part::Block(block) => push(&mut item.blocks, block),
            }
        }
        Ok(item)
    }

    fn table(&mut self, numeric: &[bool]) -> Read<Block> {
        let (mut header, mut rows, mut row) = (Vec::new(), Vec::new(), Vec::new());
        while let Some((event, span)) = self.events.next() {
            match event {
                Event::Start(Tag::TableCell) => {
                    let cell = self.words(&span)?;
                    self.no_charts(&span)?;
                    self.no_sheet(&cell, &span)?;
                    row.push(cell);
                }
                Event::End(TagEnd::TableHead) => {
                    let headings = std::mem::take(&mut row).into_iter().enumerate();
                    let numeric = |at: usize| numeric.get(at).copied().unwrap_or(false);
                    header = headings.map(|(at, heading)| Column { heading, numeric: numeric(at) }).collect();
                }
                Event::End(TagEnd::TableRow) => rows.push(std::mem::take(&mut row)),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        Ok(Block::Table { caption: Vec::new(), header, rows })
    }

    /// The text up to the end of what has begun.
    fn text_to_end(&mut self) -> String {
        let (mut text, mut open) = (String::new(), 0_usize);
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Start(_) => open += 1,
                Event::End(_) if open == 0 => break,
                Event::End(_) => open -= 1,
                Event::Text(more) | Event::Code(more) | Event::Html(more) | Event::InlineHtml(more) => {
                    text.push_str(&more);
                }
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                _ => {}
            }
        }
        text
    }

    /// Words up to the end of what has begun.
    fn words(&mut self, span: &Range<usize>) -> Read<Vec<Inline>> {
        let words = self.deeper(span, |reader| reader.words_here(span))?;
        self.events.next();
        Ok(words)
    }

    /// Words up to what is none: an end, or a block within an item.
    fn words_here(&mut self, _: &Range<usize>) -> Read<Vec<Inline>> {
        let mut words: Words = Words::default();
        while let Some((event, _)) = self.events.peek() {
            if !is_inline(event) {
                break;
            }
            let Some((event, span)) = self.events.next() else { break };
            self.end = self.end.max(span.end);
            match event {
                Event::Text(text) => words.text(&text),
                Event::SoftBreak => words.text(" "),
                Event::HardBreak => words.push(Inline::Break),
                Event::Code(code) => words.push(Inline::Code(code.to_string())),
                Event::InlineHtml(html) => words.html(&html),
                Event::FootnoteReference(label) => words.push(Inline::Footnote(label.to_string())),
                Event::Start(Tag::Emphasis) => words.push(Inline::Styled(Style::Emphasis, self.words(&span)?)),
                Event::Start(Tag::Strong) => words.push(Inline::Styled(Style::Strong, self.words(&span)?)),
                Event::Start(Tag::Strikethrough) => {
                    words.push(Inline::Styled(Style::Strikethrough, self.words(&span)?));
                }
                Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                    let before = std::mem::replace(&mut self.end, span.start + 1);
                    let mut inner = self.words(&span)?;
                    let words_at = span.start + 1..self.end;
                    self.end = before.max(span.end);
                    if link_type == LinkType::Autolink && dest_url.starts_with("fact:") {
                        inner.clear();
                    }
                    words.push(self.link(&dest_url, &title, (inner, words_at), &span)?);
                }
                Event::Start(Tag::Image { dest_url, title, .. }) => {
                    let alt = self.text_to_end();
                    words.extend(self.image(&dest_url, &title, alt, &span)?);
                }
                _ => {}
            }
        }
        Ok(words.finish())
    }

    fn reference(&self, text: &str, at: &Range<usize>) -> Reference {
        Reference { text: text.to_owned(), span: self.expanded.origin(at.clone()), at: at.clone() }
    }

    fn link(
        &self,
        url: &str,
        title: &str,
        (words, words_at): (Vec<Inline>, Range<usize>),
        span: &Range<usize>,
    ) -> Read<Inline> {
        let reference = |text: &str| self.reference(text, span);
        let presentation = || Presentation::read(title).map_err(|(problem, hint)| self.error(span, problem, hint));
        if let Some(expression) = url.strip_prefix("fact:") {
            return Ok(Inline::Fact {
                words,
                words_at,
                expression: reference(expression),
                presentation: presentation()?,
            });
        }
        if let Some(word) = url.strip_prefix("word:") {
            return Ok(Inline::Word(reference(word)));
        }
        if let Some(kind) = url.strip_prefix("label:") {
            return Ok(Inline::Label(reference(kind)));
        }
        if let Some(area) = url.strip_prefix("name:") {
            return Ok(Inline::Name { area: reference(area), form: title.trim().to_owned() });
        }
        match url.strip_prefix('#') {
            // With words, it leads to a place in the document.
            Some(role) if words.is_empty() => {
                let mut presentation = presentation()?;
                if presentation.role.is_some() {
                    let hint = "write [](#value \"millions\")";
                    return Err(self.error(span, "the link names two roles", hint));
                }
                presentation.role = Some(role.to_owned());
                Ok(Inline::Role { presentation, place: reference(role) })
            }
            _ => Ok(Inline::Link { url: url.to_owned(), title: title.to_owned(), words }),
        }
    }

    fn image(&mut self, url: &str, title: &str, alt: String, span: &Range<usize>) -> Read<Option<Inline>> {
        let Some(expression) = url.strip_prefix("fact:") else {
            return Ok(Some(Inline::Image { url: url.to_owned(), title: title.to_owned(), alt }));
        };
        let roles: Vec<String> = title.split(',').map(|r| r.trim().to_owned()).filter(|r| !r.is_empty()).collect();
        if roles.is_empty() {
            let hint = "give the roles in the image's title, as ![](fact:goods-trade?… \"exports, imports\")";
            return Err(self.error(span, "this chart does not say what to draw", hint));
        }
        let caption = if alt.is_empty() { Vec::new() } else { vec![Inline::Text(alt)] };
        let expression = self.reference(expression, span);
        self.charts.push(Chart { caption, expression, roles });
        Ok(None)
    }
}

/// Words that are being put together.
#[derive(Default)]
struct Words {
    words: Vec<Inline>,
    /// Subscripts and superscripts that are open, with the words before them.
    open: Vec<(Style, Vec<Inline>)>,
}

impl Words {
    fn push(&mut self, inline: Inline) {
        self.words.push(inline);
    }

    fn extend(&mut self, inline: Option<Inline>) {
        self.words.extend(inline);
    }

    fn text(&mut self, text: &str) {
        match self.words.last_mut() {
            Some(Inline::Text(before)) => before.push_str(text),
            _ => self.words.push(Inline::Text(text.to_owned())),
        }
    }

    /// The few tags that Markdown has no signs for; others are kept as they are.
    fn html(&mut self, html: &str) {
        let tag: String = html.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
        let style = match tag.trim_start_matches("</").trim_start_matches('<').trim_end_matches('>') {
            "sub" => Some(Style::Subscript),
            "sup" => Some(Style::Superscript),
            _ => None,
        };
        match (tag.as_str(), style) {
            ("<br>" | "<br/>", _) => self.words.push(Inline::Break),
            (_, Some(style)) if !tag.starts_with("</") => self.open.push((style, std::mem::take(&mut self.words))),
            (_, Some(style)) if self.open.last().is_some_and(|(open, _)| *open == style) => self.close(),
            _ => self.words.extend(without_directives(html).map(Inline::Html)),
        }
    }

    fn close(&mut self) {
        if let Some((style, before)) = self.open.pop() {
            let inner = std::mem::replace(&mut self.words, before);
            self.words.push(Inline::Styled(style, inner));
        }
    }

    fn finish(mut self) -> Vec<Inline> {
        while !self.open.is_empty() {
            self.close();
        }
        self.words
    }
}

/// HTML of the author's; none where it only directs the program.
fn without_directives(html: &str) -> Option<String> {
    let inner = html.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    let directs = inner.is_some_and(|inner| inner.trim().starts_with("attache:"));
    (!directs).then(|| html.to_owned())
}

fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => {
            matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
        }
        Event::Text(_)
        | Event::Code(_)
        | Event::InlineHtml(_)
        | Event::SoftBreak
        | Event::HardBreak
        | Event::FootnoteReference(_) => true,
        _ => false,
    }
}

fn number(level: HeadingLevel) -> u8 {
    level as u8
}
