//! Structures in XML: codelists, concepts, agencies, data structures ("key
//! families" in 2.0) and flows. Structures of other kinds are passed over.

use super::{
    cursor::{Cursor, Start},
    header::reference,
    node::Node,
};
use crate::{
    ParseError,
    sdmx::structure::{
        Attachment, Attribute, DataStructure, Dataflow, Dimension, Item, Names, Reference, Scheme, Structures,
    },
};

/// The element that was started last, with what stands within.
pub(super) fn read(cursor: &mut Cursor<'_>, start: Start<'_>, structures: &mut Structures) -> Result<(), ParseError> {
    match start.name {
        "Codelist" | "CodeList" | "ValueList" | "GeoCodelist" | "GeographicCodelist" => {
            structures.codelists.push(scheme(cursor, &start, &["Code", "ValueItem", "GeoFeatureSetCode"])?);
        }
        "ConceptScheme" => structures.concepts.push(scheme(cursor, &start, &["Concept"])?),
        "AgencyScheme" => structures.agencies.push(scheme(cursor, &start, &["Agency"])?),
        "DataStructure" | "KeyFamily" => {
            structures.data_structures.push(data_structure(&Node::read(cursor, start)?));
        }
        "Dataflow" => structures.dataflows.push(dataflow(&Node::read(cursor, start)?)),
        name if is_collection(name) => {
            while let Some(child) = cursor.child()? {
                read(cursor, child, structures)?;
            }
        }
        _ => cursor.skip()?,
    }
    Ok(())
}

/// The elements that hold structures.
fn is_collection(name: &str) -> bool {
    matches!(
        name,
        "Structures"
            | "Codelists"
            | "CodeLists"
            | "ValueLists"
            | "GeoCodelists"
            | "GeographicCodelists"
            | "Concepts"
            | "ConceptSchemes"
            | "OrganisationSchemes"
            | "AgencySchemes"
            | "DataStructures"
            | "KeyFamilies"
            | "Dataflows"
    )
}

fn own_reference(get: impl Fn(&str) -> String) -> Reference {
    // 2.0 writes `agency` for concepts, where 2.1 has `agencyID`.
    let agency = Some(get("agencyID")).filter(|a| !a.is_empty()).unwrap_or_else(|| get("agency"));
    Reference::new(&agency, &get("id"), &get("version"))
}

/// A list of items, read one by one, since some have a hundred thousand.
fn scheme(cursor: &mut Cursor<'_>, start: &Start<'_>, items: &[&str]) -> Result<Scheme, ParseError> {
    let own = own_reference(|name| start.get(name).unwrap_or_default().to_owned());
    let mut scheme = Scheme::new(own, Names::default());
    while let Some(child) = cursor.child()? {
        let name = child.name;
        if name != "Name" && !items.contains(&name) {
            cursor.skip()?;
            continue;
        }
        let node = Node::read(cursor, child)?;
        if name == "Name" {
            scheme.names.0.push((node.get("lang").to_owned(), node.text.clone()));
        } else {
            push_items(&node, None, &mut scheme);
        }
    }
    Ok(scheme)
}

/// The item, and those within it.
fn push_items(node: &Node, above: Option<&str>, scheme: &mut Scheme) {
    // 2.0 writes the code as `value` and its parent as `parentCode`.
    let either = |a: &str, b: &str| if node.get(a).is_empty() { node.get(b) } else { node.get(a) }.to_owned();
    let id = either("id", "value");
    if id.is_empty() {
        return;
    }
    let parent = node.child("Parent").and_then(|p| {
        let item = p.child("Ref").map(|r| r.get("id").to_owned());
        item.or_else(|| Some(p.text.clone())).filter(|id| !id.is_empty())
    });
    let parent = parent.or_else(|| Some(node.get("parentCode").to_owned()).filter(|p| !p.is_empty()));
    let parent = parent.or_else(|| above.map(str::to_owned));
    scheme.push(Item { id: id.clone(), names: node.names(), parent });
    for child in node.all(&node.name) {
        push_items(child, Some(&id), scheme);
    }
}

fn dataflow(node: &Node) -> Dataflow {
    let of_2_0 = node.child("KeyFamilyRef").map(|family| {
        Reference::new(family.text_of("KeyFamilyAgencyID"), family.text_of("KeyFamilyID"), family.text_of("Version"))
    });
    let structure = node.child("Structure").and_then(reference).map(|(_, reference)| reference);
    Dataflow {
        reference: own_reference(|name| node.get(name).to_owned()),
        names: node.names(),
        structure: structure.or(of_2_0),
    }
}

