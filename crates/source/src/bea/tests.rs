use super::*;
use crate::specimen::{Kept, parse};

fn answer(rows: &str) -> String {
    format!(
        r#"{{"BEAAPI":{{"Request":{{"RequestParam":[{{"ParameterName":"METHOD","ParameterValue":"GETDATA"}}]}},
        "Results":{{"InvestmentType":"U.S. Direct Investment Abroad","Dimensions":[{{"Name":"Year","Ordinal":"1"}}],
        "Data":[{rows}],"Notes":[{{"NoteRef":"12.00","NoteText":"<strong>(D)</strong> indicates …"}}]}}}}}}"#
    )
}

fn row(series: u8, country: &str, column: &str, value: &str) -> String {
    let plain = value.replace(',', "");
    format!(
        r#"{{"Year":"2022","SeriesID":"{series}","SeriesName":"Position","Row":"{country}","ColumnGParent":null,
        "ColumnParent":null,"Column":"Position","RowCode":"650","ColumnCode":"{column}","ColumnParentCode":"0",
        "TableScale":"Millions of Dollars","DataValueUnformatted":"{plain}","TableRowDisplayOrder":"1.00","DataValue":"{value}"}}"#
    )
}

fn read(rows: &[String]) -> Kept {
    parse(&BEA, "mne.json", answer(&rows.join(",")).as_bytes()).unwrap()
}

fn passed_over(kept: &Kept) -> Vec<(&str, &str, bool)> {
    kept.unparsed.iter().map(|u| (u.reason, u.text.as_str(), u.expected)).collect()
}

#[test]
fn a_row_is_a_figure_of_the_united_states() {
    let kept = read(&[row(30, "Korea, Republic of", "0000", "1,234"), row(23, "Bolivia", "0000", "-41,960")]);
    let (position, place) = kept.one("fdi-stock-outward", "KR", "2022");
    assert_eq!((position.token.as_str(), position.quantity().to_string()), ("1,234", "1234000000".into()));
    assert_eq!(position.note.unwrap(), "historical-cost basis");
    assert_eq!(place.to_string(), "/BEAAPI/Results/Data/0/DataValue");
    assert_eq!(kept.one("fdi-flow-inward", "BO", "2022").0.value.to_string(), "-41960");
    assert_eq!(kept.editions[0].name, "edition with data to 2022");
}

#[test]
fn what_is_no_figure_of_a_country_is_passed_over() {
    let kept = read(&[
        row(30, "Asia and Pacific", "0000", "9"),
        row(30, "Other", "0000", "9"),
        row(30, "Bolivia", "3000", "9"),
        row(27, "Bolivia", "0000", "9"),
        row(30, "Bolivia", "0000", "(D)"),
        row(30, "Peru", "0000", "(*)"),
        row(30, "Chile", "0000", "7"),
        row(30, "Chile", "0000", "7"),
        row(30, "Chile", "0000", "8"),
        row(30, "Ruritania", "0000", "9"),
        row(30, "All Countries Total", "0000", "9"),
    ]);
    assert_eq!(
        passed_over(&kept),
        [
            ("group of countries", "Asia and Pacific", true),
            ("group of countries", "Other", true),
            ("an industry", "Position", true),
            ("another series", "Position", true),
            ("suppressed to avoid disclosure", "Bolivia, 2022", true),
            ("less than half a million", "Peru, 2022", true),
            ("told again", "Chile, 2022", true),
            ("two figures of a year", "Chile, 2022: 7 and 8", false),
            ("unknown area", "Ruritania", false),
        ]
    );
    assert_eq!(kept.observations.len(), 2);
    assert_eq!(kept.one("fdi-stock-outward", "W00", "2022").0.token, "9");
}

#[test]
fn errors_come_with_status_200() {
    let said = |text: &str| parse(&BEA, "mne.json", text.as_bytes()).unwrap_err().to_string();
    let error =
        r#"{"APIErrorCode":"3","APIErrorDescription":"The BEA API UserID provided in the request does not exist."}"#;
    for (text, place) in [
        (format!(r#"{{"BEAAPI":{{"Request":{{}},"Results":{{"Error":{error}}}}}}}"#), "/BEAAPI/Results/Error"),
        (format!(r#"{{"BEAAPI":{{"Request":{{}},"Error":[{error}]}}}}"#), "/BEAAPI/Error"),
    ] {
        let told = "is an error of BEA's API: The BEA API UserID provided in the request does not exist. (code 3)";
        assert_eq!(said(&text), format!("mne.json, {place}: {told}"));
    }
    assert_eq!(
        said(r#"{"BEAAPI":{"Results":{}}}"#),
        "mne.json, /BEAAPI/Results/Data: is missing; the answer holds no data"
    );
    let wrong = answer(&row(30, "Peru", "0000", "many"));
    assert_eq!(said(&wrong), "mne.json, /BEAAPI/Results/Data/0/DataValue: is no amount: \"many\"");
    let other = answer(&row(30, "Peru", "0000", "1,234").replace("\"1234\"", "\"12340\""));
    assert!(said(&other).ends_with("is \"12340\", while `DataValue` is \"1,234\""));
    let scale = answer(&row(30, "Peru", "0000", "1")).replace("Millions of Dollars", "Number");
    assert!(said(&scale).ends_with("is no scale of dollars: \"Number\""));
    let renamed = answer(&row(30, "Peru", "0000", "1")).replace("\"DataValue\"", "\"Value\"");
    assert_eq!(said(&renamed), "mne.json, /BEAAPI/Results/Data/0/DataValue: is missing");
    let cut = answer(&row(30, "Peru", "0000", "1"));
    assert!(said(&cut[..cut.len() - 40]).contains("is no JSON: EOF"));
}

#[test]
fn latin_1_is_read() {
    let text = answer(&row(30, "Cura\u{e7}ao", "0000", "5"));
    let latin1: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
    let kept = parse(&BEA, "mne.json", &latin1).unwrap();
    assert_eq!(kept.one("fdi-stock-outward", "CW", "2022").0.token, "5");
}

#[test]
fn four_questions_are_one_snapshot() {
    let mut jobs = BEA.plan(&Asked::on(jiff::civil::date(2026, 11, 24))).unwrap();
    let job = &mut jobs[0];
    let mut asked = vec![job.first.clone()];
    let follow = job.follow.as_mut().unwrap();
    while let [next] = follow(asked.last().unwrap(), answer("").as_bytes()).unwrap().as_slice() {
        asked.push(next.clone());
    }
    let names: Vec<&str> = asked.iter().map(|request| request.name.as_str()).collect();
    assert_eq!(
        names,
        ["fdi-stock-outward.json", "fdi-flow-outward.json", "fdi-stock-inward.json", "fdi-flow-inward.json"]
    );
    assert!(asked[2].url.contains("DirectionOfInvestment=Inward&Classification=Country&SeriesID=22&Year=all"));
    assert!(!asked.iter().any(|request| request.url.contains("UserID")));
    assert!(follow(&asked[0], b"<html>").is_err());
}
