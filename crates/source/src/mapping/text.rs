//! Reading a mapping from TOML or JSON, with errors that point to line and
//! column.

use std::{borrow::Cow, collections::BTreeMap};

use attache_model::Place;
use serde::Deserialize;
use serde_json::value::RawValue;
use toml::de::{DeTable, DeValue};

use crate::ParseError;

/// The text of a mapping: a TOML file, or a part of a JSON file.
#[derive(Clone, Copy)]
pub(crate) struct Text<'t> {
    /// The file in errors.
    pub(crate) file: &'t str,
    /// Its member, where the file is an archive.
    pub(crate) member: &'t str,
    whole: &'t str,
    /// The bytes of `whole` that are read.
    part: &'t str,
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Toml,
    Json,
}

/// A step on the way to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Key(&'static str),
    At(usize),
}

/// What is wrong with a mapping as a whole, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lack {
    pub(crate) path: Vec<Step>,
    pub(crate) problem: String,
    pub(crate) hint: String,
}

impl<'t> Text<'t> {
    pub(crate) fn toml(file: &'t str, text: &'t str) -> Self {
        Self { file, member: "", whole: text, part: text, format: Format::Toml }
    }

    /// `part` is a part of `whole`, as serde_json has it.
    pub(crate) fn json(file: &'t str, member: &'t str, whole: &'t str, part: &'t str) -> Self {
        Self { file, member, whole, part, format: Format::Json }
    }

    /// # Errors
    /// What the text lacks of the type, with line and column.
    pub(crate) fn read<T: Deserialize<'t>>(&self) -> Result<T, ParseError> {
        match self.format {
            Format::Toml => toml::from_str(self.part).map_err(|e| {
                let at = e.span().map_or(0, |span| span.start);
                self.explained(at, e.message())
            }),
            Format::Json => serde_json::from_str(self.part).map_err(|e| {
                let (at, problem) = self.json_error(&e);
                self.explained(at, &problem)
            }),
        }
    }

    /// An error at the value to which the path leads, or as far as it leads.
    pub(crate) fn lack(&self, lack: Lack) -> ParseError {
        let at = match self.format {
            Format::Toml => in_toml(self.part, &lack.path),
            Format::Json => in_json(self.part, &lack.path),
        };
        self.error_at(at, lack.problem).hint(lack.hint)
    }

    /// Where serde_json stopped is behind what is wrong, which is a text there.
    fn json_error(&self, error: &serde_json::Error) -> (usize, String) {
        let message = error.to_string();
        let problem = message.rsplit_once(" at line ").map_or(message.as_str(), |(problem, _)| problem).to_owned();
        let line_start =
            self.part.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
        let stopped = (line_start + error.column()).min(self.part.len());
        let before = self.part.as_bytes().get(..stopped).unwrap_or_default();
        let at = match before.iter().rposition(|b| !b.is_ascii_whitespace() && !matches!(b, b',' | b':')) {
            Some(end) if before[end] == b'"' => before[..end].iter().rposition(|b| *b == b'"').unwrap_or(end),
            Some(end) => end,
            None => stopped,
        };
        (at, problem)
    }

    fn error_at(&self, at: usize, problem: impl Into<String>) -> ParseError {
        let start = self.part.as_ptr() as usize - self.whole.as_ptr() as usize;
        let before = self.whole.get(..start + at).unwrap_or(self.whole);
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        let line = before.matches('\n').count() + 1;
        let column = before[line_start..].chars().count() + 1;
        let place =
            Place { member: self.member.into(), pointer: format!("line {line}, column {column}").into(), span: None };
        ParseError::new(self.file, place, problem)
    }

    /// serde's message, with the nearest of the names that would do.
    fn explained(&self, at: usize, message: &str) -> ParseError {
        let known: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        let unknown = ["unknown field `", "unknown variant `"].iter().any(|start| message.starts_with(start));
        let Some((name, known)) = known.split_first().filter(|_| unknown) else {
            return self.error_at(at, message.trim_end());
        };
        let hint = match nearest(name, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("what can stand here is {}", known.join(", ")),
        };
        self.error_at(at, format!("`{name}` is nothing that can stand here")).hint(hint)
    }
}

/// The name most like the one given, where one is alike.
pub(crate) fn nearest<'n>(name: &str, known: &[&'n str]) -> Option<&'n str> {
    let alike = |known: &str| strsim::jaro_winkler(&name.to_lowercase(), &known.to_lowercase());
    known.iter().copied().filter(|k| alike(k) > 0.75).max_by(|a, b| alike(a).total_cmp(&alike(b)))
}

fn in_toml(text: &str, path: &[Step]) -> usize {
    let Ok(root) = DeTable::parse(text) else { return 0 };
    let mut at = 0;
    let mut here: Option<&DeValue<'_>> = None;
    for step in path {
        let next = match (step, here) {
            (Step::Key(name), None) => root.get_ref().get_key_value(*name),
            (Step::Key(name), Some(DeValue::Table(table))) => table.get_key_value(*name),
            (Step::At(index), Some(DeValue::Array(array))) => {
                let Some(value) = array.get(*index) else { break };
                at = value.span().start;
                here = Some(value.get_ref());
                continue;
            }
            _ => None,
        };
        let Some((key, value)) = next else { break };
        at = key.span().start;
        here = Some(value.get_ref());
    }
    at
}

