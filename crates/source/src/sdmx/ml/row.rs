//! The observation that is being read, and what holds for it.

use std::borrow::Cow;

use crate::{
    File, ParseError,
    sdmx::{
        groups::Groups,
        message::{Action, Component, DataSetInfo, Each, Message, Pointer, Record, Role},
        structure::DataStructure,
        value::{Point, Value},
    },
};

/// The measure of messages before SDMX 3.0.
const OBS_VALUE: &str = "OBS_VALUE";

/// What tells the components of a data set apart.
pub(super) struct Shape<'a> {
    pub(super) structure: Option<&'a DataStructure>,
    /// The dimension that tells the observations of a series apart;
    /// `AllDimensions` where there are no series.
    pub(super) at_observation: String,
}

impl Shape<'_> {
    pub(super) fn is_time(&self, id: &str) -> bool {
        match self.structure.and_then(|s| s.time.as_deref()) {
            Some(time) => id == time || id == "TIME_PERIOD",
            None => id.eq_ignore_ascii_case("TIME_PERIOD") || id == "TIME",
        }
    }

    pub(super) fn is_measure(&self, id: &str) -> bool {
        match self.structure.filter(|s| !s.measures.is_empty()) {
            Some(structure) => id == OBS_VALUE || structure.measures.iter().any(|m| m == id),
            None => is_usual_measure(id),
        }
    }

    /// The role that the structure definition gives, or `other` without one.
    pub(super) fn role(&self, id: &str, other: Role) -> Role {
        match self.structure {
            Some(structure) if structure.is_dimension(id) => Role::Dimension,
            Some(_) => Role::Attribute,
            None => other,
        }
    }
}

/// `OBS_VALUE`, and `OBS_VALUE1` and so on, as the standard's examples name
/// several measures.
pub(in crate::sdmx) fn is_usual_measure(id: &str) -> bool {
    let Some(head) = id.get(..OBS_VALUE.len()) else { return false };
    head.eq_ignore_ascii_case(OBS_VALUE) && id[OBS_VALUE.len()..].bytes().all(|b| b.is_ascii_digit() || b == b'_')
}

/// A data set and what of it is being read.
pub(super) struct Row<'a> {
    pub(super) file: File<'a>,
    pub(super) info: DataSetInfo,
    pub(super) shape: Shape<'a>,
    pub(super) groups: &'a Groups,
    pub(super) components: Vec<Component<'a>>,
    pub(super) time: Option<Cow<'a, str>>,
    /// The measures and what is printed for them.
    pub(super) values: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    pub(super) data_set: u64,
    pub(super) series: u64,
    pub(super) obs: u64,
}

impl<'a> Row<'a> {
    /// Keeps a component, the time or a measure.
    pub(super) fn push(&mut self, id: Cow<'a, str>, value: Cow<'a, str>, role: Role) {
        if self.shape.is_time(&id) {
            self.time = Some(value);
        } else {
            self.components.push(Component { id, value, role });
        }
    }

    /// Gives the observation; components beyond the first `of_series` are its
    /// own.
    pub(super) fn give(
        &mut self,
        of_series: usize,
        message: &mut Message,
        each: &mut Each<'_>,
    ) -> Result<(), ParseError> {
        self.groups.attach(&mut self.components, of_series, self.time.as_deref());
        let none = [(Cow::Borrowed(OBS_VALUE), Cow::Borrowed(""))];
        let values = if self.values.is_empty() { none.as_slice() } else { &self.values };
        let (data_set, series, obs) = (self.data_set, self.series, self.obs);
        let pointer = Pointer::Xml { data_set, series, obs };
        for (measure, printed) in values {
            let value =
                Value::read(printed, Point::Full).map_err(|problem| self.file.error(pointer.to_string(), problem))?;
            message.records += 1;
            each(&Record {
                data_set: &self.info,
                action: self.info.action,
                components: &self.components,
                time: self.time.as_deref(),
                measure,
                value,
                pointer,
            })?;
        }
        Ok(())
    }

    /// Gives what a data set of the action Delete names without observations.
    pub(super) fn give_deleted(&mut self, message: &mut Message, each: &mut Each<'_>) -> Result<(), ParseError> {
        if self.info.action != Action::Delete {
            return Ok(());
        }
        self.values.clear();
        self.obs = 0;
        self.give(0, message, each)
    }
}
