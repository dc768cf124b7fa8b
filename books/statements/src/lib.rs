//! The statements and books that are read from the ledger: the five of SAK EP (neraca, perhitungan hasil
//! usaha, perubahan ekuitas, arus kas, catatan) and the pack of all five, neraca saldo, buku kas and bank,
//! buku besar, the statement of a member, and the export for hledger.
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
//! Invariant: the changes in equity go from the equity of one balance sheet to that of the other, the cash
//! flow from its cash and bank to those of the other, and the notes sum to the lines they explain.
//!
//! Who the cooperative is, who signs and what the seal says is known above this crate: callers pass it in
//! as [`Surroundings`], the pages ask for it through [`Above`].
#![forbid(unsafe_code)]

mod account_ledger;
mod api;
mod balance_sheet;
mod book;
mod book_paper;
mod cash_book;
mod cash_flow;
mod changes;
mod compare;
mod coverage;
mod equity;
mod error;
mod figures;
mod hledger;
mod income;
mod member_statement;
mod note_paper;
mod notes;
mod pack;
mod pages;
mod paper;
mod ranged;
mod report;
mod seal;
mod span;
mod surroundings;
mod trial_balance;

pub use account_ledger::{AccountLedger, GeneralLedger, account_ledger, general_ledger};
pub use balance_sheet::{BalanceLine, BalanceSheet, Side, balance_sheet};
pub use book::BookRow;
pub use cash_book::{CashBook, MoneyBook, cash_book};
pub use cash_flow::{CashActivity, CashFlow, CashFlowLine, ComparedCashFlow, cash_flow, compared_cash_flow};
pub use changes::{Change, largest_changes};
pub use compare::{
    ComparedBalanceSheet, ComparedIncome, StatementRow, StatementRowKind, compared_balance_sheet,
    compared_income,
};
pub use coverage::{Coverage, coverage};
pub use equity::{ComparedEquity, EquityChanges, EquityLine, compared_equity, equity_changes};
pub use error::StatementError;
pub use hledger::export_hledger;
pub use income::{Income, IncomeGroup, IncomeLine, income};
pub use member_statement::{MemberStatement, member_statement};
pub use notes::{AssetMovement, MemberResult, Note, NoteLine, NotePart, Notes, Policy, notes};
pub use pack::{Pack, pack};
pub use report::{Report, Request, Statement, run};
pub use seal::{BookSeal, SealCheck, check, mark, seal_in, seal_of, signed};
pub use span::span;
pub use surroundings::{
    Above, BorrowedLine, Identity, Letterhead, MemberCounts, Officer, Party, PartyOf, Surroundings,
};
pub use trial_balance::{TrialAccount, TrialBalance, trial_balance};

/// "SHU belum dibagi": what earlier years earned, until the members' meeting divides it (rules §5.1).
pub const UNDIVIDED_SURPLUS: kernel::AccountCode = kernel::AccountCode(31_600);

/// "SHU tahun berjalan": what this book year has earned so far.
pub const RUNNING_SURPLUS: kernel::AccountCode = kernel::AccountCode(31_700);

/// The pages and addresses of this crate, where nobody above is asked who the cooperative and its members
/// are.
pub fn routes() -> Vec<web::Route> {
    routes_with(Above::NOBODY)
}

/// The pages and addresses of this crate.
pub fn routes_with(above: Above) -> Vec<web::Route> {
    let mut routes = pages::routes(above);
    routes.extend(api::routes(above));
    routes
}
