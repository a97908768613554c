use attache_model::{Panel, Selection};

use crate::{
    Absent, Args, Derivation, Expression, Fact, Kind, Operation, RoleName, Value,
    kinds::commodities::{self, Asked, List},
};

/// The main goods of a pair's trade.
pub(super) struct TopCommodities;

/// So many goods where no number is asked for.
const COUNT: usize = 5;

fn fact(id: &'static str, asked: &Asked, list: &List<'_>, count: usize) -> Fact {
    let goods = &list.goods[..count.min(list.goods.len())];
    let shares: Option<Vec<_>> = goods.iter().map(|good| list.share(good)).collect();
    let total = if shares.is_some() { list.total_inputs() } else { &[] };
    let inputs = commodities::once(commodities::inputs(goods).into_iter().chain(total.iter().copied()));
    let derivation = match list.is_reconciled {
        true => Derivation::Computed { operation: Operation::Sum, inputs },
        false => Derivation::StatedBy(inputs),
    };
    let args = asked.args(list).with("count", &count.to_string());
    asked
        .fill(Fact::new(Expression::new(id, args), derivation), list)
        .with("commodities", Value::Commodities(goods.iter().map(|good| list.commodity(good)).collect()))
        .with("values", Value::Quantities(goods.iter().map(|good| list.quantity(good)).collect()))
        .with_some("shares", shares.map(Value::Quantities))
        .with("level", Value::Count(asked.level as u32))
        .with("time", Value::Period(list.time))
}

