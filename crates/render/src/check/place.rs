//! Places of the source as people and formats count them.

use std::ops::Range;

use attache_document::prose::{Block, Prose};

use super::has_lines;

/// A line and a column, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    pub line: usize,
    /// In characters.
    pub column: usize,
    /// In units of UTF-16.
    pub utf16: usize,
}

/// Counted characters and units of UTF-16.
#[derive(Clone, Copy, Default)]
struct Counted {
    chars: usize,
    utf16: usize,
}

/// A source whose lines are known. A place that lies beyond its end, or within a
/// character, counts as the nearest before it that does not.
pub(super) struct Places<'a> {
    prose: &'a Prose,
    /// Where each line begins.
    lines: Vec<usize>,
    /// What stands before each [`STEP`] of bytes, so that a source on one line
    /// is not counted from its start each time.
    steps: Vec<(usize, Counted)>,
    /// The source of each piece of a block, in order, with the block's place.
    pieces: Vec<(Range<usize>, usize)>,
}

const STEP: usize = 1024;

impl<'a> Places<'a> {
    pub(super) fn new(prose: &'a Prose) -> Self {
        let source = prose.source.as_str();
        let lines = std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut steps = vec![(0, Counted::default())];
        let (mut from, mut counted) = (0, Counted::default());
        while from + STEP < source.len() {
            let to = boundary(source, from + STEP);
            counted = counted.and(&source[from..to]);
            steps.push((to, counted));
            from = to;
        }
        let of_block = |(at, block): (usize, &Block)| {
            block.pieces.iter().map(|piece| (piece.source.clone(), at)).collect::<Vec<_>>()
        };
        let mut pieces: Vec<_> = prose.blocks.iter().enumerate().flat_map(of_block).collect();
        pieces.sort_by_key(|(source, at)| (source.start, *at));
        Self { prose, lines, steps, pieces }
    }

    pub(super) fn at(&self, offset: usize) -> Position {
        let offset = boundary(&self.prose.source, offset);
        let line = self.lines.partition_point(|start| *start <= offset);
        let (here, start) = (self.counted(offset), self.counted(self.lines[line - 1]));
        Position { line, column: here.chars - start.chars + 1, utf16: here.utf16 - start.utf16 + 1 }
    }

    /// Where it begins and where it ends.
    pub(super) fn span(&self, place: &Range<usize>) -> (Position, Position) {
        (self.at(place.start), self.at(place.end.max(place.start)))
    }

    /// Units of UTF-16 before a place, and within it.
    pub(super) fn utf16(&self, place: &Range<usize>) -> (usize, usize) {
        let from = self.counted(boundary(&self.prose.source, place.start)).utf16;
        let to = self.counted(boundary(&self.prose.source, place.end)).utf16;
        (from, to.saturating_sub(from))
    }

    /// "12:34"; where there are no lines, "paragraph 7".
    pub(super) fn label(&self, offset: usize) -> String {
        if !has_lines(self.prose) {
            return self.paragraph(offset).map_or_else(String::new, |number| format!("paragraph {number}"));
        }
        let Position { line, column, .. } = self.at(offset);
        format!("{line}:{column}")
    }

    /// The number, from 1, of the block that a place is in.
    pub(super) fn paragraph(&self, offset: usize) -> Option<usize> {
        self.block_at(offset).map(|at| at + 1)
    }

    /// The block that a place is in, or that is the last before it.
    pub(super) fn block_at(&self, offset: usize) -> Option<usize> {
        let after = self.pieces.partition_point(|(source, _)| source.start <= offset);
        self.pieces[..after].last().map(|(_, at)| *at)
    }

    /// The blocks that may have something of a place, in order.
    pub(super) fn blocks(&self, place: &Range<usize>) -> Vec<usize> {
        let from = self.pieces.partition_point(|(source, _)| source.start <= place.start).saturating_sub(1);
        let here = self.pieces[from..].iter().take_while(|(source, _)| source.start < place.end);
        let mut blocks: Vec<usize> = here.map(|(_, at)| *at).collect();
        blocks.dedup();
        blocks
    }

    /// The first byte of a line, by its number.
    pub(super) fn line_start(&self, line: usize) -> usize {
        self.lines.get(line - 1).copied().unwrap_or(self.prose.source.len())
    }

