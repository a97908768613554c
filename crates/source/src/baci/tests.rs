use std::io::Write;

use attache_model::{Area, Edition, Event, Observation, ProductBlock, SinkError};

use super::*;
use crate::specimen::{Kept, parse};

const NAME: &str = "BACI_HS92_Y2022_V202401b.csv";

fn read(rows: &str) -> Result<Kept, ParseError> {
    parse(&BACI, NAME, format!("t,i,j,k,v,q\n{rows}").as_bytes())
}

fn said(rows: &str) -> String {
    read(rows).unwrap_err().to_string()
}

/// The figures of a file, each as `BO US H0:090111 v 52.051`.
fn figures(kept: &Kept) -> Vec<String> {
    let figure = |(o, place): &(Observation, Place)| {
        let key = o.key;
        let column = place.pointer.rsplit(' ').next().unwrap_or_default();
        let partner = key.counterpart_area.map_or("", Area::code);
        format!("{} {partner} {} {column} {}", key.ref_area, key.breakdown.map_or("", |b| b.as_str()), o.token)
    };
    kept.observations.iter().map(figure).collect()
}

#[test]
fn a_row_is_a_value_and_a_weight() {
    let kept = read("2022,68,842,090111,52.051,13.235\n").unwrap();
    assert_eq!(kept.editions.len(), 1);
    assert_eq!((kept.editions[0].name.as_str(), kept.editions[0].published), ("HS92 V202401b", None));
    let [(value, value_place), (weight, weight_place)] = kept.observations.as_slice() else { panic!("{kept:?}") };
    assert_eq!((value.key.indicator.as_str(), value.unit, value.unit_mult), ("exports-goods-reconciled", unit::USD, 3));
    assert_eq!(
        (weight.key.indicator.as_str(), weight.unit, weight.unit_mult),
        ("exports-goods-reconciled-weight", unit::TONNES, 0)
    );
    assert_eq!((value.key.ref_area.code(), value.key.counterpart_area.unwrap().code()), ("BO", "US"));
    assert_eq!((value.quantity().to_string(), weight.quantity().to_string()), ("52051".into(), "13.235".into()));
    assert_eq!((value.time_period, value.key.breakdown.unwrap().as_str()), (Period::Year(2022), "H0:090111"));
    assert_eq!((value_place.pointer.as_str(), weight_place.pointer.as_str()), ("row 2, v", "row 2, q"));
}

#[test]
fn tokens_are_as_printed_whatever_stands_around_them() {
    let kept = read(
        "2022,68,842,090111,0.5,0.500\n\
         2022,68,842,\"010121\",\"   52.051\",\"       13.235\"\r\n\
         2022,68,842,10129,  7,NA\n\
         2022,68,842,10130,7.0,\"           NA\"\n\
         \"2022\",\"68\",\"604\",\"10190\", 0 ,\n\
         2022,68,604,090112,1.2345,2\n\
         2022,68,604,090121,1000000000000000,00.5\n\
         2022,68,604,090122,.5,999999999999999.999\n",
    );
    let expected = [
        // What no column of a block keeps comes by itself.
        "BO PE H0:090112 v 1.2345",
        "BO PE H0:090112 q 2",
        "BO PE H0:090121 v 1000000000000000",
        "BO PE H0:090121 q 00.5",
        "BO PE H0:090122 v .5",
        "BO PE H0:090122 q 999999999999999.999",
        "BO US H0:090111 v 0.5",
        "BO US H0:090111 q 0.500",
        "BO US H0:010121 v 52.051",
        "BO US H0:010121 q 13.235",
        "BO US H0:010129 v 7",
        "BO US H0:010130 v 7.0",
        "BO PE H0:010190 v 0",
    ];
    assert_eq!(figures(&kept.unwrap()), expected);
}

