use attache_model::{Code, Decimal};

/// How a text holds a figure out: as it is, or as near, above or below it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Hedge {
    #[default]
    Plain,
    /// "about", "some", "roughly", "around".
    About,
    /// "over", "more than", "exceeded", "at least".
    Over,
    /// "just over", "slightly more than".
    JustOver,
    /// "nearly", "almost", "close to", "up to".
    Nearly,
    /// "under", "less than", "below", "at most".
    Under,
}

/// A figure as a text prints it.
///
/// A printed figure claims an interval: "$1.2 billion" any value from 1.15 to
/// 1.25 billion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The scale word applied: 1,200,000,000 of "$1.2 billion".
    pub value: Decimal,
    /// The greater end of a range, "between 3 and 4 million"; `value` is the lesser.
    pub to: Option<Decimal>,
    /// The unit of the last printed digit: 100,000,000 of "$1.2 billion", 10,000
    /// of "440,000".
    pub step: Decimal,
    pub hedge: Hedge,
    /// As in [`Quantity`](crate::Quantity); `COUNT` of a bare number.
    pub unit: Code,
}
