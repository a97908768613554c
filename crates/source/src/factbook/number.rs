//! Numbers in running text, told from numerals that belong to words
//! (`G-77`, `1.435-m gauge`, `15-64 years`, `28th`).

use std::ops::Range;

use attache_model::Decimal;

use super::units::{Measure, measure};

/// A number as printed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    /// From sign or currency to the last digit.
    pub(super) span: Range<usize>,
    pub(super) digits: Range<usize>,
    pub(super) negative: bool,
    pub(super) currency: Option<&'static str>,
    /// The digits after a dash: the high end of `15-20%`.
    pub(super) to: Option<Range<usize>>,
    /// `25-35,000`: the low end leaves its thousands out.
    pub(super) low_in_thousands: bool,
    /// The commas do not stand at thousands: a slip of the publisher's.
    pub(super) irregular: bool,
    /// The scale and unit that follow.
    pub(super) measure: Measure,
}

impl Number {
    /// Where the number ends with its unit.
    pub(super) fn end(&self) -> usize {
        self.span.end + self.measure.length
    }
}

/// A number that is larger than any figure can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Absurd;

impl Number {
    /// The number as a decimal; `Absurd` where it has more digits than one holds.
    pub(super) fn value(&self, text: &str, digits: &Range<usize>) -> Result<Decimal, Absurd> {
        let plain: String = text[digits.clone()].chars().filter(|c| *c != ',').collect();
        if plain.len() > 27 {
            return Err(Absurd);
        }
        let mut value: Decimal = plain.parse().map_err(|_| Absurd)?;
        if self.negative {
            value.set_sign_negative(true);
        }
        Ok(value)
    }
}

const CURRENCIES: [(&str, &str); 12] = [
    ("US$", "USD"),
    ("C$", "CAD"),
    ("A$", "AUD"),
    ("NZ$", "NZD"),
    ("EC$", "XCD"),
    ("HK$", "HKD"),
    ("NT$", "TWD"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("₹", "INR"),
];

/// The numbers of a part of a text that stand outside parentheses.
pub(super) fn numbers(text: &str, part: Range<usize>, parens: &[Range<usize>]) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = part.start;
    while at < part.end {
        if let Some(paren) = parens.iter().find(|p| p.start == at) {
            at = paren.end;
            continue;
        }
        let rest = &text[at..part.end];
        if let Some((number, end)) = number(text, at, part.clone()) {
            at = end;
            if let Some(mut number) = number {
                // The 1,000 of "births/1,000 population" is the unit's.
                number.measure = measure(&text[end..part.end]);
                at = number.end();
                found.push(number);
            }
        } else if rest.starts_with(char::is_alphanumeric) {
            at += word(rest);
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}

/// Bytes of the word at the head: letters and digits with what joins them.
fn word(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '-' | '\'' | '’' | '.' | '&' | '_' | ':' | '–')
            && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !c.is_alphanumeric() && !joins {
            break;
        }
        end = at + c.len_utf8();
    }
    end.max(rest.chars().next().map_or(1, char::len_utf8))
}

/// A number at `at`: `Some((None, end))` where digits stand there that are part
/// of a word.
fn number(text: &str, at: usize, part: Range<usize>) -> Option<(Option<Number>, usize)> {
    let before = text[part.start..at].chars().next_back();
    let mut here = at;
    let mut negative = false;
    let mut currency = None;
    for _ in 0..2 {
        let rest = &text[here..part.end];
        if currency.is_none()
            && !before.is_some_and(char::is_alphanumeric)
            && let Some((mark, code)) = CURRENCIES.iter().find(|(m, _)| rest.starts_with(m))
        {
            currency = Some(*code);
            here += mark.len();
        }
        let sign = rest.chars().next().filter(|c| matches!(c, '-' | '−' | '–'));
        if let Some(sign) =
            sign.filter(|_| here < part.end && text[here..part.end].starts_with(['-', '−', '–']) && !negative)
        {
            if currency.is_none() && !opens(&text[part.start..at]) {
                return None;
            }
            negative = true;
            here += sign.len_utf8();
        }
    }
    let (digits, irregular) = digits(text, here, part.end)?;
    if here == at && before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let mut end = digits.end;
    let mut number = Number {
        span: at..digits.end,
        digits: digits.clone(),
        negative,
        currency,
        to: None,
        low_in_thousands: false,
        irregular,
        measure: Measure::NONE,
    };
    if let Some((to, years)) = range(text, &digits, part.end) {
        end = to.end;
        if years && currency.is_none() {
            return Some((None, end));
        }
        number.low_in_thousands = !text[digits].contains(',') && text[to.clone()].ends_with(",000");
        number.span.end = to.end;
        number.to = Some(to);
    }
    if glued(&text[end..part.end]) {
        return Some((None, end + word(&text[end..part.end])));
    }
    Some((Some(number), end))
}

/// Whether a dash here is a sign: nothing, or something that opens, stands before.
fn opens(before: &str) -> bool {
    let spaced = before.trim_end();
    match spaced.chars().next_back() {
        None => true,
        Some(c) => matches!(c, '(' | ':' | ',' | ';' | '/' | '\n' | '+' | '~' | '<' | '>' | '-'),
    }
}

