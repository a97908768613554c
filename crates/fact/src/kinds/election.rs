use std::cmp::Reverse;

use attache_model::{Area, Code, EventKind, EventRef, Panel, Period, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, Time, Value, select};

/// The latest election of a country, or the next.
pub(super) struct Election;

/// What is elected, in the order in which it is told.
const OFFICES: [&str; 4] = ["executive", "legislature", "lower-chamber", "upper-chamber"];

/// An argument that is one of several words, the first where there is none.
fn one_of(args: &Args, argument: &'static str, words: &[&'static str]) -> Result<Option<&'static str>, Absent> {
    let Some(asked) = args.get(argument) else { return Ok(None) };
    let known = words.iter().find(|word| asked == **word).copied();
    let problem = || Absent::BadArgument {
        argument,
        problem: format!("is one of {}, not {:?}", words.join(", "), asked.as_str()),
    };
    known.map(Some).ok_or_else(problem)
}

/// What an election is to: the office or chamber, and who is elected where the
/// source says it.
fn to<'a>(event: &EventRef<'a>) -> (usize, &'a str) {
    let office = event.event.attribute("office").unwrap_or_default();
    (OFFICES.iter().position(|known| *known == office).unwrap_or(OFFICES.len()), event.event.title.as_str())
}

/// The elections of a status with their dates, those to one office together, in
/// the order of their dates. Of an election that several sources date, the
/// finest date is taken, then that of the newest source.
fn on_record<'a>(panel: &'a Panel, subject: Area, status: &str) -> Vec<(EventRef<'a>, Period)> {
    let events = panel.current_events(EventKind::Election, subject).into_iter();
    let dated = events.filter(|event| event.status == status).filter_map(|event| Some((event, event.from?)));
    // What is still to come when its source is published has not been held, whatever that says.
    let is_so = |event: &EventRef<'_>, date: Period| {
        date != Period::Unstated && (status != "held" || date.start() <= Some(event.release.published))
    };
    let mut dated: Vec<_> = dated.filter(|(event, date)| is_so(event, *date)).collect();
    dated.sort_by_key(|(event, date)| (to(event), !matches!(date, Period::Day(_)), Reverse(event.release.published)));
    let mut elections: Vec<(EventRef<'a>, Period)> = Vec::new();
    for (event, date) in dated {
        let is_told = |(other, day): &(EventRef<'_>, Period)| to(other) == to(&event) && date.contains(*day);
        if !elections.iter().any(is_told) {
            elections.push((event, date));
        }
    }
    elections.sort_by_key(|(event, date)| (to(event), date.start()));
    elections
}

impl Kind for Election {
    fn id(&self) -> &'static str {
        "election"
    }

    fn states(&self) -> &'static str {
        "The latest national election of a country, or the next one that a source expects: a fact for each office and \
         chamber that is elected. `area` is the country; `status` is `held` (the default) or `expected`; `office` is \
         `executive`, `legislature`, `lower-chamber` or `upper-chamber`; `title` says who is elected, where a source \
         tells several elections of the executive apart; `time` names another election on record, and `last:3` gives \
         the latest three of each. What was to be held before its source was published, or has been \
         since by another, is not expected. Roles: subject, \
         office, title, date, status, latest (`latest`, where none later is on record)."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["office", "status", "title"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::events_of(EventKind::Election, &args.area)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let subject = args.one()?;
        let status = one_of(args, "status", &["held", "expected"])?.unwrap_or("held");
        one_of(args, "office", &OFFICES)?;
        let mut elections = on_record(panel, subject, status);
        if status == "expected" {
            let held = on_record(panel, subject, "held");
            let is_past = |event: &EventRef<'_>, date: Period| {
                let since =
                    |(other, day): &(EventRef<'_>, Period)| to(other).0 == to(event).0 && day.end() >= date.start();
                date.end() < Some(event.release.published) || held.iter().any(since)
            };
            elections.retain(|(event, date)| !is_past(event, *date));
        }
        let mut facts = Vec::new();
        for of_office in elections.chunk_by(|(one, _), (other, _)| to(one) == to(other)) {
            let latest = of_office.len().saturating_sub(1);
            let told = match (args.time, status) {
                (Time::Period(_), _) => 0..=latest,
                (Time::Latest, "held") => latest..=latest,
                (Time::Latest, _) => 0..=0,
                (Time::Last(n), "held") => of_office.len().saturating_sub(n.into())..=latest,
                (Time::Last(n), _) => 0..=latest.min(usize::from(n).saturating_sub(1)),
            };
            for (at, (event, date)) in of_office.iter().enumerate().filter(|(at, _)| told.contains(at)) {
                let is_latest = status == "held" && at == latest;
                facts.push(
                    self.fact(subject, *event, *date, Code::new(status))
                        .with_some("latest", is_latest.then(|| Value::Text("latest".to_owned()))),
                );
            }
        }
        let facts = select::asked(facts, args);
        if facts.is_empty() { Err(Absent::no_data(&["factbook"])) } else { Ok(facts) }
    }
}

