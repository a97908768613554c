use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashMap},
};

use attache_model::{Area, Code, Codelist, Date, Edition, HsCode, HsRevision, Sink};

use super::{Member, Place, Row, pass_over, row};
use crate::{
    File, Input, ParseError,
    file::clip,
    json::{self, RawValue, Record},
};

/// What an answer of the API is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Data,
    /// What there is, with the dates of release.
    Availability,
    /// The bulk files that there are.
    BulkFiles,
    /// A table of codes: countries or commodities.
    Reference,
    Empty,
}

pub(super) struct Answer<'t> {
    pub(super) kind: Kind,
    rows: Vec<&'t RawValue>,
    /// The classification of a reference table.
    classification: Cow<'t, str>,
}

impl<'t> Answer<'t> {
    pub(super) fn open(file: &File<'_>, text: &'t str) -> Result<Self, ParseError> {
        let answer: Record<'t> = json::read(file, "", text)?;
        let (data, results) = (answer.get("data"), answer.get("results"));
        refuse_error(file, &answer, data.or(results).is_none())?;
        let Some(found) = data.or(results) else {
            let problem = "is no answer of UN Comtrade's API, which holds `data` or, for a table of codes, `results`";
            return Err(file.error("", problem));
        };
        let pointer = if data.is_some() { "/data" } else { "/results" };
        let rows = json::elements(file, pointer, found.get())?;
        if let Ok(count) = answer.text("count").parse::<i64>()
            && data.is_some()
            && count >= 0
            && count != rows.len() as i64
        {
            let problem = format!("announces {count} rows; `data` holds {}", rows.len());
            return Err(file.error("/count", problem).hint("the answer is not whole; fetch it again"));
        }
        let kind = match rows.first() {
            _ if data.is_none() => Kind::Reference,
            None => Kind::Empty,
            Some(first) => {
                let first: Record<'_> = json::read(file, "/data/0", first.get())?;
                let has = |name: &str| first.has(name);
                match () {
                    () if has("flowCode") || has("cmdCode") => Kind::Data,
                    () if has("fileUrl") => Kind::BulkFiles,
                    () if has("lastReleased") || has("datasetCode") => Kind::Availability,
                    () => return Err(file.error("/data/0/flowCode", "is missing; this is no row of trade data")),
                }
            }
        };
        Ok(Self { kind, rows, classification: answer.text("classCode") })
    }

    pub(super) fn rows(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn records(&self, file: &File<'_>) -> impl Iterator<Item = Result<(String, Record<'t>), ParseError>> {
        let within = if self.kind == Kind::Reference { "/results" } else { "/data" };
        self.rows.iter().enumerate().map(move |(at, row)| {
            let pointer = format!("{within}/{at}");
            let record = json::read(file, &pointer, row.get())?;
            Ok((pointer, record))
        })
    }

    /// Quirk 1.
    pub(super) fn is_cut(&self, name: &str) -> bool {
        let most: &[usize] = match name {
            _ if name.starts_with("preview-") => &[row::PREVIEW],
            _ if name.starts_with("data-") => &[row::KEYED],
            _ => &[row::PREVIEW, row::KEYED, 250_000],
        };
        self.kind == Kind::Data && most.contains(&self.rows.len())
    }

    pub(super) fn read(&self, file: &File<'_>, survey: &Survey, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let reason = match self.kind {
            Kind::Data => {
                return self.records(file).try_for_each(|record| {
                    let (pointer, record) = record?;
                    row::emit(file, &pointer, &Row::of_record(file, &pointer, &record)?, survey, sink)
                });
            }
            Kind::Availability => "list of what is available",
            Kind::BulkFiles => "list of bulk files",
            Kind::Reference => "table of codes",
            Kind::Empty => "no data",
        };
        pass_over(file, reason, format!("{} rows", self.rows.len()), sink)
    }
}

/// Quirk 9, and the field `error` of the API's own answers.
fn refuse_error(file: &File<'_>, answer: &Record<'_>, is_nothing_else: bool) -> Result<(), ParseError> {
    let field = |names: &[&str]| names.iter().map(|name| answer.text(name)).find(|text| !text.is_empty());
    let said = if is_nothing_else { field(&["error", "message", "errorMessage", "title"]) } else { field(&["error"]) };
    let Some(said) = said else { return Ok(()) };
    let code = field(&["statusCode", "status"]).map_or(String::new(), |code| format!(" ({code})"));
    let problem = format!("is an error of UN Comtrade's API: {}{code}", clip(&said, 300));
    Err(file.error("", problem).hint("check the options of the pull, the key in COMTRADE_API_KEY, and the day's quota"))
}

/// What all files of a snapshot tell before the first figure.
#[derive(Default)]
pub(super) struct Survey {
    published: Option<Date>,
    years: BTreeSet<String>,
    labels: BTreeMap<Code, String>,
    /// Countries that a reference table knows and the codelist does not.
    areas: HashMap<String, Area>,
    members: BTreeSet<String>,
    /// Members that hold as many rows as the API gives at most.
    cut: BTreeSet<String>,
}

