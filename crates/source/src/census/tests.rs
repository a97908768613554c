use super::*;
use crate::{
    sheet::tests::{rows, workbook},
    specimen::{Kept, parse},
};

/// A row: one import figure in January and a flat 1 in exports of each month
/// up to `months`.
fn year<'a>(year: &'a str, code: &'a str, name: &'a str, january: &'a str, months: usize) -> Vec<&'a str> {
    let mut row = vec![year, code, name, january];
    row.extend(["0"; 11]);
    row.push(january);
    row.extend((0..12).map(|m| if m < months { "1" } else { "0" }));
    row.push("12");
    row
}

fn header() -> Vec<String> {
    let flow = |f: &str| MONTHS.iter().chain(&["YR"]).map(|m| format!("{f}{m}")).collect::<Vec<_>>();
    let names = ["year", "CTY_CODE", "CTYNAME"].map(String::from).into_iter();
    names.chain(flow("I")).chain(flow("E")).collect()
}

fn read(body: &[Vec<&str>]) -> Kept {
    let header = header();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut all: Vec<&[&str]> = vec![&header];
    all.extend(body.iter().map(Vec::as_slice));
    parse(&CENSUS, "country.xlsx", &workbook(&rows(&all))).unwrap()
}

#[test]
fn a_figure_keeps_its_digits_unit_and_cell() {
    let kept = read(&[year("2022", "3350", "Bolivia", "379.82955200000004", 12)]);
    let (figure, place) = kept.one("imports-goods-monthly", "BO", "2022-01");
    assert_eq!((figure.token.as_str(), figure.unit, figure.unit_mult), ("379.829552", unit::USD, 6));
    assert_eq!(figure.key.ref_area.code(), "US");
    assert_eq!(place.to_string(), "country!D2");
    assert_eq!(kept.observations.len(), 26);
    assert_eq!(kept.one("imports-goods-monthly", "BO", "2022-02").0.token, "0");
}

#[test]
fn months_to_come_and_their_year_are_left_out() {
    let kept = read(&[year("2022", "3350", "Bolivia", "5", 12), year("2023", "3350", "Bolivia", "5", 1)]);
    let of_2023: Vec<String> = kept
        .observations
        .iter()
        .filter(|(o, _)| o.time_period.year() == Some(2023))
        .map(|(o, _)| o.time_period.to_string())
        .collect();
    assert_eq!(of_2023, ["2023-01", "2023-01"]);
    assert_eq!(kept.editions[0].name, "edition with data to 2023-01");
}

#[test]
fn of_two_codes_the_one_with_trade_is_taken() {
    let kept = read(&[year("1993", "5081", "Israel", "8", 12), year("1993", "5080", "Israel", "0", 0)]);
    // The unused code's row has 12 as its year's exports, but no month.
    assert_eq!(kept.one("imports-goods-monthly", "IL", "1993-01").0.token, "8");
    assert_eq!((kept.observations.len(), kept.unparsed.len()), (26, 1));
    assert!(kept.unparsed[0].expected);
}

#[test]
fn what_is_no_partner_is_a_breakdown_of_the_world() {
    let world = year("2022", "15", "World, Not Seasonally Adjusted", "9", 12);
    let adjusted = year("2022", "4", "World, Seasonally Adjusted", "8", 12);
    let kept = read(&[world, adjusted]);
    let breakdowns: Vec<Option<Code>> = kept.observations.iter().map(|(o, _)| o.key.breakdown).collect();
    assert_eq!(breakdowns.iter().filter(|b| b.is_none()).count(), 26);
    assert_eq!(breakdowns.len(), 52);
}

#[test]
fn damage_is_named_with_its_cell() {
    let header = header();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let said =
        |row: &[&str]| parse(&CENSUS, "country.xlsx", &workbook(&rows(&[&header, row]))).unwrap_err().to_string();
    let mut row = year("2022", "3350", "Bolivia", "1e300", 12);
    assert_eq!(said(&row), "country.xlsx, country!D2: is no amount of trade: Number(1e300)");
    row[3] = "n/a";
    assert_eq!(said(&row), "country.xlsx, country!D2: is no amount of trade: Text(\"n/a\")");
    row[0] = "twenty";
    assert_eq!(said(&row), "country.xlsx, country!A2: is no year: Some(Text(\"twenty\"))");
    let wrong = workbook(&rows(&[&["year", "name"]]));
    let said = parse(&CENSUS, "country.xlsx", &wrong).unwrap_err().to_string();
    assert_eq!(said, "country.xlsx, country!A1: has no column `CTY_CODE`; found: year, name");
}
