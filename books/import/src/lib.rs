//! Import: the Excel books that officers keep become entries.
//!
//! - [`understand`] lays the rows of a book ([`sheets::Reading`]) beside the vocabulary, the register and
//!   what is in the books already, and proposes for each row a rule, a person and months, with how sure it
//!   is. Nothing is written by it.
//! - [`keep`] keeps that as a draft; [`review`] shows it with like rows together; [`decide`] settles a group
//!   or a row, and the words are known the next time.
//! - [`replace`] reads the file of a draft again with what somebody answered about it; [`throw_away`] ends
//!   a draft.
//! - [`post`] records everything settled in one transaction. A row that was imported before, or that is the
//!   other side of a transfer which the other book brought in, stands for the entry that is there.
//! - [`undo`] takes an import back by reversals.
//!
//! Invariant: no row is recorded unseen below the threshold.
//! Invariant: the same row of the same book is recorded once, in however many files it stands.
//! Invariant: an import records all of its settled rows or none.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod again;
mod book;
mod classify;
mod decide;
mod draft;
mod error;
mod existing;
mod extra;
mod months;
mod parameters;
mod people;
mod phrases;
mod post;
mod review;
mod store;

pub use again::{DecidedBy, draft_of, file_of, has_file, keep_file, open_draft, replace, throw_away};
pub use book::{Book, Way};
pub use classify::{Proposal, activity_of};
pub use decide::{Choice, Decision, decide, set_threshold};
pub use draft::{Draft, Known, Proposed, Summary, Upload, keep, understand};
pub use error::ImportError;
pub use extra::Extra;
pub use months::months_in;
pub use parameters::Limits;
pub use people::{Found, People, Person};
pub use post::{Act, Posted, Record, note_refusals, post, undo};
pub use review::{Counts, Fate, GroupView, Money, Review, RowView, Sums, first_fates, review};
pub use store::{Batch, KeptRow, RowEntry, State, batch_of, batches};

/// The tables of imports.
pub const MIGRATIONS: ::store::Migration = ::store::Migration {
    owner: "import",
    steps: &[
        ("0001_import", include_str!("../migrations/0001_import.sql")),
        ("0002_file", include_str!("../migrations/0002_file.sql")),
    ],
};
