use attache_model::{Code, ObsStatus, Panel, Period, Selection, SeriesKey};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, Quantity, RoleName, Time, Value, select};

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
        // Of years, these figures have fiscal ones.
        let time = match args.time {
            Time::Period(Period::Year(year) | Period::FiscalYear { year, starts: None }) => {
                let named = panel.series(key).find(|o| o.time_period.year() == Some(year));
                named.map_or(args.time, |o| Time::Period(o.time_period))
            }
            other => other,
        };
        let partial_too = time != Time::Latest;
        let observations = select::at_times(panel, key, time, |o| partial_too || o.status != ObsStatus::Provisional);
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

#[cfg(test)]
mod tests {
    use crate::{
        specimen::Specimen,
        told::{absent_by, told, told_by},
    };

    #[test]
    fn the_latest_year_is_one_that_is_fully_reported() {
        assert_eq!(
            told("aid-year?area=US,BO"),
            ["donor=US recipient=BO value=7651549 USD time=FY2021/10 transaction=obligations"]
        );
        assert_eq!(
            told("aid-year?area=US,BO&transaction=disbursements"),
            ["donor=US recipient=BO value=14242192 USD time=FY2021/10 transaction=disbursements"]
        );
    }

    #[test]
    fn a_year_asked_for_may_be_partly_reported() {
        let provisional =
            "donor=US recipient=BO value=4231140 USD time=FY2022/10 transaction=obligations provisional=provisional";
        assert_eq!(told("aid-year?area=US,BO&time=FY2022/10"), [provisional]);
        assert_eq!(told("aid-year?area=US,BO&time=last:3")[2], provisional);
    }

    #[test]
    fn a_year_is_a_fiscal_one() {
        let of_2019 = "donor=US recipient=BO value=3174728 USD time=FY2019/10 transaction=obligations";
        assert_eq!(told("aid-year?area=US,BO&time=2019"), [of_2019]);
        assert_eq!(told("aid-year?area=US,BO&time=FY2019"), [of_2019]);
    }

    /// The edition of 2022 had 2,150,000, and 2021 for a partial year.
    #[test]
    fn as_published_by_the_end_of_2022() {
        let panel = Specimen::united_states_bolivia().panel().published_by("2022-12-31".parse().unwrap());
        assert_eq!(
            told_by(&panel, "aid-year?area=US,BO&time=FY2022/10"),
            ["donor=US recipient=BO value=2150000 USD time=FY2022/10 transaction=obligations provisional=provisional"]
        );
        assert_eq!(
            told_by(&panel, "aid-year?area=US,BO"),
            ["donor=US recipient=BO value=13181229 USD time=FY2020/10 transaction=obligations"]
        );
        let panel = panel.published_by("2022-09-30".parse().unwrap());
        assert_eq!(absent_by(&panel, "aid-year?area=US,BO"), "no data but from foreignassistance");
    }

    /// Publication and recording are two clocks: the edition of 2023 came into
    /// this store on 3 February 2026.
    #[test]
    fn as_known_to_the_store() {
        let panel = Specimen::united_states_bolivia().panel().known_by("2026-02-02T12:00:00Z".parse().unwrap());
        let [aid] = told_by(&panel, "aid-year?area=US,BO&time=FY2022/10").try_into().unwrap();
        assert!(aid.contains("value=2150000"), "{aid}");
    }

    #[test]
    fn absent() {
        assert_eq!(crate::told::absent("aid-year?area=BO,US"), "does not arise");
        assert_eq!(crate::told::absent("aid-year?area=US,PE"), "no data but from foreignassistance");
        assert_eq!(crate::told::absent("aid-year?area=US,BO&time=2018"), "no data but from foreignassistance");
        assert_eq!(crate::told::absent("aid-year?area=GB,PE"), "no data");
    }
}
