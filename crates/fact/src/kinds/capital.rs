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

#[cfg(test)]
mod tests {
    use crate::told::{told, told_where};

    #[test]
    fn all_that_the_newest_source_names() {
        assert_eq!(told("capital?area=BO"), ["subject=BO count=2 names=La Paz; Sucre"]);
        assert_eq!(told("capital?area=US"), ["subject=US count=1 names=Washington, DC"]);
    }

    #[test]
    fn another_source_adds_no_capital() {
        let published = "
            release factbook 2026-01-22 P T
            capital stated subject:BO title=Sucre
            release gazetteer 2026-02-01 P T
            capital stated subject:BO title=\"La Paz\"";
        assert_eq!(told_where(published, "capital?area=BO"), ["subject=BO count=1 names=La Paz"]);
    }

    #[test]
    fn absent() {
        assert_eq!(crate::told::absent("capital?area=PE"), "no data but from factbook");
        assert_eq!(crate::told::absent("capital?area=PE,BO"), "area wants one country, got 2");
    }
}
