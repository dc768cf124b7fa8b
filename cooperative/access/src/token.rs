//! Secrets that open something: the store keeps only their hash.

use ::store::{StoreError, StoreErrorKind};
use sha2::{Digest, Sha256};
use web::hex;

/// The SHA-256 of a token, as the store keeps it.
pub type TokenHash = [u8; 32];

/// A secret of 32 bytes: a session, a link, a key of the API.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    /// A fresh one.
    ///
    /// # Errors
    /// [`StoreErrorKind::Fault`] where the system has no random bytes.
    pub fn random() -> Result<Self, StoreError> {
        web::random().map(Self).map_err(|error| StoreError::new(StoreErrorKind::Fault, error))
    }

    /// The one that follows from a command: sending the command again gives the same.
    pub fn of_command(key: &[u8; 32], user: i64, command: &str) -> Self {
        Self(web::sign(key, format!("{user}/{command}").as_bytes()))
    }

    /// Reads a token as it stands in a link or a cookie.
    pub fn parse(text: &str) -> Option<Self> {
        hex::decode(text)?.try_into().ok().map(Self)
    }

    /// The token as text, shown once.
    pub fn text(&self) -> String {
        hex::encode(&self.0)
    }

    /// What the store keeps of it.
    pub fn hash(&self) -> TokenHash {
        Sha256::digest(self.0).into()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}
