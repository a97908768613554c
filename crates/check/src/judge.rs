//! From the outcomes of its questions to the verdict of a statement.

use attache_fact::{Args, Claim, Fact, Printed, RoleName, Said, Time, Value};
use attache_language::read::Stance;
use attache_model::{Code, Decimal, Language, unit};

use crate::{
    ask::When,
    compare,
    draft::{Meant, Statement},
    kin::Standing,
    report::{Unchecked, Verdict},
    settle::{Case, Clocks, Outcome},
    trigger::Triggers,
};

/// A statement's verdict with what it rests on.
pub(crate) struct Ruling {
    pub(crate) verdict: Verdict,
    /// The reading that decided, by its place.
    pub(crate) reading: usize,
    pub(crate) outcome: Outcome,
    /// What a reader should know beside the figure.
    pub(crate) aside: Aside,
}

/// Why the verdict is not what the outcome alone would give.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Aside {
    #[default]
    Nothing,
    /// It is the figure of another time.
    OtherTime(Box<Fact>),
    /// With exporter and importer the other way round it would be right.
    Reversed(Box<Fact>),
    /// Near the figure, and no publisher's that is here.
    Near,
    /// Without a period, within what the figure was over the years.
    WithinYears,
    /// Right by a less likely reading.
    OtherReading(Box<Fact>),
    /// Goods and services together may be meant.
    WithServices,
}

/// One answered question.
struct Answer {
    reading: usize,
    standing: Standing,
    assumed: u8,
    question: usize,
    outcome: Outcome,
}

/// The verdict of a statement, by what a panel says.
pub(crate) fn judge(statement: &Statement, text: &str, language: Language, clocks: &Clocks<'_>) -> Ruling {
    let unchecked = |why| Ruling {
        verdict: Verdict::NotCheckable(why),
        reading: 0,
        outcome: Outcome::NoData(&[]),
        aside: Aside::Nothing,
    };
    if statement.stance == Stance::Wavering {
        return unchecked(Unchecked::Forecast);
    }
    let Some(first) = statement.readings.first() else { return unchecked(Unchecked::NotUnderstood) };
    if first.understood.claim.role("purpose").is_some() {
        return unchecked(Unchecked::PartOfTotal);
    }
    let answers = answers(statement, clocks);
    if answers.is_empty() {
        let is_relative = matches!(first.understood.claim.role("time"), Some(Said::Relative(_)));
        return unchecked(if is_relative { Unchecked::Vague } else { Unchecked::Ambiguous });
    }
    let mut ruling = decide(statement, answers, text, clocks);
    if ruling.verdict == Verdict::Supported && hangs_on_another_time(statement, &ruling, text, language) {
        ruling.verdict = Verdict::NotCheckable(Unchecked::Vague);
    }
    let is_flag = matches!(ruling.verdict, Verdict::Contradicted | Verdict::Outdated | Verdict::Disputed);
    let is_unsure = statement.is_unsure && !is_of_the_one_named(statement, &ruling);
    if is_flag && (is_unsure || is_history(statement, &ruling, text, language)) {
        ruling.verdict = Verdict::NotCheckable(Unchecked::Ambiguous);
    }
    match statement.stance {
        Stance::Denied => denied(ruling),
        _ => ruling,
    }
}

/// Whether the statement says when by counting from another time ("two years
/// later"), and nothing of that has been compared.
fn hangs_on_another_time(statement: &Statement, ruling: &Ruling, text: &str, language: Language) -> bool {
    let Some(meant) = statement.readings.get(ruling.reading) else { return false };
    let says_when = meant.understood.claim.roles.iter().any(|(_, said)| matches!(said, Said::Period(_)));
    let is_event = matches!(&ruling.outcome, Outcome::Right { fact, .. } if fact.period("time").is_none());
    is_event && !says_when && Triggers::of(language).hangs(text)
}

/// Whether a claim names who the figure names, and is wrong of something else.
fn is_of_the_one_named(statement: &Statement, ruling: &Ruling) -> bool {
    let claim = statement.readings.get(ruling.reading).map(|meant| &meant.understood.claim);
    match &ruling.outcome {
        Outcome::Wrong { roles, .. } => {
            claim.is_some_and(|claim| claim.role("person").is_some()) && !roles.contains(&"person")
        }
        _ => false,
    }
}

