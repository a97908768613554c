use std::io::Write;

use super::*;
use crate::specimen::{Kept, parse};

const TOP: &str = "\"name\": \"trade-of-ours\", \"created\": \"2026-03-15\", \"contributors\": [{\"title\": \"Ministry\", \
                   \"role\": \"publisher\"}]";
const MAPPING: &str = "{\"ref_area\": {\"is\": \"BO\"}, \"time_period\": \"t\", \"value\": \"v\", \"indicator\": \
                       \"population\", \"unit\": \"PERSONS\"}";

/// A tar of these files, as the engine makes of a folder.
fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, *bytes).unwrap();
    }
    tar.into_inner().unwrap()
}

fn read(files: &[(&str, &[u8])]) -> Result<Kept, ParseError> {
    let bytes = tar(files);
    let input = Input::new("p.tar", &bytes);
    parse(source(&input)?, "p.tar", &bytes)
}

/// A package with this descriptor and one table.
fn with(descriptor: &str, table: &[u8]) -> Result<Kept, ParseError> {
    read(&[("datapackage.json", descriptor.as_bytes()), ("data/t.csv", table)])
}

fn resource(more: &str) -> String {
    format!("{{{TOP}, \"resources\": [{{\"name\": \"t\", \"path\": \"data/t.csv\", \"attache\": {MAPPING}{more}}}]}}")
}

fn figures(kept: &Kept) -> Vec<String> {
    kept.observations.iter().map(|(o, place)| format!("{} {} @ {place}", o.time_period, o.token)).collect()
}

fn said(result: Result<Kept, ParseError>) -> String {
    match result.unwrap_err() {
        ParseError::Malformed { hint, .. } if hint.is_empty() => panic!("an error without a hint"),
        error => error.to_string(),
    }
}

#[test]
fn a_package_is_a_source_of_its_own() {
    let descriptor = format!(
        "{{{TOP}, \"title\": \"Trade\", \"version\": \"1.2\", \"homepage\": \"https://m.bo/trade\", \"licenses\": \
         [{{\"name\": \"CC0-1.0\"}}], \"attache:restricted\": true, \"resources\": [{{\"path\": \"t.csv\", \"attache\": \
         {MAPPING}}}]}}"
    );
    let bytes = tar(&[("datapackage.json", descriptor.as_bytes()), ("t.csv", b"t,v\n2022,1\n")]);
    let input = Input::new("p.tar", &bytes);
    let about = source(&input).unwrap().about();
    assert_eq!((about.id, about.publisher, about.title), ("trade-of-ours", "Ministry", "Trade"));
    assert_eq!((about.licence, about.homepage, about.restricted), ("CC0-1.0", "https://m.bo/trade", true));
    assert_eq!(about.citation, "Ministry, Trade");
    let kept = parse(source(&input).unwrap(), "p.tar", &bytes).unwrap();
    assert_eq!(kept.editions[0].name, "version 1.2 of 2026-03-15");
    assert_eq!(kept.editions[0].published.unwrap().to_string(), "2026-03-15");
    assert_eq!(figures(&kept), ["2022 1 @ t.csv#row 2, v"]);
}

