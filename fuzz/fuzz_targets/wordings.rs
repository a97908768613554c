//! A user's file of wordings: it is taken or refused with a place in the file,
//! and what is taken can be read with.
#![no_main]

use attache_language::{Wordings, read::Context};
use attache_model::Language;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let mut wordings = Wordings::built_in(Language::English).expect("the built-in wordings read");
    match wordings.extend("mine.toml", text) {
        Ok(()) => drop(wordings.read("Bolivia's population was 12 million in 2022.", &Context::default())),
        Err(error) => assert!(error.line >= 1 && error.column >= 1),
    }
});
