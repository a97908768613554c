//! Who holds an office, where the record of today says nothing against it: sovereigns by another
//! name, those of before, chambers that are no more.

use attache_fact::{Said, Value};
use attache_model::{Language, Period, fold};

use super::Ruling;
use crate::{
    compare::bears_out,
    draft::{Meant, Statement},
    settle::{Clocks, Outcome},
    trigger::{List, Triggers},
};

/// Whether whose name differs is a sovereign, who has one in each language and spelling.
pub(super) fn is_sovereign_s_name(statement: &Statement, ruling: &Ruling, clocks: &Clocks<'_>) -> bool {
    let Outcome::Wrong { fact, roles } = &ruling.outcome else { return false };
    let title = fact.role("title").into_iter().chain(fact.role("person")).find_map(|value| match value {
        Value::Text(text) => Some(text),
        _ => None,
    });
    let is_sovereign = title.is_some_and(|title| title.split_whitespace().any(|word| List::Monarchs.has(word)));
    // Letsie III is not Moshoeshoe II, whatever these are called elsewhere.
    let reigned = fact.period("since").and_then(Period::start).zip(clocks.dated).is_some_and(|(from, day)| from <= day);
    let number = |name: &str| {
        let last = name.split_whitespace().next_back()?;
        last.chars().all(|c| matches!(c, 'I' | 'V' | 'X')).then(|| last.to_owned())
    };
    let said = statement.readings.get(ruling.reading).and_then(|meant| match meant.understood.claim.role("person") {
        Some(Said::Text(name)) => number(name),
        _ => None,
    });
    let known = match fact.role("person") {
        Some(Value::Text(name)) => number(name),
        _ => None,
    };
    roles.contains(&"person")
        && is_sovereign
        && !(reigned && said.zip(known).is_some_and(|(said, known)| said != known))
}

/// Whether a visit that fits what no name was read of was paid by somebody else than all whom the
/// sentence names behind a title: "Secretary Bee flew to Lima in May", when Secretary Doe did.
pub(super) fn names_other_visitors(statement: &Statement, ruling: &Ruling, text: &str) -> bool {
    const TITLES: [List; 3] = [List::Presidents, List::Ministers, List::Secretaries];
    let Some(meant) = statement.readings.get(ruling.reading) else { return false };
    let (Outcome::Right { fact, .. }, None) = (&ruling.outcome, meant.understood.claim.role("person")) else {
        return false;
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_title = |word: &str| TITLES.iter().any(|list| list.has(word));
    let name = |(at, word): (usize, &&str)| {
        // "Secretary of State Ann Bee".
        let rest = words.get(at + 1..)?.iter().skip_while(|word| List::Of.has(word) || List::Titles.has(word));
        let is_name = |word: &&&str| word.starts_with(char::is_uppercase) && !List::Titles.has(word);
        let name: Vec<&str> = rest.take_while(is_name).copied().collect();
        (is_title(word) && !name.is_empty()).then(|| Said::Text(name.join(" ")))
    };
    let mut names = words.iter().enumerate().filter_map(name).peekable();
    fact.expression.kind == "visit-latest"
        && names.peek().is_some()
        && !names.any(|name| bears_out(fact, "person", &name))
}

/// Whether a text calls somebody president who is on record as the head of a government alone.
pub(super) fn is_of_another_title(statement: &Statement, ruling: &Ruling, own: &str) -> bool {
    let meant = statement.readings.get(ruling.reading);
    let fact = match &ruling.outcome {
        Outcome::Right { fact, .. } if fact.expression.kind == "leader" => fact,
        _ => return false,
    };
    let title = match fact.role("title") {
        Some(Value::Text(title)) => fold(title),
        _ => return false,
    };
    let has = |text: &str, list: List| text.split(|c: char| !c.is_alphabetic()).any(|word| list.has(word));
    // The title stands before the name, or is read with it.
    let name = meant.and_then(|meant| meant.spans_of("person").next());
    let told = name.and_then(|name| own.get(..name.end.checked_sub(statement.span.start)?)).unwrap_or_default();
    has(told, List::Presidents)
        && !has(told, List::Ministers)
        && has(&title, List::Ministers)
        && !has(&title, List::Presidents)
}

/// Whether somebody's office is told of as history, of which the newest sources
/// say nothing.
pub(super) fn is_history(statement: &Statement, ruling: &Ruling, text: &str, language: Language) -> bool {
    let kind = statement.readings.get(ruling.reading).map(|meant| meant.understood.claim.kind);
    let is_of_office = kind.is_some_and(|kind| kind == "leader" || kind == "chief-of-mission");
    // "1988: Ambassador Ann Bee is expelled".
    let is_chronicle = text.trim_start().chars().take_while(char::is_ascii_digit).count() == 4;
    is_of_office
        && (is_chronicle
            || Triggers::of(language).is_history(text)
            || is_of_predecessor(statement, ruling, text, language))
}

/// Whether a number of seats is an attribute of what a text tells the history of: "dissolved the
/// 217-member parliament".
pub(super) fn is_of_former_chamber(first: &Meant, own: &str, text: &str, language: Language) -> bool {
    let is_attribute = own.contains("-member") || own.contains("-seat");
    let is_of_seats = first.understood.claim.kind == "legislature-seats";
    is_of_seats && is_attribute && !Triggers::of(language).is_present(text)
}

/// Whether a text tells when somebody took an office, and another one has held it only
/// since: of those before, the newest sources say nothing.
fn is_of_predecessor(statement: &Statement, ruling: &Ruling, text: &str, language: Language) -> bool {
    let claim = statement.readings.get(ruling.reading).map(|meant| &meant.understood.claim);
    let began = |role: &str| match claim?.role(role)? {
        Said::Period(period) => period.end(),
        _ => None,
    };
    let said = ["since", "date"].into_iter().find_map(began);
    match (&ruling.outcome, said) {
        (Outcome::Wrong { fact, roles }, Some(said)) => {
            let is_before = fact.period("since").and_then(Period::start).is_some_and(|since| said < since);
            is_before && roles.contains(&"person") && !Triggers::of(language).is_present(text)
        }
        _ => false,
    }
}
