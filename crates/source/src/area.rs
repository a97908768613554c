//! Areas as the publishers of this crate mean them.

use attache_model::{Area, AreaKind, Areas, Codelist};

/// The United States, whose figures most of these publishers give.
///
/// # Panics
/// When the codelist that is compiled in has no United States.
pub(crate) fn united_states() -> Area {
    Area::from_code(Codelist::Attache, "US").expect("the codelist of areas has US")
}

/// The one area with this name; of several the one that is a state or territory
/// today, where there is one such.
///
/// Quirk: lists that follow the United Nations write "Congo" for the Republic of
/// the Congo, while a person may mean either of the two.
pub(crate) fn named(name: &str) -> Option<Area> {
    if name.trim() == "Congo" {
        return Area::from_code(Codelist::Attache, "CG");
    }
    match Areas::named(name) {
        [one] => Some(*one),
        several => {
            let mut present = several.iter().filter(|a| matches!(a.kind(), AreaKind::Country | AreaKind::Territory));
            present.next().filter(|_| present.next().is_none()).copied()
        }
    }
}
