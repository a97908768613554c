//! Whether a share that a text gives to one partner is another's on record, or the length of a
//! border that of another one: "28 percent came from Turkey", where it came from Italy.

use attache_fact::{Args, Claim, Fact, Fit, Hedge, Printed, RoleName, Said, Time, Value};
use attache_model::{Area, Code, Decimal, unit};

use crate::{
    ask::When,
    compare::measured_as,
    draft::Meant,
    judge::Ruling,
    misfit::has_digits,
    report::{Unchecked, Verdict},
    settle::{Clocks, Outcome},
};

/// What publishers have of one partner differs by less.
const FAR: i64 = 5;

/// The share of the only listed partner that has what a claim gives to another one, who is
/// listed with far less, or not at all. Whom the sentence names may be meant by other words
/// of it.
pub(crate) fn anothers_share(claim: &Claim, ruling: &Ruling, named: &[Area], clocks: &Clocks<'_>) -> Option<Fact> {
    let (fact, is_share) = match &ruling.outcome {
        Outcome::Wrong { fact, roles } => (fact, *roles == ["share"]),
        // Of who is not listed nothing is known but that the share is no greater.
        Outcome::Vague(fact) => (fact, fact.role("listed").is_some()),
        _ => return None,
    };
    let Some(Said::Figure(printed)) = claim.role("share") else { return None };
    if claim.kind != "partner-share" || !is_share || !is_of_two_digits(printed) {
        return None;
    }
    let own = fact.quantity("share").or_else(|| fact.quantity("least")).map_or(Decimal::ZERO, |share| share.value);
    let is_unlisted = fact.role("listed").is_some();
    if !is_unlisted && printed.value - own < Decimal::from(FAR) {
        return None;
    }
    let &[subject, partner] = fact.expression.args.area.as_slice() else { return None };
    let flow = fact.expression.args.get("flow")?.to_owned();
    let is_open = ruling.question.as_ref().is_some_and(|question| question.when == When::Open);
    let (time, panel) = match &clocks.then {
        Some(then) if is_open => (Time::Latest, then),
        _ => (Time::Period(fact.period("time")?), clocks.now),
    };
    let asked = |kind: &'static str, area: &[Area]| {
        let mut args = Args::of(area).with("flow", &flow);
        args.time = time;
        attache_fact::find(Code::from_static(kind))?.derive(&args, panel).ok()?.into_iter().next()
    };
    let listed = asked("main-partners", &[subject])?;
    let (Some(Value::Areas(partners)), Some(Value::Quantities(shares))) =
        (listed.role("partners"), listed.role("shares"))
    else {
        return None;
    };
    let mut fitting = partners.iter().zip(shares).filter(|(_, share)| printed.fit(share.value) == Fit::Within);
    let (other, _) = fitting.next()?;
    let is_another = fitting.next().is_none() && *other != partner && !named.contains(other);
    is_another.then(|| asked("partner-share", &[subject, *other])).flatten()
}

/// The border of the same country whose length a claim gives to one with another neighbour.
pub(crate) fn anothers_border(claim: &Claim, ruling: &Ruling, named: &[Area], clocks: &Clocks<'_>) -> Option<Fact> {
    let Outcome::Wrong { fact, roles } = &ruling.outcome else { return None };
    let Some(Said::Figure(printed)) = claim.role("length") else { return None };
    if claim.kind != "land-border" || *roles != ["length"] {
        return None;
    }
    let known = fact.quantity("length")?;
    let printed = measured_as(printed, known.unit)?;
    // Of "about 1,500 kilometers" another one may be as near, where the own is not a fifth away.
    let is_far = (printed.value - known.value).abs().checked_mul(Decimal::from(5))? > known.value;
    let is_telling = has_digits(claim, 2) && printed.value >= Decimal::ONE_HUNDRED;
    if !is_telling || !(is_far || printed.hedge == Hedge::Plain) {
        return None;
    }
    let &[one, other] = fact.expression.args.area.as_slice() else { return None };
    let fitting = |country: Area, neighbour: Area| border_as_long(&printed, country, neighbour, named, clocks);
    fitting(one, other).or_else(|| fitting(other, one))
}

/// The border whose length a claim gives to one with a country that it names, where there is none.
pub(crate) fn strangers_border(meant: &Meant, ruling: &Ruling, named: &[Area], clocks: &Clocks<'_>) -> Option<Fact> {
    let claim = &meant.understood.claim;
    let Some(Said::Figure(printed)) = claim.role("length") else { return None };
    let is_named = |role: RoleName| meant.spans_of(role).next().is_some();
    let is_open = ruling.verdict == Verdict::NotCheckable(Unchecked::NoData) && is_named("b");
    if claim.kind != "land-border" || !is_open || printed.hedge != Hedge::Plain || !has_digits(claim, 3) {
        return None;
    }
    let &[one, other] = meant.questions.first()?.args.area.as_slice() else { return None };
    let printed = measured_as(printed, unit::KM)?;
    let has = |country: Area, neighbour: Area| neighbours(country, clocks).unwrap_or_default().contains(&neighbour);
    if has(one, other) || has(other, one) {
        return None;
    }
    let fitting = |country: Area, neighbour: Area| border_as_long(&printed, country, neighbour, named, clocks);
    // "The border with Iran (428 km)", of the country that the text tells of.
    let of_other = || fitting(other, one).filter(|_| is_named("a"));
    fitting(one, other).or_else(of_other)
}

/// The border of a country that is as long as is printed, with another neighbour than one, whom
/// the sentence does not name.
fn border_as_long(
    printed: &Printed,
    country: Area,
    neighbour: Area,
    named: &[Area],
    clocks: &Clocks<'_>,
) -> Option<Fact> {
    let borders = neighbours(country, clocks)?.into_iter().filter(|area| *area != neighbour && !named.contains(area));
    let mut borders = borders.filter_map(|area| derived("land-border", &[country, area], clocks));
    let fits = |border: &Fact| border.quantity("length").is_some_and(|length| printed.fit(length.value) == Fit::Within);
    borders.find(fits)
}

fn neighbours(country: Area, clocks: &Clocks<'_>) -> Option<Vec<Area>> {
    match derived("land-neighbors", &[country], clocks)?.role("partners") {
        Some(Value::Areas(all)) => Some(all.clone()),
        _ => None,
    }
}

fn derived(kind: &'static str, areas: &[Area], clocks: &Clocks<'_>) -> Option<Fact> {
    let told = attache_fact::find(Code::from_static(kind))?.derive(&Args::of(areas), clocks.now).ok()?;
    told.into_iter().next()
}

/// One of a single digit is that of some partner by chance.
fn is_of_two_digits(printed: &Printed) -> bool {
    printed.unit == unit::PERCENT
        && printed.value >= Decimal::TEN
        && printed.hedge == Hedge::Plain
        && printed.to.is_none()
}
