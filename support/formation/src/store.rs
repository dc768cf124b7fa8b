//! All SQL of formation.

use std::collections::BTreeMap;

use ::store::{Reader, Row, StoreError, StoreErrorKind, Tx, values};
use kernel::{BirthDate, CooperativeId, DocumentId, RegionCode, Timestamp, UserId, fold};

use crate::founder::{Founder, Sex};
use crate::progress::StepRow;
use crate::step::{Path, StepState};
use crate::village::Split;

fn fault(what: &'static str) -> StoreError {
    StoreError::new(StoreErrorKind::Fault, format!("formation holds {what} that cannot be read"))
}

const PATH: &str = "select route from formation_cooperative where cooperative_id = $1";

pub(crate) fn path(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Option<Path>, StoreError> {
    let row = reader.query_opt(PATH, &values![cooperative])?;
    row.map(|row| Path::parse(&row.text(0)?).ok_or_else(|| fault("a route"))).transpose()
}

const PATHS_IN: &str =
    "select cooperative_id, route from formation_cooperative where region between $1 and $2";

pub(crate) fn paths_in(
    reader: &mut dyn Reader,
    region: RegionCode,
) -> Result<BTreeMap<CooperativeId, Path>, StoreError> {
    let (first, last) = region.range();
    let rows = reader.query(PATHS_IN, &values![first, last])?;
    let one = |row: &Row| {
        let path = Path::parse(&row.text(1)?).ok_or_else(|| fault("a route"))?;
        Ok((CooperativeId(row.int(0)?), path))
    };
    rows.iter().map(one).collect()
}

pub(crate) fn set_path(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    (region, path): (RegionCode, Path),
    (by, at): (UserId, Timestamp),
) -> Result<(), StoreError> {
    tx.execute("delete from formation_cooperative where cooperative_id = $1", &values![cooperative])?;
    let sql = "insert into formation_cooperative (cooperative_id, region, route, set_by, set_at) \
         values ($1, $2, $3, $4, $5)";
    tx.execute(sql, &values![cooperative, region, path.code(), by, at]).map(|_| ())
}

fn decode_step(row: &Row) -> Result<StepRow, StoreError> {
    let verified = row.opt_int(9)?.map(UserId).zip(row.opt_int(10)?.map(Timestamp));
    Ok(StepRow {
        step: row.text(0)?,
        state: StepState::parse(&row.text(1)?).ok_or_else(|| fault("a state"))?,
        number: row.text(2)?,
        dated: row.opt_date(3)?,
        issuer: row.text(4)?,
        document: row.opt_int(5)?.map(DocumentId),
        note: row.text(6)?,
        by: UserId(row.int(7)?),
        at: Timestamp(row.int(8)?),
        verified,
    })
}

const STEPS: &str = "select step, state, number, dated, issuer, document_id, note, changed_by, changed_at, \
     verified_by, verified_at from formation_step where cooperative_id = $1";

pub(crate) fn steps(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<StepRow>, StoreError> {
    reader.query(STEPS, &values![cooperative])?.iter().map(decode_step).collect()
}

const STEPS_IN: &str =
    "select step, state, cooperative_id from formation_step where region between $1 and $2";

/// Where every step of a region stands, in one question.
pub(crate) fn steps_in(
    reader: &mut dyn Reader,
    region: RegionCode,
) -> Result<BTreeMap<CooperativeId, Vec<(String, StepState)>>, StoreError> {
    let (first, last) = region.range();
    let mut found: BTreeMap<CooperativeId, Vec<(String, StepState)>> = BTreeMap::new();
    for row in reader.query(STEPS_IN, &values![first, last])? {
        let state = StepState::parse(&row.text(1)?).ok_or_else(|| fault("a state"))?;
        found.entry(CooperativeId(row.int(2)?)).or_default().push((row.text(0)?, state));
    }
    Ok(found)
}

pub(crate) fn set_step(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    region: RegionCode,
    step: &StepRow,
) -> Result<(), StoreError> {
    let key = values![cooperative, &step.step];
    tx.execute("delete from formation_step where cooperative_id = $1 and step = $2", &key)?;
    let sql = "insert into formation_step (cooperative_id, step, region, state, number, dated, issuer, \
         document_id, note, changed_by, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let row = values![
        cooperative,
        &step.step,
        region,
        step.state.code(),
        &step.number,
        step.dated,
        &step.issuer,
        step.document,
        &step.note,
        step.by,
        step.at
    ];
    tx.execute(sql, &row).map(|_| ())
}

pub(crate) fn log_step(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    id: i64,
    step: &StepRow,
) -> Result<(), StoreError> {
    let sql = "insert into formation_step_log (cooperative_id, log_id, step, state, number, dated, issuer, \
         document_id, note, changed_by, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let row = values![
        cooperative,
        id,
        &step.step,
        step.state.code(),
        &step.number,
        step.dated,
        &step.issuer,
        step.document,
        &step.note,
        step.by,
        step.at
    ];
    tx.execute(sql, &row).map(|_| ())
}

