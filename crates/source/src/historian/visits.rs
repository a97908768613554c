//! Visits of foreign leaders to the United States.
//!
//! # Quirks
//! 1. There is no place; it is in the description, where the source has it.

use attache_model::{Code, Event, EventKind, Party, Role, Sink};

use super::{Document, attributes, country, date, documents, last_changed, open, unknown_area};
use crate::{
    About, Input, ParseError, Source,
    archive::members,
    area::united_states,
    job::{Asked, BadOption, Job},
};

pub(crate) static VISITS: Visits = Visits;

pub(crate) struct Visits;

static ABOUT: About = About {
    id: "historian-visits",
    publisher: super::PUBLISHER,
    title: "Visits by Foreign Leaders",
    what: "Visits of foreign heads of state and government to the United States: who, when, on what occasion, since 1874.",
    files: "the repository HistoryAtState/visits as an archive, or its data/*.xml",
    url: "https://github.com/HistoryAtState/visits",
    homepage: "https://history.state.gov/departmenthistory/visits",
    licence: super::LICENCE,
    restricted: false,
    citation: "Office of the Historian, U.S. Department of State, Visits by Foreign Leaders",
    redirects: super::REDIRECTS,
    ..About::EMPTY
};

impl Source for Visits {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn can_pull(&self) -> bool {
        true
    }

    fn plan(&self, asked: &Asked) -> Result<Vec<Job>, BadOption> {
        asked.only(&[])?;
        Ok(vec![Job::of("https://github.com/HistoryAtState/visits/archive/refs/heads/master.tar.gz")])
    }

    fn parse(&self, input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let members = members(input)?;
        let documents = documents(input, &members, &["visits"], sink)?;
        let visits = documents.iter().flat_map(|d| d.root.all("visit"));
        open("visits by foreign leaders", last_changed(visits, "last-modified-datetime"), sink)?;
        documents.iter().try_for_each(|document| read(document, sink))
    }
}

fn read(Document { file, root }: &Document<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
    for (at, visit) in root.all("visit").enumerate() {
        let pointer = format!("/visits/visit[{}]", at + 1);
        let text = |name: &str| visit.text_at(&[name]);
        let id = visit.child("from").and_then(|from| from.attribute("id")).unwrap_or_default();
        let Some(visitor) = country::area("visits", id) else {
            sink.unparsed(unknown_area(file, &pointer, id));
            continue;
        };
        let parties =
            vec![Party { role: Role::Visitor, area: visitor }, Party { role: Role::Host, area: united_states() }];
        let mut event = Event::new(EventKind::Visit, Code::from_static("visited"), parties);
        event.person = text("visitor").into();
        event.title = text("description").into();
        event.from = date(file, &pointer, &text("start-date"))?;
        event.until = date(file, &pointer, &text("end-date"))?;
        event.attributes = attributes(&[("id", &text("id")), ("role", "foreign-leader"), ("from", &text("from"))]);
        event.quote = format!("{}, {}. {}", text("visitor"), text("from"), text("description")).into();
        sink.event(event, file.place(pointer))?;
    }
    Ok(())
}
