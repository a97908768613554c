use attache_model::{Area, EventKind};

use super::file;
use crate::{
    ParseError,
    specimen::{Kept, codes, parse},
};

/// Reads a table by a mapping.
fn read(mapping: &str, csv: &str) -> Result<Kept, ParseError> {
    let text = format!(
        "[source]\nid = \"own-trade\"\npublisher = \"P\"\ntitle = \"T\"\nwhat = \"W\"\nhomepage = \"h\"\nlicence = \
         \"l\"\ncitation = \"c\"\n[mapping]\n{mapping}"
    );
    parse(&file::read("m.toml", &text).unwrap_or_else(|e| panic!("{e}")), "t.csv", csv.as_bytes())
}

/// What was read, a line a figure.
fn told(mapping: &str, csv: &str) -> Vec<String> {
    let kept = read(mapping, csv).unwrap_or_else(|e| panic!("{e}"));
    let line = |(o, place): &(attache_model::Observation, attache_model::Place)| {
        let with = o.key.counterpart_area.map_or(String::new(), |area| format!(" with {}", Area::code(area)));
        let by = o.key.breakdown.map_or(String::new(), |breakdown| format!(" by {breakdown}"));
        let note = o.note.map_or(String::new(), |note| format!(" ({note})"));
        format!(
            "{} {}{with}{by} {} = {} e{} {} {}{note} @ {place}",
            o.key.ref_area,
            o.key.indicator,
            o.time_period,
            o.token,
            o.unit_mult,
            o.unit,
            o.status.code()
        )
    };
    kept.observations.iter().map(line).collect()
}

fn said(mapping: &str, csv: &str) -> String {
    match read(mapping, csv).unwrap_err() {
        ParseError::Malformed { hint, .. } if hint.is_empty() => panic!("an error without a hint"),
        error => error.to_string(),
    }
}

const POPULATION: &str = "ref_area = { field = \"c\", codelist = \"iso3\" }\ntime_period = \"t\"\nvalue = \"v\"\nindicator \
                          = \"population\"\nunit = \"PERSONS\"\n";

#[test]
fn a_plain_table() {
    assert_eq!(
        told(POPULATION, "c,t,v\nBOL,2022,12\nper,2022-Q1,5.50\nBOL,2023,NA\n"),
        ["BO population 2022 = 12 e0 PERSONS A @ row 2, v", "PE population 2022-Q1 = 5.50 e0 PERSONS A @ row 3, v"]
    );
}

#[test]
fn areas_by_several_lists_tables_and_constants() {
    let mapping = "ref_area = { is = \"US\" }\ncounterpart_area = { field = \"c\", codelist = [\"gec\", \"name\"], codes = { \
                   WL = \"W00\" }, skip = [\"OPEC\", \"Q*\"], none = [\"ALL\"] }\ntime_period = { is = \
                   \"2011\" }\nvalue = \"v\"\nindicator = \"exports-goods\"\nunit = \"USD\"\nunit_mult = 6\n";
    let csv = "c,v\nBL,1\nPeru,2\nWL,3\nOPEC,4\nQQ,5\nALL,6\nAtlantis,7\nQA,8\n";
    let kept = read(mapping, csv).unwrap();
    let partners: Vec<&str> =
        kept.observations.iter().map(|(o, _)| o.key.counterpart_area.map_or("none", Area::code)).collect();
    // QA is a code of the list, and so no code that a pattern is for.
    assert_eq!(partners, ["BO", "PE", "W00", "none", "QA"]);
    let unread: Vec<(&str, &str, bool)> =
        kept.unparsed.iter().map(|u| (u.reason, u.text.as_str(), u.expected)).collect();
    assert_eq!(
        unread,
        [
            ("row that the mapping passes over", "", true),
            ("row that the mapping passes over", "", true),
            ("unknown area", "Atlantis", false)
        ]
    );
}

