//! Missions: who heads them, where they are, how to reach them.

use attache_model::{Area, Attribute, Code, Event, EventKind, Party, Place, Role};

use super::leaders::holders;
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
    address: Option<(Event, Place)>,
}

/// A mission of the country in the United States, or of the United States in it.
fn parties(country: Area, in_us: bool) -> Vec<Party> {
    let (sender, receiver) = if in_us { (country, united_states()) } else { (united_states(), country) };
    vec![Party { role: Role::Sender, area: sender }, Party { role: Role::Receiver, area: receiver }]
}

impl Mission {
    /// Reads a part of a diplomatic representation's field.
    pub(in crate::factbook) fn take(
        &mut self,
        out: &mut Out<'_>,
        leaf: &Leaf<'_>,
        plain: &Plain<'_>,
        in_us: bool,
    ) -> Result<(), ParseError> {
        let part = slug(leaf.field().get(1).copied().unwrap_or_default());
        let parties = parties(out.area, in_us);
        let whole = 0..plain.text.len();
        let words = fold(&plain.text);
        if part == "chief-of-mission" {
            return chiefs(out, leaf, plain, &parties);
        }
        // A field without parts is a sentence: "none; note - ...".
        if part.is_empty() || words.is_empty() || ["none", "NA"].contains(&words.as_str()) {
            out.prose(leaf, plain, &whole);
            return Ok(());
        }
        let (event, _) = self.address.get_or_insert_with(|| {
            let event = Event::new(EventKind::MissionAddress, Code::from_static("stated"), parties);
            // The place is the field's: its parts lie below.
            let pointer =
                leaf.pointer.match_indices('/').nth(2).map_or(leaf.pointer.as_str(), |(at, _)| &leaf.pointer[..at]);
            (event, out.file.place(pointer))
        });
        let name = match part.as_str() {
            "embassy" | "chancery" => {
                event.title = part.as_str().into();
                "address"
            }
            "fax" => "fax",
            "email-address-and-website" => {
                for word in words.split([' ', ',']).filter(|w| !w.is_empty()) {
                    let name = if word.contains('@') {
                        "email"
                    } else if word.contains("//") || word.starts_with("www.") {
                        "website"
                    } else {
                        continue;
                    };
                    event.attributes.push(Attribute {
                        name: Code::from_static(name),
                        value: word.trim_end_matches([';', ',']).into(),
                    });
                }
                return Ok(());
            }
            "consulate-s-general" | "consulate-s" | "consulates" | "consulate" | "consulate-s-general-" => "consulates",
            other => other,
        };
        event.attributes.push(Attribute { name: Code::new(name), value: words.as_str().into() });
        Ok(())
    }

    /// Gives the address on, at the end of its field.
    pub(in crate::factbook) fn finish(&mut self, out: &mut Out<'_>) -> Result<(), ParseError> {
        let Some((mut event, place)) = self.address.take() else { return Ok(()) };
        event.quote = event.attribute("address").unwrap_or_default().into();
        Ok(out.sink.event(event, place)?)
    }
}

fn chiefs(out: &mut Out<'_>, leaf: &Leaf<'_>, plain: &Plain<'_>, parties: &[Party]) -> Result<(), ParseError> {
    for (part, holder) in holders(&plain.text) {
        let Some(holder) = holder else {
            out.prose(leaf, plain, &part);
            continue;
        };
        let mut event = Event::new(EventKind::ChiefOfMission, Code::from_static(holder.status), parties.to_vec());
        event.title = holder.title.into();
        event.person = holder.person.into();
        event.from = holder.since;
        out.event(event, leaf, plain, &part)?;
    }
    Ok(())
}