/// Whether somebody's office is told of as history, of which the newest sources
/// say nothing.
fn is_history(statement: &Statement, ruling: &Ruling, text: &str, language: Language) -> bool {
    let kind = statement.readings.get(ruling.reading).map(|meant| meant.understood.claim.kind);
    let is_of_office = kind.is_some_and(|kind| kind == "leader" || kind == "chief-of-mission");
    is_of_office && Triggers::of(language).is_history(text)
}

fn answers(statement: &Statement, clocks: &Clocks<'_>) -> Vec<Answer> {
    let mut answers = Vec::new();
    for (reading, meant) in statement.readings.iter().enumerate() {
        let Some(kind) = meant.kind else { continue };
        for (number, question) in meant.questions.iter().enumerate() {
            let case = Case { kind, claim: &meant.understood.claim, question, clocks };
            let outcome = counter(&case).unwrap_or_else(|| case.settle());
            answers.push(Answer {
                reading,
                standing: meant.standing,
                assumed: question.assumed,
                question: number,
                outcome,
            });
        }
    }
    answers
}

/// Agreements and their absence speak of one another.
fn counter(case: &Case<'_>) -> Option<Outcome> {
    let other = match case.kind.id() {
        "no-agreement" => "agreement",
        "agreement" => "no-agreement",
        _ => return None,
    };
    let mut args: Args = case.question.args.clone();
    args.time = Time::Latest;
    if case.kind.derive(&args, case.clocks.now).is_ok() {
        return None;
    }
    let told = attache_fact::find(Code::from_static(other))?.derive(&args, case.clocks.now).ok()?;
    let is_in_force =
        |fact: &Fact| matches!(fact.role("status"), Some(Value::Text(status)) if status.contains("force"));
    let fact = told.into_iter().find(|fact| other == "no-agreement" || is_in_force(fact))?;
    // A list says nothing of what came after it.
    if other == "no-agreement" {
        let until = fact.period("until").and_then(|until| until.end())?;
        let said = ["signed", "from", "until", "time"].into_iter().find_map(|role| match case.claim.role(role) {
            Some(Said::Period(period)) => period.end(),
            _ => None,
        });
        let when = said.or(case.clocks.dated)?;
        if when > until {
            return None;
        }
    }
    Some(Outcome::Wrong { fact: Box::new(fact), roles: vec!["type"] })
}

fn is_loose(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Right { comparison, .. } if !comparison.loose.is_empty())
}

/// How good an outcome is for the text.
fn goodness(outcome: &Outcome) -> u8 {
    match outcome {
        Outcome::Right { comparison, .. } if comparison.loose.is_empty() => 7,
        Outcome::Right { .. } => 6,
        Outcome::Superseded { .. } => 5,
        Outcome::ByOther { .. } => 4,
        Outcome::Vague(_) => 3,
        Outcome::Unlike(_) => 2,
        Outcome::Wrong { .. } => 1,
        Outcome::NoData(_) => 0,
    }
}

