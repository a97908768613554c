//! Whether another event of the like may be meant than the one on record: states became
//! independent, and were recognized, by steps, and have more than one agreement.

use std::ops::Range;

use attache_fact::{Args, Claim, Fact, Kind, RoleName, Said, Time, Value};
use attache_language::read::{Anaphor, Mention, Mentioned};
use attache_model::{Area, AreaKind, AreaSet, Areas, Code, EventKind, EventRef, Language, Period, Selection};

use crate::{
    certain::{is_of_office, names_in_full},
    compare::bears_out,
    compose::POST,
    draft::{Meant, Statement},
    judge::{Passage, Ruling},
    settle::{Clocks, DATES, EVENTS_OF_PEOPLE, Outcome, step_of_another_date},
    slip::are_dates_slips,
    trigger::{List, Triggers},
};

/// Kinds of which states have had more than one: they became independent, and were
/// recognized, by steps, and sources count different ones.
const STEPS: [&str; 9] = [
    "independence",
    "recognition",
    "relations-established",
    "relations-history",
    "mission-opened",
    "mission-raised",
    "mission-history",
    "election",
    "chiefs-count",
];

/// Of these all steps of two states are on record.
const RECORDED: [&str; 3] = ["relations-established", "mission-opened", "mission-raised"];

/// Of which it is known whether they come before or behind what else befell two states.
const ORDERED: [&str; 3] = ["independence", "recognition", "relations-established"];

/// Which are taken once on one day of the year.
const DATED: [&str; 5] = ["independence", "recognition", "relations-established", "mission-opened", "mission-raised"];

/// The state of whose recognition of others, and relations with them, all steps are on record.
const RECORDER: &str = "US";

/// What befell two states.
const BEFELL: [EventKind; 4] =
    [EventKind::Recognition, EventKind::DiplomaticRelations, EventKind::ConsularRelations, EventKind::Mission];

/// What must be known beside a kind's own facts, to tell whether another step may be meant.
pub(crate) fn needs(kind: Code, areas: &[Area]) -> Vec<Selection> {
    let Some([a, b]) = of_whom(areas) else { return Vec::new() };
    let of = |kind| Selection::Events { kind, area: AreaSet::only([a]), with: Some(AreaSet::only([b])) };
    let is_needed = [RECORDED, ORDERED].iter().any(|kinds| kinds.contains(&kind.as_str()));
    if is_needed { BEFELL.into_iter().map(of).collect() } else { Vec::new() }
}

/// The two states that a claim is of; of one alone, that and the one that keeps a record of it.
fn of_whom(areas: &[Area]) -> Option<[Area; 2]> {
    match *areas {
        [one] => Some([Areas::known(RECORDER)?, one]),
        [a, b] => Some([a, b]),
        _ => None,
    }
}

