use attache_model::EventKind;

use super::*;
use crate::specimen::{Kept, codes, parse};

/// Bolivia with some fields of one section.
fn fields(section: &str, fields: &str) -> Kept {
    let json = format!("{{\"Introduction\": {{}}, \"{section}\": {{{fields}}}}}");
    parse(&FACTBOOK, "bl.json", json.as_bytes()).unwrap()
}

/// A figure a line: indicator, partner, breakdown, token, multiplier, unit, period, status, note.
fn figures(kept: &Kept) -> Vec<String> {
    let line = |o: &attache_model::Observation| {
        let partner = o.key.counterpart_area.map(|a| format!("[{a}]")).unwrap_or_default();
        let category = o.key.breakdown.map(|b| format!(" {b}")).unwrap_or_default();
        let power = if o.unit_mult == 0 { String::new() } else { format!("e{}", o.unit_mult) };
        let note = o.note.map(|n| format!("; {n}")).unwrap_or_default();
        let status = o.status.code();
        format!(
            "{}{partner}{category} = {}{power} {} {} {status}{note}",
            o.key.indicator, o.token, o.unit, o.time_period
        )
    };
    kept.observations.iter().map(|(o, _)| line(o)).collect()
}

#[test]
fn money_over_the_years() {
    let text = r#""Current account balance": {"text": "$1.265 billion (2014 est.) ++ -$1.106 billion (2013 est.)"}"#;
    let kept = fields("Economy", text);
    assert_eq!(
        figures(&kept),
        ["current-account-balance = 1.265e9 USD 2014 E", "current-account-balance = -1.106e9 USD 2013 E"]
    );
    assert_eq!(kept.observations[1].0.value, "-1.106".parse().unwrap());
    assert_eq!(kept.observations[1].1.to_string(), "/Economy/Current account balance/text@30..37");
    assert_eq!((kept.editions.len(), kept.editions[0].published), (1, None));
}

#[test]
fn the_year_of_one_part_is_that_of_all() {
    let kept = fields(
        "People and Society",
        r#""Population": {"total": {"text": "12,436,103 (2025 est.)"}, "male": {"text": "6,257,914"}},
           "Median age": {"total": {"text": "23.7 years"}, "female": {"text": "24.4 years (2015 est.)"}},
           "Ethnic groups": {"text": "mestizo 68%", "note": {"text": "surveys vary (2009 est.)"}}"#,
    );
    assert_eq!(
        figures(&kept),
        [
            "population = 12,436,103 PERSONS 2025 E",
            "population male = 6,257,914 PERSONS 2025 E",
            "median-age = 23.7 YEARS 2015 E",
            "median-age female = 24.4 YEARS 2015 E",
            "ethnic-group-share mestizo = 68 PERCENT 2009 E",
        ]
    );
}

#[test]
fn shares_within_shares() {
    let kept = fields(
        "People and Society",
        r#""Religions": {"text": "Roman Catholic 65%, Protestant 19.6% (Evangelical (non-specific) 11.9%, Adventist 2.8%), other &lt;1% (2023 est.)"},
           "Age structure": {"0-14 years": {"text": "28.5% (male 1,792,803/female 1,718,081) (2024 est.)"}}"#,
    );
    assert_eq!(
        figures(&kept),
        [
            "religion-share Roman Catholic = 65 PERCENT 2023 E",
            "religion-share Protestant = 19.6 PERCENT 2023 E",
            "religion-share Protestant/Evangelical (non-specific) = 11.9 PERCENT 2023 E",
            "religion-share Protestant/Adventist = 2.8 PERCENT 2023 E",
            "religion-share other = 1 PERCENT 2023 E; less than",
            "age-share 0-14 years = 28.5 PERCENT 2024 E",
            "age-population 0-14 years/male = 1,792,803 PERSONS 2024 E",
            "age-population 0-14 years/female = 1,718,081 PERSONS 2024 E",
        ]
    );
}

