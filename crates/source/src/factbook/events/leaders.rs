//! People in office: "President Luis Alberto ARCE Catacora (since 8 November 2020)".

use std::ops::Range;

use attache_model::{Attribute, Code, Event, EventKind, Party, Period, Role};

use crate::{
    ParseError,
    factbook::{
        emit::{Out, fold},
        leaf::Leaf,
        plain::Plain,
        stated::period,
    },
};

/// Reads the leaders of an office.
pub(super) fn read(
    out: &mut Out<'_>,
    leaf: &Leaf<'_>,
    plain: &Plain<'_>,
    office: &'static str,
) -> Result<(), ParseError> {
    for (part, holder) in holders(&plain.text) {
        let Some(holder) = holder.or_else(|| bare_name(&plain.text[part.clone()])) else {
            out.prose(leaf, plain, &part);
            continue;
        };
        let mut event = Event::new(
            EventKind::Leader,
            Code::from_static(holder.status),
            vec![Party { role: Role::Subject, area: out.area }],
        );
        let office = office_of(&holder.title, office);
        event.title = holder.title.into();
        event.person = holder.person.into();
        event.from = holder.since;
        event.attributes.push(Attribute { name: Code::from_static("office"), value: office.into() });
        out.event(event, leaf, plain, &part)?;
    }
    Ok(())
}

/// The office of whom a list of holders names by a title: deputies stand in it beside whom they are
/// deputies of, and prime ministers beside presidents who govern.
fn office_of(title: &str, office: &'static str) -> &'static str {
    let title = title.to_lowercase();
    match office {
        _ if title.contains("deputy") => "deputy",
        "chief-of-state" | "head-of-government" if title.contains("vice") => "vice-president",
        "chief-of-state" if GOVERNING.contains(&title.as_str()) => "prime-minister",
        _ => office,
    }
}

/// Titles of those who govern, and are no chiefs of state.
const GOVERNING: [&str; 4] = ["prime minister", "premier", "chancellor", "chief minister"];

/// A person in an office, or the office without one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Holder {
    pub(super) title: String,
    pub(super) person: String,
    pub(super) since: Option<Period>,
    /// `in-office`, `vacant`, or `representative` of who is in office.
    pub(super) status: &'static str,
}

/// The holders that a text names, each with its part of the text; `None` for
/// parts that name none.
pub(super) fn holders(text: &str) -> Vec<(Range<usize>, Option<Holder>)> {
    let mut found = Vec::new();
    let mut in_note = false;
    for part in parts(text) {
        let words = fold(&text[part.clone()]);
        if words.is_empty() {
            continue;
        }
        in_note |= words.to_ascii_lowercase().starts_with("note");
        // "Note - the president is both; Prime Minister X (since 2022)".
        let governs =
            |holder: &Holder| GOVERNING.contains(&holder.title.to_lowercase().as_str()) && holder.since.is_some();
        let holder = holder(&words).filter(|holder| !in_note || governs(holder));
        found.push((part, holder));
    }
    found
}

/// The parts of a text that may name a holder each.
fn parts(text: &str) -> Vec<Range<usize>> {
    let (mut depth, mut from) = (0usize, 0);
    let mut parts: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                // "Ambassador (vacant) Charge d'Affaires ...", "(since 2023) and ...", "(since 2016)note - ...".
                let after = text[at + 1..].trim_start();
                let next = after.starts_with("note") || after.starts_with("and ");
                if depth == 0
                    && (next || (text[from..at].ends_with("(vacant") && after.starts_with(char::is_uppercase)))
                {
                    parts.push(from..at + 1);
                    from = at + 1;
                }
            }
            // "X (since 2020), Y (since 2021)": a comma separates only after a parenthesis.
            ',' if depth == 0 && text[from..at].trim_end().ends_with(')') => {
                parts.push(from..at);
                from = at + 1;
            }
            ';' | '\n' if depth == 0 => {
                parts.push(from..at);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(from..text.len());
    parts
}

/// Words that sentences have and names and titles have not.
const OF_SENTENCES: &[&str] = &[
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "does",
    "do",
    "be",
    "been",
    "which",
    "who",
    "that",
    "also",
    "serves",
    "represented",
    "represents",
    "reports",
    "responsible",
    "not",
    "no",
    "its",
    "their",
    "will",
    "both",
    "remains",
    "accredited",
    "announced",
    "none",
    "there",
    "maintains",
    "closed",
    "former",
    "effectively",
];