/// Whether another step of the like may be meant: the date is no slip of the one on
/// record, words name a step ("fully", "reestablished"), or more is otherwise.
pub(crate) fn is_another_step(
    statement: &Statement,
    ruling: &Ruling,
    passage: &Passage<'_>,
    clocks: &Clocks<'_>,
) -> bool {
    let &Passage { text, language, .. } = passage;
    let Some(meant) = statement.readings.get(ruling.reading) else { return false };
    let claim = &meant.understood.claim;
    let Outcome::Wrong { fact, roles } = &ruling.outcome else { return false };
    if claim.kind == "agreement" && statement.is_composed {
        // That it is in force, or since when, where it never was.
        let is_untold = |role: &RoleName| *role == "status" || fact.role(role).is_none();
        if roles.iter().all(is_untold) || is_of_another_step(claim, fact, roles) {
            return false;
        }
        return roles.len() > 1 || !are_dates_slips(claim, fact, roles);
    }
    // Another had it on the very day, or in the month.
    let is_timed = |role: &str| match claim.role(role) {
        Some(Said::Period(Period::Day(_))) => true,
        // Of two who came in one month either may be meant.
        Some(Said::Period(Period::Month { .. })) => claim.kind != POST || !statement.is_unsure,
        _ => false,
    };
    let is_pinned = |date: &str| is_timed(date) && !roles.contains(&date) && fact.role(date).is_some();
    let is_other = |role: &str| {
        let is_known = || names_in_full(claim, role) || (role == "person" && is_of_office(meant, fact, passage.block));
        roles.len() == 1 && roles.contains(&role) && is_known()
    };
    if is_pinned("date") && is_other("person") || is_pinned("first_date") && is_other("first_person") {
        return claim.kind == "visit-latest" && Triggers::of(language).tells_of_deputy(text);
    }
    if is_no_journey(statement, ruling, text, language, clocks) {
        return false;
    }
    // Many visits were paid, and not all are on record.
    if EVENTS_OF_PEOPLE.contains(&claim.kind.as_str()) {
        let is_named = names_in_full(claim, "person")
            || (!statement.is_composed && claim.role("person").is_some())
            || (claim.role("person").is_some() && is_of_office(meant, fact, passage.block));
        let is_slip = *roles == ["date"] && are_dates_slips(claim, fact, roles);
        let is_sure = is_slip || (*roles == ["date"] && is_only_post(statement, claim, fact, clocks));
        return !is_named || !is_sure || Triggers::of(language).tells_of_deputy(text);
    }
    if !STEPS.contains(&claim.kind.as_str()) {
        return false;
    }
    // The first ambassador was none of those that came later.
    if claim.kind == "chiefs-count" && claim.role("office").is_some() && is_other("first_person") {
        return !is_of_later_chief(claim, fact, clocks);
    }
    // Elections were held before, and in rounds.
    let is_coming = matches!(claim.role("status"), Some(Said::Text(status)) if status == "expected");
    if claim.kind == "election" && !is_coming {
        return true;
    }
    if is_other_year_s(claim, fact, roles, ruling, clocks) {
        return false;
    }
    // What was broken off and restored are the steps themselves, and what another clause tells of is
    // none: "recognized it, the year after the country declared its full independence".
    let words = if claim.kind == "independence" { text } else { told(statement, passage) };
    let is_step = claim.kind != "relations-history" && Triggers::of(language).names_step(words);
    let is_no_step =
        || is_of_empty_time(statement, ruling, passage, clocks) || is_out_of_order(statement, ruling, passage, clocks);
    if !is_step && *roles == ["date"] && is_no_step() {
        return false;
    }
    is_step || roles.len() > 1 || roles.contains(&"first_person") || !are_dates_slips(claim, fact, roles)
}

/// Whether an agreement is told to have been signed, to have come into force or to have ended when on
/// record it did another of these.
pub(crate) fn is_of_another_step(claim: &Claim, fact: &Fact, roles: &[RoleName]) -> bool {
    step_of_another_date(claim, fact).is_some_and(|role| *roles == [role])
}

/// The words of a statement, with those right before them.
fn told<'p>(statement: &Statement, passage: &Passage<'p>) -> &'p str {
    const FEW: usize = 3;
    let Range { start, end } = statement.span;
    let ahead = passage.block.get(passage.sentence.start..start).unwrap_or_default();
    let first =
        ahead.rmatch_indices(' ').nth(FEW).map_or(passage.sentence.start, |(at, _)| passage.sentence.start + at);
    passage.block.get(first..end).unwrap_or(passage.own)
}

/// Whether a date is the day on record in another year, and on that nothing befell the two: no
/// further step is taken on the very day.
fn is_other_year_s(claim: &Claim, fact: &Fact, roles: &[RoleName], ruling: &Ruling, clocks: &Clocks<'_>) -> bool {
    let (Some(Said::Period(Period::Day(said))), Some(Period::Day(known))) = (claim.role("date"), fact.period("date"))
    else {
        return false;
    };
    let is_day = said.month() == known.month() && said.day() == known.day() && said.year() != known.year();
    if *roles != ["date"] || !is_day || !DATED.contains(&claim.kind.as_str()) {
        return false;
    }
    let Some([a, b]) = ruling.question.as_ref().and_then(|question| of_whom(&question.args.area)) else { return false };
    let befell = BEFELL.into_iter().flat_map(|kind| clocks.now.events(kind, a)).filter(|event| event.involves(b));
    let mut dates = befell.flat_map(|event| [event.from, event.signed]).flatten();
    !dates.any(|date| date == Period::Day(*said))
}

/// Whether whom a text has as the first ambassador is on record as one who came later.
fn is_of_later_chief(claim: &Claim, fact: &Fact, clocks: &Clocks<'_>) -> bool {
    let (Some(said), Some(first)) = (claim.role("first_person"), fact.period("first_date")) else { return false };
    let mut args = Args::of(&fact.expression.args.area);
    args.time = Time::Last(u16::MAX);
    let all = attache_fact::find(Code::from_static(POST)).and_then(|kind| kind.derive(&args, clocks.now).ok());
    let is_it = |other: &Fact| bears_out(other, "person", said) && other.period("date") > Some(first);
    all.unwrap_or_default().iter().any(is_it)
}

