//! How a field is to be read: as figures, as events, or not at all.

use super::indicator::slug;

/// The way a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Figures in the Factbook's grammar; what is in no regular form is reported.
    Figures,
    /// Figures among sentences; the sentences are prose.
    Mixed,
    /// Prose by intent: no figure is stated in a regular way.
    Prose,
    /// Something with a date: an event of kind note.
    Dated,
    /// Latitude and longitude.
    Coordinates,
    /// A height in metres and the name of the place.
    Elevation,
    /// `UTC-4 (1 hour ahead of Washington, DC)`.
    TimeDifference,
    /// Shares by partner.
    Partners,
    /// Goods in the order of their value.
    Commodities,
    /// Lengths by neighbour.
    Borders,
    /// Persons by country of origin.
    Refugees,
    Membership,
    Independence,
    Holiday,
    /// People with "(since ...)"; the office.
    Leader(&'static str),
    /// "last held on ... (next to be held in ...)", for this office.
    Elections(&'static str),
    /// A field that is one election's date.
    ElectionDate(&'static str),
    /// Votes and seats by party or person.
    Votes,
    /// The chambers of a legislature, and how many seats each has.
    Chambers,
    Capital,
    CountryCode,
    /// A part of what is said of a mission; in the US (or from it).
    MissionIn,
    MissionFrom,
}

/// The kind of a field, by its names below the section.
pub(super) fn kind(section: &str, field: &[&str]) -> Kind {
    let name = slug(field.first().copied().unwrap_or_default());
    let part = field.get(1).map(|p| slug(p)).unwrap_or_default();
    if (name.as_str(), part.as_str()) == ("legislative-branch", "description") {
        return Kind::Chambers;
    }
    if section == "Introduction" || is_prose(&name, &part) {
        return Kind::Prose;
    }
    match (name.as_str(), part.as_str()) {
        ("geographic-coordinates", _) | ("capital", "geographic-coordinates") => Kind::Coordinates,
        ("capital", "time-difference" | "daylight-saving-time") => Kind::TimeDifference,
        ("capital", "name") => Kind::Capital,
        ("elevation" | "elevation-extremes", "highest-point" | "lowest-point") => Kind::Elevation,
        ("exports-partners" | "imports-partners", _) => Kind::Partners,
        ("exports-commodities" | "imports-commodities" | "agricultural-products" | "agriculture-products", _) => {
            Kind::Commodities
        }
        ("land-boundaries", p) if p.starts_with("border-countr") => Kind::Borders,
        ("refugees-and-internally-displaced-persons", p) if p.ends_with("refugees-country-of-origin") => Kind::Refugees,
        ("international-organization-participation", _) => Kind::Membership,
        ("independence", "") => Kind::Independence,
        ("national-holiday", "") => Kind::Holiday,
        ("executive-branch", "chief-of-state" | "head-of-state") => Kind::Leader("chief-of-state"),
        ("executive-branch", "head-of-government") => Kind::Leader("head-of-government"),
        ("executive-branch", p) if p.starts_with("elections") => Kind::Elections("executive"),
        ("executive-branch", "most-recent-election-date") => Kind::ElectionDate("executive"),
        ("executive-branch", "expected-date-of-next-election") => Kind::ElectionDate("executive"),
        ("executive-branch" | "legislative-branch", "election-results") => Kind::Votes,
        ("executive-branch", _) => Kind::Prose,
        (p, "parties-elected-and-seats-per-party") if p.starts_with("legislative-branch") => Kind::Figures,
        ("legislative-branch", "elections") => Kind::Elections("legislature"),
        ("legislative-branch", "most-recent-election-date" | "expected-date-of-next-election") => {
            Kind::ElectionDate("legislature")
        }
        ("legislative-branch-lower-chamber", "most-recent-election-date" | "expected-date-of-next-election") => {
            Kind::ElectionDate("lower-chamber")
        }
        ("legislative-branch-upper-chamber", "most-recent-election-date" | "expected-date-of-next-election") => {
            Kind::ElectionDate("upper-chamber")
        }
        ("diplomatic-representation-in-the-us", _) => Kind::MissionIn,
        ("diplomatic-representation-from-the-us", _) => Kind::MissionFrom,
        ("telecommunication-systems" | "telephone-system", "international") => Kind::CountryCode,
        ("fiscal-year" | "civil-aircraft-registration-country-code-prefix" | "credit-ratings", _)
        | ("major-infectious-diseases", "degree-of-risk") => Kind::Dated,
        (n, p) if is_mixed(n, p) => Kind::Mixed,
        _ => Kind::Figures,
    }
}

/// The listed kinds of prose.
fn is_prose(name: &str, part: &str) -> bool {
    const FIELDS: &[&str] = &[
        "background",
        "climate",
        "terrain",
        "location",
        "map-references",
        "area-comparative",
        "area-rankings",
        "natural-hazards",
        "population-distribution",
        "demographic-profile",
        "nationality",
        "country-name",
        "dependent-areas",
        "dependency-status",
        "constitution",
        "legal-system",
        "international-law-organization-participation",
        "judicial-branch",
        "cabinet",
        "political-parties",
        "political-parties-and-leaders",
        "political-pressure-groups-and-leaders",
        "flag",
        "flag-description",
        "national-symbol-s",
        "national-colors",
        "national-color-s",
        "national-anthem",
        "national-anthem-s",
        "government-type",
        "economic-overview",
        "economy-overview",
        "industries",
        "natural-resources",
        "broadcast-media",
        "communications-note",
        "telecommunications-note",
        "military-branches",
        "military-and-security-forces",
        "military-note",
        "military-service-age-and-obligation",
        "military-equipment-inventories-and-acquisitions",
        "maritime-threats",
        "terrorist-group-s",
        "terrorist-groups",
        "disputes-international",
        "illicit-drugs",
        "trafficking-in-persons",
        "environment-current-issues",
        "environmental-issues",
        "current-environment-issues",
        "climate-change",
        "environment-international-agreements",
        "international-environmental-agreements",
        "food-insecurity",
        "marine-fisheries",
        "major-aquifers",
        "coastline-note",
        "wonders-of-the-world",
        "world-biomes",
        "ocean-zones",
        "major-infectious-diseases",
        "space-program-overview",
        "space-agency-agencies",
        "space-launch-site-s",
        "key-space-program-milestones",
        "internet-country-code",
        "volcanism",
        "icebreakers",
        "national-coat-of-arms",
        "national-coats-of-arms",
        "geographic-overview",
        "bathymetry",
        "major-ocean-currents",
        "economy-of-the-area-administered-by-turkish-cypriots",
    ];
    const PARTS: &[&str] = &[
        "etymology",
        "definition",
        "major-language-sample-s",
        "description",
        "amendment-process",
        "amendments",
        "history",
    ];
    if FIELDS.contains(&name) || name.ends_with("-note") || name == "note" || part == "note" {
        return name != "telephone-system" && !(name == "major-infectious-diseases" && part == "degree-of-risk");
    }
    match (name, part) {
        ("telecommunication-systems" | "telephone-system", p) => p != "international",
        (
            "legislative-branch",
            "legislature-name" | "chamber-name" | "electoral-system" | "scope-of-elections" | "legislative-structure",
        ) => true,
        ("legislative-branch", "") => true,
        (_, p) => {
            PARTS.contains(&p)
                || p.ends_with("-note")
                || p == "ocean-zones"
                || p.ends_with("chamber-name")
                || p == "selected-world-heritage-site-locales"
        }
    }
}

/// Fields of sentences in which figures stand in a regular way too.
fn is_mixed(name: &str, part: &str) -> bool {
    matches!(
        name,
        "administrative-divisions"
            | "suffrage"
            | "citizenship"
            | "maritime-claims"
            | "military-and-security-service-personnel-strengths"
            | "military-deployments"
            | "transportation-note"
            | "waterways"
            | "merchant-marine"
            | "airports"
            | "railways"
            | "roadways"
            | "radio-broadcast-stations"
            | "television-broadcast-stations"
            | "ports-and-terminals"
            | "coastline"
            | "major-rivers-by-length-in-km"
            | "major-watersheds-area-sq-km"
            | "major-lakes-area-sq-km"
            | "national-heritage"
            | "refugees-and-internally-displaced-persons"
    ) || part == "number-of-seats"
}
