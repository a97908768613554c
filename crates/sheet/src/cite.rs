use std::collections::HashMap;

use attache_document::written::{Citation, Source};
use attache_fact::Fact;
use attache_model::{Panel, Release, ReleaseIx};

/// The sources that a document cites, numbered in the order in which they are
/// first cited.
#[derive(Default)]
pub(crate) struct Sources {
    listed: Vec<Source>,
    numbers: HashMap<ReleaseIx, usize>,
}

impl Sources {
    /// The citations of a fact: one for each release that it rests on.
    pub(crate) fn cite(&mut self, fact: &Fact, what: &str, panel: &Panel) -> Vec<Citation> {
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
                citations.push(Citation { source, what: what.to_owned() });
            }
        }
        citations
    }

    pub(crate) fn into_list(self) -> Vec<Source> {
        self.listed
    }
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
