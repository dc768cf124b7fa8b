//! The member register that officers keep in Excel becomes the register here, with opening savings.
//!
//! - Each row goes the way that everybody goes: application, verification, and membership where simpanan
//!   pokok is full or the day of joining is known. Nothing is entered past the rules of the register.
//! - Good rows go in, bad ones are told one by one, with sheet, row and field.
//! - Whoever is in the register already is passed over, savings too: the same file twice adds nothing.
//! - Invariant: no NIK is in a message, a report or an answer.

mod accept;
mod columns;
mod page;
mod report;
mod row;
mod savings_of;

#[cfg(test)]
mod tests;

pub use accept::{Wanted, accept};
pub use columns::read;
pub use report::Report;

use web::Route;

/// The pages of the import.
pub fn routes() -> Vec<Route> {
    page::routes()
}
