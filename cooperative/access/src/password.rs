//! Passwords: argon2id, and which ones are refused.

use argon2::{Argon2, PasswordHasher, PasswordVerifier};

use crate::AccessError;

const LENGTH_MIN: usize = 8;
const LENGTH_MAX: usize = 200;

/// What everybody tries first.
const EASY: [&str; 16] = [
    "12345678",
    "123456789",
    "1234567890",
    "password",
    "password1",
    "koperasi",
    "koperasi1",
    "koperasi123",
    "merahputih",
    "merah putih",
    "sokoguru",
    "bendahara",
    "indonesia",
    "qwertyui",
    "rahasia1",
    "rahasia123",
];

/// Checked where the login is unknown, so that the answer takes as long as for one that exists.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29rb2d1cnUtbm9ib2R5$\
     Ml2DOGcnSgYBqTpZk2B0CGh2ZlxdhcZvoxCFa3OVcQ0";

/// A password as the store keeps it. Making one takes some 25 ms: never inside a transaction.
#[derive(Clone, PartialEq, Eq)]
pub struct HashedPassword(String);

impl HashedPassword {
    /// No password at all: this person signs in by links only.
    pub fn none() -> Self {
        Self(String::new())
    }

    /// Checks a new password and hashes it.
    ///
    /// # Errors
    /// [`AccessError`]: too short, too long, too easy.
    pub fn new(password: &str, login: &str) -> Result<Self, AccessError> {
        let length = password.chars().count();
        if !(LENGTH_MIN..=LENGTH_MAX).contains(&length) {
            return Err(AccessError::PasswordLength);
        }
        let lower = password.to_lowercase();
        let first = lower.chars().next();
        let all_alike = lower.chars().all(|letter| Some(letter) == first);
        if EASY.contains(&lower.as_str()) || all_alike || lower == login {
            return Err(AccessError::PasswordEasy);
        }
        let hash = Argon2::default().hash_password(password.as_bytes());
        hash.map(|hash| Self(hash.to_string()))
            .map_err(|error| store::StoreError::new(store::StoreErrorKind::Fault, error).into())
    }

    pub(crate) fn kept(hash: String) -> Self {
        Self(hash)
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for HashedPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HashedPassword(…)")
    }
}

/// Whether a password fits; takes the same time where nobody is known by that login.
pub(crate) fn fits(password: &str, kept: Option<&HashedPassword>) -> bool {
    let real = kept.filter(|kept| !kept.0.is_empty());
    let hash = real.map_or(NOBODY, |kept| kept.as_str());
    let cut: String = password.chars().take(LENGTH_MAX + 1).collect();
    let fits = Argon2::default().verify_password(cut.as_bytes(), hash).is_ok();
    fits && real.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::password_hash::phc::PasswordHash;

    #[test]
    fn a_password_fits_only_itself() {
        let kept = HashedPassword::new("nasi goreng pagi", "melati").unwrap();
        assert!(fits("nasi goreng pagi", Some(&kept)));
        assert!(!fits("nasi goreng siang", Some(&kept)));
        assert!(!fits("", Some(&HashedPassword::none())));
        assert!(!fits("nasi goreng pagi", None));
        assert!(kept.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    }

    #[test]
    fn an_unknown_login_costs_the_same_work() {
        let real = HashedPassword::new("nasi goreng pagi", "melati").unwrap();
        let nobody = PasswordHash::new(NOBODY).unwrap();
        assert_eq!(PasswordHash::new(real.as_str()).unwrap().params, nobody.params);
        assert_eq!(nobody.hash.unwrap().len(), 32);
    }

    #[test]
    fn what_everybody_tries_is_refused() {
        for easy in ["12345678", "Koperasi", "aaaaaaaaaa", "melati.sari"] {
            assert!(
                matches!(HashedPassword::new(easy, "melati.sari"), Err(AccessError::PasswordEasy)),
                "{easy}"
            );
        }
        assert!(matches!(HashedPassword::new("pendek", "melati"), Err(AccessError::PasswordLength)));
    }
}
