use std::cmp::Ordering;

use attache_model::{ObsStatus, ObservationRef, Panel, Period, Selection, SeriesKey, unit};

use crate::{
    Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, Quantity, RoleName, Time, Value, growth,
    kinds::aid_year::{ASSISTANCE, SOURCES, transaction},
    select,
};

/// How assistance changed from the fiscal year before.
pub(super) struct AidChange;

/// Of a year that is not fully reported nobody knows how it compares.
fn is_whole(year: &ObservationRef<'_>) -> bool {
    !matches!(year.status, ObsStatus::Forecast | ObsStatus::Provisional)
}

impl Kind for AidChange {
    fn id(&self) -> &'static str {
        "aid-change"
    }

    fn states(&self) -> &'static str {
        "The change of a donor's assistance to a recipient from the fiscal year before, in per cent of it to one \
         decimal, between years that are fully reported. `area` is donor and recipient; `transaction` as for \
         aid-year. Roles: donor, recipient, transaction, growth (without sign), one of rose, fell and flat, value, \
         before, time."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["transaction"]
    }

    fn areas(&self) -> &'static [RoleName] {
        &["donor", "recipient"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::of_pair(&args.area, &[ASSISTANCE])]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (donor, recipient) = args.pair()?;
        let transaction = transaction(args);
        let key = SeriesKey::of(donor, ASSISTANCE).with(recipient).by(transaction);
        let named = |year| panel.series(key).find(|o| o.time_period.year() == Some(year));
        let time = match args.time {
            Time::Period(Period::Year(year) | Period::FiscalYear { year, starts: None }) => {
                named(year).map_or(args.time, |o| Time::Period(o.time_period))
            }
            other => other,
        };
        let fact = |year: ObservationRef<'_>| {
            let before = Time::Period(year.time_period.shifted(-1)?);
            let before = select::at_times(panel, key, before, is_whole).pop().filter(|b| b.unit == year.unit)?;
            let change = growth(year.quantity(), before.quantity())?;
            let direction = match change.cmp(&0.into()) {
                Ordering::Greater => "rose",
                Ordering::Less => "fell",
                Ordering::Equal => "flat",
            };
            let fixed = Args::of(&[donor, recipient]).at(year.time_period).with("transaction", &transaction);
            let derivation =
                Derivation::Computed { operation: Operation::Growth, inputs: vec![Input::from(year), before.into()] };
            let fact = Fact::new(Expression::new(self.id(), fixed), derivation)
                .with("donor", Value::Area(donor))
                .with("recipient", Value::Area(recipient))
                .with("transaction", Value::Text(transaction.to_string()))
                .with("growth", Value::Quantity(Quantity::new(change.abs(), unit::PERCENT)))
                .with(direction, Value::Text(direction.to_owned()))
                .with("value", Value::Quantity(Quantity::of(year)))
                .with("before", Value::Period(before.time_period))
                .with("time", Value::Period(year.time_period));
            Some(fact)
        };
        let years = select::at_times(panel, key, time, is_whole);
        if years.is_empty() {
            return Err(Absent::no_data_but_by_us(args, SOURCES));
        }
        let facts: Vec<Fact> = years.into_iter().filter_map(fact).collect();
        if facts.is_empty() { Err(Absent::NotApplicable) } else { Ok(facts) }
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, absent_where, told, told_where};

    const AID: &str = "
        release foreignassistance 2022-10-01 P T
        US foreign-assistance:obligations > TD FY2018/10 = 100 USD
        US foreign-assistance:obligations > TD FY2019/10 = 150 USD
        US foreign-assistance:obligations > TD FY2020/10 = 150 USD
        US foreign-assistance:obligations > TD FY2021/10 = 75 USD
        US foreign-assistance:obligations > TD FY2022/10 = 5 USD provisional
        US foreign-assistance:disbursements > TD FY2018/10 = 0 USD
        US foreign-assistance:disbursements > TD FY2019/10 = 7 USD";

    #[test]
    fn between_years_that_are_fully_reported() {
        let fell = "donor=US recipient=TD transaction=obligations growth=50 PERCENT fell=fell value=75 USD \
                    before=FY2020/10 time=FY2021/10 (growth of 2)";
        assert_eq!(told_where(AID, "aid-change?area=US,TD"), [fell]);
        let rose = told_where(AID, "aid-change?area=US,TD&time=2019");
        assert!(rose[0].contains("growth=50 PERCENT rose=rose value=150 USD"), "{rose:?}");
        assert!(told_where(AID, "aid-change?area=US,TD&time=FY2020")[0].contains("flat=flat"));
        assert_eq!(told_where(AID, "aid-change?area=US,TD&time=last:9").len(), 3);
        assert_eq!(told("aid-change?area=US,BO").len(), 1);
    }

    #[test]
    fn there_is_no_change_from_nothing() {
        assert_eq!(absent_where(AID, "aid-change?area=US,TD&transaction=disbursements"), "does not arise");
        assert_eq!(absent_where(AID, "aid-change?area=US,TD&time=2018"), "does not arise");
        assert_eq!(absent_where(AID, "aid-change?area=US,TD&time=2022"), "no data but from foreignassistance");
        assert_eq!(absent("aid-change?area=BO,US"), "does not arise");
        assert_eq!(absent("aid-change?area=GB,PE"), "no data");
    }
}
