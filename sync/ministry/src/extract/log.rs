//! What was sent, what the ministry made of it, and what has changed since.

use std::collections::BTreeMap;

use ::store::{Column, Conflict, Reader, StoreError, Table, Tx, next_number, values};
use kernel::{CooperativeId, RegionCode, Timestamp, UserId};

use super::{Rows, hash, table};
use crate::MinistryError;

/// What was written; only [`keep`] writes it.
static SENT: Table = Table {
    name: "ministry_sent",
    columns: &[
        ("cooperative_id", Column::Int),
        ("export_id", Column::Int),
        ("table_name", Column::Text),
        ("row_ref", Column::Text),
        ("row_count", Column::Int),
        ("sha256", Column::Text),
    ],
    conflict: Conflict::Refuse,
};

const INSERT_EXPORT: &str = "insert into ministry_export (cooperative_id, export_id, scope, exported_by, \
     exported_at) values ($1, $2, $3, $4, $5)";

/// Keeps what was written about a cooperative; the answer is the number of the export.
///
/// # Errors
/// The store cannot do it.
pub fn keep(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    scope: RegionCode,
    rows: &Rows,
    (by, at): (UserId, Timestamp),
) -> Result<i64, StoreError> {
    let export = next_number(tx, cooperative.0, "ministry_export")?;
    tx.execute(INSERT_EXPORT, &values![cooperative, export, scope.number(), by.0, at.0])?;
    for (name, records) in rows {
        let hashes: Vec<(&str, String)> =
            records.iter().map(|record| (record.reference.as_str(), record.hash())).collect();
        let whole = hash(hashes.iter().map(|(_, hash)| hash.as_str()));
        let count = i64::try_from(records.len()).unwrap_or(i64::MAX);
        tx.append(&SENT, values![cooperative, export, *name, "", count, whole]);
        for (reference, hash) in hashes {
            tx.append(&SENT, values![cooperative, export, *name, reference, 1, hash]);
        }
    }
    Ok(export)
}

/// What became of a table or a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutcomeState {
    /// Written; nothing was heard.
    Sent,
    /// The portal has it so.
    Accepted,
    /// The portal has something else.
    Differs,
    /// The portal did not take it.
    Rejected,
}

impl OutcomeState {
    /// All, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Sent, Self::Accepted, Self::Differs, Self::Rejected];

    /// As it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Accepted => "accepted",
            Self::Differs => "differs",
            Self::Rejected => "rejected",
        }
    }

    /// Reads what [`Self::code`] writes.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// As a page says it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Sent => "terkirim",
            Self::Accepted => "diterima",
            Self::Differs => "berbeda",
            Self::Rejected => "ditolak",
        }
    }

    /// How a page marks it.
    pub fn class(self) -> &'static str {
        match self {
            Self::Sent => "wait",
            Self::Accepted => "good",
            Self::Differs | Self::Rejected => "look",
        }
    }
}

/// An export of one cooperative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Of which cooperative.
    pub cooperative: CooperativeId,
    /// Its number.
    pub id: i64,
    /// The region for which it was written.
    pub scope: Option<RegionCode>,
    /// When.
    pub at: Timestamp,
    /// Rows of all tables.
    pub rows: i64,
    /// How many of its tables are accepted, differ or were rejected.
    pub outcomes: BTreeMap<&'static str, i64>,
}

impl Export {
    /// Tables in a state.
    pub fn in_state(&self, state: &OutcomeState) -> i64 {
        self.outcomes.get(state.code()).copied().unwrap_or(0)
    }
}

const EXPORTS: &str = "select e.export_id, e.scope, e.exported_at, \
     (select cast(coalesce(sum(s.row_count), 0) as bigint) from ministry_sent s where s.cooperative_id = $1 \
     and s.export_id = e.export_id and s.row_ref = '') from ministry_export e where e.cooperative_id = $1 \
     order by e.export_id desc";

/// All exports of a cooperative, the newest first.
///
/// # Errors
/// The store cannot answer.
pub fn exports(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<Export>, StoreError> {
    let mut found = Vec::new();
    for row in reader.query(EXPORTS, &values![cooperative])? {
        found.push(Export {
            cooperative,
            id: row.int(0)?,
            scope: RegionCode::from_number(row.int(1)?),
            at: Timestamp(row.int(2)?),
            rows: row.int(3)?,
            outcomes: BTreeMap::new(),
        });
    }
    for export in &mut found {
        for outcome in outcomes(reader, cooperative, export.id)?.into_values() {
            if outcome.row.is_empty() {
                *export.outcomes.entry(outcome.state.code()).or_default() += 1;
            }
        }
    }
    Ok(found)
}

/// The latest export of each of these cooperatives that has one.
///
/// # Errors
/// The store cannot answer.
pub fn exports_in(
    reader: &mut dyn Reader,
    cooperatives: &[CooperativeId],
) -> Result<BTreeMap<CooperativeId, Export>, StoreError> {
    let mut latest = BTreeMap::new();
    for id in cooperatives {
        if let Some(export) = exports(reader, *id)?.into_iter().next() {
            latest.insert(*id, export);
        }
    }
    Ok(latest)
}

/// What became of a table or row of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The table.
    pub table: String,
    /// The row's reference; empty for the table as a whole.
    pub row: String,
    /// The state.
    pub state: OutcomeState,
    /// What differs, or why it was rejected.
    pub note: String,
    /// Who said so.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

const OUTCOMES: &str = "select table_name, row_ref, state, note, decided_by, decided_at from ministry_outcome \
     where cooperative_id = $1 and export_id = $2 order by outcome_number";

/// The latest outcome of each table and row.
fn outcomes(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    export: i64,
) -> Result<BTreeMap<(String, String), Outcome>, StoreError> {
    let mut latest = BTreeMap::new();
    for row in reader.query(OUTCOMES, &values![cooperative, export])? {
        let outcome = Outcome {
            table: row.text(0)?,
            row: row.text(1)?,
            state: OutcomeState::parse(&row.text(2)?).unwrap_or(OutcomeState::Sent),
            note: row.text(3)?,
            by: UserId(row.int(4)?),
            at: Timestamp(row.int(5)?),
        };
        latest.insert((outcome.table.clone(), outcome.row.clone()), outcome);
    }
    Ok(latest)
}

/// A table of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentTable {
    /// Its name.
    pub name: String,
    /// How many rows were written.
    pub rows: i64,
    /// What became of it.
    pub outcome: Option<Outcome>,
}