/// Whether somebody presented credentials in one country once, and not about the day that is
/// claimed.
fn is_only_post(statement: &Statement, claim: &Claim, fact: &Fact, clocks: &Clocks<'_>) -> bool {
    const DAYS: i32 = 45;
    const YEARS: u16 = 5;
    let (Some(Said::Period(Period::Day(said))), Some(Period::Day(known))) = (claim.role("date"), fact.period("date"))
    else {
        return false;
    };
    let is_far = said.until(known).is_ok_and(|span| span.get_days().abs() > DAYS);
    // Names are alike over the centuries.
    let is_of_then = said.year().abs_diff(known.year()) <= YEARS;
    let mut args = Args::of(&fact.expression.args.area);
    args.time = Time::Last(u16::MAX);
    let all = attache_fact::find(fact.expression.kind).and_then(|kind| kind.derive(&args, clocks.now).ok());
    let is_same = |other: &&Fact| other.role("person") == fact.role("person");
    let is_once = all.unwrap_or_default().iter().filter(is_same).count() == 1;
    claim.kind == POST && !statement.is_unsure && is_far && is_of_then && is_once
}

/// Whether a traveller all of whose journeys are on record was not then where a text has him: a
/// president or secretary of state, in a country or at a place in it that the record knows.
pub(crate) fn is_no_journey(
    statement: &Statement,
    ruling: &Ruling,
    text: &str,
    language: Language,
    clocks: &Clocks<'_>,
) -> bool {
    const FEW_YEARS: u16 = 4;
    let Some(meant) = statement.readings.get(ruling.reading) else { return false };
    let (Outcome::Wrong { fact, roles }, Some(question)) = (&ruling.outcome, &ruling.question) else { return false };
    let (&[visitor, host], Some(Said::Period(said))) =
        (question.args.area.as_slice(), meant.understood.claim.role("date"))
    else {
        return false;
    };
    let Some(Value::Text(person)) = fact.role("person") else { return false };
    if fact.expression.kind != "visit-latest" || *roles != ["date"] || is_deputy(meant, text, language) {
        return false;
    }
    let journeys = || {
        let of_both = clocks.now.events(EventKind::Visit, host).filter(move |event| event.involves(visitor));
        of_both.filter_map(|event| Some((event, event.event.attribute("locale")?)))
    };
    let names_place = meant.spans_of("host").next().is_some()
        || journeys().any(|(_, locale)| locale.split(", ").any(|place| !place.is_empty() && text.contains(place)));
    let own: Vec<_> = journeys().filter(|(event, _)| event.person.as_str() == person).collect();
    let is_kept = own.iter().any(|(event, _)| said.end().is_some_and(|end| end < event.release.published));
    let years = |event: &EventRef<'_>| event.from.and_then(Period::year).zip(said.year()).map(|(a, b)| a.abs_diff(b));
    // Before and behind their time they travelled as somebody else.
    let is_of_term = own.iter().any(|(event, _)| years(event).is_some_and(|years| years <= FEW_YEARS));
    let is_then = |event: &EventRef<'_>| match (month(*said), event.from.and_then(month)) {
        (Some(said), Some(from)) => {
            let until = event.until.and_then(month).unwrap_or(from);
            said + 1 >= from && said <= until + 1
        }
        _ => years(event) == Some(0),
    };
    names_place && is_kept && is_of_term && !own.iter().any(|(event, _)| is_then(event))
}

/// Whether who is named stands behind the title of somebody whose journeys are on no record.
fn is_deputy(meant: &Meant, text: &str, language: Language) -> bool {
    const FEW: usize = 5;
    let name = match meant.understood.claim.role("person") {
        Some(Said::Text(name)) => name.as_str(),
        _ => "",
    };
    if name.is_empty() {
        return Triggers::of(language).tells_of_deputy(text);
    }
    let ahead = text.find(name).and_then(|at| text.get(..at)).unwrap_or(text);
    let words: Vec<&str> = ahead.split_whitespace().rev().take(FEW).collect();
    let title: Vec<&str> = words.into_iter().rev().chain([name]).collect();
    Triggers::of(language).tells_of_deputy(&title.join(" "))
}

