//! Numbers with what they count, measure or cost, and how they are held out.

mod amount;
mod digits;
mod lexicon;
mod measure;
#[cfg(test)]
mod tests;

use attache_fact::{Hedge, Printed};
use attache_model::{Code, Decimal, unit};
use foldhash::HashSet;

use self::{
    amount::{Amount, Numbers, is_hyphen},
    lexicon::{Lexicon, Spelling},
    measure::{Measure, Measures},
};
use super::{
    mention::{Found, Mentioned},
    token::{Symbol, Token, TokenKind, Vocabulary},
};
use crate::{
    WordingError,
    toml_file::{Entry, TomlFile},
};

/// Finds numbers with what they count, measure or cost, and how they are held out.
pub(crate) struct Figures {
    numbers: Numbers,
    measures: Measures,
    /// "a quarter", in per cent.
    fractions: Lexicon<Decimal>,
    /// The same, only before one of `of` or behind one of `by`: "a third" may be a place in an
    /// order.
    fractions_of: Lexicon<Decimal>,
    of: Lexicon<()>,
    by: Lexicon<()>,
    /// Before what looks like a fraction, it is none: "the first half".
    no_fraction: Lexicon<()>,
    minus: Lexicon<()>,
    /// The sign of what is above zero: "+725 million".
    plus: Lexicon<()>,
    hedges: Lexicon<Hedge>,
    hedges_after: Lexicon<Hedge>,
    /// "the" between a hedge and its figure.
    leads: Lexicon<()>,
    /// Those of them that point to no other figure: "más de un 300 %".
    indefinite: Lexicon<()>,
    /// "exceeded": they give the hedge, and stay outside of the mention.
    hedging_verbs: Lexicon<Hedge>,
    /// "between", and what stands between its two ends.
    between: Lexicon<()>,
    and: Lexicon<()>,
    /// "to", and what before the first end makes it a change: "from 3 to 4".
    to: Lexicon<()>,
    from: Lexicon<()>,
    /// The words that figures begin with, but for numbers in digits.
    firsts: HashSet<Symbol>,
}

/// A figure that begins at a place that the reader knows.
#[derive(Clone, Copy)]
struct Reading {
    end: usize,
    printed: Printed,
}

/// A number with all that stands beside it.
struct Side {
    amount: Amount,
    is_negative: bool,
    money: Option<Code>,
    measure: Option<Measure>,
}

/// "A quarter" is said of what is near to 25 %, and is printed to no digit.
const STEP_OF_FRACTIONS: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

