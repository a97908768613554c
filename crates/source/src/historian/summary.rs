//! What the summary of an article states outright: that the United States
//! recognized the country, or established relations with it, on a date.
//!
//! A sentence counts only if it has exactly one date ("not until" another
//! aside), names no other party and denies nothing; a summary is an essay, and
//! most of it states neither.

use attache_model::{EventKind, Language, Period, Sink};

use super::{
    attribute,
    dates::{dates, sentences},
    headline::{Claim, Direction, Told},
    relations::Article,
};
use crate::{ParseError, file::clip, xml::Element};

const RECOGNIZED: Claim = Claim {
    kind: EventKind::Recognition,
    status: "recognized",
    title: "",
    direction: Direction::Ours,
    told: Told::by(&[]),
};
const ESTABLISHED: Claim = Claim {
    kind: EventKind::DiplomaticRelations,
    status: "established",
    title: "",
    direction: Direction::Mutual,
    told: Told::by(&[]),
};

pub(super) fn read(
    article: &Article<'_>,
    summary: &Element,
    pointer: &str,
    sink: &mut dyn Sink,
) -> Result<(), ParseError> {
    for (at, paragraph) in summary.all("p").enumerate() {
        let text = paragraph.text(&["figure"]);
        for sentence in sentences(&text) {
            for (claim, period) in claims(sentence, &names(article)) {
                for mut event in article.events(&claim) {
                    event.from = Some(period);
                    event.attributes.push(attribute("section", "summary"));
                    event.quote = clip(sentence, 600).into();
                    sink.event(event, article.file.place(format!("{pointer}/p[{}]", at + 1)))?;
                }
            }
        }
    }
    Ok(())
}

/// What the country is called after "recognized" or "with".
fn names(article: &Article<'_>) -> Vec<String> {
    let mut names = vec![
        article.title.clone(),
        article.area.name(Language::English).to_owned(),
        article.area.long_name().to_owned(),
    ];
    names.extend(
        ["it", "the new state", "the new nation", "the new republic", "the new country", "the country"]
            .map(String::from),
    );
    names.retain(|name| !name.is_empty());
    names
}

fn claims(sentence: &str, names: &[String]) -> Vec<(Claim, Period)> {
    let Some((period, sentence)) = dated(sentence) else { return Vec::new() };
    let denies = [
        " not recognize",
        " never ",
        "refused",
        "withheld",
        "without recogni",
        " did not ",
        "would not",
        "no longer",
        "before the",
        " since ",
        " later",
        "argued",
        " after ",
        " while ",
    ];
    if denies.iter().any(|word| sentence.contains(word)) {
        return Vec::new();
    }
    let mut claims = Vec::new();
    if recognizes(sentence, names) {
        claims.push((RECOGNIZED, period));
    }
    if establishes(sentence, names) {
        claims.push((ESTABLISHED, period));
    }
    claims
}

/// The one date and what is said of it: the whole sentence, or what stands
/// after "not until May 30, 1848 that".
fn dated(sentence: &str) -> Option<(Period, &str)> {
    let found = dates(sentence);
    let until = found.iter().find_map(|date| {
        let rest = sentence.get(date.at.end..)?.trim_start_matches(',').strip_prefix(" that ")?;
        sentence.get(..date.at.start)?.ends_with("not until ").then_some((date.period, rest))
    });
    let mut periods: Vec<Period> = found.iter().map(|date| date.period).collect();
    periods.dedup();
    until.or(match periods.as_slice() {
        [one] => Some((*one, sentence)),
        _ => None,
    })
}

/// "The United States (formally) recognized (the independence of) Bolivia".
fn recognizes(sentence: &str, names: &[String]) -> bool {
    let Some((before, after)) = sentence.split_once(" recognized ") else { return false };
    let subject = before.trim_end_matches(" formally").trim_end_matches(" officially");
    let is_us =
        ["United States", "United States of America", "U.S.", "U.S. Government"].iter().any(|us| subject.ends_with(us));
    let object = ["the independence of ", "the government of ", "the independent state of ", "the Republic of "]
        .iter()
        .find_map(|opening| after.strip_prefix(opening))
        .unwrap_or(after);
    is_us && begins_with_name(object, names)
}

/// "established diplomatic relations (with Bolivia)", of the United States.
fn establishes(sentence: &str, names: &[String]) -> bool {
    let Some((before, after)) = sentence.split_once("established diplomatic relations") else { return false };
    let with = after.trim_start().strip_prefix("with ");
    let with_them = with.is_none_or(|with| begins_with_name(with, names) || with.starts_with("the United States"));
    before.contains("United States") && with_them || with.is_some_and(|with| with.starts_with("the United States"))
}

fn begins_with_name(text: &str, names: &[String]) -> bool {
    let text = text.strip_prefix("the ").unwrap_or(text);
    names.iter().any(|name| {
        let name = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
        let rest = text.strip_prefix(name);
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(sentence: &str) -> Vec<String> {
        let names = ["Bolivia".to_owned()];
        claims(sentence, &names).into_iter().map(|(claim, period)| format!("{} {period}", claim.kind)).collect()
    }

    #[test]
    fn what_is_stated_with_one_date_counts() {
        let both = "The Confederation dissolved in 1839, but it was not until May 30, 1848 that the United States recognized Bolivia as a \
                    separate state and established diplomatic relations by the appointment of John Appleton.";
        assert_eq!(read(both), ["recognition 1848-05-30", "diplomatic-relations 1848-05-30"]);
        assert_eq!(
            read("The United States formally recognized the Republic of Bolivia in 1848."),
            ["recognition 1848"]
        );
    }

    #[test]
    fn what_is_of_others_denied_or_dated_twice_does_not() {
        for sentence in [
            "The United States recognized the Peru-Bolivian Confederation on March 16, 1837, by an appointment.",
            "The United States did not recognize Bolivia in 1839.",
            "After 1839 the United States recognized Bolivia in 1848.",
            "Brazil recognized Bolivia in 1840.",
            "The United States established diplomatic relations with Peru in 1826.",
        ] {
            assert_eq!(read(sentence), [""; 0], "{sentence}");
        }
    }
}
