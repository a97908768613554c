//! Runs `en.txt`, `es.txt` and `fr.txt`: sentences and the figures in them.

use attache_fact::{Hedge, Printed, Quantity, Value};
use attache_model::{Code, Decimal, Language};

use crate::{
    Wordings,
    read::mention::{Found, Mentioned},
};

fn found_in(language: Language, sentence: &str) -> (Vec<Found>, usize) {
    let reader = Wordings::in_language(language).reader();
    let tokens = reader.vocabulary.tokens(sentence);
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        reader.figures.find(&tokens, at, &mut found);
    }
    (found, tokens.len())
}

/// The figures of a sentence from left to right, of those that overlap the
/// longest; several readings of the same words with bars between.
fn figures(language: Language, sentence: &str) -> String {
    let (found, length) = found_in(language, sentence);
    let mut written = Vec::new();
    let mut at = 0;
    while at < length {
        let longest = found.iter().filter(|f| f.tokens.start == at).map(|f| f.tokens.end).max();
        let Some(end) = longest else {
            at += 1;
            continue;
        };
        let readings = found.iter().filter(|f| f.tokens == (at..end)).map(|f| match &f.what {
            Mentioned::Figure(printed) => shown(printed),
            other => panic!("{other:?}"),
        });
        written.push(readings.collect::<Vec<_>>().join(" | "));
        at = end;
    }
    if written.is_empty() { "none".to_owned() } else { written.join("; ") }
}

fn shown(printed: &Printed) -> String {
    let hedge = match printed.hedge {
        Hedge::Plain => "",
        Hedge::About => "about ",
        Hedge::Over => "over ",
        Hedge::JustOver => "just over ",
        Hedge::Nearly => "nearly ",
        Hedge::Under => "under ",
    };
    let to = printed.to.map_or_else(String::new, |to| format!("..{}", number(to)));
    let unit = if printed.unit == *"COUNT" { String::new() } else { format!(" {}", printed.unit) };
    format!("{hedge}{}{to}{unit} /{}", number(printed.value), number(printed.step))
}

/// With commas, for the eye.
fn number(value: Decimal) -> String {
    let text = value.normalize().to_string();
    let (whole, decimals) = text.split_once('.').map_or((text.as_str(), None), |(w, d)| (w, Some(d)));
    let digits = whole.trim_start_matches('-');
    let mut grouped = whole[..whole.len() - digits.len()].to_owned();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    decimals.map_or(grouped.clone(), |d| format!("{grouped}.{d}"))
}

fn run(language: Language, file: &str, text: &str) {
    let mut wrong = String::new();
    let mut tried = 0;
    for (line, case) in text.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
        let (sentence, expected) = case.split_once(" => ").unwrap_or_else(|| panic!("{file}:{}: no =>", line + 1));
        let (sentence, expected) = (sentence.trim(), expected.trim());
        let read = figures(language, sentence);
        tried += 1;
        if read != expected {
            wrong += &format!("{file}:{}: {sentence}\n  expected {expected}\n  read     {read}\n", line + 1);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(tried >= 60, "{tried}");
}

#[test]
fn figures_in_english() {
    run(Language::English, "en.txt", include_str!("en.txt"));
}

#[test]
fn figures_in_spanish() {
    run(Language::Spanish, "es.txt", include_str!("es.txt"));
}

#[test]
fn figures_in_french() {
    run(Language::French, "fr.txt", include_str!("fr.txt"));
}

/// The languages whose units have their own words.
const TRANSLATED: [Language; 1] = [Language::English];

/// Whatever a language writes, it reads, unit and hedge and all.
#[test]
fn what_is_written_is_read() {
    let units = [
        "USD",
        "EUR",
        "GBP",
        "JPY",
        "BOB",
        "CHF",
        "COUNT",
        "PERCENT",
        "PERCENT_PER_YEAR",
        "DEGREES",
        "YEARS",
        "MONTHS",
        "WEEKS",
        "DAYS",
        "HOURS",
        "KM",
        "M",
        "CM",
        "MM",
        "MI",
        "NM",
        "FT",
        "KM2",
        "M2",
        "MI2",
        "HA",
        "ACRES",
        "M3",
        "KM3",
        "FT3",
        "M3_PER_DAY",
        "M3_PER_YEAR",
        "KM3_PER_YEAR",
        "LITERS",
        "T",
        "TONS",
        "KG",
        "T_CO2",
        "T_KM",
        "GRT",
        "DWT",
        "TEU",
        "UG_PER_M3",
        "BBL",
        "BBL_PER_DAY",
        "KW",
        "MW",
        "KWH",
        "GWH",
        "TWH",
        "BTU",
        "BTU_PER_PERSON",
        "BIRTHS_PER_1000",
        "DEATHS_PER_1000",
        "MIGRANTS_PER_1000",
        "DEATHS_PER_1000_LIVE_BIRTHS",
        "DEATHS_PER_100000_LIVE_BIRTHS",
        "PHYSICIANS_PER_1000",
        "BEDS_PER_1000",
        "CHILDREN_PER_WOMAN",
        "MALES_PER_FEMALE",
        "PER_100",
    ];
    let mut wrong = String::new();
    for language in TRANSLATED {
        let wordings = Wordings::in_language(language);
        for unit in units.map(Code::from_static) {
            for (value, digits) in
                [("7", 2), ("1.8", 2), ("1376.5", 5), ("12412", 3), ("1163712345", 3), ("40200000", 2), ("-3.25", 2)]
            {
                let value: Decimal = value.parse().unwrap();
                let text = wordings.value(&Value::Quantity(Quantity::new(value, unit)), &format!("hedged{digits}"));
                let (found, length) = found_in(language, &text);
                let meant = Printed::rounded_on_purpose(value, digits, unit);
                let whole = found.iter().filter(|f| f.tokens == (0..length));
                let is_read = whole.into_iter().any(|f| {
                    matches!(&f.what, Mentioned::Figure(p)
                    if (p.value, p.hedge, p.unit) == (meant.value, meant.hedge, meant.unit))
                });
                if !is_read {
                    wrong += &format!("{} {text}: {}\n", language.tag(), figures(language, &text));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn no_text_is_too_strange() {
    let many = "1 ".repeat(2000) + &"million ".repeat(2000) + &"between about ".repeat(2000);
    let texts = [
        &"9".repeat(1000),
        &"1,".repeat(1000),
        &many,
        "٣٤ ½ ⅞ ² ①",
        "9999999999999999999999999999 trillion",
        "$-€-£ - -- 5%%%",
        "1.2.3,4,5",
        "between and to - from",
        "79228162514264337593543950335 to 79228162514264337593543950336",
        "0.0000000000000000000000000000001 million",
        "١٬٢٣٤ 1'1'1 000 000 000",
        "half half a million a hundred hundred hundred hundred",
    ];
    for text in texts {
        for language in Language::ALL {
            found_in(language, text);
        }
    }
}