fn holder(words: &str) -> Option<Holder> {
    let words = words.strip_prefix("and ").unwrap_or(words);
    let (words, status) =
        words.strip_prefix("represented by ").map_or((words, "in-office"), |rest| (rest, "representative"));
    let (name, inside) = dated(words);
    if name.split(' ').any(|w| OF_SENTENCES.contains(&w.trim_matches([',', ':', '.']))) {
        return None;
    }
    if inside.to_ascii_lowercase().contains("vacant") || name.to_ascii_lowercase().ends_with("vacant") {
        let title = name.trim_end_matches("Vacant").trim_end_matches("vacant").trim_end_matches([',', ' ', '(']);
        let short = title.split(' ').count() <= 12 && !title.contains(|c: char| c.is_ascii_digit());
        let holder = Holder { title: title.to_owned(), person: String::new(), since: since(inside), status: "vacant" };
        return short.then_some(holder);
    }
    let since = since(inside);
    let (title, person) = split_title(name).or_else(|| since.and_then(|_| split_plain(name)))?;
    let remark = |r: &str| r.split(')').next().is_some_and(|inside| inside.contains(' '));
    let person = person.split_once(" (").filter(|(_, r)| remark(r)).map_or(person.as_str(), |(n, _)| n);
    let is_name = !person.contains(|c: char| c.is_ascii_digit() || c == '[' || c == ':');
    if !is_name || person.split(' ').count() > 10 || (since.is_none() && name.split(' ').count() > 10) {
        return None;
    }
    Some(Holder { title, person: person.to_owned(), since, status })
}

/// The name, and the inside of the parenthesis that tells since when or that
/// none holds the office: "Taoiseach (Prime Minister) Michael MARTIN (since ...)".
fn dated(words: &str) -> (&str, &str) {
    for (at, _) in words.match_indices('(') {
        let inside = &words[at + 1..];
        let inside = inside.split_once(')').map_or(inside, |(i, _)| i);
        let lower = inside.to_ascii_lowercase();
        if lower.contains("since ")
            || lower.starts_with("vacant")
            || lower.contains("as of ")
            || lower.starts_with("for the period")
            || period(inside).is_some()
        {
            return (words[..at].trim_end_matches([' ', ',']), inside);
        }
    }
    // "Eric ANDRIAMIHAJA Robson, since March 2018"
    match words.find(" since ") {
        Some(at) => (words[..at].trim_end_matches([' ', ',']), &words[at + 1..]),
        None => (words.trim_end_matches(['.', ',', ' ']), ""),
    }
}

/// The date after "since", past words such as "seizing power on", or at the head.
fn since(words: &str) -> Option<Period> {
    if let Some((found, _)) = period(words) {
        return Some(found);
    }
    let (_, mut tail) = ["since ", "as of ", "from ", "the period "].iter().find_map(|lead| words.split_once(lead))?;
    loop {
        if let Some((found, _)) = period(tail) {
            return Some(found);
        }
        tail = tail.split_once(' ')?.1;
    }
}

/// A text that is nothing but the name of a person: "Ahmad al-Shara'".
fn bare_name(part: &str) -> Option<Holder> {
    let words: Vec<&str> = part.split_whitespace().collect();
    let of_name =
        |w: &&str| (w.starts_with(char::is_uppercase) || w.starts_with("al-")) && !w.ends_with([':', ',', '.']);
    let is_name = (2..=3).contains(&words.len()) && words.iter().all(of_name) && !words.iter().any(|w| is_title(w));
    is_name.then(|| Holder { title: String::new(), person: words.join(" "), since: None, status: "in-office" })
}

