//! The catalogue of fact kinds: one file each, and one line here.

mod agreement;
mod aid_since;
mod aid_year;
mod capital;
mod chief_of_mission;
mod chiefs_of_mission;
mod fdi_stock;
mod goods;
mod goods_balance;
mod goods_flow;
mod goods_growth;
mod goods_rank;
mod goods_trade;
mod independence;
mod indicator;
mod land_border;
mod leader;
mod main_commodities;
mod main_partners;
mod memberships;
mod mission_address;
mod missions;
mod no_agreement;
mod partner_share;
mod partners;
mod recognition;
mod relations;
mod visit_latest;
mod visits_count;
mod world_rank;

use attache_model::Code;

use crate::Kind;

/// Every kind, in the order in which documentation lists them.
pub fn catalogue() -> impl Iterator<Item = &'static dyn Kind> {
    STATED.iter().copied().chain(indicator::ALL.iter().map(|i| i as &dyn Kind))
}

/// The kind with this name.
pub fn find(id: Code) -> Option<&'static dyn Kind> {
    catalogue().find(|k| k.id() == id.as_str())
}

static STATED: &[&dyn Kind] = &[
    &relations::ESTABLISHED,
    &relations::HISTORY,
    &recognition::Recognition,
    &independence::Independence,
    &missions::OPENED,
    &missions::RAISED,
    &chief_of_mission::ChiefOfMission,
    &chiefs_of_mission::ChiefsOfMission,
    &visit_latest::VisitLatest,
    &visits_count::VisitsCount,
    &aid_year::AidYear,
    &aid_since::AidSince,
    &goods_flow::EXPORTS,
    &goods_flow::IMPORTS,
    &goods_trade::GoodsTrade,
    &goods_balance::GoodsBalance,
    &goods_growth::GoodsGrowth,
    &goods_rank::GoodsRank,
    &main_partners::MainPartners,
    &partner_share::PartnerShare,
    &main_commodities::MainCommodities,
    &fdi_stock::FdiStock,
    &agreement::Agreement,
    &no_agreement::NoAgreement,
    &memberships::SHARED,
    &memberships::OWN,
    &mission_address::MissionAddress,
    &leader::Leader,
    &capital::Capital,
    &land_border::LandBorder,
    &world_rank::WorldRank,
];
