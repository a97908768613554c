use super::super::draft::Draft;
use super::super::{Block, BlockKind, ProseError};
use super::properties::{Role, Styles};
use super::xml::{Start, Token, read as read_xml};

/// What stands in one part of a document.
#[derive(Default)]
pub(super) struct Found {
    pub(super) blocks: Vec<Block>,
    /// For people, each from its byte of the source on.
    pub(super) labels: Vec<(usize, String)>,
}

/// Reads a part whose text begins at this byte of the source.
pub(super) fn read(text: &str, start: usize, styles: &Styles) -> Result<Found, ProseError> {
    let mut reader = Reader { start, styles: Some(styles), ..Reader::default() };
    read_xml(text, |token| match token {
        Token::Start(start) => reader.begin(&start),
        Token::End(name) => reader.end(&name),
        Token::Text { text, source, stands } => reader.text(&text, source.start + start..source.end + start, stands),
    })?;
    Ok(reader.found)
}

/// What is no text of the document as it now is: deletions, and properties as they
/// once were.
const SKIPPED: [&str; 10] = [
    "del",
    "moveFrom",
    "numberingChange",
    "pPrChange",
    "rPrChange",
    "rt",
    "sectPrChange",
    "tblPrChange",
    "tcPrChange",
    "trPrChange",
];

#[derive(Default)]
struct Reader<'a> {
    start: usize,
    styles: Option<&'a Styles>,
    found: Found,
    /// How many elements are open of what is skipped.
    skipped: usize,
    /// The paragraphs that are open: those of a text box stand in another.
    open: Vec<Paragraph>,
    tables: Vec<Table>,
    /// For each choice between versions that is open, whether one was read.
    choices: Vec<bool>,
    within_text: bool,
    is_hidden: bool,
    /// What notes are called here, and the number of the one that is read.
    note: Option<(&'static str, u32)>,
    paragraphs: usize,
    table: usize,
}

#[derive(Default)]
struct Paragraph {
    draft: Draft,
    role: Option<Role>,
    is_item: bool,
}

#[derive(Default)]
struct Table {
    number: usize,
    row: u32,
    column: u32,
    /// How many columns the cell has.
    span: u32,
    /// Whether text stands in a cell, and not between rows.
    in_cell: bool,
}

impl Reader<'_> {
    fn begin(&mut self, start: &Start) {
        let name = start.name.as_str();
        let is_other_version = matches!(name, "Choice" | "Fallback")
            && self.choices.last_mut().is_some_and(|taken| std::mem::replace(taken, true));
        let is_separator = matches!(name, "footnote" | "endnote") && start.get("type").is_some_and(|it| it != "normal");
        if self.skipped > 0 || SKIPPED.contains(&name) || is_other_version || is_separator {
            self.skipped += 1;
            return;
        }
        match name {
            "AlternateContent" => self.choices.push(false),
            "p" => self.open.push(Paragraph::default()),
            "footnote" | "endnote" => {
                let called = if name == "footnote" { "footnote" } else { "endnote" };
                self.note = Some((called, self.note.map_or(1, |(_, number)| number + 1)));
            }
            "tbl" => {
                if self.tables.is_empty() {
                    self.table += 1;
                }
                self.tables.push(Table { number: self.table, ..Table::default() });
            }
            "r" => self.is_hidden = false,
            "vanish" => self.is_hidden |= start.is_on(),
            "t" => self.within_text = true,
            "tab" | "br" | "cr" => self.mark(start, " "),
            "noBreakHyphen" => self.mark(start, "-"),
            _ => self.property(start),
        }
    }

    /// An element that stands for a character.
    fn mark(&mut self, start: &Start, text: &str) {
        if let Some(paragraph) = self.open.last_mut().filter(|_| !self.is_hidden) {
            paragraph.draft.instead(text, start.source.start + self.start..start.source.end + self.start);
        }
    }

    fn property(&mut self, start: &Start) {
        if let Some(table) = self.tables.last_mut() {
            match start.name.as_str() {
                "tr" => table.column = 0,
                "tc" => (table.in_cell, table.span) = (true, 1),
                "gridSpan" => {
                    table.span = start.val().and_then(|span| span.parse().ok()).unwrap_or(1).clamp(1, 1000);
                }
                _ => {}
            }
        }
        let Some(paragraph) = self.open.last_mut() else { return };
        match start.name.as_str() {
            "pStyle" => {
                let role = start.val().zip(self.styles).and_then(|(id, styles)| styles.role(id));
                paragraph.role = paragraph.role.or(role);
            }
            "outlineLvl" => {
                let level = start.val().and_then(|level| level.parse().ok()).filter(|level: &u8| *level < 9);
                paragraph.role = level.map(|level| Role::Block(BlockKind::Heading(level + 1))).or(paragraph.role);
            }
            "numId" => paragraph.is_item = start.is_on(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match name {
            "AlternateContent" => drop(self.choices.pop()),
            "p" => self.close(),
            "t" => self.within_text = false,
            "r" => self.is_hidden = false,
            "tbl" => drop(self.tables.pop()),
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.column = table.column.saturating_add(table.span);
                    table.in_cell = false;
                }
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.row += 1;
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, source: std::ops::Range<usize>, stands: bool) {
        let Some(paragraph) = self.open.last_mut().filter(|_| self.skipped == 0 && self.within_text && !self.is_hidden)
        else {
            return;
        };
        if stands {
            paragraph.draft.stands(text, source.start);
        } else {
            paragraph.draft.instead(text, source);
        }
    }

    /// Ends the innermost paragraph.
    fn close(&mut self) {
        let Some(Paragraph { draft, role, is_item }) = self.open.pop() else { return };
        let table = self.tables.last().filter(|table| table.in_cell);
        let kind = match (role, table, self.note) {
            (Some(Role::Contents), ..) => return,
            (_, _, Some(_)) => BlockKind::Note,
            (_, Some(table), _) => BlockKind::Cell { row: table.row, column: table.column },
            (Some(Role::Block(kind @ BlockKind::Heading(_))), ..) => kind,
            _ if is_item => BlockKind::Item,
            (Some(Role::Block(kind)), ..) => kind,
            (None, ..) => BlockKind::Paragraph,
        };
        let Some(block) = draft.finish(kind) else { return };
        let label = match (self.note, table) {
            (Some((called, number)), _) => format!("{called} {number}"),
            (None, Some(table)) => {
                format!("table {}, row {}, column {}", table.number, table.row + 1, table.column + 1)
            }
            (None, None) => {
                self.paragraphs += 1;
                format!("paragraph {}", self.paragraphs)
            }
        };
        let at = block.pieces.first().map_or(self.start, |piece| piece.source.start);
        self.found.labels.push((at, label));
        self.found.blocks.push(block);
    }
}
