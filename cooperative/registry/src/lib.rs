#![forbid(unsafe_code)]
//! The registry: who each cooperative is, its legal papers, its units and their licences.
//!
//! One row is one tenant: the number given by [`register`] leads the key of everything a
//! cooperative owns.
//!
//! - A village has one cooperative. The claim is a table of its own, keyed by the village, so
//!   that it holds also where cooperatives are spread over machines.
//! - The name is "Koperasi Kelurahan Merah Putih …" or "Koperasi Desa Merah Putih …" with the
//!   village's name; [`standard_name`] writes it (rules §1.3).
//! - Where a cooperative stands in law follows from its papers and is never typed:
//!   [`LegalPapers::state`].
//! - A licence belongs to a unit, because outlets often wait for theirs while others trade.
//!   [`may_operate`] says what "licensed" means for the whole cooperative.

mod api;
mod cooperative;
mod error;
mod pages;
mod papers;
mod register;
mod store;
mod unit;

pub use cooperative::{
    Cooperative, CooperativeKind, by_region, cooperative, in_region, search, standard_name, zone_of,
};
pub use error::RegistryError;
pub use pages::routes;
pub use papers::{LegalPapers, LegalState, Paper};
pub use register::{Identity, NewCooperative, register, register_all, set_identity, set_papers};
pub use unit::{
    Licence, LicenceState, NewUnit, Unit, is_licensed, licensed_in, may_operate, open_unit, set_licence,
    unit, units,
};

/// The tables of the registry.
pub const MIGRATIONS: ::store::Migration = ::store::Migration {
    owner: "registry",
    steps: &[("0001_registry", include_str!("../migrations/0001_registry.sql"))],
};
