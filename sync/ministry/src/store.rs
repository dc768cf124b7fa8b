//! All SQL of the portal's statistics.

use std::collections::HashMap;

use ::store::{Column, Conflict, Reader, Row, StoreError, Table, Tx, values};
use kernel::{BookDate, RegionCode, Timestamp, UserId};

use crate::matching::How;
use crate::snapshot::{Place, Settlement, Summary};
use crate::statistics::{FIGURES, StatisticRow};

/// Rows of the files; only [`append_statistic`] writes them.
static STATISTIC: Table = Table {
    name: "ministry_statistic",
    columns: &[
        ("as_of", Column::Text),
        ("row_number", Column::Int),
        ("portal_village", Column::Text),
        ("village", Column::Int),
        ("region", Column::Int),
        ("how", Column::Text),
        ("reason", Column::Text),
        ("province", Column::Text),
        ("city", Column::Text),
        ("district", Column::Text),
        ("village_name", Column::Text),
        ("cooperatives", Column::Int),
        ("accounts", Column::Int),
        ("npwp", Column::Int),
        ("nib", Column::Int),
        ("rat", Column::Int),
        ("transaction_volume", Column::Int),
        ("transaction_value", Column::Int),
        ("pokok_amount", Column::Int),
        ("pokok_members", Column::Int),
        ("pokok_tx", Column::Int),
        ("wajib_amount", Column::Int),
        ("wajib_members", Column::Int),
        ("wajib_tx", Column::Int),
        ("savings_total", Column::Int),
    ],
    conflict: Conflict::Refuse,
};

pub(crate) fn append_statistic(tx: &mut Tx<'_>, as_of: BookDate, row: &StatisticRow, place: &Place) {
    let (village, how, reason) = match place.village {
        Ok((village, how)) => (village.number(), how.code(), ""),
        Err(reason) => (0, "", reason),
    };
    let [province, city, district, village_name] = &row.names;
    let f = &row.figures;
    tx.append(
        &STATISTIC,
        values![
            as_of,
            i64::try_from(row.line).unwrap_or(i64::MAX),
            &row.ids[3],
            village,
            place.region.map_or(0, RegionCode::number),
            how,
            reason,
            province,
            city,
            district,
            village_name,
            f[0],
            f[1],
            f[2],
            f[3],
            f[4],
            f[5],
            f[6],
            f[7],
            f[8],
            f[9],
            f[10],
            f[11],
            f[12],
            f[13],
        ],
    );
}

/// Sends what was appended.
pub(crate) fn any_statistic(tx: &mut Tx<'_>, as_of: BookDate) -> Result<(), StoreError> {
    tx.query("select row_number from ministry_statistic where as_of = $1 limit 1", &values![as_of]).map(drop)
}

/// A snapshot as it is written.
#[derive(Debug)]
pub(crate) struct Kept {
    pub as_of: BookDate,
    pub sha256: String,
    pub summary: Summary,
    pub by: UserId,
    pub at: Timestamp,
}

const INSERT_SNAPSHOT: &str = "insert into ministry_snapshot (as_of, sha256, row_count, matched, cooperatives, \
     transaction_value, savings_total, read_by, read_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

pub(crate) fn append_snapshot(tx: &mut Tx<'_>, kept: &Kept) -> Result<(), StoreError> {
    let sum = &kept.summary;
    let row = values![
        kept.as_of,
        &kept.sha256,
        sum.rows,
        sum.matched,
        sum.cooperatives,
        sum.transaction_value,
        sum.savings_total,
        kept.by.0,
        kept.at.0,
    ];
    tx.execute(INSERT_SNAPSHOT, &row).map(drop)
}

/// A file that was read in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Of which day.
    pub as_of: BookDate,
    /// Which file.
    pub sha256: String,
    /// What it held.
    pub summary: Summary,
    /// When it was read in.
    pub read_at: Timestamp,
}

fn decode_snapshot(row: &Row) -> Result<Snapshot, StoreError> {
    let (rows, matched) = (row.int(2)?, row.int(3)?);
    let summary = Summary {
        rows,
        matched,
        unmatched: rows - matched,
        cooperatives: row.int(4)?,
        transaction_value: row.int(5)?,
        savings_total: row.int(6)?,
    };
    Ok(Snapshot { as_of: row.date(0)?, sha256: row.text(1)?, summary, read_at: Timestamp(row.int(7)?) })
}

const SNAPSHOT: &str = "select as_of, sha256, row_count, matched, cooperatives, transaction_value, \
     savings_total, read_at from ministry_snapshot where as_of = $1";

pub(crate) fn snapshot(reader: &mut dyn Reader, as_of: BookDate) -> Result<Option<Snapshot>, StoreError> {
    reader.query_opt(SNAPSHOT, &values![as_of])?.map(|row| decode_snapshot(&row)).transpose()
}

const SNAPSHOTS: &str = "select as_of, sha256, row_count, matched, cooperatives, transaction_value, \
     savings_total, read_at from ministry_snapshot order by as_of desc";

/// All snapshots, the newest first.
///
/// # Errors
/// The store cannot answer.
pub fn snapshots(reader: &mut dyn Reader) -> Result<Vec<Snapshot>, StoreError> {
    reader.query(SNAPSHOTS, &[])?.iter().map(decode_snapshot).collect()
}

