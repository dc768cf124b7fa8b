//! Taking back a mistake: one person asks with a reason, another decides.

use kernel::{CooperativeId, EntryId, Timestamp, UserId, Zone};
use ledger::LedgerError;
use serde::{Deserialize, Serialize};
use store::{Reader, Row, StoreError, Tx, next_number, values};

use crate::error::CashbookError;
use crate::record::Recorded;

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RequestState {
    /// Nobody has decided.
    Waiting,
    /// The entry was reversed.
    Approved,
    /// The entry stands.
    Refused,
}

/// A request to reverse an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReversalRequest {
    /// Number among the cooperative's requests.
    pub id: i64,
    /// The entry to take back.
    pub entry: EntryId,
    /// Why.
    pub reason: String,
    /// Who asked.
    pub requested_by: UserId,
    /// When.
    pub requested_at: Timestamp,
    /// Where it stands.
    pub state: RequestState,
    /// Who decided.
    pub decided_by: Option<UserId>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// What the decider wrote.
    pub decision_note: String,
    /// The entry that took it back.
    pub reversal_entry: Option<EntryId>,
}

macro_rules! request_columns {
    () => {
        "select request_id, entry_id, reason, requested_by, requested_at, state, decided_by, decided_at, \
         decision_note, reversal_entry from cashbook_reversal "
    };
}

fn decode(row: &Row) -> Result<ReversalRequest, StoreError> {
    Ok(ReversalRequest {
        id: row.int(0)?,
        entry: EntryId(row.int(1)?),
        reason: row.text(2)?,
        requested_by: UserId(row.int(3)?),
        requested_at: Timestamp(row.int(4)?),
        state: match row.text(5)?.as_str() {
            "approved" => RequestState::Approved,
            "refused" => RequestState::Refused,
            _ => RequestState::Waiting,
        },
        decided_by: row.opt_int(6)?.map(UserId),
        decided_at: row.opt_int(7)?.map(Timestamp),
        decision_note: row.text(8)?,
        reversal_entry: row.opt_int(9)?.map(EntryId),
    })
}

/// Asks to take back an entry.
///
/// # Errors
/// The ledger's refusals where it could not be reversed anyway, [`CashbookError::RequestWaiting`].
pub fn request_reversal(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    entry: EntryId,
    reason: &str,
    by: UserId,
    at: Timestamp,
) -> Result<i64, CashbookError> {
    let reason = reason.trim();
    if !(5..=200).contains(&reason.chars().count()) {
        return Err(LedgerError::Reason.into());
    }
    let found = ledger::entry(tx, cooperative, entry)?.ok_or(LedgerError::UnknownEntry(entry))?;
    if found.reverses.is_some() {
        return Err(LedgerError::ReversalOfReversal.into());
    }
    if ledger::reversal_of(tx, cooperative, entry)?.is_some() {
        return Err(LedgerError::AlreadyReversed.into());
    }
    let waiting = tx.query(
        "select 1 from cashbook_reversal where cooperative_id = $1 and entry_id = $2 and state = 'waiting'",
        &values![cooperative, entry],
    )?;
    if !waiting.is_empty() {
        return Err(CashbookError::RequestWaiting);
    }
    let id = next_number(tx, cooperative.0, "reversal")?;
    tx.execute(
        "insert into cashbook_reversal (cooperative_id, request_id, entry_id, reason, requested_by, requested_at, \
         state, decision_note) values ($1, $2, $3, $4, $5, $6, 'waiting', '')",
        &values![cooperative, id, entry, reason, by, at],
    )?;
    Ok(id)
}

fn waiting(tx: &mut Tx<'_>, cooperative: CooperativeId, id: i64) -> Result<ReversalRequest, CashbookError> {
    reversal_request(tx, cooperative, id)?
        .filter(|request| request.state == RequestState::Waiting)
        .ok_or(CashbookError::RequestGone)
}

/// Reverses the entry of a request, dated today. The one who asked cannot do it.
///
/// # Errors
/// [`CashbookError::SamePerson`], [`CashbookError::RequestGone`], the ledger's refusals.
pub fn approve_reversal(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    id: i64,
    by: UserId,
    at: Timestamp,
) -> Result<Recorded, CashbookError> {
    let request = waiting(tx, cooperative, id)?;
    if request.requested_by == by {
        return Err(CashbookError::SamePerson);
    }
    let today = at.date_in(Zone::Wib);
    let posted = ledger::reverse(tx, cooperative, request.entry, today, &request.reason, by, at)?;
    decide(tx, cooperative, id, "approved", "", by, at, Some(posted.entry))?;
    Ok(posted.into())
}

/// Lets the entry stand, with a word to the one who asked.
///
/// # Errors
/// [`CashbookError::SamePerson`], [`CashbookError::RequestGone`].
pub fn refuse_reversal(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    id: i64,
    note: &str,
    by: UserId,
    at: Timestamp,
) -> Result<(), CashbookError> {
    let request = waiting(tx, cooperative, id)?;
    if request.requested_by == by {
        return Err(CashbookError::SamePerson);
    }
    let note: String = note.trim().chars().take(200).collect();
    decide(tx, cooperative, id, "refused", &note, by, at, None)
}

#[expect(clippy::too_many_arguments, reason = "the columns of one decision")]
fn decide(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    id: i64,
    state: &'static str,
    note: &str,
    by: UserId,
    at: Timestamp,
    reversal: Option<EntryId>,
) -> Result<(), CashbookError> {
    let changed = tx.execute(
        "update cashbook_reversal set state = $3, decided_by = $4, decided_at = $5, decision_note = $6, \
         reversal_entry = $7 where cooperative_id = $1 and request_id = $2 and state = 'waiting'",
        &values![cooperative, id, state, by, at, note, reversal],
    )?;
    if changed == 1 { Ok(()) } else { Err(CashbookError::RequestGone) }
}

/// One request.
pub fn reversal_request(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    id: i64,
) -> Result<Option<ReversalRequest>, StoreError> {
    let sql = concat!(request_columns!(), "where cooperative_id = $1 and request_id = $2");
    reader.query_opt(sql, &values![cooperative, id])?.as_ref().map(decode).transpose()
}

/// The requests of a cooperative, newest first; at most `limit`.
pub fn reversal_requests(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    limit: i64,
) -> Result<Vec<ReversalRequest>, StoreError> {
    let sql = concat!(request_columns!(), "where cooperative_id = $1 order by request_id desc limit $2");
    reader.query(sql, &values![cooperative, limit])?.iter().map(decode).collect()
}

/// The requests that wait for a decision, oldest first.
pub fn waiting_reversals(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<Vec<ReversalRequest>, StoreError> {
    let sql =
        concat!(request_columns!(), "where cooperative_id = $1 and state = 'waiting' order by request_id");
    reader.query(sql, &values![cooperative])?.iter().map(decode).collect()
}
