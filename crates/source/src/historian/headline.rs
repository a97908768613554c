//! What the headline of an entry in an article's timeline says happened.

use attache_model::EventKind;

/// Whose act or mission it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// The United States' towards the article's country.
    Ours,
    Theirs,
    /// Of both alike.
    Mutual,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) kind: EventKind,
    pub(super) status: &'static str,
    /// Of a mission, its rank after the event.
    pub(super) title: &'static str,
    pub(super) direction: Direction,
    /// How to find the sentence that tells the day.
    pub(super) told: Told,
}

/// A sentence tells of the thing when it has one of the words and, where there
/// are any, one of the nouns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) words: &'static [&'static str],
    pub(super) nouns: &'static [&'static str],
}

impl Told {
    pub(super) const fn by(words: &'static [&'static str]) -> Self {
        Self { words, nouns: &[] }
    }
}

/// What a mission is called in prose.
const MISSIONS: &[&str] =
    &["embass", "legation", "mission", "office", "interests section", "diplomatic post", "status", "rank"];

/// Parts of an article, by their ids, which are written in many ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Consular,
    Treaties,
    /// Recognition, relations, events, issues: told by the headline alone.
    Other,
}

impl Section {
    pub(super) fn of(id: &str) -> Self {
        if id.starts_with("consular") {
            Self::Consular
        } else if id.starts_with("treaties") {
            Self::Treaties
        } else {
            Self::Other
        }
    }
}

/// The claims of a headline: none where it is of none of the kinds.
/// `is_theirs` tells whether a word names the article's country or people.
pub(super) fn claims(headline: &str, section: Section, is_theirs: &dyn Fn(&str) -> bool) -> Vec<Claim> {
    let lower = headline.to_lowercase();
    if lower.is_empty() && section != Section::Consular {
        return Vec::new();
    }
    if lower.starts_with("no ") || lower.contains("non-recognition") || lower.contains("anniversary") {
        return Vec::new();
    }
    if section == Section::Treaties {
        return treaty(&lower).into_iter().collect();
    }
    let consular = lower.contains("consul") || section == Section::Consular;
    if consular && !lower.contains("embassy") && !lower.contains("diplomatic relations") {
        return vec![consulate(&lower)];
    }
    let mut claims = Vec::new();
    let mut verb = None;
    for part in parts(headline) {
        let words = part.to_lowercase();
        verb = Verb::of(&words).or(verb);
        claims.extend(claim(part, &words, verb, &lower, is_theirs));
    }
    claims.dedup();
    claims
}

/// What a headline says was recognized: "Recognition of Fiji’s Independence,
/// 1970" is of Fiji.
pub(super) fn recognized(headline: &str) -> Option<&str> {
    let (_, object) = headline.split_once("Recognition of ")?;
    let end = object.find([',', '.', ';']).unwrap_or(object.len());
    let object = object[..end].split(" Independence").next()?.split(" and the ").next()?.trim();
    Some(object.trim_end_matches("’s").trim_end_matches(['’', '\'']))
}

