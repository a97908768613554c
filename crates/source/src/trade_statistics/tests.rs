use super::*;
use crate::specimen::{Kept, parse};

fn told(kept: &Kept) -> Vec<String> {
    let figure = |(o, place): &(Observation, Place)| {
        let (partner, breakdown) = (o.key.counterpart_area.unwrap(), o.key.breakdown.map_or("all", |b| b.as_str()));
        format!("{} {} {partner} {breakdown} {} {} at {place}", o.key.ref_area, o.key.indicator, o.time_period, o.token)
    };
    kept.observations.iter().map(figure).collect()
}

fn read(text: &str) -> Kept {
    parse(&TRADE_STATISTICS, "a.yml", text.as_bytes()).unwrap()
}

fn said(text: &str) -> String {
    parse(&TRADE_STATISTICS, "a.yml", text.as_bytes()).unwrap_err().to_string()
}

const PAIR: &str = r#"[{"year":2002,"reporter_iso":"chl","partner_iso":"arg","section_code":"01","commodity_code":"010121","trade_value_usd_imp":30944,"trade_value_usd_exp":96185}]"#;

#[test]
fn figures_are_the_reporters() {
    assert_eq!(
        told(&read(PAIR)),
        [
            "CL exports-goods-by-commodity AR H4:010121 2002 96185 at /0/trade_value_usd_exp",
            "CL imports-goods-by-commodity AR H4:010121 2002 30944 at /0/trade_value_usd_imp",
        ]
    );
    let kept = read(
        r#"[{"year":2002,"reporter_iso":"chl","trade_value_usd_imp":7,"trade_value_usd_exp":null},
            {"year":2003,"commodity_code":"0101","trade_value_usd_imp":8,"trade_value_usd_exp":9},
            {"year":2003,"reporter_iso":"zzz","partner_iso":"arg","trade_value_usd_imp":8,"trade_value_usd_exp":9},
            {"year":2003,"reporter_iso":"chl","partner_iso":"myt","observation":"No data available"}]"#,
    );
    assert_eq!(
        told(&kept),
        [
            "CL imports-goods W00 all 2002 7 at /0/trade_value_usd_imp",
            "W00 exports-goods-by-commodity W00 H4:0101 2003 9 at /1/trade_value_usd_exp",
            "W00 imports-goods-by-commodity W00 H4:0101 2003 8 at /1/trade_value_usd_imp",
        ]
    );
    assert_eq!(kept.editions[0].name, "figures of 2002 to 2003");
    let skipped: Vec<_> = kept.unparsed.iter().map(|u| (u.reason, u.expected)).collect();
    assert_eq!(skipped, [("unknown area", false), ("no data", true)]);
}

fn cassette(bodies: &[&str]) -> String {
    let mut text = String::from("http_interactions:\n");
    for (status, body) in bodies.iter().map(|b| ("200", *b)).chain([("404", "not found")]) {
        text.push_str(&format!(
            "- request:\n    method: get\n    uri: https://api.tradestatistics.io/yrpc?y=2002\n    body:\n      string: ''\n  \
             response:\n    status:\n      status_code: '{status}'\n    headers:\n      vary: [a, b]\n    body:\n      encoding: ''\n      \
             string: '{body}'\n  recorded_at: 2024-08-22\n"
        ));
    }
    text
}

#[test]
fn a_cassette_is_its_answers() {
    let folded = r#"[{"year":2002,"reporter_iso":"chl","partner_iso":"myt","observation":"No
        data, it''s said"}]"#;
    let kept = read(&cassette(&[PAIR, folded, PAIR]));
    let place = "/http_interactions/0/response/body/string#/0/trade_value_usd_exp";
    assert_eq!(kept.observations[0].1.to_string(), place);
    let skipped: Vec<_> = kept.unparsed.iter().map(|u| (u.reason, u.text.as_str())).collect();
    assert_eq!(skipped, [("no data", "No data, it's said"), ("told again", "96185"), ("told again", "30944")]);
    assert_eq!(kept.observations.len(), 2);
}

#[test]
fn what_is_wrong_is_named() {
    assert_eq!(said("a,b\n1,2\n"), "a.yml, line 1: holds no recorded answers");
    assert_eq!(said("http_interactions: &a\n- *a\n"), "a.yml, line 2: holds an alias, which is not read");
    assert!(said("a: [b\n").contains("is no YAML"));
    assert!(said(&format!("a: {}", "[".repeat(100_000))).starts_with("a.yml, line 1: is "));
    assert_eq!(said(&format!("{}b", "a: [".repeat(40))).split(": ").nth(1), Some("is nested too deeply"));
    assert!(said(&cassette(&[&PAIR[..60]])).contains("string#: is no JSON: EOF"));
    assert!(said(&PAIR.replace("trade_value_usd_imp", "import")).contains("/0/trade_value_usd_imp: is missing"));
    assert!(said(&PAIR.replace("2002", "\"x\"")).contains("/0/year: is no year: \"x\""));
    assert!(said(&PAIR.replace("30944", "\"much\"")).contains("is no amount of dollars: \"much\""));
    assert!(said("{\"error\":\"no\"}").contains("expected a sequence"));
}

#[test]
fn a_reporter_has_partners_and_commodities() {
    let mut asked = Asked::on(jiff::civil::date(2026, 11, 24));
    assert_eq!(TRADE_STATISTICS.plan(&asked).unwrap()[0].first.url, "https://api.tradestatistics.io/yr?y=2021&r=all");
    asked.options.insert("partner".to_owned(), "AR".to_owned());
    assert_eq!(TRADE_STATISTICS.plan(&asked).err().unwrap().problem, "needs the option `reporter` beside it");
    asked.options.insert("reporter".to_owned(), "Chile".to_owned());
    let mut jobs = TRADE_STATISTICS.plan(&asked).unwrap();
    let first = jobs[0].first.clone();
    let next = jobs[0].follow.as_mut().unwrap()(&first, PAIR.as_bytes()).unwrap();
    assert_eq!(next[0].url, "https://api.tradestatistics.io/yrpc?y=2021&r=chl&p=arg&c=all");
}
