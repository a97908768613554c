use attache_model::{Code, ObsStatus, Panel, Selection, SeriesKey};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, Quantity, Time, Value, select};

pub(super) const ASSISTANCE: Code = Code::from_static("foreign-assistance");
pub(super) const SOURCES: &[&str] = &["foreignassistance"];

/// The assistance that a donor gave in a fiscal year.
pub(super) struct AidYear;

/// The transaction type asked for; the publisher's first measure where none is.
pub(super) fn transaction(args: &Args) -> Code {
    args.get("transaction").unwrap_or(Code::from_static("obligations"))
}

impl Kind for AidYear {
    fn id(&self) -> &'static str {
        "aid-year"
    }

    fn states(&self) -> &'static str {
        "The assistance that a donor country obligated to, or disbursed for, another in a fiscal year, in current US \
         dollars, all programmes. `area` is donor and recipient; `transaction` is `obligations` (the default) or \
         `disbursements`; without `time`, the latest year that is fully reported. Roles: donor, recipient, value, \
         time, transaction, provisional (only where the year is not fully reported)."
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::of_pair(&args.area, &[ASSISTANCE])]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let (donor, recipient) = args.pair()?;
        let transaction = transaction(args);
        let key = SeriesKey::of(donor, ASSISTANCE).with(recipient).by(transaction);
        let partial_too = args.time != Time::Latest;
        let observations =
            select::at_times(panel, key, args.time, |o| partial_too || o.status != ObsStatus::Provisional);
        let fact = |o: attache_model::ObservationRef<'_>| {
            let expression = Args::of(&[donor, recipient]).at(o.time_period).with("transaction", &transaction);
            let provisional = o.status == ObsStatus::Provisional;
            Fact::new(Expression::new(self.id(), expression), Derivation::from(o))
                .with("donor", Value::Area(donor))
                .with("recipient", Value::Area(recipient))
                .with("value", Value::Quantity(Quantity::of(o)))
                .with("time", Value::Period(o.time_period))
                .with("transaction", Value::Text(transaction.to_string()))
                .with_some("provisional", provisional.then(|| Value::Text("provisional".to_owned())))
        };
        if observations.is_empty() {
            return Err(Absent::no_data_but_by_us(args, SOURCES));
        }
        Ok(observations.into_iter().map(fact).collect())
    }
}
