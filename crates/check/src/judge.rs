//! From the outcomes of its questions to the verdict of a statement.

mod counter;
mod elsewhere;
mod office;

use std::ops::Range;

use attache_fact::{Fact, Relative, RoleName, Said};
use attache_language::read::{Mention, Stance};
use attache_model::{Area, Date, Language, Period, unit};

use crate::{
    ask::{Question, When},
    certain::{
        is_certain, is_evident_slip, is_of_amount_beside, is_of_other_years, is_of_ten_times_as_many, is_past_doubt,
    },
    compare::Comparison,
    denial::denied,
    doubt::{Doubt, doubt},
    draft::{Meant, Statement},
    kin::Standing,
    misfit::{Misfit, figure, has_digits, is_exact, other_unit},
    report::{Unchecked, Verdict},
    settle::{Case, Cause, Clocks, Outcome},
    slip, step,
    swap::{anothers_border, anothers_share, strangers_border},
    trigger::{List, Triggers},
};
use counter::{capacity, counter};
use elsewhere::{
    has_thousands_for, is_conclusive, is_far_off, is_its_figure, is_near_of, is_of_its_flow, is_of_other_digits,
    is_of_pair_s_other, is_of_the_other, is_of_visitor, is_turned,
};
use office::{is_history, is_of_another_title, is_of_former_chamber, is_sovereign_s_name, names_other_visitors};

/// A statement's verdict with what it rests on.
pub(crate) struct Ruling {
    pub(crate) verdict: Verdict,
    /// The reading that decided, by its place.
    pub(crate) reading: usize,
    pub(crate) outcome: Outcome,
    /// What a reader should know beside the figure.
    pub(crate) aside: Aside,
    /// What was asked.
    pub(crate) question: Option<Question>,
    /// It would be wrong, but that the words may be of something else.
    pub(crate) is_withheld: bool,
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
    /// It is the share of another partner, or the length of another border.
    Anothers(Box<Fact>),
    /// Near the figure, and no publisher's that is here.
    Near,
    /// So far from the figure that something else is meant.
    Elsewhere,
    /// Without a period, within what the figure was over the years.
    WithinYears,
    /// Right by a less likely reading.
    OtherReading(Box<Fact>),
    /// Goods and services together may be meant.
    WithServices,
    /// Goods without services may be meant.
    GoodsAlone,
    /// The text names another publisher than who is asked, by whom it may be wrong.
    OtherSource { is_wrong: bool },
    /// It may be of something else than it seems to.
    Doubt(Doubt),
}

/// One answered question.
#[derive(Clone)]
struct Answer {
    reading: usize,
    standing: Standing,
    assumed: u8,
    question: usize,
    outcome: Outcome,
}

impl Answer {
    /// The ruling that rests on this answer alone.
    fn ruled(&self, statement: &Statement, verdict: Verdict) -> Ruling {
        Ruling {
            verdict,
            reading: self.reading,
            outcome: self.outcome.clone(),
            aside: Aside::Nothing,
            question: statement.readings[self.reading].questions.get(self.question).cloned(),
            is_withheld: false,
        }
    }
}

/// Where a statement stands.
pub(crate) struct Passage<'a> {
    pub(crate) block: &'a str,
    /// Its own words.
    pub(crate) own: &'a str,
    /// The sentence, with its bytes in the block, and what it mentions.
    pub(crate) text: &'a str,
    pub(crate) sentence: Range<usize>,
    pub(crate) mentions: &'a [Mention],
    pub(crate) language: Language,
    /// The countries that the sentence names.
    pub(crate) named: &'a [Area],
    /// The figure is of a part of a year.
    pub(crate) is_of_part: bool,
}

