//! What the books say of a bank account, an entry a movement.

use std::collections::BTreeMap;

use kernel::{AccountCode, BookDate, CooperativeId, EntryId, Rupiah};
use store::Reader;

use crate::error::ReconciliationError;
use crate::matching::BookMove;
use crate::tables;

/// What each entry moves on an account from a day through another, in the order of the book. What moves
/// nothing there, taken together, is left out, and so is an entry with its reversal where both are dated no
/// later than the last day: the bank never saw either.
pub(crate) fn moves(
    reader: &mut dyn Reader,
    (cooperative, account): (CooperativeId, AccountCode),
    (from, through): (BookDate, BookDate),
) -> Result<Vec<BookMove>, ReconciliationError> {
    let mut moves: BTreeMap<EntryId, BookMove> = BTreeMap::new();
    for line in ledger::account_lines(reader, cooperative, account, None, from, through)? {
        let text = match line.note.is_empty() {
            true => line.description,
            false => format!("{} ({})", line.description, line.note),
        };
        let (entry, date, document) = (line.entry, line.date, line.document);
        let movement =
            moves.entry(entry).or_insert(BookMove { entry, date, amount: Rupiah::ZERO, document, text });
        movement.amount = movement.amount.checked_add(line.amount).ok_or(ReconciliationError::Overflow)?;
    }
    let undone = tables::undone(reader, cooperative, account, through)?;
    let mut moves: Vec<BookMove> = moves.into_values().collect();
    moves.retain(|movement| !movement.amount.is_zero() && !undone.contains(&movement.entry));
    moves.sort_by_key(|movement| (movement.date, movement.entry));
    Ok(moves)
}
