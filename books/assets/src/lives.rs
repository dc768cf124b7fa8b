//! Useful lives by account: dated rows with their source, which a registration may differ from.

use std::sync::LazyLock;

use kernel::{AccountCode, BookDate};
use serde::Deserialize;

/// What the program offers as the life of what stands on an account.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct UsefulLife {
    /// The account.
    pub account: AccountCode,
    /// Months; 0 where what stands there does not lose value.
    pub months: i64,
    /// What the source calls it: "Kelompok 1".
    pub group: String,
    /// From when the row holds.
    pub valid_from: BookDate,
    /// Law or document.
    pub source: String,
}

#[expect(clippy::expect_used, reason = "the file is in the program and read by a test")]
static LIVES: LazyLock<Vec<UsefulLife>> = LazyLock::new(|| {
    let text: &[u8] = include_bytes!("../parameters/useful_lives.csv");
    csv::Reader::from_reader(text).deserialize().collect::<Result<_, _>>().expect("the useful lives read")
});

/// The life of an account on a date: the latest row not after it, else the first; nothing where the list
/// has no such account.
pub fn useful_life(account: AccountCode, date: BookDate) -> Option<&'static UsefulLife> {
    let rows = || LIVES.iter().filter(|row| row.account == account);
    rows().rfind(|row| row.valid_from <= date).or_else(|| rows().next())
}

/// Whether what stands on an account does not lose value: land, and what is still being built.
pub(crate) fn never_depreciates(account: AccountCode, date: BookDate) -> bool {
    useful_life(account, date).is_some_and(|life| life.months == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_reads_and_says_where_it_comes_from() {
        assert!(LIVES.len() >= 10);
        assert!(LIVES.iter().all(|row| !row.source.is_empty() && row.months >= 0 && row.months <= 600));
        let today = BookDate::parse("2026-11-24").unwrap();
        let months = |code| useful_life(AccountCode(code), today).map(|life| life.months);
        assert_eq!(months(13_200), Some(240));
        assert_eq!(months(13_100), Some(0));
        assert_eq!(months(11_100), None);
        assert!(
            never_depreciates(AccountCode(13_100), today) && !never_depreciates(AccountCode(13_599), today)
        );
        // Before the first row the first row holds.
        assert_eq!(useful_life(AccountCode(13_500), BookDate::MIN).map(|life| life.months), Some(48));
    }
}
