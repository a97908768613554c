//! One number with what stands around it.

use std::ops::Range;

use attache_model::{Code, unit};

use super::{
    Failed, Figure, Level, Reader, Rest,
    item::Own,
    label::{base_words, bound, is_date_like, is_measure},
};
use crate::factbook::{
    number::Number,
    stated::stated,
    units::{self, Measure},
};

/// A label with more words than this is a sentence; that of a percentage may
/// be longer ("persons for whom data were taken from administrative sources ...").
const LABEL_WORDS: usize = 12;
const LONG_LABEL_WORDS: usize = 20;

/// A longer remark is prose.
const LONG_REMARK: usize = 200;

/// The words around a number.
struct Around {
    /// The label before it.
    pre: String,
    /// The label after it.
    post: String,
    /// A colon or dash stood between the label and the number.
    marked: Option<char>,
    bound: Option<&'static str>,
    measure: Measure,
    remarks: Vec<String>,
}

impl Reader<'_> {
    /// Reads a number with its words and parentheses. `None` where it stands in
    /// a sentence; else its label.
    pub(super) fn figure(&mut self, own: Own<'_>, level: &mut Level) -> Result<Option<Vec<String>>, Failed> {
        let after = own.number.end().min(own.until)..own.until;
        let parens = self.parens.within(&after);
        let mut around = self.around(&own, &after, &parens, level);
        let most = if around.measure.unit == Some(unit::PERCENT) { LONG_LABEL_WORDS } else { LABEL_WORDS };
        let words = |label: &str| label.split_whitespace().count();
        if words(&around.pre) > most
            || words(&around.post) > LABEL_WORDS
            || is_date_like(self.text, own.number, around.measure.unit, own.from)
        {
            return Ok(None);
        }
        if own.same.is_none() {
            self.standing_labels(&mut around, level);
        }
        let Around { pre, post, mut remarks, .. } = around;
        let mut label = own.same.unwrap_or_default();
        let number_first = label.is_empty() && pre.is_empty() && !post.is_empty();
        if label.is_empty() && !pre.is_empty() {
            label.push(pre);
        }
        if !post.is_empty() {
            if label.is_empty() { label.push(post) } else { remarks.push(post) }
        }
        let first = self.reading.figures.len();
        self.push(own.number, around.measure, level.path(&label), around.bound, level.depth)?;
        for paren in parens {
            self.paren(paren, first, level, &label, &mut remarks)?;
        }
        for figure in self.reading.figures[first..].iter_mut().filter(|f| f.depth == level.depth) {
            figure.remarks.clone_from(&remarks);
            figure.number_first = number_first;
        }
        Ok(Some(label))
    }

    fn around(&mut self, own: &Own<'_>, after: &Range<usize>, parens: &[Range<usize>], level: &mut Level) -> Around {
        let (before, mut limit) = bound(&self.text[own.from..own.number.span.start]);
        let mut remarks = Vec::new();
        let mut pre = String::new();
        if own.same.is_none() {
            let part = own.from..own.from + before.len();
            let within = self.parens.within(&part);
            pre = self.label(part, &within, &mut remarks);
            self.headings(&mut pre, &mut level.heading);
            // "Alexander B. CUMMINGS, Jr. (CPP) 1.6%"
            let junior = ["Jr.", "Sr.", "Jr", "III"].contains(&pre.split(' ').next().unwrap_or_default());
            if let Some(name) = self.before.as_ref().filter(|_| junior) {
                pre = format!("{name}, {pre}");
            }
        }
        let marked = before.trim_end().chars().next_back().filter(|c| matches!(c, ':' | '-' | '–'));
        let words = self.words_outside(after.clone(), parens);
        let mut post = base_words(words.strip_suffix(" and").unwrap_or(&words));
        // "13.73 million (2018) mt-km", "1 (2020 est.) less than", "0 kWh NA (2016)"
        let mut measure = own.number.measure;
        if measure.unit.is_none() {
            let late = units::measure(&post);
            if late.length == post.len() {
                measure.unit = late.unit;
                post.clear();
            }
        }
        if let ("", Some(late)) = bound(&post) {
            limit = Some(late);
            post.clear();
        }
        if ["NA", "N", "est"].contains(&post.as_str()) {
            post.clear();
        }
        if post.split_whitespace().count() >= 5 {
            remarks.push(std::mem::take(&mut post));
        }
        Around { pre, post, marked, bound: limit, measure, remarks }
    }

    /// Labels that hold for the numbers after this one too.
    fn standing_labels(&mut self, around: &mut Around, level: &mut Level) {
        let Around { pre, post, marked, .. } = around;
        // "composition - 16 men, 0 women"
        if !pre.is_empty() && !post.is_empty() && marked.is_some() && post.split_whitespace().count() <= 3 {
            let kept = level.heading.first().filter(|o| is_measure(pre) && !is_measure(o)).cloned();
            level.heading = kept.into_iter().chain([std::mem::take(pre)]).collect();
        }
        // "British pounds per US dollar: 0.782 (2024 est.), 0.805 (2023 est.)"
        if *marked == Some(':') && !pre.is_empty() {
            self.colon = Some(pre.clone());
        } else if pre.is_empty() && post.is_empty() && level.heading.is_empty() {
            *pre = self.colon.clone().unwrap_or_default();
        } else {
            self.colon = None;
        }
    }

    /// Adds a number, or both ends of a range.
    fn push(
        &mut self,
        number: &Number,
        Measure { mult, unit, .. }: Measure,
        label: Vec<String>,
        bound: Option<&'static str>,
        depth: usize,
    ) -> Result<(), Failed> {
        let absurd = |e| (e, number.span.clone());
        let mut figure = Figure {
            span: number.span.start..number.digits.end,
            digits: number.digits.clone(),
            value: number.value(self.text, &number.digits).map_err(absurd)?,
            mult: if number.low_in_thousands { mult + 3 } else { mult },
            unit: number.currency.map(Code::from_static).or(unit),
            label,
            period: None,
            leading: self.leading,
            remarks: Vec::new(),
            bound,
            end: None,
            depth,
            number_first: false,
            before: self.before.take(),
        };
        if let Some(to) = &number.to {
            let value = number.value(self.text, to).map_err(absurd)?;
            let high =
                Figure { span: to.clone(), digits: to.clone(), value, mult, end: Some("high"), ..figure.clone() };
            figure.end = Some("low");
            self.reading.figures.extend([figure, high]);
        } else {
            self.reading.figures.push(figure);
        }
        Ok(())
    }

    /// A parenthesis after a figure: a period, figures of its parts, or a remark.
    fn paren(
        &mut self,
        paren: Range<usize>,
        figure: usize,
        level: &Level,
        label: &[String],
        remarks: &mut Vec<String>,
    ) -> Result<(), Failed> {
        let inside = paren.start + 1..paren.end - 1;
        let words = self.text[inside.clone()].trim();
        if let Some(s) = stated(words) {
            self.states((s.period, s.status));
            if !s.rest.is_empty() {
                remarks.push(s.rest.to_owned());
            }
        } else if self.has_digits(&inside) {
            let first = self.reading.figures.len();
            let period = self.reading.figures[figure].period;
            if self.nested(inside, level, &label.join("/"))? {
                for child in &mut self.reading.figures[first..] {
                    child.period = child.period.or(period);
                }
            } else if words.len() > LONG_REMARK {
                self.reading.rest.push(Rest::Note(paren));
            } else {
                remarks.push(words.to_owned());
            }
        } else if words.len() <= LONG_REMARK && !base_words(words).is_empty() {
            remarks.push(words.to_owned());
        }
        Ok(())
    }
}
