//! Preferential trade agreements: the list of treaties of DESTA (Design of
//! Trade Agreements), as CSV or xlsx.
//!
//! A row is a treaty, or what was done to one (`entry_type`), and becomes an
//! event with the attribute `type` = `trade`:
//!
//! | `entry_type` | status | `signed` | `from` |
//! |---|---|---|---|
//! | `base_treaty` | `entered-into-force`, `signed` where no year of that is given | signature | entry into force |
//! | `protocol or amendment` | `amendment` | signature | entry into force |
//! | `accession` | `accession` | signature | |
//! | `withdrawal` | `withdrawal` | announcement | |
//! | `negotiation` | `in-negotiation` | | |
//!
//! DESTA does not say whether a treaty that entered into force still is in
//! force (the African Common Market of 1962 is listed like any other), so no
//! event here says `in-force` and none has an end. Years only, no days.
//!
//! All countries that the row lists are parties. Where the row does not bind
//! each of them to each other one, the attribute `sides` tells who is bound to
//! whom: `AU | BH KW OM` is an agreement of Australia with a bloc,
//! `ZA | DZ AO BJ` the accession of South Africa.
//!
//! # Quirks
//! 1. The file is separated by `;` and in Latin-1, or, in later versions, by `,`
//!    and in UTF-8. In the workbook the list is on the second sheet.
//! 2. Members stand in 91 columns `c1` to `c91` as M49 numbers, and their part
//!    in `mc1` to `mc91`, whose numbers mean other things for each `typememb`:
//!    3 (bloc and country): 1 the bloc, 0 the country; 4 (two blocs): one number
//!    a bloc; 5 (accession): 1 who accedes, 2 who was there; 6 (accession by
//!    joining a bloc): 2 who accedes, 3 the bloc's partner; 7 (withdrawal): 1 who
//!    leaves, 2 who stays.
//! 3. An amended text is listed twice: as `protocol or amendment`, and as
//!    `consolidated`, which is left out.
//! 4. Kosovo, which has no M49 code, is 900.
//! 5. A treaty's later rows name it by `base_treaty`; its own row has its own
//!    number there.
//! 6. The list of dyads, which the project offers beside it, has a row for each
//!    pair of members; it says nothing that the list of treaties does not, and
//!    is refused with that hint.

use std::collections::BTreeMap;

use attache_model::{
    Area, Attribute, Code, Codelist, Coverage, Edition, Event, EventKind, Party, Period, Place, Role, Sink, Unparsed,
};
use csv::StringRecord;

use crate::{
    About, File, Input, ParseError, Source,
    archive::members,
    job::{Asked, BadOption, Job},
    sheet::{Cell, Sheet, separator},
    table::Table,
};

pub(crate) static DESTA: Desta = Desta;

pub(crate) struct Desta;

static ABOUT: About = About {
    id: "desta",
    publisher: "Design of Trade Agreements (DESTA) project, World Trade Institute, University of Bern",
    title: "DESTA list of treaties",
    what: "Preferential trade agreements of all countries, with accessions and withdrawals, by year, since 1948.",
    files: "the list of treaties as CSV or xlsx (desta_list_of_treaties_02_03.csv)",
    url: "https://www.designoftradeagreements.org/downloads/",
    homepage: "https://www.designoftradeagreements.org/",
    licence: "CC BY 4.0",
    calendar: "a version in some years",
    restricted: false,
    citation: "Dür, Andreas, Leonardo Baccini and Manfred Elsig. 2014. \"The Design of International Trade Agreements: \
               Introducing a New Dataset.\" The Review of International Organizations 9(3): 353-375",
    ..About::EMPTY
};

const TRADE: Code = Code::from_static("trade");
const MEMBERS: usize = 91;
/// It has some 190.
const MOST_COLUMNS: u32 = 1_000;
/// Quirk 4.
const KOSOVO: &str = "900";

/// The newest version known, 02_03; the address of each holds a hash.
const LIST: &str = "https://www.designoftradeagreements.org/media/filer_public/5e/11/5e11943b-8871-4e8b-bcb2-8188aa83969c/\
                    desta_list_of_treaties_02_03.csv";

impl Source for Desta {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn can_pull(&self) -> bool {
        true
    }

    fn plan(&self, asked: &Asked) -> Result<Vec<Job>, BadOption> {
        asked.only(&[])?;
        Ok(vec![Job::of(LIST)])
    }

