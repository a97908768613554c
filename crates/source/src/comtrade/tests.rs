use attache_model::Observation;

use super::*;
use crate::specimen::{Kept, parse};

/// A row in the API's shape.
fn row(changes: &[(&str, &str)]) -> String {
    let mut fields = vec![
        ("typeCode", "\"C\""),
        ("freqCode", "\"A\""),
        ("refPeriodId", "20220101"),
        ("period", "\"2022\""),
        ("reporterCode", "842"),
        ("reporterISO", "\"USA\""),
        ("flowCode", "\"X\""),
        ("partnerCode", "68"),
        ("partnerISO", "\"BOL\""),
        ("partner2Code", "0"),
        ("classificationCode", "\"H6\""),
        ("cmdCode", "\"TOTAL\""),
        ("cmdDesc", "\"All Commodities\""),
        ("customsCode", "\"C00\""),
        ("mosCode", "\"0\""),
        ("motCode", "0"),
        ("qtyUnitCode", "-1"),
        ("qty", "null"),
        ("isQtyEstimated", "false"),
        ("netWgt", "null"),
        ("isNetWgtEstimated", "false"),
        ("cifvalue", "null"),
        ("fobvalue", "502904651.0"),
        ("primaryValue", "502904651.0"),
        ("legacyEstimationFlag", "0"),
        ("isReported", "true"),
        ("isAggregate", "false"),
    ];
    for (name, value) in changes {
        fields.retain(|(known, _)| !value.is_empty() || known != name);
        fields.iter_mut().filter(|(known, _)| known == name).for_each(|field| field.1 = value);
    }
    let fields: Vec<String> = fields.iter().map(|(name, value)| format!("\"{name}\": {value}")).collect();
    format!("{{{}}}", fields.join(", "))
}

fn answer(rows: &[String]) -> String {
    format!(
        "{{\"elapsedTime\": \"0.1 secs\", \"count\": {}, \"data\": [{}], \"error\": \"\"}}",
        rows.len(),
        rows.join(",")
    )
}

fn read(name: &str, text: &str) -> Kept {
    parse(&COMTRADE, name, text.as_bytes()).unwrap()
}

fn said(name: &str, text: &str) -> String {
    parse(&COMTRADE, name, text.as_bytes()).unwrap_err().to_string()
}

fn told(kept: &Kept) -> Vec<String> {
    let figure = |(o, place): &(Observation, Place)| {
        let (partner, by) = (o.key.counterpart_area.unwrap(), o.key.breakdown.map_or("all", |b| b.as_str()));
        let note = o.note.map_or("", |n| n.as_str());
        format!(
            "{} {} {partner} {by} {} {} {} {} {note} at {place}",
            o.key.ref_area,
            o.key.indicator,
            o.time_period,
            o.token,
            o.unit,
            o.status.code()
        )
    };
    kept.observations.iter().map(figure).collect()
}

fn tar(files: &[(&str, &str)]) -> Vec<u8> {
    let mut tar = ::tar::Builder::new(Vec::new());
    for (name, text) in files {
        let mut header = ::tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        tar.append_data(&mut header, name, text.as_bytes()).unwrap();
    }
    tar.into_inner().unwrap()
}

#[test]
fn a_row_is_the_reporters_figure() {
    let coffee = row(&[
        ("flowCode", "\"M\""),
        ("reporterCode", "757"),
        ("partnerCode", "490"),
        ("cmdCode", "\"0901\""),
        ("cmdDesc", "\"Coffee\""),
        ("cifvalue", "7.25"),
        ("fobvalue", "null"),
        ("primaryValue", "7.25"),
        ("netWgt", "1.5"),
        ("isNetWgtEstimated", "true"),
        ("qtyUnitCode", "5"),
        ("qty", "12.0"),
    ]);
    let month =
        row(&[("freqCode", "\"M\""), ("period", "\"202203\""), ("isReported", "false"), ("flowCode", "\"RX\"")]);
    let kept = read("comtrade.json", &answer(&[row(&[]), coffee, month]));
    assert_eq!(
        told(&kept),
        [
            "US exports-goods BO all 2022 502904651 USD A FOB at /data/0/primaryValue",
            "CH imports-goods-by-commodity TW H6:0901 2022 7.25 USD A CIF at /data/1/primaryValue",
            "CH imports-goods-weight-by-commodity TW H6:0901 2022 1.5 KG E  at /data/1/netWgt",
            "CH imports-goods-quantity-by-commodity TW H6:0901 2022 12 COUNT A  at /data/1/qty",
            "US re-exports-goods-monthly BO all 2022-03 502904651 USD E FOB at /data/2/primaryValue",
        ]
    );
    assert_eq!(kept.editions[0].name, "data of 2022");
    assert_eq!(kept.editions[0].labels, [(attache_model::Code::from_static("H6:0901"), "Coffee".to_owned())]);
}

