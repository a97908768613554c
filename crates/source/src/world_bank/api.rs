//! Answers of the World Bank's API v2 (`format=json`): an array of what the
//! answer is, and the figures.

use std::{borrow::Cow, collections::BTreeMap, collections::HashMap};

use attache_model::{Area, Date, ObsStatus, Period, Sink};

use super::{Figure, Indicator, Labels, Told, indicator, unknown_area};
use crate::{
    File, ParseError,
    json::{self, RawValue, Record},
};

/// One page of an answer.
pub(super) struct Answer<'t> {
    about: Record<'t>,
    figures: Vec<&'t RawValue>,
}

/// What an answer says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) number: u32,
    pub(super) whole: Whole,
}

/// What all pages of an answer say alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Whole {
    pub(super) pages: u32,
    pub(super) total: u32,
    pub(super) per_page: u32,
    pub(super) updated: Option<Date>,
}

impl<'t> Answer<'t> {
    pub(super) fn open(file: &File<'_>, text: &'t str) -> Result<Self, ParseError> {
        let alone = text.trim_start().starts_with('{');
        let parts = if alone { Vec::new() } else { json::elements(file, "", text)? };
        let about: Record<'t> = match parts.first() {
            Some(about) => json::read(file, "/0", about.get())?,
            None => json::read(file, "", if alone { text } else { "{}" })?,
        };
        refuse_error(file, &about)?;
        let Some(figures) = parts.get(1).filter(|figures| figures.get() != "null") else {
            return Err(file
                .error("/1", "holds no figures; the API's answer is an array of two, the second an array of figures"));
        };
        Ok(Self { about, figures: json::elements(file, "/1", figures.get())? })
    }

    pub(super) fn figures(&self) -> u32 {
        u32::try_from(self.figures.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn page(&self, file: &File<'_>) -> Result<Page, ParseError> {
        let number = |field: &str, default: u32| {
            let text = self.about.text(field);
            let problem = || file.error(format!("/0/{field}"), format!("is no number: {text:?}"));
            if text.is_empty() { Ok(default) } else { text.parse().map_err(|_| problem()) }
        };
        let updated = self.about.text("lastupdated");
        let updated = match updated.as_ref() {
            "" => None,
            text => Some(text.parse().map_err(|_| file.error("/0/lastupdated", format!("is no date: {text:?}")))?),
        };
        let figures = self.figures();
        let whole = Whole {
            pages: number("pages", 1)?,
            total: number("total", figures)?,
            per_page: number("per_page", figures)?,
            updated,
        };
        Ok(Page { number: number("page", 1)?, whole })
    }

    pub(super) fn read(&self, file: &File<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        // The same two objects stand in thousands of figures.
        let mut indicators: HashMap<&str, Indicator> = HashMap::new();
        let mut areas: HashMap<(Cow<'_, str>, &str), Option<Area>> = HashMap::new();
        for (at, figure) in self.figures.iter().enumerate() {
            let place = |field: &str| format!("/1/{at}/{field}");
            let figure: Record<'_> = json::read(file, &format!("/1/{at}"), figure.get())?;
            let within = |field: &str| figure.get(field).ok_or_else(|| file.error(place(field), "is missing"));
            let value = within("value")?;
            if value.get() == "null" {
                continue;
            }
            let date = figure.text("date");
            let period = period(&date).ok_or_else(|| file.error(place("date"), format!("is no period: {date:?}")))?;
            let (said, country) = (within("indicator")?.get(), within("country")?.get());
            let indicator = match indicators.get(said) {
                Some(known) => *known,
                None => {
                    let (id, name) = named(file, &place("indicator"), said)?;
                    *indicators.entry(said).or_insert_with(|| Indicator::of(&id, &name))
                }
            };
            let key = (figure.text("countryiso3code"), country);
            let area = match areas.get(&key) {
                Some(known) => *known,
                None => {
                    let (_, name) = named(file, &place("country"), country)?;
                    let area = indicator::area(&key.0, &name);
                    if area.is_none() {
                        sink.unparsed(unknown_area(file, &place("country"), &key.0, &name));
                    }
                    *areas.entry(key).or_insert(area)
                }
            };
            let Some(area) = area else { continue };
            let status = ObsStatus::from_code(&figure.text("obs_status")).unwrap_or_default();
            let printed = json::text(value);
            let token = if value.get().starts_with('"') { printed } else { json::number(value.get()) };
            Figure { area, period, token: &token, status, note: None, pointer: place("value") }
                .emit(file, indicator, sink)?;
        }
        Ok(())
    }

    fn labels(&self, file: &File<'_>, labels: &mut Labels) -> Result<(), ParseError> {
        let mut seen: Option<&str> = None;
        for (at, figure) in self.figures.iter().enumerate() {
            let figure: Record<'_> = json::read(file, &format!("/1/{at}"), figure.get())?;
            let Some(said) = figure.get("indicator").map(RawValue::get).filter(|said| seen != Some(said)) else {
                continue;
            };
            seen = Some(said);
            let (id, name) = named(file, &format!("/1/{at}/indicator"), said)?;
            if !indicator::is_known(&id) {
                labels.entry(indicator::unknown(&id)).or_insert_with(|| name.into_owned());
            }
        }
        Ok(())
    }
}

/// `{"id": …, "value": …}`: the id and the name.
fn named<'t>(file: &File<'_>, pointer: &str, said: &'t str) -> Result<(Cow<'t, str>, Cow<'t, str>), ParseError> {
    let said: Record<'t> = json::read(file, pointer, said)?;
    match said.text("id") {
        id if id.is_empty() => Err(file.error(format!("{pointer}/id"), "is missing")),
        id => Ok((id, said.text("value"))),
    }
}

/// What several answers tell together: that they are whole (quirk 6), and of
/// one edition.
pub(super) fn edition(answers: &[(File<'_>, Answer<'_>)]) -> Result<Told, ParseError> {
    let mut told = Told::default();
    let mut sets: BTreeMap<Whole, Vec<u32>> = BTreeMap::new();
    for (file, answer) in answers {
        let page = answer.page(file)?;
        if let (Some(one), Some(other)) = (told.published, page.whole.updated)
            && one != other
        {
            return Err(file
                .error("/0/lastupdated", format!("is {other}, that of another page {one}"))
                .hint("the World Bank updated its data between the pages; pull them again"));
        }
        told.published = told.published.or(page.whole.updated);
        if !matches!(answer.about.text("sourceid").as_ref(), "" | "2") {
            told.database = Some(answer.about.text("sourceid").into_owned());
        }
        answer.labels(file, &mut told.labels)?;
        sets.entry(page.whole).or_default().push(page.number);
    }
    for (whole, mut numbers) in sets {
        numbers.sort_unstable();
        let times = numbers.len().div_ceil(usize::try_from(whole.pages).unwrap_or(1).max(1));
        let wanted = (1..=whole.pages).flat_map(|page| std::iter::repeat_n(page, times));
        let missing = wanted.zip(numbers.iter().map(Some).chain(std::iter::repeat(None)));
        if let Some((page, _)) = missing.take(1 << 20).find(|(page, is)| Some(page) != *is)
            && let Some((file, _)) = answers.first()
        {
            let pages = whole.pages;
            return Err(ParseError::new(file.input, file.place("").clone(), format!("lacks page {page} of {pages}"))
                .hint("ask for all of it with per_page=20000, or use `attache pull worldbank`"));
        }
    }
    Ok(told)
}

/// Quirk 3: an error in place of an answer.
fn refuse_error(file: &File<'_>, about: &Record<'_>) -> Result<(), ParseError> {
    let Some(messages) = about.get("message") else { return Ok(()) };
    let messages = json::elements(file, "/0/message", messages.get())?;
    let message: Record<'_> = json::read(file, "/0/message/0", messages.first().map_or("{}", |first| first.get()))?;
    let text = |key: &str| message.text(key);
    let problem =
        format!("is an error of the World Bank's API: {}: {} (id {})", text("key"), text("value"), text("id"));
    Err(file.error("/0/message/0", problem).hint("check the options `indicators` and `countries`"))
}

/// `2022`, `2022Q3`, `2022M07`.
fn period(date: &str) -> Option<Period> {
    let year: i16 = date.get(..4)?.parse().ok().filter(|y| (1900..=2100).contains(y))?;
    let number = |text: &str| text.parse::<i8>().ok();
    match date[4..].chars().next() {
        None => Some(Period::Year(year)),
        Some('Q') => {
            number(&date[5..]).filter(|q| (1..=4).contains(q)).map(|quarter| Period::Quarter { year, quarter })
        }
        Some('M') => number(&date[5..]).filter(|m| (1..=12).contains(m)).map(|month| Period::Month { year, month }),
        Some(_) => None,
    }
}
