//! A mapping as it is used: what is left open taken from above, and complete.

use std::collections::BTreeSet;

use attache_model::Code;

use super::{
    schema::{
        AreaText, BreakdownText, CodeText, Conditions, EventText, FigureText, IndicatorCode, MappingText, MultText,
        NoteText, StatusText, TimeText, UnitCode, ValueText,
    },
    text::{Lack, Step},
};

/// How records become figures and events.
#[derive(Clone, Debug)]
pub(crate) struct Mapping {
    pub(crate) when: Conditions,
    pub(crate) figures: Vec<Figure>,
    pub(crate) events: Vec<EventText>,
    /// What indicators of one's own are called.
    pub(crate) labels: Vec<(Code, String)>,
}

/// How a record becomes a figure.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    pub(crate) when: Conditions,
    pub(crate) ref_area: AreaText,
    pub(crate) counterpart_area: Option<AreaText>,
    pub(crate) time_period: TimeText,
    pub(crate) value: ValueText,
    /// Columns are named for periods.
    pub(crate) years_in_columns: bool,
    pub(crate) indicator: CodeText<IndicatorCode>,
    pub(crate) unit: CodeText<UnitCode>,
    pub(crate) unit_mult: Option<MultText>,
    pub(crate) breakdown: Option<BreakdownText>,
    pub(crate) obs_status: Option<StatusText>,
    pub(crate) note: Option<NoteText>,
}

impl Mapping {
    /// # Errors
    /// What a figure or event needs and the mapping does not say.
    pub(crate) fn of(text: &MappingText) -> Result<Self, Lack> {
        let events = text.event.clone().unwrap_or_default();
        let listed = text.figure.as_deref();
        let figures = match listed {
            Some(listed) => listed
                .iter()
                .enumerate()
                .map(|(at, figure)| Figure::of(figure, text, &[Step::Key("figure"), Step::At(at)]))
                .collect::<Result<Vec<_>, _>>()?,
            // Events alone need no figure.
            None if !events.is_empty() && text.value.is_none() && text.indicator.is_none() => Vec::new(),
            None => vec![Figure::of(&FigureText::default(), text, &[])?],
        };
        for (at, event) in events.iter().enumerate() {
            check_event(event, at)?;
        }
        let mut labels: Vec<(Code, String)> =
            text.labels.iter().flatten().map(|(code, label)| (code.0, label.clone())).collect();
        for (at, figure) in listed.unwrap_or_default().iter().enumerate() {
            let Some(label) = &figure.label else { continue };
            let indicator = figures.get(at).and_then(|f| f.indicator.is);
            let indicator = indicator.ok_or_else(|| {
                lack(&[Step::Key("figure"), Step::At(at), Step::Key("label")], "names an indicator that is not one")
                    .hinting("a `label` goes with an indicator that is a constant; write `labels` for those of a field")
            })?;
            labels.push((indicator.0, label.clone()));
        }
        labels.sort();
        labels.dedup();
        Ok(Self { when: text.when.clone().unwrap_or_default(), figures, events, labels })
    }

    /// The fields that tables need to have.
    pub(crate) fn needs(&self) -> BTreeSet<&str> {
        let mut needs: BTreeSet<&str> = self.when.keys().map(String::as_str).collect();
        for figure in &self.figures {
            needs.extend(figure.needs());
        }
        for event in &self.events {
            needs.extend(event.when.iter().flatten().map(|(field, _)| field.as_str()));
            needs.extend(event.parties.iter().filter_map(|party| party.area.field.as_deref()));
            needs.extend(event.status.iter().filter_map(|code| code.field.as_deref()));
            needs.extend(event.attributes.values().filter_map(|text| text.field.as_deref()));
            let texts = [&event.organization, &event.title, &event.person, &event.quote];
            needs.extend(texts.into_iter().flatten().flat_map(NoteText::fields));
            let times = [&event.signed, &event.from, &event.until];
            needs.extend(times.into_iter().flatten().filter_map(|time| time.field.as_deref()));
        }
        needs
    }
}

