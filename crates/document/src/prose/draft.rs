use std::ops::Range;

use super::{Block, BlockKind, Piece};

/// A block while it is read. White space is collapsed to single spaces, and none
/// stands at the ends; a no-break space is a character like another. What only
/// says where a line may break (a soft hyphen, a space of no width) is left out.
#[derive(Debug, Default)]
pub(super) struct Draft {
    text: String,
    pieces: Vec<Piece>,
    /// White space that counts if something follows.
    space: Option<Range<usize>>,
    /// Whether the last piece has the characters of the source, so that what
    /// follows there can lengthen it.
    stands: bool,
    pub(super) comments: Vec<String>,
}

impl Draft {
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Adds text that stands so in the source, from this byte on.
    pub(super) fn stands(&mut self, text: &str, at: usize) {
        let mut at = at;
        let mut rest = text;
        while !rest.is_empty() {
            let word = rest.find(|c| is_space(c) || is_unseen(c)).unwrap_or(rest.len());
            self.word(&rest[..word], at..at + word, true);
            at += word;
            rest = &rest[word..];
            let gap = rest.find(|c| !is_space(c)).unwrap_or(rest.len());
            if gap > 0 {
                self.gap(at..at + gap, &rest[..gap] == " ");
            }
            let unseen = rest[gap..].find(|c| !is_unseen(c)).unwrap_or(rest.len() - gap);
            at += gap + unseen;
            rest = &rest[gap + unseen..];
        }
    }

    /// Adds text for which these bytes of the source stand: an entity's character.
    pub(super) fn instead(&mut self, text: &str, source: Range<usize>) {
        if text.chars().all(is_unseen) {
            return;
        }
        if text.chars().all(is_space) {
            self.space(source);
        } else {
            self.word(text, source, false);
        }
    }

    /// Adds a space for which these bytes of the source stand.
    pub(super) fn space(&mut self, source: Range<usize>) {
        self.gap(source, false);
    }

    /// The block, unless it has no text.
    pub(super) fn finish(self, kind: BlockKind) -> Option<Block> {
        let Self { text, pieces, comments, .. } = self;
        (!text.trim().is_empty()).then_some(Block { kind, text, pieces, comments })
    }

    fn gap(&mut self, source: Range<usize>, single: bool) {
        if self.text.is_empty() {
            return;
        }
        match &mut self.space {
            Some(space) => space.end = source.end.max(space.end),
            // A single space lengthens the piece before when a word follows.
            None if single => self.space = Some(source),
            None => {
                self.stands = false;
                self.space = Some(source);
            }
        }
    }

    fn word(&mut self, text: &str, source: Range<usize>, stands: bool) {
        if text.is_empty() {
            return;
        }
        if let Some(space) = self.space.take() {
            let single = space.len() == 1 && self.stands;
            self.push(" ", space, single);
        }
        self.push(text, source, stands);
    }

    fn push(&mut self, text: &str, source: Range<usize>, stands: bool) {
        match self.pieces.last_mut() {
            Some(last) if stands && self.stands && last.source.end == source.start => last.source.end = source.end,
            _ => self.pieces.push(Piece { at: self.text.len(), source }),
        }
        self.stands = stands;
        self.text.push_str(text);
    }
}

/// The white space of markup: not the spaces that keep a number together.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_one_piece_and_what_is_resolved_its_own() {
        let mut draft = Draft::default();
        draft.stands("  12 million  ", 0);
        draft.space(14..15);
        draft.stands("people", 15);
        draft.instead("&", 21..26);
        draft.stands("\u{a0}more", 26);
        let block = draft.finish(BlockKind::Paragraph).unwrap();
        assert_eq!(block.text, "12 million people&\u{a0}more");
        let pieces: Vec<_> = block.pieces.iter().map(|piece| (piece.at, piece.source.clone())).collect();
        assert_eq!(pieces, [(0, 2..12), (10, 12..15), (11, 15..21), (17, 21..26), (18, 26..32)]);
    }

    #[test]
    fn what_is_not_seen_is_left_out() {
        let mut draft = Draft::default();
        draft.stands("popu\u{ad}lation \u{200b}of", 0);
        let block = draft.finish(BlockKind::Paragraph).unwrap();
        assert_eq!(block.text, "population of");
        assert_eq!((block.place(4..10), block.place(11..13)), (6..12, 16..18));
    }

    #[test]
    fn white_space_alone_is_no_block() {
        let mut draft = Draft::default();
        draft.stands(" \u{a0} \n", 0);
        assert_eq!(draft.finish(BlockKind::Paragraph), None);
    }
}
