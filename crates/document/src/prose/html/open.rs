use std::collections::HashMap;

use super::super::{BlockKind, ProseError};

/// What counts of an element for all that stands in it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Element {
    /// Its text is no prose.
    pub(super) skipped: bool,
    /// Like a form: what stands in `<main>` within is prose all the same.
    pub(super) skipped_softly: bool,
    pub(super) region: Region,
    pub(super) kind: Option<BlockKind>,
}

/// Where in a page something stands: the last is the best.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Region {
    #[default]
    Page,
    Article,
    Main,
}

/// No more elements may be open within each other.
const DEEPEST: usize = 2_000_000;

/// The elements that are open. Every operation takes constant time, or as long as
/// the elements that it closes took to open.
#[derive(Debug, Default)]
pub(super) struct Open {
    names: HashMap<Box<str>, usize>,
    /// For each name, at which depths it is open.
    depths: Vec<Vec<usize>>,
    /// The numbers of the names beside what counts.
    elements: Vec<(usize, Element)>,
    /// At which depths elements stand that are no part of a line of text.
    blocks: Vec<usize>,
    tables: Vec<Grid>,
}

/// A table whose cells are counted.
#[derive(Debug, Default)]
struct Grid {
    depth: usize,
    row: Option<u32>,
    column: u32,
    /// For each column, the row before which a cell from above reaches.
    taken: Vec<u32>,
}

impl Open {
    /// What counts at this place.
    pub(super) fn here(&self) -> Element {
        self.elements.last().map(|(_, element)| *element).unwrap_or_default()
    }

    pub(super) fn begin(&mut self, name: &str, is_block: bool, element: Element) -> Result<(), ProseError> {
        let depth = self.elements.len();
        if depth == DEEPEST {
            return Err(ProseError::new(
                format!("holds more than {DEEPEST} elements within each other"),
                "close the elements of the page, or give its text",
            ));
        }
        let next = self.names.len();
        let number = *self.names.entry(name.into()).or_insert(next);
        if number == next {
            self.depths.push(Vec::new());
        }
        self.depths[number].push(depth);
        if is_block {
            self.blocks.push(depth);
        }
        match name {
            "table" => self.tables.push(Grid { depth, ..Grid::default() }),
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.row = Some(table.row.map_or(0, |row| row.saturating_add(1)));
                    table.column = 0;
                }
            }
            _ => {}
        }
        self.elements.push((number, element));
        Ok(())
    }

    /// Closes what the start of such an element closes of itself: `<li>` the item
    /// before, a block the paragraph before.
    pub(super) fn imply(&mut self, name: &str, is_block: bool) {
        if is_block {
            self.close_within(&["p"], &["td", "th", "caption", "button"]);
        }
        match name {
            "li" => self.close_within(&["li"], &["ul", "ol", "menu", "dir"]),
            "dt" | "dd" => self.close_within(&["dt", "dd"], &["dl"]),
            "td" | "th" => self.close_within(&["td", "th"], &["table"]),
            "tr" => self.close_within(&["tr"], &["table"]),
            "thead" | "tbody" | "tfoot" => self.close_within(&["thead", "tbody", "tfoot", "tr"], &["table"]),
            _ => {}
        }
    }

    /// Closes the innermost element of this name, and what stands in it; any heading's
    /// end is that of the innermost heading. Where the element does not end blocks, it
    /// closes none, and none but a table's closes a cell.
    pub(super) fn end(&mut self, name: &str, ends_blocks: bool) {
        const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
        let depth = if HEADINGS.contains(&name) {
            HEADINGS.iter().filter_map(|name| self.depth_of(name)).max()
        } else {
            self.depth_of(name)
        };
        let Some(depth) = depth else { return };
        let of_table =
            matches!(name, "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" | "caption" | "body" | "html");
        let stands = match (ends_blocks, of_table) {
            (false, _) => self.blocks.last().is_none_or(|block| *block < depth),
            (true, true) => name == "table" || self.depth_of("table").is_none_or(|table| table < depth),
            (true, false) => {
                ["td", "th", "caption"].into_iter().all(|cell| self.depth_of(cell).is_none_or(|at| at <= depth))
            }
        };
        if stands {
            self.close_from(depth);
        }
    }

    /// The cell that begins here, of so many columns and rows.
    pub(super) fn cell(&mut self, columns: u32, rows: u32) -> BlockKind {
        /// Further columns all count as this one.
        const MOST: usize = 1000;
        let Some(table) = self.tables.last_mut() else { return BlockKind::Cell { row: 0, column: 0 } };
        let row = *table.row.get_or_insert(0);
        while table.taken.get(table.column as usize).is_some_and(|until| *until > row) {
            table.column += 1;
        }
        let column = table.column;
        let end = (column as usize + columns.clamp(1, 1000) as usize).min(MOST);
        if rows > 1 {
            table.taken.resize(table.taken.len().max(end), 0);
            for until in table.taken.iter_mut().take(end).skip(column as usize) {
                *until = row.saturating_add(rows);
            }
        }
        table.column = u32::try_from(end).unwrap_or(column);
        BlockKind::Cell { row, column }
    }

    fn depth_of(&self, name: &str) -> Option<usize> {
        self.names.get(name).and_then(|number| self.depths[*number].last().copied())
    }

    /// Closes the outermost of the innermost elements of these names that stand
    /// within those.
    fn close_within(&mut self, names: &[&str], within: &[&str]) {
        let limit = within.iter().filter_map(|name| self.depth_of(name)).max();
        let depths = names.iter().filter_map(|name| self.depth_of(name));
        if let Some(depth) = depths.filter(|depth| limit.is_none_or(|limit| *depth > limit)).min() {
            self.close_from(depth);
        }
    }

    fn close_from(&mut self, depth: usize) {
        for (number, _) in self.elements.drain(depth..) {
            self.depths[number].pop();
        }
        while self.blocks.last().is_some_and(|block| *block >= depth) {
            self.blocks.pop();
        }
        while self.tables.last().is_some_and(|table| table.depth >= depth) {
            self.tables.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_too_deep_are_refused() {
        let mut open = Open::default();
        for _ in 0..DEEPEST {
            open.begin("b", false, Element::default()).unwrap();
        }
        let error = open.begin("b", false, Element::default()).unwrap_err();
        assert_eq!(error.problem, "holds more than 2000000 elements within each other");
        open.end("b", false);
        assert!(open.begin("i", false, Element::default()).is_ok());
    }
}
