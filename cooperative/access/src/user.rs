//! People who sign in.

use std::collections::BTreeMap;

use ::store::{Reader, Tx, next_number};
use kernel::{BookDate, CooperativeId, RegionCode, Timestamp, UserId, clean_name};

use crate::password::HashedPassword;
use crate::{AccessError, Grant, Role, Scope, store};

const NAME_LENGTH: usize = 80;

/// A person who signs in.
#[derive(Debug, Clone)]
pub struct User {
    /// Number of the person.
    pub id: UserId,
    /// What the person types to sign in.
    pub login: String,
    /// The name that others see.
    pub name: String,
    pub(crate) password: HashedPassword,
}

/// What is needed to know a person.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// What the person types to sign in, see [`login`].
    pub login: String,
    /// The name that others see.
    pub name: String,
    /// Hashed before the transaction begins; [`HashedPassword::none`] for who signs in by a link only.
    pub password: HashedPassword,
    /// Now.
    pub at: Timestamp,
}

/// A role to be given.
#[derive(Debug, Clone)]
pub struct NewGrant {
    /// To whom.
    pub user: UserId,
    /// Which role.
    pub role: Role,
    /// Where.
    pub scope: Scope,
    /// From which day.
    pub from: BookDate,
    /// Who gives it; nobody at the first start and in the demo.
    pub by: Option<UserId>,
    /// Now.
    pub at: Timestamp,
}

/// A person with a role, as the list of users shows it.
#[derive(Debug, Clone)]
pub struct Holder {
    /// The person.
    pub user: UserId,
    /// The name.
    pub name: String,
    /// What the person types to sign in.
    pub login: String,
    /// The role.
    pub role: Role,
    /// The number of the grant.
    pub grant: i64,
    /// Since when.
    pub since: BookDate,
}

/// A login as it is kept: lower case, 3 to 40 of `a-z 0-9 . _ -`.
///
/// # Errors
/// [`AccessError::Login`].
pub fn login(typed: &str) -> Result<String, AccessError> {
    let login = typed.trim().to_lowercase();
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte);
    match (3..=40).contains(&login.len()) && login.bytes().all(fits) {
        true => Ok(login),
        false => Err(AccessError::Login),
    }
}

/// Makes a person known; without a role he or she can only open the own account.
///
/// # Errors
/// [`AccessError`]: the login is taken or has another shape, the name cannot be kept.
pub fn create_user(tx: &mut Tx<'_>, new: &NewUser) -> Result<UserId, AccessError> {
    let login = login(&new.login)?;
    let name = clean_name(&new.name, NAME_LENGTH)?;
    let id = UserId(next_number(tx, 0, "user")?);
    if !store::claim_login(tx, &login, id)? {
        return Err(AccessError::LoginTaken);
    }
    store::insert_user(tx, &User { id, login, name, password: new.password.clone() }, new.at)?;
    Ok(id)
}

/// Gives a role; says the number of the grant. The same role at the same place is given once.
///
/// # Errors
/// [`AccessError::RoleElsewhere`] where the role is not held in such a place.
pub fn grant(tx: &mut Tx<'_>, new: &NewGrant) -> Result<i64, AccessError> {
    check_scope(new.role, new.scope)?;
    let held = store::grants(tx, new.user)?;
    if let Some(same) = held.iter().find(|held| held.role == new.role && held.scope == new.scope) {
        return Ok(same.id);
    }
    let id = next_number(tx, 0, "grant")?;
    store::insert_grant(tx, id, new)?;
    Ok(id)
}

/// Officers serve one cooperative; a mentor some cooperatives or a region; the office a region; who
/// looks after the installation, a region or all of it.
pub(crate) fn check_scope(role: Role, scope: Scope) -> Result<(), AccessError> {
    let fits = match scope {
        Scope::Cooperative(_) => role.is_of_cooperative() || role == Role::Mentor,
        Scope::Region(_) => !role.is_of_cooperative(),
        Scope::Everywhere => role == Role::Admin,
    };
    fits.then_some(()).ok_or(AccessError::RoleElsewhere)
}

