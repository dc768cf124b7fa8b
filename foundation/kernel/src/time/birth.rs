//! A birthday: a date that does not count for the books and may be older than they.

use std::fmt;
use std::ops::RangeInclusive;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::calendar::{DateError, checked, month_name, read_human, read_iso};
use super::date::BookDate;

/// Years a birthday may fall in.
const BIRTH_YEARS: RangeInclusive<i64> = 1880..=2200;

/// The day a person was born; text `YYYY-MM-DD` in the store and on the wire.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BirthDate(Date);

impl BirthDate {
    /// The day, or `None` if no calendar has it or it is outside 1880 to 2200.
    pub fn new(year: i64, month: i64, day: i64) -> Option<Self> {
        checked((year, month, day), BIRTH_YEARS).ok().map(Self)
    }

    /// The day of a year of two digits: the latest century in which it is not
    /// after `today`.
    pub(crate) fn of_short_year(short_year: i64, month: i64, day: i64, today: BookDate) -> Option<Self> {
        let this = today.year() / 100 * 100;
        [this, this - 100]
            .into_iter()
            .filter_map(|century| Self::new(century + short_year, month, day))
            .find(|birth| birth.0 <= today.civil())
    }

    /// Reads exactly `YYYY-MM-DD`, as the store and the wire write it.
    ///
    /// # Errors
    /// [`DateError`] for another shape, an impossible day, a year outside 1880 to 2200.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let parts = read_iso(text).ok_or(DateError::Unreadable)?;
        checked(parts, BIRTH_YEARS).map(Self)
    }

    /// Reads a birthday as people type it, such as `17/8/1945`; the year needs four
    /// digits because two could be a grandparent or a grandchild.
    ///
    /// # Errors
    /// [`DateError`], one a fault; a year of two digits is out of range.
    pub fn parse_human(typed: &str) -> Result<Self, DateError> {
        checked(read_human(typed, |short_year| short_year)?, BIRTH_YEARS).map(Self)
    }

    /// The year.
    pub fn year(self) -> i64 {
        i64::from(self.0.year())
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i64 {
        i64::from(self.0.month())
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> i64 {
        i64::from(self.0.day())
    }

    /// Completed years on a day (negative before birth). Someone born on 29 February
    /// completes a year on 1 March where there is no 29th.
    pub fn age_on(self, day: BookDate) -> i64 {
        let completed = (day.month(), day.day()) >= (self.month(), self.day());
        day.year() - self.year() - i64::from(!completed)
    }

    /// "17 Agustus 1945".
    pub fn long(self) -> String {
        format!("{} {} {}", self.day(), month_name(self.month()), self.year())
    }
}

/// `YYYY-MM-DD`.
impl fmt::Display for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.year(), self.month(), self.day());
        f.pad(&format!("{year:04}-{month:02}-{day:02}"))
    }
}

impl fmt::Debug for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for BirthDate {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        Self::parse(&text)
    }
}

impl From<BirthDate> for String {
    fn from(date: BirthDate) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birthday_may_be_older_than_the_books() {
        let birth = BirthDate::parse_human("17/8/1945").unwrap();
        assert_eq!(birth.to_string(), "1945-08-17");
        assert_eq!(birth.long(), "17 Agustus 1945");
        assert!(BirthDate::parse_human("17/8/45").is_err());
        assert!(BirthDate::parse("1879-12-31").is_err());
    }

    #[test]
    fn a_year_is_complete_on_the_birthday() {
        let birth = BirthDate::new(2009, 11, 24).unwrap();
        assert_eq!(birth.age_on(BookDate::new(2026, 11, 23).unwrap()), 16);
        assert_eq!(birth.age_on(BookDate::new(2026, 11, 24).unwrap()), 17);
        let leap = BirthDate::new(2008, 2, 29).unwrap();
        assert_eq!(leap.age_on(BookDate::new(2025, 2, 28).unwrap()), 16);
        assert_eq!(leap.age_on(BookDate::new(2025, 3, 1).unwrap()), 17);
    }
}
