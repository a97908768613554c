//! Several statements of what one rule has read: of each thing of a list, of a
//! figure that goes on behind it, of digits that can be read otherwise.

use std::ops::Range;

use attache_fact::{Printed, Said};
use attache_model::Area;

use super::{cores, figure, is_figure, overlap};
use crate::read::{
    lattice::Lattice,
    machine::{Capture, Captured},
    mention::{Found, Mentioned, When},
    ranges::Ranges,
    reader::Reader,
    reading::{Match, Understood},
    role::{Sort, sort},
};

/// The statement with each figure as its digits can also be read: "1,503
/// millones" is written in two ways.
pub(super) fn in_other_digits(lattice: &Lattice<'_>, one: &Match, first: &Understood) -> Vec<Understood> {
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
pub(super) fn each(lattice: &Lattice<'_>, one: &Match, readings: Vec<Understood>) -> Vec<Vec<Understood>> {
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
        // "5,369 km (Namibia, Zambia)": the list tells of the figure, and not whose it is.
        let is_aside = |c: &&Capture| {
            let before = c.tokens.start.checked_sub(1).and_then(|at| lattice.tokens.get(at));
            c.role == role && before.is_some_and(|token| token.text == "(")
        };
        if !one.captures.iter().any(|c| is_aside(&c)) {
            return Vec::new();
        }
        let without = |mut reading: Understood| {
            reading.claim.roles.retain(|(name, _)| *name != role);
            reading.spans.retain(|(name, _)| *name != role);
            reading
        };
        return vec![readings.into_iter().map(without).collect()];
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