/// Whether nothing is on record of two states, one of whom at least a pattern has read, about the
/// time of a claim.
fn is_of_empty_time(statement: &Statement, ruling: &Ruling, passage: &Passage<'_>, clocks: &Clocks<'_>) -> bool {
    const FEW_YEARS: u16 = 2;
    let (Some(meant), Some(question)) = (statement.readings.get(ruling.reading), &ruling.question) else {
        return false;
    };
    let claim = &meant.understood.claim;
    let is_of_both = |mention: &Mention| mention.what == Mentioned::Anaphor(Anaphor::Pair);
    let names_whose = meant.names_whose() || passage.mentions.iter().any(is_of_both);
    if statement.is_composed || !names_whose || !RECORDED.contains(&claim.kind.as_str()) {
        return false;
    }
    let (Some(Said::Period(said)), &[a, b]) = (claim.role("date"), question.args.area.as_slice()) else {
        return false;
    };
    let befell = BEFELL.into_iter().flat_map(|kind| clocks.now.events(kind, a)).filter(|event| event.involves(b));
    let mut dates = befell.flat_map(|event| [event.from, event.until, event.signed]).flatten();
    !dates.any(|date| said.year().zip(date.year()).is_some_and(|(a, b)| a.abs_diff(b) <= FEW_YEARS))
}

/// Whether no step of the like can have been when a claim has it: states that have relations have
/// recognized one another before, what was never broken is established once, and who has been
/// recognized for years is independent.
fn is_out_of_order(statement: &Statement, ruling: &Ruling, passage: &Passage<'_>, clocks: &Clocks<'_>) -> bool {
    const FEW_YEARS: i16 = 5;
    // What is so far off is another state's, or another century's.
    const MANY_YEARS: i16 = 15;
    let (Some(meant), Some(question)) = (statement.readings.get(ruling.reading), &ruling.question) else {
        return false;
    };
    let claim = &meant.understood.claim;
    let (Some(Said::Period(said)), Some([a, b])) = (claim.role("date"), of_whom(&question.args.area)) else {
        return false;
    };
    // Of whom the document does not tell, a list may have it otherwise.
    let is_told_of = |area: &Area| clocks.pair.is_none_or(|pair| pair.contains(area));
    let is_sure = !statement.is_unsure && !statement.is_composed && !is_until(meant, passage);
    let is_of_them = names_them(meant, passage) && question.args.area.iter().all(is_told_of);
    let Some(year) = said.year().filter(|_| is_sure && is_of_them) else { return false };
    // Of a year alone, who counts otherwise is one off.
    let least: i16 = if matches!(said, Period::Year(_)) { 2 } else { 1 };
    let years = |kind: EventKind, is_it: fn(&str) -> bool| -> Vec<i16> {
        let events = clocks.now.events(kind, a).filter(|event| event.involves(b) && is_it(event.status.as_str()));
        events.filter_map(|event| event.from.or(event.signed)?.year()).collect()
    };
    let recognized = years(EventKind::Recognition, |_| true);
    let related = years(EventKind::DiplomaticRelations, |status| status == "established");
    let is_broken = !years(EventKind::DiplomaticRelations, |status| status != "established").is_empty()
        || !years(EventKind::Mission, |status| status == "closed").is_empty();
    let is_later = |than: &[i16], by: i16| than.iter().any(|known| (by..=MANY_YEARS).contains(&(year - known)));
    let is_earlier =
        |than: &[i16]| than.iter().min().is_some_and(|first| (least..=MANY_YEARS).contains(&(first - year)));
    match claim.kind.as_str() {
        "independence" => is_later(&recognized, FEW_YEARS) || is_later(&related, FEW_YEARS),
        "recognition" => !is_broken && is_later(&related, least),
        "relations-established" => !is_broken && (is_later(&related, least) || is_earlier(&recognized)),
        _ => false,
    }
}

/// Whether a text names the states that a claim is of, or both at once: whose neutrality was
/// recognized, was not itself.
fn names_them(meant: &Meant, passage: &Passage<'_>) -> bool {
    let is_of_both = |mention: &Mention| mention.what == Mentioned::Anaphor(Anaphor::Pair);
    let is_name = |span: &Range<usize>| {
        let is_it = |it: &&Mention| it.span.start < span.end && span.start < it.span.end;
        passage.mentions.iter().find(is_it).is_some_and(|it| matches!(it.what, Mentioned::Area { .. }))
    };
    let is_itself = |span: &Range<usize>| {
        is_name(span) && passage.block.get(span.end..).is_some_and(|behind| !behind.starts_with(['\'', '’']))
    };
    let areas = meant.kind.map(Kind::areas).unwrap_or_default();
    passage.mentions.iter().any(is_of_both) || areas.iter().all(|role| meant.spans_of(role).any(is_itself))
}

