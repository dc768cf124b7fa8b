//! Instants, the three zones of Indonesia, and the one place that asks the machine
//! what time it is.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::SignedDuration;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::date::BookDate;

const MICROS_PER_SECOND: i64 = 1_000_000;
const MICROS_PER_MINUTE: i64 = 60 * MICROS_PER_SECOND;
const MICROS_PER_HOUR: i64 = 60 * MICROS_PER_MINUTE;
const MICROS_PER_DAY: i64 = 24 * MICROS_PER_HOUR;

/// An instant: microseconds since 1 January 1970, 00.00 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

/// One of the three zones of Indonesia; none has summer time, so the offset is fixed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Zone {
    /// Western Indonesia, UTC+7.
    #[default]
    Wib,
    /// Central Indonesia, UTC+8.
    Wita,
    /// Eastern Indonesia, UTC+9.
    Wit,
}

impl Zone {
    /// Hours ahead of UTC.
    pub fn offset_hours(self) -> i64 {
        match self {
            Self::Wib => 7,
            Self::Wita => 8,
            Self::Wit => 9,
        }
    }
}

/// "WIB", "WITA" or "WIT".
impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Wib => "WIB",
            Self::Wita => "WITA",
            Self::Wit => "WIT",
        })
    }
}

impl Timestamp {
    /// The day it is in that zone; it stops at the ends of [`BookDate`].
    pub fn date_in(self, zone: Zone) -> BookDate {
        let days = self.local(zone).div_euclid(MICROS_PER_DAY);
        BookDate::MIN.plus_days(days - days_from_1970_to_min())
    }

    /// "24 Nov 2026 14.05" in that zone.
    pub fn text_in(self, zone: Zone) -> String {
        let of_day = self.local(zone).rem_euclid(MICROS_PER_DAY);
        let (hour, minute) = (of_day / MICROS_PER_HOUR, of_day % MICROS_PER_HOUR / MICROS_PER_MINUTE);
        format!("{} {hour:02}.{minute:02}", self.date_in(zone).short())
    }

    /// "24 Nov 2026 14.05" in western Indonesia.
    pub fn wib_text(self) -> String {
        self.text_in(Zone::Wib)
    }

    /// The instant so many seconds later (earlier if negative); it stops at the ends of `i64`.
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(MICROS_PER_SECOND)))
    }

    /// What a clock on the wall shows, as microseconds since 1970.
    fn local(self, zone: Zone) -> i64 {
        self.0.saturating_add(zone.offset_hours() * MICROS_PER_HOUR)
    }
}

fn days_from_1970_to_min() -> i64 {
    let epoch = Date::constant(1970, 1, 1);
    let gap: SignedDuration = BookDate::MIN.civil().duration_since(epoch);
    gap.as_hours() / 24
}

/// Where the time comes from; handed to whatever needs it, so that tests and the
/// demo can choose the day.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Fixed(Timestamp),
}

impl Clock {
    /// The clock of the machine.
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands still.
    pub fn fixed(at: Timestamp) -> Self {
        Self(Source::Fixed(at))
    }

    /// The instant it shows. A machine set before 1970 shows 1970.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine what time it is")]
    pub fn now(&self) -> Timestamp {
        match self.0 {
            Source::Fixed(at) => at,
            Source::System => SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .ok()
                .and_then(|since| i64::try_from(since.as_micros()).ok())
                .map_or(Timestamp(0), Timestamp),
        }
    }

    /// The day it shows in that zone.
    pub fn today(&self, zone: Zone) -> BookDate {
        self.now().date_in(zone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::repeatable;
    use proptest::prelude::*;

    /// 24 November 2026, 16.30 UTC.
    const EVENING: Timestamp = Timestamp(1_795_537_800_000_000);

    #[test]
    fn the_day_depends_on_the_zone() {
        assert_eq!(EVENING.date_in(Zone::Wib).to_string(), "2026-11-24");
        assert_eq!(EVENING.date_in(Zone::Wita).to_string(), "2026-11-25");
        assert_eq!(EVENING.date_in(Zone::Wit).to_string(), "2026-11-25");
        assert_eq!(EVENING.wib_text(), "24 Nov 2026 23.30");
        assert_eq!(EVENING.text_in(Zone::Wit), "25 Nov 2026 01.30");
        assert_eq!(EVENING.plus_seconds(60).wib_text(), "24 Nov 2026 23.31");
    }

    #[test]
    fn instants_outside_the_books_stop_at_their_ends() {
        assert_eq!(Timestamp(0).date_in(Zone::Wib), BookDate::MIN);
        assert_eq!(Timestamp(i64::MAX).date_in(Zone::Wit), BookDate::MAX);
        assert_eq!(Timestamp(i64::MIN).date_in(Zone::Wit), BookDate::MIN);
    }

    #[test]
    fn a_fixed_clock_stands_still() {
        let clock = Clock::fixed(EVENING);
        assert_eq!(clock.clone().now(), EVENING);
        assert_eq!(clock.today(Zone::default()).to_string(), "2026-11-24");
        assert!(Clock::system().now() > Timestamp(1_700_000_000_000_000));
    }

    proptest! {
        #![proptest_config(repeatable())]

        #[test]
        fn a_day_later_is_the_next_day(seconds in 700_000_000_i64..7_000_000_000) {
            let at = Timestamp(0).plus_seconds(seconds);
            for zone in [Zone::Wib, Zone::Wita, Zone::Wit] {
                let next = at.plus_seconds(24 * 60 * 60).date_in(zone);
                prop_assert_eq!(at.date_in(zone).plus_days(1), next);
            }
        }
    }
}
