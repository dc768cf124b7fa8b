//! All SQL of the member register. Its tables are written by single statements only, so an open
//! transaction may look into them without sending what others have appended.

use std::collections::BTreeMap;

use ::store::{Reader, Row, StoreError, StoreErrorKind, Tx, Value, values};
use kernel::{BirthDate, BookDate, CooperativeId, PartyId, Sex, Timestamp, UserId};

use crate::MembersError;
use crate::change::Change;
use crate::member::{Member, MemberPage, PAGE_LENGTH};
use crate::nik::NikAccess;
use crate::partner::{NewPartner, Partner, PartnerKind};
use crate::state::MemberState;

/// A value of the store that the program would not have written.
fn fault(what: &'static str) -> StoreError {
    StoreError::new(StoreErrorKind::Fault, format!("the member register holds {what} that cannot be read"))
}

macro_rules! member_columns {
    () => {
        "select party_id, number, name, nik_masked, sex, birth_date, address, phone, region, nik_region, \
         domicile_note, state, applied_on, verified_on, active_from, ended_on, end_reason from members_member "
    };
}

fn decode_member(row: &Row) -> Result<Member, StoreError> {
    Ok(Member {
        party: PartyId(row.int(0)?),
        number: row.opt_int(1)?,
        name: row.text(2)?,
        nik_masked: row.text(3)?,
        sex: if row.text(4)? == "f" { Sex::Female } else { Sex::Male },
        birth_date: BirthDate::parse(&row.text(5)?).map_err(|_| fault("a birthday"))?,
        address: row.text(6)?,
        phone: row.opt_text(7)?,
        region: row.region(8)?,
        nik_region: row.region(9)?,
        domicile_note: row.opt_text(10)?,
        state: MemberState::parse(&row.text(11)?).ok_or_else(|| fault("a state"))?,
        applied_on: row.date(12)?,
        verified_on: row.opt_date(13)?,
        active_from: row.opt_date(14)?,
        ended_on: row.opt_date(15)?,
        end_reason: row.opt_text(16)?,
    })
}

pub(crate) fn member(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    party: PartyId,
) -> Result<Option<Member>, MembersError> {
    let sql = concat!(member_columns!(), "where cooperative_id = $1 and party_id = $2");
    let row = reader.query_opt(sql, &values![cooperative, party])?;
    Ok(row.as_ref().map(decode_member).transpose()?)
}

const PAGE: &str = concat!(
    member_columns!(),
    "where cooperative_id = $1 and ($2 = '' or state = $2) and ($3 = '' or name_search like $3) \
     and ($4 = 0 or number = $4) \
     order by coalesce(number, 1000000000), party_id limit $5 offset $6"
);

const PAGE_TOTAL: &str = "select count(*) from members_member where cooperative_id = $1 \
     and ($2 = '' or state = $2) and ($3 = '' or name_search like $3) and ($4 = 0 or number = $4)";

/// `state` and `name` are empty, `number` is 0, where they do not matter.
pub(crate) fn page(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    state: &str,
    name: &str,
    number: i64,
    skip: i64,
) -> Result<MemberPage, MembersError> {
    let rows = reader.query(PAGE, &values![cooperative, state, name, number, PAGE_LENGTH, skip])?;
    let total = reader.query_one(PAGE_TOTAL, &values![cooperative, state, name, number])?;
    let members = rows.iter().map(decode_member).collect::<Result<_, _>>()?;
    Ok(MemberPage { members, total: total.int(0)? })
}

