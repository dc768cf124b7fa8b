//! The ministry's extract: what is written, where to, and what became of it.

mod dues;
mod fill;
mod log;
mod schema;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ::store::{Db, Reader};
use kernel::{BookDate, RegionCode, RegionLevel, Timestamp, UserId};
use registry::Cooperative;

pub(crate) use fill::hash;
pub use fill::{Record, Rows, cooperative_reference, reference, rows_of};
pub use log::{
    Changed, Export, Outcome, OutcomeState, SentTable, changes, decide_outcome, exports, exports_in, keep,
    sent_tables,
};
pub use schema::{ExtractTable, NOT_FILLED, TABLES, table};

use crate::MinistryError;

/// What an export wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The folder.
    pub folder: PathBuf,
    /// How many cooperatives it is about.
    pub cooperatives: usize,
    /// Rows in each table, in the order of [`TABLES`].
    pub rows: Vec<(&'static str, usize)>,
}

/// The cooperatives of a region, which may be a single village.
fn in_scope(reader: &mut dyn Reader, scope: RegionCode) -> Result<Vec<Cooperative>, MinistryError> {
    let found = match scope.level() {
        RegionLevel::Village => registry::by_region(reader, scope)?.into_iter().collect(),
        _ => registry::in_region(reader, scope)?,
    };
    if found.is_empty() { Err(MinistryError::NobodyHere) } else { Ok(found) }
}

/// Writes one CSV file a table into a folder that is new or empty, and keeps what was written for each
/// cooperative. Everything is written beside the folder first, so that it is there whole or not at all.
/// Blocks; not for asynchronous code.
///
/// # Errors
/// [`MinistryError::NotEmpty`], [`MinistryError::NobodyHere`], the files cannot be written, or a register
/// cannot answer.
pub fn export_extract(
    db: &Db,
    scope: RegionCode,
    folder: &Path,
    on: BookDate,
    (by, at): (UserId, Timestamp),
) -> Result<Written, MinistryError> {
    let shown = folder.display().to_string();
    let is_full = |folder: &Path| std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if is_full(folder) || folder.is_file() {
        return Err(MinistryError::NotEmpty(shown));
    }
    let all: Vec<(Cooperative, Rows)> = db.read_blocking(|reader| {
        let found = in_scope(reader, scope)?;
        let rows = found.into_iter().map(|cooperative| {
            let rows = rows_of(reader, &cooperative, on)?;
            Ok((cooperative, rows))
        });
        rows.collect::<Result<Vec<_>, MinistryError>>()
    })?;
    let counts = write_files(&all, folder).map_err(|()| MinistryError::Files(shown))?;
    let cooperatives = all.len();
    let all = std::sync::Arc::new(all);
    db.write_blocking(move |tx| {
        for (cooperative, rows) in all.iter() {
            keep(tx, cooperative.id, scope, rows, (by, at))?;
        }
        Ok::<_, MinistryError>(())
    })?;
    Ok(Written { folder: folder.to_owned(), cooperatives, rows: counts })
}

/// The rows of all cooperatives, each reference of the whole region once.
fn write_files(all: &[(Cooperative, Rows)], folder: &Path) -> Result<Vec<(&'static str, usize)>, ()> {
    let name = folder.file_name().ok_or(())?.to_string_lossy().into_owned();
    let beside = folder.with_file_name(format!(".{name}.sebagian"));
    let written = write_beside(all, &beside);
    let placed = written.and_then(|counts| {
        if folder.exists() {
            std::fs::remove_dir(folder).map_err(drop)?;
        }
        std::fs::rename(&beside, folder).map_err(drop)?;
        Ok(counts)
    });
    if placed.is_err() {
        // What is left over says nothing; whether it could be removed changes nothing.
        let _ = std::fs::remove_dir_all(&beside);
    }
    placed
}

fn write_beside(all: &[(Cooperative, Rows)], beside: &Path) -> Result<Vec<(&'static str, usize)>, ()> {
    if beside.exists() {
        std::fs::remove_dir_all(beside).map_err(drop)?;
    }
    std::fs::create_dir_all(beside).map_err(drop)?;
    let mut counts = Vec::new();
    for table in TABLES {
        let mut file = csv::Writer::from_path(beside.join(format!("{}.csv", table.name))).map_err(drop)?;
        file.write_record(table.header()).map_err(drop)?;
        let mut rows: BTreeMap<&str, &Record> = BTreeMap::new();
        let mut count = 0;
        for record in all.iter().flat_map(|(_, rows)| rows.get(table.name).into_iter().flatten()) {
            // Kinds of papers and shops are the same in all cooperatives.
            if table.name.starts_with("referensi_") && rows.insert(&record.reference, record).is_some() {
                continue;
            }
            file.write_record(&record.cells).map_err(drop)?;
            count += 1;
        }
        file.flush().map_err(drop)?;
        counts.push((table.name, count));
    }
    Ok(counts)
}
