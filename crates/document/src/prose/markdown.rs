//! Markdown: CommonMark with tables, footnotes, strikethrough and front matter.
//!
//! Lines of a paragraph that are a name, a colon and a value are each a block, and those of a
//! table that is set in columns with spaces are its cells.
//! Code blocks are no prose, nor is what is struck out. The text of a link is, its
//! address is not, and what an image is called counts where the image stands
//! alone: as its caption.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{About, Block, BlockKind, ProseError, about::suppression, draft::Draft, front, html, text};

/// The blocks of a document and what it says of itself.
///
/// # Errors
/// Of the HTML in it.
pub(super) fn read(source: &str) -> Result<(Vec<Block>, About), ProseError> {
    let mut about = About::default();
    let start = front::read(source, &mut about);
    let mut reader = Reader { source, ..Reader::default() };
    for (event, range) in Parser::new_ext(&source[start..], options()).into_offset_iter() {
        reader.event(event, range.start + start..range.end + start)?;
    }
    reader.close();
    // What no block follows is of the last one.
    if let Some(last) = reader.blocks.last_mut() {
        last.comments.append(&mut reader.comments);
    }
    if about.title.is_none() {
        let title = reader.blocks.iter().find(|block| block.kind == BlockKind::Heading(1));
        about.title = title.map(|block| block.text.clone());
    }
    Ok((reader.blocks, about))
}

/// What is Markdown beyond CommonMark.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
}

#[derive(Default)]
struct Reader<'a> {
    source: &'a str,
    blocks: Vec<Block>,
    draft: Draft,
    /// What the images of the draft are called.
    images: Draft,
    within_images: usize,
    /// Suppressions for the block that follows.
    comments: Vec<String>,
    /// The kinds of what is open, the innermost last.
    open: Vec<BlockKind>,
    /// Of the table that is read.
    row: u32,
    column: u32,
    within_code: bool,
    /// Within a paragraph of which the cells have been taken.
    within_table: bool,
    within_struck: usize,
    /// From where to where the lines of HTML reach.
    html: Option<Range<usize>>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) -> Result<(), ProseError> {
        match event {
            Event::Start(Tag::Paragraph) if self.takes_table(&range) => {}
            Event::End(TagEnd::Paragraph) if self.within_table => self.within_table = false,
            _ if self.within_table => {}
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag)?,
            Event::Text(_) | Event::Code(_) if self.within_code || self.within_struck > 0 => {}
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) => self.code(&text, range),
            Event::SoftBreak | Event::HardBreak if self.is_between_fields(&range) => self.close(),
            Event::SoftBreak | Event::HardBreak => self.target().space(range),
            Event::Html(_) => {
                let start = self.html.as_ref().map_or(range.start, |html| html.start);
                self.html = Some(start..range.end);
            }
            Event::InlineHtml(html) => self.inline_html(&html, range),
            _ => {}
        }
        Ok(())
    }

    /// Takes the cells of a paragraph that is a table set in columns, without the marks of one.
    fn takes_table(&mut self, paragraph: &Range<usize>) -> bool {
        const MARKS: [char; 8] = ['*', '_', '[', '&', '\\', '>', '<', '`'];
        let is_plain = |lines: &&str| self.open.is_empty() && !lines.contains(MARKS);
        let lines = self.source.get(paragraph.clone()).filter(is_plain);
        let Some(mut cells) = lines.and_then(|lines| text::table(lines, paragraph.start)) else { return false };
        self.close();
        if let Some(first) = cells.first_mut() {
            first.comments.append(&mut self.comments);
        }
        self.blocks.append(&mut cells);
        self.within_table = true;
        true
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Image { .. } => self.within_images += 1,
            Tag::Strikethrough => self.within_struck += 1,
            Tag::CodeBlock(_) => {
                self.close();
                self.within_code = true;
            }
            Tag::Heading { level, .. } => self.open(BlockKind::Heading(*level as u8)),
            Tag::Item => self.open(BlockKind::Item),
            Tag::FootnoteDefinition(_) => self.open(BlockKind::Note),
            Tag::Table(_) => {
                self.close();
                self.row = 0;
            }
            Tag::TableHead | Tag::TableRow => self.column = 0,
            Tag::TableCell => self.open(BlockKind::Cell { row: self.row, column: self.column }),
            Tag::Paragraph | Tag::BlockQuote(_) | Tag::List(_) | Tag::HtmlBlock => self.close(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) -> Result<(), ProseError> {
        match tag {
            TagEnd::Image => self.within_images = self.within_images.saturating_sub(1),
            TagEnd::Strikethrough => self.within_struck = self.within_struck.saturating_sub(1),
            TagEnd::CodeBlock => self.within_code = false,
            TagEnd::Heading(_) | TagEnd::Item | TagEnd::FootnoteDefinition => self.shut(),
            TagEnd::TableCell => {
                self.shut();
                self.column += 1;
            }
            TagEnd::TableHead | TagEnd::TableRow => self.row += 1,
            TagEnd::Paragraph => self.close(),
            TagEnd::HtmlBlock => self.html_block()?,
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, kind: BlockKind) {
        self.close();
        self.open.push(kind);
    }

    fn shut(&mut self) {
        self.close();
        self.open.pop();
    }

    /// Whether the line that a break ends and the next one are each a name and its value, or it is
    /// the heading of such lines.
    fn is_between_fields(&self, at: &Range<usize>) -> bool {
        let ahead = self.source.get(..at.start).and_then(|text| text.lines().next_back()).unwrap_or_default();
        let behind = self.source.get(at.end..).unwrap_or_default();
        let next = behind.lines().next().unwrap_or_default();
        let is_field = text::is_field(self.draft.text()) || has_strong_name(ahead);
        let are_fields = is_field && (text::is_field(&bare(next)) || has_strong_name(next));
        self.within_images == 0 && (are_fields || text::heads_fields(self.draft.text(), behind.lines()))
    }

    fn target(&mut self) -> &mut Draft {
        if self.within_images > 0 { &mut self.images } else { &mut self.draft }
    }

    /// An entity has other characters in the source.
    fn text(&mut self, text: &str, range: Range<usize>) {
        if &self.source[range.clone()] == text {
            self.target().stands(text, range.start);
        } else {
            self.target().instead(text, range);
        }
    }

    /// Code within a sentence stands between backticks.
    fn code(&mut self, text: &str, range: Range<usize>) {
        match self.source[range.clone()].find(text) {
            Some(into) => self.target().stands(text, range.start + into),
            None => self.target().instead(text, range),
        }
    }

    fn inline_html(&mut self, html: &str, range: Range<usize>) {
        if let Some(comment) = html.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->")) {
            self.draft.comments.extend(suppression(comment));
        } else if html.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("<br")) {
            self.target().space(range);
        }
    }

    fn html_block(&mut self) -> Result<(), ProseError> {
        let Some(range) = self.html.take() else { return Ok(()) };
        let inherited = self.open.last().copied();
        let comments = std::mem::take(&mut self.comments);
        let (blocks, comments) = html::fragment(self.source, range, inherited, comments)?;
        self.blocks.extend(blocks);
        self.comments = comments;
        Ok(())
    }

    /// Ends the block that is read.
    fn close(&mut self) {
        let mut draft = std::mem::take(&mut self.draft);
        let mut images = std::mem::take(&mut self.images);
        let mut kind = self.open.last().copied().unwrap_or(BlockKind::Paragraph);
        self.comments.append(&mut draft.comments);
        if draft.is_empty() {
            std::mem::swap(&mut draft, &mut images);
            kind = if matches!(kind, BlockKind::Cell { .. }) { kind } else { BlockKind::Note };
        }
        if let Some(mut block) = draft.finish(kind) {
            block.comments = std::mem::take(&mut self.comments);
            self.blocks.push(block);
        }
    }
}

