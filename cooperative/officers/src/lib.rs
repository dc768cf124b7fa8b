//! Officers and supervisors: who holds which office, for which term, and whether the rules are kept.
//!
//! - Three bodies: *pengurus*, *pengawas*, *pengelola*. A person is written down once and may hold several
//!   terms, one after another ([`appoint`], [`end_term`]).
//! - The head of supervisors is the *lurah* or village head by office: the seat follows that office, not the
//!   person ([`replace_ex_officio`]).
//! - Rules (counts, women's share, kinship, terms, age, one office a person; rules §1.4) are dated figures
//!   in `parameters/checks.csv`. [`check`] is pure. A break is never refused and never hidden: it is shown,
//!   and may be accepted with a reason until a day ([`accept_break`]).
//! - A change of either body makes the list of what must be reported where and by when ([`reports_due`]);
//!   the list follows from the terms and is not kept.
//!
//! Invariant: an office that only one person may hold is held by one person a day.
//! Invariant: terms are ended, never deleted; acceptances are only added.
#![forbid(unsafe_code)]

mod act;
mod check;
mod error;
mod held;
mod kinship;
mod office;
mod pages;
mod parameters;
mod report;
mod roster;
mod store;

pub use act::{
    Appointment, Leaving, NewPerson, Officer, Succession, Who, accept_break, appoint, end_term, findings,
    officers_of, people, relate, replace_ex_officio, roster, unrelate,
};
pub use check::{Finding, Outcome, check, plus_years};
pub use error::OfficersError;
pub use held::{Held, held_in};
pub use office::{Body, Office};
pub use parameters::{Parameters, ReportRule};
pub use report::{ReportDue, Reported, mark_reported, reports_due};
pub use roster::{Acceptance, Ending, Kinship, Person, PersonId, Relation, Roster, Seat, Sex, TermId};

/// The pages of officers.
pub fn routes() -> Vec<web::Route> {
    pages::routes()
}

/// The tables of officers.
pub const MIGRATIONS: ::store::Migration = ::store::Migration {
    owner: "officers",
    steps: &[("0001_officers", include_str!("../migrations/0001_officers.sql"))],
};
