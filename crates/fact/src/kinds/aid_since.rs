use attache_model::{Decimal, ObsStatus, ObservationRef, Panel, Period, Selection, SeriesKey, unit};

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
        "The assistance of a donor to a recipient summed over all fiscal years on record that are fully \
         reported, or those from `since` on (`FY2001`) and up to `until`, this itself fully reported or not, in \
         current US dollars. `area` is donor and recipient; `transaction` as for aid-year. Roles: donor, recipient, \
         value, from, to, transaction, provisional (only where the last year is not fully reported)."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["since", "until", "transaction"]
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
        let [since, until] = [fiscal_year(args, "since")?, fiscal_year(args, "until")?];
        let is_within = |o: &ObservationRef<'_>| {
            let year = o.time_period.year();
            since.is_none_or(|since| year >= Some(since)) && until.is_none_or(|until| year <= Some(until))
        };
        // Who asks up to a year wants it, fully reported or not.
        let is_last = |o: &ObservationRef<'_>| o.status == ObsStatus::Provisional && o.time_period.year() == until;
        let counts = |o: &ObservationRef<'_>| is_whole(o) || (until.is_some() && is_last(o));
        let years: Vec<_> = panel.series(key).filter(|o| o.unit == unit::USD && counts(o) && is_within(o)).collect();
        let (Some(first), Some(last)) = (years.first(), years.last()) else {
            return Err(Absent::no_data_but_by_us(args, SOURCES));
        };
        let sum = years.iter().try_fold(Decimal::ZERO, |sum, o| sum.checked_add(o.quantity()));
        let sum = sum.ok_or(Absent::no_data(SOURCES))?;
        if years.len() < 2 || sum.is_zero() {
            return Err(Absent::NotApplicable);
        }
        if until.is_some_and(|until| last.time_period.year() != Some(until)) {
            return Err(Absent::no_data(SOURCES));
        }
        let is_provisional = !years.iter().all(is_whole);
        Ok(vec![
            Fact::new(
                Expression::new(
                    self.id(),
                    with_years(Args::of(&[donor, recipient]), since, until).with("transaction", &transaction),
                ),
                Derivation::Computed {
                    operation: Operation::Sum,
                    inputs: years.iter().map(|o| Input::from(*o)).collect(),
                },
            )
            .with("donor", Value::Area(donor))
            .with("recipient", Value::Area(recipient))
            .with("value", Value::Quantity(Quantity::new(sum, first.unit)))
            .with("from", Value::Period(since.map_or(first.time_period, Period::us_fiscal_year)))
            .with("to", Value::Period(last.time_period))
            .with("transaction", Value::Text(transaction.to_string()))
            .with_some("provisional", is_provisional.then(|| Value::Text("provisional".to_owned()))),
        ])
    }
}

/// The fiscal year from which on, or up to which, it is asked.
fn fiscal_year(args: &Args, argument: &'static str) -> Result<Option<i16>, Absent> {
    let Some(text) = args.get(argument) else { return Ok(None) };
    match text.parse::<Period>() {
        Ok(Period::Year(year) | Period::FiscalYear { year, .. }) => Ok(Some(year)),
        _ => Err(Absent::BadArgument {
            argument,
            problem: format!("is to be a fiscal year, as FY2001 or 2001, not {text}"),
        }),
    }
}

fn with_years(args: Args, since: Option<i16>, until: Option<i16>) -> Args {
    let years = [("since", since), ("until", until)];
    let years = years.into_iter().filter_map(|(argument, year)| Some((argument, Period::us_fiscal_year(year?))));
    years.fold(args, |args, (argument, year)| args.with(argument, &year.to_string()))
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
    fn from_a_year_on() {
        let [later] = told("aid-since?area=US,BO&since=FY2019").try_into().unwrap();
        assert!(later.contains("from=FY2019/10 to=FY2021/10"), "{later}");
        assert_eq!(told("aid-since?area=US,BO&since=2019"), [later]);
        assert!(crate::told::absent("aid-since?area=US,BO&since=May").starts_with("since is to be a fiscal year"));
    }

    #[test]
    fn up_to_a_year() {
        let [some] = told("aid-since?area=US,BO&since=FY2019&until=FY2020").try_into().unwrap();
        assert!(some.contains("from=FY2019/10 to=FY2020/10"), "{some}");
        assert_eq!(told("aid-since?area=US,BO&since=2019&until=2020"), [some]);
        let [partly] = told("aid-since?area=US,BO&since=2021&until=2022").try_into().unwrap();
        assert!(partly.ends_with("provisional=provisional (sum of 2)"), "{partly}");
        assert_eq!(crate::told::absent("aid-since?area=US,BO&until=2031"), "no data but from foreignassistance");
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
