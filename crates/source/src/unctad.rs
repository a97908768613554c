//! International investment agreements: the lists that UNCTAD's International
//! Investment Agreements Navigator exports, one workbook or CSV file a country
//! or one of all, alone or many in a zip.
//!
//! Each row is an agreement with status `signed`, `in-force`, `terminated` or
//! `in-negotiation`. Bilateral investment treaties ("BITs") have the attribute
//! `type` = `investment`; treaties with investment provisions ("TIPs", as the
//! chapters of a trade agreement) `type` = `investment-provisions`.
//!
//! Columns are found by name, since the export has had two forms:
//!
//! | to 2020 | now |
//! |---|---|
//! | `Title of agreement` | `Full title` |
//! | `Type of agreement` | `Type` |
//! | `Date of termination` | `Termination date` |
//! | `Type of termination`, `Amendment protocols`, `Side instruments` | |
//! | `Files` | `Text` |
//!
//! `Short title`, `Parties`, `Status`, `Date of signature` and `Date of entry
//! into force` are in both. Of the present form the columns are known as the
//! Navigator's pages show them; a title may stand above the header.
//!
//! # Quirks
//! 1. The exports have no country and no date, and the treaty of two countries
//!    stands in the lists of both. Rows that say the same are one event.
//! 2. Treaties of the Belgium-Luxembourg Economic Union ("BLEU") bind Belgium
//!    and Luxembourg; both are parties, on one side: they bind neither to the other.
//! 3. Parties are known by their whole name: "Boliv" is also in "Venezuela,
//!    Bolivarian Republic of".
//! 4. Only an archive of lists of at least 150 countries, or one list of at least
//!    2,000 bilateral treaties, is taken to hold all treaties; of a country's
//!    list alone no absence follows.
//! 5. Dates are serial days, or text with the day first (`17/04/1998`).
//! 6. Organizations are parties to treaties with investment provisions, as "EU
//!    (European Union)". The Union's member states are parties beside it, as
//!    they are in the WTO's list; other organizations are reported.
//! 7. The status is now "Signed (not in force)" where it was "Signed".

use std::collections::HashSet;

use attache_model::{
    Area, Areas, Attribute, Code, Codelist, Coverage, Edition, Event, EventKind, Party, Period, Place, Role, Sink,
    Unparsed,
};

use crate::{
    About, File, Input, ParseError, Source,
    archive::{Member, members},
    area, date, european_union,
    sheet::{Cell, Row, Sheet},
};

pub(crate) static UNCTAD: Unctad = Unctad;

pub(crate) struct Unctad;

static ABOUT: About = About {
    id: "unctad-bits",
    publisher: "UN Trade and Development (UNCTAD)",
    title: "International Investment Agreements Navigator",
    what: "Bilateral investment treaties and treaties with investment provisions of all countries: parties, status, dates of signature, entry into force and termination, since 1959.",
    files: "the Navigator's list of a country's or of all treaties (xlsx, CSV), or a zip of such lists",
    url: "https://investmentpolicy.unctad.org/international-investment-agreements",
    homepage: "https://investmentpolicy.unctad.org/international-investment-agreements",
    licence: "UNCTAD terms of use: free use with attribution",
    calendar: "continuous",
    restricted: false,
    citation: "UNCTAD, International Investment Agreements Navigator, Investment Policy Hub",
    ..About::EMPTY
};

const INVESTMENT: Code = Code::from_static("investment");
const PROVISIONS: Code = Code::from_static("investment-provisions");
const STATEMENT: &str =
    "UNCTAD's International Investment Agreements Navigator lists all known bilateral investment treaties.";
/// Quirk 4.
const WHOLE: usize = 150;
const WHOLE_LIST: usize = 2_000;

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
        let mut known = HashSet::new();
        let mut read = Read::default();
        for list in &lists {
            read_list(&File::of(input, list), &mut known, &mut read)?;
        }
        sink.edition(edition(lists.len(), &read))?;
        for other in others {
            let place = File::of(input, other).place("");
            sink.unparsed(Unparsed { place, reason: "other file", text: other.name.clone(), expected: true });
        }
        read.unparsed.into_iter().for_each(|unparsed| sink.unparsed(unparsed));
        for (event, place) in read.treaties {
            sink.event(event, place)?;
        }
        Ok(())
    }
}