#[test]
fn numbers_as_they_are_written() {
    let with = |value: &str| {
        format!(
            "ref_area = {{ is = \"BO\" }}\ntime_period = \"t\"\nvalue = {{ field = \"v\", {value} }}\nindicator = \
             \"population\"\nunit = \"PERSONS\"\n"
        )
    };
    let tokens = |value: &str, csv: &str| -> Vec<String> {
        let kept = read(&with(value), csv).unwrap();
        kept.observations.iter().map(|(o, _)| format!("{} {}", o.token, o.value)).collect()
    };
    assert_eq!(
        tokens(
            "thousands = \",\"",
            "t,v\n2020,\"1,098,581\"\n2021,-\n2022,..\n2023,5"[..].replace("2021,-\n", "").as_str()
        ),
        ["1,098,581 1098581", "5 5"]
    );
    assert_eq!(tokens("decimal = \",\"", "t,v\n2020,\"642,3\""), ["642,3 642.3"]);
    assert_eq!(tokens("missing = [\"-\"]", "t,v\n2020,-\n2021,\n2022,1"), ["1 1"]);
    assert_eq!(tokens("zero_is_missing = true", "t,v\n2020,0.0\n2021,0\n2022,1.0"), ["1.0 1.0"]);
    assert_eq!(
        tokens("digits = 15", "t,v\n2020,6913.2809999999999\n2021,379.82955200000004"),
        ["6913.281 6913.281", "379.829552 379.829552"]
    );
    assert_eq!(said(&with("decimal = \".\""), "t,v\n2020,\"1,5\""), "t.csv, row 2, v: is no number: \"1,5\"");
}

#[test]
fn one_row_with_several_figures() {
    let mapping = "ref_area = { field = \"o\", codelist = \"iso3\" }\ncounterpart_area = { field = \"d\", codelist = \
                   \"iso3\" }\ntime_period = { is = \"2011\" }\n\
                   [[mapping.figure]]\nvalue = \"dist\"\nindicator = \"own:distance\"\nunit = \"KM\"\nlabel = \
                   \"Distance\"\n\
                   [[mapping.figure]]\nvalue = \"contig\"\nindicator = \"own:contiguous\"\nunit = \"COUNT\"\nwhen = { \
                   contig = \"1\" }\n";
    assert_eq!(
        told(mapping, "o,d,dist,contig\nBOL,PER,900,1\nBOL,USA,6400.5,0\n"),
        [
            "BO own:distance with PE 2011 = 900 e0 KM A @ row 2, dist",
            "BO own:contiguous with PE 2011 = 1 e0 COUNT A @ row 2, contig",
            "BO own:distance with US 2011 = 6400.5 e0 KM A @ row 3, dist",
        ]
    );
    let kept = read(mapping, "o,d,dist,contig\nBOL,PER,900,1\n").unwrap();
    assert_eq!(kept.editions[0].labels, [(attache_model::Code::new("own:distance"), "Distance".to_owned())]);
}

#[test]
fn a_column_for_each_year() {
    let mapping = "years_in_columns = true\nref_area = { field = \"c\", codelist = \"iso3\" }\nindicator = \
                   \"population\"\nunit = \"PERSONS\"\nunit_mult = 3\n";
    assert_eq!(
        told(mapping, "c,note,2021,2022\nBOL,x,1,2\nPER,,..,3\n"),
        [
            "BO population 2021 = 1 e3 PERSONS A @ row 2, 2021",
            "BO population 2022 = 2 e3 PERSONS A @ row 2, 2022",
            "PE population 2022 = 3 e3 PERSONS A @ row 3, 2022",
        ]
    );
    let fiscal = format!("{mapping}time_period = {{ form = \"fiscal-year\", fiscal_year_starts = 7 }}\n");
    assert_eq!(told(&fiscal, "c,2021/22\nBOL,1\n"), ["BO population FY2022/07 = 1 e3 PERSONS A @ row 2, 2021/22"]);
    assert_eq!(said(mapping, "c,x\nBOL,1\n"), "t.csv, row 2: has no column that is named for a period");
}

