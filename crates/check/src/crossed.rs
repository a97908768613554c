//! Exports and imports that a text has exchanged: each of two figures told side by side is on record as
//! the other flow, and neither as its own.

use attache_document::prose::Block;
use attache_fact::{Fact, Fit, Printed, Said, Time};
use attache_language::read::Stance;
use attache_model::{AreaKind, Decimal};

use crate::{
    ask::{Question, When},
    certain::is_of_goods,
    doubt::Doubt,
    draft::{Meant, Statement},
    judge::{Aside, Ruling},
    misfit::has_digits,
    report::{Unchecked, Verdict},
    settle::{Clocks, Outcome},
};

/// Kinds of flows, with that of the same the other way, and the role of whose they are.
const FLOWS: [(&str, &str, &str); 4] = [
    ("goods-exports", "goods-imports", "exporter"),
    ("goods-imports", "goods-exports", "importer"),
    ("exports-goods-services", "imports-goods-services", "subject"),
    ("imports-goods-services", "exports-goods-services", "subject"),
];

/// Of two flows that a sentence tells, so many statements may stand between.
const BETWEEN: usize = 2;

/// The places of statements of one sentence that have each the other's figure, with how they are ruled
/// then: "exports were $4.0 billion and imports $1.5 billion", where it is the other way round. Of two
/// countries the text must name whose flows they are.
pub(crate) fn exchanged(told: &[(&Statement, &Block, Ruling)], clocks: &Clocks<'_>) -> Vec<(usize, Ruling)> {
    let mut places = Vec::new();
    for (at, (one, block, _)) in told.iter().enumerate().filter(|(_, it)| is_open(it)) {
        let behind = told.iter().enumerate().skip(at + 1).take(BETWEEN + 1);
        let behind = behind.filter(|(_, it)| it.0.sentence == one.sentence && is_open(it));
        for (other_at, (other, ..)) in behind {
            if let Some([own, others]) = as_exchanged(one, other, &block.text, clocks) {
                places.extend([(at, own), (other_at, others)]);
            }
        }
    }
    places
}

fn is_open((statement, _, ruling): &(&Statement, &Block, Ruling)) -> bool {
    let is_open =
        matches!(ruling.verdict, Verdict::NotCheckable(Unchecked::Ambiguous | Unchecked::Vague | Unchecked::NoData));
    let is_doubted = matches!(ruling.aside, Aside::Doubt(doubt) if doubt != Doubt::AnotherFlow);
    is_open && statement.stance == Stance::Asserted && !is_doubted
}

/// How two statements are ruled that have each the figure of the other's flow.
fn as_exchanged(one: &Statement, other: &Statement, text: &str, clocks: &Clocks<'_>) -> Option<[Ruling; 2]> {
    let (own, others) = (flows(one, text, clocks), flows(other, text, clocks));
    let all = own.into_iter().flat_map(|own| others.iter().cloned().map(move |other| (own.clone(), other)));
    let mut crossed = all.filter(|(own, other)| own.is_other_way_of(other) && (own.is_named || other.is_named));
    let (own, other) = crossed.find(|(own, other)| own.has_figure_of(other) && other.has_figure_of(own))?;
    Some([own.ruled(), other.ruled()])
}

/// A flow that a statement may tell of, with what is on record.
#[derive(Clone)]
struct Flow<'t> {
    reading: usize,
    meant: &'t Meant,
    question: &'t Question,
    printed: Printed,
    /// By its name, or there is nobody else whose it may be.
    is_named: bool,
    fact: Fact,
}

/// The flows at a time that is told of which a statement may be.
fn flows<'t>(statement: &'t Statement, text: &str, clocks: &Clocks<'_>) -> Vec<Flow<'t>> {
    let mut flows = Vec::new();
    for (reading, meant) in statement.readings.iter().enumerate() {
        let claim = &meant.understood.claim;
        let way = FLOWS.iter().find(|(kind, ..)| claim.kind == *kind);
        let (Some((_, _, owner)), Some(Said::Figure(printed)), Some(kind)) = (way, claim.role("value"), meant.kind)
        else {
            continue;
        };
        for question in meant.questions.iter().filter(|question| !question.is_remote) {
            let When::At(time) = question.when else { continue };
            let mut args = question.args.clone();
            args.time = Time::Period(time);
            let told = kind.derive(&args, clocks.now).unwrap_or_default();
            let is_with_all = args.area.get(1).is_none_or(|area| area.kind() == AreaKind::Aggregate);
            let figure = meant.spans_of("value").next().map_or(0, |figure| figure.start);
            let mut owners = meant.spans_of(owner).filter(|owner| owner.end <= figure);
            let is_named = is_with_all || owners.any(|owner| !is_of_goods(owner, text));
            flows.extend(told.into_iter().next().filter(|_| has_digits(claim, 2)).map(|fact| Flow {
                reading,
                meant,
                question,
                printed: *printed,
                is_named,
                fact,
            }));
        }
    }
    flows
}

impl Flow<'_> {
    /// Whether another is of the same country, with the same one, at the same time, the other way.
    fn is_other_way_of(&self, other: &Self) -> bool {
        let kind = |flow: &Self| flow.meant.understood.claim.kind;
        let is_turned = |(one, opposite, _): &&(&str, &str, &str)| kind(self) == *one && kind(other) == *opposite;
        FLOWS.iter().any(|way| is_turned(&way))
            && self.question.args.area == other.question.args.area
            && self.fact.period("time") == other.fact.period("time")
    }

    /// Whether the figure is on record as the other's, and far from what is on record as its own.
    fn has_figure_of(&self, other: &Self) -> bool {
        const FAR: Decimal = Decimal::from_parts(1, 0, 0, false, 1);
        let value = |fact: &Fact| fact.quantity("value").map(|quantity| quantity.value.abs());
        let (Some(own), Some(others)) = (value(&self.fact), value(&other.fact)) else { return false };
        let is_far = own.checked_mul(FAR).is_some_and(|far| (own - others).abs() > far);
        is_far && self.printed.fit(others) == Fit::Within && self.printed.fit(own) != Fit::Within
    }

    fn ruled(self) -> Ruling {
        Ruling {
            verdict: Verdict::Contradicted,
            reading: self.reading,
            outcome: Outcome::Wrong { fact: Box::new(self.fact), roles: vec!["value"] },
            aside: Aside::Nothing,
            question: Some(self.question.clone()),
            is_withheld: false,
        }
    }
}
