//! The rows of a book: what moved on an account, with the balance after every row.

use kernel::{BookDate, EntryId, Rupiah};
use ledger::{LineView, NormalSide};
use serde::Serialize;

use crate::error::StatementError;
use crate::figures::total;

/// A row of a cash book or a ledger, as the officers' sheet has it. All amounts are whole rupiah.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BookRow {
    /// 1, 2, 3 …; 0 for the balance that was brought forward.
    pub no: i64,
    /// The date that counts for the books.
    pub date: BookDate,
    /// What happened; "Saldo bulan lalu" in the first row.
    pub description: String,
    /// The document number, such as `BKM/2026/00012`.
    pub voucher: String,
    /// Debit; in a cash book money that came in.
    pub debit: Rupiah,
    /// Credit; in a cash book money that went out.
    pub credit: Rupiah,
    /// What stands after this row.
    pub balance: Rupiah,
    /// A remark, or empty.
    pub note: String,
    /// The entry that the row opens; none for the balance brought forward.
    pub entry: Option<EntryId>,
}

impl BookRow {
    /// A row that says nothing yet.
    pub(crate) fn blank() -> Self {
        Self {
            no: 0,
            date: BookDate::MIN,
            description: String::new(),
            voucher: String::new(),
            debit: Rupiah::ZERO,
            credit: Rupiah::ZERO,
            balance: Rupiah::ZERO,
            note: String::new(),
            entry: None,
        }
    }
}

/// Rows with what they sum to.
pub(crate) struct Rows {
    pub rows: Vec<BookRow>,
    pub debit: Rupiah,
    pub credit: Rupiah,
    pub closing: Rupiah,
}

/// Lays out lines under the balance brought forward. `opening` and all balances are on the normal side.
pub(crate) fn rows(
    opening: Rupiah,
    normal: NormalSide,
    from: BookDate,
    lines: Vec<LineView>,
) -> Result<Rows, StatementError> {
    let mut rows = vec![brought_forward(opening, from)];
    let mut balance = opening;
    for (no, line) in (1..).zip(lines) {
        let step = if normal == NormalSide::Debit { line.amount } else { -line.amount };
        balance = total([balance, step])?;
        rows.push(BookRow {
            no,
            date: line.date,
            description: line.description,
            voucher: line.document,
            debit: line.amount.max(Rupiah::ZERO),
            credit: (-line.amount).max(Rupiah::ZERO),
            balance,
            note: line.note,
            entry: Some(line.entry),
        });
    }
    let debit = total(rows.iter().map(|row| row.debit))?;
    let credit = total(rows.iter().map(|row| row.credit))?;
    Ok(Rows { rows, debit, credit, closing: balance })
}

/// The first row of the sheet: what stood before the period.
fn brought_forward(opening: Rupiah, from: BookDate) -> BookRow {
    let description = match from.day() {
        1 => "Saldo bulan lalu".to_owned(),
        _ => format!("Saldo sebelum {}", from.short()),
    };
    BookRow { date: from, description, balance: opening, ..BookRow::blank() }
}
