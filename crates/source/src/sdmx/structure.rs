//! Structures: what a message says of codes, concepts, data structures, flows.

use std::collections::HashMap;

use super::message::DataSetInfo;

/// A name in several languages, as (language, text); the language is empty
/// where the message does not tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(pub Vec<(String, String)>);

impl Names {
    /// A name in a language that the message does not tell.
    pub fn of(text: &str) -> Self {
        Self(if text.is_empty() { Vec::new() } else { vec![(String::new(), text.to_owned())] })
    }

    /// The name in the language, by its BCP 47 tag or that of a region of it
    /// (`en-GB`).
    pub fn in_language(&self, language: &str) -> Option<&str> {
        let speaks = |tag: &str| tag.split(['-', '_']).next().is_some_and(|t| t.eq_ignore_ascii_case(language));
        self.0.iter().find(|(tag, _)| speaks(tag)).map(|(_, text)| text.as_str())
    }

    /// The English name, or else the first.
    pub fn best(&self) -> Option<&str> {
        self.in_language("en").or_else(|| self.0.first().map(|(_, text)| text.as_str()))
    }
}

/// The identity of a maintained structure. The version is empty where the
/// reference leaves it open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Reference {
    pub agency: String,
    pub id: String,
    pub version: String,
}

impl Reference {
    pub fn new(agency: &str, id: &str, version: &str) -> Self {
        let [agency, id, version] = [agency, id, version].map(|text| text.trim().to_owned());
        Self { agency, id, version }
    }

    /// A URN, `urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ECB:EXR(1.0)`,
    /// as its class (`Dataflow`) and reference. What follows the version, the
    /// id of an item, is left out.
    pub fn from_urn(urn: &str) -> Option<(&str, Self)> {
        let (class, rest) = urn.trim().strip_prefix("urn:sdmx:")?.split_once('=')?;
        Some((class.rsplit('.').next().unwrap_or(class), Self::from_short(rest)?))
    }

    /// `ECB:EXR(1.0)`, `ECB:EXR`, `ECB,EXR,1.0`.
    pub fn from_short(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((agency, rest)) = text.split_once(':') {
            let (id, version) = rest.split_once('(').unwrap_or((rest, ""));
            let version = version.split(')').next().unwrap_or_default();
            return is_id(id).then(|| Self::new(agency, id, version));
        }
        let mut parts = text.split(',');
        let (agency, id, version) = (parts.next()?, parts.next()?, parts.next().unwrap_or_default());
        is_id(id).then(|| Self::new(agency, id, version))
    }

    /// Whether the two may be one; an open version or agency fits any, and
    /// `latest` and `1.0+` are open.
    pub fn fits(&self, other: &Self) -> bool {
        let open = |version: &str| version.is_empty() || version == "latest" || version.contains(['+', '*']);
        let agency = self.agency == other.agency || self.agency.is_empty() || other.agency.is_empty();
        let version = self.version == other.version || open(&self.version) || open(&other.version);
        self.id == other.id && agency && version
    }
}

/// Whether the text can be the id of a code or component: letters, digits and
/// `_ @ $ - .`, which a URN's tail and codes of some offices hold.
pub(super) fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 200
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '@' | '$' | '-' | '.' | '+' | '*'))
}

/// A code, concept or agency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    pub id: String,
    pub names: Names,
    /// The item above it, where the list is a hierarchy.
    pub parent: Option<String>,
}

/// A codelist, concept scheme or agency scheme.
#[derive(Clone, Debug, Default)]
pub struct Scheme {
    pub reference: Reference,
    pub names: Names,
    items: Vec<Item>,
    by_id: HashMap<String, usize>,
}

impl Scheme {
    pub fn new(reference: Reference, names: Names) -> Self {
        Self { reference, names, items: Vec::new(), by_id: HashMap::new() }
    }

    /// Of two items with one id, the first is found.
    pub fn push(&mut self, item: Item) {
        self.by_id.entry(item.id.clone()).or_insert(self.items.len());
        self.items.push(item);
    }

    pub fn items(&self) -> &[Item] {
        &self.items
    }

    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.get(*self.by_id.get(id)?)
    }
}

/// A dimension or measure of a data structure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dimension {
    pub id: String,
    pub names: Names,
    pub codelist: Option<Reference>,
    pub concept: Option<Reference>,
}

/// What an attribute is attached to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Attachment {
    DataSet,
    /// The group with this id.
    Group(String),
    /// The dimensions with these ids.
    Dimensions(Vec<String>),
    #[default]
    Observation,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attribute {
    pub id: String,
    pub names: Names,
    pub codelist: Option<Reference>,
    pub attached_to: Attachment,
}

/// A data structure definition.
#[derive(Clone, Debug, Default)]
pub struct DataStructure {
    pub reference: Reference,
    pub names: Names,
    /// In the order of the key, without the time dimension.
    pub dimensions: Vec<Dimension>,
    /// The id of the time dimension, where there is one.
    pub time: Option<String>,
    /// The ids of the measures; one, mostly `OBS_VALUE`, before SDMX 3.0.
    pub measures: Vec<String>,
    pub attributes: Vec<Attribute>,
    /// The groups, as id and ids of their dimensions.
    pub groups: Vec<(String, Vec<String>)>,
}

