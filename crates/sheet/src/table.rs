use attache_document::{
    template::{Column, Inline},
    written::{Block, Cell, Span, Table, plain},
};

use crate::{SheetError, line::Place, write::Writer};

impl Writer<'_> {
    /// A table whose rows are those that have data; a row with an expression
    /// that gives several facts, and cells that show roles of them, is repeated.
    pub(crate) fn table(
        &mut self,
        caption: String,
        header: &[Column],
        rows: &[Vec<Vec<Inline>>],
    ) -> Result<Option<Block>, SheetError> {
        let mut written = Vec::new();
        for row in rows {
            let shows_roles = row.iter().any(|cell| shows_role(cell));
            let repeats = if shows_roles { self.repeats(row.iter().flatten(), Place::Cell)? } else { vec![None] };
            self.is_made_anew |= repeats.len() != 1;
            for of in repeats {
                let mut cells = Vec::new();
                let (mut given, mut asked) = (false, false);
                for (column, inlines) in row.iter().enumerate() {
                    let line = self.line(inlines, Place::Cell, of.as_ref())?;
                    given |= line.given;
                    asked |= line.asked;
                    let numeric = header.get(column).is_some_and(|c| c.numeric);
                    cells.push(Cell { spans: line.finish(), numeric });
                }
                if given || !asked {
                    written.push(cells);
                } else {
                    self.is_made_anew = true;
                }
            }
        }
        if written.is_empty() && !rows.is_empty() {
            return Ok(None);
        }
        let mut headings = Vec::new();
        for column in header {
            headings.push(plain(&self.spans(&column.heading)?));
        }
        self.is_made_anew |= drop_empty_columns(&mut headings, rows, &mut written);
        Ok(Some(Block::Table(Table { caption, header: headings, rows: written, note: String::new() })))
    }
}

fn shows_role(cell: &[Inline]) -> bool {
    cell.iter().any(|inline| match inline {
        Inline::Role { .. } => true,
        Inline::Fact { words, presentation, .. } => words.is_empty() && presentation.role.is_some(),
        Inline::Styled(_, inner) | Inline::Link { words: inner, .. } => shows_role(inner),
        _ => false,
    })
}

fn asks(cell: &[Inline]) -> bool {
    cell.iter().any(|inline| match inline {
        Inline::Role { .. } | Inline::Fact { .. } => true,
        Inline::Styled(_, inner) | Inline::Link { words: inner, .. } => asks(inner),
        _ => false,
    })
}

/// Columns of facts without any figure say nothing.
fn drop_empty_columns(headings: &mut Vec<String>, asked: &[Vec<Vec<Inline>>], rows: &mut [Vec<Cell>]) -> bool {
    let empty = |cell: &Cell| cell.spans.iter().all(|s| matches!(s, Span::Text(t) if t.trim().is_empty()));
    let mut dropped = false;
    for column in (1..headings.len()).rev() {
        let is_asked = asked.iter().any(|row| row.get(column).is_some_and(|cell| asks(cell)));
        if is_asked && rows.iter().all(|row| row.get(column).is_none_or(empty)) {
            headings.remove(column);
            rows.iter_mut().filter(|row| column < row.len()).for_each(|row| drop(row.remove(column)));
            dropped = true;
        }
    }
    dropped
}
