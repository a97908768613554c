//! Missions: who heads them, where they are, how to reach them.

use attache_model::{Area, AreaKind, Attribute, Code, Event, EventKind, Party, Place, Role};

use super::{
    chiefs::{accredited_from, chiefs},
    dates::note,
};
use crate::{
    ParseError,
    area::united_states,
    factbook::{
        emit::{Out, fold},
        indicator::slug,
        leaf::Leaf,
        plain::Plain,
    },
};

/// The address of one mission, gathered from the parts of its field.
#[derive(Default)]
pub(in crate::factbook) struct Mission {
    gathered: Option<Gathered>,
}

struct Gathered {
    field: String,
    place: Place,
    in_us: bool,
    attributes: Vec<Attribute>,
    /// `embassy` or `chancery`, where the address is given as that.
    part: String,
    /// What is said of the post: its names, its head's title.
    words: String,
    /// That there is no mission or that it is closed, in the field's words.
    closed: String,
}

/// A mission of the country in the United States, or of the United States in it.
fn parties(country: Area, in_us: bool) -> Vec<Party> {
    let (sender, receiver) = if in_us { (country, united_states()) } else { (united_states(), country) };
    vec![Party { role: Role::Sender, area: sender }, Party { role: Role::Receiver, area: receiver }]
}

fn attribute(name: &str, value: &str) -> Attribute {
    Attribute { name: Code::new(name), value: value.into() }
}

impl Mission {
    fn gathered(&mut self, out: &Out<'_>, leaf: &Leaf<'_>, in_us: bool) -> &mut Gathered {
        self.gathered.get_or_insert_with(|| {
            // The place is the field's: its parts lie below.
            let pointer =
                leaf.pointer.match_indices('/').nth(2).map_or(leaf.pointer.as_str(), |(at, _)| &leaf.pointer[..at]);
            Gathered {
                field: leaf.field().first().copied().unwrap_or_default().trim().to_owned(),
                place: out.file.place(pointer),
                in_us,
                attributes: Vec::new(),
                part: String::new(),
                words: String::new(),
                closed: String::new(),
            }
        })
    }

    /// Reads a part of a diplomatic representation's field.
    pub(in crate::factbook) fn take(
        &mut self,
        out: &mut Out<'_>,
        leaf: &Leaf<'_>,
        plain: &Plain<'_>,
        in_us: bool,
    ) -> Result<(), ParseError> {
        let part = slug(leaf.field().get(1).copied().unwrap_or_default());
        let words = fold(&plain.text.replace("++", "\n"));
        if words.is_empty() || ["none", "NA"].contains(&words.as_str()) {
            return Ok(());
        }
        let gathered = self.gathered(out, leaf, in_us);
        // A field without parts is a sentence: "none; note - ...".
        if part.is_empty() || part == "chief-of-mission" {
            if is_closed(&words) {
                gathered.closed.clone_from(&words);
            }
            gathered.words.push_str(words.split("note").next().unwrap_or_default());
            return chiefs(out, leaf, plain, &parties(out.area, in_us));
        }
        match part.as_str() {
            "email-address-and-website" => gathered.online(&words),
            "embassy" | "chancery" | "office" => {
                if accredited_from(&words).is_some() {
                    chiefs(out, leaf, plain, &parties(out.area, in_us))?;
                }
                gathered.address(&part, &words);
            }
            // The address of a post that is not an embassy: "16 Middle Road, Devonshire".
            "consulate-s-general" | "branch-office-s" if words.contains(|c: char| c.is_ascii_digit()) => {
                gathered.address(&part, &words);
            }
            "consulate-s-general" | "consulate-s" | "consulates" | "consulate" | "consulate-s-general-" => {
                gathered.attributes.push(attribute("consulates", &words));
            }
            other => gathered.attributes.push(attribute(other, &words)),
        }
        Ok(())
    }

    /// Hears a note of the field: whether it says that the mission is closed.
    pub(in crate::factbook) fn noted(&mut self, text: &str) {
        let words = fold(text);
        if let Some(gathered) = self.gathered.as_mut().filter(|_| is_closed(&words)) {
            gathered.closed = words;
        }
    }

    /// Gives the address on, at the end of its field; what is said where there
    /// is no mission, as a note.
    pub(in crate::factbook) fn finish(&mut self, out: &mut Out<'_>) -> Result<(), ParseError> {
        let Some(gathered) = self.gathered.take() else { return Ok(()) };
        if gathered.attributes.is_empty() {
            return Ok(());
        }
        let address = gathered.attributes.iter().find(|a| a.name == "address").map(|a| a.value.clone());
        let mut event = match address {
            Some(address) if gathered.closed.is_empty() => {
                let parties = parties(out.area, gathered.in_us);
                let mut event = Event::new(EventKind::MissionAddress, Code::from_static("stated"), parties);
                let office = gathered.office(out.area);
                event.title = if office == "embassy" { gathered.part.as_str() } else { office }.into();
                event.quote = address;
                event.attributes.push(attribute("office", office));
                event
            }
            _ => {
                let mut event = note(out, &gathered.field);
                event.quote = gathered.closed.as_str().into();
                if !gathered.closed.is_empty() {
                    event.attributes.push(attribute("note", &gathered.closed));
                }
                event
            }
        };
        event.attributes.extend(gathered.attributes);
        Ok(out.sink.event(event, gathered.place)?)
    }
}

