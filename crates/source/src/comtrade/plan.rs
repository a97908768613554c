//! What is asked of UN Comtrade, and how what is cut is asked for in parts.

use std::collections::HashMap;

use attache_model::{Area, Areas, Codelist};

use super::{
    answer::{Answer, Kind},
    row::{KEYED, PREVIEW},
};
use crate::{
    File, ParseError,
    job::{Asked, BadOption, Job, Request},
    json::Record,
};

const HOST: &str = "https://comtradeapi.un.org/";
const FIRST_YEAR: i16 = 1962;
/// Bulk files that one job may lead to: a reporter has one a year.
const MOST_FILES: usize = 200;

pub(super) fn jobs(asked: &Asked) -> Result<Vec<Job>, BadOption> {
    asked.only(&["reporter", "partner", "year", "commodity", "flows", "bulk"])?;
    let bulk = asked.read("bulk", false, "yes or no", |text| match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    })?;
    let reporters =
        asked.read("reporter", None, "countries by code or name, as US,BO", |text| countries(text).map(Some))?;
    let all = if reporters.is_none() && !asked.has_key { Some(vec!["0".to_owned()]) } else { None };
    let partners =
        asked.read("partner", all, "countries by code or name, or world", |text| countries(text).map(Some))?;
    let last = asked.today.year() - 1;
    let wanted = format!("a year from {FIRST_YEAR} to {last}, or two with a hyphen between them");
    let years = asked.read("year", last - 2..=last, &wanted, |text| {
        let year = |text: &str| text.trim().parse().ok().filter(|year| (FIRST_YEAR..=last).contains(year));
        let (from, to) = text.split_once('-').unwrap_or((text, text));
        Some(year(from)?..=year(to)?).filter(|years| !years.is_empty())
    })?;
    let commodities = asked.read("commodity", list("TOTAL"), "TOTAL, AG2, AG4, AG6, or codes of HS", commodities)?;
    let flows = asked.read("flows", list("X,M"), "some of X, M, RX, RM, DX", |text| {
        let flows = list(&text.to_ascii_uppercase());
        flows.iter().all(|flow| ["X", "M", "RX", "RM", "DX"].contains(&flow.as_str())).then_some(flows)
    })?;
    if bulk {
        return bulk_jobs(asked.has_key, reporters, years);
    }
    let query = |year| Query {
        year,
        reporters: reporters.clone(),
        partners: partners.clone(),
        commodities: commodities.clone(),
        flows: flows.clone(),
    };
    Ok(years.rev().map(|year| job(query(year), asked.has_key)).collect())
}

fn list(text: &str) -> Vec<String> {
    text.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

fn countries(text: &str) -> Option<Vec<String>> {
    let code = |name: &String| {
        if name.eq_ignore_ascii_case("world") { Some("0".to_owned()) } else { code_of(Areas::find(name).ok()?) }
    };
    list(text).iter().map(code).collect::<Option<Vec<_>>>().filter(|codes| !codes.is_empty())
}

/// Quirk 2.
fn code_of(area: Area) -> Option<String> {
    let code = area.code_in(Codelist::Comtrade).or_else(|| area.code_in(Codelist::M49))?;
    code.parse::<u32>().ok().map(|code| code.to_string())
}

fn commodities(text: &str) -> Option<Vec<String>> {
    let text = text.to_ascii_uppercase();
    if ["TOTAL", "AG2", "AG4", "AG6"].contains(&text.as_str()) {
        return Some(vec![text]);
    }
    let is_code = |code: &String| matches!(code.len(), 2 | 4 | 6) && code.bytes().all(|b| b.is_ascii_digit());
    Some(list(&text)).filter(|codes| !codes.is_empty() && codes.iter().all(is_code))
}

/// One question for trade data. `None` is all there are.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Query {
    year: i16,
    reporters: Option<Vec<String>>,
    partners: Option<Vec<String>>,
    commodities: Vec<String>,
    flows: Vec<String>,
}

