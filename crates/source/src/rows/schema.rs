//! Frictionless Table Schema: the fields of a table, as far as they matter for
//! reading it.

use serde::Deserialize;

use crate::{File, ParseError, file::clip, mapping::record::NumberFormat};

/// What is said of a table's fields. One without fields allows everything.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Schema {
    #[serde(default)]
    pub(crate) fields: Vec<Field>,
    missing_values: Option<Vec<Missing>>,
    /// Version 2: how the schema's fields go with the header.
    #[serde(default)]
    fields_match: FieldsMatch,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Field {
    pub(crate) name: String,
    #[serde(rename = "type", default)]
    pub(crate) kind: String,
    #[serde(default)]
    pub(crate) format: String,
    decimal_char: Option<char>,
    group_char: Option<char>,
    bare_number: Option<bool>,
    missing_values: Option<Vec<Missing>>,
}

impl Field {
    pub(crate) fn number_format(&self) -> NumberFormat {
        NumberFormat {
            decimal: self.decimal_char.unwrap_or('.'),
            thousands: self.group_char,
            bare: self.bare_number.unwrap_or(true),
        }
    }
}

/// A text that stands for no value; version 2 lets it have a label.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Missing {
    Text(String),
    Labelled { value: String },
}

impl Missing {
    fn is(&self, text: &str) -> bool {
        match self {
            Self::Text(missing) | Self::Labelled { value: missing } => missing == text,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "OneOrMany")]
enum FieldsMatch {
    /// The same fields in the same order.
    #[default]
    Exact,
    /// The same in any order.
    Equal,
    /// The header may have more.
    Subset,
    /// The header may have fewer.
    Superset,
    /// At least one.
    Partial,
}

/// The standard writes an array of one text, its examples a text.
#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl From<OneOrMany> for FieldsMatch {
    fn from(written: OneOrMany) -> Self {
        let name = match written {
            OneOrMany::One(one) => one,
            OneOrMany::Many(many) => many.into_iter().next().unwrap_or_default(),
        };
        match name.as_str() {
            "equal" => Self::Equal,
            "subset" => Self::Subset,
            "superset" => Self::Superset,
            "partial" => Self::Partial,
            _ => Self::Exact,
        }
    }
}

impl Schema {
    pub(super) fn place_of(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// Whether a text stands for no value: an empty one does unless the schema
    /// says what does.
    pub(super) fn is_missing(&self, field: Option<usize>, text: &str) -> bool {
        let own = field.and_then(|at| self.fields.get(at)).and_then(|field| field.missing_values.as_ref());
        match own.or(self.missing_values.as_ref()) {
            Some(missing) => missing.iter().any(|m| m.is(text)),
            None => text.is_empty(),
        }
    }

    pub(super) fn check_header(&self, file: &File<'_>, header: &str, names: &[String]) -> Result<(), ParseError> {
        if self.fields.is_empty() {
            return Ok(());
        }
        let lacks = self.fields.iter().find(|field| !names.contains(&field.name));
        let more = names.iter().find(|name| self.place_of(name).is_none());
        let other_order = self.fields.iter().zip(names).find(|(field, name)| field.name != **name);
        let problem = match (self.fields_match, lacks, more, other_order) {
            (FieldsMatch::Exact | FieldsMatch::Equal | FieldsMatch::Subset, Some(field), ..) => {
                format!("has no column `{}`, which its schema says", clip(&field.name, 60))
            }
            (FieldsMatch::Exact | FieldsMatch::Equal | FieldsMatch::Superset, _, Some(name), _) => {
                format!("has a column `{}`, which its schema does not say", clip(name, 60))
            }
            (FieldsMatch::Exact, None, None, Some((field, name))) => {
                format!("has the column `{}` where its schema says `{}`", clip(name, 60), clip(&field.name, 60))
            }
            (FieldsMatch::Partial, ..) if !self.fields.iter().any(|field| names.contains(&field.name)) => {
                "has none of the columns that its schema says".to_owned()
            }
            _ => return Ok(()),
        };
        Err(file
            .error(header, problem)
            .hint("the schema's fields are to be the header's; `fieldsMatch` (subset, superset, equal) loosens that"))
    }
}
