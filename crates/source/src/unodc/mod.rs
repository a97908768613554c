//! Areas under coca bush and opium poppy by country and year, in hectares, as
//! the United Nations Office on Drugs and Crime publishes them.
//!
//! Two shapes are read, each as xlsx or CSV:
//!
//! - the tables of the World Drug Report's statistical annex: a title ("Global
//!   illicit cultivation of coca bush, 2010-2022 (hectares)"), a header with a
//!   column for each year, a row for each country, and footnotes ([`table`]);
//! - the data portal's list: a row for each figure, with columns of country,
//!   year, value, and what is measured ([`list`]).
//!
//! The indicators are `coca-cultivation-area` and `opium-poppy-cultivation-area`.
//! The breakdown is `minimum` or `maximum` for the bounds of an estimate, `gross`
//! where a row says that what was eradicated is counted in; the best estimate
//! has none. What else the table says of a row ("net cultivation") is its
//! figures' note. The United States government estimates the same areas by
//! another method and comes to other figures; those are another publisher's
//! series and never in these files.
//!
//! # Quirks
//! 1. "..", "-", "n.a." and empty cells are no data, not 0.
//! 2. Numbers have their thousands set apart ("30,900") or are cells of text
//!    with a footnote's letter ("20,500a").
//! 3. Footnotes' letters stand behind names ("Lao People's Democratic Republic
//!    a", "Peru(c)"), and behind years. The footnote's text is the note of the
//!    country's figures.
//! 4. A range in one cell ("10,500 - 24,800") is two figures, the bounds.
//! 5. Rows of bounds have the name in the row above alone (merged cells):
//!    "minimum" and "maximum" belong to the country last named.
//! 6. Names of regions, subtotals and totals are rows like others; totals are
//!    left out, since they count what countries are not listed for.
//! 7. Tables of production, eradication and yield stand beside those of
//!    cultivation, sometimes in one sheet under a heading of their own.
//!
//! The annex's shape is known from printed editions and the list's columns from
//! the portal's other files (`Country`, `Year`, `Indicator`, `Unit of
//! measurement`, `VALUE`); neither file was at hand. So columns are found by
//! name, and a table must say its crop and that its figures are hectares.

mod label;
mod list;
mod table;

use attache_model::{Area, Code, Decimal, Edition, ObsStatus, Observation, Period, SeriesKey, Sink, Unparsed, unit};

use crate::{
    About, File, Input, ParseError, Source,
    archive::members,
    file::clip,
    sheet::{Cell, Row, Sheet},
};

pub(crate) static UNODC: Unodc = Unodc;

pub(crate) struct Unodc;

static ABOUT: About = About {
    id: "unodc-crops",
    publisher: "United Nations Office on Drugs and Crime (UNODC)",
    title: "Illicit cultivation of coca bush and opium poppy",
    what: "Areas under coca bush and opium poppy by country and year, in hectares, with the bounds of the estimates.",
    files: "the cultivation tables of the World Drug Report's annex, or the data portal's list (xlsx, CSV, or a zip of them)",
    url: "https://dataunodc.un.org/",
    homepage: "https://www.unodc.org/unodc/en/crop-monitoring/index.html",
    licence: "UNODC terms: reproduction for educational or non-profit purposes with acknowledgement; no commercial use",
    terms: "https://www.unodc.org/unodc/en/about-unodc/copyright.html",
    restricted: false,
    citation: "UNODC, World Drug Report, statistical annex: illicit cultivation of coca bush and opium poppy",
    calendar: "yearly, with the World Drug Report at the end of June",
    ..About::EMPTY
};

