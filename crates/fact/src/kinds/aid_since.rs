use attache_model::{Decimal, ObsStatus, ObservationRef, Panel, Selection, SeriesKey, unit};

use crate::{
    Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, Quantity, RoleName, Value,
    kinds::aid_year::{ASSISTANCE, SOURCES, transaction},
    select,
};

/// The assistance that a donor gave over all years on record.
pub(super) struct AidSince;

/// A year that is not fully reported would make the sum a part of one.
fn is_whole(year: &ObservationRef<'_>) -> bool {
    !matches!(year.status, ObsStatus::Forecast | ObsStatus::Provisional)
}

impl Kind for AidSince {
    fn id(&self) -> &'static str {
        "aid-since"
    }

    fn states(&self) -> &'static str {
        "The assistance of a donor to a recipient summed over all fiscal years on record that are fully reported, in current US dollars. \
         `area` is donor and recipient; `transaction` as for aid-year. Roles: donor, recipient, value, from, to, \
         transaction."
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
        let years: Vec<_> = panel.series(key).filter(|o| is_whole(o) && o.unit == unit::USD).collect();
        let (Some(first), Some(last)) = (years.first(), years.last()) else {
            return Err(Absent::no_data_but_by_us(args, SOURCES));
        };
        let sum = years.iter().try_fold(Decimal::ZERO, |sum, o| sum.checked_add(o.quantity()));
        let sum = sum.ok_or(Absent::no_data(SOURCES))?;
        if years.len() < 2 || sum.is_zero() {
            return Err(Absent::NotApplicable);
        }
        Ok(vec![
            Fact::new(
                Expression::new(self.id(), Args::of(&[donor, recipient]).with("transaction", &transaction)),
                Derivation::Computed {
                    operation: Operation::Sum,
                    inputs: years.iter().map(|o| Input::from(*o)).collect(),
                },
            )
            .with("donor", Value::Area(donor))
            .with("recipient", Value::Area(recipient))
            .with("value", Value::Quantity(Quantity::new(sum, first.unit)))
            .with("from", Value::Period(first.time_period))
            .with("to", Value::Period(last.time_period))
            .with("transaction", Value::Text(transaction.to_string())),
        ])
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent_where, told};

    #[test]
    fn years_that_are_fully_reported_are_added() {
        // 400,000 + 13,401,000 + 3,174,728 + 13,773,729 + 7,651,549; 2022 is partly reported.
        assert_eq!(
            told("aid-since?area=US,BO"),
            ["donor=US recipient=BO value=38401006 USD from=FY1946/07 to=FY2021/10 transaction=obligations (sum of 5)"]
        );
    }

    #[test]
    fn one_year_is_no_stretch() {
        assert_eq!(told("aid-since?area=US,BO&transaction=disbursements").len(), 1);
        let published = "
            release foreignassistance 2022-10-01 P T
            US foreign-assistance:obligations > TD FY2019/10 = 5 USD";
        assert_eq!(absent_where(published, "aid-since?area=US,TD"), "does not arise");
    }

    #[test]
    fn absent() {
        assert_eq!(crate::told::absent("aid-since?area=BO,US"), "does not arise");
        assert_eq!(crate::told::absent("aid-since?area=US,PE"), "no data but from foreignassistance");
        assert_eq!(crate::told::absent("aid-since?area=GB,PE"), "no data");
    }
}