    fn parse(&self, input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let members = members(input)?;
        let [member] = members.as_slice() else {
            return Err(ParseError::new(
                input.name,
                Place::default(),
                "is an archive of several files; the CSV itself is expected",
            ));
        };
        let file = File::of(input, member);
        let text = text(&file)?;
        sink.edition(edition(&file, &text)?)?;
        let mut table = Table::open(file, &text, separator(&text))?;
        let columns = Columns::find(&table)?;
        let mut row = StringRecord::new();
        while table.read(&mut row)? {
            emit(&file, &table, &columns, &row, sink)?;
        }
        Ok(())
    }
}

struct Columns {
    number: usize,
    base: usize,
    name: usize,
    entry_type: usize,
    signed: usize,
    in_force: usize,
    membership: usize,
    wto_listed: usize,
    members: Vec<(usize, usize)>,
}

impl Columns {
    fn find(table: &Table<'_>) -> Result<Self, ParseError> {
        let column = |name: &str| table.column(&[name]);
        let member = |n: usize| Ok((column(&format!("c{n}"))?, column(&format!("mc{n}"))?));
        Ok(Self {
            number: column("number")?,
            base: column("base_treaty")?,
            name: column("name")?,
            entry_type: column("entry_type")?,
            signed: column("year")?,
            in_force: column("entryforceyear")?,
            membership: column("typememb")?,
            wto_listed: column("wto_listed")?,
            members: (1..=MEMBERS).map(member).collect::<Result<_, ParseError>>()?,
        })
    }
}

/// The list as CSV (quirk 1).
fn text(file: &File<'_>) -> Result<String, ParseError> {
    if file.bytes.starts_with(b"PK") {
        return of_workbook(file);
    }
    match std::str::from_utf8(file.bytes) {
        Ok(_) => Ok(file.text()?.to_owned()),
        Err(_) => file.latin1_text(),
    }
}

/// The sheet that holds the list, written as CSV with its rows in their places.
fn of_workbook(file: &File<'_>) -> Result<String, ParseError> {
    let sheets = Sheet::tables(file)?;
    let is_list = |sheet: &&Sheet| sheet.rows().next().is_some_and(|row| row.find(&["entry_type"]).is_some());
    let sheet = sheets.iter().find(is_list).ok_or_else(|| {
        let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).take(20).collect();
        file.error("", format!("has no sheet with the column `entry_type`; found: {}", names.join(", ")))
    })?;
    let width = sheet.rows().flat_map(|row| row.cells().next_back()).map(|(column, _)| column).max().unwrap_or(0);
    if width > MOST_COLUMNS {
        return Err(file.error(sheet.name.as_str(), format!("has more than {MOST_COLUMNS} columns")));
    }
    let mut csv = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    for row in sheet.rows() {
        let cells = (0..=width).map(|column| match row.get(column) {
            Some(Cell::Text(text)) => text.clone(),
            _ => row.figure(column).map_or_else(String::new, |(token, _)| token),
        });
        csv.write_record(cells).map_err(|e| file.error(row.pointer(0), format!("cannot be read: {e}")))?;
    }
    let bytes = csv.into_inner().unwrap_or_default();
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The list is complete for the years in which it has signatures.
fn edition(file: &File<'_>, text: &str) -> Result<Edition, ParseError> {
    let mut table = Table::open(*file, text, separator(text))?;
    let columns = Columns::find(&table).map_err(|e| {
        let is_dyads = table.column(&["country1"]).is_ok() && table.column(&["country2"]).is_ok();
        if is_dyads { e.hint("this is the list of dyads; the list of treaties is the one that is read") } else { e }
    })?;
    let mut years = Vec::new();
    let mut row = StringRecord::new();
    while table.read(&mut row)? {
        years.extend(year(file, &table, &row, columns.signed)?);
    }
    let (Some(first), Some(last)) = (years.iter().min(), years.iter().max()) else {
        return Err(file.error("", "has no treaties"));
    };
    let statement = format!("DESTA lists all preferential trade agreements signed from {first} to {last}.");
    let coverage = Coverage {
        kind: EventKind::Agreement,
        category: TRADE,
        areas: None,
        from: Some(*first),
        until: Some(*last),
        statement,
    };
    Ok(Edition {
        published: None,
        name: format!("list of treaties to {last}"),
        coverage: vec![coverage],
        ..Edition::default()
    })
}

/// `None` where the cell is `NA`.
fn year(file: &File<'_>, table: &Table<'_>, row: &StringRecord, column: usize) -> Result<Option<Period>, ParseError> {
    match (row[column].trim(), row[column].trim().parse()) {
        ("NA" | "", _) => Ok(None),
        (_, Ok(year @ 1900..=2100)) => Ok(Some(Period::Year(year))),
        (text, _) => Err(file.error(table.cell(column), format!("is no year: {text:?}"))),
    }
}

