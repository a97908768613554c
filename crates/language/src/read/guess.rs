use attache_model::Language;

/// Small words that a language cannot do without, in small letters. A word that
/// two languages have speaks for both. "On" and "a", which mean other things
/// elsewhere, are not here.
const WORDS: [(Language, &[&str]); Language::ALL.len()] = [
    (
        Language::English,
        &[
            "the", "of", "and", "in", "was", "were", "is", "are", "with", "to", "for", "from", "by", "has", "have",
            "had", "its", "their", "which", "at", "between", "than", "over", "about", "s",
        ],
    ),
    (
        Language::Spanish,
        &[
            "el", "la", "los", "las", "de", "del", "y", "e", "en", "con", "por", "para", "que", "fue", "fueron", "es",
            "son", "se", "su", "sus", "un", "una", "entre", "al", "desde", "más", "hasta", "ha", "han", "como", "lo",
        ],
    ),
    (
        Language::French,
        &[
            "le", "la", "les", "des", "du", "de", "et", "en", "avec", "par", "pour", "que", "qui", "ont", "été", "est",
            "sont", "était", "étaient", "son", "sa", "ses", "un", "une", "entre", "aux", "au", "depuis", "dans", "sur",
            "leur", "leurs", "plus", "l", "d", "qu", "s",
        ],
    ),
];

/// Letters that speak for a language, each as a word does.
const LETTERS: [(Language, &[char]); 2] = [
    (Language::Spanish, &['ñ', '¿', '¡', 'ó', 'í', 'á', 'ú']),
    (Language::French, &['ç', 'œ', 'è', 'ê', 'à', 'ù', 'î']),
];

/// So much of a text tells its language.
const ENOUGH: usize = 4_000;

/// The language that a text is in, by its small words: English, where nothing
/// speaks for another one.
///
/// ```
/// use attache_language::read::language_of;
/// use attache_model::Language;
///
/// assert_eq!(language_of("Les échanges entre les deux pays ont augmenté."), Language::French);
/// assert_eq!(language_of("Exportaciones: 5 millones de dólares"), Language::Spanish);
/// assert_eq!(language_of("Population: 5 million"), Language::English);
/// ```
pub fn language_of(text: &str) -> Language {
    let mut scores = [0_usize; Language::ALL.len()];
    let mut add = |language: Language| {
        if let Some(score) = scores.get_mut(language as usize) {
            *score += 1;
        }
    };
    let start: String = text.chars().take(ENOUGH).flat_map(char::to_lowercase).collect();
    // "10.9 % (2023 est.)" is of an estimate in any language.
    let start = start.replace("est.)", ")");
    for word in start.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        for (language, words) in &WORDS {
            if words.contains(&word) {
                add(*language);
            }
        }
        for (language, letters) in &LETTERS {
            if word.contains(*letters) {
                add(*language);
            }
        }
    }
    // Of equals the first, which is English.
    let best = scores.iter().max().copied().unwrap_or_default();
    Language::ALL.into_iter().zip(scores).find(|(_, score)| *score == best).map_or(Language::English, |(l, _)| l)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_tell_their_language() {
        let cases = [
            (Language::English, "The United States and Bolivia established diplomatic relations in 1849."),
            (Language::English, "Bolivia's exports to Côte d'Ivoire were $5 million."),
            (Language::English, "Exports: $5 million (2022)"),
            (
                Language::English,
                "President Víctor Paz Estenssoro visited the United States from 22 to 24 October 1963.",
            ),
            (
                Language::Spanish,
                "Los Estados Unidos y Bolivia establecieron relaciones diplomáticas el 3 de enero de 1849.",
            ),
            (Language::Spanish, "La población de Francia era de 68 millones en 2023."),
            (Language::Spanish, "Bolivia exportó bienes por valor de 5 millones a España"),
            (Language::French, "La France et le Pérou ont établi des relations diplomatiques en 1826."),
            (Language::French, "La population de la Bolivie était de 12 millions d'habitants en 2023."),
            (Language::French, "Exportations de biens vers l'Espagne : 5 M€"),
            (
                Language::Spanish,
                "Paraguay y los Países Bajos. Bosques: 10,9 % (2023, est.). Población: 6,3 % (2025, est.)",
            ),
            (Language::English, "Forests: 10.9 % (2023 est.), of which planted: 6.3 % (2025 est.)"),
            (Language::English, ""),
            (Language::English, "12 345"),
        ];
        for (language, sentence) in cases {
            assert_eq!(language_of(sentence), language, "{sentence}");
        }
    }
}
