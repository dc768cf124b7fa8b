//! All SQL of access.

use ::store::{Reader, Row, StoreError, StoreErrorKind, Tx, Value, values};
use kernel::{Timestamp, UserId};

use crate::link::{Link, LinkKind};
use crate::password::HashedPassword;
use crate::session::ApiKey;
use crate::token::TokenHash;
use crate::user::{Holder, NewGrant, User};
use crate::{Grant, Role, Scope};

fn fault(what: &'static str) -> StoreError {
    StoreError::new(StoreErrorKind::Fault, format!("access holds {what} that cannot be read"))
}

fn scope(row: &Row, column: usize) -> Result<Scope, StoreError> {
    Scope::of_parts(row.opt_int(column)?, row.opt_int(column + 1)?).ok_or_else(|| fault("a place"))
}

fn role(row: &Row, column: usize) -> Result<Role, StoreError> {
    Role::parse(&row.text(column)?).ok_or_else(|| fault("a role"))
}

fn user_id(id: Option<UserId>) -> Option<i64> {
    id.map(|id| id.0)
}

const CLAIM: &str =
    "insert into access_login_claim (login, user_id) values ($1, $2) on conflict (login) do nothing";

/// Says whether the login was free.
pub(crate) fn claim_login(tx: &mut Tx<'_>, login: &str, id: UserId) -> Result<bool, StoreError> {
    Ok(tx.execute(CLAIM, &values![login, id])? == 1)
}

const CLAIMED: &str = "select user_id from access_login_claim where login = $1";

pub(crate) fn claimed_by(reader: &mut dyn Reader, login: &str) -> Result<Option<UserId>, StoreError> {
    reader.query_opt(CLAIMED, &values![login])?.map(|row| row.int(0).map(UserId)).transpose()
}

const INSERT_USER: &str = "insert into access_user (user_id, login, name, password, state, created_at) \
     values ($1, $2, $3, $4, 'active', $5)";

pub(crate) fn insert_user(tx: &mut Tx<'_>, user: &User, at: Timestamp) -> Result<(), StoreError> {
    let params = values![user.id, &user.login, &user.name, user.password.as_str(), at];
    tx.execute(INSERT_USER, &params).map(drop)
}

const USER: &str = "select login, name, password from access_user where user_id = $1 and state = 'active'";

pub(crate) fn user(reader: &mut dyn Reader, id: UserId) -> Result<Option<User>, StoreError> {
    let Some(row) = reader.query_opt(USER, &values![id])? else { return Ok(None) };
    let password = HashedPassword::kept(row.text(2)?);
    Ok(Some(User { id, login: row.text(0)?, name: row.text(1)?, password }))
}

const ANY_USER: &str = "select 1 from access_user limit 1";

pub(crate) fn has_users(reader: &mut dyn Reader) -> Result<bool, StoreError> {
    Ok(reader.query_opt(ANY_USER, &[])?.is_some())
}

const SET_PASSWORD: &str = "update access_user set password = $1 where user_id = $2 and state = 'active'";

pub(crate) fn set_password(tx: &mut Tx<'_>, id: UserId, password: &HashedPassword) -> Result<(), StoreError> {
    match tx.execute(SET_PASSWORD, &values![password.as_str(), id])? {
        1 => Ok(()),
        _ => Err(fault("no such user")),
    }
}

const INSERT_GRANT: &str = "insert into access_grant (user_id, grant_id, role, cooperative_id, region, \
     valid_from, valid_until, given_by, given_at) values ($1, $2, $3, $4, $5, $6, null, $7, $8)";

pub(crate) fn insert_grant(tx: &mut Tx<'_>, id: i64, new: &NewGrant) -> Result<(), StoreError> {
    let (cooperative, region) = new.scope.parts();
    let params =
        values![new.user, id, new.role.code(), cooperative, region, new.from, user_id(new.by), new.at];
    tx.execute(INSERT_GRANT, &params).map(drop)
}

const GRANTS: &str = "select grant_id, role, cooperative_id, region, valid_from, valid_until \
     from access_grant where user_id = $1 and taken_at is null order by grant_id";

