//! Sources in a style of the Citation Style Language, by hayagriva.

use attache_document::written::{Source, Written};
use attache_model::{Date, Language};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, BufWriteFormat, CitationItem, CitationRequest, ElemChildren, Entry,
    archive::{ArchivedStyle, locales},
    citationberg::{IndependentStyle, LocaleCode, Style},
    types::{EntryType, Person, QualifiedUrl, StringChunk},
};

use crate::References;

/// A style of citation.
pub struct CitationStyle(IndependentStyle);

/// Why there is no such style, and what may help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyleError {
    pub problem: String,
    pub hint: String,
}

impl CitationStyle {
    /// A style that the program carries: `apa`, `chicago-author-date`.
    ///
    /// # Errors
    /// When there is none of the name.
    pub fn named(name: &str) -> Result<Self, StyleError> {
        let style = ArchivedStyle::by_name(name).ok_or_else(|| StyleError {
            problem: format!("there is no style of citation {name:?}"),
            hint: "known are apa, chicago-author-date, chicago-notes, harvard-cite-them-right, ieee, \
                   modern-language-association, vancouver and others; or give a file that ends in .csl"
                .to_owned(),
        })?;
        Self::of(style.get())
    }

    /// Reads a style's file.
    ///
    /// # Errors
    /// When it is no style, or one that only names another.
    pub fn read(xml: &str) -> Result<Self, StyleError> {
        let style = Style::from_xml(xml).map_err(|error| StyleError {
            problem: format!("it is no style of the Citation Style Language: {error}"),
            hint: "styles are at https://www.zotero.org/styles".to_owned(),
        })?;
        Self::of(style)
    }

    fn of(style: Style) -> Result<Self, StyleError> {
        match style {
            Style::Independent(style) => Ok(Self(style)),
            Style::Dependent(style) => Err(StyleError {
                problem: format!("the style only says that it is like {}", style.parent_link.href),
                hint: "give that style".to_owned(),
            }),
        }
    }
}

/// The document's sources in the style and the document's language.
pub fn references(written: &Written, style: &CitationStyle) -> References {
    let style = &style.0;
    let locale = LocaleCode(
        match written.language {
            Language::English => "en-US",
            Language::Spanish => "es-ES",
            Language::French => "fr-FR",
        }
        .to_owned(),
    );
    let files = locales();
    let entries: Vec<Entry> = written.sources.iter().enumerate().map(|(at, source)| entry(at + 1, source)).collect();
    let mut driver = BibliographyDriver::new();
    for (at, entry) in entries.iter().enumerate() {
        let items = vec![CitationItem::with_entry(entry)];
        driver.citation(CitationRequest::new(items, style, Some(locale.clone()), &files, Some(at + 1)));
    }
    let rendered = driver.finish(BibliographyRequest::new(style, Some(locale), &files));
    let cited: Vec<String> = rendered.citations.iter().map(|citation| text(&citation.citation)).collect();
    let mut listed = vec![String::new(); entries.len()];
    for item in rendered.bibliography.iter().flat_map(|bibliography| &bibliography.items) {
        let place = item.key.strip_prefix('s').and_then(|n| n.parse::<usize>().ok()).and_then(|n| n.checked_sub(1));
        if let Some(entry) = place.and_then(|at| listed.get_mut(at)) {
            // The number that a style puts first is the list's own.
            *entry = text(&item.content);
        }
    }
    let is_note = style.settings.class == hayagriva::citationberg::StyleClass::Note;
    References {
        marks: if is_note { Vec::new() } else { cited.clone() },
        notes: if is_note { cited } else { listed.clone() },
        entries: listed,
    }
}

fn text(elements: &ElemChildren) -> String {
    let mut text = String::new();
    // A string takes whatever is written to it.
    let _ = elements.write_buf(&mut text, BufWriteFormat::Plain);
    text.trim().to_owned()
}

fn entry(number: usize, source: &Source) -> Entry {
    let mut entry = Entry::new(&format!("s{number}"), EntryType::Web);
    // In the capitals that the publisher gives it.
    entry.set_title(StringChunk::verbatim(source.title.clone()).into());
    entry.set_authors(vec![Person {
        name: source.publisher.clone(),
        given_name: None,
        prefix: None,
        suffix: None,
        comma_suffix: false,
        alias: None,
    }]);
    entry.set_date(date(source.published));
    if let Ok(url) = source.url.parse() {
        entry.set_url(QualifiedUrl { value: url, visit_date: Some(date(source.retrieved)) });
    }
    entry
}

fn date(day: Date) -> hayagriva::types::Date {
    let part = |n: i8| u8::try_from(n - 1).ok();
    hayagriva::types::Date {
        year: day.year().into(),
        month: part(day.month()),
        day: part(day.day()),
        approximate: false,
        season: None,
    }
}