impl DataStructure {
    pub fn is_dimension(&self, id: &str) -> bool {
        self.dimensions.iter().any(|d| d.id == id)
    }

    fn codelist_of(&self, component: &str) -> Option<&Reference> {
        let dimension = self.dimensions.iter().find(|d| d.id == component).and_then(|d| d.codelist.as_ref());
        dimension.or_else(|| self.attributes.iter().find(|a| a.id == component)?.codelist.as_ref())
    }
}

#[derive(Clone, Debug, Default)]
pub struct Dataflow {
    pub reference: Reference,
    pub names: Names,
    pub structure: Option<Reference>,
}

/// All that messages say of structures.
#[derive(Clone, Debug, Default)]
pub struct Structures {
    pub codelists: Vec<Scheme>,
    pub concepts: Vec<Scheme>,
    pub agencies: Vec<Scheme>,
    pub data_structures: Vec<DataStructure>,
    pub dataflows: Vec<Dataflow>,
}

impl Structures {
    pub fn is_empty(&self) -> bool {
        self.codelists.is_empty()
            && self.concepts.is_empty()
            && self.agencies.is_empty()
            && self.data_structures.is_empty()
            && self.dataflows.is_empty()
    }

    /// Adds what another message says.
    pub fn extend(&mut self, other: Self) {
        self.codelists.extend(other.codelists);
        self.concepts.extend(other.concepts);
        self.agencies.extend(other.agencies);
        self.data_structures.extend(other.data_structures);
        self.dataflows.extend(other.dataflows);
    }

    /// How many structures of each kind, for messages: "2 codelists, 1 dataflow".
    pub fn counted(&self) -> String {
        let counts = [
            (self.codelists.len(), "codelist"),
            (self.concepts.len(), "concept scheme"),
            (self.agencies.len(), "agency scheme"),
            (self.data_structures.len(), "data structure"),
            (self.dataflows.len(), "dataflow"),
        ];
        let some = counts.iter().filter(|(count, _)| *count > 0);
        let words: Vec<String> =
            some.map(|(n, what)| format!("{n} {what}{}", if *n == 1 { "" } else { "s" })).collect();
        if words.is_empty() { "structures of other kinds".to_owned() } else { words.join(", ") }
    }

    pub fn codelist(&self, reference: &Reference) -> Option<&Scheme> {
        self.codelists.iter().find(|list| list.reference.fits(reference))
    }

    pub fn dataflow(&self, reference: &Reference) -> Option<&Dataflow> {
        self.dataflows.iter().find(|flow| flow.reference.fits(reference))
    }

    /// The structure definition that a data set follows, where it is at hand.
    pub fn data_structure(&self, data_set: &DataSetInfo) -> Option<&DataStructure> {
        let named = |reference: &Reference| self.data_structures.iter().find(|d| d.reference.fits(reference));
        let direct = data_set.data_structure.as_ref().and_then(named);
        direct.or_else(|| named(self.dataflow(data_set.dataflow.as_ref()?)?.structure.as_ref()?))
    }

    /// What a code of a component is called.
    pub fn code_name(&self, data_set: &DataSetInfo, component: &str, code: &str) -> Option<&str> {
        let list = self.codelist(self.data_structure(data_set)?.codelist_of(component)?)?;
        list.item(code)?.names.best()
    }

    /// What the flow or structure of a data set is called.
    pub fn flow_name<'s>(&'s self, data_set: &'s DataSetInfo) -> Option<&'s str> {
        let given = Some(data_set.name.as_str()).filter(|name| !name.is_empty());
        let flow = || self.dataflow(data_set.dataflow.as_ref()?)?.names.best();
        given.or_else(flow).or_else(|| self.data_structure(data_set)?.names.best())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_in_every_form() {
        let exr = Reference::new("ECB", "EXR", "1.0");
        let urn = "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ECB:EXR(1.0)";
        assert_eq!(Reference::from_urn(urn), Some(("Dataflow", exr.clone())));
        assert_eq!(Reference::from_short("ECB,EXR,1.0"), Some(exr.clone()));
        assert_eq!(Reference::from_short("IMF.STA:IMTS"), Some(Reference::new("IMF.STA", "IMTS", "")));
        let concept = "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=ECB:CS(1.0).FREQ";
        assert_eq!(Reference::from_urn(concept), Some(("Concept", Reference::new("ECB", "CS", "1.0"))));
        assert_eq!((Reference::from_urn("urn:x"), Reference::from_short("a b")), (None, None));
        assert!(exr.fits(&Reference::new("ECB", "EXR", "latest")) && !exr.fits(&Reference::new("ECB", "EXR", "2.0")));
    }

    #[test]
    fn names_are_found_by_language() {
        let names = Names(vec![("fr".into(), "Bolivie".into()), ("en-GB".into(), "Bolivia".into())]);
        assert_eq!((names.best(), names.in_language("fr")), (Some("Bolivia"), Some("Bolivie")));
        assert_eq!(Names::of("Bolivia").best(), Some("Bolivia"));
    }
}
