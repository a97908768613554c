use std::{collections::HashMap, fmt::Write};

use attache_fact::Hedge;
use attache_model::{Decimal, Language};
use icu_calendar::{Date, Gregorian};
use icu_datetime::{
    FixedCalendarDateTimeFormatter,
    fieldsets::{MD, YM, YMD},
};
use icu_decimal::{DecimalFormatter, input, options::DecimalFormatterOptions};
use icu_list::{ListFormatter, options::ListFormatterOptions};
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRuleType, PluralRules, PluralRulesOptions};

use crate::{
    WordingError,
    frame::Frame,
    morphology::Morphology,
    period::PeriodFrame,
    toml_file::{Entry, TomlFile},
};

/// What a language does with numbers, dates, lists and names: CLDR's rules
/// and the language's own words, `grammar.toml` and `units.toml`.
pub(crate) struct Grammar {
    pub(crate) language: Language,
    pub(crate) morphology: Morphology,
    decimals: DecimalFormatter,
    cardinals: PluralRules,
    ordinals: PluralRules,
    list: ListFormatter,
    day: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    day_short: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    day_of_year: FixedCalendarDateTimeFormatter<Gregorian, MD>,
    month: FixedCalendarDateTimeFormatter<Gregorian, YM>,
    month_short: FixedCalendarDateTimeFormatter<Gregorian, YM>,
    /// Counts in words, from none.
    count_words: Box<[Box<str>]>,
    ordinal_words: Box<[Box<str>]>,
    /// As they stand before a masculine noun ("primer"); empty where that is no
    /// different.
    ordinal_words_before: Box<[Box<str>]>,
    /// As they stand beside a feminine noun; empty where that is no different.
    ordinal_words_feminine: Box<[Box<str>]>,
    ordinal_digits: Plural,
    ordinal_digits_feminine: Plural,
    pub(crate) largest: Frame,
    pub(crate) larger: Frame,
    /// Scale words by their power of ten, the greatest first.
    scales: Vec<(i16, Plural)>,
    pub(crate) minus: Box<str>,
    /// A sentence and another one that goes on about the same.
    pub(crate) together: Frame,
    /// What stands around a figure that is near, above or below the true one.
    hedges: Vec<(Hedge, Frame)>,
    pub(crate) both: Frame,
    pub(crate) listed_with: Frame,
    /// Between things of a list that have commas in them.
    pub(crate) apart: Box<str>,
    /// Goods that nobody has a name for.
    pub(crate) any_commodity: Frame,
    pub(crate) periods: Periods,
    units: HashMap<Box<str>, Unit>,
    pub(crate) any_currency: Frame,
    pub(crate) any_unit: Frame,
    pub(crate) any_per: Frame,
}

/// How periods are put.
pub(crate) struct Periods {
    pub(crate) before_era: Frame,
    pub(crate) quarter: Frame,
    pub(crate) quarter_short: Frame,
    pub(crate) years: Frame,
    pub(crate) fiscal: Frame,
    pub(crate) fiscal_short: Frame,
    pub(crate) transition_quarter: Box<str>,
    pub(crate) transition_quarter_short: Box<str>,
    pub(crate) unstated: Box<str>,
    /// The first day of a month, where that is no plain number ("1er").
    pub(crate) first_day: Option<Frame>,
    /// A period with its article.
    pub(crate) the: PeriodFrame,
    pub(crate) in_period: PeriodFrame,
    pub(crate) on_day: Frame,
    pub(crate) in_years: Frame,
    pub(crate) since: PeriodFrame,
    pub(crate) by_end: PeriodFrame,
    pub(crate) by_day: Frame,
    pub(crate) to: Frame,
    /// What fills the gaps of `to`, where that is more than the periods.
    pub(crate) to_first: PeriodFrame,
    pub(crate) to_last: PeriodFrame,
}

/// A frame for each plural category that the language tells apart.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plural {
    frames: Vec<(PluralCategory, Frame)>,
    other: Frame,
}

impl Plural {
    fn of(&self, category: PluralCategory) -> &Frame {
        self.frames.iter().find(|(c, _)| *c == category).map_or(&self.other, |(_, f)| f)
    }

    fn read(entry: &Entry<'_>) -> Result<Self, WordingError> {
        if entry.as_text().is_some() {
            return Ok(Self { frames: Vec::new(), other: entry.frame(None)? });
        }
        let mut plural = Self { frames: Vec::new(), other: entry.get("other")?.frame(None)? };
        for (name, category) in CATEGORIES {
            if let Some(frame) = entry.find(name) {
                plural.frames.push((category, frame.frame(None)?));
            }
        }
        Ok(plural)
    }
}