/// The verdict of a statement, by what a panel says.
pub(crate) fn judge(statement: &Statement, passage: &Passage<'_>, clocks: &Clocks<'_>) -> Ruling {
    let &Passage { block, own, text, language, named, is_of_part, .. } = passage;
    let unchecked = |why| Ruling {
        verdict: Verdict::NotCheckable(why),
        reading: 0,
        outcome: Outcome::NoData(&[]),
        aside: Aside::Nothing,
        question: None,
        is_withheld: false,
    };
    if statement.stance == Stance::Wavering {
        return unchecked(Unchecked::Forecast);
    }
    let Some(first) = statement.readings.first() else { return unchecked(Unchecked::NotUnderstood) };
    let claim = &first.understood.claim;
    if claim.kind.starts_with("aid-") && claim.role("purpose").is_some() {
        return unchecked(Unchecked::PartOfTotal);
    }
    let is_yearly = first.kind.is_some_and(|kind| kind.states().contains("time"));
    if is_of_part && is_yearly {
        return Ruling { aside: Aside::Doubt(Doubt::PartOfYear), ..unchecked(Unchecked::NoData) };
    }
    if is_to_come(first, clocks) {
        return unchecked(Unchecked::Forecast);
    }
    let answers = answers(statement, passage, clocks);
    if answers.is_empty() {
        let is_relative = matches!(first.understood.claim.role("time"), Some(Said::Relative(_)));
        return unchecked(if is_relative { Unchecked::Vague } else { Unchecked::Ambiguous });
    }
    let parts: Vec<Answer> = answers.iter().filter(|answer| answer.standing == Standing::Part).cloned().collect();
    let mut ruling = decide(statement, answers, passage, clocks);
    // Where how much it changed is left open, the amount may not be.
    if matches!(ruling.verdict, Verdict::NotCheckable(_)) && !parts.is_empty() {
        ruling = decide(statement, parts, passage, clocks);
    }
    if ruling.verdict == Verdict::Supported && hangs_on_another_time(statement, &ruling, own, text, language) {
        ruling.verdict = Verdict::NotCheckable(Unchecked::Vague);
    }
    if ruling.verdict == Verdict::Supported {
        let of_another = [
            (Doubt::AnotherPerson, names_other_visitors(statement, &ruling, text)),
            (Doubt::AnotherOffice, is_of_another_title(statement, &ruling, own)),
        ];
        if let Some((doubt, _)) = of_another.into_iter().find(|(_, is_so)| *is_so) {
            ruling.verdict = Verdict::NotCheckable(Unchecked::Ambiguous);
            ruling.aside = Aside::Doubt(doubt);
        }
    }
    // Two who have no border have none of that length.
    if let Some(border) = statement.readings.first().and_then(|meant| strangers_border(meant, &ruling, named, clocks)) {
        let outcome = Outcome::Wrong { fact: Box::new(border.clone()), roles: vec!["b"] };
        let aside = Aside::Anothers(Box::new(border));
        let wrong = Ruling { verdict: Verdict::Contradicted, aside, outcome, ..ruling };
        if statement.stance != Stance::Denied && doubt(statement, &wrong, passage, clocks).is_none() {
            return wrong;
        }
        ruling = unchecked(Unchecked::NoData);
    }
    let is_settled = matches!(
        ruling.verdict,
        Verdict::Contradicted | Verdict::NotCheckable(Unchecked::Ambiguous | Unchecked::Vague)
    );
    if let Some(share) =
        statement.readings.first().filter(|_| ruling.reading == 0).filter(|_| is_settled).and_then(|meant| {
            match is_partner_beside(meant, block) {
                true => anothers_share(&meant.understood.claim, &ruling, named, clocks),
                false => anothers_border(&meant.understood.claim, &ruling, named, clocks),
            }
        })
        && doubt(statement, &ruling, passage, clocks).is_none()
    {
        return Ruling { verdict: Verdict::Contradicted, aside: Aside::Anothers(Box::new(share)), ..ruling };
    }
    // No publisher has ten times as many.
    if is_of_ten_times_as_many(statement, &ruling, block) {
        (ruling.verdict, ruling.aside) = (Verdict::Contradicted, Aside::Nothing);
    }
    let is_flag = matches!(ruling.verdict, Verdict::Contradicted | Verdict::Outdated | Verdict::Disputed);
    let is_of_other_years = is_of_other_years(statement, &ruling, passage, clocks);
    let is_certain = is_certain(statement, &ruling, passage, clocks);
    let is_open = statement.is_unsure && !is_certain && !is_of_earlier_edition(statement, &ruling);
    let is_unsure = is_of_longer_list(statement, &ruling)
        || (step::is_another_step(statement, &ruling, passage, clocks) && !is_of_other_years)
        || step::is_another_agreement(statement, &ruling, clocks)
        || is_sovereign_s_name(statement, &ruling, clocks)
        || (is_loosely_timed(statement, &ruling, text, language) && !is_evident_slip(statement, &ruling));
    let is_history = (is_history(statement, &ruling, text, language)
        || is_of_former_chamber(first, own, text, language))
        && !is_evident_slip(statement, &ruling);
    let doubt = if ruling.verdict == Verdict::Contradicted { doubt(statement, &ruling, passage, clocks) } else { None };
    let doubt = doubt.filter(|doubt| !is_past_doubt(statement, &ruling, passage, *doubt));
    let is_wrong = ruling.verdict == Verdict::Contradicted || ruling.aside == Aside::OtherSource { is_wrong: true };
    ruling.is_withheld = is_wrong && !is_unsure && !is_history && doubt.is_none();
    if is_flag && (is_open || is_unsure || is_history) || doubt.is_some() {
        ruling.verdict = Verdict::NotCheckable(Unchecked::Ambiguous);
        ruling.aside = doubt.map_or(ruling.aside, Aside::Doubt);
    }
    if ruling.verdict == Verdict::Contradicted && may_be_of_author(statement, &ruling, clocks) {
        ruling.verdict = Verdict::NotCheckable(Unchecked::Ambiguous);
        ruling.aside = Aside::Doubt(Doubt::NotAuthor);
    }
    if ruling.verdict == Verdict::Contradicted && is_under_way(statement, &ruling, clocks) {
        ruling.verdict = Verdict::NotCheckable(Unchecked::Forecast);
    }
    match statement.stance {
        Stance::Denied => denied(statement, ruling, passage, clocks),
        _ => ruling,
    }
}

