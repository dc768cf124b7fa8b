//! The three kinds of savings and where each stands in the books.

use kernel::AccountCode;
use serde::{Deserialize, Serialize};

/// A kind of savings (UU 25/1992 art. 41; rules §3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// *Simpanan pokok*: once, equal for all; equity, stays while a member.
    #[serde(rename = "pokok")]
    Principal,
    /// *Simpanan wajib*: every month; equity, stays while a member.
    #[serde(rename = "wajib")]
    Mandatory,
    /// *Simpanan sukarela*: as much and as long as the member likes; a liability.
    #[serde(rename = "sukarela")]
    Voluntary,
}

impl Kind {
    /// All kinds, in the order of the card.
    pub const ALL: [Self; 3] = [Self::Principal, Self::Mandatory, Self::Voluntary];

    /// As the wire and the page's address write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Principal => "pokok",
            Self::Mandatory => "wajib",
            Self::Voluntary => "sukarela",
        }
    }

    /// Reads what [`Self::code`] writes.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// As the page says it: "Simpanan wajib".
    pub fn label(self) -> &'static str {
        match self {
            Self::Principal => "Simpanan pokok",
            Self::Mandatory => "Simpanan wajib",
            Self::Voluntary => "Simpanan sukarela",
        }
    }

    /// The account of the chart whose balance it is, member by member.
    pub fn account(self) -> AccountCode {
        AccountCode(match self {
            Self::Principal => 31_100,
            Self::Mandatory => 31_200,
            Self::Voluntary => 21_200,
        })
    }

    /// The kind whose balance an account is.
    pub fn of_account(account: AccountCode) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.account() == account)
    }
}
