//! Bilateral investment treaties: the lists that UNCTAD's International
//! Investment Agreements Navigator exports, one workbook a country, alone or
//! many in a zip.
//!
//! Each row is an agreement with status `signed`, `in-force`, `terminated` or
//! `in-negotiation`, and the attribute `type` = `investment`.
//!
//! # Quirks
//! 1. The exports have no country and no date, and the treaty of two countries
//!    stands in the lists of both. Rows that say the same are one event.
//! 2. Treaties of the Belgium-Luxembourg Economic Union ("BLEU") bind Belgium
//!    and Luxembourg; both are parties.
//! 3. Parties are known by their whole name: "Boliv" is also in "Venezuela,
//!    Bolivarian Republic of".
//! 4. Only an archive of lists of at least 150 countries is taken to hold all
//!    treaties; of one list alone no absence follows.

use std::collections::HashSet;

use attache_model::{
    Area, Attribute, Code, Codelist, Coverage, Date, Edition, Event, EventKind, Party, Period, Place, Role, Sink,
    Unparsed,
};

use crate::{
    About, File, Input, ParseError, Source,
    archive::{Member, members},
    area,
    sheet::{Cell, Row, Sheet, date},
};

pub(crate) static UNCTAD: Unctad = Unctad;

pub(crate) struct Unctad;

static ABOUT: About = About {
    id: "unctad-bits",
    publisher: "UN Trade and Development (UNCTAD)",
    title: "International Investment Agreements Navigator",
    what: "Bilateral investment treaties of all countries: parties, status, dates of signature, entry into force and termination, since 1959.",
    files: "the Navigator's list of a country's treaties (xlsx), or a zip of such lists",
    url: "https://investmentpolicy.unctad.org/international-investment-agreements",
    homepage: "https://investmentpolicy.unctad.org/international-investment-agreements",
    licence: "UNCTAD terms of use: free use with attribution",
    restricted: false,
    citation: "UNCTAD, International Investment Agreements Navigator, Investment Policy Hub",
    ..About::EMPTY
};

const INVESTMENT: Code = Code::from_static("investment");
const STATEMENT: &str =
    "UNCTAD's International Investment Agreements Navigator lists all known bilateral investment treaties.";
/// Quirk 4.
const WHOLE: usize = 150;

impl Source for Unctad {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parse(&self, input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let members = members(input)?;
        let (lists, others): (Vec<&Member>, Vec<&Member>) = members.iter().partition(|m| is_list(m, members.len()));
        if lists.is_empty() {
            return Err(ParseError::new(
                input.name,
                Place::default(),
                "holds no workbook (xlsx) with a list of treaties",
            ));
        }
        sink.edition(edition(lists.len()))?;
        for other in others {
            let place = File::of(input, other).place("");
            sink.unparsed(Unparsed { place, reason: "other file", text: other.name.clone(), expected: true });
        }
        let mut known = HashSet::new();
        for list in lists {
            read_list(&File::of(input, list), &mut known, sink)?;
        }
        Ok(())
    }
}

/// A workbook; a sole file is taken for one, so that its error is about it.
fn is_list(member: &Member, members: usize) -> bool {
    member.name.to_ascii_lowercase().ends_with(".xlsx") || members == 1
}

fn edition(lists: usize) -> Edition {
    let coverage = Coverage {
        kind: EventKind::Agreement,
        category: INVESTMENT,
        areas: None,
        from: None,
        until: None,
        statement: STATEMENT.to_owned(),
    };
    let (name, coverage) = match lists {
        1 => ("list of one country's treaties".to_owned(), Vec::new()),
        n if n < WHOLE => (format!("lists of {n} countries' treaties"), Vec::new()),
        n => (format!("lists of all treaties, by {n} countries and territories"), vec![coverage]),
    };
    Edition { name, coverage, ..Edition::default() }
}

struct Columns {
    title: u32,
    short_title: u32,
    parties: u32,
    kind: u32,
    status: u32,
    /// Signature, entry into force, termination.
    dates: [u32; 3],
    termination: u32,
    amendments: u32,
    side: u32,
}

