//! Sources in styles of the Citation Style Language.
#![cfg(feature = "csl")]

#[path = "specimen/mod.rs"]
mod specimen;

use attache_model::Language;
use attache_render::{
    Citations, Options,
    csl::{CitationStyle, references},
    html_with, markdown_with,
};
use specimen::specimen;

#[test]
fn each_source_in_each_style() {
    for name in ["apa", "chicago-author-date", "ieee", "chicago-notes"] {
        let style = CitationStyle::named(name).unwrap();
        for language in Language::ALL {
            let written = attache_render::Written { language, ..specimen() };
            let references = references(&written, &style);
            assert_eq!(references, attache_render::csl::references(&written, &style));
            assert_eq!(
                (references.entries.len(), references.notes.len()),
                (written.sources.len(), written.sources.len())
            );
            assert!(references.entries.iter().all(|entry| !entry.is_empty()), "{name}: {references:?}");
            for (entry, source) in references.entries.iter().zip(&written.sources) {
                let title = source.title.replace('\'', "’");
                assert!(
                    entry.contains(title.trim()) || entry.contains(source.title.trim()) || title.contains('<'),
                    "{name}: {entry}"
                );
            }
        }
    }
}

#[test]
fn a_style_writes_marks_and_the_list() {
    let style = CitationStyle::named("apa").unwrap();
    let written = specimen();
    let references = references(&written, &style);
    let options = Options { citations: Citations::Endnotes, references: Some(&references), ..Options::default() };
    let markdown = markdown_with(&written, options);
    assert!(markdown.contains(", 2026)") && !markdown.contains("[^1]"), "{markdown}");
    let page = html_with(&written, options);
    assert!(page.contains("<span class=\"cite\"> <a href=\"#source-1\""), "{page}");
    assert!(!page.contains("<script"));
}

#[test]
fn what_is_no_style() {
    for xml in ["", "<style/>", "not xml", "<style xmlns=\"http://purl.org/net/xbiblio/csl\"><info/></style>"] {
        let Err(error) = CitationStyle::read(xml) else { panic!("{xml} is read") };
        assert!(!error.hint.is_empty() && !error.problem.is_empty());
    }
    assert!(CitationStyle::named("no-such-style").is_err());
}
