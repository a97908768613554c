//! The lines around what is marked, cut so that they fit a terminal: prose has
//! whole paragraphs on one line.

use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::place::boundary;

/// Marked bytes of a text, with what is said of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub place: Range<usize>,
    pub label: String,
    pub is_primary: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// From 0, in the text that it was taken from.
    pub first_line: usize,
    pub text: String,
    /// In the order given; each on one line of `text`.
    pub marks: Vec<Mark>,
}

/// The lines from the first to the last that is marked. A mark over several
/// lines becomes one on each, the last with the label.
pub(super) fn excerpt(text: &str, marks: &[Mark], width: usize) -> Excerpt {
    let marks: Vec<Mark> = marks.iter().flat_map(|mark| by_line(text, mark)).collect();
    let from = marks.iter().map(|mark| mark.place.start).min().unwrap_or(0);
    let to = marks.iter().map(|mark| mark.place.end).max().unwrap_or(0);
    let start = text[..from].rfind('\n').map_or(0, |at| at + 1);
    let end = text[to..].find('\n').map_or(text.len(), |at| to + at);
    let mut out = String::new();
    let mut placed = vec![0..0; marks.len()];
    let mut at = start;
    for line in text[start..end].split('\n') {
        if at > start {
            out.push('\n');
        }
        let here: Vec<usize> =
            (0..marks.len()).filter(|n| (at..=at + line.len()).contains(&marks[*n].place.start)).collect();
        let ranges: Vec<Range<usize>> =
            here.iter().map(|n| marks[*n].place.start - at..marks[*n].place.end - at).collect();
        let labels: Vec<usize> = here.iter().map(|n| marks[*n].label.width()).collect();
        let cut = Cut::new(line.trim_end_matches('\r'), &ranges, &labels, width);
        for (n, range) in here.iter().zip(&ranges) {
            placed[*n] = out.len() + cut.moved(range.start)..out.len() + cut.moved(range.end);
        }
        out.push_str(&cut.text());
        at += line.len() + 1;
    }
    let marks = marks.into_iter().zip(placed).map(|(mark, place)| Mark { place, ..mark }).collect();
    Excerpt { first_line: text[..start].matches('\n').count(), text: out, marks }
}

fn by_line(text: &str, mark: &Mark) -> Vec<Mark> {
    let (from, to) = (boundary(text, mark.place.start), boundary(text, mark.place.end));
    let to = to.max(from);
    let mut parts = Vec::new();
    let mut at = from;
    for line in text[from..to].split('\n') {
        let words = line.trim();
        if !words.is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            parts.push(Mark { place: start..start + words.len(), label: String::new(), is_primary: mark.is_primary });
        }
        at += line.len() + 1;
    }
    if parts.is_empty() {
        parts.push(Mark { place: from..from, label: String::new(), is_primary: mark.is_primary });
    }
    if let Some(last) = parts.last_mut() {
        last.label.clone_from(&mark.label);
    }
    parts
}

/// A line, of which some ranges are kept.
struct Cut<'a> {
    line: &'a str,
    kept: Vec<Range<usize>>,
}

const ELLIPSIS: &str = "…";

impl<'a> Cut<'a> {
    /// Keeps as much around each mark as there is room for, and the marks alone
    /// where there is not.
    fn new(line: &'a str, marks: &[Range<usize>], labels: &[usize], width: usize) -> Self {
        let whole = Self { line, kept: std::iter::once(0..line.len()).collect() };
        if columns(line) <= width {
            return whole;
        }
        if marks.is_empty() {
            return Self::around(line, std::iter::once(0..0), width.saturating_sub(2));
        }
        let fits = |cut: &Self| columns(&cut.text()) <= width;
        let labels_fit = |cut: &Self| {
            let text = cut.text();
            let end = |mark: &Range<usize>| columns(&text[..cut.moved(mark.end)]);
            marks.iter().zip(labels).all(|(mark, label)| end(mark) + label < width || 2 * label > width)
        };
        let tries = || (0..=width).rev().step_by(4).map(|around| Self::around(line, marks.iter().cloned(), around));
        let cut = tries().find(|cut| fits(cut) && labels_fit(cut)).or_else(|| tries().find(fits));
        match cut {
            Some(cut) => cut.filled(width),
            None => Self::ends(line, marks, width),
        }
    }

    /// The marks with so many columns on either side, up to whole words.
    fn around(line: &'a str, marks: impl Iterator<Item = Range<usize>>, columns: usize) -> Self {
        let kept = marks.map(|mark| before(line, mark.start, columns)..after(line, mark.end, columns)).collect();
        Self { line, kept: joined(kept) }
    }

    /// The head and the tail of each mark.
    fn ends(line: &'a str, marks: &[Range<usize>], width: usize) -> Self {
        let each = (width / marks.len() / 2).saturating_sub(3).max(4);
        let ends = |mark: &Range<usize>| {
            let head = mark.start..after(&line[..mark.end], mark.start, each);
            let tail = before(&line[mark.start..], mark.end - mark.start, each) + mark.start..mark.end;
            [head, tail]
        };
        Self { line, kept: joined(marks.iter().flat_map(ends).collect()) }
    }

