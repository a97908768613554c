//! The publishers' real files, where the folder of shared data is there
//! (`ATTACHE_SHARED`, or `shared` beside the project).
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it tells who runs it what it found")]

mod kept;

use std::collections::BTreeMap;

use attache_model::{Event, EventKind, Observation};
use attache_source::{Input, find};
use kept::{Kept, shared_bytes};

/// Parses a shared file, where it is there.
fn read(source: &str, path: &str) -> Option<Kept> {
    let bytes = shared_bytes(path)?;
    let name = path.rsplit('/').next().unwrap_or(path);
    read_as(source, name, &bytes)
}

/// Parses a file by the name that its publisher gives it.
fn read_as(source: &str, name: &str, bytes: &[u8]) -> Option<Kept> {
    let mut kept = Kept::default();
    find(source).unwrap().parse(&Input::new(name, bytes), &mut kept).unwrap();
    println!(
        "{name}: {:?}; {} observations, {} events",
        kept.editions.iter().map(|e| &e.name).collect::<Vec<_>>(),
        kept.observations.len(),
        kept.events.len()
    );
    for (what, times) in kept.not_parsed() {
        println!("  {times} x {what}");
    }
    Some(kept)
}

impl Kept {
    /// How often each thing that is no listed kind was met.
    fn not_parsed(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for unparsed in &self.unparsed {
            let expected = if unparsed.expected { " (expected)" } else { "" };
            *counts.entry(format!("{}{expected}: {}", unparsed.reason, unparsed.text)).or_default() += 1;
        }
        counts
    }

    fn quantity(
        &self,
        ref_area: &str,
        indicator: &str,
        counterpart: Option<&str>,
        breakdown: Option<&str>,
        period: &str,
    ) -> String {
        let found: Vec<&Observation> = self
            .observations
            .iter()
            .map(|(o, _)| o)
            .filter(|o| o.key.ref_area.code() == ref_area && o.key.indicator == indicator)
            .filter(|o| o.key.counterpart_area.map(|a| a.code()) == counterpart)
            .filter(|o| o.key.breakdown.map(|b| b.as_str()) == breakdown && o.time_period.to_string() == period)
            .collect();
        assert_eq!(found.len(), 1, "{indicator} {counterpart:?} {breakdown:?} {period}");
        found[0].quantity().to_string()
    }

    fn event(&self, title: &str) -> &Event {
        let found: Vec<&Event> = self.events.iter().map(|(e, _)| e).filter(|e| e.title == title).collect();
        assert_eq!(found.len(), 1, "{title}");
        found[0]
    }

    /// No series has two figures for a period.
    fn assert_keys_are_unique(&self) {
        let mut keys: Vec<_> = self.observations.iter().map(|(o, p)| (o.key, o.time_period, p.to_string())).collect();
        keys.sort();
        for pair in keys.windows(2) {
            assert_ne!((pair[0].0, pair[0].1), (pair[1].0, pair[1].1), "{} and {}", pair[0].2, pair[1].2);
        }
    }
}

#[test]
fn census() {
    let Some(kept) = read("census", "trade_us/census_country_1985_2023m01.xlsx") else { return };
    kept.assert_keys_are_unique();
    let of = |indicator, partner, period| kept.quantity("US", indicator, Some(partner), None, period);
    assert_eq!(of("imports-goods", "BO", "2022"), "643826640");
    assert_eq!(of("exports-goods", "BO", "2022"), "519844609");
    assert_eq!(of("imports-goods", "PE", "2009"), "4223312297");
    assert_eq!(of("exports-goods", "PE", "2009"), "4918842351");
    assert!(kept.observations.iter().all(|(o, _)| o.time_period.to_string() != "2023"));
}

#[test]
fn foreign_assistance() {
    for (edition, amount) in [("2022", "2150000"), ("2023", "4231140")] {
        let Some(kept) = read("foreignassistance", &format!("aid/us_foreign_aid_country_vintage_{edition}.csv")) else {
            return;
        };
        kept.assert_keys_are_unique();
        assert_eq!(kept.quantity("US", "foreign-assistance", Some("BO"), Some("obligations"), "FY2022/10"), amount);
    }
}

