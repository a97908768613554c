//! What a list that is whole says of agreements that a document tells of.

use attache_fact::{Claim, Fact, RoleName, Said, Time, Value};
use attache_model::Period;

use super::{Case, Held, published};
use crate::compare::Comparison;

/// The dates of an agreement.
pub(crate) const DATES: [RoleName; 3] = ["signed", "from", "until"];

/// The date of an agreement that a claim gives for another of its steps than the record does: "was
/// terminated in September 2017", when it came into force. What is signed may bind at once.
pub(crate) fn step_of_another_date(claim: &Claim, fact: &Fact) -> Option<RoleName> {
    const FEWEST_YEARS: u16 = 2;
    let is_of = |role: RoleName, other: RoleName| match (claim.role(role), fact.period(other)) {
        (Some(Said::Period(said)), Some(known)) => {
            let is_exact = matches!(said, Period::Day(_) | Period::Month { .. });
            let own = fact.period(role);
            let years = own.and_then(Period::year).zip(said.year()).map(|(own, said)| own.abs_diff(said));
            // Of a year alone, it must be far from the year of its own.
            let is_far = if is_exact { years != Some(0) } else { years.is_some_and(|years| years >= FEWEST_YEARS) };
            said.contains(known) && is_far
        }
        _ => false,
    };
    let is_turned = |role: RoleName| match role {
        "signed" => fact.role("signed").is_some() && is_of(role, "from"),
        "from" => is_of(role, "until"),
        _ => is_of(role, "from"),
    };
    (claim.kind == "agreement" && fact.expression.kind == "agreement").then_some(())?;
    DATES.into_iter().find(|role| is_turned(role))
}

impl Case<'_> {
    /// Whether an agreement that was signed when a text says so is told to have come into force, or
    /// to have ended, years before it was listed as signed and no more, or as in force.
    fn never_had(&self, fact: &Fact, comparison: &Comparison) -> bool {
        const YEARS: i16 = 2;
        let Some(listed) = self.listed(fact) else { return false };
        let is_before = |role: &RoleName| match self.claim.role(role) {
            Some(Said::Period(period)) => period.year().is_some_and(|year| year.saturating_add(YEARS) <= listed),
            _ => false,
        };
        let status = match fact.role("status") {
            Some(Value::Text(status)) => status.as_str(),
            _ => return false,
        };
        let is_against = |role: &RoleName| match *role {
            "from" => status == "signed",
            "until" => status == "in-force",
            _ => false,
        };
        // Or it is the only one of its sort.
        let is_alone = || {
            let is_of_sort = self.claim.role("type").is_some() && self.claim.role("title").is_none();
            is_of_sort && self.ask(Time::Latest, self.clocks.now).is_ok_and(|all| all.len() == 1)
        };
        let is_it = || is_signed_then(comparison) || is_alone();
        self.kind.id() == "agreement"
            && is_it()
            && !comparison.untold.is_empty()
            && comparison.wrong.is_empty()
            && comparison.untold.iter().all(|role| is_against(role) && is_before(role))
    }

    /// What is told otherwise of an agreement that was signed when a text says so: that it ended or
    /// came into force, which it never did, that it is in force and is not, or the other way.
    pub(super) fn told_otherwise(&self, fact: &Fact, comparison: &Comparison) -> Option<Vec<RoleName>> {
        if self.never_had(fact, comparison) {
            return Some(comparison.untold.clone());
        }
        if let Some(role) = step_of_another_date(self.claim, fact)
            && comparison.wrong.iter().all(|wrong| *wrong == role)
        {
            return Some(vec![role]);
        }
        let is_of_status = self.lies_unratified(fact, comparison) || self.was_in_force(fact, comparison);
        is_of_status.then(|| vec!["status"])
    }

    /// Whether an agreement that was signed when a text says so is told to be in force, and was
    /// listed as signed and no more on a later day, or after so long that it hardly came into
    /// force since.
    fn lies_unratified(&self, fact: &Fact, comparison: &Comparison) -> bool {
        const YEARS: i16 = 10;
        let is = |value: Option<&Value>, known: &str| matches!(value, Some(Value::Text(text)) if text == known);
        let is_claimed = matches!(self.claim.role("status"), Some(Said::Text(said)) if said == "in-force");
        let signed = fact.period("signed").and_then(Period::year);
        let listed = published(fact, self.clocks.now);
        let is_old = signed.zip(listed).is_some_and(|(signed, listed)| listed.year() - signed >= YEARS);
        let is_listed_later = self.clocks.dated.zip(listed).is_some_and(|(day, listed)| day <= listed);
        self.kind.id() == "agreement"
            && is_claimed
            && (is_old || is_listed_later)
            && is(fact.role("status"), "signed")
            && is_signed_then(comparison)
            && comparison.wrong.is_empty()
    }

    /// Whether an agreement that was signed when a text says so, or is the only one of its sort, is
    /// told never to have come into force, and had done so a month or a year before the document's
    /// day.
    fn was_in_force(&self, fact: &Fact, comparison: &Comparison) -> bool {
        const DAYS: i32 = 31;
        let Some(day) = self.clocks.dated else { return false };
        let is_claimed = matches!(self.claim.role("status"), Some(Said::Text(said)) if said == "signed");
        let was_before = fact.period("from").is_some_and(|from| match (from, from.end()) {
            (Period::Day(_) | Period::Month { .. }, Some(end)) => {
                end.until(day).is_ok_and(|span| span.get_days() > DAYS)
            }
            (other, _) => other.year().is_some_and(|year| year.saturating_add(1) < day.year()),
        });
        let has_ended = fact.period("until").and_then(Period::start).is_some_and(|until| until <= day);
        self.kind.id() == "agreement"
            && is_claimed
            && was_before
            && !has_ended
            && (is_signed_then(comparison) || self.is_only_one(fact))
            && comparison.wrong.is_empty()
    }

    /// Whether two countries have no other agreement of the sort that a claim without a date is of.
    fn is_only_one(&self, fact: &Fact) -> bool {
        let is_dated = DATES.iter().any(|role| self.claim.role(role).is_some());
        let told = self.ask(Time::Latest, self.clocks.now).unwrap_or_default();
        let is_of_sort = |(other, _): &&Held| other.role("type") == fact.role("type");
        !is_dated && self.claim.role("type").is_some() && told.iter().filter(is_of_sort).count() == 1
    }

    /// The year of the list that has a fact.
    fn listed(&self, fact: &Fact) -> Option<i16> {
        published(fact, self.clocks.now).map(|day| day.year())
    }
}

/// Whether an agreement was signed when a text says so, as far as the record has its date: it may
/// have the year alone.
fn is_signed_then(comparison: &Comparison) -> bool {
    comparison.right.contains(&"signed") || comparison.vague.contains(&"signed")
}
