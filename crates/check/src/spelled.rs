//! Blocks whose text says in full what the source says in short.

use std::ops::Range;

use attache_document::prose::{Block, Piece};

/// A block that is put together from parts of another.
pub(crate) struct Spelled<'a> {
    from: &'a Block,
    pub(crate) block: Block,
}

impl<'a> Spelled<'a> {
    pub(crate) fn of(from: &'a Block) -> Self {
        let block = Block { text: String::new(), pieces: Vec::new(), ..from.clone() };
        Self { from, block }
    }

    pub(crate) fn keep(&mut self, range: Range<usize>) {
        self.block.pieces.push(Piece { at: self.block.text.len(), source: self.from.place(range.clone()) });
        self.block.text.push_str(&self.from.text[range]);
    }

    /// Text that the source has not.
    pub(crate) fn insert(&mut self, text: &str) {
        if !text.is_empty() {
            let at = self.block.pieces.last().map_or(0, |piece| piece.source.end);
            self.block.pieces.push(Piece { at: self.block.text.len(), source: at..at });
            self.block.text.push_str(text);
        }
    }

    /// Text in place of what stands in the source.
    pub(crate) fn instead(&mut self, range: Range<usize>, text: &str) {
        self.block.pieces.push(Piece { at: self.block.text.len(), source: self.from.place(range) });
        self.block.text.push_str(text);
    }
}
