//! Hand-over: ceremonies, mass launches, and what everybody may see of a cooperative.
//!
//! - A ceremony ([`Event`]) is planned for a region, its list is chosen ([`choose`]), its papers are printed,
//!   and on the day cooperatives are checked off ([`check_off`]), by several people at once.
//! - A mass launch ([`launch`]) is one act: the event, its whole list and all check-offs, by set and not one
//!   by one, so that 83,762 cooperatives are one statement.
//!   What it would do is counted before ([`readiness`](fn@readiness)), part by part and not row by row.
//! - Certificates of a ceremony are one PDF that is written page by page ([`write_certificates`]); no step of
//!   it holds the list.
//! - The public page of a cooperative shows legal state, outlets, officers by name and office, and of its
//!   figures only those that the cooperative agreed to publish ([`Profile`]), of closed months only.
//!
//! Invariant: the numbers of an event's certificates run from 1 without a gap: a list is numbered anew while
//! nothing is checked off, and only grows afterwards.
//! Invariant: a check-off is made once; undone ones are kept with their reason.
//! Invariant: no member's name and no NIK is read here; an officer's name goes with the office.
#![forbid(unsafe_code)]

mod certificates;
mod check;
mod choose;
mod error;
mod event;
mod launch;
mod lists;
mod pages;
mod paper;
mod profile;
mod public;
mod readiness;
mod store;

pub use certificates::{certificates_body, write_certificates, write_certificates_of};
pub use check::{CheckOff, Checked, Undo, check_off, undo};
pub use choose::{Candidate, Choice, Selection, candidates, choose};
pub use error::HandoverError;
pub use event::{
    Event, EventId, EventState, Item, NewEvent, Reach, event, events, items, origin, plan, progress,
};
pub use launch::{Launch, Launched, launch};
pub use paper::{bast, certificate, certificate_number, listing};
pub use profile::{Figure, Profile, profile, publish};
pub use public::{Face, Published, face};
pub use readiness::{LeftOut, Part, Readiness, left_out, readiness};

/// The pages of ceremonies, and the public pages.
pub fn routes() -> Vec<web::Route> {
    pages::routes()
}

/// The tables of ceremonies and public pages.
pub const MIGRATIONS: ::store::Migration = ::store::Migration {
    owner: "handover",
    steps: &[("0001_handover", include_str!("../migrations/0001_handover.sql"))],
};
