//! Reconciliation: laying what is really there beside what the books say.
//!
//! - A bank statement is a file; its lines are read by the layout of the bank ([`open`], [`import`]). At a
//!   bank *debit* is money out of the account and *kredit* money in, the opposite of the cash book; here a
//!   positive amount always came in. What an earlier file brought is not added again.
//! - A line is matched with the entry of the books that it is: [`propose`] looks for the same amount within
//!   a few days, a person agrees ([`accept`]). What the bank has and the books lack is recorded in Catat;
//!   what the books have and the bank lacks stays listed until the bank shows it.
//! - A month is in order when every line has its entry and the closing balances agree but for entries that
//!   the bank has not shown yet ([`state`]).
//! - Cash is counted ([`count`]) and compared with the balance of the day.
//!
//! Invariant: nothing here posts, and nothing here changes the books.
//! Invariant: a line is matched with entries that sum to exactly its amount; an entry stands for at most one
//! line of an account. A match whose entry was reversed does not count.
#![forbid(unsafe_code)]

mod amount;
mod books;
mod count;
mod day;
mod error;
mod import;
mod layout;
mod matching;
mod pages;
mod paper;
mod reading;
mod state;
mod suggest;
mod tables;

pub use count::{CashCount, Counting, Denomination, PieceKind, count, counts, denominations, last_count};
pub use error::ReconciliationError;
pub use import::{
    Imported, LineId, Opened, StatementFile, StatementId, StatementLine, Upload, import, open, remove,
    statements,
};
pub use matching::{BookMove, OpenLine, Proposal, ProposalKind, propose};
pub use state::{Acceptance, ReconciliationState, accept, proposals, release, state};
pub use suggest::{suggested_rule, suggested_rules};

/// The pages of reconciliation.
pub fn routes() -> Vec<web::Route> {
    pages::routes()
}

/// The tables of reconciliation.
pub const MIGRATIONS: store::Migration = store::Migration {
    owner: "reconciliation",
    steps: &[("0001_reconciliation", include_str!("../migrations/0001_reconciliation.sql"))],
};