impl Kind for TopCommodities {
    fn id(&self) -> &'static str {
        "top-commodities"
    }

    fn states(&self) -> &'static str {
        "The main goods of a pair's trade in a calendar year by value, in order, US dollars. `area` is the reporter \
         and the partner; `flow` is the reporter's `exports` (the default) or `imports`; `level` is 2 (the default), 4 \
         or 6 digits of the Harmonized System; `count` is how many (5). From the reporter's own record, else the \
         partner's, else CEPII's reconciliation of both, added up from its six digits; always from one release in one \
         revision. Roles: exporter, importer, reporter (whose record it is) or reconciled (who reconciled both), \
         partner, flow, commodities, values (one for each), shares (of the whole flow, where the same release has it), \
         level, time."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["flow", "level", "count"]
    }

    fn reads_products(&self) -> bool {
        true
    }

    fn areas(&self) -> &'static [RoleName] {
        &["reporter", "partner"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        commodities::needs(args)
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let asked = Asked::of(args)?;
        let count = commodities::count(args, COUNT)?;
        let lists = asked.lists(panel, args.time);
        let facts: Vec<Fact> = lists.iter().map(|list| fact(self.id(), &asked, list, count)).collect();
        if facts.is_empty() { Err(commodities::absent(args)) } else { Ok(facts) }
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, absent_where, told_where};

    /// Chapters add up to 100 but for what the publisher keeps to itself.
    const OWN: &str = "
        release census-hs 2023-03-08 P T
        label H6:98 \"SPECIAL PROVISIONS\"
        US exports-goods > BO 2022 = 100 USD
        US exports-goods-by-commodity:H6:84 > BO 2022 = 40 USD
        US exports-goods-by-commodity:H6:88 > BO 2022 = 30 USD
        US exports-goods-by-commodity:H6:98 > BO 2022 = 20 USD
        US exports-goods-by-commodity:H6:85 > BO 2022 = 6 USD
        US exports-goods-by-commodity:H6:8471 > BO 2022 = 25 USD
        US exports-goods-by-commodity:H6:8429 > BO 2022 = 10 USD";

    #[test]
    fn from_one_s_own_record_with_shares_of_the_whole() {
        assert_eq!(
            told_where(OWN, "top-commodities?area=US,BO&count=3"),
            ["exporter=US importer=BO reporter=US partner=BO flow=exports commodities=H6:84; H6:88; H6:98 \
              values=40 USD; 30 USD; 20 USD shares=40 PERCENT; 30 PERCENT; 20 PERCENT level=2 time=2022"]
        );
        assert!(
            told_where(OWN, "top-commodities?area=US,BO&level=4")[0]
                .contains("commodities=H6:8471; H6:8429 values=25 USD; 10 USD shares=25 PERCENT; 10 PERCENT level=4")
        );
    }

    #[test]
    fn the_partner_s_record_is_the_mirror() {
        assert_eq!(
            told_where(OWN, "top-commodities?area=BO,US&flow=imports&count=1"),
            ["exporter=US importer=BO reporter=US partner=US flow=imports commodities=H6:84 values=40 USD \
              shares=40 PERCENT level=2 time=2022"]
        );
    }

    const RECONCILED: &str = "
        release baci 2023-02-01 CEPII BACI
        BO exports-goods-reconciled:H5:261690 > US 2021 = 10.5 thousand USD
        BO exports-goods-reconciled:H5:260800 > US 2021 = 5 thousand USD
        BO exports-goods-reconciled:H5:710812 > US 2021 = 12 thousand USD
        BO exports-goods-reconciled:H5:080122 > US 2021 = 2.5 thousand USD";

    #[test]
    fn a_reconciliation_is_added_up() {
        assert_eq!(
            told_where(RECONCILED, "top-commodities?area=US,BO&flow=imports"),
            ["exporter=BO importer=US reconciled=CEPII partner=BO flow=imports commodities=H5:26; H5:71; H5:08 \
              values=15500 USD; 12000 USD; 2500 USD shares=51.7 PERCENT; 40 PERCENT; 8.3 PERCENT level=2 time=2021 \
              (sum of 4)"]
        );
        let six = &told_where(RECONCILED, "top-commodities?area=BO,US&level=6&count=1")[0];
        assert!(six.contains("commodities=H5:710812 values=12000 USD shares=40 PERCENT"), "{six}");
    }

    /// A year that two releases of two sources have, in two revisions.
    #[test]
    fn nothing_is_mixed() {
        let published = "
            release comtrade 2024-01-01 P T
            US imports-goods-by-commodity:H5:26 > BO 2022 = 9 USD
            US imports-goods-by-commodity:H5:71 > BO 2022 = 8 USD
            US imports-goods-by-commodity:H6:80 > BO 2022 = 7 USD
            US imports-goods-by-commodity:H6:26 > BO 2022 = 6 USD
            release census-hs 2023-03-08 P T
            US imports-goods-by-commodity:H6:71 > BO 2022 = 5 USD
            US imports-goods-by-commodity:H6:80 > BO 2022 = 4 USD
            release census-hs 2022-03-08 P T
            US imports-goods-by-commodity:H6:09 > BO 2022 = 3 USD
            US imports-goods-by-commodity:H5:09 > BO 2021 = 2 USD";
        let told = told_where(published, "top-commodities?area=US,BO&flow=imports&time=last:5");
        let goods = |line: &str| line.split("commodities=").nth(1).unwrap().split(" values").next().unwrap().to_owned();
        let goods: Vec<String> = told.iter().map(|line| goods(line)).collect();
        assert_eq!(goods, ["H5:09", "H6:71; H6:80"]);
    }

    /// A release of coffee alone, asked for later, is no list of all goods; nor
    /// are chapters that leave a tenth of the flow untold.
    #[test]
    fn a_part_is_no_list() {
        let published = format!(
            "{OWN}
            release census-hs 2023-06-08 P T
            US exports-goods-by-commodity:H6:09 > BO 2022 = 1 USD
            release comtrade 2023-06-09 P T
            BO exports-goods > US 2022 = 100 USD
            BO exports-goods-by-commodity:H6:09 > US 2022 = 89 USD"
        );
        assert!(told_where(&published, "top-commodities?area=US,BO")[0].contains("commodities=H6:84;"));
        assert_eq!(
            absent_where(&published, "top-commodities?area=BO,US"),
            "no data but from census-hs, comtrade, baci"
        );
    }

    /// Of headings without the whole flow, shares are not known.
    #[test]
    fn shares_only_of_what_is_known() {
        let published = "
            release census-hs 2023-03-08 P T
            US exports-goods-by-commodity:H6:8471 > BO 2022 = 25 USD";
        let [line] = told_where(published, "top-commodities?area=US,BO&level=4").try_into().unwrap();
        assert!(line.contains("values=25 USD level=4"), "{line}");
    }

    #[test]
    fn absent_for_a_reason() {
        assert_eq!(absent("top-commodities?area=US,TD"), "no data but from census-hs, comtrade, baci");
        assert_eq!(absent("top-commodities?area=PE,TD"), "no data but from comtrade, baci");
        assert_eq!(
            absent("top-commodities?area=US,BO&level=3"),
            "level is 2, 4 or 6 digits of the Harmonized System, not \"3\""
        );
        assert_eq!(absent("top-commodities?area=US,BO&count=0"), "count is a whole number from 1 to 100, not \"0\"");
        assert_eq!(absent("top-commodities?area=BO,BO"), "does not arise");
    }
}
