//! Blocks whose text says in full what the source says in short.

use std::ops::Range;

use attache_document::prose::{Block, Piece};

use crate::trigger::Triggers;

/// The block with the words in full that are written short: "12 mdd" for millions of dollars.
pub(crate) fn in_full(block: &Block, triggers: &Triggers) -> Option<Block> {
    let text = block.text.as_str();
    let mut spelled = Spelled::of(block);
    let (mut end, mut start) = (0, 0);
    let is_other = |c: char| !c.is_alphabetic();
    for part in text.split_inclusive(is_other) {
        let word = part.trim_end_matches(is_other);
        let at = start;
        start += part.len();
        let Some(full) = triggers.short(word) else { continue };
        spelled.keep(end..at);
        spelled.instead(at..at + word.len(), full);
        end = at + word.len();
    }
    (end > 0).then(|| {
        spelled.keep(end..text.len());
        spelled.block
    })
}

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
        if range.is_empty() {
            return;
        }
        // Each piece keeps its own place: those of a table's row stand apart, and in any order.
        let at = self.block.text.len();
        let ends = self.from.pieces.iter().skip(1).map(|next| next.at).chain([self.from.text.len()]);
        for (piece, end) in self.from.pieces.iter().zip(ends) {
            let (from, to) = (piece.at.max(range.start), end.min(range.end));
            if from >= to {
                continue;
            }
            let source = match end - piece.at == piece.source.len() {
                true => piece.source.start + (from - piece.at)..piece.source.start + (to - piece.at),
                false => piece.source.clone(),
            };
            self.block.pieces.push(Piece { at: at + (from - range.start), source });
        }
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

    /// The same, of what stands there next: a sign of a currency before its number.
    pub(crate) fn insert_before(&mut self, text: &str, what: usize) {
        if !text.is_empty() {
            let at = self.from.place(what..what).start;
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
