//! From rules that fit to statements: what explains the text best, with the
//! periods and owners that its clauses share.

mod roles;
mod says;
mod several;
mod stance;
mod when;

use std::ops::Range;

use attache_fact::Printed;

pub(crate) use self::several::go_on;
use self::{
    roles::understood,
    says::{hangs, is_narrowed, is_no_leader, is_of_some_neighbors, is_told_better, lacks_figure, says_something},
    several::{each, in_other_digits},
    stance::stance,
};
use super::{
    lattice::Lattice,
    machine::{Capture, Captured},
    mention::Mentioned,
    neighbor::{going_on, inherit, keep_what_goes_on, prefer_the_pair},
    ranges::Ranges,
    reader::Reader,
    reading::{Context, Match, Statement, Understood},
};

/// Readings that explain this much less than the best are none.
const MUCH_LESS: i64 = 4;

/// Keeps, of rules of one kind that take the same words, the one that explains
/// most.
pub(crate) fn settle(reader: &Reader, lattice: &Lattice<'_>, matches: &mut Vec<Match>) {
    matches.retain(|one| !lacks_figure(reader, one));
    matches.retain(|one| {
        !is_narrowed(reader, lattice, one)
            && !hangs(reader, lattice, one)
            && !is_no_leader(reader, lattice, one)
            && !is_of_some_neighbors(reader, lattice, one)
    });
    matches.sort_by_key(|m| {
        let order = reader.kinds.get(m.kind).map(|k| k.order);
        (is_told_better(reader, m), std::cmp::Reverse(m.weight), !m.is_written, order, m.tokens.start)
    });
    let (mut kept, mut places): (Vec<Match>, Ranges) = Default::default();
    for one in matches.drain(..).filter(|one| says_something(reader, one)) {
        let is_told = places.near(&reach(&one)).filter_map(|number| kept.get(number)).any(|other| {
            other.kind == one.kind
                && (shares(other, &one) || overlap(&other.tokens, &one.tokens) && cores(&one).is_empty())
        });
        if !is_told {
            places.add(reach(&one));
            kept.push(one);
        }
    }
    *matches = kept;
}

/// What a match states, by its tokens: the figures, ranks, dates and lists that
/// it took.
fn cores(one: &Match) -> Vec<&Range<usize>> {
    one.captures.iter().filter(|c| is_core(c)).map(|c| &c.tokens).collect()
}

/// The tokens of a match with those of what it states, which may be another
/// match's from which it goes on.
fn reach(one: &Match) -> Range<usize> {
    let mut reach = one.tokens.clone();
    for core in cores(one) {
        reach = reach.start.min(core.start)..reach.end.max(core.end);
    }
    reach
}

fn is_core(capture: &Capture) -> bool {
    matches!(capture.what, Captured::Found { .. } | Captured::Text | Captured::Texts)
        && !matches!(
            capture.role,
            "_" | "time"
                | "before"
                | "a"
                | "b"
                | "subject"
                | "exporter"
                | "importer"
                | "reporter"
                | "partner"
                | "donor"
                | "recipient"
                | "sender"
                | "receiver"
                | "visitor"
                | "host"
                | "investor"
                | "giver"
                | "beneficiary"
                | "origin"
                | "other"
                | "object"
                | "title"
                | "purpose"
        )
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Whether two matches state something by the same words.
fn shares(a: &Match, b: &Match) -> bool {
    let (ours, theirs) = (cores(a), cores(b));
    if ours.is_empty() || theirs.is_empty() {
        return overlap(&a.tokens, &b.tokens);
    }
    ours.iter().any(|one| theirs.iter().any(|other| overlap(one, other)))
}

/// Where the statements of a sentence stand, and the periods that they took.
struct Others {
    spans: Ranges,
    taken: Ranges,
}

/// The statements that the matches make, in the order of the text.
pub(crate) fn statements(
    reader: &Reader,
    lattice: &Lattice<'_>,
    matches: Vec<Match>,
    context: &Context,
) -> Vec<Statement> {
    let (mut groups, mut places): (Vec<Vec<Match>>, Ranges) = Default::default();
    for one in matches {
        let sharing = places.near(&reach(&one)).filter(|number| shares(&groups[*number][0], &one)).min();
        match sharing.and_then(|number| groups.get_mut(number)) {
            // Two kinds of statement that one sentence makes of one figure.
            Some(group) if !goes_with(reader, &group[0], &one) => {
                if group[0].weight - one.weight <= MUCH_LESS || is_change(reader, &one) {
                    group.push(one);
                }
            }
            _ => {
                places.add(reach(&one));
                groups.push(vec![one]);
            }
        }
    }
    groups.sort_by_key(|group| (group[0].tokens.start, group[0].tokens.end));
    keep_what_goes_on(reader, lattice, &mut groups);
    let firsts = || groups.iter().map(|group| &group[0]);
    let is_period = |c: &&Capture| match c.what {
        Captured::Found { number, .. } | Captured::Loose(number) => lattice.period(number).is_some(),
        _ => false,
    };
    let others = Others {
        spans: Ranges::of(firsts().map(|one| one.tokens.clone())),
        taken: Ranges::of(firsts().flat_map(|one| &one.captures).filter(is_period).map(|c| c.tokens.clone())),
    };
    let mut statements: Vec<Statement> = Vec::new();
    for group in groups {
        let stance = stance(reader, lattice, &group[0], &others.spans);
        let mut readings: Vec<Understood> =
            group.iter().map(|one| understood(reader, lattice, one, &others, context)).collect();
        readings.extend(in_other_digits(lattice, &group[0], &readings[0]));
        if let Some(before) = statements.last().filter(|_| group[0].goes_on) {
            readings = going_on(&before.readings[0], readings);
        }
        let span = lattice.bytes(&group[0].tokens);
        statements.extend(each(lattice, &group[0], readings).into_iter().map(|readings| Statement {
            span: span.clone(),
            readings,
            stance,
        }));
    }
    inherit(reader, &mut statements);
    statements.iter_mut().for_each(prefer_the_pair);
    statements
}

fn is_figure(lattice: &Lattice<'_>, capture: &Capture) -> bool {
    matches!(&capture.what, Captured::Found { number, .. } if capture.role != "_" && figure(lattice, *number).is_some())
}

fn figure(lattice: &Lattice<'_>, number: usize) -> Option<Printed> {
    match lattice.found.get(number)?.what {
        Mentioned::Figure(printed) => Some(printed),
        _ => None,
    }
}

/// Whether a match tells by how much a flow changed, of which another has the amount alone.
fn is_change(reader: &Reader, one: &Match) -> bool {
    let is_growth = reader.kinds.get(one.kind).is_some_and(|kind| kind.id == "goods-growth");
    is_growth && one.captures.iter().any(|capture| capture.role == "growth")
}

/// Whether both are said: a rank among partners and the share that goes with it.
fn goes_with(reader: &Reader, a: &Match, b: &Match) -> bool {
    let id = |m: &Match| reader.kinds.get(m.kind).map_or("", |k| k.id.as_str());
    let pair = (id(a), id(b));
    matches!(pair, ("goods-rank", "partner-share") | ("partner-share", "goods-rank"))
        // "Borders Togo (651 km) and Niger (277 km)": who borders it, and for how long.
        || matches!(pair, ("land-border", "land-neighbors") | ("land-neighbors", "land-border"))
        // "Joined upon its independence on 9 July 2011": two things of one day.
        || (pair.0 == "independence") != (pair.1 == "independence")
}
