//! What of a text fills a place of a pattern.

use super::{Captured, LONGEST_TEXT, Machine, State};
use crate::read::{
    lattice::Lattice,
    mention::{Anaphor, Found, Mentioned, Naming, When},
    own_words,
    role::{Sort, takes_code},
    rule::{Lookup, Measure, Place, Stand, Want},
};
use attache_model::Period;

impl Machine<'_> {
    pub(super) fn place(&mut self, place: &Place, state: State, is_last: bool) {
        let next = State { step: state.step + 1, ..state };
        let lattice = self.lattice;
        // What is pushed last is tried first: of what was found the longest.
        let mut ways: Vec<(usize, Captured)> = Vec::new();
        match &place.want {
            Want::Term(lookup) => {
                for number in lattice.terms_at(state.at, self.onward) {
                    let Some(term) = lattice.terms.get(number).filter(|term| term.lookup == lookup) else { continue };
                    if *lookup == Lookup::Term && !takes_code(place.role, term.code.as_str()) {
                        continue;
                    }
                    ways.push((term.tokens.len(), Captured::Term(term.code)));
                }
            }
            Want::Text(_) | Want::Texts => {
                let what = if place.want == Want::Texts { Captured::Texts } else { Captured::Text };
                let lengths = (1..=LONGEST_TEXT).take_while(|n| self.is_text(state.at, *n, &what));
                let fits = |length: &usize| {
                    let at = if self.onward { state.at } else { state.at - length };
                    lattice
                        .tokens
                        .get(at..at + length)
                        .is_some_and(|tokens| own_words::fit(place, tokens, self.to_the_edge))
                        && (self.to_the_edge || place.role != "place" || !is_area(lattice, at, *length))
                };
                ways.extend(lengths.filter(fits).map(|length| (length, what.clone())));
                // What nothing stands behind is as long as can be, and so is a list.
                if what == Captured::Texts || !self.to_the_edge && (is_last || own_words::is_whole(place.role)) {
                    ways.reverse();
                }
            }
            want => {
                for number in lattice.found_at(state.at, self.onward) {
                    let Some(found) = lattice.found.get(number).filter(|found| takes(want, &found.what)) else {
                        continue;
                    };
                    let is_year = matches!(want, Want::Figure(_)) && lattice.is_year(found);
                    let is_other = matches!(want, Want::Figure(Measure::Of(_))) && lattice.is_of_something_else(found);
                    let hangs = is_owner(want) && (lattice.hangs(found) || self.is_apart(found));
                    if is_year || is_other || hangs || place.role == "before" && !is_one_time(&found.what) {
                        continue;
                    }
                    let what = match want {
                        Want::DayOf => Captured::DayOf { number, date: place.with.unwrap_or(place.role) },
                        _ => Captured::Found { number, with: place.with },
                    };
                    ways.push((found.tokens.len(), what));
                }
            }
        }
        for (length, what) in ways.into_iter().rev() {
            let Some(at) = lattice.moved(state.at, length, self.onward) else { continue };
            let tokens = self.between(state.at, at);
            let kept = self.keep(state, place.role, what, tokens);
            self.push(State { at, kept, ..next });
        }
    }

    /// Whether so many tokens can be a text: of one sentence, but for the
    /// semicolons of a list.
    fn is_text(&self, at: usize, length: usize, what: &Captured) -> bool {
        let Some(to) = self.lattice.moved(at, length, self.onward) else { return false };
        let is_joint =
            |i: usize| *what == Captured::Texts && self.lattice.tokens.get(i).is_some_and(|token| token.text == ";");
        self.between(at, to).all(|i| !self.lattice.ends_sentence(i) || is_joint(i))
    }

    /// Whether a name behind a comma has a figure of its own, and so owns nothing
    /// before it: "a fifth of imports, Brazil a sixth".
    fn is_apart(&self, found: &Found) -> bool {
        let passes = |at: &usize| self.lattice.passes.get(*at).is_some_and(|passes| *passes);
        let mut before = (0..found.tokens.start).rev().take_while(passes);
        self.onward
            && matches!(found.what, Mentioned::Area { how: Naming::Name, .. })
            && before.any(|at| self.lattice.tokens.get(at).is_some_and(|token| token.text == ","))
            && self.lattice.found_at(found.tokens.end, true).any(|number| {
                self.lattice.found.get(number).is_some_and(|next| matches!(next.what, Mentioned::Figure(_)))
            })
    }
}

/// Whether an owner is wanted: "Bolivia's", "Bolivian".
pub(super) fn is_owner(want: &Want) -> bool {
    matches!(want, Want::Area(namings) if namings.contains(&Naming::Possessive) && !namings.contains(&Naming::Of))
}

/// Whether it is one period and not a span, nor one that hangs on the text's day:
/// "the previous year" is the one before the figure's.
fn is_one_time(what: &Mentioned) -> bool {
    matches!(what, Mentioned::Period(When::At(period)) if !matches!(period, Period::Years { .. }))
}

/// Whether the tokens are the name of an area.
fn is_area(lattice: &Lattice<'_>, at: usize, length: usize) -> bool {
    lattice
        .found_at(at, true)
        .filter_map(|number| lattice.found.get(number))
        .any(|found| found.tokens.len() == length && matches!(found.what, Mentioned::Area { how: Naming::Name, .. }))
}

/// Whether what was found may fill the place.
fn takes(want: &Want, what: &Mentioned) -> bool {
    match (want, what) {
        (Want::Area(namings), Mentioned::Area { how, .. }) => namings.contains(how),
        (Want::Area(_), Mentioned::Anaphor(Anaphor::Country | Anaphor::Own)) => true,
        // One statement of each: "relations with Estonia and Latvia".
        (Want::Area(namings), Mentioned::Areas(_)) => **namings == [Naming::Name],
        (Want::EachArea, Mentioned::Areas(_)) => true,
        (Want::Pair, Mentioned::Areas(areas)) => areas.len() == 2,
        (Want::Pair, Mentioned::Anaphor(Anaphor::Pair)) => true,
        (Want::Figure(measure), Mentioned::Figure(printed)) => measure.takes(printed.unit),
        (Want::Period(stand), Mentioned::Period(when)) => matches!(
            (stand, when),
            (_, When::At(_) | When::Relative(_))
                | (Stand::Since, When::Since(_))
                | (Stand::By, When::By(_) | When::Until(_))
        ),
        (Want::DayOf, Mentioned::Count(n)) => (1..=31).contains(n),
        (Want::Sort(Sort::Any), _) => true,
        (Want::Sort(Sort::Areas), Mentioned::Areas(_) | Mentioned::Area { .. }) => true,
        (Want::Sort(Sort::Organizations), Mentioned::Organizations(_) | Mentioned::Organization(_)) => true,
        (Want::Sort(Sort::Commodities), Mentioned::Commodities(_) | Mentioned::Commodity(_)) => true,
        (Want::Sort(Sort::Rank), Mentioned::Rank(_)) => true,
        (Want::Sort(Sort::Count), Mentioned::Count(_)) => true,
        _ => false,
    }
}
