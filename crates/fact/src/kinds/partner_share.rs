use attache_model::{Panel, Selection};

use crate::{
    Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, Quantity, RoleName, Value, kinds::partners,
};

/// The share and place of one country among another's main partners.
pub(super) struct PartnerShare;

impl Kind for PartnerShare {
    fn id(&self) -> &'static str {
        "partner-share"
    }

    fn states(&self) -> &'static str {
        "The share of one country in another's exports or imports, and its place among the partners that the newest \
         edition lists; or that it is not among them. `area` is the country whose trade it is and the partner; `flow` \
         is `exports` (the default) or `imports`. Roles: subject, partner, flow, time; share, rank and tied (another \
         listed partner has the same share) where it is listed; listed (how many are) and least (the smallest share \
         among them) where it is not."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["flow"]
    }

    fn areas(&self) -> &'static [RoleName] {
        &["subject", "partner"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        partners::needs(args)
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (subject, partner) = args.pair()?;
        let flow = partners::Flow::asked(args)?;
        let (time, listed) =
            partners::listed(panel, subject, flow, args.time).ok_or(Absent::no_data(partners::SOURCES))?;
        let expression = Expression::new(self.id(), Args::of(&[subject, partner]).at(time).with("flow", flow.name()));
        let inputs = listed.iter().map(|o| Input::from(*o)).collect();
        let fact = match listed.iter().find(|o| o.key.counterpart_area == Some(partner)) {
            Some(own) => {
                let above = listed.iter().filter(|o| o.quantity() > own.quantity()).count();
                let tied = listed.iter().filter(|o| o.quantity() == own.quantity()).count() > 1;
                Fact::new(expression, Derivation::Computed { operation: Operation::Rank, inputs })
                    .with("share", Value::Quantity(Quantity::of(*own)))
                    .with("rank", Value::Rank(u32::try_from(above).unwrap_or(u32::MAX).saturating_add(1)))
                    .with_some("tied", tied.then(|| Value::Text("tied".to_owned())))
            }
            None => {
                let least = listed.iter().min_by_key(|o| o.quantity());
                Fact::new(expression, Derivation::StatedBy(inputs))
                    .with("listed", Value::Count(u32::try_from(listed.len()).unwrap_or(u32::MAX)))
                    .with_some("least", least.map(|o| Value::Quantity(Quantity::of(*o))))
            }
        };
        Ok(vec![
            fact.with("subject", Value::Area(subject))
                .with("partner", Value::Area(partner))
                .with("flow", Value::Text(flow.partner_is().to_owned()))
                .with("time", Value::Period(time)),
        ])
    }
}

#[cfg(test)]
mod tests {
    use crate::told::told;

    #[test]
    fn share_and_place() {
        assert_eq!(
            told("partner-share?area=BO,US&flow=imports"),
            ["share=7 PERCENT rank=4 subject=BO partner=US flow=source of imports time=2023 (rank of 5)"]
        );
        assert_eq!(
            told("partner-share?area=BO,CN"),
            ["share=11 PERCENT rank=3 tied=tied subject=BO partner=CN flow=export market time=2023 (rank of 5)"]
        );
    }

    #[test]
    fn one_that_is_not_listed_now_and_was_then() {
        assert_eq!(
            told("partner-share?area=BO,US"),
            ["listed=5 least=8 PERCENT subject=BO partner=US flow=export market time=2023"]
        );
        assert_eq!(
            told("partner-share?area=BO,US&time=2014"),
            ["share=17.5 PERCENT rank=2 subject=BO partner=US flow=export market time=2014 (rank of 2)"]
        );
    }

    #[test]
    fn absent() {
        assert_eq!(crate::told::absent("partner-share?area=US,BO"), "no data but from factbook");
        assert_eq!(crate::told::absent("partner-share?area=BO,BO"), "does not arise");
    }
}