pub(crate) fn latest(reader: &mut dyn Reader) -> Result<Option<Snapshot>, StoreError> {
    Ok(snapshots(reader)?.into_iter().next())
}

/// A row of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatisticView {
    /// The portal's number of the village.
    pub portal_village: String,
    /// Our village, where there is one.
    pub village: Option<RegionCode>,
    /// By what it was matched.
    pub how: Option<How>,
    /// Why it was not.
    pub reason: String,
    /// Province, city, district and village as the portal writes them.
    pub names: [String; 4],
    /// In the order of [`crate::COLUMNS`].
    pub figures: [Option<i64>; FIGURES],
}

impl StatisticView {
    /// One of the figures.
    pub fn figure(&self, place: usize) -> Option<i64> {
        self.figures.get(place).copied().flatten()
    }
}

macro_rules! columns {
    () => {
        "s.portal_village, s.village, s.how, s.reason, s.province, s.city, s.district, s.village_name, \
         s.cooperatives, s.accounts, s.npwp, s.nib, s.rat, s.transaction_volume, s.transaction_value, \
         s.pokok_amount, s.pokok_members, s.pokok_tx, s.wajib_amount, s.wajib_members, s.wajib_tx, \
         s.savings_total"
    };
}

fn decode(row: &Row) -> Result<StatisticView, StoreError> {
    let mut figures = [None; FIGURES];
    for (n, figure) in figures.iter_mut().enumerate() {
        *figure = row.opt_int(8 + n)?;
    }
    Ok(StatisticView {
        portal_village: row.text(0)?,
        village: RegionCode::from_number(row.int(1)?),
        how: How::parse(&row.text(2)?),
        reason: row.text(3)?,
        names: [row.text(4)?, row.text(5)?, row.text(6)?, row.text(7)?],
        figures,
    })
}

// Rows that the file was matched by, unless a person has decided otherwise since.
const MATCHED: &str = concat!(
    "select ",
    columns!(),
    " from ministry_statistic s where s.as_of = $1 and s.village between $2 and $3 and not exists \
     (select 1 from ministry_match m where m.portal_village = s.portal_village) order by s.village"
);

// A person's decision holds for every file.
const DECIDED: &str = concat!(
    "select ",
    columns!(),
    ", m.village from ministry_match m join ministry_statistic s on s.portal_village = m.portal_village \
     and s.as_of = $1 where m.village between $2 and $3 order by m.village"
);

/// The rows of a snapshot that belong to villages of a region, by village.
///
/// # Errors
/// The store cannot answer.
pub fn matched_in(
    reader: &mut dyn Reader,
    as_of: BookDate,
    region: RegionCode,
) -> Result<Vec<StatisticView>, StoreError> {
    let (first, last) = region.range();
    let asked = values![as_of, first, last];
    let mut rows: Vec<StatisticView> =
        reader.query(MATCHED, &asked)?.iter().map(decode).collect::<Result<_, _>>()?;
    for row in reader.query(DECIDED, &asked)? {
        let village = RegionCode::from_number(row.int(8 + FIGURES)?);
        rows.push(StatisticView { village, how: Some(How::Person), reason: String::new(), ..decode(&row)? });
    }
    rows.sort_by_key(|row| row.village);
    Ok(rows)
}

const WAITING: &str = concat!(
    "select ",
    columns!(),
    " from ministry_statistic s where s.as_of = $1 and s.village = 0 and s.region between $2 and $3 \
     and not exists (select 1 from ministry_match m where m.portal_village = s.portal_village) \
     order by s.city, s.district, s.village_name, s.row_number"
);

/// The rows of a snapshot that wait for a person in a region.
///
/// # Errors
/// The store cannot answer.
pub fn waiting(
    reader: &mut dyn Reader,
    as_of: BookDate,
    region: RegionCode,
) -> Result<Vec<StatisticView>, StoreError> {
    let (first, last) = region.range();
    reader.query(WAITING, &values![as_of, first, last])?.iter().map(decode).collect()
}

/// Whether a row of a snapshot has a village already.
pub(crate) fn is_taken(
    reader: &mut dyn Reader,
    as_of: BookDate,
    village: RegionCode,
) -> Result<bool, StoreError> {
    Ok(!matched_in(reader, as_of, village)?.is_empty())
}

/// What persons have decided, by the portal's number.
pub(crate) fn decisions(reader: &mut dyn Reader) -> Result<HashMap<String, Option<RegionCode>>, StoreError> {
    let rows = reader.query("select portal_village, village from ministry_match", &[])?;
    rows.iter().map(|row| Ok((row.text(0)?, RegionCode::from_number(row.int(1)?)))).collect()
}

const DECIDE: &str = "insert into ministry_match (portal_village, village, decided_by, decided_at) \
     values ($1, $2, $3, $4)";

pub(crate) fn decide(tx: &mut Tx<'_>, settlement: &Settlement) -> Result<(), StoreError> {
    let village = settlement.village.map_or(0, RegionCode::number);
    let row = values![&settlement.portal_village, village, settlement.by.0, settlement.at.0];
    tx.execute(DECIDE, &row).map(drop)
}
