//! Memberships of intergovernmental organizations (version 3.0b):
//! `state_year_formatv3.csv`.
//!
//! One row a state and year: `ccode`, `year`, `state`, then a column for each of
//! 534 organizations, `AAAID` to `Wassen`, which holds 0 (no member), 1 (full
//! member), 2 (associate), 3 (observer), -9 (missing) or -1 (the organization or
//! the state did not exist). A run of years with one status becomes an event
//! with the status `member`, `associate` or `observer`. Years only.
//!
//! Source: Pevehouse, McManus and Nordstrom, *Codebook for Correlates of War 3:
//! International Governmental Organizations Data Set, Version 3.0*, July 2019.
//!
//! # Quirks
//! 1. Organizations go by abbreviations of the project's own, of which some are
//!    another organization's elsewhere (`ISA` is the Seabed Authority, `ICC` the
//!    Criminal Court, `CBI` the Central Bureau for the Map of the World). What
//!    they mean stands in `data/cow_organizations.tsv`; a column that is not
//!    there is reported and not read.
//! 2. A run begins in its first year only where the year before says that the
//!    state was no member. Where that is missing, or the state's rows begin
//!    (Germany's in 1990, though West Germany was a member), `from` is not
//!    known, unless the state is new and no predecessor of it was a member; nor
//!    is it in the file's first year. The attribute `known-from` has the run's first year.
//! 3. Likewise `until`: a run that reaches the last year of the file, 2014, does
//!    not end there. The attribute `known-until` has its last year.
//! 4. A number is kept through changes of the state: 365 is the Soviet Union
//!    until 1991, then Russia. Each area has its own event; the later one has
//!    the run's beginning, and `continues` names the area before.
//!
//! The release declares no coverage: cells are missing, states outside of the
//! project's state system are not listed, and it ends in 2014.

use std::{
    collections::{BTreeMap, HashMap},
    sync::OnceLock,
};

use attache_model::{
    Area, Attribute, Code, Edition, Event, EventKind, Organization, Party, Period, Role, Sink, Unparsed, fold,
};
use csv::StringRecord;

use super::{LICENCE, PUBLISHER, TERMS, areas, find_file};
use crate::{
    About, File, Input, ParseError, Source,
    archive::members,
    job::{Asked, BadOption, Job},
    table::Table,
};

pub(crate) static COW_MEMBERSHIPS: CowMemberships = CowMemberships;

pub(crate) struct CowMemberships;

static ABOUT: About = About {
    id: "cow-igo",
    publisher: PUBLISHER,
    title: "Intergovernmental Organizations, Version 3.0",
    what: "Which states were members, associates or observers of intergovernmental organizations, by year, 1816 to 2014.",
    files: "state_year_formatv3.csv, alone or in the project's zip",
    url: "https://correlatesofwar.org/data-sets/igos/",
    homepage: "https://correlatesofwar.org/data-sets/igos/",
    licence: LICENCE,
    terms: TERMS,
    restricted: true,
    citation: "Pevehouse, Jon C.W., Timothy Nordstrom, Roseanne W. McManus and Anne Spencer Jamison. 2020. \"Tracking \
               Organizations in the World: The Correlates of War IGO Version 3.0 Datasets.\" Journal of Peace Research \
               57(3): 492-503",
    ..About::EMPTY
};

impl Source for CowMemberships {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn can_pull(&self) -> bool {
        true
    }

    fn plan(&self, asked: &Asked) -> Result<Vec<Job>, BadOption> {
        asked.only(&[])?;
        Ok(vec![Job::of("https://correlatesofwar.org/wp-content/uploads/state_year_formatv3.zip")])
    }

    fn parse(&self, input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let members = members(input)?;
        let file = find_file(input, &members, &["ccode", "year", "state"], "state_year_formatv3.csv")?;
        let years = Years::read(&file, file.text()?)?;
        let Some((first, last)) = years.span() else {
            return Err(file.error("", "has no states"));
        };
        sink.edition(Edition { name: format!("memberships of {first} to {last}"), ..Edition::default() })?;
        years.unknown_columns(&file, sink);
        for (code, rows) in &years.states {
            if areas(code, first, last).is_empty() {
                let row = rows.values().next().map_or(0, |row| row.number);
                let place = file.place(format!("row {row}, ccode"));
                sink.unparsed(Unparsed { place, reason: "unknown area", text: code.clone(), expected: false });
                continue;
            }
            for (at, column) in years.columns.iter().enumerate() {
                for run in runs(rows, at, first, last) {
                    years.emit(&file, code, column, &run, sink)?;
                }
            }
        }
        Ok(())
    }
}

