use attache_model::{EventKind, Panel, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, Value, select};

/// The capital of a country.
pub(super) struct Capital;

impl Kind for Capital {
    fn id(&self) -> &'static str {
        "capital"
    }

    fn states(&self) -> &'static str {
        "The capital of a country, in the words of the newest source. `area` is the country. Roles: subject, name."
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::events_of(EventKind::Capital, &args.area)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let subject = args.one()?;
        let event = panel.current_events(EventKind::Capital, subject).first().copied();
        let event = event.ok_or(Absent::no_data(&["factbook"]))?;
        Ok(vec![
            Fact::new(Expression::new(self.id(), Args::of(&[subject])), Derivation::from(event))
                .with("subject", Value::Area(subject))
                .with("name", Value::Text(event.title.to_string())),
        ])
    }
}
