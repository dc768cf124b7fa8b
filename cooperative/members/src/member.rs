//! A row of the member register, and the questions that find it.

use std::collections::BTreeMap;

use ::store::Reader;
use kernel::{BirthDate, BookDate, CooperativeId, PartyId, RegionCode, Sex};

use crate::domicile::Domicile;
use crate::state::{MemberState, Step};
use crate::text::{number_in, pattern};
use crate::{MembersError, store};

/// Members on one page of the list.
pub const PAGE_LENGTH: i64 = 50;

/// Somebody in the member register: an applicant, a member, or one who was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The number that ledger lines carry; shared with partners.
    pub party: PartyId,
    /// The number on the member card, given when membership begins.
    pub number: Option<i64>,
    /// As on the KTP.
    pub name: String,
    /// The NIK with its middle hidden: `1971**********02`.
    pub nik_masked: String,
    /// As the NIK tells.
    pub sex: Sex,
    /// As the NIK tells.
    pub birth_date: BirthDate,
    /// As on the KTP.
    pub address: String,
    /// Digits as dialled in Indonesia.
    pub phone: Option<String>,
    /// The village on the KTP.
    pub region: RegionCode,
    /// The district in which the NIK was issued.
    pub nik_region: RegionCode,
    /// Proof of domicile, or what was noticed about it.
    pub domicile_note: Option<String>,
    /// Where the membership stands.
    pub state: MemberState,
    /// The day of the application.
    pub applied_on: BookDate,
    /// The day the board accepted it.
    pub verified_on: Option<BookDate>,
    /// The day membership began: simpanan pokok was fully paid.
    pub active_from: Option<BookDate>,
    /// The day it ended.
    pub ended_on: Option<BookDate>,
    /// Why it ended.
    pub end_reason: Option<String>,
}

impl Member {
    /// "anggota 017", or "calon anggota" before there is a number.
    pub fn title(&self) -> String {
        self.number.map_or_else(|| "calon anggota".to_owned(), |number| format!("anggota {number:03}"))
    }

    /// The name as people say it: "Bu Contoh Melati".
    pub fn called(&self) -> String {
        let first = self.name.split(' ').next().unwrap_or_default().to_lowercase();
        if matches!(first.trim_end_matches('.'), "bu" | "ibu" | "pak" | "bapak" | "sdr" | "sdri") {
            return self.name.clone();
        }
        match self.sex {
            Sex::Female => format!("Bu {}", self.name),
            Sex::Male => format!("Pak {}", self.name),
        }
    }

    /// What its papers say about the domicile.
    pub fn domicile(&self, cooperative: RegionCode) -> Domicile {
        Domicile::of(self.region, self.nik_region, cooperative)
    }

    /// The state after a step, or the refusal.
    pub(crate) fn after(&self, step: Step) -> Result<MemberState, MembersError> {
        self.state.after(step).ok_or_else(|| MembersError::WrongState {
            name: self.called(),
            state: self.state,
            step,
        })
    }
}

/// What a list of members should show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemberFilter {
    /// Only this state.
    pub state: Option<MemberState>,
    /// A part of a name, or a member's number.
    pub text: String,
    /// The page, from 1; smaller counts as 1.
    pub page: i64,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberPage {
    /// At most [`PAGE_LENGTH`]: members by number, then who waits for one.
    pub members: Vec<Member>,
    /// How many there are on all pages.
    pub total: i64,
}

/// One member.
///
/// # Errors
/// The store cannot answer.
pub fn member(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    party: PartyId,
) -> Result<Option<Member>, MembersError> {
    store::member(reader, cooperative, party)
}

/// One member, or the refusal that there is none.
pub(crate) fn existing(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    party: PartyId,
) -> Result<Member, MembersError> {
    store::member(reader, cooperative, party)?.ok_or(MembersError::NoSuchMember)
}

/// A page of the register.
///
/// # Errors
/// The store cannot answer.
pub fn list(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    filter: &MemberFilter,
) -> Result<MemberPage, MembersError> {
    let state = filter.state.map_or("", MemberState::code);
    let number = number_in(&filter.text);
    // A number is looked for as a number; "17" is no part of a name.
    let name = if number.is_some() { String::new() } else { pattern(&filter.text) };
    let skip = (filter.page.clamp(1, 1_000_000) - 1) * PAGE_LENGTH;
    store::page(reader, cooperative, state, &name, number.unwrap_or(0), skip)
}

/// All who are members now, by number.
///
/// # Errors
/// The store cannot answer.
pub fn active(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<Member>, MembersError> {
    store::active(reader, cooperative)
}

/// How many stand where; every state is there, with 0 where there is nobody.
///
/// # Errors
/// The store cannot answer.
pub fn counts_by_state(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<BTreeMap<MemberState, i64>, MembersError> {
    let mut counts: BTreeMap<_, _> = MemberState::ALL.into_iter().map(|state| (state, 0)).collect();
    counts.extend(store::counts(reader, cooperative)?);
    Ok(counts)
}