impl Gathered {
    fn address(&mut self, part: &str, words: &str) {
        let (address, remark) = without_note(words);
        if is_closed(address) || is_closed(remark) {
            words.clone_into(&mut self.closed);
        } else if !self.attributes.iter().any(|a| a.name == "address") {
            if !address.is_empty() {
                self.attributes.push(attribute("address", address));
            }
            if ["embassy", "chancery"].contains(&part) {
                part.clone_into(&mut self.part);
            }
            self.words = format!("{} {part} {address}", self.words);
            if !remark.is_empty() {
                self.attributes.push(attribute("note", remark));
            }
        }
    }

    fn online(&mut self, words: &str) {
        for word in words.split([' ', ',']).filter(|w| !w.is_empty()) {
            let name = if word.contains('@') {
                "email"
            } else if word.contains("//") || word.starts_with("www.") {
                "website"
            } else {
                continue;
            };
            self.attributes.push(attribute(name, word.trim_end_matches([';', ','])));
        }
    }

    /// What kind of post it is, as the field says; in and of a territory there
    /// are no embassies.
    fn office(&self, country: Area) -> &'static str {
        let lower = self.words.to_lowercase();
        let said = |words: &[&str]| words.iter().any(|w| lower.contains(w));
        if country.code() == "TW" || said(&["representative office", "american institute in taiwan"]) {
            "representative office"
        } else if said(&["interests section"]) {
            "interests section"
        } else if said(&["liaison office"]) {
            "liaison office"
        } else if said(&["mission to the un", "mission to the us", "permanent mission"]) {
            "mission"
        } else if country.kind() == AreaKind::Territory {
            if self.in_us {
                "representative office"
            } else if said(&["consul general", "consulate general", "consulate-s-general"]) || !said(&["consul "]) {
                "consulate-general"
            } else {
                "consulate"
            }
        } else if self.part.is_empty() && said(&["consulate-s-general"]) {
            "consulate-general"
        } else {
            "embassy"
        }
    }
}

/// An address and the note after it.
fn without_note(words: &str) -> (&str, &str) {
    let at = ["note -", "note –", "note:", "Note:", "previously -", "Embassy address:"]
        .iter()
        .filter_map(|lead| words.find(lead))
        .min()
        .unwrap_or(words.len());
    (words[..at].trim_end_matches([';', ' ', ',']), &words[at..])
}

/// Whether a text says that there is no mission at a place of its own: none, closed,
/// suspended, elsewhere.
fn is_closed(words: &str) -> bool {
    let lower = words.to_lowercase();
    let says = |phrases: &[&str]| phrases.iter().any(|p| lower.contains(p));
    if says(&["reopened", "consulate in al basrah"]) {
        return false;
    }
    let starts = ["none", "closed", "dos pdf", "although the us opened"]
        .iter()
        .any(|s| lower.trim_start_matches("note").trim_start_matches([' ', '-', '–', ':']).starts_with(s));
    // The embassy that a state has at the UN is told where it stands.
    let own = says(&[
        "serves as the embassy",
        "hong kong economic and trade office",
        "tecro",
        "american institute in taiwan",
    ]);
    !own && (starts
        || says(&[
            "does not have an embassy",
            "does not have an official embassy",
            "does not maintain",
            "has no embassy",
            "has no offices",
            "no consular or diplomatic offices",
            "operations have been suspended",
            "operations suspended",
            "suspended operations",
            "suspension of operations",
            "operations at the embassy were suspended",
            "ceased operation",
            "ended all embassy functions",
            "embassy closed",
            "closed its embassy",
            "embassy in tripoli closed",
            "evacuated its embassy",
            "temporarily closed",
            "temporarily located",
            "has relocated to doha",
            "affairs unit",
        ]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_there_is_no_mission() {
        for text in [
            "none (territory of the US)",
            "none; the Swedish Embassy in Pyongyang represents the US as consular protecting power",
            "the US does not have an embassy in Tuvalu; the US Ambassador to Fiji is accredited to Tuvalu",
            "US Embassy Tripoli operations suspended in 2014",
            "Sidi Slim Area/Walie Al-Ahed Road, Tripoli (temporarily closed)",
            "the US has no offices in Macau; US Consulate General in Hong Kong is accredited to Macau",
            "Venezuela Affairs Unit, US Embassy, Carrera 45 N. 24B-27, Bogota, Colombia",
            "note: the US Embassy in Tripoli closed in July 2014 due to Libyan civil unrest",
            "note – embassy closed on 18 March 2014",
            "note - closed since 5 January 2023",
        ] {
            assert!(is_closed(text), "{text}");
        }
        for text in [
            "Avenida Arce 2780, Casilla 425, La Paz",
            "the US does not have an embassy in Taiwan; relations are maintained through the American Institute in Taiwan (AIT)",
            "note - US Embassy in Seychelles reopened on 1 June 2023 after having been closed in 1996",
            "note - consulate in Al Basrah closed as of 28 September 2018",
            "note: the Tuvalu Permanent Mission to the UN serves as the Embassy",
            "note - the embassy will move to Huseby in the near future",
        ] {
            assert!(!is_closed(text), "{text}");
        }
    }
}
