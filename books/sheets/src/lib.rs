//! The officers' cash book sheets as dated rows.
//!
//! A workbook goes in, and out come the receipts and payments that are certain, a list of
//! everything else that stands in the file, and the questions that only a person can
//! answer. *Never a wrong entry*: where a date, an amount or a column may be understood in
//! two ways the row is listed as a problem and not used.
//!
//! Invariants:
//! - every row of the file that is not blank is in [`Reading::rows`], or has an entry in
//!   [`Reading::listed`], or belongs to the heading of its sheet (up to
//!   [`SheetRead::heading_row`]). A used row may have remarks ([`ListedKind::is_remark`]);
//! - opening plus receipts less payments is the closing of every sheet whose own saldo
//!   does not break ([`Reading::balance_breaks`]);
//! - an answer ([`Asked::answers`]) changes how its own sheet is read and no other; what a
//!   person said is used as said, and what it leaves open is asked again;
//! - nothing reads the clock: [`Asked::today`] is passed in.
//!
//! The parts serve other imports, too: [`parse_amount`], [`date_of`] and
//! [`columns_by_heading`] read bank statements and lists of members.
#![forbid(unsafe_code)]

mod amount;
mod answer;
mod book;
mod breaks;
mod columns;
mod date;
mod entry;
mod heading;
mod kept;
mod labels;
mod months;
mod period;
mod reading;
mod sample;
mod sums;
mod walk;
mod words;

pub use amount::{AmountError, amount_of, parse_amount};
pub use answer::{Answer, AnswerError, ColumnRole, DateOrder};
pub use book::read_cash_book;
pub use columns::CASH_BOOK_ROLES;
pub use date::{DateFault, DateFound, DateHints, date_of, date_of_text};
pub use heading::{ColumnFound, HeadingRole, columns_by_heading, role_of};
pub use kept::KeptBook;
pub use reading::{
    Asked, BalanceBreak, BookRow, Listed, ListedKind, Question, QuestionKind, Reading, SheetRead,
};
pub use sample::{DoubtfulDate, Sample, SampleColumn, SampleRow, sample};
