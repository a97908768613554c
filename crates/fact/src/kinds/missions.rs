use attache_model::{EventKind, Panel, Role, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, RoleName, Value, select};

/// A mission of one state in another: its opening, its elevation, or what befell it later.
pub(super) struct Missions {
    id: &'static str,
    states: &'static str,
    statuses: &'static [&'static str],
}

pub(super) static OPENED: Missions = Missions {
    id: "mission-opened",
    states: "When a state opened a mission (legation, embassy) in another. `area` is the sending and the receiving \
             state. Roles: sender, receiver, rank, place, date.",
    statuses: &["opened"],
};

pub(super) static RAISED: Missions = Missions {
    id: "mission-raised",
    states: "When a mission was raised in rank, as a legation to an embassy. `area` is the sending and the \
             receiving state. Roles: sender, receiver, rank (the new one), date.",
    statuses: &["raised"],
};

pub(super) static HISTORY: Missions = Missions {
    id: "mission-history",
    states: "Each later event of a state's mission in another: closed, suspended, reopened, moved. `area` is the \
             sending and the receiving state. Roles: sender, receiver, event, rank, place, date.",
    statuses: &["closed", "suspended", "reopened", "moved"],
};

impl Missions {
    /// Its facts say which of several events they are.
    fn tells_event(&self) -> bool {
        self.statuses.len() > 1
    }
}

impl Kind for Missions {
    fn id(&self) -> &'static str {
        self.id
    }

    fn states(&self) -> &'static str {
        self.states
    }

    fn takes(&self) -> &'static [&'static str] {
        if self.tells_event() { &["event", "rank"] } else { &["rank"] }
    }

    fn areas(&self) -> &'static [RoleName] {
        &["sender", "receiver"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::events_of(EventKind::Mission, &args.area)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (sender, receiver) = args.pair()?;
        let mut events =
            select::current_between(panel, EventKind::Mission, (sender, Role::Sender), (receiver, Role::Receiver));
        events.retain(|e| {
            self.statuses.contains(&e.status.as_str()) && e.from.is_some() && e.attribute("section") != Some("summary")
        });
        events.sort_by_key(|e| (e.from, e.row));
        let mut facts = Vec::new();
        for event in events {
            let Some(date) = event.from else { continue };
            let mut expression = Args::of(&[sender, receiver]).at(date);
            if self.tells_event() {
                expression = expression.with("event", &event.status);
            }
            if !event.title.is_empty() {
                expression = expression.with("rank", &event.title);
            }
            let text = |t: &str| (!t.is_empty()).then(|| Value::Text(t.to_owned()));
            facts.push(
                Fact::new(Expression::new(self.id, expression), Derivation::from(event))
                    .with("sender", Value::Area(sender))
                    .with("receiver", Value::Area(receiver))
                    .with_some("event", self.tells_event().then(|| Value::Text(event.status.to_string())))
                    .with_some("rank", text(&event.title))
                    .with_some("place", event.attribute("place").and_then(text))
                    .with("date", Value::Period(date)),
            );
        }
        let facts = select::asked(facts, args);
        if !facts.is_empty() {
            return Ok(facts);
        }
        // A record of missions without such an event is no gap.
        if select::current_of_both(panel, EventKind::Mission, sender, receiver).is_empty() {
            Err(Absent::no_data_but_by_us(args, &["historian-relations"]))
        } else {
            Err(Absent::NotApplicable)
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, told, told_where};

    #[test]
    fn opened_and_raised() {
        assert_eq!(
            told("mission-opened?area=US,BO"),
            ["sender=US receiver=BO rank=legation place=La Paz date=1849-01-03"]
        );
        assert_eq!(told("mission-raised?area=US,BO"), ["sender=US receiver=BO rank=embassy date=1942-03-31"]);
    }

    #[test]
    fn two_in_a_year_are_told_apart_by_rank() {
        let opened = ["sender=US receiver=TD date=1961", "sender=US receiver=TD rank=embassy date=1961"];
        assert_eq!(told("mission-opened?area=US,TD"), opened);
        assert_eq!(told("mission-opened?area=US,TD&rank=embassy"), opened[1..]);
        assert_eq!(told("mission-opened?area=US,TD&time=1961"), opened[..1]);
    }

    #[test]
    fn what_befell_one_later() {
        let published = "
            release historian-relations 2024-01-01 P T
            mission opened sender:US receiver:TD title=embassy from=1961 section=timeline
            mission closed sender:US receiver:TD title=embassy from=1980-03-24 section=timeline
            mission reopened sender:US receiver:TD from=1982-01-15 section=timeline";
        let history = [
            "sender=US receiver=TD event=closed rank=embassy date=1980-03-24",
            "sender=US receiver=TD event=reopened date=1982-01-15",
        ];
        assert_eq!(told_where(published, "mission-history?area=US,TD"), history);
        assert_eq!(told_where(published, "mission-history?area=US,TD&event=reopened"), history[1..]);
        assert_eq!(absent("mission-history?area=US,BO"), "does not arise");
    }

    #[test]
    fn a_record_without_it_is_no_gap() {
        assert_eq!(absent("mission-raised?area=US,TD"), "does not arise");
        assert_eq!(absent("mission-opened?area=BO,US"), "does not arise");
        assert_eq!(absent("mission-opened?area=US,PE"), "no data but from historian-relations");
    }
}