/// Digits with commas at thousands and a decimal point. The flag says that a
/// comma stands elsewhere.
fn digits(text: &str, at: usize, end: usize) -> Option<(Range<usize>, bool)> {
    let bytes = &text.as_bytes()[..end];
    let run = |from: usize| bytes[from.min(end)..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut stop = at + run(at);
    if stop == at && !(bytes.get(at) == Some(&b'.') && run(at + 1) > 0) {
        return None;
    }
    let mut irregular = false;
    let mut grouped = stop - at <= 3;
    while bytes.get(stop) == Some(&b',') && run(stop + 1) > 0 {
        let group = run(stop + 1);
        irregular |= !grouped || group != 3;
        grouped &= group == 3;
        stop += 1 + group;
    }
    if bytes.get(stop) == Some(&b'.') && run(stop + 1) > 0 {
        stop += 1 + run(stop + 1);
        if matches!(bytes.get(stop), Some(b'.' | b',')) && run(stop + 1) > 0 {
            irregular = true;
            stop += 1 + run(stop + 1);
        }
    }
    Some((at..stop, irregular))
}

/// The digits after a dash, and whether both are years.
fn range(text: &str, low: &Range<usize>, end: usize) -> Option<(Range<usize>, bool)> {
    let dash = text[low.end..end].chars().next().filter(|c| matches!(c, '-' | '–' | '—' | '/'))?;
    let from = low.end + dash.len_utf8();
    let from = if text[from..end].starts_with('$') { from + 1 } else { from };
    let (high, _) = digits(text, from, end)?;
    let (a, b) = (&text[low.clone()], &text[high.clone()]);
    let year = |t: &str| t.len() == 4 && (t.starts_with("19") || t.starts_with("20") || t.starts_with("18"));
    let years = year(a) && (year(b) || b.len() == 2);
    if dash == '/' && !years {
        return None;
    }
    // "Assembly vote - 78-4" is a score.
    let size = |t: &str| t.chars().filter(|c| *c != ',').collect::<String>().parse::<f64>().unwrap_or(f64::MAX);
    if !years && size(a) >= size(b) {
        return Some((high, true));
    }
    // A second dash: a telephone number or a code.
    if text[high.end..end].starts_with(['-', '–']) && text[high.end + 1..end].starts_with(|c: char| c.is_ascii_digit())
    {
        let run = text[high.end..end].bytes().take_while(|b| b.is_ascii_digit() || *b == b'-').count();
        return Some((low.start..high.end + run, true));
    }
    Some((high, years))
}

/// Whether digits run on into a word: letters that are no unit, or a hyphen and letters.
fn glued(rest: &str) -> bool {
    let mut chars = rest.chars();
    match chars.next() {
        Some('-' | '–') => chars.next().is_some_and(char::is_alphabetic),
        Some('+') => !chars.next().is_some_and(|c| c.is_ascii_digit()),
        Some(':') => chars.next().is_some_and(|c| c.is_ascii_digit()),
        Some(c) if c.is_alphabetic() => {
            let m = measure(rest);
            m.length == 0 || rest[m.length..].starts_with(char::is_alphanumeric)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        numbers(text, 0..text.len(), &[])
            .into_iter()
            .map(|n| {
                let to = n.to.clone().map(|t| format!("..{}", &text[t])).unwrap_or_default();
                format!("{}{}{to}", if n.negative { "-" } else { "" }, &text[n.digits.clone()])
            })
            .collect()
    }

    #[test]
    fn numbers_and_numerals_in_words() {
        assert_eq!(found("-$1.106 billion"), ["-1.106"]);
        assert_eq!(found("$-653 million"), ["-653"]);
        assert_eq!(found("G-77 and 15-64 years olds: 12,436,103"), ["15..64", "12,436,103"]);
        assert_eq!(found("3,504 km 1.000-m gauge"), ["3,504"]);
        assert_eq!(found("2010-15 and 2015/16 FY2013"), [""; 0]);
        assert_eq!(found("15-20%, 28th, 3G, 5km, 65+"), ["15..20", "5"]);
        assert_eq!(found("country code - 591"), ["591"]);
        assert_eq!(found("Assembly vote - 78-4"), [""; 0]);
        assert_eq!(found("inventories: -1.2%"), ["-1.2"]);
        assert_eq!(found("PS -48.7%"), ["48.7"]);
        assert_eq!(found("[1] 1-246-555"), ["1"]);
        assert_eq!(found("17.02 births/1,000 population"), ["17.02"]);
    }

    #[test]
    fn slips_and_absurdities() {
        let text = "12,34";
        assert!(numbers(text, 0..5, &[])[0].irregular);
        let text = "9".repeat(80);
        let n = &numbers(&text, 0..80, &[])[0];
        assert_eq!(n.value(&text, &n.digits), Err(Absurd));
    }

    #[test]
    fn a_range_in_thousands() {
        let text = "25-35,000";
        assert!(numbers(text, 0..text.len(), &[])[0].low_in_thousands);
    }
}
