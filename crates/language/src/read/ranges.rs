use std::ops::Range;

/// Ranges of tokens by where they lie, so that of many only those are looked at
/// that can overlap another one.
#[derive(Default)]
pub(super) struct Ranges {
    all: Vec<Range<usize>>,
    /// Which of them reach into each block of tokens.
    blocks: Vec<Vec<usize>>,
}

/// In tokens: longer than nearly every sentence.
const BLOCK: usize = 128;

fn blocks(range: &Range<usize>) -> Range<usize> {
    range.start / BLOCK..range.end.div_ceil(BLOCK)
}

impl Ranges {
    pub(super) fn of(ranges: impl Iterator<Item = Range<usize>>) -> Self {
        let mut all = Self::default();
        ranges.for_each(|range| all.add(range));
        all
    }

    pub(super) fn add(&mut self, range: Range<usize>) {
        let blocks = blocks(&range);
        if self.blocks.len() < blocks.end {
            self.blocks.resize_with(blocks.end, Vec::new);
        }
        let number = self.all.len();
        self.blocks.get_mut(blocks).into_iter().flatten().for_each(|block| block.push(number));
        self.all.push(range);
    }

    /// The numbers of those that may overlap a range, some more than once.
    pub(super) fn near(&self, range: &Range<usize>) -> impl Iterator<Item = usize> {
        let blocks = blocks(range);
        let blocks = blocks.start.min(self.blocks.len())..blocks.end.min(self.blocks.len());
        self.blocks.get(blocks).into_iter().flatten().flatten().copied()
    }

    /// Those that may overlap a range, some more than once.
    pub(super) fn around(&self, range: &Range<usize>) -> impl Iterator<Item = &Range<usize>> {
        self.near(range).filter_map(|number| self.all.get(number))
    }

    /// Whether one that is such holds a token.
    pub(super) fn any_at(&self, at: usize, mut is_such: impl FnMut(&Range<usize>) -> bool) -> bool {
        self.around(&(at..at + 1)).any(|range| range.contains(&at) && is_such(range))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_that_overlap_are_near() {
        let ranges = Ranges::of([0..3, 100..130, 127..128, 600..1000].into_iter());
        let near = |range: Range<usize>| {
            let mut near: Vec<usize> = ranges.near(&range).collect();
            near.sort_unstable();
            near.dedup();
            near
        };
        assert_eq!(near(0..1), [0, 1, 2]);
        assert_eq!(near(128..129), [1]);
        assert_eq!(near(900..901), [3]);
        assert_eq!(near(5_000..5_001), [0; 0]);
        assert!(ranges.any_at(127, |range| range.len() == 1));
        assert!(!ranges.any_at(3, |_| true));
    }
}