fn emit(
    file: &File<'_>,
    table: &Table<'_>,
    columns: &Columns,
    row: &StringRecord,
    sink: &mut dyn Sink,
) -> Result<(), ParseError> {
    let place = file.place(table.cell(columns.name));
    let name = &row[columns.name];
    let (signed, in_force) = (year(file, table, row, columns.signed)?, year(file, table, row, columns.in_force)?);
    let status = match &row[columns.entry_type] {
        "base_treaty" if in_force.is_some() => "entered-into-force",
        "base_treaty" => "signed",
        "protocol or amendment" => "amendment",
        "accession" => "accession",
        "withdrawal" => "withdrawal",
        "negotiation" => "in-negotiation",
        "consolidated" => {
            sink.unparsed(Unparsed { place, reason: "consolidated text", text: name.to_owned(), expected: true });
            return Ok(());
        }
        other => return Err(file.error(table.cell(columns.entry_type), format!("is no known entry type: {other:?}"))),
    };
    let (members, unknown) = listed(columns, row);
    for code in unknown {
        let text = format!("M49 {code} in {name}");
        sink.unparsed(Unparsed { place: place.clone(), reason: "unknown area", text, expected: false });
    }
    let parties = members.iter().map(|(area, _)| Party { role: Role::Party, area: *area }).collect();
    let mut event = Event::new(EventKind::Agreement, Code::from_static(status), parties);
    event.title = name.into();
    event.signed = signed;
    event.from = in_force;
    let attribute = |name, value: &str| Attribute { name: Code::from_static(name), value: value.into() };
    event.attributes.push(attribute("type", &TRADE));
    event.attributes.push(attribute("number", &row[columns.number]));
    event.attributes.push(attribute("base-treaty", &row[columns.base]));
    event.attributes.extend(sides(&row[columns.membership], &members).map(|sides| attribute("sides", &sides)));
    if &row[columns.wto_listed] == "1" {
        event.attributes.push(attribute("wto-listed", "yes"));
    }
    let year = |year: Option<Period>| year.map_or("NA".to_owned(), |year| year.to_string());
    let said = [name, &row[columns.entry_type], &year(signed), &year(in_force)].join("; ");
    event.quote = said.into();
    Ok(sink.event(event, place)?)
}

