//! Regional trade agreements notified to the WTO, and early announced: the
//! export of its RTA database, `AllRTAs.xlsx`.
//!
//! The sheet of agreements has a row for each, with `RTA ID`, `RTA Name`,
//! `Coverage`, `Type`, `Notification`, `Status`, dates of signature, notification
//! and entry into force for goods (G) and services (S), `Inactive Date`,
//! `Accession?`, `RTA Composition`, `Region`, `Current signatories`, `Original
//! signatories`, `Specific Entry/Exit dates`, `Remarks` and more. It becomes an
//! event with the attribute `type` = `trade`:
//!
//! | `Status` | status | what has dates |
//! |---|---|---|
//! | `In Force` | `in-force` | `signed`, `from` |
//! | `In Force for at least one Party` | `in-force-for-some` | `signed`, `from`, `entry-dates` |
//! | `Inactive` | `inactive` | `signed`, `from`, `until` |
//! | `Early announcement-Signed` | `signed` | `signed` |
//! | `Early announcement-Under negotiation` | `in-negotiation` | |
//!
//! The list holds what was notified and nothing else, so that the release's
//! coverage is of the category `notified-trade`: two areas that it has no
//! agreement of may have one that was not notified.
//!
//! # Quirks
//! 1. Dates are text, `01-Jan-1994` or, in older files, `25-Mar-57`, or serial
//!    days. Goods and services have their own: the earlier one counts, and the
//!    services' entry into force is the attribute `services-from` where it is
//!    another.
//! 2. The European Union is one signatory. Its member states are bound as well,
//!    so that they are parties beside it: those of today, or of the day on which
//!    the agreement became inactive. `sides` then tells who is bound to whom,
//!    as `EU AT BE ... | JP`, since the members are not bound to each other by it.
//! 3. Inactive agreements may have no current signatories; the original ones
//!    are then the parties.
//! 4. A row with `Accession?` = `Yes` is that of a party to an agreement that
//!    has a row of its own: the status is `accession`, and `sides` has who
//!    acceded first, as its name says ("... - Accession of Panama"). Where the
//!    name does not say it ("EU (28) Enlargement") the row is left out.
//! 5. Parties that entered or left at another time than the agreement stand in
//!    `Specific Entry/Exit dates`, as `Peru(19-Sep-2021 - ); Viet Nam(14-Jan-2019 - )`.
//!    They are kept as they are in the attribute `entry-dates`.
//! 6. The workbook has a second sheet, of changes; it has no column `Status`.

use attache_model::{Area, Attribute, Code, Coverage, Edition, Event, EventKind, Party, Period, Role, Sink, Unparsed};

use super::{LICENCE, PUBLISHER, TERMS, area};
use crate::{
    About, File, Input, ParseError, Source,
    archive::members,
    date, european_union,
    job::{Asked, BadOption, Job},
    sheet::{Cell, Row, Sheet},
};

pub(crate) static WTO_AGREEMENTS: WtoAgreements = WtoAgreements;

pub(crate) struct WtoAgreements;

static ABOUT: About = About {
    id: "wto-rta",
    publisher: PUBLISHER,
    title: "Regional Trade Agreements Database",
    what: "Regional trade agreements notified to the WTO: parties, status, dates of signature, entry into force and end, since 1957.",
    files: "the export of all agreements (AllRTAs.xlsx), or the same as CSV",
    url: "https://rtais.wto.org/UI/ExportAllRTAList.aspx",
    homepage: "https://rtais.wto.org/",
    licence: LICENCE,
    terms: TERMS,
    restricted: true,
    citation: "World Trade Organization, Regional Trade Agreements Database",
    calendar: "continuous, with each notification",
    ..About::EMPTY
};

const TRADE: Code = Code::from_static("trade");
const NOTIFIED: Code = Code::from_static("notified-trade");
const STATEMENT: &str = "The WTO's database lists the regional trade agreements that were notified to the WTO.";

impl Source for WtoAgreements {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn can_pull(&self) -> bool {
        true
    }

