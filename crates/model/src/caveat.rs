use std::{
    collections::{BTreeSet, HashMap},
    fmt,
};

use crate::{Area, Code, Codelist, Language, Period, SeriesKey};

/// A known defect of an official series, with a reference: that Ireland's GDP
/// is distorted by multinationals, or that a reporter has withheld its customs
/// data since a year.
///
/// A caveat is about figures, not about releases: it says of which sources,
/// indicators, areas, counterparts and periods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caveat {
    /// A name for it: `ireland-multinationals`.
    pub id: String,
    /// The address of a page of an institution that speaks of it, or publishes
    /// the series in question.
    pub reference: String,
    /// In the order of [`Language::ALL`].
    texts: [String; 3],
    /// Empty: all.
    sources: Vec<Code>,
    indicators: Vec<Indicators>,
    areas: Areas,
    /// `None`: whether or not a figure has a counterpart.
    counterparts: Option<Areas>,
    from: Option<Period>,
    until: Option<Period>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Indicators {
    One(String),
    BeginningWith(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Areas {
    All,
    Only(Vec<Area>),
}

impl Areas {
    fn contains(&self, area: Area) -> bool {
        match self {
            Self::All => true,
            Self::Only(areas) => areas.contains(&area),
        }
    }
}

impl Caveat {
    /// What is to be known, in English where the language has no text.
    pub fn text(&self, language: Language) -> &str {
        match self.texts[language as usize].as_str() {
            "" => &self.texts[0],
            text => text,
        }
    }

    /// Whether it is about the figure of this series and period, as this source
    /// gives it. Periods overlap or they do not; a figure that is not dated has
    /// the caveats alone that are about such figures or have no dates.
    pub fn is_on(&self, key: &SeriesKey, period: Period, source: Code) -> bool {
        let of_indicator = |indicators: &Indicators| match indicators {
            Indicators::One(code) => key.indicator == code.as_str(),
            Indicators::BeginningWith(start) => key.indicator.starts_with(start.as_str()),
        };
        self.areas.contains(key.ref_area)
            && self.indicators.iter().any(of_indicator)
            && (self.sources.is_empty() || self.sources.contains(&source))
            && self.counterparts.as_ref().is_none_or(|c| key.counterpart_area.is_some_and(|area| c.contains(area)))
            && self.is_in(period)
    }

    fn is_in(&self, period: Period) -> bool {
        if self.from == Some(Period::Unstated) || (self.from, self.until) == (None, None) {
            return self.from.is_none() || period == Period::Unstated;
        }
        let (Some(start), Some(end)) = (period.start(), period.end()) else { return false };
        self.from.and_then(Period::start).is_none_or(|from| end >= from)
            && self.until.and_then(Period::end).is_none_or(|until| start <= until)
    }
}

/// The caveats that are known, for one look-up a figure.
///
/// The built-in ones are `data/caveats.tsv`; a user's file has the same shape:
/// text in UTF-8, cells separated by tabs, several values in a cell by `;`,
/// lines that begin with `#` passed over. The first other line is the header.
///
/// | column | holds |
/// |---|---|
/// | `id` | a name; needed |
/// | `sources` | ids of sources; `*` or empty: all |
/// | `indicators` | codes, of which one that ends in `*` stands for all that begin so; needed |
/// | `areas` | whose figures: attache's codes of areas, or `*`; needed |
/// | `counterparts` | the partner: codes; `*`: any; empty: whether or not there is one |
/// | `from`, `until` | [`Period`]s; empty: open; `from` = `unstated`: figures without a date |
/// | `text_en`, `text_es`, `text_fr` | the text; English is needed |
/// | `reference` | an address; needed |
///
/// ```
/// use attache_model::{Area, Caveats, Code, Codelist, Period, SeriesKey};
/// let caveats = Caveats::built_in();
/// let ireland = Area::from_code(Codelist::Iso2, "IE").unwrap();
/// let key = SeriesKey::of(ireland, Code::from_static("gdp-current"));
/// let on: Vec<&str> =
///     caveats.on(&key, Period::Year(2022), Code::from_static("worldbank")).map(|c| c.id.as_str()).collect();
/// assert_eq!(on, ["ireland-multinationals"]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Caveats {
    all: Vec<Caveat>,
    /// Places in `all`, in order.
    by_area: HashMap<Area, Vec<usize>>,
    /// Those of every area.
    anywhere: Vec<usize>,
}

impl Caveats {
    /// The caveats that come with the program.
    pub fn built_in() -> Self {
        // A test reads the file, so that there is no error.
        Self::read("caveats.tsv", include_str!("../data/caveats.tsv")).unwrap_or_default()
    }

    /// Reads a file of caveats, called `name` in errors.
    ///
    /// # Errors
    /// When the text has another shape, with the line and column.
    pub fn read(name: &str, text: &str) -> Result<Self, CaveatError> {
        let error = |line: usize, column: &str, problem: String| CaveatError {
            file: name.to_owned(),
            line,
            column: column.to_owned(),
            problem,
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = (1..).zip(text.lines()).filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
        let (line, header) = lines.next().ok_or_else(|| error(1, "", "the file has no header".to_owned()))?;
        let header: Vec<&str> = header.split('\t').map(str::trim).collect();
        if let Some(other) = header.iter().find(|column| !COLUMNS.contains(column)) {
            return Err(error(line, other, format!("is no column of caveats; they are {}", COLUMNS.join(", "))));
        }
        if let Some(missing) = NEEDED.iter().find(|column| !header.contains(column)) {
            return Err(error(line, missing, "the column is missing".to_owned()));
        }
        let (mut all, mut ids) = (Vec::new(), BTreeSet::new());
        for (line, text) in lines {
            let cells: Vec<&str> = text.split('\t').map(str::trim).collect();
            if cells.len() > header.len() {
                return Err(error(line, "", format!("has {} cells, the header {}", cells.len(), header.len())));
            }
            let row = Row { header: &header, cells: &cells };
            let caveat = row.caveat().map_err(|(column, problem)| error(line, column, problem))?;
            if !ids.insert(caveat.id.clone()) {
                return Err(error(line, "id", format!("stands twice: {:?}", caveat.id)));
            }
            all.push(caveat);
        }
        Ok(Self::of(all))
    }

    fn of(all: Vec<Caveat>) -> Self {
        let mut caveats = Self { all, ..Self::default() };
        for (at, caveat) in caveats.all.iter().enumerate() {
            match &caveat.areas {
                Areas::All => caveats.anywhere.push(at),
                Areas::Only(areas) => areas.iter().for_each(|area| caveats.by_area.entry(*area).or_default().push(at)),
            }
        }
        caveats
    }

    /// These and others; of two with one id that of the others counts.
    #[must_use]
    pub fn and(self, others: Self) -> Self {
        let replaced: BTreeSet<&str> = others.all.iter().map(|caveat| caveat.id.as_str()).collect();
        let mut all = self.all;
        all.retain(|caveat| !replaced.contains(caveat.id.as_str()));
        all.extend(others.all.iter().cloned());
        Self::of(all)
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Caveat> {
        self.all.iter()
    }

    /// The caveats on the figure of this series and period, as this source gives
    /// it: those of its area first.
    pub fn on(&self, key: &SeriesKey, period: Period, source: Code) -> impl Iterator<Item = &Caveat> {
        let of_area = self.by_area.get(&key.ref_area).map_or(&[][..], Vec::as_slice);
        let key = *key;
        let candidates = of_area.iter().chain(&self.anywhere).map(|at| &self.all[*at]);
        candidates.filter(move |caveat| caveat.is_on(&key, period, source))
    }
}

const COLUMNS: [&str; 11] = [
    "id",
    "sources",
    "indicators",
    "areas",
    "counterparts",
    "from",
    "until",
    "text_en",
    "text_es",
    "text_fr",
    "reference",
];
const NEEDED: [&str; 5] = ["id", "indicators", "areas", "text_en", "reference"];

/// A line of the file, and what is wrong with it: a column and the problem.
struct Row<'t> {
    header: &'t [&'t str],
    cells: &'t [&'t str],
}

