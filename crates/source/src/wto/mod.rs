//! The World Trade Organization: its members, and the regional trade agreements
//! that they notified.

mod agreements;
mod members;

use attache_model::{Area, Codelist};

use crate::area;

pub(crate) use agreements::WTO_AGREEMENTS;
pub(crate) use members::WTO_MEMBERS;

const PUBLISHER: &str = "World Trade Organization";
const LICENCE: &str = "WTO terms of use; no licence to hand the data on is stated";
const TERMS: &str = "https://www.wto.org/english/info_e/cont_e.htm";

/// Names that the WTO alone uses.
const OWN_NAMES: &[(&str, &str)] =
    &[("European Union (formerly EC)", "EU"), ("Czechoslovak Federal Republic", "CSHH"), ("UNMIK/Kosovo", "XK")];

/// The area with this name in the WTO's lists.
fn area(name: &str) -> Option<Area> {
    let own = OWN_NAMES.iter().find(|(own, _)| own.eq_ignore_ascii_case(name.trim()));
    own.and_then(|(_, code)| Area::from_code(Codelist::Attache, code)).or_else(|| area::named(name)).or_else(|| {
        // "Bahrain, Kingdom of", "Kuwait, the State of".
        let (short, long) = name.split_once(',')?;
        let long = long.trim().trim_start_matches("the ");
        ["Kingdom of", "State of", "Republic of"].contains(&long).then(|| area::named(short))?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_lists_are_known() {
        for (name, code) in [
            ("Bolivia, Plurinational State of", "BO"),
            ("European Union (formerly EC)", "EU"),
            ("European Union", "EU"),
            ("Hong Kong, China", "HK"),
            ("Macao, China", "MO"),
            ("Chinese Taipei", "TW"),
            ("Türkiye", "TR"),
            ("Korea, Republic of", "KR"),
            ("Bahrain, Kingdom of", "BH"),
            ("Kuwait, the State of", "KW"),
            ("Saudi Arabia, Kingdom of", "SA"),
            ("Venezuela, Bolivarian Republic of", "VE"),
            ("Viet Nam", "VN"),
            ("Lao People's Democratic Republic", "LA"),
            ("Lao People’s Democratic Republic", "LA"),
            ("Moldova, Republic of", "MD"),
            ("Russian Federation", "RU"),
            ("The Gambia", "GM"),
            ("Côte d'Ivoire", "CI"),
            ("Kyrgyz Republic", "KG"),
            ("Slovak Republic", "SK"),
            ("Cabo Verde", "CV"),
            ("Eswatini", "SZ"),
            ("North Macedonia", "MK"),
            ("Democratic Republic of the Congo", "CD"),
            ("Congo", "CG"),
            ("Saint Vincent & the Grenadines", "VC"),
            ("United States of America", "US"),
            ("Iran", "IR"),
            ("Palestine", "PS"),
            ("Faeroe Islands", "FO"),
            ("UNMIK/Kosovo", "XK"),
            ("Brunei Darussalam", "BN"),
            ("Holy See", "VA"),
            ("Syrian Arab Republic", "SY"),
            ("Timor-Leste", "TL"),
            ("Bosnia and Herzegovina", "BA"),
        ] {
            assert_eq!(area(name).map(Area::code), Some(code), "{name}");
        }
        assert_eq!(area("Atlantis, Kingdom of"), None);
    }
}
