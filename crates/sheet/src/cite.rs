use std::collections::HashMap;

use attache_document::written::{Citation, Note, Source};
use attache_fact::{Fact, Input};
use attache_model::{Language, Release, ReleaseIx};

use crate::Facts;

/// The sources that a document cites and the notes that it has on figures, each
/// numbered in the order in which they are first cited.
#[derive(Default)]
pub(crate) struct Sources {
    listed: Vec<Source>,
    numbers: HashMap<ReleaseIx, usize>,
    notes: Vec<Note>,
    /// The caveats that the notes are.
    caveats: Vec<String>,
}

impl Sources {
    /// The citations of a fact: one for each release that it rests on.
    pub(crate) fn cite(&mut self, fact: &Fact, what: &str, facts: &Facts, language: Language) -> Vec<Citation> {
        let panel = facts.panel();
        let mut citations: Vec<Citation> = Vec::new();
        let mut before = None;
        for input in fact.derivation.inputs() {
            let release = input.release();
            if before == Some(release) {
                continue;
            }
            before = Some(release);
            let source = *self.numbers.entry(release).or_insert_with(|| {
                self.listed.push(source(panel.release(release)));
                self.listed.len()
            });
            if !citations.iter().any(|c| c.source == source) {
                citations.push(Citation { source, what: what.to_owned(), notes: Vec::new() });
            }
        }
        if !facts.caveats().is_empty() {
            for input in fact.derivation.inputs().iter().filter(|input| is_of(fact, **input)) {
                let source = self.numbers.get(&input.release());
                if let Some(citation) = citations.iter_mut().find(|c| Some(&c.source) == source) {
                    self.warn(citation, *input, facts, language);
                }
            }
        }
        citations
    }

    /// Adds to a citation the caveats on a figure that it stands for.
    fn warn(&mut self, citation: &mut Citation, input: Input, facts: &Facts, language: Language) {
        let Input::Observation { key, time_period, row } = input else { return };
        let source = facts.panel().release(row.release).source;
        for caveat in facts.caveats().on(&key, time_period, source) {
            let at = self.caveats.iter().position(|id| *id == caveat.id).unwrap_or_else(|| {
                self.caveats.push(caveat.id.clone());
                self.notes.push(Note { text: caveat.text(language).to_owned(), url: caveat.reference.clone() });
                self.notes.len() - 1
            });
            if !citation.notes.contains(&(at + 1)) {
                citation.notes.push(at + 1);
            }
        }
    }

    /// The sources, and the notes on their figures.
    pub(crate) fn into_lists(self) -> (Vec<Source>, Vec<Note>) {
        (self.listed, self.notes)
    }
}

/// Whether a figure is of what the fact is about. A rank rests on the figures
/// of all others too, and what is wrong with one of them is not said of it.
fn is_of(fact: &Fact, input: Input) -> bool {
    let Input::Observation { key, .. } = input else { return false };
    let about = &fact.expression.args.area;
    let counterpart = key.counterpart_area.is_none_or(|area| about.len() == 1 || about.contains(&area));
    about.contains(&key.ref_area) && counterpart
}

fn source(release: &Release) -> Source {
    Source {
        release: release.id.to_string(),
        publisher: release.publisher.clone(),
        title: release.title.clone(),
        edition: release.edition.clone(),
        published: release.published,
        published_is_given: release.published_is_given,
        retrieved: release.snapshot.retrieved,
        licence: release.licence.clone(),
        url: release.snapshot.url.clone(),
        homepage: release.homepage.clone(),
        citation: release.citation.clone(),
        hash: release.snapshot.hash.to_string(),
    }
}
