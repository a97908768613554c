use attache_model::{Code, Decimal, unit};
use rust_decimal::RoundingStrategy;

use crate::Interval;

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
/// 1.25 billion. A hedge speaks of the size, so that all that is said here of
/// figures above zero holds mirrored of those below.
///
/// ```
/// use attache_fact::{Fit, Hedge, Printed};
/// use attache_model::{Decimal, unit};
///
/// let billions = Printed::in_digits("0.64".parse().unwrap(), 9, unit::USD).unwrap();
/// assert_eq!(billions.fit(642_300_000.into()), Fit::Within);
/// assert_eq!(billions.fit(646_000_000.into()), Fit::Outside);
///
/// let millions = Printed::in_digits(Decimal::from(600), 6, unit::USD).unwrap();
/// assert_eq!(millions.hedged(Hedge::Over).fit(642_300_000.into()), Fit::Within);
/// ```
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

/// How a true value fits what is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fit {
    /// The text says so.
    Within,
    /// The words hold, but say less than they could: "over $600 million" of 900.
    Loose,
    /// Neither right nor wrong: "nearly $1 billion" of 850 million.
    Vague,
    /// The text says otherwise.
    Outside,
}

/// Rounding on purpose by at most this part of the figure is "little".
const LITTLE: Decimal = Decimal::from_parts(2, 0, 0, false, 2);

/// A figure stands for values that are off by at most this part of it,
/// however coarse its last digit.
const COARSEST: Decimal = Decimal::from_parts(2, 0, 0, false, 1);

impl Printed {
    /// A plain figure. Its step is taken to be above zero.
    pub fn new(value: Decimal, step: Decimal, unit: Code) -> Self {
        Self { value, to: None, step: step.abs(), hedge: Hedge::Plain, unit }
    }

    /// What the digits and a scale word say: 1.20 and 9 of "1.20 billion". The
    /// digits after the point count, zeros among them, and the zeros at the end
    /// of a whole number do not: 12,000 is printed to the thousand. A count or a
    /// number of people below a hundred is taken to be exact.
    ///
    /// `None` where the number is too large.
    pub fn in_digits(number: Decimal, power: u32, unit: Code) -> Option<Self> {
        let scale = ten_to(power)?;
        let is_small =
            power == 0 && number.abs() < Decimal::ONE_HUNDRED && (unit == unit::COUNT || unit == unit::PERSONS);
        let step =
            if is_small && number.scale() == 0 { Decimal::ONE } else { last_digit(number)?.checked_mul(scale)? };
        Some(Self::new(number.checked_mul(scale)?.normalize(), step.normalize(), unit))
    }

    /// The value rounded to so many significant digits.
    pub fn of(value: Decimal, digits: u32, unit: Code) -> Self {
        let rounded = value.round_sf_with_strategy(digits, HALF_AWAY).unwrap_or(value).normalize();
        Self::in_digits(rounded, 0, unit).unwrap_or(Self::new(value, Decimal::ONE, unit))
    }

    /// The value rounded to so many significant digits, two at least, with the
    /// hedge that this calls for, so that the value is [`Fit::Within`]:
    /// - none where nothing was lost,
    /// - "nearly" where it was rounded up by at most 2 %,
    /// - "just over" where it was rounded down by at most 2 %,
    /// - "about" else.
    pub fn rounded_on_purpose(value: Decimal, digits: u32, unit: Code) -> Self {
        let rounded = Self::of(value, digits.max(2), unit);
        if rounded.value == value {
            return rounded;
        }
        let (size, printed) = (value.abs(), rounded.value.abs());
        let little = size.checked_sub(printed).is_some_and(|lost| lost.abs() <= part(LITTLE, printed));
        let hedge = match little {
            true if size < printed => Hedge::Nearly,
            true => Hedge::JustOver,
            false => Hedge::About,
        };
        let hedged = rounded.hedged(hedge);
        if hedged.fit(value) == Fit::Within { hedged } else { Self::of(value, Decimal::MAX_SCALE, unit) }
    }

    /// With another hedge. A round number that is held out as inexact is a
    /// rounded one, even if it is small: "about 20 countries".
    #[must_use]
    pub fn hedged(self, hedge: Hedge) -> Self {
        let is_whole = self.to.is_none() && self.step == Decimal::ONE && self.value.fract().is_zero();
        let step = if hedge != Hedge::Plain && is_whole { last_digit(self.value.normalize()) } else { None };
        Self { hedge, step: step.unwrap_or(self.step), ..self }
    }

    /// Below zero, as where words have the sign: of "a deficit of $5 billion" that
    /// is a balance.
    #[must_use]
    pub fn below_zero(self) -> Self {
        match self.to {
            _ if self.value.is_sign_negative() => self,
            Some(to) => Self { value: -to, to: Some(-self.value), ..self },
            None => Self { value: -self.value, ..self },
        }
    }

