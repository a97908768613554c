use std::ops::Range;

/// What a block is to the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// With its level, 1 the title's.
    Heading(u8),
    Paragraph,
    /// Of a list.
    Item,
    /// Of a table: with its row and column, from 0.
    Cell {
        row: u32,
        column: u32,
    },
    /// A footnote, a caption of a figure or table.
    Note,
}

/// A run of text that stands in the source as it does in the block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it begins in the block's text.
    pub at: usize,
    /// The bytes of the source; as many as the text has up to the next piece, or,
    /// where the text is not the source's (an entity, a line break), any number.
    pub source: Range<usize>,
}

/// A paragraph, heading, item or cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    /// Without markup; a line break within a paragraph is a space.
    pub text: String,
    /// In order; the first begins at 0. Never empty, unless the text is.
    pub pieces: Vec<Piece>,
    /// The suppressions that comments beside the block ask for, as written:
    /// `attache: allow(wrong-value) reason`.
    pub comments: Vec<String>,
}

impl Block {
    /// The bytes of the source from which these bytes of the text come.
    pub fn place(&self, range: Range<usize>) -> Range<usize> {
        let start = self.source_of(range.start, false);
        let end = self.source_of(range.end, true);
        start..end.max(start)
    }

    /// The bytes of the text that come from within these bytes of the source; `None`
    /// where none do.
    pub fn within(&self, source: &Range<usize>) -> Option<Range<usize>> {
        let ends = self.pieces.iter().skip(1).map(|next| next.at).chain([self.text.len()]);
        let mut found: Option<Range<usize>> = None;
        for (piece, end) in self.pieces.iter().zip(ends) {
            let length = end - piece.at;
            let (from, to) = (piece.source.start.max(source.start), piece.source.end.min(source.end));
            if from >= to {
                continue;
            }
            let part = if length == piece.source.len() {
                piece.at + (from - piece.source.start)..piece.at + (to - piece.source.start)
            } else if from == piece.source.start && to == piece.source.end {
                piece.at..end
            } else {
                continue;
            };
            found = Some(found.map_or(part.clone(), |known| known.start..part.end));
        }
        found
    }

    /// Whether these bytes of the text stand in the source as they are, in one
    /// run, so that they can be replaced there.
    pub fn stands_whole(&self, range: Range<usize>, source: &str) -> bool {
        source.get(self.place(range.clone())) == self.text.get(range)
    }

    /// A place at which something ends is that of the piece before.
    fn source_of(&self, at: usize, ends: bool) -> usize {
        let after = self.pieces.partition_point(|piece| if ends { piece.at < at } else { piece.at <= at });
        let Some(number) = after.checked_sub(1) else {
            return self.pieces.first().map_or(0, |piece| piece.source.start);
        };
        let piece = &self.pieces[number];
        let end = self.pieces.get(number + 1).map_or(self.text.len(), |next| next.at);
        let into = at - piece.at;
        if end - piece.at == piece.source.len() {
            return piece.source.start + into;
        }
        if into == 0 { piece.source.start } else { piece.source.end }
    }
}
