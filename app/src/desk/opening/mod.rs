//! Saldo awal: what the cooperative had when its books began, account by account and member by member.
//!
//! The officers say what should stand on a day; what stands there is read from the books, and only the
//! difference is posted. So the page may be saved as often as they find another paper in the drawer: the
//! same numbers once more post nothing.
//!
//! - Where an import brought a balance in that nobody could name, it stands on [`UNNAMED`]. That account is
//!   never typed: what is typed explains it, and what is left of it is what assets and claims differ by.
//! - Invariant: nothing is left on [`UNNAMED`] unless somebody said that it may be.
//! - Invariant: the months of simpanan wajib that an opening balance covers hang on its entry, so that
//!   taking the entry back makes them unpaid again.

mod day;
mod difference;
mod groups;
mod lines;
mod months;
mod page;
mod people;
mod position;
mod preview;
mod save;
mod table;
mod typed;

#[cfg(test)]
mod tests;

pub use day::usual_day;
pub use lines::{Opening, post_all};
pub use months::{Paid, cover};
pub use people::month_in;

use kernel::AccountCode;
use web::Route;

/// "Ekuitas saldo awal belum dirinci": where an opening stands until somebody says what it consists of.
pub const UNNAMED: AccountCode = AccountCode(31_900);

/// The acts whose entries are opening balances.
const ACTS: [&str; 3] = ["opening.balance", "opening.members", "import.opening"];

/// The pages of opening balances.
pub fn routes() -> Vec<Route> {
    page::routes()
}