    fn plan(&self, asked: &Asked) -> Result<Vec<Job>, BadOption> {
        asked.only(&[])?;
        Ok(vec![Job::of(ABOUT.url).named("AllRTAs.xlsx")])
    }

    fn parse(&self, input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let members = members(input)?;
        let [member] = members.as_slice() else {
            let place = attache_model::Place::default();
            return Err(ParseError::new(input.name, place, "is an archive; AllRTAs.xlsx itself is expected"));
        };
        let file = File::of(input, member);
        let sheets = Sheet::tables(&file)?;
        let sheet = agreements(&file, &sheets)?;
        let mut rows = sheet.rows().skip_while(|row| !is_header(row));
        let header = rows.next().ok_or_else(|| file.error(sheet.name.as_str(), "has no rows"))?;
        let columns = Columns::find(&file, &header)?;
        let rows: Vec<Row<'_>> = rows.filter(|row| !row.text(columns.name).is_empty()).collect();
        if rows.is_empty() {
            return Err(file.error(sheet.name.as_str(), "has no agreements"));
        }
        sink.edition(edition(&columns, &rows))?;
        for row in rows {
            emit(&file, &columns, &row, sink)?;
        }
        Ok(())
    }
}

fn is_header(row: &Row<'_>) -> bool {
    row.find(&["RTA ID"]).is_some() && row.find(&["Status"]).is_some()
}

/// The sheet of agreements (quirk 6).
fn agreements<'s>(file: &File<'_>, sheets: &'s [Sheet]) -> Result<&'s Sheet, ParseError> {
    let has_header = |sheet: &&Sheet| sheet.rows().take(20).any(|row| is_header(&row));
    sheets.iter().find(has_header).ok_or_else(|| match sheets.first().and_then(|sheet| sheet.rows().next()) {
        // Says what stands there instead.
        Some(row) => match row.column(file, "RTA ID").and_then(|_| row.column(file, "Status")) {
            Err(error) => error,
            Ok(_) => file.error("", "has no sheet of agreements"),
        },
        None => file.error("", "has no rows"),
    })
}

struct Columns {
    id: u32,
    name: u32,
    status: u32,
    /// For goods, then for services.
    signed: [u32; 2],
    from: [u32; 2],
    inactive: Option<u32>,
    accession: Option<u32>,
    current: u32,
    original: Option<u32>,
    entries: Option<u32>,
    /// Attributes and the columns that hold them.
    texts: Vec<(Code, u32)>,
}

impl Columns {
    fn find(file: &File<'_>, header: &Row<'_>) -> Result<Self, ParseError> {
        let column = |name: &str| header.column(file, name);
        let texts = [
            ("coverage", "Coverage"),
            ("agreement-type", "Type"),
            ("notification", "Notification"),
            ("composition", "RTA Composition"),
            ("remarks", "Remarks"),
        ];
        Ok(Self {
            id: column("RTA ID")?,
            name: column("RTA Name")?,
            status: column("Status")?,
            signed: [column("Date of Signature (G)")?, column("Date of Signature (S)")?],
            from: [column("Date of Entry into Force (G)")?, column("Date of Entry into Force (S)")?],
            inactive: header.find(&["Inactive Date"]),
            accession: header.find(&["Accession?"]),
            current: column("Current signatories")?,
            original: header.find(&["Original signatories"]),
            entries: header.find(&["Specific Entry/Exit dates"]),
            texts: texts
                .into_iter()
                .filter_map(|(attribute, name)| Some((Code::from_static(attribute), header.find(&[name])?)))
                .collect(),
        })
    }
}