impl Survey {
    pub(super) fn see(&mut self, file: &File<'_>, member: Member<'_, '_>) -> Result<(), ParseError> {
        let name = file.name().to_owned();
        if let Some(day) = date_in_name(&name) {
            self.published = self.published.max(Some(day));
        }
        if let Member::Answer(answer) = member {
            if answer.is_cut(&name) {
                self.cut.insert(name.clone());
            }
            self.see_answer(file, &answer)?;
        }
        self.members.insert(name);
        Ok(())
    }

    fn see_answer(&mut self, file: &File<'_>, answer: &Answer<'_>) -> Result<(), ParseError> {
        for record in answer.records(file) {
            let (_, record) = record?;
            match answer.kind {
                Kind::Data => {
                    self.years.insert(record.text("period").chars().take(4).collect());
                    self.label(&record.text("classificationCode"), &record.text("cmdCode"), &record.text("cmdDesc"));
                }
                Kind::Availability | Kind::BulkFiles => {
                    let told = [record.text("lastReleased"), record.text("publicationDate")].concat();
                    let day = told.get(..10).and_then(|day| day.parse().ok());
                    self.published = self.published.max(day);
                }
                Kind::Reference => self.reference(file, &answer.classification, &record),
                Kind::Empty => {}
            }
        }
        Ok(())
    }

    fn label(&mut self, classification: &str, digits: &str, label: &str) {
        let code = HsRevision::from_code(classification).and_then(|revision| HsCode::new(revision, digits));
        if let Some(code) = code.filter(|_| !label.is_empty()) {
            // "0901 - Coffee, whether or not roasted …" in reference tables.
            let label = label.strip_prefix(digits).and_then(|rest| rest.strip_prefix(" - ")).unwrap_or(label);
            self.labels.entry(code.breakdown()).or_insert_with(|| label.to_owned());
        }
    }

    fn reference(&mut self, file: &File<'_>, classification: &str, record: &Record<'_>) {
        let countries = [("reporterCode", "reporterCodeIsoAlpha3"), ("PartnerCode", "PartnerCodeIsoAlpha3")];
        for (code, iso) in countries {
            if let Some(area) = Area::from_code(Codelist::Iso3, &record.text(iso)) {
                self.areas.insert(record.text(code).into_owned(), area);
            }
        }
        let of_file = file.name().split('.').next().unwrap_or_default();
        let classification = if classification.is_empty() { of_file } else { classification };
        self.label(classification, &record.text("id"), &record.text("text"));
    }

    /// Quirk 2.
    pub(super) fn area(&self, code: &str, iso: &str) -> Option<Area> {
        Area::from_code(Codelist::Comtrade, code)
            .or_else(|| self.areas.get(code).copied())
            .or_else(|| Area::from_code(Codelist::Iso3, iso))
    }

    /// The file is cut, and its parts are there.
    pub(super) fn is_in_parts(&self, file: &File<'_>) -> bool {
        self.cut.contains(file.name()) && self.has_parts(file.name())
    }

    fn has_parts(&self, name: &str) -> bool {
        let stem = name.strip_suffix(".json").unwrap_or(name);
        let parts: Vec<(usize, usize)> = self
            .members
            .iter()
            .filter_map(|member| {
                let (part, of) =
                    member.strip_prefix(stem)?.strip_prefix('.')?.strip_suffix(".json")?.split_once("of")?;
                Some((part.parse().ok()?, of.parse().ok()?))
            })
            .collect();
        parts.first().is_some_and(|(_, of)| (1..=*of).all(|part| parts.contains(&(part, *of))))
    }

    pub(super) fn refuse_cut(&self, input: &Input<'_>) -> Result<(), ParseError> {
        let Some(name) = self.cut.iter().find(|name| !self.has_parts(name)) else { return Ok(()) };
        let member = if self.members.len() > 1 { name.as_str() } else { "" };
        let place = Place { member: member.into(), ..Place::default() };
        let problem = "holds exactly as many rows as an answer can, and so may lack others";
        Err(ParseError::new(input.name, place, problem).hint(
            "ask for less at once, or use `attache pull comtrade`; name a keyed answer that is whole data-….json",
        ))
    }

    pub(super) fn edition(&self) -> Edition {
        let name = match (self.years.first(), self.years.last()) {
            (Some(first), Some(last)) if first == last => format!("data of {first}"),
            (Some(first), Some(last)) => format!("data of {first} to {last}"),
            _ => "bulk data".to_owned(),
        };
        let labels = self.labels.iter().map(|(code, label)| (*code, label.clone())).collect();
        Edition { published: self.published, name, labels, ..Edition::default() }
    }
}

/// `COMTRADE-FINAL-CA842202022H6[2024-05-03].gz`.
fn date_in_name(name: &str) -> Option<Date> {
    name.split_once('[')?.1.split_once(']')?.0.parse().ok()
}
