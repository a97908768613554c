//! SDMX-ML: messages in XML, of the versions 2.0, 2.1 and 3.0.
//!
//! Elements are told by their namespaces and local names, never by prefixes.

mod cursor;
mod generic;
mod header;
mod node;
mod row;
mod specific;
mod structures;
#[cfg(test)]
mod tests;

use cursor::{Cursor, Module, Space, Start, Token};

use header::{Head, Note};
use node::Node;
pub(super) use row::is_usual_measure;
use row::{Row, Shape};

use super::{
    groups::{Group, Groups},
    message::{Action, Each, Message, Pointer, Record},
    structure::Structures,
    value::Value,
};
use crate::{File, ParseError, file::clip};

/// Reads a message.
///
/// # Errors
/// When the text is no such message, or one that tells of an error.
pub(super) fn read(
    file: &File<'_>,
    text: &str,
    known: &Structures,
    each: &mut Each<'_>,
) -> Result<Message, ParseError> {
    let file = &File { bytes: text.as_bytes(), ..*file };
    let mut cursor = Cursor::new(*file, text);
    let root = root(&mut cursor)?;
    match root.name {
        "GenericData"
        | "GenericTimeSeriesData"
        | "StructureSpecificData"
        | "StructureSpecificTimeSeriesData"
        | "CompactData"
        | "MessageGroup" => {
            let groups = if text.contains("Group") || text.contains("Atts") {
                survey_groups(file, text, known)?
            } else {
                Vec::new()
            };
            data(&mut cursor, file, known, &groups, each)
        }
        "Structure" => structure_message(&mut cursor, file),
        "RegistryInterface" => registry_answer(&mut cursor, file),
        "Error" => Err(header::error(file, &Node::read(&mut cursor, root)?)),
        name if name.ends_with("Metadata") || name == "MetadataReport" => {
            Err(file.error("", format!("is a message of reference metadata ({name}) and holds no data")))
        }
        name => Err(file
            .error("", format!("is an SDMX message of a kind that is not read: {name}"))
            .hint("ask the service for generic or structure-specific data of SDMX-ML 2.1 or 3.0, or for SDMX-CSV")),
    }
}

/// The root of the message, which may stand in a SOAP envelope.
fn root<'t>(cursor: &mut Cursor<'t>) -> Result<Start<'t>, ParseError> {
    let mut outer: Option<&str> = None;
    let mut said = String::new();
    loop {
        match cursor.next()? {
            Token::Start(start) if matches!(start.space, Space::Sdmx(_, Module::Message | Module::Registry)) => {
                return Ok(start);
            }
            Token::Start(start) => {
                outer.get_or_insert(start.name);
            }
            Token::Text(text) if said.len() < 500 => {
                said.push(' ');
                said.push_str(&text);
            }
            Token::Text(_) | Token::End | Token::Eof => {}
        }
        // Of an error in words of its own, the beginning of what it says.
        let ended = cursor.is_at_end();
        if let Some(outer) = outer.filter(|outer| ended || *outer != "Envelope" && said.len() > 500) {
            let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
            let said = if said.is_empty() { String::new() } else { format!(", which says: {}", clip(&said, 300)) };
            return Err(cursor.wrong(format!("is XML but no SDMX message: its root is {outer}{said}")));
        }
    }
}

/// Reads the data sets; `groups` are those of each.
fn data<'t>(
    cursor: &mut Cursor<'t>,
    file: &File<'t>,
    known: &'t Structures,
    groups: &'t [Groups],
    each: &mut Each<'_>,
) -> Result<Message, ParseError> {
    let mut message = Message::default();
    let mut head = Head::default();
    let mut footers: Vec<Note> = Vec::new();
    let none: &'t Groups = const { &Groups::NONE };
    while let Some(start) = cursor.child()? {
        match start.name {
            "Header" => head = header::read(cursor, start)?,
            "DataSet" => {
                let groups = groups.get(message.data_sets).unwrap_or(none);
                message.data_sets += 1;
                let mut row = open(cursor, file, known, groups, &head, &start)?;
                row.data_set = message.data_sets as u64;
                data_set(cursor, start, &mut row, known, &mut message, each)?;
            }
            "Footer" => footers = header::notes(&Node::read(cursor, start)?),
            _ => cursor.skip()?,
        }
    }
    end(cursor)?;
    if message.records == 0
        && let Some(error) = footers.iter().find_map(|note| note.instead_of_data(file))
    {
        return Err(error);
    }
    message.header = head.header;
    message.notes = footers.iter().map(Note::said).collect();
    Ok(message)
}

