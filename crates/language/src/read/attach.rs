//! From rules that fit to statements: what explains the text best, with the
//! periods and owners that its clauses share.

use std::ops::Range;

use attache_fact::{Claim, RoleName, Said};
use attache_model::{Area, Period};

use super::{
    compile::NEGATIVE,
    lattice::Lattice,
    machine::{Capture, Captured},
    mention::{Anaphor, Found, Mentioned, When},
    neighbor::{going_on, inherit, keep_what_goes_on, prefer_the_pair},
    reader::Reader,
    reading::{Context, Match, Stance, Statement, Understood, day_of, meant, said},
    role::{PERIODS, Sort, owner_and_partner, sort},
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
    keep_what_goes_on(reader, lattice, &mut groups);
    let spans: Vec<Range<usize>> = groups.iter().map(|group| group[0].tokens.clone()).collect();
    let mut statements: Vec<Statement> = Vec::new();
    for group in groups {
        let stance = stance(reader, lattice, &group[0], &spans);
        let mut readings: Vec<Understood> =
            group.iter().map(|one| understood(reader, lattice, one, &spans, context)).collect();
        readings.extend(in_other_digits(lattice, &group[0], &readings[0]));
        let span = lattice.bytes(&group[0].tokens);
        let says_something =
            |reading: &Understood| reading.claim.roles.iter().any(|(role, _)| !PERIODS[..1].contains(role));
        if !says_something(&readings[0]) {
            continue;
        }
        let readings = match statements.last().filter(|_| group[0].goes_on) {
            Some(before) => going_on(&before.readings[0].claim, readings),
            None => readings,
        };
        statements.extend(each(readings).into_iter().map(|readings| Statement {
            span: span.clone(),
            readings,
            stance,
        }));
    }
    inherit(&mut statements);
    statements.iter_mut().for_each(prefer_the_pair);
    statements
}

