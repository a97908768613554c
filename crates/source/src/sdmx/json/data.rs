//! The data sets of a message.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::{
    layout::{Layout, Part},
    raw::{each_entry, entries, items, plain},
};
use crate::{
    File, ParseError,
    sdmx::{
        groups::{Group, Groups},
        message::{Action, Component, DataSetInfo, Each, Message, Pointer, Record, Role},
        structure::Structures,
        value::{Point, Value},
    },
};

pub(super) fn read(
    file: &File<'_>,
    pointer: &str,
    raw: &RawValue,
    layouts: &[Layout],
    known: &Structures,
    each: &mut Each<'_>,
    message: &mut Message,
) -> Result<(), ParseError> {
    let mut described = vec![false; layouts.len()];
    for (at, raw) in items(file, pointer, raw)?.into_iter().enumerate() {
        let pointer = format!("{pointer}/{at}");
        let parts = entries(file, &pointer, raw)?;
        let get = |key: &str| parts.iter().find(|(k, _)| k == key).map(|(_, raw)| *raw);
        let number = get("structure").and_then(|raw| raw.get().parse::<usize>().ok()).unwrap_or_default();
        let layout = layouts.get(number).ok_or_else(|| {
            file.error(&pointer, format!("is described by structure {number}, which the message does not have"))
        })?;
        let info = info(file, &pointer, layout, known, &get)?;
        if !std::mem::replace(&mut described[number], true) {
            layout.describe(&info, &mut message.structures);
        }
        message.data_sets += 1;
        let groups = match get("dimensionGroupAttributes") {
            Some(raw) => groups(file, &format!("{pointer}/dimensionGroupAttributes"), raw, layout)?,
            None => Groups::default(),
        };
        let set = DataSet { file, pointer: &pointer, layout, groups: &groups, info: &info };
        set.read(get("attributes"), get("series"), get("observations"), each, message)?;
    }
    Ok(())
}

fn info<'t>(
    file: &File<'_>,
    pointer: &str,
    layout: &Layout,
    known: &Structures,
    get: &impl Fn(&str) -> Option<&'t RawValue>,
) -> Result<DataSetInfo, ParseError> {
    let text = |key: &str| get(key).map(text).unwrap_or_default();
    let action = match text("action").as_str() {
        "" => Action::Information,
        printed => Action::from_text(printed).ok_or_else(|| {
            file.error(format!("{pointer}/action"), format!("is no action that SDMX knows: {printed:?}"))
        })?,
    };
    let publication = text("publicationPeriod");
    let mut info = DataSetInfo {
        dataflow: layout.dataflow.clone(),
        data_structure: layout.data_structure.clone(),
        provision: None,
        name: layout.names.best().unwrap_or_default().to_owned(),
        action,
        valid_from: text("validFrom"),
        publication: if publication.is_empty() { text("publicationYear") } else { publication },
    };
    if info.data_structure.is_none() {
        info.data_structure = info.dataflow.as_ref().and_then(|f| known.dataflow(f)).and_then(|f| f.structure.clone());
    }
    Ok(info)
}

/// A value as text.
fn text(raw: &RawValue) -> String {
    match raw.get().as_bytes().first() {
        Some(b'"' | b'[' | b'{') => serde_json::from_str(raw.get()).map(|json| plain(&json)).unwrap_or_default(),
        Some(b'n') => String::new(),
        // As printed.
        _ => raw.get().to_owned(),
    }
}

/// A value of a component: a number of one of its values, or the value itself;
/// `None` for null.
fn value(part: &Part, raw: &RawValue) -> Result<Option<String>, String> {
    let printed = raw.get();
    match printed.as_bytes().first() {
        Some(b'n') | None => Ok(None),
        Some(b'-' | b'0'..=b'9') if !part.values.is_empty() => coded(part, printed).map(|text| Some(text.to_owned())),
        Some(b'[') if !part.values.is_empty() => {
            let several: Vec<&RawValue> = serde_json::from_str(printed).map_err(|e| e.to_string())?;
            let texts = several.into_iter().filter_map(|raw| value(part, raw).transpose());
            texts.collect::<Result<Vec<_>, _>>().map(|texts| Some(texts.join("; ")))
        }
        _ => Ok(Some(text(raw))),
    }
}

