//! Quantities in thousandths, and percentages in hundredths of a percent.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::Rupiah;
use crate::money::{GroupFault, grouped, is_digits, parse_grouped, scaled_fraction};

/// A quantity in thousandths of its unit of measure: `Quantity(1500)` is 1,5 kg.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Quantity(pub i64);

/// A share in hundredths of a percent: `BasisPoints(150)` is 1,5%.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BasisPoints(pub i64);

/// Why a typed quantity was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum QuantityError {
    /// Nothing was typed.
    #[error("Isi banyaknya, misalnya 12 atau 1,5.")]
    Empty,
    /// A minus sign: the direction belongs to the act.
    #[error("Isi banyaknya tanpa tanda minus.")]
    Negative,
    /// More than three decimals.
    #[error("Isi paling banyak tiga angka di belakang koma, misalnya 1,125.")]
    Decimals,
    /// Dots that do not group by three, such as `1.5`.
    #[error("Pakai koma untuk pecahan dan titik hanya untuk ribuan, misalnya 1,5 atau 1.500.")]
    Grouping,
    /// More than [`Quantity::MAX`].
    #[error("Periksa lagi banyaknya: paling banyak satu triliun.")]
    TooLarge,
    /// Something that is not a number.
    #[error("Tulis banyaknya dengan angka saja, misalnya 12 atau 1,5.")]
    NotANumber,
}

impl Quantity {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// One unit.
    pub const ONE: Self = Self(1_000);
    /// The most one quantity may be: a trillion units.
    pub const MAX: Self = Self(1_000_000_000_000_000);

    /// So many whole units, or `None` if it does not fit.
    pub fn whole(units: i64) -> Option<Self> {
        units.checked_mul(1_000).map(Self)
    }

    /// The sum, or `None` if it does not fit.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, or `None` if it does not fit.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// Whether it is exactly nothing.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// What this much costs at `price` rupiah a unit, to the nearest rupiah (half
    /// away from zero), or `None` if it does not fit.
    pub fn value_at(self, price: Rupiah) -> Option<Rupiah> {
        let exact = i128::from(self.0) * i128::from(price.0);
        i64::try_from(round_half_away(exact, 1_000)).ok().map(Rupiah)
    }

    /// Reads `12`, `1,5`, `1.250,75`: comma for decimals, dots only for thousands.
    ///
    /// # Errors
    /// One [`QuantityError`] a fault.
    pub fn parse(typed: &str) -> Result<Self, QuantityError> {
        let text = typed.trim();
        if text.is_empty() {
            return Err(QuantityError::Empty);
        }
        if text.starts_with(['-', '−', '–', '(']) {
            return Err(QuantityError::Negative);
        }
        let (whole, fraction) = match text.split_once(',') {
            Some((_, fraction)) if !is_digits(fraction) => return Err(QuantityError::NotANumber),
            Some(parts) => parts,
            None => (text, ""),
        };
        let whole = parse_grouped(whole).map_err(|fault| match fault {
            GroupFault::NotDigits => QuantityError::NotANumber,
            GroupFault::Grouping => QuantityError::Grouping,
            GroupFault::TooLarge => QuantityError::TooLarge,
        })?;
        let fraction = scaled_fraction(fraction, 3).ok_or(QuantityError::Decimals)?;
        Self::whole(whole)
            .and_then(|units| units.checked_add(Self(fraction)))
            .filter(|quantity| *quantity <= Self::MAX)
            .ok_or(QuantityError::TooLarge)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&decimal(self.0, 3))
    }
}

impl BasisPoints {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// All of it: 100%.
    pub const WHOLE: Self = Self(10_000);

    /// This share of `amount`, to the nearest rupiah, half away from zero. A share
    /// beyond `i64`, which no rate in the rules can reach, stops at its end.
    pub fn of(self, amount: Rupiah) -> Rupiah {
        let rounded = round_half_away(i128::from(self.0) * i128::from(amount.0), 10_000);
        Rupiah(i64::try_from(rounded).unwrap_or(if rounded < 0 { i64::MIN } else { i64::MAX }))
    }
}

