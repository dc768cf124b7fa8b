//! The desk: where the treasurer works, and where acts of several businesses meet.
//!
//! *Catat* offers every rule of the vocabulary; [`act::perform`] gives a filled-in rule to the line that
//! records it, or to the cash book where it is plain. An entry's page, its reversal, the closing of a
//! month and the home page stand here too, because they show what several crates know.

mod act;
mod approvals;
mod choose;
mod closing;
mod entry;
mod fill;
mod home;
pub mod importing;
mod journal;
pub mod members_import;
pub mod opening;
pub mod papers;
mod people;
mod record;
mod register;
mod search;
mod zero;

pub use act::{Filled, begun, of_cashbook, perform, preview, refusal};
pub use closing::close_with;
pub use entry::{lacks_proof, proofs_of};

use web::Route;

/// The pages of the desk.
pub fn routes() -> Vec<Route> {
    [
        home::routes(),
        choose::routes(),
        record::routes(),
        journal::routes(),
        entry::routes(),
        approvals::routes(),
        closing::routes(),
        search::routes(),
        zero::routes(),
        importing::routes(),
        papers::routes(),
        opening::routes(),
        members_import::routes(),
        register::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
