//! The one currency of a document, which its amounts may leave out.

use attache_language::{Wordings, read::Mentioned};
use attache_model::Code;

/// So many amounts at least tell of what currency a document's are.
const FEWEST: usize = 3;

/// Says of what currency all amounts are, as a note or a heading does.
const NOTES: [(&str, &str); 12] = [
    ("in us dollars", "USD"),
    ("in u.s. dollars", "USD"),
    ("millions of dollars", "USD"),
    ("millions of us dollars", "USD"),
    ("us$ million", "USD"),
    ("en dólares", "USD"),
    ("millones de dólares", "USD"),
    ("millones de euros", "EUR"),
    ("en dollars", "USD"),
    ("millions de dollars", "USD"),
    ("en euros", "EUR"),
    ("in euros", "EUR"),
];

/// The currency of all amounts of money of a text that have one, where those are some or
/// a note says so; `None` where there are two.
pub(crate) fn currency<'t>(blocks: impl Iterator<Item = &'t str>, wordings: &Wordings) -> Option<Code> {
    let (mut one, mut count, mut is_noted): (Option<Code>, usize, bool) = (None, 0, false);
    let mut add = |code: Code| {
        count += 1;
        *one.get_or_insert(code) == code
    };
    for text in blocks {
        if text.contains(|c: char| c.is_ascii_digit()) {
            for mention in wordings.mentions(text) {
                let Mentioned::Figure(printed) = mention.what else { continue };
                if is_money(printed.unit) && !add(printed.unit) {
                    return None;
                }
            }
        }
        let lower = text.to_lowercase();
        for (_, code) in NOTES.iter().filter(|(words, _)| lower.contains(words)) {
            if !add(Code::new(code)) {
                return None;
            }
            is_noted = true;
        }
    }
    // XXX is one that its words do not tell: "pesos".
    one.filter(|code| *code != "XXX" && (is_noted || count >= FEWEST))
}

fn is_money(code: Code) -> bool {
    const OTHER_UNITS: [&str; 8] = ["BBL", "BTU", "DWT", "GRT", "GWH", "KWH", "TEU", "TWH"];
    let is_code = code.as_str().len() == 3 && code.chars().all(|c| c.is_ascii_uppercase());
    is_code && !OTHER_UNITS.contains(&code.as_str())
}

#[cfg(test)]
mod tests {
    use attache_model::Language;

    use super::*;

    fn of(language: Language, text: &str) -> Option<String> {
        currency(text.lines(), &Wordings::built_in(language).expect("built-in wordings")).map(|code| code.to_string())
    }

    #[test]
    fn one_currency_is_the_document_s() {
        let text = "Exports were $3 billion.\nImports were $2 billion in 2020.\nAid was $1 million.";
        assert_eq!(of(Language::English, text).as_deref(), Some("USD"));
        assert_eq!(of(Language::English, "Exports were $3 billion."), None);
        assert_eq!(of(Language::Spanish, "Comercio (millones de dólares)").as_deref(), Some("USD"));
    }

    #[test]
    fn of_two_currencies_none_is() {
        let text = "Exports were $3 billion.\nImports were $2 billion.\nAid was $1 million.\nAid was 2 million euros.";
        assert_eq!(of(Language::English, text), None);
        assert_eq!(of(Language::French, "En millions de dollars.\nL'aide atteignait 3 millions d'euros."), None);
    }
}