impl Election {
    fn fact(&self, subject: Area, event: EventRef<'_>, date: Period, status: Code) -> Fact {
        let title = (!event.title.is_empty()).then(|| event.title.to_string());
        let office = event.attribute("office");
        let mut args = Args::of(&[subject]).with("status", &status).at(date);
        for (name, value) in [("office", office), ("title", title.as_deref())] {
            if let Some(value) = value {
                args = args.with(name, value);
            }
        }
        Fact::new(Expression::new(self.id(), args), Derivation::from(event))
            .with("subject", Value::Area(subject))
            .with_some("office", office.map(|office| Value::Text(office.to_owned())))
            .with_some("title", title.map(Value::Text))
            .with("date", Value::Period(date))
            .with("status", Value::Text(status.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, told, told_where};

    #[test]
    fn the_latest_and_the_next_of_each() {
        assert_eq!(
            told("election?area=BO"),
            [
                "subject=BO office=executive date=2025-08-17 status=held latest=latest",
                "subject=BO office=lower-chamber date=2025-08-17 status=held latest=latest",
            ]
        );
        assert_eq!(
            told("election?area=BO&status=expected&office=executive"),
            ["subject=BO office=executive date=2030 status=expected"]
        );
    }

    const TWO_SOURCES: &str = "
        release factbook 2026-01-22 P T
        election held subject:DE office=executive title=president from=2022-02-13
        election held subject:DE office=executive title=chancellor from=2025-05-06
        election held subject:DE office=lower-chamber from=2021-09
        election held subject:DE office=lower-chamber from=2025-02-23
        election expected subject:DE office=lower-chamber from=2025
        election expected subject:DE office=lower-chamber from=2029-02
        election expected subject:DE office=lower-chamber from=2033
        release my-elections 2026-03-01 P T
        election held subject:DE office=lower-chamber from=2025-02
        election held subject:DE office=lower-chamber from=2021-09-26";

    #[test]
    fn several_elections_of_the_executive_are_told_apart() {
        assert_eq!(
            told_where(TWO_SOURCES, "election?area=DE&office=executive"),
            [
                "subject=DE office=executive title=chancellor date=2025-05-06 status=held latest=latest",
                "subject=DE office=executive title=president date=2022-02-13 status=held latest=latest",
            ]
        );
        assert_eq!(told_where(TWO_SOURCES, "election?area=DE&title=chancellor").len(), 1);
    }

    /// The month that one source has is the day's of the other; and what was to
    /// be in 2025 is past.
    #[test]
    fn the_finest_date_of_each_election() {
        assert_eq!(
            told_where(TWO_SOURCES, "election?area=DE&office=lower-chamber&time=last:5"),
            [
                "subject=DE office=lower-chamber date=2021-09-26 status=held",
                "subject=DE office=lower-chamber date=2025-02-23 status=held latest=latest",
            ]
        );
        let expected = |time: &str| told_where(TWO_SOURCES, &format!("election?area=DE&status=expected{time}"));
        assert_eq!(expected(""), ["subject=DE office=lower-chamber date=2029-02 status=expected"]);
        assert_eq!(expected("&time=last:9").len(), 2);
        let later = |published: &str| {
            format!(
                "{TWO_SOURCES}\nrelease later {published} P T\nelection held subject:DE office=lower-chamber from=2029-02-18"
            )
        };
        assert_eq!(
            told_where(&later("2029-03-01"), "election?area=DE&status=expected"),
            ["subject=DE office=lower-chamber date=2033 status=expected"]
        );
        // What is still to come has not been held.
        assert_eq!(
            told_where(&later("2026-03-01"), "election?area=DE&status=expected"),
            ["subject=DE office=lower-chamber date=2029-02 status=expected"]
        );
        assert_eq!(expected("&time=2033"), ["subject=DE office=lower-chamber date=2033 status=expected"]);
    }

    #[test]
    fn absent_for_a_reason() {
        assert_eq!(absent("election?area=PE"), "no data but from factbook");
        assert_eq!(absent("election?area=BO&time=2020-10-18"), "no data but from factbook");
        assert_eq!(absent("election?area=BO&status=won"), "status is one of held, expected, not \"won\"");
        assert_eq!(absent("election?area=US,BO"), "area wants one country, got 2");
    }
}
