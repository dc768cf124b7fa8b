//! The file of a draft, kept so that it can be read again with what somebody answers about it.
//!
//! Rows that were read are only added to, so reading again makes another import that stands in the place
//! of the first; what was decided of a row goes with it. The file itself goes when the draft is recorded
//! or thrown away, and after the days that the parameters allow.

use std::collections::{BTreeMap, HashMap};

use ::store::{Reader, StoreError, Tx, values};
use kernel::{CooperativeId, Timestamp, UserId, Zone};

use crate::ImportError;
use crate::book::Book;
use crate::draft::{Draft, Upload, keep_with};
use crate::parameters::Limits;
use crate::store::{self as tables, Batch, Decided, State};

/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;

/// Keeps the file of a draft, and lets those go that are older than drafts are given.
///
/// # Errors
/// Where the database fails.
pub fn keep_file(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    import: i64,
    bytes: &[u8],
    at: Timestamp,
) -> Result<(), StoreError> {
    let days = Limits::on(at.date_in(Zone::Wib)).draft_file_days;
    let sql = "delete from import_file where cooperative_id = $1 and kept_at < $2";
    tx.execute(sql, &values![cooperative, at.plus_seconds(-days * DAY)])?;
    let sql = "insert into import_file (cooperative_id, import_id, kept_at, bytes) values ($1, $2, $3, $4)";
    tx.execute(sql, &values![cooperative, import, at, bytes.to_vec()])?;
    Ok(())
}

/// The file of a draft; nothing where it is not kept.
///
/// # Errors
/// Where the database fails.
pub fn file_of(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    import: i64,
) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "select bytes from import_file where cooperative_id = $1 and import_id = $2";
    reader.query_opt(sql, &values![cooperative, import])?.map(|row| row.blob(0)).transpose()
}

/// Whether the file of a draft is kept, without reading it.
///
/// # Errors
/// Where the database fails.
pub fn has_file(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    import: i64,
) -> Result<bool, StoreError> {
    let sql = "select import_id from import_file where cooperative_id = $1 and import_id = $2";
    Ok(reader.query_opt(sql, &values![cooperative, import])?.is_some())
}

pub(crate) fn forget_file(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    import: i64,
) -> Result<(), StoreError> {
    let sql = "delete from import_file where cooperative_id = $1 and import_id = $2";
    tx.execute(sql, &values![cooperative, import])?;
    Ok(())
}

/// The draft of the same file for the same book that nobody has recorded yet, with its file still there.
///
/// # Errors
/// Where the database fails.
pub fn draft_of(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    sha256: &[u8],
    book: Book,
) -> Result<Option<i64>, StoreError> {
    let sql = "select b.import_id from import_batch b \
         join import_file f on f.cooperative_id = $1 and f.import_id = b.import_id \
         where b.cooperative_id = $1 and b.sha256 = $2 and b.account = $3 and b.unit = $4 and b.state = 'draft' \
         order by b.import_id desc limit 1";
    let found = reader.query_opt(sql, &values![cooperative, sha256.to_vec(), book.account, book.unit])?;
    found.map(|row| row.int(0)).transpose()
}

/// The import, if it can still be read again or thrown away.
///
/// # Errors
/// [`ImportError`] with why not.
pub fn open_draft(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    import: i64,
) -> Result<Batch, ImportError> {
    let batch = tables::batch_of(reader, cooperative, import)?.ok_or(ImportError::Unknown)?;
    still_stands(&batch)?;
    match batch.state {
        State::Draft => Ok(batch),
        _ => Err(ImportError::Recorded),
    }
}

/// Whether an import can still be worked on.
pub(crate) fn still_stands(batch: &Batch) -> Result<(), ImportError> {
    match (batch.state, batch.replaced_by) {
        (State::Replaced, Some(newer)) => Err(ImportError::Replaced(newer)),
        (State::Replaced | State::Dropped, _) => Err(ImportError::Dropped),
        (State::Undone, _) => Err(ImportError::Undone),
        (State::Draft | State::Posted, _) => Ok(()),
    }
}

/// Puts what was read with answers in the place of a draft. Decisions go with their rows; the file stays
/// with the new draft. Gives its number.
///
/// # Errors
/// [`ImportError::Replaced`] where somebody else was first; [`ImportError::Recorded`],
/// [`ImportError::Dropped`], [`ImportError::Undone`].
pub fn replace(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    import: i64,
    draft: &Draft,
) -> Result<i64, ImportError> {
    let batch = open_draft(tx, cooperative, import)?;
    let upload = Upload {
        file_name: batch.file_name.clone(),
        sha256: batch.sha256.clone(),
        book: batch.book,
        by: batch.made_by,
        at: batch.made_at,
    };
    let newer = keep_with(tx, cooperative, &upload, draft, batch.threshold)?;
    take_decisions_along(tx, cooperative, (import, newer), draft)?;
    let sql = "update import_file set import_id = $3 where cooperative_id = $1 and import_id = $2";
    tx.execute(sql, &values![cooperative, import, newer])?;
    tables::set_ended(tx, cooperative, import, newer)?;
    Ok(newer)
}

/// What was decided of a row holds for the same row of the new reading: for its whole group where all of
/// its rows were decided alike.
fn take_decisions_along(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    (old, new): (i64, i64),
    draft: &Draft,
) -> Result<(), StoreError> {
    let decisions = tables::decisions(tx, cooperative, old)?;
    if decisions.is_empty() {
        return Ok(());
    }
    let mut known: HashMap<Vec<u8>, Decided> = HashMap::new();
    for row in tables::rows(tx, cooperative, old)? {
        let group = row.proposed.group;
        if let Some(decided) = decisions.get(&(group, row.row_no)).or_else(|| decisions.get(&(group, 0))) {
            known.insert(row.proposed.fingerprint, decided.clone());
        }
    }
    let mut groups: BTreeMap<i64, Vec<(i64, Option<&Decided>)>> = BTreeMap::new();
    for (row_no, row) in (1..).zip(&draft.rows) {
        groups.entry(row.group).or_default().push((row_no, known.get(&row.fingerprint)));
    }
    for (group, rows) in groups {
        let same = rows.windows(2).all(|pair| matches!(pair, [(_, a), (_, b)] if a == b));
        let rows =
            if same { rows.first().map(|(_, decided)| (0, *decided)).into_iter().collect() } else { rows };
        for (row, decided) in rows {
            if let Some(Decided { decision, by, at }) = decided {
                tables::set_decision(tx, cooperative, (new, group, row), decision, (*by, *at))?;
            }
        }
    }
    Ok(())
}

/// Throws a draft away: nothing of it is recorded, and its file goes.
///
/// # Errors
/// [`ImportError::Recorded`] where something of it is recorded, and as [`replace`].
pub fn throw_away(tx: &mut Tx<'_>, cooperative: CooperativeId, import: i64) -> Result<(), ImportError> {
    open_draft(tx, cooperative, import)?;
    forget_file(tx, cooperative, import)?;
    tables::set_ended(tx, cooperative, import, 0)?;
    Ok(())
}

/// Who decided about a group or row, and when.
pub type DecidedBy = (UserId, Timestamp);
