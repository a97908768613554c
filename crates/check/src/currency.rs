//! The one currency of a document, which its amounts may leave out.

use attache_language::read::Mentioned;
use attache_model::{Code, plain, unit};

use crate::{mentions::Mentions, trigger::List};

/// So many amounts at least tell of what currency a document's are.
const FEWEST: usize = 3;

/// The currency of all amounts of money of a text that have one, where those are some or
/// a note says so; `None` where there are two.
pub(crate) fn currency<'t>(blocks: impl Iterator<Item = &'t str>, texts: &Mentions<'_>) -> Option<Code> {
    let (mut one, mut count, mut is_noted): (Option<Code>, usize, bool) = (None, 0, false);
    let mut add = |code: Code| {
        count += 1;
        *one.get_or_insert(code) == code
    };
    for text in blocks {
        if text.contains(|c: char| c.is_ascii_digit()) {
            for mention in texts.of(text).iter() {
                let Mentioned::Figure(printed) = mention.what else { continue };
                if unit::is_currency(printed.unit.as_str()) && !add(printed.unit) {
                    return None;
                }
            }
        }
        let text = plain(text);
        for (notes, code) in [(List::Dollars, unit::USD), (List::Euros, unit::EUR)] {
            let is_noted_here = notes.words().iter().any(|words| text.contains(words.as_str()));
            if is_noted_here && !add(code) {
                return None;
            }
            is_noted |= is_noted_here;
        }
    }
    one.filter(|code| *code != unit::UNKNOWN_CURRENCY && (is_noted || count >= FEWEST))
}

#[cfg(test)]
mod tests {
    use attache_language::Wordings;
    use attache_model::Language;

    use super::*;

    fn of(language: Language, text: &str) -> Option<String> {
        let wordings = Wordings::built_in(language).expect("built-in wordings");
        currency(text.lines(), &Mentions::by(&wordings)).map(|code| code.to_string())
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