#[test]
fn investment_treaties() {
    let Some(kept) = read("unctad-bits", "treaties/unctad_bit_excel_jan2020.zip") else { return };
    let treaty = kept.event("Bolivia, Plurinational State of - United States of America BIT (1998)");
    let dates = [treaty.signed, treaty.from, treaty.until].map(|d| d.unwrap().to_string());
    assert_eq!(dates, ["1998-04-17", "2001-06-06", "2012-06-10"]);
    assert_eq!(kept.events.len(), 3_303);
    assert_eq!(kept.editions[0].coverage.len(), 1);
}

#[test]
fn trade_agreements() {
    let Some(kept) = read("desta", "treaties/DESTA_raw.csv") else { return };
    let treaty = kept.event("Peru US");
    assert_eq!([treaty.signed, treaty.from].map(|d| d.unwrap().to_string()), ["2006", "2009"]);
    // The 30 consolidated texts are left out.
    assert_eq!(kept.events.len(), 1_187);
    let of = |event: &Event, code: &str| event.parties.iter().any(|p| p.area.code() == code);
    assert!(!kept.events.iter().any(|(e, _)| of(e, "US") && of(e, "BO") && e.status != "in-negotiation"));
}

#[test]
fn trade_by_product() {
    let Some(bytes) = shared_bytes("trade/baci_sample_hs6.csv") else { return };
    let Some(kept) = read_as("baci", "BACI_HS92_Y2021_V202301.csv", &bytes) else { return };
    kept.assert_keys_are_unique();
    assert_eq!(kept.not_parsed().values().sum::<usize>(), 0, "{:?}", kept.not_parsed());
    // Against a reading of each line by itself.
    let text = String::from_utf8(bytes).unwrap();
    let mut found = kept.observations.iter();
    for (number, line) in text.lines().enumerate().skip(1) {
        let cells: Vec<&str> = line.split(',').map(|cell| cell.trim_matches(['"', ' '])).collect();
        for (column, token) in [("v", cells[4]), ("q", cells[5])].into_iter().filter(|(_, token)| *token != "NA") {
            let (observation, place) = found.next().unwrap();
            assert_eq!(place.pointer, format!("row {}, {column}", number + 1));
            assert_eq!(observation.token, token, "{place}");
            assert_eq!(observation.key.breakdown.unwrap().as_str(), format!("H0:{:0>6}", cells[3]), "{place}");
            assert_eq!(observation.time_period.to_string(), cells[0]);
        }
    }
    assert!(found.next().is_none());
    let product = Some("H0:382390");
    assert_eq!(kept.quantity("AF", "exports-goods-reconciled", Some("AO"), product, "2021"), "52051");
    assert_eq!(kept.quantity("AF", "exports-goods-reconciled-weight", Some("AO"), product, "2021"), "13.235");
}

#[test]
fn world_development_indicators() {
    let Some(gdp) = read("worldbank", "wdi/gdp.csv") else { return };
    let Some(population) = read("worldbank", "wdi/population.csv") else { return };
    gdp.assert_keys_are_unique();
    population.assert_keys_are_unique();
    assert_eq!((gdp.observations.len(), population.observations.len()), (13_979, 17_195));
    assert_eq!(population.quantity("BO", "population", None, None, "2024"), "12413315");
}

#[test]
fn historian_articles() {
    let Some(kept) = read("historian-relations", "diplomacy/rdcr_articles.tar.xz") else { return };
    let of = |kind, status, area: &str| -> Vec<String> {
        let events = kept.events.iter().map(|(event, _)| event);
        let alike =
            events.filter(|e| e.kind == kind && e.status == status && e.parties.iter().any(|p| p.area.code() == area));
        alike.map(|e| format!("{} {}", e.from.unwrap(), e.attribute("section").unwrap())).collect()
    };
    // The publisher says both.
    assert_eq!(of(EventKind::DiplomaticRelations, "established", "BO"), ["1848-05-30 summary", "1849-01-03 timeline"]);
    assert_eq!(of(EventKind::Recognition, "recognized", "BO"), ["1848-05-30 summary", "1848-05-30 timeline"]);
    assert_eq!(of(EventKind::Mission, "opened", "BO"), ["1849-01-03 timeline"]);
    assert_eq!(of(EventKind::Mission, "raised", "BO"), ["1942-03-31 timeline"]);
    // Whose `date/@when` is 1933.
    assert!(of(EventKind::Recognition, "recognized", "ER").contains(&"1993-04-27 timeline".to_owned()));
    let notes = kept.events.iter().filter(|(e, _)| e.kind == EventKind::Note).count();
    let missed = kept.unparsed.iter().filter(|u| !u.expected).count();
    assert!(
        kept.events.len() >= 1_310 && notes <= 130 && missed <= 35,
        "{} events, {notes} notes, {missed} missed",
        kept.events.len()
    );
}

