//! Data in the generic form: `<Value id="FREQ" value="A"/>`, of 2.1, and with
//! `concept` for `id` of 2.0.

use std::borrow::Cow;

use super::{
    cursor::{Cursor, Start},
    row::Row,
};
use crate::{
    ParseError,
    sdmx::{
        groups::Group,
        message::{Each, Message, Role},
    },
};

type Pair<'t> = (Cow<'t, str>, Cow<'t, str>);

/// The values within the element that was started last.
fn values<'t>(cursor: &mut Cursor<'t>) -> Result<Vec<Pair<'t>>, ParseError> {
    let mut values = Vec::new();
    while let Some(start) = cursor.child()? {
        cursor.skip()?;
        if start.name == "Value" {
            values.push(value(cursor, start)?);
        }
    }
    Ok(values)
}

fn value<'t>(cursor: &Cursor<'t>, start: Start<'t>) -> Result<Pair<'t>, ParseError> {
    let mut id = None;
    let mut value = None;
    for (name, text) in start.components() {
        match name {
            "id" | "concept" => id = Some(text),
            "value" => value = Some(text),
            _ => {}
        }
    }
    match id {
        Some(id) => Ok((id, value.unwrap_or_default())),
        None => Err(cursor.wrong("has a Value without an id")),
    }
}

/// The attributes of a data set, which were started last.
pub(super) fn attributes<'t>(cursor: &mut Cursor<'t>, row: &mut Row<'t>) -> Result<(), ParseError> {
    for (id, value) in values(cursor)? {
        row.push(id, value, Role::Attribute);
    }
    Ok(())
}

/// The group that was started last. The series within it, where 2.0 has them,
/// are passed over.
pub(super) fn group(cursor: &mut Cursor<'_>) -> Result<Group, ParseError> {
    let owned = |pairs: Vec<Pair<'_>>| pairs.into_iter().map(|(id, v)| (id.into_owned(), v.into_owned())).collect();
    let mut group = Group { key: Some(Vec::new()), values: Vec::new() };
    while let Some(start) = cursor.child()? {
        match start.name {
            "GroupKey" => group.key = Some(owned(values(cursor)?)),
            "Attributes" => group.values = owned(values(cursor)?),
            _ => cursor.skip()?,
        }
    }
    Ok(group)
}

/// The series that was started last.
pub(super) fn series<'t>(
    cursor: &mut Cursor<'t>,
    row: &mut Row<'t>,
    message: &mut Message,
    each: &mut Each<'_>,
) -> Result<(), ParseError> {
    let of_data_set = row.components.len();
    let mut of_series = of_data_set;
    let mut key_time = None;
    row.time = None;
    row.obs = 0;
    while let Some(start) = cursor.child()? {
        match start.name {
            "SeriesKey" => {
                for (id, value) in values(cursor)? {
                    row.push(id, value, Role::Dimension);
                }
            }
            "Attributes" => attributes(cursor, row)?,
            "Obs" => {
                if row.obs == 0 {
                    row.groups.attach(&mut row.components, 0, row.time.as_deref());
                    of_series = row.components.len();
                    key_time = row.time.clone();
                }
                row.obs += 1;
                row.time.clone_from(&key_time);
                obs(cursor, row)?;
                row.give(of_series, message, each)?;
                row.components.truncate(of_series);
            }
            _ => cursor.skip()?,
        }
    }
    if row.obs == 0 {
        row.give_deleted(message, each)?;
    }
    row.components.truncate(of_data_set);
    Ok(())
}

/// The observation that was started last.
pub(super) fn obs<'t>(cursor: &mut Cursor<'t>, row: &mut Row<'t>) -> Result<(), ParseError> {
    row.values.clear();
    while let Some(start) = cursor.child()? {
        match start.name {
            "ObsKey" => {
                for (id, value) in values(cursor)? {
                    row.push(id, value, Role::Dimension);
                }
            }
            "Attributes" => attributes(cursor, row)?,
            "Time" => row.time = Some(Cow::Owned(cursor.text()?)),
            "ObsDimension" | "ObsValue" => {
                cursor.skip()?;
                let is_value = start.name == "ObsValue";
                let mut id = None;
                let mut printed = None;
                for (name, text) in start.components() {
                    match name {
                        "id" | "concept" => id = Some(text),
                        "value" => printed = Some(text),
                        _ => {}
                    }
                }
                let printed = printed.unwrap_or_default();
                if is_value {
                    row.values.push((id.unwrap_or(Cow::Borrowed("OBS_VALUE")), printed));
                } else {
                    let id = id.unwrap_or_else(|| at_observation(row));
                    row.push(id, printed, Role::Dimension);
                }
            }
            _ => cursor.skip()?,
        }
    }
    Ok(())
}

fn at_observation<'t>(row: &Row<'t>) -> Cow<'t, str> {
    let id = row.shape.at_observation.as_str();
    Cow::Owned(if id.is_empty() { "TIME_PERIOD" } else { id }.to_owned())
}
