//! Data in the form of one structure, `<Obs TIME_PERIOD="2021" OBS_VALUE="1"/>`:
//! structure-specific data of 2.1 and 3.0, compact data of 2.0.

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

/// Attributes of a data set's element that are no components, though 2.0 and
/// some services write them without a namespace.
const OF_THE_SET: [&str; 16] = [
    "structureRef",
    "dataScope",
    "setID",
    "action",
    "reportingBeginDate",
    "reportingEndDate",
    "validFromDate",
    "validToDate",
    "publicationYear",
    "publicationPeriod",
    "keyFamilyURI",
    "datasetID",
    "dataProviderSchemeAgencyId",
    "dataProviderSchemeId",
    "dataflowAgencyID",
    "dataflowID",
];

/// The attributes of the data set that starts so.
pub(super) fn attributes<'t>(start: Start<'t>, row: &mut Row<'t>) {
    for (id, value) in start.components() {
        if !OF_THE_SET.contains(&id) && !id.starts_with("dataProvider") {
            row.push(Cow::Borrowed(id), value, Role::Attribute);
        }
    }
}

/// The group (or 3.0's `Atts`) that was started last. Its key stands among its
/// attributes.
pub(super) fn group(cursor: &mut Cursor<'_>, start: Start<'_>) -> Result<Group, ParseError> {
    let components = start.components().filter(|(id, _)| *id != "type");
    let mut values: Vec<(String, String)> = components.map(|(id, v)| (id.to_owned(), v.into_owned())).collect();
    while let Some(start) = cursor.child()? {
        if let Some((id, value)) = complex(cursor, start)? {
            values.push((id, value));
        }
    }
    Ok(Group { key: None, values })
}

/// A component that does not fit into an XML attribute: `<Comp id="TITLE">` with
/// several values, each of which may be in several languages.
fn complex(cursor: &mut Cursor<'_>, start: Start<'_>) -> Result<Option<(String, String)>, ParseError> {
    let id = start.get("id").map(str::to_owned);
    let Some(id) = id.filter(|_| start.name == "Comp") else {
        cursor.skip()?;
        return Ok(None);
    };
    let mut values: Vec<String> = Vec::new();
    while let Some(value) = cursor.child()? {
        if value.name == "Value" {
            values.push(in_one_language(cursor)?);
        } else {
            cursor.skip()?;
        }
    }
    Ok(Some((id, values.join("; "))))
}

/// The text of the value that was started last, in English where it has several.
fn in_one_language(cursor: &mut Cursor<'_>) -> Result<String, ParseError> {
    let mut plain = String::new();
    let mut texts: Vec<(String, String)> = Vec::new();
    loop {
        match cursor.next()? {
            super::cursor::Token::Start(start) => {
                let language = start.attributes.iter().find(|a| a.name == "lang").map(|a| a.value.to_string());
                texts.push((language.unwrap_or_else(|| "en".to_owned()), cursor.text()?));
            }
            super::cursor::Token::Text(text) => plain.push_str(&text),
            super::cursor::Token::End | super::cursor::Token::Eof => break,
        }
    }
    let english = texts.iter().find(|(language, _)| language.starts_with("en"));
    let text = english.or(texts.first()).map_or(plain.as_str(), |(_, text)| text);
    Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The series that starts so.
pub(super) fn series<'t>(
    cursor: &mut Cursor<'t>,
    start: Start<'t>,
    row: &mut Row<'t>,
    message: &mut Message,
    each: &mut Each<'_>,
) -> Result<(), ParseError> {
    let of_data_set = row.components.len();
    let mut of_series = of_data_set;
    let mut key_time = None;
    row.time = None;
    row.obs = 0;
    for (id, value) in start.components() {
        let role = row.shape.role(id, Role::Unknown);
        row.push(Cow::Borrowed(id), value, role);
    }
    while let Some(child) = cursor.child()? {
        if child.name != "Obs" {
            if let Some((id, value)) = complex(cursor, child)? {
                row.push(Cow::Owned(id), Cow::Owned(value), Role::Attribute);
            }
            continue;
        }
        if row.obs == 0 {
            row.groups.attach(&mut row.components, 0, row.time.as_deref());
            of_series = row.components.len();
            key_time = row.time.clone();
        }
        row.obs += 1;
        row.time.clone_from(&key_time);
        // What a series' observation has beside its dimension are attributes.
        obs(cursor, child, row, Role::Attribute)?;
        row.give(of_series, message, each)?;
        row.components.truncate(of_series);
    }
    if row.obs == 0 {
        row.give_deleted(message, each)?;
    }
    row.components.truncate(of_data_set);
    Ok(())
}

/// The observation that starts so, whose components are of the role `other`
/// where no structure definition is at hand.
pub(super) fn obs<'t>(
    cursor: &mut Cursor<'t>,
    start: Start<'t>,
    row: &mut Row<'t>,
    other: Role,
) -> Result<(), ParseError> {
    row.values.clear();
    let before = row.components.len();
    let kind = start.xsi_type().filter(|kind| *kind != "ObsType").map(str::to_owned);
    for (id, value) in start.components() {
        if row.shape.is_measure(id) {
            row.values.push((Cow::Borrowed(id), value));
        } else {
            let other = if id == row.shape.at_observation { Role::Dimension } else { other };
            let role = row.shape.role(id, other);
            row.push(Cow::Borrowed(id), value, role);
        }
    }
    while let Some(child) = cursor.child()? {
        if let Some((id, value)) = complex(cursor, child)? {
            if row.shape.is_measure(&id) {
                row.values.push((Cow::Owned(id), Cow::Owned(value)));
            } else {
                row.push(Cow::Owned(id), Cow::Owned(value), Role::Attribute);
            }
        }
    }
    // A measure dimension may be told by the type of the observation alone.
    let dimension = row.shape.at_observation.as_str();
    let told = row.components[before..].iter().any(|c| c.id == dimension);
    if let Some(kind) = kind.filter(|_| !told && is_other_dimension(dimension)) {
        let dimension = Cow::Owned(dimension.to_owned());
        row.push(dimension, Cow::Owned(kind), Role::Dimension);
    }
    Ok(())
}

fn is_other_dimension(id: &str) -> bool {
    !matches!(id, "" | "AllDimensions" | "TIME_PERIOD")
}