#[test]
fn what_is_wrong_is_named_by_row_and_column() {
    let good = "2022,68,842,090111,1,2\n";
    let at = |row: &str| said(&format!("{good}{row}\n")).strip_prefix(&format!("{NAME}, ")).unwrap().to_owned();
    assert_eq!(at("2022,68,842,0901"), "row 3: has 4 cells, the header 6");
    assert_eq!(at("2022,68,842,090111,1,2,3"), "row 3: has 7 cells, the header 6");
    assert_eq!(at(""), "row 3: has 1 cells, the header 6");
    assert_eq!(at("22,68,842,090111,1,2"), "row 3, t: is no year: \"22\"");
    assert_eq!(at("2021,68,842,090111,1,2"), "row 3, t: is of 2021, the rows before it of 2022");
    assert_eq!(at("2022,BOL,842,090111,1,2"), "row 3, i: is no country code: \"BOL\"");
    assert_eq!(at("2022,68,,090111,1,2"), "row 3, j: is no country code: \"\"");
    assert_eq!(at("2022,68,842,0901,1,2"), "row 3, k: is no product of six digits: \"0901\"");
    assert_eq!(at("2022,68,842,090111x,1,2"), "row 3, k: is no product of six digits: \"090111x\"");
    assert_eq!(at("2022,68,842,090111,NA,2"), "row 3, v: is no number: \"NA\"");
    assert_eq!(at("2022,68,842,090111,1.2.3,2"), "row 3, v: is no number: \"1.2.3\"");
    assert_eq!(at("2022,68,842,090111,1,\"2"), "row 3, q: is no number: \"\\\"2\"");
    assert_eq!(at("2022,68,842,090111,1,1e3"), "row 3, q: is no number: \"1e3\"");
    for length in [5_000, 1 << 20] {
        let long = "9".repeat(length);
        assert_eq!(at(&format!("2022,68,842,090111,1,{long}")), "row 3: is longer than 4096 bytes");
    }
    let cut = read(&format!("{good}2022,68,842,090112,10,2")).unwrap_err();
    assert_eq!(cut.to_string(), format!("{NAME}, row 3: ends in the middle, without the end of a line"));
}

#[test]
fn a_file_without_a_revision_in_its_name_is_read_as_the_first_and_said_to_be() {
    let kept = parse(&BACI, "baci_sample.csv", b"t,i,j,k,v,q\n2021,4,24,382390,52.051,1\n").unwrap();
    assert!(kept.unparsed[0].reason.starts_with("revision of the Harmonized System") && !kept.unparsed[0].expected);
    assert_eq!(kept.observations[0].0.key.breakdown.unwrap(), "H0:382390");
}

#[test]
fn what_is_no_table_is_said_to_be_none() {
    let said = |name: &str, text: &str| parse(&BACI, name, text.as_bytes()).unwrap_err().to_string();
    assert_eq!(
        said("HS92_HS96.csv", "t,i,j,k,v,q\n"),
        "HS92_HS96.csv: is named for several revisions of the Harmonized System"
    );
    assert_eq!(said("HS92.csv", ""), "HS92.csv: is empty");
    assert_eq!(said("HS92.csv", "<!doctype html>\n<p>"), "HS92.csv: is a web page (HTML) and no data file");
    assert_eq!(said("HS92.csv", "t,i,j,k,v\n"), "HS92.csv, row 1: has the columns t, i, j, k, v, not t, i, j, k, v, q");
    let other = "HS92.csv, row 1: has the columns t, i, j, k, v, q, w, not t, i, j, k, v, q";
    assert_eq!(said("HS92.csv", "\"t\",\"i\",\"j\",\"k\",\"v\",\"q\",w\r\n"), other);
}

#[test]
fn a_country_that_is_not_known_is_counted() {
    let kept = read("2022,68,999,090111,1,2\n2022,998,999,090111,1,2\n2022,68,842,090111,1,2\n").unwrap();
    let unparsed: Vec<_> = kept.unparsed.iter().map(|u| format!("{} {} {}", u.place, u.reason, u.text)).collect();
    assert_eq!(unparsed, ["row 2, j unknown area 999", "row 3, i unknown area 998", "row 3, j unknown area 999"]);
    assert_eq!(kept.observations.len(), 2);
}

#[test]
fn codes_that_differ_from_m49_are_comtrades() {
    for (code, area) in [
        (842, "US"),
        (699, "IN"),
        (757, "CH"),
        (251, "FR"),
        (579, "NO"),
        (490, "TW"),
        (381, "IT"),
        (68, "BO"),
        // Quirk 3.
        (58, "BLEU"),
        (711, "SACU"),
        (736, "SDXX"),
        (280, "DEFX"),
    ] {
        assert_eq!(Countries::of_comtrade().area(code).map(Area::code), Some(area), "{code}");
    }
}

fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn the_zip_has_years_countries_and_the_date() {
    let packed = zip(&[
        ("BACI_HS17_Y2021_V202501.csv", "t,i,j,k,v,q\n2021,68,842,090111,1,2\n"),
        ("BACI_HS17_Y2022_V202501.csv", "t,i,j,k,v,q\n2022,68,999,090111,3,NA\n2022,68,58,090111,4,NA\n"),
        ("Readme.txt", "BACI\n\nVersion: 202501\n\nRelease Date: 2025 01 30\n"),
        (
            "country_codes_V202501.csv",
            "country_code,country_name,country_iso2,country_iso3\n999,Nowhere,PE,PER\n58,Belgium-Luxembourg,BE,BEL\n",
        ),
        ("product_codes_HS17_V202501.csv", "code,description\n090111,Coffee\n"),
    ]);
    let kept = parse(&BACI, "BACI_HS17_V202501.zip", &packed).unwrap();
    assert_eq!(kept.editions.len(), 1);
    assert_eq!(kept.editions[0].published, Some(jiff::civil::date(2025, 1, 30)));
    assert_eq!(kept.editions[0].name, "HS17 V202501");
    assert_eq!(
        figures(&kept),
        ["BO US H5:090111 v 1", "BO US H5:090111 q 2", "BO PE H5:090111 v 3", "BO BLEU H5:090111 v 4"]
    );
    assert_eq!(kept.observations[2].1.to_string(), "BACI_HS17_Y2022_V202501.csv#row 2, v");
    assert_eq!(kept.observations[2].0.time_period, Period::Year(2022));
    assert!(kept.unparsed.iter().all(|u| u.reason == "other file" && u.expected));
    let none = parse(&BACI, "BACI_HS17_V202501.zip", &zip(&[("Readme.txt", "BACI")])).unwrap_err();
    assert_eq!(none.to_string(), "BACI_HS17_V202501.zip: holds no table of BACI");
}

/// Keeps the sizes of blocks.
#[derive(Default)]
struct Blocks(Vec<(usize, Vec<Area>)>);

impl Sink for Blocks {
    fn edition(&mut self, _: Edition) -> Result<(), SinkError> {
        Ok(())
    }
    fn observation(&mut self, _: Observation, _: Place) -> Result<(), SinkError> {
        panic!("a row in the usual form came by itself")
    }
    fn event(&mut self, _: Event, _: Place) -> Result<(), SinkError> {
        panic!("there is none")
    }
    fn products(&mut self, block: ProductBlock) -> Result<(), SinkError> {
        let mut areas = block.ref_areas().to_vec();
        areas.dedup();
        self.0.push((block.len(), areas));
        Ok(())
    }
    fn unparsed(&mut self, _: Unparsed) {}
}

#[test]
fn a_block_ends_where_an_exporter_does() {
    const ROWS: usize = ProductBlock::ROWS;
    let mut text = b"t,i,j,k,v,q\n".to_vec();
    let mut add = |exporter, rows| (0..rows).for_each(|_| writeln!(text, "2022,{exporter},842,90111,1,2").unwrap());
    for (exporter, rows) in [("68", ROWS - 1), ("604", 10), ("76", 5), ("32", 2 * ROWS + 1)] {
        add(exporter, rows);
    }
    let mut blocks = Blocks::default();
    BACI.parse(&Input::new(NAME, &text), &mut blocks).unwrap();
    let found: Vec<(usize, Vec<&str>)> =
        blocks.0.iter().map(|(rows, areas)| (*rows, areas.iter().map(|a| a.code()).collect())).collect();
    assert_eq!(found, [(ROWS + 9, vec!["BO", "PE"]), (2 * ROWS, vec!["BR", "AR"]), (6, vec!["AR"])]);
}

#[test]
fn a_pull_asks_for_an_edition_as_a_whole() {
    let url = |options: &[(&str, &str)]| {
        let mut asked = Asked::on(jiff::civil::date(2026, 1, 20));
        asked.options.extend(options.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        BACI.plan(&asked).map(|jobs| (jobs[0].first.url.clone(), jobs[0].first.large))
    };
    let file = |name: &str| Ok((format!("https://www.cepii.fr/DATA_DOWNLOAD/baci/data/{name}"), true));
    assert_eq!(url(&[]), file("BACI_HS92_V202501.zip"));
    assert_eq!(url(&[("revision", "HS17"), ("version", "V202401b")]), file("BACI_HS17_V202401b.zip"));
    assert_eq!(
        url(&[("revision", "HS93")]).unwrap_err().problem,
        "is to be HS92, HS96, HS02, HS07, HS12, HS17 or HS22, not \"HS93\""
    );
    assert!(url(&[("version", "V2024/../x")]).is_err());
}
