/// A text with numbered gaps, `{}`, which language data are full of:
/// `"fiscal year {}"`, `"{}–{}"`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Frame(Box<[Box<str>]>);

impl Frame {
    pub(crate) fn read(text: &str) -> Self {
        Self(text.split("{}").map(Into::into).collect())
    }

    pub(crate) fn gaps(&self) -> usize {
        self.0.len().saturating_sub(1)
    }

    /// Writes the frame; `fill` writes what stands in each gap, from 0.
    pub(crate) fn write(&self, out: &mut String, mut fill: impl FnMut(usize, &mut String)) {
        for (i, piece) in self.0.iter().enumerate() {
            if i > 0 {
                fill(i - 1, out);
            }
            out.push_str(piece);
        }
    }
}
