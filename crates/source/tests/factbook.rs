//! The ten shared editions of the World Factbook: every numeral accounted for,
//! and facts that were read in the files by eye.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it tells who runs it what it found")]
#![expect(clippy::disallowed_methods, reason = "a test reads files and tells how long that took")]

mod kept;

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    time::Instant,
};

use attache_model::{Edition, Event, EventKind, Observation, Place, Sink, SinkError, Unparsed};
use attache_source::{Input, archive, find};
use kept::shared_bytes;
use serde_json::Value;

/// What the parser told of one text of one file.
#[derive(Default)]
struct Told {
    /// Spans of figures, events and listed prose; `None` is the whole text.
    spans: Vec<Option<(usize, usize)>>,
    /// Digits that stand in a figure's period, breakdown, unit or note, or in
    /// an attribute of an event.
    digits: HashSet<String>,
}

#[derive(Default)]
struct Kept {
    editions: Vec<(Edition, u32, u32)>,
    told: HashMap<(String, String), Told>,
    /// Bolivia's figures, as "edition indicator[partner] breakdown" and what is said.
    figures: BTreeMap<String, Vec<String>>,
    events: Vec<(String, Event)>,
    unparsed: BTreeMap<(&'static str, bool), u32>,
}

impl Kept {
    fn current(&self) -> String {
        let edition = &self.editions.last().unwrap().0;
        edition.published.map_or_else(|| edition.name.clone(), |d| d.to_string())
    }

    fn told(&mut self, place: &Place) -> &mut Told {
        let told = self.told.entry((place.member.to_string(), place.pointer.to_string())).or_default();
        told.spans.push(place.span.as_ref().map(|s| (s.start as usize, s.end as usize)));
        told
    }
}

impl Sink for Kept {
    fn edition(&mut self, edition: Edition) -> Result<(), SinkError> {
        self.editions.push((edition, 0, 0));
        Ok(())
    }

    fn observation(&mut self, o: Observation, place: Place) -> Result<(), SinkError> {
        self.editions.last_mut().unwrap().1 += 1;
        let said = format!(
            "{} {} {} {}",
            o.time_period,
            o.key.breakdown.map_or("", |b| b.as_str()),
            o.unit,
            o.note.map_or("", |n| n.as_str())
        );
        let told = self.told(&place);
        for (_, digits) in numerals(&said) {
            // The period 2014-01-01 is printed as "1 January 2014", 2010/2015 as "2010-15".
            told.digits.insert(digits.trim_start_matches('0').to_owned());
            if let Ok(year @ 1000..=2199) = digits.parse::<u32>() {
                let before = (year - 1).to_string();
                told.digits.extend([digits[2..].to_owned(), before[2..].to_owned(), before]);
            }
            told.digits.insert(digits);
        }
        if o.key.ref_area.code() == "BO" {
            let partner = o.key.counterpart_area.map(|a| format!("[{a}]")).unwrap_or_default();
            let category = o.key.breakdown.map(|b| format!(" {b}")).unwrap_or_default();
            let key = format!("{} {}{partner}{category}", self.current(), o.key.indicator);
            let note = o.note.map(|n| format!("; {n}")).unwrap_or_default();
            let line = format!("{}e{} {} {} {}{note}", o.token, o.unit_mult, o.unit, o.time_period, o.status.code());
            self.figures.entry(key).or_default().push(line);
        }
        Ok(())
    }

    fn event(&mut self, event: Event, place: Place) -> Result<(), SinkError> {
        self.editions.last_mut().unwrap().2 += 1;
        let told = self.told(&place);
        for attribute in &event.attributes {
            told.digits.extend(numerals(&attribute.value).into_iter().map(|(_, d)| d));
        }
        if event.parties.iter().any(|p| p.area.code() == "BO") {
            self.events.push((self.current(), event));
        }
        Ok(())
    }

    fn unparsed(&mut self, unparsed: Unparsed) {
        *self.unparsed.entry((unparsed.reason, unparsed.expected)).or_default() += 1;
        if unparsed.expected {
            self.told(&unparsed.place);
        }
    }
}

/// The numerals of a text: their places and their digits without commas.
fn numerals(text: &str) -> Vec<((usize, usize), String)> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !digit(at) {
            at += 1;
            continue;
        }
        let start = at;
        while digit(at) || (matches!(bytes.get(at), Some(b',' | b'.')) && digit(at + 1)) {
            at += 1;
        }
        found.push(((start, at), text[start..at].replace(',', "")));
    }
    found
}

fn parse(name: &str, bytes: &[u8]) -> Kept {
    let mut kept = Kept::default();
    let started = Instant::now();
    find("factbook").unwrap().parse(&Input::new(name, bytes), &mut kept).unwrap();
    println!("{name}: {} editions in {:?}", kept.editions.len(), started.elapsed());
    for ((reason, expected), count) in &kept.unparsed {
        println!("  {count} x {reason}{}", if *expected { " (expected)" } else { "" });
    }
    kept
}