/// The statement with each figure as its digits can also be read: "1,503
/// millones" is written in two ways.
fn in_other_digits(lattice: &Lattice<'_>, one: &Match, first: &Understood) -> Vec<Understood> {
    let figure = |number: usize| match lattice.found.get(number) {
        Some(Found { tokens, what: Mentioned::Figure(printed) }) => Some((tokens, *printed)),
        _ => None,
    };
    let mut others = Vec::new();
    for capture in &one.captures {
        let Captured::Found { number, .. } = capture.what else { continue };
        let Some((tokens, own)) = figure(number) else { continue };
        let siblings = lattice.found_at(tokens.start, true).filter_map(figure);
        let siblings = siblings.filter(|(span, other)| {
            *span == tokens && other.unit == own.unit && other.hedge == own.hedge && other.value != own.value
        });
        for (_, other) in siblings {
            let mut reading = first.clone();
            let said = reading.claim.roles.iter_mut().find(|(role, _)| *role == capture.role);
            if let Some((_, said)) = said.filter(|(_, said)| *said == Said::Figure(own)) {
                *said = Said::Figure(other);
                others.push(reading);
            }
        }
    }
    others
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
    let (mut days, mut loose, mut negative) = (Vec::new(), Vec::new(), Vec::new());
    for capture in &one.captures {
        match capture.what {
            Captured::DayOf { number, date } => days.push((capture, number, date)),
            Captured::Loose(number) => loose.push((number, capture.tokens.clone())),
            Captured::Said(Said::Text(ref text)) if is_negative(reader, one, capture.role, text) => {
                negative.push(capture.role);
            }
            _ => said(reader, lattice, capture, context)
                .into_iter()
                .for_each(|(role, what)| fill(role, what, &capture.tokens)),
        }
    }
    let kind = &reader.kinds[one.kind];
    if let Some(role) = kind.period {
        let is_in = |(number, _): &(usize, Range<usize>)| {
            role == "since" || !matches!(lattice.period(*number), Some(When::Since(_) | When::Until(_)))
        };
        let near = loose.into_iter().find(is_in).or_else(|| nearby(reader, lattice, role, &one.tokens, spans));
        if let Some((number, tokens)) = near {
            let capture = Capture { role, what: Captured::Loose(number), tokens: tokens.clone() };
            said(reader, lattice, &capture, context).into_iter().for_each(|(role, what)| fill(role, what, &tokens));
        }
    }
    for (_, said) in roles.iter_mut().filter(|(role, _)| negative.contains(role)) {
        if let Said::Figure(printed) = said {
            *printed = printed.below_none();
        }
    }
    if kind.id.as_str() == "goods-growth" {
        split_years(&mut roles);
    }
    for (role, area) in at_the_head(lattice, one, kind.id.as_str(), context) {
        if !roles.iter().any(|(name, said)| *name == role || *said == Said::Area(area)) {
            roles.push((role, Said::Area(area)));
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

/// What changed in some years changed from the first to the last.
fn split_years(roles: &mut Vec<(RoleName, Said)>) {
    if roles.iter().any(|(role, _)| *role == "before") {
        return;
    }
    let time = roles.iter_mut().find(|(role, _)| *role == "time");
    if let Some((_, time)) = time
        && let Said::Period(Period::Years { from, to }) = *time
    {
        *time = Said::Period(Period::Year(to));
        roles.push(("before", Said::Period(Period::Year(from))));
    }
}

/// Whether the words say that the figure of a role is below none.
fn is_negative(reader: &Reader, one: &Match, role: RoleName, text: &str) -> bool {
    text == NEGATIVE && reader.kinds.get(one.kind).is_some_and(|kind| sort(&kind.id, role) == Sort::Figure)
}

/// Whom a word means that stands first in a statement and fills no role, since
/// the pattern has it as a word: "Its population is", "Both sides established".
fn at_the_head(lattice: &Lattice<'_>, one: &Match, kind: &str, context: &Context) -> Vec<(RoleName, Area)> {
    let is_taken = |at: usize| one.captures.iter().any(|c| c.role != "rank" && c.tokens.contains(&at));
    // "Su principal socio": a rank has the word.
    let ranks = one.captures.iter().filter(|c| c.role == "rank").map(|c| c.tokens.start);
    let anaphor = std::iter::once(one.tokens.start).chain(ranks).filter(|at| !is_taken(*at)).find_map(|at| {
        lattice.found_at(at, true).find_map(|number| match lattice.found.get(number)?.what {
            Mentioned::Anaphor(anaphor) => Some(anaphor),
            _ => None,
        })
    });
    // Whose the goods or the visit are, the verb says and not the kind.
    let is_of_two =
        matches!(kind, "top-commodities" | "commodity-trade" | "visit-latest" | "visits-count" | "chiefs-count");
    let (owner, partner) = owner_and_partner(kind).unwrap_or(("subject", ""));
    match anaphor.filter(|_| !is_of_two) {
        Some(Anaphor::Pair) if owner == "a" => {
            [owner, partner].into_iter().zip(context.about.iter().copied().take(2)).collect()
        }
        Some(Anaphor::Pair) | None => Vec::new(),
        Some(anaphor) => meant(anaphor, context).map(|area| (owner, area)).into_iter().collect(),
    }
}

/// The period that belongs to a statement and stands outside of it: right
/// behind it, before it in its clause, or at the head of the sentence.
fn nearby(
    reader: &Reader,
    lattice: &Lattice<'_>,
    role: RoleName,
    tokens: &Range<usize>,
    spans: &[Range<usize>],
) -> Option<(usize, Range<usize>)> {
    let is_at = |number: &usize| matches!(lattice.period(*number), Some(When::At(_) | When::Relative(_)));
    let is_period = |number: &usize| is_at(number) && (role == "since" || !is_within_since(lattice, *number));
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
        // What goes on has its own period, and so has what else stands in brackets.
        let is_comma = lattice.tokens.get(at).is_some_and(|token| token.text == ",");
        if reader.is_joint(lattice.tokens, at) && !is_comma {
            break;
        }
        at = match lattice.tokens.get(at).filter(|token| token.text == "(") {
            Some(_) if longest(at + 1).is_none() => {
                match (at..lattice.tokens.len()).find(|i| lattice.tokens[*i].text == ")") {
                    Some(close) => close + 1,
                    None => break,
                }
            }
            _ => at + 1,
        };
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

/// "2010" of "since 2010" is no year in which something was.
fn is_within_since(lattice: &Lattice<'_>, number: usize) -> bool {
    let Some(period) = lattice.found.get(number) else { return false };
    lattice.found_at(period.tokens.end, false).any(|around| {
        matches!(lattice.period(around), Some(When::Since(_) | When::Until(_)))
            && lattice.found.get(around).is_some_and(|around| around.tokens.start < period.tokens.start)
    })
}

fn is_figure(lattice: &Lattice<'_>, capture: &Capture) -> bool {
    let Captured::Found { number, .. } = capture.what else { return false };
    lattice.found.get(number).is_some_and(|found| matches!(found.what, Mentioned::Figure(_)))
}

/// Whether the words before a statement, in its clause, deny it or waver, and
/// its pattern does not have them.
fn stance(reader: &Reader, lattice: &Lattice<'_>, one: &Match, spans: &[Range<usize>]) -> Stance {
    let start = (0..one.tokens.start)
        .rev()
        .find(|i| lattice.ends_sentence(*i) || spans.iter().any(|span| *span != one.tokens && span.contains(i)))
        .map_or(0, |stop| stop + 1);
    // "no less than 5 million" denies nothing.
    let of_a_figure = |at: usize| one.captures.iter().any(|c| c.tokens.contains(&at) && is_figure(lattice, c));
    let has = |class: &super::trie::Trie<()>, range: Range<usize>| {
        range.into_iter().any(|at| !of_a_figure(at) && class.from(lattice.tokens, at).next().is_some())
    };
    let words = start..one.tokens.end;
    let id = reader.kinds[one.kind].id;
    let is_over = |c: &Capture| id == "agreement" && c.role == "status";
    if id != "no-agreement" && !one.captures.iter().any(is_over) && has(&reader.denies, words.clone()) {
        return Stance::Denied;
    }
    let behind = (one.tokens.end..lattice.tokens.len()).take(NEAR).take_while(|at| {
        !lattice.ends_sentence(*at) && !spans.iter().any(|span| *span != one.tokens && span.contains(at))
    });
    let with_behind = words.start..one.tokens.end + behind.count();
    // No period is the first half of one, and a place within a region none among all.
    let is_part =
        has(&reader.part_periods, with_behind.clone()) || id.ends_with("-rank") && has(&reader.regions, with_behind);
    if is_part || has(&reader.wavers, words) { Stance::Wavering } else { Stance::Asserted }
}
