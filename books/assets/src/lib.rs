//! What the cooperative uses for longer than a year: what it owns, and what it was lent.
//!
//! - An [`Asset`] is registered with what it cost, its useful life and its unit; [`register`] posts the
//!   acquisition unless the books have it already. [`depreciation`] says what a month takes, by one rule
//!   (`rule.rs`); [`depreciate`] posts a month in one entry, [`catch_up`] all that is missing; [`dispose`]
//!   takes an asset out with gain or loss.
//! - What is lent ([`Borrowed`]) never stands in the books (rules §2.4); it is listed with its owner and
//!   the hand-over document.
//! - Reversals are read, not called back: where the entry of a month is reversed, the month is due again;
//!   where a disposal is reversed, the asset is there again; where an acquisition made here is reversed,
//!   the asset is out of the register.
//!
//! Invariant: a month of an asset is depreciated by at most one entry that stands.
//! Invariant: over its life an asset is depreciated by exactly cost less residual value.
//! Invariant: no table here holds a balance; [`differences`] says where register and books part.
#![forbid(unsafe_code)]

mod asset;
mod borrowed;
mod depreciate;
mod dispose;
mod error;
mod list;
mod lives;
mod money;
mod pages;
mod paper;
mod register;
mod rule;
mod tables;

pub use asset::{Asset, AssetId, Cancelled, Disposal, Origin};
pub use borrowed::{Borrowed, borrowed, give_back, lend_in};
pub use depreciate::{Depreciated, DueMonth, catch_up, depreciate, due, last_whole_month};
pub use dispose::{Disposed, Disposing, dispose};
pub use error::AssetsError;
pub use list::{AccountTotal, AssetLine, Difference, differences, list, one, totals};
pub use lives::{UsefulLife, useful_life};
pub use register::{Acquisition, Registration, register, set_note, strike};
pub use rule::{Opening, Terms, accumulated, depreciation};

/// The pages of assets.
pub fn routes() -> Vec<web::Route> {
    pages::routes()
}

/// The tables of assets.
pub const MIGRATIONS: store::Migration = store::Migration {
    owner: "assets",
    steps: &[("0001_assets", include_str!("../migrations/0001_assets.sql"))],
};