/// Counts a file's numerals and those that nothing accounts for.
fn account(member: &str, value: &Value, pointer: &mut String, kept: &Kept, count: &mut (u32, u32)) {
    match value {
        Value::Object(parts) => {
            for (name, part) in parts {
                let length = pointer.len();
                pointer.push('/');
                pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
                account(member, part, pointer, kept, count);
                pointer.truncate(length);
            }
        }
        Value::String(text) => {
            let told = |pointer: &str| kept.told.get(&(member.to_owned(), pointer.to_owned()));
            // An address is told of the field, of which this text is a part.
            let field = pointer.match_indices('/').nth(2).map_or(pointer.as_str(), |(at, _)| &pointer[..at]);
            let (here, above) = (told(pointer), told(field));
            for ((start, end), digits) in numerals(text) {
                let spans = here.map_or(&[][..], |t| &t.spans);
                let covered = spans.iter().any(|s| s.is_none_or(|(from, to)| from < end && start < to));
                let said = here.is_some_and(|t| t.digits.contains(&digits))
                    || above.is_some_and(|t| t.digits.contains(&digits));
                count.0 += 1;
                count.1 += u32::from(!covered && !said);
            }
        }
        _ => {}
    }
}

#[test]
fn ten_editions() {
    let Some(bytes) = shared_bytes("factbook/editions.tar.xz") else { return };
    let kept = parse("editions.tar.xz", &bytes);
    for (edition, observations, events) in &kept.editions {
        println!("  {}: {observations} observations, {events} events", edition.name);
        assert!(*observations > 60_000 && *events > 14_000, "{}", edition.name);
    }
    let dates: Vec<String> = kept.editions.iter().map(|(e, ..)| e.published.unwrap().to_string()).collect();
    assert_eq!(dates.first().map(String::as_str), Some("2015-11-29"));
    assert_eq!(dates.last().map(String::as_str), Some("2026-01-22"));
    assert!(dates.is_sorted() && dates.len() == 10);

    let mut all = (0, 0);
    for member in archive::members(&Input::new("editions.tar.xz", &bytes)).unwrap() {
        let stem = member.name.rsplit('/').next().unwrap_or_default();
        if stem.len() != "bl.json".len() || !stem.ends_with(".json") {
            continue;
        }
        let value: Value = serde_json::from_slice(&member.bytes).unwrap();
        for (section, part) in value.as_object().unwrap().iter().filter(|(s, _)| *s != "Introduction") {
            account(&member.name, part, &mut format!("/{section}"), &kept, &mut all);
        }
    }
    let (numerals, lost) = all;
    println!("  {numerals} numerals, {lost} neither in a figure or event nor in listed prose");
    assert!(numerals > 1_000_000);
    assert!(lost * 100 <= numerals * 3, "{lost} of {numerals} numerals are lost");

    facts(&kept);
    bolivia_s_missions(&kept);
}

/// Read in Bolivia's files by eye.
fn facts(kept: &Kept) {
    let known = [
        ("2015-11-29 population", "10,800,882e0 PERSONS 2015-07 E"),
        ("2015-11-29 age-share 0-14 years", "32.85e0 PERCENT 2015 E"),
        ("2015-11-29 median-age", "23.7e0 YEARS 2015 E"),
        ("2015-11-29 ethnic-group-share mestizo (mixed white and Amerindian ancestry)", "68e0 PERCENT 2009 E"),
        ("2015-11-29 drinking-water-source-improved rural", "75.6e0 PERCENT 2015 E"),
        ("2015-11-29 agricultural-land-share arable land", "3.6e0 PERCENT 2011 E"),
        ("2015-11-29 poverty-rate", "45e0 PERCENT 2011 E"),
        ("2015-11-29 urban-area-population Santa Cruz", "2.107e6 PERSONS 2015 A"),
        ("2020-11-27 exports-goods[W00]", "7.746e9 USD 2017 E"),
        ("2020-11-27 exports-goods[W00]", "7.214e9 USD 2016 E"),
        ("2020-11-27 fixed-line-subscriptions-per-100", "6.27e0 SUBSCRIPTIONS_PER_100 2019 E"),
        ("2026-01-22 population", "12,436,103e0 PERSONS 2025 E"),
        ("2026-01-22 population male", "6,257,914e0 PERSONS 2025 E"),
        ("2026-01-22 gdp-ppp-real", "122.2e9 USD 2024 E; 2021 dollars"),
        ("2026-01-22 gdp-per-capita-ppp-real", "9,700e0 USD 2022 E; 2021 dollars"),
        ("2026-01-22 gdp-current", "49.668e9 USD 2024 E"),
        ("2026-01-22 gdp-growth-rate", "1.4e0 PERCENT 2024 E"),
        ("2026-01-22 inflation-rate", "5.1e0 PERCENT 2024 E"),
        ("2026-01-22 labor-force", "6.859e6 PERSONS 2024 E"),
        ("2026-01-22 poverty-rate", "37.7e0 PERCENT 2022 E"),
        ("2026-01-22 gini-index", "42.1e0 RATIO 2023 E"),
        ("2026-01-22 youth-unemployment-rate female", "5.8e0 PERCENT 2024 E"),
        ("2026-01-22 area-total", "1,098,581e0 KM2 unstated A"),
        ("2026-01-22 land-boundary[BR]", "3,403e0 KM unstated A"),
        ("2026-01-22 elevation-highest", "6,542e0 M unstated A; Nevado Sajama"),
        ("2026-01-22 latitude", "17 00 Se0 DEGREES unstated A"),
        ("2026-01-22 maternal-mortality-ratio", "146e0 DEATHS_PER_100000_LIVE_BIRTHS 2023 E"),
        ("2026-01-22 net-migration-rate", "-0.95e0 MIGRANTS_PER_1000 2025 E"),
        ("2026-01-22 urbanization-rate", "1.87e0 PERCENT 2020/2025 E"),
        ("2026-01-22 religion-share Protestant/Evangelical Baptist", "2.1e0 PERCENT 2023 E"),
        ("2026-01-22 language-share Spanish", "68.1e0 PERCENT 2012 E"),
        ("2026-01-22 urban-area-population Sucre", "278,000e0 PERSONS 2018 A; constitutional capital"),
        ("2026-01-22 party-seats lower chamber/Christian Democratic Party", "49e0 SEATS unstated A"),
        ("2026-01-22 legislature-women-share upper chamber", "58.3e0 PERCENT unstated A"),
        ("2026-01-22 remittances-share-of-gdp", "3.2e0 PERCENT 2023 E"),
    ];
    for (key, line) in known {
        let found = kept.figures.get(key).map_or(&[][..], Vec::as_slice);
        assert!(found.iter().any(|f| f == line), "{key}: {line} is not among {found:?}");
    }
}