/// `1,5%`.
impl fmt::Display for BasisPoints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}%", decimal(self.0, 2)))
    }
}

/// `number / divisor` to the nearest whole, a half going away from zero.
/// `divisor` is positive and even.
fn round_half_away(number: i128, divisor: i128) -> i128 {
    let half = if number < 0 { -divisor / 2 } else { divisor / 2 };
    (number + half) / divisor
}

/// A number of `10^-places`, with a comma and without trailing zeros.
fn decimal(number: i64, places: usize) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", number.unsigned_abs(), width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let whole = grouped(whole.parse().unwrap_or_default());
    match fraction.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        fraction => format!("{sign}{whole},{fraction}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::repeatable;
    use proptest::prelude::*;

    #[test]
    fn shows_decimals_without_trailing_zeros() {
        for (thousandths, text) in
            [(0, "0"), (1_500, "1,5"), (1_000, "1"), (5, "0,005"), (-250, "-0,25"), (1_234_500, "1.234,5")]
        {
            assert_eq!(Quantity(thousandths).to_string(), text);
        }
        assert_eq!(BasisPoints(150).to_string(), "1,5%");
        assert_eq!(BasisPoints(2_500).to_string(), "25%");
    }

    #[test]
    fn refuses_each_fault_by_its_name() {
        for (typed, fault) in [
            (" ", QuantityError::Empty),
            ("-1", QuantityError::Negative),
            ("1,2345", QuantityError::Decimals),
            ("1.5", QuantityError::Grouping),
            ("1,", QuantityError::NotANumber),
            ("1,2,3", QuantityError::NotANumber),
            ("dua", QuantityError::NotANumber),
            ("1.000.000.000.001", QuantityError::TooLarge),
            ("9999999999999999999999", QuantityError::TooLarge),
        ] {
            assert_eq!(Quantity::parse(typed), Err(fault), "{typed}");
        }
    }

    #[test]
    fn half_a_rupiah_goes_away_from_zero() {
        assert_eq!(BasisPoints(50).of(Rupiah(100)), Rupiah(1));
        assert_eq!(BasisPoints(50).of(Rupiah(-100)), Rupiah(-1));
        assert_eq!(BasisPoints(49).of(Rupiah(100)), Rupiah(0));
        assert_eq!(BasisPoints(600).of(Rupiah(10_000_000)), Rupiah(600_000));
        assert_eq!(BasisPoints(i64::MAX).of(Rupiah(i64::MIN)), Rupiah(i64::MIN));
    }

    #[test]
    fn a_quantity_has_a_value() {
        assert_eq!(Quantity(1_500).value_at(Rupiah(13_333)), Some(Rupiah(20_000)));
        assert_eq!(Quantity(i64::MAX).value_at(Rupiah(i64::MAX)), None);
    }

    proptest! {
        #![proptest_config(repeatable())]

        #[test]
        fn what_is_shown_can_be_typed_again(thousandths in 0..=Quantity::MAX.0) {
            let quantity = Quantity(thousandths);
            prop_assert_eq!(Quantity::parse(&quantity.to_string()), Ok(quantity));
        }

        #[test]
        fn the_whole_is_the_whole(rupiah in any::<i64>()) {
            prop_assert_eq!(BasisPoints::WHOLE.of(Rupiah(rupiah)), Rupiah(rupiah));
        }

        #[test]
        fn a_share_and_its_opposite_cancel(points in 0..=10_000_i64, rupiah in -1_000_000_i64..1_000_000) {
            let share = BasisPoints(points).of(Rupiah(rupiah));
            prop_assert_eq!(BasisPoints(points).of(Rupiah(-rupiah)), -share);
        }
    }
}
