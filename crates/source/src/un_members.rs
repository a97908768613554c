//! The Member States of the United Nations, with the days of their admission:
//! the authority file of the Dag Hammarskjöld Library, as CSV
//! (`member_states_auths_2026-04-30.csv`).
//!
//! A row is a name under which a seat is or was held: `Member State`, `M49
//! Code`, `ISO Code`, `Start date`, `End date`, `Earlier or Later Name` and more
//! that is not read. Dates are ISO 8601. A membership is an event of the
//! organization `UN` with the status `member`.
//!
//! # Quirks
//! 1. A name can have been used several times: `Start date` and `End date` then
//!    hold several dates, separated by commas (Egypt: `1945-10-24, 1971-09-02`
//!    and `1958-02-21`). Each pair is a spell.
//! 2. A seat goes on under another name, as the Soviet Union's under "Russian
//!    Federation" or Burma's under "Myanmar". Where a spell begins the day on
//!    which another ends, or the day after, and the rows are of one area or
//!    name each other in `Earlier or Later Name`, the membership is dated from
//!    the first spell, as the United Nations' own list of dates of admission
//!    has it; `continues` names the area whose seat it was.
//! 3. "Yugoslavia" is the socialist federation until 1992 and the Federal
//!    Republic, later Serbia and Montenegro, from its admission in 2000.
//! 4. The ISO codes of former names are those of ISO 3166-3 or none (`GER`), and
//!    M49's change with the borders; so the name is looked up first.
//! 5. The library's server gives the file to browsers only, and its name changes
//!    with each edition: it cannot be pulled.
//!
//! The shape is that which the library describes on the record's page and which
//! programs that read the file rely on; the file itself was not at hand. Columns
//! are found by name, and `Earlier or Later Name` may be missing.

use attache_model::{
    Area, Attribute, Code, Codelist, Coverage, Date, Edition, Event, EventKind, Organization, Party, Period, Place,
    Role, Sink, Unparsed, fold,
};
use csv::StringRecord;

use crate::{About, File, Input, ParseError, Source, archive::members, area, date, table::Table};

pub(crate) static UN_MEMBERS: UnMembers = UnMembers;

pub(crate) struct UnMembers;

static ABOUT: About = About {
    id: "un-members",
    publisher: "United Nations, Dag Hammarskjöld Library",
    title: "UN Member States",
    what: "Membership of the United Nations: every state with the day of its admission, since 1945.",
    files: "member_states_auths_<date>.csv",
    url: "https://digitallibrary.un.org/record/4082085",
    homepage: "https://digitallibrary.un.org/record/4082085",
    licence: "United Nations terms of use",
    terms: "https://www.un.org/en/about-us/terms-of-use: for personal, non-commercial use, without any right to redistribute",
    restricted: true,
    citation: "Dag Hammarskjöld Library, UN Member States, United Nations Digital Library",
    calendar: "irregular, some editions a year",
    ..About::EMPTY
};

/// The list has some 250; each is compared with each other.
const MOST_SPELLS: usize = 2_000;
const STATEMENT: &str = "The Dag Hammarskjöld Library lists all Member States of the United Nations, past and present.";

impl Source for UnMembers {
    fn about(&self) -> &'static About {
        &ABOUT
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
        let (spells, unknown) = spells(&file)?;
        if spells.is_empty() {
            return Err(file.error("", "has no member state with a start date"));
        }
        sink.edition(edition(&spells))?;
        unknown.into_iter().for_each(|unparsed| sink.unparsed(unparsed));
        let before: Vec<Option<usize>> = spells.iter().map(|spell| spell.before(&spells)).collect();
        for (at, spell) in spells.iter().enumerate() {
            // A spell that goes on as the same area is told by the last one.
            let goes_on = (0..spells.len()).any(|later| {
                spells[later].area == spell.area && walk_back(later, &before).skip(1).any(|earlier| earlier == at)
            });
            if !goes_on {
                sink.event(event(at, &spells, &before), spell.place.clone())?;
            }
        }
        Ok(())
    }
}

/// A spell and those whose seat it goes on with, back to the first. Each step
/// leads to an earlier day, so that the walk ends.
fn walk_back(at: usize, before: &[Option<usize>]) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(at), |at| before.get(*at).copied().flatten())
}

/// A name's use from one day to another.
struct Spell {
    area: Area,
    name: String,
    /// What `Earlier or Later Name` says, folded.
    others: String,
    from: Date,
    until: Option<Date>,
    place: Place,
}

impl Spell {
    /// The spell of the same seat that ends where this one begins (quirk 2), of
    /// several the one that began first.
    fn before(&self, spells: &[Spell]) -> Option<usize> {
        let adjoins = |earlier: &Spell| {
            earlier.from < self.from
                && earlier
                    .until
                    .is_some_and(|end| end == self.from || end.tomorrow().is_ok_and(|next| next == self.from))
        };
        let same = |earlier: &Spell| {
            earlier.area == self.area || names(&self.others, &earlier.name) || names(&earlier.others, &self.name)
        };
        let found = spells.iter().enumerate().filter(|(_, earlier)| adjoins(earlier) && same(earlier));
        found.min_by_key(|(_, earlier)| earlier.from).map(|(at, _)| at)
    }
}