    /// Without its sign: what is said by words for it ("a deficit of").
    #[must_use]
    pub fn abs(self) -> Self {
        match self.to {
            _ if !self.value.is_sign_negative() => self,
            Some(to) => Self { value: -to, to: Some(-self.value), ..self },
            None => Self { value: -self.value, ..self },
        }
    }

    /// A range up to another figure, in the finer steps of the two. `None`
    /// unless that is the greater one.
    pub fn up_to(self, greater: Self) -> Option<Self> {
        let in_order = self.to.is_none() && greater.to.is_none() && self.value < greater.value;
        in_order.then_some(Self { to: Some(greater.value), step: self.step.min(greater.step), ..self })
    }

    /// The values that the text claims, with those that a hedge admits though
    /// they are far off ("over").
    pub fn interval(&self) -> Interval {
        if let Some(to) = self.to {
            let slack = if self.hedge == Hedge::About { self.whole_step() } else { self.half_step() };
            return Interval::between(less(self.value, slack), more(to, slack));
        }
        let x = self.value.abs();
        let interval = match self.hedge {
            Hedge::Plain => Interval::around(x, self.half_step()),
            Hedge::About => Interval::around(x, self.whole_step()),
            Hedge::Over => Interval::from(x),
            Hedge::JustOver => Interval::between(x, more(x, self.whole_step())),
            Hedge::Nearly => Interval::between(less(x, part(TENTH, x)), x),
            Hedge::Under => Interval::to(x),
        };
        if self.value.is_sign_negative() { interval.mirrored() } else { interval }
    }

    /// Whether the text is right where this is the true value, and how well. Of a percentage in
    /// whole tens without a hedge what is not so to the point is [`Fit::Vague`].
    pub fn fit(&self, actual: Decimal) -> Fit {
        if !self.interval().contains(actual) {
            return self.misfit(actual);
        }
        if self.is_round_percentage() && (self.size_of(actual) - self.value.abs()).abs() > Decimal::new(5, 1) {
            return Fit::Vague;
        }
        let x = self.value.abs();
        let close = match self.hedge {
            Hedge::Over if self.to.is_none() => Interval::to(more(x, self.step)),
            Hedge::Under if self.to.is_none() => Interval::from(less(x, self.step)),
            _ => return Fit::Within,
        };
        if close.contains(self.size_of(actual)) { Fit::Within } else { Fit::Loose }
    }

    /// Whether the figure is a percentage in whole tens without a hedge: who writes "90 %" may
    /// mean ninety, or any from 85 to 95.
    fn is_round_percentage(&self) -> bool {
        self.hedge == Hedge::Plain
            && self.to.is_none()
            && self.unit == unit::PERCENT
            && self.step == Decimal::TEN
            && self.value.abs() <= Decimal::ONE_HUNDRED
    }

    /// How a value fits that is not within the interval.
    fn misfit(&self, actual: Decimal) -> Fit {
        let (x, size) = (self.value.abs(), self.size_of(actual));
        let (admitted, fit) = match self.hedge {
            Hedge::Nearly if self.to.is_none() => {
                (Interval::between(less(x, part(COARSEST, x)), more(x, self.half_step())), Fit::Vague)
            }
            Hedge::JustOver if self.to.is_none() => {
                (Interval::between(x, more(more(x, self.whole_step()), self.whole_step())), Fit::Loose)
            }
            _ => return Fit::Outside,
        };
        if admitted.contains(size) { fit } else { Fit::Outside }
    }

    /// The value as it is measured against the size of the figure.
    fn size_of(&self, actual: Decimal) -> Decimal {
        if self.value.is_sign_negative() { -actual } else { actual }
    }

    fn half_step(&self) -> Decimal {
        self.at_most_a_part(self.step.checked_div(Decimal::TWO).unwrap_or(self.step))
    }

    fn whole_step(&self) -> Decimal {
        self.at_most_a_part(self.step)
    }

    /// Of zero no part is anything; there the step holds.
    fn at_most_a_part(&self, step: Decimal) -> Decimal {
        if self.value.is_zero() { step } else { step.min(part(COARSEST, self.value.abs())) }
    }
}

const HALF_AWAY: RoundingStrategy = RoundingStrategy::MidpointAwayFromZero;

const TENTH: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

fn part(of_one: Decimal, x: Decimal) -> Decimal {
    x.checked_mul(of_one).unwrap_or(x)
}

fn more(x: Decimal, by: Decimal) -> Decimal {
    x.checked_add(by).unwrap_or(Decimal::MAX)
}

fn less(x: Decimal, by: Decimal) -> Decimal {
    x.checked_sub(by).unwrap_or(Decimal::MIN)
}

