//! Parameters that hold for a section of the chart, or for a range of codes within one, from a day on.

use kernel::{AccountCode, BookDate};
use ledger::Section;
use serde::Deserialize;

/// What a row of such a file holds for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Range {
    pub section: Section,
    /// The first code; of any code where there is none.
    pub first: Option<i64>,
    /// The last code.
    pub last: Option<i64>,
    pub valid_from: BookDate,
}

impl Range {
    fn contains(&self, section: Section, code: AccountCode) -> bool {
        self.section == section
            && self.first.is_none_or(|first| first <= code.0)
            && self.last.is_none_or(|last| code.0 <= last)
    }

    fn width(&self) -> i64 {
        self.last.unwrap_or(i64::MAX).saturating_sub(self.first.unwrap_or(0))
    }
}

/// Reads a file of parameters.
pub(crate) fn parse<T: for<'d> Deserialize<'d>>(text: &[u8]) -> Result<Vec<T>, csv::Error> {
    csv::Reader::from_reader(text).deserialize().collect()
}

/// The row that holds for an account on a day, with its place in the file: of the narrowest range the
/// latest that is not after the day, else the first. A cooperative's own account whose code is in no range
/// has the row of its section.
pub(crate) fn row_of<T>(
    rows: &[T],
    range: impl Fn(&T) -> Range,
    section: Section,
    code: AccountCode,
    day: BookDate,
) -> Option<(usize, &T)> {
    let all = || rows.iter().enumerate().filter(|(_, row)| range(row).contains(section, code));
    let narrowest = all().map(|(_, row)| range(row).width()).min()?;
    let fitting = || all().filter(|(_, row)| range(row).width() == narrowest);
    let holds = fitting().filter(|(_, row)| range(row).valid_from <= day);
    holds.max_by_key(|(_, row)| range(row).valid_from).or_else(|| fitting().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn row(first: Option<i64>, last: Option<i64>, valid_from: BookDate) -> Range {
        Range { section: Section::Expense, first, last, valid_from }
    }

    #[test]
    fn every_row_of_a_file_has_its_source() {
        for file in [
            include_str!("../parameters/cash_flow.csv"),
            include_str!("../parameters/notes.csv"),
            include_str!("../parameters/policies.csv"),
        ] {
            let rows: Vec<std::collections::HashMap<String, String>> = parse(file.as_bytes()).expect("rows");
            assert!(rows.len() > 10);
            assert!(rows.iter().all(|row| !row["source"].is_empty() && !row["valid_from"].is_empty()));
        }
    }

    #[test]
    fn the_narrowest_range_holds_and_of_its_rows_the_latest() {
        let day = |text| BookDate::parse(text).expect("a date");
        let rows = [
            row(None, None, day("2025-01-01")),
            row(Some(61_000), Some(61_999), day("2025-01-01")),
            row(Some(61_100), Some(61_199), day("2025-01-01")),
            row(Some(61_100), Some(61_199), day("2027-01-01")),
        ];
        let of = |code, on| {
            row_of(&rows, |row| *row, Section::Expense, AccountCode(code), day(on)).map(|(at, _)| at)
        };
        assert_eq!(of(61_150, "2026-06-30"), Some(2));
        assert_eq!(of(61_150, "2027-01-01"), Some(3));
        assert_eq!(of(61_150, "2020-01-01"), Some(2), "before all of them the first");
        assert_eq!(of(61_300, "2026-06-30"), Some(1));
        assert_eq!(of(69_000, "2026-06-30"), Some(0));
        let other = row_of(&rows, |row| *row, Section::Tax, AccountCode(61_150), day("2026-06-30"));
        assert!(other.is_none(), "another section");
    }
}
