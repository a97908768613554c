use attache_model::{Area, Code, Organization, Period};

use crate::{Commodity, Printed, RoleName};

/// What a text says fills a role.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    Area(Area),
    Areas(Vec<Area>),
    Organizations(Vec<Organization>),
    Commodities(Vec<Commodity>),
    Figure(Printed),
    Figures(Vec<Printed>),
    Period(Period),
    /// A period that hangs on the day of the text.
    Relative(Relative),
    Rank(u32),
    Count(u32),
    Text(String),
    Texts(Vec<String>),
}

/// A statement that a text makes, as far as its words say it.
///
/// The counterpart of a [`Fact`](crate::Fact): the same kind and roles, filled
/// with what is claimed. A role that the text leaves open is not here.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    pub kind: Code,
    pub roles: Vec<(RoleName, Said)>,
}

impl Claim {
    pub fn role(&self, name: &str) -> Option<&Said> {
        self.roles.iter().find(|(n, _)| *n == name).map(|(_, said)| said)
    }
}

/// Periods that hang on the day of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relative {
    /// "currently", "now", "today".
    Now,
    /// "this year", "so far this year".
    ThisYear,
    /// "last year", "the previous year".
    LastYear,
    /// So many years back from now: "over the last decade", "in the past five years".
    LastYears(u16),
}
