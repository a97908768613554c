//! Whether a less likely reading is what a text means, since it fits and the likelier ones do not:
//! of the other country of a pair, by another way to read its digits, from whoever came to whom.

use std::cmp::Ordering;

use attache_fact::{Fact, Printed, RoleName, Said};
use attache_model::{AreaKind, Decimal, Period, unit};

use super::Answer;
use crate::{
    ask::When,
    draft::{Meant, Statement},
    kin::Standing,
    misfit::{figure, has_digits, is_exact, is_many_times, other_unit},
    report::Verdict,
    settle::{Clocks, Outcome},
    slip,
};

/// Whether a visit by who is named, or by nobody whom the sentence names, is right by another
/// reading of who came to whom.
pub(super) fn is_of_visitor(statement: &Statement, answer: &Answer) -> bool {
    let Some(meant) = statement.readings.get(answer.reading) else { return false };
    let claim = &meant.understood.claim;
    let is_timed = matches!(claim.role("date"), Some(Said::Period(Period::Day(_) | Period::Month { .. })));
    let is_right = |role: &str| match &answer.outcome {
        Outcome::Right { comparison, .. } => comparison.right.contains(&role),
        _ => false,
    };
    let names_nobody = || statement.readings.iter().all(|meant| meant.understood.claim.role("person").is_none());
    claim.kind == "visit-latest" && is_timed && is_right("date") && (is_right("person") || names_nobody())
}

/// Whether a reading is right that is the likeliest one but for how its digits are read: "2,414"
/// with thousands, and not with decimals.
pub(super) fn is_of_other_digits(statement: &Statement, answer: &Answer) -> bool {
    let (Some(first), Some(meant)) = (statement.readings.first(), statement.readings.get(answer.reading)) else {
        return false;
    };
    has_other_digits(first, meant).is_some() && answer.outcome.fits()
}

/// Whether another reading has thousands where one has decimals.
pub(super) fn has_thousands_for(readings: &[Meant], meant: &Meant) -> bool {
    readings.iter().any(|other| has_other_digits(meant, other) == Some(Ordering::Less))
}

/// How the figure of one reading compares with that of another one from which it differs by how its
/// digits are read, and by nothing else.
fn has_other_digits(one: &Meant, other: &Meant) -> Option<Ordering> {
    let (a, b) = (&one.understood.claim, &other.understood.claim);
    let is_scaled = |a: &Printed, b: &Printed| {
        let times = |value: Decimal| value.checked_mul(Decimal::ONE_THOUSAND);
        times(a.value) == Some(b.value) || times(b.value) == Some(a.value)
    };
    let is_same = |(role, said): &(RoleName, Said)| match (said, b.role(role)) {
        (Said::Figure(one), Some(Said::Figure(other))) => one == other || is_scaled(one, other),
        (said, other) => Some(said) == other,
    };
    let is_it = a != b && a.kind == b.kind && a.roles.len() == b.roles.len() && a.roles.iter().all(is_same);
    let differing = a.roles.iter().find_map(|(role, said)| match (said, b.role(role)) {
        (Said::Figure(one), Some(Said::Figure(other))) if one != other => Some(one.value.abs().cmp(&other.value.abs())),
        _ => None,
    });
    differing.filter(|_| is_it)
}

