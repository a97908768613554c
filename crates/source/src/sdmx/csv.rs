//! SDMX-CSV: data messages of the versions 1.0 and 2.0, in the variants of
//! labels and keys, separated by commas, semicolons or tabs.

use std::borrow::Cow;

use csv::StringRecord;

use super::{
    message::{Action, Component, DataSetInfo, Each, Message, Pointer, Record, Role},
    ml::is_usual_measure,
    structure::{Reference, Structures, is_id},
    value::{Point, Value},
};
use crate::{File, ParseError, file::clip, table::Table};

/// Reads a message.
///
/// # Errors
/// When the text is no such table, or a row of it cannot be read.
pub(super) fn read(
    file: &File<'_>,
    text: &str,
    known: &Structures,
    each: &mut Each<'_>,
) -> Result<Message, ParseError> {
    let delimiter = delimiter(text);
    let mut table = Table::open(*file, text, delimiter)?;
    let columns = Columns::of(file, table.header())?;
    let point = if delimiter == b';' { Point::OrComma } else { Point::Full };
    let mut reading = Reading { file, columns: &columns, known, info: DataSetInfo::default(), named: None, point };
    let mut message = Message { data_sets: 1, ..Message::default() };
    let mut row = StringRecord::new();
    while table.read(&mut row)? {
        reading.row(&row, table.row(), &mut message, each)?;
    }
    Ok(message)
}

/// What separates the cells of the first line: of the three, the one that is
/// there most often outside quotes.
fn delimiter(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or_default();
    let mut counts = [(0, b','), (0, b';'), (0, b'\t')];
    let mut quoted = false;
    let mut bracketed = false;
    for b in line.bytes() {
        match b {
            b'"' => quoted = !quoted,
            b'[' => bracketed = true,
            b']' => bracketed = false,
            _ if quoted || bracketed => {}
            _ => counts.iter_mut().filter(|(_, c)| *c == b).for_each(|(count, _)| *count += 1),
        }
    }
    counts.iter().rev().max_by_key(|(count, _)| *count).map_or(b',', |(_, c)| *c)
}

#[derive(Debug, PartialEq, Eq)]
enum Kind {
    /// `dataflow`, `datastructure` or `dataprovision`.
    Structure,
    StructureId,
    StructureName,
    /// 1.0's column, of the flow.
    Dataflow,
    Action,
    /// Quirk 5: a key with the flow's id in front.
    Key,
    /// Quirk 5: when the service last changed the data.
    Updated,
    Measure,
    Time,
    Component,
    /// A name of the column before, a key that other columns hold.
    Other,
}

#[derive(Debug)]
struct Column {
    kind: Kind,
    id: String,
    /// Cells hold a code and its name, with this between them.
    label: Option<&'static str>,
    /// Cells may hold several values.
    several: bool,
    role: Role,
}

struct Columns {
    list: Vec<Column>,
    /// What separates the values of one cell.
    values: Option<char>,
}

impl Columns {
    fn of<'h>(file: &File<'_>, header: impl Iterator<Item = &'h str>) -> Result<Self, ParseError> {
        let header: Vec<&str> = header.collect();
        let first = header.first().copied().unwrap_or_default();
        let (name, brackets) = first.split_once('[').unwrap_or((first, "]"));
        let values = brackets.chars().next().filter(|c| *c != ']');
        let mut list: Vec<Column> = header.iter().map(|text| Column::of(text)).collect();
        if let Some(column) = list.first_mut().filter(|_| name == "STRUCTURE") {
            column.kind = Kind::Structure;
        }
        let has = |kind: Kind| list.iter().any(|column| column.kind == kind);
        let is_message = has(Kind::Structure) && has(Kind::StructureId) || has(Kind::Dataflow) || has(Kind::Measure);
        if !is_message {
            let found = clip(&header.join(", "), 300);
            return Err(file
                .error("row 1", format!("is no header of SDMX-CSV; found: {found}"))
                .hint("SDMX-CSV begins with a column STRUCTURE or DATAFLOW and has one of OBS_VALUE"));
        }
        if has(Kind::StructureName) {
            set_names_aside(&mut list);
        }
        let measure = list.iter().position(|column| column.kind == Kind::Measure);
        let before = |at: usize| list[..at].iter().any(|c| matches!(c.kind, Kind::Component | Kind::Time));
        // Quirk 6.
        if let Some(measure) = measure.filter(|at| before(*at)) {
            for (at, column) in list.iter_mut().enumerate() {
                column.role = if at < measure { Role::Dimension } else { Role::Attribute };
            }
        }
        Ok(Self { list, values })
    }
}

/// With `labels=name`, a column of names follows each component's.
fn set_names_aside(list: &mut [Column]) {
    let own = |column: &Column| matches!(column.kind, Kind::Component | Kind::Time | Kind::Measure);
    let places: Vec<usize> = (0..list.len()).filter(|at| own(&list[*at])).collect();
    let in_pairs = places.chunks(2).all(|pair| pair.get(1).is_none_or(|at| list[*at].kind == Kind::Component));
    for (nth, at) in places.into_iter().enumerate() {
        if if in_pairs { nth % 2 == 1 } else { !is_id(&list[at].id) } {
            list[at].kind = Kind::Other;
        }
    }
}

