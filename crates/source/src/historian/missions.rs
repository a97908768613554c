//! Chiefs of US missions, by country, since 1776: `missions-countries/*.xml`.
//!
//! A chief's event has the date of appointment as `signed`, that of taking up
//! the post (credentials presented) as `from`, and that of leaving it as
//! `until`. Status is `served`; of those who were nominated and did not take up
//! the post, `did-not-serve`.
//!
//! # Quirks
//! 1. Some have not presented credentials, or no record of it was found: then
//!    `from` is the arrival, where that is given, and `from-arrival` says so.
//! 2. A chief without an end may be in office, or nobody has noted the end (many
//!    of 2019 have none). Only `listed-last` says that none comes after.
//! 3. What stands before a date is a note, and can change its meaning ("About",
//!    "Left post on or soon after"). Notes are attributes.
//! 4. The country of the time can be another than the list's
//!    (`contemporary-territory-id`); it is the receiver.
//! 5. One file has `<norte>` for `<note>`; it is empty.

use attache_model::{Code, Event, EventKind, Party, Role, Sink, Unparsed};

use super::{
    Document, attribute, attributes, country, date, documents, last_changed, open,
    person::{People, capital},
    unknown_area,
};
use crate::{
    About, Input, ParseError, Source,
    archive::members,
    area::united_states,
    job::{Asked, BadOption, Job},
    xml::Element,
};

pub(crate) static MISSIONS: Missions = Missions;

pub(crate) struct Missions;

static ABOUT: About = About {
    id: "historian-missions",
    publisher: super::PUBLISHER,
    title: "Principal Officers and Chiefs of Mission",
    what: "Chiefs of US missions in each country: rank, appointment, credentials, end of mission, since 1776.",
    files: "the repository HistoryAtState/pocom as an archive, or its missions-countries/*.xml",
    url: "https://github.com/HistoryAtState/pocom",
    homepage: "https://history.state.gov/departmenthistory/people",
    licence: super::LICENCE,
    restricted: false,
    citation: "Office of the Historian, U.S. Department of State, Principal Officers and Chiefs of Mission",
    redirects: super::REDIRECTS,
    ..About::EMPTY
};

impl Source for Missions {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn can_pull(&self) -> bool {
        true
    }

    fn plan(&self, asked: &Asked) -> Result<Vec<Job>, BadOption> {
        asked.only(&[])?;
        Ok(vec![Job::of("https://github.com/HistoryAtState/pocom/archive/refs/heads/master.tar.gz")])
    }

    fn parse(&self, input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let members = members(input)?;
        let documents = documents(input, &members, &["country-mission", "person"], sink)?;
        let mut people = People::default();
        documents.iter().filter(|d| d.root.name == "person").for_each(|d| people.add(&d.root));
        let lists: Vec<&Document<'_>> = documents.iter().filter(|d| d.root.name == "country-mission").collect();
        let Some(first) = lists.first() else {
            return Err(ParseError::new(
                input.name,
                attache_model::Place::default(),
                "holds people and no list of chiefs of mission",
            ));
        };
        // Only the days to which the lists have been kept, not the lives.
        let chiefs = lists.iter().flat_map(|d| d.root.children()).flat_map(Element::children);
        let name = if lists.len() == 1 {
            first.root.text_at(&["territory-id"])
        } else {
            format!("missions in {} countries", lists.len())
        };
        open(&name, last_changed(chiefs, "last-modified-date"), sink)?;
        lists.into_iter().try_for_each(|list| read(list, &people, sink))
    }
}

