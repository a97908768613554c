//! Dataflows of SDMX services: what a pull asks for.

use std::collections::BTreeMap;

use attache_model::{Area, Areas};
use serde::Deserialize;

use super::{file::kept, schema::ListName};
use crate::job::{Asked, BadOption, Job, Request};

/// A dataflow of a service, and what is asked of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Dataflow {
    /// What stands before `/data` in the service's addresses.
    root: String,
    api: Api,
    /// Empty where the service's addresses name none (version 1 alone).
    agency: String,
    flow: String,
    /// The newest, where none is said.
    #[serde(default)]
    version: String,
    /// Which series: the codes of each dimension, in order, between points.
    /// `{area}` stands for the areas of `areas`. All of them where it is empty.
    #[serde(default)]
    key: String,
    /// Keys that are asked for one after the other, in place of one.
    #[serde(default)]
    chunks: Vec<String>,
    /// The areas whose codes stand for `{area}`.
    areas: Option<AreasText>,
    /// The first and the last period.
    start: Option<String>,
    end: Option<String>,
    /// The header `Accept`.
    accept: Option<String>,
    /// Further parameters of the address.
    #[serde(default)]
    parameters: BTreeMap<String, String>,
}

/// The version of SDMX's API, which decides the form of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
enum Api {
    /// REST version 1.
    #[serde(rename = "2.1")]
    V1,
    /// REST version 2.
    #[serde(rename = "3.0")]
    V2,
}

/// Areas that a key names.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AreasText {
    codelist: ListName,
    /// How many a request names.
    per_request: usize,
    /// The codes, where they are not those of all countries.
    #[serde(default)]
    only: Vec<String>,
}

/// What a pull of any of them may ask for.
const OPTIONS: &[(&str, &str)] = &[
    ("key", "the key of the series, in place of the mapping's: codes of each dimension between points"),
    ("start", "the first period, as 2015"),
    ("end", "the last period, as 2022"),
];
const OPTIONS_WITH_AREA: &[(&str, &str)] = &[
    ("area", "the reporting countries, as US,BO; all where none is given"),
    ("key", "the key of the series, in place of the mapping's: codes of each dimension between points"),
    ("start", "the first period, as 2015"),
    ("end", "the last period, as 2022"),
];

impl Dataflow {
    pub(super) fn root(&self) -> &str {
        &self.root
    }

