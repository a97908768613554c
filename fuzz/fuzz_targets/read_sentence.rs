//! A sentence of any sort in each language, about some pair: every span lies in
//! the text, and no reading is empty.
#![no_main]

use attache_language::{Wordings, read::Context};
use attache_model::{Areas, Language};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let about = ["US", "BO"].map(|code| Areas::find(code).expect("a code of the codelist")).to_vec();
    let (author, named) = (about.first().copied(), about.last().copied());
    let context = Context { author, named, about, ..Context::default() };
    for language in Language::ALL {
        let reading = Wordings::in_language(language).read(text, &context);
        for statement in &reading.statements {
            assert!(!statement.readings.is_empty() && text.get(statement.span.clone()).is_some());
            let spans = statement.readings.iter().flat_map(|reading| &reading.spans);
            spans.for_each(|(_, span)| assert!(text.get(span.clone()).is_some()));
        }
        reading.mentions.iter().for_each(|mention| assert!(text.get(mention.span.clone()).is_some()));
    }
});