/// Whether a claim that says of no country whom it is of has, to two digits, the figure of the
/// other of the two that the document tells of, and is far from that of the first one.
pub(super) fn is_of_pair_s_other(
    statement: &Statement,
    answer: &Answer,
    likely: &[Answer],
    clocks: &Clocks<'_>,
) -> bool {
    const FEWEST_DIGITS: usize = 2;
    let Some(meant) = statement.readings.get(answer.reading) else { return false };
    let (Some(kind), Some(question)) = (meant.kind, meant.questions.get(answer.question)) else { return false };
    let claim = &meant.understood.claim;
    // What goes to all others is of one country as well.
    let is_of_all = question.args.area.get(1).is_some_and(|area| area.kind() == AreaKind::Aggregate);
    let is_of_one = kind.areas().len() == 1 || is_of_all || kind.id() == "partner-share";
    let subject = question.args.area.first();
    let is_another = |meant: &Meant| {
        let owner = meant.kind.and_then(|kind| kind.areas().first());
        owner.is_some_and(|owner| {
            let said = meant.understood.claim.role(owner);
            meant.spans_of(owner).next().is_some() && subject.is_some_and(|subject| said != Some(&Said::Area(*subject)))
        })
    };
    let names_another = statement.readings.iter().any(is_another);
    // Who writes of another does not mean itself, and rates of two digits are alike by chance.
    let is_author_s = clocks.author.is_some() && subject.copied() == clocks.author;
    let is_rate = |(_, said): &(RoleName, Said)| matches!(said, Said::Figure(it) if it.unit == unit::PERCENT);
    let has_rate = kind.id() != "partner-share" && claim.roles.iter().any(is_rate);
    let fewest = if has_rate { FEWEST_DIGITS + 1 } else { FEWEST_DIGITS };
    let is_of_pair = clocks.pair.is_some_and(|pair| subject.is_some_and(|subject| pair.contains(subject)));
    // The one that was asked first is the other of the two, and what it has is something else; or
    // the figure is many times what the two have with each other.
    let is_other = |other: &Answer| {
        let asked = statement.readings.get(other.reading).and_then(|meant| meant.questions.get(other.question));
        let is_far = match &other.outcome {
            Outcome::Wrong { .. } => !is_near_of(statement, other),
            outcome => matches!(outcome, Outcome::NoData(_) | Outcome::Vague(_)),
        };
        let is_of_another = asked.is_some_and(|asked| asked.args.area.first() != subject);
        is_far && is_of_another || is_far_off(statement, other)
    };
    is_of_one
        && !is_author_s
        && !names_another
        && answer.outcome.fits_exactly()
        && is_of_pair
        && !question.is_remote
        && answer.standing != Standing::Part
        && has_digits(claim, fewest)
        && likely.iter().all(is_other)
}

/// Whether a claim that says of no country whom it is of is right of the document's other one, or
/// a slip of what that has.
pub(super) fn is_of_the_other(statement: &Statement, answer: &Answer) -> bool {
    let is_of_one =
        statement.readings.get(answer.reading).and_then(|meant| meant.kind).is_some_and(|kind| kind.areas().len() == 1);
    is_of_one && answer.standing == Standing::First
}

/// Whether a less likely reading is of the same flow as the likeliest one.
pub(super) fn is_of_its_flow(statement: &Statement, answer: &Answer) -> bool {
    let (Some(first), Some(meant)) = (statement.readings.first(), statement.readings.get(answer.reading)) else {
        return false;
    };
    let flow = |meant: &Meant| match meant.understood.claim.kind.as_str() {
        "goods-exports" | "exports-goods-services" => "exports",
        "goods-imports" | "imports-goods-services" => "imports",
        _ => "",
    };
    !flow(meant).is_empty() && flow(first) == flow(meant) && !statement.names_another
}

/// Whether a reading has the trade of two countries the other way than a likelier one.
pub(super) fn is_turned(statement: &Statement, answer: &Answer, likely: &[Answer]) -> bool {
    let areas = |answer: &Answer| {
        let meant = statement.readings.get(answer.reading)?;
        Some(meant.questions.get(answer.question)?.args.area.clone())
    };
    let own = areas(answer).unwrap_or_default();
    let is_of_two = own.len() == 2;
    is_of_two && likely.iter().filter_map(areas).any(|other| other.iter().rev().eq(own.iter()))
}

/// The verdict where a figure of several digits exactly fits a reading, or is a slip of what
/// that has: by chance it is neither.
pub(super) fn is_its_figure(statement: &Statement, answer: &Answer) -> Option<Verdict> {
    const MANY_DIGITS: usize = 4;
    let meant = statement.readings.get(answer.reading)?;
    let claim = &meant.understood.claim;
    // "GDP: 1.12 billion (2019)", of 1.12 trillion.
    let is_of_one = meant.kind.is_some_and(|kind| kind.areas().len() == 1) && claim.role("time").is_some();
    let is_scaled = |fact: &Fact, role: &RoleName| {
        figure(claim, fact, role).is_some_and(|(printed, actual)| slip::has_other_scale_word(&printed, actual))
    };
    let is_telling = claim.roles.iter().any(|(role, said)| matches!(said, Said::Figure(_)) || *role == "names");
    match &answer.outcome {
        outcome if outcome.fits_exactly() && is_telling && is_exact(claim) => Some(Verdict::Supported),
        Outcome::Wrong { fact, roles } if has_digits(claim, MANY_DIGITS) && slip::is_evident(claim, fact, roles) => {
            Some(Verdict::Contradicted)
        }
        Outcome::Wrong { fact, roles }
            if is_of_one && is_exact(claim) && roles.iter().all(|role| is_scaled(fact, role)) =>
        {
            Some(Verdict::Contradicted)
        }
        _ => None,
    }
}

