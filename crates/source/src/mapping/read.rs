//! Records into a sink, by their mappings.

use attache_model::{Area, Code, ObsStatus, Observation, Period, SeriesKey, Sink, Unparsed};

use super::{
    figure::{Figure, Mapping},
    held::{Held, Misfit},
    record::Record,
    schema::Conditions,
    seen::{Collision, Seen},
};
use crate::{ParseError, file::clip};

/// Takes records one after the other, each with its mapping.
pub(crate) type Each<'e> = dyn FnMut(&Mapping, &dyn Record) -> Result<(), ParseError> + 'e;

/// Gives all records of an input, in the same order each time.
pub(crate) type Records<'r> = dyn Fn(&mut Each<'_>) -> Result<(), ParseError> + 'r;

/// Reads all records of an input into the sink.
///
/// Two records that give different figures for one series and period are an
/// error: the mapping leaves out what tells them apart, or the data contradict
/// themselves. To name that, the records are gone through a second time, so that
/// of those that were read before nothing is kept but some 24 bytes each.
///
/// # Errors
/// When a record does not fit its mapping, or two collide.
pub(crate) fn read(input: &str, records: &Records<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
    let mut reader = Reader { input, seen: Seen::default(), record: 0, collision: None };
    let read = records(&mut |mapping, record| reader.read(mapping, record, sink));
    match (read, reader.collision) {
        (Err(_), Some(collision)) => Err(collision.explain(input, records)),
        (read, _) => read,
    }
}

struct Reader<'i> {
    input: &'i str,
    seen: Seen,
    /// The number of the record at hand, from 0.
    record: u32,
    collision: Option<Collision>,
}

impl Reader<'_> {
    fn read(&mut self, mapping: &Mapping, record: &dyn Record, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let input = self.input;
        let fits = |when: &Conditions| fits(when, record).map_err(|misfit| misfit.at(input, record));
        let mut meant = false;
        if record.is_withdrawn() {
            meant = true;
            let reason = "figure that the message withdraws";
            sink.unparsed(Unparsed { place: record.place(""), reason, text: String::new(), expected: false });
        } else if fits(&mapping.when)? {
            for figure in &mapping.figures {
                if !fits(&figure.when)? {
                    continue;
                }
                meant = true;
                self.figures(figure, record, sink)?;
            }
            for event in &mapping.events {
                if !event.when.as_ref().map_or(Ok(true), fits)? {
                    continue;
                }
                meant = true;
                match event.read(record).map_err(|misfit| misfit.at(input, record))? {
                    Held::Is(read) => sink.event(read, record.place(""))?,
                    other => pass_over(&other, record, sink),
                }
            }
        }
        if !meant {
            pass_over::<()>(&Held::PassedOver, record, sink);
        }
        self.record = self.record.saturating_add(1);
        Ok(())
    }

    /// The figures of a record: one, or one for each column of a period.
    fn figures(&mut self, figure: &Figure, record: &dyn Record, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let read = if figure.years_in_columns {
            let columns: Vec<(&str, Period)> = record
                .fields()
                .into_iter()
                .filter_map(|name| Some((name, figure.time_period.of_text(name)?)))
                .collect();
            if columns.is_empty() {
                return Err(ParseError::new(self.input, record.place(""), "has no column that is named for a period")
                    .hint(
                        "say the form of their names as `time_period`, as in time_period = { form = \"fiscal-year\" }",
                    ));
            }
            columns.into_iter().try_for_each(|(column, period)| self.figure(figure, record, column, Some(period), sink))
        } else {
            let field = figure.value.field.as_deref().unwrap_or_default();
            self.figure(figure, record, field, None, sink)
        };
        read.map_err(|fault| match fault {
            Fault::Misfit(misfit) => misfit.at(self.input, record),
            Fault::Parse(error) => error,
        })
    }

    fn figure(
        &mut self,
        figure: &Figure,
        record: &dyn Record,
        field: &str,
        period: Option<Period>,
        sink: &mut dyn Sink,
    ) -> Result<(), Fault> {
        let Some((token, value)) = figure.value.read(record, field)? else { return Ok(()) };
        let read = match figure.dimensions(record, period)? {
            Held::Is(read) => read,
            other => {
                pass_over(&other, record, sink);
                return Ok(());
            }
        };
        let observation = Observation {
            key: read.key,
            time_period: read.period,
            token: token.into(),
            value,
            unit: read.unit,
            unit_mult: read.unit_mult,
            status: read.status,
            note: read.note,
        };
        let place = record.place(field);
        match self.seen.take(&observation, self.record) {
            Ok(true) => Ok(sink.observation(observation, place).map_err(ParseError::from)?),
            Ok(false) => {
                let text = clip(&observation.token, 60);
                sink.unparsed(Unparsed { place, reason: "figure that is there already", text, expected: true });
                Ok(())
            }
            Err(Some(earlier)) => {
                self.collision = Some(Collision { earlier, later: self.record, field: field.to_owned(), observation });
                Err(ParseError::new(self.input, place, "gives another figure than an earlier record").into())
            }
            Err(None) => Err(ParseError::new(self.input, place, "is the figure with which the input holds too many")
                .hint("split the input in several, each of fewer than 14 million figures")
                .into()),
        }
    }
}

