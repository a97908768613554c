//! What is wrong for certain, however unsure it is that the words were put together rightly.

use std::ops::Range;

use attache_fact::{Claim, Fact, Fit, Printed, RoleName, Said, Time, Value};
use attache_model::{Decimal, Period, unit};

use crate::{
    ask::When,
    compare::Comparison,
    compose::{POST, is_of_state},
    doubt::Doubt,
    draft::{Meant, Statement},
    judge::{Aside, Passage, Ruling},
    misfit::{figure, has_digits, is_exact, other_unit},
    settle::{Clocks, Outcome},
    slip::{self, are_dates_slips},
    step,
    trigger::{List, Triggers},
};

/// Whether a claim can be of nothing else than the figure that it differs from.
pub(crate) fn is_certain(statement: &Statement, ruling: &Ruling, passage: &Passage<'_>, clocks: &Clocks<'_>) -> bool {
    let &Passage { block, text, language, .. } = passage;
    let is_certain = is_of_the_one_named(statement, ruling)
        || is_evident_slip(statement, ruling)
        || is_of_other_scale(statement, ruling)
        || is_of_other_unit(statement, ruling)
        || is_sign_turned(statement, ruling, block)
        || is_turned_figure(statement, ruling, passage)
        || is_of_year_beside(statement, ruling, block)
        || is_aid_of_another_year(statement, ruling)
        || is_of_another_ruler(statement, ruling)
        || is_of_amount_beside(statement, ruling)
        || is_another_visitor(statement, ruling, block)
        || is_of_a_day_it_never_had(statement, ruling)
        || is_of_signature(statement, ruling)
        || is_of_known_agreement(statement, ruling, block)
        || is_reversed(statement, ruling, block)
        || is_of_ten_times_as_many(statement, ruling, block)
        || step::is_no_journey(statement, ruling, text, language, clocks);
    // The day on which somebody was appointed or came is near that of the record.
    let is_of_other_years = is_of_other_years(statement, ruling, passage, clocks);
    is_certain && !is_of_post(statement, ruling)
        || is_of_other_years
        || is_of_another_on_the_day(statement, ruling, block)
}

/// Whether another than the one named in full took up a post on the very day that a claim gives
/// behind the name: "on September 27, and Ann Bee presented her credentials" is of another day.
fn is_of_another_on_the_day(statement: &Statement, ruling: &Ruling, block: &str) -> bool {
    let Some(meant) = statement.readings.get(ruling.reading) else { return false };
    let claim = &meant.understood.claim;
    let Outcome::Wrong { fact, roles } = &ruling.outcome else { return false };
    let day = match claim.role("date") {
        Some(Said::Period(day @ Period::Day(_))) => Some(*day),
        _ => None,
    };
    let gap = meant.spans_of("person").next().zip(meant.spans_of("date").next());
    let gap = gap.and_then(|(person, date)| block.get(person.end..date.start));
    let is_behind = gap.is_some_and(|gap| !gap.split_whitespace().any(|word| List::Joining.has(word)));
    claim.kind == POST
        && *roles == ["person"]
        && day.is_some_and(|day| fact.period("date") == Some(day))
        && is_behind
        && names_in_full(claim, "person")
}

/// Whether a claim names who the figure names, and is wrong of something else.
fn is_of_the_one_named(statement: &Statement, ruling: &Ruling) -> bool {
    let claim = statement.readings.get(ruling.reading).map(|meant| &meant.understood.claim);
    match &ruling.outcome {
        Outcome::Wrong { fact, roles } => {
            let is_named = claim.is_some_and(|claim| claim.role("person").is_some()) && !roles.contains(&"person");
            // Whoever is sworn in again has begun twice.
            is_named && (!statement.is_composed || claim.is_some_and(|claim| are_dates_slips(claim, fact, roles)))
        }
        // Who held the office from the day that is told.
        Outcome::Superseded { was, .. } => claim.is_some_and(|claim| {
            let is_told = |role: &str| claim.role(role).is_some();
            is_told("person") && is_told("since") && was.period("since").is_some()
        }),
        _ => false,
    }
}

/// Whether a claim is a slip of the very figure or date on record, so that it is of
/// nothing else.
pub(crate) fn is_evident_slip(statement: &Statement, ruling: &Ruling) -> bool {
    let claim = statement.readings.get(ruling.reading).map(|meant| &meant.understood.claim);
    match (&ruling.outcome, claim) {
        (Outcome::Wrong { fact, roles }, Some(claim)) => slip::is_evident(claim, fact, roles),
        _ => false,
    }
}