fn edition(columns: &Columns, rows: &[Row<'_>]) -> Edition {
    let in_force = rows.iter().filter(|row| row.text(columns.status).to_ascii_lowercase().starts_with("in force"));
    let name = format!("list of {} agreements, {} of them in force", rows.len(), in_force.count());
    let coverage = Coverage {
        kind: EventKind::Agreement,
        category: NOTIFIED,
        areas: None,
        from: None,
        until: None,
        statement: STATEMENT.to_owned(),
    };
    Edition { name, coverage: vec![coverage], ..Edition::default() }
}

/// The dates of an agreement (quirk 1).
struct Dates {
    signed: Option<Period>,
    from: Option<Period>,
    /// Entry into force for services, where that is another day.
    services: Option<Period>,
    until: Option<Period>,
}

impl Dates {
    fn read(file: &File<'_>, columns: &Columns, row: &Row<'_>) -> Result<Self, ParseError> {
        let day = |column: u32| period(file, row, column);
        let signed = [day(columns.signed[0])?, day(columns.signed[1])?];
        let from = [day(columns.from[0])?, day(columns.from[1])?];
        let earliest = |dates: [Option<Period>; 2]| dates.into_iter().flatten().min_by_key(|date| date.start());
        let other = from[0].is_some() && from[0] != from[1];
        let until = columns.inactive.map(day).transpose()?.flatten();
        Ok(Self { signed: earliest(signed), from: earliest(from), services: from[1].filter(|_| other), until })
    }
}

fn emit(file: &File<'_>, columns: &Columns, row: &Row<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
    let name = row.text(columns.name);
    let place = file.place(row.pointer(columns.name));
    let stated = status(file, columns, row)?;
    let dates = Dates::read(file, columns, row)?;
    let mut unparsed = |reason, text: &str, expected| {
        sink.unparsed(Unparsed { place: place.clone(), reason, text: text.to_owned(), expected });
    };
    let (areas, unknown) = signatories(columns, row);
    unknown.iter().for_each(|party| unparsed("unknown area", &format!("{party} in {name}"), false));
    let is_accession = columns.accession.is_some_and(|column| row.text(column).eq_ignore_ascii_case("yes"));
    let accession = is_accession.then(|| acceded(name, &areas));
    if accession == Some(None) {
        unparsed("accession that does not say whose", name, true);
        return Ok(());
    }
    let bound = Bound::of(areas, dates.until.filter(|_| stated == "inactive"));
    if bound.parties.len() < 2 {
        unparsed("agreement of one party", name, false);
        return Ok(());
    }
    let status = if is_accession { "accession" } else { stated };
    let sides = accession.flatten().or(bound.sides);
    let event = agreement(columns, row, status, &dates, &bound.parties, sides);
    Ok(sink.event(event, place)?)
}

fn agreement(
    columns: &Columns,
    row: &Row<'_>,
    status: &'static str,
    dates: &Dates,
    parties: &[Area],
    sides: Option<String>,
) -> Event {
    let parties = parties.iter().map(|area| Party { role: Role::Party, area: *area }).collect();
    let mut event = Event::new(EventKind::Agreement, Code::from_static(status), parties);
    event.title = row.text(columns.name).into();
    (event.signed, event.from, event.until) = (dates.signed, dates.from, dates.until);
    let stated = [
        ("type", Some(TRADE.to_string())),
        ("sides", sides),
        ("number", identity(columns, row)),
        ("services-from", dates.services.map(|date| date.to_string())),
    ];
    let attribute = |name, value: String| Attribute { name, value: value.into() };
    event
        .attributes
        .extend(stated.into_iter().filter_map(|(name, value)| Some(attribute(Code::from_static(name), value?))));
    let entries = columns.entries.map(|column| (Code::from_static("entry-dates"), column));
    let texts = columns.texts.iter().copied().chain(entries).map(|(name, column)| (name, row.text(column)));
    event
        .attributes
        .extend(texts.filter(|(_, text)| !text.is_empty()).map(|(name, text)| attribute(name, text.to_owned())));
    event.quote = quote(columns, row, dates).into();
    event
}

fn status(file: &File<'_>, columns: &Columns, row: &Row<'_>) -> Result<&'static str, ParseError> {
    let text = row.text(columns.status);
    let words: String = text.to_ascii_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    match words.as_str() {
        "inforce" => Ok("in-force"),
        "inforceforatleastoneparty" => Ok("in-force-for-some"),
        "inactive" => Ok("inactive"),
        "earlyannouncementsigned" => Ok("signed"),
        "earlyannouncementundernegotiation" => Ok("in-negotiation"),
        _ => Err(file.error(row.pointer(columns.status), format!("is no status of an agreement: {text:?}"))),
    }
}

