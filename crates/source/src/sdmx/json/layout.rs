//! What a data message says of its components: at which level each stands, and
//! the values that the data refer to by number.

use serde_json::Value as Json;

use super::raw::plain;
use crate::sdmx::{
    message::DataSetInfo,
    structure::{Attribute, DataStructure, Dataflow, Dimension, Item, Names, Reference, Scheme, Structures},
};

/// A `structure` of a message.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) dataflow: Option<Reference>,
    pub(super) data_structure: Option<Reference>,
    pub(super) names: Names,
    /// Dimensions with one value for the whole data set.
    pub(super) of_set: Vec<Part>,
    pub(super) of_series: Vec<Part>,
    pub(super) of_observation: Vec<Part>,
    /// Empty before 2.0, which has one measure.
    pub(super) measures: Vec<Part>,
    pub(super) attributes_of_set: Vec<Part>,
    pub(super) attributes_of_group: Vec<Part>,
    pub(super) attributes_of_series: Vec<Part>,
    pub(super) attributes_of_observation: Vec<Part>,
}

/// A component.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) id: String,
    names: Names,
    /// The place in the key, from 0, where it is told.
    pub(super) position: Option<u64>,
    pub(super) is_time: bool,
    /// The dimensions that an attribute is attached to, where it is told.
    pub(super) attached_to: Option<Vec<String>>,
    pub(super) values: Vec<Coded>,
}

/// A value that data refer to by its number.
#[derive(Debug)]
pub(super) struct Coded {
    pub(super) text: String,
    names: Names,
    parent: Option<String>,
}

/// The name of a part of a message, `name` or `names`.
pub(super) fn names(json: &Json) -> Names {
    match json.get("names").or_else(|| json.get("name")) {
        Some(Json::Object(texts)) => Names(texts.iter().map(|(lang, text)| (lang.clone(), plain(text))).collect()),
        Some(name) => Names::of(&plain(name)),
        None => Names::default(),
    }
}

impl Layout {
    pub(super) fn of(json: &Json) -> Self {
        let parts = |of: &str, level: &str| -> Vec<Part> {
            let list = json.get(of).and_then(|levels| levels.get(level)).and_then(Json::as_array);
            list.map(|list| list.iter().map(Part::of).collect()).unwrap_or_default()
        };
        let mut layout = Self {
            names: names(json),
            of_set: parts("dimensions", "dataSet"),
            of_series: parts("dimensions", "series"),
            of_observation: parts("dimensions", "observation"),
            measures: parts("measures", "observation"),
            attributes_of_set: parts("attributes", "dataSet"),
            attributes_of_group: parts("attributes", "dimensionGroup"),
            attributes_of_series: parts("attributes", "series"),
            attributes_of_observation: parts("attributes", "observation"),
            ..Self::default()
        };
        let links = json.get("links").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
        links.iter().for_each(|link| layout.link(link));
        // The drafts' way: an address of the structure, or its id.
        if layout.dataflow.is_none() && layout.data_structure.is_none() {
            let uri = json.get("uri").and_then(Json::as_str).unwrap_or_default();
            layout.dataflow = of_address(uri, "dataflow");
        }
        layout
    }

    fn link(&mut self, link: &Json) {
        let text = |key: &str| link.get(key).and_then(Json::as_str).unwrap_or_default();
        match Reference::from_urn(text("urn")) {
            Some(("Dataflow", reference)) if self.dataflow.is_none() => self.dataflow = Some(reference),
            Some(("DataStructure", reference)) if self.data_structure.is_none() => {
                self.data_structure = Some(reference);
            }
            Some(_) => {}
            None => {
                let address = text("href");
                self.dataflow = self.dataflow.take().or_else(|| of_address(address, "dataflow"));
                self.data_structure = self.data_structure.take().or_else(|| of_address(address, "datastructure"));
            }
        }
    }

