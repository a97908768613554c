//! What a text says against itself: a total that is not the sum of its parts, a
//! growth that does not follow from its two values, one thing said in two ways.

use std::{collections::HashMap, ops::Range};

use attache_document::prose::Prose;
use attache_fact::{Args, Claim, Fit, Hedge, Printed, Quantity, Said, Value};
use attache_language::Wordings;
use attache_model::{Area, Code, Decimal, Period, unit};

use crate::{
    ask::When,
    compare::measured_as,
    course::{Course, courses},
    draft::{Draft, Meant},
    label::MINUS,
    order::{Order, orders},
    report::{Finding, Unchecked, Verdict},
    reprint::replacement,
    rule::Rule,
    trigger::{Triggers, Words},
};

/// A figure of trade between two countries, as the text has it.
#[derive(Clone, Copy, Debug)]
struct Flow {
    /// From where to where the goods go.
    from: Area,
    to: Area,
    printed: Printed,
}

/// Something that a statement measures, and where it stands.
struct Measured {
    what: What,
    when: When,
    block: usize,
    /// Bytes of the source.
    place: Range<usize>,
    statement: usize,
    /// By the data.
    is_right: bool,
}

enum What {
    Goods(Flow),
    /// Both ways together.
    Total(Flow),
    /// Exports less imports of the first.
    Balance(Flow),
    /// The change of the goods that go from the first to the second.
    Growth {
        flow: Flow,
        before: i16,
    },
    TotalGrowth {
        flow: Flow,
        before: i16,
    },
}

/// The findings that the text alone gives rise to, where it is sure what its statements
/// say; of each, its verdict.
pub(crate) fn findings(draft: &Draft, verdicts: &[Verdict], prose: &Prose) -> Vec<Finding> {
    let measured = measured(draft, verdicts);
    let mut findings = sums(&measured, prose, Wordings::in_language(draft.context.language.it));
    findings.extend(changes(&measured, prose));
    findings.extend(said_twice(draft, verdicts, prose));
    findings.extend(turned(draft, prose));
    findings.extend(misordered(draft, prose));
    let told: Vec<Range<usize>> =
        findings.iter().filter(|it| it.rule == Rule::SumOff).map(|it| it.place.clone()).collect();
    findings.extend(signs(draft, prose).into_iter().filter(|it| !told.contains(&it.place)));
    findings
}

/// Whether it is sure what a statement says.
fn is_sure(draft: &Draft, verdicts: &[Verdict], statement: usize) -> bool {
    let is_open = matches!(
        verdicts.get(statement),
        None | Some(Verdict::NotCheckable(Unchecked::Ambiguous | Unchecked::Vague | Unchecked::Forecast))
    );
    !is_open && draft.statements.get(statement).is_some_and(|statement| !statement.is_unsure)
}

/// Whether data bear a statement out, by some release.
fn is_right(verdict: Option<&Verdict>) -> bool {
    matches!(verdict, Some(Verdict::Supported | Verdict::Outdated | Verdict::Disputed))
}

fn measured(draft: &Draft, verdicts: &[Verdict]) -> Vec<Measured> {
    let mut all = Vec::new();
    let sure = draft.statements.iter().enumerate().filter(|(number, _)| is_sure(draft, verdicts, *number));
    for (number, statement) in sure {
        let Some(meant) = statement.readings.iter().find(|meant| !meant.questions.is_empty()) else { continue };
        let Some(sentence) = draft.sentences.get(statement.sentence) else { continue };
        let Some(block) = draft.blocks.get(sentence.block) else { continue };
        let Some(question) = meant.questions.first() else { continue };
        let [a, b] = *question.args.area.as_slice() else { continue };
        let mut add = |role: &'static str, what: &dyn Fn(Printed) -> Option<What>| {
            let Some(Said::Figure(printed)) = meant.understood.claim.role(role) else { return };
            if printed.unit != unit::USD && role != "growth" {
                return;
            }
            if let (Some(what), Some(span)) = (what(*printed), meant.spans_of(role).next()) {
                let place = block.place(span.clone());
                let (block, is_right) = (sentence.block, is_right(verdicts.get(number)));
                all.push(Measured { what, when: question.when, block, place, statement: number, is_right });
            }
        };
        let goods = |from, to| move |printed| Some(What::Goods(Flow { from, to, printed }));
        let flow = match meant.understood.claim.role("flow") {
            Some(Said::Text(flow)) => flow.as_str(),
            _ => "total",
        };
        match meant.understood.claim.kind.as_str() {
            "goods-exports" => add("value", &goods(a, b)),
            "goods-imports" => add("value", &goods(b, a)),
            "goods-trade" => {
                add("value", &|printed| Some(What::Total(Flow { from: a, to: b, printed })));
                add("exports", &goods(a, b));
                add("imports", &goods(b, a));
            }
            "goods-balance" => {
                let is_deficit = meant.understood.claim.role("deficit").is_some();
                add("value", &|printed| {
                    let printed = if is_deficit { printed.below_zero() } else { printed };
                    Some(What::Balance(Flow { from: a, to: b, printed }))
                });
            }
            "goods-growth" if flow != "balance" => {
                let (from, to) = if flow == "imports" { (b, a) } else { (a, b) };
                let is_total = flow == "total";
                add("value", &|printed| {
                    let flow = Flow { from, to, printed };
                    Some(if is_total { What::Total(flow) } else { What::Goods(flow) })
                });
                let before = before(meant, question.when);
                let fell = meant.understood.claim.role("fell").is_some();
                add("growth", &|printed| {
                    let flow = Flow { from, to, printed: if fell { printed.below_zero() } else { printed } };
                    let before = before?;
                    Some(if is_total { What::TotalGrowth { flow, before } } else { What::Growth { flow, before } })
                });
            }
            _ => {}
        }
    }
    all
}

