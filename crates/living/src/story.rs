//! Changes as people are told them.

use std::ops::Range;

use attache_document::prose::Prose;
use attache_fact::{Expression, Time, Value};
use attache_language::{
    Wordings,
    read::{Context, Mentioned},
};

use crate::{
    change::{Cause, Change},
    lock::{Locked, LockedRelease},
    reference::{Living, Reference},
};

/// A reference, or a sentence of a sheet, whose figure is another one, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// How the reference is called: `population?area=BO#value`.
    pub id: String,
    /// Of the document, from 1; nothing of what has no lines, as a sheet.
    pub line: Option<usize>,
    /// Where the document has places of its own: "paragraph 12".
    pub label: Option<String>,
    pub cause: Cause,
    /// Nothing where it was not published before.
    pub was: Option<Figure>,
    /// Nothing where it was withdrawn.
    pub now: Option<Figure>,
    /// The words of the reference before and after; alike where they still hold.
    pub words: (String, String),
    /// The sentence before and after.
    pub sentence: (String, String),
    pub outcome: Outcome,
    /// Figures in a sentence whose words change that are not bound, and stay as they
    /// are: "$58.6 billion".
    pub beside: Vec<String>,
}

/// What was locked, or is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// In words, or, where it is not known any more, as the lock has it.
    pub value: String,
    /// Of when, in words: "fiscal year 2022"; empty where it has no time.
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

/// Of when an expression is, in words; empty where it has no time.
pub(crate) fn period_of(expression: &str, wordings: &Wordings) -> String {
    match expression.parse::<Expression>().map(|it| it.args.time) {
        Ok(Time::Period(period)) => wordings.value(&Value::Period(period), ""),
        _ => String::new(),
    }
}

impl Figure {
    fn of(entry: &Locked, in_words: Option<&String>, wordings: &Wordings) -> Self {
        let of = |what: fn(&LockedRelease) -> &String| entry.releases.first().map(what).cloned().unwrap_or_default();
        Self {
            value: in_words.unwrap_or(&entry.value).clone(),
            period: period_of(&entry.of, wordings),
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
        let told: Vec<(&Change, Outcome)> =
            changes.iter().enumerate().map(|(at, change)| (change, outcome(at, change))).collect();
        // The words of each reference as they then are.
        let mut words: Vec<&str> = self.references.iter().map(|reference| reference.text.as_str()).collect();
        for (change, outcome) in &told {
            if *outcome == Outcome::Moved
                && let Some(new) = change.words()
                && let Some(words) = words.get_mut(change.reference)
            {
                *words = new;
            }
        }
        let steps = told.iter().filter_map(|(change, outcome)| {
            let reference = self.references.get(change.reference)?;
            let Reference { locked, link, text, .. } = reference;
            let mut words = words.clone();
            let after = change.words().unwrap_or(text);
            words[change.reference] = after;
            let sentence = self.sentence(prose, wordings, reference, &words);
            let is_changed = sentence.0 != sentence.1;
            let place = prose.where_is(link.whole.start);
            Some(Step {
                id: locked.id(),
                line: place.label.is_none().then_some(place.line),
                label: place.label,
                cause: change.cause,
                was: Some(Figure::of(locked, change.was.as_ref(), wordings)),
                now: change.now.as_ref().map(|now| Figure::of(now, change.is.as_ref(), wordings)),
                words: (text.clone(), after.to_owned()),
                sentence,
                outcome: outcome.clone(),
                beside: if is_changed {
                    self.unbound_beside(prose, wordings, reference, |what| matches!(what, Mentioned::Figure(_)))
                } else {
                    Vec::new()
                },
            })
        });
        steps.collect()
    }

    /// The sentence of a reference, by bytes of its block.
    fn span(prose: &Prose, wordings: &Wordings, of: &Reference) -> Option<Range<usize>> {
        let block = prose.blocks.get(of.block)?;
        let is_own = |it: &Range<usize>| it.contains(&of.words.start);
        let sentence = wordings.sentences(&block.text).into_iter().find(is_own).unwrap_or(0..block.text.len());
        Some(sentence.start..sentence.end.max(of.words.end))
    }

    /// The sentence of a reference, as it stands and with these words for each reference.
    fn sentence(&self, prose: &Prose, wordings: &Wordings, of: &Reference, words: &[&str]) -> (String, String) {
        let Some(sentence) = Self::span(prose, wordings, of) else { return Default::default() };
        let text = &prose.blocks[of.block].text;
        let before = text.get(sentence.clone()).unwrap_or_default().to_owned();
        let mut after = before.clone();
        let own = self.references.iter().zip(words).rev().filter(|(it, _)| it.block == of.block);
        for (it, words) in own {
            if sentence.start <= it.words.start && it.words.end <= sentence.end {
                after.replace_range(it.words.start - sentence.start..it.words.end - sentence.start, words);
            }
        }
        (before, after)
    }

    /// What of this sort a reference's sentence mentions that is not bound.
    pub(crate) fn unbound_beside(
        &self,
        prose: &Prose,
        wordings: &Wordings,
        of: &Reference,
        is_meant: impl Fn(&Mentioned) -> bool,
    ) -> Vec<String> {
        let Some(sentence) = Self::span(prose, wordings, of) else { return Vec::new() };
        let text = prose.blocks[of.block].text.get(sentence.clone()).unwrap_or_default();
        let is_bound = |span: &Range<usize>| {
            let (start, end) = (span.start + sentence.start, span.end + sentence.start);
            self.references.iter().any(|it| it.block == of.block && it.words.start < end && start < it.words.end)
        };
        let mentions = wordings.read(text, &Context::default()).mentions;
        let figures = mentions.into_iter().filter(|it| is_meant(&it.what) && !is_bound(&it.span));
        let mut told: Vec<Range<usize>> = Vec::new();
        for figure in figures {
            if told.last().is_none_or(|last| last.end <= figure.span.start) {
                told.push(figure.span);
            }
        }
        told.into_iter().filter_map(|span| text.get(span).map(str::to_owned)).collect()
    }
}
