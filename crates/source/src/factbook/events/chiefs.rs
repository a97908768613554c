//! Heads of missions: `TITLE NAME (since DATE)`, a vacancy, or an ambassador
//! who resides elsewhere. Anything else is a note.

use std::ops::Range;

use attache_model::{Attribute, Code, Event, EventKind, Party};

use super::{
    dates::note,
    leaders::{Holder, holders},
};
use crate::{
    ParseError,
    factbook::{
        emit::{Out, fold},
        leaf::Leaf,
        plain::Plain,
    },
};

const ELSEWHERE: &str = "accredited-elsewhere";

/// Reads the chiefs of a mission; the rest of the text is one note.
pub(super) fn chiefs(
    out: &mut Out<'_>,
    leaf: &Leaf<'_>,
    plain: &Plain<'_>,
    parties: &[Party],
) -> Result<(), ParseError> {
    let text = &*plain.text;
    let whole = 0..text.len();
    let words = fold(text);
    if is_sentence(&words) {
        if let Some((title, person)) = accredited_from(&words) {
            let mut event = Event::new(EventKind::ChiefOfMission, Code::from_static(ELSEWHERE), parties.to_vec());
            event.title = title.into();
            event.person = person.into();
            out.event(event, leaf, plain, &whole)?;
        }
        return remark(out, leaf, plain, &whole);
    }
    let found = holders(text);
    let noted = found.iter().find(|(part, h)| h.is_none() && is_note(&text[part.clone()])).map(|(p, _)| p.start);
    let note = noted.map_or("", |at| &text[at..]);
    for (part, holder) in found {
        if noted.is_some_and(|at| part.start >= at) {
            break;
        }
        match holder.filter(is_chief) {
            Some(holder) => {
                let status = if resides_elsewhere(&holder, note) { ELSEWHERE } else { holder.status };
                let mut event = Event::new(EventKind::ChiefOfMission, Code::from_static(status), parties.to_vec());
                event.title = holder.title.into();
                event.person = holder.person.into();
                event.from = holder.since;
                out.event(event, leaf, plain, &part)?;
            }
            None => remark(out, leaf, plain, &part)?,
        }
    }
    noted.map_or(Ok(()), |at| remark(out, leaf, plain, &(at..text.len())))
}

/// A text that names no chief, or what stands beside one.
fn remark(out: &mut Out<'_>, leaf: &Leaf<'_>, plain: &Plain<'_>, part: &Range<usize>) -> Result<(), ParseError> {
    let words = fold(&plain.text[part.clone()]);
    if words.split(' ').count() < 3 {
        out.prose(leaf, plain, part);
        return Ok(());
    }
    let mut event = note(out, leaf.field().first().copied().unwrap_or_default());
    event.attributes.push(Attribute { name: Code::from_static("note"), value: words.into() });
    out.event(event, leaf, plain, part)
}

fn is_note(part: &str) -> bool {
    part.trim_start().to_ascii_lowercase().starts_with("note")
}

/// A sentence about the mission, not a list of its chiefs.
fn is_sentence(words: &str) -> bool {
    let lower = words.to_lowercase();
    let body = lower.split("note").next().unwrap_or_default();
    lower.starts_with("none")
        || ["does not", "do not", "has no ", "have no ", "is accredited", "was closed", "embassy closed", "suspended"]
            .iter()
            .any(|w| body.contains(w))
}

/// A person with a title or a date, or a title that is vacant.
fn is_chief(holder: &Holder) -> bool {
    let lower = holder.title.to_lowercase();
    let has_title =
        ["ambassador", "charg", "consul", "commissioner", "nuncio", "head", "chief", "counselor", "director"]
            .iter()
            .any(|t| lower.contains(t));
    match holder.status {
        "vacant" => has_title || lower.is_empty(),
        _ => has_title || holder.since.is_some(),
    }
}

/// "note - also accredited to Vanuatu, based in Port Moresby"; where the note
/// names a person, it speaks of that one.
fn resides_elsewhere(holder: &Holder, note: &str) -> bool {
    let Some(at) = ["based in ", "posted in ", "resident in "].iter().filter_map(|w| note.find(w)).min() else {
        return false;
    };
    if holder.status == "vacant" {
        return false;
    }
    let upper = |w: &&str| w.chars().count() > 2 && w.chars().all(char::is_uppercase);
    let mut named = note[..at].split([' ', ',']).filter(upper).peekable();
    named.peek().is_none() || named.any(|w| holder.person.contains(w))
}