impl Query {
    fn request(&self, name: &str, has_key: bool) -> Request {
        let (path, most) = if has_key { ("data/v1/get", KEYED) } else { ("public/v1/preview", PREVIEW) };
        let only = |field: &str, codes: &Option<Vec<String>>| {
            codes.as_ref().map_or(String::new(), |codes| format!("&{field}={}", codes.join(",")))
        };
        // Quirk 3.
        let url = format!(
            "{HOST}{path}/C/A/HS?period={}{}{}&partner2Code=0&customsCode=C00&motCode=0&flowCode={}&cmdCode={}\
             &maxRecords={most}&includeDesc=true&format=JSON",
            self.year,
            only("reporterCode", &self.reporters),
            only("partnerCode", &self.partners),
            self.flows.join(","),
            self.commodities.join(","),
        );
        Request::of(url).named(name)
    }

    /// The question in two parts; `None` where it cannot be parted. `partners`
    /// are all that there are.
    fn halves(&self, partners: Option<&[String]>) -> Option<[Self; 2]> {
        let chapters: Vec<String> = (1..=97).map(|chapter| format!("{chapter:02}")).collect();
        let commodities = if self.commodities == ["AG2"] { chapters } else { self.commodities.clone() };
        if let Some([one, other]) = halves(&self.flows) {
            return Some([Self { flows: one, ..self.clone() }, Self { flows: other, ..self.clone() }]);
        }
        if let Some([one, other]) = self.partners.as_deref().or(partners).and_then(halves) {
            let part = |partners| Self { partners: Some(partners), ..self.clone() };
            return Some([part(one), part(other)]);
        }
        if let Some([one, other]) = self.reporters.as_deref().and_then(halves) {
            let part = |reporters| Self { reporters: Some(reporters), ..self.clone() };
            return Some([part(one), part(other)]);
        }
        let [one, other] = halves(&commodities)?;
        Some([Self { commodities: one, ..self.clone() }, Self { commodities: other, ..self.clone() }])
    }
}

fn halves(codes: &[String]) -> Option<[Vec<String>; 2]> {
    let (one, other) = codes.split_at(codes.len() / 2);
    (!one.is_empty()).then(|| [one.to_vec(), other.to_vec()])
}

fn job(query: Query, has_key: bool) -> Job {
    let year = query.year;
    let only = query.reporters.as_ref().map_or(String::new(), |codes| format!("&reporterCode={}", codes.join(",")));
    let mut job = Job::of(HOST).named(format!("comtrade-{year}.json"));
    job.first = Request::of(format!("{HOST}public/v1/getDA/C/A/HS?period={year}{only}"))
        .named(format!("availability-{year}.json"));
    let mut asking = Asking { has_key, open: HashMap::new(), partners: None, waiting: Vec::new(), first: Some(query) };
    job.following(move |request, bytes| asking.next(request, bytes))
}

/// The questions of one job, as their answers come.
struct Asking {
    has_key: bool,
    /// What is asked next, once the list of what is available has come.
    first: Option<Query>,
    /// Questions by the name of their answer.
    open: HashMap<String, Query>,
    /// All partners' codes, once Comtrade's table of them has come.
    partners: Option<Vec<String>>,
    /// Cut questions that wait for that table.
    waiting: Vec<String>,
}

impl Asking {
    fn next(&mut self, request: &Request, bytes: &[u8]) -> Result<Vec<Request>, ParseError> {
        let file = File { input: &request.name, member: "", bytes };
        let answer = Answer::open(&file, file.text()?)?;
        if let Some(query) = self.first.take() {
            let kind = if self.has_key { "data" } else { "preview" };
            let name = format!("{kind}-{}.json", query.year);
            return Ok(vec![self.ask(query, name)]);
        }
        if answer.kind == Kind::Reference {
            let codes: Result<Vec<String>, ParseError> =
                answer.records(&file).map(|record| record.map(|(_, record)| partner_code(&record))).collect();
            let codes: Vec<String> = codes?.into_iter().filter(|code| !code.is_empty()).collect();
            if codes.is_empty() {
                return Err(file.error("/results", "names no partner"));
            }
            self.partners = Some(codes);
            let waiting = std::mem::take(&mut self.waiting);
            let parts: Result<Vec<_>, ParseError> = waiting.iter().map(|name| self.part(&file, name)).collect();
            return Ok(parts?.into_iter().flatten().collect());
        }
        if !answer.is_cut(&request.name) {
            return Ok(Vec::new());
        }
        let needs_table =
            self.open.get(&request.name).is_some_and(|query| query.flows.len() < 2 && query.partners.is_none());
        if needs_table && self.partners.is_none() {
            self.waiting.push(request.name.clone());
            let name = "partnerAreas.json";
            let table = Request::of(format!("{HOST}files/v1/app/reference/{name}")).named(name);
            return Ok(if self.waiting.len() == 1 { vec![table] } else { Vec::new() });
        }
        self.part(&file, &request.name)
    }