#[test]
fn tables_in_all_their_forms() {
    let gz = |bytes: &[u8]| {
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gz.write_all(bytes).unwrap();
        gz.finish().unwrap()
    };
    let zip = |bytes: &[u8]| {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        zip.start_file("t.csv", zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
        zip.finish().unwrap().into_inner()
    };
    let csv = b"t,v\n2022,1.5\n".as_slice();
    let sheet = crate::sheet::tests::workbook(&crate::sheet::tests::rows(&[&["t", "v"], &["2022", "1.5"]]));
    let cases: [(&str, &str, Vec<u8>, &str); 7] = [
        ("t.csv", "", csv.to_vec(), "t.csv#row 2, v"),
        ("t.csv.gz", "", gz(csv), "t.csv.gz#row 2, v"),
        ("t.zip", ", \"format\": \"csv\"", zip(csv), "t.zip#row 2, v"),
        ("t.tsv", "", b"t\tv\n2022\t1.5\n".to_vec(), "t.tsv#row 2, v"),
        (
            "t.csv",
            ", \"dialect\": {\"delimiter\": \";\"}, \"schema\": {\"fields\": [{\"name\": \"t\", \"type\": \
                   \"year\"}, {\"name\": \"v\", \"type\": \"number\", \"decimalChar\": \",\"}]}",
            b"t;v\n2022;1,5\n".to_vec(),
            "t.csv#row 2, v",
        ),
        ("t.xlsx", ", \"dialect\": {\"sheet\": \"country\"}", sheet.clone(), "t.xlsx#country!B2"),
        ("t.xlsx", ", \"dialect\": {\"sheetNumber\": 1}", sheet, "t.xlsx#country!B2"),
    ];
    for (name, more, bytes, place) in cases {
        let descriptor = format!("{{{TOP}, \"resources\": [{{\"path\": {name:?}, \"attache\": {MAPPING}{more}}}]}}");
        let kept =
            read(&[("datapackage.json", descriptor.as_bytes()), (name, &bytes)]).unwrap_or_else(|e| panic!("{e}"));
        let (observation, at) = &kept.observations[0];
        assert_eq!((observation.value.to_string(), at.to_string()), ("1.5".to_owned(), place.to_owned()), "{name}");
    }
}

#[test]
fn rows_written_out_in_the_descriptor() {
    let inline = |data: &str| {
        let descriptor = format!("{{{TOP}, \"resources\": [{{\"data\": {data}, \"attache\": {MAPPING}}}]}}");
        parse(&DATA_PACKAGE, "datapackage.json", descriptor.as_bytes())
    };
    let kept = inline("[{\"t\": \"2021\", \"v\": null}, {\"v\": 1.50, \"t\": 2022}]").unwrap();
    assert_eq!(figures(&kept), ["2022 1.5 @ /resources/0/data/1/v"]);
    let kept = inline("[[\"t\", \"v\"], [2022, \"7\"]]").unwrap();
    assert_eq!(figures(&kept), ["2022 7 @ /resources/0/data/1/1"]);
    assert_eq!(
        inline("[[\"t\", \"v\"], [2022]]").unwrap_err().to_string(),
        "datapackage.json, /resources/0/data/1: has 1 cells, the header 2"
    );
    assert_eq!(
        inline("[{\"t\": 2022, \"v\": [1]}]").unwrap_err().to_string(),
        "datapackage.json, /resources/0/data/0/v: is no single value"
    );
}

#[test]
fn a_mapping_of_the_package_is_completed_by_its_resources() {
    let descriptor = format!(
        "{{{TOP}, \"attache\": {{\"ref_area\": {{\"field\": \"geo\", \"codelist\": \"iso3\"}}, \"time_period\": \"time\"}}, \
         \"resources\": [{{\"path\": [\"a1.csv\", \"a2.csv\"], \"attache\": {{\"value\": \"a\", \"indicator\": \"own:a\", \
         \"unit\": \"COUNT\", \"labels\": {{\"own:a\": \"A\"}}}}}}, {{\"path\": \"b.csv\", \"attache\": {{\"value\": \"b\", \
         \"indicator\": \"own:b\", \"unit\": \"COUNT\"}}}}, {{\"name\": \"notes\", \"path\": \"notes.csv\", \"attache\": \
         false}}]}}"
    );
    let kept = read(&[
        ("datapackage.json", descriptor.as_bytes()),
        ("a1.csv", b"geo,time,a\nbol,2021,1\n"),
        ("a2.csv", b"geo,time,a\nbol,2022,2\n"),
        ("b.csv", b"geo,time,b\nbol,2021,3\n"),
    ])
    .unwrap();
    assert_eq!(figures(&kept), ["2021 1 @ a1.csv#row 2, a", "2022 2 @ a2.csv#row 2, a", "2021 3 @ b.csv#row 2, b"]);
    assert_eq!(kept.editions[0].labels[0].1, "A");
    assert_eq!((kept.unparsed[0].reason, kept.unparsed[0].text.as_str()), ("resource without a mapping", "notes"));
}

#[test]
fn figures_of_two_files_collide_too() {
    let descriptor =
        format!("{{{TOP}, \"resources\": [{{\"path\": [\"a.csv\", \"b.csv\"], \"attache\": {MAPPING}}}]}}");
    let files: [(&str, &[u8]); 3] = [
        ("datapackage.json", descriptor.as_bytes()),
        ("a.csv", b"t,v,basis\n2022,1,gross\n"),
        ("b.csv", b"t,v,basis\n2022,2,net\n"),
    ];
    assert_eq!(
        said(read(&files)),
        "p.tar, b.csv#row 2, v: gives another figure for population of BO in 2022 than a.csv#row 2, v does, \"2\" here \
         and \"1\" there; `basis` tells the two apart"
    );
}

#[test]
fn hash_and_size_are_held_against_the_file() {
    let table = b"t,v\n2022,1\n".as_slice();
    let fine = ", \"bytes\": 11, \"hash\": \"sha256:e95c9256fe7b6cb103328bf6b638c24fd60df1757cdec87a48fa8eafc1b5788b\"";
    assert!(with(&resource(fine), table).is_ok());
    assert_eq!(
        said(with(&resource(&fine.replace("e95c92", "00")), table)),
        "p.tar, datapackage.json#line 1, column 304: data/t.csv has another hash"
    );
    assert_eq!(
        said(with(&resource(", \"bytes\": 12"), table)),
        "p.tar, datapackage.json#line 1, column 292: data/t.csv has 11 bytes, and not 12"
    );
    assert!(
        said(with(&resource(", \"hash\": \"crc32:0\""), table))
            .ends_with("has a hash by \"crc32\"; what is known is md5, sha256 and sha512")
    );
}

/// Wrong descriptors, each with what is said of it.
#[test]
fn wrong_descriptors() {
    let one = |top: &str, resource: &str| format!("{{\n{top},\n\"resources\": [\n{resource}]}}");
    let good = format!("{{\"path\": \"data/t.csv\", \"attache\": {MAPPING}}}");
    let top = TOP.replace(", \"c", ",\n\"c");
    let path = |path: &str| one(&top, &format!("{{\"path\": {path:?}, \"attache\": {MAPPING}}}"));
    let mapping = |mapping: &str| one(&top, &format!("{{\"path\": \"data/t.csv\",\n\"attache\": {mapping}}}"));
    let at = |line: u32, column: u32, problem: &str| {
        format!("p.tar, datapackage.json#line {line}, column {column}: {problem}")
    };
    let cases: Vec<(String, String)> = vec![
        (one("\"title\": \"x\"", &good), at(1, 1, "has no `name`")),
        (
            one("\"name\": \"Our Trade\"", &good),
            at(2, 9, "\"Our Trade\" is no name of a source: small letters, digits and - are"),
        ),
        (one("\"name\": \"census\"", &good), at(2, 9, "\"census\" is the name of a source of the program")),
        (one("\"name\": \"imf-imts\"", &good), at(2, 9, "\"imf-imts\" is the name of a source of the program")),
        (one("\"name\": \"a\"", &good), at(1, 1, "does not say who publishes it")),
        (one(&top.replace("2026-03-15", "March"), &good), at(3, 12, "is no date: \"March\"")),
        (path("../t.csv"), at(6, 10, "\"../t.csv\" leads out of the package, or around in it")),
        (path("data/../../t.csv"), at(6, 10, "\"data/../../t.csv\" leads out of the package, or around in it")),
        (path("/etc/passwd"), at(6, 10, "\"/etc/passwd\" is no path inside the package")),
        (path("C:\\t.csv"), at(6, 10, "\"C:\\\\t.csv\" is no path inside the package")),
        (path("https://e.org/t.csv"), at(6, 10, "\"https://e.org/t.csv\" is an address on the web")),
        (path("other.csv"), at(6, 10, "names the file \"other.csv\", which is not in the package")),
        (
            path("data/t.csv").replace("\"attache\"", "\"format\": \"geojson\", \"attache\""),
            at(6, 34, "is of the format \"geojson\"; what is read is csv, tsv, xlsx and parquet"),
        ),
        (
            path("data/t.csv").replace("\"attache\"", "\"encoding\": \"shift-jis\", \"attache\""),
            at(6, 36, "is in the encoding \"shift-jis\"; what is read is utf-8 and iso-8859-1"),
        ),
        (one(&top, "{\"path\": \"data/t.csv\"}"), at(5, 14, "no resource has a mapping")),
        (one(&top, &format!("{{\"attache\": {MAPPING}}}")), at(6, 1, "has neither `path` nor `data`")),
        (
            one(&top, &format!("{{\"path\": \"data/t.csv\", \"data\": [], \"attache\": {MAPPING}}}")),
            at(6, 1, "has both `path` and `data`"),
        ),
        (mapping("{\"feild\": 1}"), at(7, 13, "`feild` is nothing that can stand here")),
        (mapping("{\n\"value\": \"v\",\n \"codelists\": 1}"), at(9, 2, "`codelists` is nothing that can stand here")),
        (
            mapping(&MAPPING.replace("\"unit\": \"PERSONS\"", "\"unit\": \"persons\"")),
            at(
                7,
                108,
                "\"persons\" is no unit; a unit is a code in capitals, as USD, PERSONS, PERCENT, KM2, USD_PER_EUR, and a \
                 multiplier is `unit_mult`",
            ),
        ),
        (mapping(&MAPPING.replace(", \"unit\": \"PERSONS\"", "")), at(7, 12, "the mapping does not say `unit`")),
        ("{\"resources\": 3}".to_owned(), at(1, 15, "invalid type: integer `3`, expected a sequence")),
    ];
    for (descriptor, expected) in cases {
        let found = with(&descriptor, b"t,v\n2022,1\n").unwrap_err().to_string();
        assert_eq!(found, expected, "{descriptor}");
    }
}

#[test]
fn what_is_no_package() {
    assert_eq!(said(read(&[("a.csv", b"t,v\n")])), "p.tar: holds no datapackage.json");
    assert_eq!(
        said(read(&[("a/datapackage.json", b"{}"), ("b/datapackage.json", b"{}")])),
        "p.tar: holds two packages, a/datapackage.json and b/datapackage.json"
    );
    assert!(parse(&DATA_PACKAGE, "x.json", b"[]").is_err());
}

#[test]
fn a_package_in_a_folder_of_its_archive() {
    let descriptor = resource("");
    let kept =
        read(&[("trade-main/datapackage.json", descriptor.as_bytes()), ("trade-main/data/t.csv", b"t,v\n2022,1\n")]);
    assert_eq!(figures(&kept.unwrap()), ["2022 1 @ trade-main/data/t.csv#row 2, v"]);
}

#[test]
fn the_files_that_a_descriptor_names() {
    let descriptor = format!(
        "{{{TOP}, \"resources\": [{{\"path\": [\"b.csv\", \"./a.csv\"], \"schema\": \"s.json\", \"attache\": {MAPPING}}}, \
         {{\"path\": \"unread.csv\"}}]}}"
    );
    assert_eq!(listed("datapackage.json", descriptor.as_bytes()).unwrap(), ["a.csv", "b.csv", "s.json"]);
    let out = descriptor.replace("b.csv", "../b.csv");
    assert!(listed("datapackage.json", out.as_bytes()).unwrap_err().to_string().contains("leads out of the package"));
}

/// Two rows as Parquet.
fn parquet_file(compression: parquet::basic::Compression) -> Vec<u8> {
    use parquet::{
        data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type},
        file::{properties::WriterProperties, writer::SerializedFileWriter},
        schema::parser::parse_message_type,
    };
    let schema = "message m { REQUIRED BYTE_ARRAY c (UTF8); REQUIRED INT32 t; OPTIONAL DOUBLE v; REQUIRED INT64 d \
                  (DECIMAL(18,2)); REQUIRED INT32 day (DATE); }";
    let properties = WriterProperties::builder().set_compression(compression).build();
    let schema = parse_message_type(schema).unwrap().into();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties.into()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut column = 0;
    while let Some(mut writer) = group.next_column().unwrap() {
        match column {
            0 => {
                let values = ["BOL", "PER"].map(ByteArray::from);
                writer.typed::<ByteArrayType>().write_batch(&values, None, None).unwrap()
            }
            1 => writer.typed::<Int32Type>().write_batch(&[2022, 2022], None, None).unwrap(),
            2 => writer.typed::<DoubleType>().write_batch(&[379.82955200000004], Some(&[1, 0]), None).unwrap(),
            3 => writer.typed::<Int64Type>().write_batch(&[12345, -5], None, None).unwrap(),
            _ => writer.typed::<Int32Type>().write_batch(&[19_000, -1], None, None).unwrap(),
        };
        writer.close().unwrap();
        column += 1;
    }
    group.close().unwrap();
    writer.into_inner().unwrap()
}

