//! Where the money lies: cash or bank.

use std::sync::LazyLock;

use ::store::{Reader, Row, StoreError, Value};
use kernel::{AccountCode, BookDate, CooperativeId};
use ledger::{Account, Book, Chart, MoneyPlace};

use crate::SavingsError;

/// A place of money, as an entry needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// As the chart calls it: "Kas".
    pub name: String,
    kind: MoneyPlace,
}

impl Place {
    /// The book that numbers what comes in.
    pub fn book_in(&self) -> Book {
        match self.kind {
            MoneyPlace::Kas => Book::CashIn,
            MoneyPlace::Bank => Book::BankIn,
        }
    }

    /// The book that numbers what goes out.
    pub fn book_out(&self) -> Book {
        match self.kind {
            MoneyPlace::Kas => Book::CashOut,
            MoneyPlace::Bank => Book::BankOut,
        }
    }

    fn of(account: &Account) -> Option<Self> {
        account.cash.map(|kind| Self { name: account.name.clone(), kind })
    }
}

/// A database without rows: the common chart needs none.
struct NoRows;

impl Reader for NoRows {
    fn query(&mut self, _: &'static str, _: &[Value]) -> Result<Vec<Row>, StoreError> {
        Ok(Vec::new())
    }
}

/// The common chart, read once: nearly all payments go to its cash and bank accounts.
static COMMON: LazyLock<Option<Chart>> =
    LazyLock::new(|| ledger::chart_of(&mut NoRows, CooperativeId(0), BookDate::MAX).ok());

/// The place of money behind an account code.
pub(crate) fn place(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    code: AccountCode,
    date: BookDate,
) -> Result<Place, SavingsError> {
    let common = COMMON.as_ref().and_then(|chart| chart.account(code)).and_then(Place::of);
    if let Some(place) = common {
        return Ok(place);
    }
    let chart = ledger::chart_of(reader, cooperative, date)?;
    chart.account(code).and_then(Place::of).ok_or(SavingsError::Place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cash_and_bank_have_their_own_books() {
        let of = |code| place(&mut NoRows, CooperativeId(1), AccountCode(code), BookDate::MAX);
        let cash = of(11_100).unwrap();
        assert_eq!(
            (cash.name.as_str(), cash.book_in(), cash.book_out()),
            ("Kas", Book::CashIn, Book::CashOut)
        );
        let bank = of(11_200).unwrap();
        assert_eq!((bank.book_in(), bank.book_out()), (Book::BankIn, Book::BankOut));
        assert!(matches!(of(31_100), Err(SavingsError::Place)));
    }
}