fn in_json(text: &str, path: &[Step]) -> usize {
    let offset = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
    let mut here = text.trim_start();
    for step in path {
        let next = match step {
            Step::Key(name) => serde_json::from_str::<BTreeMap<Cow<'_, str>, &RawValue>>(here)
                .ok()
                .and_then(|object| object.get(*name).copied()),
            Step::At(index) => {
                serde_json::from_str::<Vec<&RawValue>>(here).ok().and_then(|array| array.get(*index).copied())
            }
        };
        let Some(next) = next else { break };
        here = next.get();
    }
    offset(here)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping::schema::MappingText;

    fn toml(text: &str) -> String {
        said(Text::toml("m.toml", text).read::<MappingText>().unwrap_err())
    }

    fn json(text: &str) -> String {
        said(Text::json("m.json", "", text, text).read::<MappingText>().unwrap_err())
    }

    fn said(error: ParseError) -> String {
        let ParseError::Malformed { hint, .. } = &error else { panic!("{error}") };
        if hint.is_empty() { error.to_string() } else { format!("{error} [{hint}]") }
    }

    #[test]
    fn an_unknown_name_has_its_place_and_the_nearest() {
        assert_eq!(
            toml("value = \"v\"\nref_aera = { is = \"BO\" }\n"),
            "m.toml, line 2, column 1: `ref_aera` is nothing that can stand here [did you mean `ref_area`?]"
        );
        assert_eq!(
            toml("ref_area = { feild = \"c\", codelist = \"iso3\" }"),
            "m.toml, line 1, column 14: `feild` is nothing that can stand here [did you mean `field`?]"
        );
        assert_eq!(
            toml("ref_area = { field = \"c\", codelist = \"isoo3\" }"),
            "m.toml, line 1, column 38: `isoo3` is nothing that can stand here [did you mean `iso3`?]"
        );
        assert_eq!(
            json("{\n  \"value\": \"v\",\n  \"unti\": \"USD\"\n}"),
            "m.json, line 3, column 3: `unti` is nothing that can stand here [did you mean `unit`?]"
        );
        assert_eq!(
            json("{\"ref_area\": {\"field\": \"c\",\n \"codelist\": [\"iso3\", \"iso4\"]}}"),
            "m.json, line 2, column 23: `iso4` is nothing that can stand here [did you mean `iso3`?]"
        );
    }

    #[test]
    fn a_wrong_value_has_its_place() {
        let cases = [
            (
                "unit = \"usd\"",
                "m.toml, line 1, column 8: \"usd\" is no unit; a unit is a code in capitals, as USD, PERSONS, PERCENT, \
                 KM2, USD_PER_EUR, and a multiplier is `unit_mult`",
            ),
            (
                "\nref_area = { is = \"QQ\" }",
                "m.toml, line 2, column 19: \"QQ\" is no area; write attache's code: ISO 3166 alpha-2 for countries (BO), \
                 W00 for the world",
            ),
            (
                "ref_area = \"country\"",
                "m.toml, line 1, column 12: does not say which codes the field holds; write `codelist`, as in { field = \
                 \"...\", codelist = \"iso3\" } (attache, iso2, iso3, m49, gec, census, cow, comtrade or name)",
            ),
            (
                "indicator = \"tourists\"",
                "m.toml, line 1, column 13: \"tourists\" is no indicator that the program knows; give one of your own the \
                 prefix own:, as own:tourists",
            ),
            (
                "indicator = \"populaton\"",
                "m.toml, line 1, column 13: \"populaton\" is no indicator that the program knows; did you mean \
                 \"population\"? Give one of your own the prefix own:, as own:populaton",
            ),
            ("unit_mult = 99", "m.toml, line 1, column 13: is a power of ten from -15 to 15 (6 for millions), not 99"),
            (
                "time_period = { field = \"t\", form = \"yearly\" }",
                "m.toml, line 1, column 37: \"yearly\" is no form of a time; write sdmx, year, fiscal-year, excel-day, or \
                 a pattern of a date as %d/%m/%Y",
            ),
            (
                "value = 3",
                "m.toml, line 1, column 9: invalid type: integer `3`, expected the name of a field, or a table \
                with `field`",
            ),
            (
                "value = { decimal = \",\", thousands = \",\" }",
                "m.toml, line 1, column 9: `decimal` and `thousands` are \
                both ','",
            ),
            (
                "obs_status = { field = \"s\", is = \"E\" }",
                "m.toml, line 1, column 14: says both `field` and `is`; it is \
                one of the two",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(toml(text), expected);
        }
        assert_eq!(
            json("{\"unit\":\n   \"usd\"}"),
            "m.json, line 2, column 4: \"usd\" is no unit; a unit is a code in capitals, as USD, PERSONS, PERCENT, KM2, \
             USD_PER_EUR, and a multiplier is `unit_mult`"
        );
    }

    #[test]
    fn what_is_no_toml_or_json_has_its_place() {
        assert!(toml("value = \n").starts_with("m.toml, line 1, column 9: "), "{}", toml("value = \n"));
        assert!(json("{\"value\": }").starts_with("m.json, line 1, column 1"), "{}", json("{\"value\": }"));
    }

    #[test]
    fn a_lack_is_found_by_its_path() {
        let lack = |path: &[Step]| Lack { path: path.to_vec(), problem: "lacks".to_owned(), hint: String::new() };
        let path = [Step::Key("figure"), Step::At(1), Step::Key("unit")];
        let text = "[[figure]]\nunit = \"A\"\n[[figure]]\nunit = \"B\"\n";
        assert_eq!(Text::toml("m", text).lack(lack(&path)).to_string(), "m, line 4, column 1: lacks");
        let text = "{\"figure\": [{\"unit\": \"A\"},\n {\"unit\": \"B\"}]}";
        assert_eq!(Text::json("m", "", text, text).lack(lack(&path)).to_string(), "m, line 2, column 11: lacks");
        assert_eq!(Text::json("m", "", text, text).lack(lack(&path[..1])).to_string(), "m, line 1, column 12: lacks");
    }
}