fn decide(statement: &Statement, answers: Vec<Answer>, text: &str, clocks: &Clocks<'_>) -> Ruling {
    let has_data = |answer: &&Answer| !matches!(answer.outcome, Outcome::NoData(_));
    // Where the likeliest readings have no figure, those that stand in for them.
    let standing = [Standing::First, Standing::InPlace]
        .into_iter()
        .find(|standing| answers.iter().filter(has_data).any(|answer| answer.standing == *standing));
    let Some(standing) = standing else {
        let named = answers.iter().max_by_key(|answer| match answer.outcome {
            Outcome::NoData(sources) => sources.len(),
            _ => 0,
        });
        let (reading, outcome) =
            named.map_or((0, Outcome::NoData(&[])), |answer| (answer.reading, answer.outcome.clone()));
        let outcome = if matches!(outcome, Outcome::NoData(_)) { outcome } else { Outcome::NoData(&[]) };
        let verdict = Verdict::NotCheckable(Unchecked::NoData);
        return Ruling { verdict, reading, outcome, aside: Aside::Nothing };
    };
    let least = answers.iter().filter(|a| a.standing == standing).map(|a| a.assumed).min().unwrap_or_default();
    let (likely, others): (Vec<Answer>, Vec<Answer>) =
        answers.into_iter().partition(|a| a.standing == standing && a.assumed == least);
    let greatest = likely.iter().map(|answer| goodness(&answer.outcome)).max().unwrap_or_default();
    let best: Vec<&Answer> = likely.iter().filter(|answer| goodness(&answer.outcome) == greatest).collect();
    let ruled = best.into_iter().map(|answer| {
        let (verdict, aside) = match &answer.outcome {
            Outcome::Right { .. } => (Verdict::Supported, Aside::Nothing),
            Outcome::Superseded { .. } => (Verdict::Outdated, Aside::Nothing),
            Outcome::ByOther { .. } => (Verdict::Disputed, Aside::Nothing),
            Outcome::Vague(_) => (Verdict::NotCheckable(Unchecked::Vague), Aside::Nothing),
            Outcome::Unlike(_) | Outcome::NoData(_) => (Verdict::NotCheckable(Unchecked::NoData), Aside::Nothing),
            Outcome::Wrong { fact, roles } => {
                let meant = &statement.readings[answer.reading];
                misfit(meant, answer, fact, roles, &others, text, statement.is_composed, clocks)
            }
        };
        Ruling { verdict, reading: answer.reading, outcome: answer.outcome.clone(), aside }
    });
    // Wrong is only what is wrong by every likely reading.
    let is_mild = |ruling: &Ruling| ruling.verdict != Verdict::Contradicted;
    let mut ruled: Vec<Ruling> = ruled.collect();
    let mildest = ruled.iter().position(is_mild).or_else(|| nearest(&ruled, statement)).unwrap_or_default();
    match mildest < ruled.len() {
        true => ruled.swap_remove(mildest),
        false => Ruling {
            verdict: Verdict::NotCheckable(Unchecked::NoData),
            reading: 0,
            outcome: Outcome::NoData(&[]),
            aside: Aside::Nothing,
        },
    }
}

/// Of rulings that all contradict, the one whose figure is nearest to the text's.
fn nearest(ruled: &[Ruling], statement: &Statement) -> Option<usize> {
    let away = |ruling: &Ruling| {
        let Outcome::Wrong { fact, roles } = &ruling.outcome else { return None };
        let claim = &statement.readings.get(ruling.reading)?.understood.claim;
        let (printed, actual) = roles.iter().find_map(|role| figure(claim, fact, role))?;
        let difference = (printed.value - actual).abs();
        difference.checked_div(actual.abs().max(printed.value.abs()))
    };
    let aways = ruled.iter().enumerate().filter_map(|(at, ruling)| Some((away(ruling)?, at)));
    aways.min().map(|(_, at)| at)
}