/// Who is accredited from elsewhere, by title and name: "the US Ambassador to
/// New Zealand is accredited to Samoa".
pub(super) fn accredited_from(words: &str) -> Option<(String, String)> {
    let clause = words.split([';', '\n']).find(|c| c.contains(" is accredited to "))?;
    let subject = clause.split(" is accredited to ").next()?;
    let subject = subject.rsplit_once("but its ").map_or(subject, |(_, s)| s).trim();
    let subject = ["the US ", "The US ", "US ", "the ", "The "]
        .iter()
        .find_map(|lead| subject.strip_prefix(lead))
        .unwrap_or(subject)
        .trim_end_matches(',');
    // "Chargé d'Affaires to Barbados, Karin B. SULLIVAN", "Ambassador to Barbados Linda S. TAGLIALATELA".
    let subject = subject.split(" (since").next()?;
    let known = ["ambassador", "charg", "consul general", "permanent representative"];
    if !known.iter().any(|t| subject.to_lowercase().starts_with(t)) || subject.split(' ').count() > 16 {
        return None;
    }
    let (title, person) = subject.split_once(", ").unwrap_or((subject, ""));
    let person = person.rsplit_once(", ").map_or(person, |(_, p)| p).trim_start_matches("Ambassador ");
    let upper = |w: &str| w.chars().count() > 1 && w.chars().all(char::is_uppercase);
    if person.split(' ').any(upper) {
        return Some((title.to_owned(), person.to_owned()));
    }
    Some((title.to_owned(), String::new()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(text: &str) -> Vec<(String, String)> {
        if is_sentence(text) {
            return Vec::new();
        }
        let all = holders(text).into_iter().filter_map(|(_, h)| h).filter(is_chief);
        all.map(|h| (h.title, if h.status == "vacant" { "-".to_owned() } else { h.person })).collect()
    }

    #[test]
    fn sentences_name_no_chief() {
        for text in [
            "the US does not have an embassy in Taiwan; commercial and cultural relations with the people of Taiwan are maintained through an unofficial instrumentality, the American Institute in Taiwan (AIT), a private nonprofit corporation that performs citizen and consular services similar to those at diplomatic posts; it is managed by Director Raymond F. GREENE (since 8 July 2024)",
            "the US does not have an official embassy in Grenada; the US Ambassador to Barbados is accredited to Grenada",
            "the US Ambassador to New Zealand is accredited to Samoa",
            "none; Iran has an Interests Section in the Pakistani Embassy; telephone: [1] (202) 965-4990; FAX [1] (202) 965-1073; info@daftar.org",
            "the Afghan Embassy closed in March 2022",
            "none; North Korea has a Permanent Mission to the UN in New York",
            "Ambassador Elin SULEYMANOV left in early August 2021, as he was recalled",
        ] {
            assert_eq!(who(text), [], "{text}");
        }
    }

    #[test]
    fn chiefs_in_every_form() {
        for (text, title, person) in [
            (
                "Ambassador Alejandro (Alec) Carlos Francisco OXENFORD (since 11 June 2025)",
                "Ambassador",
                "Alejandro (Alec) Carlos Francisco OXENFORD",
            ),
            ("Ambassador Lynne M. TRACY (30 January 2023)", "Ambassador", "Lynne M. TRACY"),
            ("Ambassador Eric ANDRIAMIHAJA Robson, since March 2018", "Ambassador", "Eric ANDRIAMIHAJA Robson"),
            (
                "Consul General James R. Moore (since June 2013); note - also accredited to Aruba and Sint Martin",
                "Consul General",
                "James R. Moore",
            ),
            ("Consul Joanie SIMON (since June 2021)", "Consul", "Joanie SIMON"),
            (
                "Apostolic Nuncio Cardinal Christophe PIERRE (since 27 June 2016)",
                "Apostolic Nuncio Cardinal",
                "Christophe PIERRE",
            ),
            (
                "Ambassador Doma TSHERING (since 13 September 2017)note - also the Permanent Representative to the UN",
                "Ambassador",
                "Doma TSHERING",
            ),
            (
                "Ambassador-designate Abdulwahab Abdullah Ahmed al-HAJRI (since 10 April 2025)",
                "Ambassador-designate",
                "Abdulwahab Abdullah Ahmed al-HAJRI",
            ),
            ("Vacant", "", "-"),
            ("(vacant)", "", "-"),
        ] {
            assert_eq!(who(text), [(title.to_owned(), person.to_owned())], "{text}");
        }
        assert_eq!(
            who("Ambassador (vacant) Chargé d’Affaires Caitlin PIPER (since 27 October 2023)"),
            [("Ambassador".to_owned(), "-".to_owned()), ("Chargé d’Affaires".to_owned(), "Caitlin PIPER".to_owned())]
        );
    }

    #[test]
    fn an_ambassador_elsewhere() {
        let of = |t: &str| accredited_from(t).unwrap();
        assert_eq!(
            of("the US Ambassador to New Zealand is accredited to Samoa"),
            ("Ambassador to New Zealand".to_owned(), String::new())
        );
        assert_eq!(
            of(
                "the US does not have an official embassy in Grenada; the US Ambassador to Barbados, Ambassador Richard F. NYHUS, is accredited to Grenada"
            ),
            ("Ambassador to Barbados".to_owned(), "Richard F. NYHUS".to_owned())
        );
        assert_eq!(accredited_from("none (territory of the US)"), None);
    }

    #[test]
    fn the_note_tells_who_resides_elsewhere() {
        let text = "Ambassador Henry V. JARDINE (since 22 February 2023) and Chargé d'Affaires Adham LOUTFI (since 6 October 2023); note - Ambassador JARDINE is posted in Mauritius and is accredited to Seychelles, and Chargé d'Affaires LOUTFI is posted in Victoria, Seychelles";
        let note = &text[text.find("note").unwrap()..];
        let both: Vec<bool> =
            holders(text).into_iter().filter_map(|(_, h)| h).map(|h| resides_elsewhere(&h, note)).collect();
        assert_eq!(both, [true, false]);
    }
}