/// What was read of all lists: how many treaties there are, which tells whether
/// they are all, shows at the end.
#[derive(Default)]
struct Read {
    treaties: Vec<(Event, Place)>,
    unparsed: Vec<Unparsed>,
}

/// A workbook or CSV file; a sole file is taken for one, so that its error is
/// about it.
fn is_list(member: &Member, members: usize) -> bool {
    let name = member.name.to_ascii_lowercase();
    name.ends_with(".xlsx") || name.ends_with(".csv") || members == 1
}

/// States of which the list names no treaty, though they have concluded some.
const LEFT_OUT: [&str; 1] = ["XK"];

fn edition(lists: usize, read: &Read) -> Edition {
    let is_covered = |area: &Area| !LEFT_OUT.contains(&area.code());
    let coverage = Coverage {
        kind: EventKind::Agreement,
        category: INVESTMENT,
        areas: Some(Areas::all().filter(is_covered).collect()),
        from: None,
        until: None,
        statement: STATEMENT.to_owned(),
    };
    let bilateral = read.treaties.iter().filter(|(event, _)| event.attribute("type") == Some(&INVESTMENT)).count();
    let (name, coverage) = match lists {
        1 if bilateral >= WHOLE_LIST => {
            (format!("list of all treaties, {bilateral} of them bilateral"), vec![coverage])
        }
        1 => ("list of one country's treaties".to_owned(), Vec::new()),
        n if n < WHOLE => (format!("lists of {n} countries' treaties"), Vec::new()),
        n => (format!("lists of all treaties, by {n} countries and territories"), vec![coverage]),
    };
    Edition { name, coverage, ..Edition::default() }
}

struct Columns {
    short_title: u32,
    parties: u32,
    kind: u32,
    status: u32,
    /// Signature, entry into force, termination.
    dates: [u32; 3],
    termination: Option<u32>,
    /// Attributes and the columns that hold them.
    texts: Vec<(Code, u32)>,
}

impl Columns {
    fn find(file: &File<'_>, header: &Row<'_>) -> Result<Self, ParseError> {
        let column = |names: &[&str]| header.column_of(file, names);
        let termination = header.find(&["Type of termination"]);
        let texts = [
            ("official-title", header.find(&["Title of agreement", "Full title"])),
            ("termination", termination),
            ("amendments", header.find(&["Amendment protocols"])),
            ("side-instruments", header.find(&["Side instruments"])),
        ];
        Ok(Self {
            short_title: column(&["Short title"])?,
            parties: column(&["Parties"])?,
            kind: column(&["Type of agreement", "Type"])?,
            status: column(&["Status"])?,
            dates: [
                column(&["Date of signature"])?,
                column(&["Date of entry into force"])?,
                column(&["Date of termination", "Termination date"])?,
            ],
            termination,
            texts: texts.into_iter().filter_map(|(name, column)| Some((Code::from_static(name), column?))).collect(),
        })
    }
}

/// Which attribute `type` a type of agreement is.
fn kind(text: &str) -> Option<Code> {
    match text.to_ascii_lowercase().as_str() {
        "bilateral investment treaties" | "bilateral investment treaty" | "bits" | "bit" => Some(INVESTMENT),
        "treaties with investment provisions" | "treaty with investment provisions" | "tips" | "tip" => {
            Some(PROVISIONS)
        }
        _ => None,
    }
}

fn read_list(file: &File<'_>, known: &mut HashSet<String>, read: &mut Read) -> Result<(), ParseError> {
    let sheet = Sheet::tables(file)?.into_iter().next().ok_or_else(|| file.error("", "has no worksheet"))?;
    let mut rows = sheet.rows().peekable();
    let first = *rows.peek().ok_or_else(|| file.error(sheet.name.as_str(), "has no rows"))?;
    let header = rows.by_ref().take(10).find(|row| row.find(&["Parties"]).is_some()).unwrap_or(first);
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
        let Some(kind) = kind(row.text(columns.kind)) else {
            read.unparsed.push(unparsed("other type of agreement", row.text(columns.kind), true));
            continue;
        };
        match parties(row.text(columns.parties)) {
            Ok(parties) => {
                let event = treaty(file, &columns, &row, kind, parties, quote)?;
                read.treaties.push((event, file.place(row.pointer(columns.short_title))));
            }
            Err(name) => read.unparsed.push(unparsed("unknown area", &name, false)),
        }
    }
    Ok(())
}

