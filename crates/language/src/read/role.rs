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
        ("mission-opened" | "mission-raised" | "mission-history", "rank") => Sort::Text,
        _ => match role {
            "_" => Sort::Any,
            "a" | "b" | "subject" | "other" | "object" | "exporter" | "importer" | "reporter" | "partner" | "donor"
            | "recipient" | "sender" | "receiver" | "visitor" | "host" | "investor" | "origin" | "giver"
            | "beneficiary" | "among" => Sort::Area,
            "partners" => Sort::Areas,
            "organizations" | "organization" => Sort::Organizations,
            "commodities" | "commodity" => Sort::Commodities,
            "value" | "exports" | "imports" | "growth" | "share" | "change" | "mirror" | "difference" | "length"
            | "least" | "most" | "limit" => Sort::Figure,
            "shares" | "values" => Sort::Figures,
            "time" | "date" | "since" | "until" | "signed" | "from" | "to" | "before" | "limit_time" | "first_date"
            | "elected" => Sort::Period,
            "names" => Sort::Texts,
            "rank" => Sort::Rank,
            "of" | "count" | "listed" => Sort::Count,
            _ => Sort::Text,
        },
    }
}

/// Whether a kind is of what has gathered by a day, and not of what came over a year.
pub(crate) fn is_stock(kind: &str) -> bool {
    matches!(
        kind,
        "reserves" | "external-debt" | "public-debt-share-of-gdp" | "fdi-stock" | "population" | "mobile-subscriptions"
    )
}

/// Whose a flow, rank or gift is, and with whom: what a clause leaves open that
/// stands beside one of the same sort has the same owner and partner.
pub(crate) fn owner_and_partner(kind: &str) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        "goods-exports" => ("exporter", "importer"),
        "goods-imports" => ("importer", "exporter"),
        // Of one country with all others.
        "exports-goods-services" | "imports-goods-services" => ("subject", "_"),
        "goods-trade"
        | "goods-growth"
        | "agreement"
        | "no-agreement"
        | "relations-established"
        | "relations-history"
        | "shared-memberships"
        | "land-border" => ("a", "b"),
        "goods-balance" | "goods-rank" => ("reporter", "partner"),
        "partner-share" | "investor-rank" => ("subject", "partner"),
        "trade-preference" => ("giver", "beneficiary"),
        "aid-year" | "aid-since" => ("donor", "recipient"),
        "fdi-stock" | "fdi-flow" => ("investor", "host"),
        "mission-opened" | "mission-raised" | "mission-history" | "chief-of-mission" | "mission-address" => {
            ("sender", "receiver")
        }
        "people-link" => ("origin", "host"),
        _ => return None,
    })
}

/// Whether kinds whose owners stand for one another speak of the same thing: of
/// trade, of gifts. Between others nothing is left out.
pub(crate) fn is_of_a_piece(kind: &str, other: &str) -> bool {
    let family = |kind: &str| match kind {
        "goods-exports"
        | "goods-imports"
        | "goods-trade"
        | "goods-growth"
        | "goods-balance"
        | "goods-rank"
        | "partner-share"
        | "exports-goods-services"
        | "imports-goods-services" => 1,
        "aid-year" | "aid-since" => 2,
        "fdi-stock" | "fdi-flow" => 3,
        "people-link" => 4,
        _ => 5,
    };
    family(kind) == family(other)
}

/// Whether a kind has two sides that are alike: whose exports are meant is not
/// said where it is said between whom there is trade.
pub(crate) fn has_like_sides(kind: &str) -> bool {
    kind == "goods-trade"
}

/// Whether something is claimed even where nothing but areas is named.
pub(crate) fn is_of_areas_alone(kind: &str) -> bool {
    matches!(kind, "relations-established" | "recognition")
}

/// Whether a word for a code can fill the role, if only some codes can.
pub(crate) fn takes_code(role: &str, code: &str) -> bool {
    match role {
        "type" => matches!(
            code,
            "investment"
                | "trade"
                | "tax"
                | "double-taxation"
                | "air-transport"
                | "open-skies"
                | "investment-framework"
                | "customs"
                | "extradition"
                | "legal-assistance"
                | "science-and-technology"
        ),
        "flow" => matches!(code, "export market" | "source of imports" | "trading partner" | "exports" | "imports"),
        "event" => matches!(code, "established" | "resumed" | "severed" | "ended" | "interrupted"),
        _ => true,
    }
}

/// The roles that say when, the first being the one that a bare period fills.
pub(crate) const PERIODS: [&str; 3] = ["time", "date", "since"];