/// "A and B", "A; B", "A & B" and "A/B" each tell of two things.
fn parts(headline: &str) -> impl Iterator<Item = &str> {
    headline.split(" and ").flat_map(|part| part.split([';', '&', '/'])).map(str::trim)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verb {
    Establish,
    Resume,
    Raise,
    Lower,
    Move,
    Sever,
    Interrupt,
    End,
    Expand,
}

impl Verb {
    /// The verb of a phrase in lower case. "Reestablish" holds "establish", so
    /// the order matters.
    fn of(phrase: &str) -> Option<Self> {
        let stems: [(Self, &[&str]); 9] = [
            (Self::Resume, &["reopen", "re-open", "reestabl", "re-establ", "resum", "restor", "renew", "normaliz"]),
            (
                Self::Move,
                &["moved", "moves", "move of", "movement of", "relocation", "transferred", "returned to", "returns to"],
            ),
            (Self::Raise, &["elevat", "raised"]),
            (Self::Lower, &["downgrad"]),
            (Self::Sever, &["sever"]),
            (Self::Interrupt, &["interrupt", "suspen"]),
            (Self::End, &["clos", "cessation", "ended", "termination"]),
            (Self::Expand, &["expansion"]),
            (Self::Establish, &["establish", "opened", "opening", "opens"]),
        ];
        stems.into_iter().find(|(_, stems)| stems.iter().any(|stem| phrase.contains(stem))).map(|(verb, _)| verb)
    }
}

fn claim(
    part: &str,
    words: &str,
    verb: Option<Verb>,
    headline: &str,
    is_theirs: &dyn Fn(&str) -> bool,
) -> Option<Claim> {
    let mission = mission(words);
    if words.contains("recogn") {
        return if mission.is_none() { recognition(words, headline) } else { None };
    }
    if let Some(rank) = mission {
        return mission_claim(part, words, rank, verb?, is_theirs);
    }
    words.contains("relations").then(|| relations(words, verb?)).flatten()
}

/// Governments and unions that are not an article's country.
const OTHERS: [&str; 4] = ["peru-bolivian", "united arab republic", "committee", "provisional government"];

fn recognition(words: &str, headline: &str) -> Option<Claim> {
    let object = headline.split_once("recogn").map_or("", |(_, after)| after);
    if OTHERS.iter().any(|other| object.contains(other)) {
        return None;
    }
    let after = words.split_once("recogn").map_or("", |(_, after)| after);
    let withdrawn = words.contains("withdrawn");
    let direction = if words.contains("mutual") || after.contains("between") {
        Direction::Mutual
    } else if !withdrawn && (after.contains("united states") || after.contains("u.s.")) {
        Direction::Theirs
    } else {
        Direction::Ours
    };
    let status = match () {
        () if withdrawn => "withdrawn",
        () if words.contains("limited") => "limited",
        () => "recognized",
    };
    Some(Claim { kind: EventKind::Recognition, status, title: "", direction, told: Told::by(&["recogni"]) })
}

fn relations(words: &str, verb: Verb) -> Option<Claim> {
    let status = match verb {
        _ if words.contains("commercial") || words.contains("trade") => return None,
        Verb::Establish if OTHERS.iter().any(|other| words.contains(other)) => return None,
        Verb::Establish if words.contains("ambassadorial") => "ambassadorial",
        Verb::Establish => "established",
        Verb::Resume => "resumed",
        Verb::Sever => "severed",
        Verb::Interrupt => "interrupted",
        Verb::End => "ended",
        Verb::Expand => "expanded",
        Verb::Raise | Verb::Lower | Verb::Move => return None,
    };
    let told: &[&str] = match verb {
        Verb::Establish => {
            &["relations were established", "established diplomatic relations", "diplomatic relations", "relations"]
        }
        _ => &["relations"],
    };
    Some(Claim {
        kind: EventKind::DiplomaticRelations,
        status,
        title: "",
        direction: Direction::Mutual,
        told: Told::by(told),
    })
}

/// The rank of the mission that is named.
fn mission(words: &str) -> Option<&'static str> {
    let ranks = [
        ("interests section", "interests section"),
        ("interest section", "interests section"),
        ("liaison office", "liaison office"),
        ("embassy", "embassy"),
        ("legation", "legation"),
        ("diplomatic mission", "mission"),
        ("american mission", "mission"),
        ("u.s. mission", "mission"),
    ];
    ranks.into_iter().find(|(words_of, _)| words.contains(words_of)).map(|(_, rank)| rank)
}

fn mission_claim(
    part: &str,
    words: &str,
    rank: &'static str,
    verb: Verb,
    is_theirs: &dyn Fn(&str) -> bool,
) -> Option<Claim> {
    let (status, told): (_, &[&str]) = match verb {
        _ if words.contains("staff") || words.contains("becomes") => return None,
        Verb::Establish => ("opened", &["open", "establish"]),
        Verb::Resume => ("reopened", &["reopen", "re-open", "reestablish", "re-establish", "resum", "opened"]),
        Verb::Raise => ("raised", &["became effective", "raised", "elevat", "rank", "status"]),
        Verb::Lower => ("lowered", &["downgrad", "lower"]),
        Verb::Move => ("moved", &["moved", "transfer", "relocat", "return"]),
        Verb::Interrupt => ("suspended", &["suspend"]),
        Verb::End | Verb::Sever => ("closed", &["clos", "terminat"]),
        Verb::Expand => return None,
    };
    // "Elevation of Legation to Embassy" names both; the second is the new one.
    let title = if verb == Verb::Raise && rank != "embassy" { raised_to(words) } else { rank };
    let their_word = part.split_whitespace().zip(part.split_whitespace().skip(1)).any(|(word, next)| {
        let next = next.to_lowercase();
        (next.starts_with("embassy") || next.starts_with("legation")) && is_theirs(word)
    });
    let at_home = ["in washington", "in the united states", "to the united states", "in the u.s."]
        .iter()
        .any(|at| words.contains(at));
    let direction = if words.contains("legations") || words.contains("embassies") {
        Direction::Mutual
    } else if their_word || at_home {
        Direction::Theirs
    } else {
        Direction::Ours
    };
    Some(Claim { kind: EventKind::Mission, status, title, direction, told: Told { words: told, nouns: MISSIONS } })
}

fn raised_to(words: &str) -> &'static str {
    let after = words.rsplit_once(" to ").map_or("", |(_, after)| after);
    mission(after).unwrap_or("embassy")
}

fn consulate(words: &str) -> Claim {
    let status = match Verb::of(words) {
        Some(Verb::End) => "closed",
        Some(Verb::Raise) => "raised",
        Some(Verb::Resume) => "reopened",
        _ => "established",
    };
    let title = match () {
        () if words.contains("consulate general") => "consulate general",
        () if words.contains("consular relations") => "consular relations",
        () => "consulate",
    };
    let theirs = words.contains("in the united states") || words.starts_with("the first consulate of the");
    let direction = if theirs { Direction::Theirs } else { Direction::Ours };
    Claim { kind: EventKind::ConsularRelations, status, title, direction, told: Told::by(&["consul"]) }
}