#[test]
fn parts_and_other_things_are_passed_over() {
    let rows = [
        row(&[("customsCode", "\"C01\"")]),
        row(&[("motCode", "2100")]),
        row(&[("partner2Code", "156")]),
        row(&[("typeCode", "\"S\"")]),
        row(&[("flowCode", "\"MIP\"")]),
        row(&[("classificationCode", "\"S4\""), ("cmdCode", "\"07\"")]),
        row(&[("cmdCode", "\"9999AA\"")]),
        row(&[("partnerCode", "12345"), ("partnerISO", "\"_X \"")]),
        row(&[("primaryValue", "null"), ("netWgt", "0")]),
    ];
    let kept = read("comtrade.json", &answer(&rows));
    let reasons: Vec<_> = kept.unparsed.iter().map(|u| (u.reason, u.text.as_str(), u.expected)).collect();
    assert_eq!(
        reasons,
        [
            ("a part of a total", "customsCode C01", true),
            ("a part of a total", "motCode 2100", true),
            ("a part of a total", "partner2Code 156", true),
            ("no trade in goods", "S", true),
            ("another flow", "MIP", true),
            ("another classification", "S4", true),
            ("no commodity of the Harmonized System", "9999AA", true),
            ("unknown area", "12345 _X", false),
        ]
    );
    assert!(kept.observations.is_empty());
}

#[test]
fn a_cut_answer_is_no_whole_one() {
    let rows: Vec<String> = vec![row(&[]); 500];
    let cut = answer(&rows);
    assert_eq!(
        said("comtrade.json", &cut),
        "comtrade.json: holds exactly as many rows as an answer can, and so may lack others"
    );
    assert_eq!(read("data-2022.json", &cut).observations.len(), 500);
    assert_eq!(read("preview-2022.json", &answer(&rows[..499])).observations.len(), 499);
    let part = answer(&rows[..3]);
    let (whole, one, other) = ("preview-2022.json", "preview-2022.1of2.json", "preview-2022.2of2.json");
    let kept = parse(&COMTRADE, "c.tar", &tar(&[(whole, &cut), (one, &part), (other, &part)])).unwrap();
    assert_eq!((kept.observations.len(), kept.unparsed[0].reason), (6, "cut, and asked for again in parts"));
    let missing = parse(&COMTRADE, "c.tar", &tar(&[(whole, &cut), (one, &part)])).unwrap_err().to_string();
    assert!(missing.starts_with("c.tar, preview-2022.json: holds exactly"), "{missing}");
}

#[test]
fn the_newest_date_of_what_is_available_is_the_releases() {
    let available = r#"{"count": 2, "data": [
        {"datasetCode": 1, "typeCode": "C", "freqCode": "A", "period": 2022, "reporterCode": 842, "lastReleased": "2024-05-03T00:00:00"},
        {"datasetCode": 2, "typeCode": "C", "freqCode": "A", "period": 2022, "reporterCode": 68, "lastReleased": "2023-11-10T00:00:00"}], "error": ""}"#;
    let names = r#"{"more": false, "classCode": "H6", "results": [{"id": "0901", "text": "0901 - Coffee; roasted", "parent": "09"}]}"#;
    let data = answer(&[row(&[])]);
    let kept =
        parse(&COMTRADE, "c.tar", &tar(&[("a.json", available), ("H6.json", names), ("data-1.json", &data)])).unwrap();
    assert_eq!(kept.editions[0].published.unwrap().to_string(), "2024-05-03");
    assert_eq!(kept.editions[0].labels[0].1, "Coffee; roasted");
    assert_eq!(kept.observations.len(), 1);
}