    pub(super) fn options(&self) -> &'static [(&'static str, &'static str)] {
        if self.areas.is_some() { OPTIONS_WITH_AREA } else { OPTIONS }
    }

    /// Says which field is wrong, and how.
    pub(super) fn check(&self) -> Result<(), (&'static str, String)> {
        let address = |root: &str| root.starts_with("https://") || root.starts_with("http://127.0.0.1");
        if !address(&self.root) || self.root.ends_with('/') {
            return Err(("root", "is to be an address (https://) without a / at its end".to_owned()));
        }
        if self.flow.is_empty() || self.api == Api::V2 && self.agency.is_empty() {
            return Err(("flow", "is to be named, with its `agency`".to_owned()));
        }
        let keys = self.chunks.iter().chain([&self.key]);
        if let Some(wrong) = keys.clone().find(|key| !is_key(&key.replace("{area}", ""))) {
            return Err(("key", format!("{wrong:?} is no key: codes, + between several, . between dimensions")));
        }
        match (&self.areas, keys.clone().any(|key| key.contains("{area}"))) {
            (None, true) => Err(("key", "names {area}, and `areas` does not say which".to_owned())),
            (Some(_), false) => Err(("areas", "is said, and the `key` does not name {area}".to_owned())),
            (Some(areas), true) if areas.per_request == 0 => {
                Err(("areas", "asks for no area in a request; `per_request` is at least 1".to_owned()))
            }
            _ => Ok(()),
        }
    }

    /// One snapshot of all that is asked for.
    pub(super) fn plan(&self, id: &str, asked: &Asked) -> Result<Vec<Job>, BadOption> {
        let names: Vec<&str> = self.options().iter().map(|(name, _)| *name).collect();
        asked.only(&names)?;
        let period = |name: &str, of_file: &Option<String>| {
            let plain = |text: &str| is_period(text).then(|| Some(text.to_owned()));
            asked.read(name, of_file.clone(), "a period as 2015 or 2015-01", plain)
        };
        let (start, end) = (period("start", &self.start)?, period("end", &self.end)?);
        let key = asked.read("key", None, "codes, + between several, . between dimensions", |text| {
            is_key(text).then(|| Some(text.to_owned()))
        })?;
        let keys = match key {
            Some(key) => vec![key],
            None => self.keys(asked)?,
        };
        let mut requests = keys.iter().enumerate().map(|(at, key)| {
            let name = if keys.len() == 1 { id.to_owned() } else { format!("{id}-{:03}", at + 1) };
            let mut request = Request::of(self.address(key, start.as_deref(), end.as_deref())).named(name);
            request.accept = self.accept.as_deref().map(kept);
            request
        });
        let Some(first) = requests.next() else { return Ok(Vec::new()) };
        // The others do not depend on what the first brings.
        let mut others: Vec<Request> = requests.collect();
        let job = Job { file: id.to_owned(), first, follow: None };
        let has_others = !others.is_empty();
        Ok(vec![if has_others { job.following(move |_, _| Ok(std::mem::take(&mut others))) } else { job }])
    }

    /// The keys that are asked for one after the other.
    fn keys(&self, asked: &Asked) -> Result<Vec<String>, BadOption> {
        let keys: Vec<&str> =
            if self.chunks.is_empty() { vec![&self.key] } else { self.chunks.iter().map(String::as_str).collect() };
        let Some(areas) = &self.areas else { return Ok(keys.into_iter().map(str::to_owned).collect()) };
        let codes = areas.codes(asked)?;
        let keys = keys
            .iter()
            .flat_map(|key| codes.chunks(areas.per_request.max(1)).map(|some| key.replace("{area}", &some.join("+"))));
        Ok(keys.collect())
    }

    fn address(&self, key: &str, start: Option<&str>, end: Option<&str>) -> String {
        let Self { root, agency, flow, version, .. } = self;
        let mut parameters: Vec<(String, String)> =
            self.parameters.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        let path = match self.api {
            Api::V1 => {
                let parts = [agency, flow, version].into_iter().filter(|part| !part.is_empty());
                let flow = parts.map(String::as_str).collect::<Vec<_>>().join(",");
                parameters.extend(start.map(|start| ("startPeriod".to_owned(), start.to_owned())));
                parameters.extend(end.map(|end| ("endPeriod".to_owned(), end.to_owned())));
                format!("{root}/data/{flow}/{}", if key.is_empty() { "all" } else { key })
            }
            Api::V2 => {
                let bounds: Vec<String> =
                    [start.map(|s| format!("ge:{s}")), end.map(|e| format!("le:{e}"))].into_iter().flatten().collect();
                if !bounds.is_empty() {
                    parameters.push(("c[TIME_PERIOD]".to_owned(), bounds.join("+")));
                }
                let version = if version.is_empty() { "+" } else { version };
                // Version 2 writes a wildcard where version 1 leaves empty.
                let key: Vec<&str> = key.split('.').map(|codes| if codes.is_empty() { "*" } else { codes }).collect();
                format!("{root}/data/dataflow/{agency}/{flow}/{version}/{}", key.join("."))
            }
        };
        let query: Vec<String> =
            parameters.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
        if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
    }
}

impl AreasText {
    fn codes(&self, asked: &Asked) -> Result<Vec<String>, BadOption> {
        let wrong = |problem: String| BadOption { option: "area".to_owned(), problem };
        let Some(names) = asked.option("area") else {
            if !self.only.is_empty() {
                return Ok(self.only.clone());
            }
            let present = Areas::all().filter(|area| area.is_present());
            return Ok(present.filter_map(|area| self.codelist.code_of(area)).map(str::to_owned).collect());
        };
        let code = |name: &str| -> Result<String, BadOption> {
            let area: Area = Areas::find(name).map_err(|unknown| wrong(unknown.to_string()))?;
            let code = self.codelist.code_of(area).map(str::to_owned);
            let code = code.filter(|code| self.only.is_empty() || self.only.contains(code));
            code.ok_or_else(|| wrong(format!("names {}, which is no reporter of this source", area.code())))
        };
        names.split(',').map(str::trim).filter(|name| !name.is_empty()).map(code).collect()
    }
}

fn is_key(text: &str) -> bool {
    text.len() <= 4_000
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'+' | b'_' | b'-' | b'*' | b',' | b'@' | b'$'))
}

fn is_period(text: &str) -> bool {
    (4..=10).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'Q' | b'M'))
}