#[test]
fn codes_units_multipliers_breakdowns_status_and_notes() {
    let mapping = "ref_area = { is = \"US\" }\ncounterpart_area = { field = \"p\", codelist = \"iso2\" }\ntime_period = \
                   \"t\"\nvalue = \"v\"\nindicator = { field = \"f\", codes = { X = \"exports-goods-by-commodity\", M = \
                   \"imports-goods-by-commodity\" }, skip = [\"RX\"] }\nunit = { field = \"cur\", codes = { \"$\" = \
                   \"USD\" }, default = \"EUR\" }\nunit_mult = { field = \"m\", default = 0 }\nbreakdown = { field = \
                   \"hs\", hs = \"in-force\", total = [\"TOTAL\"] }\nobs_status = { field = \"s\", codes = { p = \"P\" } \
                   }\nnote = { field = \"n\", prefix = \"note: \" }\n";
    let header = "p,t,v,f,cur,m,hs,s,n\n";
    assert_eq!(
        told(
            mapping,
            &format!("{header}BO,2022,1,X,$,MILLIONS,0901,,\nBO,2016,2,M,,3,TOTAL,p,about\nBO,2022,3,RX,,,09,,\n")
        ),
        [
            "US exports-goods-by-commodity with BO by H6:0901 2022 = 1 e6 USD A @ row 2, v",
            "US imports-goods-by-commodity with BO 2016 = 2 e3 EUR P (note: about) @ row 3, v",
        ]
    );
    let cases = [
        ("BO,2022,1,Q,$,0,09,,", "f: \"Q\" is none of the codes of the mapping's indicator"),
        ("BO,2022,1,X,$,lakh,09,,", "m: is no power of ten or scale word: \"lakh\""),
        ("BO,2022,1,X,£,0,09,,", "cur: \"£\" is none of the codes of the mapping's unit"),
        ("BO,2022,1,X,$,0,9,,", "hs: is no commodity of the Harmonized System (2, 4, 6, 8 or 10 digits): \"9\""),
        ("BO,2022,1,X,$,0,09,z,", "s: is no status of SDMX's codelist: \"z\""),
        ("BO,last year,1,X,$,0,09,,", "t: is no time in the form that the mapping says: \"last year\""),
        ("BO,,1,X,$,0,09,,", "t: is empty; a time is expected"),
        (",2022,1,X,$,0,09,,", "p: is empty; an area is expected"),
        ("BO,2022,many,X,$,0,09,,", "v: is no number: \"many\""),
    ];
    for (row, expected) in cases {
        assert_eq!(said(mapping, &format!("{header}{row}\n")), format!("t.csv, row 2, {expected}"));
    }
}

#[test]
fn several_fields_make_one_breakdown() {
    let mapping = format!(
        "{POPULATION}breakdown = {{ fields = [\"sex\", \"age\"], codes = {{ F = \"female\" }}, total = \
                           [\"T\"] }}\n"
    );
    assert_eq!(
        told(&mapping, "c,t,v,sex,age\nBOL,2022,1,F,Y15T24\nBOL,2022,2,T,Y15T24\nBOL,2022,3,T,T\n"),
        [
            "BO population by female; Y15T24 2022 = 1 e0 PERSONS A @ row 2, v",
            "BO population by Y15T24 2022 = 2 e0 PERSONS A @ row 3, v",
            "BO population 2022 = 3 e0 PERSONS A @ row 4, v",
        ]
    );
}

#[test]
fn records_that_are_not_meant_are_passed_over() {
    let mapping = format!("{POPULATION}when = {{ s = [\"a\", \"b*\"], k = {{ not = \"total\" }} }}\n");
    let kept =
        read(&mapping, "c,t,v,s,k\nBOL,2020,1,a,x\nBOL,2021,2,bb,x\nBOL,2022,3,c,x\nBOL,2023,4,a,total\n").unwrap();
    assert_eq!((kept.observations.len(), kept.unparsed.len()), (2, 2));
    assert!(kept.unparsed.iter().all(|u| u.expected));
}

#[test]
fn a_period_of_a_length_that_none_has_is_counted() {
    let kept = read(POPULATION, "c,t,v\nBOL,2022-S1,1\nBOL,2022-W05,1\n").unwrap();
    assert_eq!(kept.unparsed.iter().filter(|u| !u.expected).count(), 2);
    assert_eq!(kept.unparsed[0].reason, "period of a half year, trimester or week");
}