/// Whether a claim has, against a doubt of when or whose a figure is, the very digits on record: at
/// the scale of another word, or in the other direction.
pub(crate) fn is_past_doubt(statement: &Statement, ruling: &Ruling, passage: &Passage<'_>, doubt: Doubt) -> bool {
    const MANY_DIGITS: usize = 3;
    let claim = statement.readings.get(ruling.reading).map(|meant| &meant.understood.claim);
    let is_turned = || doubt == Doubt::AnotherTime && is_reversed(statement, ruling, passage.block);
    let is_of_when = matches!(doubt, Doubt::Course | Doubt::AnotherTime | Doubt::AnotherGrowth);
    if is_of_when && is_turned_figure(statement, ruling, passage) {
        return true;
    }
    // The day or month of another step of the two's own agreement is no third one's.
    if let (Doubt::AnotherParty, Outcome::Wrong { fact, roles }, Some(claim)) = (doubt, &ruling.outcome, claim) {
        let is_exact =
            |role: &RoleName| matches!(claim.role(role), Some(Said::Period(Period::Day(_) | Period::Month { .. })));
        return is_signed_as_said(claim, fact)
            || step::is_of_another_step(claim, fact, roles) && roles.iter().all(is_exact);
    }
    matches!(doubt, Doubt::Course | Doubt::AnotherFlow | Doubt::AnotherTime)
        && claim.is_some_and(|claim| has_digits(claim, MANY_DIGITS))
        && (is_of_other_scale(statement, ruling) || is_turned())
}

/// Whether an agreement was signed on the day or in the month that a claim has, and otherwise is not as
/// it says.
fn is_signed_as_said(claim: &Claim, fact: &Fact) -> bool {
    match (claim.role("signed"), fact.period("signed")) {
        (Some(Said::Period(said @ (Period::Day(_) | Period::Month { .. }))), Some(known)) => said.contains(known),
        _ => false,
    }
}

/// Whether a claim has the very digits on record with another scale word, whatever time it leaves
/// open.
pub(crate) fn is_of_other_scale(statement: &Statement, ruling: &Ruling) -> bool {
    const NEAR: usize = 8;
    let Some(meant) = statement.readings.get(ruling.reading) else { return false };
    let claim = &meant.understood.claim;
    let Outcome::Wrong { fact, roles } = &ruling.outcome else { return false };
    // "$99 billion in fiscal year 2020".
    let ends = statement.figure().zip(meant.spans_of("time").next());
    let is_timed = ends.is_some_and(|(figure, time)| figure.end <= time.start && time.start - figure.end <= NEAR);
    let fewest = if statement.is_composed && !is_timed { 3 } else { 2 };
    // A bare number of a few has its scale word elsewhere.
    let is_bare = |printed: &Printed| unit::is_currency(printed.unit.as_str()) && printed.value < Decimal::ONE_THOUSAND;
    // Of one country's own figures later editions have other digits.
    let is_one_s = meant.kind.is_some_and(|kind| kind.areas().len() == 1) && has_digits(claim, 3);
    let is_scaled = |role: &RoleName| {
        figure(claim, fact, role).is_some_and(|(printed, actual)| {
            let is_at_scale = slip::has_other_scale_word(&printed, actual)
                || is_one_s
                    && unit::is_currency(printed.unit.as_str())
                    && slip::is_of_other_scale_word(&printed, actual);
            !is_bare(&printed) && is_at_scale
        })
    };
    !roles.is_empty() && has_digits(claim, fewest) && roles.iter().all(is_scaled)
}

/// Whether a figure of a time that is told, or a change since one, has the size on record and by its own
/// words goes the other way.
fn is_turned_figure(statement: &Statement, ruling: &Ruling, passage: &Passage<'_>) -> bool {
    let triggers = Triggers::of(passage.language);
    let says_sign = |claim: &Claim| match claim.role("value") {
        Some(Said::Figure(printed)) if printed.value.is_sign_negative() => {
            triggers.tells_of_less(passage.own) || passage.own.contains(['-', '−', '–'])
        }
        Some(Said::Figure(_)) => triggers.tells_of_more(passage.own),
        _ => true,
    };
    let claim = statement.readings.get(ruling.reading).map(|meant| &meant.understood.claim);
    let is_timed = ruling.question.as_ref().is_some_and(|it| matches!(it.when, When::At(_)) && !it.is_remote);
    match (&ruling.outcome, claim) {
        (Outcome::Wrong { fact, roles }, Some(claim)) => {
            (is_timed || claim.role("before").is_some()) && says_sign(claim) && slip::is_turned(claim, fact, roles)
        }
        _ => false,
    }
}