/// Whether a figure of several digits is what was published of the very time before it was revised:
/// by chance it is not.
fn is_of_earlier_edition(statement: &Statement, ruling: &Ruling) -> bool {
    const MANY_DIGITS: usize = 3;
    let claim = statement.readings.get(ruling.reading).map(|meant| &meant.understood.claim);
    let is_timed = ruling.question.as_ref().is_some_and(|question| matches!(question.when, When::At(_)));
    let is_revised = matches!(&ruling.outcome, Outcome::Superseded { cause: Cause::Revision, .. });
    is_timed && is_revised && claim.is_some_and(|claim| has_digits(claim, MANY_DIGITS))
}

/// Whether a figure is of a year that was to come when the document was written.
fn is_to_come(meant: &Meant, clocks: &Clocks<'_>) -> bool {
    let time = match meant.understood.claim.role("time") {
        Some(Said::Period(period)) => period.start(),
        _ => None,
    };
    time.zip(clocks.dated).is_some_and(|(time, dated)| time > dated && time.year() > dated.year())
}

/// Whether one country's figure of which no word says whose it is was held against the author's: who
/// writes of another country does not mean itself.
fn may_be_of_author(statement: &Statement, ruling: &Ruling, clocks: &Clocks<'_>) -> bool {
    let Some(meant) = statement.readings.get(ruling.reading) else { return false };
    let asked = ruling.question.as_ref().map(|question| question.args.area.as_slice()).unwrap_or_default();
    let is_told_of_another = clocks.pair.is_some_and(|pair| pair.iter().any(|area| Some(*area) != clocks.author));
    matches!(asked, [one] if Some(*one) == clocks.author) && !meant.names_whose() && is_told_of_another
}

/// Whether a figure is of a year that was not over on the document's day, so that nobody could know it:
/// growth, and whatever is told of "this year".
fn is_under_way(statement: &Statement, ruling: &Ruling, clocks: &Clocks<'_>) -> bool {
    const YEARLY: [&str; 4] = ["gdp-growth-rate", "inflation-rate", "partner-share", "current-account-balance"];
    const LAST_MONTH: i8 = 12;
    let Some(meant) = statement.readings.get(ruling.reading) else { return false };
    let claim = &meant.understood.claim;
    let is_yearly = YEARLY.contains(&claim.kind.as_str()) || claim.kind.starts_with("goods-");
    let is_of_year = |day: Date| match claim.role("time") {
        Some(Said::Relative(Relative::ThisYear)) => true,
        Some(Said::Period(Period::Year(year))) => claim.kind == "gdp-growth-rate" && *year == day.year(),
        _ => false,
    };
    is_yearly && clocks.dated.is_some_and(|day| is_of_year(day) && day.month() < LAST_MONTH)
}

/// Kinds of what holds from a day on.
const HELD: [&str; 3] = ["leader", "chief-of-mission", "agreement"];