const CATEGORIES: [(&str, PluralCategory); 5] = [
    ("zero", PluralCategory::Zero),
    ("one", PluralCategory::One),
    ("two", PluralCategory::Two),
    ("few", PluralCategory::Few),
    ("many", PluralCategory::Many),
];

/// How quantities of a unit are put.
pub(crate) struct Unit {
    number: Plural,
    /// After a scale word, where that differs ("de dólares").
    scaled: Option<Frame>,
    /// Large figures are written with scale words.
    pub(crate) in_words: bool,
}

impl Grammar {
    pub(crate) fn read(
        language: Language,
        grammar: &TomlFile<'_>,
        units: &TomlFile<'_>,
        figures: &TomlFile<'_>,
    ) -> Result<Self, WordingError> {
        let g = grammar.root();
        let locale = g.get("locale")?;
        let parsed: Locale = locale.text()?.parse().map_err(|_| locale.error("this is not a BCP 47 locale", ""))?;
        let no_data = || locale.error("ICU has no data for this locale", "give a locale of CLDR, as en-001");
        let plurals = |kind| {
            PluralRules::try_new((&parsed).into(), PluralRulesOptions::default().with_type(kind)).map_err(|_| no_data())
        };
        let words = |entry: &Entry<'_>| -> Result<Box<[Box<str>]>, WordingError> {
            entry.texts()?.into_iter().map(|t| Ok(t.text()?.into())).collect()
        };
        let (numbers, ranks, names) = (g.get("number")?, g.get("rank")?, g.get("name")?);
        let mut scales = Vec::new();
        for (power, entry) in numbers.get("scale")?.entries() {
            let power = power.parse().map_err(|_| entry.error("scales are named by their power of ten", ""))?;
            scales.push((power, Plural::read(&entry)?));
        }
        scales.sort_by_key(|(power, _)| std::cmp::Reverse(*power));
        let u = units.root();
        let fallback = u.get("unknown")?;
        Ok(Self {
            language,
            morphology: Morphology::of(language),
            decimals: DecimalFormatter::try_new((&parsed).into(), DecimalFormatterOptions::default())
                .map_err(|_| no_data())?,
            cardinals: plurals(PluralRuleType::Cardinal)?,
            ordinals: plurals(PluralRuleType::Ordinal)?,
            list: ListFormatter::try_new_and((&parsed).into(), ListFormatterOptions::default())
                .map_err(|_| no_data())?,
            day: FixedCalendarDateTimeFormatter::try_new((&parsed).into(), YMD::long()).map_err(|_| no_data())?,
            day_short: FixedCalendarDateTimeFormatter::try_new((&parsed).into(), YMD::medium())
                .map_err(|_| no_data())?,
            day_of_year: FixedCalendarDateTimeFormatter::try_new((&parsed).into(), MD::long())
                .map_err(|_| no_data())?,
            month: FixedCalendarDateTimeFormatter::try_new((&parsed).into(), YM::long()).map_err(|_| no_data())?,
            month_short: FixedCalendarDateTimeFormatter::try_new((&parsed).into(), YM::medium())
                .map_err(|_| no_data())?,
            count_words: words(&numbers.get("words")?)?,
            ordinal_words: words(&ranks.get("words")?)?,
            ordinal_words_before: ranks.find("words-before").map(|e| words(&e)).transpose()?.unwrap_or_default(),
            ordinal_words_feminine: ranks.find("words-feminine").map(|e| words(&e)).transpose()?.unwrap_or_default(),
            ordinal_digits: Plural::read(&ranks.get("digits")?)?,
            ordinal_digits_feminine: Plural::read(
                &ranks.find("digits-feminine").map_or_else(|| ranks.get("digits"), Ok)?,
            )?,
            largest: ranks.get("largest")?.frame(Some(0))?,
            larger: ranks.get("larger")?.frame(Some(1))?,
            scales,
            minus: numbers.get("minus")?.text()?.into(),
            together: g.get("together")?.frame(Some(2))?,
            hedges: hedges(&figures.root().get("write")?)?,
            both: names.get("both")?.frame(Some(2))?,
            listed_with: names.get("listed-with")?.frame(Some(2))?,
            apart: names.find("apart").map_or(Ok("; "), |e| e.text())?.into(),
            any_commodity: names.get("commodity")?.frame(Some(1))?,
            periods: Periods::read(&g.get("period")?)?,
            units: u
                .get("unit")?
                .entries()
                .map(|(code, e)| Ok((code.into(), Unit::read(&e)?)))
                .collect::<Result<_, _>>()?,
            any_currency: fallback.get("currency")?.frame(Some(2))?,
            any_unit: fallback.get("unit")?.frame(Some(2))?,
            any_per: fallback.get("per")?.frame(Some(2))?,
        })
    }

    /// The number with its digits as they are, grouped. Returns the plural
    /// category that it asks for.
    pub(crate) fn decimal(&self, value: Decimal, out: &mut String) -> PluralCategory {
        let mut number = input::Decimal::from(value.mantissa());
        // A decimal has at most 28 digits after the point.
        number.multiply_pow10(-i16::try_from(value.scale()).unwrap_or(28));
        // Writing to a String does not fail.
        let _ = write!(out, "{}", self.decimals.format(&number));
        self.cardinals.category_for(&number)
    }

    pub(crate) fn is_one(&self, n: u32) -> bool {
        self.cardinals.category_for(n) == PluralCategory::One
    }

    /// A count, in words where it is small.
    pub(crate) fn count(&self, n: u32, in_digits: bool, out: &mut String) {
        match usize::try_from(n).ok().and_then(|n| self.count_words.get(n)).filter(|_| !in_digits) {
            Some(word) => out.push_str(word),
            None => {
                self.decimal(n.into(), out);
            }
        }
    }

    /// A place in an order, in words where it is small.
    pub(crate) fn ordinal(&self, n: u32, in_digits: bool, out: &mut String) {
        let word = n.checked_sub(1).and_then(|i| self.ordinal_words.get(usize::try_from(i).ok()?));
        match word.filter(|_| !in_digits) {
            Some(word) => out.push_str(word),
            None => self.ordinal_digits.of(self.ordinals.category_for(n)).write(out, |_, out| {
                self.decimal(n.into(), out);
            }),
        }
    }

    /// A place in an order before a masculine noun.
    pub(crate) fn ordinal_before(&self, n: u32, out: &mut String) {
        match n.checked_sub(1).and_then(|i| self.ordinal_words_before.get(usize::try_from(i).ok()?)) {
            Some(word) => out.push_str(word),
            None => self.ordinal(n, false, out),
        }
    }

    /// Whether the place is written in words.
    pub(crate) fn has_ordinal_word(&self, n: u32) -> bool {
        n > 0 && usize::try_from(n).is_ok_and(|n| n <= self.ordinal_words.len())
    }

    /// A place in an order beside a feminine noun.
    pub(crate) fn ordinal_feminine(&self, n: u32, out: &mut String) {
        let words =
            if self.ordinal_words_feminine.is_empty() { &self.ordinal_words } else { &self.ordinal_words_feminine };
        match n.checked_sub(1).and_then(|i| words.get(usize::try_from(i).ok()?)) {
            Some(word) => out.push_str(word),
            None => self.ordinal_digits_feminine.of(self.ordinals.category_for(n)).write(out, |_, out| {
                self.decimal(n.into(), out);
            }),
        }
    }

    /// The scale word for a power of ten, and what it does to a number.
    pub(crate) fn scale(&self, power: i16, category: PluralCategory) -> Option<&Frame> {
        self.scales.iter().find(|(p, _)| *p == power).map(|(_, plural)| plural.of(category))
    }

    /// The powers of ten that have a word, the greatest first.
    pub(crate) fn scale_powers(&self) -> impl Iterator<Item = i16> {
        self.scales.iter().map(|(power, _)| *power)
    }

    /// What stands around a figure with the hedge; nothing around a plain one.
    pub(crate) fn hedge(&self, hedge: Hedge) -> Option<&Frame> {
        self.hedges.iter().find(|(h, _)| *h == hedge).map(|(_, frame)| frame)
    }

    pub(crate) fn unit(&self, code: &str) -> Option<&Unit> {
        self.units.get(code)
    }

    pub(crate) fn list(&self, items: &[String], out: &mut String) {
        let _ = write!(out, "{}", self.list.format(items.iter()));
    }

    pub(crate) fn day(&self, day: attache_model::Date, short: bool, out: &mut String) {
        let formatter = if short { &self.day_short } else { &self.day };
        match gregorian(day.year(), day.month(), day.day()) {
            Some(date) => self.with_first_day(&formatter.format(&date).to_string(), out),
            None => out.push_str(&day.to_string()),
        }
    }

    /// A day whose year stands after another one's.
    pub(crate) fn day_of_year(&self, day: attache_model::Date, out: &mut String) {
        match gregorian(day.year(), day.month(), day.day()) {
            Some(date) => self.with_first_day(&self.day_of_year.format(&date).to_string(), out),
            None => out.push_str(&day.to_string()),
        }
    }

    /// A day whose month and year stand after another one's.
    pub(crate) fn day_of_month(&self, day: i8, out: &mut String) {
        match &self.periods.first_day {
            Some(frame) if day == 1 => frame.write(out, |_, out| out.push('1')),
            _ => out.push_str(&day.to_string()),
        }
    }

    /// CLDR's French writes "1 janvier".
    fn with_first_day(&self, text: &str, out: &mut String) {
        match text.strip_prefix("1 ") {
            Some(rest) if self.periods.first_day.is_some() => {
                self.day_of_month(1, out);
                out.push(' ');
                out.push_str(rest);
            }
            _ => out.push_str(text),
        }
    }

    pub(crate) fn month(&self, year: i16, month: i8, short: bool, out: &mut String) {
        let formatter = if short { &self.month_short } else { &self.month };
        let _ = match gregorian(year, month, 1) {
            Some(date) => write!(out, "{}", formatter.format(&date)),
            None => write!(out, "{year}-{month:02}"),
        };
    }
}

