//! Who held an office when a document was written.

use attache_fact::{Args, Fact, Said, Time, Value};
use attache_model::{Code, Date, Period};

use super::{ALL_PERIODS, Case, Held, Outcome, nearest, published};
use crate::{
    certain::names_in_full,
    compare::Comparison,
    compose::POST,
    slip::{are_months_apart, is_date_slip},
};

impl Case<'_> {
    /// Who took an office on the day that is claimed, where that is another; else since when
    /// who is claimed has held it, where that is a slip of it.
    pub(super) fn of_holders(&self) -> Option<Outcome> {
        let is_office = matches!(self.kind.id(), "leader" | "chief-of-mission");
        let (Some(Said::Text(_)), Some(Said::Period(since)), true) =
            (self.claim.role("person"), self.claim.role("since"), is_office)
        else {
            return None;
        };
        let days = self.clocks.days.iter();
        let told: Vec<Held> = days
            .flat_map(|day| self.ask(Time::Latest, &self.clocks.now.published_by(*day)).unwrap_or_default())
            .collect();
        let is_right = |comparison: &Comparison, role: &str| comparison.right.contains(&role);
        if told.iter().any(|(_, held)| is_right(held, "person") && is_right(held, "since")) {
            return None;
        }
        let is_slip = |fact: &Fact| fact.period("since").is_some_and(|known| is_date_slip(*since, known));
        let of_person =
            told.iter().find(|(fact, held)| is_right(held, "person") && held.wrong == ["since"] && is_slip(fact));
        let is_day = |fact: &Fact| {
            let known = fact.period("since").filter(|known| matches!(known, Period::Day(_)));
            matches!(since, Period::Day(_) | Period::Month { .. }) && known.is_some_and(|known| since.contains(known))
        };
        let of_day = || told.iter().find(|(fact, held)| held.wrong == ["person"] && is_day(fact));
        let (fact, held) = of_person.or_else(of_day)?;
        Some(Outcome::Wrong { fact: Box::new(fact.clone()), roles: held.wrong.clone() })
    }

    /// Who stood beside a president on the document's day, of whom newer editions say nothing more.
    pub(super) fn of_deputies(&self) -> Option<Outcome> {
        const BESIDE: [&str; 2] = ["vice-president", "prime-minister"];
        let office = self.question.args.get("office")?;
        if self.kind.id() != "leader" || !BESIDE.contains(&office.as_str()) {
            return None;
        }
        // The newest list by then that has any.
        let mut days = self.clocks.days.iter().filter(|day| self.clocks.dated.is_none_or(|dated| **day <= dated));
        let last = *days.clone().next()?;
        let (day, told) =
            days.find_map(|day| Some((*day, self.ask(Time::Latest, &self.clocks.now.published_by(*day)).ok()?)))?;
        let (fact, comparison) = nearest(told)?;
        let was_before = || self.earlier(Time::Latest).is_some();
        let is_open = || day < last || was_before() || self.is_between_holders();
        Some(if comparison.holds() {
            Outcome::Right { fact: Box::new(fact), comparison }
        } else if comparison.wrong.is_empty() || is_open() {
            Outcome::Vague(Box::new(fact))
        } else {
            Outcome::Wrong { fact: Box::new(fact), roles: comparison.wrong }
        })
    }

    /// That whom a text has at the head of a mission had left by the document's day, since another one
    /// had taken up the post months before, by the list of all who did.
    pub(super) fn of_predecessor(&self) -> Option<Outcome> {
        const DAYS: i32 = 90;
        let day = self.clocks.dated.filter(|_| self.kind.id() == "chief-of-mission")?;
        // Since when he has been there, or when he came, is told of another time than today.
        if !names_in_full(self.claim, "person") || self.claim.role("since").is_some() {
            return None;
        }
        let kind = attache_fact::find(Code::from_static(POST))?;
        let mut args = Args::of(&self.question.args.area);
        args.time = Time::Last(ALL_PERIODS);
        let began = |fact: &Fact| fact.period("date").and_then(Period::start).filter(|start| *start <= day);
        let told = kind.derive(&args, self.clocks.now).ok()?.into_iter();
        let mut terms: Vec<(Date, Fact)> = told.filter_map(|fact| Some((began(&fact)?, fact))).collect();
        terms.sort_by_key(|(start, _)| *start);
        let is_his = |fact: &Fact| Comparison::of(self.claim, fact, &self.key()).right.contains(&"person");
        let last = terms.iter().rposition(|(_, fact)| is_his(fact))?;
        let (start, successor) = terms.get(last + 1..)?.last()?;
        let is_long_ago = start.until(day).is_ok_and(|span| span.get_days() >= DAYS);
        is_long_ago.then(|| Outcome::Wrong { fact: Box::new(successor.clone()), roles: vec!["person"] })
    }

    /// Whether nothing had been published of it by the document's day, or nothing
    /// since the day from which it is claimed on.
    pub(super) fn then_knows_nothing(&self) -> bool {
        let Some(then) = &self.clocks.then else { return true };
        let since = match self.claim.role("since") {
            Some(Said::Period(period)) => period.start(),
            _ => None,
        };
        match self.ask(Time::Latest, then) {
            Err(_) => true,
            Ok(held) => since.is_some_and(|since| held.iter().all(|(fact, _)| published(fact, then) < Some(since))),
        }
    }

    /// That the claimed head of a mission took up the post last before the document's day, by the
    /// list of all who did; about when the text says, or nothing can be said.
    pub(super) fn of_post(&self) -> Option<Outcome> {
        // Few head a mission for longer.
        const YEARS: i16 = 6;
        let day = self.clocks.dated.filter(|_| self.kind.id() == "chief-of-mission")?;
        let kind = attache_fact::find(Code::from_static(POST))?;
        let mut args = Args::of(&self.question.args.area);
        args.time = Time::Last(ALL_PERIODS);
        let told = kind.derive(&args, self.clocks.now).ok()?;
        let began = |fact: &Fact| fact.period("date").and_then(Period::start).filter(|start| *start <= day);
        let (start, last) =
            told.into_iter().filter_map(|fact| Some((began(&fact)?, fact))).max_by_key(|(start, _)| *start)?;
        let comparison = Comparison::of(self.claim, &last, &self.key());
        if !comparison.right.contains(&"person") || day.year() - start.year() > YEARS {
            return None;
        }
        let said = match self.claim.role("since") {
            Some(Said::Period(said)) => said.start(),
            _ => None,
        };
        Some(match said.is_none_or(|said| are_months_apart(said, start)) {
            true => Outcome::Right { fact: Box::new(last), comparison },
            false => Outcome::NoData(&[]),
        })
    }

    /// Whether the office changed hands between the editions before and after the
    /// document's day: who held it in between, no edition says.
    pub(super) fn is_between_holders(&self) -> bool {
        const DAYS: i32 = 500;
        // So soon after an edition who held an office still does.
        const FEW_DAYS: i32 = 100;
        let (Some(day), Some(then)) = (self.clocks.dated, &self.clocks.then) else { return false };
        let holders = |told: &[Held]| -> Vec<Option<Value>> {
            told.iter().map(|(fact, _)| fact.role("person").cloned()).collect()
        };
        let told = self.ask(Time::Latest, then).unwrap_or_default();
        let known = holders(&told);
        let last = told.iter().filter_map(|(fact, _)| published(fact, then)).max();
        let is_fresh = last.and_then(|last| last.until(day).ok()).is_some_and(|span| span.get_days() <= FEW_DAYS);
        // The next edition, however long it took, and those soon after.
        let mut editions = self.editions_after(day);
        let is_soon = |other: Date| day.until(other).is_ok_and(|span| span.get_days() <= DAYS);
        let next = editions.next().filter(|(other, _)| !is_fresh || is_soon(*other));
        let soon = editions.take_while(|(other, _)| is_soon(*other));
        next.into_iter().chain(soon).any(|(_, told)| holders(&told) != known)
    }

    /// What was published of it after a day, edition by edition.
    pub(super) fn editions_after(&self, day: Date) -> impl Iterator<Item = (Date, Vec<Held>)> {
        let after = self.clocks.days.iter().rev().filter(move |other| **other > day);
        after.filter_map(|other| {
            let panel = self.clocks.now.published_by(*other);
            let told = self.ask(Time::Latest, &panel).ok()?;
            let is_new = told.iter().any(|(fact, _)| published(fact, &panel) == Some(*other));
            is_new.then_some((*other, told))
        })
    }
}