/// Whether the date of a claim is one until which something lasted: "maintained relations through
/// the 1983 invasion".
fn is_until(meant: &Meant, passage: &Passage<'_>) -> bool {
    const FEW_WORDS: usize = 2;
    meant.spans_of("date").next().is_some_and(|date| {
        let ahead = passage.block.get(passage.sentence.start..date.start).unwrap_or_default();
        ahead.split_whitespace().rev().take(FEW_WORDS).any(|word| List::Until.has(word))
    })
}

/// A month's place in the order of all, where a period says it.
fn month(period: Period) -> Option<u32> {
    let (year, month) = match period {
        Period::Day(day) => (day.year(), day.month()),
        Period::Month { year, month } => (year, month),
        _ => return None,
    };
    Some(u32::try_from(year).ok()? * 12 + u32::try_from(month).ok()?)
}

/// Whether another agreement than the one on record may be meant: there are several, of none
/// of which the date is a slip, or it is of after the list was made.
pub(crate) fn is_another_agreement(statement: &Statement, ruling: &Ruling, clocks: &Clocks<'_>) -> bool {
    let Some(meant) = statement.readings.get(ruling.reading) else { return false };
    let claim = &meant.understood.claim;
    let (Outcome::Wrong { fact, roles }, "agreement") = (&ruling.outcome, claim.kind.as_str()) else { return false };
    let (Some(question), Some(kind)) = (&ruling.question, meant.kind) else { return false };
    let Some(Value::Text(category)) = fact.role("type") else { return false };
    let mut args = question.args.clone();
    args.time = Time::Latest;
    let said = DATES.into_iter().filter_map(|role| match claim.role(role) {
        Some(Said::Period(period)) => period.start(),
        _ => None,
    });
    let covered = clocks.now.coverage(EventKind::Agreement, Code::new(category), &args.area);
    // A list that does not say until when is of the day it was published.
    let until = covered.map(|(release, coverage)| {
        coverage.until.and_then(Period::end).unwrap_or_else(|| clocks.now.release(release).published)
    });
    let is_later = said.max().zip(until).is_some_and(|(said, until)| said > until);
    let told = kind.derive(&args, clocks.now).unwrap_or_default();
    // Whose dates are right is the one that is meant, whatever is said of its status.
    let is_of_status = roles.as_slice() == ["status"];
    let may_be_it = |other: &Fact| !is_of_status || *other != **fact;
    let may_be_another = told.len() > 1
        && !are_dates_slips(claim, fact, roles)
        && !is_of_another_step(claim, fact, roles)
        && !is_known_by_other_date(claim, fact, roles)
        && (claim.role("type").is_none() || told.iter().any(|other| may_be_it(other) && has_year_of(other, claim)));
    is_later || may_be_another
}

/// Whether an agreement was signed, came into force or ended about a year that a claim names.
fn has_year_of(fact: &Fact, claim: &Claim) -> bool {
    let year = |role: &str| match claim.role(role) {
        Some(Said::Period(period)) => period.year(),
        _ => None,
    };
    let known = || DATES.into_iter().filter_map(|role| fact.period(role)?.year());
    DATES.into_iter().filter_map(year).any(|said| known().any(|known| known.abs_diff(said) <= 1))
}

/// Whether which agreement is meant is known by a date that is right, and that which is not is
/// years off.
fn is_known_by_other_date(claim: &Claim, fact: &Fact, roles: &[RoleName]) -> bool {
    let dates = |role: &RoleName| match claim.role(role) {
        Some(Said::Period(said)) => fact.period(role).map(|known| (*said, known)),
        _ => None,
    };
    let is_off = |role: &RoleName| {
        let years = dates(role).and_then(|(said, known)| said.year().zip(known.year()));
        years.is_some_and(|(said, known)| said.abs_diff(known) > 1)
    };
    let is_right = |role: &RoleName| !roles.contains(role) && dates(role).is_some();
    // What binds a union applies in part before all its members have ratified it.
    let is_of_states = fact.expression.args.area.iter().all(|area| area.kind() != AreaKind::Aggregate);
    is_of_states && roles.iter().all(is_off) && DATES.iter().any(is_right)
}