pub(crate) fn active(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<Vec<Member>, MembersError> {
    let sql = concat!(member_columns!(), "where cooperative_id = $1 and state = 'aktif' order by number");
    let rows = reader.query(sql, &values![cooperative])?;
    Ok(rows.iter().map(decode_member).collect::<Result<_, _>>()?)
}

pub(crate) fn counts(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<BTreeMap<MemberState, i64>, MembersError> {
    let sql = "select state, count(*) from members_member where cooperative_id = $1 group by state";
    let count = |row: &Row| -> Result<_, StoreError> {
        Ok((MemberState::parse(&row.text(0)?).ok_or_else(|| fault("a state"))?, row.int(1)?))
    };
    Ok(reader.query(sql, &values![cooperative])?.iter().map(count).collect::<Result<_, _>>()?)
}

/// A row of the register with what only the register itself sees.
pub(crate) struct NewMember<'m> {
    pub member: &'m Member,
    pub name_search: String,
    pub nik_sealed: Vec<u8>,
    pub nik_hash: Vec<u8>,
    pub at: Timestamp,
}

const INSERT: &str = "insert into members_member (cooperative_id, party_id, name, name_search, nik_sealed, \
     nik_hash, nik_masked, sex, birth_date, address, phone, region, nik_region, state, applied_on, created_at) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";

pub(crate) fn insert_member(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    new: NewMember<'_>,
) -> Result<(), MembersError> {
    let member = new.member;
    let sex = if member.sex == Sex::Female { "f" } else { "m" };
    let params = values![
        cooperative,
        member.party,
        &member.name,
        new.name_search,
        new.nik_sealed,
        new.nik_hash,
        &member.nik_masked,
        sex,
        member.birth_date.to_string(),
        &member.address,
        member.phone.as_ref(),
        member.region,
        member.nik_region,
        member.state.code(),
        member.applied_on,
        new.at,
    ];
    tx.execute(INSERT, &params)?;
    Ok(())
}

/// Says whether the NIK was free.
pub(crate) fn claim_nik(
    tx: &mut Tx<'_>,
    hash: &[u8],
    cooperative: CooperativeId,
    party: PartyId,
) -> Result<bool, MembersError> {
    let sql = "insert into members_nik_claim (nik_hash, cooperative_id, party_id) values ($1, $2, $3) \
         on conflict (nik_hash) do nothing";
    Ok(tx.execute(sql, &values![hash, cooperative, party])? == 1)
}

pub(crate) fn claimant(tx: &mut Tx<'_>, hash: &[u8]) -> Result<Option<CooperativeId>, MembersError> {
    let rows =
        tx.lookup("select cooperative_id from members_nik_claim where nik_hash = $1", &values![hash])?;
    Ok(rows.first().map(|row| row.int(0).map(CooperativeId)).transpose()?)
}

/// In two statements, because the claim is spread by the NIK and the member by the cooperative.
pub(crate) fn release_nik(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    party: PartyId,
) -> Result<(), MembersError> {
    let sql = "select nik_hash from members_member where cooperative_id = $1 and party_id = $2";
    for row in tx.lookup(sql, &values![cooperative, party])? {
        let sql =
            "delete from members_nik_claim where nik_hash = $1 and cooperative_id = $2 and party_id = $3";
        tx.execute(sql, &values![row.blob(0)?, cooperative, party])?;
    }
    Ok(())
}

/// One row must have been there: the act has just read it.
fn touched(rows: u64) -> Result<(), MembersError> {
    if rows == 1 { Ok(()) } else { Err(MembersError::NoSuchMember) }
}

pub(crate) fn set_verified(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    party: PartyId,
    state: MemberState,
    date: BookDate,
    note: Option<&str>,
) -> Result<(), MembersError> {
    let sql = "update members_member set state = $1, verified_on = $2, domicile_note = $3 \
         where cooperative_id = $4 and party_id = $5";
    touched(tx.execute(sql, &values![state.code(), date, note, cooperative, party])?)
}

pub(crate) fn set_active(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    party: PartyId,
    state: MemberState,
    date: BookDate,
    number: i64,
) -> Result<(), MembersError> {
    let sql = "update members_member set state = $1, active_from = $2, number = $3 \
         where cooperative_id = $4 and party_id = $5";
    touched(tx.execute(sql, &values![state.code(), date, number, cooperative, party])?)
}

pub(crate) fn has_number(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    number: i64,
) -> Result<bool, MembersError> {
    let sql = "select 1 from members_member where cooperative_id = $1 and number = $2";
    Ok(!tx.lookup(sql, &values![cooperative, number])?.is_empty())
}

pub(crate) fn set_ended(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    party: PartyId,
    state: MemberState,
    date: BookDate,
    reason: &str,
) -> Result<(), MembersError> {
    let sql = "update members_member set state = $1, ended_on = $2, end_reason = $3 \
         where cooperative_id = $4 and party_id = $5";
    touched(tx.execute(sql, &values![state.code(), date, reason, cooperative, party])?)
}

/// What an edit may change.
pub(crate) struct Edited<'e> {
    pub name: &'e str,
    pub name_search: String,
    pub address: &'e str,
    pub phone: Option<&'e str>,
}

pub(crate) fn set_edited(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    party: PartyId,
    row: Edited<'_>,
) -> Result<(), MembersError> {
    let sql = "update members_member set name = $1, name_search = $2, address = $3, phone = $4 \
         where cooperative_id = $5 and party_id = $6";
    let params = values![row.name, row.name_search, row.address, row.phone, cooperative, party];
    touched(tx.execute(sql, &params)?)
}

