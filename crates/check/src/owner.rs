//! Whose figures a text tells, as far as those of them that are right say so.

use attache_document::prose::Block;
use attache_model::Area;

use crate::{
    ask::Question,
    draft::{Meant, Statement},
    judge::Ruling,
    kin::Standing,
    report::Verdict,
    settle::Outcome,
};

/// A statement with the block it stands in and what became of it.
type Judged<'t> = (&'t Statement, &'t Block, Ruling);

/// The places of shares that fit no list of whose they were taken to be, where those beside them in the
/// sentence are right of one other country, with that one: "Singapore was the top source, at 18
/// percent; Australia supplied 13 percent and New Zealand 11".
pub(crate) fn of_those_beside(told: &[Judged<'_>]) -> Vec<(usize, Question)> {
    let mut places = Vec::new();
    let mut first = 0;
    for sentence in told.chunk_by(|(a, ..), (b, ..)| a.sentence == b.sentence) {
        let shares: Vec<(usize, &Question, &Ruling)> = sentence
            .iter()
            .enumerate()
            .filter_map(|(at, (statement, _, ruling))| Some((first + at, asked(statement, ruling)?, ruling)))
            .collect();
        let owner = |question: &Question| question.args.area.first().copied();
        let mut right = shares.iter().filter(|(.., ruling)| is_right(ruling)).map(|(_, question, _)| *question);
        if let Some(one) = right.next()
            && right.all(|other| owner(other) == owner(one))
        {
            let others = shares.iter().filter(|(_, other, ruling)| owner(other) != owner(one) && !is_right(ruling));
            places.extend(others.map(|(place, ..)| (*place, one.clone())));
        }
        first += sentence.len();
    }
    places
}

/// A statement as one of the country of whose trade another one is, and of its time, with the places of
/// its readings among all; `None` where none of them is with the same partner, or the other way round.
pub(crate) fn of_owner(statement: &Statement, ruling: &Ruling, of: &Question) -> Option<(Statement, Vec<usize>)> {
    let owner = of.args.area.first()?;
    let own = &ruling.question.as_ref()?.args.area;
    let is_its = |question: &&Question| question.args.area.first() == Some(owner) && question.when == of.when;
    let of_it = |(place, meant): (usize, &Meant)| {
        let questions: Vec<Question> = meant.questions.iter().filter(is_its).cloned().collect();
        let areas = &questions.first()?.args.area;
        let is_likely = areas.iter().rev().eq(own.iter()) || areas.last() == own.last();
        let standing = if is_likely { Standing::First } else { Standing::Other };
        let is_share = meant.understood.claim.kind == SHARE;
        is_share.then(|| (Meant { questions, standing, ..meant.clone() }, place))
    };
    let mut all: Vec<(Meant, usize)> = statement.readings.iter().enumerate().filter_map(of_it).collect();
    all.sort_by_key(|(meant, _)| meant.standing);
    let (readings, places): (Vec<Meant>, Vec<usize>) = all.into_iter().unzip();
    let is_likely = readings.first().is_some_and(|meant| meant.standing == Standing::First);
    is_likely.then(|| (Statement { readings, ..statement.clone() }, places))
}

/// The places of what is wrong of a country that the document's head does not name, and of which more
/// is wrong than right: another one is meant.
pub(crate) fn of_stranger(told: &[Judged<'_>], is_headed: impl Fn(Area) -> bool) -> Vec<usize> {
    const FEWEST: usize = 3;
    let of_one = |ruling: &Ruling| {
        let question = ruling.question.as_ref()?;
        question.args.area.first().copied().filter(|area| !is_headed(*area))
    };
    let wrong = || told.iter().enumerate().filter(|(_, (.., ruling))| ruling.verdict == Verdict::Contradicted);
    let is_another = |owner: Area| {
        let is_its = |ruling: &Ruling| of_one(ruling) == Some(owner);
        let wrong = wrong().filter(|(_, (.., ruling))| is_its(ruling)).count();
        let right = told.iter().filter(|(.., ruling)| is_right(ruling) && is_its(ruling)).count();
        wrong >= FEWEST && wrong > right
    };
    let wrong = wrong().filter_map(|(place, (.., ruling))| Some((place, of_one(ruling)?)));
    wrong.filter(|(_, owner)| is_another(*owner)).map(|(place, _)| place).collect()
}

const SHARE: &str = "partner-share";

/// What a share was asked for.
fn asked<'t>(statement: &Statement, ruling: &'t Ruling) -> Option<&'t Question> {
    let meant = statement.readings.get(ruling.reading).filter(|meant| meant.understood.claim.kind == SHARE)?;
    ruling.question.as_ref().filter(|question| meant.questions.contains(question))
}

fn is_right(ruling: &Ruling) -> bool {
    let is_borne_out = matches!(ruling.outcome, Outcome::Right { .. } | Outcome::Superseded { .. });
    is_borne_out && matches!(ruling.verdict, Verdict::Supported | Verdict::Outdated)
}
