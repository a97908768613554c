//! Where a document's figures come from, as a document of W3C PROV in its form
//! PROV-JSON.
//!
//! | entity | is | derived from |
//! |---|---|---|
//! | `doc:document` | the document, which has the statements as members | the statements |
//! | `doc:statement-N` | words that state a fact; `attache:expression` gives it again | its sources' files |
//! | `doc:source-N` | a publisher's file: `attache:sha256`, `attache:release`, attributed to the publisher | |
//!
//! There is no time in it but days that sources have: the same document is the
//! same bytes.

use attache_document::written::Written;
use serde_json::{Map, Value, json};

use crate::linked::charts;

/// The document's provenance.
pub fn provenance(written: &Written) -> String {
    let mut prov = Provenance::default();
    prov.entity(
        "doc:document",
        json!({
            "prov:type": { "$": "prov:Collection", "type": "prov:QUALIFIED_NAME" },
            "prov:label": written.title,
            "attache:language": written.language.tag(),
        }),
    );
    prov.put("activity", "doc:writing", json!({ "prov:label": "written out by attache" }));
    prov.put(
        "agent",
        "doc:attache",
        json!({
            "prov:type": { "$": "prov:SoftwareAgent", "type": "prov:QUALIFIED_NAME" },
            "prov:label": "attache",
        }),
    );
    prov.relation("wasAssociatedWith", json!({ "prov:activity": "doc:writing", "prov:agent": "doc:attache" }));
    prov.relation("wasGeneratedBy", json!({ "prov:entity": "doc:document", "prov:activity": "doc:writing" }));
    if !written.author.is_empty() {
        prov.put(
            "agent",
            "doc:author",
            json!({
                "prov:type": { "$": "prov:Person", "type": "prov:QUALIFIED_NAME" },
                "prov:label": written.author,
            }),
        );
        prov.relation("wasAttributedTo", json!({ "prov:entity": "doc:document", "prov:agent": "doc:author" }));
    }
    prov.sources(written);
    for stated in written.stated() {
        let sources = stated.citations.iter().map(|citation| (citation.source, citation.what.as_str()));
        prov.statement(&stated.text, &stated.fact, &stated.value, sources);
    }
    for chart in charts(written) {
        for point in chart.series.iter().flat_map(|series| &series.points) {
            let sources = chart.citations.iter().map(|citation| (citation.source, citation.what.as_str()));
            prov.statement(&point.text, &point.fact, &point.value.to_string(), sources);
        }
    }
    let mut text = serde_json::to_string_pretty(&prov.finish()).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Default)]
struct Provenance {
    records: Map<String, Value>,
    statements: usize,
    relations: usize,
    publishers: Vec<String>,
}

impl Provenance {
    fn put(&mut self, kind: &str, id: &str, record: Value) {
        let records = self.records.entry(kind).or_insert_with(|| Value::Object(Map::new()));
        records[id] = record;
    }

    fn entity(&mut self, id: &str, record: Value) {
        self.put("entity", id, record);
    }

    fn relation(&mut self, kind: &str, record: Value) {
        self.relations += 1;
        self.put(kind, &format!("_:r{}", self.relations), record);
    }

    fn sources(&mut self, written: &Written) {
        for (at, source) in written.sources.iter().enumerate() {
            let id = format!("doc:source-{}", at + 1);
            self.entity(
                &id,
                json!({
                    "prov:label": format!("{}, {}", source.title, source.edition),
                    "prov:location": source.url,
                    "attache:release": source.release,
                    "attache:sha256": source.hash,
                    "attache:published": { "$": source.published.to_string(), "type": "xsd:date" },
                    "attache:retrieved": { "$": source.retrieved.to_string(), "type": "xsd:date" },
                    "attache:licence": source.licence,
                    "attache:citation": source.citation,
                }),
            );
            let known = self.publishers.iter().position(|publisher| *publisher == source.publisher);
            let number = known.unwrap_or_else(|| {
                self.publishers.push(source.publisher.clone());
                self.publishers.len() - 1
            });
            let agent = format!("doc:publisher-{}", number + 1);
            if known.is_none() {
                self.put(
                    "agent",
                    &agent,
                    json!({
                        "prov:type": { "$": "prov:Organization", "type": "prov:QUALIFIED_NAME" },
                        "prov:label": source.publisher,
                        "prov:location": source.homepage,
                    }),
                );
            }
            self.relation("wasAttributedTo", json!({ "prov:entity": id, "prov:agent": agent }));
            self.relation("used", json!({ "prov:activity": "doc:writing", "prov:entity": id }));
        }
    }

    fn statement<'c>(&mut self, text: &str, fact: &str, value: &str, sources: impl Iterator<Item = (usize, &'c str)>) {
        self.statements += 1;
        let id = format!("doc:statement-{}", self.statements);
        let mut record = json!({ "prov:value": text, "attache:expression": format!("fact:{fact}") });
        if !value.is_empty() {
            record["attache:value"] = value.into();
        }
        self.entity(&id, record);
        self.relation("hadMember", json!({ "prov:collection": "doc:document", "prov:entity": id }));
        for (source, what) in sources {
            self.relation(
                "wasDerivedFrom",
                json!({
                    "prov:generatedEntity": id,
                    "prov:usedEntity": format!("doc:source-{source}"),
                    "prov:label": what,
                }),
            );
        }
    }

    fn finish(mut self) -> Value {
        let prefixes = json!({
            "prov": "http://www.w3.org/ns/prov#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
            "attache": "urn:attache:terms:",
            "doc": "urn:attache:document:",
        });
        self.records.insert("prefix".to_owned(), prefixes);
        Value::Object(self.records)
    }
}
