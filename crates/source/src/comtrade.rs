//! UN Comtrade: trade in goods as each country reports it, by partner and
//! commodity, from the API v1: data (`/data/v1/get/C/A/HS` with a key,
//! `/public/v1/preview/C/A/HS` without), availability (`getDA`), bulk files and
//! the list of them, reference tables.
//!
//! `ref_area` is the reporter and the counterpart the partner, so that both
//! sides' reports of the same trade stand beside each other. Values are whole
//! dollars; `TOTAL` is `exports-goods`, `imports-goods` and their like, a
//! commodity `…-by-commodity` with an [`HsCode`](attache_model::HsCode) of the
//! revision in which it was reported; net weights are `…-weight…` in kilograms,
//! quantities `…-quantity…` in the unit told; months are `…-monthly`. A note
//! tells whether a value is CIF or FOB.
//!
//! # Quirks
//! 1. The preview gives at most 500 rows and a keyed answer 100,000, and does
//!    not say that it leaves some out. An answer with exactly as many is cut: a
//!    pull asks again in parts; a file of that many rows is refused unless its
//!    parts are there as well.
//! 2. Countries have codes of M49 but for some of Comtrade's own (United States
//!    842, India 699, Switzerland 757, France 251, Norway 579; 490, "Other
//!    Asia, nes", is Taiwan); 0 is the world.
//! 3. Rows are given by customs procedure, mode of transport, mode of supply
//!    and second partner too. Only their totals are taken (`C00`, 0, 0, 0); the
//!    others are parts of those and never added.
//! 4. A weight or quantity of 0 means that none is told.
//! 5. `isReported` false and `isAggregate` false is an estimate of the United
//!    Nations'; `isAggregate` alone a sum of reported rows.
//! 6. An answer with data has no date of publication. The list of what is
//!    available has one for each data set (`lastReleased`), a bulk file in its
//!    name; the newest is the release's.
//! 7. Values are doubles ("502904651.0"); whole ones lose the ".0".
//! 8. Codes as 9999AA ("commodities not specified") are of no revision of the
//!    Harmonized System and passed over, as are data in other classifications
//!    but for their total.
//! 9. Errors of the gateway have another shape (`statusCode`, `message`).

mod answer;
mod plan;
mod row;

use std::io::Read;

use attache_model::{Place, Sink, Unparsed};

use crate::{
    About, File, Input, ParseError, Source, archive,
    job::{Asked, BadOption, Job, Key, KeyPlace, Pace},
    table::Table,
};
use answer::{Answer, Survey};
use row::Row;

pub(crate) static COMTRADE: Comtrade = Comtrade;

pub(crate) struct Comtrade;

static ABOUT: About = About {
    id: "comtrade",
    publisher: "United Nations Statistics Division",
    title: "UN Comtrade",
    what: "Exports and imports of goods as each country reports them, by partner and commodity (HS), by year, since 1988.",
    files: "answers of the API v1 as JSON or CSV; bulk files (COMTRADE-FINAL-….gz)",
    url: "https://comtradeapi.un.org/",
    homepage: "https://comtradeplus.un.org/",
    licence: "UN Comtrade policy on use and re-dissemination: free for own use; handing data on needs permission",
    restricted: true,
    citation: "United Nations Statistics Division, UN Comtrade",
    calendar: "every working day, as countries report; a country's year some 6 to 12 months after it",
    options: &[
        ("reporter", "countries whose figures are wanted, by code or name, as US,BO; without it, all"),
        (
            "partner",
            "partners by code or name, or world; without it, all, or the world where no reporter is named and there is no key",
        ),
        ("year", "a year or several, as 2022 or 2018-2022; without it, the last three"),
        ("commodity", "TOTAL (the default), AG2, AG4, AG6, or codes of HS, as 0901,71"),
        ("flows", "of X, M, RX, RM, DX (exports, imports, re-exports, re-imports, domestic exports); without it, X,M"),
        ("bulk", "yes: the bulk files of the reporter and years; needs a key that is for them"),
    ],
    key: Some(Key {
        variable: "COMTRADE_API_KEY",
        required: false,
        goes: KeyPlace::Header("Ocp-Apim-Subscription-Key"),
        register: "https://comtradedeveloper.un.org/",
    }),
    // One request a second, 500 a day, with a key that is free.
    pace: Pace { interval: std::time::Duration::from_millis(1_100), requests: 490 },
    on_request: true,
    ..About::EMPTY
};

impl Source for Comtrade {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn can_pull(&self) -> bool {
        true
    }

    fn plan(&self, asked: &Asked) -> Result<Vec<Job>, BadOption> {
        plan::jobs(asked)
    }

    fn parse(&self, input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let mut survey = Survey::default();
        archive::each(input, &mut |file, stream| {
            with_member(file, stream, &mut |file, member| survey.see(file, member))
        })?;
        survey.refuse_cut(input)?;
        sink.edition(survey.edition())?;
        archive::each(input, &mut |file, stream| {
            with_member(file, stream, &mut |file, member| match member {
                Member::Answer(answer) if survey.is_in_parts(file) => {
                    pass_over(file, "cut, and asked for again in parts", answer.rows().to_string(), sink)
                }
                Member::Answer(answer) => answer.read(file, &survey, sink),
                Member::Table(table) => row::read_table(file, table, &survey, sink),
            })
        })
    }
}

fn pass_over(file: &File<'_>, reason: &'static str, text: String, sink: &mut dyn Sink) -> Result<(), ParseError> {
    sink.unparsed(Unparsed { place: file.place(""), reason, text, expected: true });
    Ok(())
}

/// A file of Comtrade's: JSON, or a table with tabs or commas.
enum Member<'m, 't> {
    Answer(Answer<'t>),
    Table(Table<'m, crate::table::Begun<&'m mut dyn Read>>),
}

/// No answer is larger: 100,000 rows with descriptions are some 150 MB.
const LARGEST_ANSWER: u64 = 1 << 30;

/// Opens a file for what looks at it. JSON is read whole, a table as it comes.
fn with_member(
    file: &File<'_>,
    stream: &mut dyn Read,
    look: &mut dyn FnMut(&File<'_>, Member<'_, '_>) -> Result<(), ParseError>,
) -> Result<(), ParseError> {
    let failed = |e: std::io::Error| file.error("", archive::explain(&e));
    let mut head = Vec::new();
    Read::take(&mut *stream, 64).read_to_end(&mut head).map_err(failed)?;
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head).trim_ascii_start();
    if !start.starts_with(b"{") && !start.starts_with(b"[") {
        let mut whole = std::io::Cursor::new(head).chain(stream);
        return look(file, Member::Table(Table::stream(*file, &mut whole as &mut dyn Read)?));
    }
    Read::take(stream, LARGEST_ANSWER).read_to_end(&mut head).map_err(failed)?;
    let whole = File { bytes: &head, ..*file };
    look(&whole, Member::Answer(Answer::open(&whole, whole.text()?)?))
}

#[cfg(test)]
mod tests;
