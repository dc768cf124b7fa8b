//! Closing: a month after a list of what is missing, a year for good after the annual meeting.
//!
//! - The list ([`checklist`]) says of each thing whether it agrees, with a link that mends it. It stops
//!   nobody: only the ledger refuses. What stays open is ticked as known and kept with the closing.
//! - A month is closed softly: the chair opens it again with a reason ([`page`]). A year is closed for good by
//!   the chair, a second person beside the treasurer who closed its months ([`year`]).
//! - What was had and is not paid yet is put into its month ([`accruals`]).

mod accruals;
mod check;
mod checklist;
mod facts;
mod goods;
mod money;
mod page;
mod proof;
mod year;

#[cfg(test)]
mod tests;

pub use page::{close_with, next_to_close, show};

use web::Route;

/// The pages of this folder.
pub fn routes() -> Vec<Route> {
    [page::routes(), proof::routes(), accruals::routes(), year::routes()].into_iter().flatten().collect()
}