pub(crate) fn grants(reader: &mut dyn Reader, user: UserId) -> Result<Vec<Grant>, StoreError> {
    let rows = reader.query(GRANTS, &values![user])?;
    let decode = |row: &Row| {
        Ok(Grant {
            id: row.int(0)?,
            role: role(row, 1)?,
            scope: scope(row, 2)?,
            valid_from: row.date(4)?,
            valid_until: row.opt_date(5)?,
        })
    };
    rows.iter().map(decode).collect()
}

const END_GRANT: &str = "update access_grant set taken_by = $1, taken_at = $2 \
     where user_id = $3 and grant_id = $4 and taken_at is null";

/// Says whether the grant was there.
pub(crate) fn end_grant(
    tx: &mut Tx<'_>,
    user: UserId,
    grant: i64,
    by: UserId,
    at: Timestamp,
) -> Result<bool, StoreError> {
    Ok(tx.execute(END_GRANT, &values![by, at, user, grant])? == 1)
}

const HOLDERS_OF_COOPERATIVE: &str = "select u.user_id, u.name, u.login, g.role, g.grant_id, g.valid_from \
     from access_grant g join access_user u on u.user_id = g.user_id \
     where g.cooperative_id = $1 and g.taken_at is null and u.state = 'active' \
     order by u.name, g.grant_id";

const HOLDERS_OF_REGION: &str = "select u.user_id, u.name, u.login, g.role, g.grant_id, g.valid_from \
     from access_grant g join access_user u on u.user_id = g.user_id \
     where g.region = $1 and g.taken_at is null and u.state = 'active' \
     order by u.name, g.grant_id";

const HOLDERS_EVERYWHERE: &str = "select u.user_id, u.name, u.login, g.role, g.grant_id, g.valid_from \
     from access_grant g join access_user u on u.user_id = g.user_id \
     where g.cooperative_id is null and g.region is null and g.taken_at is null and u.state = 'active' \
     order by u.name, g.grant_id";

pub(crate) fn holders(reader: &mut dyn Reader, scope: Scope) -> Result<Vec<Holder>, StoreError> {
    let rows = match scope {
        Scope::Cooperative(id) => reader.query(HOLDERS_OF_COOPERATIVE, &values![id])?,
        Scope::Region(region) => reader.query(HOLDERS_OF_REGION, &values![region])?,
        Scope::Everywhere => reader.query(HOLDERS_EVERYWHERE, &[])?,
    };
    let decode = |row: &Row| {
        Ok(Holder {
            user: UserId(row.int(0)?),
            name: row.text(1)?,
            login: row.text(2)?,
            role: role(row, 3)?,
            grant: row.int(4)?,
            since: row.date(5)?,
        })
    };
    rows.iter().map(decode).collect()
}

const INSERT_LINK: &str = "insert into access_link (token_hash, kind, user_id, role, cooperative_id, region, \
     name, made_by, made_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

pub(crate) fn insert_link(tx: &mut Tx<'_>, link: &Link) -> Result<(), StoreError> {
    let (cooperative, region) = link.scope.parts();
    let params = values![
        link.hash.as_slice(),
        link.kind.code(),
        user_id(link.user),
        link.role.map(Role::code),
        cooperative,
        region,
        &link.name,
        user_id(link.made_by),
        link.made_at,
        link.expires_at,
    ];
    tx.execute(INSERT_LINK, &params).map(drop)
}

fn decode_link(row: &Row) -> Result<Link, StoreError> {
    let kind = row.text(1)?;
    let role = row.opt_text(3)?.map(|code| Role::parse(&code).ok_or_else(|| fault("a role"))).transpose()?;
    Ok(Link {
        hash: row.blob(0)?.try_into().map_err(|_| fault("a token"))?,
        kind: LinkKind::ALL.into_iter().find(|known| known.code() == kind).ok_or_else(|| fault("a link"))?,
        user: row.opt_int(2)?.map(UserId),
        role,
        scope: scope(row, 4)?,
        name: row.text(6)?,
        made_by: row.opt_int(7)?.map(UserId),
        made_at: Timestamp(row.int(8)?),
        expires_at: Timestamp(row.int(9)?),
    })
}

