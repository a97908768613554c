//! Units and scale words as they follow a figure.

use attache_model::Code;

/// What follows a figure: its scale, its unit, and how much text both take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Measure {
    /// Power of ten.
    pub(super) mult: i8,
    pub(super) unit: Option<Code>,
    /// Bytes of the text read.
    pub(super) length: usize,
}

impl Measure {
    pub(super) const NONE: Self = Self { mult: 0, unit: None, length: 0 };
}

const SCALES: [(&str, i8); 9] = [
    ("hundred thousand", 5),
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
    ("trillion", 12),
    ("mln", 6),
    ("bln", 9),
    ("bn", 9),
    ("mn", 6),
];

/// Unit words, longest first where one begins another; the third column is
/// the power of ten that is part of the word.
const UNITS: &[(&str, &str, i8)] = &[
    ("%", "PERCENT", 0),
    ("percent", "PERCENT", 0),
    ("per cent", "PERCENT", 0),
    ("percentage points", "PERCENT", 0),
    ("sq. km", "KM2", 0),
    ("sq km", "KM2", 0),
    ("square kilometers", "KM2", 0),
    ("sq m", "M2", 0),
    ("sq mi", "MI2", 0),
    ("cu km/yr", "KM3_PER_YEAR", 0),
    ("cu m/yr", "M3_PER_YEAR", 0),
    ("cu km", "KM3", 0),
    ("cubic km", "KM3", 0),
    ("cubic kilometers", "KM3", 0),
    ("cu m/day", "M3_PER_DAY", 0),
    ("cu m", "M3", 0),
    ("cubic meters", "M3", 0),
    ("cubic feet", "FT3", 0),
    ("km", "KM", 0),
    ("kilometers", "KM", 0),
    ("nm", "NM", 0),
    ("nautical miles", "NM", 0),
    ("miles", "MI", 0),
    ("mi", "MI", 0),
    ("meters", "M", 0),
    ("m", "M", 0),
    ("feet", "FT", 0),
    ("ft", "FT", 0),
    ("mm", "MM", 0),
    ("cm", "CM", 0),
    ("hectares", "HA", 0),
    ("hectare", "HA", 0),
    ("ha", "HA", 0),
    ("acres", "ACRES", 0),
    ("years of age", "YEARS", 0),
    ("years", "YEARS", 0),
    ("year", "YEARS", 0),
    ("yrs", "YEARS", 0),
    ("months", "MONTHS", 0),
    ("weeks", "WEEKS", 0),
    ("days", "DAYS", 0),
    ("hours", "HOURS", 0),
    ("hour", "HOURS", 0),
    ("hrs", "HOURS", 0),
    ("hr", "HOURS", 0),
    ("bbl/day", "BBL_PER_DAY", 0),
    ("barrels/day", "BBL_PER_DAY", 0),
    ("barrels per day", "BBL_PER_DAY", 0),
    ("bbl/d", "BBL_PER_DAY", 0),
    ("bbl", "BBL", 0),
    ("barrels", "BBL", 0),
    ("kwh", "KWH", 0),
    ("kw", "KW", 0),
    ("mw", "MW", 0),
    ("gw", "GW", 0),
    ("gwh", "GWH", 0),
    ("twh", "TWH", 0),
    ("btu/person", "BTU_PER_PERSON", 0),
    ("btu", "BTU", 0),
    ("metric tons of co2", "T_CO2", 0),
    ("metric tonnes of co2", "T_CO2", 0),
    ("mt-km", "T_KM", 0),
    ("metric ton-km", "T_KM", 0),
    ("metric tonnes", "T", 0),
    ("metric tons", "T", 0),
    ("metric ton", "T", 0),
    ("mt", "T", 0),
    ("tonnes", "T", 0),
    ("tons", "TONS", 0),
    ("megatons", "T", 6),
    ("gigatons", "T", 9),
    ("kt", "T", 3),
    ("kg", "KG", 0),
    ("kilograms", "KG", 0),
    ("grt", "GRT", 0),
    ("dwt", "DWT", 0),
    ("micrograms per cubic meter", "UG_PER_M3", 0),
    ("liters of pure alcohol", "LITERS", 0),
    ("liters", "LITERS", 0),
    ("births/1,000 population", "BIRTHS_PER_1000", 0),
    ("deaths/1,000 population", "DEATHS_PER_1000", 0),
    ("births/1000 population", "BIRTHS_PER_1000", 0),
    ("deaths/1000 population", "DEATHS_PER_1000", 0),
    ("migrant(s)/1,000 population", "MIGRANTS_PER_1000", 0),
    ("migrants/1,000 population", "MIGRANTS_PER_1000", 0),
    ("deaths/1,000 live births", "DEATHS_PER_1000_LIVE_BIRTHS", 0),
    ("deaths/100,000 live births", "DEATHS_PER_100000_LIVE_BIRTHS", 0),
    ("physicians/1,000 population", "PHYSICIANS_PER_1000", 0),
    ("beds/1,000 population", "BEDS_PER_1000", 0),
    ("children born/woman", "CHILDREN_PER_WOMAN", 0),
    ("male(s)/female", "MALES_PER_FEMALE", 0),
    ("males/female", "MALES_PER_FEMALE", 0),
    ("per 100 inhabitants", "PER_100", 0),
    ("per 100 persons", "PER_100", 0),
    ("per 100", "PER_100", 0),
    ("teus", "TEU", 0),
    ("teu", "TEU", 0),
    ("persons", "PERSONS", 0),
    ("people", "PERSONS", 0),
    ("inhabitants", "PERSONS", 0),
    ("us dollars", "USD", 0),
    ("degrees", "DEGREES", 0),
];

