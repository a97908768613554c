use attache_document::{
    template::{Column, Inline},
    written::{Block, Cell, Span, Table},
};

use crate::{SheetError, write::Writer};

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
            let shows_roles = row.iter().flatten().any(shows_role);
            let repeats = if shows_roles { self.repeats(row.iter().flatten())? } else { vec![None] };
            for fact in repeats {
                let mut cells = Vec::new();
                let (mut given, mut asked) = (false, false);
                for (column, inlines) in row.iter().enumerate() {
                    let line = self.line(inlines, "cell", fact.as_ref())?;
                    given |= line.given;
                    asked |= line.asked;
                    let numeric = header.get(column).is_some_and(|c| c.numeric);
                    cells.push(Cell { spans: line.finish(), numeric });
                }
                if given || !asked {
                    written.push(cells);
                }
            }
        }
        if written.is_empty() {
            return Ok(None);
        }
        let mut headings = Vec::new();
        for column in header {
            headings.push(self.plain(&column.heading)?);
        }
        drop_empty_columns(&mut headings, &mut written);
        Ok(Some(Block::Table(Table { caption, header: headings, rows: written, note: String::new() })))
    }
}

fn shows_role(inline: &Inline) -> bool {
    match inline {
        Inline::Role { .. } => true,
        Inline::Fact { form, .. } => form.starts_with('#'),
        _ => false,
    }
}

/// Columns without any figure say nothing.
fn drop_empty_columns(headings: &mut Vec<String>, rows: &mut [Vec<Cell>]) {
    let empty = |cell: &Cell| cell.spans.iter().all(|s| matches!(s, Span::Text(t) if t.trim().is_empty()));
    for column in (1..headings.len()).rev() {
        if rows.iter().all(|row| row.get(column).is_none_or(empty)) {
            headings.remove(column);
            rows.iter_mut().filter(|row| column < row.len()).for_each(|row| drop(row.remove(column)));
        }
    }
}
