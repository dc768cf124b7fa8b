//! What the treasurer records, in the cooperative's own words.
//!
//! A posting rule (`parameters/vocabulary.csv`) says what an act is called, which accounts it touches
//! and what must be asked: who, which unit, with members or others. [`record`] turns a picked rule and
//! an amount into an entry; [`free_journal`] is for who knows debit from credit. A mistake is taken back
//! by [`request_reversal`] and, by a second person, [`approve_reversal`].
//!
//! Invariant: nobody approves a reversal that they asked for.
#![forbid(unsafe_code)]

mod error;
mod free;
mod posting;
mod record;
mod reversal;
mod sentence;
mod vocabulary;

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
    steps: &[("0001_cashbook", include_str!("../migrations/0001_cashbook.sql"))],
};