/// Reads scale and unit at the head of a text that follows a number.
pub(super) fn measure(text: &str) -> Measure {
    let bytes = text.len();
    let mut rest = text.trim_start_matches([' ', '\t']);
    let mut found = Measure::NONE;
    if let Some((word, mult)) = SCALES.iter().find(|(w, _)| is_word(rest, w)) {
        found.mult = *mult;
        rest = &rest[word.len()..];
        found.length = bytes - rest.len();
        // "million Mt": the CIA's Mt is a metric ton, not a megaton (quirk 9).
        rest = rest.trim_start_matches([' ', '\t']);
    }
    // "kWh per person" is not kWh, and a unit of its own.
    let ratio = |word: usize| rest[word..].starts_with('/') || rest[word..].starts_with(" per ");
    if let Some((word, unit, power)) = named(rest).filter(|(word, ..)| !ratio(*word) || unseen(rest).is_none()) {
        found.unit = Some(Code::from_static(unit));
        found.mult += power;
        found.length = bytes - rest.len() + word;
        return found;
    }
    if let Some((length, unit)) = unseen(rest) {
        found.unit = Some(unit);
        found.length = bytes - rest.len() + length;
    }
    found
}

/// The longest unit of the table that stands at the head of the text.
fn named(rest: &str) -> Option<(usize, &'static str, i8)> {
    let mut best: Option<(usize, &'static str, i8)> = None;
    for (word, unit, power) in UNITS {
        if best.is_none_or(|(length, ..)| word.len() > length) && is_word(rest, word) {
            best = Some((word.len(), unit, *power));
        }
    }
    best
}

/// A unit that the table does not know, where its form shows that it is one:
/// `doctors/10,000 population`, `kg per person`.
fn unseen(rest: &str) -> Option<(usize, Code)> {
    let end = rest.char_indices().take(80).find(|(_, c)| matches!(c, ';' | '(' | '\n' | '%' | '$')).map(|(at, _)| at);
    let head = rest[..end.or_else(|| (rest.len() <= 80).then_some(rest.len()))?].trim_end();
    let slash = head.find('/').filter(|at| *at > 0 && head[..*at].chars().all(|c| c.is_alphabetic() || c == ' '));
    // "Southampton/Portsmouth" and "Air/Air Defense" are names.
    if !head.starts_with(|c: char| c.is_lowercase()) || head.contains(|c: char| c.is_uppercase()) {
        return None;
    }
    let (above, below) = match slash {
        Some(at) => (&head[..at], &head[at + 1..]),
        None => head.split_once(" per ").filter(|(a, _)| a.chars().all(|c| c.is_alphabetic() || c == ' '))?,
    };
    let short = above.split_whitespace().count() <= 3 && (1..=4).contains(&below.split_whitespace().count());
    if !short || below.contains(['/', '-']) {
        return None;
    }
    let code = |text: &str| -> String {
        let kept: String = text.chars().filter(|c| *c != ',').collect();
        let words: Vec<String> = kept
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty() && !w.eq_ignore_ascii_case("population"))
            .map(str::to_uppercase)
            .collect();
        words.join("_")
    };
    let (above, below) = (code(above), code(below));
    (!above.is_empty() && !below.is_empty()).then(|| (head.len(), Code::new(&format!("{above}_PER_{below}"))))
}

/// Whether the text begins with these words, as whole words, in any case and
/// with any number of spaces where one stands.
fn is_word(text: &str, word: &str) -> bool {
    let Some(head) = text.get(..word.len()) else { return false };
    let last = word.as_bytes()[word.len() - 1];
    head.eq_ignore_ascii_case(word)
        && (!last.is_ascii_alphanumeric() || !text[word.len()..].starts_with(|c: char| c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (i8, Option<&'static str>, usize) {
        let m = measure(text);
        (m.mult, m.unit.map(Code::as_str), m.length)
    }

    #[test]
    fn scales_and_units() {
        assert_eq!(read(" billion (2022 est.)"), (9, None, 8));
        assert_eq!(read("% of GDP"), (0, Some("PERCENT"), 1));
        assert_eq!(read(" sq km"), (0, Some("KM2"), 6));
        assert_eq!(read(" million bbl/day (2014 est.)"), (6, Some("BBL_PER_DAY"), 16));
        assert_eq!(read(" million Mt (2012 est.)"), (6, Some("T"), 11));
        assert_eq!(read(" megatons"), (6, Some("T"), 9));
        assert_eq!(read(" births/1,000 population"), (0, Some("BIRTHS_PER_1000"), 24));
        assert_eq!(read(" m"), (0, Some("M"), 2));
        assert_eq!(read(" men"), (0, None, 0));
    }

    #[test]
    fn a_unit_not_seen_before_is_told_by_its_form() {
        assert_eq!(read(" nurses/10,000 population").1, Some("NURSES_PER_10000"));
        assert_eq!(read(" kg per person (2030 est.)").1, Some("KG_PER_PERSON"));
        assert_eq!(read("/female 1,718,081").1, None);
        assert_eq!(read(" LA PAZ (capital)").1, None);
        assert_eq!(read(" Southampton/Portsmouth").1, None);
    }
}