impl Figure {
    fn of(figure: &FigureText, above: &MappingText, path: &[Step]) -> Result<Self, Lack> {
        let years_in_columns = above.years_in_columns.unwrap_or(false);
        let said = |what: &'static str, hint: &str| {
            let whose = if path.is_empty() { "the mapping does not" } else { "the figure does not" };
            lack(path, &format!("{whose} say `{what}`")).hinting(hint)
        };
        let ref_area = figure.ref_area.clone().or(above.ref_area.clone());
        let time = figure.time_period.clone().or(above.time_period.clone());
        let value = figure.value.clone().or(above.value.clone());
        let indicator = figure.indicator.clone().or(above.indicator.clone());
        let unit = figure.unit.clone().or(above.unit.clone());
        let time_period = match time {
            Some(time) if years_in_columns || time.field.is_some() || time.constant().is_some() => time,
            None if years_in_columns => TimeText::default(),
            _ => return Err(said("time_period", "write the field that holds the year, or { is = \"2022\" }")),
        };
        let value = match value {
            Some(value) if years_in_columns && value.field.is_some() => {
                return Err(lack(path, "says both `years_in_columns` and the field of the `value`")
                    .hinting("with a column for each year, the figure is in that column"));
            }
            Some(value) if years_in_columns || value.field.is_some() => value,
            None if years_in_columns => ValueText::default(),
            _ => return Err(said("value", "write the field that holds the figure")),
        };
        let mut when = figure.when.clone().unwrap_or_default();
        when.retain(|_, condition| !condition.any.is_empty() || !condition.not.is_empty());
        Ok(Self {
            when,
            ref_area: ref_area.ok_or_else(|| {
                said("ref_area", "write whose figure it is: { field = \"...\", codelist = \"iso3\" }")
            })?,
            counterpart_area: figure.counterpart_area.clone().or(above.counterpart_area.clone()),
            time_period,
            value,
            years_in_columns,
            indicator: indicator
                .ok_or_else(|| said("indicator", "write what is measured, as population or own:tourists"))?,
            unit: unit.ok_or_else(|| said("unit", "write the unit, as USD, PERSONS, PERCENT or COUNT"))?,
            unit_mult: figure.unit_mult.clone().or(above.unit_mult.clone()),
            breakdown: figure.breakdown.clone().or(above.breakdown.clone()),
            obs_status: figure.obs_status.clone().or(above.obs_status.clone()),
            note: figure.note.clone().or(above.note.clone()),
        })
    }

    fn needs(&self) -> impl Iterator<Item = &str> {
        let breakdown = self.breakdown.iter().flat_map(|b| {
            b.field.iter().chain(&b.fields).chain(b.hs.iter().filter_map(|revision| revision.field.as_ref()))
        });
        [
            self.ref_area.field.as_ref(),
            self.counterpart_area.as_ref().and_then(|area| area.field.as_ref()),
            self.time_period.field.as_ref().filter(|_| !self.years_in_columns),
            self.value.field.as_ref(),
            self.indicator.field.as_ref(),
            self.unit.field.as_ref(),
            self.unit_mult.as_ref().and_then(|mult| mult.field.as_ref()),
            self.obs_status.as_ref().and_then(|status| status.field.as_ref()),
        ]
        .into_iter()
        .flatten()
        .chain(breakdown)
        .chain(self.when.keys())
        .map(String::as_str)
        .chain(self.note.iter().flat_map(NoteText::fields))
    }
}

fn check_event(event: &EventText, at: usize) -> Result<(), Lack> {
    let path = [Step::Key("event"), Step::At(at)];
    if event.parties.is_empty() {
        return Err(lack(&path, "the event has no `parties`").hinting(
            "write who takes part: [{ role = \"party\", area = { field = \"partner\", codelist = \"iso3\" } }]",
        ));
    }
    let times = [("signed", &event.signed), ("from", &event.from), ("until", &event.until)];
    for (name, time) in times {
        if time.as_ref().is_some_and(|time| time.field.is_none() && time.constant().is_none()) {
            return Err(lack(&[path[0].clone(), path[1].clone(), Step::Key(name)], "says neither `field` nor `is`")
                .hinting("write the field that holds the date"));
        }
    }
    Ok(())
}

fn lack(path: &[Step], problem: &str) -> Lack {
    Lack { path: path.to_vec(), problem: problem.to_owned(), hint: String::new() }
}

impl Lack {
    fn hinting(self, hint: &str) -> Self {
        Self { hint: hint.to_owned(), ..self }
    }
}