#[test]
fn partners_are_counterparts() {
    let kept =
        fields("Economy", r#""Exports - partners": {"text": "Brazil 15%, Bahamas, The 9%, Atlantis 1% (2023)"}"#);
    assert_eq!(
        figures(&kept),
        ["export-partner-share[BR] = 15 PERCENT 2023 A", "export-partner-share[BS] = 9 PERCENT 2023 A"]
    );
    assert!(kept.unparsed.iter().any(|u| u.reason == "unknown area" && !u.expected));
    let kept = fields(
        "Geography",
        r#""Land boundaries": {"border countries": {"text": "Argentina 942 km; China (southeast) 4,133 km and China (south) 46 km"}}"#,
    );
    assert_eq!(
        figures(&kept),
        [
            "land-boundary[AR] = 942 KM unstated A",
            "land-boundary[CN] southeast = 4,133 KM unstated A",
            "land-boundary[CN] south = 46 KM unstated A",
        ]
    );
    assert_eq!(codes(kept.events_of(EventKind::Border)[0]), ["AR", "BO"]);
}

#[test]
fn goods_in_the_order_of_their_value() {
    let kept = fields("Economy", r#""Exports - commodities": {"text": "gas, gold (2023)"}"#);
    assert_eq!(figures(&kept), ["export-commodity gas = 1 RANK 2023 A", "export-commodity gold = 2 RANK 2023 A"]);
}

#[test]
fn trade_in_goods_became_trade_in_goods_and_services() {
    let kept = fields(
        "Economy",
        r#""Exports": {"Exports 2024": {"text": "$9.8 billion (2024 est.)"}, "note": "<b>note:</b> balance of payments - exports of goods and services in current dollars"},
           "Imports": {"text": "$10.3 billion (2014 est.)"}"#,
    );
    assert_eq!(figures(&kept), ["exports-goods-services = 9.8e9 USD 2024 E", "imports-goods[W00] = 10.3e9 USD 2014 E"]);
}

#[test]
fn places() {
    let kept = fields(
        "Geography",
        r#""Geographic coordinates": {"text": "17 00 S, 65 08 W"},
           "Elevation": {"highest point": {"text": "Nevado Sajama 6,542 m"}, "lowest point": {"text": "Qattara Depression -133 m"}},
           "Major urban areas - population": {"text": "1.936 million LA PAZ (capital), 1.820 million Santa Cruz (2022); 278,000 Sucre (constitutional capital) (2018)"}"#,
    );
    assert_eq!(
        figures(&kept),
        [
            "latitude = 17 00 S DEGREES unstated A",
            "longitude = 65 08 W DEGREES unstated A",
            "elevation-highest = 6,542 M unstated A; Nevado Sajama",
            "elevation-lowest = -133 M unstated A; Qattara Depression",
            "urban-area-population LA PAZ = 1.936e6 PERSONS 2022 A; capital",
            "urban-area-population Santa Cruz = 1.820e6 PERSONS 2022 A",
            "urban-area-population Sucre = 278,000 PERSONS 2018 A; constitutional capital",
        ]
    );
}

#[test]
fn what_the_year_stands_before_and_what_is_missing() {
    let kept = fields(
        "Military",
        r#""Military expenditures": {"text": "NA% (2012) ++ 0.51% of GDP (2011) ++ NA% (2010)"},
           "Broadband - fixed subscriptions": {"total": {"text": "(2023 est.) less than 1"}}"#,
    );
    assert_eq!(
        figures(&kept),
        [
            "military-expenditure-share-of-gdp = 0.51 PERCENT 2011 A",
            "broadband-subscriptions = 1 COUNT 2023 E; less than"
        ]
    );
    assert!(kept.unparsed.iter().all(|u| u.expected));
}

#[test]
fn votes_and_seats() {
    let kept = fields(
        "Government",
        r#""Legislative branch": {"election results": {"text": "Senate - percent of vote by party - NA; seats by party - MAS 21, CC 11; composition - men 16, women 20"}}"#,
    );
    assert_eq!(
        figures(&kept),
        [
            "election-seats Senate/MAS = 21 SEATS unstated A",
            "election-seats Senate/CC = 11 SEATS unstated A",
            "legislature-composition Senate/men = 16 COUNT unstated A",
            "legislature-composition Senate/women = 20 COUNT unstated A",
        ]
    );
}

/// As editions until 2024 have it: a sentence, with what is not regular left to prose.
#[test]
fn chambers_of_a_legislature() {
    let told = |description: &str, results: &str| {
        let branch = format!(
            r#""Legislative branch": {{"description": {{"text": "{description}"}}, "election results": {{"text": "{results}"}}}}"#
        );
        let mut told = figures(&fields("Government", &branch));
        told.retain(|figure| figure.starts_with("legislature-seats") || figure.starts_with("legislature-women"));
        told
    };
    assert_eq!(
        told(
            "unicameral Legislative Assembly or Asamblea Legislativa (84 seats; members directly elected)",
            "seats by party - NI 56, ARENA 14, other 14; composition - men 61, women 23, percent of women 27.4%"
        ),
        ["legislature-seats = 84 SEATS unstated A", "legislature-women-share = 27.4 PERCENT unstated A"]
    );
    assert_eq!(
        told(
            "bicameral Congress consists of: Federal Senate or Senado Federal (81 seats; 3 members each from 26 states) \
             ++ Chamber of Deputies (1,513 seats; members directly elected)",
            "Senate - seats by party - PT 21; composition - men 24, women 8, percent of women 25% ++ Chamber of \
             Deputies - seats by party - PT 53; composition - men 31, women 11, percent of women 26.2%; note - total \
             Congress percent of women 27%"
        ),
        [
            "legislature-seats upper chamber = 81 SEATS unstated A",
            "legislature-seats lower chamber = 1,513 SEATS unstated A",
            "legislature-women-share upper chamber = 25 PERCENT unstated A",
            "legislature-women-share lower chamber = 26.2 PERCENT unstated A",
        ]
    );
    assert_eq!(
        told(
            "bicameral Parliament consists of the National Assembly (150 seats; ...) and the Senate (50 seats; ...)",
            ""
        ),
        [
            "legislature-seats lower chamber = 150 SEATS unstated A",
            "legislature-seats upper chamber = 50 SEATS unstated A",
        ]
    );
    let results = |first: &str, second: &str| {
        let share =
            |name: &str| format!("{name} - seats by party - A 21; composition - men 9, women 3, percent of women 25%");
        format!("{} ++ {}", share(first), share(second))
    };
    for (first, second) in [
        ("Council of States", "National Council"),
        ("House of Peoples", "House of Representatives"),
        ("House of Commons", "House of Keys"),
    ] {
        assert_eq!(told("", &results(first, second)), [""; 0], "{first}, {second}");
    }
    let of_one = "National Council - seats by party - A 21; composition - men 9, women 3, percent of women 25%";
    assert_eq!(told("", of_one), [""; 0]);
    for unclear in [
        "formerly the unicameral National Assembly (171 seats; dissolved)",
        "unicameral National Assembly (171 statutory seats - 166 currently)",
        "bicameral Parliament consists of: Council of States (46 seats) ++ National Council (200 seats)",
        "bicameral Parliament consists of: House of Lords (membership not fixed) ++ House of Commons (650 seats)",
        "bicameral Parliament: House of Lords (760 seats - membership not fixed) ++ House of Commons (650 seats)",
    ] {
        assert_eq!(told(unclear, ""), [""; 0], "{unclear}");
    }
}

#[test]
fn events_of_the_state() {
    let kept = fields(
        "Government",
        r#""Independence": {"text": "6 August 1825 (from Spain)"},
           "International organization participation": {"text": "G-77, CIS (associate member, has not ratified the charter although it takes part in meetings of all), ISO (correspondent), XYZZY"},
           "Diplomatic representation from the US": {
             "chief of mission": {"text": "Ambassador (vacant); Charg&eacute; d'Affaires Debra HEVIA (since September 2023)"},
             "embassy": {"text": "Avenida Arce 2780, La Paz"}, "telephone": {"text": "[591] (2) 216-8000"}}"#,
    );
    let independence = kept.events_of(EventKind::Independence)[0];
    assert_eq!((codes(independence), independence.from), (vec!["BO", "ES"], "1825-08-06".parse().ok()));
    let statuses: Vec<&str> = kept.events_of(EventKind::Membership).iter().map(|e| e.status.as_str()).collect();
    assert_eq!(statuses, ["member", "associate", "correspondent"]);
    assert!(kept.unparsed.iter().any(|u| u.reason == "unknown organization"));
    let chiefs = kept.events_of(EventKind::ChiefOfMission);
    assert_eq!((chiefs[0].status.as_str(), chiefs[1].person.as_str()), ("vacant", "Debra HEVIA"));
    assert_eq!(codes(chiefs[1]), ["US", "BO"]);
    let address = kept.events_of(EventKind::MissionAddress)[0];
    assert_eq!(address.attribute("telephone"), Some("[591] (2) 216-8000"));
}

#[test]
fn a_coming_field_is_read_or_reported() {
    let kept = fields(
        "Economy",
        r#""Lunar trade": {"helium": {"text": "$3.5 million (2031 est.)"}, "odd": {"text": "7 of 9 at 12"}}"#,
    );
    assert_eq!(figures(&kept), ["lunar-trade-helium = 3.5e6 USD 2031 E"]);
    assert!(kept.unparsed.iter().any(|u| !u.expected && u.reason == "no regular figure"));
}

#[test]
fn absurd_numbers_are_errors_with_their_place() {
    let json = format!(r#"{{"Economy": {{"Labor force": {{"text": "{} (2020)"}}}}}}"#, "9".repeat(60));
    let error = parse(&FACTBOOK, "bl.json", json.as_bytes()).unwrap_err().to_string();
    assert!(error.starts_with("bl.json, /Economy/Labor force/text@0..60: "), "{error}");
    let error = parse(&FACTBOOK, "bolivia.json", b"{}").unwrap_err().to_string();
    assert!(error.contains("GEC code"), "{error}");
}

/// Whatever is cut from or changed in a file, reading it ends and is no panic.
#[test]
fn damaged_texts_do_no_harm() {
    let texts = [
        "32.85% (male 1,807,779/female 1,740,188) (2015 est.)",
        "Muslim (official; citizens are 85-90% Sunni) 5%, other 2.5% [x] ((2,3); -$1.106 billion (FY2013/14 est.) ++ <b>NA</b>",
        "Senate - percent of vote – seats by party - A 5, B–C 6;\nnote: 12 é&eacute;(2012) 25-35,000 km UTC-4 (1 hour) 17 00 S, 65 W",
        "Ambassador (vacant); President X Y (since 5 May 2020), election last held on 31 March and 21 April 2019 (next to be held in 2024)",
    ];
    let places = [
        ("People and Society", "Age structure"),
        ("Economy", "Exports - partners"),
        ("Economy", "Exports - commodities"),
        ("Geography", "Geographic coordinates"),
        ("Geography", "Elevation\":{\"highest point"),
        ("Government", "Independence"),
        ("Government", "Executive branch\":{\"chief of state"),
        ("Government", "Executive branch\":{\"election results"),
        ("Government", "Executive branch\":{\"elections/appointments"),
        ("Government", "Capital\":{\"time difference"),
        ("Government", "National holiday"),
        ("Government", "Diplomatic representation in the US\":{\"chief of mission"),
    ];
    let damage = ["(", ")", "-", "9", ",", "é", "\u{a0}", "%", ";", ": ", "<", "&#x0;", "$", "/"];
    for (section, name) in places {
        let close = if name.contains('{') { "}" } else { "" };
        for text in texts {
            let cuts = (0..=text.len()).filter(|at| text.is_char_boundary(*at));
            for (turn, at) in cuts.enumerate() {
                let (head, tail) = text.split_at(at);
                for damaged in
                    [head.to_owned(), tail.to_owned(), format!("{head}{}{tail}", damage[turn % damage.len()])]
                {
                    let quoted = serde_json::Value::from(damaged).to_string();
                    let json = format!("{{\"{section}\": {{\"{name}\": {{\"text\": {quoted}}}{close}}}}}");
                    // Either is fine; a panic is not.
                    let _ = parse(&FACTBOOK, "us.json", json.as_bytes());
                }
            }
        }
    }
}

/// A country's field of the government section.
fn government(gec: &str, field: &str) -> Kept {
    let json = format!("{{\"Introduction\": {{}}, \"Government\": {{{field}}}}}");
    parse(&FACTBOOK, &format!("{gec}.json"), json.as_bytes()).unwrap()
}

#[test]
fn an_embassy_that_is_none_is_a_note() {
    let none = r#""Diplomatic representation from the US": {"embassy": {"text": "the US does not have an embassy in Tuvalu; the US Ambassador to Fiji is accredited to Tuvalu"}}"#;
    let kept = government("tv", none);
    assert!(kept.events_of(EventKind::MissionAddress).is_empty());
    let chiefs = kept.events_of(EventKind::ChiefOfMission);
    assert_eq!((chiefs[0].status.as_str(), chiefs[0].title.as_str()), ("accredited-elsewhere", "Ambassador to Fiji"));
    assert!(!kept.events_of(EventKind::Note).is_empty());

    let closed = r#""Diplomatic representation from the US": {"embassy": {"text": "Sidi Slim Area, Tripoli"}, "telephone": {"text": "[218] (0) 91-220-3239"}, "note": "<strong>note:</strong> the US Embassy in Tripoli closed in July 2014 due to Libyan civil unrest"}"#;
    assert!(government("ly", closed).events_of(EventKind::MissionAddress).is_empty());
}

#[test]
fn the_office_is_what_the_field_says() {
    let office = |gec: &str, field: &str| {
        let kept = government(gec, &format!("\"Diplomatic representation from the US\": {{{field}}}"));
        let event = kept.events_of(EventKind::MissionAddress)[0].clone();
        (event.title.to_string(), event.attribute("office").unwrap().to_owned())
    };
    let said = |title: &str, office: &str| (title.to_owned(), office.to_owned());
    assert_eq!(office("bl", r#""embassy": {"text": "Avenida Arce 2780, La Paz"}"#), said("embassy", "embassy"));
    assert_eq!(
        office("hk", r#""embassy": {"text": "26 Garden Road, Central, Hong Kong"}"#),
        said("consulate-general", "consulate-general")
    );
    assert_eq!(
        office(
            "gl",
            r#""chief of mission": {"text": "Consul Monica BLAND (since July 2023)"}, "embassy": {"text": "Aalisartut Aqqutaa 47<br>Nuuk 3900"}"#
        ),
        said("consulate", "consulate")
    );
    assert_eq!(
        office("tw", r#""branch office(s)": {"text": "American Institute in Taiwan<br>No. 100, Jinhu Road"}"#),
        said("representative office", "representative office")
    );
}

#[test]
fn the_first_clause_is_the_independence() {
    let read = |gec: &str, text: &str| -> Vec<String> {
        let kept = government(gec, &format!("\"Independence\": {{\"text\": \"{text}\"}}"));
        let events = kept.events_of(EventKind::Independence);
        events
            .iter()
            .map(|e| {
                let from = e.parties.iter().filter(|p| p.role == attache_model::Role::From);
                let from: Vec<&str> = from.map(|p| p.area.code()).collect();
                format!("{} {} {} {}", e.attribute("clause").unwrap(), e.status, e.from.unwrap(), from.join("+"))
            })
            .collect()
    };
    assert_eq!(
        read(
            "up",
            "24 August 1991 (from the Soviet Union); notable earlier dates: ca. 982 (VOLODYMYR I consolidates Kyivan Rus); 1648 (establishment of the Cossack Hetmanate); 22 January 1918 (from Soviet Russia)"
        ),
        ["1 independent 1991-08-24 SUHH", "4 earlier-date 1918-01-22 RU"]
    );
    assert_eq!(read("nh", "30 July 1980 (from France and the UK)"), ["1 independent 1980-07-30 FR+GB"]);
    assert_eq!(
        read(
            "ch",
            "1 October 1949 (People's Republic of China established); notable earlier dates: 221 B.C. (unification under the Qin Dynasty)"
        ),
        ["1 founded 1949-10-01 "]
    );
    assert_eq!(
        read(
            "fr",
            "no official date of independence: 486 (Frankish tribes unified); 10 August 843 (Western Francia established)"
        ),
        ["1 founded 0486 "]
    );
    assert_eq!(read("rq", "none (territory of the US with commonwealth status)"), [""; 0]);
}