impl Column {
    fn of(text: &str) -> Self {
        let (id, label) = match text.split_once(':') {
            Some((id, name)) if is_id(id.trim_end_matches("[]")) => {
                (id, Some(if name.starts_with(' ') { ": " } else { ":" }))
            }
            _ => (text, None),
        };
        let several = id.ends_with("[]");
        let id = id.trim_end_matches("[]").trim().to_owned();
        let kind = match id.as_str() {
            "STRUCTURE_ID" => Kind::StructureId,
            "STRUCTURE_NAME" => Kind::StructureName,
            "DATAFLOW" => Kind::Dataflow,
            "ACTION" => Kind::Action,
            "KEY" => Kind::Key,
            "LAST UPDATE" => Kind::Updated,
            "SERIES_KEY" | "OBS_KEY" => Kind::Other,
            id if is_usual_measure(id) => Kind::Measure,
            id if id.eq_ignore_ascii_case("TIME_PERIOD") => Kind::Time,
            _ => Kind::Component,
        };
        Self { kind, id, label, several, role: Role::Unknown }
    }

    /// The code in a cell: without its name where cells have both.
    fn code<'c>(&self, cell: &'c str) -> &'c str {
        let Some(between) = self.label else { return cell };
        match cell.split_once(between) {
            Some((code, _)) if is_id(code.trim()) => code.trim(),
            _ => cell,
        }
    }

    fn value<'c>(&self, cell: &'c str, separator: Option<char>) -> Cow<'c, str> {
        match separator.filter(|_| self.several) {
            Some(separator) => {
                let values: Vec<&str> = cell.split(separator).map(|value| self.code(value.trim())).collect();
                Cow::Owned(values.join("; "))
            }
            None => Cow::Borrowed(self.code(cell)),
        }
    }
}

struct Reading<'a> {
    file: &'a File<'a>,
    columns: &'a Columns,
    known: &'a Structures,
    info: DataSetInfo,
    /// The cells that `info` was made of.
    named: Option<[String; 4]>,
    point: Point,
}

impl Reading<'_> {
    fn row(
        &mut self,
        row: &StringRecord,
        number: u64,
        message: &mut Message,
        each: &mut Each<'_>,
    ) -> Result<(), ParseError> {
        let cells = || self.columns.list.iter().zip(row.iter().map(str::trim));
        let of = |kind: Kind| cells().find(|(column, _)| column.kind == kind).map(|(_, cell)| cell).unwrap_or_default();
        let action = match of(Kind::Action) {
            "" => Action::Information,
            text => Action::from_text(text).ok_or_else(|| {
                let problem = format!("is no action that SDMX knows: {:?}", clip(text, 30));
                self.file.error(format!("row {number}, ACTION"), problem)
            })?,
        };
        let flow = if of(Kind::Dataflow).is_empty() { of(Kind::StructureId) } else { of(Kind::Dataflow) };
        let named = [of(Kind::Structure), flow, of(Kind::StructureName), of(Kind::Updated)];
        // A key begins with the flow, which is all that is needed of it.
        let key = of(Kind::Key).split('.').next().unwrap_or_default();
        let named = if flow.is_empty() { [named[0], key, named[2], named[3]] } else { named };
        if self.named.as_ref().is_none_or(|before| *before != named) {
            self.info = info(named);
            self.named = Some(named.map(str::to_owned));
        }
        let structure = self.known.data_structure(&self.info);
        let mut time = None;
        let mut components = Vec::new();
        for (column, cell) in cells() {
            match column.kind {
                _ if cell.is_empty() || cell == "~" => {}
                Kind::Time => time = Some(column.code(cell)),
                Kind::Component if structure.and_then(|s| s.time.as_ref()) == Some(&column.id) => {
                    time = Some(column.code(cell));
                }
                Kind::Component => {
                    let role = match structure {
                        Some(structure) if structure.is_dimension(&column.id) => Role::Dimension,
                        Some(_) => Role::Attribute,
                        None => column.role,
                    };
                    let value = column.value(cell, self.columns.values);
                    components.push(Component { id: Cow::Borrowed(column.id.as_str()), value, role });
                }
                _ => {}
            }
        }
        let measures: Vec<(&Column, &str)> = cells().filter(|(column, _)| column.kind == Kind::Measure).collect();
        let mut filled: Vec<(&str, &str)> = measures
            .iter()
            .filter(|(_, cell)| !cell.is_empty())
            .map(|(column, cell)| (column.id.as_str(), *cell))
            .collect();
        if filled.is_empty() {
            filled.push((measures.first().map_or("", |(column, _)| &column.id), ""));
        }
        for (measure, cell) in filled {
            let pointer = Pointer::Csv { row: number, column: measure };
            let value =
                Value::read(cell, self.point).map_err(|problem| self.file.error(pointer.to_string(), problem))?;
            message.records += 1;
            each(&Record {
                data_set: &self.info,
                action,
                components: &components,
                time,
                measure: if measure.is_empty() { "OBS_VALUE" } else { measure },
                value,
                pointer,
            })?;
        }
        Ok(())
    }
}

/// What the cells of a row say of the data set: kind and reference of the
/// structure, its name, and when it was changed.
fn info([kind, structure, name, updated]: [&str; 4]) -> DataSetInfo {
    let (reference, label) = match structure.split_once(": ") {
        Some((reference, label)) => (reference, label),
        None => (structure, name),
    };
    let found =
        Reference::from_short(reference).or_else(|| is_id(reference).then(|| Reference::new("", reference, "")));
    let mut info = DataSetInfo {
        name: if name.is_empty() { label } else { name }.to_owned(),
        valid_from: updated.to_owned(),
        ..DataSetInfo::default()
    };
    match kind {
        "datastructure" => info.data_structure = found,
        "dataprovision" => info.provision = found,
        _ => info.dataflow = found,
    }
    info
}

#[cfg(test)]
mod tests;
