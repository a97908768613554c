use std::ops::Range;

use attache_document::template::{Block, Inline, Item};
use attache_fact::Value;
use attache_language::{NoWording, Wordings};
use attache_model::Area;

use crate::Sheet;

/// The built-in sheet of these areas as a document of its own: what it is about
/// in its front matter, and its words in the language, so that an author can edit
/// them. Written out, it is the same sheet.
///
/// # Errors
/// When the language lacks a word of the sheet.
pub fn eject(areas: &[Area], wordings: &Wordings) -> Result<String, NoWording> {
    let sheet = Sheet::built_in_for(areas);
    let roles: Vec<_> = ["a", "b"].into_iter().zip(areas.iter().map(|area| Value::Area(*area))).collect();
    let word = |name: &str| wordings.word(name, &roles);
    let label = |kind: &str| {
        let missing = || NoWording::Kind { language: wordings.language(), kind: kind.to_owned() };
        wordings.label(kind).map(str::to_owned).ok_or_else(missing)
    };
    let mut places: Vec<(Range<usize>, String)> = Vec::new();
    let mut take = |inlines: &[Inline]| -> Result<(), NoWording> {
        for inline in inlines {
            match inline {
                Inline::Word(name) => places.push((name.at.clone(), escape(&word(&name.text)?))),
                Inline::Label(kind) => places.push((kind.at.clone(), escape(&label(&kind.text)?))),
                _ => {}
            }
        }
        Ok(())
    };
    let template = sheet.template();
    take(&template.title)?;
    for section in &template.sections {
        take(&section.heading)?;
        for placed in &section.blocks {
            each_words(&placed.block, &mut take)?;
        }
    }
    let codes: Vec<&str> = areas.iter().map(|area| area.code()).collect();
    let language = wordings.language().tag();
    let mut out =
        format!("---\nlang: {language}\nattache:\n  about: [{}]\n  document: sheet\n---\n\n", codes.join(", "));
    let text = sheet.text();
    places.sort_by_key(|(at, _)| at.start);
    let mut at = 0;
    for (place, words) in places {
        out.push_str(&text[at..place.start]);
        out.push_str(&words);
        at = place.end;
    }
    out.push_str(&text[at..]);
    Ok(out)
}

fn each_words(block: &Block, take: &mut impl FnMut(&[Inline]) -> Result<(), NoWording>) -> Result<(), NoWording> {
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => take(text),
        Block::List { items, .. } => items.iter().try_for_each(|Item { words, blocks }| {
            take(words)?;
            blocks.iter().try_for_each(|block| each_words(block, take))
        }),
        Block::Table { caption, header, rows } => {
            take(caption)?;
            header.iter().try_for_each(|column| take(&column.heading))?;
            rows.iter().flatten().try_for_each(|cell| take(cell))
        }
        Block::Chart(chart) => take(&chart.caption),
        Block::Quote(blocks) => blocks.iter().try_for_each(|block| each_words(block, take)),
        Block::Code { .. } | Block::Rule | Block::Html(_) | Block::Include { .. } => Ok(()),
    }
}

/// Words as Markdown that reads as just these words.
fn escape(words: &str) -> String {
    words.chars().fold(String::with_capacity(words.len()), |mut escaped, c| {
        if "\\`*_[]<|~#&{}".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
        escaped
    })
}