/// Whether a figure has the digits on record in another unit or at the scale of another word, so that it
/// is of nothing else: of several readings the fewer digits are telling, the likelier it is.
pub(super) fn is_conclusive(statement: &Statement, answer: &Answer) -> bool {
    const MANY_DIGITS: usize = 4;
    const FEW_DIGITS: usize = 2;
    let Some(meant) = statement.readings.get(answer.reading) else { return false };
    let claim = &meant.understood.claim;
    let question = meant.questions.get(answer.question);
    let is_timed = question.is_some_and(|question| matches!(question.when, When::At(_)) && !question.is_remote);
    let is_likely = answer.standing == Standing::First && answer.assumed == 0 && is_timed;
    let fewest = if is_likely { MANY_DIGITS - 1 } else { MANY_DIGITS };
    let is_money = |printed: &Printed| unit::is_currency(printed.unit.as_str());
    match &answer.outcome {
        Outcome::Wrong { fact, roles } => {
            let is_scaled = |role: &RoleName| {
                figure(claim, fact, role)
                    .is_some_and(|(printed, actual)| is_money(&printed) && slip::has_other_scale_word(&printed, actual))
            };
            // "Exports were 7.2 million in 2020" of a country, with the digits of its 7.2 billion.
            let is_of_all = meant.kind.is_some_and(|kind| kind.areas().len() == 1) && is_timed;
            let is_said = meant.spans_of("time").next().is_some();
            let is_tiny = |role: &RoleName| {
                figure(claim, fact, role).is_some_and(|(printed, actual)| {
                    printed.value.checked_mul(Decimal::ONE_HUNDRED).is_some_and(|said| said < actual)
                })
            };
            let is_of_whole = is_of_all && is_said && answer.standing == Standing::First && roles.iter().all(is_tiny);
            let fewest = if is_of_whole { FEW_DIGITS } else { fewest };
            let is_of_scale = !roles.is_empty() && has_digits(claim, fewest) && roles.iter().all(is_scaled);
            // Of currencies there are many, of other units two.
            let is_of_currency =
                || claim.roles.iter().any(|(_, said)| matches!(said, Said::Figure(it) if is_money(it)));
            let is_of_unit = other_unit(claim, fact).is_some_and(|role| *roles == [role]);
            is_of_scale || is_of_unit && (has_digits(claim, fewest) || !is_of_currency())
        }
        _ => false,
    }
}

/// Whether a figure is so many times the one on record, or so small a part of it, that it is
/// of something else.
pub(super) fn is_far_off(statement: &Statement, answer: &Answer) -> bool {
    let Some(meant) = statement.readings.get(answer.reading) else { return false };
    let claim = &meant.understood.claim;
    match &answer.outcome {
        Outcome::Wrong { fact, roles } => roles
            .iter()
            .filter_map(|role| figure(claim, fact, role))
            .any(|(printed, actual)| is_many_times(&printed, actual, claim.kind.as_str())),
        _ => false,
    }
}

/// Whether a figure of several digits is nearly that of a less likely reading.
pub(super) fn is_near_of(statement: &Statement, answer: &Answer) -> bool {
    let Some(meant) = statement.readings.get(answer.reading) else { return false };
    let claim = &meant.understood.claim;
    match &answer.outcome {
        Outcome::Wrong { fact, roles } => {
            let mut figures = roles.iter().filter_map(|role| figure(claim, fact, role)).peekable();
            let is_near = |(printed, actual): (Printed, Decimal)| {
                let away = (printed.value.abs() - actual.abs()).abs();
                away.checked_mul(Decimal::from(20)).is_some_and(|away| away <= actual.abs())
            };
            let is_telling = is_exact(claim) || claim.kind == "partner-share";
            figures.peek().is_some() && is_telling && figures.all(is_near)
        }
        _ => false,
    }
}
