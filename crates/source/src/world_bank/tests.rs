use super::*;
use crate::specimen::{Kept, parse};

fn read(name: &str, text: &str) -> Kept {
    parse(&WORLD_BANK, name, text.as_bytes()).unwrap()
}

fn said(name: &str, text: &str) -> String {
    parse(&WORLD_BANK, name, text.as_bytes()).unwrap_err().to_string()
}

/// What a figure says, for comparison.
fn told(kept: &Kept, at: usize) -> String {
    let (o, place) = &kept.observations[at];
    format!("{} {} {} {} {} at {place}", o.key.ref_area, o.key.indicator, o.time_period, o.token, o.unit)
}

#[test]
fn the_long_form_is_told_by_its_name() {
    let kept =
        read("population.csv", "Country Name,Country Code,Year,Value\nBolivia,BOL,2022,12224110\nWorld,WLD,2022,\n");
    assert_eq!(told(&kept, 0), "BO population 2022 12224110 PERSONS at row 2, Value");
    assert_eq!((kept.observations.len(), kept.editions[0].published), (1, None));
    assert_eq!(
        said("data.csv", "Country Name,Country Code,Year,Value\n"),
        "data.csv: does not say which indicator it holds"
    );
}

#[test]
fn the_download_of_an_indicator_tells_its_date() {
    let text = "\u{feff}\"Data Source\",\"World Development Indicators\",\n\n\"Last Updated Date\",\"2025-07-01\",\n\n\
                \"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",\"2021\",\"2022\",\n\
                \"Bolivia\",\"BOL\",\"GDP (current US$)\",\"NY.GDP.MKTP.CD\",\"\",\"44008282877.02\",\n\
                \"World\",\"WLD\",\"Roads, paved (%)\",\"IS.ROD\",\"1.5\",\"\",\n";
    let kept = read("API_NY.GDP.MKTP.CD_DS2_en_csv_v2.csv", text);
    assert_eq!(kept.editions[0].published.unwrap().to_string(), "2025-07-01");
    assert_eq!(told(&kept, 0), "BO gdp-current 2022 44008282877.02 USD at row 6, 2022");
    assert_eq!(told(&kept, 1), "W00 wdi:IS.ROD 2021 1.5 PERCENT at row 7, 2021");
}

#[test]
fn the_api_answers_figures_or_an_error() {
    let figure = |value: &str| {
        format!(
            r#"[{{"page":1,"pages":1,"per_page":"50","total":1,"sourceid":"2","lastupdated":"2025-07-01"}},
            [{{"indicator":{{"id":"NY.GDP.MKTP.CD","value":"GDP (current US$)"}},"country":{{"id":"BO","value":"Bolivia"}},
            "countryiso3code":"BOL","date":"2022","value":{value},"unit":"","obs_status":"","decimal":0}}]]"#
        )
    };
    let kept = read("gdp.json", &figure("44008282877.02"));
    assert_eq!(told(&kept, 0), "BO gdp-current 2022 44008282877.02 USD at /1/0/value");
    assert_eq!(told(&read("gdp.json", &figure("4.5E10")), 0), "BO gdp-current 2022 45000000000 USD at /1/0/value");
    assert!(read("gdp.json", &figure("null")).observations.is_empty());
    assert_eq!(said("gdp.json", &figure("1e300")), "gdp.json, /1/0/value: is no number: \"1e300\"");
    assert_eq!(said("gdp.json", &figure("\"many\"")), "gdp.json, /1/0/value: is no number: \"many\"");
    let error =
        r#"[{"message":[{"id":"120","key":"Invalid value","value":"The provided parameter value is not valid"}]}]"#;
    assert_eq!(
        said("gdp.json", error),
        "gdp.json, /0/message/0: is an error of the World Bank's API: Invalid value: The provided parameter value is not valid (id 120)"
    );
    assert_eq!(
        said("x.json", r#"[{"page":0,"lastupdated":"2025-07-01"},null]"#).split(';').next(),
        Some("x.json, /1: holds no figures")
    );
}

#[test]
fn damage_is_named_with_its_place() {
    assert_eq!(said("gdp.json", "[{"), "gdp.json, line 1, column 2: is no JSON: EOF while parsing an object");
    assert!(said("gdp.json", &"[".repeat(100_000)).contains("is no JSON: EOF while parsing a list"));
    assert_eq!(said("gdp.csv", "a,b\n1,2\n"), "gdp.csv, row 1: has no column `Country Name`; found: a, b");
    let header = "Country Name,Country Code,Year,Value\n";
    assert_eq!(
        said("gdp.csv", &format!("{header}Bolivia,BOL,2022,n/a\n")),
        "gdp.csv, row 2, Value: is no number: \"n/a\""
    );
    assert_eq!(said("gdp.csv", &format!("{header}Bolivia,BOL,22,1\n")), "gdp.csv, row 2, Year: is no year: \"22\"");
}