fn bolivia_s_missions(kept: &Kept) {
    let of = |edition: &str, kind: EventKind| -> Vec<&Event> {
        kept.events.iter().filter(|(e, event)| e == edition && event.kind == kind).map(|(_, e)| e).collect()
    };
    let chiefs = of("2026-01-22", EventKind::ChiefOfMission);
    let said: Vec<(&str, &str, &str)> =
        chiefs.iter().map(|e| (e.title.as_str(), e.person.as_str(), e.status.as_str())).collect();
    assert_eq!(
        said,
        [
            ("Ambassador", "", "vacant"),
            ("Chargé d'Affaires", "Henry BALDELOMAR CHÁVEZ", "in-office"),
            ("Ambassador", "", "vacant"),
            ("Chargé d'Affaires", "Debra HEVIA", "in-office"),
        ]
    );
    assert_eq!(chiefs[3].from.unwrap().to_string(), "2023-09");
    let addresses = of("2026-01-22", EventKind::MissionAddress);
    assert_eq!(addresses[1].attribute("address"), Some("Avenida Arce 2780, Casilla 425, La Paz"));
    assert_eq!(addresses[1].attribute("telephone"), Some("[591] (2) 216-8000"));
    assert_eq!(addresses[0].attribute("fax"), Some("[1] (202) 328-3712"));
    let independence = of("2026-01-22", EventKind::Independence);
    assert_eq!(independence[0].from.unwrap().to_string(), "1825-08-06");
    assert_eq!(of("2026-01-22", EventKind::Border).len(), 8 + 2);
    let memberships = of("2026-01-22", EventKind::Membership);
    let status = |code: &str| {
        memberships.iter().find(|e| e.organization.is_some_and(|o| o.code() == code)).map(|e| e.status.as_str())
    };
    assert_eq!(status("Mercosur"), Some("associate"));
    assert_eq!(status("ISO"), Some("correspondent"));
    assert_eq!(status("WTO"), Some("member"));
    assert_eq!(addresses[1].attribute("office"), Some("embassy"));
    assert_eq!(independence[0].attribute("clause"), Some("1"));
    assert_eq!(independence[0].attribute("from"), Some("Spain"));
    // Bolivia still lists a mission that ended in 2017, so this is the Factbook's word and no more.
    assert_eq!(status("MINUSTAH"), Some("member"));
}

#[test]
fn four_countries_week_by_week() {
    let Some(bytes) = shared_bytes("factbook/bol-per-col-usa-163-editions.tar.xz") else { return };
    let kept = parse("bol-per-col-usa-163-editions.tar.xz", &bytes);
    assert_eq!(kept.editions.len(), 163);
    assert!(kept.editions.is_sorted_by_key(|(e, ..)| e.published));
    let population: Vec<&String> =
        kept.figures.iter().filter(|(k, _)| k.ends_with(" population")).flat_map(|(_, lines)| lines).collect();
    assert!(population.len() >= 163, "{}", population.len());
}