#[expect(clippy::too_many_arguments, reason = "all that is known of a statement decides")]
/// Whether a claim that fits nothing is wrong, or could be right by what is not
/// here.
fn misfit(
    meant: &Meant,
    best: &Answer,
    fact: &Fact,
    roles: &[RoleName],
    others: &[Answer],
    text: &str,
    is_composed: bool,
    clocks: &Clocks<'_>,
) -> (Verdict, Aside) {
    let ambiguous = Verdict::NotCheckable(Unchecked::Ambiguous);
    // A bound that holds by far of another proves nothing.
    let fits = |answer: &&Answer| answer.outcome.fits() && !is_loose(&answer.outcome);
    if let Some(other) = others.iter().find(fits)
        && let Some(fact) = fitting(&other.outcome)
    {
        return (ambiguous, Aside::OtherReading(Box::new(fact.clone())));
    }
    let claim = &meant.understood.claim;
    let Some(kind) = meant.kind else { return (ambiguous, Aside::Nothing) };
    let Some(question) = meant.questions.get(best.question) else { return (ambiguous, Aside::Nothing) };
    // The figure of another time, told exactly.
    if let When::At(_) = question.when {
        let open = crate::ask::Question { when: When::Open, ..question.clone() };
        let case = Case { kind, claim, question: &open, clocks };
        if let Some(other) = case.of_other_times() {
            return (Verdict::Contradicted, Aside::OtherTime(Box::new(other)));
        }
    }
    if let Some(reversed) = reversed(meant, best, clocks) {
        return (Verdict::Contradicted, Aside::Reversed(Box::new(reversed)));
    }
    let figures: Vec<(Printed, Decimal)> = roles.iter().filter_map(|role| figure(claim, fact, role)).collect();
    if figures.len() != roles.len() {
        return (Verdict::Contradicted, Aside::Nothing);
    }
    if is_part(kind.id(), &figures, text) {
        return (Verdict::NotCheckable(Unchecked::PartOfTotal), Aside::Nothing);
    }
    // What is put together without saying whose it is, and is far from the figure,
    // is about something else.
    let is_far = |(printed, actual): &(Printed, Decimal)| {
        let three = Decimal::from(3);
        let (said, known) = (printed.value.abs(), actual.abs());
        said.checked_mul(three).is_some_and(|most| most < known) || known.checked_mul(three).is_some_and(|m| m < said)
    };
    if is_composed && !says_whose(meant) && figures.iter().any(is_far) {
        return (ambiguous, Aside::Nothing);
    }
    let slack = slack(kind.id());
    if figures.iter().all(|(printed, actual)| is_near(printed, *actual, slack) && !is_misprint(printed, *actual)) {
        return (ambiguous, Aside::Near);
    }
    let most = if clocks.speaks_of_services { Decimal::new(25, 1) } else { Decimal::new(16, 1) };
    let may_be_more = |(printed, actual): &(Printed, Decimal)| {
        may_be_with_services(printed, *actual, most) && !clocks.speaks_of_goods
    };
    if kind.id().starts_with("goods-") && !says_goods(text) && figures.iter().all(may_be_more) {
        return (ambiguous, Aside::WithServices);
    }
    if question.when == When::Open {
        let case = Case { kind, claim, question, clocks };
        let range = case.range_of(roles);
        let within = |printed: &Printed| {
            range.is_some_and(|(least, most)| least <= printed.value.abs() && printed.value.abs() <= most)
        };
        if figures.iter().all(|(printed, _)| within(printed)) {
            return (ambiguous, Aside::WithinYears);
        }
    }
    (Verdict::Contradicted, Aside::Nothing)
}

/// Whether the words of a statement name one of its areas.
fn says_whose(meant: &Meant) -> bool {
    let areas = meant.kind.map(|kind| kind.areas()).unwrap_or_default();
    areas.iter().any(|role| meant.spans_of(role).next().is_some())
}

fn fitting(outcome: &Outcome) -> Option<&Fact> {
    match outcome {
        Outcome::Right { fact, .. } => Some(fact),
        Outcome::Superseded { was, .. } => Some(was),
        Outcome::ByOther { by, .. } => Some(by),
        _ => None,
    }
}

/// What the claim says and what the fact has in a role of figures.
fn figure(claim: &Claim, fact: &Fact, role: &str) -> Option<(Printed, Decimal)> {
    match (claim.role(role)?, fact.role(role)?) {
        (Said::Figure(printed), Value::Quantity(quantity)) => {
            Some((compare::measured_as(printed, quantity.unit)?, quantity.value))
        }
        _ => None,
    }
}

/// The fact by which the claim would be right with its two ends exchanged.
fn reversed(meant: &Meant, best: &Answer, clocks: &Clocks<'_>) -> Option<Fact> {
    let claim = &meant.understood.claim;
    let is_of_direction =
        ["goods-exports", "goods-imports", "goods-rank", "partner-share"].contains(&claim.kind.as_str());
    let kind = meant.kind.filter(|_| is_of_direction)?;
    let mut question = meant.questions.get(best.question)?.clone();
    question.args.area.reverse();
    let case = Case { kind, claim, question: &question, clocks };
    match case.settle() {
        Outcome::Right { fact, comparison } if comparison.loose.is_empty() => Some(*fact),
        _ => None,
    }
}

/// Aid that is no whole is a programme's.
fn is_part(kind: &str, figures: &[(Printed, Decimal)], text: &str) -> bool {
    let is_less = figures.iter().all(|(printed, actual)| printed.value < *actual);
    kind.starts_with("aid-") && is_less && !says_whole(text)
}

/// Words that say of an amount that it is all there is, in any of the languages.
const WHOLE: [&str; 10] =
    ["total", "overall", "altogether", "in all", "obligat", "disburs", "desembols", "décaiss", "globale", "engag"];