fn coded<'p>(part: &'p Part, number: &str) -> Result<&'p str, String> {
    let value = number.parse::<usize>().ok().and_then(|number| part.values.get(number));
    value.map(|value| value.text.as_str()).ok_or_else(|| {
        format!("refers to value {} of {}, which has {}", crate::file::clip(number, 30), part.id, part.values.len())
    })
}

/// The parts of a key such as `0:3:1`, each as the value that it refers to;
/// `None` where a part is left open.
fn key_values<'p>(parts: &[&'p Part], key: &str) -> Result<Vec<Option<&'p str>>, String> {
    let numbers: Vec<&str> = if parts.is_empty() && key.len() < 2 { Vec::new() } else { key.split(':').collect() };
    if numbers.len() != parts.len() {
        return Err(format!("has a key of {} parts for {} dimensions", numbers.len(), parts.len()));
    }
    let one = |(part, number): (&&'p Part, &str)| match number {
        "" | "~" => Ok(None),
        number => coded(part, number).map(Some),
    };
    parts.iter().zip(numbers).map(one).collect()
}

/// The attributes of partial keys.
///
/// Quirk: the standard counts the parts of the key in the order of the data
/// structure; its own example and services that follow it count them in the
/// order in which the message lists the dimensions. The order that fits all keys
/// is taken.
fn groups(file: &File<'_>, pointer: &str, raw: &RawValue, layout: &Layout) -> Result<Groups, ParseError> {
    let listed: Vec<&Part> = layout.of_set.iter().chain(&layout.of_series).chain(&layout.of_observation).collect();
    let mut ordered = listed.clone();
    ordered.sort_by_key(|part| part.position.unwrap_or(u64::MAX));
    let in_order = |dimensions: &[&Part]| -> Result<Vec<Group>, ParseError> {
        let mut groups = Vec::new();
        each_entry(file, pointer, raw, |key, raw| {
            let at = format!("{pointer}/{key}");
            groups.push(group(file, &at, dimensions, key, raw, layout)?);
            Ok(())
        })?;
        Ok(groups)
    };
    let found = in_order(&ordered).or_else(|_| in_order(&listed))?;
    Groups::of(found, |_| false).map_err(|problem| file.error(pointer, problem))
}

fn group(
    file: &File<'_>,
    pointer: &str,
    dimensions: &[&Part],
    key: &str,
    raw: &RawValue,
    layout: &Layout,
) -> Result<Group, ParseError> {
    let values = key_values(dimensions, key).map_err(|problem| file.error(pointer, problem))?;
    let held = dimensions.iter().zip(&values).filter_map(|(part, value)| Some((part.id.clone(), (*value)?.to_owned())));
    let key: Vec<(String, String)> = held.collect();
    let mut attributes = Vec::new();
    for (part, raw) in layout.attributes_of_group.iter().zip(items(file, pointer, raw)?) {
        let Some(text) = value(part, raw).map_err(|problem| file.error(pointer, problem))? else { continue };
        let fits = |ids: &Vec<String>| ids.len() == key.len() && key.iter().all(|(id, _)| ids.contains(id));
        if part.attached_to.as_ref().is_some_and(|ids| !fits(ids)) {
            return Err(file.error(pointer, format!("has {} for other dimensions than it is attached to", part.id)));
        }
        attributes.push((part.id.clone(), text));
    }
    let key = key
        .into_iter()
        .map(|(id, value)| if is_time(dimensions, &id) { (TIME.to_owned(), value) } else { (id, value) });
    Ok(Group { key: Some(key.collect()), values: attributes })
}

