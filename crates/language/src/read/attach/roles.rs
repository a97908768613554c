//! What a rule that fits says of the roles of its kind.

use std::ops::Range;

use attache_fact::{Claim, Hedge, RoleName, Said};
use attache_model::{Area, Period, unit};

use super::{Others, when::nearby};
use crate::read::{
    compile::NEGATIVE,
    lattice::Lattice,
    machine::{Capture, Captured},
    mention::{Anaphor, Mentioned},
    reader::Reader,
    reading::{Context, Match, Understood, day_of, said},
    role::{is_stock, owner_and_partner},
};

pub(super) fn understood(
    reader: &Reader,
    lattice: &Lattice<'_>,
    one: &Match,
    others: &Others,
    context: &Context,
) -> Understood {
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
    let (stands_for, named): (Vec<_>, Vec<_>) = one.captures.iter().partition(|c| anaphor(lattice, c).is_some());
    let areas: Vec<Area> = named
        .iter()
        .flat_map(|capture| said(reader, lattice, capture, known))
        .filter_map(|(_, what)| if let Said::Area(area) = what { Some(area) } else { None })
        // "It ran a deficit with us": it is not we.
        .chain(context.author.filter(|_| stands_for.iter().any(|c| anaphor(lattice, c) == Some(Anaphor::Own))))
        .collect();
    let mut known = known.clone();
    if let [first, second] = known.about.as_slice() {
        let other = if areas.contains(second) { first } else { second };
        known.named = known.named.filter(|area| !areas.contains(area)).or(Some(*other));
    }
    let known = &known;
    // "Its bilateral treaty with Japan" is of others than the two that the text is about.
    let is_of_others = areas.iter().any(|area| !known.about.contains(area));
    let is_told = |c: &Capture, what: &Said| {
        anaphor(lattice, c) == Some(Anaphor::Pair)
            && (is_of_others || matches!(what, Said::Area(area) if areas.contains(area)))
    };
    for capture in named.into_iter().chain(stands_for) {
        match capture.what {
            Captured::Said(Said::Text(ref text)) if text == NEGATIVE => negative = Some(capture.role),
            Captured::DayOf { number, date } => days.push((capture, number, date)),
            Captured::Loose(number) => loose.push((number, capture.tokens.clone())),
            _ => said(reader, lattice, capture, known)
                .into_iter()
                .filter(|(_, what)| !is_told(capture, what))
                .for_each(|(role, what)| fill(role, hedged(reader, lattice, capture, what), &capture.tokens)),
        }
    }
    let kind = &reader.kinds[one.kind];
    if let Some(role) = kind.period {
        let near = loose
            .into_iter()
            .next()
            .or_else(|| nearby(reader, lattice, &one.tokens, others, is_stock(kind.id.as_str())));
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

/// What a figure says with the verb that stands before it and before a period:
/// "*exceeded* in 2023 5 million".
fn hedged(reader: &Reader, lattice: &Lattice<'_>, capture: &Capture, what: Said) -> Said {
    let Said::Figure(printed) = what else { return what };
    if printed.hedge != Hedge::Plain {
        return what;
    }
    let starts = reader.figures.starts(lattice.tokens, capture.tokens.start);
    let mut periods = starts
        .flat_map(|start| lattice.found_at(start, false))
        .filter(|number| lattice.period(*number).is_some())
        .filter_map(|number| lattice.found.get(number));
    let hedge = periods.find_map(|period| reader.figures.verb_before(lattice.tokens, period.tokens.start));
    hedge.map_or(what, |(_, hedge)| Said::Figure(printed.hedged(hedge)))
}

/// What stands for something named elsewhere, if a capture is that.
fn anaphor(lattice: &Lattice<'_>, capture: &Capture) -> Option<Anaphor> {
    let Captured::Found { number, .. } = capture.what else { return None };
    match lattice.found.get(number)?.what {
        Mentioned::Anaphor(anaphor) => Some(anaphor),
        _ => None,
    }
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