/// Whether a claim has the very digits on record in another unit, and no other currency.
fn is_of_other_unit(statement: &Statement, ruling: &Ruling) -> bool {
    let claim = statement.readings.get(ruling.reading).map(|meant| &meant.understood.claim);
    let (Outcome::Wrong { fact, roles }, Some(claim)) = (&ruling.outcome, claim) else { return false };
    let is_money = |role: RoleName| match claim.role(role) {
        Some(Said::Figure(printed)) => unit::is_currency(printed.unit.as_str()),
        _ => false,
    };
    other_unit(claim, fact).is_some_and(|role| *roles == [role] && !is_money(role))
}

/// Whether a claim has the very figure of a balance that the record has with the other sign,
/// of whom its words name.
fn is_sign_turned(statement: &Statement, ruling: &Ruling, block: &str) -> bool {
    let Some(meant) = statement.readings.get(ruling.reading) else { return false };
    let Outcome::Wrong { fact, roles } = &ruling.outcome else { return false };
    let claim = &meant.understood.claim;
    const MANY_DIGITS: usize = 3;
    let is_sign = |role: &RoleName| matches!(*role, "surplus" | "deficit");
    let is_timed = claim.role("time").is_some() || ruling.question.as_ref().is_some_and(|it| it.when != When::Open);
    let is_its_figure = || {
        figure(claim, fact, "value").is_some_and(|(printed, actual)| {
            let has_digits = printed.value.abs() >= printed.step.checked_mul(Decimal::TEN).unwrap_or_default();
            has_digits && printed.abs().fit(actual.abs()) == Fit::Within
        })
    };
    let is_beside = || {
        const FEW: usize = 2;
        const FEW_TO_VALUE: usize = 5;
        let span = |role: RoleName| meant.spans_of(role).next();
        let sign = span("surplus").or(span("deficit")).map(|sign| (sign, FEW));
        // "The United States recorded a surplus of nearly".
        let sign = sign.or(span("value").map(|value| (value, FEW_TO_VALUE)));
        let gap = span("reporter").zip(sign).and_then(|(reporter, (sign, few))| {
            let (from, to) = (reporter.end.min(sign.end), reporter.start.max(sign.start));
            Some((block.get(from..to.max(from))?, few))
        });
        gap.is_some_and(|(gap, few)| gap.split_whitespace().count() <= few && !gap.contains([',', ';']))
    };
    roles.iter().all(is_sign) && (is_timed || has_digits(claim, MANY_DIGITS)) && is_beside() && is_its_figure()
}

/// Whether a figure of several digits stands right before a year, and is that of the year before
/// or after: "14.2% in 2012".
fn is_of_year_beside(statement: &Statement, ruling: &Ruling, block: &str) -> bool {
    let Some(meant) = statement.readings.get(ruling.reading) else { return false };
    let Aside::OtherTime(other) = &ruling.aside else { return false };
    let said = match meant.understood.claim.role("time") {
        Some(Said::Period(period)) => period.year(),
        _ => None,
    };
    let is_next = other.period("time").and_then(Period::year).zip(said).is_some_and(|(a, b)| a.abs_diff(b) == 1);
    let gap = statement
        .figure()
        .zip(meant.spans_of("time").next())
        .and_then(|(figure, time)| block.get(figure.end..time.start));
    // "4.8% of GDP in 2022".
    const FEW: usize = 3;
    let is_beside = |gap: &str| {
        let mut words = gap.split_whitespace();
        words.clone().count() <= FEW
            && !gap.contains([',', ';', '.', '('])
            && !words.any(|word| List::Between.has(word))
    };
    is_next && is_exact(&meant.understood.claim) && gap.is_some_and(is_beside)
}

/// Whether aid of several digits, told with a year of its own, is that of another one: "shot up to
/// $69.7 million in fiscal year 2009", which it was in 2006.
fn is_aid_of_another_year(statement: &Statement, ruling: &Ruling) -> bool {
    const MANY_DIGITS: usize = 3;
    let Some(meant) = statement.readings.get(ruling.reading) else { return false };
    let claim = &meant.understood.claim;
    claim.kind.starts_with("aid-")
        && matches!(ruling.aside, Aside::OtherTime(_))
        && meant.spans_of("time").next().is_some()
        && has_digits(claim, MANY_DIGITS)
        && is_exact(claim)
}

