//! From rules that fit to statements: what explains the text best, with the
//! periods and owners that its clauses share.

use std::ops::Range;

use attache_fact::{Claim, RoleName, Said};
use attache_model::Area;

use super::{
    lattice::Lattice,
    machine::{Capture, Captured},
    mention::{Anaphor, Mentioned, When},
    reader::Reader,
    reading::{Context, Match, Stance, Statement, Understood, day_of, said},
    role::{Sort, owner_and_partner, sort},
};

/// Readings that explain this much less than the best are none.
const MUCH_LESS: i64 = 4;
/// So many tokens behind a statement a period may stand that belongs to it.
const NEAR: usize = 6;

/// Keeps, of rules of one kind that take the same words, the one that explains
/// most.
pub(crate) fn settle(reader: &Reader, lattice: &Lattice<'_>, matches: &mut Vec<Match>) {
    matches.sort_by_key(|m| (std::cmp::Reverse(m.weight), reader.kinds.get(m.kind).map(|k| k.order), m.tokens.start));
    let mut kept: Vec<Match> = Vec::new();
    for one in matches.drain(..) {
        let is_told = kept.iter().any(|other| {
            other.kind == one.kind
                && (shares(lattice, other, &one) || overlap(&other.tokens, &one.tokens) && cores(&one).is_empty())
        });
        if !is_told {
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
fn shares(lattice: &Lattice<'_>, a: &Match, b: &Match) -> bool {
    let (ours, theirs) = (cores(a), cores(b));
    let _ = lattice;
    if ours.is_empty() || theirs.is_empty() {
        return overlap(&a.tokens, &b.tokens);
    }
    ours.iter().any(|one| theirs.iter().any(|other| overlap(one, other)))
}

/// The statements that the matches make, in the order of the text.
pub(crate) fn statements(
    reader: &Reader,
    lattice: &Lattice<'_>,
    matches: Vec<Match>,
    context: &Context,
) -> Vec<Statement> {
    let mut groups: Vec<Vec<Match>> = Vec::new();
    for one in matches {
        match groups.iter_mut().find(|group| shares(lattice, &group[0], &one)) {
            // Two kinds of statement that one sentence makes of one figure.
            Some(group) if !goes_with(reader, &group[0], &one) => {
                if group[0].weight - one.weight <= MUCH_LESS {
                    group.push(one);
                }
            }
            _ => groups.push(vec![one]),
        }
    }
    groups.sort_by_key(|group| (group[0].tokens.start, group[0].tokens.end));
    let spans: Vec<Range<usize>> = groups.iter().map(|group| group[0].tokens.clone()).collect();
    let mut statements: Vec<Statement> = Vec::new();
    for group in groups {
        let stance = stance(reader, lattice, &group[0], &spans);
        let readings: Vec<Understood> =
            group.iter().map(|one| understood(reader, lattice, one, &spans, context)).collect();
        let span = lattice.bytes(&group[0].tokens);
        statements.extend(each(readings).into_iter().map(|readings| Statement {
            span: span.clone(),
            readings,
            stance,
        }));
    }
    inherit(&mut statements);
    statements
}

/// One statement of each of the areas that a role of one area lists.
fn each(readings: Vec<Understood>) -> Vec<Vec<Understood>> {
    let listed = readings.first().and_then(|first| {
        first.claim.roles.iter().find_map(|(role, said)| match said {
            Said::Areas(areas) if sort(&first.claim.kind, role) == Sort::Area => Some((*role, areas.clone())),
            _ => None,
        })
    });
    let Some((role, areas)) = listed else { return vec![readings] };
    let of = |area| {
        let mut own = readings.clone();
        for (_, said) in own.iter_mut().flat_map(|reading| &mut reading.claim.roles).filter(|(name, _)| *name == role) {
            *said = Said::Area(area);
        }
        own
    };
    areas.into_iter().map(of).collect()
}

/// Whether both are said: a rank among partners and the share that goes with it.
fn goes_with(reader: &Reader, a: &Match, b: &Match) -> bool {
    let id = |m: &Match| reader.kinds.get(m.kind).map_or("", |k| k.id.as_str());
    matches!((id(a), id(b)), ("goods-rank", "partner-share") | ("partner-share", "goods-rank"))
}

fn understood(
    reader: &Reader,
    lattice: &Lattice<'_>,
    one: &Match,
    spans: &[Range<usize>],
    context: &Context,
) -> Understood {
    let mut roles: Vec<(RoleName, Said)> = Vec::new();
    let mut places: Vec<(RoleName, Range<usize>)> = Vec::new();
    let mut fill = |role: RoleName, what: Said, tokens: &Range<usize>| {
        if role != "_" && !roles.iter().any(|(name, _)| *name == role) {
            roles.push((role, what));
            if !tokens.is_empty() {
                places.push((role, lattice.bytes(tokens)));
            }
        }
    };
    let (mut days, mut loose) = (Vec::new(), Vec::new());
    // Names first, since a word for a country means another one than they.
    let is_word = |capture: &&Capture| match capture.what {
        Captured::Found { number, .. } => {
            matches!(lattice.found.get(number).map(|f| &f.what), Some(Mentioned::Anaphor(Anaphor::Country)))
        }
        _ => false,
    };
    let (words, names): (Vec<&Capture>, Vec<&Capture>) = one.captures.iter().partition(is_word);
    let named: Vec<Area> = names
        .iter()
        .flat_map(|capture| said(reader, lattice, capture, context))
        .filter_map(|(_, what)| if let Said::Area(area) = what { Some(area) } else { None })
        .collect();
    let mut context = context.clone();
    if let [first, second] = context.about.as_slice() {
        let other = if named.contains(second) { first } else { second };
        context.named = context.named.filter(|area| !named.contains(area)).or(Some(*other));
    }
    let context = &context;
    for capture in names.into_iter().chain(words) {
        match capture.what {
            Captured::DayOf { number, date } => days.push((capture, number, date)),
            Captured::Loose(number) => loose.push((number, capture.tokens.clone())),
            _ => said(reader, lattice, capture, context)
                .into_iter()
                .for_each(|(role, what)| fill(role, what, &capture.tokens)),
        }
    }
    let kind = &reader.kinds[one.kind];
    if let Some(role) = kind.period {
        let near = loose.into_iter().next().or_else(|| nearby(lattice, &one.tokens, spans));
        if let Some((number, tokens)) = near {
            let capture = Capture { role, what: Captured::Loose(number), tokens: tokens.clone() };
            said(reader, lattice, &capture, context).into_iter().for_each(|(role, what)| fill(role, what, &tokens));
        }
    }
    for (capture, number, date) in days {
        let of = roles.iter().find(|(name, _)| *name == date).map(|(_, said)| said);
        let Some(Mentioned::Count(day)) = lattice.found.get(number).map(|f| &f.what) else { continue };
        if let Some(day) = day_of(*day, of) {
            roles.push((capture.role, day));
            places.push((capture.role, lattice.bytes(&capture.tokens)));
        }
    }
    Understood { claim: Claim { kind: kind.id, roles }, spans: places }
}

/// The period that belongs to a statement and stands outside of it: right
/// behind it, before it in its clause, or at the head of the sentence.
fn nearby(lattice: &Lattice<'_>, tokens: &Range<usize>, spans: &[Range<usize>]) -> Option<(usize, Range<usize>)> {
    let is_period = |number: &usize| matches!(lattice.period(*number), Some(When::At(_) | When::Relative(_)));
    let within_another = |at: usize| spans.iter().any(|span| span != tokens && span.contains(&at));
    let longest = |at: usize| {
        let number = lattice.found_at(at, true).find(is_period)?;
        Some((number, lattice.found.get(number)?.tokens.clone()))
    };
    // Behind.
    let mut at = tokens.end;
    while at < tokens.end + NEAR && at < lattice.tokens.len() && !lattice.ends_sentence(at) && !within_another(at) {
        if let Some(period) = longest(at) {
            return Some(period);
        }
        at += 1;
    }
    // Before, in the clause: the nearest that no other statement has.
    let mut at = tokens.start;
    while let Some(before) = at.checked_sub(1) {
        if lattice.ends_sentence(before) || within_another(before) {
            break;
        }
        let number = lattice.found_at(at, false).find(is_period);
        if let Some(found) = number.and_then(|n| lattice.found.get(n)) {
            return Some((number?, found.tokens.clone()));
        }
        at = before;
    }
    // At the head of the sentence.
    let head = (0..tokens.start).rev().find(|i| lattice.ends_sentence(*i)).map_or(0, |stop| stop + 1);
    let period = longest(head)?;
    let comma = lattice.tokens.get(period.1.end)?;
    (comma.text == "," && period.1.end <= tokens.start).then_some(period)
}

/// What may have any word in it that means something else by itself.
fn is_name(what: &Mentioned) -> bool {
    matches!(
        what,
        Mentioned::Period(_)
            | Mentioned::Area { .. }
            | Mentioned::Areas(_)
            | Mentioned::Organization(_)
            | Mentioned::Organizations(_)
    )
}

/// Whether the words before a statement, in its clause, deny it or waver, and
/// its pattern does not have them.
fn stance(reader: &Reader, lattice: &Lattice<'_>, one: &Match, spans: &[Range<usize>]) -> Stance {
    let start = (0..one.tokens.start)
        .rev()
        .find(|i| lattice.ends_sentence(*i) || spans.iter().any(|span| *span != one.tokens && span.contains(i)))
        .map_or(0, |stop| stop + 1);
    // "May" is a month too, and names are made of any words.
    let is_other = |at: usize| {
        let mut around = lattice.found.iter().filter(|found| found.tokens.contains(&at));
        around.any(|found| is_name(&found.what))
            || one.captures.iter().any(|c| matches!(c.what, Captured::Text | Captured::Texts) && c.tokens.contains(&at))
    };
    let has = |class: &super::trie::Trie<()>, range: Range<usize>| {
        range.into_iter().any(|at| class.from(lattice.tokens, at).next().is_some() && !is_other(at))
    };
    let words = start..one.tokens.end;
    if !one.denies && has(&reader.denies, words.clone()) {
        return Stance::Denied;
    }
    if has(&reader.wavers, words) { Stance::Wavering } else { Stance::Asserted }
}

/// A clause that leaves open whose flow it is, or when, has it from its
/// neighbour of the same sort: "exports were $5 billion and imports $4 billion".
fn inherit(statements: &mut [Statement]) {
    for at in 1..statements.len() {
        let (before, rest) = statements.split_at_mut(at);
        if let (Some(last), Some(next)) = (before.last(), rest.first_mut()) {
            lend(&last.readings[0].claim, next);
        }
    }
    for at in (1..statements.len()).rev() {
        let (before, rest) = statements.split_at_mut(at);
        if let (Some(last), Some(next)) = (before.last_mut(), rest.first()) {
            lend(&next.readings[0].claim, last);
        }
    }
}

fn lend(from: &Claim, to: &mut Statement) {
    let Some((owner, partner)) = owner_and_partner(&from.kind) else { return };
    for reading in &mut to.readings {
        let Some((own, other)) = owner_and_partner(&reading.claim.kind) else { continue };
        let is_open = |claim: &Claim, role| claim.role(role).is_none();
        for (theirs, ours) in [(owner, own), (partner, other), ("time", "time")] {
            if is_open(&reading.claim, ours)
                && let Some(said) = from.role(theirs)
                && !reading.claim.roles.iter().any(|(_, other)| other == said)
            {
                reading.claim.roles.push((ours, said.clone()));
            }
        }
    }
}
