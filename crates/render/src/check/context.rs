//! What a check took a document to be about, in words.

use attache_check::{By, Context};
use attache_model::{Area, Language};

/// "about the United States and Bolivia (from the text), dated 2023-08-15
/// (given), English"
pub(super) fn context(context: &Context) -> String {
    let mut parts = Vec::new();
    let told = |words: String, by: By| match by_words(by) {
        "" => words,
        by => format!("{words} ({by})"),
    };
    if context.about.it.is_empty() {
        parts.push("about no country in particular".to_owned());
    } else {
        parts.push(told(format!("about {}", areas(&context.about.it)), context.about.by));
    }
    if let Some(author) = context.author.it {
        parts.push(told(format!("written by {}", area(author)), context.author.by));
    }
    match context.dated.it {
        Some(date) => parts.push(told(format!("dated {date}"), context.dated.by)),
        None => parts.push("undated".to_owned()),
    }
    parts.push(language(context.language.it).to_owned());
    parts.join(", ")
}

fn by_words(by: By) -> &'static str {
    match by {
        By::Request => "given",
        By::Metadata => "from the metadata",
        By::Text => "from the text",
        By::Nothing => "",
    }
}

fn areas(areas: &[Area]) -> String {
    let names: Vec<String> = areas.iter().copied().map(area).collect();
    match names.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

fn area(area: Area) -> String {
    match area.article(Language::English) {
        "" => area.name(Language::English).to_owned(),
        article => format!("{article} {}", area.name(Language::English)),
    }
}

fn language(language: Language) -> &'static str {
    match language {
        Language::English => "English",
        Language::Spanish => "Spanish",
        Language::French => "French",
    }
}
