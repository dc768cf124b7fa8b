//! What stands on a paper besides figures, as plain data: the cooperative's identity, who signs, the seal,
//! what is in use and not owned. Whoever calls fills it in; the statements read the ledger only.

use std::collections::BTreeSet;

use kernel::{BookDate, CooperativeId, EntryId, PartyId};
use reports::{SealMark, Signing};
use serde::Serialize;
use store::{Reader, StoreError};

use crate::error::StatementError;

/// The head and the foot of every paper.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Letterhead {
    /// Below the cooperative's name, a line each: legal number, address.
    pub lines: Vec<String>,
    /// Who signs, and where and when.
    pub signing: Option<Signing>,
    /// What ties the paper to the books.
    pub seal: Option<SealMark>,
}

/// Who the cooperative is; what is not known is left empty and not spoken of.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Identity {
    /// The full name.
    pub name: String,
    /// The number of its deed or of its approval as a legal body.
    pub legal_number: String,
    /// Where its office is.
    pub address: String,
    /// When it was founded.
    pub founded: Option<BookDate>,
    /// How many members it has.
    pub members: Option<MemberCounts>,
    /// Who leads and who watches, in the order of the offices.
    pub officers: Vec<Officer>,
}

/// How many members there are on the day of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct MemberCounts {
    /// Members.
    pub active: i64,
    /// People who have applied and are not members yet.
    pub candidates: i64,
}

/// Somebody who holds an office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Officer {
    /// "Ketua".
    pub office: String,
    /// The name.
    pub name: String,
}

/// Something in use that is not the cooperative's own, so that no balance sheet shows it (rules §2.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BorrowedLine {
    /// What it is.
    pub name: String,
    /// Whose it is.
    pub owner: String,
    /// The number of the paper by which it was handed over (BAST), or empty.
    pub handover_number: String,
    /// Since when it is in use.
    pub since: BookDate,
}

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Surroundings {
    /// Head and foot.
    pub letterhead: Letterhead,
    /// For the first of the notes.
    pub identity: Identity,
    /// For the note on what is in use and not owned; nothing where no list of it is kept.
    pub borrowed: Vec<BorrowedLine>,
}

impl Surroundings {
    /// The same with the cooperative's name, where the identity has none.
    pub(crate) fn of_cooperative(mut self, name: &str) -> Self {
        if self.identity.name.is_empty() {
            name.clone_into(&mut self.identity.name);
        }
        self
    }

    /// The same for who may see figures and no names.
    pub(crate) fn without_names(mut self) -> Self {
        self.identity.officers.clear();
        let signers = self.letterhead.signing.iter_mut().flat_map(|signing| &mut signing.signers);
        signers.for_each(|signer| signer.name.clear());
        self
    }
}

/// A member or partner that a statement is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Party {
    /// Whom the lines of the ledger name.
    #[serde(rename = "party")]
    pub id: PartyId,
    /// The number in the register of members, or empty.
    pub number: String,
    /// The name, or empty where the caller has none.
    pub name: String,
}

impl Party {
    /// A member or partner of whom only the number is known.
    pub fn unnamed(id: PartyId) -> Self {
        Self { id, number: String::new(), name: String::new() }
    }

    /// "Bu Contoh Marni, nomor 17".
    pub fn shown(&self) -> String {
        let number = if self.number.is_empty() { self.id.to_string() } else { self.number.clone() };
        match self.name.is_empty() {
            true => format!("Anggota atau mitra nomor {number}"),
            false => format!("{}, nomor {number}", self.name),
        }
    }
}

/// Tells who a member or partner is.
pub type PartyOf = fn(&mut dyn Reader, CooperativeId, PartyId) -> Result<Option<Party>, StoreError>;

/// Asks for the entries from one day through another that lack a proof.
pub type UnprovenOf =
    fn(&mut dyn Reader, CooperativeId, BookDate, BookDate) -> Result<BTreeSet<EntryId>, StoreError>;

/// What the pages ask of whoever stands above the ledger and knows the cooperative and its members.
#[derive(Debug, Clone, Copy)]
pub struct Above {
    /// What stands on papers of a day.
    pub surroundings: fn(&mut dyn Reader, CooperativeId, BookDate) -> Result<Surroundings, StoreError>,
    /// A member or partner; nothing where there is none of this number.
    pub party: PartyOf,
    /// The entries of a time that should have a proof, have none, and nobody has said why.
    pub unproven: UnprovenOf,
}

impl Above {
    /// Where nobody is asked: papers have the cooperative's name alone, members their numbers.
    pub const NOBODY: Self = Self {
        surroundings: |_, _, _| Ok(Surroundings::default()),
        party: |_, _, id| Ok(Some(Party::unnamed(id))),
        unproven: |_, _, _, _| Ok(BTreeSet::new()),
    };
}

/// A member or partner, or the refusal where there is none of this number.
pub(crate) fn known_party(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    above: Above,
    id: PartyId,
) -> Result<Party, StatementError> {
    (above.party)(reader, cooperative, id)?.ok_or(StatementError::UnknownParty(id))
}
