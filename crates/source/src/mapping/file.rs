//! Mapping files: a source that is data.

use std::{fs, path::Path, time::Duration};

use attache_model::{Code, Place};
use serde::Deserialize;

use super::{
    figure::Mapping,
    schema::MappingText,
    sdmx::Dataflow,
    source::Mapped,
    text::{Lack, Step, Text},
};
use crate::{
    About, ParseError, Source,
    job::{Key, KeyPlace, Pace},
    rows::Dialect,
};

/// A mapping file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileText {
    source: SourceText,
    /// Where a service of SDMX has it.
    sdmx: Option<Dataflow>,
    /// How its files are written, where they are tables.
    table: Option<TableText>,
    mapping: MappingText,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceText {
    id: String,
    publisher: String,
    title: String,
    what: String,
    #[serde(default)]
    files: String,
    /// Where the files are had.
    #[serde(default)]
    url: String,
    homepage: String,
    licence: String,
    /// Where the terms of use are to be read.
    #[serde(default)]
    terms: String,
    citation: String,
    #[serde(default)]
    calendar: String,
    /// The least number of days between two releases.
    #[serde(default)]
    days_between: u16,
    /// Pulled only when it is named.
    #[serde(default)]
    on_request: bool,
    #[serde(default)]
    restricted: bool,
    key: Option<KeyText>,
    #[serde(default)]
    redirects: Vec<String>,
    /// Between two requests.
    interval_ms: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyText {
    variable: String,
    #[serde(default)]
    required: bool,
    query: Option<String>,
    header: Option<String>,
    register: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct TableText {
    #[serde(default)]
    encoding: String,
    #[serde(default)]
    dialect: Dialect,
}

/// The source that a mapping file describes.
///
/// A process loads each file once: what the source says of itself stays in
/// memory as long as the program.
///
/// # Errors
/// When the file cannot be read, or is no mapping file, with line and column.
pub fn load(path: &Path) -> Result<&'static dyn Source, ParseError> {
    let name = path.display().to_string();
    #[expect(
        clippy::disallowed_methods,
        reason = "a mapping is the user's own file, as a library of the engine reads it"
    )]
    let text = fs::read_to_string(path).map_err(|e| {
        ParseError::new(&name, Place::default(), format!("cannot be read: {e}"))
            .hint("check the path of the mapping file")
    })?;
    let mapped = read(&name, &text)?;
    let id = mapped.about().id;
    if crate::find(id).is_some() {
        return Err(Text::toml(&name, &text).lack(Lack {
            path: vec![Step::Key("source"), Step::Key("id")],
            problem: format!("{id:?} is the name of a source of the program"),
            hint: "give the source a name of its own".to_owned(),
        }));
    }
    Ok(Box::leak(Box::new(mapped)))
}

