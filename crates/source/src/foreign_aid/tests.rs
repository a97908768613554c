use attache_model::ObsStatus;

use super::*;
use crate::specimen::{Kept, parse};

const HEADER: &str = "Country Code,Country Name,Region ID,Region Name,Income Group Acronym,Income Group Name,\
                      Transaction Type ID,Transaction Type Name,Fiscal Year,current_amount,constant_amount\n";

fn read(rows: &str) -> Kept {
    parse(&FOREIGN_AID, "aid.csv", format!("{HEADER}{rows}").as_bytes()).unwrap()
}

#[test]
fn a_row_is_two_figures_of_the_donor() {
    let kept = read(
        "BOL,Bolivia,6,x,LMIC,x,2,Obligations,2022,-4231140,4071951\nBOL,Bolivia,6,x,LMIC,x,2,Obligations,1990,5,9\n",
    );
    let (figure, place) = &kept.observations[0];
    assert_eq!(figure.key.ref_area.code(), "US");
    assert_eq!(figure.key.counterpart_area.unwrap().code(), "BO");
    assert_eq!(
        (figure.key.breakdown.unwrap().as_str(), figure.time_period.to_string()),
        ("obligations", "FY2022/10".into())
    );
    assert_eq!((figure.token.as_str(), figure.status), ("-4231140", ObsStatus::Provisional));
    assert_eq!(place.to_string(), "row 2, current_amount");
    assert_eq!(kept.observations[2].0.status, ObsStatus::Normal);
}

#[test]
fn fiscal_years_moved_in_1976() {
    let kept = read(
        "BOL,Bolivia,6,x,x,x,2,Obligations,1976,1,1\nBOL,Bolivia,6,x,x,x,2,Obligations,1976tq,1,1\nBOL,Bolivia,6,x,x,x,2,Obligations,1977,1,1\n",
    );
    let periods: Vec<String> = kept.observations.iter().step_by(2).map(|(o, _)| o.time_period.to_string()).collect();
    assert_eq!(periods, ["FY1976/07", "FY1976TQ", "FY1977/10"]);
}

#[test]
fn a_programme_of_no_country_is_no_total() {
    let kept = read(
        "WLD,World,7,World,NULL,NULL,2,Obligations,2021,100,100\nWLD,World,7,World,UMIC,x,2,Obligations,2021,7,7\n",
    );
    let breakdowns: Vec<&str> =
        kept.observations.iter().step_by(2).map(|(o, _)| o.key.breakdown.unwrap().as_str()).collect();
    assert_eq!(breakdowns, ["obligations, unallocated", "obligations, unallocated, umic"]);
    assert_eq!(kept.observations[1].0.note.unwrap(), "in dollars of fiscal year 2021");
}

#[test]
fn damage_is_named_with_its_row() {
    let said = |text: &str| parse(&FOREIGN_AID, "aid.csv", text.as_bytes()).unwrap_err().to_string();
    assert!(said("a,b\n1,2\n").starts_with("aid.csv, row 1: has no column `Country Name`; found: a, b"));
    let row = "BOL,Bolivia,6,x,LMIC,x,2,Obligations,2022,";
    assert_eq!(
        said(&format!("{HEADER}{row}1e9,1\n")),
        "aid.csv, row 2, current_amount: is no amount of dollars: \"1e9\""
    );
    assert_eq!(said(&format!("{HEADER}{row}1,1\nBOL,Bol")), "aid.csv, row 3: has 2 cells, the header 11");
    assert_eq!(said(HEADER), "aid.csv: has no rows");
    assert_eq!(said("<html><body>503"), "aid.csv: is a web page (HTML) and no data file");
}

const COMPLETE: &str = "\u{feff}Country ID,Country Code,Country Name,Region Name,Income Group Acronym,Managing Agency Name,\
US Category Name,US Sector Name,Activity Name,Transaction Type Name,Fiscal Year,Transaction Date,Current Dollar Amount,Constant Dollar Amount\n";

