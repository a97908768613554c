//! Documents with fact expressions in them.
//!
//! A template is a CommonMark document, so that any Markdown tool shows it. A
//! link whose destination starts with `fact:` states a fact; its text is the
//! author's own words for it, or empty where the fact is to be written in the
//! words of the language:
//!
//! ```text
//! Trade was [about $1 billion](fact:goods-trade?area=US,BO&time=2022) then.
//! [](fact:relations-established?area={a},{b})
//! ```
//!
//! | syntax | says |
//! |---|---|
//! | `[](fact:KIND?ARGS)` | the fact, written out; the link's title chooses the form (`"cell"`), or a role alone (`"#time"`) |
//! | `[](#role)` | a role of the first fact of the same table row or list item |
//! | `[](word:NAME)` | a word of the document's own, in its language (`word:heading.relations`) |
//! | `[](label:KIND)` | what a fact of the kind is called |
//! | `![](fact:KIND?ARGS "role, role")` | a chart of those roles over time |
//! | `#### ...` | the caption of the table or chart that follows |
//! | `{a}`, `{b}` | a parameter, in a destination: the area's code |
//!
//! A paragraph, list item or table row whose facts have no data is left out. A
//! list item or table row is repeated for each fact that its first expression
//! gives.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// A document as its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The text of the first heading of level 1.
    pub title: Vec<Inline>,
    /// Blocks before the first section.
    pub opening: Vec<Block>,
    pub sections: Vec<Section>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Given as `{#id}`, or empty.
    pub id: String,
    pub heading: Vec<Inline>,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading below the section's, of level 3; level 4 is the caption of the
    /// table or chart that follows.
    Heading {
        level: u8,
        text: Vec<Inline>,
    },
    Paragraph(Vec<Inline>),
    List(Vec<Vec<Inline>>),
    Table {
        header: Vec<Column>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
    Chart(Chart),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub heading: Vec<Inline>,
    /// Aligned to the right: figures that compare.
    pub numeric: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    pub caption: Vec<Inline>,
    pub expression: Reference,
    /// The roles drawn, a series each.
    pub roles: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    Text(String),
    /// A fact; `text` is the author's wording, empty where there is none.
    Fact {
        text: String,
        expression: Reference,
        form: String,
    },
    /// A role of the row's or item's fact.
    Role {
        name: String,
        form: String,
    },
    Word(String),
    Label(String),
}

/// A fact expression as written, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Without the scheme.
    pub text: String,
    /// Bytes of the document, of the whole link.
    pub span: Range<usize>,
}

/// A document is not a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    pub span: Range<usize>,
    /// Counted from 1.
    pub line: usize,
    pub problem: String,
    pub hint: String,
}

impl std::fmt::Display for TemplateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.problem)
    }
}

impl std::error::Error for TemplateError {}

impl Template {
    /// Reads a CommonMark document.
    ///
    /// # Errors
    /// When it has no title, or a link that no template knows.
    pub fn read(text: &str) -> Result<Self, TemplateError> {
        let options =
            Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
        Reader { text, ..Reader::default() }.read(Parser::new_ext(text, options).into_offset_iter())
    }
}

/// Where the reader is in the document.
#[derive(Default)]
struct Reader<'t> {
    text: &'t str,
    template: Option<Template>,
    inlines: Vec<Inline>,
    items: Vec<Vec<Inline>>,
    in_list: bool,
    columns: Vec<Column>,
    alignments: Vec<bool>,
    rows: Vec<Vec<Vec<Inline>>>,
    row: Vec<Vec<Inline>>,
    section_id: String,
    link: Option<Link>,
    in_metadata: bool,
}

struct Link {
    destination: String,
    title: String,
    text: String,
    span: Range<usize>,
    image: bool,
}