/// Reads on to the end of the file, so that a message that is cut short or
/// followed by something else is not taken for whole.
fn end(cursor: &mut Cursor<'_>) -> Result<(), ParseError> {
    loop {
        match cursor.next()? {
            Token::Eof => return Ok(()),
            Token::Start(start) => return Err(cursor.wrong(format!("goes on after its end, with {}", start.name))),
            Token::End | Token::Text(_) => {}
        }
    }
}

/// What is known of the data set that starts so.
fn open<'t>(
    cursor: &Cursor<'t>,
    file: &File<'t>,
    known: &'t Structures,
    groups: &'t Groups,
    head: &Head,
    start: &Start<'t>,
) -> Result<Row<'t>, ParseError> {
    let described = head.described(start);
    let info = head.info(start, &described).map_err(|problem| cursor.wrong(problem))?;
    let structure = known.data_structure(&info);
    Ok(Row {
        file: *file,
        info,
        shape: Shape { structure, at_observation: described.dimension_at_observation },
        groups,
        components: Vec::new(),
        time: None,
        values: Vec::new(),
        data_set: 1,
        series: 0,
        obs: 0,
    })
}

fn is_generic(start: &Start<'_>, child: &Start<'_>) -> bool {
    matches!(child.space, Space::Sdmx(_, Module::Generic)) || matches!(start.space, Space::Sdmx(_, Module::Generic))
}

/// The data set that starts so.
fn data_set<'t>(
    cursor: &mut Cursor<'t>,
    start: Start<'t>,
    row: &mut Row<'t>,
    known: &'t Structures,
    message: &mut Message,
    each: &mut Each<'_>,
) -> Result<(), ParseError> {
    let before = message.records;
    let own = Start { name: start.name, space: start.space, attributes: Vec::new() };
    specific::attributes(start, row);
    let mut flat = 0;
    while let Some(child) = cursor.child()? {
        let generic = is_generic(&own, &child);
        match child.name {
            "KeyFamilyRef" => {
                let id = cursor.text()?;
                let agency = row.info.data_structure.as_ref().map(|s| s.agency.clone()).unwrap_or_default();
                row.info.data_structure = Some(super::structure::Reference::new(&agency, &id, ""));
                row.shape.structure = known.data_structure(&row.info);
            }
            "Attributes" if generic => generic::attributes(cursor, row)?,
            "Series" => series(cursor, child, generic, row, message, each)?,
            // 2.0 has series within groups.
            "Group" if generic => {
                while let Some(inner) = cursor.child()? {
                    if inner.name == "Series" {
                        series(cursor, inner, generic, row, message, each)?;
                    } else {
                        cursor.skip()?;
                    }
                }
            }
            "Obs" => {
                let of_data_set = row.components.len();
                flat += 1;
                (row.series, row.obs, row.time) = (0, flat, None);
                if generic {
                    generic::obs(cursor, row)?;
                } else {
                    specific::obs(cursor, child, row, super::message::Role::Unknown)?;
                }
                row.give(0, message, each)?;
                row.components.truncate(of_data_set);
            }
            _ => cursor.skip()?,
        }
    }
    if message.records == before && row.info.action == Action::Delete {
        delete_all(row, message, each)?;
    }
    Ok(())
}

fn series<'t>(
    cursor: &mut Cursor<'t>,
    start: Start<'t>,
    generic: bool,
    row: &mut Row<'t>,
    message: &mut Message,
    each: &mut Each<'_>,
) -> Result<(), ParseError> {
    row.series += 1;
    if generic {
        generic::series(cursor, row, message, each)
    } else {
        specific::series(cursor, start, row, message, each)
    }
}

