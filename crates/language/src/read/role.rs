//! What sort of thing fills a role, and which roles of a kind stand for one
//! another.

/// What sort of thing fills a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Area,
    Areas,
    Organizations,
    Commodities,
    Figure,
    Figures,
    Period,
    Rank,
    Count,
    Text,
    /// Several, with commas and "and" between them.
    Texts,
    /// What is passed over, whatever it is: the role `_`.
    Any,
}

/// The sort of what fills a role of a kind.
pub(crate) fn sort(kind: &str, role: &str) -> Sort {
    match (kind, role) {
        ("independence", "from") => Sort::Areas,
        ("mission-opened" | "mission-raised", "rank") => Sort::Text,
        _ => match role {
            "_" => Sort::Any,
            "a" | "b" | "subject" | "other" | "object" | "exporter" | "importer" | "reporter" | "partner" | "donor"
            | "recipient" | "sender" | "receiver" | "visitor" | "host" | "investor" | "origin" => Sort::Area,
            "partners" => Sort::Areas,
            "organizations" | "organization" => Sort::Organizations,
            "commodities" | "commodity" => Sort::Commodities,
            "value" | "exports" | "imports" | "growth" | "share" | "mirror" | "difference" | "length" | "least"
            | "most" | "limit" => Sort::Figure,
            "shares" | "values" => Sort::Figures,
            "time" | "date" | "since" | "until" | "signed" | "from" | "to" | "before" | "limit_time" | "first_date" => {
                Sort::Period
            }
            "names" => Sort::Texts,
            "rank" => Sort::Rank,
            "of" | "count" | "listed" => Sort::Count,
            _ => Sort::Text,
        },
    }
}

/// Whose a flow, rank or gift is, and with whom: what a clause leaves open that
/// stands beside one of the same sort has the same owner and partner.
pub(crate) fn owner_and_partner(kind: &str) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        "goods-exports" => ("exporter", "importer"),
        "goods-imports" => ("importer", "exporter"),
        "goods-trade"
        | "goods-growth"
        | "agreement"
        | "no-agreement"
        | "relations-established"
        | "relations-history"
        | "shared-memberships"
        | "land-border" => ("a", "b"),
        "goods-balance" | "goods-rank" => ("reporter", "partner"),
        "partner-share" => ("subject", "partner"),
        "aid-year" | "aid-since" => ("donor", "recipient"),
        "fdi-stock" | "fdi-flow" => ("investor", "host"),
        "mission-opened" | "mission-raised" | "chief-of-mission" | "mission-address" => ("sender", "receiver"),
        "people-link" => ("origin", "host"),
        _ => return None,
    })
}

/// The roles that say when, the first being the one that a bare period fills.
pub(crate) const PERIODS: [&str; 3] = ["time", "date", "since"];
