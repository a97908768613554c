use attache_model::{Code, HsCode, Panel, Selection};

use crate::{
    Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, RoleName, Value,
    kinds::commodities::{self, Asked, Good, List},
};

/// The trade of a pair in one good.
pub(super) struct CommodityTrade;

/// So many goods where neither one nor a number is asked for.
const COUNT: usize = 10;

/// The good asked for: its code, of any revision where none is named.
fn commodity(args: &Args) -> Result<Option<Code>, Absent> {
    let Some(code) = args.get("commodity") else { return Ok(None) };
    let digits = code.rsplit_once(':').map_or(code.as_str(), |(_, digits)| digits);
    let is_code = digits.bytes().all(|b| b.is_ascii_digit()) && matches!(digits.len(), 2 | 4 | 6);
    if is_code && (digits == code.as_str() || code.parse::<HsCode>().is_ok()) {
        return Ok(Some(code));
    }
    Err(Absent::BadArgument {
        argument: "commodity",
        problem: format!("is a code of the Harmonized System, as 09 or H6:0901, not {:?}", code.as_str()),
    })
}

fn is(good: &Good<'_>, code: Code) -> bool {
    good.code.digits() == code.as_str() || good.code.to_string() == code.as_str()
}

fn fact(id: &'static str, asked: &Asked, list: &List<'_>, good: &Good<'_>) -> Fact {
    let share = list.share(good);
    let of = good.rests_on.iter().map(|o| Input::from(*o));
    let inputs = match &share {
        Some(_) => commodities::once(of.chain(list.total_inputs().iter().copied())),
        None => of.collect(),
    };
    let derivation = match (share, inputs.as_slice()) {
        (Some(_), _) => Derivation::Computed { operation: Operation::Share, inputs },
        (None, [one]) => Derivation::Stated(*one),
        (None, _) => Derivation::Computed { operation: Operation::Sum, inputs },
    };
    let args = asked.args(list).with("commodity", &good.code.to_string());
    asked
        .fill(Fact::new(Expression::new(id, args), derivation), list)
        .with("commodity", Value::Commodities(vec![list.commodity(good)]))
        .with("code", Value::Text(good.code.digits().to_owned()))
        .with("value", Value::Quantity(list.quantity(good)))
        .with_some("share", share.map(Value::Quantity))
        .with("time", Value::Period(list.time))
}

impl Kind for CommodityTrade {
    fn id(&self) -> &'static str {
        "commodity-trade"
    }

    fn states(&self) -> &'static str {
        "The trade of a pair in one good in a calendar year, US dollars; a fact for each of the greatest where no good \
         is named. `area` is the reporter and the partner; `flow` is the reporter's `exports` (the default) or \
         `imports`; `commodity` is a code of the Harmonized System (`0901`, or `H6:0901` in a revision); without it, \
         `level` is 2 (the default), 4 or 6 digits and `count` how many goods (10). Whose record it is as for \
         top-commodities. Roles: exporter, importer, reporter or reconciled, partner, flow, commodity, code, value, \
         share (of the whole flow, where the same release has it), time."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["flow", "commodity", "level", "count"]
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
        let mut asked = Asked::of(args)?;
        let count = commodities::count(args, COUNT)?;
        let commodity = commodity(args)?;
        if let Some(code) = commodity {
            asked.level = code.rsplit(':').next().map_or(2, str::len);
        }
        let mut facts = Vec::new();
        for list in asked.lists(panel, args.time) {
            let wanted = list.goods.iter().filter(|good| commodity.is_none_or(|code| is(good, code)));
            facts.extend(wanted.take(count).map(|good| fact(self.id(), &asked, &list, good)));
        }
        if facts.is_empty() { Err(commodities::absent(args)) } else { Ok(facts) }
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, absent_where, told_where};

    const GOODS: &str = "
        release comtrade 2023-03-08 P T
        BO exports-goods > US 2022 = 50 USD
        BO exports-goods-by-commodity:H6:09 > US 2022 = 10 USD
        BO exports-goods-by-commodity:H6:80 > US 2022 = 40 USD
        BO exports-goods-by-commodity:H6:0901 > US 2022 = 9 USD provisional";

    #[test]
    fn the_greatest_first_or_one_by_name() {
        let coffee = "exporter=BO importer=US reporter=BO partner=US flow=exports commodity=H6:09 code=09 value=10 USD \
                      share=20 PERCENT time=2022 (share of 2)";
        let told = told_where(GOODS, "commodity-trade?area=BO,US");
        assert!(told[0].contains("commodity=H6:80") && told[1] == coffee, "{told:?}");
        assert_eq!(told_where(GOODS, "commodity-trade?area=BO,US&commodity=09"), [coffee]);
        assert!(told_where(GOODS, "commodity-trade?area=BO,US&commodity=0901")[0].contains("value=9 USD share=18"));
        assert_eq!(told_where(GOODS, "commodity-trade?area=BO,US&count=1").len(), 1);
    }

    #[test]
    fn of_a_reconciliation_the_parts_are_added() {
        let published = "
            release baci 2023-02-01 CEPII BACI
            BO exports-goods-reconciled:H5:261690 > US 2021 = 10.5 thousand USD
            BO exports-goods-reconciled:H5:260800 > US 2021 = 5 thousand USD";
        assert_eq!(
            told_where(published, "commodity-trade?area=BO,US&commodity=H5:2616"),
            ["exporter=BO importer=US reconciled=CEPII partner=US flow=exports commodity=H5:2616 code=2616 \
              value=10500 USD share=67.7 PERCENT time=2021 (share of 2)"]
        );
        assert_eq!(
            absent_where(published, "commodity-trade?area=BO,US&commodity=H6:2616"),
            "no data but from census-hs, comtrade, baci"
        );
    }

    #[test]
    fn absent_for_a_reason() {
        let wrong = "commodity is a code of the Harmonized System, as 09 or H6:0901, not \"coffee\"";
        assert_eq!(absent("commodity-trade?area=US,BO&commodity=coffee"), wrong);
        assert!(absent("commodity-trade?area=US,BO&commodity=H9:09").starts_with("commodity is a code"));
        assert!(absent("commodity-trade?area=US,BO&commodity=é1:09").starts_with("commodity is a code"));
        assert_eq!(absent("commodity-trade?area=PE,TD"), "no data but from comtrade, baci");
    }
}