impl Columns {
    fn find(file: &File<'_>, header: &Row<'_>) -> Result<Self, ParseError> {
        let column = |name| header.column(file, name);
        Ok(Self {
            title: column("Title of agreement")?,
            short_title: column("Short title")?,
            parties: column("Parties")?,
            kind: column("Type of agreement")?,
            status: column("Status")?,
            dates: [column("Date of signature")?, column("Date of entry into force")?, column("Date of termination")?],
            termination: column("Type of termination")?,
            amendments: column("Amendment protocols")?,
            side: column("Side instruments")?,
        })
    }
}

fn read_list(file: &File<'_>, known: &mut HashSet<String>, sink: &mut dyn Sink) -> Result<(), ParseError> {
    let sheet = Sheet::first(file)?;
    let mut rows = sheet.rows();
    let header = rows.next().ok_or_else(|| file.error(sheet.name.as_str(), "has no rows"))?;
    let columns = Columns::find(file, &header)?;
    for row in rows {
        let quote = quote(&columns, &row);
        if !known.insert(quote.clone()) {
            continue;
        }
        let unparsed = |reason, text: &str, expected| Unparsed {
            place: file.place(row.pointer(columns.parties)),
            reason,
            text: text.to_owned(),
            expected,
        };
        if row.text(columns.kind) != "Bilateral Investment Treaties" {
            sink.unparsed(unparsed("other type of agreement", row.text(columns.kind), true));
            continue;
        }
        match parties(row.text(columns.parties)) {
            Ok(parties) => {
                let event = treaty(file, &columns, &row, parties, quote)?;
                sink.event(event, file.place(row.pointer(columns.short_title)))?;
            }
            Err(name) => sink.unparsed(unparsed("unknown area", &name, false)),
        }
    }
    Ok(())
}

/// The parties of "Bolivia, Plurinational State of; United States of America;".
fn parties(text: &str) -> Result<Vec<Party>, String> {
    let mut parties = Vec::new();
    for name in text.split(';').map(str::trim).filter(|name| !name.is_empty()) {
        // Quirk 2.
        let areas = if name.starts_with("BLEU") {
            ["BE", "LU"].into_iter().filter_map(|code| Area::from_code(Codelist::Iso2, code)).collect()
        } else {
            vec![area::named(name).ok_or(name)?]
        };
        parties.extend(areas.into_iter().map(|area| Party { role: Role::Party, area }));
    }
    if parties.len() < 2 { Err(text.to_owned()) } else { Ok(parties) }
}

fn treaty(
    file: &File<'_>,
    columns: &Columns,
    row: &Row<'_>,
    parties: Vec<Party>,
    quote: String,
) -> Result<Event, ParseError> {
    let status = match row.text(columns.status) {
        "Signed" => "signed",
        "In force" => "in-force",
        "Terminated" => "terminated",
        "In negotiation" => "in-negotiation",
        other => return Err(file.error(row.pointer(columns.status), format!("is no status of a treaty: {other:?}"))),
    };
    let mut event = Event::new(EventKind::Agreement, Code::from_static(status), parties);
    event.title = row.text(columns.short_title).into();
    event.signed = day(file, row, columns.dates[0])?;
    event.from = day(file, row, columns.dates[1])?;
    event.until = day(file, row, columns.dates[2])?;
    event.attributes.push(Attribute { name: Code::from_static("type"), value: INVESTMENT.as_str().into() });
    let texts = [
        ("official-title", columns.title),
        ("termination", columns.termination),
        ("amendments", columns.amendments),
        ("side-instruments", columns.side),
    ];
    for (name, column) in texts {
        let text = row.text(column);
        if !matches!(text, "" | "No") {
            event.attributes.push(Attribute { name: Code::from_static(name), value: text.into() });
        }
    }
    event.quote = quote.into();
    Ok(event)
}

fn day(file: &File<'_>, row: &Row<'_>, column: u32) -> Result<Option<Period>, ParseError> {
    let found = match row.get(column) {
        None => return Ok(None),
        Some(Cell::Text(text)) if text.trim().is_empty() => return Ok(None),
        Some(Cell::Number(serial)) => date(*serial),
        Some(Cell::Text(text)) => written_date(text.trim()),
        Some(Cell::Other) => None,
    };
    let problem = || file.error(row.pointer(column), format!("is no date: {:?}", row.get(column)));
    found.map(|date| Some(Period::Day(date))).ok_or_else(problem)
}

