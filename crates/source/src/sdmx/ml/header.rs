//! The header of a message, its footers, and the answers that are errors.

use super::{
    cursor::{Cursor, Start},
    node::Node,
};
use crate::{
    File, ParseError,
    sdmx::{
        message::{Action, DataSetInfo, Header},
        structure::Reference,
    },
};

/// What the header says of the data sets that refer to it.
#[derive(Clone, Debug, Default)]
pub(super) struct Described {
    /// The `structureID` that data sets name.
    id: String,
    namespace: String,
    pub(super) dimension_at_observation: String,
    dataflow: Option<Reference>,
    data_structure: Option<Reference>,
    provision: Option<Reference>,
}

#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) header: Header,
    described: Vec<Described>,
    /// 2.0 states the action for the whole message.
    action: String,
}

impl Head {
    pub(super) fn of(node: &Node) -> Self {
        let header = Header {
            id: node.text_of("ID").to_owned(),
            prepared: node.text_of("Prepared").to_owned(),
            sender: node.child("Sender").map(|s| s.get("id").to_owned()).unwrap_or_default(),
            test: matches!(node.text_of("Test"), "true" | "1"),
        };
        let mut described: Vec<Described> = node.all("Structure").map(Described::of).collect();
        // 2.0 names one structure for the whole message.
        let family = node.text_of("KeyFamilyRef");
        if described.is_empty() && !family.is_empty() {
            let structure = Reference::new(node.text_of("KeyFamilyAgency"), family, "");
            described.push(Described { data_structure: Some(structure), ..Described::default() });
        }
        Self { header, described, action: node.text_of("DataSetAction").to_owned() }
    }

    /// What the header says of the data set that starts so.
    pub(super) fn described(&self, start: &Start<'_>) -> Described {
        let named = start.get("structureRef").unwrap_or_default();
        let found = self.described.iter().find(|d| !named.is_empty() && d.id == named);
        let found = found.or_else(|| self.described.first().filter(|_| self.described.len() == 1));
        found.cloned().unwrap_or_default()
    }

    /// What is known of the data set that starts so.
    ///
    /// # Errors
    /// When its action is none that SDMX has.
    pub(super) fn info(&self, start: &Start<'_>, described: &Described) -> Result<DataSetInfo, String> {
        let get = |name| start.get(name).unwrap_or_default();
        let action = if get("action").is_empty() { self.action.as_str() } else { get("action") };
        let action = match action {
            "" => Action::Information,
            text => Action::from_text(text).ok_or_else(|| format!("has no action that SDMX knows: {text:?}"))?,
        };
        let publication = if get("publicationPeriod").is_empty() { "publicationYear" } else { "publicationPeriod" };
        Ok(DataSetInfo {
            dataflow: described.dataflow.clone(),
            data_structure: described.data_structure.clone().or_else(|| of_namespace(&described.namespace)),
            provision: described.provision.clone(),
            name: String::new(),
            action,
            valid_from: get("validFromDate").to_owned(),
            publication: get(publication).to_owned(),
        })
    }
}

/// `urn:sdmx:org.sdmx.infomodel.keyfamily.KeyFamily=ECB:ECB_EXR1:compact` and
/// `urn:sdmx:…DataStructure=ECB:ECB_EXR_NG(1.0):ObsLevelDim:TIME_PERIOD`.
fn of_namespace(namespace: &str) -> Option<Reference> {
    let (_, rest) = namespace.strip_prefix("urn:sdmx:")?.split_once('=')?;
    let mut parts = rest.split(':');
    Reference::from_short(&format!("{}:{}", parts.next()?, parts.next()?))
}