/// An answer of the API with these figures of indicators and countries.
fn page(number: u32, pages: u32, total: u32, updated: &str, figures: &[(&str, &str)]) -> String {
    let figure = |(id, iso): &(&str, &str)| {
        format!(
            r#"{{"indicator":{{"id":"{id}","value":"Name of {id} (%)"}},"country":{{"id":"XD","value":"High income"}},
            "countryiso3code":"{iso}","date":"2022","value":1.50,"unit":"","obs_status":"F","decimal":0}}"#
        )
    };
    let figures: Vec<String> = figures.iter().map(figure).collect();
    format!(
        r#"[{{"page":{number},"pages":{pages},"per_page":2,"total":{total},"sourceid":"2","lastupdated":"{updated}"}},[{}]]"#,
        figures.join(",")
    )
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
fn pages_are_one_answer() {
    let one = page(1, 2, 3, "2025-07-01", &[("SP.POP.TOTL", "BOL"), ("IS.ROD", "BOL")]);
    let two = page(2, 2, 3, "2025-07-01", &[("IS.ROD", "")]);
    let kept = parse(&WORLD_BANK, "wdi.tar", &tar(&[("1.json", &one), ("2.json", &two)])).unwrap();
    assert_eq!(told(&kept, 0), "BO population 2022 1.50 PERSONS at 1.json#/1/0/value");
    assert_eq!(told(&kept, 2), "WB:HIC wdi:IS.ROD 2022 1.50 PERCENT at 2.json#/1/0/value");
    assert_eq!(kept.observations[0].0.status, ObsStatus::Forecast);
    let label = (Code::from_static("wdi:IS.ROD"), "Name of IS.ROD (%)".to_owned());
    assert_eq!((kept.editions.len(), &kept.editions[0].labels), (1, &vec![label]));

    assert_eq!(said("1.json", &one), "1.json: lacks page 2 of 2");
    assert_eq!(said("2.json", &two), "2.json: lacks page 1 of 2");
    let later = two.replace("2025-07-01", "2025-09-01");
    let error = parse(&WORLD_BANK, "wdi.tar", &tar(&[("1.json", &one), ("2.json", &later)])).unwrap_err();
    assert_eq!(error.to_string(), "wdi.tar, 2.json#/0/lastupdated: is 2025-09-01, that of another page 2025-07-01");
}

#[test]
fn pages_are_asked_for_one_after_the_other() {
    let mut asked = Asked::on(jiff::civil::date(2026, 11, 24));
    for (option, value) in [("indicators", "population,IS.ROD"), ("countries", "Bolivia,US")] {
        asked.options.insert(option.to_owned(), value.to_owned());
    }
    let job = || WORLD_BANK.plan(&asked).unwrap().remove(0);
    assert_eq!(
        job().first.url,
        "https://api.worldbank.org/v2/country/BOL;USA/indicator/SP.POP.TOTL;IS.ROD?source=2&format=json&per_page=20000&page=1"
    );
    let figures = [("SP.POP.TOTL", "BOL"), ("IS.ROD", "BOL")];
    // The pages that come, and what is said of the last.
    let run = |pages: &[String]| -> String {
        let mut job = job();
        let follow = job.follow.as_mut().unwrap();
        let mut request = job.first.clone();
        for (at, page) in pages.iter().enumerate() {
            match follow(&request, page.as_bytes()) {
                Err(error) => return format!("{}: {error}", at + 1),
                Ok(next) if next.is_empty() => return format!("{}: the last", at + 1),
                Ok(mut next) => request = next.remove(0),
            }
        }
        request.name
    };
    let first = || page(1, 2, 3, "2025-07-01", &figures);
    assert_eq!(run(&[first()]), "1-0002.json");
    assert_eq!(run(&[first(), page(2, 2, 3, "2025-07-01", &figures[..1])]), "2: the last");
    for (second, problem) in [
        (page(2, 2, 4, "2025-07-01", &figures), "/0/total: is 4, on the first page 3"),
        (page(2, 3, 3, "2025-07-01", &figures[..1]), "/0/pages: is 3, on the first page 2"),
        (page(2, 2, 3, "2025-09-01", &figures[..1]), "/0/lastupdated: is another day than on the first page"),
        (page(1, 2, 3, "2025-07-01", &figures), "/0/page: is 1, which is not the page that was asked for"),
        (page(2, 2, 3, "2025-07-01", &[]), "/1: holds 0 figures; page 2 of 2 is to hold 1"),
    ] {
        assert_eq!(run(&[first(), second]), format!("2: 1-0002.json, {problem}"));
    }
    for (bad, problem) in [
        (page(1, 4, 3, "2025-07-01", &figures), "/0/pages: announces 4 pages of 2 figures for 3 figures"),
        (
            page(1, 2, 999_999_999, "2025-07-01", &figures),
            "/0/total: announces 999999999 figures, more than there can be",
        ),
        (page(1, 2, 3, "2025-07-01", &figures[..1]), "/1: holds 1 figures; page 1 of 2 is to hold 2"),
    ] {
        assert_eq!(run(&[bad]), format!("1: 1-0001.json, {problem}"));
    }
}