/// The year that a change is measured from.
fn before(meant: &Meant, when: When) -> Option<i16> {
    match (meant.understood.claim.role("before"), when) {
        (Some(Said::Period(Period::Year(year))), _) => Some(*year),
        (None, When::At(Period::Year(year))) => year.checked_sub(1),
        _ => None,
    }
}

/// Whether two figures are of one time: said to be so, or side by side without.
fn together(a: &Measured, b: &Measured) -> bool {
    a.when == b.when && (a.when != When::Open || a.block == b.block)
}

/// Totals and balances against exports and imports.
fn sums(measured: &[Measured], prose: &Prose, wordings: &Wordings) -> Vec<Finding> {
    let goods = |of: &Measured, from: Area, to: Area| {
        measured.iter().find_map(|other| match &other.what {
            What::Goods(flow) if (flow.from, flow.to) == (from, to) && together(of, other) => {
                Some((flow.printed, other))
            }
            _ => None,
        })
    };
    let mut findings = Vec::new();
    for one in measured {
        let (flow, sign, name) = match &one.what {
            What::Total(flow) => (flow, Decimal::ONE, "total"),
            What::Balance(flow) => (flow, Decimal::NEGATIVE_ONE, "balance"),
            _ => continue,
        };
        let (Some((out, first)), Some((back, second))) =
            (goods(one, flow.from, flow.to), goods(one, flow.to, flow.from))
        else {
            continue;
        };
        let Some(sum) = back.value.checked_mul(sign).and_then(|back| out.value.checked_add(back)) else { continue };
        let slack = slack(&out).saturating_add(slack(&back)).saturating_add(slack(&flow.printed));
        // Where the data bear all of them out, they are not of one thing.
        if one.is_right && first.is_right && second.is_right {
            continue;
        }
        if is_bound(&out) || is_bound(&back) || is_bound(&flow.printed) || (flow.printed.value - sum).abs() <= slack {
            continue;
        }
        let said = quoted(prose, &one.place);
        let message = format!(
            "the {name} of {said} does not follow from its parts, which give {}",
            as_written(prose.source.get(one.place.clone()).unwrap_or_default(), &flow.printed, sum, wordings)
        );
        let others = vec![(first.place.clone(), "one part".to_owned()), (second.place.clone(), "the other".to_owned())];
        findings.push(not_following(Rule::SumOff, one, message, others));
    }
    findings
}

/// What one country sends or gets, all told or to one other, as the text has it.
struct Flowing {
    whose: Area,
    is_out: bool,
    printed: Printed,
    when: When,
    block: usize,
    place: Range<usize>,
}