/// Whether the statement says when by counting from another time ("two years
/// later") or by a date that was not understood, and nothing of that has been compared.
fn hangs_on_another_time(statement: &Statement, ruling: &Ruling, own: &str, text: &str, language: Language) -> bool {
    let Some(meant) = statement.readings.get(ruling.reading) else { return false };
    let says_when = meant.understood.claim.roles.iter().any(|(_, said)| matches!(said, Said::Period(_)));
    let is_event = matches!(&ruling.outcome, Outcome::Right { fact, .. } if fact.period("time").is_none());
    let has_number = HELD.contains(&meant.understood.claim.kind.as_str()) && own.contains(|c: char| c.is_ascii_digit());
    is_event && !says_when && (has_number || Triggers::of(language).hangs(text))
}

/// Whether a partner is named before its share, or right behind it: "ahead of China, with
/// 15 percent" the share before is another's.
fn is_partner_beside(meant: &Meant, block: &str) -> bool {
    const FEW: usize = 5;
    let (Some(partner), Some(share)) = (meant.spans_of("partner").next(), meant.spans_of("share").next()) else {
        return false;
    };
    if partner.end <= share.start {
        return true;
    }
    block.get(share.end..partner.start).is_some_and(|gap| {
        let parts = |c: char| matches!(c, ',' | ';' | '(') || c.is_ascii_digit();
        gap.split_whitespace().count() <= FEW && !gap.contains(parts)
    })
}

/// Whether what is told is no one year's: it is so by habit, or a change over years
/// that the claim does not have.
fn is_loosely_timed(statement: &Statement, ruling: &Ruling, text: &str, language: Language) -> bool {
    let Some(meant) = statement.readings.get(ruling.reading) else { return false };
    let claim = &meant.understood.claim;
    let triggers = Triggers::of(language);
    let is_of_time = matches!(&ruling.outcome, Outcome::Wrong { fact, .. } if fact.period("time").is_some());
    let says_from = claim.role("before").is_some() || claim.role("from").is_some();
    let is_change = ["growth", "rose", "fell"].iter().any(|role| claim.role(role).is_some());
    let is_rate =
        claim.roles.iter().any(|(_, said)| matches!(said, Said::Figure(printed) if printed.unit == unit::PERCENT));
    let is_peak = is_rate && triggers.is_peak(text);
    let is_over_years = is_change && !says_from && triggers.is_over_years(text);
    // What is so every year is so in the last.
    let is_sign = claim.kind == "goods-balance" && claim.role("value").is_none();
    is_of_time && !is_sign && (triggers.is_habit(text) || is_peak || is_over_years)
}

/// Whether a partner of whom a list says nothing is not named, or has a place in an order
/// that words were put together to claim.
fn is_of_longer_list(statement: &Statement, ruling: &Ruling) -> bool {
    let Outcome::Wrong { fact, roles } = &ruling.outcome else { return false };
    let meant = statement.readings.get(ruling.reading);
    let is_named = meant.is_some_and(|meant| meant.spans_of("partner").next().is_some());
    fact.role("listed").is_some() && (!is_named || (statement.is_composed && *roles == ["rank"]))
}

fn answers(statement: &Statement, passage: &Passage<'_>, clocks: &Clocks<'_>) -> Vec<Answer> {
    let mut answers = Vec::new();
    for (reading, meant) in statement.readings.iter().enumerate() {
        let Some(kind) = meant.kind else { continue };
        if clocks.is_written_one_way && has_thousands_for(&statement.readings, meant) {
            continue;
        }
        let first = answers.len();
        for (number, question) in meant.questions.iter().enumerate() {
            let case = Case { kind, claim: &meant.understood.claim, question, clocks };
            let outcome = counter(&case, meant, passage, &statement.span).unwrap_or_else(|| case.settle());
            let outcome = capacity(&case, &outcome, meant, passage).unwrap_or(outcome);
            answers.push(Answer {
                reading,
                standing: meant.standing,
                assumed: question.assumed,
                question: number,
                outcome,
            });
        }
        if kind.id() == "membership-status" {
            worst_of(&mut answers, first);
        }
    }
    answers
}

/// Of several organizations a state is what it is said to be only where it is so in all: the
/// answer on the one that fares worst is that on all.
fn worst_of(answers: &mut Vec<Answer>, first: usize) {
    let rank = |answer: &Answer| match &answer.outcome {
        Outcome::Wrong { .. } => 0,
        Outcome::NoData(_) => 1,
        other => 1 + goodness(other),
    };
    let own = answers.split_off(first.min(answers.len()));
    answers.extend(own.into_iter().min_by_key(rank));
}