#[test]
fn rows_that_collide_are_named_with_what_tells_them_apart() {
    assert_eq!(
        said(POPULATION, "c,t,sex,v\nBOL,2022,F,6\nPER,2022,F,9\nBOL,2022,M,5\n"),
        "t.csv, row 4, v: gives another figure for population of BO in 2022 than row 2, v does, \"5\" here and \"6\" \
         there; `sex` tells the two apart"
    );
    assert_eq!(
        said(POPULATION, "c,t,v,sex,age\nBOL,2022,6,F,a\nBOL,2022,5,M,b\n"),
        "t.csv, row 3, v: gives another figure for population of BO in 2022 than row 2, v does, \"5\" here and \"6\" \
         there; `sex`, `age` tell the two apart"
    );
    // The Commonwealth's two spellings of a code: the field is read and differs.
    assert_eq!(
        said(POPULATION, "c,t,v\nBOL,2022,6\nbol,2022,5\n"),
        "t.csv, row 3, v: gives another figure for population of BO in 2022 than row 2, v does, \"5\" here and \"6\" \
         there; `c` tells the two apart"
    );
    assert_eq!(
        said(POPULATION, "c,t,v\nBOL,2022,6\nBOL,2022,5\n"),
        "t.csv, row 3, v: gives another figure for population of BO in 2022 than row 2, v does, \"5\" here and \"6\" \
         there; nothing else tells the two apart"
    );
    let twice = "ref_area = { field = \"c\", codelist = \"iso3\" }\ntime_period = \"t\"\nindicator = \
                 \"population\"\nunit = \"PERSONS\"\n[[mapping.figure]]\nvalue = \"a\"\n[[mapping.figure]]\nvalue = \
                 \"b\"\n";
    assert_eq!(
        said(twice, "c,t,a,b\nBOL,2022,1,2\n"),
        "t.csv, row 2, b: gives two figures for population of BO in 2022"
    );
}

#[test]
fn the_same_figure_twice_is_one() {
    let kept = read(POPULATION, "c,t,v\nBOL,2022,6\nBOL,2022,6.0\n").unwrap();
    assert_eq!((kept.observations.len(), kept.unparsed[0].reason), (1, "figure that is there already"));
}

#[test]
fn a_table_without_a_field_that_the_mapping_names() {
    assert_eq!(said(POPULATION, "c,t,val\nBOL,2022,1\n"), "t.csv, row 1: has no column `v`; found: c, t, val");
}

#[test]
fn events_of_a_list() {
    let mapping = "[[mapping.event]]\nkind = \"agreement\"\nstatus = { field = \"status\", codes = { \"In force\" = \
                   \"in-force\", Signed = \"signed\" } }\nparties = [{ role = \"party\", area = { is = \"BO\" } }, { role = \
                   \"party\", area = { field = \"with\", codelist = \"name\" }, separator = \";\" }]\ntitle = \
                   \"title\"\nsigned = { field = \"signed\", form = [\"%d/%m/%Y\", \"year\"] }\nfrom = { field = \"force\", \
                   form = \"%d/%m/%Y\" }\nattributes = { type = \"investment\", url = { field = \"link\" } }\n";
    let csv = "with,title,status,signed,force,link\nPeru; Chile,Acuerdo,In force,17/04/1998,06/06/2001,https://e.org\n\
               Atlantis,x,Signed,1999,,\nUnited States,BIT,Signed,1999,,\n";
    let kept = read(mapping, csv).unwrap();
    let [first, second] = kept.events_of(EventKind::Agreement)[..] else { panic!("two events") };
    assert_eq!(
        (codes(first), first.status.as_str(), first.title.as_str()),
        (vec!["BO", "CL", "PE"], "in-force", "Acuerdo")
    );
    assert_eq!(first.signed.unwrap().to_string(), "1998-04-17");
    assert_eq!(first.from.unwrap().to_string(), "2001-06-06");
    assert_eq!((first.attribute("type"), first.attribute("url")), (Some("investment"), Some("https://e.org")));
    assert_eq!((codes(second), second.signed.unwrap().to_string()), (vec!["BO", "US"], "1999".to_owned()));
    assert_eq!((kept.unparsed[0].reason, kept.unparsed[0].place.pointer.as_str()), ("unknown area", "row 3, with"));
    assert_eq!(
        said(mapping, "with,title,status,signed,force,link\nPeru,x,Broken,1999,,\n"),
        "t.csv, row 2, status: \"Broken\" is none of the codes of the mapping's status"
    );
}

#[test]
fn memberships_name_their_organization() {
    let mapping = "[[mapping.event]]\nkind = \"membership\"\nstatus = \"member\"\norganization = \"org\"\nparties = [{ role \
                   = \"member\", area = { field = \"c\", codelist = \"iso3\" } }]\nfrom = \"since\"\n";
    let kept = read(mapping, "c,org,since\nBOL,United Nations,1945\nBOL,Club of Rome?,1968\n").unwrap();
    assert_eq!(kept.events[0].0.organization.unwrap().code(), "UN");
    assert_eq!(kept.unparsed[0].reason, "unknown organization");
}