const OPEN_LINK: &str = "select token_hash, kind, user_id, role, cooperative_id, region, name, made_by, \
     made_at, expires_at from access_link where token_hash = $1 and used_at is null and expires_at > $2";

pub(crate) fn open_link(
    reader: &mut dyn Reader,
    hash: &TokenHash,
    now: Timestamp,
) -> Result<Option<Link>, StoreError> {
    let row = reader.query_opt(OPEN_LINK, &values![hash.as_slice(), now])?;
    row.map(|row| decode_link(&row)).transpose()
}

const USE_LINK: &str = "update access_link set used_by = $1, used_at = $2 \
     where token_hash = $3 and used_at is null and expires_at > $2";

/// Says whether the link was open.
pub(crate) fn use_link(
    tx: &mut Tx<'_>,
    hash: &TokenHash,
    user: UserId,
    at: Timestamp,
) -> Result<bool, StoreError> {
    Ok(tx.execute(USE_LINK, &values![user, at, hash.as_slice()])? == 1)
}

const END_SETUP: &str = "update access_link set used_at = $1 where kind = 'setup' and used_at is null";

pub(crate) fn end_setup_links(tx: &mut Tx<'_>, at: Timestamp) -> Result<(), StoreError> {
    tx.execute(END_SETUP, &values![at]).map(drop)
}

const INVITED_TO_COOPERATIVE: &str = "select token_hash, kind, user_id, role, cooperative_id, region, name, \
     made_by, made_at, expires_at from access_link where cooperative_id = $1 and kind = 'invitation' \
     and used_at is null and expires_at > $2 order by made_at";

const INVITED_TO_REGION: &str = "select token_hash, kind, user_id, role, cooperative_id, region, name, \
     made_by, made_at, expires_at from access_link where region = $1 and kind = 'invitation' \
     and used_at is null and expires_at > $2 order by made_at";

const INVITED_EVERYWHERE: &str = "select token_hash, kind, user_id, role, cooperative_id, region, name, \
     made_by, made_at, expires_at from access_link where cooperative_id is null and region is null \
     and kind = 'invitation' and used_at is null and expires_at > $1 order by made_at";

pub(crate) fn open_invitations(
    reader: &mut dyn Reader,
    scope: Scope,
    now: Timestamp,
) -> Result<Vec<Link>, StoreError> {
    let rows = match scope {
        Scope::Cooperative(id) => reader.query(INVITED_TO_COOPERATIVE, &values![id, now])?,
        Scope::Region(region) => reader.query(INVITED_TO_REGION, &values![region, now])?,
        Scope::Everywhere => reader.query(INVITED_EVERYWHERE, &values![now])?,
    };
    rows.iter().map(decode_link).collect()
}

const INSERT_SESSION: &str =
    "insert into access_session (token_hash, user_id, started_at, seen_at) values ($1, $2, $3, $3)";

pub(crate) fn insert_session(
    tx: &mut Tx<'_>,
    hash: &TokenHash,
    user: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(INSERT_SESSION, &values![hash.as_slice(), user, at]).map(drop)
}

const SESSION: &str =
    "select user_id, started_at, seen_at from access_session where token_hash = $1 and ended_at is null";

/// Whose a session is, when it began, when it was last used.
pub(crate) fn session(
    reader: &mut dyn Reader,
    hash: &TokenHash,
) -> Result<Option<(UserId, Timestamp, Timestamp)>, StoreError> {
    let Some(row) = reader.query_opt(SESSION, &values![hash.as_slice()])? else { return Ok(None) };
    Ok(Some((UserId(row.int(0)?), Timestamp(row.int(1)?), Timestamp(row.int(2)?))))
}

const SEEN: &str = "update access_session set seen_at = $1 where token_hash = $2 and seen_at < $1";

