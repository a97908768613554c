//! What data bear out beside a claim of the same sentence makes it certain of what that is: a
//! figure that does not fit is then wrong, and not of something else.

use std::ops::Range;

use attache_fact::{Claim, Fact, Fit, Printed, RoleName, Said, Value};
use attache_language::read::Stance;
use attache_model::{Area, Decimal, Language, unit};

use crate::{
    doubt::Doubt,
    draft::Statement,
    judge::{Aside, Ruling},
    misfit::has_digits,
    report::Verdict,
    settle::Outcome,
    shares::is_attached,
    slip,
    trigger::Triggers,
};

/// A statement with how it was ruled.
pub(crate) struct Told<'a> {
    pub(crate) statement: &'a Statement,
    /// The text of its block.
    pub(crate) text: &'a str,
    pub(crate) ruling: &'a Ruling,
}

/// Whether a claim that was left open, since it may be of something else, is told in one breath
/// with one that data bear out: as much the year before, the other way, or of another partner.
pub(crate) fn is_borne_out(open: &Told<'_>, beside: &[Told<'_>], named: &[Area], language: Language) -> bool {
    let Outcome::Wrong { fact, roles } = &open.ruling.outcome else { return false };
    let Some(claim) = open.claim() else { return false };
    let is_rank = *roles == ["rank"];
    let is_one = roles.len() == 1 && (is_rank || roles.iter().all(|role| is_amount(claim, role)));
    // Whom "it" stands for, a share of the same two that is right says.
    let is_of_pronoun = open.ruling.aside == Aside::Doubt(Doubt::Pronoun);
    if !(open.ruling.is_withheld || is_of_pronoun) || !is_one {
        return false;
    }
    let Some(meant) = open.statement.readings.get(open.ruling.reading) else { return false };
    // "Spain (23 % and 19 %)" of exports and of imports.
    let flow = |told: &Told<'_>| told.claim().and_then(|claim| claim.role("flow").cloned());
    let is_one_way = beside.iter().all(|other| flow(other).is_none() || flow(other) == flow(open));
    beside.iter().any(|other| {
        let (Outcome::Right { fact: known, .. } | Outcome::Superseded { was: known, .. }) = &other.ruling.outcome
        else {
            return false;
        };
        let is_borne_out = matches!(other.ruling.verdict, Verdict::Supported | Verdict::Outdated);
        let is_right = is_borne_out && other.claim().is_some_and(is_telling);
        if is_of_pronoun {
            return is_right && is_share_of_the_same(fact, known) && meant.has_pronoun_for("partner", open.text);
        }
        is_right
            && (is_share_beside(claim, fact, known) && !open.is_parted()
                || is_share_of_the_same(fact, known) && meant.has_pronoun_for("partner", open.text)
                || is_share_of_list(fact, known) && is_one_way && open.is_pinned()
                || is_border_of_list(fact, known) && open.is_pinned()
                || !is_rank
                    && is_amount_beside(claim, fact, known, named)
                    && (is_far(claim, fact) || open.is_turned(fact, language))
                    && open.has_own_time())
    })
}

/// The places of statements of one sentence that have each the other's figure.
pub(crate) fn swapped(all: &[Told<'_>]) -> Vec<usize> {
    const NEAR: usize = 4;
    let is_open = |told: &Told<'_>| !matches!(told.ruling.verdict, Verdict::Supported | Verdict::Outdated);
    let is_it = |(place, one): &(usize, &Told<'_>)| {
        let beside = all.iter().skip(place.saturating_sub(NEAR)).take(2 * NEAR + 1);
        let mut beside = beside.filter(|other| other.statement.sentence == one.statement.sentence && is_open(other));
        is_open(one) && beside.any(|other| is_swapped(one, other))
    };
    all.iter().enumerate().filter(is_it).map(|(place, _)| place).collect()
}

/// Whether two claims of one kind each have the figure that the other's fact has, and neither its
/// own: "China (11 percent) and India (27 percent)", where it is the other way round; or two shares of one
/// partner, of exports and of imports.
fn is_swapped(one: &Told<'_>, other: &Told<'_>) -> bool {
    let (Some((role, said, fact)), Some((_, other_said, other_fact))) = (one.misfit(), other.misfit()) else {
        return false;
    };
    let is_one_way = fact.expression.args.get("flow") == other_fact.expression.args.get("flow");
    let are_same = fact.expression.args.area == other_fact.expression.args.area;
    let is_one_time = fact.period("time") == other_fact.period("time");
    // "Took 29.1 percent of its imports and provided 34.6 percent of its exports".
    let is_turned =
        !is_one_way && are_same && is_one_time && [one, other].iter().all(|it| it.claim().is_some_and(is_telling));
    let is_alike =
        fact.expression.kind == other_fact.expression.kind && (is_turned || is_one_way && !(are_same && is_one_time));
    let is_of_its = |told: &Told<'_>| {
        let meant = told.statement.readings.get(told.ruling.reading);
        told.is_pinned() || meant.is_some_and(|meant| is_attached(meant, told.text))
    };
    let fits = |said: &Printed, fact: &Fact| {
        fact.quantity(role).is_some_and(|known| known.unit == said.unit && said.fit(known.value) == Fit::Within)
    };
    is_alike
        && (is_turned || is_of_its(one) && is_of_its(other))
        && fits(said, other_fact)
        && fits(other_said, fact)
        && !fits(said, fact)
        && !fits(other_said, other_fact)
}

