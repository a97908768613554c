//! The catalogue of fact kinds: one file each, and one line here.

mod agreement;
mod aid_change;
mod aid_since;
mod aid_year;
mod capital;
mod chief_of_mission;
mod chief_served;
mod chiefs_of_mission;
mod commodities;
mod commodity_trade;
mod crop_area;
mod election;
mod elevation;
mod fdi;
mod goods;
mod goods_balance;
mod goods_flow;
mod goods_growth;
mod goods_mirror;
mod goods_rank;
mod goods_trade;
mod group_share;
mod independence;
mod indicator;
mod investor_rank;
mod land_border;
mod land_neighbors;
mod leader;
mod legislature;
mod main_commodities;
mod main_partners;
mod membership_since;
mod membership_status;
mod memberships;
mod mission_address;
mod missions;
mod no_agreement;
mod office_held;
mod own_figures;
mod partner_share;
mod partners;
mod people;
mod ratio;
mod recognition;
mod relations;
mod top_commodities;
mod trade_preference;
mod treaties;
mod visit_latest;
mod visits_count;
mod world_rank;

use std::{collections::HashMap, sync::OnceLock};

use attache_model::Code;
pub use membership_status::names_all_members;

use crate::Kind;

/// Every kind, in the order in which documentation lists them.
pub fn catalogue() -> impl Iterator<Item = &'static dyn Kind> {
    STATED.iter().copied().chain(indicator::ALL.iter().map(|i| i as &dyn Kind))
}

/// The kind with this name.
pub fn find(id: Code) -> Option<&'static dyn Kind> {
    // Every expression that is read asks for its kind.
    static BY_ID: OnceLock<HashMap<&'static str, &'static dyn Kind>> = OnceLock::new();
    BY_ID.get_or_init(|| catalogue().map(|kind| (kind.id(), kind)).collect()).get(id.as_str()).copied()
}

/// The name of a kind that may have been meant, where there is no kind of this
/// name.
pub fn nearest_kind(name: &str) -> Option<&'static str> {
    let all = catalogue().map(|kind| (strsim::jaro_winkler(name, kind.id()), kind.id()));
    all.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(likeness, _)| *likeness > 0.8).map(|(_, id)| id)
}

