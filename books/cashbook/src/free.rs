//! The free journal, for who knows debit from credit.

use kernel::{BookDate, CooperativeId, DocumentId, Timestamp, UserId};
use ledger::{Book, Entry, Line};
use store::Tx;

use crate::error::CashbookError;
use crate::record::Recorded;

/// An entry written line by line.
#[derive(Debug, Clone)]
pub struct FreeJournal {
    /// Whose books.
    pub cooperative: CooperativeId,
    /// The date that counts.
    pub date: BookDate,
    /// What happened.
    pub description: String,
    /// A remark, or empty.
    pub note: String,
    /// The sides.
    pub lines: Vec<Line>,
    /// The proof.
    pub voucher: Option<DocumentId>,
    /// Who records.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// Posts an entry as written.
///
/// # Errors
/// [`CashbookError::Ledger`] with the ledger's sentence.
pub fn free_journal(tx: &mut Tx<'_>, journal: &FreeJournal) -> Result<Recorded, CashbookError> {
    let posted = ledger::post(
        tx,
        &Entry {
            cooperative: journal.cooperative,
            date: journal.date,
            book: Book::Memorial,
            description: journal.description.clone(),
            note: journal.note.clone(),
            act: "cashbook.free_journal",
            rule: String::new(),
            voucher: journal.voucher,
            reverses: None,
            by: journal.by,
            at: journal.at,
            lines: journal.lines.clone(),
        },
    )?;
    Ok(posted.into())
}
