//! Front matter: what a Markdown file says of itself between two lines of `---`
//! (YAML) or `+++` (TOML).

use std::ops::Range;

use saphyr_parser::{Event, Parser};

use super::About;

/// No front matter is longer; what is, is text.
const LONGEST: usize = 64 << 10;

/// Values within values within values are not read.
const DEEPEST: usize = 16;

/// Takes the front matter at the start of the source, and says at which byte the
/// text begins. Of front matter that is no YAML each line is read for itself.
pub(crate) fn read(source: &str, about: &mut About) -> usize {
    let Some((fence, matter, end)) = between_fences(source) else { return 0 };
    match fence {
        "+++" => toml(&source[matter], about),
        _ => yaml(&source[matter], about),
    }
    end
}

/// At which byte the text after the front matter begins.
pub(super) fn ends(source: &str) -> usize {
    between_fences(source).map_or(0, |(_, _, end)| end)
}

/// The fence, what stands between, and where the text after begins.
fn between_fences(source: &str) -> Option<(&'static str, Range<usize>, usize)> {
    let fence = ["---", "+++"].into_iter().find(|fence| source.starts_with(fence))?;
    let mut at = 0;
    let mut start = None;
    for line in super::lines(source) {
        let trimmed = line.trim_end();
        match start {
            None if trimmed != fence => return None,
            None => start = Some(line.len()),
            Some(start) if trimmed == fence || (fence == "---" && trimmed == "...") => {
                return Some((fence, start..at, at + line.len()));
            }
            // A rule, and not front matter, has an empty line after it.
            Some(start) if at == start && trimmed.is_empty() => return None,
            Some(_) => {}
        }
        at += line.len();
        if at > LONGEST {
            return None;
        }
    }
    None
}

fn toml(text: &str, about: &mut About) {
    let Ok(table) = text.parse::<toml::Table>() else { return };
    for (name, value) in &table {
        match value {
            toml::Value::Table(members) if name == "attache" => {
                let settings = members.iter().map(|(name, value)| (name.clone(), plain(value)));
                about.settings.extend(settings);
            }
            value => about.take(name, &plain(value)),
        }
    }
}

/// A value as text; those of a list with commas between, and of a table its `name`.
fn plain(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(", "),
        toml::Value::Table(members) => members.get("name").map(plain).unwrap_or_default(),
        toml::Value::Integer(number) => number.to_string(),
        toml::Value::Float(number) => number.to_string(),
        toml::Value::Boolean(truth) => truth.to_string(),
        toml::Value::Datetime(time) => time.to_string(),
    }
}

/// A mapping or a list that is open, with the key in it that has no value yet.
enum Open {
    Mapping(Option<String>),
    List,
}

fn yaml(text: &str, about: &mut About) {
    let mut found: Vec<(Vec<String>, String)> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for event in Parser::new_from_str(text) {
        let Ok((event, _)) = event else { return of_lines(text, about) };
        match event {
            Event::MappingStart(..) => open.push(Open::Mapping(None)),
            Event::SequenceStart(..) => open.push(Open::List),
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
                value_ends(&mut open);
            }
            Event::Scalar(value, ..) => match open.last_mut() {
                Some(Open::Mapping(key @ None)) => *key = Some(value.into_owned()),
                _ => {
                    found.push((keys(&open), value.into_owned()));
                    value_ends(&mut open);
                }
            },
            Event::Alias(_) => value_ends(&mut open),
            _ => {}
        }
        if open.len() > DEEPEST {
            return;
        }
    }
    keep(found, about);
}

/// What is no YAML for a colon in a title, by its lines.
fn of_lines(text: &str, about: &mut About) {
    for line in text.lines() {
        if let Some((name, value)) = line.split_once(':')
            && name.starts_with(char::is_alphabetic)
        {
            about.take(name.trim(), value.trim().trim_matches(['"', '\'']));
        }
    }
}

fn keys(open: &[Open]) -> Vec<String> {
    open.iter().filter_map(|open| if let Open::Mapping(key) = open { key.clone() } else { None }).collect()
}

fn value_ends(open: &mut [Open]) {
    if let Some(Open::Mapping(key)) = open.last_mut() {
        *key = None;
    }
}

/// Values with the same keys are those of a list.
fn keep(found: Vec<(Vec<String>, String)>, about: &mut About) {
    let mut joined: Vec<(Vec<String>, String)> = Vec::new();
    for (keys, value) in found {
        match joined.last_mut() {
            Some((last, values)) if *last == keys => {
                values.push_str(", ");
                values.push_str(&value);
            }
            _ => joined.push((keys, value)),
        }
    }
    for (keys, value) in joined {
        match keys.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            [name] => about.take(name, &value),
            ["attache", name] => about.settings.push(((*name).to_owned(), value)),
            [name, "name"] => about.take(name, &value),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn of(source: &str) -> (About, &str) {
        let mut about = About::default();
        let at = read(source, &mut about);
        (about, &source[at..])
    }

    #[test]
    fn yaml_with_settings() {
        let (about, rest) = of(
            "---\r\ntitle: \"Bolivia: a sheet\"\r\ndate: 2024-03-12\r\nlang: en_US\r\nauthor:\r\n  - A. One\r\n  - B. Two\r\n\
             url: https://example.org/a\r\nattache:\r\n  about: [US, BO]\r\n  dated: 2023-12-31\r\n---\r\nText",
        );
        assert_eq!(about.title.as_deref(), Some("Bolivia: a sheet"));
        assert_eq!(about.dated, Some(date(2024, 3, 12)));
        assert_eq!(about.language.as_deref(), Some("en-US"));
        assert_eq!(about.author.as_deref(), Some("A. One, B. Two"));
        assert_eq!(about.url.as_deref(), Some("https://example.org/a"));
        let settings = [("about", "US, BO"), ("dated", "2023-12-31")];
        assert_eq!(about.settings, settings.map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert_eq!(rest, "Text");
    }

    #[test]
    fn toml_with_settings() {
        let (about, rest) = of("+++\ntitle = 'A'\ndate = 2024-03-12T08:00:00Z\n[attache]\nauthor = 'US'\n+++\nText");
        assert_eq!((about.title.as_deref(), about.dated), (Some("A"), Some(date(2024, 3, 12))));
        assert_eq!(about.settings, [("author".to_owned(), "US".to_owned())]);
        assert_eq!(rest, "Text");
    }

    #[test]
    fn a_colon_in_a_title_loses_nothing() {
        let (about, rest) = of("---\ntitle: Estonia: an overview\ngenerated: 2026-03-02\nlang: en\n---\nText");
        assert_eq!((about.title.as_deref(), about.language.as_deref()), (Some("Estonia: an overview"), Some("en")));
        assert_eq!(about.others, [("generated".to_owned(), "2026-03-02".to_owned())]);
        assert_eq!(rest, "Text");
    }

    #[test]
    fn malformed_front_matter_says_nothing() {
        for matter in ["- x\n- y", "&a [*a, *a]", "\t: :", "{{{{{{{{{{{{{{{{{{{{{{{{"] {
            let source = format!("---\n{matter}\n---\nText");
            assert_eq!(of(&source), (About::default(), "Text"), "{matter}");
        }
        assert_eq!(of("+++\ntitle = \n+++\nText"), (About::default(), "Text"));
        let deep = format!("---\n{}\n---\nText", "[".repeat(60_000));
        assert_eq!(of(&deep), (About::default(), "Text"));
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        for source in ["---\n\nText\n---\n", "---\ntitle: never closed", "----\na: b\n----\n", "", "---"] {
            assert_eq!(of(source), (About::default(), source));
        }
    }
}
