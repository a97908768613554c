use super::*;
use crate::{
    sheet::tests::{rows, workbook},
    specimen::{Kept, codes, parse},
};

const HEADER: [&str; 16] = [
    "RTA ID",
    "RTA Name",
    "Coverage",
    "Type",
    "Notification",
    "Status",
    "Date of Signature (G)",
    "Date of Signature (S)",
    "Date of Entry into Force (G)",
    "Date of Entry into Force (S)",
    "Inactive Date",
    "Accession?",
    "Current signatories",
    "Original signatories",
    "Specific Entry/Exit dates",
    "Remarks",
];

/// Name, status, dates (signed, in force for goods and services, inactive),
/// whether an accession, signatories.
fn row<'r>(name: &'r str, status: &'r str, dates: [&'r str; 4], accession: &'r str, parties: &'r str) -> [&'r str; 16] {
    let [signed, goods, services, inactive] = dates;
    [
        "155",
        name,
        "Goods",
        "FTA",
        "GATT Art. XXIV",
        status,
        signed,
        "",
        goods,
        services,
        inactive,
        accession,
        parties,
        "Peru; Chile",
        "",
        "",
    ]
}

fn read(body: &[[&str; 16]]) -> Result<Kept, ParseError> {
    let mut all: Vec<&[&str]> = vec![&HEADER];
    all.extend(body.iter().map(<[&str; 16]>::as_slice));
    parse(&WTO_AGREEMENTS, "AllRTAs.xlsx", &workbook(&rows(&all)))
}

#[test]
fn a_row_is_an_agreement() {
    let dates = ["12-Apr-2006", "01-Feb-2009", "01-Mar-2010", ""];
    let kept = read(&[row("Peru - United States", "In Force", dates, "No", "Peru; United States of America")]).unwrap();
    let (event, place) = &kept.events[0];
    assert_eq!((codes(event), event.status.as_str()), (vec!["PE", "US"], "in-force"));
    assert_eq!([event.signed, event.from].map(|d| d.unwrap().to_string()), ["2006-04-12", "2009-02-01"]);
    let attributes = ["type", "sides", "number", "services-from", "agreement-type", "entry-dates"];
    assert_eq!(
        attributes.map(|name| event.attribute(name)),
        [Some("trade"), None, Some("155"), Some("2010-03-01"), Some("FTA"), None]
    );
    assert_eq!((place.to_string().as_str(), event.until), ("country!B2", None));
    assert_eq!(kept.editions[0].name, "list of 1 agreements, 1 of them in force");
    assert_eq!(kept.editions[0].coverage[0].category, "notified-trade");
}

#[test]
fn the_union_binds_its_members() {
    let kept = read(&[
        row("EU - Japan", "In Force", ["17-Jul-18", "43497", "", ""], "No", "European Union; Japan"),
        row("EU - Croatia", "Inactive", ["", "01-Mar-02", "", "30-Jun-2013"], "No", "European Union; Croatia"),
    ])
    .unwrap();
    let [japan, croatia] = [0, 1].map(|at| &kept.events[at].0);
    assert_eq!(japan.parties.len(), 29);
    let sides = japan.attribute("sides").unwrap();
    assert!(sides.starts_with("EU BE DE") && sides.ends_with("HR | JP") && !sides.contains("GB"), "{sides}");
    assert_eq!(japan.from.unwrap().to_string(), "2019-02-01");
    assert_eq!((croatia.parties.len(), croatia.until.unwrap().to_string()), (29, "2013-06-30".to_owned()));
}

#[test]
fn an_accession_is_that_of_one_side() {
    let parties = "Costa Rica; El Salvador; Panama";
    let kept = read(&[
        row("CACM - Accession of Panama", "In Force", ["", "06-May-13", "", ""], "Yes", parties),
        row("EU (28) Enlargement", "In Force", ["", "01-Jul-13", "", ""], "Yes", "Croatia; France"),
    ])
    .unwrap();
    let [(event, _)] = kept.events.as_slice() else { panic!("{:?}", kept.events) };
    assert_eq!((event.status.as_str(), event.attribute("sides")), ("accession", Some("PA | CR SV")));
    assert_eq!(kept.unparsed[0].reason, "accession that does not say whose");
}

#[test]
fn statuses_and_parties_are_as_stated() {
    let none = ["", "", "", ""];
    let kept = read(&[
        row("A", "Early announcement-Under negotiation", none, "No", "Peru; Thailand"),
        row("B", "Early announcement-Signed", none, "No", "Peru; Thailand; Atlantis"),
        row("C", "In Force for at least one Party", none, "No", "Peru; Thailand"),
        row("D", "Inactive", ["", "", "", "1999"], "No", ""),
        row("E", "In Force", none, "No", "Peru"),
    ])
    .unwrap();
    let statuses: Vec<&str> = kept.events.iter().map(|(event, _)| event.status.as_str()).collect();
    assert_eq!(statuses, ["in-negotiation", "signed", "in-force-for-some", "inactive"]);
    assert_eq!(codes(&kept.events[3].0), ["CL", "PE"]);
    let reasons: Vec<_> = kept.unparsed.iter().map(|u| (u.reason, u.text.as_str())).collect();
    assert_eq!(reasons, [("unknown area", "Atlantis in B"), ("agreement of one party", "E")]);
}

#[test]
fn damage_is_named_with_its_cell() {
    let said = |row| read(&[row]).unwrap_err().to_string();
    assert_eq!(
        said(row("A", "Lost", ["", "", "", ""], "No", "Peru; Chile")),
        "AllRTAs.xlsx, country!F2: is no status of an agreement: \"Lost\""
    );
    assert_eq!(
        said(row("A", "In Force", ["soon", "", "", ""], "No", "Peru; Chile")),
        "AllRTAs.xlsx, country!G2: is no date: Text(\"soon\")"
    );
    assert_eq!(read(&[]).unwrap_err().to_string(), "AllRTAs.xlsx, country: has no agreements");
    let text = b"RTA ID,RTA Name\n1,x\n";
    assert_eq!(
        parse(&WTO_AGREEMENTS, "x.csv", text).unwrap_err().to_string(),
        "x.csv, row 1, column A: has no column `Status`; found: RTA ID, RTA Name"
    );
}
