//! Counting cash: what lies in the drawer, beside what the books say.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use kernel::{
    AccountCode, BookDate, CooperativeId, Rupiah, Timestamp, UnitCode, UserId, Zone, clean_name, terbilang,
};
use ledger::MoneyPlace;
use serde::{Deserialize, Serialize};
use store::{Reader, Tx, next_number};

use crate::error::ReconciliationError;
use crate::tables;

/// What the ledger takes in one line.
const MOST: Rupiah = Rupiah(10_000_000_000_000);
/// Pieces of one denomination.
const PIECES_MAX: i64 = 1_000_000;

/// Paper or metal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PieceKind {
    /// Uang kertas.
    Note,
    /// Uang logam.
    Coin,
}

/// A denomination in circulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Denomination {
    /// What a piece is worth, in rupiah.
    pub value: Rupiah,
    /// Paper or metal.
    pub kind: PieceKind,
    /// Since when.
    pub valid_from: BookDate,
}

impl Denomination {
    /// Its name in forms and in the store: `100000`, `1000-logam`.
    pub fn code(&self) -> String {
        match self.kind {
            PieceKind::Note => self.value.0.to_string(),
            PieceKind::Coin => format!("{}-logam", self.value.0),
        }
    }
}

#[expect(clippy::expect_used, reason = "the file is in the program and read by a test")]
static DENOMINATIONS: LazyLock<Vec<Denomination>> = LazyLock::new(|| {
    let text: &[u8] = include_bytes!("../parameters/denominations.csv");
    csv::Reader::from_reader(text).deserialize().collect::<Result<_, _>>().expect("the denominations read")
});

/// The denominations of a day, the largest first, paper before metal.
pub fn denominations(day: BookDate) -> Vec<Denomination> {
    DENOMINATIONS.iter().filter(|denomination| denomination.valid_from <= day).copied().collect()
}

/// Cash to be recorded as counted.
#[derive(Debug, Clone)]
pub struct Counting {
    /// Whose.
    pub cooperative: CooperativeId,
    /// An account of cash.
    pub account: AccountCode,
    /// The unit whose cash it is; nothing for all units together.
    pub unit: Option<UnitCode>,
    /// The day; the books are compared at its end.
    pub on: BookDate,
    /// How many pieces of each denomination, by [`Denomination::code`]; empty where only the total is known.
    pub pieces: BTreeMap<String, i64>,
    /// The total, where it was counted without pieces, or to check them.
    pub total: Option<Rupiah>,
    /// A remark, or empty.
    pub note: String,
    /// Who counted.
    pub by: UserId,
    /// When it is recorded.
    pub at: Timestamp,
}

/// Cash as it was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashCount {
    /// Its number.
    pub id: i64,
    /// The account of cash.
    pub account: AccountCode,
    /// The unit; nothing for all units together.
    pub unit: Option<UnitCode>,
    /// The day.
    pub on: BookDate,
    /// What was there, in rupiah.
    pub total: Rupiah,
    /// What the books said when it was recorded.
    pub books: Rupiah,
    /// The pieces, by [`Denomination::code`].
    pub pieces: BTreeMap<String, i64>,
    /// A remark, or empty.
    pub note: String,
    /// Who counted.
    pub by: UserId,
    /// When it was recorded.
    pub at: Timestamp,
}

impl CashCount {
    /// What was there beyond the books: more where positive, less where negative.
    pub fn difference(&self) -> Rupiah {
        Rupiah(self.total.0.saturating_sub(self.books.0))
    }

    /// The difference in a sentence.
    pub fn says(&self) -> String {
        let size = self.difference().abs();
        let words = || terbilang(size);
        match self.difference().0 {
            0 => "Cocok dengan buku.".to_owned(),
            1.. => format!("Uang lebih {size} ({}) daripada buku.", words()),
            _ => format!("Uang kurang {size} ({}) daripada buku.", words()),
        }
    }
}

/// Records a count beside the balance of the books at the end of its day. Nothing is posted.
///
/// # Errors
/// A [`ReconciliationError`] with the sentence for the user; then nothing has been written.
pub fn count(tx: &mut Tx<'_>, counting: &Counting) -> Result<CashCount, ReconciliationError> {
    let Counting { cooperative, account, unit, on, by, at, .. } = *counting;
    if on > at.date_in(Zone::Wib) {
        return Err(ReconciliationError::CountLater);
    }
    let chart = ledger::chart_of(tx, cooperative, on)?;
    if !chart.account(account).is_some_and(|account| account.cash == Some(MoneyPlace::Kas)) {
        return Err(ReconciliationError::NotCash);
    }
    if let Some(unit) = unit {
        let units = ledger::units_of(tx, cooperative)?;
        units.iter().find(|known| known.code == unit).ok_or(ReconciliationError::Unit)?;
    }
    let note = match counting.note.trim() {
        "" => String::new(),
        note => clean_name(note, 200).map_err(|_| ReconciliationError::Note)?,
    };
    let pieces: BTreeMap<String, i64> = counting
        .pieces
        .iter()
        .filter(|(_, pieces)| **pieces != 0)
        .map(|(code, n)| (code.clone(), *n))
        .collect();
    let total = total(&pieces, counting.total, on)?;
    let books = ledger::balance_of(tx, cooperative, account, on, unit)?;
    let id = next_number(tx, cooperative.0, "reconciliation.count")?;
    let counted = CashCount { id, account, unit, on, total, books, pieces, note, by, at };
    tables::insert_count(tx, cooperative, &counted)?;
    Ok(counted)
}

/// What pieces are worth together; the typed total where there are none.
fn total(
    pieces: &BTreeMap<String, i64>,
    typed: Option<Rupiah>,
    day: BookDate,
) -> Result<Rupiah, ReconciliationError> {
    let known = denominations(day);
    let mut sum = Rupiah::ZERO;
    for (code, pieces) in pieces {
        let denomination = known.iter().find(|denomination| denomination.code() == *code);
        let value = denomination.ok_or(ReconciliationError::Pieces)?.value;
        if !(0..=PIECES_MAX).contains(pieces) {
            return Err(ReconciliationError::Pieces);
        }
        let worth = value.0.checked_mul(*pieces).map(Rupiah).ok_or(ReconciliationError::Pieces)?;
        sum = sum.checked_add(worth).ok_or(ReconciliationError::Pieces)?;
    }
    let total = match (pieces.is_empty(), typed) {
        (true, Some(typed)) => typed,
        (true, None) => return Err(ReconciliationError::NothingCounted),
        (false, Some(typed)) if typed != sum => return Err(ReconciliationError::OtherTotal(sum)),
        (false, _) => sum,
    };
    if (Rupiah::ZERO..=MOST).contains(&total) { Ok(total) } else { Err(ReconciliationError::Total) }
}

/// The last count of an account of cash through a day.
///
/// # Errors
/// The store cannot answer.
pub fn last_count(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    account: AccountCode,
    through: BookDate,
) -> Result<Option<CashCount>, ReconciliationError> {
    Ok(tables::last_count(reader, cooperative, account, through)?)
}

/// The last counts of all accounts, newest first.
///
/// # Errors
/// The store cannot answer.
pub fn counts(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    limit: i64,
) -> Result<Vec<CashCount>, ReconciliationError> {
    Ok(tables::last_counts(reader, cooperative, limit)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_denomination_has_a_name_of_its_own() {
        let all = denominations(BookDate::MAX);
        let codes: std::collections::BTreeSet<String> = all.iter().map(Denomination::code).collect();
        assert_eq!((all.len(), codes.len()), (12, 12));
        assert!(codes.contains("1000") && codes.contains("1000-logam"));
    }
}
