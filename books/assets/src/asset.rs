//! What the register knows about a thing that the cooperative owns.

use std::fmt;

use kernel::{AccountCode, BookDate, DocumentId, EntryId, Rupiah, UnitCode};
use serde::{Deserialize, Serialize};
use store::Value;

use crate::rule::Terms;

/// The number of an asset in its cooperative's register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AssetId(pub i64);

impl fmt::Display for AssetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl From<AssetId> for Value {
    fn from(id: AssetId) -> Self {
        Self::Int(id.0)
    }
}

/// How an asset came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Paid from cash or bank when it was registered.
    Paid,
    /// In the books already: an earlier entry or the opening balance.
    Recorded,
    /// Given for good, so that the cooperative's own capital grew.
    Grant,
}

impl Origin {
    /// As the store keeps it.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Recorded => "recorded",
            Self::Grant => "grant",
        }
    }

    pub(crate) fn from_code(code: &str) -> Self {
        match code {
            "paid" => Self::Paid,
            "grant" => Self::Grant,
            _ => Self::Recorded,
        }
    }

    /// As officers say it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Paid => "Dibeli",
            Self::Recorded => "Sudah tercatat di buku",
            Self::Grant => "Hibah",
        }
    }
}

/// A thing that the cooperative owns, or owned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asset {
    /// Its number in the register.
    pub id: AssetId,
    /// What it is.
    pub name: String,
    /// The account of fixed assets where it stands.
    pub account: AccountCode,
    /// The business unit that uses it.
    pub unit: UnitCode,
    /// Cost, life, and when it came.
    pub terms: Terms,
    /// How it came.
    pub origin: Origin,
    /// Where it is and in what condition.
    pub note: String,
    /// The proof.
    pub voucher: Option<DocumentId>,
    /// The entry that acquired it, where it is known.
    pub entry: Option<EntryId>,
    /// How it left, where it did and that was not taken back.
    pub disposal: Option<Disposal>,
    /// Since when it is not in the register any more: its acquisition was reversed, or it was struck out.
    pub cancelled: Option<Cancelled>,
}

/// How an asset left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disposal {
    /// The entry.
    pub entry: EntryId,
    /// When.
    pub on: BookDate,
    /// What was received, in rupiah.
    pub proceeds: Rupiah,
    /// Why.
    pub reason: String,
}

/// Why a registration does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cancelled {
    /// The entry that acquired it was reversed by this one, dated so.
    Reversed {
        /// The reversal.
        by: EntryId,
        /// Its date.
        on: BookDate,
    },
    /// It was registered by mistake.
    Struck,
}

impl Asset {
    /// Whether it is in the register on a day.
    pub fn is_there(&self, day: BookDate) -> bool {
        let gone = self.disposal.as_ref().is_some_and(|disposal| disposal.on <= day);
        let cancelled = match self.cancelled {
            None => false,
            Some(Cancelled::Struck) => true,
            Some(Cancelled::Reversed { on, .. }) => on <= day,
        };
        self.terms.acquired_on <= day && !gone && !cancelled
    }
}
