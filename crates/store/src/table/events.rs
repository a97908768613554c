use std::{ops::Range, rc::Rc, sync::LazyLock};

use arrow_array::{RecordBatch, StringArray, UInt32Array};
use arrow_schema::SchemaRef;
use attache_model::{Area, Code, Event, EventKind, Organization, Party, Period, Place, Role};
use compact_str::CompactString;
use parquet::errors::ParquetError;

use super::{
    Encoded, Tail, attributes,
    columns::{self, Layout, Shape, Words},
    observations::{known_area, period_text, push_places},
    writer::{Columns, area_starts},
};
use crate::{
    StoreError,
    manifest::Table,
    objects::Objects,
    select::{Bits, EventSelections},
};

/// The columns of a table of events, which has a row for each area that takes
/// part in each event.
///
/// `event` is the number of the event's first row; it names the event.
pub(super) const LAYOUT: &Layout = &[
    ("event", Shape::Number),
    ("ref_area", Shape::Words),
    ("kind", Shape::Words),
    ("counterpart_area", Shape::Words),
    ("organization", Shape::Words),
    ("status", Shape::Words),
    ("signed", Shape::Words),
    ("from", Shape::Words),
    ("until", Shape::Words),
    ("from_start", Shape::Day),
    ("until_end", Shape::Day),
    ("title", Shape::Text),
    ("person", Shape::Text),
    ("parties", Shape::Words),
    ("attributes", Shape::Text),
    ("quote", Shape::Text),
    ("member", Shape::Words),
    ("pointer", Shape::Text),
    ("span_start", Shape::Number),
    ("span_end", Shape::Number),
];

const KEYS: [&str; 3] = ["ref_area", "kind", "parties"];
const WORDINGS: [&str; 10] =
    ["event", "organization", "status", "signed", "from", "until", "title", "person", "attributes", "quote"];

/// The row of an event for one of its areas; an event of no area has one too.
struct PartyRow<'a> {
    event: usize,
    area: Option<Area>,
    counterpart: Option<Area>,
    it: &'a Event,
    place: &'a Place,
}

/// The table of a release's events; those alike stay in the order in which the
/// parser gave them.
pub(crate) fn encode_events(events: &[(Event, Place)]) -> Result<Encoded, ParquetError> {
    let mut rows = Vec::new();
    for (index, (event, place)) in events.iter().enumerate() {
        let mut areas: Vec<Option<Area>> = event.parties.iter().map(|p| Some(p.area)).collect();
        areas.sort_unstable();
        areas.dedup();
        if areas.is_empty() {
            areas.push(None);
        }
        let row = |area: Option<Area>| {
            let counterpart = area.and_then(|a| event.counterpart(a));
            PartyRow { event: index, area, counterpart, it: event, place }
        };
        rows.extend(areas.into_iter().map(row));
    }
    rows.sort_by(|a, b| {
        let key = |r: &PartyRow| (r.area.map(Area::code), r.it.kind.code(), r.counterpart.map(Area::code), r.it.from);
        key(a).cmp(&key(b))
    });
    let mut first = vec![u32::MAX; events.len()];
    for (number, row) in (0..).zip(&rows) {
        first[row.event] = first[row.event].min(number);
    }
    let period = |of: fn(&Event) -> Option<Period>| -> Vec<Option<CompactString>> {
        rows.iter().map(|r| of(r.it).map(period_text)).collect()
    };
    let (signed, from, until) = (period(|e| e.signed), period(|e| e.from), period(|e| e.until));
    let parties: Vec<Option<String>> = rows.iter().map(|r| parties_text(&r.it.parties)).collect();
    let attributes: Vec<Option<String>> = rows.iter().map(|r| attributes::write(&r.it.attributes)).collect();
    let some = |text: &str| !text.is_empty();

    let mut table = Columns::new();
    table.numbers("event", rows.iter().map(|r| Some(first[r.event])));
    table.keys("ref_area", rows.iter().map(|r| r.area.map(Area::code)));
    table.keys("kind", rows.iter().map(|r| Some(r.it.kind.code())));
    table.keys("counterpart_area", rows.iter().map(|r| r.counterpart.map(Area::code)));
    table.texts("organization", rows.iter().map(|r| r.it.organization.map(Organization::code)));
    table.texts("status", rows.iter().map(|r| Some(r.it.status.as_str())));
    table.texts("signed", signed.iter().map(Option::as_deref));
    table.texts("from", from.iter().map(Option::as_deref));
    table.texts("until", until.iter().map(Option::as_deref));
    table.days("from_start", rows.iter().map(|r| r.it.from.and_then(Period::start)));
    table.days("until_end", rows.iter().map(|r| r.it.until.and_then(Period::end)));
    table.texts("title", rows.iter().map(|r| Some(r.it.title.as_str()).filter(|t| some(t))));
    table.texts("person", rows.iter().map(|r| Some(r.it.person.as_str()).filter(|t| some(t))));
    table.texts("parties", parties.iter().map(Option::as_deref));
    table.texts("attributes", attributes.iter().map(Option::as_deref));
    table.texts("quote", rows.iter().map(|r| Some(r.it.quote.as_str()).filter(|t| some(t))));
    push_places(&mut table, || rows.iter().map(|r| r.place));
    table.write(area_starts(rows.iter().map(|r| r.area.map_or("", Area::code))))
}

