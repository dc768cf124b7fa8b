#![forbid(unsafe_code)]
//! The member register: applications, members, exits, and partners outside the membership.
//!
//! - Somebody applies ([`apply`]), the board compares the papers ([`verify`]), and membership begins when
//!   simpanan pokok is first fully paid ([`activate`], done by savings). It ends by own wish, death or
//!   dismissal ([`end_membership`]), and not before the money between both sides is settled.
//! - Invariant: a NIK belongs to one living application or membership in the whole system. The claim is
//!   a table of its own, keyed by the NIK's hash, so that it holds where cooperatives are spread over
//!   machines.
//! - Invariant: a NIK is nowhere in plain text. [`reveal_nik`] shows it with a purpose that stays on
//!   record.
//! - Members and partners share one row of numbers: a ledger line names either by [`kernel::PartyId`].
//! - What is changed about a person is kept ([`changes`]).

mod activate;
mod api;
mod apply;
mod change;
mod domicile;
mod edit;
mod end_membership;
mod error;
mod member;
mod nik;
mod overview;
mod pages;
mod partner;
mod party;
mod state;
mod store;
mod text;
mod verify;

pub use activate::{Activation, activate};
pub use apply::{Application, apply};
pub use change::{Change, changes};
pub use domicile::Domicile;
pub use edit::{MemberEdit, edit};
pub use end_membership::{Exit, end_membership};
pub use error::MembersError;
pub use member::{Member, MemberFilter, MemberPage, PAGE_LENGTH, active, counts_by_state, list, member};
pub use nik::{NikAccess, NikKeys, NikView, nik_accesses, reveal_nik};
pub use overview::{active_counts, members_and_applicants};
pub use partner::{NewPartner, Partner, PartnerKind, add_partner, partners};
pub use party::{party_name, party_names};
pub use state::{Ending, MemberState, Step};
pub use verify::{Verification, verify};

/// The pages and the API of the member register.
pub fn routes() -> Vec<web::Route> {
    [pages::routes(), api::routes()].concat()
}

/// The tables of the member register.
pub const MIGRATIONS: ::store::Migration = ::store::Migration {
    owner: "members",
    steps: &[("0001_members", include_str!("../migrations/0001_members.sql"))],
};