fn parquet_descriptor() -> String {
    format!(
        "{{{TOP}, \"resources\": [{{\"path\": \"t.parquet\", \"attache\": {{\"ref_area\": {{\"field\": \"c\", \"codelist\": \
         \"iso3\"}}, \"time_period\": \"t\", \"unit\": \"USD\", \"note\": \"day\", \"figure\": [{{\"value\": \"v\", \
         \"indicator\": \"own:v\"}}, {{\"value\": \"d\", \"indicator\": \"own:d\"}}]}}}}]}}"
    )
}

#[test]
fn parquet() {
    use parquet::basic::Compression;
    let descriptor = parquet_descriptor();
    for compression in [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(Default::default()),
        Compression::BROTLI(Default::default()),
        Compression::LZ4_RAW,
    ] {
        let bytes = parquet_file(compression);
        let kept = read(&[("datapackage.json", descriptor.as_bytes()), ("t.parquet", &bytes)]).unwrap();
        let found: Vec<String> = kept
            .observations
            .iter()
            .map(|(o, place)| {
                format!("{} {} {} {} @ {place}", o.key.ref_area, o.key.indicator, o.token, o.note.unwrap())
            })
            .collect();
        assert_eq!(
            found,
            [
                "BO own:v 379.829552 2022-01-08 @ t.parquet#row 1, v",
                "BO own:d 123.45 2022-01-08 @ t.parquet#row 1, d",
                "PE own:d -0.05 1969-12-31 @ t.parquet#row 2, d",
            ],
            "{compression}"
        );
    }
    let cut = &parquet_file(Compression::SNAPPY)[..200];
    assert!(said_of(&descriptor, cut).starts_with("p.tar, t.parquet: cannot be read as Parquet: "));
    assert_eq!(said_of(&descriptor, b"c,t\n"), "p.tar, t.parquet: is text and no Parquet file");
}