    fn counted(&self, offset: usize) -> Counted {
        let step = self.steps.partition_point(|(at, _)| *at <= offset) - 1;
        let (from, counted) = self.steps[step];
        counted.and(&self.prose.source[from..offset])
    }
}

impl Counted {
    fn and(self, text: &str) -> Self {
        let wide = text.chars().filter(|c| c.len_utf16() == 2).count();
        let chars = text.chars().count();
        Self { chars: self.chars + chars, utf16: self.utf16 + chars + wide }
    }
}

/// The place itself, or the nearest before it where a character begins.
pub(super) fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The bytes of a block's text that come from these of the source; the way back
/// of [`Block::place`].
pub(super) fn within(block: &Block, place: &Range<usize>) -> Option<Range<usize>> {
    let ends = block.pieces.iter().skip(1).map(|piece| piece.at).chain([block.text.len()]);
    let mut found: Option<Range<usize>> = None;
    for (piece, end) in block.pieces.iter().zip(ends) {
        let source = &piece.source;
        let touches = if place.is_empty() {
            source.start <= place.start && place.start <= source.end
        } else {
            source.start < place.end && place.start < source.end
        };
        if !touches {
            continue;
        }
        let here = if end - piece.at == source.len() {
            let from = place.start.max(source.start) - source.start;
            let to = place.end.min(source.end).saturating_sub(source.start);
            piece.at + from..piece.at + to.max(from)
        } else {
            piece.at..end
        };
        found = Some(match found {
            Some(before) => before.start.min(here.start)..before.end.max(here.end),
            None => here,
        });
    }
    found.map(|range| boundary(&block.text, range.start)..boundary(&block.text, range.end))
}

#[cfg(test)]
mod tests {
    use attache_document::prose::{BlockKind, Format, Piece};

    use super::*;

    fn prose(source: &str) -> Prose {
        Prose::read(source.as_bytes(), Format::Text).unwrap()
    }

    #[test]
    fn columns_are_characters_and_units_of_utf16() {
        let read = prose("São Tomé\r\n𝒙 = 5\r\n");
        let places = Places::new(&read);
        assert_eq!(places.at(0), Position { line: 1, column: 1, utf16: 1 });
        let tome = read.source.find("Tomé").unwrap();
        assert_eq!(places.at(tome), Position { line: 1, column: 5, utf16: 5 });
        let five = read.source.find('5').unwrap();
        assert_eq!(places.at(five), Position { line: 2, column: 5, utf16: 6 });
        assert_eq!(places.utf16(&(five..five + 1)), (15, 1));
        assert_eq!(places.at(read.source.len()), Position { line: 3, column: 1, utf16: 1 });
    }

    #[test]
    fn a_place_that_is_none_is_the_nearest_before() {
        let read = prose("é");
        let places = Places::new(&read);
        assert_eq!(places.at(1).column, 1);
        assert_eq!(places.at(99).column, 2);
    }

    #[test]
    fn a_long_line_is_counted_from_the_nearest_step() {
        let read = prose(&"é".repeat(5000));
        let places = Places::new(&read);
        assert!(places.steps.len() > 5);
        for at in [0, 1, 511, 512, 513, 2048, 4999, 5000] {
            assert_eq!(places.at(2 * at).column, at + 1);
        }
    }

    #[test]
    fn a_blocks_place_leads_back_to_its_text() {
        // `A &amp; B` and a line break.
        let block = Block {
            kind: BlockKind::Paragraph,
            text: "A & B 12".into(),
            pieces: vec![
                Piece { at: 0, source: 10..12 },
                Piece { at: 2, source: 12..17 },
                Piece { at: 3, source: 17..19 },
                Piece { at: 5, source: 19..22 },
                Piece { at: 6, source: 22..24 },
            ],
            comments: Vec::new(),
        };
        assert_eq!(within(&block, &(22..24)), Some(6..8));
        assert_eq!(within(&block, &(12..17)), Some(2..3));
        assert_eq!(within(&block, &(11..23)), Some(1..7));
        assert_eq!(within(&block, &(30..31)), None);
        for range in [0..2, 2..3, 4..8, 6..8] {
            assert_eq!(within(&block, &block.place(range.clone())), Some(range));
        }
    }
}
