//! The source `sdmx`: every figure of any data message, without a mapping.

use std::collections::BTreeMap;

use attache_model::{Code, Date, Edition, Place, Sink, Unparsed};

use super::{
    Action, Message, Structures,
    figure::{self, Figures, Survey},
    read,
};
use crate::{
    About, File, Input, ParseError, Source,
    archive::{Member, members},
    file::clip,
};

pub(crate) static SDMX: Sdmx = Sdmx;

pub(crate) struct Sdmx;

static ABOUT: About = About {
    id: "sdmx",
    publisher: "Any statistical office",
    title: "SDMX data message",
    what: "Every observation with a number, under the message's own codes; for figures that sheets and checks use, \
           a mapping says what the codes mean.",
    files: "a data message in SDMX-ML 2.0, 2.1 or 3.0, SDMX-JSON 1.0 or 2.0, SDMX-CSV 1.0 or 2.0; gzip or a zip, \
            which may hold its structures too",
    url: "https://sdmx.org/",
    homepage: "https://sdmx.org/",
    licence: "not known; see the terms of the office that sent it",
    // The office is not known, so that nothing is promised in its name.
    restricted: true,
    citation: "SDMX data message",
    ..About::EMPTY
};

impl Source for Sdmx {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parse(&self, input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let members = members(input)?;
        let mut found = Found::default();
        for member in &members {
            if members.len() > 1 && !is_message(member) {
                let place = Place { member: member.name.as_str().into(), ..Place::default() };
                sink.unparsed(Unparsed { place, reason: "other file", text: member.name.clone(), expected: true });
                continue;
            }
            found.survey(File::of(input, member))?;
        }
        if found.files.is_empty() {
            return Err(found.no_data(input));
        }
        found.name_indicators()?;
        sink.edition(found.edition())?;
        for (file, survey) in &found.files {
            emit(file, survey, &found.known, sink)?;
        }
        Ok(())
    }
}

fn is_message(member: &Member) -> bool {
    let name = member.name.to_ascii_lowercase();
    [".xml", ".json", ".csv", ".sdmx"].iter().any(|end| name.ends_with(end))
}

/// What a first reading of an input tells.
#[derive(Default)]
struct Found<'a> {
    /// The files that hold data.
    files: Vec<(File<'a>, Survey)>,
    known: Structures,
    /// Of the last message with data.
    message: Message,
    /// Since when the newest data set holds, and when the newest message was
    /// prepared.
    valid_from: Option<Date>,
    prepared: Option<Date>,
    has_changes: bool,
    has_deletions: bool,
    /// A data set comes with its name.
    has_names: bool,
    labels: BTreeMap<String, String>,
}

impl<'a> Found<'a> {
    fn survey(&mut self, file: File<'a>) -> Result<(), ParseError> {
        let mut survey = Survey::default();
        let (mut valid_from, mut changes, mut deletions, mut names) = (None, false, false, false);
        let mut message = read(&file, &Structures::default(), &mut |record| {
            survey.take(record);
            changes |= record.action.is_delta();
            deletions |= record.action == Action::Delete;
            let info = record.data_set;
            names |= !info.name.is_empty();
            valid_from = valid_from.max(info.day());
            Ok(())
        })?;
        self.known.extend(std::mem::take(&mut message.structures));
        if message.data_sets == 0 {
            return Ok(());
        }
        self.valid_from = self.valid_from.max(valid_from);
        self.prepared = self.prepared.max(message.header.day());
        self.has_changes |= changes;
        self.has_deletions |= deletions;
        self.has_names |= names;
        self.files.push((file, survey));
        self.message = message;
        Ok(())
    }

    fn no_data(&self, input: &Input<'_>) -> ParseError {
        let problem = if self.known.is_empty() {
            "holds no data set".to_owned()
        } else {
            format!("is a structure message ({}) and holds no data", self.known.counted())
        };
        ParseError::new(input.name, Place::default(), problem)
            .hint("import a data message; a structure message may lie beside it in one zip")
    }

    /// What the indicators are called, which takes a reading of its own: the
    /// structures that name them may come last.
    fn name_indicators(&mut self) -> Result<(), ParseError> {
        const MOST: usize = 20_000;
        if self.known.is_empty() && !self.has_names {
            return Ok(());
        }
        let (known, labels) = (&self.known, &mut self.labels);
        for (file, _) in &self.files {
            let mut last: Option<(String, String)> = None;
            read(file, known, &mut |record| {
                let label = figure::label(record, known);
                if label != last && labels.len() < MOST {
                    labels.extend(label.clone());
                }
                last = label;
                Ok(())
            })?;
        }
        Ok(())
    }

    fn edition(&self) -> Edition {
        let header = &self.message.header;
        let named = [("message", header.id.as_str()), ("of", header.sender.as_str())];
        let named =
            named.iter().filter(|(_, text)| !text.is_empty()).map(|(word, text)| format!("{word} {}", clip(text, 80)));
        let mut name: Vec<String> = named.collect();
        if let Some(day) = self.valid_from {
            name.push(format!("as of {day}"));
        } else if let Some(day) = self.prepared {
            name.push(format!("as prepared on {day}"));
        }
        if name.is_empty() {
            name.push("message without a date".to_owned());
        }
        let mut name = name.join(" ");
        if header.test {
            name.push_str(", marked as a test");
        }
        if self.has_deletions {
            name.push_str("; changes only, with deletions");
        } else if self.has_changes {
            name.push_str("; changes only");
        }
        let labels = self.labels.iter().map(|(code, label)| (Code::new(code), label.clone())).collect();
        Edition { dated: self.valid_from.or(self.prepared), name, labels, ..Edition::default() }
    }
}

fn emit(file: &File<'_>, survey: &Survey, known: &Structures, sink: &mut dyn Sink) -> Result<(), ParseError> {
    let mut figures = Figures::new(survey, known);
    let message = read(file, known, &mut |record| {
        let place = file.place(record.pointer.to_string());
        match figures.figure(record) {
            Ok(observation) => Ok(sink.observation(observation, place)?),
            Err(not) => {
                let figure::NotKept { reason, text, expected } = not;
                sink.unparsed(Unparsed { place, reason, text: clip(&text, 200), expected });
                Ok(())
            }
        }
    })?;
    for note in message.notes {
        sink.unparsed(Unparsed {
            place: file.place(""),
            reason: "note of the service",
            text: clip(&note, 500),
            expected: true,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
