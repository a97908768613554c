use attache_model::{Area, Panel, Selection};

use crate::{Args, Fact, RoleName};

/// Why a fact cannot be stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absent {
    /// Nothing in the panel says it; these sources would.
    NoData { would_come_from: &'static [&'static str] },
    /// It does not arise: a land border of islands, a partner of oneself.
    NotApplicable,
    /// An argument is missing or of no use to the kind.
    BadArgument { argument: &'static str, problem: String },
}

impl Absent {
    pub const fn no_data(would_come_from: &'static [&'static str]) -> Self {
        Self::NoData { would_come_from }
    }

    /// No data, where some sources tell of the United States and others alone
    /// and, of other pairs, only the second ones do.
    pub(crate) fn no_data_of_pair(
        args: &Args,
        with_us: &'static [&'static str],
        of_others: &'static [&'static str],
    ) -> Self {
        let of_us = args.area.iter().any(|a| a.code() == "US");
        Self::NoData { would_come_from: if of_us { with_us } else { of_others } }
    }

    /// No data, where the sources that there are tell of the United States and
    /// others alone: of other pairs nobody that is read would tell.
    pub(crate) fn no_data_but_of_us(args: &Args, would_come_from: &'static [&'static str]) -> Self {
        Self::no_data_of_pair(args, would_come_from, &[])
    }

    /// As [`Absent::no_data_but_of_us`], where the sources tell only what the
    /// United States did to others: the reverse is not asked.
    pub(crate) fn no_data_but_by_us(args: &Args, would_come_from: &'static [&'static str]) -> Self {
        match *args.area.as_slice() {
            [_, second] if second.code() == "US" => Self::NotApplicable,
            _ => Self::no_data_but_of_us(args, would_come_from),
        }
    }
}

/// A kind of statement: what it says, what it needs, and how it follows.
pub trait Kind: Sync {
    /// The name in expressions and wordings: `goods-trade`.
    fn id(&self) -> &'static str;

    /// For authors: what it states, with unit, roles and arguments.
    fn states(&self) -> &'static str;

    /// The names of the arguments that it takes beside `area` and `time`; an
    /// expression with another one is refused.
    fn takes(&self) -> &'static [&'static str] {
        &[]
    }

    /// Whether it reads trade by product, of which a panel of a few pairs can be
    /// held, and one of all cannot.
    fn reads_products(&self) -> bool {
        false
    }

    /// The roles that the areas of `area` fill, in their order.
    fn areas(&self) -> &'static [RoleName] {
        &["subject"]
    }

    /// What must be in the panel for [`Kind::derive`] to find all there is.
    fn needs(&self, args: &Args) -> Vec<Selection>;

    /// The facts that follow for these arguments: one, or, where the arguments
    /// ask for several (`time=last:10`, all partners), several in their order;
    /// never none.
    ///
    /// # Errors
    /// When the panel does not say, or the arguments do not fit.
    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent>;
}

impl Args {
    /// The one area that the kind is about.
    pub fn one(&self) -> Result<Area, Absent> {
        match *self.area.as_slice() {
            [area] => Ok(area),
            _ => Err(Absent::BadArgument {
                argument: "area",
                problem: format!("wants one country, got {}", self.area.len()),
            }),
        }
    }

    /// The two areas that the kind is about, in the order given.
    pub fn pair(&self) -> Result<(Area, Area), Absent> {
        match *self.area.as_slice() {
            [a, b] if a != b => Ok((a, b)),
            [_, _] => Err(Absent::NotApplicable),
            _ => Err(Absent::BadArgument {
                argument: "area",
                problem: format!("wants two countries, got {}", self.area.len()),
            }),
        }
    }
}