impl Reader<'_> {
    fn read<'e>(mut self, events: impl Iterator<Item = (Event<'e>, Range<usize>)>) -> Result<Template, TemplateError> {
        for (event, span) in events {
            match event {
                Event::Start(tag) => self.start(tag, span)?,
                Event::End(tag) => self.end(tag)?,
                _ if self.in_metadata => {}
                Event::Text(text) | Event::Code(text) => self.push_text(&text),
                Event::SoftBreak | Event::HardBreak => self.push_text(" "),
                Event::Rule => {}
                _ => {
                    return Err(self.error(
                        span,
                        "this is not part of a template",
                        "use text, lists, tables and links",
                    ));
                }
            }
        }
        self.template.take().ok_or_else(|| self.error(0..0, "the document has no title", "start it with `# Title`"))
    }

    fn error(&self, span: Range<usize>, problem: &str, hint: &str) -> TemplateError {
        let line = self.text.get(..span.start).unwrap_or_default().matches('\n').count() + 1;
        TemplateError { span, line, problem: problem.to_owned(), hint: hint.to_owned() }
    }

    fn push_text(&mut self, text: &str) {
        match (&mut self.link, self.inlines.last_mut()) {
            (Some(link), _) => link.text.push_str(text),
            (None, Some(Inline::Text(before))) => before.push_str(text),
            (None, _) => self.inlines.push(Inline::Text(text.to_owned())),
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Range<usize>) -> Result<(), TemplateError> {
        match tag {
            Tag::Heading { id, .. } => {
                self.section_id = id.map(|id| id.to_string()).unwrap_or_default();
                self.inlines.clear();
            }
            Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. } if self.link.is_none() => {
                let image = self.text.get(span.start..).is_some_and(|t| t.starts_with('!'));
                let (destination, title) = (dest_url.to_string(), title.to_string());
                self.link = Some(Link { destination, title, text: String::new(), span, image });
            }
            Tag::List(_) if self.in_list => {
                return Err(self.error(span, "lists do not nest", "write one list, or a table"));
            }
            Tag::List(_) => self.in_list = true,
            Tag::Table(alignments) => {
                self.alignments = alignments.iter().map(|a| *a == pulldown_cmark::Alignment::Right).collect();
            }
            Tag::MetadataBlock(_) => self.in_metadata = true,
            Tag::Paragraph
            | Tag::Item
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
            | Tag::Emphasis
            | Tag::Strong => {}
            _ => return Err(self.error(span, "this is not part of a template", "use text, lists, tables and links")),
        }
        Ok(())
    }

    fn end(&mut self, tag: TagEnd) -> Result<(), TemplateError> {
        match tag {
            TagEnd::Link | TagEnd::Image => {
                if let Some(link) = self.link.take() {
                    self.end_link(link)?;
                }
            }
            TagEnd::Heading(level) => self.end_heading(level),
            TagEnd::Paragraph if !self.in_list => {
                let inlines = std::mem::take(&mut self.inlines);
                if inlines.iter().any(|i| !matches!(i, Inline::Text(t) if t.trim().is_empty())) {
                    self.push_block(Block::Paragraph(inlines));
                }
            }
            TagEnd::Item => self.items.push(std::mem::take(&mut self.inlines)),
            TagEnd::List(_) => {
                self.in_list = false;
                let items = std::mem::take(&mut self.items);
                self.push_block(Block::List(items));
            }
            TagEnd::TableCell => self.row.push(std::mem::take(&mut self.inlines)),
            TagEnd::TableHead => {
                let headings = std::mem::take(&mut self.row).into_iter().enumerate();
                self.columns = headings
                    .map(|(i, heading)| Column { heading, numeric: self.alignments.get(i).copied().unwrap_or(false) })
                    .collect();
            }
            TagEnd::TableRow => self.rows.push(std::mem::take(&mut self.row)),
            TagEnd::Table => {
                let (header, rows) = (std::mem::take(&mut self.columns), std::mem::take(&mut self.rows));
                self.push_block(Block::Table { header, rows });
            }
            TagEnd::MetadataBlock(_) => self.in_metadata = false,
            _ => {}
        }
        Ok(())
    }

    fn end_heading(&mut self, level: HeadingLevel) {
        let heading = std::mem::take(&mut self.inlines);
        match (level, &mut self.template) {
            (HeadingLevel::H1, None) => {
                self.template = Some(Template { title: heading, opening: Vec::new(), sections: Vec::new() });
            }
            (HeadingLevel::H1 | HeadingLevel::H2, Some(template)) => {
                let id = std::mem::take(&mut self.section_id);
                template.sections.push(Section { id, heading, blocks: Vec::new() });
            }
            _ => self.push_block(Block::Heading { level: level as u8, text: heading }),
        }
    }

    fn push_block(&mut self, block: Block) {
        let Some(template) = &mut self.template else { return };
        match template.sections.last_mut() {
            Some(section) => section.blocks.push(block),
            None => template.opening.push(block),
        }
    }

    fn end_link(&mut self, link: Link) -> Result<(), TemplateError> {
        let Link { destination, title, text, span, image } = link;
        let reference = |text: &str| Reference { text: text.to_owned(), span: span.clone() };
        let inline = if let Some(expression) = destination.strip_prefix("fact:") {
            if image {
                let roles: Vec<String> =
                    title.split(',').map(|r| r.trim().to_owned()).filter(|r| !r.is_empty()).collect();
                if roles.is_empty() {
                    let hint = "give the roles in the image's title, as ![](fact:goods-trade?… \"exports, imports\")";
                    return Err(self.error(span, "this chart does not say what to draw", hint));
                }
                let caption = if text.is_empty() { Vec::new() } else { vec![Inline::Text(text)] };
                self.push_block(Block::Chart(Chart { caption, expression: reference(expression), roles }));
                return Ok(());
            }
            Inline::Fact { text, expression: reference(expression), form: title }
        } else if let Some(role) = destination.strip_prefix('#') {
            Inline::Role { name: role.to_owned(), form: title }
        } else if let Some(word) = destination.strip_prefix("word:") {
            Inline::Word(word.to_owned())
        } else if let Some(kind) = destination.strip_prefix("label:") {
            Inline::Label(kind.to_owned())
        } else {
            let problem = format!("{destination:?} is no destination that a template knows");
            return Err(self.error(span, &problem, "destinations start with fact:, word:, label: or #"));
        };
        self.inlines.push(inline);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_reads_into_sections() {
        let text = "# [](word:title.pair)\n\n## [](word:heading.relations) {#relations}\n\n\
                    [](fact:relations-established?area={a},{b}) More.\n\n- [](fact:visit-latest?area={a},{b} \"item\")\n\n\
                    | | [](label:population) |\n|---|--:|\n| [](#time) | [](fact:population?area={a} \"cell\") |\n\n\
                    ![](fact:goods-trade?area={a},{b}&time=last:10 \"exports, imports\")\n";
        let template = Template::read(text).unwrap();
        assert_eq!(template.title, [Inline::Word("title.pair".into())]);
        let section = &template.sections[0];
        assert_eq!(section.id, "relations");
        assert_eq!(section.heading, [Inline::Word("heading.relations".into())]);
        let [Block::Paragraph(words), Block::List(items), Block::Table { header, rows }, Block::Chart(chart)] =
            section.blocks.as_slice()
        else {
            panic!("{:?}", section.blocks)
        };
        let Inline::Fact { expression, .. } = &words[0] else { panic!() };
        assert_eq!(expression.text, "relations-established?area={a},{b}");
        assert_eq!(&text[expression.span.clone()], "[](fact:relations-established?area={a},{b})");
        assert_eq!(items.len(), 1);
        assert!(header[1].numeric && !header[0].numeric);
        assert_eq!(rows[0][0], [Inline::Role { name: "time".into(), form: String::new() }]);
        assert_eq!(chart.roles, ["exports", "imports"]);
    }

    #[test]
    fn errors_name_the_line() {
        assert_eq!(Template::read("no title").unwrap_err().line, 1);
        let error = Template::read("# T\n\nSee [this](https://example.org).\n").unwrap_err();
        assert_eq!((error.line, error.problem.contains("example.org")), (3, true));
        assert_eq!(Template::read("# T\n\n![](fact:x)\n").unwrap_err().line, 3);
        assert_eq!(Template::read("# T\n\n```\ncode\n```\n").unwrap_err().line, 3);
    }
}