/// Whether a change is told with the very amount on record that came of it: "rose by 49% to
/// $4,712.7 million".
pub(crate) fn is_of_amount_beside(statement: &Statement, ruling: &Ruling) -> bool {
    const MANY_DIGITS: usize = 3;
    let claim = statement.readings.get(ruling.reading).map(|meant| &meant.understood.claim);
    let (Outcome::Wrong { fact, roles }, Some(claim)) = (&ruling.outcome, claim) else { return false };
    let amount =
        figure(claim, fact, "value").filter(|(printed, actual)| printed.abs().fit(actual.abs()) == Fit::Within);
    let is_told = amount.is_some() && has_digits(claim, MANY_DIGITS);
    claim.kind == "goods-growth" && is_told && roles.iter().all(|role| matches!(*role, "growth" | "rose" | "fell"))
}

/// Whether a figure of several digits is that of the other direction at a time that is told: "the
/// United States sold goods worth $198.9 million in 2005", which it bought.
fn is_reversed(statement: &Statement, ruling: &Ruling, block: &str) -> bool {
    const MANY_DIGITS: usize = 3;
    let Some(meant) = statement.readings.get(ruling.reading) else { return false };
    let is_timed = ruling.question.as_ref().is_some_and(|question| matches!(question.when, When::At(_)));
    let owners = ["exporter", "importer", "reporter"].into_iter().flat_map(|role| meant.spans_of(role));
    matches!(ruling.aside, Aside::Reversed(_))
        && is_timed
        && has_digits(&meant.understood.claim, MANY_DIGITS)
        && !owners.into_iter().any(|owner| is_of_goods(owner, block))
}

/// Whether goods are named by whose they are: "imports of Bolivian goods" are another's.
pub(crate) fn is_of_goods(owner: &Range<usize>, block: &str) -> bool {
    let ahead = block.get(..owner.start).and_then(|ahead| ahead.split_whitespace().next_back());
    let behind = block.get(owner.end..).and_then(|behind| behind.split_whitespace().next());
    [ahead, behind].into_iter().flatten().any(|word| List::Goods.has(word))
}

/// Whether independence came on the very day, and from another ruler than the one named.
fn is_of_another_ruler(statement: &Statement, ruling: &Ruling) -> bool {
    let claim = statement.readings.get(ruling.reading).map(|meant| &meant.understood.claim);
    match (&ruling.outcome, claim) {
        (Outcome::Wrong { fact, roles }, Some(claim)) if claim.kind == "independence" => {
            let is_day = matches!(claim.role("date"), Some(Said::Period(Period::Day(_))));
            *roles == ["from"] && is_day && fact.role("date").is_some()
        }
        _ => false,
    }
}

/// Whether another than the one named in full paid a visit on the day, or in the month, that
/// a claim gives; or that one did on a day of which the claim's is a slip.
fn is_another_visitor(statement: &Statement, ruling: &Ruling, block: &str) -> bool {
    let Some(meant) = statement.readings.get(ruling.reading) else { return false };
    let claim = &meant.understood.claim;
    match &ruling.outcome {
        Outcome::Wrong { fact, roles } if claim.kind == "visit-latest" => {
            let is_timed = matches!(claim.role("date"), Some(Said::Period(Period::Day(_) | Period::Month { .. })));
            let is_other = *roles == ["person"] && is_timed;
            let is_slip = *roles == ["date"] && are_dates_slips(claim, fact, roles);
            (is_other || is_slip) && names_in_full(claim, "person") || is_other && is_of_office(meant, fact, block)
        }
        _ => false,
    }
}

/// Whether the agreement that was just told of is said to have come into force, or to have ended,
/// and never did: with whom it is, is not named anew.
fn is_of_a_day_it_never_had(statement: &Statement, ruling: &Ruling) -> bool {
    let Some(meant) = statement.readings.get(ruling.reading) else { return false };
    let Outcome::Wrong { fact, roles } = &ruling.outcome else { return false };
    let is_untold = |role: &RoleName| matches!(*role, "from" | "until") && fact.role(role).is_none();
    let names_party = ["a", "b"].iter().any(|role| meant.spans_of(role).next().is_some());
    meant.understood.claim.kind == "agreement"
        && fact.expression.kind == "agreement"
        && roles.iter().all(is_untold)
        && !names_party
}