    /// The structures that the description amounts to: names of codes, order of
    /// dimensions.
    pub(super) fn describe(&self, info: &DataSetInfo, structures: &mut Structures) {
        let Some(own) = info.data_structure.as_ref().or(info.dataflow.as_ref()) else { return };
        let mut definition =
            DataStructure { reference: own.clone(), names: self.names.clone(), ..DataStructure::default() };
        let mut dimensions: Vec<&Part> =
            self.of_set.iter().chain(&self.of_series).chain(&self.of_observation).collect();
        dimensions.sort_by_key(|part| part.position.unwrap_or(u64::MAX));
        for part in dimensions {
            if part.is_time {
                definition.time = Some(part.id.clone());
                continue;
            }
            let codelist = part.codelist(own, structures);
            let (id, names) = (part.id.clone(), part.names.clone());
            definition.dimensions.push(Dimension { id, names, codelist, concept: None });
        }
        let attributes = self.attributes_of_set.iter().chain(&self.attributes_of_group);
        for part in attributes.chain(&self.attributes_of_series).chain(&self.attributes_of_observation) {
            let codelist = part.codelist(own, structures);
            let (id, names) = (part.id.clone(), part.names.clone());
            definition.attributes.push(Attribute { id, names, codelist, ..Attribute::default() });
        }
        definition.measures = self.measures.iter().map(|part| part.id.clone()).collect();
        if let Some(flow) = &info.dataflow {
            let (reference, names) = (flow.clone(), self.names.clone());
            structures.dataflows.push(Dataflow { reference, names, structure: Some(own.clone()) });
        }
        structures.data_structures.push(definition);
    }
}

/// `…/dataflow/ECB/EXR/1.0?references=all`, where `kind` is `dataflow`.
fn of_address(address: &str, kind: &str) -> Option<Reference> {
    let mut parts = address.split(['?', '#']).next()?.split('/');
    parts.find(|part| part.eq_ignore_ascii_case(kind))?;
    let (agency, id) = (parts.next()?, parts.next()?);
    Some(Reference::new(agency, id, parts.next().unwrap_or_default()))
}

impl Part {
    fn of(json: &Json) -> Self {
        let id = json.get("id").map(plain).unwrap_or_default();
        let roles: Vec<String> = match json.get("roles").or_else(|| json.get("role")) {
            Some(Json::Array(roles)) => roles.iter().map(plain).collect(),
            Some(role) => vec![plain(role)],
            None => Vec::new(),
        };
        let is_time = matches!(id.as_str(), "TIME_PERIOD" | "TIME") || roles.iter().any(|role| role == "TIME_PERIOD");
        let values = json.get("values").and_then(Json::as_array);
        let relationship = json.get("relationship").and_then(|r| r.get("dimensions")).and_then(Json::as_array);
        Self {
            names: names(json),
            position: json.get("keyPosition").and_then(Json::as_u64),
            is_time,
            attached_to: relationship.map(|ids| ids.iter().map(plain).collect()),
            values: values.map(|values| values.iter().map(Coded::of).collect()).unwrap_or_default(),
            id,
        }
    }

    /// The list of its values, where it has names for them.
    fn codelist(&self, own: &Reference, structures: &mut Structures) -> Option<Reference> {
        let reference = Reference::new(&own.agency, &format!("{}/{}", own.id, self.id), &own.version);
        let mut list = Scheme::new(reference.clone(), self.names.clone());
        for value in self.values.iter().filter(|value| value.names.best().is_some()) {
            list.push(Item { id: value.text.clone(), names: value.names.clone(), parent: value.parent.clone() });
        }
        if list.items().is_empty() {
            return None;
        }
        structures.codelists.push(list);
        Some(reference)
    }
}

impl Coded {
    /// A code, `{"id": "A", "name": "Annual"}`, or a value, `{"value": "…"}`,
    /// which 1.0 also writes `{"name": "…"}`.
    fn of(json: &Json) -> Self {
        let found = ["id", "value", "values", "name"].iter().find_map(|key| json.get(*key).filter(|v| !v.is_null()));
        let text = found.map_or_else(|| if json.is_object() { String::new() } else { plain(json) }, plain);
        let parent = json.get("parent").map(plain).filter(|parent| !parent.is_empty());
        Self { text, names: names(json), parent }
    }
}