#[test]
fn bulk_files_are_tables() {
    use std::io::Write;
    let header = "typeCode\tfreqCode\trefPeriodId\trefYear\trefMonth\tperiod\treporterCode\tflowCode\tpartnerCode\tpartner2Code\t\
                  classificationCode\tcmdCode\tcustomsCode\tmosCode\tmotCode\tnetWgt\tcifvalue\tfobvalue\tprimaryValue\tisReported\tisAggregate\n";
    let rows = "C\tA\t20220101\t2022\t52\t2022\t842\tM\t68\t0\tH6\t09\tC00\t0\t0\t3.5\t12.5\t\t12.5\tFalse\tTrue\n\
                C\tA\t20220101\t2022\t52\t2022\t842\tM\t68\t0\tH6\t09\tC04\t0\t0\t3.5\t2.5\t\t2.5\tTrue\tFalse\n";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(format!("{header}{rows}").as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    let name = "COMTRADE-FINAL-CA842202022H6[2024-05-03].gz";
    let mut archive = ::tar::Builder::new(Vec::new());
    let mut tar_header = ::tar::Header::new_gnu();
    tar_header.set_size(gzip.len() as u64);
    archive.append_data(&mut tar_header, name, gzip.as_slice()).unwrap();
    for (file, bytes, member) in
        [(name, gzip, ""), ("c.tar", archive.into_inner().unwrap(), "COMTRADE-FINAL-CA842202022H6[2024-05-03].gz#")]
    {
        let kept = parse(&COMTRADE, file, &bytes).unwrap();
        assert_eq!(
            told(&kept),
            [
                format!("US imports-goods-by-commodity BO H6:09 2022 12.5 USD A CIF at {member}row 2, primaryValue"),
                format!("US imports-goods-weight-by-commodity BO H6:09 2022 3.5 KG A  at {member}row 2, netWgt"),
            ]
        );
        assert_eq!(kept.editions[0].published.unwrap().to_string(), "2024-05-03");
    }
    assert!(said("a.gz", &header.replace("primaryValue", "value")).contains("has no column `primaryValue`"));
}

#[test]
fn errors_are_named() {
    let gateway = r#"{ "statusCode": 401, "message": "Access denied due to missing subscription key." }"#;
    assert_eq!(
        said("c.json", gateway),
        "c.json: is an error of UN Comtrade's API: Access denied due to missing subscription key. (401)"
    );
    let own = r#"{"elapsedTime":"0.1 secs","count":0,"data":[],"error":"No permission"}"#;
    assert_eq!(said("c.json", own), "c.json: is an error of UN Comtrade's API: No permission");
    assert_eq!(
        said("c.json", &answer(&[row(&[])]).replace("\"count\": 1", "\"count\": 2")),
        "c.json, /count: announces 2 rows; `data` holds 1"
    );
    let renamed = answer(&[row(&[("primaryValue", "")])]);
    assert_eq!(said("c.json", &renamed), "c.json, /data/0/primaryValue: is missing");
    assert!(said("c.json", &answer(&[row(&[("period", "\"20\"")])])).contains("/data/0/period: is no period"));
    assert!(said("c.json", &answer(&[row(&[("primaryValue", "\"many\"")])])).contains("is no number: \"many\""));
    assert!(said("c.json", &answer(&[row(&[])])[..200]).contains("is no JSON: EOF"));
    assert!(said("c.json", "{\"value\": []}").contains("is no answer of UN Comtrade's API"));
    assert!(read("c.json", &answer(&[])).observations.is_empty());
}

fn asked(options: &[(&str, &str)]) -> Asked {
    let options = options.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Asked { options, ..Asked::on(jiff::civil::date(2026, 11, 24)) }
}

#[test]
fn what_is_cut_is_asked_for_in_parts() {
    let mut jobs = COMTRADE.plan(&asked(&[("reporter", "US"), ("year", "2022"), ("flows", "X")])).unwrap();
    let mut job = jobs.remove(0);
    assert_eq!(job.first.url, "https://comtradeapi.un.org/public/v1/getDA/C/A/HS?period=2022&reporterCode=842");
    let follow = job.follow.as_mut().unwrap();
    let preview = follow(&job.first, answer(&[]).as_bytes()).unwrap().remove(0);
    assert_eq!(
        preview.url,
        "https://comtradeapi.un.org/public/v1/preview/C/A/HS?period=2022&reporterCode=842&partner2Code=0&customsCode=C00\
         &motCode=0&flowCode=X&cmdCode=TOTAL&maxRecords=500&includeDesc=true&format=JSON"
    );
    let cut = answer(&vec![row(&[]); 500]);
    let table = follow(&preview, cut.as_bytes()).unwrap().remove(0);
    assert_eq!(table.name, "partnerAreas.json");
    let partners =
        r#"{"results": [{"id": 0, "PartnerCode": 0}, {"id": 68, "PartnerCode": 68}, {"id": 4, "PartnerCode": 4}]}"#;
    let parts = follow(&table, partners.as_bytes()).unwrap();
    let asked_for = |request: &crate::job::Request| request.url.split('&').nth(2).unwrap().to_owned();
    assert_eq!(parts.iter().map(asked_for).collect::<Vec<_>>(), ["partnerCode=0", "partnerCode=68,4"]);
    let smaller = follow(&parts[1], cut.as_bytes()).unwrap();
    assert_eq!(smaller[0].name, "preview-2022.2of2.1of2.json");
    assert!(follow(&smaller[0], answer(&[]).as_bytes()).unwrap().is_empty());
    let stuck = follow(&parts[0], cut.as_bytes()).unwrap_err().to_string();
    assert!(stuck.contains("cannot be asked for in parts"), "{stuck}");
}

#[test]
fn chapters_and_flows_can_be_parted() {
    let options = [("reporter", "US"), ("partner", "Bolivia"), ("year", "2022"), ("commodity", "AG2")];
    let mut job = COMTRADE.plan(&asked(&options)).unwrap().remove(0);
    let follow = job.follow.as_mut().unwrap();
    let preview = follow(&job.first, answer(&[]).as_bytes()).unwrap().remove(0);
    let cut = answer(&vec![row(&[]); 500]);
    let flows = follow(&preview, cut.as_bytes()).unwrap();
    assert!(flows[0].url.contains("flowCode=X&cmdCode=AG2") && flows[1].url.contains("flowCode=M&"));
    let chapters = follow(&flows[0], cut.as_bytes()).unwrap();
    assert!(chapters[1].url.contains("cmdCode=49,50,"), "{}", chapters[1].url);
}

#[test]
fn with_a_key_all_is_asked_for_and_bulk_files_too() {
    let keyed = |options: &[(&str, &str)]| Asked { has_key: true, ..asked(options) };
    let mut job = COMTRADE.plan(&keyed(&[])).unwrap().remove(0);
    let data = job.follow.as_mut().unwrap()(&job.first, answer(&[]).as_bytes()).unwrap().remove(0);
    assert!(data.url.starts_with("https://comtradeapi.un.org/data/v1/get/C/A/HS?period=2025&partner2Code=0"));
    let mut job = COMTRADE.plan(&keyed(&[("bulk", "yes"), ("reporter", "AR"), ("year", "2022")])).unwrap().remove(0);
    let list = |url: &str| {
        format!(
            r#"{{"count": 1, "data": [{{"fileUrl": "{url}", "reporterCode": 32, "classificationCode": "H6", "period": 2022,
            "publicationDate": "2023-04-29T11:24:10Z"}}], "error": ""}}"#
        )
    };
    let follow = job.follow.as_mut().unwrap();
    let files = follow(&job.first, list("https://comtradeapi.un.org/bulk/v1/file/b07f").as_bytes()).unwrap();
    assert_eq!(
        files.iter().map(|file| (file.name.as_str(), file.large)).collect::<Vec<_>>(),
        [("COMTRADE-FINAL-CA0322022H6[2023-04-29].gz", true), ("H6.json", false)]
    );
    let away = follow(&job.first, list("https://elsewhere.org/b07f").as_bytes()).unwrap_err().to_string();
    assert!(away.contains("leads away from https://comtradeapi.un.org/"), "{away}");
}

#[test]
fn options_that_make_no_sense_are_named() {
    for (option, value) in [
        ("reporter", "Ruritania"),
        ("partner", ""),
        ("year", "2022-2021"),
        ("commodity", "AG3"),
        ("flows", "XX"),
        ("bulk", "yes"),
        ("bulk", "perhaps"),
        ("level", "AG2"),
    ] {
        assert_eq!(COMTRADE.plan(&asked(&[(option, value)])).err().unwrap().option, option);
    }
    let world = COMTRADE.plan(&asked(&[])).unwrap();
    assert_eq!(world.len(), 3);
}