/// The members with their part, and the codes that are no area's.
fn listed<'r>(columns: &Columns, row: &'r StringRecord) -> (Vec<(Area, &'r str)>, Vec<&'r str>) {
    let mut members = Vec::new();
    let mut unknown = Vec::new();
    for (code, part) in &columns.members {
        let code = row[*code].trim();
        if matches!(code, "NA" | "") {
            continue;
        }
        let area = match code {
            KOSOVO => Area::from_code(Codelist::Attache, "XK"),
            _ => Area::from_code(Codelist::M49, code),
        };
        match area {
            Some(area) => members.push((area, row[*part].trim())),
            None => unknown.push(code),
        }
    }
    (members, unknown)
}

/// Quirk 2: who is bound to whom, where not everyone to everyone.
fn sides(membership: &str, members: &[(Area, &str)]) -> Option<String> {
    // Those whose part has this number are each a side of their own; the others
    // with one number are a side together.
    let apart = match membership {
        "3" => "0",
        "5" | "7" => "1",
        "4" | "6" => "",
        _ => return None,
    };
    let mut alone: Vec<String> = Vec::new();
    let mut blocs: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (area, part) in members {
        if *part == apart {
            alone.push(area.code().to_owned());
        } else {
            blocs.entry(part).or_default().push(area.code());
        }
    }
    alone.extend(blocs.into_values().map(|bloc| bloc.join(" ")));
    (alone.len() > 1).then(|| alone.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        sheet::tests::workbook,
        specimen::{Kept, codes, parse},
    };

    /// Name, entry type, years, kind of membership, members with their parts.
    type Treaty<'t> = (&'t str, &'t str, &'t str, &'t str, &'t [(&'t str, &'t str)]);

    fn table(rows: &[Treaty<'_>]) -> String {
        let mut text = String::from("number;base_treaty;name;entry_type;year;entryforceyear;typememb;wto_listed");
        (1..=MEMBERS).for_each(|n| text.push_str(&format!(";c{n}")));
        (1..=MEMBERS).for_each(|n| text.push_str(&format!(";mc{n}")));
        for (name, entry_type, years, membership, members) in rows {
            text.push_str(&format!("\n1;1;{name};{entry_type};{years};{membership};1"));
            let cell = |n: usize, pick: fn(&(&str, &str)) -> String| members.get(n).map_or("NA".to_owned(), pick);
            (0..MEMBERS).for_each(|n| text.push_str(&format!(";{}", cell(n, |m| m.0.to_owned()))));
            (0..MEMBERS).for_each(|n| text.push_str(&format!(";{}", cell(n, |m| m.1.to_owned()))));
        }
        text
    }

    fn read(rows: &[Treaty<'_>]) -> Kept {
        parse(&DESTA, "desta.csv", table(rows).as_bytes()).unwrap()
    }

    #[test]
    fn a_base_treaty_has_two_years() {
        let kept = read(&[("Peru US", "base_treaty", "2006;2009", "1", &[("604", "0"), ("840", "0")])]);
        let event = &kept.events[0].0;
        assert_eq!((codes(event), event.status.as_str()), (vec!["PE", "US"], "entered-into-force"));
        assert_eq!((event.signed, event.from), (Some(Period::Year(2006)), Some(Period::Year(2009))));
        assert_eq!((event.attribute("type"), event.attribute("sides")), (Some("trade"), None));
        assert_eq!(kept.editions[0].coverage[0].until, Some(Period::Year(2006)));
    }

    #[test]
    fn sides_tell_who_is_bound_to_whom() {
        let sides = |membership, members: &[(&str, &str)]| {
            let kept = read(&[("x", "accession", "2006;NA", membership, members)]);
            kept.events[0].0.attribute("sides").map(str::to_owned)
        };
        assert_eq!(sides("3", &[("36", "0"), ("414", "1"), ("512", "1")]).unwrap(), "AU | KW OM");
        assert_eq!(sides("4", &[("32", "2"), ("84", "3"), ("76", "2")]).unwrap(), "AR BR | BZ");
        assert_eq!(sides("5", &[("12", "2"), ("710", "1"), ("24", "2")]).unwrap(), "ZA | DZ AO");
        assert_eq!(sides("6", &[("12", "3"), ("620", "2"), ("724", "2")]).unwrap(), "PT ES | DZ");
        assert_eq!(sides("7", &[("170", "2"), ("862", "1"), ("218", "2")]).unwrap(), "VE | CO EC");
        assert_eq!(sides("2", &[("170", "0"), ("862", "0")]), None);
    }

    #[test]
    fn the_list_comes_in_several_forms() {
        let list = table(&[("Peru US", "base_treaty", "2006;2009", "1", &[("604", "0"), ("840", "0")])]);
        let commas = list.replace(';', ",").replace("Peru", "Per\u{fa}");
        let kept = parse(&DESTA, "desta.csv", commas.as_bytes()).unwrap();
        assert_eq!((codes(&kept.events[0].0), kept.events[0].0.title.as_str()), (vec!["PE", "US"], "Perú US"));
        let cells: Vec<Vec<&str>> = list.lines().map(|line| line.split(';').collect()).collect();
        let rows: Vec<&[&str]> = cells.iter().map(Vec::as_slice).collect();
        let kept = parse(&DESTA, "desta.xlsx", &workbook(&crate::sheet::tests::rows(&rows))).unwrap();
        let (event, place) = &kept.events[0];
        assert_eq!(
            (codes(event), event.from, place.to_string().as_str()),
            (vec!["PE", "US"], Some(Period::Year(2009)), "row 2, name")
        );
        let dyads = "country1,country2,iso1,iso2,number,base_treaty,name,entry_type,year,entryforceyear\n";
        let error = parse(&DESTA, "dyads.csv", dyads.as_bytes()).unwrap_err();
        assert!(matches!(error, ParseError::Malformed { hint, .. } if hint.contains("list of treaties")));
        let other = parse(&DESTA, "x.xlsx", &workbook(&crate::sheet::tests::rows(&[&["a"]]))).unwrap_err().to_string();
        assert_eq!(other, "x.xlsx: has no sheet with the column `entry_type`; found: country");
    }

    #[test]
    fn damage_is_named_with_its_row() {
        let said = |text: &str| parse(&DESTA, "desta.csv", text.as_bytes()).unwrap_err().to_string();
        let two: &[(&str, &str)] = &[("604", "0"), ("840", "0")];
        assert_eq!(
            said(&table(&[("x", "treaty", "2006;NA", "1", two)])),
            "desta.csv, row 2, entry_type: is no known entry type: \"treaty\""
        );
        assert_eq!(
            said(&table(&[("x", "base_treaty", "20060;NA", "1", two)])),
            "desta.csv, row 2, year: is no year: \"20060\""
        );
        assert_eq!(said("number,name\n1,x"), "desta.csv, row 1: has no column `base_treaty`; found: number, name");
        assert_eq!(said(&table(&[])), "desta.csv: has no treaties");
    }
}
