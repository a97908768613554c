//! Memberships of international organizations, with their status.

use attache_model::{Attribute, Code, Event, EventKind, Organization, Party, Role};

use crate::{
    ParseError,
    factbook::{
        emit::{Out, fold},
        leaf::Leaf,
        plain::Plain,
    },
};

/// What stands in parentheses after an organization, the status that it is,
/// and as what kind of full member. The first that the text begins with counts.
const STATUSES: &[(&str, &str, &str)] = &[
    ("observer", "observer", ""),
    ("associate observer", "associate-observer", ""),
    ("associate", "associate", ""),
    ("correspondent", "correspondent", ""),
    ("subscriber", "subscriber", ""),
    ("suspended", "suspended", ""),
    ("temporarily suspended", "suspended", ""),
    ("us suspended", "suspended", ""),
    ("excluded", "excluded", ""),
    ("withdrawn", "withdrawn", ""),
    ("withdrew", "withdrawn", ""),
    ("inactive", "inactive", ""),
    ("candidate", "candidate", ""),
    ("accession candidate", "candidate", ""),
    ("acceding", "acceding", ""),
    ("applicant", "applicant", ""),
    ("pending", "pending", ""),
    ("partner", "partner", ""),
    ("dialogue", "dialogue-partner", ""),
    ("sectoral dialogue", "sectoral-dialogue-partner", ""),
    ("signatory", "signatory", ""),
    ("nonsignatory", "nonsignatory-user", ""),
    ("guest", "guest", ""),
    ("cooperating", "cooperating-state", ""),
    ("enhanced engagement", "enhanced-engagement", ""),
    ("participating member", "participating-member", ""),
    ("participant", "participant", ""),
    ("de facto member", "de-facto-member", ""),
    ("affiliate", "affiliate", ""),
    ("subbureau", "subbureau", ""),
    ("national committee", "national-committees", ""),
    ("ngo", "ngos", ""),
    ("temporary", "temporary-member", ""),
    ("non-permanent", "temporary-member", ""),
    ("nonpermanent", "temporary-member", ""),
    ("implementing", "implementing-country", ""),
    ("compliant", "compliant-country", ""),
    ("successor", "successor", ""),
    ("permanent", "member", "permanent member"),
    ("nonregional", "member", "nonregional member"),
    ("regional", "member", "regional member"),
    ("founding", "member", "founding member"),
    ("full member", "member", "full member"),
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
                // What stands in parentheses may be a sentence, but no name is one.
                let name = words.split('(').next().unwrap_or_default();
                if words.starts_with("note") || name.split_whitespace().count() > 12 {
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
                let (status, kind) = status(remark);
                let mut event =
                    Event::new(EventKind::Membership, status, vec![Party { role: Role::Member, area: out.area }]);
                event.organization = Some(organization);
                if !kind.is_empty() {
                    event.attributes.push(Attribute { name: Code::from_static("as"), value: kind.into() });
                }
                out.event(event, leaf, plain, &part)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// The status that a remark is, and the `as` of a member: the kind of full
/// membership, or the name under which the area takes part.
fn status(remark: &str) -> (Code, &str) {
    let remark = remark.trim();
    let lower = remark.to_ascii_lowercase();
    if lower.is_empty() {
        return (Code::from_static("member"), "");
    }
    if let Some((_, status, kind)) = STATUSES.iter().find(|(word, ..)| lower.starts_with(word)) {
        return (Code::from_static(status), kind);
    }
    // "WTO (Chinese Taipei)": all words are of a name.
    let is_name = |w: &str| w.starts_with(char::is_uppercase) || ["of", "the", "and"].contains(&w);
    if remark.split(' ').all(is_name) && remark.split(' ').count() <= 6 {
        return (Code::from_static("member"), remark);
    }
    (Code::new(&crate::factbook::indicator::slug(&lower)), "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_is_what_the_parenthesis_says() {
        for (remark, said) in [
            ("", ("member", "")),
            ("correspondent", ("correspondent", "")),
            ("associate member", ("associate", "")),
            ("associate observer", ("associate-observer", "")),
            ("NGOs", ("ngos", "")),
            ("partners", ("partner", "")),
            ("sectoral dialogue partner", ("sectoral-dialogue-partner", "")),
            ("dialogue member", ("dialogue-partner", "")),
            ("accession candidate", ("candidate", "")),
            ("pending member", ("pending", "")),
            ("temporary", ("temporary-member", "")),
            ("non-permanent", ("temporary-member", "")),
            ("excluded from formal participation since 1962", ("excluded", "")),
            ("participating member, has not signed the 1993 CIS charter", ("participating-member", "")),
            ("some day", ("some-day", "")),
        ] {
            let (status, kind) = status(remark);
            assert_eq!((status.as_str(), kind), said, "{remark}");
        }
    }

    #[test]
    fn a_kind_of_full_member_or_a_name_is_as_what_it_takes_part() {
        for (remark, as_what) in [
            ("nonregional member", "nonregional member"),
            ("nonregional members", "nonregional member"),
            ("permanent", "permanent member"),
            ("Chinese Taipei", "Chinese Taipei"),
            ("Taipei, China", "Taipei, China"),
        ] {
            let (status, kind) = status(remark);
            assert_eq!((status.as_str(), kind), ("member", as_what), "{remark}");
        }
    }
}