impl Figures {
    pub(crate) fn read(file: &TomlFile<'_>, vocabulary: &mut Vocabulary) -> Result<Self, WordingError> {
        let root = file.root();
        let (fraction, range) = (root.get("fraction")?, root.get("range")?);
        let numbers = Numbers::read(&root, vocabulary)?;
        let measures = Measures::read(&root, vocabulary)?;
        let mut hedges = |name: &str| Lexicon::read(root.find(name).as_ref(), Spelling::Any, vocabulary, hedge);
        let (before, after, verbs) = (hedges("hedge")?, hedges("hedge-after")?, hedges("hedge-verb")?);
        let mut parts =
            |name: &str| Lexicon::read(fraction.find(name).as_ref(), Spelling::Any, vocabulary, |key| key.parse().ok());
        let (fractions, fractions_of) = (parts("free")?, parts("before-of")?);
        let mut phrases = |table: &Entry<'_>, name: &str| -> Result<Lexicon<()>, WordingError> {
            let mut lexicon = Lexicon::new();
            lexicon.add_all(&table.get(name)?, Spelling::Any, (), vocabulary)?;
            Ok(lexicon)
        };
        let mut figures = Self {
            numbers,
            measures,
            fractions,
            fractions_of,
            of: phrases(&fraction, "of")?,
            by: phrases(&fraction, "by")?,
            no_fraction: phrases(&fraction, "not-after")?,
            minus: phrases(&root.get("number")?, "minus")?,
            plus: phrases(&root.get("number")?, "plus")?,
            hedges: before,
            hedges_after: after,
            leads: phrases(&root.get("lead")?, "words")?,
            indefinite: phrases(&root.get("lead")?, "indefinite")?,
            hedging_verbs: verbs,
            between: phrases(&range, "between")?,
            and: phrases(&range, "and")?,
            to: phrases(&range, "to")?,
            from: phrases(&range, "from")?,
            firsts: HashSet::default(),
        };
        let Self { numbers, measures, fractions, fractions_of, between, minus, plus, .. } = &figures;
        let fractions = fractions.firsts().chain(fractions_of.firsts());
        let phrases = fractions.chain(between.firsts()).chain(minus.firsts()).chain(plus.firsts());
        figures.firsts = phrases.chain(numbers.firsts()).chain(measures.firsts()).collect();
        Ok(figures)
    }

    /// Adds what begins at a token, in every length that can be meant.
    pub(crate) fn find(&self, tokens: &[Token<'_>], at: usize, found: &mut Vec<Found>) {
        let before = found.len();
        let mut add = |reading: Reading, hedge: Hedge| {
            let hedge = if reading.printed.hedge == Hedge::Plain { hedge } else { reading.printed.hedge };
            let what = Mentioned::Figure(reading.printed.hedged(hedge));
            let new = Found { tokens: at..reading.end, what };
            if !found.iter().skip(before).any(|f| *f == new) {
                found.push(new);
            }
        };
        for (end, hedge) in self.hedges.all(tokens, at) {
            self.led(tokens, end, hedge).for_each(|reading| add(reading, hedge));
            // "about an estimated 3 million"
            for (end, second) in self.hedges.all(tokens, end) {
                if hedge == Hedge::Plain || second == Hedge::Plain {
                    let both = if hedge == Hedge::Plain { second } else { hedge };
                    self.led(tokens, end, both).for_each(|reading| add(reading, both));
                }
            }
        }
        let readings = self.readings(tokens, at);
        if readings.is_empty() {
            return;
        }
        let verb = self.verb_before(tokens, at);
        for reading in readings {
            add(reading, verb.map_or(Hedge::Plain, |(_, hedge)| hedge));
        }
    }

    /// The verb right before a figure that gives its hedge, and where it begins: "does not
    /// reach".
    pub(crate) fn verb_before(&self, tokens: &[Token<'_>], at: usize) -> Option<(usize, Hedge)> {
        self.starts(tokens, at).find_map(|at| self.hedging_verbs.before(tokens, at))
    }

    /// Where a figure begins, without its article and with it: "the 5 million".
    pub(crate) fn starts(&self, tokens: &[Token<'_>], at: usize) -> impl Iterator<Item = usize> {
        let lead = self.leads.before(tokens, at).map(|(start, ())| start);
        [Some(at), lead].into_iter().flatten()
    }

    /// The figures that follow a hedge, at once or after an article; "below the 45 million
    /// of 2018" compares with another figure, and bounds none.
    fn led<'a>(&'a self, tokens: &'a [Token<'_>], at: usize, hedge: Hedge) -> impl Iterator<Item = Reading> + 'a {
        let compares = matches!(hedge, Hedge::Over | Hedge::Under);
        let leads = if compares { &self.indefinite } else { &self.leads };
        let led = leads.longest(tokens, at).map(|(end, ())| end);
        [Some(at), led].into_iter().flatten().flat_map(|at| self.readings(tokens, at))
    }

    /// The figures that begin at a token, without what hedges them before it.
    fn readings(&self, tokens: &[Token<'_>], at: usize) -> Vec<Reading> {
        let may_begin = |token: &Token<'_>| {
            token.kind == TokenKind::Number || matches!(token.text, "." | ",") || self.firsts.contains(&token.symbol)
        };
        if !tokens.get(at).is_some_and(may_begin) {
            return Vec::new();
        }
        // "three" of "three-quarters" is no figure.
        let fraction = self.fraction(tokens, at).map(|fraction| vec![fraction]);
        let mut readings = fraction.unwrap_or_else(|| self.numbers_at(tokens, at));
        let hedged: Vec<Reading> = readings.iter().filter_map(|reading| self.hedged_after(tokens, reading)).collect();
        readings.splice(0..0, hedged);
        readings
    }

    /// The ranges and single figures in numbers that begin at a token.
    fn numbers_at(&self, tokens: &[Token<'_>], at: usize) -> Vec<Reading> {
        if let Some((start, ())) = self.between.longest(tokens, at) {
            let range = self.side(tokens, start).and_then(|first| self.range(tokens, &first, &self.and));
            return range.map_or_else(Vec::new, |(range, _)| range);
        }
        let Some(first) = self.side(tokens, at) else { return Vec::new() };
        let is_between = self.between.before(tokens, at).is_some();
        let range = self.range(tokens, &first, if is_between { &self.and } else { &self.to });
        let is_change = self.from.before(tokens, at).is_some() && !first.is_elliptical();
        // The second half of "202-483-4410".
        let goes_on = at.checked_sub(1).is_some_and(|before| is_hyphen(tokens, before));
        match range {
            Some((range, first)) if !is_change && !goes_on => range.into_iter().chain([first]).collect(),
            _ => self.readings_of(tokens, at, &first),
        }
    }

    fn hedged_after(&self, tokens: &[Token<'_>], reading: &Reading) -> Option<Reading> {
        let (end, hedge) = self.hedges_after.longest(tokens, reading.end)?;
        // What stands before a further figure is of that one.
        let is_free = reading.printed.hedge == Hedge::Plain && self.side(tokens, end).is_none();
        is_free.then_some(Reading { end, printed: reading.printed.hedged(hedge) })
    }

    fn fraction(&self, tokens: &[Token<'_>], at: usize) -> Option<Reading> {
        let of = |end| self.of.longest(tokens, end).is_some();
        let before_of =
            self.fractions_of.all(tokens, at).filter(|(end, _)| of(*end) || self.is_change(tokens, at)).last();
        let (end, part) = self.fractions.longest(tokens, at).or(before_of)?;
        let is_none = self.no_fraction.before(tokens, at).is_some()
            || self.numbers.begins_half(tokens, at)
            || self.numbers.adds_half(tokens, end)
            || tokens.get(end).is_some_and(|t| !t.after_space && t.text == "-");
        (!is_none).then_some(Reading { end, printed: Printed::new(part, STEP_OF_FRACTIONS, unit::PERCENT) })
    }

    /// Whether what begins at a token is by how much something changed: "by more than a fifth".
    fn is_change(&self, tokens: &[Token<'_>], at: usize) -> bool {
        const MOST: usize = 4;
        let is_hedged = |end: usize| end == at || self.hedges.all(tokens, end).any(|(end, _)| end == at);
        (at.saturating_sub(MOST)..at).any(|from| self.by.all(tokens, from).any(|(end, _)| is_hedged(end)))
    }

    /// All that a number can mean with what stands around it.
    fn readings_of(&self, tokens: &[Token<'_>], at: usize, first: &Side) -> Vec<Reading> {
        let mut readings = Vec::new();
        let start = self.number_start(tokens, at);
        for amount in self.amounts(tokens, start, first.money.is_some()) {
            let end = amount.end;
            let measure = self.measures.after(tokens, end, amount.power > 0);
            let measure = measure.filter(|m| first.money.is_none() || m.is_money);
            let is_word = goes_on_as_word(tokens, end);
            let side = Side { measure, amount, ..*first };
            if let Some(measure) = measure {
                readings.extend(
                    side.printed(measure.unit).into_iter().map(|printed| Reading { end: measure.end, printed }),
                );
            }
            // "in 2017 dollars"
            let is_fixed = side.money.is_none() && !side.amount.is_year && measure.is_some_and(|m| m.is_fixed);
            if side.amount.wants_unit || is_word || is_fixed {
                continue;
            }
            let unit = side.money.unwrap_or(unit::COUNT);
            readings.extend(side.printed(unit).into_iter().map(|printed| Reading { end, printed }));
        }
        readings
    }

    fn amounts(&self, tokens: &[Token<'_>], at: usize, money: bool) -> Vec<Amount> {
        self.numbers.amounts(tokens, at, money, &self.measures)
    }

    /// Where the number begins of a figure that begins at a token.
    fn number_start(&self, tokens: &[Token<'_>], at: usize) -> usize {
        let signed = |at: usize| self.sign(tokens, at).or_else(|| self.plus_sign(tokens, at)).unwrap_or(at);
        let start = signed(at);
        self.measures.money(tokens, start).map_or(start, |(end, _)| signed(end))
    }

    /// The token after a sign, if one stands there and belongs to a number.
    fn sign(&self, tokens: &[Token<'_>], at: usize) -> Option<usize> {
        let (end, ()) = self.minus.longest(tokens, at)?;
        let sign = tokens.get(at)?;
        // "In 2021 —445 million of exports—" has a dash before it.
        if matches!(sign.text, "—" | "―") {
            return None;
        }
        if sign.kind == TokenKind::Word {
            // "al menos 12" is no -12.
            return self.hedges.before(tokens, end).is_none().then_some(end);
        }
        let before = at.checked_sub(1).and_then(|i| tokens.get(i));
        // "Inflation : – 0,7 %": behind a label no dash joins two things.
        let is_labelled = before.is_some_and(|t| matches!(t.text, ":" | "("));
        let is_close = tokens.get(end).is_some_and(|t| !t.after_space || is_labelled);
        let begins = sign.after_space
            || before.is_none_or(|t| matches!(t.text, "(" | "[" | "\"" | "“" | "«" | ":" | "/" | "$" | "€" | "£"));
        (is_close && begins).then_some(end)
    }

    /// The token after a plus that stands right before a number, and behind none.
    fn plus_sign(&self, tokens: &[Token<'_>], at: usize) -> Option<usize> {
        let (end, ()) = self.plus.longest(tokens, at)?;
        let sign = tokens.get(at)?;
        let before = at.checked_sub(1).and_then(|i| tokens.get(i));
        let begins = sign.after_space || before.is_none_or(|t| matches!(t.text, "(" | "[" | ":" | "$" | "€" | "£"));
        (begins && tokens.get(end).is_some_and(|t| !t.after_space)).then_some(end)
    }

    /// The number at a token with what stands beside it; `None` where its sign
    /// or currency stands before the token, or it is a part of a word.
    fn side(&self, tokens: &[Token<'_>], at: usize) -> Option<Side> {
        let first = tokens.get(at)?;
        let before = at.checked_sub(1).and_then(|i| tokens.get(i));
        if before.is_some_and(|t| t.kind == TokenKind::Word && !first.after_space) {
            return None;
        }
        let start = self.number_start(tokens, at);
        let signed = self.sign(tokens, at);
        let money = self.measures.money(tokens, signed.or_else(|| self.plus_sign(tokens, at)).unwrap_or(at));
        let is_negative =
            signed.is_some() || money.is_some_and(|(end, _)| end != start && self.plus_sign(tokens, end).is_none());
        if start == at {
            let symbol = before.is_some_and(|t| t.kind == TokenKind::Mark) && self.measures.is_after_money(tokens, at);
            let sign = self.minus.before(tokens, at).is_some_and(|(sign, ())| self.sign(tokens, sign) == Some(at));
            if symbol || sign {
                return None;
            }
        }
        let amount = self.amounts(tokens, start, money.is_some()).into_iter().next()?;
        let measure = self.measures.after(tokens, amount.end, amount.power > 0);
        Some(Side { amount, is_negative, money: money.map(|(_, code)| code), measure })
    }

    /// The range that begins with a number, with and without its unit, and the
    /// first number by itself, with the scale and unit that it shares.
    fn range(&self, tokens: &[Token<'_>], first: &Side, links: &Lexicon<()>) -> Option<(Vec<Reading>, Reading)> {
        let ends = [first.measure.map(|m| m.end), Some(first.amount.end)];
        let (end, second) = ends.into_iter().flatten().find_map(|end| {
            let (start, ()) = links.longest(tokens, end)?;
            let is_even = tokens.get(end)?.after_space == tokens.get(start)?.after_space;
            Some((end, self.side_after(tokens, start).filter(|_| is_even)?))
        })?;
        // "202-483-4410" is no range.
        if is_hyphen(tokens, second.amount.end) && self.side_after(tokens, second.amount.end + 1).is_some() {
            return None;
        }
        let (one, other) = (first.unit(), second.unit());
        let unit = if first.measure.is_some_and(|m| m.end == end) || first.money.is_some() { one } else { None };
        if unit.zip(other).is_some_and(|(a, b)| !b.starts_with(&*a)) {
            return None;
        }
        let unit = other.or(unit).unwrap_or(unit::COUNT);
        if unit == unit::COUNT && (first.amount.is_year || second.amount.is_year) && second.amount.power == 0 {
            return None;
        }
        let shared = Side { amount: Amount { power: second.amount.power, ..first.amount.clone() }, ..*first };
        let of = |unit| {
            let greater = second.printed(unit).into_iter().next()?;
            let lesser = first.printed(unit).into_iter().next()?;
            let shared = shared.printed(unit).into_iter().next().filter(|_| first.amount.power == 0);
            let range = shared.and_then(|shared| Some((shared.up_to(greater)?, shared)));
            range.or_else(|| Some((lesser.up_to(greater)?, lesser)))
        };
        let whole_end = second.measure.map_or(second.amount.end, |m| m.end);
        let (range, lesser) = of(unit)?;
        let mut readings = vec![Reading { end: whole_end, printed: range }];
        if second.measure.is_some_and(|m| !m.is_fixed) {
            let counted = of(unit::COUNT).map(|(range, _)| Reading { end: second.amount.end, printed: range });
            readings.extend(counted);
        }
        Some((readings, Reading { end, printed: lesser }))
    }

    /// The second number of a range; a hyphen before it is no sign.
    fn side_after(&self, tokens: &[Token<'_>], at: usize) -> Option<Side> {
        let money = self.measures.money(tokens, at);
        let start = money.map_or(at, |(end, _)| end);
        let amount = self.amounts(tokens, start, money.is_some()).into_iter().next()?;
        let measure = self.measures.after(tokens, amount.end, amount.power > 0);
        Some(Side { amount, is_negative: false, money: money.map(|(_, code)| code), measure })
    }
}

impl Side {
    /// The currency before it, or what stands after it.
    fn unit(&self) -> Option<Code> {
        self.measure.map(|m| m.unit).or(self.money)
    }

    /// Whether it can lean on a second number for its scale and unit.
    fn is_elliptical(&self) -> bool {
        self.amount.power == 0 && self.measure.is_none()
    }

    /// The number as it is printed, the likelier reading first.
    fn printed(&self, unit: Code) -> Vec<Printed> {
        let amount = &self.amount;
        let numbers = [Some(amount.number), amount.other].into_iter().flatten();
        let read = numbers.filter_map(|number| {
            let number = if self.is_negative { -number } else { number };
            let mut printed = Printed::in_digits(number, amount.power, unit)?;
            if amount.is_year && unit == unit::COUNT {
                printed.step = Decimal::ONE;
            }
            Some(if amount.is_rough { printed.hedged(Hedge::About) } else { printed })
        });
        read.collect()
    }
}

/// Whether letters stand right behind a number: "3rd", "3.º"; but not "2022's".
fn goes_on_as_word(tokens: &[Token<'_>], at: usize) -> bool {
    let close = |at: usize| tokens.get(at).filter(|t| !t.after_space);
    let is_ordinal =
        close(at).is_some_and(|t| t.text == ".") && close(at + 1).is_some_and(|t| matches!(t.text, "º" | "ª"));
    is_ordinal || close(at).is_some_and(|t| t.kind == TokenKind::Word && t.text.starts_with(char::is_alphabetic))
}

fn hedge(name: &str) -> Option<Hedge> {
    Some(match name {
        "status" => Hedge::Plain,
        "about" => Hedge::About,
        "over" => Hedge::Over,
        "just-over" => Hedge::JustOver,
        "nearly" => Hedge::Nearly,
        "under" => Hedge::Under,
        _ => return None,
    })
}