fn data_structure(node: &Node) -> DataStructure {
    let mut definition = DataStructure {
        reference: own_reference(|name| node.get(name).to_owned()),
        names: node.names(),
        ..DataStructure::default()
    };
    let Some(components) = node.child("DataStructureComponents").or_else(|| node.child("Components")) else {
        return definition;
    };
    // 2.1 and 3.0 have lists of each kind, 2.0 the components themselves.
    let lists = components.children.iter().filter(|c| c.name.ends_with("List")).flat_map(|list| &list.children);
    let mut positions: Vec<(usize, Dimension)> = Vec::new();
    for part in lists.chain(&components.children) {
        match part.name.as_str() {
            "Dimension" | "MeasureDimension" => {
                let position = part.get("position").parse().unwrap_or(usize::MAX);
                positions.push((position, dimension(part)));
            }
            "TimeDimension" => definition.time = Some(component_id(part)),
            "PrimaryMeasure" | "Measure" => definition.measures.push(component_id(part)),
            "Attribute" => definition.attributes.push(attribute(part)),
            "Group" => definition.groups.push(group(part)),
            _ => {}
        }
    }
    // Stable: what has no position stays in the order of the file.
    positions.sort_by_key(|(position, _)| *position);
    definition.dimensions = positions.into_iter().map(|(_, dimension)| dimension).collect();
    definition
}

/// The id, which may be left to the concept.
fn component_id(node: &Node) -> String {
    let of_concept = || {
        let identity = node.child("ConceptIdentity")?;
        let item = identity.child("Ref").map(|r| r.get("id").to_owned());
        item.or_else(|| identity.text.rsplit('.').next().map(str::to_owned))
    };
    let given = [node.get("id"), node.get("conceptRef")].into_iter().find(|id| !id.is_empty());
    given.map(str::to_owned).or_else(of_concept).unwrap_or_default()
}

fn concept(node: &Node) -> Option<Reference> {
    node.child("ConceptIdentity").and_then(reference).map(|(_, reference)| reference)
}

fn codelist(node: &Node) -> Option<Reference> {
    let enumeration = node.child("LocalRepresentation").and_then(|local| local.child("Enumeration"));
    let of_2_1 = enumeration.and_then(reference).map(|(_, reference)| reference);
    let of_2_0 = || {
        let id = Some(node.get("codelist")).filter(|id| !id.is_empty())?;
        Some(Reference::new(node.get("codelistAgency"), id, node.get("codelistVersion")))
    };
    of_2_1.or_else(of_2_0)
}

fn dimension(node: &Node) -> Dimension {
    Dimension { id: component_id(node), names: node.names(), codelist: codelist(node), concept: concept(node) }
}

fn attribute(node: &Node) -> Attribute {
    Attribute {
        id: component_id(node),
        names: node.names(),
        codelist: codelist(node),
        attached_to: node.child("AttributeRelationship").map_or_else(|| attachment_2_0(node), attachment),
    }
}

/// The id within a reference to a component, in the words of 2.1 or 3.0.
fn referred(node: &Node) -> String {
    node.child("Ref").map_or_else(|| node.text.clone(), |r| r.get("id").to_owned())
}

fn attachment(relation: &Node) -> Attachment {
    if let Some(group) = relation.child("Group") {
        return Attachment::Group(referred(group));
    }
    let dimensions: Vec<String> = relation.all("Dimension").map(referred).collect();
    if !dimensions.is_empty() {
        return Attachment::Dimensions(dimensions);
    }
    // 2.1's "None" and 3.0's "Dataflow".
    if relation.child("None").is_some() || relation.child("Dataflow").is_some() {
        return Attachment::DataSet;
    }
    Attachment::Observation
}

fn attachment_2_0(node: &Node) -> Attachment {
    match node.get("attachmentLevel") {
        "DataSet" => Attachment::DataSet,
        "Group" => Attachment::Group(node.text_of("AttachmentGroup").to_owned()),
        "Series" => Attachment::Dimensions(Vec::new()),
        _ => Attachment::Observation,
    }
}

fn group(node: &Node) -> (String, Vec<String>) {
    let of_2_1 = node.all("GroupDimension").filter_map(|d| d.child("DimensionReference")).map(referred);
    let of_2_0 = node.all("DimensionRef").map(|d| d.text.clone());
    (node.get("id").to_owned(), of_2_1.chain(of_2_0).collect())
}