fn treaty(words: &str) -> Option<Claim> {
    let nouns =
        ["treaty", "convention", "agreement", "compact", "accession", "arrangement", "additional article", "treaties"];
    let status = match () {
        () if !nouns.iter().any(|noun| words.contains(noun)) => return None,
        () if words.contains("terminated") => "terminated",
        () => "signed",
    };
    Some(Claim {
        kind: EventKind::Agreement,
        status,
        title: "",
        direction: Direction::Mutual,
        told: Told::by(&["signed", "conclude"]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(headline: &str) -> Vec<(&'static str, &'static str, &'static str, Direction)> {
        let is_theirs = |word: &str| matches!(word, "Bulgarian" | "Italian" | "Ethiopian");
        let claims = claims(headline, Section::Other, &is_theirs);
        claims.into_iter().map(|c| (c.kind.code(), c.status, c.title, c.direction)).collect()
    }

    #[test]
    fn headlines_say_what_happened_and_whose_it_was() {
        use Direction::{Mutual, Ours, Theirs};
        let recognition = |status, direction| ("recognition", status, "", direction);
        let relations = |status| ("diplomatic-relations", status, "", Mutual);
        let mission = |status, title, direction| ("mission", status, title, direction);
        let cases = [
            ("U.S. Recognition of Bolivian Independence, 1848.", vec![recognition("recognized", Ours)]),
            ("U.S. Recogntion of Tuvalu, 1978.", vec![recognition("recognized", Ours)]),
            ("Dutch Recognition of U.S. Independence, 1782.", vec![recognition("recognized", Theirs)]),
            ("Papal States Recognize the United States, 1784.", vec![recognition("recognized", Theirs)]),
            ("Mutual Recognition, 1832.", vec![recognition("recognized", Mutual)]),
            (
                "Recognition of Independent Montenegro Withdrawn by the United States, 1920-21.",
                vec![recognition("withdrawn", Ours)],
            ),
            ("U.S. Recognition of Bosnia and Herzegovina, 1992.", vec![recognition("recognized", Ours)]),
            (
                "Establishment of Diplomatic Relations and the American Embassy in Ghana, 1957.",
                vec![relations("established"), mission("opened", "embassy", Ours)],
            ),
            (
                "Diplomatic Relations Reestablished and Embassy Reopened, 1974.",
                vec![relations("resumed"), mission("reopened", "embassy", Ours)],
            ),
            (
                "Suspension of Diplomatic Relations and the Closure of Embassy Brazzaville, 1965.",
                vec![relations("interrupted"), mission("closed", "embassy", Ours)],
            ),
            ("Diplomatic Relations Severed by Algeria, 1967.", vec![relations("severed")]),
            ("Elevation of American Legation to Embassy Status, 1942.", vec![mission("raised", "embassy", Ours)]),
            ("Elevation of Legations to Embassy Status, 1946.", vec![mission("raised", "embassy", Mutual)]),
            ("Bulgarian Legation Raised to Embassy Status, 1966.", vec![mission("raised", "embassy", Theirs)]),
            (
                "Establishment of a Czechoslovak Legation in Washington, 1919.",
                vec![mission("opened", "legation", Theirs)],
            ),
            ("Consulate Elevated to Embassy, 2011.", vec![mission("raised", "embassy", Ours)]),
            ("Suspension of Embassy Operations in Kabul, 2021.", vec![mission("suspended", "embassy", Ours)]),
            ("American Embassy Moved from Jidda to Riyadh, 1984.", vec![mission("moved", "embassy", Ours)]),
            ("No diplomatic relations established.", vec![]),
            ("Assassination of the U.S. Ambassador, 1979.", vec![]),
            ("Establishment of the Arab Union, 1958.", vec![]),
            ("U.S. Recognition of Yugoslav Legation, 1919.", vec![]),
        ];
        for (headline, expected) in cases {
            assert_eq!(read(headline), expected, "{headline}");
        }
    }

    #[test]
    fn sections_tell_consulates_and_treaties() {
        let none = |_: &str| false;
        let of = |headline, section| claims(headline, section, &none).first().map(|c| (c.kind, c.status));
        assert_eq!(of("Hilo.", Section::Consular), Some((EventKind::ConsularRelations, "established")));
        assert_eq!(
            of("Diplomatic Relations Ended, 1905.", Section::Consular),
            Some((EventKind::DiplomaticRelations, "ended"))
        );
        assert_eq!(of("Claims Convention, 1832.", Section::Treaties), Some((EventKind::Agreement, "signed")));
        assert_eq!(of("Establishment of Relief Assistance, 1945.", Section::Treaties), None);
    }
}