/// Whether the folded text has this name in it.
fn names(text: &str, name: &str) -> bool {
    let name = fold(name);
    !name.is_empty() && format!(" {text} ").contains(&format!(" {name} "))
}

fn edition(spells: &[Spell]) -> Edition {
    let last = spells.iter().map(|spell| spell.until.map_or(spell.from, |until| until.max(spell.from))).max();
    let coverage = Coverage {
        kind: EventKind::Membership,
        category: Code::from_static("UN"),
        areas: None,
        from: Some(Period::Year(1945)),
        until: None,
        statement: STATEMENT.to_owned(),
    };
    let name = last.map_or_else(String::new, |last| format!("list of member states, last change of {last}"));
    Edition { name, coverage: vec![coverage], ..Edition::default() }
}

fn spells(file: &File<'_>) -> Result<(Vec<Spell>, Vec<Unparsed>), ParseError> {
    let mut table = Table::open(*file, file.text()?, b',')?;
    let state = table.column(&["Member State", "Member States"])?;
    let (start, end) = (table.column(&["Start date"])?, table.column(&["End date"])?);
    let iso = table.column(&["ISO Code", "ISO Codes"])?;
    let m49 = table.column(&["M49 Code", "M49"]).ok();
    let others = table.column(&["Earlier or Later Name", "Earlier or Later Names"]).ok();
    let (mut spells, mut unparsed) = (Vec::new(), Vec::new());
    let mut row = StringRecord::new();
    while table.read(&mut row)? {
        let name = row[state].trim();
        let starts = days(file, &table, &row, start)?;
        let ends = days(file, &table, &row, end)?;
        if ends.len() > starts.len() {
            return Err(file.error(table.cell(end), "has more dates than Start date"));
        }
        let place = file.place(table.cell(state));
        let found = place_of(name, &row[iso], m49.map_or("", |m49| &row[m49]));
        let Some(found) = found.filter(|_| !starts.is_empty()) else {
            let reason = if starts.is_empty() { "name without a date" } else { "unknown area" };
            unparsed.push(Unparsed { place, reason, text: name.to_owned(), expected: starts.is_empty() });
            continue;
        };
        let others = others.map_or_else(String::new, |column| fold(&row[column]));
        for (at, from) in starts.into_iter().enumerate() {
            let until = ends.get(at).copied();
            if until.is_some_and(|until| until < from) {
                return Err(file.error(table.cell(end), format!("is before the start date {from}")));
            }
            let area = seat(found, from);
            if spells.len() == MOST_SPELLS {
                return Err(
                    file.error(table.cell(state), "is one of more names than a list of member states would hold")
                );
            }
            spells.push(Spell {
                area,
                name: name.to_owned(),
                others: others.clone(),
                from,
                until,
                place: place.clone(),
            });
        }
    }
    Ok((spells, unparsed))
}

/// Quirk 1.
fn days(file: &File<'_>, table: &Table<'_>, row: &StringRecord, column: usize) -> Result<Vec<Date>, ParseError> {
    let texts = row[column].split([',', ';', '|']).map(str::trim).filter(|text| !text.is_empty());
    texts
        .map(|text| match date::written(text) {
            Some(Period::Day(day)) => Ok(day),
            _ => Err(file.error(table.cell(column), format!("is no day: {text:?}"))),
        })
        .collect()
}

/// Quirk 4.
fn place_of(name: &str, iso: &str, m49: &str) -> Option<Area> {
    let code =
        |list, code: &str| Some(code.trim()).filter(|code| !code.is_empty()).and_then(|c| Area::from_code(list, c));
    area::named(name).or_else(|| code(Codelist::Iso3, iso)).or_else(|| code(Codelist::M49, m49))
}

/// Quirk 3.
fn seat(area: Area, from: Date) -> Area {
    let federal_republic = area.code() == "YUCS" && from.year() >= 1992;
    if federal_republic { Area::from_code(Codelist::Attache, "CSXX").unwrap_or(area) } else { area }
}

