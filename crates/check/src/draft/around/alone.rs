//! What a claim's own words, and those right behind them, correct in it, whatever else its
//! sentence says.

use attache_fact::{Printed, Said};
use attache_language::{Wordings, read::Understood};
use attache_model::{Decimal, Period};

use super::without;
use crate::{compose, trigger::List};

/// A visit that would have lasted for months is two: "in July 1963 and in August 1977".
pub(super) fn without_next_visit(understood: &mut Understood) {
    const LONGEST: i64 = 60 * 24;
    let bound = |role: &str| match understood.claim.role(role) {
        Some(Said::Period(period)) => Some(*period),
        _ => None,
    };
    let begins = bound("date").and_then(Period::end);
    let ends = bound("until").and_then(Period::start);
    let is_long = begins.zip(ends).is_some_and(|(from, to)| to.duration_since(from).as_hours() > LONGEST);
    if understood.claim.kind == "visit-latest" && is_long {
        without(understood, &["until"]);
    }
}

/// How many live in a city is no part of its name: "Erevan (1,1 million d'habitants)",
/// "Montevideo, with 1.8 million inhabitants".
pub(super) fn without_people_of_city(understood: &mut Understood, wordings: &Wordings) {
    for (role, said) in &mut understood.claim.roles {
        let (Said::Texts(names), "names") = (said, *role) else { continue };
        for name in names.iter_mut() {
            let aside = name.split_once(['(', ',']).filter(|(_, aside)| aside.contains(|c: char| c.is_ascii_digit()));
            if let Some((bare, _)) = aside {
                let bare = bare.trim();
                *name = wordings.code_of(bare).map_or_else(|| bare.to_owned(), |code| code.to_string());
            }
        }
        // "Windhoek, 431,000 inhabitants; many live there": names begin with capitals.
        let is_name =
            |name: &String| !name.contains(|c: char| c.is_ascii_digit()) && !name.starts_with(char::is_lowercase);
        if names.len() > 1 && names.iter().any(is_name) {
            names.retain(is_name);
        }
    }
}

/// "An increase of 47.2 percent over 2021 ($2.5 billion)": what stands behind the year before is as much as
/// there was then, and not by how much it changed.
pub(super) fn without_change_of_base(understood: &mut Understood) {
    let span = |name: &str| understood.spans.iter().find(|(role, _)| *role == name).map(|(_, span)| span);
    let ends = span("before").zip(span("change"));
    if ends.is_some_and(|(before, change)| before.end <= change.start) {
        without(understood, &["change"]);
    }
}

/// "He" is nobody's name.
pub(super) fn without_pronoun(understood: &mut Understood) {
    let is_pronoun =
        matches!(understood.claim.role("person"), Some(Said::Text(text)) if List::Pronouns.has(text.trim()));
    if is_pronoun {
        without(understood, &["person"]);
    }
}

/// A Gini coefficient of 0.63 is an index of 63.
pub(super) fn in_hundredths(understood: &mut Understood) {
    if understood.claim.kind != "gini-index" {
        return;
    }
    for (_, said) in &mut understood.claim.roles {
        if let Said::Figure(printed) = said
            && printed.value <= Decimal::ONE
        {
            let scaled = |value: Decimal| value.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(value);
            *said = Said::Figure(Printed {
                value: scaled(printed.value),
                to: printed.to.map(scaled),
                step: scaled(printed.step),
                ..*printed
            });
        }
    }
}

/// A year that a figure is compared with is not its own: "down on 2021".
pub(super) fn without_compared_year(understood: &mut Understood, text: &str) {
    let said = understood.spans.iter().find(|(role, _)| *role == "time").map(|(_, span)| span.clone());
    let Some(said) = said else { return };
    let is_year = matches!(understood.claim.role("time"), Some(Said::Period(Period::Year(_))));
    if is_year && compose::is_compared(text, &said) {
        without(understood, &["time"]);
    }
}
