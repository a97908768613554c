//! What any message says, whatever its format.

use std::{borrow::Cow, fmt};

use attache_model::{Date, Decimal};

use super::{
    structure::{Reference, Structures},
    value::Value,
};

/// All of a message but its observations.
#[derive(Debug, Default)]
pub struct Message {
    pub header: Header,
    /// The structures that the message describes: those of a structure message,
    /// or what a JSON message tells of its own components and codes.
    pub structures: Structures,
    /// What the service adds for people: footers, warnings.
    pub notes: Vec<String>,
    pub data_sets: usize,
    /// Records given, those without a value among them.
    pub records: u64,
}

/// Who made the message, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    pub id: String,
    /// When the message was made, as printed; not when its data were published.
    pub prepared: String,
    pub sender: String,
    /// The sender marks it as a test.
    pub test: bool,
}

impl Header {
    /// The day on which the message was made.
    pub fn day(&self) -> Option<Date> {
        day(&self.prepared)
    }
}

/// The day that a text begins with: `2020-01-16T08:16:20`, or Eurostat's
/// `24/11/25 11:00:00`.
fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Some(day) = text.get(..10).and_then(|day| day.parse().ok()) {
        return Some(day);
    }
    let mut parts = text.split(' ').next()?.split('/').map(|part| part.parse::<i16>().ok());
    let (day, month, year) = (parts.next()??, parts.next()??, parts.next()??);
    let year = if year < 100 { year + 2000 } else { year };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// What the sender wants done with the data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Action {
    #[default]
    Information,
    /// Also SDMX 3.0's "Merge" and 2.0's "Update": adds to what is there.
    Append,
    Replace,
    Delete,
}

impl Action {
    /// The action by its name or by SDMX-CSV's letter.
    pub fn from_text(text: &str) -> Option<Self> {
        const NAMES: [(&str, &str, Action); 6] = [
            ("information", "i", Action::Information),
            ("append", "a", Action::Append),
            ("merge", "m", Action::Append),
            ("update", "u", Action::Append),
            ("replace", "r", Action::Replace),
            ("delete", "d", Action::Delete),
        ];
        let text = text.trim();
        let named = NAMES.iter().find(|(n, l, _)| text.eq_ignore_ascii_case(n) || text.eq_ignore_ascii_case(l));
        named.map(|(.., action)| *action)
    }

    /// Whether the data are a part of what the sender has: changes since
    /// another message.
    pub fn is_delta(self) -> bool {
        matches!(self, Self::Append | Self::Delete)
    }
}

/// What is said of a data set as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataSetInfo {
    /// The flow that the data are of, where the message names it.
    pub dataflow: Option<Reference>,
    /// The structure definition that the data follow, where the message names it.
    pub data_structure: Option<Reference>,
    /// The agreement under which the data are provided, where the message names
    /// that instead.
    pub provision: Option<Reference>,
    /// The flow's name, where the data come with it.
    pub name: String,
    pub action: Action,
    /// Since when the data hold, as printed: `validFromDate`, or a service's
    /// time of the last update.
    pub valid_from: String,
    /// `publicationPeriod` or `publicationYear`, as printed.
    pub publication: String,
}

impl DataSetInfo {
    /// Since when the data hold, where a day is told.
    pub fn day(&self) -> Option<Date> {
        day(&self.valid_from).max(day(&self.publication))
    }

    /// The flow, or else the structure or agreement, by which the data are known.
    pub fn flow(&self) -> Option<&Reference> {
        self.dataflow.as_ref().or(self.data_structure.as_ref()).or(self.provision.as_ref())
    }
}

/// What a component is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A part of the key.
    Dimension,
    Attribute,
    /// The message does not tell, and no structure definition is at hand.
    Unknown,
}

/// A value of a dimension or attribute that holds for an observation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component<'m> {
    pub id: Cow<'m, str>,
    /// A code, or text; several values are separated by `; `.
    pub value: Cow<'m, str>,
    pub role: Role,
}

/// One observation, or what a data set without one says to delete.
#[derive(Clone, Debug)]
pub struct Record<'r> {
    pub data_set: &'r DataSetInfo,
    pub action: Action,
    /// Of the data set, groups, series and observation; all but the time.
    pub components: &'r [Component<'r>],
    /// The time period as printed.
    pub time: Option<&'r str>,
    /// The measure that the value is of: `OBS_VALUE` in most messages.
    pub measure: &'r str,
    pub value: Value<'r>,
    pub pointer: Pointer<'r>,
}