#[test]
fn options_that_make_no_sense_are_named() {
    for (option, value) in
        [("indicators", "popu lation"), ("countries", "Ruritania"), ("countries", ""), ("bulk", "1"), ("year", "2022")]
    {
        let mut asked = Asked::on(jiff::civil::date(2026, 11, 24));
        asked.options.insert(option.to_owned(), value.to_owned());
        assert_eq!(WORLD_BANK.plan(&asked).err().unwrap().option, option);
    }
    let mut asked = Asked::on(jiff::civil::date(2026, 11, 24));
    assert!(WORLD_BANK.plan(&asked).unwrap()[0].first.url.contains("/country/all/indicator/AG.LND.FRST.ZS;"));
    asked.options.insert("bulk".to_owned(), "yes".to_owned());
    assert!(WORLD_BANK.plan(&asked).unwrap()[0].first.large);
}

#[test]
fn the_bulk_zip_has_names_and_footnotes_beside_its_table() {
    use std::io::Write;
    let data = "\"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",\"2021\",\"2022\",\n\
                \"Bolivia\",\"BOL\",\"Population, total\",\"SP.POP.TOTL\",\"12079472\",\"12224110\",\n\
                \"Bolivia\",\"BOL\",\"GDP, PPP (constant 2021 international $)\",\"NY.GDP.MKTP.PP.KD\",\"\",\"117E3\",\n\
                \"Not classified\",\"INX\",\"Population, total\",\"SP.POP.TOTL\",\"\",\"\",\n";
    let series = "Series Code,Topic,Indicator Name,Short definition\nSP.POP.TOTL,Health,\"Population, total\",x\nIS.ROD,Roads,Roads (km),\"a\nb\"\n";
    let notes =
        "CountryCode,SeriesCode,Year,DESCRIPTION\nBOL,SP.POP.TOTL,YR2022,\"Census, revised\"\nBOL,IS.ROD,YR2022,x\n";
    for name in ["WDICSV.csv", "WDIData.csv"] {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let data = data.replace("117E3", "117000.5");
        for (name, text) in [
            ("WDICountry.csv", "Country Code,x\nBOL,\n"),
            (name, &data),
            ("WDISeries.csv", series),
            ("WDIFootNote.csv", notes),
        ] {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        let kept = parse(&WORLD_BANK, "WDI_CSV.zip", &bytes).unwrap();
        assert_eq!(told(&kept, 1), format!("BO population 2022 12224110 PERSONS at {name}#row 2, 2022"));
        let notes: Vec<_> = kept.observations.iter().map(|(o, _)| o.note.map(|n| n.as_str())).collect();
        assert_eq!(notes, [None, Some("Census, revised"), Some("2021 dollars")]);
        assert_eq!(kept.editions[0].labels, [(Code::from_static("wdi:IS.ROD"), "Roads (km)".to_owned())]);
        assert!(kept.unparsed.iter().all(|u| u.expected) && kept.unparsed.len() == 3);
        let cut = parse(&WORLD_BANK, "WDI_CSV.zip", &bytes[..bytes.len() - 30]).unwrap_err().to_string();
        assert!(cut.starts_with("WDI_CSV.zip: cannot be read as a zip"), "{cut}");
    }
    assert_eq!(said("WDICSV.csv", data), "WDICSV.csv, row 3, 2022: is no number: \"117E3\"");
}
