//! Rows written out in JSON: an array of objects, or of arrays of which the
//! first is the header.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{At, Cells, EachRow, Fields, Row, Schema};
use crate::{File, ParseError, file::clip};

/// Reads rows; `pointer` is where they stand in the file.
pub(crate) fn rows(
    file: &File<'_>,
    pointer: &str,
    data: &Value,
    schema: &Schema,
    needs: &BTreeSet<&str>,
    each: &mut EachRow<'_>,
) -> Result<(), ParseError> {
    let rows = data.as_array().ok_or_else(|| file.error(pointer, "is no array of rows"))?;
    let mut fields: Option<Fields<'_>> = None;
    for (at, row) in rows.iter().enumerate() {
        let pointer = format!("{pointer}/{at}");
        let texts: Vec<Option<String>> = match row {
            Value::Object(object) => {
                if fields.is_none() {
                    fields = Some(Fields::of(file, &pointer, names(rows), schema, needs)?);
                }
                let names = fields.iter().flat_map(|fields| &fields.names);
                names
                    .map(|name| object.get(name).map_or(Ok(None), |value| text(file, &pointer, name, value)))
                    .collect::<Result<_, _>>()?
            }
            Value::Array(array) => array
                .iter()
                .enumerate()
                .map(|(at, value)| text(file, &pointer, &at.to_string(), value))
                .collect::<Result<_, _>>()?,
            _ => return Err(file.error(pointer, "is no row: neither an object nor an array")),
        };
        let Some(fields) = &fields else {
            let names = texts.into_iter().map(|text| text.unwrap_or_default().trim().to_owned()).collect();
            fields = Some(Fields::of(file, &pointer, names, schema, needs)?);
            continue;
        };
        if texts.len() != fields.names.len() {
            let problem = format!("has {} cells, the header {}", texts.len(), fields.names.len());
            return Err(file.error(pointer, problem));
        }
        let at = if row.is_object() { At::Object(&pointer) } else { At::Array(&pointer) };
        let row = Row { file, fields, cells: Cells::Texts(&texts), at };
        row.check()?;
        each(&row)?;
    }
    Ok(())
}

/// The names of all rows' fields, in the order in which they come.
fn names(rows: &[Value]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let keys = rows.iter().filter_map(Value::as_object).flat_map(serde_json::Map::keys);
    keys.filter(|key| seen.insert(key.as_str())).cloned().collect()
}

fn text(file: &File<'_>, pointer: &str, name: &str, value: &Value) -> Result<Option<String>, ParseError> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.clone())),
        Value::Number(number) => Ok(Some(number.to_string())),
        Value::Bool(flag) => Ok(Some(flag.to_string())),
        Value::Array(_) | Value::Object(_) => {
            Err(file.error(format!("{pointer}/{}", clip(name, 60)), "is no single value"))
        }
    }
}