/// How good an outcome is for the text.
fn goodness(outcome: &Outcome) -> u8 {
    match outcome {
        outcome if outcome.fits_exactly() => 7,
        Outcome::Right { .. } => 6,
        Outcome::Superseded { .. } => 5,
        Outcome::ByOther { .. } => 4,
        Outcome::Vague(_) => 3,
        Outcome::Unlike(_) => 2,
        Outcome::Wrong { .. } => 1,
        Outcome::NoData(_) => 0,
    }
}

fn decide(statement: &Statement, answers: Vec<Answer>, passage: &Passage<'_>, clocks: &Clocks<'_>) -> Ruling {
    let &Passage { block, own, text, language, .. } = passage;
    let has_data = |answer: &&Answer| !matches!(answer.outcome, Outcome::NoData(_));
    // Where the likeliest readings have no figure, those that stand in for them.
    let standing = [Standing::First, Standing::InPlace, Standing::Part, Standing::Other]
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
        return Ruling { verdict, reading, outcome, aside: Aside::Nothing, question: None, is_withheld: false };
    };
    let answers_with_data = answers.iter().filter(has_data).count();
    // Where the first of two has no figure, and it is the other's very one, it is that one's.
    let of_standing = || answers.iter().filter(|a| a.standing == standing);
    let least = of_standing().map(|a| a.assumed).min().unwrap_or_default();
    let has_none = of_standing().filter(|a| a.assumed == least).all(|a| !has_data(&a));
    let least =
        of_standing().filter(|a| has_none && a.outcome.fits_exactly()).map(|a| a.assumed).min().unwrap_or(least);
    let (likely, others): (Vec<Answer>, Vec<Answer>) =
        answers.into_iter().partition(|a| a.standing == standing && a.assumed == least);
    let greatest = likely.iter().map(|answer| goodness(&answer.outcome)).max().unwrap_or_default();
    // Where no word says whose a figure is, or it is no country's trade with all, one of several
    // digits is whose it exactly fits, or of which it is a slip.
    let is_open =
        || greatest <= 1 && (!statement.readings[0].names_whose() || likely.iter().all(|it| is_far_off(statement, it)));
    let by_other = others.iter().filter(|_| is_open());
    let by_other = by_other.filter(|answer| {
        let is_flow = is_of_its_flow(statement, answer) && !is_turned(statement, answer, &likely);
        is_flow || is_of_the_other(statement, answer)
    });
    let by_other = by_other.filter_map(|answer| Some((is_its_figure(statement, answer)?, answer)));
    let of_pair = others.iter().filter(|_| greatest <= FITS_NOT);
    let of_pair = of_pair.filter(|answer| is_of_pair_s_other(statement, answer, &likely, clocks));
    let by_other = by_other.chain(of_pair.map(|answer| (Verdict::Supported, answer)));
    if let Some((verdict, answer)) = by_other.max_by_key(|(verdict, _)| *verdict == Verdict::Supported) {
        return answer.ruled(statement, verdict);
    }
    // Who is named on the very day, or in the month, of a visit on record paid that one; and of two
    // ways in which digits are written the one is meant that is right.
    let is_meant = |answer: &&Answer| is_of_visitor(statement, answer) || is_of_other_digits(statement, answer);
    if let Some(answer) = others.iter().chain(&likely).filter(|_| greatest <= 1).find(is_meant) {
        return answer.ruled(statement, Verdict::Supported);
    }
    // What fits nothing has the digits of one of them.
    let fits_none = || likely.iter().chain(&others).all(|answer| goodness(&answer.outcome) <= FITS_NOT);
    let of_digits = likely.iter().chain(&others).find(|answer| is_conclusive(statement, answer));
    if let Some(answer) = of_digits.filter(|_| fits_none()) {
        return answer.ruled(statement, Verdict::Contradicted);
    }
    let best: Vec<&Answer> = likely.iter().filter(|answer| goodness(&answer.outcome) == greatest).collect();
    let ruled = best.into_iter().map(|answer| {
        let (verdict, aside) = match &answer.outcome {
            Outcome::Right { fact, .. } if is_by_chance(statement, answer) => {
                (Verdict::NotCheckable(Unchecked::Ambiguous), Aside::OtherReading(fact.clone()))
            }
            Outcome::Right { .. } => (Verdict::Supported, Aside::Nothing),
            // That somebody took office, or was elected, stays so.
            Outcome::Superseded { was, cause: Cause::Event, .. }
                if is_of_past_event(&statement.readings[answer.reading], was, text, language)
                    || tells_beginning(statement, own, text, language)
                    || tells_founding(was, own) =>
            {
                (Verdict::Supported, Aside::Nothing)
            }
            Outcome::Superseded { .. } => (Verdict::Outdated, Aside::Nothing),
            Outcome::ByOther { .. } => (Verdict::Disputed, Aside::Nothing),
            Outcome::Vague(_) => (Verdict::NotCheckable(Unchecked::Vague), Aside::Nothing),
            // The very digits in another unit are a slip.
            Outcome::Unlike(fact) if is_slip(&statement.readings[answer.reading], fact) => {
                (Verdict::Contradicted, Aside::Nothing)
            }
            Outcome::Unlike(_) | Outcome::NoData(_) => (Verdict::NotCheckable(Unchecked::NoData), Aside::Nothing),
            Outcome::Wrong { fact, roles } => {
                let meant = &statement.readings[answer.reading];
                let question = meant.questions.get(answer.question);
                let misfit = Misfit { statement, meant, question, fact, roles, block, own, text, language, clocks };
                let others_than = others.iter().filter(|other| other.standing != Standing::Part);
                let weighed = misfit.weigh(others_than.map(|other| &other.outcome));
                // Of whom no word says it is, it may be the other's, as another publisher has it.
                let may_be_other_s = || others.iter().any(|other| is_near_of(statement, other));
                let names_whose = match meant.understood.claim.kind.as_str() {
                    "partner-share" => meant.spans_of("subject").next().is_some(),
                    _ => meant.names_whose(),
                };
                match weighed.0 {
                    Verdict::Contradicted if !names_whose && may_be_other_s() => {
                        (Verdict::NotCheckable(Unchecked::Ambiguous), Aside::Near)
                    }
                    _ => weighed,
                }
            }
        };
        let question = statement.readings[answer.reading].questions.get(answer.question).cloned();
        // What stays so rests on what was published of it.
        let outcome = match &answer.outcome {
            Outcome::Superseded { was, .. } if verdict == Verdict::Supported => {
                Outcome::Right { fact: was.clone(), comparison: Comparison::default() }
            }
            outcome => outcome.clone(),
        };
        Ruling { verdict, reading: answer.reading, outcome, aside, question, is_withheld: false }
    });
    // Wrong is only what is wrong by every likely reading; of less likely ones, the only one
    // that has a figure, of which the text's is a slip.
    let is_alone = answers_with_data <= 1;
    let ruled = ruled.map(|ruling| match ruling.verdict {
        Verdict::Contradicted if standing == Standing::Other && !(is_alone && is_evident_slip(statement, &ruling)) => {
            Ruling { verdict: Verdict::NotCheckable(Unchecked::NoData), outcome: Outcome::NoData(&[]), ..ruling }
        }
        _ => ruling,
    });
    // And so is that a change of few digits is one of a year that was named before others.
    let ruled = ruled.map(|ruling| match ruling.verdict {
        Verdict::Supported if is_of_earlier_year(statement, &ruling) => {
            Ruling { verdict: Verdict::NotCheckable(Unchecked::Ambiguous), ..ruling }
        }
        _ => ruling,
    });
    // That one of several less likely readings has a place or a share of few digits is
    // chance, and that a country sold what a text has it buy is no reading at all.
    let ruled = ruled.map(|ruling| match ruling.verdict {
        Verdict::Supported
            if standing == Standing::Other
                && (is_easily_hit(statement, &ruling) || is_of_opposite_flow(statement, &ruling)) =>
        {
            Ruling { verdict: Verdict::NotCheckable(Unchecked::Ambiguous), ..ruling }
        }
        _ => ruling,
    });
    // Nor is another's ambassador wrong where the author's own one may be meant, of whom nothing is known.
    let is_of_own = |area: &[Area]| {
        let mut own = likely.iter().filter(|answer| {
            let asked = statement.readings[answer.reading].questions.get(answer.question);
            asked.is_some_and(|asked| asked.args.area.iter().rev().eq(area))
        });
        own.clone().next().is_some() && own.all(|answer| !has_data(&answer))
    };
    let ruled = ruled.map(|ruling| {
        let is_of_mission = statement.readings[ruling.reading].understood.claim.kind == "chief-of-mission";
        let area = ruling.question.as_ref().map(|question| question.args.area.as_slice()).unwrap_or_default();
        let is_guest = area.last().is_some_and(|receiver| clocks.author == Some(*receiver));
        match is_of_mission && is_guest && ruling.verdict == Verdict::Contradicted && is_of_own(area) {
            true => Ruling { verdict: Verdict::NotCheckable(Unchecked::Ambiguous), ..ruling },
            false => ruling,
        }
    });
    let is_mild = |ruling: &Ruling| ruling.verdict != Verdict::Contradicted;
    let mut ruled: Vec<Ruling> = ruled.collect();
    // Of "it" the country is meant that the figure could be of.
    if ruled.iter().any(|ruling| ruling.aside != Aside::Elsewhere) {
        ruled.retain(|ruling| ruling.aside != Aside::Elsewhere);
    }
    // Of several in another unit the one that has its very digits is meant.
    let is_unlike = |ruling: &Ruling| matches!(ruling.outcome, Outcome::Unlike(_));
    let in_another_unit =
        ruled.iter().position(|ruling| is_unlike(ruling) && !is_mild(ruling)).filter(|_| ruled.iter().all(is_unlike));
    // Of two offices the one that the named person has held.
    let is_of_another =
        |ruling: &Ruling| matches!(&ruling.outcome, Outcome::Wrong { roles, .. } if roles.contains(&"person"));
    let of_the_one = || match ruled.iter().any(is_of_another) {
        true => ruled.iter().position(|ruling| !is_mild(ruling) && !is_of_another(ruling)),
        false => None,
    };
    // Of several years the one whose amount is told beside the change.
    let of_the_amount = || ruled.iter().position(|ruling| is_of_amount_beside(statement, ruling));
    // Of two countries the one of whose figure the text's is a slip.
    let of_the_slip = || ruled.iter().position(|ruling| is_evident_slip(statement, ruling));
    // What is told of a time just named, and went the other way then, is of no other year.
    let is_reversed = |ruling: &Ruling| {
        let is_timed =
            ruling.question.as_ref().is_some_and(|question| question.when != When::Open && !question.is_remote);
        let claim = statement.readings.get(ruling.reading).map(|meant| &meant.understood.claim);
        let is_telling = claim.is_some_and(|claim| has_digits(claim, 2));
        is_timed && is_telling && matches!(ruling.aside, Aside::Reversed(_)) && !is_mild(ruling)
    };
    let of_the_reversed = || ruled.iter().position(is_reversed);
    // Of the author's country and another one, where no word says whose it is, the other.
    let of_another_country = || match ruled.iter().any(|ruling| may_be_of_author(statement, ruling, clocks)) {
        true => ruled.iter().position(|ruling| !may_be_of_author(statement, ruling, clocks)),
        false => None,
    };
    let of_the_scale = || ruled.iter().position(|ruling| is_at_other_scale(statement, ruling));
    let mildest = in_another_unit
        .or_else(of_the_reversed)
        .or_else(of_the_scale)
        .or_else(|| ruled.iter().position(is_mild))
        .or_else(of_the_one)
        .or_else(of_the_amount)
        .or_else(of_the_slip)
        .or_else(of_another_country)
        .or_else(|| nearest(&ruled, statement))
        .unwrap_or_default();
    match mildest < ruled.len() {
        true => ruled.swap_remove(mildest),
        false => Ruling {
            verdict: Verdict::NotCheckable(Unchecked::NoData),
            reading: 0,
            outcome: Outcome::NoData(&[]),
            aside: Aside::Nothing,
            question: None,
            is_withheld: false,
        },
    }
}

