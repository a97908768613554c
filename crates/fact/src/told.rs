//! Facts in a line each, as the tests of kinds read them.

use attache_model::Panel;

use crate::{Absent, Derivation, Expression, Fact, find, specimen::Specimen};

/// What an expression tells of the United States and Bolivia: for each fact its
/// roles in codes, and what dissents.
pub(crate) fn told(expression: &str) -> Vec<String> {
    told_by(&Specimen::united_states_bolivia().panel(), expression)
}

/// Why it tells nothing.
pub(crate) fn absent(expression: &str) -> String {
    absent_by(&Specimen::united_states_bolivia().panel(), expression)
}

/// What an expression tells where only this is published.
pub(crate) fn told_where(published: &str, expression: &str) -> Vec<String> {
    told_by(&Specimen::read(published).panel(), expression)
}

/// Why it tells nothing where only this is published.
pub(crate) fn absent_where(published: &str, expression: &str) -> String {
    absent_by(&Specimen::read(published).panel(), expression)
}

pub(crate) fn told_by(panel: &Panel, expression: &str) -> Vec<String> {
    let facts = derived(panel, expression).unwrap_or_else(|absent| panic!("{expression}: {absent:?}"));
    facts.iter().for_each(|fact| comes_back(panel, fact));
    facts.iter().map(line).collect()
}

pub(crate) fn absent_by(panel: &Panel, expression: &str) -> String {
    match derived(panel, expression) {
        Ok(facts) => panic!("{expression} tells {:?}", facts.iter().map(line).collect::<Vec<_>>()),
        Err(Absent::NotApplicable) => "does not arise".to_owned(),
        Err(Absent::NoData { would_come_from: [] }) => "no data".to_owned(),
        Err(Absent::NoData { would_come_from }) => format!("no data but from {}", would_come_from.join(", ")),
        Err(Absent::BadArgument { argument, problem }) => format!("{argument} {problem}"),
    }
}

/// The expressions of the facts that an expression gives.
pub(crate) fn expressions(expression: &str) -> Vec<String> {
    let facts = derived(&Specimen::united_states_bolivia().panel(), expression).unwrap();
    facts.iter().map(|f| f.expression.to_string()).collect()
}

pub(crate) fn derived(panel: &Panel, expression: &str) -> Result<Vec<Fact>, Absent> {
    let expression: Expression = expression.parse().unwrap_or_else(|e| panic!("{expression}: {e}"));
    let kind = find(expression.kind).unwrap_or_else(|| panic!("no kind {}", expression.kind));
    kind.derive(&expression.args, panel)
}

/// That a fact's expression, as printed, gives that very fact alone; and those
/// of its dissents theirs.
pub(crate) fn comes_back(panel: &Panel, fact: &Fact) {
    let printed = fact.expression.to_string();
    assert_eq!(derived(panel, &printed).as_deref(), Ok(std::slice::from_ref(fact)), "{printed}");
    assert!(!fact.derivation.inputs().is_empty(), "{printed} rests on nothing");
    fact.dissent.iter().for_each(|other| comes_back(panel, other));
}

fn line(fact: &Fact) -> String {
    let roles: Vec<String> = fact.roles.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let mut line = roles.join(" ");
    if let Derivation::Computed { operation, inputs } = &fact.derivation {
        line.push_str(&format!(" ({operation} of {})", inputs.len()));
    }
    for other in &fact.dissent {
        line.push_str(&format!(" / {}", self::line(other)));
    }
    line
}