/// A frame for each hedge that figures are written with.
fn hedges(entry: &Entry<'_>) -> Result<Vec<(Hedge, Frame)>, WordingError> {
    let written = [("about", Hedge::About), ("just-over", Hedge::JustOver), ("nearly", Hedge::Nearly)];
    written.into_iter().map(|(name, hedge)| Ok((hedge, entry.get(name)?.frame(Some(1))?))).collect()
}

fn gregorian(year: i16, month: i8, day: i8) -> Option<Date<Gregorian>> {
    Date::try_new_gregorian(year.into(), u8::try_from(month).ok()?, u8::try_from(day).ok()?).ok()
}

impl Unit {
    fn read(entry: &Entry<'_>) -> Result<Self, WordingError> {
        let in_words = entry.find("in-words").map(|e| e.flag()).transpose()?.unwrap_or(false);
        let scaled = entry.find("scaled").map(|e| e.frame(Some(1))).transpose()?;
        let number = Plural::read(&entry.find("number").unwrap_or_else(|| entry.clone()))?;
        Ok(Self { number, scaled, in_words })
    }

    pub(crate) fn frame(&self, category: PluralCategory, is_scaled: bool) -> &Frame {
        match &self.scaled {
            Some(frame) if is_scaled => frame,
            _ if is_scaled => &self.number.other,
            _ => self.number.of(category),
        }
    }
}