    /// What room is left goes to the words after the last mark.
    fn filled(mut self, width: usize) -> Self {
        let room = width.saturating_sub(columns(&self.text()));
        if let Some(last) = self.kept.last_mut() {
            last.end = after(self.line, last.end, room);
        }
        self
    }

    fn text(&self) -> String {
        let mut out = String::new();
        for range in &self.kept {
            if range.start > 0 {
                out.push_str(ELLIPSIS);
            }
            out.push_str(&self.line[range.clone()]);
        }
        if self.kept.last().is_some_and(|last| last.end < self.line.len()) {
            out.push_str(ELLIPSIS);
        }
        out
    }

    /// Where a place of the line stands in the text.
    fn moved(&self, place: usize) -> usize {
        let mut at = 0;
        for range in &self.kept {
            if range.start > 0 {
                at += ELLIPSIS.len();
            }
            if place <= range.end {
                return at + place.saturating_sub(range.start);
            }
            at += range.len();
        }
        at
    }
}

fn joined(mut kept: Vec<Range<usize>>) -> Vec<Range<usize>> {
    kept.sort_by_key(|range| (range.start, range.end));
    kept.into_iter().fold(Vec::new(), |mut all: Vec<Range<usize>>, range| {
        match all.last_mut() {
            Some(last) if range.start <= last.end + 2 * ELLIPSIS.len() => last.end = last.end.max(range.end),
            _ => all.push(range),
        }
        all
    })
}

/// So many columns before a place, but from a word's start.
fn before(line: &str, at: usize, room: usize) -> usize {
    let mut used = 0;
    let mut start = at;
    let mut word = at;
    for (place, c) in line[..at].char_indices().rev() {
        used += column(c);
        if used > room {
            return if start == word || word == at { start } else { word };
        }
        if c.is_whitespace() {
            word = start;
        }
        start = place;
    }
    0
}

/// So many columns after a place, but to a word's end.
fn after(line: &str, at: usize, room: usize) -> usize {
    let mut used = 0;
    let mut end = at;
    let mut word = at;
    for (place, c) in line[at..].char_indices() {
        used += column(c);
        if used > room {
            return if word == at { end } else { word };
        }
        if c.is_whitespace() {
            word = at + place;
        }
        end = at + place + c.len_utf8();
    }
    line.len()
}

fn column(c: char) -> usize {
    match c {
        '\t' => 4,
        c => c.width().unwrap_or(1),
    }
}

pub(super) fn columns(text: &str) -> usize {
    text.chars().map(column).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(text: &str, words: &str, label: &str) -> Mark {
        let start = text.find(words).unwrap();
        Mark { place: start..start + words.len(), label: label.into(), is_primary: true }
    }

    fn marked(excerpt: &Excerpt) -> Vec<&str> {
        excerpt.marks.iter().map(|mark| &excerpt.text[mark.place.clone()]).collect()
    }

    #[test]
    fn a_short_line_stands_as_it_is() {
        let text = "One.\r\nBolivia has 15 million people.\r\nThree.";
        let found = excerpt(text, &[mark(text, "15 million", "")], 80);
        assert_eq!((found.first_line, found.text.as_str()), (1, "Bolivia has 15 million people."));
        assert_eq!(marked(&found), ["15 million"]);
    }

    #[test]
    fn a_paragraph_on_one_line_is_cut_around_its_marks() {
        let far = "mots sans chiffre à São Tomé ".repeat(30);
        let text = format!("{far}des exportations de 3,9 milliards {far}des importations de 4,2 milliards {far}");
        let marks = [mark(&text, "3,9 milliards", "2,9 milliards en 2022"), mark(&text, "4,2 milliards", "")];
        for width in [40, 60, 80, 120, 200] {
            let found = excerpt(&text, &marks, width);
            assert!(columns(&found.text) <= width, "{}", found.text);
            assert_eq!(marked(&found), ["3,9 milliards", "4,2 milliards"]);
        }
        let found = excerpt(&text, &marks[..1], 72);
        assert_eq!(found.text, "…Tomé des exportations de 3,9 milliards mots sans chiffre à São Tomé…");
    }

    #[test]
    fn a_long_mark_keeps_its_ends() {
        let long = format!("from here {}to there", "and on ".repeat(40));
        let text = format!("Before, {long}. After.");
        let found = excerpt(&text, &[mark(&text, &long, "")], 40);
        assert_eq!(found.text, "…from here and on…and on to there…");
        assert_eq!(marked(&found), ["from here and on…and on to there"]);
    }

    #[test]
    fn a_mark_over_lines_is_one_on_each() {
        let text = "of 12.4\r\n  million people\r\n";
        let found = excerpt(text, &[mark(text, "12.4\r\n  million", "12.3 million")], 80);
        assert_eq!(marked(&found), ["12.4", "million"]);
        assert_eq!(found.marks[1].label, "12.3 million");
        assert_eq!(found.text, "of 12.4\n  million people");
    }

    #[test]
    fn nothing_is_marked_beyond_the_end() {
        let found = excerpt("é", &[Mark { place: 1..9, label: String::new(), is_primary: true }], 80);
        assert_eq!((found.text.as_str(), marked(&found)), ("é", vec!["é"]));
        assert_eq!(excerpt("", &[Mark { place: 3..9, label: String::new(), is_primary: true }], 80).text, "");
    }
}