fn says_whole(text: &str) -> bool {
    let text = text.to_lowercase();
    WHOLE.iter().any(|word| text.contains(word))
}

/// Words for services, which some count in with trade.
const SERVICES: [&str; 2] = ["services", "servicios"];

/// Whether a document speaks of trade in services, and whether it speaks of goods
/// and of no services, so that its trade is in goods throughout.
pub(crate) fn speaks_of(document: &str) -> (bool, bool) {
    let services = SERVICES.iter().any(|word| document.to_lowercase().contains(word));
    (services, !services && says_goods(document))
}

/// Words that say of trade that it is in goods alone.
const GOODS: [&str; 8] =
    ["goods", "merchandise", "bienes", "mercanc", "biens", "marchandises", "produits", "productos"];

fn says_goods(text: &str) -> bool {
    let text = text.to_lowercase();
    GOODS.iter().any(|word| text.contains(word))
}

/// By how much publishers' figures of a kind differ, as a part of the figure.
fn slack(kind: &str) -> Decimal {
    let thousandths = match kind {
        "area-total" | "land-border" => 10,
        "life-expectancy" | "median-age" => 20,
        _ if kind.starts_with("goods-") => 15,
        "aid-since" => 50,
        _ if kind.starts_with("aid-") || kind.starts_with("visits") => 0,
        "partner-share" | "main-partners" => 50,
        _ => 50,
    };
    Decimal::new(thousandths, 3)
}

/// Of rates another publisher's may differ by a point.
const POINT: Decimal = Decimal::ONE;

/// Whether another publisher may well have the figure that is claimed: it differs
/// beyond its rounding, and by little.
fn is_near(printed: &Printed, actual: Decimal, slack: Decimal) -> bool {
    if printed.value.is_sign_negative() != actual.is_sign_negative() {
        return false;
    }
    let interval_end = if actual > printed.value { printed.to.unwrap_or(printed.value) } else { printed.value };
    let away = (actual - interval_end).abs();
    let allowed = if printed.unit == unit::PERCENT && !slack.is_zero() {
        POINT
    } else {
        actual.abs().checked_mul(slack).unwrap_or_default()
    };
    // A coarse figure has its rounding beside.
    away <= allowed
}

/// Whether the two numbers, to all their digits, differ in one digit or in two
/// that are exchanged: no other publisher has such a figure.
fn is_misprint(printed: &Printed, actual: Decimal) -> bool {
    const FEWEST_DIGITS: usize = 4;
    let digits = |value: Decimal| value.abs().normalize().to_string().replace('.', "");
    let rounded = printed.step.is_zero().then_some(actual).or_else(|| {
        let steps = actual.checked_div(printed.step)?.round();
        steps.checked_mul(printed.step)
    });
    let Some(rounded) = rounded else { return false };
    let trim = |text: String| text.trim_end_matches('0').to_owned();
    let (said, known) = (trim(digits(printed.value)), trim(digits(rounded)));
    if said.len() < FEWEST_DIGITS || said.len() != known.len() {
        return false;
    }
    let apart: Vec<(u8, u8)> = said.bytes().zip(known.bytes()).filter(|(a, b)| a != b).collect();
    match apart.as_slice() {
        [_] => true,
        [(a, b), (c, d)] => a == d && b == c,
        _ => false,
    }
}

/// Trade with services is somewhat more than trade in goods.
fn may_be_with_services(printed: &Printed, actual: Decimal, most: Decimal) -> bool {
    let most = actual.checked_mul(most).unwrap_or(Decimal::MAX);
    printed.value > actual && printed.value <= most
}

/// What a denial makes of a verdict: where the figures bear out what is denied, it
/// is contradicted; that they do not proves little.
fn denied(ruling: Ruling) -> Ruling {
    let verdict = match (&ruling.outcome, ruling.verdict) {
        (Outcome::Right { fact, .. }, Verdict::Supported) if fact.expression.kind == "agreement" => {
            Verdict::Contradicted
        }
        (_, Verdict::NotCheckable(why)) => Verdict::NotCheckable(why),
        _ => Verdict::NotCheckable(Unchecked::Ambiguous),
    };
    Ruling { verdict, ..ruling }
}
