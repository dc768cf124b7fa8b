//! When the officers sit down to record: working hours in the west of Indonesia, on the day itself or,
//! where somebody records once a week, on the next Saturday.

use kernel::{BookDate, Month, Timestamp, Zone};

use super::random::Random;

/// Seconds of a day at which recording begins and at which it should end.
const OPENS: i64 = 8 * 3_600;
const CLOSES: i64 = 17 * 3_600;

/// Days from 1 January 1970 to the first day of the books.
const DAYS_BEFORE_BOOKS: i64 = 7_305;

pub(super) const SATURDAY: i64 = 5;
pub(super) const SUNDAY: i64 = 6;

/// 0 for Monday to 6 for Sunday; the books begin on a Monday.
pub(super) fn weekday(date: BookDate) -> i64 {
    BookDate::MIN.days_until(date).rem_euclid(7)
}

/// The day itself, or the Monday after a Sunday where that is in the same month; else the Saturday.
pub(super) fn working_day(date: BookDate) -> BookDate {
    let monday = date.plus_days(1);
    match weekday(date) == SUNDAY {
        true if monday.month_of() == date.month_of() => monday,
        true => date.plus_days(-1),
        false => date,
    }
}

/// The last working day of a month.
pub(super) fn last_working_day(month: Month) -> BookDate {
    working_day(month.last_day())
}

/// A second of a day in western Indonesia as an instant.
pub(super) fn instant(date: BookDate, second: i64) -> Timestamp {
    let days = DAYS_BEFORE_BOOKS + BookDate::MIN.days_until(date);
    Timestamp(0).plus_seconds(days * 86_400 + second - Zone::Wib.offset_hours() * 3_600)
}

/// The desk at which one cooperative records: every act a moment after the one before.
#[derive(Debug, Clone)]
pub(super) struct Desk {
    weekly: bool,
    until: BookDate,
    day: BookDate,
    second: i64,
}

impl Desk {
    /// A desk at which nothing was recorded yet; nothing ever is after `until`.
    pub(super) fn new(weekly: bool, until: BookDate) -> Self {
        Self { weekly, until, day: BookDate::MIN, second: 0 }
    }

    /// When an act of a day is recorded.
    pub(super) fn at(&mut self, date: BookDate, random: &mut Random) -> Timestamp {
        let wait = if self.weekly { (SATURDAY - weekday(date)).rem_euclid(7) } else { 0 };
        let day = date.plus_days(wait).min(self.until.max(date));
        if day > self.day {
            self.day = day;
            self.second = OPENS + random.between(0, 2_400);
        } else {
            // Who records a whole week has no time to dawdle, nor has anybody in the late afternoon.
            let pause = match self.weekly {
                _ if self.second >= CLOSES => (10, 20),
                true => (40, 300),
                false => (60, 3_000),
            };
            self.second += random.between(pause.0, pause.1);
        }
        instant(self.day, self.second)
    }

    /// As [`Self::at`], but not before an hour: what is done in the afternoon.
    pub(super) fn at_hour(&mut self, date: BookDate, hour: i64, random: &mut Random) -> Timestamp {
        let at = self.at(date, random);
        let second = hour * 3_600 + random.between(0, 1_500);
        if self.second >= second {
            return at;
        }
        self.second = second;
        instant(self.day, self.second)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> BookDate {
        BookDate::parse(text).unwrap()
    }

    #[test]
    fn an_instant_falls_on_its_day() {
        for date in ["1990-01-01", "2025-06-30", "2026-11-23"] {
            assert_eq!(instant(day(date), OPENS).date_in(Zone::Wib), day(date));
        }
        assert_eq!(instant(day("2026-11-24"), 23 * 3_600 + 1_800).wib_text(), "24 Nov 2026 23.30");
        assert_eq!(day("2026-11-24").weekday_name(), "Selasa");
        assert_eq!(weekday(day("2026-11-24")), 1);
    }

    #[test]
    fn who_records_once_a_week_does_so_on_saturday_and_never_later_than_the_end() {
        let mut random = Random::of(1, 1);
        let mut desk = Desk::new(true, day("2026-11-24"));
        let recorded =
            |desk: &mut Desk, random: &mut Random, date| desk.at(day(date), random).date_in(Zone::Wib);
        assert_eq!(recorded(&mut desk, &mut random, "2026-11-17"), day("2026-11-21"));
        assert_eq!(recorded(&mut desk, &mut random, "2026-11-21"), day("2026-11-21"));
        assert_eq!(recorded(&mut desk, &mut random, "2026-11-23"), day("2026-11-24"));
    }

    #[test]
    fn a_desk_never_goes_back() {
        let mut random = Random::of(1, 1);
        let mut desk = Desk::new(false, day("2026-11-24"));
        let mut last = Timestamp(0);
        for n in 0..180 {
            let at = desk.at(day("2026-11-02").plus_days(n / 60), &mut random);
            assert!(at > last);
            assert_eq!(at.date_in(Zone::Wib), day("2026-11-02").plus_days(n / 60));
            last = at;
        }
        let at = desk.at_hour(day("2026-11-20"), 16, &mut random);
        assert!(at >= instant(day("2026-11-20"), 16 * 3_600));
    }

    #[test]
    fn nobody_works_on_sunday() {
        assert_eq!(working_day(day("2026-11-22")), day("2026-11-23"));
        assert_eq!(last_working_day(Month::parse("2026-05").unwrap()), day("2026-05-30"));
    }
}
