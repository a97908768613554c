//! The grammar of Factbook figures: a text as labels, numbers, units, periods
//! and what stands in parentheses.
//!
//! ```text
//! text  = item *( (";" | "++" | line break | " / " | ",") item )
//! item  = [heading (" - " | ": ")] [label] number [scale] [unit] [label] *paren
//! paren = "(" period ")" | "(" text ")"
//! ```
//! A period holds for every figure before it that has none of its own; one at
//! the head of a text, for all that follow.

use std::ops::Range;

use attache_model::{Code, Decimal, ObsStatus, Period};

use super::{
    number::{Absurd, Number, numbers},
    stated::stated,
    units::{self, Measure},
};

/// A number of a text with all that the text says of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figure {
    /// Where the token stands in the plain text.
    pub(super) span: Range<usize>,
    pub(super) digits: Range<usize>,
    pub(super) value: Decimal,
    pub(super) mult: i8,
    pub(super) unit: Option<Code>,
    /// Headings and labels from the outermost in.
    pub(super) label: Vec<String>,
    pub(super) period: Option<(Period, ObsStatus)>,
    /// The period that stood before it, for want of one after it.
    leading: Option<(Period, ObsStatus)>,
    /// Remarks in parentheses or after the unit.
    pub(super) remarks: Vec<String>,
    /// "less than", "more than": the figure is a bound.
    pub(super) bound: Option<&'static str>,
    /// Which end of a range it is.
    pub(super) end: Option<&'static str>,
    /// How deep in parentheses.
    pub(super) depth: usize,
    /// The label stood after the number: "27 indigenous languages".
    pub(super) number_first: bool,
    /// The item before, where it had no number: "Bahamas, The 4%".
    pub(super) before: Option<String>,
}

/// A part of a text that is no figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    /// "note - ...": prose by the Factbook's own word.
    Note(Range<usize>),
    /// Has numerals, and is not in the form of a figure.
    Irregular(Range<usize>),
    /// "NA (2012)": the Factbook has no figure.
    Missing(Range<usize>),
}

#[derive(Debug, Default, PartialEq)]
pub(super) struct Reading {
    pub(super) figures: Vec<Figure>,
    pub(super) rest: Vec<Rest>,
    /// A period that the text states without a figure to go with it.
    pub(super) period: Option<(Period, ObsStatus)>,
}

/// Reads a text. Where its labels are `names` (of parties), a dash in them
/// makes no heading.
///
/// # Errors
/// [`Absurd`], with the place, where a number cannot be one.
pub(super) fn read(text: &str, names: bool) -> Result<Reading, (Absurd, Range<usize>)> {
    let mut reader = Reader { names, text, parens: parens(text), reading: Reading::default(), leading: None, before: None, colon: None };
    reader.list(0..text.len(), 0, &mut Vec::new())?;
    let Reader { mut reading, leading, .. } = reader;
    for figure in &mut reading.figures {
        figure.period = figure.period.or(figure.leading);
    }
    if reading.period.is_none() {
        reading.period = leading;
    }
    Ok(reading)
}

struct Reader<'a> {
    names: bool,
    text: &'a str,
    /// Matched parentheses and brackets, the brackets included.
    parens: Vec<Range<usize>>,
    reading: Reading,
    /// A period that stood before the first figure it can hold for.
    leading: Option<(Period, ObsStatus)>,
    before: Option<String>,
    /// The label before a colon, while figures without one follow.
    colon: Option<String>,
}

type Result2 = Result<(), (Absurd, Range<usize>)>;

/// A label with more words than this is a sentence; that of a percentage may
/// be longer ("persons for whom data were taken from administrative sources ...").
const LABEL_WORDS: usize = 12;
const LONG_LABEL_WORDS: usize = 20;

/// A longer remark is prose.
const LONG_REMARK: usize = 200;

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