impl SentTable {
    /// Its state.
    pub fn state(&self) -> OutcomeState {
        self.outcome.as_ref().map_or(OutcomeState::Sent, |outcome| outcome.state)
    }
}

const SENT_TABLES: &str = "select table_name, row_count from ministry_sent where cooperative_id = $1 \
     and export_id = $2 and row_ref = '' order by table_name";

/// The tables of an export.
///
/// # Errors
/// [`MinistryError::NoSuchExport`], or the store cannot answer.
pub fn sent_tables(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    export: i64,
) -> Result<Vec<SentTable>, MinistryError> {
    let mut outcomes = outcomes(reader, cooperative, export)?;
    let mut tables = Vec::new();
    for row in reader.query(SENT_TABLES, &values![cooperative, export])? {
        let name = row.text(0)?;
        let outcome = outcomes.remove(&(name.clone(), String::new()));
        tables.push(SentTable { name, rows: row.int(1)?, outcome });
    }
    if tables.is_empty() { Err(MinistryError::NoSuchExport) } else { Ok(tables) }
}

const INSERT_OUTCOME: &str = "insert into ministry_outcome (cooperative_id, export_id, outcome_number, \
     table_name, row_ref, state, note, decided_by, decided_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

const WAS_SENT: &str = "select row_count from ministry_sent where cooperative_id = $1 and export_id = $2 \
     and table_name = $3 and row_ref = $4";

/// Says what became of a table, or of one of its rows.
///
/// # Errors
/// [`MinistryError::NoSuchTable`], [`MinistryError::NoNote`] where something differs and nobody says
/// what, or the store cannot do it.
pub fn decide_outcome(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    export: i64,
    outcome: &Outcome,
) -> Result<(), MinistryError> {
    let known = table(&outcome.table).ok_or(MinistryError::NoSuchTable)?;
    let asked = values![cooperative, export, known.name, &outcome.row];
    tx.query_opt(WAS_SENT, &asked)?.ok_or(MinistryError::NoSuchTable)?;
    let needs_note = matches!(outcome.state, OutcomeState::Differs | OutcomeState::Rejected);
    if needs_note && outcome.note.trim().is_empty() {
        return Err(MinistryError::NoNote);
    }
    let number = next_number(tx, cooperative.0, "ministry_outcome")?;
    tx.execute(
        INSERT_OUTCOME,
        &values![
            cooperative,
            export,
            number,
            known.name,
            &outcome.row,
            outcome.state.code(),
            outcome.note.trim(),
            outcome.by.0,
            outcome.at.0,
        ],
    )?;
    Ok(())
}

/// How a table differs from what was sent last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changed {
    /// Rows that were not there.
    pub added: usize,
    /// Rows that say something else.
    pub changed: usize,
    /// Rows that are gone.
    pub removed: usize,
}

impl Changed {
    /// Whether nothing has.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

const HASHES: &str = "select table_name, row_ref, sha256 from ministry_sent where cooperative_id = $1 \
     and export_id = $2 and row_ref <> ''";

/// What has changed between an export and rows as they are now, by table; tables without a change are
/// left out.
///
/// # Errors
/// The store cannot answer.
pub fn changes(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    export: i64,
    now: &Rows,
) -> Result<BTreeMap<String, Changed>, StoreError> {
    let mut before: BTreeMap<(String, String), String> = BTreeMap::new();
    for row in reader.query(HASHES, &values![cooperative, export])? {
        before.insert((row.text(0)?, row.text(1)?), row.text(2)?);
    }
    let mut changes: BTreeMap<String, Changed> = BTreeMap::new();
    for (name, record) in now.iter().flat_map(|(name, records)| records.iter().map(move |one| (*name, one))) {
        match before.remove(&(name.to_owned(), record.reference.clone())) {
            None => changes.entry(name.to_owned()).or_default().added += 1,
            Some(hash) if hash != record.hash() => changes.entry(name.to_owned()).or_default().changed += 1,
            Some(_) => {}
        }
    }
    for (name, _) in before.into_keys() {
        changes.entry(name).or_default().removed += 1;
    }
    Ok(changes)
}
