//! The document's blocks, each with what was found in it beside it.

use std::{collections::BTreeMap, ops::Range};

use attache_document::prose::{Block, BlockKind};

use super::{cards::Cards, marked::marked};
use crate::{check::place::within, html::markup::Markup};

pub(super) fn rows(out: &mut Markup, cards: &Cards<'_>) {
    let blocks = cards.file.prose.blocks.as_slice();
    let mut beside = Beside::by_block(cards);
    // What lies before the first block has none beside it.
    if let Some(here) = beside.remove(&None) {
        row(out, cards, &here, |_| {});
    }
    let mut at = 0;
    while at < blocks.len() {
        let end = at + table_length(&blocks[at..]).max(1);
        let mut here = Beside::default();
        for one in (at..end).filter_map(|at| beside.remove(&Some(at))) {
            here.findings.extend(one.findings);
            here.statements.extend(one.statements);
        }
        row(out, cards, &here, |out| match blocks[at].kind {
            BlockKind::Cell { .. } => table(out, cards, at..end),
            _ => block(out, cards, at),
        });
        at = end;
    }
}

/// Findings and statements, by their places in the report.
#[derive(Default)]
pub(super) struct Beside {
    pub findings: Vec<usize>,
    pub statements: Vec<usize>,
}

impl Beside {
    fn by_block(cards: &Cards<'_>) -> BTreeMap<Option<usize>, Self> {
        let mut all: BTreeMap<Option<usize>, Self> = BTreeMap::new();
        for (at, finding) in cards.findings() {
            all.entry(cards.places.block_at(finding.place.start)).or_default().findings.push(at);
        }
        for (at, statement) in cards.file.report.statements.iter().enumerate() {
            all.entry(cards.places.block_at(statement.place.start)).or_default().statements.push(at);
        }
        all
    }

    fn is_empty(&self) -> bool {
        self.findings.is_empty() && self.statements.is_empty()
    }
}

fn row(out: &mut Markup, cards: &Cards<'_>, beside: &Beside, text: impl FnOnce(&mut Markup)) {
    out.raw("<div class=\"row\">\n<div class=\"text\"");
    out.attribute("lang", cards.file.report.context.language.it.tag()).raw(">");
    text(out);
    out.raw("</div>\n");
    if !beside.is_empty() {
        out.raw("<div class=\"beside\">\n");
        cards.findings_of(out, beside);
        cards.statements_of(out, beside);
        out.raw("</div>\n");
    }
    out.raw("</div>\n");
}

fn block(out: &mut Markup, cards: &Cards<'_>, number: usize) {
    let block = &cards.file.prose.blocks[number];
    match block.kind {
        BlockKind::Heading(level) => {
            // Under the page's own headings.
            let level = (usize::from(level.max(1)) + 2).min(6).to_string();
            out.raw("<p class=\"heading\" role=\"heading\"").attribute("aria-level", &level).raw(">");
            marked(out, cards, number);
            out.raw("</p>");
        }
        BlockKind::Item => {
            // Plain text has its own.
            let has_mark = block.text.starts_with(['-', '*', '•', '–', '·']);
            out.raw(if has_mark { "<ul class=\"own-marks\"><li>" } else { "<ul><li>" });
            marked(out, cards, number);
            out.raw("</li></ul>");
        }
        BlockKind::Note => {
            out.raw("<p class=\"footnote\">");
            marked(out, cards, number);
            out.raw("</p>");
        }
        BlockKind::Paragraph | BlockKind::Cell { .. } => {
            out.raw("<p>");
            marked(out, cards, number);
            out.raw("</p>");
        }
    }
}

/// How many of the first blocks are the cells of one table.
fn table_length(blocks: &[Block]) -> usize {
    let mut before = None;
    let mut is_next = |block: &Block| {
        let BlockKind::Cell { row, column } = block.kind else { return false };
        before.replace((row, column)).is_none_or(|before| before < (row, column))
    };
    blocks.iter().take_while(|block| is_next(block)).count()
}

fn table(out: &mut Markup, cards: &Cards<'_>, numbers: Range<usize>) {
    let cells = &cards.file.prose.blocks[numbers.clone()];
    let mut numbers = numbers;
    let place = |block: &Block| match block.kind {
        BlockKind::Cell { row, column } => (row, column),
        _ => (0, 0),
    };
    out.raw("<div class=\"scroll\"><table>\n");
    for row in cells.chunk_by(|a, b| place(a).0 == place(b).0) {
        out.raw("<tr>");
        let mut column = 0;
        for (cell, number) in row.iter().zip(&mut numbers) {
            // Empty cells are no blocks; a table is not as wide as a number can be.
            while column < place(cell).1.min(200) {
                out.raw("<td></td>");
                column += 1;
            }
            out.raw("<td>");
            marked(out, cards, number);
            out.raw("</td>");
            column += 1;
        }
        out.raw("</tr>\n");
    }
    out.raw("</table></div>");
}

/// What of a block's text is at these bytes of the source.
pub(super) fn here(block: &Block, place: &Range<usize>) -> Option<Range<usize>> {
    within(block, place).filter(|range| !range.is_empty())
}