/// Takes a role back at once.
///
/// # Errors
/// [`AccessError::OwnGrant`], [`AccessError::NoSuchGrant`].
pub fn revoke(
    tx: &mut Tx<'_>,
    user: UserId,
    grant: i64,
    scope: Scope,
    by: UserId,
    at: Timestamp,
) -> Result<(), AccessError> {
    if user == by {
        return Err(AccessError::OwnGrant);
    }
    let held = store::grants(tx, user)?;
    let is_here = held.iter().any(|held| held.id == grant && held.scope == scope);
    match is_here && store::end_grant(tx, user, grant, by, at)? {
        true => Ok(()),
        false => Err(AccessError::NoSuchGrant),
    }
}

/// The roles that a person holds, those of other days included.
///
/// # Errors
/// [`AccessError::Store`].
pub fn grants(reader: &mut dyn Reader, user: UserId) -> Result<Vec<Grant>, AccessError> {
    Ok(store::grants(reader, user)?)
}

/// Who holds a role in exactly this place.
///
/// # Errors
/// [`AccessError::Store`].
pub fn holders(reader: &mut dyn Reader, scope: Scope) -> Result<Vec<Holder>, AccessError> {
    Ok(store::holders(reader, scope)?)
}

/// The names of some people, for pages that say who did what.
///
/// # Errors
/// [`AccessError::Store`].
pub fn user_names(
    reader: &mut dyn Reader,
    users: &[UserId],
) -> Result<BTreeMap<UserId, String>, AccessError> {
    let mut names = BTreeMap::new();
    for user in users {
        if names.contains_key(user) {
            continue;
        }
        if let Some(found) = store::user(reader, *user)? {
            names.insert(*user, found.name);
        }
    }
    Ok(names)
}

/// The person of a login; nothing where the login has another shape or is nobody's.
///
/// # Errors
/// [`AccessError::Store`].
pub fn user_by_login(reader: &mut dyn Reader, typed: &str) -> Result<Option<User>, AccessError> {
    let Ok(login) = login(typed) else { return Ok(None) };
    match store::claimed_by(reader, &login)? {
        Some(id) => Ok(store::user(reader, id)?),
        None => Ok(None),
    }
}

/// A person.
///
/// # Errors
/// [`AccessError::Store`].
pub fn user(reader: &mut dyn Reader, id: UserId) -> Result<Option<User>, AccessError> {
    Ok(store::user(reader, id)?)
}

impl Scope {
    pub(crate) fn parts(self) -> (Option<i64>, Option<i64>) {
        match self {
            Self::Cooperative(id) => (Some(id.0), None),
            Self::Region(region) => (None, Some(region.number())),
            Self::Everywhere => (None, None),
        }
    }

    pub(crate) fn of_parts(cooperative: Option<i64>, region: Option<i64>) -> Option<Self> {
        match (cooperative, region) {
            (Some(id), None) => Some(Self::Cooperative(CooperativeId(id))),
            (None, Some(region)) => RegionCode::from_number(region).map(Self::Region),
            (None, None) => Some(Self::Everywhere),
            (Some(_), Some(_)) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_short_and_plain() {
        assert_eq!(login(" Melati.Sari ").unwrap(), "melati.sari");
        for wrong in ["", "ab", "bu melati", "melati@x", &"a".repeat(41), "mélati"] {
            assert!(login(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn roles_are_held_where_they_belong() {
        let city = Scope::Region(RegionCode::parse("19.71").unwrap());
        let one = Scope::Cooperative(CooperativeId(1));
        for (role, scope, fits) in [
            (Role::Treasurer, one, true),
            (Role::Treasurer, city, false),
            (Role::Mentor, one, true),
            (Role::Mentor, city, true),
            (Role::CityOffice, one, false),
            (Role::Admin, Scope::Everywhere, true),
            (Role::Chair, Scope::Everywhere, false),
        ] {
            assert_eq!(check_scope(role, scope).is_ok(), fits, "{role:?} {scope:?}");
        }
    }
}