static STATED: &[&dyn Kind] = &[
    &relations::ESTABLISHED,
    &relations::HISTORY,
    &recognition::Recognition,
    &independence::Independence,
    &missions::OPENED,
    &missions::RAISED,
    &missions::HISTORY,
    &chief_of_mission::ChiefOfMission,
    &chiefs_of_mission::ChiefsOfMission,
    &chief_served::ChiefServed,
    &visit_latest::VisitLatest,
    &visits_count::VisitsCount,
    &aid_year::AidYear,
    &aid_since::AidSince,
    &aid_change::AidChange,
    &people::PeopleLink,
    &goods_flow::EXPORTS,
    &goods_flow::IMPORTS,
    &goods_trade::GoodsTrade,
    &goods_balance::GoodsBalance,
    &goods_growth::GoodsGrowth,
    &goods_rank::GoodsRank,
    &goods_mirror::GoodsMirror,
    &top_commodities::TopCommodities,
    &commodity_trade::CommodityTrade,
    &main_partners::MainPartners,
    &partner_share::PartnerShare,
    &main_commodities::MainCommodities,
    &fdi::STOCK,
    &fdi::FLOW,
    &investor_rank::InvestorRank,
    &agreement::Agreement,
    &no_agreement::NoAgreement,
    &trade_preference::TradePreference,
    &memberships::SHARED,
    &memberships::OWN,
    &membership_since::MembershipSince,
    &membership_status::MembershipStatus,
    &office_held::OfficeHeld,
    &mission_address::MissionAddress,
    &leader::Leader,
    &election::Election,
    &capital::Capital,
    &land_border::LandBorder,
    &land_neighbors::LandNeighbors,
    &elevation::ElevationHighest,
    &legislature::SEATS,
    &legislature::WOMEN,
    &group_share::RELIGION,
    &group_share::ETHNIC_GROUP,
    &group_share::LANGUAGE,
    &ratio::DENSITY,
    &ratio::GDP_PER_CAPITA,
    &world_rank::WorldRank,
    &crop_area::CropArea,
    &own_figures::OwnFigures,
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{
        Absent, Args, Fact, Time,
        specimen::{Specimen, area},
        told::comes_back,
    };

    /// The ids of the modules that read publishers' files.
    const SOURCES: &[&str] = &[
        "baci",
        "bea-direct-investment",
        "census",
        "census-hs",
        "comtrade",
        "cow-igo",
        "desta",
        "factbook",
        "foreignassistance",
        "historian-missions",
        "historian-relations",
        "historian-travels",
        "historian-visits",
        "imf-dip",
        "imf-imts",
        "un-members",
        "unctad-bits",
        "unodc-crops",
        "worldbank",
        "wto-members",
        "wto-rta",
    ];

    /// What the kinds document of their arguments, as expressions have it.
    const VALUES: &[(&str, &[&str])] = &[
        ("type", &["investment", "trade", "tax", "no such type"]),
        ("since", &["2021", "2020-03", "9999", "FY2019"]),
        ("status", &["held", "expected", "no such status"]),
        ("scheme", &["Generalized System of Preferences", "no such scheme"]),
        ("flow", &["exports", "imports", "total", "no such flow"]),
        ("direction", &["inward", "outward"]),
        ("office", &["chief-of-state", "head-of-government", "vice-president", "executive", "chair"]),
        ("of", &["population", "gdp-ppp-real", "no such indicator"]),
        ("among", &["South America", "M49:019", "no such region"]),
        ("transaction", &["obligations", "disbursements"]),
        ("post", &["held", "vacant"]),
        ("person", &["Debra HEVIA", "A & B"]),
        ("source", &["census", "comtrade", "no-such-source"]),
        ("level", &["4", "6", "no such level"]),
        ("commodity", &["84", "H6:0901", "no such good"]),
        ("count", &["1", "100", "no such number"]),
        ("organization", &["UN", "no such organization"]),
        ("crop", &["coca", "opium-poppy", "no such crop"]),
        ("series", &["unodc", "us-government", "no-such-series"]),
        ("indicator", &["scholarships", "no such indicator"]),
        ("group", &["residents", "students", "Catholic", "Mestizo", "Spanish", "no such group"]),
        ("chamber", &["lower chamber", "both chambers", "no such chamber"]),
    ];

    /// Arguments of every sort, fit and unfit, for any kind.
    fn arguments() -> Vec<Args> {
        let areas: [&[&str]; 14] = [
            &[],
            &["BO"],
            &["US"],
            &["SM"],
            &["PE"],
            &["US", "BO"],
            &["BO", "US"],
            &["US", "TD"],
            &["US", "NL"],
            &["BO", "PE"],
            &["CN", "RU"],
            &["BO", "BO"],
            &["US", "W00"],
            &["US", "BO", "PE"],
        ];
        let times =
            ["latest", "last:1", "last:3", "2022", "2025", "FY2021/10", "1849-01-03", "2022-Q4", "unstated", "9999"];
        let mut all = Vec::new();
        for codes in areas {
            let codes: Vec<_> = codes.iter().map(|code| area(code)).collect();
            for time in times {
                let mut args = Args::of(&codes);
                args.time = time.parse().unwrap();
                for (name, values) in VALUES {
                    all.extend(values.iter().map(|value| args.clone().with(name, value)));
                }
                all.push(args);
            }
        }
        all
    }

    #[test]
    fn every_kind_says_what_it_is() {
        let mut ids = BTreeSet::new();
        for kind in catalogue() {
            let (id, states) = (kind.id(), kind.states());
            assert!(ids.insert(id), "two kinds are called {id}");
            assert!(id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{id}");
            assert!(states.contains("`area` is "), "{id} does not say whose fact it is: {states}");
            assert!(states.contains(" Roles: ") && states.ends_with('.'), "{id} does not name its roles: {states}");
            assert!(std::ptr::addr_eq(find(Code::new(id)).unwrap(), kind), "{id} is not found");
        }
        assert!(find(Code::from_static("no-such-kind")).is_none());
    }

    /// Of every kind the specimen has a fact, whose roles are those documented,
    /// and whose expression, as printed, gives it again.
    #[test]
    fn facts_are_what_their_kinds_document() {
        let panel = Specimen::united_states_bolivia().panel();
        let mut silent = Vec::new();
        for kind in catalogue() {
            let facts: Vec<Fact> =
                arguments().iter().filter_map(|args| kind.derive(args, &panel).ok()).flatten().collect();
            if facts.is_empty() {
                silent.push(kind.id());
            }
            let (_, documented) = kind.states().split_once("Roles: ").unwrap();
            let documented: Vec<&str> = documented.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
            for fact in facts {
                assert_eq!(fact.expression.kind, kind.id());
                for (role, _) in &fact.roles {
                    assert!(documented.contains(role), "{}: {role} is not among {documented:?}", kind.id());
                }
                comes_back(&panel, &fact);
            }
        }
        // Plain series are all of one code, and the specimen has some.
        silent.retain(|id| !indicator::ALL.iter().any(|plain| plain.id() == *id));
        assert!(silent.is_empty(), "the specimen has nothing of {silent:?}");
    }

    /// A store that is asked what a kind needs answers with all that it reads.
    #[test]
    fn kinds_need_what_they_read() {
        let specimen = Specimen::united_states_bolivia();
        let all = specimen.panel();
        for kind in catalogue() {
            // What is needed does not hang on the time.
            for args in arguments().iter().filter(|args| args.time == Time::Last(3)) {
                let needed = specimen.answering(&kind.needs(args));
                assert_eq!(kind.derive(args, &needed), kind.derive(args, &all), "{} {args:?}", kind.id());
            }
        }
    }

    /// A panel without products has all that the other kinds read.
    #[test]
    fn kinds_say_that_they_read_products() {
        let products = ["exports-goods-by-commodity", "imports-goods-by-commodity", "exports-goods-reconciled"];
        let takes = |selection: &attache_model::Selection| match selection {
            attache_model::Selection::Observations { indicator, .. } => {
                products.iter().any(|code| indicator.contains(Code::new(code)))
            }
            attache_model::Selection::Events { .. } => false,
        };
        for kind in catalogue() {
            let reads = arguments().iter().any(|args| kind.needs(args).iter().any(takes));
            assert_eq!(kind.reads_products(), reads, "{}", kind.id());
        }
    }

    #[test]
    fn sources_that_would_tell_are_sources() {
        let panel = Specimen::default().panel();
        for kind in catalogue() {
            let mut is_asked = false;
            for args in arguments() {
                match kind.derive(&args, &panel) {
                    Ok(facts) => panic!("{} tells {facts:?} of nothing", kind.id()),
                    Err(Absent::NoData { would_come_from }) => {
                        is_asked |= !would_come_from.is_empty();
                        assert!(
                            would_come_from.iter().all(|s| SOURCES.contains(s)),
                            "{} {would_come_from:?}",
                            kind.id()
                        );
                    }
                    Err(Absent::NotApplicable) => {}
                    Err(Absent::BadArgument { problem, .. }) => assert!(!problem.is_empty()),
                }
            }
            // Of a user's own figures nobody else would tell, and of these no
            // publisher that is read.
            let is_own = ["own-figures", "office-held", "trade-preference", "people-link"].contains(&kind.id());
            assert!(is_asked || is_own, "nobody would tell of {}", kind.id());
        }
    }

    /// As published and known by any day: nothing panics, and what is told rests
    /// on what was there.
    #[test]
    fn views_of_a_panel_show_nothing_later() {
        let panel = Specimen::united_states_bolivia().panel();
        for day in ["1900-01-01", "2020-06-01", "2022-12-31", "2024-01-02"] {
            let day = day.parse().unwrap();
            let view = panel.published_by(day);
            for kind in catalogue() {
                for args in arguments().iter().filter(|args| args.time == Time::Latest) {
                    for fact in kind.derive(args, &view).into_iter().flatten() {
                        let shown = |input: &crate::Input| view.release(input.release()).published <= day;
                        assert!(fact.derivation.inputs().iter().all(shown), "{}", fact.expression);
                        comes_back(&view, &fact);
                    }
                }
            }
        }
    }

    /// Expressions put together from pieces at random, some thousands: they are
    /// read or refused, derived or not, and nothing panics.
    #[test]
    fn no_expression_is_too_strange() {
        let panel = Specimen::united_states_bolivia().panel();
        let kinds: Vec<&str> = catalogue().map(Kind::id).collect();
        let pieces = [
            "area=",
            "time=",
            "type=",
            "of=",
            "flow=",
            "person=",
            "US",
            "BO",
            "W00",
            "SUHH",
            ",",
            "&",
            "=",
            "?",
            "%",
            "%2",
            "%ff",
            "+",
            "last:",
            "latest",
            "2022",
            "-9999",
            "9999-12-31",
            "FY2022/10",
            "2020/2025",
            "500",
            "0",
            "population",
            "investment",
            "é",
            "日本",
            "\u{202e}",
            " ",
            "\n",
            "{a}",
            "|",
        ];
        // Knuth's linear congruential generator (MMIX).
        let mut state = 7_u64;
        let mut below = |n: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % n
        };
        let (mut read, mut told) = (0, 0);
        for _ in 0..6_000 {
            let mut text = format!("{}?area={}", kinds[below(kinds.len())], ["BO", "US,BO", "BO,PE", "US"][below(4)]);
            if below(2) == 0 {
                text.push('&');
                (0..below(9)).for_each(|_| text.push_str(pieces[below(pieces.len())]));
            }
            let Ok(expression) = text.parse::<crate::Expression>() else { continue };
            read += 1;
            assert_eq!(expression.to_string().parse().as_ref(), Ok(&expression), "{text:?}");
            let Some(kind) = find(expression.kind) else { continue };
            let needed = kind.needs(&expression.args);
            assert!(!needed.is_empty());
            told += kind.derive(&expression.args, &panel).map_or(0, |facts| facts.len());
        }
        assert!(read > 2_000 && told > 400, "{read} {told}");
    }
}
