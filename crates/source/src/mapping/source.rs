use attache_model::{Edition, Sink};

use super::{
    figure::Mapping,
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

    /// The records of one file.
    fn records(&self, file: &File<'_>, each: &mut Each<'_>) -> Result<(), ParseError> {
        // A message of SDMX leaves attributes out that no observation has.
        let needs = if self.dataflow.is_some() { self.mapping.dimensions() } else { self.mapping.needs() };
        let table =
            Table { file: *file, kind: Kind::of_bytes(file.bytes), dialect: &self.dialect, schema: &Schema::default() };
        table.each(&needs, &mut |row| each(&self.mapping, row))
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
        sink.edition(Edition { labels: self.mapping.labels.clone(), ..Edition::default() })?;
        let files = |each: &mut Each<'_>| {
            members.iter().try_for_each(|member: &Member| self.records(&File::of(input, member), each))
        };
        read::read(input.name, &files, sink)
    }
}
