//! Applying: somebody asks to become a member.

use ::store::{Tx, next_number};
use kernel::{BookDate, CooperativeId, Nik, PartyId, RegionCode, RegionLevel, Timestamp, UserId, fold};

use crate::member::{Member, existing};
use crate::state::MemberState;
use crate::{MembersError, NikKeys, store, text};

/// An application for membership; registration is free (rules §3).
#[derive(Debug, Clone)]
pub struct Application {
    /// Where.
    pub cooperative: CooperativeId,
    /// As on the KTP.
    pub name: String,
    /// As on the KTP.
    pub nik: Nik,
    /// As on the KTP.
    pub address: String,
    /// As typed, or empty.
    pub phone: String,
    /// The village on the KTP; nothing means the cooperative's own.
    pub region: Option<RegionCode>,
    /// The day of the application.
    pub date: BookDate,
    /// Who enters it.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// Enters an applicant and claims the NIK, so that nobody is in two registers at once.
///
/// # Errors
/// [`MembersError`]: a fault in a field, a NIK that is in a register already.
pub fn apply(tx: &mut Tx<'_>, keys: &NikKeys, application: &Application) -> Result<Member, MembersError> {
    let Application { cooperative, nik, date, .. } = application;
    let home = registry::cooperative(tx, *cooperative)?.ok_or(MembersError::NoSuchCooperative)?;
    if *date > application.at.date_in(home.zone()) {
        return Err(MembersError::Future(*date));
    }
    let region = application.region.unwrap_or(home.region);
    if region.level() != RegionLevel::Village {
        return Err(MembersError::Region);
    }
    let name = text::name(&application.name)?;
    let party = PartyId(next_number(tx, cooperative.0, "party")?);
    let member = Member {
        party,
        number: None,
        nik_masked: nik.to_string(),
        sex: nik.sex(),
        birth_date: nik.birth_date(*date).ok_or(kernel::NikError::Birth)?,
        address: text::address(&application.address)?,
        phone: text::phone(&application.phone)?,
        region,
        nik_region: nik.region_prefix(),
        domicile_note: None,
        state: MemberState::Applicant,
        applied_on: *date,
        verified_on: None,
        active_from: None,
        ended_on: None,
        end_reason: None,
        name,
    };
    let hash = keys.hash(nik)?;
    claim(tx, &hash, *cooperative, party)?;
    let row = store::NewMember {
        member: &member,
        name_search: fold(&member.name),
        nik_sealed: keys.seal(nik, *cooperative, party)?,
        nik_hash: hash,
        at: application.at,
    };
    store::insert_member(tx, *cooperative, row)?;
    existing(tx, *cooperative, party)
}

fn claim(
    tx: &mut Tx<'_>,
    hash: &[u8],
    cooperative: CooperativeId,
    party: PartyId,
) -> Result<(), MembersError> {
    if store::claim_nik(tx, hash, cooperative, party)? {
        return Ok(());
    }
    match store::claimant(tx, hash)? {
        Some(holder) if holder == cooperative => Err(MembersError::NikHere),
        _ => Err(MembersError::NikElsewhere),
    }
}