/// A line without the marks of a quotation and of emphasis.
fn bare(line: &str) -> String {
    line.trim_start_matches([' ', '>']).chars().filter(|c| !matches!(c, '*' | '_' | '`')).collect()
}

/// Whether a line begins with a name set in bold, however long it is: `**Exports of goods (2019):** 7`.
fn has_strong_name(line: &str) -> bool {
    let name = line.trim_start_matches([' ', '>']).strip_prefix("**").and_then(|rest| rest.split_once("**"));
    name.is_some_and(|(name, value)| name.ends_with(':') != value.starts_with(':'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::{Cell, Heading, Item, Note, Paragraph};

    #[track_caller]
    fn check(source: &str, expected: &[(BlockKind, &str)]) {
        let (blocks, _) = read(source).unwrap();
        let found: Vec<_> = blocks.iter().map(|block| (block.kind, block.text.as_str())).collect();
        assert_eq!(found, expected);
        for block in &blocks {
            for (at, c) in block.text.char_indices().filter(|(_, c)| *c != ' ') {
                let written = &source[block.place(at..at + c.len_utf8())];
                assert!(written == c.to_string() || written.starts_with('&'), "{c:?} is {written:?}");
            }
        }
    }

    #[test]
    fn lines_of_names_and_values_are_blocks() {
        let fields = "**Capital:** Bogotá\nPopulation: 49 million\nArea: 1,138,910 km²";
        let expected =
            [(Paragraph, "Capital: Bogotá"), (Paragraph, "Population: 49 million"), (Paragraph, "Area: 1,138,910 km²")];
        check(fields, &expected);
        check("Two things: one\nand another: two", &[(Paragraph, "Two things: one and another: two")]);
        check(
            "Principal Officials\nPresident--Ann Bee\nPrime Minister--Joe Doe",
            &[
                (Paragraph, "Principal Officials"),
                (Paragraph, "President--Ann Bee"),
                (Paragraph, "Prime Minister--Joe Doe"),
            ],
        );
        check("One line\nand 2--3 more", &[(Paragraph, "One line and 2--3 more")]);
    }

    #[test]
    fn tables_set_in_columns_are_cells() {
        let cell = |row, column| Cell { row, column };
        check(
            "Trade *in goods*:\n\n  Year   Exports   Imports\n  2020     11.5      36.1\n  2021     12.5      37.1\n\nEnd.",
            &[
                (Paragraph, "Trade in goods:"),
                (cell(0, 0), "Year"),
                (cell(0, 1), "Exports"),
                (cell(0, 2), "Imports"),
                (cell(1, 0), "2020"),
                (cell(1, 1), "11.5"),
                (cell(1, 2), "36.1"),
                (cell(2, 0), "2021"),
                (cell(2, 1), "12.5"),
                (cell(2, 2), "37.1"),
                (Paragraph, "End."),
            ],
        );
        // Spaces at the ends of lines part no columns.
        check("One line  \nand 2 more  \nand 3.", &[(Paragraph, "One line and 2 more and 3.")]);
    }

    #[test]
    fn headings_paragraphs_and_what_they_hold() {
        check(
            "# Bolivia *today*\r\n\r\nThe [popu**lation**](http://x.org/12 \"t\") of\r\nBolivia\\* &amp; Peru\\\r\nis `12`&nbsp;million ~~13~~ <br>or <i>so</i>.\r\n\r\nSub\r\n---\r\n> Said\r\n> so.",
            &[
                (Heading(1), "Bolivia today"),
                (Paragraph, "The population of Bolivia* & Peru is 12\u{a0}million or so."),
                (Heading(2), "Sub"),
                (Paragraph, "Said so."),
            ],
        );
    }

    #[test]
    fn lists_tight_and_loose() {
        check(
            "- one\n  wrapped\n- [x] two\n  1. in\n\n     more\n- last\n\n\nEnd",
            &[(Item, "one wrapped"), (Item, "two"), (Item, "in"), (Item, "more"), (Item, "last"), (Paragraph, "End")],
        );
    }

    #[test]
    fn tables_and_footnotes() {
        check(
            "| Country | GDP |\n|---|---:|\n| Bolivia[^1] | 40 \\| 41 |\n| Peru |  |\n\n[^1]: Estimated.\n    More.\n",
            &[
                (Cell { row: 0, column: 0 }, "Country"),
                (Cell { row: 0, column: 1 }, "GDP"),
                (Cell { row: 1, column: 0 }, "Bolivia"),
                (Cell { row: 1, column: 1 }, "40 | 41"),
                (Cell { row: 2, column: 0 }, "Peru"),
                (Note, "Estimated. More."),
            ],
        );
    }

    #[test]
    fn code_is_no_prose_and_an_image_alone_has_a_caption() {
        check(
            "```\n12 million\n```\n\n    code\n\n![The flag](f.png)\n\nAn ![icon](i.png) here.\n\n[a]: http://x.org\n",
            &[(Note, "The flag"), (Paragraph, "An here.")],
        );
    }

    #[test]
    fn html_in_markdown_is_read() {
        check(
            "Text.\n\n<div>\n<p>A &lt; b</p>\n<nav>x</nav>\n</div>\n\n<script>x</script>\n\nEnd.",
            &[(Paragraph, "Text."), (Paragraph, "A < b"), (Paragraph, "End.")],
        );
    }

    #[test]
    fn lines_with_a_name_in_bold_are_blocks() {
        check(
            "**GDP (2021):** 28.1 bn\n**Exports / imports of goods and of services (2019):** 7 bn / 11 bn\nand **so:** on",
            &[
                (Paragraph, "GDP (2021): 28.1 bn"),
                (Paragraph, "Exports / imports of goods and of services (2019): 7 bn / 11 bn and so: on"),
            ],
        );
    }

    #[test]
    fn comments_go_to_the_block_that_follows_or_holds_them() {
        let source = "One.\n\n<!-- attache: allow(stale) old\nnumber -->\n\nTwo.\n\nThree <!-- attache: allow(x) --> here.\n\n- <!-- TODO -->four\n\n<!-- attache: allow(y) -->\n";
        let (blocks, _) = read(source).unwrap();
        let comments: Vec<_> = blocks.iter().map(|block| block.comments.join(";")).collect();
        assert_eq!(comments, ["", "attache: allow(stale) old\nnumber", "attache: allow(x)", "attache: allow(y)"]);
    }

    #[test]
    fn front_matter_or_else_the_heading_names_the_document() {
        let source = "---\ntitle: A sheet\n---\n# Bolivia\n";
        let (blocks, about) = read(source).unwrap();
        assert_eq!((about.title.as_deref(), blocks.len()), (Some("A sheet"), 1));
        assert_eq!(&source[blocks[0].place(0..7)], "Bolivia");
        assert_eq!(read("## Part\n# Bolivia\n").unwrap().1.title.as_deref(), Some("Bolivia"));
    }

    #[test]
    fn hostile_nesting_ends() {
        for part in ["> ", "- ", "[", "*_", "![", "<b>", "`", "|a\n", "[^1]: "] {
            let source = part.repeat(20_000);
            assert!(read(&source).is_ok(), "{part}");
        }
    }
}
