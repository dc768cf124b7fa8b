#![forbid(unsafe_code)]
//! Savings of members: simpanan pokok, simpanan wajib, simpanan sukarela.
//!
//! - Simpanan pokok is paid once, is equal for all who applied under the same terms, and may come in
//!   parts. When it is full for the first time, a verified applicant becomes a member.
//! - Simpanan wajib is paid by the month. One payment may cover many months (*rapel*), and months may be
//!   paid ahead. A month is paid once; where the entry that paid it is reversed, it is unpaid again.
//! - Simpanan sukarela is a liability: it may be taken out at any time, and never more than is there.
//! - Only members save (rules §3). What they pay is a dated row: [`Terms`].
//!
//! Invariant: what a member has saved is a balance of the ledger. No table here holds a balance.
//! Invariant: every entry that savings make is in `postings.rs`.

mod api;
mod balances;
mod deposit;
mod dues;
mod error;
mod kind;
mod months;
mod offer;
mod pages;
mod place;
mod postings;
mod preview;
mod receipt;
mod store;
mod terms;
mod withdraw;

pub use balances::{Balances, SavingsLine, Totals, balance, balances, balances_of, lines, totals};
pub use deposit::{Deposit, deposit};
pub use dues::{Arrear, CoveredMonths, DueState, StripCell, arrears, cover_months, paid_months, strip};
pub use error::SavingsError;
pub use kind::Kind;
pub use offer::LINE;
pub use preview::{preview, preview_months, preview_withdrawal};
pub use receipt::{Receipt, receipt_of};
pub use terms::{Schedule, Terms, TermsChange, schedule, set_terms};
pub use withdraw::{Withdrawal, withdraw};

/// The pages and the API of savings.
pub fn routes() -> Vec<web::Route> {
    [pages::routes(), api::routes()].concat()
}

/// The tables of savings.
pub const MIGRATIONS: ::store::Migration = ::store::Migration {
    owner: "savings",
    steps: &[("0001_savings", include_str!("../migrations/0001_savings.sql"))],
};