impl Record<'_> {
    /// The value of the component with this id; of ids that differ in case
    /// alone, Eurostat's among them, the one that is written as asked.
    /// `TIME_PERIOD` is the time.
    pub fn get(&self, id: &str) -> Option<&str> {
        let exact = self.components.iter().find(|c| c.id == id);
        let alike = || self.components.iter().find(|c| c.id.eq_ignore_ascii_case(id));
        match exact.or_else(alike) {
            Some(component) => Some(&component.value),
            None => self.time.filter(|_| id.eq_ignore_ascii_case("TIME_PERIOD")),
        }
    }

    /// The number as printed, and as a decimal; `None` where there is none.
    pub fn number(&self) -> Option<(&str, Decimal)> {
        match self.value {
            Value::Number { token, value } => Some((token, value)),
            Value::Missing(_) | Value::Text(_) => None,
        }
    }
}

/// Where in its file an observation stands, in the form of that file's kind:
/// `//Series[12]/Obs[3]` (XPath; data sets and series count from 1), a JSON
/// pointer, `row 7, OBS_VALUE`.
#[derive(Clone, Copy, Debug)]
pub enum Pointer<'r> {
    /// `series` is 0 where observations stand in no series, `obs` is 0 where a
    /// series has none.
    Xml {
        data_set: u64,
        series: u64,
        obs: u64,
    },
    Json {
        /// The pointer of the data set.
        data_set: &'r str,
        series: Option<&'r str>,
        /// Empty where the data set or series has none.
        obs: &'r str,
        index: usize,
    },
    Csv {
        row: u64,
        column: &'r str,
    },
}

impl fmt::Display for Pointer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Xml { data_set, series, obs } => {
                f.write_str("/")?;
                if data_set > 1 {
                    write!(f, "/DataSet[{data_set}]")?;
                }
                if series > 0 {
                    write!(f, "/Series[{series}]")?;
                }
                if obs > 0 {
                    write!(f, "/Obs[{obs}]")?;
                }
                Ok(())
            }
            Self::Json { data_set, series, obs, index } => {
                f.write_str(data_set)?;
                if let Some(series) = series {
                    write!(f, "/series/{series}")?;
                }
                if obs.is_empty() { Ok(()) } else { write!(f, "/observations/{obs}/{index}") }
            }
            Self::Csv { row, column: "" } => write!(f, "row {row}"),
            Self::Csv { row, column } => write!(f, "row {row}, {column}"),
        }
    }
}

/// Takes records one by one; see [`read`](super::read).
pub type Each<'e> = dyn FnMut(&Record<'_>) -> Result<(), crate::ParseError> + 'e;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_have_names_and_letters() {
        assert_eq!(Action::from_text("Delete"), Some(Action::Delete));
        assert_eq!(Action::from_text("M"), Some(Action::Append));
        assert_eq!(Action::from_text("Replcac"), None);
    }

    #[test]
    fn pointers_are_those_of_the_format() {
        let json = Pointer::Json { data_set: "/data/dataSets/0", series: Some("0:1"), obs: "3", index: 0 }.to_string();
        assert_eq!(json, "/data/dataSets/0/series/0:1/observations/3/0");
        assert_eq!(Pointer::Xml { data_set: 1, series: 12, obs: 3 }.to_string(), "//Series[12]/Obs[3]");
        assert_eq!(Pointer::Xml { data_set: 2, series: 0, obs: 3 }.to_string(), "//DataSet[2]/Obs[3]");
        assert_eq!(Pointer::Csv { row: 7, column: "OBS_VALUE" }.to_string(), "row 7, OBS_VALUE");
    }

    #[test]
    fn dates_are_read_in_both_forms() {
        assert_eq!(day("2020-01-16T08:16:20.341+01:00"), Some("2020-01-16".parse().unwrap()));
        assert_eq!(day("24/11/25 11:00:00"), Some("2025-11-24".parse().unwrap()));
        assert_eq!((day("2020"), day(""), day("2020-Q1 of it")), (None, None, None));
    }
}