impl Reader<'_> {
    /// Reads a list of items; `heading` holds from one item to the next.
    fn list(&mut self, part: Range<usize>, depth: usize, outer: &mut Vec<String>) -> Result2 {
        if depth > 6 {
            self.irregular(part);
            return Ok(());
        }
        let mut heading: Vec<String> = Vec::new();
        let mut items = items(self.text, part.clone(), &self.parens).into_iter().peekable();
        let mut end = part.start;
        while let Some(item) = items.next() {
            if self.text[end..item.start].contains('\n') {
                heading.clear();
                self.colon = None;
            }
            end = item.end;
            let item = trim(self.text, item);
            if is_note(&self.text[item.clone()]) {
                // A note runs to the end of the line, over commas and semicolons.
                let mut end = item.end;
                while let Some(next) = items.next_if(|n| !self.text[end..n.start].contains(['\n', '+'])) {
                    end = next.end;
                }
                self.note(item.start..end);
                continue;
            }
            self.item(item, depth, outer, &mut heading)?;
        }
        Ok(())
    }

    fn note(&mut self, part: Range<usize>) {
        // "note - ... are official (2012 est.)": the year is the figures'.
        if let Some(paren) = self.parens.iter().find(|p| p.end == trim(self.text, part.clone()).end && part.contains(&p.start))
            && let Some(s) = stated(&self.text[paren.start + 1..paren.end - 1])
            && s.rest.is_empty()
        {
            self.states((s.period, s.status));
        }
        self.reading.rest.push(Rest::Note(part));
    }

    fn irregular(&mut self, part: Range<usize>) {
        if self.text[part.clone()].contains(|c: char| c.is_ascii_digit()) {
            self.reading.rest.push(Rest::Irregular(part));
        }
    }

    /// A period holds for every figure before it that has none.
    fn states(&mut self, period: (Period, ObsStatus)) {
        let mut any = false;
        for figure in self.reading.figures.iter_mut().rev().take_while(|f| f.period.is_none()) {
            figure.period = Some(period);
            any = true;
        }
        if !any {
            if self.reading.figures.is_empty() {
                self.leading = Some(period);
            } else {
                self.reading.period = Some(period);
            }
        }
    }

    fn within(&self, part: &Range<usize>) -> Vec<Range<usize>> {
        let mut inside: Vec<Range<usize>> = Vec::new();
        for paren in self.parens.iter().filter(|p| part.start <= p.start && p.end <= part.end) {
            if inside.last().is_none_or(|last| last.end <= paren.start) {
                inside.push(paren.clone());
            }
        }
        inside
    }

    fn item(&mut self, mut item: Range<usize>, depth: usize, outer: &mut Vec<String>, heading: &mut Vec<String>) -> Result2 {
        // "2020: ..." puts the period first.
        let whole = item.clone();
        if let Some(colon) = self.text[item.clone()].find(':').filter(|at| *at <= 20)
            && let Some(s) = stated(&self.text[item.start..item.start + colon]).filter(|s| s.rest.is_empty())
        {
            self.leading = Some((s.period, s.status));
            item = trim(self.text, item.start + colon + 1..item.end);
        }
        let words = &self.text[item.clone()];
        if let Some(s) = stated(words).filter(|s| s.rest.is_empty() && (s.status != ObsStatus::Normal || !words.starts_with(|c: char| c.is_ascii_digit()))) {
            self.states((s.period, s.status));
            return Ok(());
        }
        let parens = self.within(&item);
        let numbers = numbers(self.text, item.clone(), &parens);
        if numbers.is_empty() {
            // Where a sentence follows the year, the year is the sentence's.
            let digits = |part: &Range<usize>| self.text[part.clone()].contains(|c: char| c.is_ascii_digit());
            if whole != item && !digits(&item) {
                self.irregular(whole);
            }
            return self.without_number(item, &parens, depth, outer, heading);
        }
        let between: Option<Vec<Between>> = numbers.windows(2).map(|pair| self.between(&pair[0], &pair[1])).collect();
        let Some(between) = between.filter(|_| numbers.iter().all(|n| !n.irregular)) else {
            self.irregular(item);
            return Ok(());
        };
        let (figures, rest) = (self.reading.figures.len(), self.reading.rest.len());
        let mut from = item.start;
        let mut label: Option<Vec<String>> = None;
        for (at, number) in numbers.iter().enumerate() {
            if at > 0 && matches!(between[at - 1], Between::Bound) {
                let words = fold_spaces(&self.text[numbers[at - 1].end()..number.end()]);
                let said = words.rsplit(')').next().unwrap_or_default().trim().to_owned();
                if let Some(figure) = self.reading.figures.last_mut() {
                    figure.remarks.push(said);
                }
                for paren in self.within(&(number.end()..item.end)) {
                    if let Some(s) = stated(&self.text[paren.start + 1..paren.end - 1]) {
                        self.states((s.period, s.status));
                    }
                }
                break;
            }
            let mut until = numbers.get(at + 1).map_or(item.end, |next| next.span.start);
            if let Some(Between::Bound) = between.get(at) {
                until = self.within(&(number.end()..until)).last().map_or(number.end(), |p| p.end);
            }
            if let Some(Between::Words) = between.get(at) {
                // Its parentheses are the number's own; the words are the next one's.
                until = self.within(&(number.end()..until)).last().map_or(number.end(), |p| p.end);
            }
            let before = match at.checked_sub(1).map(|i| &between[i]) {
                Some(Between::Same) => label.clone(),
                _ => None,
            };
            let after_and = at > 0 && matches!(between[at - 1], Between::And);
            match self.figure(number, if after_and { number.span.start } else { from }, until, before, depth, outer, heading)? {
                Some(used) => label = Some(used),
                None => {
                    self.reading.figures.truncate(figures);
                    self.reading.rest.truncate(rest);
                    self.irregular(item);
                    return Ok(());
                }
            }
            from = until;
        }
        Ok(())
    }

    /// How two numbers of one item go together; `None` where they do not.
    fn between(&self, a: &Number, b: &Number) -> Option<Between> {
        let part = a.end()..b.span.start;
        let parens = self.within(&part);
        let words = self.words_outside(part.clone(), &parens);
        let (rest, bounded) = bound(&words);
        let rest = rest.trim();
        if rest.is_empty() && bounded.is_some() {
            return Some(Between::Bound);
        }
        if rest.is_empty() && !parens.is_empty() && parens.iter().all(|p| stated(&self.text[p.start + 1..p.end - 1]).is_some()) {
            return Some(Between::Same);
        }
        let text = self.text[part].trim_end();
        if (text.ends_with(" and") || text == "and") && words.split_whitespace().count() <= 8 {
            return Some(Between::And);
        }
        let percents = a.measure.unit == b.measure.unit && a.measure.unit == Some(Code::from_static("PERCENT"));
        let label = rest.split_whitespace().count();
        (percents && (1..=8).contains(&label) && !base_words(rest).is_empty()).then_some(Between::Words)
    }

    /// An item that is words and parentheses only.
    fn without_number(&mut self, item: Range<usize>, parens: &[Range<usize>], depth: usize, outer: &mut Vec<String>, heading: &mut Vec<String>) -> Result2 {
        let mut label = self.words(item.start..parens.first().map_or(item.end, |p| p.start));
        self.headings(&mut label, heading);
        let missing = ["NA", "$NA", "NA%", "none", "not available"].iter().any(|m| label == *m || label.ends_with(&format!(" {m}")));
        let mut all_read = true;
        let mut any = false;
        for paren in parens {
            let inside = paren.start + 1..paren.end - 1;
            let words = &self.text[inside.clone()];
            if let Some(s) = stated(words) {
                if missing && self.reading.figures.iter().all(|f| f.period.is_some()) {
                    self.reading.rest.push(Rest::Missing(item.clone()));
                } else {
                    self.states((s.period, s.status));
                }
                any = true;
            } else if words.contains(|c: char| c.is_ascii_digit()) {
                let read = self.nested(inside, depth, outer, heading, &label)?;
                any |= read;
                all_read &= read || numbers(self.text, paren.start + 1..paren.end - 1, &[]).is_empty();
            }
        }
        let outside = parens.iter().fold(self.text[item.clone()].to_owned(), |rest, p| rest.replace(&self.text[p.clone()], " "));
        if !all_read || (!any && outside.contains(|c: char| c.is_ascii_digit())) {
            self.irregular(item);
        }
        self.before = Some(label);
        Ok(())
    }

    /// Reads figures inside parentheses under a label; false where they are no figures.
    fn nested(&mut self, inside: Range<usize>, depth: usize, outer: &[String], heading: &[String], label: &str) -> Result<bool, (Absurd, Range<usize>)> {
        let (figures, rest, period) = (self.reading.figures.len(), self.reading.rest.len(), self.reading.period);
        let mut path: Vec<String> = outer.iter().chain(heading).cloned().collect();
        if !label.is_empty() {
            path.push(label.to_owned());
        }
        self.list(inside, depth + 1, &mut path)?;
        let well = self.reading.rest.len() == rest && self.reading.figures.len() > figures;
        if !well {
            self.reading.figures.truncate(figures);
            self.reading.rest.truncate(rest);
            self.reading.period = period;
        }
        Ok(well)
    }

    /// One number with what stands around it, from the end of the one before to
    /// the begin of the next. `None` where it is a sentence; else its label.
    #[allow(clippy::too_many_arguments)]
    fn figure(&mut self, number: &Number, from: usize, until: usize, same: Option<Vec<String>>, depth: usize, outer: &[String], heading: &mut Vec<String>) -> Result<Option<Vec<String>>, (Absurd, Range<usize>)> {
        let text = self.text;
        let measure = number.measure;
        let after = number.end().min(until)..until;
        let mut remarks = Vec::new();

        let (before, bound) = bound(&text[from..number.span.start]);
        let mut pre = String::new();
        if same.is_none() {
            let parens = self.within(&(from..from + before.len()));
            pre = self.label(from..from + before.len(), &parens, &mut remarks);
            self.headings(&mut pre, heading);
            // "Alexander B. CUMMINGS, Jr. (CPP) 1.6%"
            if let Some(name) = self.before.as_ref().filter(|_| ["Jr.", "Sr.", "Jr", "III"].iter().any(|j| pre.split(' ').next() == Some(j))) {
                pre = format!("{name}, {pre}");
            }
        }
        let parens = self.within(&after);
        let post_words = self.words_outside(after.clone(), &parens);
        let mut post = base_words(post_words.strip_suffix(" and").unwrap_or(&post_words));
        let (mut measure, mut bound) = (measure, bound);
        // "13.73 million (2018) mt-km", "1 (2020 est.) less than", "0 kWh NA (2016)"
        if measure.unit.is_none() {
            let late = units::measure(&post);
            if late.length == post.len() {
                measure.unit = late.unit;
                post.clear();
            }
        }
        if let ("", Some(late)) = self::bound(&post) {
            bound = Some(late);
            post.clear();
        }
        if ["NA", "N", "est"].contains(&post.as_str()) {
            post.clear();
        }
        if post.split_whitespace().count() >= 5 {
            remarks.push(std::mem::take(&mut post));
        }
        let most = if measure.unit == Some(Code::from_static("PERCENT")) { LONG_LABEL_WORDS } else { LABEL_WORDS };
        if pre.split_whitespace().count() > most || post.split_whitespace().count() > LABEL_WORDS || is_date_like(text, number, measure.unit, from) {
            return Ok(None);
        }
        // "composition - 16 men, 0 women"
        if !pre.is_empty() && !post.is_empty() && before.trim_end().ends_with(['-', '–', ':']) && post.split_whitespace().count() <= 3 {
            let kept = heading.first().filter(|o| is_measure(&pre) && !is_measure(o)).cloned();
            *heading = kept.into_iter().chain([std::mem::take(&mut pre)]).collect();
        }
        // "British pounds per US dollar: 0.782 (2024 est.), 0.805 (2023 est.)"
        if before.trim_end().ends_with(':') && !pre.is_empty() {
            self.colon = Some(pre.clone());
        } else if pre.is_empty() && post.is_empty() && same.is_none() && heading.is_empty() {
            pre = self.colon.clone().unwrap_or_default();
        } else {
            self.colon = None;
        }
        let mut own: Vec<String> = same.unwrap_or_default();
        let number_first = own.is_empty() && pre.is_empty() && !post.is_empty();
        match (own.is_empty() && pre.is_empty(), post.is_empty()) {
            (true, false) => own = vec![post],
            (true, true) => {}
            (false, post_empty) => {
                if own.is_empty() {
                    own = vec![pre];
                }
                if !post_empty {
                    remarks.push(post);
                }
            }
        }
        let path: Vec<String> = outer.iter().chain(heading.iter()).chain(&own).cloned().collect();
        let first = self.reading.figures.len();
        self.push(number, measure, path, bound, depth)?;
        for paren in parens {
            self.paren(paren, first, depth, outer, heading, &own, &mut remarks)?;
        }
        for figure in self.reading.figures[first..].iter_mut().filter(|f| f.depth == depth) {
            figure.remarks.clone_from(&remarks);
            figure.number_first = number_first;
        }
        Ok(Some(own))
    }

    /// Adds a number, or both ends of a range.
    fn push(&mut self, number: &Number, Measure { mult, unit, .. }: Measure, label: Vec<String>, bound: Option<&'static str>, depth: usize) -> Result2 {
        let absurd = |e| (e, number.span.clone());
        let unit = number.currency.map(Code::from_static).or(unit);
        let mut figure = Figure {
            span: number.span.start..number.digits.end,
            digits: number.digits.clone(),
            value: number.value(self.text, &number.digits).map_err(absurd)?,
            mult: if number.low_in_thousands { mult + 3 } else { mult },
            unit,
            label,
            period: None,
            leading: self.leading,
            number_first: false,
            before: self.before.take(),
            remarks: Vec::new(),
            bound,
            end: None,
            depth,
        };
        if let Some(to) = &number.to {
            let mut high = figure.clone();
            figure.end = Some("low");
            high.end = Some("high");
            high.mult = mult;
            high.span = to.clone();
            high.digits = to.clone();
            high.value = number.value(self.text, to).map_err(absurd)?;
            self.reading.figures.push(figure);
            self.reading.figures.push(high);
        } else {
            self.reading.figures.push(figure);
        }
        Ok(())
    }

    /// A parenthesis after a figure: a period, figures of its parts, or a remark.
    #[allow(clippy::too_many_arguments)]
    fn paren(&mut self, paren: Range<usize>, figure: usize, depth: usize, outer: &[String], heading: &[String], label: &[String], remarks: &mut Vec<String>) -> Result2 {
        let inside = paren.start + 1..paren.end - 1;
        let words = self.text[inside.clone()].trim();
        if let Some(s) = stated(words) {
            self.states((s.period, s.status));
            if !s.rest.is_empty() {
                remarks.push(s.rest.to_owned());
            }
        } else if words.contains(|c: char| c.is_ascii_digit()) {
            let first = self.reading.figures.len();
            let period = self.reading.figures[figure].period;
            if self.nested(inside, depth, outer, heading, &label.join("/"))? {
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

    /// Moves all but the last part of "a - b: c" into the heading.
    fn headings(&self, label: &mut String, heading: &mut Vec<String>) {
        let mut parts = if self.names { vec![std::mem::take(label)] } else { parts_of(label) };
        *label = clean(&parts.pop().unwrap_or_default());
        let parts: Vec<String> = parts.iter().map(|p| clean(p)).filter(|p| !p.is_empty()).collect();
        // "seats by party - PS 24, Aleksa and Dritan - Count Bravely 11": the dash is the party's.
        if heading.last().is_some_and(|h| is_measure(h)) && !parts.is_empty() && !parts.iter().any(|p| holds_measure(p)) {
            *label = format!("{} - {label}", parts.join(" - "));
            return;
        }
        let (Some(first), old) = (parts.first(), heading.first()) else { return };
        // "Senate - percent of vote by party - ...; seats by party - ...": the chamber stays.
        let kept = old.filter(|o| is_measure(first) && !is_measure(o)).cloned();
        *heading = kept.into_iter().chain(parts).collect();
    }

    fn words(&self, part: Range<usize>) -> String {
        fold_spaces(&self.text[part])
    }

    fn words_outside(&self, part: Range<usize>, parens: &[Range<usize>]) -> String {
        let mut words = String::new();
        let mut at = part.start;
        for paren in parens {
            words.push_str(&self.text[at..paren.start]);
            words.push(' ');
            at = paren.end;
        }
        words.push_str(&self.text[at..part.end]);
        clean(&fold_spaces(&words))
    }

    /// The label before a number: its parentheses stay unless they only say
    /// what a place or language is.
    fn label(&mut self, part: Range<usize>, parens: &[Range<usize>], remarks: &mut Vec<String>) -> String {
        let mut words = String::new();
        let mut at = part.start;
        for paren in parens {
            words.push_str(&self.text[at..paren.start]);
            let inside = self.text[paren.start + 1..paren.end - 1].trim();
            if let Some(s) = stated(inside) {
                self.leading = Some((s.period, s.status));
            } else if inside.starts_with("official") || inside.contains("capital") {
            } else if inside.len() <= 60 && !inside.contains(|c: char| c.is_ascii_digit()) {
                words.push_str(&self.text[paren.clone()]);
            } else {
                remarks.push(inside.to_owned());
            }
            at = paren.end;
        }
        words.push_str(&self.text[at..part.end]);
        let words = fold_spaces(&words);
        let trimmed = words.trim_end_matches([' ', '-', '–', ':', ',', '=']);
        clean_start(trimmed).to_owned()
    }
}

/// Whether a heading says what is counted, not whose.
fn is_measure(heading: &str) -> bool {
    let lower = heading.to_ascii_lowercase();
    ["percent", "seat", "composition", "vote", "number of"].iter().any(|m| lower.starts_with(m))
}

fn holds_measure(heading: &str) -> bool {
    let lower = heading.to_ascii_lowercase();
    ["percent", "seat", "composition", "vote", "women", "men", "round", "total"].iter().any(|m| lower.contains(m))
}

/// Splits a label at dashes and colons outside its parentheses.
fn parts_of(label: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let (mut depth, mut from) = (0usize, 0);
    for (at, c) in label.char_indices() {
        let rest = &label[at..];
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 || at < from => {}
            _ => {
                if let Some(mark) = [" - ", " – ", ": ", " -"].iter().find(|m| rest.starts_with(**m)).filter(|m| m.len() > 2 || at > 0) {
                    parts.push(label[from..at].to_owned());
                    from = at + mark.len();
                }
            }
        }
    }
    parts.push(label.get(from..).unwrap_or_default().to_owned());
    parts
}

/// Words that only say of what a percentage is.
fn base_words(words: &str) -> String {
    let lower = words.to_ascii_lowercase();
    let base = ["of ", "annual ", "national budget", "population", "per ", "gdp", "in the "].iter().any(|b| lower.starts_with(b));
    if base { String::new() } else { clean(words) }
}

fn bound(before: &str) -> (&str, Option<&'static str>) {
    let trimmed = before.trim_end();
    let lower = trimmed.to_ascii_lowercase();
    for (word, bound) in [
        ("less than", Some("less than")), ("fewer than", Some("less than")), ("more than", Some("more than")),
        ("greater than", Some("more than")), ("at least", Some("at least")), ("up to", Some("up to")), ("over", Some("more than")),
        ("under", Some("less than")), ("nearly", Some("nearly")), ("approximately", Some("about")), ("approx.", Some("about")),
        ("about", Some("about")), ("roughly", Some("about")), ("around", Some("about")), ("estimated", None), ("est.", None),
        ("an estimated", None), ("some", Some("about")), ("<", Some("less than")), (">", Some("more than")), ("~", Some("about")),
    ] {
        if lower.ends_with(word) && lower.len() == trimmed.len() {
            let head = &trimmed[..trimmed.len() - word.len()];
            if !word.starts_with(char::is_alphabetic) || !head.ends_with(char::is_alphanumeric) {
                return (head, bound);
            }
        }
    }
    (before, None)
}

/// A year or a day in a sentence, not a figure.
fn is_date_like(text: &str, number: &Number, unit: Option<Code>, from: usize) -> bool {
    if number.currency.is_some() || unit.is_some() || number.to.is_some() {
        return false;
    }
    let digits = &text[number.digits.clone()];
    let before = text[from..number.span.start].trim_end().to_ascii_lowercase();
    let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let month = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20") || digits.starts_with("18"));
    if year && (month.contains(&last) || ["in", "since", "from", "until", "by", "of", "early", "late", "during", "before", "after", "between", "to", "through", "ca", "established", "adopted", "as"].contains(&last)) {
        return true;
    }
    let after = text[number.digits.end..].trim_start().to_ascii_lowercase();
    // "Afghanistan's 2004 Constitution"
    if year && before.ends_with(char::is_alphabetic) && after.starts_with(char::is_alphabetic) {
        return true;
    }
    digits.len() <= 2 && month.iter().any(|m| after.starts_with(m) && !after[m.len()..].starts_with(char::is_alphanumeric))
}

fn is_note(item: &str) -> bool {
    let Some(rest) = item.get(..4).filter(|h| h.eq_ignore_ascii_case("note")).map(|_| &item[4..]) else { return false };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == 's');
    rest.starts_with([':', '-', '–', '—', ';'])
}