#[test]
fn historian_missions() {
    let Some(kept) = read("historian-missions", "diplomacy/pocom_missions_countries.tar.xz") else { return };
    assert_eq!(kept.events.len(), 5_350 + 393);
    let first =
        kept.events.iter().map(|(event, _)| event).find(|e| e.attribute("id") == Some("bo-1848-appl-01")).unwrap();
    assert_eq!((first.person.as_str(), first.title.as_str()), ("John Appleton", "Chargé d’Affaires"));
    assert_eq!(
        [first.signed, first.from, first.until].map(|d| d.unwrap().to_string()),
        ["1848-03-30", "1849-01-03", "1849-05-04"]
    );
}

#[test]
fn historian_visits() {
    let Some(visits) = read("historian-visits", "diplomacy/visits.tar.xz") else { return };
    let Some(travels) = read("historian-travels", "diplomacy/travels.tar.xz") else { return };
    assert_eq!((visits.events.len(), travels.events.len()), (3_264, 4_271));
}

/// The answers as they were recorded, counted by hand and by another reader.
#[test]
fn recorded_answers_of_comtrade() {
    let folder = "api_recorded/comtrade";
    let Some(data) =
        read("comtrade", &format!("{folder}/testthat_data_comtradeapi.un.org_data_v1_get_C_A_HS-60a6ad.json"))
    else {
        return;
    };
    data.assert_keys_are_unique();
    assert_eq!(data.observations.len(), 4);
    assert_eq!(data.quantity("CN", "imports-goods", Some("AR"), None, "2010"), "6804128143");
    assert_eq!(data.quantity("CN", "imports-goods", Some("DE"), None, "2010"), "74251272075");
    assert!(data.unparsed.is_empty());
    for (list, reason) in [
        ("goods_bulk_comtradeapi.un.org_bulk_v1_get_C_A_HS-4f1d0f.json", "list of bulk files"),
        ("testthat_goods_bulk_error_comtradeapi.un.org_bulk_v1_get_C_A_HS-a503f3.json", "no data"),
    ] {
        let Some(kept) = read("comtrade", &format!("{folder}/{list}")) else { return };
        assert_eq!((kept.observations.len(), kept.unparsed[0].reason), (0, reason));
    }
}

#[test]
fn recorded_answers_of_open_trade_statistics() {
    // Two figures a row, less those told twice and rows of a territory that is
    // no part of the codelist (a row of `chl_myt_2002_yrp` says "no data").
    let files = [
        ("chl_all_2002_yrp", 145),
        ("chl_arg_2002_yr", 4),
        ("chl_arg_2002_yr_apple", 163),
        ("chl_arg_2002_yrp", 1),
        ("chl_arg_2002_yrpc", 7_462),
        ("chl_arg_2002_yrpc_fish", 5),
        ("chl_arg_2002_yrpc_wheat", 1),
        ("chl_arg_2004_yr", 1),
        ("chl_arg_2004_yrpc", 1_416),
        ("chl_myt_2002_yrp", 0),
    ];
    for (file, rows) in files {
        let Some(kept) = read("tradestatistics", &format!("api_recorded/tradestatistics/{file}.yml")) else { return };
        kept.assert_keys_are_unique();
        let unknown = kept.unparsed.iter().filter(|u| u.reason == "unknown area").count();
        let again = kept.unparsed.iter().filter(|u| u.reason == "told again").count();
        assert_eq!(kept.observations.len() + again, 2 * (rows - unknown), "{file}");
        assert!(unknown <= 2 && kept.unparsed.iter().all(|u| u.expected || u.reason == "unknown area"), "{file}");
    }
}