/// `17/04/1998`, as the Navigator's page shows dates.
fn written_date(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// What the row says, as text; rows that say the same have the same.
fn quote(columns: &Columns, row: &Row<'_>) -> String {
    let mut said =
        vec![row.text(columns.short_title).to_owned(), row.text(columns.parties).trim_end_matches(';').to_owned()];
    said.push(row.text(columns.status).to_owned());
    for (what, column) in ["signed", "in force", "terminated"].into_iter().zip(columns.dates) {
        match row.get(column) {
            Some(Cell::Number(serial)) if date(*serial).is_some() => {
                said.extend(date(*serial).map(|date| format!("{what} {date}")));
            }
            Some(Cell::Text(text)) if !text.trim().is_empty() => said.push(format!("{what} {text}")),
            _ => {}
        }
    }
    said.push(row.text(columns.termination).to_owned());
    said.retain(|text| !text.is_empty());
    said.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        sheet::tests::{rows, workbook},
        specimen::{Kept, codes, parse},
    };

    const HEADER: [&str; 13] = [
        "No.",
        "Title of agreement",
        "Short title",
        "Parties",
        "Type of agreement",
        "Status",
        "Files",
        "Date of signature",
        "Date of entry into force",
        "Date of termination",
        "Type of termination",
        "Amendment protocols",
        "Side instruments",
    ];

    fn row<'a>(parties: &'a str, status: &'a str, dates: [&'a str; 3]) -> [&'a str; 13] {
        let [signed, from, until] = dates;
        let kind = "Bilateral Investment Treaties";
        ["1", "", "A BIT", parties, kind, status, "", signed, from, until, "", "No", "No"]
    }

    fn read(body: &[[&str; 13]]) -> Result<Kept, ParseError> {
        let mut all: Vec<&[&str]> = vec![&HEADER];
        all.extend(body.iter().map(<[&str; 13]>::as_slice));
        parse(&UNCTAD, "list.xlsx", &workbook(&rows(&all)))
    }

    #[test]
    fn a_row_is_a_treaty_with_three_dates() {
        let us = "Bolivia, Plurinational State of; United States of America;";
        let treaty = row(us, "Terminated", ["35902", "37048", "41070"]);
        let kept = read(&[treaty, treaty]).unwrap();
        let [(event, place)] = kept.events.as_slice() else { panic!("{:?}", kept.events) };
        assert_eq!((codes(event), event.status.as_str()), (vec!["BO", "US"], "terminated"));
        let dates = [event.signed, event.from, event.until].map(|d| d.unwrap().to_string());
        assert_eq!(dates, ["1998-04-17", "2001-06-06", "2012-06-10"]);
        assert_eq!((event.attribute("type"), place.to_string().as_str()), (Some("investment"), "country!C2"));
        assert!(kept.editions[0].coverage.is_empty());
    }

    #[test]
    fn the_belgium_luxembourg_union_is_both() {
        let kept =
            read(&[row("BLEU (Belgium-Luxembourg Economic Union); Peru;", "Signed", ["35902", "", ""])]).unwrap();
        let mut parties = codes(&kept.events[0].0);
        parties.sort_unstable();
        assert_eq!(parties, ["BE", "LU", "PE"]);
    }

    #[test]
    fn damage_is_named_with_its_cell() {
        let said = |row| read(&[row]).unwrap_err().to_string();
        assert_eq!(
            said(row("Peru; Chile", "Lost", ["1", "", ""])),
            "list.xlsx, country!F2: is no status of a treaty: \"Lost\""
        );
        assert_eq!(
            said(row("Peru; Chile", "Signed", ["1e99", "", ""])),
            "list.xlsx, country!H2: is no date: Some(Number(1e99))"
        );
        assert_eq!(
            said(row("Peru; Chile", "Signed", ["soon", "", ""])),
            "list.xlsx, country!H2: is no date: Some(Text(\"soon\"))"
        );
        let kept = read(&[row("Peru; Atlantis", "Signed", ["1", "", ""])]).unwrap();
        assert_eq!((kept.unparsed[0].reason, kept.unparsed[0].text.as_str()), ("unknown area", "Atlantis"));
    }
}
