//! Where the items of a text begin and end.

use std::{cmp::Reverse, ops::Range};

use super::label::is_note;

/// The matched round and square brackets of a text, by their places, the
/// brackets included; outer ones come before those in them.
pub(super) struct Parens(Vec<Range<usize>>);

impl Parens {
    pub(super) fn of(text: &str) -> Self {
        let mut open: Vec<(usize, u8)> = Vec::new();
        let mut found = Vec::new();
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                b'(' | b'[' => open.push((at, byte)),
                b')' | b']' => {
                    let opens = if byte == b')' { b'(' } else { b'[' };
                    if let Some(last) = open.iter().rposition(|(_, b)| *b == opens) {
                        found.push(open[last].0..at + 1);
                        open.truncate(last);
                    }
                }
                // A parenthesis does not run over a line.
                b'\n' => open.clear(),
                _ => {}
            }
        }
        found.sort_by_key(|p| (p.start, Reverse(p.end)));
        Self(found)
    }

    /// Those that lie in a part and in no other one that does.
    pub(super) fn within(&self, part: &Range<usize>) -> Vec<Range<usize>> {
        let first = self.0.partition_point(|p| p.start < part.start);
        let mut inside: Vec<Range<usize>> = Vec::new();
        for paren in self.0[first..].iter().take_while(|p| p.start < part.end).filter(|p| p.end <= part.end) {
            if inside.last().is_none_or(|last| last.end <= paren.start) {
                inside.push(paren.clone());
            }
        }
        inside
    }

    /// The one that opens here, if it ends within the part.
    fn opening(&self, at: usize, end: usize) -> Option<&Range<usize>> {
        let first = self.0.partition_point(|p| p.start < at);
        self.0.get(first).filter(|p| p.start == at && p.end <= end)
    }
}

/// A part without the space around it.
pub(super) fn trim(text: &str, part: Range<usize>) -> Range<usize> {
    let slice = &text[part.clone()];
    let start = part.start + (slice.len() - slice.trim_start().len());
    let end = part.start + slice.trim_end().len();
    start..end.max(start)
}

/// Splits a part at the separators outside its parentheses.
pub(super) fn items(text: &str, part: Range<usize>, parens: &Parens) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut from = part.start;
    let mut at = part.start;
    while at < part.end {
        if matches!(bytes[at], b'(' | b'[')
            && let Some(paren) = parens.opening(at, part.end)
        {
            at = paren.end;
            continue;
        }
        let length = separator(bytes, at, part.end, from);
        if length > 0 {
            found.push(from..at);
            from = at + length;
        }
        at += length.max(1);
    }
    found.push(from..part.end);
    found.retain(|r| !text[r.clone()].trim().is_empty());
    found
}

/// Bytes of the separator at `at`, or 0.
fn separator(bytes: &[u8], at: usize, end: usize, from: usize) -> usize {
    // "$8,500 note: data are in 2017 dollars"
    if bytes[at] == b' ' && at > from {
        let ahead = std::str::from_utf8(bytes.get(at + 1..(at + 8).min(end)).unwrap_or_default()).unwrap_or_default();
        return usize::from(is_note(ahead));
    }
    let next = bytes[..end].get(at + 1).copied();
    let before = (at > from).then(|| bytes[at - 1]);
    let digit = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_digit());
    match bytes[at] {
        b';' | b'\n' => 1,
        b'+' if next == Some(b'+') => 2,
        b',' if !(digit(before) && digit(next)) => 1,
        b'/' if before == Some(b' ') && (next == Some(b' ') || next.is_none()) => 1,
        b'/' if matches!(before, Some(b'%' | b'0'..=b'9'))
            && next.is_some_and(|n| n.is_ascii_alphanumeric() || n >= 0x80) =>
        {
            // "2015/16" is a period.
            let back = bytes[from..at].iter().rev().take_while(|b| b.is_ascii_digit()).count();
            let ahead = bytes[at + 1..end].iter().take_while(|b| b.is_ascii_digit()).count();
            usize::from(!(back == 4 && matches!(ahead, 2 | 4)))
        }
        _ => 0,
    }
}