struct Column {
    name: String,
    organization: Organization,
}

/// What the file says of a state in a year, an entry for each known column.
struct StateYear {
    number: u64,
    statuses: Vec<Status>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    None,
    Missing,
    Member,
    Associate,
    Observer,
}

impl Status {
    fn read(text: &str) -> Option<Self> {
        // R and Stata write whole numbers with a point at times.
        Some(match text.trim().trim_end_matches(".0") {
            "0" | "-1" => Self::None,
            "1" => Self::Member,
            "2" => Self::Associate,
            "3" => Self::Observer,
            "-9" | "" | "NA" => Self::Missing,
            _ => return None,
        })
    }

    fn code(self) -> Option<Code> {
        match self {
            Self::None | Self::Missing => None,
            Self::Member => Some(Code::from_static("member")),
            Self::Associate => Some(Code::from_static("associate")),
            Self::Observer => Some(Code::from_static("observer")),
        }
    }
}

/// The whole file, turned to states.
struct Years {
    columns: Vec<Column>,
    unknown: Vec<String>,
    states: BTreeMap<String, BTreeMap<i16, StateYear>>,
}

impl Years {
    fn read(file: &File<'_>, text: &str) -> Result<Self, ParseError> {
        let mut table = Table::open(*file, text, b',')?;
        let hint = |e: ParseError| {
            e.hint("state_year_formatv3.csv is the file that is read, of the three that the project offers")
        };
        let code = table.column(&["ccode"]).map_err(hint)?;
        let year = table.column(&["year"]).map_err(hint)?;
        let state = table.column(&["state"]).map_err(hint)?;
        let (mut columns, mut places, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
        for (at, name) in table.header().enumerate() {
            let is_key = [code, year, state].contains(&at) || ["country", "version"].contains(&fold(name).as_str());
            match organization(name) {
                _ if is_key => {}
                Some(organization) => {
                    columns.push(Column { name: name.to_owned(), organization });
                    places.push(at);
                }
                None => unknown.push(name.to_owned()),
            }
        }
        let mut states: BTreeMap<String, BTreeMap<i16, StateYear>> = BTreeMap::new();
        let mut row = StringRecord::new();
        while table.read(&mut row)? {
            let y = row[year].trim().trim_end_matches(".0").parse().ok().filter(|year| (1_800..=2_100).contains(year));
            let y: i16 = y.ok_or_else(|| file.error(table.cell(year), format!("is no year: {:?}", &row[year])))?;
            let read = |at: &usize| {
                Status::read(&row[*at]).ok_or_else(|| {
                    let problem = format!("is none of the codes -9, -1, 0, 1, 2, 3: {:?}", &row[*at]);
                    file.error(table.cell(*at), problem)
                })
            };
            let statuses = places.iter().map(read).collect::<Result<_, _>>()?;
            let number = row[code].trim().trim_end_matches(".0");
            if !number.parse().is_ok_and(|number: u16| (1..=999).contains(&number)) {
                return Err(file.error(table.cell(code), format!("is no state number: {:?}", &row[code])));
            }
            let rows = states.entry(number.to_owned()).or_default();
            if rows.insert(y, StateYear { number: table.row(), statuses }).is_some() {
                return Err(file.error(table.cell(year), format!("is the second row of state {number} for {y}")));
            }
        }
        Ok(Self { columns, unknown, states })
    }

    fn span(&self) -> Option<(i16, i16)> {
        let years = || self.states.values().flat_map(BTreeMap::keys).copied();
        years().min().zip(years().max())
    }

    fn unknown_columns(&self, file: &File<'_>, sink: &mut dyn Sink) {
        for name in &self.unknown {
            let place = file.place(format!("row 1, {name}"));
            sink.unparsed(Unparsed { place, reason: "unknown organization", text: name.clone(), expected: false });
        }
    }

    /// Whether a state that `area` came after was in the organization in the
    /// year before it is first listed.
    fn predecessor_belonged(&self, area: Area, column: &Column, year: i16) -> bool {
        let Some(at) = self.columns.iter().position(|c| c.name == column.name) else { return false };
        self.states.iter().any(|(code, rows)| {
            let belonged = [year - 1, year].iter().any(|y| {
                rows.get(y).and_then(|row| row.statuses.get(at)).is_some_and(|status| *status != Status::None)
            });
            belonged && areas(code, year - 1, year - 1).iter().any(|(former, ..)| former.successors().contains(&area))
        })
    }

    fn emit(
        &self,
        file: &File<'_>,
        code: &str,
        column: &Column,
        run: &Run,
        sink: &mut dyn Sink,
    ) -> Result<(), ParseError> {
        let Some(status) = run.status.code() else { return Ok(()) };
        let mut before: Option<Area> = None;
        for (area, first, last) in areas(code, run.first, run.last) {
            let begins = match run.begins {
                Begin::Known => true,
                Begin::Unknown => false,
                Begin::WithTheState => !self.predecessor_belonged(area, column, run.first),
            };
            let mut event = Event::new(EventKind::Membership, status, vec![Party { role: Role::Member, area }]);
            event.organization = Some(column.organization);
            let attribute = |name, value: String| Attribute { name: Code::from_static(name), value: value.into() };
            if begins {
                event.from = Some(Period::Year(run.first));
            } else {
                event.attributes.push(attribute("known-from", first.to_string()));
            }
            if run.ends || last < run.last {
                event.until = Some(Period::Year(last));
            } else {
                event.attributes.push(attribute("known-until", last.to_string()));
            }
            if let Some(before) = before.replace(area) {
                event.attributes.push(attribute("continues", before.code().to_owned()));
            }
            event.quote = format!("{}; {}; {first} to {last}", column.name, status).into();
            sink.event(event, file.place(format!("row {}, {}", run.row, column.name)))?;
        }
        Ok(())
    }
}

/// Years in which a state had one status.
struct Run {
    status: Status,
    first: i16,
    last: i16,
    /// The number of the first year's row.
    row: u64,
    begins: Begin,
    ends: bool,
}

/// What is known of a run's beginning (quirk 2).
enum Begin {
    /// The year before says that the state was no member.
    Known,
    /// The state's first row is the run's.
    WithTheState,
    Unknown,
}

fn runs(rows: &BTreeMap<i16, StateYear>, column: usize, first_year: i16, last_year: i16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut before: Option<(i16, Status)> = None;
    for (year, row) in rows {
        let status = row.statuses.get(column).copied().unwrap_or(Status::Missing);
        let adjoins = before.is_some_and(|(y, _)| y + 1 == *year);
        let goes_on = adjoins && before.is_some_and(|(_, s)| s == status);
        match runs.last_mut().filter(|_| adjoins) {
            Some(run) if goes_on && status.code().is_some() => run.last = *year,
            Some(run) if run.last + 1 == *year && !goes_on => run.ends = status != Status::Missing,
            _ => {}
        }
        if !goes_on && status.code().is_some() {
            let begins = match before {
                None if *year > first_year => Begin::WithTheState,
                Some((_, s)) if adjoins && s != Status::Missing => Begin::Known,
                _ => Begin::Unknown,
            };
            runs.push(Run { status, first: *year, last: *year, row: row.number, begins, ends: false });
        }
        before = Some((*year, status));
    }
    // The state itself ended.
    if let (Some(run), Some(end)) = (runs.last_mut(), rows.keys().next_back()) {
        run.ends |= run.last == *end && *end < last_year;
    }
    runs
}

/// Quirk 1.
fn organization(name: &str) -> Option<Organization> {
    static KNOWN: OnceLock<HashMap<String, Organization>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        let lines = include_str!("../../data/cow_organizations.tsv").lines();
        let pairs = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        pairs.filter_map(|(cow, ours)| Some((cow.to_ascii_lowercase(), Organization::find(ours)?))).collect()
    });
    known.get(&name.trim().to_ascii_lowercase()).copied()
}

#[cfg(test)]
mod tests;