/// Balances whose digits are those of exports less imports, and whose sign is not.
fn signs(draft: &Draft, prose: &Prose) -> Vec<Finding> {
    let mut flows: Vec<Flowing> = Vec::new();
    let mut findings = Vec::new();
    for (number, statement) in draft.statements.iter().enumerate() {
        let Some(meant) = statement.readings.first() else { continue };
        let Some(block_number) = draft.sentences.get(statement.sentence).map(|sentence| sentence.block) else {
            continue;
        };
        let Some(block) = draft.blocks.get(block_number) else { continue };
        let claim = &meant.understood.claim;
        let (Some(Said::Figure(printed)), Some(span)) = (claim.role("value"), meant.spans_of("value").next()) else {
            continue;
        };
        let place = block.place(span.clone());
        let area = |role: &str| match claim.role(role) {
            Some(Said::Area(area)) => Some(*area),
            _ => None,
        };
        let (whose, is_out) = match claim.kind.as_str() {
            "goods-exports" => (area("exporter"), true),
            "goods-imports" => (area("importer"), false),
            "exports-goods-services" => (area("subject"), true),
            "imports-goods-services" => (area("subject"), false),
            "goods-balance" => {
                let before = flows.iter().rev().take(COMPARED).filter(|flow| flow.block == block_number);
                // "In our favour" may be either side's.
                let sentence = draft.sentences.get(statement.sentence);
                let says_for_whom = sentence.is_some_and(|sentence| {
                    Triggers::of(draft.context.language.it)
                        .favours(&Words::of(&block.text, &sentence.span))
                        .next()
                        .is_some()
                });
                let is_open = says_for_whom && meant.spans_of("reporter").next().is_none();
                let is_its = |whose: Area| !is_open && area("reporter").is_none_or(|of| of == whose);
                let own = || before.clone().filter(|flow| is_its(flow.whose));
                let pairs = own().filter(|flow| flow.is_out).flat_map(|out| {
                    own()
                        .filter(move |back| !back.is_out && back.whose == out.whose && back.when == out.when)
                        .map(move |back| (out, back))
                });
                let turned =
                    pairs.into_iter().find(|(out, back)| is_turned_sign(claim, printed, &out.printed, &back.printed));
                findings.extend(turned.map(|(out, back)| {
                    let said = if claim.role("deficit").is_some() { "deficit" } else { "surplus" };
                    let message = format!(
                        "{} is no {said}: exports were {}, and imports {}",
                        quoted(prose, &place),
                        quoted(prose, &out.place),
                        quoted(prose, &back.place)
                    );
                    let others =
                        vec![(out.place.clone(), "exports".to_owned()), (back.place.clone(), "imports".to_owned())];
                    finding(Rule::SumOff, place.clone(), message, "the other sign", others, Some(number))
                }));
                continue;
            }
            _ => continue,
        };
        let when = meant.questions.first().map_or(When::Open, |question| question.when);
        flows.extend(whose.map(|whose| Flowing { whose, is_out, printed: *printed, when, block: block_number, place }));
    }
    findings
}

/// Whether a balance has the digits of exports less imports with the other sign.
fn is_turned_sign(claim: &Claim, balance: &Printed, exports: &Printed, imports: &Printed) -> bool {
    if is_bound(exports) || is_bound(imports) || exports.unit != balance.unit || imports.unit != balance.unit {
        return false;
    }
    let Some(net) = exports.value.checked_sub(imports.value) else { return false };
    let allowed = slack(exports).saturating_add(slack(imports)).saturating_add(slack(balance));
    let has_digits = balance.value.abs() >= balance.step.checked_mul(Decimal::TEN).unwrap_or_default();
    let is_deficit = claim.role("deficit").is_some();
    let is_signed = is_deficit || claim.role("surplus").is_some();
    // "Just over $900 million" of 907.5.
    let is_its_size = match is_bound(balance) {
        true => balance.abs().fit(net.abs()) == Fit::Within,
        false => has_digits && (balance.value.abs() - net.abs()).abs() <= allowed,
    };
    is_signed && is_its_size && net.abs() > allowed && is_deficit != net.is_sign_negative()
}