/// Whether a figure of few digits is right of a time that the text spoke of long before.
fn is_by_chance(statement: &Statement, answer: &Answer) -> bool {
    let meant = statement.readings.get(answer.reading);
    let is_remote = |meant: &Meant| meant.questions.get(answer.question).is_some_and(|question| question.is_remote);
    meant.is_some_and(|meant| is_remote(meant) && !has_digits(&meant.understood.claim, 3))
}

/// The best that an outcome is that fits nothing.
const FITS_NOT: u8 = 3;

/// Whether a figure of several digits is that of a ruling at the scale of another word: "724.7
/// billion dollars of obligations", of 724.7 million.
fn is_at_other_scale(statement: &Statement, ruling: &Ruling) -> bool {
    const MANY_DIGITS: usize = 4;
    let (Some(meant), Outcome::Wrong { fact, roles }) = (statement.readings.get(ruling.reading), &ruling.outcome)
    else {
        return false;
    };
    let claim = &meant.understood.claim;
    let is_scaled = |role: &RoleName| {
        figure(claim, fact, role).is_some_and(|(printed, actual)| slip::has_other_scale_word(&printed, actual))
    };
    ruling.verdict == Verdict::Contradicted && has_digits(claim, MANY_DIGITS) && roles.iter().all(is_scaled)
}

