//! Identifiers as types, so that a member cannot be passed where an account is meant.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// An identifier that is a number in the store and a type in the program.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $format:literal) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, $format, self.0)
            }
        }
    };
}

id!(
    /// A cooperative: the tenant that leads every key.
    CooperativeId, "{}"
);
id!(
    /// A person who signs in.
    UserId, "{}"
);
id!(
    /// A member, numbered within the cooperative.
    MemberId, "{}"
);
id!(
    /// An entry of the ledger, numbered within the cooperative.
    EntryId, "{}"
);
id!(
    /// A business unit of the cooperative; [`UnitCode::OFFICE`] is the office itself.
    UnitCode, "{}"
);
id!(
    /// An account of the chart; shown with 5 digits.
    AccountCode, "{:05}"
);
id!(
    /// Whoever a ledger line concerns: a member, a supplier, a customer.
    PartyId, "{}"
);
id!(
    /// A voucher, photo, file or letter, numbered within the cooperative.
    DocumentId, "{}"
);

impl UnitCode {
    /// The office of the cooperative, for what belongs to no business unit.
    pub const OFFICE: Self = Self(0);
}

/// The key a command carries, made by whoever sends it: the same key again gets
/// the first answer again. 8 to 64 characters of `A-Z a-z 0-9 _ -`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CommandId(String);

/// Why a command key was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CommandIdError {
    /// Shorter than 8 or longer than 64 characters.
    #[error("Muat ulang halaman lalu kirim lagi: kunci perintah harus 8 sampai 64 karakter.")]
    Length,
    /// A character other than a letter, a digit, `_` or `-`.
    #[error(
        "Muat ulang halaman lalu kirim lagi: kunci perintah hanya boleh berisi huruf, angka, \
         garis bawah, dan tanda hubung."
    )]
    Characters,
}

impl CommandId {
    /// Checks a key as it arrived; it is taken as it is, never trimmed.
    ///
    /// # Errors
    /// [`CommandIdError`] for a wrong length or a wrong character.
    pub fn parse(text: &str) -> Result<Self, CommandIdError> {
        if !text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')) {
            return Err(CommandIdError::Characters);
        }
        if !(8..=64).contains(&text.len()) {
            return Err(CommandIdError::Length);
        }
        Ok(Self(text.to_owned()))
    }

    /// The key as text, for the store.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CommandId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for CommandId {
    type Error = CommandIdError;

    fn try_from(text: String) -> Result<Self, CommandIdError> {
        Self::parse(&text)
    }
}

impl From<CommandId> for String {
    fn from(id: CommandId) -> Self {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_shows_five_digits() {
        assert_eq!(AccountCode(11_101).to_string(), "11101");
        assert_eq!(AccountCode(101).to_string(), "00101");
        assert_eq!(MemberId(7).to_string(), "7");
        assert_eq!(UnitCode::OFFICE, UnitCode(0));
    }

    #[test]
    fn a_command_key_has_a_length_and_an_alphabet() {
        assert!(CommandId::parse("setor-01").is_ok());
        assert!(CommandId::parse(&"a".repeat(64)).is_ok());
        assert_eq!(CommandId::parse("setor-1"), Err(CommandIdError::Length));
        assert_eq!(CommandId::parse(""), Err(CommandIdError::Length));
        assert_eq!(CommandId::parse(&"a".repeat(65)), Err(CommandIdError::Length));
        assert_eq!(CommandId::parse("setor 0001"), Err(CommandIdError::Characters));
        assert_eq!(CommandId::parse("setor-é001"), Err(CommandIdError::Characters));
    }
}