/// Growth against the values of both years.
fn changes(measured: &[Measured], prose: &Prose) -> Vec<Finding> {
    let value = |flow: &Flow, is_total: bool, year: i16| {
        measured.iter().find_map(|other| {
            match &other.what {
                What::Goods(known) if !is_total && (known.from, known.to) == (flow.from, flow.to) => {
                    Some((known, other))
                }
                What::Total(known) if is_total && [known.from, known.to].contains(&flow.from) => Some((known, other)),
                _ => None,
            }
            .filter(|(_, other)| other.when == When::At(Period::Year(year)))
        })
    };
    let mut findings = Vec::new();
    for one in measured {
        let (flow, before, is_total) = match &one.what {
            What::Growth { flow, before } => (flow, *before, false),
            What::TotalGrowth { flow, before } => (flow, *before, true),
            _ => continue,
        };
        let When::At(Period::Year(year)) = one.when else { continue };
        let (Some((now, first)), Some((then, second))) = (value(flow, is_total, year), value(flow, is_total, before))
        else {
            continue;
        };
        let percent = |now: Decimal, then: Decimal| {
            let change = now.checked_sub(then)?.checked_div(then)?;
            change.checked_mul(Decimal::ONE_HUNDRED)
        };
        // The least and the greatest change that the two printed values admit.
        let (Some(least), Some(most), Some(middle)) = (
            percent(now.printed.value - slack(&now.printed), then.printed.value + slack(&then.printed)),
            percent(now.printed.value + slack(&now.printed), then.printed.value - slack(&then.printed)),
            percent(now.printed.value, then.printed.value),
        ) else {
            continue;
        };
        let said = flow.printed.value;
        let away = slack(&flow.printed);
        if one.is_right && first.is_right && second.is_right {
            continue;
        }
        let admits = least - away <= said && said <= most + away;
        if admits || is_bound(&flow.printed) || is_bound(&now.printed) || is_bound(&then.printed) {
            continue;
        }
        let message = format!(
            "{} does not follow from the two values, which give {} %",
            quoted(prose, &one.place),
            middle.round_dp(1).normalize()
        );
        let others = vec![(second.place.clone(), "before".to_owned()), (first.place.clone(), "after".to_owned())];
        findings.push(not_following(Rule::PercentOff, one, message, others));
    }
    findings
}

/// A reading with its block and its place in the source, and whether data bear it out.
type SaidAt<'d> = (&'d Meant, usize, Range<usize>, bool);

/// What statements of one kind, role and question have said.
type SaidBefore<'d> = HashMap<(Code, &'static str, &'d Args), Vec<SaidAt<'d>>>;

/// A statement is held against so many earlier ones of the same thing.
const COMPARED: usize = 32;

/// One question that two statements answer otherwise.
fn said_twice(draft: &Draft, verdicts: &[Verdict], prose: &Prose) -> Vec<Finding> {
    const ROLES: [&str; 6] = ["value", "rank", "share", "growth", "length", "count"];
    let mut findings = Vec::new();
    let mut known: SaidBefore<'_> = HashMap::new();
    let sure = draft.statements.iter().enumerate().filter(|(number, _)| is_sure(draft, verdicts, *number));
    for (number, statement) in sure {
        let is_right = is_right(verdicts.get(number));
        let Some(meant) = statement.readings.first() else { continue };
        let Some(block_number) = draft.sentences.get(statement.sentence).map(|sentence| sentence.block) else {
            continue;
        };
        let Some(block) = draft.blocks.get(block_number) else { continue };
        for role in ROLES {
            let (Some(span), Some(question)) = (meant.spans_of(role).next(), meant.questions.first()) else { continue };
            let place = block.place(span.clone());
            let alike = known.entry((meant.understood.claim.kind, role, &question.args)).or_default();
            // Two figures that are both right are of two things.
            let earlier = alike.iter().take(COMPARED).find(|(other, in_block, _, is_other_right)| {
                let are_together = *in_block == block_number;
                !(is_right && *is_other_right)
                    && is_same_question(meant, other, are_together)
                    && !agree(meant, other, role)
            });
            if let Some((_, _, first, _)) = earlier {
                let message = format!(
                    "{} is said here, and {} of the same elsewhere",
                    quoted(prose, &place),
                    quoted(prose, first)
                );
                let others = vec![(first.clone(), "said here first".to_owned())];
                let label = "not what was said before";
                findings.push(finding(Rule::Inconsistent, place.clone(), message, label, others, Some(number)));
            }
            alike.push((meant, block_number, place, is_right));
        }
    }
    findings
}

/// Words for more beside shares that are less, and the other way round.
fn misordered(draft: &Draft, prose: &Prose) -> Vec<Finding> {
    let mut findings = Vec::new();
    for sentence in &draft.sentences {
        let Some(block) = draft.blocks.get(sentence.block) else { continue };
        let told = orders(&block.text, &sentence.span, &sentence.mentions, draft.context.language.it);
        for order in told.into_iter().filter(Order::is_off) {
            let place = block.place(order.place);
            let (own, other) = (block.place(order.own.1), block.place(order.other.1));
            let way = if order.is_ahead { "less" } else { "more" };
            let message = format!(
                "{} does not go with its figures: {} is {way} than {}",
                quoted(prose, &place),
                quoted(prose, &own),
                quoted(prose, &other)
            );
            let others = vec![(own, "of the one".to_owned()), (other, "of the other".to_owned())];
            findings.push(finding(Rule::RankOff, place, message, "the other way round", others, None));
        }
    }
    findings
}

