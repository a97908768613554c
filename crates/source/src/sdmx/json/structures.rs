//! Structures in JSON: codelists, concepts, agencies, data structures, flows.

use serde_json::Value as Json;

use super::{layout::names, raw::plain};
use crate::sdmx::structure::{
    Attachment, Attribute, DataStructure, Dataflow, Dimension, Item, Reference, Scheme, Structures,
};

/// Whether structures stand under this key.
pub(super) fn is_kind(key: &str) -> bool {
    matches!(
        key,
        "codelists" | "valuelists" | "valueLists" | "conceptSchemes" | "agencySchemes" | "dataStructures" | "dataflows"
    )
}

/// The structures of one kind.
pub(super) fn read(kind: &str, json: &Json, structures: &mut Structures) {
    for one in list(Some(json)) {
        match kind {
            "conceptSchemes" => structures.concepts.push(scheme(one, "concepts")),
            "agencySchemes" => structures.agencies.push(scheme(one, "agencies")),
            "dataStructures" => structures.data_structures.push(data_structure(one)),
            "dataflows" => structures.dataflows.push(dataflow(one)),
            "valuelists" | "valueLists" => structures.codelists.push(scheme(one, "valueItems")),
            _ => structures.codelists.push(scheme(one, "codes")),
        }
    }
}

fn list(json: Option<&Json>) -> &[Json] {
    json.and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn text(json: &Json, key: &str) -> String {
    json.get(key).map(plain).unwrap_or_default()
}

fn own_reference(json: &Json) -> Reference {
    Reference::new(&text(json, "agencyID"), &text(json, "id"), &text(json, "version"))
}

/// A reference by URN.
fn referred(json: Option<&Json>) -> Option<Reference> {
    Reference::from_urn(json?.as_str()?).map(|(_, reference)| reference)
}

fn scheme(json: &Json, items: &str) -> Scheme {
    let mut scheme = Scheme::new(own_reference(json), names(json));
    for item in list(json.get(items)) {
        let parent = Some(text(item, "parent")).filter(|parent| !parent.is_empty());
        scheme.push(Item { id: text(item, "id"), names: names(item), parent });
    }
    scheme
}

fn dataflow(json: &Json) -> Dataflow {
    Dataflow { reference: own_reference(json), names: names(json), structure: referred(json.get("structure")) }
}

fn data_structure(json: &Json) -> DataStructure {
    let components = json.get("dataStructureComponents");
    let of = |list_name: &str, kind: &str| list(components.and_then(|c| c.get(list_name)).and_then(|l| l.get(kind)));
    let mut dimensions: Vec<&Json> =
        of("dimensionList", "dimensions").iter().chain(of("dimensionList", "measureDimensions")).collect();
    dimensions.sort_by_key(|d| d.get("position").and_then(Json::as_u64).unwrap_or(u64::MAX));
    let one_measure = components.and_then(|c| c.get("measureList")).and_then(|l| l.get("primaryMeasure"));
    let groups = list(components.and_then(|c| c.get("groups")));
    DataStructure {
        reference: own_reference(json),
        names: names(json),
        dimensions: dimensions.into_iter().map(dimension).collect(),
        time: of("dimensionList", "timeDimensions").first().map(component_id),
        measures: of("measureList", "measures").iter().chain(one_measure).map(component_id).collect(),
        attributes: of("attributeList", "attributes").iter().map(attribute).collect(),
        groups: groups.iter().map(|g| (text(g, "id"), texts(g.get("groupDimensions")))).collect(),
    }
}

fn texts(json: Option<&Json>) -> Vec<String> {
    list(json).iter().map(plain).collect()
}

/// The id, which may be left to the concept.
fn component_id(json: &Json) -> String {
    let id = text(json, "id");
    if id.is_empty() { text(json, "conceptIdentity").rsplit('.').next().unwrap_or_default().to_owned() } else { id }
}

fn codelist(json: &Json) -> Option<Reference> {
    referred(json.get("localRepresentation")?.get("enumeration"))
}

fn dimension(json: &Json) -> Dimension {
    Dimension {
        id: component_id(json),
        names: names(json),
        codelist: codelist(json),
        concept: referred(json.get("conceptIdentity")),
    }
}

fn attribute(json: &Json) -> Attribute {
    let relation = json.get("attributeRelationship");
    let of = |key: &str| relation.and_then(|relation| relation.get(key));
    let attached_to = if let Some(group) = of("group") {
        Attachment::Group(plain(group))
    } else if let dimensions @ [_, ..] = list(of("dimensions")) {
        Attachment::Dimensions(dimensions.iter().map(plain).collect())
    } else if of("dataflow").is_some() || of("none").is_some() {
        Attachment::DataSet
    } else {
        Attachment::Observation
    };
    Attribute { id: component_id(json), names: names(json), codelist: codelist(json), attached_to }
}
