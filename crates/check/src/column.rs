//! A column of a table, or a label of a list, tells of one thing: whose trade most of its rows are
//! of, all are.

use std::collections::HashMap;

use attache_document::prose::Block;
use attache_model::{Area, Code};

use crate::{
    ask::Question,
    caption,
    draft::{Meant, Statement},
    judge::Ruling,
    report::Verdict,
    settle::Outcome,
};

/// Goods that go one way, from whom and to whom.
type Flow = (Code, Vec<Area>);

/// The rows that are of another flow than the others under their label in the same table, by their
/// places, with the flow of these. Of each statement `table` says which table it is in.
pub(crate) fn odd_rows(
    told: &[(&Statement, &Block, Ruling)],
    table: impl Fn(&Statement) -> Option<usize>,
) -> Vec<(usize, Flow)> {
    const FEWEST: usize = 2;
    let mut columns: HashMap<(usize, &str), Vec<usize>> = HashMap::new();
    for (place, (statement, block, _)) in told.iter().enumerate() {
        // "Exports (2018): 4,460".
        let label = caption::name(&block.text).map(|(label, _)| label).filter(|_| is_of_goods(statement));
        if let Some(column) = table(statement).zip(label) {
            columns.entry(column).or_default().push(place);
        }
    }
    let mut odd: Vec<(usize, Flow)> = Vec::new();
    for places in columns.into_values() {
        let flows: Vec<(usize, Option<Flow>)> =
            places.iter().map(|place| (*place, told.get(*place).and_then(|(.., ruling)| borne_out(ruling)))).collect();
        let count = |flow: &Flow| flows.iter().filter(|(_, other)| other.as_ref() == Some(flow)).count();
        let Some(most) = flows.iter().filter_map(|(_, flow)| flow.as_ref()).max_by_key(|flow| count(flow)) else {
            continue;
        };
        if count(most) >= FEWEST && count(most) * 2 > flows.iter().filter(|(_, flow)| flow.is_some()).count() {
            let others = flows.iter().filter(|(_, flow)| flow.as_ref() != Some(most));
            odd.extend(others.map(|(place, _)| (*place, most.clone())));
        }
    }
    odd.sort_by_key(|(place, _)| *place);
    odd
}

/// The statement as one of a flow alone, with the places of its readings among all; `None` where
/// none of them is.
pub(crate) fn of_flow(statement: &Statement, (kind, areas): &Flow) -> Option<(Statement, Vec<usize>)> {
    let (mut readings, mut places): (Vec<Meant>, Vec<usize>) = Default::default();
    for (place, meant) in statement.readings.iter().enumerate() {
        let is_it = |question: &&Question| question.args.area == *areas;
        let questions: Vec<Question> = meant.questions.iter().filter(is_it).cloned().collect();
        if meant.understood.claim.kind == *kind && !questions.is_empty() {
            readings.push(Meant { questions, ..meant.clone() });
            places.push(place);
        }
    }
    // Whose it is, the column tells.
    (!readings.is_empty()).then(|| (Statement { readings, is_unsure: false, ..statement.clone() }, places))
}

fn is_of_goods(statement: &Statement) -> bool {
    statement
        .readings
        .iter()
        .any(|meant| matches!(meant.understood.claim.kind.as_str(), "goods-exports" | "goods-imports" | "goods-trade"))
}

fn borne_out(ruling: &Ruling) -> Option<Flow> {
    match &ruling.outcome {
        Outcome::Right { fact, .. } if ruling.verdict == Verdict::Supported => {
            Some((fact.expression.kind, fact.expression.args.area.clone()))
        }
        _ => None,
    }
}
