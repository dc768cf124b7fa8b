#![forbid(unsafe_code)]
//! The territory: provinces, cities, districts and villages of Indonesia by Kemendagri code.
//!
//! - The regions come with the program (`data/regions.csv.gz`, see `data/NOTICE`); [`load`] brings
//!   them into the store once, and again when a new decree changes the file.
//! - A region is a number whose range is all that lies in it, so every question here is a range.
//! - [`search`] forgives spelling: "pangkalpinang" and "Kota Pangkal Pinang" find the same city.
//! - There are no boundaries in the file. [`tiles`] draws schematic ones from the centroids; a
//!   page that shows them says "skematis, bukan batas resmi".
//! - [`metres_between`] measures between centroids in integers; a village without one has no distance,
//!   which is not zero.

mod distance;
mod error;
mod file;
mod load;
mod region;
mod store;
mod tiles;

pub use distance::{Position, metres_between, middle};
pub use error::TerritoryError;
pub use load::load;
pub use region::{
    Region, by_postal_code, children, districts_in, path_of, provinces, region, search, villages_in, within,
};
pub use tiles::{Tile, View, tiles};

/// The tables of the territory.
pub const MIGRATIONS: ::store::Migration = ::store::Migration {
    owner: "territory",
    steps: &[("0001_territory", include_str!("../migrations/0001_territory.sql"))],
};
