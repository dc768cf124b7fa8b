//! Buku kas and buku bank: the sheet that officers know, in eight columns.

use kernel::{AccountCode, BookDate, CooperativeId, Rupiah, UnitCode};
use ledger::{Chart, LineView, MoneyPlace, NormalSide};
use serde::Serialize;
use store::{Reader, StoreError};

use crate::book::{BookRow, rows};
use crate::error::StatementError;
use crate::figures::{check_period, total, unit_name};

/// Which money a book is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneyBook {
    /// One account that holds money.
    Account(AccountCode),
    /// All accounts of a place together: notes and coins, or banks.
    Place(MoneyPlace),
}

/// A cash or bank book of a period, in whole rupiah. Debit is money that came in, credit money that went
/// out; a transfer between two accounts of the same book stands on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CashBook {
    /// The first day.
    pub from: BookDate,
    /// The last day.
    pub as_of: BookDate,
    /// What stood before the first day.
    pub opening: Rupiah,
    /// All that came in.
    pub debit: Rupiah,
    /// All that went out.
    pub credit: Rupiah,
    /// What stands after the last day: opening + debit - credit.
    pub closing: Rupiah,
    /// The rows in the order of the book; the first is "Saldo bulan lalu".
    pub rows: Vec<BookRow>,
    /// "Buku Kas", "Buku Bank" or "Buku" and the name of the account.
    #[serde(skip)]
    pub title: String,
    /// Where the money is.
    #[serde(skip)]
    pub place: MoneyPlace,
}

/// The cash book from a day through another, of one unit or of all together.
///
/// # Errors
/// [`StatementError::UnknownAccount`], [`StatementError::NotMoney`], [`StatementError::DatesReversed`],
/// [`StatementError::UnknownUnit`], [`StatementError::Store`].
pub fn cash_book(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    book: MoneyBook,
    unit: Option<UnitCode>,
    from: BookDate,
    through: BookDate,
) -> Result<CashBook, StatementError> {
    check_period(from, through)?;
    unit_name(reader, cooperative, unit)?;
    let chart = ledger::chart_of(reader, cooperative, through)?;
    let accounts = accounts(&chart, book)?;
    let mut opening = Rupiah::ZERO;
    let mut lines: Vec<LineView> = Vec::new();
    for account in accounts {
        // Nothing stands before the first day that books can hold.
        if from > BookDate::MIN {
            let stood = ledger::balance_of(reader, cooperative, account, from.plus_days(-1), unit)?;
            opening = total([opening, stood])?;
        }
        lines.extend(ledger::account_lines(reader, cooperative, account, unit, from, through)?);
    }
    // Stable: the lines of one entry stay in the order of accounts.
    lines.sort_by_key(|line| (line.date, line.entry));
    let laid = rows(opening, NormalSide::Debit, from, lines)?;
    Ok(CashBook {
        from,
        as_of: through,
        opening,
        debit: laid.debit,
        credit: laid.credit,
        closing: laid.closing,
        rows: laid.rows,
        title: title(&chart, book),
        place: place(&chart, book),
    })
}

fn accounts(chart: &Chart, book: MoneyBook) -> Result<Vec<AccountCode>, StatementError> {
    match book {
        MoneyBook::Place(place) => Ok(chart
            .money()
            .filter(|account| account.cash == Some(place))
            .map(|account| account.code)
            .collect()),
        MoneyBook::Account(code) => {
            let account = chart.account(code).ok_or(StatementError::UnknownAccount(code))?;
            account.cash.map(|_| vec![code]).ok_or(StatementError::NotMoney(code))
        }
    }
}

fn place(chart: &Chart, book: MoneyBook) -> MoneyPlace {
    match book {
        MoneyBook::Place(place) => place,
        MoneyBook::Account(code) => {
            chart.account(code).and_then(|account| account.cash).unwrap_or(MoneyPlace::Kas)
        }
    }
}

fn title(chart: &Chart, book: MoneyBook) -> String {
    match book {
        MoneyBook::Place(MoneyPlace::Kas) => "Buku Kas".to_owned(),
        MoneyBook::Place(MoneyPlace::Bank) => "Buku Bank".to_owned(),
        MoneyBook::Account(code) => format!("Buku {}", chart.name(code)),
    }
}

/// What stands on every account that holds money, account by account and unit by unit.
pub(crate) fn purses(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    as_of: BookDate,
) -> Result<Vec<Purse>, StoreError> {
    let chart = ledger::chart_of(reader, cooperative, as_of)?;
    let mut purses: Vec<Purse> = Vec::new();
    for row in ledger::balances(reader, cooperative, None, as_of, None)? {
        let Some(place) = chart.account(row.account).and_then(|account| account.cash) else { continue };
        match purses.iter_mut().find(|purse| (purse.account, purse.unit) == (row.account, row.unit)) {
            Some(purse) => purse.balance = [purse.balance, row.net()].into_iter().sum(),
            None => purses.push(Purse {
                account: row.account,
                name: chart.name(row.account),
                unit: row.unit,
                place,
                balance: row.net(),
            }),
        }
    }
    Ok(purses)
}

/// Money of one account in one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Purse {
    pub account: AccountCode,
    pub name: String,
    pub unit: UnitCode,
    pub place: MoneyPlace,
    /// Debit less credit, in whole rupiah.
    pub balance: Rupiah,
}