/// A data set to delete that names nothing: all of it.
fn delete_all(row: &Row<'_>, message: &mut Message, each: &mut Each<'_>) -> Result<(), ParseError> {
    message.records += 1;
    each(&Record {
        data_set: &row.info,
        action: Action::Delete,
        components: &[],
        time: None,
        measure: "OBS_VALUE",
        value: Value::Missing(""),
        pointer: Pointer::Xml { data_set: row.data_set, series: 0, obs: 0 },
    })
}

/// The groups of each data set, in a pass of their own: 2.0 and 3.0 let them
/// stand after the series that they are about.
fn survey_groups(file: &File<'_>, text: &str, known: &Structures) -> Result<Vec<Groups>, ParseError> {
    let mut cursor = Cursor::new(*file, text);
    root(&mut cursor)?;
    let mut all = Vec::new();
    let mut head = Head::default();
    while let Some(start) = cursor.child()? {
        match start.name {
            "Header" => head = header::read(&mut cursor, start)?,
            "DataSet" => {
                let described = head.described(&start);
                let info = head.info(&start, &described).map_err(|problem| cursor.wrong(problem))?;
                let (groups, of_series) = groups_of(&mut cursor, &start)?;
                let groups = match known.data_structure(&info) {
                    Some(structure) => Groups::of(groups, |id| structure.is_dimension(id)),
                    None => Groups::of(groups, |id| of_series.iter().any(|s| s == id)),
                };
                all.push(groups.map_err(|problem| cursor.wrong(problem))?);
            }
            _ => cursor.skip()?,
        }
    }
    Ok(all)
}

/// The groups of the data set that starts so, and the ids that its series and
/// observations have, by which the keys of the groups can be told.
fn groups_of(cursor: &mut Cursor<'_>, start: &Start<'_>) -> Result<(Vec<Group>, Vec<String>), ParseError> {
    const MAX_IDS: usize = 1_000;
    let mut groups = Vec::new();
    let mut ids: Vec<String> = Vec::new();
    while let Some(child) = cursor.child()? {
        match child.name {
            "Group" if is_generic(start, &child) => groups.push(generic::group(cursor)?),
            "Group" | "Atts" => groups.push(specific::group(cursor, child)?),
            "Series" | "Obs" => {
                for (id, _) in child.components() {
                    if ids.len() < MAX_IDS && !ids.iter().any(|known| known == id) {
                        ids.push(id.to_owned());
                    }
                }
                // Of cross-sections, the observation has a dimension too.
                while let Some(obs) = cursor.child()? {
                    cursor.skip()?;
                    for (id, _) in obs.components() {
                        if ids.len() < MAX_IDS && !ids.iter().any(|known| known == id) {
                            ids.push(id.to_owned());
                        }
                    }
                }
            }
            _ => cursor.skip()?,
        }
    }
    Ok((groups, ids))
}

fn structure_message(cursor: &mut Cursor<'_>, file: &File<'_>) -> Result<Message, ParseError> {
    let mut message = Message::default();
    let mut footers: Vec<Note> = Vec::new();
    while let Some(start) = cursor.child()? {
        match start.name {
            "Header" => message.header = header::read(cursor, start)?.header,
            "Footer" => footers = header::notes(&Node::read(cursor, start)?),
            _ => structures::read(cursor, start, &mut message.structures)?,
        }
    }
    end(cursor)?;
    if message.structures.is_empty()
        && let Some(error) = footers.iter().find_map(|note| note.instead_of_data(file))
    {
        return Err(error);
    }
    message.notes = footers.iter().map(Note::said).collect();
    Ok(message)
}

/// The answer of a registry: structures, or a refusal.
fn registry_answer(cursor: &mut Cursor<'_>, file: &File<'_>) -> Result<Message, ParseError> {
    let mut message = Message::default();
    while let Some(start) = cursor.child()? {
        match start.name {
            "Header" => message.header = header::read(cursor, start)?.header,
            "QueryStructureResponse" => {
                while let Some(part) = cursor.child()? {
                    let refused = part.name == "ResponseStatus" && part.get("status") == Some("Failure");
                    if refused {
                        return Err(header::error(file, &Node::read(cursor, part)?));
                    }
                    structures::read(cursor, part, &mut message.structures)?;
                }
            }
            name => {
                let problem = format!("is a registry's message of a kind that is not read: {name}");
                return Err(file.error("", problem));
            }
        }
    }
    end(cursor)?;
    Ok(message)
}
