#![forbid(unsafe_code)]
//! Activity: what is known of a cooperative on a day, in four states, each with its evidence.
//!
//! A zero cannot be told from silence by looking at a sum. So it is asked what is known:
//!
//! - *reported activity*: the books hold a business act in the reporting window;
//! - *reported zero*: the cooperative has said that nothing happened, by [`declare_zero`] or by closing
//!   a month without acts;
//! - *not reported*: nothing is known. That is not zero and says nothing about whether it works;
//! - *not licensed*: it may not work yet, and no act was ever recorded.
//!
//! The reporting window is the month of the day and the month before ([`Window`], dated data in
//! `parameters/window.csv`). A business act is a ledger entry that takes nothing back and was not taken
//! back. The state of a past day is told from what is known now: an act of July that is recorded in
//! September counts for July.
//!
//! [`state_of`] is the rule, pure; [`assess`] gathers the evidence of all cooperatives in a region in a
//! fixed number of questions, and [`json`] writes what scripts were promised.

mod assess;
mod error;
mod evidence;
mod json;
mod sentences;
mod state;
mod store;
mod window;
mod zero;

pub use assess::{Assessed, Assessment, Counts, assess, assess_one};
pub use error::ActivityError;
pub use evidence::{Evidence, MonthFacts, Standing, state_of};
pub use json::json;
pub use state::ActivityState;
pub use window::Window;
pub use zero::declare_zero;

/// The tables of this crate.
pub const MIGRATIONS: ::store::Migration = ::store::Migration {
    owner: "activity",
    steps: &[("0001_activity", include_str!("../migrations/0001_activity.sql"))],
};
