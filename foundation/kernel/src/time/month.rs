//! A month of the books, the period balances are kept by.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::calendar::{BOOK_YEARS, month_abbreviation, month_name, number};
use super::date::BookDate;

/// A month, 1990 to 2200, as the number YYYYMM (202611) in the store and on the wire.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Month(i64);

/// A month that cannot be read or does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("Tulis bulan sebagai tahun-bulan antara 1990 dan 2200, misalnya 2026-11.")]
pub struct MonthError;

impl Month {
    /// January 1990.
    pub const MIN: Self = Self(199_001);
    /// December 2200.
    pub const MAX: Self = Self(220_012);

    /// The month, or `None` if it does not exist or is outside 1990 to 2200.
    pub fn new(year: i64, month: i64) -> Option<Self> {
        let exists = BOOK_YEARS.contains(&year) && (1..=12).contains(&month);
        exists.then(|| Self(year * 100 + month))
    }

    /// The month of a stored number YYYYMM, or `None` if there is none.
    pub fn from_number(number: i64) -> Option<Self> {
        Self::new(number / 100, number % 100)
    }

    /// Reads exactly `YYYY-MM`.
    ///
    /// # Errors
    /// [`MonthError`] for another shape or a month outside 1990 to 2200.
    pub fn parse(text: &str) -> Result<Self, MonthError> {
        let (year, month) = text.split_once('-').ok_or(MonthError)?;
        if (year.len(), month.len()) != (4, 2) {
            return Err(MonthError);
        }
        number(year).zip(number(month)).and_then(|(year, month)| Self::new(year, month)).ok_or(MonthError)
    }

    /// The month a day falls in.
    pub(super) fn of(date: BookDate) -> Self {
        Self(date.year() * 100 + date.month())
    }

    /// The number YYYYMM, as the store keeps it.
    pub fn number(self) -> i64 {
        self.0
    }

    /// The year, 1990 to 2200.
    pub fn year(self) -> i64 {
        self.0 / 100
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i64 {
        self.0 % 100
    }

    /// Its first day.
    pub fn first_day(self) -> BookDate {
        BookDate::new(self.year(), self.month(), 1).unwrap_or(BookDate::MIN)
    }

    /// Its last day.
    pub fn last_day(self) -> BookDate {
        match self {
            Self::MAX => BookDate::MAX,
            _ => self.next().first_day().plus_days(-1),
        }
    }

    /// Whether a day falls in it.
    pub fn contains(self, date: BookDate) -> bool {
        date.month_of() == self
    }

    /// The month after; December 2200 stays.
    pub fn next(self) -> Self {
        self.plus(1)
    }

    /// The month before; January 1990 stays.
    pub fn previous(self) -> Self {
        self.plus(-1)
    }

    /// The month so many months later (earlier if negative); it stops at
    /// [`Self::MIN`] and [`Self::MAX`].
    pub fn plus(self, months: i64) -> Self {
        let count = self.count().saturating_add(months);
        let count = count.clamp(Self::MIN.count(), Self::MAX.count());
        Self(count / 12 * 100 + count % 12 + 1)
    }

    /// How many months later `other` is (negative if earlier).
    pub fn months_until(self, other: Self) -> i64 {
        other.count() - self.count()
    }

    /// Every month from `from` to `to`, both included; none if `to` is earlier.
    pub fn range(from: Self, to: Self) -> impl DoubleEndedIterator<Item = Self> + Clone {
        (0..=from.months_until(to)).map(move |months| from.plus(months))
    }

    /// "November 2026".
    pub fn long(self) -> String {
        format!("{} {}", month_name(self.month()), self.year())
    }

    /// "Nov 26".
    pub fn short(self) -> String {
        format!("{} {:02}", month_abbreviation(self.month()), self.year() % 100)
    }

    /// Months since the year 0, for arithmetic.
    fn count(self) -> i64 {
        self.year() * 12 + self.month() - 1
    }
}

/// `YYYY-MM`.
impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:04}-{:02}", self.year(), self.month()))
    }
}

impl fmt::Debug for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<i64> for Month {
    type Error = MonthError;

    fn try_from(number: i64) -> Result<Self, MonthError> {
        Self::from_number(number).ok_or(MonthError)
    }
}

impl From<Month> for i64 {
    fn from(month: Month) -> Self {
        month.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::repeatable;
    use proptest::prelude::*;

    fn month(number: i64) -> Month {
        Month::from_number(number).unwrap()
    }

    #[test]
    fn only_real_months_exist() {
        for number in [0, 202_600, 202_613, 198_912, 220_101, -202_611, i64::MIN] {
            assert_eq!(Month::from_number(number), None, "{number}");
        }
        for text in ["2026-1", "2026-13", "202611", "2026-11-01", "+026-11", ""] {
            assert_eq!(Month::parse(text), Err(MonthError), "{text}");
        }
        assert_eq!(Month::parse("2026-11"), Ok(month(202_611)));
    }

    #[test]
    fn knows_its_days() {
        assert_eq!(month(202_802).last_day().to_string(), "2028-02-29");
        assert_eq!(month(202_702).last_day().to_string(), "2027-02-28");
        assert_eq!(month(202_611).first_day().to_string(), "2026-11-01");
        assert_eq!(Month::MAX.last_day(), BookDate::MAX);
        assert_eq!(Month::MIN.first_day(), BookDate::MIN);
    }

    #[test]
    fn crosses_the_year_and_stops_at_the_ends() {
        assert_eq!(month(202_612).next(), month(202_701));
        assert_eq!(month(202_701).previous(), month(202_612));
        assert_eq!(Month::MAX.next(), Month::MAX);
        assert_eq!(Month::MIN.plus(i64::MIN), Month::MIN);
        assert_eq!(Month::MIN.plus(i64::MAX), Month::MAX);
    }

    #[test]
    fn shows_itself_in_indonesian() {
        assert_eq!(month(202_611).to_string(), "2026-11");
        assert_eq!(month(202_611).long(), "November 2026");
        assert_eq!(month(202_605).short(), "Mei 26");
    }

    #[test]
    fn a_range_includes_both_ends() {
        let months: Vec<_> = Month::range(month(202_611), month(202_702)).map(Month::number).collect();
        assert_eq!(months, [202_611, 202_612, 202_701, 202_702]);
        assert_eq!(Month::range(month(202_611), month(202_610)).count(), 0);
        assert_eq!(Month::range(Month::MAX, Month::MAX).count(), 1);
    }

    fn any_month() -> impl Strategy<Value = Month> {
        (0..=Month::MIN.months_until(Month::MAX)).prop_map(|n| Month::MIN.plus(n))
    }

    proptest! {
        #![proptest_config(repeatable())]

        #[test]
        fn months_between_lead_from_one_to_the_other(from in any_month(), to in any_month()) {
            prop_assert_eq!(from.plus(from.months_until(to)), to);
            prop_assert_eq!(from < to, from.months_until(to) > 0);
        }

        #[test]
        fn every_form_can_be_read_again(month in any_month()) {
            prop_assert_eq!(Month::parse(&month.to_string()), Ok(month));
            prop_assert_eq!(Month::from_number(month.number()), Some(month));
            prop_assert!(month.contains(month.first_day()) && month.contains(month.last_day()));
            if month < Month::MAX {
                prop_assert_eq!(month.last_day().plus_days(1), month.next().first_day());
                prop_assert_eq!(month.next().previous(), month);
            }
        }
    }
}