const TIME: &str = "TIME_PERIOD";

fn is_time(dimensions: &[&Part], id: &str) -> bool {
    dimensions.iter().any(|part| part.id == id && part.is_time)
}

/// A data set and what is known of it.
struct DataSet<'a> {
    file: &'a File<'a>,
    pointer: &'a str,
    layout: &'a Layout,
    groups: &'a Groups,
    info: &'a DataSetInfo,
}

/// What holds for the observation that is being read.
#[derive(Default)]
struct Held<'a> {
    components: Vec<Component<'a>>,
    time: Option<&'a str>,
}

impl<'a> Held<'a> {
    fn dimensions(&mut self, parts: &'a [Part], key: &str) -> Result<(), String> {
        let parts: Vec<&'a Part> = parts.iter().collect();
        for (part, value) in parts.iter().zip(key_values(&parts, key)?) {
            let Some(value) = value else { continue };
            if part.is_time {
                self.time = Some(value);
            } else {
                self.push(&part.id, Cow::Borrowed(value), Role::Dimension);
            }
        }
        Ok(())
    }

    fn attributes(&mut self, parts: &'a [Part], raw: &[&RawValue]) -> Result<(), String> {
        for (part, raw) in parts.iter().zip(raw) {
            if let Some(text) = value(part, raw)? {
                self.push(&part.id, Cow::Owned(text), Role::Attribute);
            }
        }
        Ok(())
    }

    fn push(&mut self, id: &'a str, value: Cow<'a, str>, role: Role) {
        self.components.push(Component { id: Cow::Borrowed(id), value, role });
    }
}

impl<'a> DataSet<'a> {
    fn read(
        &self,
        attributes: Option<&RawValue>,
        series: Option<&RawValue>,
        observations: Option<&RawValue>,
        each: &mut Each<'_>,
        message: &mut Message,
    ) -> Result<(), ParseError> {
        let mut held = Held::default();
        for part in &self.layout.of_set {
            let Some(value) = part.values.first() else { continue };
            if part.is_time {
                held.time = Some(&value.text);
            } else {
                held.push(&part.id, Cow::Borrowed(&value.text), Role::Dimension);
            }
        }
        if let Some(raw) = attributes.filter(|raw| raw.get().starts_with('[')) {
            let at = format!("{}/attributes", self.pointer);
            let raw = items(self.file, &at, raw)?;
            held.attributes(&self.layout.attributes_of_set, &raw).map_err(|p| self.file.error(at, p))?;
        }
        if let Some(raw) = series.filter(|raw| raw.get().starts_with('{')) {
            let at = format!("{}/series", self.pointer);
            each_entry(self.file, &at, raw, |key, raw| self.series(key, raw, &mut held, each, message))?;
        }
        if let Some(raw) = observations.filter(|raw| raw.get().starts_with('{')) {
            self.observations(None, raw, &mut held, each, message)?;
        }
        if series.is_none() && observations.is_none() && self.info.action == Action::Delete {
            self.give_deleted(None, &held, each, message)?;
        }
        Ok(())
    }

    fn series(
        &self,
        key: &str,
        raw: &RawValue,
        held: &mut Held<'a>,
        each: &mut Each<'_>,
        message: &mut Message,
    ) -> Result<(), ParseError> {
        let (of_set, time) = (held.components.len(), held.time);
        let at = || format!("{}/series/{key}", self.pointer);
        let wrong = |problem: String| self.file.error(at(), problem);
        held.dimensions(&self.layout.of_series, key).map_err(wrong)?;
        let mut observations = None;
        for (name, raw) in entries(self.file, &at(), raw)? {
            match name.as_str() {
                "attributes" if raw.get().starts_with('[') => {
                    let raw = items(self.file, &at(), raw)?;
                    held.attributes(&self.layout.attributes_of_series, &raw).map_err(wrong)?;
                }
                "observations" if raw.get().starts_with('{') => observations = Some(raw),
                _ => {}
            }
        }
        match observations {
            Some(raw) => self.observations(Some(key), raw, held, each, message)?,
            None if self.info.action == Action::Delete => self.give_deleted(Some(key), held, each, message)?,
            None => {}
        }
        held.components.truncate(of_set);
        held.time = time;
        Ok(())
    }