fn period(file: &File<'_>, row: &Row<'_>, column: u32) -> Result<Option<Period>, ParseError> {
    let cell = match row.get(column) {
        None => return Ok(None),
        Some(Cell::Text(text)) if matches!(text.trim(), "" | "-" | "N/A") => return Ok(None),
        Some(cell) => cell,
    };
    let problem = || file.error(row.pointer(column), format!("is no date: {cell:?}"));
    date::of_cell(cell).map(Some).ok_or_else(problem)
}

/// The areas of the signatories (quirk 3), and the names of which there is none.
fn signatories<'r>(columns: &Columns, row: &Row<'r>) -> (Vec<Area>, Vec<&'r str>) {
    let current = row.text(columns.current);
    let text = if current.is_empty() { columns.original.map_or("", |column| row.text(column)) } else { current };
    let (mut areas, mut unknown) = (Vec::new(), Vec::new());
    for name in text.split(';').map(str::trim).filter(|name| !name.is_empty()) {
        match area(name) {
            Some(area) if !areas.contains(&area) => areas.push(area),
            Some(_) => {}
            None => unknown.push(name),
        }
    }
    (areas, unknown)
}

/// Quirk 4: who acceded, and who was there before.
fn acceded(name: &str, areas: &[Area]) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    let at = lower.find("accession of ")? + "accession of ".len();
    let names = name.get(at..)?.split(" to ").next().unwrap_or_default();
    let new: Vec<Area> = match area(names) {
        Some(one) => vec![one],
        None => {
            names.split([',', ';']).flat_map(|part| part.split(" and ")).filter_map(|part| area(part.trim())).collect()
        }
    };
    let codes = |areas: &mut dyn Iterator<Item = &Area>| areas.map(|area| area.code()).collect::<Vec<_>>().join(" ");
    let others = codes(&mut areas.iter().filter(|area| !new.contains(area)));
    let found = new.iter().all(|area| areas.contains(area)) && !new.is_empty() && !others.is_empty();
    found.then(|| format!("{} | {others}", codes(&mut new.iter())))
}

/// Who is bound by an agreement, and to whom.
struct Bound {
    parties: Vec<Area>,
    sides: Option<String>,
}

impl Bound {
    /// Quirk 2.
    fn of(signatories: Vec<Area>, ended: Option<Period>) -> Self {
        let Some(union) = european_union::itself().filter(|union| signatories.contains(union)) else {
            return Self { parties: signatories, sides: None };
        };
        let members: Vec<Area> = european_union::members(ended.and_then(Period::end)).collect();
        let others: Vec<Area> =
            signatories.into_iter().filter(|area| *area != union && !members.contains(area)).collect();
        let side = |areas: &[Area]| areas.iter().map(|area| area.code()).collect::<Vec<_>>().join(" ");
        let parties: Vec<Area> = [union].into_iter().chain(members).collect();
        // Of several others each is bound to each: a side of its own.
        let sides: Vec<String> =
            [side(&parties)].into_iter().chain(others.iter().map(|other| side(&[*other]))).collect();
        let sides = (sides.len() > 1).then(|| sides.join(" | "));
        Self { parties: parties.into_iter().chain(others).collect(), sides }
    }
}

fn identity(columns: &Columns, row: &Row<'_>) -> Option<String> {
    row.figure(columns.id)
        .map(|(token, _)| token)
        .or_else(|| Some(row.text(columns.id).to_owned()).filter(|id| !id.is_empty()))
}

/// What the row says, as text.
fn quote(columns: &Columns, row: &Row<'_>, dates: &Dates) -> String {
    let dated = |what: &str, date: Option<Period>| date.map(|date| format!("{what} {date}"));
    let dates = [dated("signed", dates.signed), dated("in force", dates.from), dated("inactive", dates.until)];
    let texts = [columns.name, columns.status].map(|column| Some(row.text(column).to_owned()));
    texts.into_iter().chain(dates).flatten().collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests;
