//! A document as linked data of schema.org: an `Article` that cites data sets,
//! and what it states as `Claim`s that are based on them.

use attache_document::written::{Block, Source, Written};
use attache_model::Language;
use serde_json::{Map, Value, json};

/// JSON-LD, on one line. Fragments (`#source-1`) are those of the page.
pub(crate) fn linked_data(written: &Written) -> String {
    let mut article = Map::new();
    let mut put = |name: &str, value: Value| {
        article.insert(name.to_owned(), value);
    };
    put("@context", "https://schema.org".into());
    put("@type", "Article".into());
    put("headline", written.title.as_str().into());
    put("inLanguage", written.language.tag().into());
    if let Some(day) = written.dated {
        put("datePublished", day.to_string().into());
    }
    if !written.author.is_empty() {
        put("author", json!({ "@type": "Person", "name": written.author }));
    }
    let about = written
        .about
        .iter()
        .map(|area| json!({ "@type": "Country", "name": area.name(Language::English), "identifier": area.code() }));
    put("about", about.collect());
    put("citation", written.sources.iter().enumerate().map(|(at, source)| data_set(at + 1, source)).collect());
    put("isBasedOn", (1..=written.sources.len()).map(based_on).collect());
    put("hasPart", claims(written));
    Value::Object(article).to_string()
}

fn based_on(source: usize) -> Value {
    json!({ "@id": format!("#source-{source}") })
}

fn data_set(number: usize, source: &Source) -> Value {
    let mut set = Map::new();
    let mut put = |name: &str, text: &str| {
        if !text.is_empty() {
            set.insert(name.to_owned(), text.into());
        }
    };
    put("@id", &format!("#source-{number}"));
    put("@type", "Dataset");
    put("name", &source.title);
    put("version", &source.edition);
    put("datePublished", &source.published.to_string());
    put("license", &source.licence);
    put("url", &source.url);
    put("creditText", &source.citation);
    put("identifier", &format!("sha256:{}", source.hash));
    put("alternateName", &source.release);
    let mut publisher = json!({ "@type": "Organization", "name": source.publisher });
    if !source.homepage.is_empty() {
        publisher["url"] = source.homepage.as_str().into();
    }
    set.insert("publisher".to_owned(), publisher);
    Value::Object(set)
}

/// What the document states, each fact in its words once.
fn claims(written: &Written) -> Value {
    let mut told: Vec<(&str, &str)> = Vec::new();
    let mut claims = Vec::new();
    for stated in written.stated() {
        if stated.fact.is_empty() || told.contains(&(&stated.fact, &stated.text)) {
            continue;
        }
        told.push((&stated.fact, &stated.text));
        let mut sources: Vec<usize> = stated.citations.iter().map(|citation| citation.source).collect();
        sources.dedup();
        let mut claim = json!({
            "@type": "Claim",
            "identifier": format!("fact:{}", stated.fact),
            "text": stated.text,
            "isBasedOn": sources.into_iter().map(based_on).collect::<Value>(),
        });
        if !stated.value.is_empty() {
            claim["value"] = stated.value.as_str().into();
        }
        claims.push(claim);
    }
    for chart in charts(written) {
        let mut facts: Vec<&str> = Vec::new();
        chart.series.iter().flat_map(|s| &s.points).for_each(|p| {
            if !facts.contains(&p.fact.as_str()) {
                facts.push(&p.fact);
            }
        });
        let identifiers: Value = facts.iter().map(|fact| Value::from(format!("fact:{fact}"))).collect();
        let based: Value = chart.citations.iter().map(|citation| based_on(citation.source)).collect();
        claims.push(json!({ "@type": "Claim", "identifier": identifiers, "text": chart.caption, "isBasedOn": based }));
    }
    Value::Array(claims)
}

pub(crate) fn charts(written: &Written) -> Vec<&attache_document::written::Chart> {
    fn within<'w>(blocks: &'w [Block], found: &mut Vec<&'w attache_document::written::Chart>) {
        for block in blocks {
            match block {
                Block::Chart(chart) => found.push(chart),
                Block::Quote(blocks) => within(blocks, found),
                Block::List(list) => list.items.iter().for_each(|item| within(&item.blocks, found)),
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    written.sections.iter().for_each(|section| within(&section.blocks, &mut found));
    written.footnotes.iter().for_each(|blocks| within(blocks, &mut found));
    found
}