/// Whether a claim of few digits, without a time of its own, fits the figure of another year than
/// the one that was named last.
fn is_of_earlier_year(statement: &Statement, ruling: &Ruling) -> bool {
    let Some(meant) = statement.readings.get(ruling.reading) else { return false };
    let claim = &meant.understood.claim;
    let is_at = |question: &&Question| matches!(question.when, When::At(_));
    let last = meant.questions.iter().find(is_at).map(|question| question.when);
    let own = ruling.question.as_ref().filter(is_at).map(|question| question.when);
    claim.kind == "goods-growth" && claim.role("time").is_none() && !is_exact(claim) && own.is_some() && own != last
}

/// Whether a claim is of a place in an order or a share, which fit by chance.
fn is_easily_hit(statement: &Statement, ruling: &Ruling) -> bool {
    let claim = statement.readings.get(ruling.reading).map(|meant| &meant.understood.claim);
    claim.is_some_and(|claim| claim.role("rank").is_some() || claim.role("share").is_some())
}

/// Whether a ruling is of what a country sold, where the likeliest reading has it buy, or the other
/// way round.
fn is_of_opposite_flow(statement: &Statement, ruling: &Ruling) -> bool {
    let is_export = |kind: &str| match kind {
        "goods-exports" | "exports-goods-services" => Some(true),
        "goods-imports" | "imports-goods-services" => Some(false),
        _ => None,
    };
    let flow = |reading: usize| {
        let meant = statement.readings.get(reading)?;
        let whose = match reading == ruling.reading {
            true => ruling.question.as_ref()?.args.area.first().copied(),
            false => meant.questions.first()?.args.area.first().copied(),
        };
        Some((is_export(meant.understood.claim.kind.as_str())?, whose))
    };
    flow(0).zip(flow(ruling.reading)).is_some_and(|(first, other)| first.0 != other.0 && first.1 == other.1)
}