/// Who is bound by a treaty, and to whom where not everyone to everyone.
struct Parties {
    areas: Vec<Area>,
    sides: Option<String>,
}

/// The parties of "Bolivia, Plurinational State of; United States of America;".
fn parties(text: &str) -> Result<Parties, String> {
    let mut areas = Vec::new();
    let mut sides: Vec<String> = Vec::new();
    let mut has_union = false;
    for name in text.split([';', '\n']).map(str::trim).filter(|name| !name.is_empty()) {
        // Quirk 2.
        let named: Vec<Area> = if name.starts_with("BLEU") {
            has_union = true;
            ["BE", "LU"].into_iter().filter_map(|code| Area::from_code(Codelist::Iso2, code)).collect()
        } else if name.starts_with("EU (") || name.eq_ignore_ascii_case("European Union") {
            // Quirk 6.
            has_union = true;
            european_union::itself().into_iter().chain(european_union::members(None)).collect()
        } else {
            vec![area::named(name).ok_or(name)?]
        };
        // A member that is named beside the Union is on its side.
        let new: Vec<Area> = named.into_iter().filter(|area| !areas.contains(area)).collect();
        if !new.is_empty() {
            sides.push(new.iter().map(|area| area.code()).collect::<Vec<_>>().join(" "));
        }
        areas.extend(new);
    }
    if areas.len() < 2 {
        return Err(text.to_owned());
    }
    let sides = (has_union && sides.len() > 1).then(|| sides.join(" | "));
    Ok(Parties { areas, sides })
}

fn treaty(
    file: &File<'_>,
    columns: &Columns,
    row: &Row<'_>,
    kind: Code,
    parties: Parties,
    quote: String,
) -> Result<Event, ParseError> {
    // Quirk 7.
    let said = row.text(columns.status);
    let status = match said.split('(').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "signed" => "signed",
        "in force" => "in-force",
        "terminated" => "terminated",
        "in negotiation" => "in-negotiation",
        _ => return Err(file.error(row.pointer(columns.status), format!("is no status of a treaty: {said:?}"))),
    };
    let areas = parties.areas.into_iter().map(|area| Party { role: Role::Party, area }).collect();
    let mut event = Event::new(EventKind::Agreement, Code::from_static(status), areas);
    event.title = row.text(columns.short_title).into();
    event.signed = day(file, row, columns.dates[0])?;
    event.from = day(file, row, columns.dates[1])?;
    event.until = day(file, row, columns.dates[2])?;
    event.attributes.push(Attribute { name: Code::from_static("type"), value: kind.as_str().into() });
    event
        .attributes
        .extend(parties.sides.map(|sides| Attribute { name: Code::from_static("sides"), value: sides.into() }));
    for (name, column) in &columns.texts {
        let text = row.text(*column);
        if !matches!(text, "" | "No") {
            event.attributes.push(Attribute { name: *name, value: text.into() });
        }
    }
    event.quote = quote.into();
    Ok(event)
}

/// Quirk 5.
fn day(file: &File<'_>, row: &Row<'_>, column: u32) -> Result<Option<Period>, ParseError> {
    let found = match row.get(column) {
        None => return Ok(None),
        Some(Cell::Text(text)) if matches!(text.trim(), "" | "-" | "n/a" | "N/A") => return Ok(None),
        Some(cell) => date::of_cell(cell),
    };
    let problem = || file.error(row.pointer(column), format!("is no date: {:?}", row.get(column)));
    found.map(Some).ok_or_else(problem)
}

/// What the row says, as text; rows that say the same have the same.
fn quote(columns: &Columns, row: &Row<'_>) -> String {
    let mut said =
        vec![row.text(columns.short_title).to_owned(), row.text(columns.parties).trim_end_matches(';').to_owned()];
    said.push(row.text(columns.status).to_owned());
    for (what, column) in ["signed", "in force", "terminated"].into_iter().zip(columns.dates) {
        // Two lists may write one day in two ways.
        match row.get(column).map(|cell| (cell, date::of_cell(cell))) {
            Some((_, Some(date))) => said.push(format!("{what} {date}")),
            Some((Cell::Text(text), None)) if !text.trim().is_empty() => said.push(format!("{what} {text}")),
            _ => {}
        }
    }
    said.extend(columns.termination.map(|column| row.text(column).to_owned()));
    said.retain(|text| !text.is_empty());
    said.join("; ")
}

#[cfg(test)]
mod tests;
