use std::{
    fmt,
    ops::{Bound, RangeBounds},
};

use attache_model::Decimal;

/// The values from a least to a most one. Either may be open: not a value of
/// the interval itself, or not there at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    pub least: Bound<Decimal>,
    pub most: Bound<Decimal>,
}

impl Interval {
    /// Both ends among its values.
    pub fn between(least: Decimal, most: Decimal) -> Self {
        Self { least: Bound::Included(least), most: Bound::Included(most) }
    }

    /// The values that lie at most so far from the middle; as far as decimals go.
    pub fn around(middle: Decimal, distance: Decimal) -> Self {
        Self {
            least: middle.checked_sub(distance).map_or(Bound::Unbounded, Bound::Included),
            most: middle.checked_add(distance).map_or(Bound::Unbounded, Bound::Included),
        }
    }

    pub fn from(least: Decimal) -> Self {
        Self { least: Bound::Included(least), most: Bound::Unbounded }
    }

    pub fn to(most: Decimal) -> Self {
        Self { least: Bound::Unbounded, most: Bound::Included(most) }
    }

    pub fn contains(&self, value: Decimal) -> bool {
        (self.least, self.most).contains(&value)
    }

    /// Whether some value lies in both.
    pub fn overlaps(&self, other: &Self) -> bool {
        let before = |most: &Bound<Decimal>, least: &Bound<Decimal>| match (most, least) {
            (Bound::Unbounded, _) | (_, Bound::Unbounded) => false,
            (Bound::Included(most), Bound::Included(least)) => most < least,
            (Bound::Included(most) | Bound::Excluded(most), Bound::Included(least) | Bound::Excluded(least)) => {
                most <= least
            }
        };
        !before(&self.most, &other.least) && !before(&other.most, &self.least)
    }

    /// On the other side of zero.
    #[must_use]
    pub fn mirrored(self) -> Self {
        Self { least: self.most.map(|most| -most), most: self.least.map(|least| -least) }
    }
}

/// As mathematicians write it: `[1150, 1250]`, `[600, ∞)`.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.least {
            Bound::Included(least) => write!(f, "[{}, ", least.normalize())?,
            Bound::Excluded(least) => write!(f, "({}, ", least.normalize())?,
            Bound::Unbounded => f.write_str("(-∞, ")?,
        }
        match self.most {
            Bound::Included(most) => write!(f, "{}]", most.normalize()),
            Bound::Excluded(most) => write!(f, "{})", most.normalize()),
            Bound::Unbounded => f.write_str("∞)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_share_a_value() {
        let of = |least: i64, most: i64| Interval::between(least.into(), most.into());
        assert!(of(1, 3).overlaps(&of(3, 5)) && of(3, 5).overlaps(&of(1, 3)) && of(1, 9).overlaps(&of(3, 5)));
        assert!(!of(1, 2).overlaps(&of(3, 5)) && !of(3, 5).overlaps(&of(1, 2)));
        assert!(Interval::from(4.into()).overlaps(&of(1, 5)) && !Interval::from(6.into()).overlaps(&of(1, 5)));
        let below = Interval { least: Bound::Unbounded, most: Bound::Excluded(3.into()) };
        assert!(!below.overlaps(&of(3, 5)) && below.overlaps(&of(2, 5)));
    }

    #[test]
    fn ends_and_what_lies_between() {
        let d = |n: i64| Decimal::from(n);
        let cases = [
            (Interval::between(d(1), d(3)), "[1, 3]", [1, 3], [0, 4]),
            (Interval::around(d(5), d(2)), "[3, 7]", [3, 7], [2, 8]),
            (Interval::around(d(5), d(2)).mirrored(), "[-7, -3]", [-7, -3], [-8, -2]),
            (Interval::from(d(2)).mirrored(), "(-∞, -2]", [-9, -2], [-1, 0]),
            (Interval::to(d(2)), "(-∞, 2]", [-9, 2], [3, 9]),
            (Interval { least: Bound::Excluded(d(1)), most: Bound::Excluded(d(4)) }, "(1, 4)", [2, 3], [1, 4]),
        ];
        for (interval, written, within, without) in cases {
            assert_eq!(interval.to_string(), written);
            assert!(within.iter().all(|n| interval.contains(d(*n))), "{written}");
            assert!(!without.iter().any(|n| interval.contains(d(*n))), "{written}");
        }
        assert_eq!(Interval::from(d(2)).to_string(), "[2, ∞)");
        assert_eq!(Interval::around(Decimal::MAX, d(1)).most, Bound::Unbounded);
    }
}
