//! Changes as people are told them.

use attache_document::prose::Prose;
use attache_fact::{Expression, Time};
use attache_language::Wordings;

use crate::{
    change::{Cause, Change, Effect},
    lock::{Locked, LockedRelease},
    reference::{Living, Reference},
};

/// A reference whose figure is another one, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// How the reference is called: `population?area=BO#value`.
    pub id: String,
    /// Of the document, from 1.
    pub line: usize,
    pub cause: Cause,
    pub was: Figure,
    /// Nothing where it was withdrawn.
    pub now: Option<Figure>,
    /// The words of the reference before and after; alike where they still hold.
    pub words: (String, String),
    /// The sentence before and after.
    pub sentence: (String, String),
    pub outcome: Outcome,
}

/// What was locked, or is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// As the data have it, with its unit.
    pub value: String,
    /// Of when: `2022`; empty where it has no time.
    pub period: String,
    pub release: String,
    pub publisher: String,
    pub published: String,
}

/// What became of the reference, or would.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The words are others, or stand for the new figure as they are.
    Moved,
    /// It was not asked for.
    Left,
    /// Its author must say: why.
    Open(String),
}

impl Figure {
    fn of(entry: &Locked) -> Self {
        let time = entry.of.parse::<Expression>().map(|it| it.args.time);
        let period = match time {
            Ok(Time::Period(period)) => period.to_string(),
            _ => String::new(),
        };
        let of = |what: fn(&LockedRelease) -> &String| entry.releases.first().map(what).cloned().unwrap_or_default();
        Self {
            value: entry.value.clone(),
            period,
            release: of(|it| &it.release),
            publisher: of(|it| &it.publisher),
            published: of(|it| &it.published),
        }
    }
}

impl Living {
    /// Changes in words, with what became of each.
    pub fn steps(
        &self,
        prose: &Prose,
        changes: &[Change],
        wordings: &Wordings,
        outcome: impl Fn(usize, &Change) -> Outcome,
    ) -> Vec<Step> {
        let steps = changes.iter().enumerate().filter_map(|(at, change)| {
            let reference = self.references.get(change.reference)?;
            let Reference { locked, link, text, .. } = reference;
            let after = match &change.effect {
                Effect::Words(words) | Effect::Conflict { instead: Some(words), .. } => words,
                _ => text,
            };
            Some(Step {
                id: locked.id(),
                line: prose.where_is(link.whole.start).line,
                cause: change.cause,
                was: Figure::of(locked),
                now: change.now.as_ref().map(Figure::of),
                words: (text.clone(), after.clone()),
                sentence: self.sentence(prose, wordings, reference, after),
                outcome: outcome(at, change),
            })
        });
        steps.collect()
    }

    /// The sentence of a reference, as it stands and with other words for it.
    fn sentence(&self, prose: &Prose, wordings: &Wordings, reference: &Reference, words: &str) -> (String, String) {
        let Some(block) = prose.blocks.get(reference.block) else { return Default::default() };
        let of_reference = |it: &std::ops::Range<usize>| it.contains(&reference.words.start);
        let sentence = wordings.sentences(&block.text).into_iter().find(of_reference).unwrap_or(0..block.text.len());
        let end = sentence.end.max(reference.words.end);
        let before = block.text.get(sentence.start..end).unwrap_or_default().to_owned();
        let mut after = before.clone();
        after.replace_range(reference.words.start - sentence.start..reference.words.end - sentence.start, words);
        (before, after)
    }
}
