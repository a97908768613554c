use attache_model::{Code, unit};

use super::{
    amount::is_hyphen,
    lexicon::{Lexicon, Spelling},
};
use crate::{
    WordingError,
    read::token::{Symbol, Token, TokenKind, Vocabulary},
    toml_file::Entry,
};

/// How a language names currencies and units beside a number.
pub(super) struct Measures {
    money_before: Lexicon<Code>,
    money_after: Lexicon<Code>,
    units: Lexicon<Code>,
    /// "de" between a scale word and what is counted.
    links: Lexicon<()>,
    /// Behind a unit of time, which is then none of the figure before: "a year *earlier*".
    counted_from: Lexicon<()>,
}

/// What a number counts, by the words after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    /// The token after its last.
    pub(super) end: usize,
    pub(super) unit: Code,
    /// Whether the words belong to the figure, whatever the sentence: a currency
    /// or a percentage.
    pub(super) is_fixed: bool,
    pub(super) is_money: bool,
}

/// ISO 4217, without codes of metals and funds.
const CURRENCIES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN \
    BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ \
    GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD \
    LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR \
    PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY \
    TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";

/// Codes that are English words in capitals, so that they are none in a heading.
const WORDS: [&str; 3] = ["ALL", "TOP", "TRY"];

impl Measures {
    pub(super) fn read(root: &Entry<'_>, vocabulary: &mut Vocabulary) -> Result<Self, WordingError> {
        let code = |name: &str| Some(Code::new(name));
        let money = root.get("money")?;
        let mut money_before = Lexicon::read(Some(&money.get("before")?), Spelling::Capitals, vocabulary, code)?;
        let mut money_after = Lexicon::read(Some(&money.get("after")?), Spelling::Capitals, vocabulary, code)?;
        for currency in CURRENCIES.split_whitespace() {
            if !WORDS.contains(&currency) {
                money_before.add(currency, Spelling::Exact, Code::from_static(currency), vocabulary);
                money_after.add(currency, Spelling::Exact, Code::from_static(currency), vocabulary);
            }
        }
        let units = Lexicon::read(Some(&root.get("unit")?), Spelling::Any, vocabulary, code)?;
        let mut links = Lexicon::new();
        links.add_all(&root.get("link")?, Spelling::Any, (), vocabulary)?;
        let mut counted_from = Lexicon::new();
        if let Some(unit) = root.find("counted-from") {
            counted_from.add_all(&unit, Spelling::Any, (), vocabulary)?;
        }
        Ok(Self { money_before, money_after, units, links, counted_from })
    }

    /// The currency that stands at a token, before its number.
    pub(super) fn money(&self, tokens: &[Token<'_>], at: usize) -> Option<(usize, Code)> {
        self.money_before.longest(tokens, at)
    }

    /// The words that currencies begin with which stand before a number.
    pub(super) fn firsts(&self) -> impl Iterator<Item = Symbol> {
        self.money_before.firsts()
    }

    /// Whether a currency ends before a token.
    pub(super) fn is_after_money(&self, tokens: &[Token<'_>], at: usize) -> bool {
        self.money_before.before(tokens, at).is_some()
    }

    /// Whether a currency stands at a token, or after a link there.
    pub(super) fn is_money(&self, tokens: &[Token<'_>], at: usize) -> bool {
        let link = self.links.longest(tokens, at).map(|(end, ())| end);
        [Some(at), link].into_iter().flatten().any(|at| self.money_after.longest(tokens, at).is_some())
    }

    /// Whether a currency stands before a further number: "in 2019 $3 billion".
    fn is_of_next(&self, tokens: &[Token<'_>], at: usize, end: usize) -> bool {
        let number = tokens.get(end).is_some_and(|t| t.kind == TokenKind::Number);
        number && self.money(tokens, at).is_some_and(|(before, _)| before == end)
    }

    /// What is counted, by the words at a token: right there, after a hyphen, or
    /// after a link where a scale word stands before.
    pub(super) fn after(&self, tokens: &[Token<'_>], at: usize, is_scaled: bool) -> Option<Measure> {
        let hyphen = is_hyphen(tokens, at).then_some(at + 1);
        let link = self.links.longest(tokens, at).filter(|_| is_scaled).map(|(end, ())| end);
        let starts = [Some(at), hyphen, link].into_iter().flatten();
        let found = starts.flat_map(|at| {
            let money = self.money_after.longest(tokens, at).filter(|(end, _)| !self.is_of_next(tokens, at, *end));
            let money = money.map(|(end, unit)| Measure { end, unit, is_fixed: true, is_money: true });
            // "51 % a year earlier" is no rate of a year.
            let goes_on = |end: &usize| self.counted_from.longest(tokens, *end).is_some();
            let other = self.units.all(tokens, at).filter(|(end, _)| !goes_on(end)).last().map(|(end, code)| {
                let is_fixed = code == unit::PERCENT || &*code == "PERCENT_POINTS";
                Measure { end, unit: code, is_fixed, is_money: false }
            });
            [money, other].into_iter().flatten()
        });
        found.max_by_key(|measure| measure.end)
    }
}