type Wrong = (&'static str, String);

impl<'t> Row<'t> {
    fn cell(&self, column: &str) -> &'t str {
        let at = self.header.iter().position(|name| *name == column);
        at.and_then(|at| self.cells.get(at)).copied().unwrap_or_default()
    }

    fn caveat(&self) -> Result<Caveat, Wrong> {
        if let Some(empty) = NEEDED.into_iter().find(|column| self.cell(column).is_empty()) {
            return Err((empty, "is empty".to_owned()));
        }
        let reference = self.cell("reference");
        if !(reference.starts_with("https://") || reference.starts_with("http://")) {
            return Err(("reference", format!("is no address: {reference:?}")));
        }
        let (from, until) = (self.period("from")?, self.period("until")?);
        if until == Some(Period::Unstated) || (from == Some(Period::Unstated) && until.is_some()) {
            return Err(("until", "says an end, but figures without a date have none".to_owned()));
        }
        if let (Some(start), Some(end)) = (from.and_then(Period::start), until.and_then(Period::end))
            && end < start
        {
            return Err(("until", format!("is before `from`: {}", self.cell("until"))));
        }
        let sources = values(self.cell("sources")).filter(|source| *source != "*").map(Code::new).collect();
        let indicators = values(self.cell("indicators")).map(|code| match code.strip_suffix('*') {
            Some(start) => Indicators::BeginningWith(start.to_owned()),
            None => Indicators::One(code.to_owned()),
        });
        let has_counterparts = !self.cell("counterparts").is_empty();
        Ok(Caveat {
            id: self.cell("id").to_owned(),
            reference: reference.to_owned(),
            texts: ["text_en", "text_es", "text_fr"].map(|column| self.cell(column).to_owned()),
            sources,
            indicators: indicators.collect(),
            areas: self.areas("areas")?,
            counterparts: if has_counterparts { Some(self.areas("counterparts")?) } else { None },
            from,
            until,
        })
    }

    fn period(&self, column: &'static str) -> Result<Option<Period>, Wrong> {
        match self.cell(column) {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|e: crate::ParsePeriodError| (column, e.to_string())),
        }
    }

    fn areas(&self, column: &'static str) -> Result<Areas, Wrong> {
        let text = self.cell(column);
        if text == "*" {
            return Ok(Areas::All);
        }
        let area = |code: &str| {
            Area::from_code(Codelist::Attache, code).ok_or_else(|| (column, format!("is no code of an area: {code:?}")))
        };
        values(text).map(area).collect::<Result<_, _>>().map(Areas::Only)
    }
}

fn values(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|value| !value.is_empty())
}

/// A file of caveats has another shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaveatError {
    pub file: String,
    /// The first is 1.
    pub line: usize,
    /// Empty where the line as a whole is wrong.
    pub column: String,
    pub problem: String,
}

impl CaveatError {
    /// What may help.
    pub fn hint(&self) -> &'static str {
        match self.column.as_str() {
            "" => "cells are separated by tabs; an editor may have turned them into spaces",
            "areas" | "counterparts" => {
                "write codes as `attache` shows them (IE; XK; W00), separated by `;`, or * for all"
            }
            "from" | "until" => {
                "leave the cell empty where it is open; write `unstated` as `from` for figures without a date"
            }
            "reference" => "give the page of an institution that speaks of the defect",
            _ => "the columns are documented in the head of the built-in file",
        }
    }
}

impl fmt::Display for CaveatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column, problem } = self;
        let at = if column.is_empty() { String::new() } else { format!(", {column}") };
        write!(f, "{file}, line {line}{at}: {problem}")
    }
}

impl std::error::Error for CaveatError {}

#[cfg(test)]
mod tests;
