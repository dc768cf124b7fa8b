#![forbid(unsafe_code)]
//! Access: who signs in, what they may do where, and the guard before every handler.
//!
//! - A person holds roles ([`Role`]), each in a cooperative, in a region with everything in it, or
//!   everywhere ([`Scope`]). What a role allows is one table, [`rights_of`]; whether somebody may do
//!   something somewhere is one function, [`decide`].
//! - [`router`] puts the guard before every route of the program. Invariant: no handler looks at a
//!   session, a cookie or a role; it runs only for who holds the right that its route names.
//! - There is no default password and no open registration. The first user comes by the link that
//!   [`setup`] prints, everybody else by an [`invite`]d link that opens once within seven days.
//! - The store keeps hashes: argon2id of passwords, SHA-256 of the random tokens of sessions, links
//!   and keys of the API.
//! - What the guard knows of a session is remembered for a minute, so that a request normally asks the
//!   database nothing. Pages that change somebody's roles say so to [`Doors::forget`].

mod caller;
mod doors;
mod error;
mod grant;
mod guard;
mod limits;
mod link;
mod pages;
mod password;
mod role;
mod router;
mod secret;
mod session;
mod store;
pub mod testing;
mod token;
mod user;

pub use caller::{Caller, Via};
pub use doors::Doors;
pub use error::AccessError;
pub use grant::{Grant, Place, Scope, decide, rights_at};
pub use link::{
    Invitation, Link, LinkKind, accept_as, accept_as_new, accept_password, demo_link, demo_path,
    invitation_path, invite, open_invitations, open_link, setup, withdraw,
};
pub use pages::routes;
pub use password::HashedPassword;
pub use role::{Role, rights_of};
pub use router::{router, serve};
pub use secret::check_secret;
pub use session::{
    ApiKey, Person, api_keys, change_password, create_api_key, end_api_key, sign_in, sign_out,
    sign_out_everywhere,
};
pub use token::{Token, TokenHash};
pub use user::{
    Holder, NewGrant, NewUser, User, create_user, grant, grants, holders, login, revoke, user, user_by_login,
    user_names,
};

/// The tables of access.
pub const MIGRATIONS: ::store::Migration = ::store::Migration {
    owner: "access",
    steps: &[("0001_access", include_str!("../migrations/0001_access.sql"))],
};

/// Waits for the database on a thread of its own, so that it may be called from asynchronous code too:
/// at the start of the program and in tests, where nobody is kept waiting.
fn apart<T: Send>(work: impl FnOnce() -> Result<T, AccessError> + Send) -> Result<T, AccessError> {
    let fault = |_| ::store::StoreError::new(::store::StoreErrorKind::Fault, "the thread panicked");
    std::thread::scope(|scope| scope.spawn(work).join().map_err(fault))?
}
