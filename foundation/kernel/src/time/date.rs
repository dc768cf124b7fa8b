//! A day of the books.

use std::fmt;

use jiff::SignedDuration;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::calendar::{
    BOOK_YEARS, DateError, checked, month_abbreviation, month_name, read_human, read_iso, weekday_name,
};
use super::month::Month;

/// A day that counts for the books, 1990 to 2200; text `YYYY-MM-DD` in the store
/// and on the wire. An older day (a birthday) is a [`crate::BirthDate`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BookDate(Date);

impl BookDate {
    /// The first day the books can hold.
    pub const MIN: Self = Self(Date::constant(1990, 1, 1));
    /// The last day the books can hold.
    pub const MAX: Self = Self(Date::constant(2200, 12, 31));

    /// The day, or `None` if no calendar has it or it is outside 1990 to 2200.
    pub fn new(year: i64, month: i64, day: i64) -> Option<Self> {
        checked((year, month, day), BOOK_YEARS).ok().map(Self)
    }

    /// Reads exactly `YYYY-MM-DD`, as the store and the wire write it.
    ///
    /// # Errors
    /// [`DateError`] for another shape, an impossible day, a year outside 1990 to 2200.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let parts = read_iso(text).ok_or(DateError::Unreadable)?;
        checked(parts, BOOK_YEARS).map(Self)
    }

    /// Reads a date as people type it: `24/11/2026`, `24-11-2026`, `1-7-26`,
    /// `24 Nov 2026`, or ISO. A year of two digits is 1990 to 2089.
    ///
    /// # Errors
    /// [`DateError`], one a fault.
    pub fn parse_human(typed: &str) -> Result<Self, DateError> {
        let century = |year| if year < 90 { 2000 + year } else { 1900 + year };
        checked(read_human(typed, century)?, BOOK_YEARS).map(Self)
    }

    /// The year, 1990 to 2200.
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

    /// The month it falls in.
    pub fn month_of(self) -> Month {
        Month::of(self)
    }

    /// The day so many days later (earlier if negative); it stops at [`Self::MIN`]
    /// and [`Self::MAX`].
    pub fn plus_days(self, days: i64) -> Self {
        // 211 years are fewer than 100,000 days, so the clamp changes no result.
        let hours = days.clamp(-100_000, 100_000) * 24;
        let date = self.0.saturating_add(SignedDuration::from_hours(hours));
        Self(date).clamp(Self::MIN, Self::MAX)
    }

    /// How many days later `other` is (negative if earlier).
    pub fn days_until(self, other: Self) -> i64 {
        other.0.duration_since(self.0).as_hours() / 24
    }

    /// "Senin" to "Minggu".
    pub fn weekday_name(self) -> &'static str {
        weekday_name(self.0.weekday())
    }

    /// "24 November 2026".
    pub fn long(self) -> String {
        format!("{} {} {}", self.day(), month_name(self.month()), self.year())
    }

    /// "24 Nov 2026".
    pub fn short(self) -> String {
        let month = month_abbreviation(self.month());
        format!("{} {month} {}", self.day(), self.year())
    }

    /// The date underneath, for the other files of this folder.
    pub(crate) fn civil(self) -> Date {
        self.0
    }
}

/// `YYYY-MM-DD`.
impl fmt::Display for BookDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.year(), self.month(), self.day());
        f.pad(&format!("{year:04}-{month:02}-{day:02}"))
    }
}

impl fmt::Debug for BookDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for BookDate {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        Self::parse(&text)
    }
}

impl From<BookDate> for String {
    fn from(date: BookDate) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::repeatable;
    use proptest::prelude::*;

    fn day(text: &str) -> BookDate {
        BookDate::parse(text).unwrap()
    }

