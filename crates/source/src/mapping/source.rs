use attache_model::{Date, Edition, Sink};

use super::{
    figure::Mapping,
    message::Messages,
    read::{self, Each},
    sdmx::Dataflow,
};
use crate::{
    About, File, Input, ParseError, Source,
    archive::{Member, members},
    job::{Asked, BadOption, Job},
    rows::{Dialect, Kind, Schema, Table},
};

/// A source that a mapping file describes.
pub(crate) struct Mapped {
    about: &'static About,
    dataflow: Option<Dataflow>,
    dialect: Dialect,
    mapping: Mapping,
}

impl Mapped {
    pub(super) fn new(about: &'static About, dataflow: Option<Dataflow>, dialect: Dialect, mapping: Mapping) -> Self {
        Self { about, dataflow, dialect, mapping }
    }

    /// The rows of a table.
    fn rows(&self, file: &File<'_>, each: &mut Each<'_>) -> Result<(), ParseError> {
        let kind = Kind::of_bytes(file.bytes);
        let table = Table { file: *file, kind, dialect: &self.dialect, schema: &Schema::default() };
        table.each(&self.mapping.needs(), &mut |row| each(&self.mapping, row))
    }
}

impl Source for Mapped {
    fn about(&self) -> &'static About {
        self.about
    }

    fn can_pull(&self) -> bool {
        self.dataflow.is_some()
    }

    fn plan(&self, asked: &Asked) -> Result<Vec<Job>, BadOption> {
        match &self.dataflow {
            Some(dataflow) => dataflow.plan(self.about.id, asked),
            None => {
                asked.only(&[])?;
                Ok(Vec::new())
            }
        }
    }

    fn parse(&self, input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let members = members(input)?;
        let edition = |dated: Option<Date>| {
            let name = dated.map_or("edition without a date".to_owned(), |day| format!("as of {day}"));
            Edition { dated, name, labels: self.mapping.labels.clone(), ..Edition::default() }
        };
        if self.dataflow.is_some() {
            let messages = Messages::of(input, &members)?;
            sink.edition(edition(messages.dated))?;
            messages.tell_notes(sink);
            return read::read(input.name, &|each| messages.records(&self.mapping, each), sink);
        }
        sink.edition(edition(None))?;
        let files = |each: &mut Each<'_>| {
            members.iter().try_for_each(|member: &Member| self.rows(&File::of(input, member), each))
        };
        read::read(input.name, &files, sink)
    }
}
