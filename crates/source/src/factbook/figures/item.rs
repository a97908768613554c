//! One item: the numbers in it and how they go together.

use std::ops::Range;

use attache_model::{ObsStatus, unit};

use super::{
    Failed, Level, Reader,
    label::{base_words, bound, fold_spaces},
    split::trim,
};
use crate::factbook::{
    number::{Number, numbers},
    stated::{Stated, stated},
};

/// What stands between two numbers of an item.
enum Between {
    /// Periods only: another figure of the same thing.
    Same,
    /// "0.27 (2020 est.) less than 1": a remark on the first.
    Bound,
    /// "and": the label follows each number.
    And,
    /// Words: the label of the second number, a comma forgotten.
    Words,
}

/// A number of an item with the text that is its own.
pub(super) struct Own<'a> {
    pub(super) number: &'a Number,
    /// Where the words before it begin.
    pub(super) from: usize,
    /// Where the words after it end.
    pub(super) until: usize,
    /// The label of the number before, where it holds for this one too.
    pub(super) same: Option<Vec<String>>,
}

impl Reader<'_> {
    pub(super) fn item(&mut self, whole: Range<usize>, level: &mut Level) -> Result<(), Failed> {
        let item = self.after_period(&whole);
        let words = &self.text[item.clone()];
        // "2011 est." stands alone; "2011" may be a count.
        let alone = |s: &Stated<'_>| {
            s.rest.is_empty() && (s.status != ObsStatus::Normal || !words.starts_with(|c: char| c.is_ascii_digit()))
        };
        if let Some(s) = stated(words).filter(alone) {
            self.states((s.period, s.status));
            return Ok(());
        }
        let parens = self.parens.within(&item);
        let numbers = numbers(self.text, item.clone(), &parens);
        if numbers.is_empty() {
            // Where a sentence follows the year, the year is the sentence's.
            if whole != item && !self.has_digits(&item) {
                self.irregular(whole);
            }
            return self.without_number(item, &parens, level);
        }
        let between: Option<Vec<Between>> = numbers.windows(2).map(|pair| self.between(&pair[0], &pair[1])).collect();
        let (figures, rest) = (self.reading.figures.len(), self.reading.rest.len());
        let regular = match between.filter(|_| numbers.iter().all(|n| !n.irregular)) {
            Some(between) => self.numbers(&item, &numbers, &between, level)?,
            None => false,
        };
        if !regular {
            self.reading.figures.truncate(figures);
            self.reading.rest.truncate(rest);
            self.irregular(item);
        }
        Ok(())
    }

    /// The item after a period that stands first: "2020: ...".
    fn after_period(&mut self, item: &Range<usize>) -> Range<usize> {
        if let Some(colon) = self.text[item.clone()].find(':').filter(|at| *at <= 20)
            && let Some(s) = stated(&self.text[item.start..item.start + colon]).filter(|s| s.rest.is_empty())
        {
            self.leading = Some((s.period, s.status));
            return trim(self.text, item.start + colon + 1..item.end);
        }
        item.clone()
    }

    /// Reads the numbers of an item; false where one stands in a sentence.
    fn numbers(
        &mut self,
        item: &Range<usize>,
        numbers: &[Number],
        between: &[Between],
        level: &mut Level,
    ) -> Result<bool, Failed> {
        let mut from = item.start;
        let mut label: Option<Vec<String>> = None;
        for (at, number) in numbers.iter().enumerate() {
            let before = at.checked_sub(1).map(|i| &between[i]);
            if let Some(Between::Bound) = before {
                self.remark(numbers[at - 1].end(), number.end(), item.end);
                break;
            }
            let mut until = numbers.get(at + 1).map_or(item.end, |next| next.span.start);
            if let Some(Between::Bound | Between::Words) = between.get(at) {
                // Its parentheses are the number's own; the words are the next one's.
                until = self.own_end(number.end()..until);
            }
            let same = label.take().filter(|_| matches!(before, Some(Between::Same)));
            let from_here = if let Some(Between::And) = before { number.span.start } else { from };
            match self.figure(Own { number, from: from_here, until, same }, level)? {
                Some(used) => label = Some(used),
                None => return Ok(false),
            }
            from = until;
        }
        Ok(true)
    }

    /// Where the parentheses end that follow a number directly.
    fn own_end(&self, part: Range<usize>) -> usize {
        let parens = self.parens.within(&part);
        parens.iter().fold(part.start, |end, p| if self.text[end..p.start].trim().is_empty() { p.end } else { end })
    }

    /// Keeps "less than 1" as a remark on the figure before.
    fn remark(&mut self, from: usize, to: usize, end: usize) {
        let words = fold_spaces(&self.text[from..to]);
        let said = words.rsplit(')').next().unwrap_or_default().trim().to_owned();
        if let Some(figure) = self.reading.figures.last_mut() {
            figure.remarks.push(said);
        }
        for paren in self.parens.within(&(to..end)) {
            if let Some(s) = stated(&self.text[paren.start + 1..paren.end - 1]) {
                self.states((s.period, s.status));
            }
        }
    }

    /// How two numbers of one item go together; `None` where they do not.
    fn between(&self, a: &Number, b: &Number) -> Option<Between> {
        let part = a.end()..b.span.start;
        let parens = self.parens.within(&part);
        let words = self.words_outside(part.clone(), &parens);
        let (rest, bounded) = bound(&words);
        let rest = rest.trim();
        if rest.is_empty() && bounded.is_some() {
            return Some(Between::Bound);
        }
        let dated = |p: &Range<usize>| stated(&self.text[p.start + 1..p.end - 1]).is_some();
        if rest.is_empty() && !parens.is_empty() && parens.iter().all(dated) {
            return Some(Between::Same);
        }
        let text = self.text[part].trim_end();
        if (text.ends_with(" and") || text == "and") && words.split_whitespace().count() <= 8 {
            return Some(Between::And);
        }
        // "China (southeast) 4,133 km and China (south) 46 km"
        let alike = a.measure.unit == b.measure.unit
            && (a.measure.unit == Some(unit::PERCENT)
                || (a.measure.unit.is_some() && text.trim_start().starts_with("and ")));
        let label = rest.split_whitespace().count();
        (alike && (1..=8).contains(&label) && !base_words(rest).is_empty()).then_some(Between::Words)
    }
}
