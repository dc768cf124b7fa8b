//! Partners: whoever trades with the cooperative without being a member.

use ::store::{Reader, Tx, next_number};
use kernel::{CooperativeId, PartyId, Timestamp, UserId, fold};
use serde::{Deserialize, Serialize};

use crate::{MembersError, store, text};

/// What a partner is to the cooperative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PartnerKind {
    /// Sells to it.
    #[serde(rename = "pemasok")]
    Supplier,
    /// Buys from it.
    #[serde(rename = "pembeli")]
    Customer,
    /// Works with its money and shares the result.
    #[serde(rename = "mitra")]
    Venture,
    /// A bank.
    #[serde(rename = "bank")]
    Bank,
    /// An office of the state.
    #[serde(rename = "pemerintah")]
    Government,
    /// Lends to it, or entrusts money to it.
    #[serde(rename = "pihak-ketiga")]
    ThirdParty,
}

impl PartnerKind {
    /// All kinds, in the order of the form.
    pub const ALL: [Self; 6] =
        [Self::Supplier, Self::Customer, Self::Venture, Self::Bank, Self::Government, Self::ThirdParty];

    /// As the store and the wire write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Supplier => "pemasok",
            Self::Customer => "pembeli",
            Self::Venture => "mitra",
            Self::Bank => "bank",
            Self::Government => "pemerintah",
            Self::ThirdParty => "pihak-ketiga",
        }
    }

    /// Reads what [`Self::code`] writes.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// As the page says it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Supplier => "Pemasok",
            Self::Customer => "Pembeli",
            Self::Venture => "Mitra usaha",
            Self::Bank => "Bank",
            Self::Government => "Pemerintah",
            Self::ThirdParty => "Pihak ketiga",
        }
    }
}

/// A partner, as kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Partner {
    /// The number that ledger lines carry; shared with members.
    pub party: PartyId,
    /// What it is called.
    pub name: String,
    /// What it is to the cooperative.
    pub kind: PartnerKind,
    /// Digits as dialled in Indonesia.
    pub phone: Option<String>,
}

/// What is needed to add a partner.
#[derive(Debug, Clone)]
pub struct NewPartner {
    /// Whose.
    pub cooperative: CooperativeId,
    /// What it is called.
    pub name: String,
    /// What it is to the cooperative.
    pub kind: PartnerKind,
    /// As typed, or empty.
    pub phone: String,
    /// Who adds it.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// Adds a partner.
///
/// # Errors
/// [`MembersError::PartnerThere`], a fault in name or phone.
pub fn add_partner(tx: &mut Tx<'_>, new: &NewPartner) -> Result<Partner, MembersError> {
    let name = text::name(&new.name)?;
    let phone = text::phone(&new.phone)?;
    let party = PartyId(next_number(tx, new.cooperative.0, "party")?);
    let partner = Partner { party, name, kind: new.kind, phone };
    match store::insert_partner(tx, new, &partner, &fold(&partner.name))? {
        true => Ok(partner),
        false => Err(MembersError::PartnerThere),
    }
}

/// All partners of a cooperative, by name.
///
/// # Errors
/// The store cannot answer.
pub fn partners(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<Partner>, MembersError> {
    store::partners(reader, cooperative)
}
