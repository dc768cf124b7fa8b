//! The books of one cooperative: chart, entries, balances, periods, chain and seals, statements.
//!
//! Money moves only through [`post`], in the transaction of the business row that caused it. Entries
//! are never changed: a mistake is set right by [`reverse`] with a reason. The ledger does not know who
//! calls it; lines carry account, unit, party and activity, and everything else is read from them.
//!
//! Invariant: the lines of an entry sum to zero in every business unit.
//! Invariant: balances, party balances, chain and seals can be recomputed from the lines ([`audit`]).
//! Invariant: nothing is posted into a closed month, and nothing is dated after the day of posting.
//! Invariant: no month of a year that was closed for good is opened again ([`close_year`]).
#![forbid(unsafe_code)]

mod audit;
mod balance;
mod chain;
mod chart;
mod entry;
mod error;
mod flow;
mod journal;
mod overview;
mod period;
mod post;
mod reverse;
mod store_tables;
mod year;

pub use audit::{AuditReport, Difference, audit};
pub use balance::{BalanceRow, balance_of, balances, party_balance, party_balances};
pub use chart::{
    Account, AccountKind, ActivityNeed, Chart, MoneyPlace, NormalSide, PartyNeed, Section, Unit,
    add_own_account, add_own_unit, chart_of, units_of,
};
pub use entry::{Activity, Book, Entry, Line};
pub use error::LedgerError;
pub use flow::{CashCounterpart, cash_counterparts, taken_back};
pub use journal::{
    EntryView, LineView, account_lines, entries_between, entries_like, entry, first_entry_month,
    last_entries, party_lines, rules_used,
};
pub use overview::{
    Held, LastDates, MONTHS_SEEN, acts_held, acts_in, closings, first_acts, last_dates, movements,
    movements_by_month, period_states,
};
pub use period::{
    PeriodState, Seal, close_month, period_state, remark_closing, reopen_month, seals, verify_seal,
};
pub use post::{Posted, post};
pub use reverse::{reversal_of, reverse};
pub use year::{YearClosing, close_year, last_closed_year, verify_year, year_closings};

/// The tables of this crate.
pub const MIGRATIONS: store::Migration = store::Migration {
    owner: "ledger",
    steps: &[
        ("0001_ledger", include_str!("../migrations/0001_ledger.sql")),
        ("0002_year", include_str!("../migrations/0002_year.sql")),
    ],
};

/// The clearing account between business units; over all units it stands at zero.
pub const CLEARING: kernel::AccountCode = kernel::AccountCode(11_900);
