//! Days as spreadsheets count them.

/// What a count from 1904 lacks to a count from 1900.
pub(crate) const FROM_1904: f64 = 1462.0;

/// The serial number of `2026-07-01` or `2026-07-01T08:30:00`, the time of day included.
pub(crate) fn serial_of_iso(text: &str) -> Option<f64> {
    let (date, time) = match text.trim().split_once('T') {
        Some((date, time)) => (date, time),
        None => (text.trim(), ""),
    };
    let mut parts = date.splitn(3, '-');
    let year: i32 = parts.next()?.parse().ok()?;
    let month: i32 = parts.next()?.parse().ok()?;
    let day: i32 = parts.next()?.parse().ok()?;
    if !(1900..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    Some(f64::from(days(year, month, day)) + time_of_day(time))
}

/// Days from 30 December 1899, after Hinnant's `days_from_civil`: years begin in March,
/// so that the leap day is the last.
fn days(year: i32, month: i32, day: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year / 400;
    let year_of_era = year % 400;
    let shifted = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * shifted + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 693_899
}

fn time_of_day(text: &str) -> f64 {
    let mut parts = text.split([':', '.', 'Z']).map(|part| part.parse::<u16>().unwrap_or(0));
    let mut next = || f64::from(parts.next().unwrap_or(0));
    let seconds = next() * 3_600.0 + next() * 60.0 + next();
    (seconds / 86_400.0).clamp(0.0, 0.999_99)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_have_the_serial_numbers_that_excel_gives_them() {
        assert_eq!(serial_of_iso("1900-03-01"), Some(61.0));
        assert_eq!(serial_of_iso("2026-07-01"), Some(46_204.0));
        assert_eq!(serial_of_iso("2024-02-29"), Some(45_351.0));
        assert_eq!(serial_of_iso("2026-07-01T12:00:00"), Some(46_204.5));
        assert_eq!(serial_of_iso("2026-13-01"), None);
        assert_eq!(serial_of_iso("Juli"), None);
    }
}
