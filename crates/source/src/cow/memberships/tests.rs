use super::*;
use crate::specimen::{Kept, codes, parse};

fn read(text: &str) -> Result<Kept, ParseError> {
    parse(&COW_MEMBERSHIPS, "state_year_formatv3.csv", text.as_bytes())
}

/// Area, status, from and until, `?` where they are not known.
fn told(rows: &str) -> Vec<String> {
    let tell = |event: &Event| {
        let date = |date: Option<Period>, known: &str| match date {
            Some(date) => date.to_string(),
            None => format!("?{}", event.attribute(known).unwrap_or_default()),
        };
        let (from, until) = (date(event.from, "known-from"), date(event.until, "known-until"));
        let continues = event.attribute("continues").map_or_else(String::new, |c| format!(" after {c}"));
        format!("{} {} {from}/{until}{continues}", codes(event)[0], event.status)
    };
    let kept = read(&format!("ccode,year,state,UN\n{rows}")).unwrap();
    kept.events.iter().map(|(event, _)| tell(event)).collect()
}

#[test]
fn a_run_of_years_is_a_membership() {
    let rows = "145,2010,bolivia,0\n145,2011,bolivia,3\n145,2012,bolivia,1\n145,2013,bolivia,1\n145,2014,bolivia,1\n";
    assert_eq!(told(rows), ["BO observer 2011/2011", "BO member 2012/?2014"]);
}

#[test]
fn what_is_missing_is_no_beginning_and_no_end() {
    let rows = "145,2008,bolivia,-9\n145,2009,bolivia,1\n145,2010,bolivia,-9\n145,2011,bolivia,1\n145,2012,bolivia,-1\n\
                145,2013,bolivia,0\n145,2014,bolivia,0\n";
    assert_eq!(told(rows), ["BO member ?2009/?2009", "BO member ?2011/2011"]);
    // A state that was not in the system for a time: Austria.
    let rows = "305,1937,austria,1\n305,1955,austria,1\n305,1956,austria,0\n";
    assert_eq!(told(rows), ["AT member ?1937/?1937", "AT member ?1955/1955"]);
}

#[test]
fn a_number_that_outlived_its_state_is_two_members() {
    let rows = "365,1944,russia,0\n365,1945,russia,1\n".to_owned()
        + &(1946..=2014).map(|year| format!("365,{year},russia,1\n")).collect::<String>();
    assert_eq!(told(&rows), ["SUHH member 1945/1991", "RU member 1945/?2014 after SUHH"]);
}

#[test]
fn a_new_state_may_have_been_a_member_as_another() {
    let rows = "2,1988,usa,0\n260,1989,gfr,1\n260,1990,gfr,1\n255,1990,germany,1\n255,1991,germany,1\n551,1990,zambia,1\n551,1991,zambia,1\n";
    assert_eq!(told(rows), ["DE member ?1990/?1991", "DEFX member 1989/1990", "ZM member 1990/?1991"]);
}

#[test]
fn abbreviations_are_the_projects_own() {
    assert_eq!(organization("ISA").unwrap().name(attache_model::Language::English), "International Seabed Authority");
    assert_eq!(organization("icc").unwrap().code(), "ICCt");
    assert_eq!(organization("CBI").map(Organization::code), None);
    let kept = read("ccode,year,state,country,UN,CBI\n2,2014,usa,United States,1.0,1\n999,2014,x,y,1,0\n").unwrap();
    let unparsed: Vec<_> = kept.unparsed.iter().map(|u| (u.reason, u.text.as_str())).collect();
    assert_eq!(unparsed, [("unknown organization", "CBI"), ("unknown area", "999")]);
    assert_eq!(kept.events[0].1.to_string(), "row 2, UN");
}

#[test]
fn the_table_of_organizations_is_whole() {
    let text = include_str!("../../../data/cow_organizations.tsv");
    let mut seen = std::collections::HashSet::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (cow, ours) = line.split_once('\t').unwrap_or_else(|| panic!("{line:?} has no tab"));
        assert!(seen.insert(cow.to_ascii_lowercase()), "{cow} stands twice");
        assert_eq!(Organization::find(ours).map(Organization::code), Some(ours), "{cow}");
    }
}

#[test]
fn damage_is_named_with_its_row() {
    let said = |text: &str| read(text).unwrap_err().to_string();
    let header = "ccode,year,state,UN\n";
    assert_eq!(
        said(&format!("{header}2,2014,usa,4\n")),
        "state_year_formatv3.csv, row 2, UN: is none of the codes -9, -1, 0, 1, 2, 3: \"4\""
    );
    assert_eq!(
        said(&format!("{header}USA,2014,usa,1\n")),
        "state_year_formatv3.csv, row 2, ccode: is no state number: \"USA\""
    );
    assert_eq!(said(&format!("{header}2,14,usa,1\n")), "state_year_formatv3.csv, row 2, year: is no year: \"14\"");
    assert_eq!(
        said(&format!("{header}2,2014,usa,1\n2,2014,usa,1\n")),
        "state_year_formatv3.csv, row 3, year: is the second row of state 2 for 2014"
    );
    assert_eq!(
        said("ioname,orgname,year,usa\nUN,x,2014,1\n"),
        "state_year_formatv3.csv, row 1: has no column `ccode`; found: ioname, orgname, year, usa"
    );
    assert_eq!(said(header), "state_year_formatv3.csv: has no states");
}
