//! What the treasurer records, in the cooperative's own words.
//!
//! A posting rule (`parameters/vocabulary.csv`) says what an act is called, which accounts it touches
//! and what must be asked: who, which unit, with members or others. [`record`] turns a picked rule and
//! an amount into an entry; [`free_journal`] is for who knows debit from credit. A mistake is taken back
//! by [`request_reversal`] and, by a second person, [`approve_reversal`].
//! An expense that is paid in a later month is put into its own by [`accrue`].
//!
//! Invariant: nobody approves a reversal that they asked for.
//! Invariant: an accrual has at most one opposite that stands, dated after its month.
#![forbid(unsafe_code)]

mod accrual;
mod error;
mod free;
mod posting;
mod record;
mod reversal;
mod sentence;
mod vocabulary;

pub use accrual::{
    ACCRUED, Accrual, AccrualState, Accruing, accruals, accrue, due_reversals, may_accrue, reverse_due,
};
pub use error::CashbookError;
pub use free::{FreeJournal, free_journal};
pub use posting::{details_missing, lines_of};
pub use record::{Party, Record, Recorded, description_of, record};
pub use reversal::{
    RequestState, ReversalRequest, approve_reversal, refuse_reversal, request_reversal, reversal_request,
    reversal_requests, waiting_reversals,
};
pub use sentence::{money_place, preview};
pub use vocabulary::{
    ActivityChoice, Group, Rule, Side, UnitChoice, Who, add_own_rule, common_rules, rule, rules,
};

/// The tables of this crate.
pub const MIGRATIONS: store::Migration = store::Migration {
    owner: "cashbook",
    steps: &[
        ("0001_cashbook", include_str!("../migrations/0001_cashbook.sql")),
        ("0002_accrual", include_str!("../migrations/0002_accrual.sql")),
    ],
};