/// Whether a text tells when somebody took an office or was elected, and not that
/// somebody holds it.
fn is_of_past_event(meant: &Meant, was: &Fact, text: &str, language: Language) -> bool {
    let claim = &meant.understood.claim;
    let says_when = ["since", "date"].into_iter().any(|role| claim.role(role).is_some() && was.role(role).is_some());
    let is_held = claim.kind == "election" && !matches!(claim.role("status"), Some(Said::Text(it)) if it == "expected");
    says_when && (is_held || Triggers::of(language).tells_past_beginning(text))
}

/// Whether a state is told to be one of those that founded an organization, which stays so.
fn tells_founding(was: &Fact, own: &str) -> bool {
    let is_membership = was.expression.kind == "own-memberships";
    is_membership && own.split(|c: char| !c.is_alphabetic()).any(|word| List::Founding.has(word))
}

/// Whether words were put together to tell when a term of office began, and not since when it
/// lasts.
fn tells_beginning(statement: &Statement, own: &str, text: &str, language: Language) -> bool {
    let claim = statement.readings.first().map(|meant| &meant.understood.claim);
    let is_told = claim.is_some_and(|claim| claim.role("person").is_some() && claim.role("since").is_some());
    let lasts = own.split(|c: char| !c.is_alphabetic()).any(|word| List::Since.has(word));
    statement.is_composed && is_told && !lasts && Triggers::of(language).has_began(text)
}

/// Whether a claim has the fact's digits in another unit.
fn is_slip(meant: &Meant, fact: &Fact) -> bool {
    other_unit(&meant.understood.claim, fact).is_some()
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