pub(crate) fn insert_change(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    party: PartyId,
    id: i64,
    change: &Change,
) -> Result<(), MembersError> {
    let sql = "insert into members_change (cooperative_id, party_id, change_id, field, old_value, new_value, \
         changed_by, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let Change { field, old, new, by, at } = change;
    tx.execute(sql, &values![cooperative, party, id, field, old, new, *by, *at])?;
    Ok(())
}

pub(crate) fn changes(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    party: PartyId,
) -> Result<Vec<Change>, MembersError> {
    let sql = "select field, old_value, new_value, changed_by, changed_at from members_change \
         where cooperative_id = $1 and party_id = $2 order by change_id desc";
    let change = |row: &Row| -> Result<_, StoreError> {
        let (by, at) = (UserId(row.int(3)?), Timestamp(row.int(4)?));
        Ok(Change { field: row.text(0)?, old: row.text(1)?, new: row.text(2)?, by, at })
    };
    Ok(reader.query(sql, &values![cooperative, party])?.iter().map(change).collect::<Result<_, _>>()?)
}

pub(crate) fn sealed_nik(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    party: PartyId,
) -> Result<Option<Vec<u8>>, MembersError> {
    let sql = "select nik_sealed from members_member where cooperative_id = $1 and party_id = $2";
    let rows = tx.lookup(sql, &values![cooperative, party])?;
    Ok(rows.first().map(|row| row.blob(0)).transpose()?)
}

pub(crate) fn insert_nik_access(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    id: i64,
    access: &NikAccess,
) -> Result<(), MembersError> {
    let sql = "insert into members_nik_access (cooperative_id, access_id, party_id, purpose, seen_by, seen_at) \
         values ($1, $2, $3, $4, $5, $6)";
    tx.execute(sql, &values![cooperative, id, access.member, &access.purpose, access.by, access.at])?;
    Ok(())
}

pub(crate) fn nik_accesses(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<Vec<NikAccess>, MembersError> {
    let sql = "select party_id, purpose, seen_by, seen_at from members_nik_access \
         where cooperative_id = $1 order by access_id desc";
    let access = |row: &Row| -> Result<_, StoreError> {
        let (by, at) = (UserId(row.int(2)?), Timestamp(row.int(3)?));
        Ok(NikAccess { member: PartyId(row.int(0)?), purpose: row.text(1)?, by, at })
    };
    Ok(reader.query(sql, &values![cooperative])?.iter().map(access).collect::<Result<_, _>>()?)
}

/// Says whether the name was free.
pub(crate) fn insert_partner(
    tx: &mut Tx<'_>,
    new: &NewPartner,
    partner: &Partner,
    name_search: &str,
) -> Result<bool, MembersError> {
    let sql = "insert into members_partner (cooperative_id, party_id, name, name_search, kind, phone, \
         created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing";
    let (kind, phone) = (partner.kind.code(), partner.phone.as_ref());
    let params =
        values![new.cooperative, partner.party, &partner.name, name_search, kind, phone, new.by, new.at];
    Ok(tx.execute(sql, &params)? == 1)
}

pub(crate) fn partners(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<Vec<Partner>, MembersError> {
    let sql = "select party_id, name, kind, phone from members_partner \
         where cooperative_id = $1 order by name_search";
    let partner = |row: &Row| -> Result<_, StoreError> {
        let kind = PartnerKind::parse(&row.text(2)?).ok_or_else(|| fault("a kind of partner"))?;
        Ok(Partner { party: PartyId(row.int(0)?), name: row.text(1)?, kind, phone: row.opt_text(3)? })
    };
    Ok(reader.query(sql, &values![cooperative])?.iter().map(partner).collect::<Result<_, _>>()?)
}

const NAMES: &str = "select party_id, name from members_member where cooperative_id = $1 and party_id between $2 and $3 \
     union all \
     select party_id, name from members_partner where cooperative_id = $1 and party_id between $2 and $3";

fn names(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    from: i64,
    through: i64,
) -> Result<BTreeMap<PartyId, String>, MembersError> {
    let params: [Value; 3] = values![cooperative, from, through];
    let name = |row: &Row| -> Result<_, StoreError> { Ok((PartyId(row.int(0)?), row.text(1)?)) };
    Ok(reader.query(NAMES, &params)?.iter().map(name).collect::<Result<_, _>>()?)
}

pub(crate) fn party_name(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    party: PartyId,
) -> Result<Option<String>, MembersError> {
    Ok(names(reader, cooperative, party.0, party.0)?.remove(&party))
}

pub(crate) fn party_names(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<BTreeMap<PartyId, String>, MembersError> {
    names(reader, cooperative, i64::MIN, i64::MAX)
}