/// Percent-escapes what means something else in an address.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b':' | b',' | b'[' | b']' => {
                escaped.push(char::from(byte));
            }
            b'+' => escaped.push('+'),
            _ => escaped.push_str(&format!("%{byte:02X}")),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dataflow(text: &str) -> Dataflow {
        let dataflow: Dataflow = toml::from_str(text).unwrap();
        dataflow.check().unwrap();
        dataflow
    }

    fn asked(options: &[(&str, &str)]) -> Asked {
        let mut asked = Asked::on(attache_model::Date::constant(2026, 11, 24));
        asked.options.extend(options.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        asked
    }

    /// The addresses that a pull asks for.
    fn addresses(dataflow: &Dataflow, options: &[(&str, &str)]) -> Vec<String> {
        let jobs = dataflow.plan("x", &asked(options)).unwrap();
        let mut all = Vec::new();
        for mut job in jobs {
            all.push(job.first.url.clone());
            if let Some(follow) = &mut job.follow {
                all.extend(follow(&job.first, b"").unwrap().into_iter().map(|request| request.url));
                assert!(follow(&job.first, b"").unwrap().is_empty(), "asked twice");
            }
        }
        all
    }

    #[test]
    fn version_1_of_the_interface() {
        let imts = dataflow(
            "root = \"https://a.org/sdmx/2.1\"\napi = \"2.1\"\nagency = \"IMF.STA\"\nflow = \"IMTS\"\nkey = \
             \"{area}.XG_FOB_USD..A\"\nareas = { codelist = \"iso3\", per_request = 2, only = [\"USA\", \"BOL\", \
             \"PER\"] }\nstart = \"1990\"\nparameters = { detail = \"full\" }",
        );
        assert_eq!(
            addresses(&imts, &[]),
            [
                "https://a.org/sdmx/2.1/data/IMF.STA,IMTS/USA+BOL.XG_FOB_USD..A?detail=full&startPeriod=1990",
                "https://a.org/sdmx/2.1/data/IMF.STA,IMTS/PER.XG_FOB_USD..A?detail=full&startPeriod=1990",
            ]
        );
        assert_eq!(
            addresses(&imts, &[("area", "Bolivia, US"), ("start", "2020"), ("end", "2022")]),
            [
                "https://a.org/sdmx/2.1/data/IMF.STA,IMTS/BOL+USA.XG_FOB_USD..A?detail=full&startPeriod=2020&endPeriod=2022"
            ]
        );
        assert_eq!(
            addresses(&imts, &[("key", "CHL...A")]),
            ["https://a.org/sdmx/2.1/data/IMF.STA,IMTS/CHL...A?detail=full&startPeriod=1990"]
        );
    }

    #[test]
    fn version_2_of_the_interface() {
        let flow = "root = \"https://a.org/sdmx/3.0\"\napi = \"3.0\"\nagency = \"IMF.STA\"\nflow = \"IMTS\"\nkey = \
                    \"USA...A\"\n";
        assert_eq!(
            addresses(&dataflow(flow), &[("start", "2000"), ("end", "2010")]),
            ["https://a.org/sdmx/3.0/data/dataflow/IMF.STA/IMTS/+/USA.*.*.A?c[TIME_PERIOD]=ge:2000+le:2010"]
        );
        let chunks =
            dataflow(&flow.replace("key = \"USA...A\"", "version = \"1.0.0\"\nchunks = [\"USA...A\", \"BOL...A\"]"));
        assert_eq!(
            addresses(&chunks, &[]),
            [
                "https://a.org/sdmx/3.0/data/dataflow/IMF.STA/IMTS/1.0.0/USA.*.*.A",
                "https://a.org/sdmx/3.0/data/dataflow/IMF.STA/IMTS/1.0.0/BOL.*.*.A",
            ]
        );
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let imts = dataflow(
            "root = \"https://a.org\"\napi = \"2.1\"\nagency = \"A\"\nflow = \"F\"\nkey = \"{area}.X\"\nareas = { codelist \
             = \"iso3\", per_request = 2, only = [\"USA\"] }",
        );
        let said = |options: &[(&str, &str)]| {
            let bad = imts.plan("x", &asked(options)).err().unwrap();
            format!("{} {}", bad.option, bad.problem)
        };
        assert_eq!(said(&[("area", "Atlantis")]), "area \"Atlantis\" names no country or territory");
        assert_eq!(said(&[("area", "BO")]), "area names BO, which is no reporter of this source");
        assert_eq!(said(&[("start", "soon")]), "start is to be a period as 2015 or 2015-01, not \"soon\"");
        assert_eq!(
            said(&[("key", "A/../B")]),
            "key is to be codes, + between several, . between dimensions, not \"A/../B\""
        );
        assert_eq!(said(&[("year", "1")]), "year is no option of this source; it has area, key, start, end");
        let wrong = [
            ("root = \"https://a.org/\"\napi = \"2.1\"\nagency = \"A\"\nflow = \"F\"", "root"),
            ("root = \"https://a.org\"\napi = \"2.1\"\nagency = \"A\"\nflow = \"\"", "flow"),
            ("root = \"https://a.org\"\napi = \"2.1\"\nagency = \"A\"\nflow = \"F\"\nkey = \"a b\"", "key"),
            ("root = \"https://a.org\"\napi = \"2.1\"\nagency = \"A\"\nflow = \"F\"\nkey = \"{area}\"", "key"),
        ];
        for (text, field) in wrong {
            let dataflow: Dataflow = toml::from_str(text).unwrap();
            assert_eq!(dataflow.check().unwrap_err().0, field, "{text}");
        }
    }
}
