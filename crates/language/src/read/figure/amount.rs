use attache_model::Decimal;

use super::{
    digits::Style,
    lexicon::{Lexicon, Spelling},
    measure::Measures,
};
use crate::{
    WordingError,
    read::token::{Symbol, Token, TokenKind, Vocabulary},
    toml_file::Entry,
};

/// How a language says numbers.
pub(super) struct Numbers {
    style: Style,
    cardinals: Lexicon<u32>,
    /// "hundred", "dozen": what a number before it is multiplied by.
    times: Lexicon<u32>,
    /// "a", "one": only before what multiplies.
    articles: Lexicon<()>,
    /// "and" within a number in words.
    joins: Lexicon<()>,
    /// "and a half".
    halves: Lexicon<()>,
    /// "half a", before a scale word.
    half_of: Lexicon<()>,
    /// Numbers that are rough by nature: "une vingtaine".
    rough: Lexicon<u32>,
    scales: Lexicon<u32>,
    short_scales: Lexicon<u32>,
    /// Abbreviations that are scales only of money: "T".
    money_scales: Lexicon<u32>,
}

/// A number with its scale word.
#[derive(Clone, Debug)]
pub(super) struct Amount {
    /// The token after its last.
    pub(super) end: usize,
    /// The digits as printed, before the scale word.
    pub(super) number: Decimal,
    /// What else the digits can mean.
    pub(super) other: Option<Decimal>,
    /// Of ten, by the scale word.
    pub(super) power: u32,
    pub(super) is_year: bool,
    pub(super) is_rough: bool,
    /// It counts only with a unit: "one", or "5" of "5m".
    pub(super) wants_unit: bool,
    pub(super) in_words: bool,
}

/// Words of a number below a thousand.
const MOST_WORDS: usize = 8;

impl Numbers {
    pub(super) fn read(root: &Entry<'_>, vocabulary: &mut Vocabulary) -> Result<Self, WordingError> {
        let number = root.get("number")?;
        let mut phrases = |name: &str| -> Result<Lexicon<()>, WordingError> {
            let mut lexicon = Lexicon::new();
            lexicon.add_all(&number.get(name)?, Spelling::Any, (), vocabulary)?;
            Ok(lexicon)
        };
        let (articles, joins) = (phrases("article")?, phrases("join")?);
        let (halves, half_of) = (phrases("and-half")?, phrases("half-of")?);
        let mut numbered = |name: &str, spelling| {
            Lexicon::read(number.find(name).as_ref(), spelling, vocabulary, |key| key.parse().ok())
        };
        let point = number.get("point")?;
        Ok(Self {
            style: Style {
                point: point.text()?.chars().next().ok_or_else(|| point.error("this is to be a mark", ""))?,
                open: number.get("open")?.text()?.into(),
            },
            cardinals: numbered("words", Spelling::Any)?,
            times: numbered("times", Spelling::Any)?,
            articles,
            joins,
            halves,
            half_of,
            rough: numbered("rough", Spelling::Any)?,
            scales: numbered("scale", Spelling::Any)?,
            short_scales: numbered("short-scale", Spelling::Exact)?,
            money_scales: numbered("money-scale", Spelling::Exact)?,
        })
    }

    /// The words that numbers begin with which are none in digits.
    pub(super) fn firsts(&self) -> impl Iterator<Item = Symbol> {
        let Self { half_of, rough, articles, cardinals, .. } = self;
        half_of.firsts().chain(rough.firsts()).chain(articles.firsts()).chain(cardinals.firsts())
    }

