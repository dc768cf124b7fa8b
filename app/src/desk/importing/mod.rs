//! Bringing in the books that officers keep in Excel: the file, the review, recording, taking back.
//!
//! The import itself is in `books/import`; here it meets the register of members and the lines of
//! business that record what it found.

mod answer;
mod bring;
mod decide;
mod files;
mod group;
mod list;
mod progress;
mod questions;
mod review;
mod words;

pub use bring::{bring_in, members_and_partners, read_book, record_settled, understood, units_of};

use web::Route;

/// The pages of importing.
pub fn routes() -> Vec<Route> {
    let all = [
        list::routes(),
        files::routes(),
        review::routes(),
        group::routes(),
        decide::routes(),
        answer::routes(),
    ];
    all.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests;
