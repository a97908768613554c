use std::ops::Range;

use super::{Format, Prose, ProseError};

impl Prose {
    /// The file with these parts of [`Prose::source`] replaced and everything else byte
    /// for byte as it was. `bytes` are those that were read; the edits may come in any
    /// order.
    ///
    /// # Errors
    /// When edits overlap or lie outside of the source, the bytes are not those that were
    /// read, a replacement cannot be written in the file's encoding, or the file is a PDF.
    pub fn apply(&self, bytes: &[u8], edits: &[(Range<usize>, String)]) -> Result<Vec<u8>, ProseError> {
        let mut edits = edits.to_vec();
        edits.sort_by_key(|(range, _)| (range.start, range.end));
        let stand_apart = edits.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start);
        if !stand_apart || edits.iter().any(|(range, _)| self.source.get(range.clone()).is_none()) {
            return Err(ProseError::new("edits overlap, or lie outside of the text", "make them one after the other"));
        }
        match self.format {
            Format::Text | Format::Markdown | Format::Html => self.encoding.apply(bytes, &self.source, &edits),
            Format::Docx => super::docx::apply(bytes, &self.source, &edits),
            Format::Pdf => Err(ProseError::new("a PDF cannot be edited", "edit the document it was made from")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_in_any_order_keep_the_rest() {
        let bytes = b"\xef\xbb\xbfPeru has 3 parts,\r\nof which 2 are dry.\r";
        let prose = Prose::read(bytes, Format::Text).unwrap();
        let place = |digit| prose.source.find(digit).map(|at| at..at + 1).unwrap();
        let edits = [(place('2'), "two".to_owned()), (place('3'), "4".to_owned())];
        let edited = prose.apply(bytes, &edits).unwrap();
        assert_eq!(edited, b"\xef\xbb\xbfPeru has 4 parts,\r\nof which two are dry.\r");
        assert_eq!(prose.apply(bytes, &[]).unwrap(), bytes);
    }

    #[test]
    fn edits_that_overlap_are_refused() {
        let prose = Prose::read("é12".as_bytes(), Format::Markdown).unwrap();
        let edit = |range: Range<usize>| (range, "x".to_owned());
        assert!(prose.apply("é12".as_bytes(), &[edit(2..4), edit(3..4)]).is_err());
        assert!(prose.apply("é12".as_bytes(), &[edit(1..2)]).is_err());
        assert!(prose.apply("é12".as_bytes(), &[edit(4..9)]).is_err());
    }
}
