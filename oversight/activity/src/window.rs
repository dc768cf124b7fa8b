//! The reporting window: how far back an act or a declaration still speaks for a day.

use std::sync::LazyLock;

use kernel::{BookDate, Month};
use serde::Deserialize;

/// A row of `parameters/window.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Window {
    /// Which parameter.
    name: String,
    /// Months in the window, the one of the day included.
    pub months: u8,
    /// From when the row holds.
    pub valid_from: BookDate,
    /// Law or document.
    pub source: String,
}

#[expect(clippy::expect_used, reason = "the file is in the program and read by a test")]
static WINDOWS: LazyLock<Vec<Window>> = LazyLock::new(|| {
    let rows = csv::Reader::from_reader(&include_bytes!("../parameters/window.csv")[..]);
    let windows: Vec<Window> = rows.into_deserialize().collect::<Result<_, _>>().expect("the window reads");
    assert!(!windows.is_empty() && windows.iter().all(|row| (1..=6).contains(&row.months)), "a window");
    windows
});

impl Window {
    /// The window that holds on a day: the latest row not after it, else the first.
    pub fn on(day: BookDate) -> &'static Self {
        let rows = WINDOWS.iter().filter(|row| row.name == "reporting_window");
        let holding = rows.clone().filter(|row| row.valid_from <= day).max_by_key(|row| row.valid_from);
        holding.or_else(|| rows.clone().next()).unwrap_or(&WINDOWS[0])
    }

    /// The first month of the window that ends with a month.
    pub fn first_month(&self, month: Month) -> Month {
        month.plus(1 - i64::from(self.months))
    }

    /// The first day that still counts on a day.
    pub fn first_day(&self, day: BookDate) -> BookDate {
        self.first_month(day.month_of()).first_day()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> BookDate {
        BookDate::parse(text).unwrap()
    }

    #[test]
    fn the_window_is_this_month_and_the_month_before() {
        let today = day("2026-11-24");
        let window = Window::on(today);
        assert_eq!((window.months, window.name.as_str()), (2, "reporting_window"));
        assert_eq!(window.first_day(today), day("2026-10-01"));
        assert_eq!(window.first_day(day("2026-01-01")), day("2025-12-01"));
        assert!(WINDOWS.iter().all(|row| !row.source.is_empty()));
    }

    #[test]
    fn before_the_first_row_the_first_row_holds() {
        assert_eq!(Window::on(day("2001-01-01")).months, 2);
    }
}