fn read(list: &Document<'_>, people: &People, sink: &mut dyn Sink) -> Result<(), ParseError> {
    let territory = list.root.text_at(&["territory-id"]);
    for (group, status) in [("chiefs", "served"), ("other-nominees", "did-not-serve")] {
        let chiefs: Vec<&Element> = list.root.all(group).flat_map(|g| g.all("chief")).collect();
        for (at, chief) in chiefs.iter().enumerate() {
            let pointer = format!("/country-mission/{group}/chief[{}]", at + 1);
            let is_last = group == "chiefs" && at + 1 == chiefs.len();
            emit(list, chief, &pointer, &territory, Code::from_static(status), is_last, people, sink)?;
        }
        // "Embassy Kabul closed on January 30, 1989."
        for (at, note) in list.root.all(group).flat_map(|g| g.all("mission-note")).enumerate() {
            let place = list.file.place(format!("/country-mission/{group}/mission-note[{}]", at + 1));
            sink.unparsed(Unparsed { place, reason: "prose", text: note.text_at(&["text"]), expected: true });
        }
    }
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "a row and where it stands")]
fn emit(
    list: &Document<'_>,
    chief: &Element,
    pointer: &str,
    territory: &str,
    status: Code,
    is_last: bool,
    people: &People,
    sink: &mut dyn Sink,
) -> Result<(), ParseError> {
    let file = &list.file;
    let text = |way: &[&str]| chief.text_at(way);
    let contemporary = text(&["contemporary-territory-id"]);
    // Quirk 4.
    let id = if contemporary.is_empty() || contemporary == territory { territory } else { &contemporary };
    let data_set = if id == territory { "missions" } else { "contemporary" };
    let Some(receiver) = country::area(data_set, id) else {
        sink.unparsed(unknown_area(file, pointer, id));
        return Ok(());
    };
    let parties =
        vec![Party { role: Role::Sender, area: united_states() }, Party { role: Role::Receiver, area: receiver }];
    let mut event = Event::new(EventKind::ChiefOfMission, status, parties);
    let person_id = text(&["person-id"]);
    let (name, is_from_id) = people.name(&person_id);
    let role = text(&["role-title-id"]);
    event.person = name.as_str().into();
    event.title = title(&role).into();
    let day = |what: &str| date(file, &format!("{pointer}/{what}/date"), &text(&[what, "date"]));
    event.signed = day("appointed")?;
    let (arrived, started) = (day("arrived")?, day("started")?);
    event.from = started.or(arrived);
    event.until = day("ended")?;
    event.attributes = attributes(&[
        ("id", &text(&["id"])),
        ("person-id", &person_id),
        ("person-from-id", if is_from_id { "yes" } else { "" }),
        ("role-id", &role),
        ("listed-last", if is_last && event.until.is_none() { "yes" } else { "" }),
        ("appointed-note", &text(&["appointed", "note"])),
        ("arrived-note", &text(&["arrived", "note"])),
        ("started-note", &text(&["started", "note"])),
        ("ended-note", &text(&["ended", "note"])),
        ("note", &text(&["note"])),
    ]);
    // Quirk 1.
    match (arrived, started) {
        (Some(_), None) => event.attributes.push(attribute("from-arrival", "yes")),
        (Some(arrived), Some(_)) => event.attributes.push(attribute("arrived", &arrived.to_string())),
        _ => {}
    }
    event.quote = quote(chief, &name, &event.title).into();
    Ok(sink.event(event, file.place(pointer))?)
}

/// "John Appleton, Chargé d’Affaires; appointed 1848-03-30; started 1849-01-03
/// (Officially recognized on.)".
fn quote(chief: &Element, name: &str, title: &str) -> String {
    let mut said = vec![format!("{name}, {title}")];
    for what in ["appointed", "arrived", "started", "ended"] {
        let (date, note) = (chief.text_at(&[what, "date"]), chief.text_at(&[what, "note"]));
        match (date.as_str(), note.as_str()) {
            ("", "") => {}
            (date, "") => said.push(format!("{what} {date}")),
            (date, note) => said.push(format!("{what} {date} ({note})")),
        }
    }
    said.extend(Some(chief.text_at(&["note"])).filter(|note| !note.is_empty()));
    said.join("; ")
}

/// The ranks of `roles-country-chiefs`, as that folder writes them; another id
/// with spaces.
fn title(role: &str) -> String {
    let written = match role {
        "agent-consul-general" => "Agent and Consul General",
        "ambassador-e-p" => "Ambassador Extraordinary and Plenipotentiary",
        "charge-daffaires" => "Chargé d’Affaires",
        "charge-daffaires-ad-interim" => "Chargé d’Affaires ad interim",
        "charge-daffaires-consul-general" => "Chargé d’Affaires and Consul General",
        "charge-daffaires-pro-tem" => "Chargé d’Affaires pro tem",
        "commissioner-consul-general" => "Commissioner and Consul General",
        "diplomatic-agent-consul-general" => "Diplomatic Agent and Consul General",
        "envoy-extraordinary-minister-plenipotentiary" => "Envoy Extraordinary and Minister Plenipotentiary",
        "envoy-extraordinary-minister-plenipotentiary-consul-general" => {
            "Envoy Extraordinary and Minister Plenipotentiary and Consul General"
        }
        "minister-resident-and-extraordinary" => "Minister Resident and Extraordinary",
        "minister-resident-consul-general" => "Minister Resident and Consul General",
        "minister-resident-foreign-service-officer" => "Minister Resident and Foreign Service Officer",
        "personal-representative-of-the-president" => "Personal Representative of the President",
        other => return other.split('-').map(capital).collect::<Vec<_>>().join(" "),
    };
    written.to_owned()
}
