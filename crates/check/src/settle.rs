//! Settles one question: what publishers say of it now, said by the document's
//! day, and ever said.

mod agreements;
mod holders;

pub(crate) use agreements::{DATES, step_of_another_date};

use std::collections::BTreeSet;

use attache_fact::{Absent, Args, Claim, Fact, Kind, RoleName, Said, Time, Value};
use attache_model::{Area, Code, Date, Decimal, Panel, Period};

use crate::{
    ask::{Question, When, as_kept},
    compare::Comparison,
    goods, neighbors,
    report::Context,
    separators,
    slip::{self, are_dates_slips},
    trigger::{Source, Triggers},
};

/// A panel and the document's day in it.
pub(crate) struct Clocks<'p> {
    pub(crate) now: &'p Panel,
    /// As publishers had it by the document's day.
    pub(crate) then: Option<Panel>,
    pub(crate) dated: Option<Date>,
    /// The days on which anything in the panel was published, the newest first.
    days: Vec<Date>,
    /// The document speaks of trade in services.
    pub(crate) speaks_of_services: bool,
    /// It speaks of trade in goods, and of no services.
    pub(crate) speaks_of_goods: bool,
    /// It writes its numbers one way throughout.
    pub(crate) is_written_one_way: bool,
    /// The two countries of which the document is.
    pub(crate) pair: Option<[Area; 2]>,
    /// Of whose government it is.
    pub(crate) author: Option<Area>,
    /// The publishers that its notes and its list of sources name.
    cited: Vec<&'static Source>,
}

/// How a claim fares with one question.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Outcome {
    /// No figure; these sources would have one.
    NoData(&'static [&'static str]),
    Right {
        fact: Box<Fact>,
        comparison: Comparison,
    },
    /// It was so, and no longer is.
    Superseded {
        was: Box<Fact>,
        /// What is said now; nothing where it was withdrawn.
        now: Option<Box<Fact>>,
        cause: Cause,
    },
    /// By another publisher, or by the partner's record.
    ByOther {
        by: Box<Fact>,
        first: Box<Fact>,
    },
    /// Neither right nor wrong.
    Vague(Box<Fact>),
    /// In another unit or currency.
    Unlike(Box<Fact>),
    Wrong {
        fact: Box<Fact>,
        roles: Vec<RoleName>,
    },
}

/// Why a figure no longer holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    NewPeriod,
    Revision,
    Withdrawal,
    /// Another holds the office, another visit was paid.
    Event,
}

impl<'p> Clocks<'p> {
    pub(crate) fn new(now: &'p Panel, context: &Context, document: &str, notes: &str) -> Self {
        let (dated, language) = (context.dated.it, context.language.it);
        let mut days: Vec<Date> = now.releases().map(|release| release.published).collect();
        days.sort_unstable_by(|a, b| b.cmp(a));
        days.dedup();
        let triggers = Triggers::of(language);
        let speaks_of_services = triggers.says_services(document);
        let speaks_of_goods = !speaks_of_services && triggers.says_goods(document);
        let then = dated.map(|day| now.published_by(day));
        Self {
            now,
            then,
            dated,
            days,
            speaks_of_services,
            speaks_of_goods,
            is_written_one_way: separators::is_written_one_way(document),
            pair: context.about.it.as_slice().try_into().ok(),
            author: context.author.it,
            cited: Source::named_in(notes),
        }
    }
}