impl Source for Unodc {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parse(&self, input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let members = members(input)?;
        let mut figures = Figures::default();
        for member in &members {
            let file = File::of(input, member);
            for sheet in Sheet::tables(&file)? {
                if list::is_list(&sheet) {
                    list::read(&file, &sheet, &mut figures)?;
                } else {
                    table::read(&file, &sheet, &mut figures)?;
                }
            }
        }
        let Some(last) = figures.figures.iter().filter_map(|(o, _)| o.time_period.year()).max() else {
            return Err(nothing_found(input, &members));
        };
        sink.edition(Edition { name: format!("cultivation to {last}"), ..Edition::default() })?;
        for (observation, place) in figures.figures {
            sink.observation(observation, place)?;
        }
        figures.unparsed.into_iter().for_each(|unparsed| sink.unparsed(unparsed));
        Ok(())
    }
}

fn nothing_found(input: &Input<'_>, members: &[crate::archive::Member]) -> ParseError {
    let begins = members.first().and_then(|member| {
        let file = File::of(input, member);
        let sheets = Sheet::tables(&file).ok()?;
        sheets.iter().flat_map(Sheet::rows).map(|row| text_of(&row)).find(|text| !text.is_empty())
    });
    let begins = clip(&begins.unwrap_or_default(), 120);
    ParseError::new(
        input.name,
        attache_model::Place::default(),
        format!("has no table of cultivation; begins {begins:?}"),
    )
    .hint("a table of cultivation says \"coca\" or \"opium poppy\" and \"hectares\" above columns of years")
}

/// What was read of all tables: the edition is named for its last year, which
/// only the end tells.
#[derive(Default)]
struct Figures {
    figures: Vec<(Observation, attache_model::Place)>,
    unparsed: Vec<Unparsed>,
}

impl Figures {
    fn pass_over(&mut self, file: &File<'_>, pointer: String, reason: &'static str, text: &str, expected: bool) {
        let text = clip(text, 200);
        self.unparsed.push(Unparsed { place: file.place(pointer), reason, text, expected });
    }
}

/// A crop whose area is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Crop {
    Coca,
    OpiumPoppy,
}

impl Crop {
    /// The one crop that a text names.
    fn named(text: &str) -> Option<Self> {
        let lower = text.to_lowercase();
        match (lower.contains("coca"), lower.contains("poppy") || lower.contains("opium")) {
            (true, false) => Some(Self::Coca),
            (false, true) => Some(Self::OpiumPoppy),
            _ => None,
        }
    }

    fn indicator(self) -> Code {
        match self {
            Self::Coca => Code::from_static("coca-cultivation-area"),
            Self::OpiumPoppy => Code::from_static("opium-poppy-cultivation-area"),
        }
    }
}

/// Whether a text is about something else than the area under a crop (quirk 7).
fn is_of_something_else(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["production", "eradicat", "yield", "price", "seizure", "laborator"].iter().any(|word| lower.contains(word))
        && !lower.contains("cultivation")
}

/// What stands in a row, as one text.
fn text_of(row: &Row<'_>) -> String {
    let texts = row.cells().filter_map(|(_, cell)| if let Cell::Text(text) = cell { Some(text.trim()) } else { None });
    texts.collect::<Vec<_>>().join(" ")
}

/// The part of an estimate that a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    Best,
    Minimum,
    Maximum,
    /// What was eradicated is counted in.
    Gross,
}

impl Bound {
    fn breakdown(self) -> Option<Code> {
        match self {
            Self::Best => None,
            Self::Minimum => Some(Code::from_static("minimum")),
            Self::Maximum => Some(Code::from_static("maximum")),
            Self::Gross => Some(Code::from_static("gross")),
        }
    }
}

/// Whose figures a row has.
#[derive(Clone, Copy)]
struct Subject {
    crop: Crop,
    area: Area,
    bound: Bound,
    note: Option<Code>,
}

impl Subject {
    fn observation(self, year: i16, token: &str, value: Decimal) -> Observation {
        let key = SeriesKey::of(self.area, self.crop.indicator());
        Observation {
            key: self.bound.breakdown().map_or(key, |breakdown| key.by(breakdown)),
            time_period: Period::Year(year),
            token: token.into(),
            value,
            unit: unit::HA,
            unit_mult: 0,
            status: ObsStatus::Estimated,
            note: self.note,
        }
    }
}
