use super::*;
use crate::{
    sheet::tests::{rows, workbook},
    specimen::{Kept, codes, parse},
};

const HEADER: [&str; 13] = [
    "No.",
    "Title of agreement",
    "Short title",
    "Parties",
    "Type of agreement",
    "Status",
    "Files",
    "Date of signature",
    "Date of entry into force",
    "Date of termination",
    "Type of termination",
    "Amendment protocols",
    "Side instruments",
];

fn row<'a>(parties: &'a str, status: &'a str, dates: [&'a str; 3]) -> [&'a str; 13] {
    let [signed, from, until] = dates;
    let kind = "Bilateral Investment Treaties";
    ["1", "", "A BIT", parties, kind, status, "", signed, from, until, "", "No", "No"]
}

fn read(body: &[[&str; 13]]) -> Result<Kept, ParseError> {
    let mut all: Vec<&[&str]> = vec![&HEADER];
    all.extend(body.iter().map(<[&str; 13]>::as_slice));
    parse(&UNCTAD, "list.xlsx", &workbook(&rows(&all)))
}

#[test]
fn a_row_is_a_treaty_with_three_dates() {
    let us = "Bolivia, Plurinational State of; United States of America;";
    let treaty = row(us, "Terminated", ["35902", "37048", "41070"]);
    let kept = read(&[treaty, treaty]).unwrap();
    let [(event, place)] = kept.events.as_slice() else { panic!("{:?}", kept.events) };
    assert_eq!((codes(event), event.status.as_str()), (vec!["BO", "US"], "terminated"));
    let dates = [event.signed, event.from, event.until].map(|d| d.unwrap().to_string());
    assert_eq!(dates, ["1998-04-17", "2001-06-06", "2012-06-10"]);
    assert_eq!((event.attribute("type"), place.to_string().as_str()), (Some("investment"), "country!C2"));
    assert!(kept.editions[0].coverage.is_empty());
}

#[test]
fn the_belgium_luxembourg_union_is_both() {
    let kept = read(&[row("BLEU (Belgium-Luxembourg Economic Union); Peru;", "Signed", ["35902", "", ""])]).unwrap();
    let mut parties = codes(&kept.events[0].0);
    parties.sort_unstable();
    assert_eq!(parties, ["BE", "LU", "PE"]);
    assert_eq!(kept.events[0].0.attribute("sides"), Some("BE LU | PE"));
}

#[test]
fn the_present_export_is_read_too() {
    let text = "International Investment Agreements Navigator\n\
        No.,Full title,Short title,Type,Status,Parties,Date of signature,Date of entry into force,Termination date,Text\n\
        1,A treaty,Bolivia - Peru BIT (1993),BITs,Signed (not in force),\"Bolivia, Plurinational State of; Peru\",30/07/1993,,,Full text: en\n\
        2,,EU - Japan EPA,TIPs,In force,EU (European Union); Japan,17/07/2018,01/02/2019,,\n\
        3,,ASEAN - China,TIPs,In force,ASEAN (Association of South-East Asian Nations); China,17/07/2018,,,\n\
        4,,x,Other IIAs,In force,Peru; Chile,,,,\n";
    let kept = parse(&UNCTAD, "treaties.csv", text.as_bytes()).unwrap();
    let [(bilateral, place), (provisions, _)] = kept.events.as_slice() else { panic!("{:?}", kept.events) };
    assert_eq!((codes(bilateral), bilateral.status.as_str()), (vec!["BO", "PE"], "signed"));
    assert_eq!(bilateral.signed.unwrap().to_string(), "1993-07-30");
    let attributes = ["type", "official-title", "sides"].map(|name| bilateral.attribute(name));
    assert_eq!(attributes, [Some("investment"), Some("A treaty"), None]);
    assert_eq!(place.to_string(), "row 3, column C");
    assert_eq!((provisions.attribute("type"), provisions.parties.len()), (Some("investment-provisions"), 29));
    assert!(provisions.attribute("sides").unwrap().ends_with(" HR | JP"));
    let reasons: Vec<_> = kept.unparsed.iter().map(|u| (u.reason, u.expected)).collect();
    assert_eq!(reasons, [("unknown area", false), ("other type of agreement", true)]);
}

#[test]
fn one_list_of_all_treaties_is_complete() {
    let mut text =
        String::from("Short title,Type,Status,Parties,Date of signature,Date of entry into force,Termination date\n");
    (0..WHOLE_LIST).for_each(|n| text.push_str(&format!("BIT {n},BITs,In force,Peru; Chile,2000,,\n")));
    let kept = parse(&UNCTAD, "treaties.csv", text.as_bytes()).unwrap();
    assert_eq!(kept.editions[0].name, "list of all treaties, 2000 of them bilateral");
    assert_eq!(kept.editions[0].coverage[0].category, "investment");
}

#[test]
fn damage_is_named_with_its_cell() {
    let said = |row| read(&[row]).unwrap_err().to_string();
    assert_eq!(
        said(row("Peru; Chile", "Lost", ["1", "", ""])),
        "list.xlsx, country!F2: is no status of a treaty: \"Lost\""
    );
    assert_eq!(
        said(row("Peru; Chile", "Signed", ["1e99", "", ""])),
        "list.xlsx, country!H2: is no date: Some(Number(1e99))"
    );
    assert_eq!(
        said(row("Peru; Chile", "Signed", ["soon", "", ""])),
        "list.xlsx, country!H2: is no date: Some(Text(\"soon\"))"
    );
    let kept = read(&[row("Peru; Atlantis", "Signed", ["1", "", ""])]).unwrap();
    assert_eq!((kept.unparsed[0].reason, kept.unparsed[0].text.as_str()), ("unknown area", "Atlantis"));
}