const LOG: &str = "select step, state, number, dated, issuer, document_id, note, changed_by, changed_at, \
     cast(null as bigint), cast(null as bigint) from formation_step_log \
     where cooperative_id = $1 and step = $2 order by log_id desc";

pub(crate) fn log(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    step: &str,
) -> Result<Vec<StepRow>, StoreError> {
    reader.query(LOG, &values![cooperative, step])?.iter().map(decode_step).collect()
}

pub(crate) fn verify(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    step: &str,
    (by, at): (UserId, Timestamp),
) -> Result<bool, StoreError> {
    let sql = "update formation_step set verified_by = $3, verified_at = $4 \
         where cooperative_id = $1 and step = $2 and state = 'terbit'";
    Ok(tx.execute(sql, &values![cooperative, step, by, at])? == 1)
}

pub(crate) fn release_paper(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    step: &str,
) -> Result<(), StoreError> {
    let sql = "delete from formation_paper_claim where cooperative_id = $1 and step = $2";
    tx.execute(sql, &values![cooperative, step]).map(|_| ())
}

/// Claims a paper; says whose it is where it is somebody's.
pub(crate) fn claim_paper(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    step: &str,
    key: &str,
) -> Result<Option<CooperativeId>, StoreError> {
    let sql = "insert into formation_paper_claim (step, paper_key, cooperative_id) values ($1, $2, $3) \
         on conflict (step, paper_key) do nothing";
    if tx.execute(sql, &values![step, key, cooperative])? == 1 {
        return Ok(None);
    }
    let sql = "select cooperative_id from formation_paper_claim where step = $1 and paper_key = $2";
    tx.query_one(sql, &values![step, key])?.int(0).map(|id| Some(CooperativeId(id)))
}

const FOUNDERS: &str = "select founder_id, name, sex, birth_date, is_married, region, nik_masked \
     from formation_founder where cooperative_id = $1 order by name_search, founder_id";

pub(crate) fn founders(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<Vec<Founder>, StoreError> {
    let row = |row: &Row| {
        Ok(Founder {
            id: row.int(0)?,
            name: row.text(1)?,
            sex: Sex::parse(&row.text(2)?).ok_or_else(|| fault("a sex"))?,
            birth: BirthDate::parse(&row.text(3)?).map_err(|_| fault("a birth date"))?,
            is_married: row.flag(4)?,
            village: row.region(5)?,
            nik_masked: row.opt_text(6)?,
        })
    };
    reader.query(FOUNDERS, &values![cooperative])?.iter().map(row).collect()
}

pub(crate) fn insert_founder(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    founder: &Founder,
    nik_hash: Option<&[u8]>,
    (by, at): (UserId, Timestamp),
) -> Result<(), StoreError> {
    let sql = "insert into formation_founder (cooperative_id, founder_id, name, name_search, sex, birth_date, \
         is_married, region, nik_hash, nik_masked, added_by, added_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let row = values![
        cooperative,
        founder.id,
        &founder.name,
        fold(&founder.name),
        founder.sex.code(),
        founder.birth.to_string(),
        founder.is_married,
        founder.village,
        nik_hash,
        founder.nik_masked.as_ref(),
        by,
        at
    ];
    tx.execute(sql, &row).map(|_| ())
}

/// Claims a person; says whose founder it is where it is somebody's.
pub(crate) fn claim_founder(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    founder: i64,
    nik_hash: &[u8],
) -> Result<Option<CooperativeId>, StoreError> {
    let sql = "insert into formation_founder_claim (nik_hash, cooperative_id, founder_id) \
         values ($1, $2, $3) on conflict (nik_hash) do nothing";
    if tx.execute(sql, &values![nik_hash, cooperative, founder])? == 1 {
        return Ok(None);
    }
    let sql = "select cooperative_id from formation_founder_claim where nik_hash = $1";
    tx.query_one(sql, &values![nik_hash])?.int(0).map(|id| Some(CooperativeId(id)))
}