    fn ask(&mut self, query: Query, name: String) -> Request {
        let request = query.request(&name, self.has_key);
        self.open.insert(name, query);
        request
    }

    /// The two parts of a question whose answer was cut.
    fn part(&mut self, file: &File<'_>, name: &str) -> Result<Vec<Request>, ParseError> {
        let parts = self.open.get(name).and_then(|query| query.halves(self.partners.as_deref()));
        let Some([one, other]) = parts else {
            let hint = if self.has_key {
                "ask for a lower level of commodities"
            } else {
                "set COMTRADE_API_KEY to a key, with which answers have up to 100,000 rows; it is free"
            };
            let problem =
                format!("{name} is cut at the most rows that an answer has, and cannot be asked for in parts");
            return Err(file.error("/data", problem).hint(hint));
        };
        let stem = name.strip_suffix(".json").unwrap_or(name).to_owned();
        Ok(vec![self.ask(one, format!("{stem}.1of2.json")), self.ask(other, format!("{stem}.2of2.json"))])
    }
}

fn partner_code(record: &Record<'_>) -> String {
    let named = record.text("PartnerCode");
    if named.is_empty() { record.text("id").into_owned() } else { named.into_owned() }
}

fn bulk_jobs(
    has_key: bool,
    reporters: Option<Vec<String>>,
    years: std::ops::RangeInclusive<i16>,
) -> Result<Vec<Job>, BadOption> {
    let refuse = |problem: &str| BadOption { option: "bulk".to_owned(), problem: problem.to_owned() };
    if !has_key {
        return Err(refuse("needs a key that is for bulk files, in COMTRADE_API_KEY"));
    }
    let reporters = reporters.ok_or_else(|| refuse("needs the option `reporter`"))?.join(",");
    Ok(years.rev().map(|year| bulk_job(&reporters, year)).collect())
}

fn bulk_job(reporters: &str, year: i16) -> Job {
    let mut job = Job::of(HOST).named(format!("comtrade-bulk-{year}.json"));
    job.first = Request::of(format!("{HOST}bulk/v1/get/C/A/HS?reporterCode={reporters}&period={year}"))
        .named(format!("bulk-{year}.json"));
    job.following(|request, bytes| {
        if !request.name.starts_with("bulk-") {
            return Ok(Vec::new());
        }
        let file = File { input: &request.name, member: "", bytes };
        files(&file, &Answer::open(&file, file.text()?)?)
    })
}

/// The files of a list, and the tables that name the commodities in them.
fn files(file: &File<'_>, list: &Answer<'_>) -> Result<Vec<Request>, ParseError> {
    if list.rows() > MOST_FILES {
        return Err(file.error("/data", format!("lists {} files, more than {MOST_FILES}", list.rows())));
    }
    let mut requests: Vec<Request> = Vec::new();
    for record in list.records(file) {
        let (pointer, record) = record?;
        let text = |field: &str| record.text(field);
        let url = text("fileUrl");
        if !url.starts_with(HOST) {
            return Err(file.error(format!("{pointer}/fileUrl"), format!("leads away from {HOST}: {url:?}")));
        }
        let (reporter, classification) = (text("reporterCode"), text("classificationCode"));
        let day = text("publicationDate");
        let name = format!(
            "COMTRADE-FINAL-CA{reporter:0>3}{}{classification}[{}].gz",
            text("period"),
            day.get(..10).unwrap_or_default()
        );
        let plain = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-[].".contains(&b));
        if !plain(&name) {
            return Err(file.error(pointer, format!("names a file that is none: {name:?}")));
        }
        requests.push(Request { large: true, ..Request::of(url).named(name) });
        let table = format!("{classification}.json");
        if !requests.iter().any(|request| request.name == table) {
            requests.push(Request::of(format!("{HOST}files/v1/app/reference/{table}")).named(table));
        }
    }
    Ok(requests)
}
