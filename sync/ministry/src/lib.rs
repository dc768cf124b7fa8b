#![forbid(unsafe_code)]
//! What goes to the ministry and comes from its portal.
//!
//! - [`import_statistics`] reads the portal's public statistics as a dated snapshot. Rows are matched to
//!   villages by name within the parent; what two rows or two villages share is settled once by a person
//!   and remembered by the portal's number.
//! - [`export_extract`] writes one file a table of the ministry's extract, for one cooperative or a region,
//!   and keeps what was written, so that it can be said what was accepted, what differs, and what has
//!   changed since. [`helper_sheet`] is the same to be typed into a portal without an interface.
//! - [`monthly`] is the report of a region for mayor, province and ministry.
//!
//! Invariants: two rows of a file never have one village. A snapshot, once read, is never changed. A zero
//! of the portal is shown as it is: it may mean that nothing happened or that nothing was reported. No
//! member's name is on any page of a region; a NIK leaves only masked.

mod error;
mod extract;
mod matching;
mod monthly;
mod pages;
mod papers;
mod snapshot;
mod spelling;
mod statistics;
mod store;

pub use error::MinistryError;
pub use extract::{
    Changed, Export, ExtractTable, NOT_FILLED, Outcome, OutcomeState, Record, Rows, SentTable, TABLES,
    Written, changes, cooperative_reference, decide_outcome, export_extract, exports, exports_in, keep,
    reference, rows_of, sent_tables, table,
};
pub use matching::How;
pub use monthly::{Covered, DistrictRow, MonthRow, Monthly, Papers, monthly};
pub use pages::routes;
pub use papers::helper_sheet;
pub use snapshot::{Atlas, Place, Settlement, Summary, free_villages, import_statistics, place_all, settle};
pub use statistics::{
    COLUMNS, COOPERATIVES, FIGURES, SAVINGS_TOTAL, StatisticRow, TRANSACTION_VALUE, read as read_statistics,
};
pub use store::{Snapshot, StatisticView, matched_in, snapshots, waiting};

/// The tables of this crate.
pub const MIGRATIONS: ::store::Migration = ::store::Migration {
    owner: "ministry",
    steps: &[("0001_ministry", include_str!("../migrations/0001_ministry.sql"))],
};