/// Words that are titles and not names; a name begins at the first word after
/// the last of them before the surname in capitals.
const TITLES: &[&str] = &[
    "president",
    "vice",
    "prime",
    "minister",
    "king",
    "queen",
    "sultan",
    "amir",
    "emir",
    "emperor",
    "chancellor",
    "taoiseach",
    "governor",
    "general",
    "governor-general",
    "premier",
    "ambassador",
    "charge",
    "chargé",
    "d'affaires",
    "d’affaires",
    "deputy",
    "chief",
    "of",
    "the",
    "state",
    "acting",
    "interim",
    "first",
    "second",
    "third",
    "high",
    "commissioner",
    "co-prince",
    "prince",
    "princess",
    "grand",
    "duke",
    "supreme",
    "leader",
    "pope",
    "captain",
    "captains",
    "regent",
    "chairman",
    "chairperson",
    "chair",
    "council",
    "transitional",
    "transition",
    "transition(al)",
    "military",
    "government",
    "head",
    "federal",
    "national",
    "executive",
    "administrator",
    "republic",
    "secretary",
    "counselor",
    "counsellor",
    "crown",
    "and",
    "for",
    "vice-president",
    "lieutenant",
    "col.",
    "colonel",
    "gen.",
    "maj.",
    "capt.",
    "sheikh",
    "shaykh",
    "dr.",
    "sir",
    "dame",
    "to",
    "affairs",
    "presidency",
    "member",
    "chairman-in-office",
    "co-president",
    "vice-chairman",
    "sovereign",
    "commander",
    "commander-in-chief",
    "party",
    "central",
    "committee",
    "political",
    "bureau",
    "congress",
    "senate",
    "speaker",
    "mayor",
    "resident",
    "representative",
    "permanent",
    "appointed",
    "ambassador-designate",
    "charge'",
    "a.i.",
    "officer",
    "principal",
    "consul",
    "special",
    "envoy",
    "defense",
    "armed",
    "forces",
    "in",
    "mission",
    "new",
    "zealand",
    "australian",
    "french",
    "british",
    "danish",
    "ulu-o-tokelau",
    "tuvalu",
    "field",
    "marshal",
    "admiral",
    "brigadier",
    "major",
    "lt.",
    "reverend",
    "rev.",
    "monsignor",
    "cardinal",
    "archbishop",
    "co-chief",
    "chiefs",
    "security",
    "provisional",
    "homeland",
    "safeguard",
    "cnsp",
    "people’s",
    "people's",
    "affaires",
    "d'",
    "d’",
    "apostolic",
    "nuncio",
    "prefect",
    "superior",
    "air",
    "vice-marshal",
    "caretaker",
    "director",
    "uk",
    "us",
    "un",
    "gnu",
    "cabinet",
    "ministers",
    "china",
    "swiss",
    "confederation",
    "polynesia",
    "territorial",
    "assembly",
    "pitcairn",
    "islands",
    "lieutenant-governor",
    "bailiff",
    "d'affairs",
];

/// Words in capitals that are no surnames.
const ACRONYMS: &[&str] = &["UK", "US", "UN", "EU", "GNU", "CNSP", "NATO"];

fn is_title(word: &str) -> bool {
    TITLES.contains(&word.trim_matches([',', '(', ')', ':']).to_lowercase().as_str())
}

/// Whether the word at this place is a title: "Grand Duke", not "Richard Duke BUCHAN".
fn title_at(words: &[&str], at: usize) -> bool {
    let also_a_name = ["duke", "sultan", "sheikh", "major"].contains(&words[at].to_lowercase().as_str());
    is_title(words[at]) && (!also_a_name || at == 0 || is_title(words[at - 1]))
}

/// Whether a word is a surname as the Factbook writes it: "CERAR", "McCARY",
/// "al-BURHAN", "O'CONNOR".
fn is_surname(word: &str) -> bool {
    let upper = |part: &str| {
        let part = part.strip_prefix("Mc").or_else(|| part.strip_prefix("Mac")).unwrap_or(part);
        let mut letters = part.chars().filter(|c| c.is_alphabetic()).peekable();
        part.chars().filter(|c| c.is_alphabetic()).count() > 1
            && letters.peek().is_some()
            && letters.all(char::is_uppercase)
    };
    !ACRONYMS.contains(&word.trim_matches(['(', ')', ','])) && (upper(word) || word.split(['-', '\'', '’']).any(upper))
}

/// Splits "Prime Minister Miro CERAR" into title and name. `None` where there is no surname in capitals.
fn split_title(name: &str) -> Option<(String, String)> {
    let words: Vec<&str> = name.split(' ').filter(|w| !w.is_empty()).collect();
    let surname = words.iter().position(|w| is_surname(w))?;
    // "(prime minister-equivalent) Pedro" ends a title; "(Alec)" is within a name.
    let ends = |at: usize| {
        let w = words[at];
        title_at(&words, at) || w.ends_with([',', ':']) || w == "–" || (w.ends_with(')') && !w.starts_with('('))
    };
    let first = (0..surname).rev().find(|at| ends(*at)).map_or(0, |at| at + 1);
    Some(titled(&words, first))
}

/// Splits a name without a surname in capitals, "Chargé d'Affaires Peter Brennan".
fn split_plain(name: &str) -> Option<(String, String)> {
    let words: Vec<&str> = name.split(' ').filter(|w| !w.is_empty()).collect();
    let first = words.iter().rposition(|w| is_title(w)).map_or(0, |at| at + 1);
    let of_name = |w: &&str| {
        w.starts_with(char::is_uppercase)
            || w.starts_with(['"', '“', '('])
            || ["al-", "bin", "de", "von"].iter().any(|p| w.starts_with(p))
    };
    let rest = &words[first..];
    ((2..=6).contains(&rest.len()) && rest.iter().all(of_name)).then(|| titled(&words, first))
}

