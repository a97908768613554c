//! From rules that fit to statements: what explains the text best, with the
//! periods and owners that its clauses share.

use std::ops::Range;

use attache_fact::{Claim, Printed, RoleName, Said};
use attache_model::{Area, Period, unit};

use super::{
    compile::NEGATIVE,
    lattice::Lattice,
    machine::{Capture, Captured},
    mention::{Anaphor, Found, Mentioned, Naming, When},
    neighbor::{going_on, inherit, keep_what_goes_on, prefer_the_pair},
    ranges::Ranges,
    reader::Reader,
    reading::{Context, Match, Stance, Statement, Understood, day_of, said},
    role::{Sort, is_of_areas_alone, owner_and_partner, sort},
    token::TokenKind,
    trie::Trie,
};

/// Readings that explain this much less than the best are none.
const MUCH_LESS: i64 = 4;
/// So many tokens behind a statement a period may stand that belongs to it.
const NEAR: usize = 6;

/// Keeps, of rules of one kind that take the same words, the one that explains
/// most.
pub(crate) fn settle(reader: &Reader, lattice: &Lattice<'_>, matches: &mut Vec<Match>) {
    matches.retain(|one| !lacks_figure(reader, one));
    matches.retain(|one| {
        !is_narrowed(reader, lattice, one) && !hangs(reader, lattice, one) && !is_no_leader(reader, lattice, one)
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

/// Whether a match of a kind that states a figure has none: a heading does.
fn lacks_figure(reader: &Reader, one: &Match) -> bool {
    let is_figure = |c: &Capture| reader.kinds.get(one.kind).is_some_and(|kind| sort(&kind.id, c.role) == Sort::Figure);
    reader.kinds.get(one.kind).is_some_and(|kind| kind.has_figure) && !one.captures.iter().any(is_figure)
}

/// Whether the words before a match make it a statement of something less:
/// "*copper* exports", "*youth* unemployment".
fn is_narrowed(reader: &Reader, lattice: &Lattice<'_>, one: &Match) -> bool {
    const LONGEST: usize = 3;
    let start = one.tokens.start;
    if one.captures.iter().any(|c| matches!(c.role, "commodity" | "commodities") || c.tokens.start == start) {
        return false;
    }
    let narrows = (start.saturating_sub(LONGEST)..start)
        .any(|at| reader.narrows.from(lattice.tokens, at).any(|(end, ())| end == start));
    let of_goods = |number: usize| {
        lattice.found.get(number).is_some_and(|f| matches!(f.what, Mentioned::Commodity(_) | Mentioned::Commodities(_)))
    };
    narrows
        || lattice.found_at(start, false).any(of_goods)
        || has_owner_before(lattice, start)
        || is_of_services(reader, lattice, one)
}

/// Whether who is named is no leader: "*Former President* X visited".
fn is_no_leader(reader: &Reader, lattice: &Lattice<'_>, one: &Match) -> bool {
    let mut of_person = one.captures.iter().filter(|c| c.role == "person" && matches!(c.what, Captured::Text));
    of_person.any(|c| reader.no_leaders.from(lattice.tokens, c.tokens.start).next().is_some())
}

/// Whether the sentence has spoken of services, and the match does not say what
/// it is of: "trade in goods and services was $5 billion, with *exports* of ...".
fn is_of_services(reader: &Reader, lattice: &Lattice<'_>, one: &Match) -> bool {
    let id = reader.kinds.get(one.kind).map_or("", |kind| kind.id.as_str());
    let has =
        |class: &Trie<()>, mut tokens: Range<usize>| tokens.any(|at| class.from(lattice.tokens, at).next().is_some());
    let start = one.tokens.start;
    let head = lattice.head(start);
    let says_which = match id {
        "exports-goods-services" | "imports-goods-services" => &reader.services,
        _ if id.starts_with("goods-") => &reader.goods,
        _ => return false,
    };
    has(&reader.services, head..start) && !has(says_which, one.tokens.clone())
}

/// Whether an owner stands before a place with other words between: "Peru's
/// *quinoa* exports".
fn has_owner_before(lattice: &Lattice<'_>, start: usize) -> bool {
    const MOST: usize = 2;
    let is_word = |at: usize| lattice.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Word);
    let is_owner = |number: usize| {
        let found = lattice.found.get(number).map(|f| &f.what);
        matches!(found, Some(Mentioned::Area { how: Naming::Adjective | Naming::Possessive, .. }))
    };
    (1..=MOST).any(|by| {
        let Some(end) = start.checked_sub(by) else { return false };
        (end..start).all(is_word) && lattice.found_at(end, false).any(is_owner)
    })
}

/// Whether a match begins with a country that hangs on the words before it:
/// "exports *to Brazil* grew".
fn hangs(reader: &Reader, lattice: &Lattice<'_>, one: &Match) -> bool {
    // "A quarter *of its exports went to Mali*" is of a part.
    let is_of_all = reader.kinds.get(one.kind).is_some_and(|kind| kind.id == "main-partners") && !one.is_written;
    if is_of_all && (lattice.hangs_at(one.tokens.start) || is_said_of_less(lattice, one)) {
        return true;
    }
    let begins = one.captures.iter().find(|c| c.tokens.start == one.tokens.start && !matches!(c.role, "_" | "a"));
    let Some(Captured::Found { number, .. }) = begins.map(|c| &c.what) else { return false };
    lattice.found.get(*number).is_some_and(|found| lattice.hangs(found))
}

/// Whether a word that says more stands before a match which names no owner there:
/// "*garment* exports went to Germany".
fn is_said_of_less(lattice: &Lattice<'_>, one: &Match) -> bool {
    let start = one.tokens.start;
    let is_more = |at: usize| {
        let is_word = lattice.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word);
        is_word && !lattice.passes_at(at) && !lattice.is_joint(at)
    };
    start.checked_sub(1).is_some_and(is_more) && !one.captures.iter().any(|c| c.tokens.start == start)
}

/// Whether a match claims more than that there are areas: "trade between the two
/// countries" by itself says nothing.
fn says_something(reader: &Reader, one: &Match) -> bool {
    let kind = reader.kinds.get(one.kind).map_or("", |k| k.id.as_str());
    // Of what facts are written in, headings name areas alone.
    is_of_areas_alone(kind) && !one.is_written
        || one.captures.iter().any(|c| match c.what {
            Captured::Said(_) => true,
            Captured::Term(_) => matches!(c.role, "type" | "event"),
            _ => is_core(c),
        })
}

/// Whether a kind of its own states it: that relations were established is told
/// as what became of them only where it was done again.
fn is_told_better(reader: &Reader, one: &Match) -> bool {
    let is_history = reader.kinds.get(one.kind).is_some_and(|kind| kind.id == "relations-history");
    let is_established = |c: &Capture| match &c.what {
        Captured::Term(code) => *code == "established",
        Captured::Said(Said::Text(text)) => text == "established",
        _ => false,
    };
    is_history && one.captures.iter().any(is_established)
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
                if group[0].weight - one.weight <= MUCH_LESS {
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
            readings = going_on(&before.readings[0].claim, readings);
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

/// One statement of each of the areas that a role of one area lists. Of a figure
/// there are as many, in the same order; one that is of all of them together is
/// of none of them.
fn each(lattice: &Lattice<'_>, one: &Match, readings: Vec<Understood>) -> Vec<Vec<Understood>> {
    let listed = readings.first().and_then(|first| {
        first.claim.roles.iter().find_map(|(role, said)| match said {
            Said::Areas(areas) if sort(&first.claim.kind, role) == Sort::Area => Some((*role, areas.clone())),
            _ => None,
        })
    });
    let Some((role, areas)) = listed else { return vec![readings] };
    let measured = one.captures.iter().find(|c| is_figure(lattice, c));
    let figures = measured.map(|first| (first.role, figures_from(lattice, &first.tokens)));
    if figures.as_ref().is_some_and(|(_, figures)| figures.len() != areas.len()) {
        return Vec::new();
    }
    let of = |(at, area): (usize, Area)| {
        let mut own = readings.clone();
        for (name, said) in own.iter_mut().flat_map(|reading| &mut reading.claim.roles) {
            match &figures {
                _ if *name == role => *said = Said::Area(area),
                Some((measured, figures)) if name == measured => *said = Said::Figure(figures[at]),
                _ => {}
            }
        }
        own
    };
    areas.into_iter().enumerate().map(of).collect()
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

/// A figure and those that follow it: "$12 billion, $7 billion and $6 billion".
fn figures_from(lattice: &Lattice<'_>, first: &Range<usize>) -> Vec<Printed> {
    let longest = |at: usize| {
        let number = lattice.found_at(at, true).find(|number| figure(lattice, *number).is_some())?;
        Some((figure(lattice, number)?, lattice.found.get(number)?.tokens.end))
    };
    let (mut figures, mut at) = (Vec::new(), first.start);
    while let Some((printed, end)) = longest(at) {
        figures.push(printed);
        let joint = (end..lattice.tokens.len()).take_while(|at| lattice.is_joint(*at)).take(2).count();
        at = end + joint;
        if joint == 0 {
            break;
        }
    }
    figures
}

/// "... was $6 billion in 2021 *and $5 billion in 2022*": a figure with a period
/// of its own that goes on behind a statement states the same of another time.
pub(crate) fn go_on(reader: &Reader, lattice: &Lattice<'_>, matches: &mut Vec<Match>) {
    let mut stated = Ranges::default();
    let add = |stated: &mut Ranges, one: &Match| cores(one).into_iter().for_each(|core| stated.add(core.clone()));
    matches.iter().for_each(|one| add(&mut stated, one));
    let mut at = 0;
    while let Some(one) = matches.get(at) {
        let next = goes_on(reader, lattice, one)
            .filter(|next| !stated.around(&next.tokens).any(|core| overlap(core, &next.tokens)));
        next.iter().for_each(|next| add(&mut stated, next));
        matches.extend(next);
        at += 1;
    }
}

fn goes_on(reader: &Reader, lattice: &Lattice<'_>, one: &Match) -> Option<Match> {
    const MOST: usize = 4;
    let period = reader.kinds.get(one.kind)?.period?;
    let is_timed = |c: &&Capture| c.role == period || matches!(c.what, Captured::Loose(_));
    one.captures.iter().find(is_timed)?;
    let mut figures = one.captures.iter().filter(|c| is_figure(lattice, c));
    let (Some(own), None) = (figures.next(), figures.next()) else { return None };
    let Captured::Found { number, .. } = own.what else { return None };
    let unit = figure(lattice, number)?.unit;
    let goes_on = |at: &usize| reader.continues.from(lattice.tokens, *at).next().is_some();
    let joined = (one.tokens.end..lattice.tokens.len()).take_while(goes_on).take(MOST).count();
    let start = one.tokens.end + joined;
    let is_like = |number: &usize| figure(lattice, *number).is_some_and(|printed| printed.unit == unit);
    let next = lattice.found_at(start, true).find(is_like).filter(|_| joined > 0)?;
    let behind = lattice.found.get(next)?.tokens.end;
    let is_period = |number: &usize| matches!(lattice.period(*number), Some(When::At(_) | When::Relative(_)));
    let when = lattice.found_at(behind, true).find(is_period)?;
    let tokens = start..lattice.found.get(when)?.tokens.end;
    let mut captures: Vec<Capture> =
        one.captures.iter().filter(|c| *c != own && !is_timed(c) && c.role != "before").cloned().collect();
    let found = Captured::Found { number: next, with: None };
    captures.push(Capture { role: own.role, what: found, tokens: start..behind });
    captures.push(Capture { role: "time", what: Captured::Loose(when), tokens: behind..tokens.end });
    Some(Match { tokens, captures, ..*one })
}

/// Whether both are said: a rank among partners and the share that goes with it.
fn goes_with(reader: &Reader, a: &Match, b: &Match) -> bool {
    let id = |m: &Match| reader.kinds.get(m.kind).map_or("", |k| k.id.as_str());
    let pair = (id(a), id(b));
    matches!(pair, ("goods-rank", "partner-share") | ("partner-share", "goods-rank"))
        // "Joined upon its independence on 9 July 2011": two things of one day.
        || (pair.0 == "independence") != (pair.1 == "independence")
}

fn understood(reader: &Reader, lattice: &Lattice<'_>, one: &Match, others: &Others, context: &Context) -> Understood {
    let within = in_its_sentence(lattice, one, context);
    let known = within.as_ref().unwrap_or(context);
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
    let (mut days, mut loose, mut negative) = (Vec::new(), Vec::new(), None);
    // What is named comes before what stands for it: "bilateral trade of Peru and Chile".
    let (stands_for, named): (Vec<_>, Vec<_>) = one.captures.iter().partition(|c| is_anaphor(lattice, c));
    let areas: Vec<Area> = named
        .iter()
        .flat_map(|capture| said(reader, lattice, capture, known))
        .filter_map(|(_, what)| if let Said::Area(area) = what { Some(area) } else { None })
        // "It ran a deficit with us": it is not we.
        .chain(context.author.filter(|_| stands_for.iter().any(|c| is_own(lattice, c))))
        .collect();
    let mut known = known.clone();
    if let [first, second] = known.about.as_slice() {
        let other = if areas.contains(second) { first } else { second };
        known.named = known.named.filter(|area| !areas.contains(area)).or(Some(*other));
    }
    let known = &known;
    for capture in named.into_iter().chain(stands_for) {
        match capture.what {
            Captured::Said(Said::Text(ref text)) if text == NEGATIVE => negative = Some(capture.role),
            Captured::DayOf { number, date } => days.push((capture, number, date)),
            Captured::Loose(number) => loose.push((number, capture.tokens.clone())),
            _ => said(reader, lattice, capture, known)
                .into_iter()
                .for_each(|(role, what)| fill(role, what, &capture.tokens)),
        }
    }
    let kind = &reader.kinds[one.kind];
    if let Some(role) = kind.period {
        let near = loose.into_iter().next().or_else(|| nearby(lattice, &one.tokens, others));
        if let Some((number, tokens)) = near {
            let capture = Capture { role, what: Captured::Loose(number), tokens: tokens.clone() };
            said(reader, lattice, &capture, context).into_iter().for_each(|(role, what)| fill(role, what, &tokens));
        }
    }
    if let Some(counted) = kind.counts {
        for printed in roles.iter_mut().filter_map(|(_, said)| if let Said::Figure(p) = said { Some(p) } else { None })
        {
            printed.unit = if printed.unit == unit::COUNT { counted } else { printed.unit };
        }
    }
    // The ends of a range in brackets leave the unit to the figure.
    let unit = roles.iter().find_map(|(role, said)| match said {
        Said::Figure(printed) if *role == "value" => Some(printed.unit),
        _ => None,
    });
    for (_, said) in roles.iter_mut().filter(|(role, _)| matches!(*role, "least" | "most")) {
        if let (Said::Figure(printed), Some(unit)) = (said, unit) {
            printed.unit = unit;
        }
    }
    if let Some((_, Said::Figure(printed))) = roles.iter_mut().find(|(role, _)| Some(*role) == negative) {
        *printed = printed.below_zero();
    }
    if kind.id.as_str() == "goods-growth" {
        split_years(&mut roles);
    }
    for (capture, number, date) in days {
        let of = roles.iter().find(|(name, _)| *name == date).map(|(_, said)| said);
        let Some(Mentioned::Count(day)) = lattice.found.get(number).map(|f| &f.what) else { continue };
        if let Some(day) = day_of(*day, of) {
            roles.push((capture.role, day));
            places.push((capture.role, lattice.bytes(&capture.tokens)));
        }
    }
    if !roles.iter().any(|(role, _)| matches!(*role, "a" | "b")) {
        roles.extend(both(kind.id.as_str(), lattice, &one.tokens, context));
    }
    Understood { claim: Claim { kind: kind.id, roles }, spans: places }
}

fn is_anaphor(lattice: &Lattice<'_>, capture: &Capture) -> bool {
    let Captured::Found { number, .. } = capture.what else { return false };
    lattice.found.get(number).is_some_and(|found| matches!(found.what, Mentioned::Anaphor(_)))
}

fn is_own(lattice: &Lattice<'_>, capture: &Capture) -> bool {
    let Captured::Found { number, .. } = capture.what else { return false };
    lattice.found.get(number).is_some_and(|found| found.what == Mentioned::Anaphor(Anaphor::Own))
}

/// What a sentence has named before a statement's "it" or "its", where that is
/// no area of the statement and none that the text before has named: one area is
/// meant, and of several none can be told.
fn in_its_sentence(lattice: &Lattice<'_>, one: &Match, context: &Context) -> Option<Context> {
    let what = |capture: &Capture| match capture.what {
        Captured::Found { number, .. } => lattice.found.get(number).map(|f| &f.what),
        _ => None,
    };
    let stands_for = |c: &&Capture| what(c) == Some(&Mentioned::Anaphor(Anaphor::Country));
    let at = one.captures.iter().find(stands_for)?.tokens.start;
    let own = |area: &Area| {
        one.captures.iter().any(|c| matches!(what(c), Some(Mentioned::Area { areas, .. }) if areas.contains(area)))
    };
    let head = lattice.head(at);
    let mut named: Vec<Area> = Vec::new();
    for number in (head..at).flat_map(|i| lattice.found_at(i, true)) {
        let Some(found) = lattice.found.get(number).filter(|f| f.tokens.end <= at) else { continue };
        if found.what == Mentioned::Anaphor(Anaphor::Country) {
            return None;
        }
        if let Mentioned::Area { areas, .. } = &found.what
            && let Some(area) = areas.first().filter(|area| !own(area) && !named.contains(area))
        {
            named.push(*area);
        }
    }
    let is_known = |area: &Area| context.named == Some(*area) || context.about.contains(area);
    match named.as_slice() {
        [] => None,
        known if known.iter().any(is_known) => None,
        [area] => Some(Context { named: Some(*area), ..context.clone() }),
        _ => Some(Context { named: None, about: Vec::new(), ..context.clone() }),
    }
}

/// The two areas of a statement whose words speak of "the two countries", where
/// its kind is of two that stand alike.
fn both(kind: &str, lattice: &Lattice<'_>, tokens: &Range<usize>, context: &Context) -> Vec<(RoleName, Said)> {
    let (Some(("a", "b")), [a, b, ..]) = (owner_and_partner(kind), context.about.as_slice()) else { return Vec::new() };
    let is_pair = |at| {
        lattice
            .found_at(at, true)
            .any(|number| lattice.found.get(number).is_some_and(|f| f.what == Mentioned::Anaphor(Anaphor::Pair)))
    };
    if tokens.clone().any(is_pair) { vec![("a", Said::Area(*a)), ("b", Said::Area(*b))] } else { Vec::new() }
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

/// The period that belongs to a statement and stands outside of it: right
/// behind it, before it in its clause, or at the head of the sentence.
fn nearby(
    lattice: &Lattice<'_>,
    tokens: &Range<usize>,
    Others { spans, taken }: &Others,
) -> Option<(usize, Range<usize>)> {
    let is_at = |number: &usize| matches!(lattice.period(*number), Some(When::At(_) | When::Relative(_)));
    let is_period = |number: &usize| is_at(number) && !is_within_since(lattice, *number);
    let within_another = |at: usize| spans.any_at(at, |span| !overlap(span, tokens));
    // "since 2009" is another role's, and so is the year in it.
    let begins_another = |at: usize| {
        let number = lattice.found_at(at, true).find(|number| lattice.period(*number).is_some());
        number.is_some_and(|number| !is_period(&number))
    };
    let longest = |at: usize| {
        let number = lattice.found_at(at, true).find(is_period)?;
        Some((number, lattice.found.get(number)?.tokens.clone()))
    };
    // Behind; what a comma parts off only where there is no other. Figures of a
    // list are passed over: "$12 billion, $7 billion and $6 billion in 2021".
    let (mut at, mut passed, mut is_parted, mut parted) = (tokens.end, 0, false, None);
    while passed < NEAR && at < lattice.tokens.len() && !lattice.ends_sentence(at) && !within_another(at) {
        if begins_another(at) {
            break;
        }
        match longest(at) {
            Some(period) if is_parted => {
                parted = Some(period);
                break;
            }
            Some(period) => return Some(period),
            None => {}
        }
        let is_comma = lattice.tokens.get(at).is_some_and(|token| token.text == ",");
        is_parted |= is_comma && longest(at + 1).is_none();
        let listed = lattice.found_at(at, true).find(|number| figure(lattice, *number).is_some());
        at = listed.and_then(|number| lattice.found.get(number)).map_or(at + 1, |found| found.tokens.end);
        passed += usize::from(listed.is_none());
    }
    // Before, in the clause: the nearest that no other statement has.
    let mut at = tokens.start;
    while let Some(before) = at.checked_sub(1) {
        if lattice.ends_sentence(before) || within_another(before) {
            break;
        }
        let number = lattice.found_at(at, false).find(is_period);
        if let Some(found) = number.and_then(|n| lattice.found.get(n)) {
            // "established in 1971 following its independence": it is the other's.
            let is_another_s = |taken: &Range<usize>| overlap(taken, &found.tokens) && !overlap(taken, tokens);
            if taken.around(&found.tokens).any(is_another_s) {
                break;
            }
            return Some((number?, found.tokens.clone()));
        }
        at = before;
    }
    // At the head of the sentence.
    let head = lattice.head(tokens.start);
    let is_apart = |period: &(usize, Range<usize>)| {
        period.1.end <= tokens.start && lattice.tokens.get(period.1.end).is_some_and(|token| token.text == ",")
    };
    longest(head).filter(is_apart).or(parted)
}

/// "2010" of "since 2010" is no year in which something was.
fn is_within_since(lattice: &Lattice<'_>, number: usize) -> bool {
    let Some(period) = lattice.found.get(number) else { return false };
    lattice.found_at(period.tokens.end, false).any(|around| {
        matches!(lattice.period(around), Some(When::Since(_) | When::Until(_)))
            && lattice.found.get(around).is_some_and(|around| around.tokens.start < period.tokens.start)
    })
}

/// Whether the words before a statement, in its clause, deny it or waver, and
/// its pattern does not have them.
fn stance(reader: &Reader, lattice: &Lattice<'_>, one: &Match, spans: &Ranges) -> Stance {
    let head = lattice.head(one.tokens.start);
    let is_another_s = |at: usize| spans.any_at(at, |span| *span != one.tokens);
    let start = (head..one.tokens.start).rev().find(|at| is_another_s(*at)).map_or(head, |at| at + 1);
    // Names are made of any words, "May" is a month too, and "no less than 5 million"
    // denies nothing.
    let is_other = |at: usize| {
        let is_own = |c: &Capture| matches!(c.what, Captured::Text | Captured::Texts) || is_figure(lattice, c);
        lattice.is_of_name(at) || one.captures.iter().any(|c| c.tokens.contains(&at) && is_own(c))
    };
    let has = |class: &super::trie::Trie<()>, range: Range<usize>| {
        range.into_iter().any(|at| class.from(lattice.tokens, at).next().is_some() && !is_other(at))
    };
    let words = start..one.tokens.end;
    let id = reader.kinds[one.kind].id;
    if id != "no-agreement" && !one.denies && has(&reader.denies, words.clone()) {
        return Stance::Denied;
    }
    let behind = (one.tokens.end..lattice.tokens.len())
        .take(NEAR)
        .take_while(|at| !lattice.ends_sentence(*at) && !is_another_s(*at));
    let with_behind = words.start..one.tokens.end + behind.count();
    // No period is the first half of one, and a place within a region none among all.
    let is_part =
        has(&reader.part_periods, with_behind.clone()) || id.ends_with("-rank") && has(&reader.regions, with_behind);
    // "An election is expected" asserts that it is.
    let is_expected = |c: &Capture| matches!(&c.what, Captured::Said(Said::Text(text)) if text == "expected");
    let wavers = !one.captures.iter().any(is_expected) && has(&reader.wavers, words);
    if is_part || wavers { Stance::Wavering } else { Stance::Asserted }
}