pub(crate) fn delete_founder(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    founder: i64,
) -> Result<bool, StoreError> {
    let key = values![cooperative, founder];
    tx.execute("delete from formation_founder_claim where cooperative_id = $1 and founder_id = $2", &key)?;
    let sql = "delete from formation_founder where cooperative_id = $1 and founder_id = $2";
    Ok(tx.execute(sql, &key)? == 1)
}

const MEETING: &str = "select content from formation_meeting where cooperative_id = $1";

pub(crate) fn meeting(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<Option<String>, StoreError> {
    reader.query_opt(MEETING, &values![cooperative])?.map(|row| row.text(0)).transpose()
}

pub(crate) fn set_meeting(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    content: &str,
    (by, at): (UserId, Timestamp),
) -> Result<(), StoreError> {
    tx.execute("delete from formation_meeting where cooperative_id = $1", &values![cooperative])?;
    let sql = "insert into formation_meeting (cooperative_id, content, changed_by, changed_at) \
         values ($1, $2, $3, $4)";
    tx.execute(sql, &values![cooperative, content, by, at]).map(|_| ())
}

const VILLAGES: &str = "select region from formation_village where cooperative_id = $1 order by region";

pub(crate) fn villages(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<Vec<RegionCode>, StoreError> {
    reader.query(VILLAGES, &values![cooperative])?.iter().map(|row| row.region(0)).collect()
}

const SERVER: &str = "select cooperative_id from formation_village where region = $1";

pub(crate) fn server_of(
    reader: &mut dyn Reader,
    village: RegionCode,
) -> Result<Option<CooperativeId>, StoreError> {
    let row = reader.query_opt(SERVER, &values![village])?;
    row.map(|row| row.int(0).map(CooperativeId)).transpose()
}

pub(crate) fn claim_village(
    tx: &mut Tx<'_>,
    (village, cooperative): (RegionCode, CooperativeId),
    note: &str,
    (by, at): (UserId, Timestamp),
) -> Result<bool, StoreError> {
    let sql = "insert into formation_village (region, cooperative_id, note, added_by, added_at) \
         values ($1, $2, $3, $4, $5) on conflict (region) do nothing";
    Ok(tx.execute(sql, &values![village, cooperative, note, by, at])? == 1)
}

pub(crate) fn release_village(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    village: RegionCode,
) -> Result<bool, StoreError> {
    let sql = "delete from formation_village where cooperative_id = $1 and region = $2";
    Ok(tx.execute(sql, &values![cooperative, village])? == 1)
}

fn decode_split(row: &Row) -> Result<Split, StoreError> {
    Ok(Split { old: row.region(0)?, new: row.region(1)?, on: row.date(2)?, decree: row.text(3)? })
}

const SPLITS_IN: &str = "select old_region, new_region, split_on, decree from formation_split \
     where old_region between $1 and $2 order by old_region, new_region";

pub(crate) fn splits_in(reader: &mut dyn Reader, region: RegionCode) -> Result<Vec<Split>, StoreError> {
    let (first, last) = region.range();
    reader.query(SPLITS_IN, &values![first, last])?.iter().map(decode_split).collect()
}

pub(crate) fn insert_split(
    tx: &mut Tx<'_>,
    split: &Split,
    (by, at): (UserId, Timestamp),
) -> Result<(), StoreError> {
    let sql = "insert into formation_split (old_region, new_region, split_on, decree, noted_by, noted_at) \
         values ($1, $2, $3, $4, $5, $6) on conflict (old_region, new_region) do nothing";
    tx.execute(sql, &values![split.old, split.new, split.on, &split.decree, by, at]).map(|_| ())
}

const SERVED_IN: &str = "select region, cooperative_id from formation_village \
     where region between $1 and $2 order by region";

/// The villages of a region that are served beside a cooperative's own.
pub(crate) fn served_in(
    reader: &mut dyn Reader,
    region: RegionCode,
) -> Result<Vec<(RegionCode, CooperativeId)>, StoreError> {
    let (first, last) = region.range();
    let rows = reader.query(SERVED_IN, &values![first, last])?;
    rows.iter().map(|row| Ok((row.region(0)?, CooperativeId(row.int(1)?)))).collect()
}