/// Whether an agreement is told by the very day or month of another of its steps, or its status by the
/// date on which it was signed, with a party that is named.
fn is_of_known_agreement(statement: &Statement, ruling: &Ruling, block: &str) -> bool {
    let Some(meant) = statement.readings.get(ruling.reading) else { return false };
    let Outcome::Wrong { fact, roles } = &ruling.outcome else { return false };
    let claim = &meant.understood.claim;
    let names_party = ["a", "b"].iter().any(|role| meant.spans_of(role).next().is_some());
    let is_signed = || match (claim.role("signed"), fact.period("signed")) {
        (Some(Said::Period(said)), Some(known)) => said.contains(known),
        _ => false,
    };
    let is_of_status = *roles == ["status"] && claim.kind == "agreement" && names_party && is_signed();
    // "Those with the Netherlands (February 2019) have been terminated": in brackets it is of any step.
    let is_bare = |role: &RoleName| {
        let ahead = meant.spans_of(role).next().and_then(|date| block.get(..date.start)).unwrap_or_default();
        ahead.trim_end().ends_with('(')
    };
    is_of_status || step::is_of_another_step(claim, fact, roles) && !roles.iter().any(is_bare)
}

/// Whether an agreement is said to have come into force, or to have ended, when on record it was
/// signed, and never did: the date tells which one is meant.
pub(crate) fn is_of_signature(statement: &Statement, ruling: &Ruling) -> bool {
    let Some(meant) = statement.readings.get(ruling.reading) else { return false };
    let Outcome::Wrong { fact, roles } = &ruling.outcome else { return false };
    let claim = &meant.understood.claim;
    let &[role @ ("from" | "until")] = roles.as_slice() else { return false };
    let said = match claim.role(role) {
        Some(Said::Period(said @ (Period::Day(_) | Period::Month { .. }))) => *said,
        _ => return false,
    };
    let is_signed = fact.period("signed").is_some_and(|signed| said.contains(signed));
    claim.kind == "agreement" && fact.role(role).is_none() && is_signed && claim.role("signed").is_none()
}

/// Whether a visitor from the United States, all of whose journeys are on record, is named behind
/// the title of its president or secretary of state: "President Obama", "Secretary Albright".
fn is_of_office_on_record(meant: &Meant, block: &str) -> bool {
    let is_of_us = matches!(meant.understood.claim.role("visitor"), Some(Said::Area(area)) if area.code() == "US");
    let ahead = ahead_of_person(meant, block);
    let name = match meant.understood.claim.role("person") {
        Some(Said::Text(name)) => name.as_str(),
        _ => "",
    };
    let is_president = ahead.split_whitespace().next_back().is_some_and(|word| List::Presidents.has(word));
    is_of_us && (is_president || is_of_state(ahead, name))
}

/// Whether a visitor is named behind the title of an office all of whose journeys are on record, or
/// behind that of who is on record.
pub(crate) fn is_of_office(meant: &Meant, fact: &Fact, block: &str) -> bool {
    is_of_office_on_record(meant, block) || has_visitor_s_title(meant, fact, block)
}

/// What a block says before the name of a person.
fn ahead_of_person<'a>(meant: &Meant, block: &'a str) -> &'a str {
    meant.spans_of("person").next().and_then(|name| block.get(..name.start)).unwrap_or_default()
}

/// Whether whom a text names has the title of who is on record: two presidents of one country pay
/// no visits in one month.
fn has_visitor_s_title(meant: &Meant, fact: &Fact, block: &str) -> bool {
    let ahead = ahead_of_person(meant, block);
    let known = match fact.role("person") {
        Some(Value::Text(person)) => person.as_str(),
        _ => return false,
    };
    let is_of = |list: List| {
        let has = |word: &str| list.has(word);
        ahead.split_whitespace().next_back().is_some_and(has) && known.split_whitespace().any(has)
    };
    is_of(List::Presidents) || is_of(List::Ministers)
}

