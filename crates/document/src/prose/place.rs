use super::Prose;

/// Where something stands, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Of [`Prose::source`], from 1. A line ends with CR, LF or both.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// Where the source is not what the author sees: `page 3`, `paragraph 12`,
    /// `table 1, row 2, column 3`.
    pub label: Option<String>,
}

/// What can be said of places in the source, each from its byte on.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    /// Where each line begins.
    lines: Vec<usize>,
    labels: Vec<(usize, String)>,
}

impl Places {
    /// Of a source, with what is said of its parts, in order.
    pub(super) fn of(source: &str, labels: Vec<(usize, String)>) -> Self {
        let mut at = 0;
        let lines = super::lines(source).map(|line| {
            at += line.len();
            at - line.len()
        });
        Self { lines: lines.collect(), labels }
    }
}

impl Prose {
    /// Where this byte of the source stands. A byte past the end stands at the end.
    pub fn where_is(&self, offset: usize) -> Place {
        let offset = offset.min(self.source.len());
        let line = self.places.lines.partition_point(|start| *start <= offset).max(1);
        let start = self.places.lines.get(line - 1).copied().unwrap_or(0);
        let before = self.source.as_bytes()[start..offset].iter();
        let column = 1 + before.filter(|byte| !is_continuation(**byte)).count();
        let labels = &self.places.labels;
        let label = labels.partition_point(|(from, _)| *from <= offset).checked_sub(1).map(|at| labels[at].1.clone());
        Place { line, column, label }
    }
}

/// Whether a byte of UTF-8 belongs to the character before it.
fn is_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::super::{Format, Prose};

    #[test]
    fn lines_and_columns_in_characters() {
        let prose = Prose::read("é1\r\n2é3\r4\n\n5".as_bytes(), Format::Text).unwrap();
        let at = |text: char| {
            let place = prose.where_is(prose.source.find(text).unwrap());
            (place.line, place.column)
        };
        assert_eq!([at('1'), at('2'), at('3'), at('4'), at('5')], [(1, 2), (2, 1), (2, 3), (3, 1), (5, 1)]);
        let end = prose.where_is(usize::MAX);
        assert_eq!((end.line, end.column, end.label), (5, 2, None));
    }

    #[test]
    fn an_empty_source_has_one_place() {
        let place = Prose::read(b"", Format::Text).unwrap().where_is(0);
        assert_eq!((place.line, place.column), (1, 1));
    }
}