/// `subject:US;object:BO`
fn parties_text(parties: &[Party]) -> Option<String> {
    let texts: Vec<String> = parties.iter().map(|p| format!("{}:{}", p.role.code(), p.area)).collect();
    (!texts.is_empty()).then(|| texts.join(";"))
}

fn read_parties(tail: &Tail, text: &str) -> Result<Rc<[Party]>, StoreError> {
    let party = |text: &str| {
        let (role, area) = text.split_once(':').ok_or_else(|| tail.damaged(format!("{text:?} is no party")))?;
        let role = Role::from_code(role).ok_or_else(|| tail.newer(format!("role {role:?}")))?;
        Ok(Party { role, area: known_area(tail, area)? })
    };
    text.split(';').map(party).collect()
}

pub(crate) fn open_events<'a>(objects: &'a Objects, table: &Table) -> Result<Tail<'a>, StoreError> {
    static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| columns::schema(LAYOUT));
    Tail::open(objects, table, SchemaRef::clone(&SCHEMA))
}

/// The events within a part of a table that the selections take, with their
/// numbers; some of them for each of their parties.
pub(crate) fn read_events(
    tail: &Tail,
    wanted: &EventSelections,
    bounds: &Range<usize>,
    mut each: impl FnMut(Event, u32),
) -> Result<(), StoreError> {
    let mut ranges = tail.rows_of(&wanted.areas)?;
    if !wanted.everywhere.is_empty() {
        let kind = |text: &str| EventKind::from_code(text).is_some_and(|kind| wanted.everywhere.contains(&kind));
        ranges.extend(columns::rows_with(tail, "kind", std::slice::from_ref(bounds), kind)?);
    }
    let ranges = columns::joined(ranges, bounds);
    read_event_rows(tail, &ranges, Some(wanted), |_, number, event| {
        each(event, number);
        Ok(())
    })
}

/// Each event in the ranges that the selections take, with its row and number.
pub(crate) fn read_event_rows(
    tail: &Tail,
    ranges: &[Range<usize>],
    wanted: Option<&EventSelections>,
    mut each: impl FnMut(u32, u32, Event) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let columns = [&KEYS[..], &WORDINGS].concat();
    tail.read(&columns, ranges, |batch, numbers| {
        let keys = Keys::of(tail, batch, wanted)?;
        let wordings = Wordings::of(tail, batch)?;
        for (at, row) in numbers.iter().enumerate() {
            if let Some((kind, parties)) = keys.at(tail, at)? {
                let (number, event) = wordings.at(tail, at, kind, parties)?;
                each(*row, number, event)?;
            }
        }
        Ok(())
    })
}

/// The columns by which rows are selected, with the selections that each value
/// satisfies.
struct Keys<'b> {
    wanted: Option<&'b EventSelections<'b>>,
    kind: Words<'b, (EventKind, Option<&'b Bits>)>,
    area: Words<'b, (Area, Option<&'b Bits>)>,
    parties: Words<'b, Rc<[Party]>>,
}