/// Whether a country, right before the number of its people, has nearly a tenth of them, or ten
/// times as many: a nought or a point is wrong.
pub(crate) fn is_of_ten_times_as_many(statement: &Statement, ruling: &Ruling, block: &str) -> bool {
    const FEW: usize = 3;
    const NEARLY: [Decimal; 2] = [Decimal::from_parts(85, 0, 0, false, 1), Decimal::from_parts(115, 0, 0, false, 1)];
    const FEWEST: usize = 2;
    let Some(meant) = statement.readings.get(ruling.reading) else { return false };
    let Outcome::Wrong { fact, roles } = &ruling.outcome else { return false };
    let claim = &meant.understood.claim;
    let ends = meant.spans_of("subject").next().zip(meant.spans_of("value").next());
    let gap = ends.and_then(|(subject, value)| block.get(subject.end..value.start));
    let is_beside = gap.is_some_and(|gap| {
        gap.split_whitespace().count() <= FEW
            && !gap.contains(|c: char| matches!(c, ',' | ';' | '(') || c.is_ascii_digit())
    });
    claim.kind == "population"
        && *roles == ["value"]
        && is_beside
        && has_digits(claim, FEWEST)
        && figure(claim, fact, "value").is_some_and(|(printed, actual)| {
            let is_ten_times =
                |a: Decimal, b: Decimal| a.checked_div(b).is_some_and(|times| NEARLY[0] <= times && times <= NEARLY[1]);
            is_ten_times(printed.value, actual) || is_ten_times(actual, printed.value)
        })
}

/// Whether a claim is of who took up a post.
fn is_of_post(statement: &Statement, ruling: &Ruling) -> bool {
    statement.readings.get(ruling.reading).is_some_and(|meant| meant.understood.claim.kind == POST)
}

/// Whether who is named in full presented credentials years before or after the date of a
/// claim, whenever that was; of words that were put together loosely, where another did about then.
pub(crate) fn is_of_other_years(
    statement: &Statement,
    ruling: &Ruling,
    passage: &Passage<'_>,
    clocks: &Clocks<'_>,
) -> bool {
    const FEW_YEARS: u16 = 2;
    /// An ambassador is appointed, arrives and presents credentials within these.
    const MONTHS: i32 = 6;
    let Some(meant) = statement.readings.get(ruling.reading) else { return false };
    let claim = &meant.understood.claim;
    let (Outcome::Wrong { roles, .. }, Some(kind), Some(question)) = (&ruling.outcome, meant.kind, &ruling.question)
    else {
        return false;
    };
    let Some(Said::Period(said)) = claim.role("date") else { return false };
    let is_of_person = matches!(roles.as_slice(), ["date"] | ["person"]);
    if claim.kind != POST || !is_of_person || !names_in_full(claim, "person") {
        return false;
    }
    let mut args = question.args.clone();
    args.time = Time::Last(u16::MAX);
    let told = kind.derive(&args, clocks.now).unwrap_or_default();
    let is_his = |fact: &&Fact| Comparison::of(claim, fact, kind.areas()).right.contains(&"person");
    let (terms, others): (Vec<&Fact>, Vec<&Fact>) = told.iter().partition(is_his);
    let is_near = |known: Option<Period>| {
        let days = known.and_then(Period::start).zip(said.start()).and_then(|(known, said)| said.until(known).ok());
        days.is_some_and(|days| days.get_days().abs() <= 31 * MONTHS)
    };
    // On the very day of another one even months are too many.
    let is_others_day = matches!(said, Period::Day(_)) && others.iter().any(|fact| fact.period("date") == Some(*said));
    let is_off = |fact: &&Fact| {
        let known = fact.period("date");
        let years = known.and_then(Period::year).zip(said.year());
        years.is_some_and(|(known, said)| known.abs_diff(said) > FEW_YEARS) || is_others_day && !is_near(known)
    };
    let is_then = |fact: &&Fact| {
        let known = fact.period("date");
        known.is_some_and(|known| said.contains(known)) || is_near(known) && !matches!(said, Period::Year(_))
    };
    let triggers = Triggers::of(passage.language);
    let is_of_taking = || triggers.tells_of_taking_post(passage.own) && !triggers.tells_of_replacing(passage.text);
    let is_sure = || !statement.is_unsure || others.iter().any(is_then) && is_of_taking();
    !terms.is_empty() && terms.iter().all(is_off) && is_sure()
}

/// Whether a claim names somebody in full, or by a double name: "Willem-Alexander".
pub(crate) fn names_in_full(claim: &Claim, role: &str) -> bool {
    matches!(claim.role(role), Some(Said::Text(name)) if name.split_whitespace().count() > 1 || name.contains('-'))
}