impl Clocks<'_> {
    /// The year of the document, else of what was published last.
    pub(crate) fn year(&self) -> Option<i16> {
        self.dated.or(self.days.first().copied()).map(Date::year)
    }

    /// Whether all that the document cites is kept here, and a fact is of a publisher that it
    /// cites: no other one's figures are meant then.
    pub(crate) fn is_cited(&self, fact: &Fact) -> bool {
        let is_kept = |source: &&Source| self.now.releases().any(|release| source.is(&release.publisher));
        let is_cited = |publisher: &&str| self.cited.iter().any(|source| source.is(publisher));
        self.cited.iter().all(is_kept) && self.publishers(fact).iter().any(is_cited)
    }

    /// Who published what a fact rests on.
    pub(crate) fn publishers(&self, fact: &Fact) -> Vec<&str> {
        let inputs = fact.derivation.inputs();
        inputs.iter().map(|input| self.now.release(input.release()).publisher.as_str()).collect()
    }

    /// Whether a text gives a figure as that of a publisher, and a fact and all other accounts
    /// of it are of others.
    pub(crate) fn is_of_other_source(&self, text: &str, fact: &Fact) -> bool {
        let mut named = Source::named_in(text);
        let accounts = std::iter::once(fact).chain(&fact.dissent);
        let mut inputs = accounts.flat_map(|account| account.derivation.inputs());
        let series = fact.expression.args.get("series").map(|series| series.as_str());
        // Who has estimates of one thing alone is no source of another: "the U.S. Government disbursed".
        named.retain(|source| series.is_some() || !source.has_estimates_alone());
        let is_its = |publisher: &str| named.iter().any(|source| source.is(publisher));
        let is_estimate = series.is_some_and(|series| named.iter().any(|source| source.estimates(series)));
        !named.is_empty() && !is_estimate && !inputs.any(|input| is_its(&self.now.release(input.release()).publisher))
    }
}

/// So many years back from the document's day a figure without a period may be of.
const YEARS_BACK: i16 = 3;

/// What publishers still give as their latest may have been measured so many years
/// ago.
const YEARS_MEASURED: i16 = 8;

/// Kinds of which a pair has many, each of somebody.
pub(crate) const EVENTS_OF_PEOPLE: [&str; 2] = ["visit-latest", "chief-served"];

/// More periods than any series has.
const ALL_PERIODS: u16 = 500;

/// So many periods back a figure without a period is looked for, where the
/// document has no day.
const PERIODS_BACK: u16 = 12;

impl Outcome {
    /// Right by some publisher at some time.
    pub(crate) fn fits(&self) -> bool {
        matches!(self, Self::Right { .. } | Self::Superseded { .. } | Self::ByOther { .. })
    }

    /// Right, and by no bound that holds by far.
    pub(crate) fn fits_exactly(&self) -> bool {
        matches!(self, Self::Right { comparison, .. } if comparison.loose.is_empty())
    }
}

/// One kind asked one question for one claim.
pub(crate) struct Case<'a> {
    pub(crate) kind: &'static dyn Kind,
    pub(crate) claim: &'a Claim,
    pub(crate) question: &'a Question,
    pub(crate) clocks: &'a Clocks<'a>,
}

/// A fact with how the claim stands to it.
type Held = (Fact, Comparison);