impl Told<'_> {
    /// The figure that is all in which a claim differs from its fact.
    fn misfit(&self) -> Option<(RoleName, &Printed, &Fact)> {
        let Outcome::Wrong { fact, roles } = &self.ruling.outcome else { return None };
        if self.statement.stance != Stance::Asserted {
            return None;
        }
        let &[role @ ("value" | "share" | "length")] = roles.as_slice() else { return None };
        match self.claim()?.role(role) {
            Some(Said::Figure(printed)) => Some((role, printed, fact)),
            _ => None,
        }
    }

    /// Whether whose a figure is, or of when, stands right beside it: "India (27 percent)",
    /// "27 percent in 2020".
    fn is_pinned(&self) -> bool {
        const NEAR: usize = 8;
        const FEW: usize = 5;
        let Some(meant) = self.statement.readings.get(self.ruling.reading) else { return false };
        let figure = ["value", "share", "length"].into_iter().find_map(|role| meant.spans_of(role).next());
        let Some(figure) = figure else { return false };
        let is_plain = |from: usize, to: usize| {
            let gap = self.text.get(from..to).unwrap_or("-");
            to - from <= NEAR && !gap.contains([',', ';', '.', ')', ':']) && !gap.contains(|c: char| c.is_ascii_digit())
        };
        let is_behind = |owner: &Range<usize>| owner.end <= figure.start && is_plain(owner.end, figure.start);
        let is_ahead = |time: &Range<usize>| figure.end <= time.start && is_plain(figure.end, time.start);
        // "3,452 km are with China", "271 kilometers of land border with India".
        let is_with = |owner: &Range<usize>| {
            let gap = self.text.get(figure.end..owner.start).unwrap_or("-");
            let is_plain = !gap.contains(|c: char| matches!(c, ',' | ';' | '.' | '(' | ':') || c.is_ascii_digit());
            is_plain && gap.split_whitespace().count() <= FEW
        };
        // "27.5 percent from France".
        let is_from = |owner: &Range<usize>| {
            let gap = self.text.get(figure.end..owner.start).unwrap_or("-");
            gap.split_whitespace().count() <= 1 && !gap.contains(|c: char| c.is_ascii_punctuation())
        };
        ["partner", "b"].into_iter().any(|role| meant.spans_of(role).any(is_behind))
            || meant.spans_of("b").any(is_with)
            || meant.spans_of("partner").any(is_from)
            || meant.spans_of("time").any(is_ahead)
    }

    /// Whether the time of its figure stands right behind it, or is counted from another's:
    /// "against $45 million the year before".
    fn has_own_time(&self) -> bool {
        const NEAR: usize = 12;
        let Some(meant) = self.statement.readings.get(self.ruling.reading) else { return false };
        let figure = meant.spans_of("value").next();
        figure.is_some_and(|figure| {
            meant.spans_of("time").all(|time| figure.end <= time.start && time.start - figure.end <= NEAR)
        })
    }

    /// Whether a rate is said to have risen by as much as it fell: "and rose by 7.1 percent in 2021".
    fn is_turned(&self, fact: &Fact, language: Language) -> bool {
        const FEW: usize = 3;
        let Some(claim) = self.claim() else { return false };
        let figure = self.statement.figure().map_or(0, |figure| figure.start);
        let ahead = self.text.get(..figure).unwrap_or_default();
        let first = ahead.rmatch_indices(' ').nth(FEW).map_or(0, |(at, _)| at);
        let says_rise = Triggers::of(language).tells_of_more(ahead.get(first..).unwrap_or_default());
        says_rise && slip::is_turned(claim, fact, &["value"])
    }

    /// Whether a clause ends between a share and the partner: "with 12 percent; Germany was".
    fn is_parted(&self) -> bool {
        let Some(meant) = self.statement.readings.get(self.ruling.reading) else { return false };
        let ends = meant.spans_of("share").next().zip(meant.spans_of("partner").next());
        let gap = ends.and_then(|(share, partner)| {
            let (from, to) = (share.end.min(partner.end), share.start.max(partner.start));
            self.text.get(from..to)
        });
        gap.is_some_and(|gap| gap.contains(';'))
    }

    fn claim(&self) -> Option<&Claim> {
        self.statement.readings.get(self.ruling.reading).map(|meant| &meant.understood.claim)
    }
}