fn clean(words: &str) -> String {
    clean_start(words.trim().trim_end_matches([' ', '-', '–', ':', ',', '=', '.', '*'])).to_owned()
}

/// A label without the words that only join it to what is before.
fn clean_start(words: &str) -> &str {
    let mut rest = words.trim_start_matches([' ', '-', '–', ':', ',', '=', '.', '*', '\'']);
    for word in ["and ", "includes ", "including ", "include ", "of which ", "with ", "plus ", "there are ", "there is "] {
        if rest.get(..word.len()).is_some_and(|h| h.eq_ignore_ascii_case(word)) {
            rest = rest[word.len()..].trim_start();
        }
    }
    if ["and", "includes", "including", "of which", "there are", "plus", "NA", "est", "N"].contains(&rest) { "" } else { rest }
}

fn fold_spaces(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

fn trim(text: &str, part: Range<usize>) -> Range<usize> {
    let slice = &text[part.clone()];
    let start = part.start + (slice.len() - slice.trim_start().len());
    let end = part.start + slice.trim_end().len();
    start..end.max(start)
}

/// Matched round and square brackets, outermost first where they begin alike.
fn parens(text: &str) -> Vec<Range<usize>> {
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
    found.sort_by_key(|p| (p.start, std::cmp::Reverse(p.end)));
    found
}

/// Splits a part at the separators outside its parentheses.
fn items(text: &str, part: Range<usize>, parens: &[Range<usize>]) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut from = part.start;
    let mut at = part.start;
    while at < part.end {
        // Parentheses that hold the part itself do not count.
        if matches!(bytes[at], b'(' | b'[')
            && let Some(paren) = parens.iter().find(|p| p.start == at && p.end <= part.end)
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
        b'/' if matches!(before, Some(b'%' | b'0'..=b'9')) && next.is_some_and(|n| n.is_ascii_alphanumeric() || n >= 0x80) => {
            let run = |mut i: usize, step: isize| {
                let mut n = 0;
                while i < end && bytes[i].is_ascii_digit() {
                    n += 1;
                    let Some(next) = i.checked_add_signed(step) else { break };
                    i = next;
                }
                n
            };
            // "2015/16" is a period.
            let year = run(at - 1, -1) == 4 && matches!(run(at + 1, 1), 2 | 4);
            usize::from(!year)
        }
        _ => 0,
    }
}
