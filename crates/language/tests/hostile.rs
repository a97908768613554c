//! Texts that nobody writes in good faith are read too: no panic, every span
//! within the text and at characters' edges. Their times are the benchmark's.

use attache_language::{
    Wordings,
    read::{Context, Reading},
};
use attache_model::{Areas, Language};

fn read(text: &str) -> Vec<Reading> {
    let about = vec![Areas::find("US").unwrap(), Areas::find("BO").unwrap()];
    let context = Context { author: about.first().copied(), named: about.last().copied(), about, currency: None };
    Language::ALL
        .into_iter()
        .map(|language| {
            let wordings = Wordings::in_language(language);
            let reading = wordings.read(text, &context);
            assert_eq!(wordings.mentions(text), reading.mentions);
            let spans = reading.mentions.iter().map(|m| &m.span).chain(reading.statements.iter().map(|s| &s.span));
            let roles =
                reading.statements.iter().flat_map(|s| &s.readings).flat_map(|r| &r.spans).map(|(_, span)| span);
            for span in spans.chain(roles) {
                assert!(text.get(span.clone()).is_some_and(|part| !part.is_empty()), "{span:?}");
            }
            assert!(reading.statements.iter().all(|s| !s.readings.is_empty()));
            reading
        })
        .collect()
}

#[test]
fn long_texts_without_spaces() {
    for unit in ["x", "7", "é", "-", "(", "U.", "'s", "$", "1,", "日"] {
        read(&unit.repeat((1 << 17) / unit.len()));
    }
}

#[test]
fn one_sentence_of_very_many_names_or_statements() {
    let names = &read(&"Bolivia, the United States, Peru and Chile, ".repeat(4_000))[0];
    assert!(names.mentions.len() > 1_000);
    let statements = &read(&"exports to Bolivia were $5 million in 2022, ".repeat(1_000))[0].statements;
    assert_eq!(statements.len(), 1_000);
    for unit in ["exports of $5 million and ", "trade between the two countries ", "5 million ", ", "] {
        read(&unit.repeat(2_000));
    }
}

#[test]
fn nested_and_open_brackets() {
    read(&format!("{}exports of $5 billion{}", "(".repeat(10_000), ")".repeat(10_000)));
    read(&"exports (".repeat(5_000));
    read(&"exports, of goods, to Bolivia, ".repeat(3_000));
}

/// A character of every general category, and of every block's beginning.
#[test]
fn every_sort_of_character() {
    let all: String = (0..=0x0010_FFFF_u32).step_by(61).filter_map(char::from_u32).collect();
    read(&all);
    read(&all.chars().flat_map(|c| [c, ' ']).collect::<String>());
    let within: String =
        all.chars().step_by(7).map(|c| format!("Bolivia{c}s exports w{c}re ${c}5 {c}billion in 20{c}22. ")).collect();
    read(&within);
}

#[test]
fn marks_that_turn_the_direction_of_writing_hide_nothing() {
    for mark in ["\u{202e}", "\u{202d}", "\u{2066}", "\u{200f}", "\u{feff}", "\u{200b}", "\u{ad}"] {
        let text =
            format!("{mark}The United{mark} States and {mark}Bolivia established diplomatic relations in 1849{mark}.");
        let reading = &read(&text)[0];
        assert_eq!(reading.statements.len(), 1, "{mark:?}");
    }
}

#[test]
fn numbers_of_a_thousand_digits() {
    let digits = "9".repeat(1_000);
    for text in [
        format!("Exports were ${digits} billion in {digits}."),
        format!("Exports were $0.{digits} in 2022."),
        format!("{digits},{digits}.{digits}"),
        format!("the {digits}th largest of {digits} partners since {digits}-{digits}-{digits}"),
        format!("fiscal year {digits}, {digits} BC, Q{digits} 2022, {digits}%"),
    ] {
        read(&text);
    }
}

#[test]
fn words_that_call_up_much() {
    read(&"exports imports trade of to in and the was million $5 2022 ".repeat(1_500));
    read(&"China, Brazil, ".repeat(5_000));
    read(&"second-largest ".repeat(5_000));
    read(&"in 2022 ".repeat(5_000));
}