/// Whether a role of a claim is a figure with its unit: a bare one may be a year.
fn is_amount(claim: &Claim, role: &str) -> bool {
    matches!(claim.role(role), Some(Said::Figure(printed)) if printed.unit != unit::COUNT)
}

/// Whether a claim is right by more than chance.
fn is_telling(claim: &Claim) -> bool {
    const FEWEST_DIGITS: usize = 2;
    has_digits(claim, FEWEST_DIGITS) || matches!(claim.role("rank"), Some(Said::Rank(_)))
}

/// Whether two facts are of the same partner's place in a country's trade, the same way and in the
/// same year: "the first market, with 35 percent".
fn is_share_beside(claim: &Claim, fact: &Fact, known: &Fact) -> bool {
    let is_of_partner = |fact: &Fact| matches!(fact.expression.kind.as_str(), "partner-share" | "goods-rank");
    let is_same = fact.expression.args.area == known.expression.args.area
        && fact.expression.args.get("flow") == known.expression.args.get("flow")
        && fact.period("time") == known.period("time");
    claim.kind == "partner-share" && is_of_partner(known) && is_same
}

/// Whether two shares are of the trade of the same two countries in the same year: "it bought 13.5
/// percent of its exports and provided 22.8 percent of its imports".
fn is_share_of_the_same(fact: &Fact, known: &Fact) -> bool {
    are_shares_of_a_year(fact, known) && fact.expression.args.area == known.expression.args.area
}

/// Whether two shares are of one country's trade, the same way and in the same year: "with 21
/// percent, behind the United Kingdom with 26 percent".
fn is_share_of_list(fact: &Fact, known: &Fact) -> bool {
    are_shares_of_a_year(fact, known)
        && fact.expression.args.area.first() == known.expression.args.area.first()
        && fact.expression.args.get("flow") == known.expression.args.get("flow")
}

/// Whether two lengths are of borders of one country with two others: "Croatia (60 km), Austria (299
/// km)".
fn is_border_of_list(fact: &Fact, known: &Fact) -> bool {
    let is_border = |fact: &Fact| fact.expression.kind == "land-border";
    let (a, b) = (&fact.expression.args.area, &known.expression.args.area);
    is_border(fact) && is_border(known) && a != b && a.iter().any(|area| b.contains(area))
}

fn are_shares_of_a_year(a: &Fact, b: &Fact) -> bool {
    let is_share = |fact: &Fact| fact.expression.kind == "partner-share";
    is_share(a) && is_share(b) && a.period("time") == b.period("time")
}

/// Whether a claim is of as much as another one in another year, or the other way in the same
/// one, and no other country is named.
fn is_amount_beside(claim: &Claim, fact: &Fact, known: &Fact, named: &[Area]) -> bool {
    let areas = |fact: &Fact| {
        let mut areas = fact.expression.args.area.clone();
        areas.sort_unstable();
        areas
    };
    let ends = areas(fact);
    let is_alike = ends == areas(known) && named.iter().all(|area| ends.contains(area));
    let is_same_kind = fact.expression.kind == known.expression.kind;
    let is_timed = claim.role("time").is_some();
    let is_of_other_year = is_same_kind && is_timed && fact.period("time") != known.period("time");
    let is_flow = |fact: &Fact| matches!(fact.expression.kind.as_str(), "goods-exports" | "goods-imports");
    let is_other_way = is_flow(fact)
        && is_flow(known)
        && fact.period("time") == known.period("time")
        && (!is_same_kind || fact.expression.args.area != known.expression.args.area);
    is_alike && (is_of_other_year || is_other_way)
}

/// Whether a claim's figure is off by more than publishers' figures are.
fn is_far(claim: &Claim, fact: &Fact) -> bool {
    match (claim.role("value"), fact.role("value")) {
        (Some(Said::Figure(printed)), Some(Value::Quantity(quantity))) => {
            let away = (printed.value.abs() - quantity.value.abs()).abs();
            let is_rate = printed.unit == unit::PERCENT;
            away.checked_mul(Decimal::TEN).is_some_and(|away| away > quantity.value.abs())
                && (!is_rate || away > Decimal::ONE)
        }
        _ => false,
    }
}