fn titled(words: &[&str], first: usize) -> (String, String) {
    let of = |words: &[&str]| words.join(" ").trim_matches([',', ' ', ':', '–']).to_owned();
    (of(&words[..first]), of(&words[first..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<(String, String, String, &'static str)> {
        holders(text)
            .into_iter()
            .filter_map(|(_, h)| h)
            .map(|h| (h.title, h.person, h.since.map(|p| p.to_string()).unwrap_or_default(), h.status))
            .collect()
    }

    fn row(title: &str, person: &str, since: &str, status: &'static str) -> (String, String, String, &'static str) {
        (title.to_owned(), person.to_owned(), since.to_owned(), status)
    }

    #[test]
    fn title_name_and_date() {
        assert_eq!(
            of(
                "President Luis Alberto ARCE Catacora (since 8 November 2020); Vice President David CHOQUEHUANCA Cespedes (since 8 November 2020); note - the president is both chief of state and head of government"
            ),
            [
                row("President", "Luis Alberto ARCE Catacora", "2020-11-08", "in-office"),
                row("Vice President", "David CHOQUEHUANCA Cespedes", "2020-11-08", "in-office"),
            ]
        );
        assert_eq!(of("King CHARLES III (since 8 September 2022); represented by Governor General Cyril Errol CHARLES (since 11 November 2021)")[1].1, "Cyril Errol CHARLES");
        assert_eq!(of("President Yoweri Kaguta MUSEVENI (since seizing power on 26 January 1986)")[0].2, "1986-01-26");
    }

    #[test]
    fn who_stands_beside_a_president_holds_another_office() {
        assert_eq!(
            of(
                "President A BEE (since 1 May 2020); note - the president is both; Prime Minister C DEE (since 2 May 2020)"
            ),
            [
                row("President", "A BEE", "2020-05-01", "in-office"),
                row("Prime Minister", "C DEE", "2020-05-02", "in-office")
            ]
        );
        for (title, office) in [
            ("President", "chief-of-state"),
            ("First Vice President", "vice-president"),
            ("Prime Minister", "prime-minister"),
            ("Sultan and Prime Minister", "chief-of-state"),
        ] {
            assert_eq!(office_of(title, "chief-of-state"), office, "{title}");
        }
        assert_eq!(office_of("Deputy Prime Ministers", "head-of-government"), "deputy");
        assert_eq!(office_of("Prime Minister", "head-of-government"), "head-of-government");
    }

    #[test]
    fn names_that_look_like_titles_and_titles_that_look_like_names() {
        for (text, title, person) in [
            ("Supreme Leader Ali Hoseini-KHAMENEI (since 4 June 1989)", "Supreme Leader", "Ali Hoseini-KHAMENEI"),
            (
                "Taoiseach (Prime Minister) Michael MARTIN (since 23 January 2025)",
                "Taoiseach (Prime Minister)",
                "Michael MARTIN",
            ),
            (
                "President of the Government of Spain (prime minister-equivalent) Pedro SANCHEZ PEREZ-CASTEJON (since 2 June 2018)",
                "President of the Government of Spain (prime minister-equivalent)",
                "Pedro SANCHEZ PEREZ-CASTEJON",
            ),
            ("President of China XI Jinping (since 14 March 2013)", "President of China", "XI Jinping"),
            ("Ambassador Rizwan Saeed SHEIKH (since 18 September 2024)", "Ambassador", "Rizwan Saeed SHEIKH"),
            ("Ambassador Richard Duke BUCHAN III (since 18 January 2018)", "Ambassador", "Richard Duke BUCHAN III"),
            ("Grand Duke GUILLAUME (since 3 October 2025)", "Grand Duke", "GUILLAUME"),
            ("Premier CHO Jung-tai (President of the Executive Yuan) (since 20 May 2024)", "Premier", "CHO Jung-tai"),
            (
                "GNU Interim Prime Minister Abd-al-Hamid DUBAYBAH (since 5 February 2021)",
                "GNU Interim Prime Minister",
                "Abd-al-Hamid DUBAYBAH",
            ),
        ] {
            let read = of(text);
            assert_eq!((read[0].0.as_str(), read[0].1.as_str()), (title, person), "{text}");
        }
        let king =
            "King CHARLES III (since 8 September 2022); represented by Sir Tom J. MARSTERS (since 9 August 2013)";
        assert_eq!(of(king)[1].3, "representative");
        assert_eq!(of("there are 27 countries with royal families in the world"), []);
    }

    #[test]
    fn a_vacant_office() {
        assert_eq!(
            of("Ambassador (vacant); Chargé d'Affaires Debra HEVIA (since September 2023)"),
            [row("Ambassador", "", "", "vacant"), row("Chargé d'Affaires", "Debra HEVIA", "2023-09", "in-office")]
        );
    }
}
