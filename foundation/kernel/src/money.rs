//! Money: whole rupiah. There are no cents in the books of a cooperative.

use std::fmt;
use std::iter::Sum;
use std::ops::Neg;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The most one amount may be: Rp1.000 triliun. Beyond it a typing error is
/// certain, and below it thousands of amounts add up without leaving `i64`.
pub const MAX_AMOUNT: Rupiah = Rupiah(1_000_000_000_000_000);

/// An amount in whole rupiah; negative is a decrease or a debt, by context.
///
/// There is no `+` or `-`: a sum that does not fit must be noticed, so adding
/// is [`Rupiah::checked_add`] or [`Rupiah::try_sum`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rupiah(pub i64);

/// Why a typed amount was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// Nothing was typed.
    #[error("Isi jumlah rupiahnya, misalnya 120.000.")]
    Empty,
    /// A minus sign or parentheses: the direction belongs to the act, not to the amount.
    #[error("Isi jumlah tanpa tanda minus; pilih jenis transaksi yang sesuai untuk uang keluar.")]
    Negative,
    /// A part of a rupiah.
    #[error("Isi rupiah bulat tanpa angka di belakang koma, misalnya 120.000.")]
    Decimals,
    /// Dots that do not group by three, such as `1.5`, may mean two amounts.
    #[error(
        "Titik hanya untuk memisahkan ribuan: tulis 1.500 untuk seribu lima ratus atau 1,5 juta \
         untuk satu setengah juta."
    )]
    Grouping,
    /// More than [`MAX_AMOUNT`].
    #[error("Periksa lagi jumlahnya: paling banyak Rp1.000 triliun.")]
    TooLarge,
    /// Something that is not an amount.
    #[error("Tulis jumlah dengan angka saja, misalnya 120.000 atau 1,5 juta.")]
    NotANumber,
}

impl Rupiah {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// The sum, or `None` if it does not fit.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, or `None` if it does not fit.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The opposite, or `None` for the one `i64` that has none.
    pub fn checked_neg(self) -> Option<Self> {
        self.0.checked_neg().map(Self)
    }

    /// Whether it is exactly nothing.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The size without its sign (`i64::MIN`, which no book can reach, gives `i64::MAX`).
    pub fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// The exact sum of all, or `None` if it does not fit. Intermediate sums may
    /// be of any size, so the order does not matter.
    pub fn try_sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        i64::try_from(wide_sum(amounts)).ok().map(Self)
    }

    /// Reads an amount as people type it: `120000`, `120.000`, `Rp 120.000,-`,
    /// `100rb`, `100 ribu`, `1,5 jt`, `1,5 juta`, `2 miliar`.
    ///
    /// # Errors
    /// One [`MoneyError`] a fault; `1.5` is refused because it may mean two amounts.
    pub fn parse(typed: &str) -> Result<Self, MoneyError> {
        let lower = typed.trim().to_lowercase();
        let text = lower.strip_prefix("rp").unwrap_or(&lower);
        let text = text.strip_prefix('.').unwrap_or(text).trim();
        if text.is_empty() {
            return Err(MoneyError::Empty);
        }
        if text.starts_with(['-', '−', '–', '(']) || lower.starts_with(['-', '−', '–', '(']) {
            return Err(MoneyError::Negative);
        }
        let (number, unit, places) = split_unit(text);
        let (whole, fraction) = match number.split_once(',') {
            Some((whole, fraction)) => (whole, fraction),
            None => (number, ""),
        };
        let whole = parse_grouped(whole).map_err(|fault| match fault {
            GroupFault::NotDigits => MoneyError::NotANumber,
            GroupFault::Grouping => MoneyError::Grouping,
            GroupFault::TooLarge => MoneyError::TooLarge,
        })?;
        if number.contains(',') && !is_digits(fraction) {
            return Err(MoneyError::NotANumber);
        }
        let fraction = scaled_fraction(fraction, places).ok_or(MoneyError::Decimals)?;
        if number.contains(',') && places == 0 {
            return Err(MoneyError::Decimals);
        }
        whole
            .checked_mul(unit)
            .and_then(|rupiah| rupiah.checked_add(fraction))
            .map(Self)
            .filter(|amount| *amount <= MAX_AMOUNT)
            .ok_or(MoneyError::TooLarge)
    }

    /// The amount as a column of a statement shows it: `1.234.567`, a negative in
    /// parentheses, nothing as `–`.
    pub fn plain(self) -> String {
        match self.0 {
            0 => "–".to_owned(),
            1.. => grouped(self.0.unsigned_abs()),
            _ => format!("({})", grouped(self.0.unsigned_abs())),
        }
    }
}

