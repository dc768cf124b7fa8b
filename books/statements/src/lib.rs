//! The statements and books that are read from the ledger: neraca, perhitungan hasil usaha, neraca saldo,
//! buku kas and bank, buku besar, and the export for hledger.
//!
//! Nothing is kept here and nothing is written: every figure is computed from the ledger when it is asked
//! for, and every figure can be opened down to its entries.
//!
//! The book year is the calendar year (rules §5.1). Result accounts (4xxxx to 8xxxx) are never emptied by
//! an entry at the end of a year. What earlier years earned and the members' meeting has not yet divided
//! is shown on 31600 "SHU belum dibagi", what this year has earned so far on 31700 "SHU tahun berjalan";
//! the entry after the meeting takes it from 31600.
//!
//! Invariant: assets = liabilities + equity on every day, in every unit and over all of them.
//! Invariant: the income of the units sums to the income of the whole.
#![forbid(unsafe_code)]

mod account_ledger;
mod api;
mod balance_sheet;
mod book;
mod cash_book;
mod changes;
mod compare;
mod coverage;
mod error;
mod figures;
mod hledger;
mod income;
mod pages;
mod paper;
mod report;
mod span;
mod trial_balance;

pub use account_ledger::{AccountLedger, GeneralLedger, account_ledger, general_ledger};
pub use balance_sheet::{BalanceLine, BalanceSheet, Side, balance_sheet};
pub use book::BookRow;
pub use cash_book::{CashBook, MoneyBook, cash_book};
pub use changes::{Change, largest_changes};
pub use compare::{
    ComparedBalanceSheet, ComparedIncome, StatementRow, StatementRowKind, compared_balance_sheet,
    compared_income,
};
pub use coverage::{Coverage, coverage};
pub use error::StatementError;
pub use hledger::export_hledger;
pub use income::{Income, IncomeGroup, IncomeLine, income};
pub use report::{Report, Request, Statement, run};
pub use span::span;
pub use trial_balance::{TrialAccount, TrialBalance, trial_balance};

/// "SHU belum dibagi": what earlier years earned, until the members' meeting divides it (rules §5.1).
pub const UNDIVIDED_SURPLUS: kernel::AccountCode = kernel::AccountCode(31_600);

/// "SHU tahun berjalan": what this book year has earned so far.
pub const RUNNING_SURPLUS: kernel::AccountCode = kernel::AccountCode(31_700);

/// The pages and addresses of this crate.
pub fn routes() -> Vec<web::Route> {
    let mut routes = pages::routes();
    routes.extend(api::routes());
    routes
}
