//! Links that open once: the first start, an invitation, a new password; and the demo's, which open
//! as often as one likes.

use ::store::{Db, Reader, Tx};
use kernel::{BookDate, Clock, Timestamp, UserId, Zone};

use crate::password::HashedPassword;
use crate::token::{Token, TokenHash};
use crate::user::{self, NewGrant, NewUser, check_scope, create_user, grant};
use crate::{AccessError, Role, Scope, apart, store};

const DAY_SECONDS: i64 = 24 * 60 * 60;
/// How long a link waits to be opened.
pub(crate) const LINK_DAYS: i64 = 7;
/// A demonstration lasts as long as its file.
const DEMO_DAYS: i64 = 3_650;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// The installation's first user.
    Setup,
    /// Somebody is to have a role.
    Invitation,
    /// Somebody is to have a new password.
    Password,
    /// Signs in whoever opens it, again and again; only the demo makes it.
    Demo,
}

impl LinkKind {
    pub(crate) const ALL: [Self; 4] = [Self::Setup, Self::Invitation, Self::Password, Self::Demo];

    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::Invitation => "invitation",
            Self::Password => "password",
            Self::Demo => "demo",
        }
    }
}

/// A link as the store keeps it.
#[derive(Debug, Clone)]
pub struct Link {
    pub(crate) hash: TokenHash,
    /// What it is for.
    pub kind: LinkKind,
    /// Whose it is, for a new password or the demo.
    pub user: Option<UserId>,
    /// The role that it gives.
    pub role: Option<Role>,
    /// Where.
    pub scope: Scope,
    /// Who was invited, as the inviter wrote it.
    pub name: String,
    /// Who made it.
    pub made_by: Option<UserId>,
    /// When.
    pub made_at: Timestamp,
    /// Until when it waits.
    pub expires_at: Timestamp,
}

/// Somebody is invited to a role.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// Which role.
    pub role: Role,
    /// Where.
    pub scope: Scope,
    /// Who is meant.
    pub name: String,
    /// Who invites.
    pub by: Option<UserId>,
    /// Now.
    pub at: Timestamp,
}

/// Makes the link of an invitation; it is shown once and opens once, within seven days.
///
/// # Errors
/// [`AccessError::RoleElsewhere`] where the role is not held in such a place.
pub fn invite(tx: &mut Tx<'_>, invitation: &Invitation) -> Result<Token, AccessError> {
    let token = Token::random()?;
    invite_by(tx, &token, invitation)?;
    Ok(token)
}

pub(crate) fn invite_by(tx: &mut Tx<'_>, token: &Token, invitation: &Invitation) -> Result<(), AccessError> {
    check_scope(invitation.role, invitation.scope)?;
    let link = Link {
        hash: token.hash(),
        kind: LinkKind::Invitation,
        user: None,
        role: Some(invitation.role),
        scope: invitation.scope,
        name: kernel::clean_name(&invitation.name, 80)?,
        made_by: invitation.by,
        made_at: invitation.at,
        expires_at: invitation.at.plus_seconds(LINK_DAYS * DAY_SECONDS),
    };
    Ok(store::insert_link(tx, &link)?)
}

/// Makes the link of a person's new password. Refused where the person also serves in places that the
/// maker does not look after: a password opens them all.
pub(crate) fn new_password_link(
    tx: &mut Tx<'_>,
    token: &Token,
    user: UserId,
    scope: Scope,
    by: UserId,
    at: Timestamp,
) -> Result<(), AccessError> {
    let held = store::grants(tx, user)?;
    if !held.iter().any(|held| held.scope == scope) {
        return Err(AccessError::NoSuchUser);
    }
    if held.iter().any(|held| held.scope != scope) && scope != Scope::Everywhere {
        return Err(AccessError::ServesElsewhere);
    }
    let name = user::user(tx, user)?.ok_or(AccessError::NoSuchUser)?.name;
    let expires_at = at.plus_seconds(LINK_DAYS * DAY_SECONDS);
    let kind = LinkKind::Password;
    let hash = token.hash();
    let link = Link {
        hash,
        kind,
        user: Some(user),
        role: None,
        scope,
        name,
        made_by: Some(by),
        made_at: at,
        expires_at,
    };
    Ok(store::insert_link(tx, &link)?)
}

/// Makes a sign-in link of the demo: whoever opens it is that person, as often as it is opened.
///
/// # Errors
/// [`AccessError::NoSuchUser`].
pub fn demo_link(tx: &mut Tx<'_>, user: UserId, at: Timestamp) -> Result<Token, AccessError> {
    let token = Token::random()?;
    let name = user::user(tx, user)?.ok_or(AccessError::NoSuchUser)?.name;
    let link = Link {
        hash: token.hash(),
        kind: LinkKind::Demo,
        user: Some(user),
        role: None,
        scope: Scope::Everywhere,
        name,
        made_by: None,
        made_at: at,
        expires_at: at.plus_seconds(DEMO_DAYS * DAY_SECONDS),
    };
    store::insert_link(tx, &link)?;
    Ok(token)
}

