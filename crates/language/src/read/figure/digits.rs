use attache_model::Decimal;

use crate::read::token::{Token, TokenKind};

/// How a language writes numbers.
pub(super) struct Style {
    /// What stands before the decimals.
    pub(super) point: char,
    /// The marks that writers of the language use both ways, so that three
    /// digits after one may be decimals or the last thousand.
    pub(super) open: Box<str>,
}

/// A number in digits.
pub(super) struct Digits {
    /// The token after its last.
    pub(super) end: usize,
    /// Decimals that are zero are kept.
    pub(super) number: Decimal,
    /// What else the digits can mean.
    pub(super) other: Option<Decimal>,
    /// Four digits as a year is written.
    pub(super) is_year: bool,
}

/// More digits than any figure has.
const LONGEST: usize = 40;

const FRACTIONS: [(char, &str); 6] =
    [('½', "0.5"), ('¼', "0.25"), ('¾', "0.75"), ('⅓', "0.33"), ('⅔', "0.67"), ('⅛', "0.125")];

impl Style {
    /// The number that begins at a token; `None` in the midst of one.
    pub(super) fn digits(&self, tokens: &[Token<'_>], at: usize) -> Option<Digits> {
        if let Some(decimals) = bare_decimals(tokens, at) {
            let number = decimal("0", decimals.text)?;
            return Some(Digits { end: at + 2, number, other: None, is_year: false });
        }
        let token = tokens.get(at).filter(|t| t.kind == TokenKind::Number && t.text.len() <= LONGEST)?;
        let within = at.checked_sub(1).is_some_and(|before| bare_decimals(tokens, before).is_some());
        if within || is_group(tokens, at) {
            return None;
        }
        let (body, fraction) = split_fraction(token.text);
        if let Some(fraction) = fraction {
            let whole = if body.is_empty() { Decimal::ZERO } else { self.shape(body)?.0 };
            let number = whole.checked_add(fraction)?;
            return Some(Digits { end: at + 1, number, other: None, is_year: false });
        }
        let mut text = body.to_owned();
        let mut end = at + 1;
        while text.len() <= LONGEST
            && let Some(length) = next_group(tokens, end)
        {
            end += length;
            text.push_str(tokens.get(end - 1)?.text);
        }
        let (number, other) = if end > at + 1 { (self.grouped(&text)?, None) } else { self.shape(&text)? };
        let is_year =
            text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) && ("1500"..="2100").contains(&&*text);
        Some(Digits { end, number, other, is_year })
    }

    /// Whole digits that spaces grouped, and what decimals the last group has.
    fn grouped(&self, text: &str) -> Option<Decimal> {
        match text.split_once(['.', ',']) {
            Some((whole, decimals)) => decimal(whole, decimals),
            None => decimal(text, ""),
        }
    }

    /// What digits with stops and commas mean, the language's own way first.
    fn shape(&self, text: &str) -> Option<(Decimal, Option<Decimal>)> {
        let Some(last) = text.rfind(['.', ',']) else { return Some((decimal(text, "")?, None)) };
        let (before, after) = (&text[..last], &text[last + 1..]);
        let mark = if text[last..].starts_with('.') { '.' } else { ',' };
        let whole = || before.replace(['.', ','], "");
        let as_decimals = || decimal(&whole(), after);
        let as_thousands = || decimal(&(whole() + after), "");
        if before.contains(mark) {
            return (are_thousands(text, mark)).then(as_thousands)?.map(|n| (n, None));
        }
        if let Some(other) = before.chars().find(|c| !c.is_ascii_digit()) {
            return are_thousands(before, other).then(as_decimals)?.map(|n| (n, None));
        }
        let is_either = after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
        if !is_either {
            return Some((as_decimals()?, None));
        }
        let (own, other) =
            if mark == self.point { (as_decimals()?, as_thousands()?) } else { (as_thousands()?, as_decimals()?) };
        if !self.open.contains(mark) {
            return Some((own, None));
        }
        // Three decimals hardly end in a zero.
        Some(if after.ends_with('0') { (as_thousands()?, None) } else { (own, Some(other)) })
    }
}

/// The decimals of a number that begins with its point: ".5".
fn bare_decimals<'a, 't>(tokens: &'a [Token<'t>], at: usize) -> Option<&'a Token<'t>> {
    tokens.get(at).filter(|t| matches!(t.text, "." | ",") && t.after_space)?;
    tokens.get(at + 1).filter(|t| t.kind == TokenKind::Number && !t.after_space && t.text.len() <= LONGEST)
}

/// Whether the marks stand between groups of three, or as in India of two with
/// three at the end.
fn are_thousands(text: &str, mark: char) -> bool {
    let mut groups = text.split(mark);
    let first = groups.next().unwrap_or_default();
    let groups: Vec<&str> = groups.collect();
    let Some((last, inner)) = groups.split_last() else { return false };
    let all_of = |length: usize| inner.iter().all(|g| g.len() == length);
    let as_in_india = mark == ',' && !inner.is_empty() && all_of(2) && first.len() <= 2;
    last.len() == 3 && !first.is_empty() && (first.len() <= 3 && all_of(3) || as_in_india)
}

fn decimal(whole: &str, decimals: &str) -> Option<Decimal> {
    if !whole.bytes().chain(decimals.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let text = if decimals.is_empty() { whole.to_owned() } else { format!("{whole}.{decimals}") };
    Decimal::from_str_exact(&text).ok()
}

fn split_fraction(text: &str) -> (&str, Option<Decimal>) {
    let found = FRACTIONS.iter().find_map(|(c, value)| Some((text.strip_suffix(*c)?, *value)));
    found.map_or((text, None), |(body, value)| (body, value.parse().ok()))
}

/// How many tokens the next group of three digits takes, if one follows: after
/// a space ("41 021"), or an apostrophe ("1'163'700").
fn next_group(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    if is_group(tokens, at) {
        return Some(1);
    }
    let mark = tokens.get(at).filter(|t| matches!(t.text, "'" | "’") && !t.after_space)?;
    let group = tokens.get(at + 1).filter(|t| t.span.start == mark.span.end)?;
    (is_three(group) && starts_group(tokens.get(at.checked_sub(1)?)?)).then_some(2)
}

/// Whether the token is three digits in the midst of a number with spaces.
fn is_group(tokens: &[Token<'_>], at: usize) -> bool {
    let Some((group, before)) = tokens.get(at).zip(at.checked_sub(1).and_then(|i| tokens.get(i))) else { return false };
    // One space of any width.
    let gap = group.span.start.saturating_sub(before.span.end);
    is_three(group) && (1..=3).contains(&gap) && starts_group(before)
}

/// Three digits, with decimals or without.
fn is_three(token: &Token<'_>) -> bool {
    let whole = token.text.split(['.', ',']).next().unwrap_or_default();
    let marks = token.text.matches(['.', ',']).count();
    token.kind == TokenKind::Number
        && whole.len() == 3
        && marks <= 1
        && token.text.bytes().all(|b| b.is_ascii_digit() || !b.is_ascii_alphanumeric() && b.is_ascii())
}

/// Whether a group of three digits may follow.
fn starts_group(token: &Token<'_>) -> bool {
    let all_digits = token.text.bytes().all(|b| b.is_ascii_digit());
    token.kind == TokenKind::Number
        && all_digits
        && (token.text.len() == 3 || (1..=2).contains(&token.text.len()) && !token.text.starts_with('0'))
}
