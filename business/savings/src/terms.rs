//! What members pay: dated rows, the program's until the cooperative sets its own.

use std::sync::LazyLock;

use ::store::{Reader, Tx};
use kernel::{BookDate, CooperativeId, Month, Rupiah, Timestamp, UserId, clean_name};
use serde::{Deserialize, Serialize};

use crate::{SavingsError, store};

/// The most that simpanan pokok, or a month of simpanan wajib, may be: far above any bylaws, and low
/// enough to notice three zeros too many.
const MOST: Rupiah = Rupiah(100_000_000);

/// What members pay from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Simpanan pokok, once, in rupiah.
    pub principal_amount: Rupiah,
    /// Simpanan wajib a month, in rupiah; 0 where none is asked.
    pub monthly_amount: Rupiah,
    /// The first day.
    pub valid_from: BookDate,
    /// Bylaws, meeting or custom that says so.
    pub source: String,
}

/// New terms, as bylaws or a members' meeting set them.
#[derive(Debug, Clone)]
pub struct TermsChange {
    /// Whose.
    pub cooperative: CooperativeId,
    /// What is paid from when, and who says so.
    pub terms: Terms,
    /// Who enters it.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

#[expect(clippy::expect_used, reason = "the file is in the program and read by a test")]
static DEFAULTS: LazyLock<Vec<Terms>> = LazyLock::new(|| {
    let text: &[u8] = include_bytes!("../parameters/defaults.csv");
    csv::Reader::from_reader(text).deserialize().collect::<Result<_, _>>().expect("the defaults read")
});

/// All terms of a cooperative, oldest first: its own rows over the program's.
#[derive(Debug, Clone)]
pub struct Schedule(Vec<Terms>);

impl Schedule {
    pub(crate) fn over_defaults(own: Vec<Terms>) -> Self {
        let mut rows = DEFAULTS.clone();
        // Once a cooperative has set its own terms, a newer default must not change what it asks.
        rows.retain(|row| own.iter().all(|own| row.valid_from < own.valid_from));
        rows.extend(own);
        rows.sort_by_key(|row| row.valid_from);
        Self(rows)
    }

    /// The terms that hold on a day; before the first, the first.
    pub fn on(&self, day: BookDate) -> &Terms {
        let row = self.0.iter().rev().find(|row| row.valid_from <= day).or_else(|| self.0.first());
        // The program's own rows are always there.
        row.unwrap_or_else(|| &DEFAULTS[0])
    }

    /// What is due for a month: by the terms on its first day, so that a change counts from the next.
    pub fn due(&self, month: Month) -> Rupiah {
        self.on(month.first_day()).monthly_amount
    }

    /// All rows, oldest first.
    pub fn rows(&self) -> &[Terms] {
        &self.0
    }
}

/// The terms of a cooperative.
///
/// # Errors
/// The store cannot answer.
pub fn schedule(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Schedule, SavingsError> {
    Ok(Schedule::over_defaults(store::terms(reader, cooperative)?))
}

/// Sets terms from a day on; the same day again replaces them.
///
/// # Errors
/// [`SavingsError::TermsAmount`], [`SavingsError::TermsSource`].
pub fn set_terms(tx: &mut Tx<'_>, change: &TermsChange) -> Result<(), SavingsError> {
    let Terms { principal_amount, monthly_amount, source, .. } = &change.terms;
    let fits = (Rupiah(1)..=MOST).contains(principal_amount) && (Rupiah(0)..=MOST).contains(monthly_amount);
    if !fits {
        return Err(SavingsError::TermsAmount(MOST));
    }
    let source = clean_name(source, 200).map_err(|_| SavingsError::TermsSource)?;
    store::set_terms(tx, change, &source)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> BookDate {
        BookDate::parse(text).unwrap()
    }

    #[test]
    fn own_terms_hold_from_their_day_and_the_defaults_before() {
        assert_eq!(DEFAULTS.len(), 1);
        let own = Terms {
            principal_amount: Rupiah(100_000),
            monthly_amount: Rupiah(25_000),
            valid_from: day("2026-03-15"),
            source: "RAT 2026".to_owned(),
        };
        let schedule = Schedule::over_defaults(vec![own]);
        assert_eq!(schedule.on(day("2026-03-14")).principal_amount, Rupiah(50_000));
        assert_eq!(schedule.on(day("2026-03-15")).principal_amount, Rupiah(100_000));
        assert_eq!(schedule.on(day("2019-01-01")).principal_amount, Rupiah(50_000));
        // A change in the middle of March counts from April.
        assert_eq!(schedule.due(Month::new(2026, 3).unwrap()), Rupiah(20_000));
        assert_eq!(schedule.due(Month::new(2026, 4).unwrap()), Rupiah(25_000));
    }

    #[test]
    fn a_newer_default_does_not_change_what_a_cooperative_has_set() {
        let newest = DEFAULTS.iter().max_by_key(|row| row.valid_from).unwrap();
        let before = newest.valid_from.plus_days(-1);
        let own = Terms { valid_from: before, monthly_amount: Rupiah(7_000), ..newest.clone() };
        let schedule = Schedule::over_defaults(vec![own]);
        assert_eq!(schedule.on(newest.valid_from).monthly_amount, Rupiah(7_000));
        assert_eq!(schedule.on(newest.valid_from.plus_days(400)).monthly_amount, Rupiah(7_000));
    }
}