/// Words for a rise beside figures that fall, and the other way round.
fn turned(draft: &Draft, prose: &Prose) -> Vec<Finding> {
    let mut findings = Vec::new();
    for sentence in &draft.sentences {
        let Some(block) = draft.blocks.get(sentence.block) else { continue };
        let told = courses(&block.text, &sentence.span, &sentence.mentions, draft.context.language.it);
        for course in told.into_iter().filter(Course::is_off) {
            let place = block.place(course.place);
            let (from, to) = (block.place(course.from.1), block.place(course.to.1));
            let way = if course.rises { "less" } else { "more" };
            let message = if from == to {
                format!("{} does not go with {}", quoted(prose, &place), quoted(prose, &to))
            } else {
                let (from, to) = (quoted(prose, &from), quoted(prose, &to));
                format!("{} does not go with its figures: {to} is {way} than {from}", quoted(prose, &place))
            };
            let others = vec![(from, "before".to_owned()), (to, "after".to_owned())];
            findings.push(finding(Rule::DirectionOff, place, message, "the other way", others, None));
        }
    }
    findings
}

/// Whether two claims say every role alike, but for their figures.
fn is_same_question(a: &Meant, b: &Meant, are_together: bool) -> bool {
    let (one, other) = (&a.understood.claim, &b.understood.claim);
    let (Some(question), Some(asked)) = (a.questions.first(), b.questions.first()) else { return false };
    let plain = |claim: &attache_fact::Claim| {
        let roles = claim.roles.iter().filter(|(_, said)| {
            !matches!(said, Said::Figure(_) | Said::Rank(_) | Said::Count(_) | Said::Area(_) | Said::Areas(_))
        });
        roles.cloned().collect::<Vec<_>>()
    };
    // Without a period they may be of different years, unless they stand together.
    let is_plain = question.when != When::Open || are_together;
    one.kind == other.kind && question == asked && plain(one) == plain(other) && is_plain
}

fn agree(a: &Meant, b: &Meant, role: &str) -> bool {
    match (a.understood.claim.role(role), b.understood.claim.role(role)) {
        (Some(Said::Figure(one)), Some(Said::Figure(other))) => {
            let alike = measured_as(one, other.unit).or_else(|| measured_as(other, one.unit).map(|_| *one));
            alike.is_none_or(|one| one.interval().overlaps(&other.interval()))
        }
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

/// How far a printed figure may lie from what it stands for.
fn slack(printed: &Printed) -> Decimal {
    let part = if printed.hedge == Hedge::Plain { Decimal::TWO } else { Decimal::ONE };
    printed.step.checked_div(part).unwrap_or(printed.step)
}

/// "Over" and "under" leave one side open.
fn is_bound(printed: &Printed) -> bool {
    !matches!(printed.hedge, Hedge::Plain | Hedge::About) || printed.to.is_some()
}

/// A value in the words in which another one is written, so that "1,163.7" gives "1,164.2"; else as
/// it is.
fn as_written(words: &str, printed: &Printed, value: Decimal, wordings: &Wordings) -> String {
    let bare = words.trim_start_matches(MINUS);
    let sign = if value < Decimal::ZERO { "-" } else { "" };
    let quantity = Value::Quantity(Quantity::new(value.abs(), printed.unit));
    match replacement(bare, &Said::Figure(printed.abs()), &quantity, wordings) {
        Some(new) => [sign, &bare[..new.at.start], &new.text, &bare[new.at.end..]].concat(),
        None => value.normalize().to_string(),
    }
}

fn quoted(prose: &Prose, place: &Range<usize>) -> String {
    format!("{:?}", prose.source.get(place.clone()).unwrap_or_default())
}

/// A figure that does not follow from others of the text.
fn not_following(rule: Rule, one: &Measured, message: String, others: Vec<(Range<usize>, String)>) -> Finding {
    finding(rule, one.place.clone(), message, "does not follow", others, Some(one.statement))
}

fn finding(
    rule: Rule,
    place: Range<usize>,
    message: String,
    label: &str,
    others: Vec<(Range<usize>, String)>,
    statement: Option<usize>,
) -> Finding {
    Finding {
        rule,
        severity: rule.severity(),
        place,
        label: label.to_owned(),
        message,
        others,
        notes: Vec::new(),
        help: None,
        evidence: Vec::new(),
        fix: None,
        statement,
    }
}
