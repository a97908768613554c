/// A person's name as people read it, where the source sets the surname in
/// capitals, as the World Factbook does: "Rodrigo PAZ Pereira" is Rodrigo Paz
/// Pereira. Numerals after the first word stay ("King CHARLES III"), and so
/// do initials and what has no run of capitals.
pub(crate) fn name(text: &str, out: &mut String) {
    for (i, word) in text.split(' ').enumerate() {
        if i > 0 {
            out.push(' ');
        }
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if word.contains('.') || (i > 0 && is_numeral(bare)) {
            out.push_str(word);
            continue;
        }
        let mut in_capitals = false;
        for c in word.chars() {
            if in_capitals && c.is_uppercase() {
                out.extend(c.to_lowercase());
            } else {
                out.push(c);
            }
            in_capitals = c.is_uppercase();
        }
    }
}

fn is_numeral(word: &str) -> bool {
    const NUMERALS: [&str; 23] = [
        "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
        "XVIII", "XIX", "XX", "XXI", "XXII", "XXIII", "I",
    ];
    NUMERALS.contains(&word)
}

#[cfg(test)]
mod tests {
    #[test]
    fn surnames_in_capitals() {
        let cases = [
            ("Rodrigo PAZ Pereira", "Rodrigo Paz Pereira"),
            ("XI Jinping", "Xi Jinping"),
            ("King CHARLES III", "King Charles III"),
            ("Shavkat MIRZIYOYEV", "Shavkat Mirziyoyev"),
            ("Mary McALEESE", "Mary McAleese"),
            ("Mohammad al-THANI", "Mohammad al-Thani"),
            ("Brian O'NEILL", "Brian O'Neill"),
            ("Robert S. Gelbard", "Robert S. Gelbard"),
            ("K.P. Sharma OLI", "K.P. Sharma Oli"),
            ("Ólafur Ragnar GRÍMSSON", "Ólafur Ragnar Grímsson"),
            ("", ""),
        ];
        for (text, expected) in cases {
            let mut out = String::new();
            super::name(text, &mut out);
            assert_eq!(out, expected);
        }
    }
}
