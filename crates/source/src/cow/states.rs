//! The members of the interstate system: `states2024.csv`, `states2016.csv`
//! (`stateabb`, `ccode`, `statenme`, `styear`, `stmonth`, `stday`, `endyear`,
//! `endmonth`, `endday`, `version`).
//!
//! A row becomes a note of its subject with the status `state-system-member`
//! and the days from and to which it was a member. That the project counts a
//! state (by its population and by who recognizes it) is neither its
//! independence nor its recognition, so that it is no event of those kinds.
//!
//! # Quirks
//! 1. A state that left and came back (Cuba in 1906, Austria in 1938) has a row
//!    for each time.
//! 2. A state that is still there ends on the last day of the year to which the
//!    version reaches, the latest of all; its end is not known.
//! 3. A number is kept through changes of the state (Russia's is the Soviet
//!    Union's): the note is then of each area in its time.

use attache_model::{Attribute, Code, Date, Edition, Event, EventKind, Party, Period, Role, Sink, Unparsed};
use csv::StringRecord;

use super::{LICENCE, PUBLISHER, TERMS, areas, find_file};
use crate::{
    About, File, Input, ParseError, Source,
    archive::members,
    job::{Asked, BadOption, Job},
    table::Table,
};

pub(crate) static COW_STATES: CowStates = CowStates;

pub(crate) struct CowStates;

static ABOUT: About = About {
    id: "cow-states",
    publisher: PUBLISHER,
    title: "State System Membership",
    what: "Which states the Correlates of War project counts as members of the interstate system, and from and to which day, since 1816.",
    files: "states2024.csv or states2016.csv, alone or in the project's zip",
    url: "https://correlatesofwar.org/data-sets/state-system-membership/",
    homepage: "https://correlatesofwar.org/data-sets/state-system-membership/",
    licence: LICENCE,
    terms: TERMS,
    restricted: true,
    citation: "Correlates of War Project, State System Membership List",
    calendar: "irregular, a version in some years",
    ..About::EMPTY
};

impl Source for CowStates {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn can_pull(&self) -> bool {
        true
    }

    fn plan(&self, asked: &Asked) -> Result<Vec<Job>, BadOption> {
        asked.only(&[])?;
        Ok(vec![Job::of("https://correlatesofwar.org/wp-content/uploads/States2024.zip")])
    }

    fn parse(&self, input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let members = members(input)?;
        let file = find_file(input, &members, &["stateabb", "ccode", "styear"], "states2024.csv")?;
        let text = file.text()?;
        let rows = read(&file, text)?;
        let Some(last) = rows.iter().map(|row| row.until).max() else {
            return Err(file.error("", "has no states"));
        };
        sink.edition(Edition { name: format!("list of states to {last}"), ..Edition::default() })?;
        for row in &rows {
            emit(&file, row, last, sink)?;
        }
        Ok(())
    }
}

struct Spell {
    number: u64,
    code: String,
    name: String,
    from: Date,
    until: Date,
}

fn read(file: &File<'_>, text: &str) -> Result<Vec<Spell>, ParseError> {
    let mut table = Table::open(*file, text, b',')?;
    let (code, name) = (table.column(&["ccode"])?, table.column(&["statenme"])?);
    let from = [table.column(&["styear"])?, table.column(&["stmonth"])?, table.column(&["stday"])?];
    let until = [table.column(&["endyear"])?, table.column(&["endmonth"])?, table.column(&["endday"])?];
    let mut spells = Vec::new();
    let mut row = StringRecord::new();
    while table.read(&mut row)? {
        let day = |[year, month, day]: [usize; 3]| {
            let part = |column: usize| row[column].trim();
            let date = match (part(year).parse(), part(month).parse(), part(day).parse()) {
                (Ok(year @ 1_000..=2_999), Ok(month), Ok(day)) => Date::new(year, month, day).ok(),
                _ => None,
            };
            let written = format!("{}-{}-{}", part(year), part(month), part(day));
            date.ok_or_else(|| file.error(table.cell(year), format!("is no date with month and day: {written:?}")))
        };
        let spell = Spell {
            number: table.row(),
            code: row[code].trim().to_owned(),
            name: row[name].trim().to_owned(),
            from: day(from)?,
            until: day(until)?,
        };
        if spell.until < spell.from {
            return Err(file.error(table.cell(until[0]), format!("is before the state's first day, {}", spell.from)));
        }
        spells.push(spell);
    }
    Ok(spells)
}

fn emit(file: &File<'_>, row: &Spell, last: Date, sink: &mut dyn Sink) -> Result<(), ParseError> {
    let place = file.place(format!("row {}, ccode", row.number));
    let parts = areas(&row.code, row.from.year(), row.until.year());
    if parts.is_empty() {
        let text = format!("{} {}", row.code, row.name);
        sink.unparsed(Unparsed { place, reason: "unknown area", text, expected: false });
        return Ok(());
    }
    for (area, from, until) in parts {
        let status = Code::from_static("state-system-member");
        let mut event = Event::new(EventKind::Note, status, vec![Party { role: Role::Subject, area }]);
        event.title = "Member of the Correlates of War state system".into();
        // Where the number went over to another area, the day is not told.
        event.from = Some(if from == row.from.year() { Period::Day(row.from) } else { Period::Year(from) });
        event.until = if until < row.until.year() {
            Some(Period::Year(until))
        } else {
            Some(row.until).filter(|day| *day < last).map(Period::Day)
        };
        event.attributes.push(Attribute { name: Code::from_static("cow-code"), value: row.code.as_str().into() });
        event.quote = format!("{}; {} to {}", row.name, row.from, row.until).into();
        sink.event(event, place.clone())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::specimen::{Kept, codes, parse};

    const HEADER: &str = "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n";

    fn read(rows: &str) -> Result<Kept, ParseError> {
        parse(&COW_STATES, "states2016.csv", format!("{HEADER}{rows}").as_bytes())
    }

    #[test]
    fn who_is_still_there_has_no_end() {
        let kept = read(
            "USA,2,United States of America,1816,1,1,2016,12,31,2016\nCUB,40,Cuba,1902,5,20,1906,9,25,2016\n\
             RUS,365,Russia,1816,1,1,2016,12,31,2016\nXXX,999,Atlantis,1816,1,1,1900,12,31,2016\n",
        )
        .unwrap();
        let tell = |event: &Event| {
            let until = event.until.map_or_else(|| "on".to_owned(), |until| until.to_string());
            format!("{} {} to {until}", codes(event)[0], event.from.unwrap())
        };
        let told: Vec<String> = kept.events.iter().map(|(event, _)| tell(event)).collect();
        assert_eq!(
            told,
            [
                "US 1816-01-01 to on",
                "CU 1902-05-20 to 1906-09-25",
                "REXX 1816-01-01 to 1917",
                "SUHH 1918 to 1991",
                "RU 1992 to on"
            ]
        );
        assert_eq!(kept.unparsed[0].text, "999 Atlantis");
        assert_eq!(kept.editions[0].name, "list of states to 2016-12-31");
    }

    #[test]
    fn damage_is_named_with_its_row() {
        let said = |rows: &str| read(rows).unwrap_err().to_string();
        assert_eq!(
            said("USA,2,United States,1816,13,1,2016,12,31,2016\n"),
            "states2016.csv, row 2, styear: is no date with month and day: \"1816-13-1\""
        );
        assert_eq!(
            said("USA,2,United States,1816,1,1,1815,12,31,2016\n"),
            "states2016.csv, row 2, endyear: is before the state's first day, 1816-01-01"
        );
        assert_eq!(said(""), "states2016.csv: has no states");
    }
}