/// All of a figure but its value.
struct Dimensions {
    key: SeriesKey,
    period: Period,
    unit: Code,
    unit_mult: i8,
    status: ObsStatus,
    note: Option<Code>,
}

impl Figure {
    fn dimensions(&self, record: &dyn Record, period: Option<Period>) -> Result<Held<Dimensions>, Misfit> {
        macro_rules! held {
            ($read:expr) => {
                match $read {
                    Held::Is(is) => is,
                    Held::PassedOver => return Ok(Held::PassedOver),
                    Held::Unread { field, reason } => return Ok(Held::Unread { field, reason }),
                }
            };
        }
        let Some(ref_area) = held!(self.ref_area.read(record)?) else { return Ok(Held::PassedOver) };
        let counterpart_area: Option<Area> = match &self.counterpart_area {
            Some(area) => held!(area.read(record)?),
            None => None,
        };
        let period = match period {
            Some(period) => period,
            None => held!(self.time_period.read(record)?).ok_or_else(|| {
                let field = self.time_period.field.as_deref().unwrap_or_default();
                Misfit::new(field, "is empty; a time is expected", "a row without a time can be left out by `when`")
            })?,
        };
        let said = |what: &str, field: Option<&String>| {
            let field = field.map(String::as_str).unwrap_or_default();
            Misfit::new(
                field,
                format!("is empty; the {what} is expected"),
                "what stands for an empty field is `default`",
            )
        };
        let indicator =
            held!(self.indicator.read(record)?).ok_or_else(|| said("indicator", self.indicator.field.as_ref()))?;
        let unit = held!(self.unit.read(record)?).ok_or_else(|| said("unit", self.unit.field.as_ref()))?;
        let status = match &self.obs_status {
            Some(status) => held!(status.read(record)?),
            None => ObsStatus::Normal,
        };
        let breakdown = match &self.breakdown {
            Some(breakdown) => held!(breakdown.read(record, period)?),
            None => None,
        };
        Ok(Held::Is(Dimensions {
            key: SeriesKey { ref_area, indicator: indicator.0, counterpart_area, breakdown },
            period,
            unit: unit.0,
            unit_mult: self.unit_mult.as_ref().map_or(Ok(0), |mult| mult.read(record))?,
            status,
            note: self.note.as_ref().and_then(|note| note.read(record)).map(|note| Code::new(&note)),
        }))
    }
}

/// Why a figure was not read.
enum Fault {
    Misfit(Misfit),
    Parse(ParseError),
}

impl From<Misfit> for Fault {
    fn from(misfit: Misfit) -> Self {
        Self::Misfit(misfit)
    }
}

impl From<ParseError> for Fault {
    fn from(error: ParseError) -> Self {
        Self::Parse(error)
    }
}

impl Misfit {
    fn at(self, input: &str, record: &dyn Record) -> ParseError {
        let place = record.place(&self.field);
        // The place of an observation in a message names none of its parts.
        let problem = if self.field.is_empty() || place.pointer.ends_with(&self.field) || place.pointer.contains('!') {
            self.problem
        } else {
            format!("{} {}", self.field, self.problem)
        };
        ParseError::new(input, place, problem).hint(self.hint)
    }
}

/// Whether a record is one that is meant.
///
/// # Errors
/// When it has no such field: nothing would ever be meant.
fn fits(conditions: &Conditions, record: &dyn Record) -> Result<bool, Misfit> {
    for (field, condition) in conditions {
        let held = record.field(field);
        if held.is_none() && !condition.any.is_empty() && !record.fields().contains(&field.as_str()) {
            return Err(Misfit::new(
                "",
                format!("has no field `{field}`, by which the mapping says which records are meant"),
                "the data may be of another structure than the mapping was written for; correct its `when`",
            ));
        }
        if !condition.holds(held.unwrap_or_default().trim()) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Tells the sink what was not turned into data.
fn pass_over<T>(held: &Held<T>, record: &dyn Record, sink: &mut dyn Sink) {
    let (place, reason, text, expected) = match held {
        Held::Is(_) => return,
        Held::PassedOver => (record.place(""), "row that the mapping passes over", String::new(), true),
        Held::Unread { field, reason } => {
            (record.place(field), *reason, clip(record.field(field).unwrap_or_default(), 60), false)
        }
    };
    sink.unparsed(Unparsed { place, reason, text, expected });
}
