use attache_model::Date;
use jiff::civil::date;

use super::About;

impl About {
    /// Takes a property of the front matter, by any of its usual names. What the
    /// document already says of itself stays.
    pub(super) fn take(&mut self, name: &str, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        let name = name.to_lowercase();
        let text = || Some(value.to_owned());
        match name.as_str() {
            "title" | "título" | "titulo" | "titre" if self.title.is_none() => self.title = text(),
            "date" | "dated" | "published" | "pubdate" | "datepublished" | "fecha" if day_of(value).is_some() => {
                self.dated = day_of(value);
            }
            "lastmod" | "updated" | "modified" if day_of(value).is_some() => self.dated = self.dated.or(day_of(value)),
            "lang" | "language" | "locale" if self.language.is_none() => self.language = Some(tag_of(value)),
            "author" | "authors" | "byline" | "publisher" | "autor" | "auteur" if self.author.is_none() => {
                self.author = text()
            }
            "url" | "canonical" | "canonical_url" | "canonicalurl" if self.url.is_none() => self.url = text(),
            _ => self.others.push((name, value.to_owned())),
        }
    }
}

/// A language tag as `en-US`; some write `en_US`.
pub(super) fn tag_of(text: &str) -> String {
    text.trim().replace('_', "-")
}

/// The suppression that a comment asks for.
pub(super) fn suppression(comment: &str) -> Option<String> {
    let comment = comment.trim();
    comment.strip_prefix("attache:")?.trim_start().starts_with("allow").then(|| comment.to_owned())
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The day that a timestamp begins with or an English date names: `2024-03-12T08:00`,
/// `20240312`, `12 March 2024`, `Tue, March 12, 2024`. None for a day that needs a guess,
/// as `3/12/2024`.
pub(super) fn day_of(text: &str) -> Option<Date> {
    let text = text.trim().trim_start_matches("D:");
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(8).collect();
    let first = words.first()?;
    if first.len() >= 8 && first.as_bytes()[..8].iter().all(u8::is_ascii_digit) {
        return day(&first[..4], first[4..6].parse().ok()?, &first[6..8]);
    }
    if first.len() == 4 && first.bytes().all(|c| c.is_ascii_digit()) {
        let days = words.get(2)?;
        let digits = days.bytes().take_while(u8::is_ascii_digit).count();
        return day(first, words.get(1)?.parse().ok()?, &days[..digits]);
    }
    let named = words.iter().position(|word| month_of(word).is_some())?;
    let month = month_of(words[named])?;
    let before = named.checked_sub(1).and_then(|at| words.get(at)).filter(|word| is_number(word));
    match before {
        Some(days) => day(words.get(named + 1)?, month, days),
        None => day(words.get(named + 2)?, month, words.get(named + 1)?),
    }
}

fn day(year: &str, month: i8, day: &str) -> Option<Date> {
    let plausible = year.len() == 4 && (1..=12).contains(&month);
    let days: i8 = day.parse().ok().filter(|day| (1..=31).contains(day))?;
    let first = plausible.then(|| year.parse().ok().map(|year| date(year, month, 1))).flatten()?;
    first.with().day(days).build().ok()
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|c| c.is_ascii_digit())
}

fn month_of(word: &str) -> Option<i8> {
    let word = word.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| word.starts_with(month))?;
    i8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_their_usual_shapes() {
        let expected = Some(date(2024, 3, 12));
        for text in [
            "2024-03-12",
            " 2024-03-12T08:00:00+01:00",
            "2024/3/12",
            "20240312",
            "D:20240312080000Z",
            "12 March 2024",
            "March 12, 2024",
            "Tue, 12 Mar 2024 08:00:00 GMT",
        ] {
            assert_eq!(day_of(text), expected, "{text}");
        }
    }

    #[test]
    fn what_names_no_day_is_none() {
        for text in ["", "3/12/2024", "2024-02-30", "2024-03", "March 2024", "Sunday", "99999999", "0000-00-00", "é"] {
            assert_eq!(day_of(text), None, "{text}");
        }
    }

    #[test]
    fn what_has_no_usual_name_is_kept() {
        let mut about = About::default();
        for (name, value) in [("Fecha", "12 de abril de 2023"), ("país", "Filipinas"), ("date", "2024-03-12")] {
            about.take(name, value);
        }
        assert_eq!(about.dated, Some(date(2024, 3, 12)));
        let others = [("fecha", "12 de abril de 2023"), ("país", "Filipinas")];
        assert_eq!(about.others, others.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn only_a_suppression_is_kept() {
        assert_eq!(
            suppression(" attache: allow(stale) as of then "),
            Some("attache: allow(stale) as of then".to_owned())
        );
        assert_eq!(suppression("TODO"), None);
        assert_eq!(suppression("attache: hello"), None);
    }
}