impl Case<'_> {
    pub(crate) fn settle(&self) -> Outcome {
        let outcome = match self.question.when {
            When::At(period) => self.at(period),
            When::Open => self.undated(),
        };
        match outcome {
            Outcome::Wrong { fact, roles } if roles.contains(&"commodities") && self.may_ever_have_been() => {
                Outcome::Vague(fact)
            }
            Outcome::Wrong { fact, roles } => {
                self.slip_of_then(&fact, &roles).unwrap_or(Outcome::Wrong { fact, roles })
            }
            outcome => outcome,
        }
    }

    /// What had been published by the document's day, where the claim is a slip of that, and not of
    /// what was published since.
    fn slip_of_then(&self, fact: &Fact, roles: &[RoleName]) -> Option<Outcome> {
        let then = self.clocks.then.as_ref().filter(|_| !slip::is_of(self.claim, fact, roles))?;
        let time = match self.question.when {
            When::At(period) => Time::Period(period),
            When::Open => Time::Latest,
        };
        let (was, comparison) = nearest(self.ask(time, then).ok()?)?;
        let is_slip = !comparison.holds() && slip::is_of(self.claim, &was, &comparison.wrong);
        is_slip.then(|| Outcome::Wrong { fact: Box::new(was), roles: comparison.wrong })
    }

    /// Whether any of the goods that are claimed may be one of a list of any edition and year.
    fn may_ever_have_been(&self) -> bool {
        let Some(said) = self.claim.role("commodities").and_then(goods::named) else { return true };
        let told = |day: &Date| {
            let panel = self.clocks.now.published_by(*day);
            self.ask(Time::Last(ALL_PERIODS), &panel).unwrap_or_default()
        };
        let listed = self.clocks.days.iter().flat_map(told).filter_map(|(fact, _)| match fact.role("commodities") {
            Some(Value::Texts(listed)) => Some(listed.clone()),
            _ => None,
        });
        let listed: BTreeSet<String> = listed.flatten().collect();
        goods::may_be(&said, &listed.into_iter().collect::<Vec<_>>())
    }

    /// The roles that the question has filled, so that they are not compared.
    fn key(&self) -> Vec<RoleName> {
        let mut key: Vec<RoleName> = self.kind.areas().to_vec();
        key.extend(["exporter", "importer", "time"]);
        key.extend(self.kind.takes().iter().filter(|name| self.question.args.get(name).is_some()));
        key
    }

    fn ask(&self, time: Time, panel: &Panel) -> Result<Vec<Held>, Absent> {
        let mut args = self.question.args.clone();
        args.time = time;
        let key = self.key();
        let facts = self.kind.derive(&args, panel)?;
        Ok(facts.into_iter().map(|fact| (Comparison::of(self.claim, &fact, &key), fact)).map(|(c, f)| (f, c)).collect())
    }

    fn at(&self, period: Period) -> Outcome {
        let time = Time::Period(period);
        match self.ask(time, self.clocks.now) {
            Ok(held) => match self.of_answer(held, |case| case.earlier(time)) {
                Outcome::Wrong { fact, roles } => match self.within(period) {
                    Some((fact, comparison)) => Outcome::Right { fact: Box::new(fact), comparison },
                    None => Outcome::Wrong { fact, roles },
                },
                other => other,
            },
            Err(absent) => match self.earlier(time) {
                Some((was, _)) => Outcome::Superseded { was: Box::new(was), now: None, cause: Cause::Withdrawal },
                None => self.at_end(period).unwrap_or_else(|| no_data(&absent)),
            },
        }
    }

    /// By the figure of the last day of a year, as debts and reserves have.
    fn at_end(&self, year: Period) -> Option<Outcome> {
        if !matches!(year, Period::Year(_)) {
            return None;
        }
        let told = self.ask(Time::Last(ALL_PERIODS), self.clocks.now).ok()?;
        let is_of_end = |fact: &Fact| {
            let time = fact.period("time").filter(|time| matches!(time, Period::Day(_)));
            time.is_some_and(|time| time.end() == year.end())
        };
        let held: Vec<Held> = told.into_iter().filter(|(fact, _)| is_of_end(fact)).collect();
        (!held.is_empty()).then(|| self.of_answer(held, |_| None))
    }

    /// A figure of a part of the year that fits: of July, by another publisher.
    fn within(&self, year: Period) -> Option<Held> {
        if !matches!(year, Period::Year(_)) {
            return None;
        }
        let told = self.ask(Time::Last(ALL_PERIODS), self.clocks.now).ok()?;
        told.into_iter().find(|(fact, comparison)| {
            let is_part = fact.period("time").is_some_and(|time| time != year && year.contains(time));
            is_part && comparison.holds() && !comparison.is_empty()
        })
    }

    /// What was once published of this time and fits.
    fn earlier(&self, time: Time) -> Option<Held> {
        self.clocks.days.iter().skip(1).find_map(|day| {
            let held = self.ask(time, &self.clocks.now.published_by(*day)).ok()?;
            held.into_iter().find(|(_, comparison)| comparison.holds() && !comparison.is_empty())
        })
    }

    /// From the facts of the time asked for; where none fits, from other accounts
    /// of it and from what was published before.
    fn of_answer(&self, held: Vec<Held>, earlier: impl Fn(&Self) -> Option<Held>) -> Outcome {
        let Some((fact, comparison)) = nearest(held) else { return Outcome::NoData(&[]) };
        if comparison.holds() {
            return Outcome::Right { fact: Box::new(fact), comparison };
        }
        let key = self.key();
        let other = fact.dissent.iter().find(|other| Comparison::of(self.claim, other, &key).holds()).cloned();
        if let Some(other) = other.or_else(|| self.mirror(&fact)) {
            return Outcome::ByOther { by: Box::new(other), first: Box::new(fact) };
        }
        if let Some((was, right)) = earlier(self) {
            // A later edition that gives fewer digits of it has revised nothing.
            if is_rounded(&comparison.wrong, &was, &fact) {
                return Outcome::Right { fact: Box::new(was), comparison: right };
            }
            return Outcome::Superseded { was: Box::new(was), now: Some(Box::new(fact)), cause: Cause::Revision };
        }
        match self.told_otherwise(&fact, &comparison) {
            Some(roles) => Outcome::Wrong { roles, fact: Box::new(fact) },
            None => of_misfit(fact, comparison),
        }
    }

    /// The partner's record of the same goods, where it fits.
    fn mirror(&self, fact: &Fact) -> Option<Fact> {
        let other = match self.kind.id() {
            "goods-exports" => "goods-imports",
            "goods-imports" => "goods-exports",
            _ => return None,
        };
        let kind = attache_fact::find(Code::from_static(other))?;
        let mut args = Args::of(&self.question.args.area.iter().rev().copied().collect::<Vec<_>>());
        args.time = fact.expression.args.time;
        let key = self.key();
        let told = kind.derive(&args, self.clocks.now).ok()?;
        told.into_iter().find(|other| {
            let comparison = Comparison::of(self.claim, other, &key);
            comparison.holds() && !comparison.is_empty()
        })
    }

    fn undated(&self) -> Outcome {
        let latest = match self.ask(Time::Latest, self.clocks.now) {
            Ok(held) => held,
            Err(absent) => {
                if let Some(outcome) = self.of_deputies() {
                    return outcome;
                }
                return match self.earlier(Time::Latest) {
                    Some((was, _)) => Outcome::Superseded { was: Box::new(was), now: None, cause: Cause::Withdrawal },
                    None => no_data(&absent),
                };
            }
        };
        let is_of_time = latest.iter().any(|(fact, _)| fact.period("time").is_some());
        if !is_of_time {
            return self.of_events(latest);
        }
        let Some((newest, comparison)) = nearest(latest) else { return Outcome::NoData(&[]) };
        let fits_now = comparison.holds() && !comparison.is_empty();
        if comparison.is_empty() {
            return Outcome::Vague(Box::new(newest));
        }
        // It may be the latest figure of another publisher.
        if !fits_now && let Some((fact, comparison)) = self.latest_of_another(true) {
            return Outcome::Right { fact: Box::new(fact), comparison };
        }
        let was = self.fitting_at_its_day();
        // All that is here is of after the document's day.
        if was.is_none() && !fits_now && self.knows_later_only(&newest) {
            return Outcome::NoData(&[]);
        }
        if was.is_none()
            && !fits_now
            && let Some((fact, comparison)) = self.turned()
        {
            return of_misfit(fact, comparison);
        }
        match (was, self.clocks.dated) {
            (_, None) | (Some(_), Some(_)) if fits_now => Outcome::Right { fact: Box::new(newest), comparison },
            (Some(was), _) => {
                // Who gave the figure still does.
                if let Some((by, _)) = self.latest_of_another(false) {
                    return Outcome::ByOther { by: Box::new(by), first: Box::new(newest) };
                }
                let cause =
                    if was.period("time") == newest.period("time") { Cause::Revision } else { Cause::NewPeriod };
                Outcome::Superseded { was: Box::new(was), now: Some(Box::new(newest)), cause }
            }
            (None, Some(_)) if !fits_now && self.older(&newest).is_some() => {
                let was = self.older(&newest).map_or_else(|| Box::new(newest.clone()), Box::new);
                Outcome::Superseded { was, now: Some(Box::new(newest)), cause: Cause::NewPeriod }
            }
            // What a publisher prints without a period stands, and stood before.
            (None, Some(_)) if fits_now && newest.period("time") == Some(Period::Unstated) => {
                Outcome::Right { fact: Box::new(newest), comparison }
            }
            // It fits a figure of after its day alone: by chance.
            (None, Some(_)) if fits_now => Outcome::Vague(Box::new(newest)),
            // What hardly changes was once given otherwise.
            (None, _) if newest.period("time") == Some(Period::Unstated) => {
                self.of_answer(vec![(newest, comparison)], |case| case.earlier(Time::Latest))
            }
            (None, _) => self.of_answer(vec![(newest, comparison)], |_| None),
        }
    }

    /// The latest figure of a publisher who is not the first, where it fits and, if so
    /// asked, is of the document's time.
    fn latest_of_another(&self, of_its_time: bool) -> Option<Held> {
        if !self.kind.takes().contains(&"source") {
            return None;
        }
        let mut sources: Vec<_> = self.clocks.now.releases().map(|release| release.source).collect();
        sources.sort_unstable();
        sources.dedup();
        sources.into_iter().find_map(|source| {
            let args = self.question.args.clone().with("source", &source);
            let question = Question { args, ..self.question.clone() };
            let case = Case { question: &question, ..*self };
            let (fact, comparison) = nearest(case.ask(Time::Latest, self.clocks.now).ok()?)?;
            let year = fact.period("time").and_then(Period::year)?;
            let published =
                fact.derivation.inputs().iter().map(|input| self.clocks.now.release(input.release()).published);
            // What a publisher still gives is its latest, however long ago it was measured.
            let newest = published.map(|day| day.year()).max().unwrap_or(year);
            let is_of_then = !of_its_time
                || self.clocks.dated.is_none_or(|day| {
                    let recent = day.year() - YEARS_BACK..=day.year();
                    recent.contains(&year) || (recent.contains(&newest) && year >= day.year() - YEARS_MEASURED)
                });
            (comparison.holds() && !comparison.is_empty() && is_of_then).then_some((fact, comparison))
        })
    }

    /// Whether the figure is of a year after the document's, and none is of the years
    /// that it may mean.
    fn knows_later_only(&self, newest: &Fact) -> bool {
        let Some(day) = self.clocks.dated else { return false };
        let is_later = newest.period("time").and_then(Period::year).is_some_and(|year| year > day.year());
        is_later && self.of_its_years(day, self.clocks.now).is_empty()
    }

    /// The figures of the years that a text of a day may mean, the oldest first; where
    /// the publisher who has the latest has none of them, another's.
    fn of_its_years(&self, day: Date, panel: &Panel) -> Vec<Held> {
        let years = day.year() - YEARS_BACK..=day.year();
        let year = |fact: &Fact| fact.period("time").and_then(Period::year);
        let told = self.ask(Time::Last(PERIODS_BACK * 2), panel).ok().unwrap_or_default();
        let near: Vec<Held> =
            told.into_iter().filter(|(fact, _)| year(fact).is_some_and(|year| years.contains(&year))).collect();
        if !near.is_empty() {
            return near;
        }
        let at = |year: i16| self.ask(Time::Period(as_kept(Period::Year(year), self.kind)), panel).ok();
        years.filter_map(at).flatten().collect()
    }

    /// The fact where it fits, else the account of another publisher that does.
    fn fitting_account(&self, (fact, comparison): Held) -> Option<Fact> {
        if comparison.holds() && !comparison.is_empty() {
            return Some(fact);
        }
        let key = self.key();
        fact.dissent.into_iter().find(|other| {
            let comparison = Comparison::of(self.claim, other, &key);
            comparison.holds() && !comparison.is_empty()
        })
    }

    /// A figure that a document without a period may have meant, and that fits:
    /// the latest by its day, or of the years before it.
    fn fitting_at_its_day(&self) -> Option<Fact> {
        let fits = |held: Held| self.fitting_account(held);
        let Some(day) = self.clocks.dated else {
            let recent = self.ask(Time::Last(PERIODS_BACK), self.clocks.now).ok().unwrap_or_default();
            return recent
                .into_iter()
                .rev()
                .find_map(fits)
                .or_else(|| self.earlier(Time::Latest).map(|(fact, _)| fact));
        };
        let then = self.clocks.then.as_ref()?;
        let by_then = self.ask(Time::Latest, then).ok().unwrap_or_default();
        by_then.into_iter().find_map(fits).or_else(|| {
            let mut panels = [then, self.clocks.now].into_iter();
            panels.find_map(|panel| self.of_its_years(day, panel).into_iter().rev().find_map(fits))
        })
    }

    /// A figure from before the years that the document may mean, and that fits to
    /// several digits: it was out of date on the document's day.
    fn older(&self, newest: &Fact) -> Option<Fact> {
        const FEWEST_DIGITS: usize = 2;
        let is_exact = self.claim.roles.iter().any(|(_, said)| match said {
            Said::Figure(printed) => {
                let digits = printed.value.checked_div(printed.step).unwrap_or_default().abs().trunc().to_string();
                digits.len() >= FEWEST_DIGITS
            }
            _ => false,
        });
        if !is_exact {
            return None;
        }
        let before = newest.period("time")?;
        let told = self.ask(Time::Last(PERIODS_BACK * 2), self.clocks.now).ok()?;
        let earlier = told.into_iter().rev().filter(|(fact, _)| fact.period("time") < Some(before));
        earlier.filter(|(_, comparison)| comparison.loose.is_empty()).find_map(|held| self.fitting_account(held))
    }

    /// A change or a balance of the years that the text may mean that is as great as the claim's,
    /// and goes the other way.
    fn turned(&self) -> Option<Held> {
        let is_signed = matches!(self.kind.id(), "goods-growth" | "goods-balance");
        let day = self.clocks.dated.filter(|_| is_signed)?;
        let is_sign = |role: &RoleName| matches!(*role, "rose" | "fell" | "surplus" | "deficit");
        let is_turned = |(_, comparison): &Held| {
            let has_figure = ["growth", "value"].iter().any(|role| comparison.right.contains(role));
            has_figure && !comparison.wrong.is_empty() && comparison.wrong.iter().all(is_sign)
        };
        let told = self.of_its_years(day, self.clocks.now).into_iter().rev();
        told.filter(|held| held.1.unlike.is_empty() && held.1.untold.is_empty()).find(is_turned)
    }

    /// A figure of any time that fits what is claimed.
    pub(crate) fn of_other_times(&self) -> Option<Fact> {
        let told = self.ask(Time::Last(ALL_PERIODS), self.clocks.now).ok()?;
        let exact = |(fact, comparison): Held| {
            let is_so = comparison.holds() && !comparison.is_empty() && comparison.loose.is_empty();
            is_so.then_some(fact)
        };
        told.into_iter().rev().find_map(exact)
    }

    /// The least and greatest that the figures of these roles were of late.
    pub(crate) fn range_of(&self, roles: &[RoleName]) -> Option<(Decimal, Decimal)> {
        let told = match self.clocks.dated {
            Some(day) => self.of_its_years(day, self.clocks.now),
            None => self.ask(Time::Last(PERIODS_BACK), self.clocks.now).ok()?,
        };
        let values = told.iter().flat_map(|(fact, _)| roles.iter().filter_map(|role| fact.quantity(role)));
        let sizes: Vec<Decimal> = values.map(|quantity| quantity.value.abs()).collect();
        Some((sizes.iter().min().copied()?, sizes.iter().max().copied()?))
    }

    /// Whether an election that was to come when the document was written has been due since: the
    /// newest editions tell of the next one.
    fn was_to_come(&self) -> bool {
        let due = match self.claim.role("date") {
            Some(Said::Period(date)) if self.kind.id() == "election" => date.end(),
            _ => None,
        };
        let newest = self.clocks.days.first().copied();
        let is_due = due.zip(newest).is_some_and(|(due, newest)| due < newest);
        is_due && due.zip(self.clocks.dated).is_some_and(|(due, dated)| dated <= due)
    }

    /// What a state was to organizations by the editions before and after the document's day, where
    /// they have it otherwise than the newest one: it joined later, or was left out.
    fn as_not_yet_listed(&self) -> Option<Fact> {
        if !matches!(self.kind.id(), "own-memberships" | "membership-status") {
            return None;
        }
        let (day, then) = (self.clocks.dated?, self.clocks.then.as_ref()?);
        let holds = |panel: &Panel| self.ask(Time::Latest, panel).is_ok_and(|all| all.iter().any(|(_, it)| it.holds()));
        let (_, next) = self.editions_after(day).next()?;
        let is_later = !holds(then) && !next.iter().any(|(_, it)| it.holds());
        let (fact, _) = nearest(self.ask(Time::Latest, then).ok().filter(|_| is_later)?)?;
        Some(fact)
    }

    /// What holds or happened: who is in office, since when.
    fn of_events(&self, latest: Vec<Held>) -> Outcome {
        let now = nearest(latest);
        let Some((fact, comparison)) = now else { return Outcome::NoData(&[]) };
        if comparison.holds() {
            if let Some(fact) = self.as_not_yet_listed() {
                return Outcome::Vague(Box::new(fact));
            }
            return Outcome::Right { fact: Box::new(fact), comparison };
        }
        // What happened is history, whatever happened since.
        if self.kind.id() != "leader"
            && let Some(fact) = self.of_other_times()
        {
            let key = self.key();
            let comparison = Comparison::of(self.claim, &fact, &key);
            return Outcome::Right { fact: Box::new(fact), comparison };
        }
        // What has ended since was in force on the document's day.
        let ended = fact.period("until").and_then(Period::start);
        if comparison.wrong == ["status"] && ended.zip(self.clocks.dated).is_some_and(|(ended, day)| day < ended) {
            let now = Some(Box::new(fact.clone()));
            return Outcome::Superseded { was: Box::new(fact), now, cause: Cause::Event };
        }
        if let Some(roles) = self.told_otherwise(&fact, &comparison) {
            return Outcome::Wrong { roles, fact: Box::new(fact) };
        }
        let of_now = |case: &Self| case.of_answer(vec![(fact.clone(), comparison.clone())], |_| None);
        if let other @ Outcome::ByOther { .. } = of_now(self) {
            return other;
        }
        if let Some((was, _)) = self.earlier(Time::Latest) {
            // A length or a size was measured anew.
            let is_measured = ["value", "length"].into_iter().any(|role| fact.quantity(role).is_some());
            let cause = if is_measured { Cause::Revision } else { Cause::Event };
            // The same holder, whose name was written otherwise.
            let since = fact.period("since");
            if since.is_some() && was.period("since") == since {
                let comparison = Comparison::of(self.claim, &was, &self.key());
                return Outcome::Right { fact: Box::new(fact), comparison };
            }
            // The same one, of whom a newer edition has the day of another term.
            if self.claim.role("since").is_some() && comparison.right.contains(&"person") {
                let comparison = Comparison::of(self.claim, &was, &self.key());
                return Outcome::Right { fact: Box::new(was), comparison };
            }
            return Outcome::Superseded { was: Box::new(was), now: Some(Box::new(fact)), cause };
        }
        if let Some(other) = self.of_holders().or_else(|| self.of_predecessor()) {
            return other;
        }
        // Of who held it on the document's day the text has a part of the name.
        let then = self.clocks.then.as_ref().and_then(|then| self.ask(Time::Latest, then).ok()).unwrap_or_default();
        let is_vague = |held: &Comparison| held.wrong.is_empty() && held.vague == ["person"];
        if let Some((was, _)) = then.into_iter().find(|(_, held)| is_vague(held)) {
            return Outcome::Vague(Box::new(was));
        }
        // Of all on record the one that is most like what is told: of the same person, where the
        // date is a slip, else of the same date.
        if EVENTS_OF_PEOPLE.contains(&self.kind.id()) {
            let told = self.ask(Time::Last(ALL_PERIODS), self.clocks.now).unwrap_or_default();
            let likeness = |(fact, held): &Held| match held.wrong.as_slice() {
                ["date"] if are_dates_slips(self.claim, fact, &held.wrong) => 0,
                ["person"] => 1,
                _ => 2,
            };
            if let Some((fact, comparison)) = told.into_iter().min_by_key(|held| (likeness(held), held.1.distance())) {
                return of_misfit(fact, comparison);
            }
        }
        // Who took office after the document's day says nothing of who held it then.
        let is_newer = self.clocks.dated.is_some_and(|day| {
            let began = |role| match fact.role(role) {
                Some(Value::Period(period)) => period.start(),
                _ => None,
            };
            ["since", "date"].into_iter().filter_map(began).any(|start| start > day)
        });
        if self.was_to_come() {
            return Outcome::NoData(&[]);
        }
        let has_other_neighbors = self.kind.id() == "land-neighbors"
            && self.clocks.dated.is_some_and(|day| neighbors::came_later(&fact, day));
        if is_newer && self.then_knows_nothing() || has_other_neighbors {
            return Outcome::NoData(&[]);
        }
        if comparison.wrong.contains(&"person") && self.is_between_holders() {
            return Outcome::NoData(&[]);
        }
        if let Some(post) = self.of_post() {
            return post;
        }
        of_misfit(fact, comparison)
    }
}

