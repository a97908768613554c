//! Kinds by which a claim can be settled too: the same thing as another
//! publisher's list has it, or what words without more may as well mean.

use attache_fact::{Claim, RoleName, Said};
use attache_language::read::Understood;
use attache_model::{Area, Code, Codelist};

/// How a further reading stands to the one that it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// The reading itself, or as likely as it.
    First,
    /// Asked where the first ones have no figure.
    InPlace,
    /// Says a part of what a first one says: the amount to which something fell.
    Part,
    /// Less likely: that it fits proves nothing, and forbids to contradict.
    Other,
}

/// A kind that tells of another's claims, by what its roles are called there.
struct Kin {
    of: &'static str,
    is: &'static str,
    standing: Standing,
    roles: &'static [(RoleName, RoleName)],
}

const KIN: &[Kin] = &[
    // What the Factbook lists is an order too.
    Kin {
        of: "goods-rank",
        is: "partner-share",
        standing: Standing::InPlace,
        roles: &[("reporter", "subject"), ("partner", "partner"), ("flow", "flow"), ("rank", "rank"), ("time", "time")],
    },
    // "GDP" alone may be at exchange rates or at purchasing power.
    Kin { of: "gdp-current", is: "gdp-ppp-real", standing: Standing::Other, roles: PLAIN },
    Kin { of: "gdp-ppp-real", is: "gdp-current", standing: Standing::Other, roles: PLAIN },
    Kin { of: "gdp-per-capita", is: "gdp-per-capita-ppp-real", standing: Standing::Other, roles: PLAIN },
    Kin { of: "gdp-per-capita-ppp-real", is: "gdp-per-capita", standing: Standing::Other, roles: PLAIN },
    // An area may be told with its waters or without.
    Kin { of: "area-total", is: "area-land", standing: Standing::Other, roles: PLAIN },
    Kin { of: "area-land", is: "area-total", standing: Standing::Other, roles: PLAIN },
    // A country's trade with all others: of goods, or with services.
    Kin {
        of: "goods-exports",
        is: "exports-goods-services",
        standing: Standing::InPlace,
        roles: &[("exporter", "subject"), ("value", "value"), ("time", "time")],
    },
    Kin {
        of: "goods-imports",
        is: "imports-goods-services",
        standing: Standing::InPlace,
        roles: &[("importer", "subject"), ("value", "value"), ("time", "time")],
    },
];

const PLAIN: &[(RoleName, RoleName)] = &[("subject", "subject"), ("value", "value"), ("time", "time")];

/// The further claims, with their standing.
pub(crate) fn kin(understood: &Understood) -> Vec<(Claim, Standing)> {
    let claim = &understood.claim;
    // Within a region the order is another.
    let is_of_region = claim.role("among").is_some();
    // With a partner a flow is the pair's alone; of one that no word names, the country's trade
    // with all may be meant.
    let partner = partner_of(claim).filter(|role| claim.role(role).is_some());
    let is_said = partner.is_some_and(|partner| understood.spans.iter().any(|(role, _)| *role == partner));
    let in_place = |standing: Standing| if partner.is_some() { Standing::Other } else { standing };
    let others = KIN.iter().filter(|kin| claim.kind == kin.of && !is_said && !is_of_region);
    let others = others.map(|kin| {
        let renamed = |(from, to): &(RoleName, RoleName)| claim.role(from).map(|said| (*to, said.clone()));
        let roles = kin.roles.iter().filter_map(renamed).collect();
        (Claim { kind: Code::from_static(kin.is), roles }, in_place(kin.standing))
    });
    let with_all = with_all(claim).filter(|_| !is_said && !is_of_region).map(|all| (all, in_place(Standing::InPlace)));
    let in_place_of_it = all_borders(claim).into_iter().chain(opened(claim));
    others.chain(with_all).chain(in_place_of_it.map(|other| (other, Standing::InPlace))).collect()
}

/// "Land border: 1,224 kilometers" says with whom it is of none, and is of all.
fn all_borders(claim: &Claim) -> Option<Claim> {
    if claim.kind != "land-border" || claim.role("a").is_some() || claim.role("b").is_some() {
        return None;
    }
    let roles = claim.roles.iter().filter(|(role, _)| *role == "length").cloned().collect();
    Some(Claim { kind: Code::from_static("land-boundary-total"), roles })
}

/// A mission that reopened may have been opened anew: in another rank, or in another state.
fn opened(claim: &Claim) -> Option<Claim> {
    let is_reopened = matches!(claim.role("event"), Some(Said::Text(event)) if event == "reopened");
    let roles = claim.roles.iter().filter(|(role, _)| *role != "event").cloned().collect();
    (claim.kind == "mission-history" && is_reopened).then(|| Claim { kind: Code::from_static("mission-opened"), roles })
}

/// A country's trade in goods with all others.
fn with_all(claim: &Claim) -> Option<Claim> {
    let partner = partner_of(claim)?;
    let mut all = claim.clone();
    all.roles.retain(|(role, _)| *role != partner);
    all.roles.push((partner, Said::Area(Area::from_code(Codelist::Attache, "W00")?)));
    Some(all)
}

/// The role of the other end of a flow of goods.
fn partner_of(claim: &Claim) -> Option<RoleName> {
    match claim.kind.as_str() {
        "goods-exports" => Some("importer"),
        "goods-imports" => Some("exporter"),
        _ => None,
    }
}
