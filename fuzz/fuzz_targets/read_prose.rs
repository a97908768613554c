//! A file of any sort, read as each format: every character has a place in the
//! source, and an edit that changes nothing gives the file again.
#![no_main]

use attache_document::prose::{Format, Prose};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = Format::of(None, bytes);
    for format in [Format::Text, Format::Markdown, Format::Html, Format::Docx, Format::Pdf] {
        let Ok(prose) = Prose::read(bytes, format) else { continue };
        for block in &prose.blocks {
            assert!(block.pieces.first().is_some_and(|piece| piece.at == 0));
            for (at, c) in block.text.char_indices() {
                let place = block.place(at..at + c.len_utf8());
                assert!(prose.source.get(place.clone()).is_some());
                let place = prose.where_is(place.start);
                assert!(place.line >= 1 && place.column >= 1);
            }
        }
        if matches!(format, Format::Text | Format::Markdown | Format::Html) && let Ok(same) = prose.apply(bytes, &[]) {
            assert_eq!(same, bytes);
        }
    }
});
