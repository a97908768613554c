//! Memberships of international organizations, with their status.

use attache_model::{Code, Event, EventKind, Organization, Party, Role};

use crate::{
    ParseError,
    factbook::{
        emit::{Out, fold},
        leaf::Leaf,
        plain::Plain,
    },
};

/// What stands in parentheses after an organization, and the status that it is.
const STATUSES: &[(&str, &str)] = &[
    ("observer", "observer"),
    ("associate member", "associate"),
    ("associate", "associate"),
    ("correspondent", "correspondent"),
    ("subscriber", "subscriber"),
    ("suspended", "suspended"),
    ("candidate", "candidate"),
    ("partner", "partner"),
    ("dialogue", "dialogue-partner"),
    ("signatory", "signatory"),
    ("nonregional", "nonregional-member"),
    ("nonsignatory", "nonsignatory-user"),
    ("guest", "guest"),
    ("cooperating", "cooperating-state"),
    ("applicant", "applicant"),
    ("affiliate", "affiliate"),
    ("subscriber", "subscriber"),
    ("national committees", "national-committees"),
    ("ngo", "ngos"),
    ("temporary", "temporary-member"),
    ("permanent", "permanent-member"),
    ("implementing", "implementing-country"),
    ("successor", "successor"),
    ("withdrawn", "withdrawn"),
    ("withdrew", "withdrawn"),
    ("inactive", "inactive"),
];

/// `CAN, FAO, G-77, ISO (correspondent), Mercosur (associate), WTO`.
pub(super) fn read(out: &mut Out<'_>, leaf: &Leaf<'_>, plain: &Plain<'_>) -> Result<(), ParseError> {
    let text = &*plain.text;
    let (mut depth, mut from) = (0usize, 0);
    for (at, byte) in text.bytes().enumerate().chain([(text.len(), b',')]) {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b',' | b';' | b'\n' if depth == 0 || at == text.len() => {
                let part = from..at;
                from = at + 1;
                let words = fold(&text[part.clone()]);
                if words.starts_with("note") || words.split_whitespace().count() > 12 {
                    out.prose(leaf, plain, &(part.start..text.len()));
                    return Ok(());
                }
                if words.is_empty() || ["none", "NA"].contains(&words.as_str()) {
                    continue;
                }
                let (name, remark) = words
                    .split_once('(')
                    .map_or((words.as_str(), ""), |(n, r)| (n.trim(), r.trim_end_matches([')', ' '])));
                let Some(organization) = Organization::find(name) else {
                    out.unparsed(leaf, plain, &part, "unknown organization", false);
                    continue;
                };
                let mut event = Event::new(
                    EventKind::Membership,
                    status(remark),
                    vec![Party { role: Role::Member, area: out.area }],
                );
                event.organization = Some(organization);
                out.event(event, leaf, plain, &part)?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn status(remark: &str) -> Code {
    let lower = remark.to_ascii_lowercase();
    match STATUSES.iter().find(|(word, _)| lower.contains(word)) {
        Some((_, status)) => Code::from_static(status),
        None if lower.is_empty() => Code::from_static("member"),
        None => Code::new(&crate::factbook::indicator::slug(&lower)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_is_what_the_parenthesis_says() {
        assert_eq!(status(""), "member");
        assert_eq!(status("correspondent"), "correspondent");
        assert_eq!(status("associate member"), "associate");
        assert_eq!(status("NGOs"), "ngos");
        assert_eq!(status("some day"), "some-day");
    }
}
