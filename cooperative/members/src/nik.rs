//! How a NIK is kept: encrypted for who may see it, hashed for finding the same person twice, masked
//! for everybody else. In plain text it is nowhere in the database.

use std::fmt;

use ::store::{Reader, StoreError, StoreErrorKind, Tx, next_number};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{ChaCha20Poly1305, KeyInit, Nonce};
use hmac::{Hmac, Mac};
use kernel::{BookDate, CooperativeId, Nik, PartyId, Timestamp, UserId, Zone};
use serde::Serialize;
use sha2::Sha256;

use crate::text::sentence;
use crate::{MembersError, store};

/// Bytes of the nonce that stands in front of the encrypted number.
const NONCE_LENGTH: usize = 12;

/// The two keys of the NIK. `web` derives them from the key of this installation:
/// `NikKeys::derive(|name| site.keys.derive(name))`.
#[derive(Clone)]
pub struct NikKeys {
    /// Encrypts.
    pub seal: [u8; 32],
    /// Makes the hash that tells whether two numbers are the same.
    pub hash: [u8; 32],
}

impl NikKeys {
    /// Both keys, by their names.
    pub fn derive(key: impl Fn(&'static str) -> [u8; 32]) -> Self {
        Self { seal: key("nik-seal"), hash: key("nik-hash") }
    }

    /// HMAC-SHA256 of the digits: without the key, nobody can try all numbers against it.
    pub(crate) fn hash(&self, nik: &Nik) -> Result<Vec<u8>, StoreError> {
        let mut hash = Hmac::<Sha256>::new_from_slice(&self.hash).map_err(fault)?;
        hash.update(nik.expose().as_bytes());
        Ok(hash.finalize().into_bytes().to_vec())
    }

    /// ChaCha20-Poly1305, bound to the member: a row copied to another member does not open.
    pub(crate) fn seal(
        &self,
        nik: &Nik,
        cooperative: CooperativeId,
        party: PartyId,
    ) -> Result<Vec<u8>, StoreError> {
        let mut nonce = [0; NONCE_LENGTH];
        getrandom::fill(&mut nonce).map_err(fault)?;
        let owner = owner(cooperative, party);
        let payload = Payload { msg: nik.expose().as_bytes(), aad: &owner };
        let sealed =
            ChaCha20Poly1305::new(&self.seal.into()).encrypt(&Nonce::from(nonce), payload).map_err(fault)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    fn open(&self, sealed: &[u8], cooperative: CooperativeId, party: PartyId) -> Option<String> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE_LENGTH>()?;
        let owner = owner(cooperative, party);
        let payload = Payload { msg: sealed, aad: &owner };
        let digits = ChaCha20Poly1305::new(&self.seal.into()).decrypt(&Nonce::from(*nonce), payload).ok()?;
        String::from_utf8(digits).ok()
    }
}

/// Keys are never printed.
impl fmt::Debug for NikKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NikKeys(..)")
    }
}

/// Whose number it is, as the encryption binds it.
fn owner(cooperative: CooperativeId, party: PartyId) -> Vec<u8> {
    [cooperative.0.to_be_bytes(), party.0.to_be_bytes()].concat()
}

fn fault(error: impl fmt::Display) -> StoreError {
    StoreError::new(StoreErrorKind::Fault, error)
}

/// Somebody wants to see a NIK in full.
#[derive(Debug, Clone)]
pub struct NikView {
    /// Whose member.
    pub cooperative: CooperativeId,
    /// The member.
    pub member: PartyId,
    /// What for, 5 to 200 characters; it stays on record.
    pub purpose: String,
    /// Who.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// One look at a NIK.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NikAccess {
    /// The member.
    pub member: PartyId,
    /// What for.
    pub purpose: String,
    /// Who.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// Opens a NIK and writes down who saw it, when and for what (UU PDP 27/2022; rules §9.7). The number is
/// given only in the same transaction that keeps the record.
///
/// # Errors
/// [`MembersError::Purpose`], [`MembersError::NoSuchMember`], [`MembersError::NikLocked`].
pub fn reveal_nik(tx: &mut Tx<'_>, keys: &NikKeys, view: &NikView) -> Result<Nik, MembersError> {
    let purpose = sentence(&view.purpose).ok_or(MembersError::Purpose)?;
    let sealed = store::sealed_nik(tx, view.cooperative, view.member)?.ok_or(MembersError::NoSuchMember)?;
    let digits = keys.open(&sealed, view.cooperative, view.member).ok_or(MembersError::NikLocked)?;
    // Where the day begins first: whoever was born today there was born.
    let today: BookDate = view.at.date_in(Zone::Wit);
    let nik = Nik::parse(&digits, today).map_err(|_| MembersError::NikLocked)?;
    let id = next_number(tx, view.cooperative.0, "members_nik_access")?;
    let access = NikAccess { member: view.member, purpose, by: view.by, at: view.at };
    store::insert_nik_access(tx, view.cooperative, id, &access)?;
    Ok(nik)
}

/// Who has seen NIK of this cooperative, newest first.
///
/// # Errors
/// The store cannot answer.
pub fn nik_accesses(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<Vec<NikAccess>, MembersError> {
    store::nik_accesses(reader, cooperative)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: NikKeys = NikKeys { seal: [7; 32], hash: [9; 32] };

    fn nik(text: &str) -> Nik {
        Nik::parse(text, BookDate::new(2026, 11, 24).unwrap()).unwrap()
    }

    #[test]
    fn a_sealed_number_opens_only_for_its_member() {
        let (here, party) = (CooperativeId(3), PartyId(17));
        let sealed = KEYS.seal(&nik("1971044503900002"), here, party).unwrap();
        assert_eq!(KEYS.open(&sealed, here, party).unwrap(), "1971044503900002");
        assert_eq!(KEYS.open(&sealed, here, PartyId(18)), None);
        assert_eq!(KEYS.open(&sealed, CooperativeId(4), party), None);
        assert_eq!(KEYS.open(&sealed[..11], here, party), None);
        let other = NikKeys { seal: [8; 32], ..KEYS };
        assert_eq!(other.open(&sealed, here, party), None);
    }

    #[test]
    fn sealing_twice_looks_different_and_hashing_twice_alike() {
        let (here, party) = (CooperativeId(3), PartyId(17));
        let number = nik("1971044503900002");
        assert_ne!(KEYS.seal(&number, here, party).unwrap(), KEYS.seal(&number, here, party).unwrap());
        assert_eq!(KEYS.hash(&number).unwrap(), KEYS.hash(&nik("19.71.04.450390.0002")).unwrap());
        assert_ne!(KEYS.hash(&number).unwrap(), KEYS.hash(&nik("1971044503900003")).unwrap());
        assert_eq!(format!("{KEYS:?}"), "NikKeys(..)");
    }
}
