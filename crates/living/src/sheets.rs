//! What two writings of one sheet say otherwise, sentence by sentence.

use std::collections::BTreeMap;

use attache_document::written::{Block, Source, Stated, Written, stated};
use attache_fact::{Args, Expression, find};
use attache_language::Wordings;

use crate::{
    change::Cause,
    story::{Figure, Outcome, Step, period_of},
};

/// What a sheet states somewhere, with the sheet.
#[derive(Clone)]
struct Told<'a> {
    stated: &'a Stated,
    sheet: &'a Written,
    /// In which section, in what sort of block, and what it is of.
    topic: (&'a str, String, String),
}

/// What the later writing of a sheet says otherwise than the earlier, each with its
/// cause, in the order of the later; what it no longer says comes last. Statements of
/// one thing and different times are told apart where either has several of them. What
/// is `left_out` is not looked at.
pub fn sheet_steps(
    before: &Written,
    after: &Written,
    wordings: &Wordings,
    left_out: impl Fn(&Stated) -> bool,
) -> Vec<Step> {
    let mut left = statements(before);
    let mut new = statements(after);
    left.retain(|told| !left_out(told.stated));
    new.retain(|told| !left_out(told.stated));
    new.retain(|told| {
        let same = |old: &Told<'_>| {
            (&old.topic, &old.stated.fact, &old.stated.text) == (&told.topic, &told.stated.fact, &told.stated.text)
        };
        let at = left.iter().position(same);
        at.map(|at| left.remove(at)).is_none()
    });
    let mut counts: BTreeMap<_, (usize, usize)> = BTreeMap::new();
    for told in &left {
        counts.entry(told.topic.clone()).or_default().0 += 1;
    }
    for told in &new {
        counts.entry(told.topic.clone()).or_default().1 += 1;
    }
    let mut steps = Vec::new();
    for told in new {
        let alike = |old: &Told<'_>| old.topic == told.topic && old.stated.fact == told.stated.fact;
        let is_only = counts.get(&told.topic) == Some(&(1, 1));
        let at = left.iter().position(alike);
        let at = at.or_else(|| left.iter().position(|old| is_only && old.topic == told.topic));
        let was = at.map(|at| left.remove(at));
        steps.push(step(was.as_ref(), Some(&told), wordings));
    }
    steps.extend(left.iter().map(|told| step(Some(told), None, wordings)));
    steps
}

/// How many statements a sheet makes.
pub fn count_of(sheet: &Written) -> usize {
    statements(sheet).len()
}

/// What a statement is of, whatever time it tells of and whoever is named.
fn topic(fact: &str) -> String {
    const PASSING: [&str; 3] = ["person", "title", "post"];
    let Ok(Expression { kind, args }) = fact.parse::<Expression>() else { return fact.to_owned() };
    let names = args.names().filter(|name| !PASSING.contains(&name.as_str()));
    let kept = names.fold(Args::of(&args.area), |kept, name| match args.get(&name) {
        Some(value) => kept.with(&name, &value),
        None => kept,
    });
    Expression { kind, args: kept }.to_string()
}

fn statements(sheet: &Written) -> Vec<Told<'_>> {
    let mut all = Vec::new();
    for section in &sheet.sections {
        for block in &section.blocks {
            let places: Vec<(String, Vec<&Stated>)> = match block {
                Block::Table(table) => {
                    let cells = table.rows.iter().flat_map(|row| row.iter().enumerate());
                    cells.map(|(column, cell)| (format!("{} {column}", table.caption), stated(&cell.spans))).collect()
                }
                Block::List(_) => vec![("list".to_owned(), block.stated())],
                _ => vec![("text".to_owned(), block.stated())],
            };
            for (place, found) in places {
                all.extend(found.into_iter().map(|stated| Told {
                    stated,
                    sheet,
                    topic: (section.id.as_str(), place.clone(), topic(&stated.fact)),
                }));
            }
        }
    }
    all
}

fn step(was: Option<&Told<'_>>, now: Option<&Told<'_>>, wordings: &Wordings) -> Step {
    let text = |told: Option<&Told<'_>>| told.map(|told| told.stated.text.clone()).unwrap_or_default();
    let of = now.or(was).map(|told| told.stated.fact.clone()).unwrap_or_default();
    let figure = |told: &Told<'_>| told.figure(wordings);
    let (old, new) = (was.map(figure), now.map(figure));
    Step {
        id: of,
        line: None,
        label: None,
        cause: cause(was, now),
        words: (text(was), text(now)),
        sentence: (text(was), text(now)),
        was: old,
        now: new,
        outcome: Outcome::Moved,
        beside: Vec::new(),
    }
}

fn cause(was: Option<&Told<'_>>, now: Option<&Told<'_>>) -> Cause {
    let (Some(was), Some(now)) = (was, now) else {
        return if was.is_some() { Cause::Withdrawal } else { Cause::Addition };
    };
    let parsed = |told: &Told<'_>| told.stated.fact.parse::<Expression>().ok();
    let (old, new) = (parsed(was), parsed(now));
    let publisher = |told: &Told<'_>| told.source().map(|it| it.publisher.clone());
    let is_yearly = new.as_ref().and_then(|it| find(it.kind)).is_some_and(|kind| {
        kind.states().split(|c: char| !c.is_alphanumeric()).any(|word| word == "time" || word == "year")
    });
    match () {
        () if publisher(was) != publisher(now) => Cause::Source,
        () if old.as_ref().map(|it| it.args.time) != new.as_ref().map(|it| it.args.time) && is_yearly => {
            Cause::NewPeriod
        }
        () if old != new => Cause::Event,
        () => Cause::Revision,
    }
}

impl<'a> Told<'a> {
    fn source(&self) -> Option<&'a Source> {
        self.sheet.sources.get(self.stated.citations.first()?.source.checked_sub(1)?)
    }

    fn figure(&self, wordings: &Wordings) -> Figure {
        let source = self.source();
        Figure {
            value: String::new(),
            period: period_of(&self.stated.fact, wordings),
            release: source.map(|it| it.release.clone()).unwrap_or_default(),
            publisher: source.map(|it| it.publisher.clone()).unwrap_or_default(),
            published: source.map(|it| it.published.to_string()).unwrap_or_default(),
        }
    }
}
