use super::*;
use crate::specimen::{Kept, parse};

fn bolivia(json: &str) -> Kept {
    parse(&FACTBOOK, "bl.json", json.as_bytes()).unwrap()
}

#[test]
fn a_figure() {
    let kept = bolivia(r#"{"Economy": {"GDP (official exchange rate)": {"text": "$49.668 billion (2024 est.)"}}}"#);
    let (o, place) = &kept.observations[0];
    assert_eq!((o.key.indicator.as_str(), o.token.as_str(), o.unit.as_str(), o.unit_mult), ("gdp-current", "49.668", "USD", 9));
    assert_eq!(place.to_string(), "/Economy/GDP (official exchange rate)/text@0..7");
}
