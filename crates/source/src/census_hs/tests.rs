use super::*;
use crate::specimen::{Kept, parse};

const EXPORTS: &str = r#"[["E_COMMODITY","E_COMMODITY_SDESC","CTY_CODE","CTY_NAME","ALL_VAL_YR","COMM_LVL","SUMMARY_LVL","time"],
["84","NUCLEAR REACTORS, BOILERS, MACHINERY ETC.; PARTS","3350","BOLIVIA","123456789","HS2","DET","2022-12"],
["84","NUCLEAR REACTORS, BOILERS, MACHINERY ETC.; PARTS","-","TOTAL FOR ALL COUNTRIES","99123456789","HS2","DET","2022-12"],
["84","NUCLEAR REACTORS, BOILERS, MACHINERY ETC.; PARTS","0003","EUROPEAN UNION","77","HS2","CGP","2022-12"],
["84","NUCLEAR REACTORS, BOILERS, MACHINERY ETC.; PARTS","3XXX","SOUTH AMERICA","88","HS2","DET","2022-12"],
["84","NUCLEAR REACTORS, BOILERS, MACHINERY ETC.; PARTS","9999","RURITANIA","1","HS2","DET","2022-12"]]"#;

fn read(text: &str) -> Kept {
    parse(&CENSUS_HS, "hs.json", text.as_bytes()).unwrap()
}

fn said(text: &str) -> String {
    parse(&CENSUS_HS, "hs.json", text.as_bytes()).unwrap_err().to_string()
}

fn told(kept: &Kept) -> Vec<String> {
    let figure = |(o, place): &(attache_model::Observation, Place)| {
        let partner = o.key.counterpart_area.unwrap();
        let breakdown = o.key.breakdown.map_or("all", |b| b.as_str());
        format!("{} {partner} {breakdown} {} {} at {place}", o.key.indicator, o.time_period, o.token)
    };
    kept.observations.iter().map(figure).collect()
}

#[test]
fn a_year_of_exports_by_chapter() {
    let kept = read(EXPORTS);
    assert_eq!(
        told(&kept),
        [
            "exports-goods-by-commodity BO H6:84 2022 123456789 at /1/4",
            "exports-goods-by-commodity W00 H6:84 2022 99123456789 at /2/4",
        ]
    );
    let skipped: Vec<_> = kept.unparsed.iter().map(|u| (u.reason, u.expected)).collect();
    assert_eq!(skipped, [("group of countries", true), ("group of countries", true), ("unknown area", false)]);
    let label = (Code::from_static("H6:84"), "NUCLEAR REACTORS, BOILERS, MACHINERY ETC.; PARTS".to_owned());
    assert_eq!((&kept.editions[0].name, &kept.editions[0].labels), (&"HS2 of 2022".to_owned(), &vec![label]));
}

/// A year to date is no year, and domestic exports are a part.
#[test]
fn months_are_series_of_their_own() {
    let text = r#"[["I_COMMODITY","I_COMMODITY_LDESC","CTY_CODE","GEN_VAL_MO","GEN_VAL_YR","YEAR","MONTH","DISTRICT"],
        ["0901110025","COFFEE, ARABICA","3350","5","55","2023","06","-"],
        ["0901110025","COFFEE, ARABICA","3350","4","44","2023","06","10"],
        ["-","TOTAL","3350","7","77","2021","12","-"]]"#;
    let kept = read(text);
    assert_eq!(
        told(&kept),
        [
            "imports-goods-by-commodity-monthly BO H6:0901110025 2023-06 5 at /1/3",
            "imports-goods BO all 2021 77 at /3/4",
            "imports-goods-monthly BO all 2021-12 7 at /3/3",
        ]
    );
    assert_eq!(kept.unparsed[0].text, "DISTRICT 10");
    assert_eq!(kept.editions[0].name, "HS10 to 2023-06");
}

#[test]
fn what_is_wrong_is_named() {
    let error = "error: unknown variable 'E_COMODITY'";
    assert_eq!(said(error), format!("hs.json: is an error of the Census Bureau's API: {error}"));
    assert!(said("<html><head><title>Invalid Key</title>").contains("web page"));
    assert_eq!(said("[]"), "hs.json: is an empty array; the API's answer begins with a row of column names");
    assert!(said(&EXPORTS[..300]).contains("is no JSON: EOF"));
    assert!(
        said(&EXPORTS.replace("ALL_VAL_YR", "ALL_VALUE")).contains("has no column `ALL_VAL_YR`; found: E_COMMODITY,")
    );
    assert!(said(&EXPORTS.replace("123456789\"", "(D)\"")).contains("is no amount of dollars in ALL_VAL_YR"));
    assert!(
        said(&EXPORTS.replacen("[\"84\"", "[\"8401\"", 1)).contains("/1/0: is \"8401\", which is no code of level HS2")
    );
    assert!(said(&EXPORTS.replacen("2022-12", "2022", 1)).contains("/1/7: is no month: \"2022\""));
    assert!(said(&EXPORTS.replacen("\"HS2\",", "", 1)).contains("/1: has 7 cells, the header 8"));
}

#[test]
fn years_of_two_flows_and_levels_are_asked_for() {
    let mut asked = Asked::on(jiff::civil::date(2026, 11, 24));
    let mut jobs = CENSUS_HS.plan(&asked).unwrap();
    let files: Vec<&str> = jobs.iter().map(|job| job.file.as_str()).collect();
    assert_eq!((files.len(), files[0], files[4]), (5, "census-hs-2025.json", "census-hs-2021.json"));
    let (mut request, mut names) = (jobs[0].first.clone(), Vec::new());
    let follow = jobs[0].follow.as_mut().unwrap();
    loop {
        names.push(request.name.clone());
        // No data is an empty body.
        let body = if names.len() == 2 { "" } else { EXPORTS };
        match follow(&request, body.as_bytes()).unwrap().pop() {
            Some(next) => request = next,
            None => break,
        }
    }
    assert_eq!(
        names,
        ["exports-HS2-2025.json", "exports-HS4-2025.json", "imports-HS2-2025.json", "imports-HS4-2025.json"]
    );
    for (option, value) in [("year", "2022-2023"), ("level", "hs6"), ("partner", "Bolivia")] {
        asked.options.insert(option.to_owned(), value.to_owned());
    }
    let jobs = CENSUS_HS.plan(&asked).unwrap();
    assert_eq!(
        jobs[1].first.url,
        "https://api.census.gov/data/timeseries/intltrade/exports/hs?get=E_COMMODITY,E_COMMODITY_SDESC,CTY_NAME,ALL_VAL_YR\
         &COMM_LVL=HS6&SUMMARY_LVL=DET&CTY_CODE=3350&time=2022-12"
    );
    for (option, value) in [("year", "2027"), ("year", "2023-2022"), ("level", "HS3"), ("partner", "Ruritania")] {
        let mut asked = Asked::on(jiff::civil::date(2026, 2, 1));
        asked.options.insert(option.to_owned(), value.to_owned());
        assert_eq!(CENSUS_HS.plan(&asked).err().unwrap().option, option);
    }
}

#[test]
fn an_empty_answer_among_others_is_no_data() {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, text) in [("exports-HS2-2022.json", EXPORTS), ("imports-HS2-2022.json", "")] {
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        tar.append_data(&mut header, name, text.as_bytes()).unwrap();
    }
    let kept = parse(&CENSUS_HS, "hs.tar", &tar.into_inner().unwrap()).unwrap();
    assert_eq!((kept.observations.len(), kept.unparsed[0].reason), (2, "no data"));
    assert_eq!(said(""), "hs.json: is empty");
}