/// The path of the first start's link, where nobody is known yet: the program prints it. There is no
/// default password. Calling again makes a new link and ends the one before.
///
/// # Errors
/// [`AccessError::Store`].
pub fn setup(db: &Db, clock: &Clock) -> Result<Option<String>, AccessError> {
    let at = clock.now();
    let first = move |tx: &mut Tx<'_>| {
        if store::has_users(tx)? {
            return Ok(None);
        }
        store::end_setup_links(tx, at)?;
        let token = Token::random()?;
        let link = Link {
            hash: token.hash(),
            kind: LinkKind::Setup,
            user: None,
            role: Some(Role::Admin),
            scope: Scope::Everywhere,
            name: "pengguna pertama".to_owned(),
            made_by: None,
            made_at: at,
            expires_at: at.plus_seconds(LINK_DAYS * DAY_SECONDS),
        };
        store::insert_link(tx, &link)?;
        Ok(Some(invitation_path(&token)))
    };
    apart(|| db.write_blocking(first))
}

/// Where an invitation, a set-up or a new password is opened.
pub fn invitation_path(token: &Token) -> String {
    format!("/undangan/{}", token.text())
}

/// Where a link of the demo is opened.
pub fn demo_path(token: &Token) -> String {
    format!("/masuk/tautan/{}", token.text())
}

/// The open link of a token.
///
/// # Errors
/// [`AccessError::LinkGone`] where it was used, has expired or never was.
pub fn open_link(reader: &mut dyn Reader, token: &Token, now: Timestamp) -> Result<Link, AccessError> {
    let link = store::open_link(reader, &token.hash(), now)?;
    link.ok_or(AccessError::LinkGone)
}

/// The invitations to a place that nobody has opened yet.
///
/// # Errors
/// [`AccessError::Store`].
pub fn open_invitations(
    reader: &mut dyn Reader,
    scope: Scope,
    now: Timestamp,
) -> Result<Vec<Link>, AccessError> {
    Ok(store::open_invitations(reader, scope, now)?)
}

/// Takes back an invitation that nobody has opened yet.
///
/// # Errors
/// [`AccessError::LinkGone`].
pub fn withdraw(
    tx: &mut Tx<'_>,
    hash: &TokenHash,
    scope: Scope,
    by: UserId,
    at: Timestamp,
) -> Result<(), AccessError> {
    let link = store::open_link(tx, hash, at)?.filter(|link| link.scope == scope);
    let link = link.filter(|link| link.kind == LinkKind::Invitation).ok_or(AccessError::LinkGone)?;
    use_up(tx, &link, by, at)
}

/// A newcomer opens a set-up link or an invitation: becomes known and holds the role.
///
/// # Errors
/// [`AccessError`]: the link is gone, the login is taken.
pub fn accept_as_new(tx: &mut Tx<'_>, token: &Token, new: &NewUser) -> Result<UserId, AccessError> {
    let link = open_link(tx, token, new.at)?;
    if !matches!(link.kind, LinkKind::Setup | LinkKind::Invitation) {
        return Err(AccessError::LinkGone);
    }
    let user = create_user(tx, new)?;
    give(tx, &link, user, new.at)?;
    Ok(user)
}

/// Somebody who is known already opens an invitation.
///
/// # Errors
/// [`AccessError::LinkGone`].
pub fn accept_as(tx: &mut Tx<'_>, token: &Token, user: UserId, at: Timestamp) -> Result<(), AccessError> {
    let link = open_link(tx, token, at)?;
    if link.kind != LinkKind::Invitation {
        return Err(AccessError::LinkGone);
    }
    give(tx, &link, user, at)
}

/// A new password by its link. All sessions and keys of the API end: somebody else may have had them.
///
/// # Errors
/// [`AccessError::LinkGone`].
pub fn accept_password(
    tx: &mut Tx<'_>,
    token: &Token,
    password: &HashedPassword,
    at: Timestamp,
) -> Result<UserId, AccessError> {
    let link = open_link(tx, token, at)?;
    let user = link.user.filter(|_| link.kind == LinkKind::Password).ok_or(AccessError::LinkGone)?;
    use_up(tx, &link, user, at)?;
    store::set_password(tx, user, password)?;
    store::end_sessions(tx, user, at)?;
    store::end_api_keys(tx, user, at)?;
    Ok(user)
}

fn give(tx: &mut Tx<'_>, link: &Link, user: UserId, at: Timestamp) -> Result<(), AccessError> {
    use_up(tx, link, user, at)?;
    let role = link.role.ok_or(AccessError::LinkGone)?;
    let from: BookDate = at.date_in(Zone::default());
    grant(tx, &NewGrant { user, role, scope: link.scope, from, by: link.made_by, at })?;
    Ok(())
}

fn use_up(tx: &mut Tx<'_>, link: &Link, user: UserId, at: Timestamp) -> Result<(), AccessError> {
    match store::use_link(tx, &link.hash, user, at)? {
        true => Ok(()),
        false => Err(AccessError::LinkGone),
    }
}
