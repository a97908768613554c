//! Messages of SDMX as records for a mapping.

use attache_model::{Date, Place, Sink, Unparsed};

use super::{figure::Mapping, read::Each, record::Record};
use crate::{
    File, Input, ParseError,
    archive::Member,
    file::clip,
    sdmx::{self, Action, Structures, Value},
};

/// The data messages of an input, and what its structure messages tell.
pub(super) struct Messages<'i> {
    files: Vec<File<'i>>,
    known: Structures,
    /// Since when the data hold, or else when the newest message was prepared.
    pub(super) dated: Option<Date>,
    /// What the service adds for people, and in which file.
    notes: Vec<(Place, String)>,
}

impl<'i> Messages<'i> {
    /// # Errors
    /// When a member is no message, or none holds data.
    pub(super) fn of(input: &Input<'i>, members: &'i [Member]) -> Result<Self, ParseError> {
        let mut messages = Self { files: Vec::new(), known: Structures::default(), dated: None, notes: Vec::new() };
        let (mut valid_from, mut prepared) = (None, None);
        for member in members {
            let file = File::of(input, member);
            let message = sdmx::read(&file, &Structures::default(), &mut |record| {
                valid_from = valid_from.max(record.data_set.day());
                Ok(())
            })?;
            messages.known.extend(message.structures);
            messages.notes.extend(message.notes.into_iter().map(|note| (file.place(""), note)));
            if message.data_sets > 0 {
                prepared = prepared.max(message.header.day());
                messages.files.push(file);
            }
        }
        if messages.files.is_empty() {
            return Err(ParseError::new(input.name, Place::default(), "holds no data set")
                .hint("import a data message; a structure message may lie beside it in one zip"));
        }
        messages.dated = valid_from.or(prepared);
        Ok(messages)
    }

    pub(super) fn tell_notes(&self, sink: &mut dyn Sink) {
        for (place, note) in &self.notes {
            let text = clip(note, 500);
            sink.unparsed(Unparsed { place: place.clone(), reason: "note of the service", text, expected: true });
        }
    }

    /// Gives the observations, one after the other.
    pub(super) fn records(&self, mapping: &Mapping, each: &mut Each<'_>) -> Result<(), ParseError> {
        self.files.iter().try_for_each(|file| {
            sdmx::read(file, &self.known, &mut |record| each(mapping, &Observed { file, record })).map(drop)
        })
    }
}

/// An observation of a message.
struct Observed<'r> {
    file: &'r File<'r>,
    record: &'r sdmx::Record<'r>,
}

impl Record for Observed<'_> {
    fn field(&self, name: &str) -> Option<&str> {
        if name.eq_ignore_ascii_case(self.record.measure) {
            return match self.record.value {
                Value::Number { token, .. } => Some(token),
                Value::Text(text) => Some(text),
                Value::Missing(_) => None,
            };
        }
        self.record.get(name)
    }

    fn place(&self, _field: &str) -> Place {
        self.file.place(self.record.pointer.to_string())
    }

    fn fields(&self) -> Vec<&str> {
        let components = self.record.components.iter().map(|component| &*component.id);
        components.chain(["TIME_PERIOD", self.record.measure]).collect()
    }

    fn is_withdrawn(&self) -> bool {
        self.record.action == Action::Delete
    }
}