fn ten_to(power: u32) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(10i128.checked_pow(power)?, 0).ok()
}

/// The unit of the last digit of a number as it is printed, zeros at the end
/// of a whole number aside.
fn last_digit(number: Decimal) -> Option<Decimal> {
    if number.scale() > 0 {
        return Decimal::try_from_i128_with_scale(1, number.scale()).ok();
    }
    let mut digits = number.mantissa().unsigned_abs();
    let mut zeros = 0;
    while digits != 0 && digits.is_multiple_of(10) {
        digits /= 10;
        zeros += 1;
    }
    ten_to(zeros)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.replace('_', "").parse().unwrap()
    }

    fn printed(number: &str, power: u32, hedge: Hedge) -> Printed {
        Printed::in_digits(decimal(number), power, unit::USD).unwrap().hedged(hedge)
    }

    #[test]
    fn what_the_last_digit_stands_for() {
        let cases = [
            ("12_000", 0, "1000"),
            ("440_000", 0, "10000"),
            ("12_388_571", 0, "1"),
            ("1.2", 9, "100000000"),
            ("1.20", 9, "10000000"),
            ("100", 6, "100000000"),
            ("0", 0, "1"),
            ("0.00", 6, "10000"),
            ("-5.2", 0, "0.1"),
        ];
        for (number, power, step) in cases {
            assert_eq!(printed(number, power, Hedge::Plain).step.to_string(), step, "{number}");
        }
        let count = |n: i32| Printed::in_digits(n.into(), 0, unit::COUNT).unwrap();
        assert_eq!(count(20).step, Decimal::ONE);
        assert_eq!(count(20).hedged(Hedge::About).step, Decimal::TEN);
        assert_eq!(count(200).step, Decimal::ONE_HUNDRED);
        assert_eq!(Printed::in_digits(Decimal::MAX, 1, unit::USD), None);
        assert_eq!(Printed::in_digits(Decimal::ONE, 4_000_000, unit::USD), None);
    }

    #[test]
    fn true_values_and_printed_ones() {
        use Fit::{Loose, Outside, Vague, Within};
        use Hedge::{About, JustOver, Nearly, Over, Plain, Under};
        let cases = [
            ("0.64", 9, Plain, "642_300_000", Within),
            ("600", 6, Over, "642_300_000", Within),
            ("12.4", 6, Plain, "12_388_571", Within),
            ("1.2", 9, Plain, "1_150_000_000", Within),
            ("1.2", 9, Plain, "1_250_000_001", Outside),
            // Half a step of "1 million" would be half of it.
            ("1", 6, Plain, "800_000", Within),
            ("1", 6, Plain, "799_999", Outside),
            ("1.2", 9, About, "1_300_000_000", Within),
            ("1.2", 9, About, "1_300_000_001", Outside),
            ("1", 9, About, "1_200_000_001", Outside),
            ("600", 6, Over, "599_999_999", Outside),
            ("600", 6, Over, "600_000_000", Within),
            ("600", 6, Over, "700_000_001", Loose),
            ("1.2", 9, JustOver, "1_200_000_000", Within),
            ("1.2", 9, JustOver, "1_199_999_999", Outside),
            ("1.2", 9, JustOver, "1_350_000_000", Loose),
            ("1.2", 9, JustOver, "1_450_000_000", Outside),
            ("1.2", 9, Nearly, "1_080_000_000", Within),
            ("1.2", 9, Nearly, "1_200_000_000", Within),
            ("1.2", 9, Nearly, "1_240_000_000", Vague),
            ("1.2", 9, Nearly, "1_000_000_000", Vague),
            ("1.2", 9, Nearly, "1_260_000_000", Outside),
            ("1.2", 9, Nearly, "950_000_000", Outside),
            ("3", 6, Under, "2_500_000", Within),
            ("3", 6, Under, "1_500_000", Loose),
            ("3", 6, Under, "3_000_001", Outside),
            ("-5.2", 0, Plain, "-5.24", Within),
            ("-5.2", 0, Plain, "5.2", Outside),
            ("-5", 0, Over, "-5.5", Within),
            ("-5", 0, Over, "-4.5", Outside),
            ("-5", 0, Over, "-9", Loose),
            ("-5", 0, Nearly, "-4.8", Within),
            ("-5", 0, Nearly, "-5.1", Vague),
            ("0.0", 0, Plain, "-0.04", Within),
            ("0.0", 0, Plain, "0.06", Outside),
        ];
        for (number, power, hedge, actual, fit) in cases {
            assert_eq!(printed(number, power, hedge).fit(decimal(actual)), fit, "{hedge:?} {number}e{power}: {actual}");
        }
    }

    #[test]
    fn ranges_are_between_their_ends() {
        let (three, four) = (printed("3", 6, Hedge::Plain), printed("4.5", 6, Hedge::Plain));
        let range = three.up_to(four).unwrap();
        assert_eq!(range.fit(decimal("3_700_000")), Fit::Within);
        assert_eq!(range.fit(decimal("2_950_000")), Fit::Within);
        assert_eq!(range.fit(decimal("2_940_000")), Fit::Outside);
        assert_eq!(range.fit(decimal("4_560_000")), Fit::Outside);
        assert_eq!(range.hedged(Hedge::About).fit(decimal("4_560_000")), Fit::Within);
        assert_eq!(four.up_to(three), None);
        assert_eq!(three.up_to(three), None);
    }

    #[test]
    fn no_figure_is_too_large_or_small() {
        let least: Decimal = "0.0000000000000000000000000001".parse().unwrap();
        for value in [Decimal::MAX, Decimal::MIN, Decimal::ZERO, least, -least] {
            for hedge in [Hedge::Plain, Hedge::About, Hedge::Over, Hedge::JustOver, Hedge::Nearly, Hedge::Under] {
                let printed = Printed::new(value, Decimal::MAX, unit::USD).hedged(hedge);
                assert_eq!(printed.fit(value), Fit::Within, "{hedge:?} {value}");
                printed.fit(-value);
            }
            for digits in [0, 1, 2, 28, u32::MAX] {
                Printed::of(value, digits, unit::USD);
                let hedged = Printed::rounded_on_purpose(value, digits, unit::COUNT);
                assert_eq!(hedged.fit(value), Fit::Within, "{value} {digits}");
            }
        }
    }

    #[test]
    fn hedges_of_what_is_rounded_on_purpose() {
        let cases = [
            ("1_200_000_000", 2, Hedge::Plain, "1200000000"),
            ("1_190_000_000", 2, Hedge::Nearly, "1200000000"),
            ("1_203_000_000", 2, Hedge::JustOver, "1200000000"),
            ("1_240_000_000", 2, Hedge::About, "1200000000"),
            ("1_160_000_000", 2, Hedge::About, "1200000000"),
            ("12_388_571", 3, Hedge::Nearly, "12400000"),
            ("-12_388_571", 3, Hedge::Nearly, "-12400000"),
            ("19.96", 3, Hedge::Nearly, "20"),
            ("0", 2, Hedge::Plain, "0"),
            // To one digit a value may lie too far off.
            ("1.5", 1, Hedge::Plain, "1.5"),
        ];
        for (value, digits, hedge, rounded) in cases {
            let printed = Printed::rounded_on_purpose(decimal(value), digits, unit::USD);
            assert_eq!((printed.hedge, printed.value.to_string().as_str()), (hedge, rounded), "{value}");
        }
    }

    #[test]
    fn percentages_in_whole_tens_are_so_to_the_point() {
        let ninety = Printed::in_digits(Decimal::from(90), 0, unit::PERCENT).unwrap();
        assert_eq!(ninety.fit(decimal("90.4")), Fit::Within);
        assert_eq!(ninety.fit(decimal("91.4")), Fit::Vague);
        assert_eq!(ninety.fit(decimal("96")), Fit::Outside);
        let about = Printed { hedge: Hedge::About, ..ninety };
        assert_eq!(about.fit(decimal("91.4")), Fit::Within);
    }

    /// A generator of numbers (Knuth's MMIX), so that a failure comes again.
    struct Numbers(u64);

    impl Numbers {
        fn next(&mut self) -> u64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            self.0 >> 11
        }

        fn value(&mut self) -> Decimal {
            let digits = i64::try_from(self.next() % 10u64.pow(u32::try_from(self.next() % 13).unwrap() + 1)).unwrap();
            let sign = if self.next().is_multiple_of(4) { -1 } else { 1 };
            Decimal::new(digits * sign, u32::try_from(self.next() % 6).unwrap())
        }
    }

    #[test]
    fn a_rounded_value_is_within_what_is_printed() {
        let mut numbers = Numbers(7);
        for _ in 0..20_000 {
            let (value, digits) = (numbers.value(), u32::try_from(numbers.next() % 7).unwrap() + 2);
            for unit in [unit::USD, unit::COUNT, unit::PERCENT] {
                let printed = Printed::of(value, digits, unit);
                assert!(printed.interval().contains(value), "{value} to {digits} digits: {printed:?}");
                assert_eq!(printed.fit(value), Fit::Within, "{value} to {digits} digits: {printed:?}");
                let hedged = Printed::rounded_on_purpose(value, digits, unit);
                assert_eq!(hedged.fit(value), Fit::Within, "{value} to {digits} digits: {hedged:?}");
            }
        }
    }
}
