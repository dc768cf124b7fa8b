//! Being signed in, and keys that sign a program in.

use ::store::{Reader, Tx, next_number};
use kernel::{Timestamp, UserId, clean_name};

use crate::password::HashedPassword;
use crate::token::{Token, TokenHash};
use crate::{AccessError, Grant, store};

const HOUR_SECONDS: i64 = 60 * 60;
/// Who does nothing for so long signs in again.
pub(crate) const IDLE_SECONDS: i64 = 12 * HOUR_SECONDS;
/// And everybody after so long.
pub(crate) const SESSION_SECONDS: i64 = 30 * 24 * HOUR_SECONDS;

/// Who stands behind a token.
#[derive(Debug, Clone)]
pub struct Person {
    /// The person.
    pub user: UserId,
    /// The name.
    pub name: String,
    /// The roles.
    pub grants: Vec<Grant>,
    /// When the session began; nothing for a key of the API.
    pub started_at: Option<Timestamp>,
    /// When the session was last used.
    pub seen_at: Timestamp,
}

impl Person {
    /// Whether the session has not run out.
    pub(crate) fn is_fresh(&self, now: Timestamp) -> bool {
        self.started_at.is_none_or(|started| {
            now < started.plus_seconds(SESSION_SECONDS) && now < self.seen_at.plus_seconds(IDLE_SECONDS)
        })
    }
}

/// A key of the API, as its owner sees it.
#[derive(Debug, Clone)]
pub struct ApiKey {
    /// Its number.
    pub id: i64,
    /// What it is for.
    pub name: String,
    /// When it was made.
    pub made_at: Timestamp,
}

/// Signs a person in; the token goes into the cookie and nowhere else.
///
/// # Errors
/// [`AccessError::NoSuchUser`].
pub fn sign_in(tx: &mut Tx<'_>, user: UserId, at: Timestamp) -> Result<Token, AccessError> {
    let token = Token::random()?;
    store::user(tx, user)?.ok_or(AccessError::NoSuchUser)?;
    store::sweep_sessions(tx, user, at.plus_seconds(-SESSION_SECONDS))?;
    store::insert_session(tx, &token.hash(), user, at)?;
    Ok(token)
}

/// Ends a session.
///
/// # Errors
/// [`AccessError::Store`].
pub fn sign_out(tx: &mut Tx<'_>, hash: &TokenHash, at: Timestamp) -> Result<(), AccessError> {
    Ok(store::end_session(tx, hash, at)?)
}

/// Ends all sessions and keys of the API of a person.
///
/// # Errors
/// [`AccessError::Store`].
pub fn sign_out_everywhere(tx: &mut Tx<'_>, user: UserId, at: Timestamp) -> Result<(), AccessError> {
    store::end_sessions(tx, user, at)?;
    Ok(store::end_api_keys(tx, user, at)?)
}

/// Changes the own password and ends all sessions; the one in use is begun anew by the page.
///
/// # Errors
/// [`AccessError::NoSuchUser`].
pub fn change_password(
    tx: &mut Tx<'_>,
    user: UserId,
    password: &HashedPassword,
    at: Timestamp,
) -> Result<(), AccessError> {
    store::set_password(tx, user, password)?;
    Ok(store::end_sessions(tx, user, at)?)
}

/// Makes a key of the API; it does what its owner may do.
///
/// # Errors
/// [`AccessError::Name`].
pub fn create_api_key(
    tx: &mut Tx<'_>,
    user: UserId,
    name: &str,
    at: Timestamp,
) -> Result<Token, AccessError> {
    let token = Token::random()?;
    create_api_key_by(tx, &token, user, name, at)?;
    Ok(token)
}

pub(crate) fn create_api_key_by(
    tx: &mut Tx<'_>,
    token: &Token,
    user: UserId,
    name: &str,
    at: Timestamp,
) -> Result<(), AccessError> {
    let name = clean_name(name, 60)?;
    let id = next_number(tx, 0, "api_key")?;
    Ok(store::insert_api_key(tx, &token.hash(), user, &ApiKey { id, name, made_at: at })?)
}

/// Ends a key of the API.
///
/// # Errors
/// [`AccessError::LinkGone`] where there is no such key.
pub fn end_api_key(tx: &mut Tx<'_>, user: UserId, id: i64, at: Timestamp) -> Result<(), AccessError> {
    match store::end_api_key(tx, user, id, at)? {
        true => Ok(()),
        false => Err(AccessError::LinkGone),
    }
}

/// The keys of a person.
///
/// # Errors
/// [`AccessError::Store`].
pub fn api_keys(reader: &mut dyn Reader, user: UserId) -> Result<Vec<ApiKey>, AccessError> {
    Ok(store::api_keys(reader, user)?)
}

/// Who is signed in by a session.
pub(crate) fn person_of_session(
    reader: &mut dyn Reader,
    hash: &TokenHash,
) -> Result<Option<Person>, AccessError> {
    let Some((user, started_at, seen_at)) = store::session(reader, hash)? else { return Ok(None) };
    person(reader, user, Some(started_at), seen_at)
}

/// Who stands behind a key of the API.
pub(crate) fn person_of_key(
    reader: &mut dyn Reader,
    hash: &TokenHash,
    now: Timestamp,
) -> Result<Option<Person>, AccessError> {
    let Some(user) = store::key_owner(reader, hash)? else { return Ok(None) };
    person(reader, user, None, now)
}

fn person(
    reader: &mut dyn Reader,
    user: UserId,
    started_at: Option<Timestamp>,
    seen_at: Timestamp,
) -> Result<Option<Person>, AccessError> {
    let Some(found) = store::user(reader, user)? else { return Ok(None) };
    let grants = store::grants(reader, user)?;
    Ok(Some(Person { user, name: found.name, grants, started_at, seen_at }))
}