fn said_of(descriptor: &str, parquet: &[u8]) -> String {
    read(&[("datapackage.json", descriptor.as_bytes()), ("t.parquet", parquet)]).unwrap_err().to_string()
}

/// The reader of Parquet is not ours: what it makes of damage is held to the
/// same as our own.
#[test]
fn damaged_parquet_is_an_error_or_read() {
    let descriptor = parquet_descriptor();
    let mut roll = 0x9e37_79b9_7f4a_7c15_u64;
    let mut dice = |below: usize| {
        roll ^= roll << 13;
        roll ^= roll >> 7;
        roll ^= roll << 17;
        (roll % below.max(1) as u64) as usize
    };
    for compression in [parquet::basic::Compression::UNCOMPRESSED, parquet::basic::Compression::SNAPPY] {
        let good = parquet_file(compression);
        for _ in 0..1_500 {
            let mut bytes = good.clone();
            for _ in 0..=dice(4) {
                let at = dice(bytes.len());
                match dice(4) {
                    0 => bytes.truncate(at),
                    1 => drop(bytes.drain(at..(at + dice(8)).min(bytes.len()))),
                    _ if at < bytes.len() => bytes[at] = dice(256) as u8,
                    _ => bytes.push(0),
                }
            }
            _ = read(&[("datapackage.json", descriptor.as_bytes()), ("t.parquet", &bytes)]);
        }
    }
}