pub(crate) fn set_seen(tx: &mut Tx<'_>, hash: &TokenHash, at: Timestamp) -> Result<(), StoreError> {
    tx.execute(SEEN, &values![at, hash.as_slice()]).map(drop)
}

const END_SESSION: &str =
    "update access_session set ended_at = $1 where token_hash = $2 and ended_at is null";

pub(crate) fn end_session(tx: &mut Tx<'_>, hash: &TokenHash, at: Timestamp) -> Result<(), StoreError> {
    tx.execute(END_SESSION, &values![at, hash.as_slice()]).map(drop)
}

const END_SESSIONS: &str = "update access_session set ended_at = $1 where user_id = $2 and ended_at is null";

pub(crate) fn end_sessions(tx: &mut Tx<'_>, user: UserId, at: Timestamp) -> Result<(), StoreError> {
    tx.execute(END_SESSIONS, &values![at, user]).map(drop)
}

const SWEEP: &str = "delete from access_session \
     where user_id = $1 and (ended_at is not null or started_at <= $2)";

/// Sessions that are over tell nobody anything.
pub(crate) fn sweep_sessions(tx: &mut Tx<'_>, user: UserId, before: Timestamp) -> Result<(), StoreError> {
    tx.execute(SWEEP, &values![user, before]).map(drop)
}

const INSERT_KEY: &str = "insert into access_api_key (token_hash, user_id, key_id, name, made_at) \
     values ($1, $2, $3, $4, $5)";

pub(crate) fn insert_api_key(
    tx: &mut Tx<'_>,
    hash: &TokenHash,
    user: UserId,
    key: &ApiKey,
) -> Result<(), StoreError> {
    let params: [Value; 5] = values![hash.as_slice(), user, key.id, &key.name, key.made_at];
    tx.execute(INSERT_KEY, &params).map(drop)
}

const KEY_OWNER: &str = "select user_id from access_api_key where token_hash = $1 and ended_at is null";

pub(crate) fn key_owner(reader: &mut dyn Reader, hash: &TokenHash) -> Result<Option<UserId>, StoreError> {
    reader.query_opt(KEY_OWNER, &values![hash.as_slice()])?.map(|row| row.int(0).map(UserId)).transpose()
}

const KEYS: &str = "select key_id, name, made_at from access_api_key \
     where user_id = $1 and ended_at is null order by key_id";

pub(crate) fn api_keys(reader: &mut dyn Reader, user: UserId) -> Result<Vec<ApiKey>, StoreError> {
    let rows = reader.query(KEYS, &values![user])?;
    let decode =
        |row: &Row| Ok(ApiKey { id: row.int(0)?, name: row.text(1)?, made_at: Timestamp(row.int(2)?) });
    rows.iter().map(decode).collect()
}

const END_KEY: &str = "update access_api_key set ended_at = $1 \
     where user_id = $2 and key_id = $3 and ended_at is null";

/// Says whether the key was there.
pub(crate) fn end_api_key(tx: &mut Tx<'_>, user: UserId, id: i64, at: Timestamp) -> Result<bool, StoreError> {
    Ok(tx.execute(END_KEY, &values![at, user, id])? == 1)
}

const END_KEYS: &str = "update access_api_key set ended_at = $1 where user_id = $2 and ended_at is null";

pub(crate) fn end_api_keys(tx: &mut Tx<'_>, user: UserId, at: Timestamp) -> Result<(), StoreError> {
    tx.execute(END_KEYS, &values![at, user]).map(drop)
}

const KEY_PRINT: &str = "select print from access_key_print where name = 'print'";

pub(crate) fn key_print(reader: &mut dyn Reader) -> Result<Option<Vec<u8>>, StoreError> {
    reader.query_opt(KEY_PRINT, &[])?.map(|row| row.blob(0)).transpose()
}

const INSERT_KEY_PRINT: &str = "insert into access_key_print (name, print) values ('print', $1)";

pub(crate) fn insert_key_print(tx: &mut Tx<'_>, print: &[u8; 32]) -> Result<(), StoreError> {
    tx.execute(INSERT_KEY_PRINT, &values![print.as_slice()]).map(drop)
}
