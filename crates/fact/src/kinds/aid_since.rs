use attache_model::{Decimal, ObsStatus, Panel, Selection, SeriesKey, unit};

use crate::{
    Absent, Args, Derivation, Expression, Fact, Input, Kind, Operation, Quantity, Value,
    kinds::aid_year::{ASSISTANCE, SOURCES, transaction},
    select,
};

/// The assistance that a donor gave over all years on record.
pub(super) struct AidSince;

impl Kind for AidSince {
    fn id(&self) -> &'static str {
        "aid-since"
    }

    fn states(&self) -> &'static str {
        "The assistance of a donor to a recipient summed over all fiscal years on record, in current US dollars. \
         `area` is donor and recipient; `transaction` as for aid-year. Roles: donor, recipient, value, from, to, \
         transaction."
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::of_pair(&args.area, &[ASSISTANCE])]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (donor, recipient) = args.pair()?;
        let transaction = transaction(args);
        let key = SeriesKey::of(donor, ASSISTANCE).with(recipient).by(transaction);
        let years: Vec<_> = panel.series(key).filter(|o| o.status != ObsStatus::Forecast && o.unit == unit::USD).collect();
        let (Some(first), Some(last)) = (years.first(), years.last()) else {
            return Err(Absent::no_data_but_by_us(args, SOURCES));
        };
        let sum = years.iter().try_fold(Decimal::ZERO, |sum, o| sum.checked_add(o.quantity()));
        let sum = sum.ok_or(Absent::no_data(SOURCES))?;
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
