use attache_model::{EventKind, Panel, Selection};

use crate::{Absent, Args, Derivation, Expression, Fact, Input, Kind, Value, select};

/// The capital of a country.
pub(super) struct Capital;

impl Kind for Capital {
    fn id(&self) -> &'static str {
        "capital"
    }

    fn states(&self) -> &'static str {
        "The capital of a country, or its capitals where it has several, in the words of the newest source. `area` is \
         the country. Roles: subject, names, count."
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::events_of(EventKind::Capital, &args.area)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let subject = args.one()?;
        let mut events = panel.current_events(EventKind::Capital, subject);
        events.retain(|e| !e.title.is_empty());
        let newest = events.last().map(|e| e.row.release);
        events.retain(|e| Some(e.row.release) == newest);
        let names: Vec<String> = events.iter().map(|e| e.title.to_string()).collect();
        if names.is_empty() {
            return Err(Absent::no_data(&["factbook"]));
        }
        let inputs = events.into_iter().map(Input::from).collect();
        Ok(vec![
            Fact::new(Expression::new(self.id(), Args::of(&[subject])), Derivation::StatedBy(inputs))
                .with("subject", Value::Area(subject))
                .with("count", Value::Count(u32::try_from(names.len()).unwrap_or(u32::MAX)))
                .with("names", Value::Texts(names)),
        ])
    }
}