impl Periods {
    fn read(p: &Entry<'_>) -> Result<Self, WordingError> {
        let frame = |name: &str, gaps| p.get(name)?.frame(Some(gaps));
        let text = |name: &str| -> Result<Box<str>, WordingError> { Ok(p.get(name)?.text()?.into()) };
        Ok(Self {
            before_era: frame("before-era", 1)?,
            quarter: frame("quarter", 2)?,
            quarter_short: frame("quarter-short", 2)?,
            years: frame("years", 2)?,
            fiscal: frame("fiscal", 1)?,
            fiscal_short: frame("fiscal-short", 1)?,
            transition_quarter: text("transition-quarter")?,
            transition_quarter_short: text("transition-quarter-short")?,
            unstated: text("unstated")?,
            first_day: p.find("first-day").map(|e| e.frame(Some(1))).transpose()?,
            the: p.find("the").map(|e| PeriodFrame::read(&e)).transpose()?.unwrap_or_default(),
            in_period: PeriodFrame::read(&p.get("in")?)?,
            on_day: frame("on", 1)?,
            in_years: frame("in-years", 2)?,
            since: PeriodFrame::read(&p.get("since")?)?,
            by_end: PeriodFrame::read(&p.get("by-end")?)?,
            by_day: frame("by-day", 1)?,
            to: frame("to", 2)?,
            to_first: p.find("to-first").map(|e| PeriodFrame::read(&e)).transpose()?.unwrap_or_default(),
            to_last: p.find("to-last").map(|e| PeriodFrame::read(&e)).transpose()?.unwrap_or_default(),
        })
    }
}
