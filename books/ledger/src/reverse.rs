//! Reversal: how a mistake is set right, since nothing posted is ever changed.

use kernel::{BookDate, CooperativeId, EntryId, Timestamp, UserId};
use store::{Reader, StoreError, Tx, values};

use crate::entry::{Book, Entry, Line};
use crate::error::LedgerError;
use crate::journal;
use crate::post::{Posted, post};

/// Posts the opposite of an entry, with a reason. Who may, and whether a second person agreed, is for
/// the caller to say.
///
/// # Errors
/// A [`LedgerError`]: unknown or already reversed entry, a reversal itself, a closed month, no reason.
pub fn reverse(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    reversed: EntryId,
    date: BookDate,
    reason: &str,
    by: UserId,
    at: Timestamp,
) -> Result<Posted, LedgerError> {
    let reason = reason.trim();
    if !(5..=200).contains(&reason.chars().count()) {
        return Err(LedgerError::Reason);
    }
    let original = journal::entry(tx, cooperative, reversed)?.ok_or(LedgerError::UnknownEntry(reversed))?;
    if original.reverses.is_some() {
        return Err(LedgerError::ReversalOfReversal);
    }
    if reversal_of(tx, cooperative, reversed)?.is_some() {
        return Err(LedgerError::AlreadyReversed);
    }
    let description: String = format!("Batal {}: {}", original.document, original.description);
    let posted = post(
        tx,
        &Entry {
            cooperative,
            date: date.max(original.date),
            book: Book::Memorial,
            description: description.chars().take(200).collect(),
            note: reason.to_owned(),
            act: "ledger.reverse",
            rule: original.rule,
            voucher: None,
            reverses: Some(reversed),
            by,
            at,
            lines: original.lines.iter().map(|line| Line { amount: -line.amount, ..*line }).collect(),
        },
    )?;
    let claimed = tx.execute(
        "insert into ledger_reversal (cooperative_id, entry_id, reversed_by, reason) values ($1, $2, $3, $4) \
         on conflict do nothing",
        &values![cooperative, reversed, posted.entry, reason],
    )?;
    if claimed == 1 { Ok(posted) } else { Err(LedgerError::AlreadyReversed) }
}

/// The entry that took this one back, if any.
pub fn reversal_of(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    entry: EntryId,
) -> Result<Option<EntryId>, StoreError> {
    let row = reader.query_opt(
        "select reversed_by from ledger_reversal where cooperative_id = $1 and entry_id = $2",
        &values![cooperative, entry],
    )?;
    row.map(|row| row.int(0).map(EntryId)).transpose()
}
