//! Vouchers and photos: the proof behind an entry, kept in the database so that a backup has it too.
//!
//! A picture is opened whole before it is kept ([`Picture::check`]): what a browser calls a picture
//! may be anything.
#![forbid(unsafe_code)]

mod error;
mod pages;
mod picture;
mod store;

pub use error::DocumentError;
pub use pages::routes;
pub use picture::{MAX_BYTES, Picture};
pub use store::{Document, content, document, keep};

/// The tables of this crate.
pub const MIGRATIONS: ::store::Migration = ::store::Migration {
    owner: "documents",
    steps: &[("0001_documents", include_str!("../migrations/0001_documents.sql"))],
};