    #[test]
    fn reads_what_people_type() {
        for typed in [
            "2026-11-24",
            "24/11/2026",
            " 24-11-2026 ",
            "24.11.2026",
            "24-11-26",
            "24 / 11 / 2026",
            "24 November 2026",
            "24  nov 2026",
            "24-Nov-26",
        ] {
            assert_eq!(BookDate::parse_human(typed), Ok(day("2026-11-24")), "{typed}");
        }
        assert_eq!(BookDate::parse_human("1-7-26"), Ok(day("2026-07-01")));
        assert_eq!(BookDate::parse_human("1-7-95"), Ok(day("1995-07-01")));
    }

    #[test]
    fn refuses_each_fault_by_its_name() {
        let years = DateError::YearOutOfRange { from: 1990, to: 2200 };
        for (typed, fault) in [
            (" ", DateError::Empty),
            ("kemarin", DateError::Unreadable),
            ("24/11", DateError::Unreadable),
            ("24/11/026", DateError::Unreadable),
            ("024/11/2026", DateError::Unreadable),
            ("1/2/3/2026", DateError::Unreadable),
            ("30/2/2026", DateError::NotInCalendar),
            ("29-02-2027", DateError::NotInCalendar),
            ("11/24/2026", DateError::NotInCalendar),
            ("24/11/1989", years),
            ("2201-01-01", years),
        ] {
            assert_eq!(BookDate::parse_human(typed), Err(fault), "{typed}");
        }
        assert_eq!(BookDate::parse("2026-1-4"), Err(DateError::Unreadable));
        assert_eq!(BookDate::parse("24/11/2026"), Err(DateError::Unreadable));
    }

    #[test]
    fn shows_itself_in_indonesian() {
        let date = day("2026-08-07");
        assert_eq!(date.to_string(), "2026-08-07");
        assert_eq!(date.long(), "7 Agustus 2026");
        assert_eq!(date.short(), "7 Agu 2026");
        assert_eq!(day("2026-11-24").weekday_name(), "Selasa");
        assert_eq!(day("2026-12-31").short(), "31 Des 2026");
    }

    #[test]
    fn stops_at_the_ends_of_the_books() {
        assert_eq!(BookDate::MAX.plus_days(1), BookDate::MAX);
        assert_eq!(BookDate::MIN.plus_days(i64::MIN), BookDate::MIN);
        assert_eq!(BookDate::MIN.plus_days(i64::MAX), BookDate::MAX);
        assert_eq!(day("2028-02-28").plus_days(1), day("2028-02-29"));
    }

    #[test]
    fn travels_as_text() {
        use serde::de::IntoDeserializer;
        use serde::de::value::{Error, StrDeserializer};
        let wire: StrDeserializer<'_, Error> = "2026-11-24".into_deserializer();
        assert_eq!(BookDate::deserialize(wire), Ok(day("2026-11-24")));
        let wire: StrDeserializer<'_, Error> = "2026-02-30".into_deserializer();
        assert!(BookDate::deserialize(wire).is_err());
    }

    fn any_day() -> impl Strategy<Value = BookDate> {
        (0..=BookDate::MIN.days_until(BookDate::MAX)).prop_map(|n| BookDate::MIN.plus_days(n))
    }

    proptest! {
        #![proptest_config(repeatable())]

        #[test]
        fn what_is_shown_can_be_read_again(date in any_day()) {
            prop_assert_eq!(BookDate::parse(&date.to_string()), Ok(date));
            prop_assert_eq!(BookDate::parse_human(&date.long()), Ok(date));
            prop_assert_eq!(BookDate::parse_human(&date.short()), Ok(date));
            prop_assert_eq!(BookDate::new(date.year(), date.month(), date.day()), Some(date));
        }

        #[test]
        fn days_between_lead_from_one_to_the_other(from in any_day(), to in any_day()) {
            prop_assert_eq!(from.plus_days(from.days_until(to)), to);
            prop_assert_eq!(from < to, from.to_string() < to.to_string());
        }

        #[test]
        fn no_text_makes_it_panic(typed in "[0-9/. -]{0,12}|\\PC{0,16}") {
            let _ = BookDate::parse_human(&typed);
            let _ = BookDate::parse(&typed);
        }
    }
}
