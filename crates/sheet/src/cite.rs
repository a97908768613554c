use std::collections::HashMap;

use attache_document::written::{Citation, Note, Source};

use crate::supply::{Cited, Supply};

/// The sources that a document cites and the notes that it has on figures, each
/// numbered in the order in which they are first cited.
#[derive(Default)]
pub(crate) struct Sources {
    listed: Vec<Source>,
    /// By the supply's numbers.
    numbers: HashMap<usize, usize>,
    notes: Vec<Note>,
    note_numbers: HashMap<usize, usize>,
}

impl Sources {
    pub(crate) fn number(&mut self, cited: &[Cited], supply: &dyn Supply) -> Vec<Citation> {
        let sources: Vec<usize> = cited
            .iter()
            .map(|cited| {
                *self.numbers.entry(cited.source).or_insert_with(|| {
                    self.listed.push(supply.source(cited.source));
                    self.listed.len()
                })
            })
            .collect();
        let numbered = cited.iter().zip(sources).map(|(cited, source)| {
            let notes = cited.notes.iter().map(|note| {
                *self.note_numbers.entry(*note).or_insert_with(|| {
                    self.notes.push(supply.note(*note));
                    self.notes.len()
                })
            });
            Citation { source, what: cited.what.clone(), notes: notes.collect() }
        });
        numbered.collect()
    }

    /// The sources, and the notes on their figures.
    pub(crate) fn into_lists(self) -> (Vec<Source>, Vec<Note>) {
        (self.listed, self.notes)
    }
}