impl Described {
    fn of(node: &Node) -> Self {
        let mut described = Self {
            id: node.get("structureID").to_owned(),
            namespace: node.get("namespace").to_owned(),
            dimension_at_observation: node.get("dimensionAtObservation").to_owned(),
            ..Self::default()
        };
        for child in &node.children {
            let Some((class, reference)) = reference(child) else { continue };
            match (child.name.as_str(), class.as_str()) {
                (_, "Dataflow" | "DataFlow") => described.dataflow = Some(reference),
                (_, "DataStructure" | "KeyFamily") | ("Structure", _) => described.data_structure = Some(reference),
                ("StructureUsage", _) => described.dataflow = Some(reference),
                // "ProvisionAgreement"; the schema of 2.1 has it misspelt.
                _ => described.provision = Some(reference),
            }
        }
        described
    }
}

/// The reference within an element, in any of its forms: `Ref`, `URN`, the URN
/// as text (3.0); with its class where that is told.
pub(super) fn reference(node: &Node) -> Option<(String, Reference)> {
    if let Some(r) = node.child("Ref") {
        let item = r.get("maintainableParentID");
        let (id, version) =
            if item.is_empty() { (r.get("id"), r.get("version")) } else { (item, r.get("maintainableParentVersion")) };
        return Some((r.get("class").to_owned(), Reference::new(r.get("agencyID"), id, version)));
    }
    let urn = if node.text_of("URN").is_empty() { node.text.as_str() } else { node.text_of("URN") };
    let (class, reference) = Reference::from_urn(urn)?;
    Some((class.to_owned(), reference))
}

/// A message to the reader of the message.
#[derive(Debug)]
pub(super) struct Note {
    code: String,
    severity: String,
    pub(super) text: String,
}

/// The messages of a footer (`Footer/Message`) or of an error
/// (`Error/ErrorMessage`).
pub(super) fn notes(node: &Node) -> Vec<Note> {
    let messages = node.children.iter().filter(|c| matches!(c.name.as_str(), "Message" | "ErrorMessage"));
    messages
        .map(|m| Note { code: m.get("code").to_owned(), severity: m.get("severity").to_owned(), text: m.all_text() })
        .collect()
}

impl Note {
    /// The code and text, as "413: Too large".
    pub(super) fn said(&self) -> String {
        match (self.code.as_str(), self.text.as_str()) {
            ("" | "0", text) => text.to_owned(),
            (code, "") => code.to_owned(),
            (code, text) => format!("{code}: {text}"),
        }
    }

    fn address(&self) -> Option<&str> {
        self.text.split_whitespace().map(|w| w.trim_end_matches(['.', ',', ')'])).find(|w| w.starts_with("http"))
    }

    /// Of a message without data: that they come later (Eurostat's 413), or
    /// that the service failed.
    pub(super) fn instead_of_data(&self, file: &File<'_>) -> Option<ParseError> {
        if let Some(address) = self.address().filter(|a| self.code == "413" || a.ends_with(".zip")) {
            let problem = format!("holds no data; the service will have them later at {address} ({})", self.said());
            return Some(file.error("", problem).hint("download the file from there in some minutes and import that"));
        }
        let failed = self.severity.eq_ignore_ascii_case("Error") || self.code.len() == 3 && self.code != "100";
        failed.then(|| answered(file, &self.said()))
    }
}

fn answered(file: &File<'_>, said: &str) -> ParseError {
    file.error("", format!("holds no data; the service says: {said}"))
        .hint("ask for less, or for other keys or periods, and import what comes then")
}

/// The error that an answer of the kind `Error` is.
pub(super) fn error(file: &File<'_>, node: &Node) -> ParseError {
    let said: Vec<String> = notes(node).iter().map(Note::said).collect();
    let said = if said.is_empty() { node.all_text() } else { said.join("; ") };
    answered(file, if said.is_empty() { "an error without a text" } else { &said })
}

/// The header, which was started last.
pub(super) fn read(cursor: &mut Cursor<'_>, start: Start<'_>) -> Result<Head, ParseError> {
    Ok(Head::of(&Node::read(cursor, start)?))
}