impl fmt::Display for Rupiah {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        f.pad(&format!("{sign}Rp{}", grouped(self.0.unsigned_abs())))
    }
}

/// The opposite amount (`i64::MIN`, which no book can reach, gives `i64::MAX`).
impl Neg for Rupiah {
    type Output = Self;

    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

/// A sum for showing; it stops at the ends of `i64`. What is recorded is summed
/// with [`Rupiah::try_sum`], which says when it does not fit.
impl Sum for Rupiah {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        let wide = wide_sum(amounts);
        Self(i64::try_from(wide).unwrap_or(if wide < 0 { i64::MIN } else { i64::MAX }))
    }
}

/// Adds in a width that no list in memory can overflow.
fn wide_sum(amounts: impl IntoIterator<Item = Rupiah>) -> i128 {
    amounts.into_iter().map(|amount| i128::from(amount.0)).sum()
}

/// Takes the unit word off: the number, how many rupiah one is, and how many
/// decimals that leaves meaningful.
fn split_unit(text: &str) -> (&str, i64, usize) {
    const UNITS: [(&str, i64, usize); 6] = [
        ("ribu", 1_000, 3),
        ("rb", 1_000, 3),
        ("juta", 1_000_000, 6),
        ("jt", 1_000_000, 6),
        ("miliar", 1_000_000_000, 9),
        ("milyar", 1_000_000_000, 9),
    ];
    for (word, unit, places) in UNITS {
        if let Some(number) = text.strip_suffix(word) {
            return (number.trim_end(), unit, places);
        }
    }
    (text.strip_suffix(",-").unwrap_or(text), 1, 0)
}

/// Why digits with dots were refused; each caller has its own sentence for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GroupFault {
    /// Empty, or something else than digits and dots.
    NotDigits,
    /// Dots that do not group by three.
    Grouping,
    /// Does not fit in an `i64`.
    TooLarge,
}

/// Reads `1234567` or `1.234.567`; dots are allowed only where they group by three.
pub(crate) fn parse_grouped(text: &str) -> Result<i64, GroupFault> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return Err(GroupFault::NotDigits);
    }
    if let Some((first, rest)) = text.split_once('.') {
        let first_fits = matches!(first.len(), 1..=3) && !first.starts_with('0');
        if !first_fits || !rest.split('.').all(|group| group.len() == 3) {
            return Err(GroupFault::Grouping);
        }
    }
    text.replace('.', "").parse().map_err(|_| GroupFault::TooLarge)
}

/// Whether there is at least one character and all are ASCII digits.
pub(crate) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// The decimals `fraction` in units of `10^-places`: `("5", 3)` is 500. `None` if
/// something would be lost. Trailing zeros say nothing and are ignored.
pub(crate) fn scaled_fraction(fraction: &str, places: usize) -> Option<i64> {
    let significant = fraction.trim_end_matches('0');
    if significant.len() > places {
        return None;
    }
    format!("{significant:0<places$}0").parse::<i64>().ok().map(|tenfold| tenfold / 10)
}

