//! A text of any sort, read as a document that is to be checked, in the language
//! and format that its first byte chooses: it is read to the end, and asks for
//! nothing twice.
#![no_main]

use attache_check::{Draft, Given};
use attache_document::prose::{Format, Prose};
use attache_language::Wordings;
use attache_model::Language;

const FORMATS: [Format; 3] = [Format::Text, Format::Markdown, Format::Html];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((choice, text)) = bytes.split_first() else { return };
    let choice = usize::from(*choice);
    let language = Language::ALL[choice % Language::ALL.len()];
    let format = FORMATS[choice / Language::ALL.len() % FORMATS.len()];
    let Ok(prose) = Prose::read(text, format) else { return };
    let given = Given { language: Some(language), ..Given::default() };
    assert_eq!(Draft::language(&prose, &given), language);
    let draft = Draft::read(&prose, Wordings::in_language(language), &given);
    let needs = draft.needs();
    assert!(needs.iter().enumerate().all(|(at, one)| !needs[..at].contains(one)), "asked for twice");
});