/// The source that the text of a mapping file describes.
pub(super) fn read(name: &str, text: &str) -> Result<Mapped, ParseError> {
    let text = Text::toml(name, text);
    let file: FileText = text.read()?;
    let lack = |path: &[Step], problem: &str, hint: &str| {
        text.lack(Lack { path: path.to_vec(), problem: problem.to_owned(), hint: hint.to_owned() })
    };
    let source = [Step::Key("source")];
    if let Err(problem) = check_id(&file.source.id) {
        return Err(lack(&[Step::Key("source"), Step::Key("id")], &problem, "as in id = \"imf-imts\""));
    }
    let key = match &file.source.key {
        None => None,
        Some(key) => {
            let goes = match (&key.query, &key.header) {
                (Some(name), None) => KeyPlace::Query(kept(name)),
                (None, Some(name)) => KeyPlace::Header(kept(name)),
                _ => {
                    let path = [source[0].clone(), Step::Key("key")];
                    return Err(lack(
                        &path,
                        "says not where the key goes",
                        "write `query` or `header`, one of the two",
                    ));
                }
            };
            Some(Key { variable: kept(&key.variable), required: key.required, goes, register: kept(&key.register) })
        }
    };
    if let Some(dataflow) = &file.sdmx {
        dataflow.check().map_err(|(field, problem)| {
            lack(&[Step::Key("sdmx"), Step::Key(field)], &problem, "the service's documentation says what it takes")
        })?;
    }
    let table = file.table.unwrap_or_default();
    let mut dialect = table.dialect;
    if !table.encoding.is_empty() {
        dialect.encoding = crate::rows::dialect::Encoding::named(&table.encoding)
            .map_err(|problem| lack(&[Step::Key("table"), Step::Key("encoding")], &problem, ""))?;
    }
    dialect.check().map_err(|problem| lack(&[Step::Key("table"), Step::Key("dialect")], &problem, ""))?;
    let mapping = Mapping::of(&file.mapping).map_err(|mut found| {
        found.path.insert(0, Step::Key("mapping"));
        text.lack(found)
    })?;
    let said = &file.source;
    let redirects: Vec<&'static str> = said.redirects.iter().map(|host| kept(host)).collect();
    let about = About {
        id: kept(&said.id),
        publisher: kept(&said.publisher),
        title: kept(&said.title),
        what: kept(&said.what),
        files: kept(&said.files),
        url: kept(file.sdmx.as_ref().map_or(&said.url, |dataflow| dataflow.root())),
        homepage: kept(&said.homepage),
        licence: kept(&said.licence),
        terms: kept(&said.terms),
        restricted: said.restricted,
        citation: kept(&said.citation),
        calendar: kept(&said.calendar),
        days_between: said.days_between,
        on_request: said.on_request,
        options: file.sdmx.as_ref().map_or(&[], |dataflow| dataflow.options()),
        key,
        pace: Pace { interval: said.interval_ms.map_or(Pace::POLITE.interval, Duration::from_millis), ..Pace::POLITE },
        redirects: Box::leak(redirects.into()),
    };
    Ok(Mapped::new(Box::leak(Box::new(about)), file.sdmx, dialect, mapping))
}

/// A source's name is part of file names.
pub(crate) fn check_id(id: &str) -> Result<(), String> {
    let plain = id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let fine = plain && id.starts_with(|c: char| c.is_ascii_lowercase()) && id.len() <= 60 && !id.ends_with('-');
    if fine { Ok(()) } else { Err(format!("{id:?} is no name of a source: small letters, digits and - are")) }
}

/// A text that lives as long as the program.
pub(crate) fn kept(text: &str) -> &'static str {
    Code::new(text).as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "[source]\nid = \"own-trade\"\npublisher = \"P\"\ntitle = \"T\"\nwhat = \"W\"\nhomepage = \
                        \"https://e.org\"\nlicence = \"CC0\"\ncitation = \"P, T\"\n";

    fn said(text: &str) -> String {
        read("m.toml", text).map(drop).unwrap_err().to_string()
    }

    #[test]
    fn a_file_says_what_it_lacks_and_where() {
        let mapping = "[mapping]\nref_area = { is = \"BO\" }\ntime_period = \"year\"\nvalue = \"v\"\nindicator = \
                       \"population\"\n";
        assert_eq!(said(&format!("{GOOD}{mapping}")), "m.toml, line 9, column 2: the mapping does not say `unit`");
        assert_eq!(
            said(&format!(
                "{GOOD}{mapping}unit = \"PERSONS\"\n[[mapping.figure]]\nvalue = \"a\"\n[[mapping.figure]]\nlabel \
                           = \"x\"\nindicator = {{ field = \"f\" }}\n"
            )),
            "m.toml, line 18, column 1: names an indicator that is not one"
        );
        assert_eq!(
            said(&GOOD.replace("own-trade", "Own Trade")).lines().next().unwrap(),
            "m.toml, line 1, column 1: missing field `mapping`"
        );
        assert_eq!(
            said(&format!("{}{mapping}unit = \"PERSONS\"", GOOD.replace("own-trade", "Own Trade"))),
            "m.toml, line 2, column 1: \"Own Trade\" is no name of a source: small letters, digits and - are"
        );
        let key = "[source.key]\nvariable = \"X\"\nregister = \"https://e.org\"\n";
        assert_eq!(
            said(&format!("{GOOD}{key}{mapping}unit = \"PERSONS\"")),
            "m.toml, line 9, column 9: says not where the key goes"
        );
    }
}
