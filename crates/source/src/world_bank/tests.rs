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
            r#"[{{"page":1,"pages":1,"per_page":50,"total":1,"sourceid":"2","lastupdated":"2025-07-01"}},
            [{{"indicator":{{"id":"NY.GDP.MKTP.CD","value":"GDP (current US$)"}},"country":{{"id":"BO","value":"Bolivia"}},
            "countryiso3code":"BOL","date":"2022","value":{value},"unit":"","obs_status":"","decimal":0}}]]"#
        )
    };
    let kept = read("gdp.json", &figure("44008282877.02"));
    assert_eq!(told(&kept, 0), "BO gdp-current 2022 44008282877.02 USD at /1/0/value");
    assert_eq!(told(&read("gdp.json", &figure("4.5E10")), 0), "BO gdp-current 2022 45000000000 USD at /1/0/value");
    assert!(read("gdp.json", &figure("null")).observations.is_empty());
    assert_eq!(said("gdp.json", &figure("1e300")), "gdp.json, /1/0/value: is no number: \"1e+300\"");
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
    assert!(said("gdp.json", "[{").starts_with("gdp.json, line 1, column 2: is no JSON"));
    assert!(said("gdp.json", &"[".repeat(100_000)).contains("recursion limit exceeded"));
    assert_eq!(said("gdp.csv", "a,b\n1,2\n"), "gdp.csv, row 1: has no column `Country Name`; found: a, b");
    let header = "Country Name,Country Code,Year,Value\n";
    assert_eq!(
        said("gdp.csv", &format!("{header}Bolivia,BOL,2022,n/a\n")),
        "gdp.csv, row 2, Value: is no number: \"n/a\""
    );
    assert_eq!(said("gdp.csv", &format!("{header}Bolivia,BOL,22,1\n")), "gdp.csv, row 2, Year: is no year: \"22\"");
}