fn event(at: usize, spells: &[Spell], before: &[Option<usize>]) -> Event {
    let spell = &spells[at];
    let first = walk_back(at, before).last().unwrap_or(at);
    let continues = walk_back(at, before).map(|earlier| spells[earlier].area).find(|area| *area != spell.area);
    let parties = vec![Party { role: Role::Member, area: spell.area }];
    let mut event = Event::new(EventKind::Membership, Code::from_static("member"), parties);
    event.organization = Organization::find("UN");
    event.from = Some(Period::Day(spells[first].from));
    event.until = spell.until.map(Period::Day);
    if let Some(area) = continues {
        event.attributes.push(Attribute { name: Code::from_static("continues"), value: area.code().into() });
    }
    let until = spell.until.map_or_else(String::new, |until| format!(" to {until}"));
    event.quote = format!("{}; {}{until}", spell.name, spell.from).into();
    event
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::specimen::{Kept, codes, parse};

    const HEADER: &str = ",Member State,M49 Code,ISO Code,Start date,End date,Other Names,Earlier or Later Name,\
                          Earlier (a) or Later (b),Membership Document Symbol,French\n";

    fn read(rows: &str) -> Result<Kept, ParseError> {
        parse(&UN_MEMBERS, "members.csv", format!("{HEADER}{rows}").as_bytes())
    }

    fn told(rows: &str) -> Vec<String> {
        let tell = |event: &Event| {
            let until = event.until.map_or_else(String::new, |until| format!(" to {until}"));
            let continues = event.attribute("continues").map_or_else(String::new, |c| format!(" continues {c}"));
            format!("{} {}{until}{continues}", codes(event)[0], event.from.unwrap())
        };
        read(rows).unwrap().events.iter().map(|(event, _)| tell(event)).collect()
    }

    #[test]
    fn a_row_is_a_member_since_a_day() {
        let kept = read("0,BOLIVIA (PLURINATIONAL STATE OF),68,BOL,1945-11-14,,,,,A/RES/1,Bolivie\n").unwrap();
        let (event, place) = &kept.events[0];
        assert_eq!((event.organization.unwrap().code(), event.status.as_str()), ("UN", "member"));
        assert_eq!((codes(event), event.from.unwrap().to_string()), (vec!["BO"], "1945-11-14".to_owned()));
        assert_eq!((place.to_string().as_str(), event.until), ("row 2, Member State", None));
        assert_eq!(kept.editions[0].name, "list of member states, last change of 1945-11-14");
        assert_eq!(kept.editions[0].coverage[0].category, "UN");
    }

    #[test]
    fn a_seat_goes_on_under_another_name() {
        let burma = "0,BURMA,104,BUR,1948-04-19,1989-06-17,,MYANMAR,b,,\n1,MYANMAR,104,MMR,1989-06-18,,,BURMA,a,,\n";
        assert_eq!(told(burma), ["MM 1948-04-19"]);
        let russia = "0,USSR,810,SUN,1945-10-24,1991-12-24,,RUSSIAN FEDERATION,b,,\n\
                      1,RUSSIAN FEDERATION,643,RUS,1991-12-24,,,USSR,a,,\n";
        assert_eq!(told(russia), ["SUHH 1945-10-24 to 1991-12-24", "RU 1945-10-24 continues SUHH"]);
        // The Czech Republic was admitted anew.
        let czechia = "0,CZECHOSLOVAKIA,200,CSK,1945-10-24,1992-12-31,,CZECHIA,b,,\n\
                       1,CZECHIA,203,CZE,1993-01-19,,,CZECHOSLOVAKIA,a,,\n";
        assert_eq!(told(czechia), ["CSHH 1945-10-24 to 1992-12-31", "CZ 1993-01-19"]);
    }

    #[test]
    fn a_name_may_have_been_used_twice() {
        let egypt = "0,EGYPT,818,EGY,\"1945-10-24, 1971-09-02\",1958-02-21,,UNITED ARAB REPUBLIC,b,,\n\
                     1,UNITED ARAB REPUBLIC,,,1958-02-21,1971-09-01,,EGYPT,b,,\n";
        assert_eq!(told(egypt), ["EG 1945-10-24 continues UAXX", "UAXX 1945-10-24 to 1971-09-01 continues EG"]);
        let yugoslavia = "0,YUGOSLAVIA,890,YUG,\"1945-10-24, 2000-11-01\",\"1992-04-27, 2003-02-03\",,,,,\n";
        assert_eq!(told(yugoslavia), ["YUCS 1945-10-24 to 1992-04-27", "CSXX 2000-11-01 to 2003-02-03"]);
    }

    #[test]
    fn damage_is_named_with_its_row() {
        let said = |rows: &str| read(rows).unwrap_err().to_string();
        assert_eq!(said("0,PERU,604,PER,soon,,,,,,\n"), "members.csv, row 2, Start date: is no day: \"soon\"");
        assert_eq!(
            said("0,PERU,604,PER,1945-10-31,1945-10-30,,,,,\n"),
            "members.csv, row 2, End date: is before the start date 1945-10-31"
        );
        assert_eq!(
            said("0,PERU,604,PER,1945-10-31,\"1946-01-01,1947-01-01\",,,,,\n"),
            "members.csv, row 2, End date: has more dates than Start date"
        );
        assert_eq!(said(""), "members.csv: has no member state with a start date");
        let kept = read("0,PERU,604,PER,1945-10-31,,,,,,\n1,ATLANTIS,,,1945-10-31,,,,,,\n2,HOLY SEE,336,VAT,,,,,,,\n");
        let reasons: Vec<_> = kept.unwrap().unparsed.iter().map(|u| (u.reason, u.text.clone())).collect();
        assert_eq!(reasons, [("unknown area", "ATLANTIS".to_owned()), ("name without a date", "HOLY SEE".to_owned())]);
    }
}