#[test]
fn transactions_are_summed_exactly() {
    let rows = "68,BOL,Bolivia,x,LMIC,Department of State,Health,Malaria,\"A, \"\"b\"\"\",Obligations,2022,30SEP2022,100,100\n\
                68,BOL,Bolivia,x,LMIC,USAID,Health,HIV/AIDS,A,Obligations,2022,,-30.5,-30.5\n\
                68,BOL,Bolivia,x,LMIC,USAID,NULL,HIV/AIDS,A,Obligations,2021,,5,6\n\
                998,WLD,World,x,NULL,USAID,Health,Malaria,A,Disbursements,1976tq,,7,NULL\n\
                999,XXX,Ruritania,x,NULL,USAID,Health,Malaria,A,Disbursements,2022,,7,7\n";
    let mut bytes = COMPLETE.as_bytes().to_vec();
    bytes.extend_from_slice(rows.as_bytes());
    // A description that is not UTF-8.
    let at = bytes.windows(3).position(|w| w == b"A, ").unwrap();
    bytes[at] = 0xe9;
    let kept = parse(&FOREIGN_AID, "us_foreign_aid_complete.csv", &bytes).unwrap();
    let told: Vec<String> = kept
        .observations
        .iter()
        .map(|(o, place)| {
            let (area, by) = (o.key.counterpart_area.unwrap(), o.key.breakdown.unwrap());
            format!("{} {area} {by} {} {} at {}", o.key.indicator, o.time_period, o.token, place.pointer)
        })
        .collect();
    let both = "at row 2, Current Dollar Amount (2 rows to row 3)";
    assert_eq!(
        told[..5],
        [
            format!("foreign-assistance BO obligations FY2022/10 69.5 {both}"),
            format!("foreign-assistance-constant BO obligations FY2022/10 69.5 {both}"),
            "foreign-assistance BO obligations, agency: Department of State FY2022/10 100 at row 2, Current Dollar Amount (1 rows to row 2)".to_owned(),
            format!("foreign-assistance BO obligations, category: Health FY2022/10 69.5 {both}"),
            "foreign-assistance BO obligations, sector: Malaria FY2022/10 100 at row 2, Current Dollar Amount (1 rows to row 2)".to_owned(),
        ]
    );
    assert!(told.iter().any(|t| t.contains("disbursements, unallocated, agency: USAID FY1976TQ 7")), "{told:?}");
    assert!(!told.iter().any(|t| t.contains("NULL")));
    assert_eq!(kept.observations[0].0.note.unwrap(), "summed from the transactions of the complete file");
    assert!(kept.observations[1].0.note.unwrap().starts_with("in dollars of fiscal year 2022, summed"));
    assert_eq!((kept.unparsed.len(), kept.unparsed[0].text.as_str()), (1, "Ruritania"));
    assert_eq!(kept.editions[0].name, "edition with data to fiscal year 2022, all transactions");
}

#[test]
fn the_complete_file_is_one_of_two() {
    let mut asked = Asked::on(jiff::civil::date(2026, 11, 24));
    assert!(FOREIGN_AID.plan(&asked).unwrap()[0].first.url.ends_with("/us_foreign_aid_country.csv"));
    asked.options.insert("file".to_owned(), "complete".to_owned());
    assert!(FOREIGN_AID.plan(&asked).unwrap()[0].first.large);
    asked.options.insert("file".to_owned(), "all".to_owned());
    assert_eq!(FOREIGN_AID.plan(&asked).err().unwrap().option, "file");
}

#[test]
fn damage_of_the_complete_file_is_named_with_its_row() {
    let said =
        |rows: &str| parse(&FOREIGN_AID, "aid.csv", format!("{COMPLETE}{rows}").as_bytes()).unwrap_err().to_string();
    let row = "68,BOL,Bolivia,x,LMIC,USAID,Health,Malaria,A,Obligations,2022,,";
    assert_eq!(
        said(&format!("{row}1,1\n{row}many,1\n")),
        "aid.csv, row 3, Current Dollar Amount: is no amount of dollars: \"many\""
    );
    assert_eq!(said(&row.replace("2022", "22")).split(':').next(), Some("aid.csv, row 2"));
    assert!(said(&format!("{}1,1", row.replace("2022", "22"))).ends_with("is no fiscal year: \"22\""));
    assert_eq!(said(""), "aid.csv: has no rows");
}