/// The day of the newest release that a fact rests on.
fn published(fact: &Fact, panel: &Panel) -> Option<Date> {
    fact.derivation.inputs().iter().map(|input| panel.release(input.release()).published).max()
}

fn no_data(absent: &Absent) -> Outcome {
    match absent {
        Absent::NoData { would_come_from } => Outcome::NoData(would_come_from),
        Absent::NotApplicable | Absent::BadArgument { .. } => Outcome::NoData(&[]),
    }
}

fn nearest(held: Vec<Held>) -> Option<Held> {
    held.into_iter().min_by_key(|(_, comparison)| comparison.distance())
}

/// Whether all that differs are figures of which the one fact has more digits than the other, or
/// of what hardly changes another last one of many.
fn is_rounded(wrong: &[RoleName], finer: &Fact, coarser: &Fact) -> bool {
    let is_timeless = coarser.period("time") == Some(Period::Unstated);
    let is_same = |role: &RoleName| match (finer.quantity(role), coarser.quantity(role)) {
        (Some(finer), Some(coarser)) if finer.unit == coarser.unit => {
            let away = (finer.value - coarser.value).abs();
            // Of "2" it is not known whether it is of "2.0".
            let half_step = Decimal::new(5, coarser.value.scale().max(1) + 1);
            let has_more_digits = finer.value.scale() > coarser.value.scale();
            let is_hardly_off = away.checked_mul(Decimal::from(10_000)).is_some_and(|it| it <= coarser.value.abs());
            (has_more_digits && away <= half_step) || (is_timeless && is_hardly_off)
        }
        _ => false,
    };
    !wrong.is_empty() && wrong.iter().all(is_same)
}

fn of_misfit(fact: Fact, comparison: Comparison) -> Outcome {
    let fact = Box::new(fact);
    if !comparison.unlike.is_empty() {
        Outcome::Unlike(fact)
    } else if comparison.wrong.is_empty() {
        Outcome::Vague(fact)
    } else {
        Outcome::Wrong { fact, roles: comparison.wrong }
    }
}
