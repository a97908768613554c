/// A text with gaps, which language data are full of: `"fiscal year {}"`,
/// `"{}–{}"`. What fills them stands in an order that each use of frames has;
/// a language that wants another order numbers them from 0, `"{1} {0}"`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Frame {
    /// What stands before each gap, and which of the fillings fills it.
    pieces: Box<[(Box<str>, usize)]>,
    end: Box<str>,
}

impl Frame {
    pub(crate) fn read(text: &str) -> Self {
        let (mut pieces, mut literal, mut rest) = (Vec::<(Box<str>, usize)>::new(), String::new(), text);
        while let Some((before, after)) = rest.split_once('{') {
            literal.push_str(before);
            match after.split_once('}') {
                Some((number, end)) if number.bytes().all(|b| b.is_ascii_digit()) => {
                    let at = number.parse().unwrap_or(pieces.len());
                    pieces.push((std::mem::take(&mut literal).into(), at));
                    rest = end;
                }
                _ => {
                    literal.push('{');
                    rest = after;
                }
            }
        }
        literal.push_str(rest);
        Self { pieces: pieces.into(), end: literal.into() }
    }

    pub(crate) fn gaps(&self) -> usize {
        self.pieces.len()
    }

    /// Writes the frame; `fill` writes what stands in each gap, from 0.
    pub(crate) fn write(&self, out: &mut String, mut fill: impl FnMut(usize, &mut String)) {
        for (before, gap) in &self.pieces {
            out.push_str(before);
            fill(*gap, out);
        }
        out.push_str(&self.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_in_their_order() {
        let cases = [
            ("fiscal year {}", "fiscal year a"),
            ("{}–{}", "a–b"),
            ("{1} {0}", "b a"),
            ("{1}", "b"),
            ("none", "none"),
            ("{x} {", "{x} {"),
        ];
        for (text, expected) in cases {
            let mut out = String::new();
            Frame::read(text).write(&mut out, |gap, out| out.push(char::from(b'a' + gap as u8)));
            assert_eq!(out, expected, "{text}");
        }
        assert_eq!(Frame::read("{1} {0}").gaps(), 2);
    }
}
