//! What the Factbook tells that is no figure: independence, memberships,
//! missions, leaders, elections.

mod chiefs;
mod dates;
mod elections;
mod independence;
mod leaders;
mod membership;
mod mission;

pub(super) use dates::{dated, mission_note};
pub(super) use independence::border;
pub(super) use mission::Mission;

use super::{emit::Out, kind::Kind, leaf::Leaf, plain::Plain};
use crate::ParseError;

/// Reads a text of a kind that tells events.
pub(super) fn read(out: &mut Out<'_>, leaf: &Leaf<'_>, plain: &Plain<'_>, kind: Kind) -> Result<(), ParseError> {
    match kind {
        Kind::Independence => independence::independence(out, leaf, plain),
        Kind::Capital => independence::capital(out, leaf, plain),
        Kind::Membership => membership::read(out, leaf, plain),
        Kind::Leader(office) => leaders::read(out, leaf, plain, office),
        Kind::Elections(office) => elections::held(out, leaf, plain, office),
        Kind::ElectionDate(office) => elections::date(out, leaf, plain, office),
        Kind::CountryCode => dates::country_code(out, leaf, plain),
        Kind::Holiday => dates::holiday(out, leaf, plain),
        Kind::Dated => dates::dated(out, leaf, plain, None),
        _ => {
            out.prose(leaf, plain, &(0..plain.text.len()));
            Ok(())
        }
    }
}