    /// The number that begins at a token, with its scale word; `money` if a
    /// currency stands before it. A second one where the scale may be a unit: "5m".
    pub(super) fn amounts(&self, tokens: &[Token<'_>], at: usize, money: bool, measures: &Measures) -> Vec<Amount> {
        let Some(base) = self.base(tokens, at).filter(|base| !base.in_words || !self.is_within(tokens, at)) else {
            return Vec::new();
        };
        if let Some(scaled) = self.scaled(tokens, &base, measures) {
            return vec![scaled];
        }
        let short = self.short_scales.longest(tokens, base.end);
        let short = short.filter(|(end, _)| {
            let is_letter = tokens.get(base.end).is_some_and(|t| t.text.len() == 1 && t.text != "M");
            !is_letter
                || money
                || measures.is_money(tokens, *end)
                || tokens.get(base.end).is_some_and(|t| !t.after_space)
        });
        let short = short.or_else(|| {
            self.money_scales.longest(tokens, base.end).filter(|(end, _)| money || measures.is_money(tokens, *end))
        });
        let Some((end, power)) = short else { return vec![base] };
        let may_be_unit = tokens.get(base.end).is_some_and(|t| !t.is_capital());
        let scaled = Amount { end, power, is_year: false, wants_unit: false, ..base.clone() };
        let unscaled = may_be_unit.then_some(Amount { wants_unit: true, ..base });
        [Some(scaled), unscaled].into_iter().flatten().collect()
    }

    /// Whether "half" at a token is a part of a number: "half a million".
    pub(super) fn begins_half(&self, tokens: &[Token<'_>], at: usize) -> bool {
        self.half_of.longest(tokens, at).is_some_and(|(end, ())| {
            self.scales.longest(tokens, end).is_some() || self.times.longest(tokens, end).is_some()
        })
    }

    /// Whether the "half" that ends before a token is one more: "two and a half".
    pub(super) fn adds_half(&self, tokens: &[Token<'_>], end: usize) -> bool {
        self.halves.before(tokens, end).is_some_and(|(start, ())| {
            let digits = start.checked_sub(1).and_then(|i| tokens.get(i)).is_some_and(|t| t.kind == TokenKind::Number);
            digits || self.cardinals.before(tokens, start).is_some() || self.scales.before(tokens, start).is_some()
        })
    }

    /// A number in digits or words, before any scale word.
    fn base(&self, tokens: &[Token<'_>], at: usize) -> Option<Amount> {
        let amount = |end, number: Decimal| Amount {
            end,
            number,
            other: None,
            power: 0,
            is_year: false,
            is_rough: false,
            wants_unit: false,
            in_words: true,
        };
        if let Some(digits) = self.style.digits(tokens, at) {
            let read = amount(digits.end, digits.number);
            return Some(Amount { other: digits.other, is_year: digits.is_year, in_words: false, ..read });
        }
        if tokens.get(at)?.kind != TokenKind::Word {
            return None;
        }
        if self.begins_half(tokens, at)
            && let Some((end, ())) = self.half_of.longest(tokens, at)
        {
            let half = Decimal::new(5, 1);
            return Some(match self.times.longest(tokens, end) {
                Some((end, n)) => amount(end, half.checked_mul(n.into())?.normalize()),
                None => amount(end, half),
            });
        }
        if let Some((end, n)) = self.rough.longest(tokens, at) {
            return Some(Amount { is_rough: true, ..amount(end, n.into()) });
        }
        let (end, n) = self.in_words(tokens, at)?;
        // "twenty-first"
        if n >= 20 && is_hyphen(tokens, end) && self.scale(tokens, end).is_none() {
            return None;
        }
        Some(Amount { wants_unit: n == 1, ..amount(end, n.into()) })
    }

    /// Whether the word before is of the same number.
    fn is_within(&self, tokens: &[Token<'_>], at: usize) -> bool {
        let ends = |at| self.cardinals.before(tokens, at).is_some() || self.half_of.before(tokens, at).is_some();
        let hyphen = at.checked_sub(1).filter(|i| is_hyphen(tokens, *i));
        ends(at) || hyphen.is_some_and(ends)
    }

    /// A number in words below a thousand: "two hundred and fifty".
    fn in_words(&self, tokens: &[Token<'_>], at: usize) -> Option<(usize, u32)> {
        let article = self.articles.longest(tokens, at).filter(|(end, ())| {
            self.times.longest(tokens, *end).or_else(|| self.scales.longest(tokens, *end)).is_some()
        });
        let (mut end, mut sum, mut room) = match article {
            Some((end, ())) => (end, 1, 1),
            None => {
                let (end, n) = self.cardinals.longest(tokens, at)?;
                (end, n, room_after(n))
            }
        };
        // What "mille" began is multiplied no more.
        let mut thousand = 0;
        for _ in 0..MOST_WORDS {
            if sum == 1000 {
                (thousand, sum) = (1000, 0);
            }
            let joined = self.joins.longest(tokens, end).map(|(after, ())| after);
            let hundreds = [Some(end), joined.filter(|_| is_hyphen(tokens, end))].into_iter().flatten();
            let hundreds = hundreds.filter(|_| (1..100).contains(&sum)).find_map(|at| self.times.longest(tokens, at));
            if let Some((after, n)) = hundreds {
                (end, sum, room) = (after, sum * n, if n == 100 { 100 } else { 1 });
                continue;
            }
            let next = [Some(end), joined].into_iter().flatten().find_map(|at| self.cardinals.longest(tokens, at));
            match next.filter(|(_, n)| *n < room) {
                Some((after, n)) => (end, sum, room) = (after, sum + n, room_after(n)),
                None => break,
            }
        }
        Some((end, thousand + sum))
    }

    /// The number with the scale words that follow: "two and a half million",
    /// "6 mil 500 millones".
    fn scaled(&self, tokens: &[Token<'_>], base: &Amount, measures: &Measures) -> Option<Amount> {
        let whole = base.number.fract().is_zero() && base.other.is_none();
        let half = self.halves.longest(tokens, base.end).filter(|_| whole);
        let mut amount = base.clone();
        if let Some((end, ())) = half {
            amount.end = end;
            amount.number = amount.number.checked_add(Decimal::new(5, 1))?;
        }
        // "3 milles marins" are no three thousand.
        let unit = measures.after(tokens, amount.end, false).map_or(0, |m| m.end);
        let scale = self.scale(tokens, amount.end).filter(|(end, _)| *end > unit);
        let Some((end, power)) = scale else {
            return half.is_some().then_some(Amount { wants_unit: false, ..amount });
        };
        amount = Amount { end, power, is_year: false, wants_unit: false, ..amount };
        if half.is_some() {
            return Some(amount);
        }
        if let Some((end, ())) = self.halves.longest(tokens, amount.end).filter(|_| whole) {
            let number = amount.number.checked_add(Decimal::new(5, 1))?;
            return Some(Amount { end, number, ..amount });
        }
        Some(self.with_rest(tokens, &amount).unwrap_or(amount))
    }

    /// "three thousand two hundred", "1 millón 200 mil": with what is smaller.
    fn with_rest(&self, tokens: &[Token<'_>], amount: &Amount) -> Option<Amount> {
        let joined = self.joins.longest(tokens, amount.end).map(|(after, ())| self.base(tokens, after));
        let joined = joined.flatten().filter(|rest| rest.in_words && amount.in_words);
        let rest = self.base(tokens, amount.end).or(joined)?;
        if rest.other.is_some() || rest.is_rough || !rest.number.fract().is_zero() || !amount.number.fract().is_zero() {
            return None;
        }
        let scale = self.scale(tokens, rest.end);
        let add = |end, power: u32| {
            let gap = 10u32.checked_pow(amount.power.checked_sub(power)?)?;
            let number = amount.number.checked_mul(gap.into())?.checked_add(rest.number)?;
            (rest.number < gap.into()).then_some(Amount { end, number, power, ..amount.clone() })
        };
        match (amount.power, scale) {
            (3, None) => add(rest.end, 0),
            (3, Some((end, power))) if power > 3 => Some(Amount { end, power, ..add(rest.end, 0)? }),
            (4.., Some((end, power))) if power < amount.power => add(end, power),
            _ => None,
        }
    }

    /// The scale word at a token, or after the hyphen there.
    fn scale(&self, tokens: &[Token<'_>], at: usize) -> Option<(usize, u32)> {
        let found = self.scales.longest(tokens, at);
        found.or_else(|| self.scales.longest(tokens, at + 1).filter(|_| is_hyphen(tokens, at)))
    }
}

/// Words of a number go from great to small: what the next is to be less than.
fn room_after(n: u32) -> u32 {
    match n {
        1000.. => 1000,
        100.. if n.is_multiple_of(100) => 100,
        20.. if n.is_multiple_of(10) && n < 100 => 10,
        _ => 1,
    }
}

/// Whether a hyphen stands there, close to both its neighbours.
pub(super) fn is_hyphen(tokens: &[Token<'_>], at: usize) -> bool {
    let close = |i: usize| tokens.get(i).is_some_and(|t| !t.after_space);
    tokens.get(at).is_some_and(|t| matches!(t.text, "-" | "‐" | "‑")) && close(at) && close(at + 1)
}
