//! The wordings that a kind is read by, those of the kinds that it is like among them.

use attache_model::Code;

use super::{role::PERIODS, rule::Measure};
use crate::{
    Wordings,
    pattern::{Part, Pattern},
};

/// What a kind's wordings say of how it is read, those of the kinds that it is
/// like among it.
#[derive(Default)]
pub(super) struct OfReading<'w> {
    /// In which it is written as a sentence or item.
    pub(super) sentences: Vec<&'w Pattern>,
    pub(super) patterns: Vec<&'w Pattern>,
    pub(super) adjuncts: Vec<&'w Pattern>,
    pub(super) unless: Vec<&'w Pattern>,
    pub(super) counts: Option<Code>,
    pub(super) goes_on: Vec<&'w Pattern>,
    pub(super) names: Vec<&'w str>,
    pub(super) measure: Option<Measure>,
    pub(super) period: Option<&'static str>,
}

impl Wordings {
    /// The patterns in which the kind is written as sentences or items.
    fn sentence_patterns(&self, kind: &str) -> Vec<&Pattern> {
        let mut seen: Vec<&str> = Vec::new();
        let mut patterns: Vec<&Pattern> = Vec::new();
        // What a user has added stands with all that was there before.
        for (form, all) in
            self.kinds.get(kind).iter().flat_map(|kind| &kind.added).filter(|(form, _)| is_sentence(form))
        {
            patterns.extend(all.iter());
            seen.push(form);
        }
        for kind in self.likes(kind) {
            for (form, own) in &kind.forms {
                if is_sentence(form) && !seen.contains(&&**form) {
                    patterns.extend(own.iter());
                }
            }
            seen.extend(kind.forms.iter().map(|(form, _)| &**form));
        }
        patterns
    }

    /// How the kind is read.
    pub(super) fn reading(&self, id: &str) -> OfReading<'_> {
        let mut reading = OfReading { sentences: self.sentence_patterns(id), ..OfReading::default() };
        for (depth, kind) in self.likes(id).enumerate() {
            let own = &kind.reading;
            reading.patterns.extend(&own.patterns);
            reading.adjuncts.extend(&own.adjuncts);
            reading.unless.extend(&own.unless);
            reading.goes_on.extend(&own.goes_on);
            reading.measure = reading.measure.or(own.measures);
            reading.counts = reading.counts.or(own.counts);
            if depth == 0 {
                reading.names.extend(own.names.iter().map(|name| &**name));
            }
        }
        let texts =
            ["noun", "label"].into_iter().filter_map(|form| self.patterns(id, form)?.iter().find_map(Pattern::as_text));
        reading.names.extend(texts.collect::<Vec<_>>());
        // Most sentences have a place for the first of them.
        let patterns = reading.sentences.iter().chain(&reading.patterns);
        reading.period = first_period(patterns.flat_map(|pattern| &pattern.all));
        reading
    }
}

/// The first of the roles that say when of which there is a place.
fn first_period<'p>(parts: impl Iterator<Item = &'p Part>) -> Option<&'static str> {
    let mut first = PERIODS.len();
    for part in parts {
        if let Part::Hole(hole) = part {
            first = PERIODS.iter().take(first).position(|name| *name == hole.role).unwrap_or(first);
        }
        if first == 0 {
            break;
        }
    }
    PERIODS.get(first).copied()
}

/// Whether the form is a text of its own, which can be read.
fn is_sentence(form: &str) -> bool {
    ["sentence", "following", "item", "heading"]
        .iter()
        .any(|f| form.strip_prefix(f).is_some_and(|rest| rest.is_empty() || rest.starts_with('-')))
}