impl<'b> Keys<'b> {
    fn of(tail: &'b Tail, batch: &'b RecordBatch, wanted: Option<&'b EventSelections<'b>>) -> Result<Self, StoreError> {
        let kind = move |text: &str| {
            let kind = EventKind::from_code(text).ok_or_else(|| tail.newer(format!("{text:?} is no kind of event")))?;
            Ok((kind, wanted.map(|w| w.kind(kind))))
        };
        let area = move |text: &str| {
            let area = known_area(tail, text)?;
            Ok((area, wanted.map(|w| w.area(area))))
        };
        Ok(Self {
            wanted,
            kind: Words::new(tail, batch, "kind", kind)?,
            area: Words::new(tail, batch, "ref_area", area)?,
            parties: Words::new(tail, batch, "parties", move |text: &str| read_parties(tail, text))?,
        })
    }

    /// The row's kind and parties, if a selection takes the row.
    fn at(&self, tail: &Tail, row: usize) -> Result<Option<(EventKind, Vec<Party>)>, StoreError> {
        let (kind, kind_bits) = self.kind.required(tail, row)?;
        let parties = || Ok::<Rc<[Party]>, StoreError>(self.parties.at(row)?.unwrap_or_default());
        let (Some(wanted), Some(kind_bits)) = (self.wanted, kind_bits) else {
            return Ok(Some((kind, parties()?.to_vec())));
        };
        if kind_bits.is_empty() {
            return Ok(None);
        }
        let parties = parties()?;
        let taken = match self.area.at(row)? {
            Some((area, Some(area_bits))) => wanted.take(kind_bits, area_bits, area, &parties),
            _ => wanted.take_without_area(kind_bits),
        };
        Ok(taken.then(|| (kind, parties.to_vec())))
    }
}

/// The columns of what is said.
struct Wordings<'b> {
    event: &'b UInt32Array,
    organization: Words<'b, Organization>,
    status: Words<'b, Code>,
    signed: Words<'b, Period>,
    from: Words<'b, Period>,
    until: Words<'b, Period>,
    title: &'b StringArray,
    person: &'b StringArray,
    attributes: &'b StringArray,
    quote: &'b StringArray,
}

impl<'b> Wordings<'b> {
    fn of(tail: &'b Tail, batch: &'b RecordBatch) -> Result<Self, StoreError> {
        let organization = |text: &str| {
            let found = Organization::find(text);
            found.ok_or_else(|| tail.newer(format!("{text:?} is no organization of the codelist")))
        };
        let period = |text: &str| text.parse::<Period>().map_err(|e| tail.newer(e));
        Ok(Self {
            event: columns::numbers(tail, batch, "event")?,
            organization: Words::new(tail, batch, "organization", organization)?,
            status: Words::new(tail, batch, "status", |text: &str| Ok(Code::new(text)))?,
            signed: Words::new(tail, batch, "signed", period)?,
            from: Words::new(tail, batch, "from", period)?,
            until: Words::new(tail, batch, "until", period)?,
            title: columns::texts(tail, batch, "title")?,
            person: columns::texts(tail, batch, "person")?,
            attributes: columns::texts(tail, batch, "attributes")?,
            quote: columns::texts(tail, batch, "quote")?,
        })
    }

    fn at(&self, tail: &Tail, row: usize, kind: EventKind, parties: Vec<Party>) -> Result<(u32, Event), StoreError> {
        let text = |column| columns::text(column, row).map_or_else(CompactString::default, CompactString::from);
        let attributes = match columns::text(self.attributes, row) {
            Some(text) => attributes::read(text).map_err(|e| tail.damaged(e))?,
            None => Vec::new(),
        };
        let event = Event {
            kind,
            parties,
            organization: self.organization.at(row)?,
            status: self.status.required(tail, row)?,
            title: text(self.title),
            person: text(self.person),
            signed: self.signed.at(row)?,
            from: self.from.at(row)?,
            until: self.until.at(row)?,
            attributes,
            quote: text(self.quote),
        };
        let number = columns::number(self.event, row).ok_or_else(|| columns::lacks(tail, "event"))?;
        Ok((number, event))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use attache_model::Areas;

    #[test]
    fn every_area_can_be_written_as_a_party() {
        for area in Areas::all() {
            assert!(!area.code().is_empty() && !area.code().contains([';', '=']), "{area}");
            assert_eq!(Area::from_code(attache_model::Codelist::Attache, area.code()), Some(area));
        }
        for organization in Organization::all() {
            assert_eq!(Organization::find(organization.code()), Some(organization));
        }
    }
}
