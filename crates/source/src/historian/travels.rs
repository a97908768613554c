//! Travels abroad of presidents and secretaries of state.
//!
//! # Quirks
//! 1. A trip to several countries is a row for each; the rows of one country
//!    can follow each other with the same dates (two places).

use attache_model::{Code, Event, EventKind, Party, Role, Sink};

use super::{Document, attributes, country, date, documents, last_changed, open, unknown_area};
use crate::{
    About, Input, ParseError, Source,
    archive::members,
    area::united_states,
    job::{Asked, BadOption, Job},
};

pub(crate) static TRAVELS: Travels = Travels;

pub(crate) struct Travels;

static ABOUT: About = About {
    id: "historian-travels",
    publisher: super::PUBLISHER,
    title: "Travels Abroad of the President and the Secretary of State",
    what: "Travels of US presidents and secretaries of state to each country: who, where, when, on what occasion, since 1866.",
    files: "the repository HistoryAtState/travels as an archive, or its president-travels/*.xml and secretary-travels/*.xml",
    url: "https://github.com/HistoryAtState/travels",
    homepage: "https://history.state.gov/departmenthistory/travels",
    licence: super::LICENCE,
    restricted: false,
    citation: "Office of the Historian, U.S. Department of State, Travels Abroad of the President and the Secretary of State",
    redirects: super::REDIRECTS,
    ..About::EMPTY
};

impl Source for Travels {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn can_pull(&self) -> bool {
        true
    }

    fn plan(&self, asked: &Asked) -> Result<Vec<Job>, BadOption> {
        asked.only(&[])?;
        Ok(vec![Job::of("https://github.com/HistoryAtState/travels/archive/refs/heads/master.tar.gz")])
    }

    fn parse(&self, input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let members = members(input)?;
        let documents = documents(input, &members, &["trips"], sink)?;
        let trips = documents.iter().flat_map(|d| d.root.all("trip"));
        open("travels abroad", last_changed(trips, "last-modified-datetime"), sink)?;
        documents.iter().try_for_each(|document| read(document, sink))
    }
}

fn read(Document { file, root }: &Document<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
    for (at, trip) in root.all("trip").enumerate() {
        let pointer = format!("/trips/trip[{}]", at + 1);
        let text = |name: &str| trip.text_at(&[name]);
        let id = trip.child("country").and_then(|country| country.attribute("id")).unwrap_or_default();
        let Some(host) = country::area("travels", id) else {
            sink.unparsed(unknown_area(file, &pointer, id));
            continue;
        };
        let parties =
            vec![Party { role: Role::Visitor, area: united_states() }, Party { role: Role::Host, area: host }];
        let mut event = Event::new(EventKind::Visit, Code::from_static("visited"), parties);
        event.person = text("name").into();
        event.title = text("remarks").into();
        event.from = date(file, &pointer, &text("start-date"))?;
        event.until = date(file, &pointer, &text("end-date"))?;
        let (locale, country) = (text("locale"), text("country"));
        event.attributes =
            attributes(&[("id", &text("id")), ("role", &text("role")), ("locale", &locale), ("country", &country)]);
        event.quote = format!("{}, {locale}, {country}. {}", text("name"), text("remarks")).into();
        sink.event(event, file.place(pointer))?;
    }
    Ok(())
}
