//! Vouchers, photos and papers: the proof behind an entry, kept in the database so that a backup has it too.
//!
//! - A file is looked through before it is kept ([`File::check`]): what a browser calls a picture or a PDF
//!   may be anything. A picture is opened whole ([`Picture`]); a PDF must be whole, unlocked and unable to
//!   act ([`Pdf`]), and is served so that it could not act if it were ([`routes`]).
//! - A file lies beside an entry or a step of formation ([`attach`], [`Subject`]); a wrong one is marked
//!   ([`mark_wrong`]); where there is no paper, the reason is kept ([`excuse`]). [`Proofs`] says how each
//!   of many entries stands.
//!
//! Invariant: the tables of this crate are only added to.
#![forbid(unsafe_code)]

mod beside;
mod beside_store;
mod error;
mod file;
mod pages;
mod pdf;
mod picture;
mod store;

pub use beside::{
    Absence, Attached, Proof, Proofs, Subject, Wrong, absence, attach, attached, attached_under, excuse,
    mark_wrong, take_back_excuse,
};
pub use error::DocumentError;
pub use file::{ACCEPT, File};
pub use pages::{routes, show};
pub use pdf::Pdf;
pub use picture::{MAX_BYTES, Picture};
pub use store::{Document, content, document, keep, keep_file};

/// The tables of this crate.
pub const MIGRATIONS: ::store::Migration = ::store::Migration {
    owner: "documents",
    steps: &[
        ("0001_documents", include_str!("../migrations/0001_documents.sql")),
        ("0002_attachment", include_str!("../migrations/0002_attachment.sql")),
    ],
};