/// Digits with a dot every three, as Indonesians write them: `1.234.567`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::repeatable;
    use proptest::prelude::*;

    #[test]
    fn reads_what_people_type() {
        for (typed, rupiah) in [
            ("0", 0),
            ("120000", 120_000),
            (" 120.000 ", 120_000),
            ("Rp 120.000,-", 120_000),
            ("Rp120.000", 120_000),
            ("Rp. 120.000", 120_000),
            ("rp1.234.567", 1_234_567),
            ("1.234.567", 1_234_567),
            ("100rb", 100_000),
            ("100 ribu", 100_000),
            ("2,5rb", 2_500),
            ("1,5 jt", 1_500_000),
            ("1,5 juta", 1_500_000),
            ("1,50 Juta", 1_500_000),
            ("1.500 juta", 1_500_000_000),
            ("3 miliar", 3_000_000_000),
            ("1.000.000.000.000.000", MAX_AMOUNT.0),
        ] {
            assert_eq!(Rupiah::parse(typed), Ok(Rupiah(rupiah)), "{typed}");
        }
    }

    #[test]
    fn refuses_each_fault_by_its_name() {
        for (typed, fault) in [
            ("", MoneyError::Empty),
            ("  ", MoneyError::Empty),
            ("Rp", MoneyError::Empty),
            ("-5", MoneyError::Negative),
            ("Rp -5", MoneyError::Negative),
            ("-Rp5", MoneyError::Negative),
            ("(5.000)", MoneyError::Negative),
            ("100,50", MoneyError::Decimals),
            ("120,000", MoneyError::Decimals),
            ("1,2345 rb", MoneyError::Decimals),
            ("1.5", MoneyError::Grouping),
            ("1.5 jt", MoneyError::Grouping),
            ("12.34.567", MoneyError::Grouping),
            ("1234.567", MoneyError::Grouping),
            ("0.500", MoneyError::Grouping),
            ("1.000.000.000.000.001", MoneyError::TooLarge),
            ("99999999999999999999", MoneyError::TooLarge),
            ("9999999999 miliar", MoneyError::TooLarge),
            ("seribu", MoneyError::NotANumber),
            ("1,", MoneyError::NotANumber),
            (",5 jt", MoneyError::NotANumber),
            ("1 000", MoneyError::NotANumber),
            ("juta", MoneyError::NotANumber),
            ("1e6", MoneyError::NotANumber),
            ("١٢٠", MoneyError::NotANumber),
        ] {
            assert_eq!(Rupiah::parse(typed), Err(fault), "{typed}");
        }
    }

    #[test]
    fn shows_amounts_as_indonesians_write_them() {
        assert_eq!(Rupiah(1_234_567).to_string(), "Rp1.234.567");
        assert_eq!(Rupiah(-1_234_567).to_string(), "-Rp1.234.567");
        assert_eq!(Rupiah(999).to_string(), "Rp999");
        assert_eq!(Rupiah(i64::MIN).to_string(), "-Rp9.223.372.036.854.775.808");
        assert_eq!(Rupiah(1_000).plain(), "1.000");
        assert_eq!(Rupiah(-1_000).plain(), "(1.000)");
        assert_eq!(Rupiah::ZERO.plain(), "–");
    }

    #[test]
    fn a_sum_that_does_not_fit_is_noticed() {
        assert_eq!(Rupiah(i64::MAX).checked_add(Rupiah(1)), None);
        assert_eq!(Rupiah(i64::MIN).checked_sub(Rupiah(1)), None);
        assert_eq!(Rupiah(i64::MIN).checked_neg(), None);
        assert_eq!(Rupiah::try_sum([Rupiah(i64::MAX), Rupiah(1)]), None);
        assert_eq!(Rupiah::try_sum([Rupiah(i64::MAX), Rupiah(1), Rupiah(-1)]), Some(Rupiah(i64::MAX)));
    }

    #[test]
    fn travels_as_a_bare_integer() {
        use serde::de::IntoDeserializer;
        use serde::de::value::{Error, I64Deserializer};
        let wire: I64Deserializer<Error> = 120_000_i64.into_deserializer();
        assert_eq!(Rupiah::deserialize(wire), Ok(Rupiah(120_000)));
    }

    proptest! {
        #![proptest_config(repeatable())]

        #[test]
        fn what_is_shown_can_be_typed_again(rupiah in 0..=MAX_AMOUNT.0) {
            let amount = Rupiah(rupiah);
            prop_assert_eq!(Rupiah::parse(&amount.to_string()), Ok(amount));
            prop_assert_eq!(Rupiah::parse(&rupiah.to_string()), Ok(amount));
        }

        #[test]
        fn no_text_makes_it_panic(typed in "(Rp)?[ 0-9.,rbjt()-]{0,24}|\\PC{0,20}") {
            if let Ok(amount) = Rupiah::parse(&typed) {
                prop_assert!(amount >= Rupiah::ZERO && amount <= MAX_AMOUNT);
            }
        }
    }
}