    fn observations(
        &self,
        series: Option<&str>,
        raw: &RawValue,
        held: &mut Held<'a>,
        each: &mut Each<'_>,
        message: &mut Message,
    ) -> Result<(), ParseError> {
        let at = match series {
            Some(series) => format!("{}/series/{series}/observations", self.pointer),
            None => format!("{}/observations", self.pointer),
        };
        let (of_series, time) = (held.components.len(), held.time);
        each_entry(self.file, &at, raw, |key, raw| {
            let wrong = |problem: String| self.file.error(format!("{at}/{key}"), problem);
            held.dimensions(&self.layout.of_observation, key).map_err(wrong)?;
            let array = raw.get().starts_with('[');
            let elements = if array { items(self.file, &format!("{at}/{key}"), raw)? } else { vec![raw] };
            let measures = self.layout.measures.len().max(1);
            let (values, rest) = elements.split_at(measures.min(elements.len()));
            held.attributes(&self.layout.attributes_of_observation, rest).map_err(wrong)?;
            check_annotations(rest, self.layout.attributes_of_observation.len()).map_err(wrong)?;
            self.groups.attach(&mut held.components, 0, held.time);
            self.give(series, key, values, held, each, message)?;
            held.components.truncate(of_series);
            held.time = time;
            Ok(())
        })
    }

    fn give(
        &self,
        series: Option<&str>,
        obs: &str,
        values: &[&RawValue],
        held: &Held<'a>,
        each: &mut Each<'_>,
        message: &mut Message,
    ) -> Result<(), ParseError> {
        for index in 0..self.layout.measures.len().max(1) {
            let part = self.layout.measures.get(index);
            let pointer = Pointer::Json { data_set: self.pointer, series, obs, index };
            let wrong = |problem| self.file.error(pointer.to_string(), problem);
            let printed = match (values.get(index), part) {
                (Some(raw), Some(part)) => value(part, raw).map_err(wrong)?.unwrap_or_default(),
                (Some(raw), None) => text(raw),
                (None, _) => String::new(),
            };
            message.records += 1;
            each(&Record {
                data_set: self.info,
                action: self.info.action,
                components: &held.components,
                time: held.time,
                measure: part.map_or("OBS_VALUE", |part| &part.id),
                value: Value::read(&printed, Point::Full).map_err(wrong)?,
                pointer,
            })?;
        }
        Ok(())
    }

    /// What a data set to delete names without observations.
    fn give_deleted(
        &self,
        series: Option<&str>,
        held: &Held<'a>,
        each: &mut Each<'_>,
        message: &mut Message,
    ) -> Result<(), ParseError> {
        message.records += 1;
        each(&Record {
            data_set: self.info,
            action: Action::Delete,
            components: &held.components,
            time: held.time,
            measure: "OBS_VALUE",
            value: Value::Missing(""),
            pointer: Pointer::Json { data_set: self.pointer, series, obs: "", index: 0 },
        })
    }
}

/// What stands behind the attributes of an observation are numbers of
/// annotations.
fn check_annotations(rest: &[&RawValue], attributes: usize) -> Result<(), String> {
    let beyond = rest.get(attributes..).unwrap_or_default();
    let is_number =
        |raw: &&RawValue| raw.get().bytes().all(|b| b.is_ascii_digit()) || raw.get().starts_with(['[', 'n']);
    if beyond.iter().all(is_number) {
        return Ok(());
    }
    Err(format!("has {} attributes, and the message describes {attributes}", rest.len()))
}
