//! What was read of a cash book: rows, and everything that is not a row.

use kernel::{BookDate, Month, Rupiah};
use serde::{Deserialize, Serialize};

use crate::answer::Answer;
use crate::kept::KeptBook;
use crate::sample::Sample;

/// What the person who gives the file has told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The year of the book, used where a date has none or an impossible one.
    pub year: Option<i64>,
    /// Today, where the books are kept: nothing in them is later.
    pub today: BookDate,
    /// The book that is brought in, where known: sheets that call themselves another are not read.
    #[serde(default)]
    pub book: Option<KeptBook>,
    /// What was answered about single sheets, at most one answer a sheet.
    #[serde(default)]
    pub answers: Vec<Answer>,
}

impl Asked {
    /// Nothing was told yet.
    pub fn on(today: BookDate) -> Self {
        Self { year: None, today, book: None, answers: Vec::new() }
    }

    /// What was answered about a sheet.
    pub fn about(&self, sheet: &str) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.sheet == sheet)
    }

    /// Puts an answer in the place of an earlier one about the same sheet; an empty one takes it away.
    pub fn take(&mut self, answer: Answer) {
        self.answers.retain(|known| known.sheet != answer.sheet);
        if !answer.is_empty() {
            self.answers.push(answer);
        }
    }
}

/// A cash book as read. Every row of the file that is not blank is in exactly one of
/// [`Reading::rows`], [`Reading::listed`] or the heading area of its sheet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The book's title above the table, such as "BUKU BANK".
    pub title: Option<String>,
    /// Every sheet, by month where known, otherwise as in the file.
    pub sheets: Vec<SheetRead>,
    /// What happened, in the order of the sheets and their rows.
    pub rows: Vec<BookRow>,
    /// Everything else that stands in the file, with its place.
    pub listed: Vec<Listed>,
    /// What must be answered before the book can be used.
    pub questions: Vec<Question>,
    /// The first rows of each sheet that is asked about, to be answered beside them.
    #[serde(default)]
    pub samples: Vec<Sample>,
    /// What had been answered about its sheets before it was read.
    #[serde(default)]
    pub answers: Vec<Answer>,
    /// The year that had been told.
    #[serde(default)]
    pub year: Option<i64>,
    /// What the reader should know.
    pub warnings: Vec<String>,
}

/// One sheet as understood.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SheetRead {
    /// As written on its tab.
    pub name: String,
    /// The month it is about, from its period line, its name or its dates.
    pub month: Option<Month>,
    /// The last row of the heading of the table, from 1.
    pub heading_row: Option<u32>,
    /// How many rows of it are in [`Reading::rows`].
    pub rows: usize,
    /// What its first row says was there before.
    pub opening: Option<Rupiah>,
    /// What its last saldo says.
    pub closing: Option<Rupiah>,
    /// What each column is taken for: role, and heading as written.
    pub columns: Vec<(String, String)>,
}

/// One receipt or payment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BookRow {
    /// The sheet it stands in.
    pub sheet: String,
    /// Its row there, from 1.
    pub row: u32,
    /// The day it happened.
    pub date: BookDate,
    /// Whether the day was not written but taken from the row above or from the month.
    pub date_assumed: bool,
    /// What it was, as written; may be empty.
    pub description: String,
    /// The number of the voucher, as written; usually empty.
    pub voucher: String,
    /// Money received; zero if paid.
    pub money_in: Rupiah,
    /// Money paid; zero if received.
    pub money_out: Rupiah,
    /// What the sheet says was there afterwards.
    pub balance: Option<Rupiah>,
    /// The agency's fee beside a pass-through; zero without such a column.
    pub fee: Rupiah,
    /// The remark.
    pub note: String,
    /// Whether the row was hidden in the sheet. It counts all the same.
    pub hidden: bool,
}

/// Something in the file that is no receipt or payment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listed {
    /// The sheet it stands in.
    pub sheet: String,
    /// Its row there, from 1.
    pub row: u32,
    /// What it is.
    pub kind: ListedKind,
    /// The column it is about, as headed; empty for the whole row.
    pub field: String,
    /// One Indonesian sentence.
    pub message: String,
    /// Whether a person must mend or decide it before the book is complete.
    pub is_problem: bool,
    /// What stood there, shortened.
    pub text: String,
}

/// Kinds of [`Listed`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ListedKind {
    /// The balance brought forward.
    Opening,
    /// A subtotal, total, or carried-forward row.
    Total,
    /// A heading that is repeated, or a title line inside the table.
    Heading,
    /// Cells beside the table, in columns without a heading.
    SideTable,
    /// A formula that failed.
    FormulaError,
    /// Text without an amount.
    NoAmount,
    /// Money in and money out in one row.
    BothSides,
    /// A date that cannot be read or cannot be.
    BadDate,
    /// An amount that cannot be read, or is negative.
    BadAmount,
    /// A date after today.
    Future,
    /// Names and places of signatures under the table.
    Signature,
    /// A sheet or a part of it that is not a cash book.
    NotATable,
    /// An opening balance that is not what the rows before it end with.
    OpeningDiffers,
}

impl ListedKind {
    /// Whether it is only a remark about some cells of a row that may be used all the same.
    pub fn is_remark(self) -> bool {
        matches!(self, Self::SideTable | Self::FormulaError)
    }
}

/// Something only a person can answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// The sheet it is about.
    pub sheet: String,
    /// The row, if it is about one.
    pub row: Option<u32>,
    /// What is asked.
    pub kind: QuestionKind,
    /// One Indonesian sentence.
    pub message: String,
}

/// Kinds of [`Question`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum QuestionKind {
    /// Which year; [`Asked::year`] answers it.
    Year,
    /// Which of several tables.
    WhichTable,
    /// Which column is which.
    WhichColumn,
    /// There are amounts but no heading above them.
    NoHeading,
    /// Whether a date is day/month or month/day.
    DayOrMonth,
    /// Which month a day belongs to.
    Month,
}

/// The first row of a sheet from which its own saldo no longer follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BalanceBreak {
    /// The sheet.
    pub sheet: String,
    /// The row, from 1.
    pub row: u32,
    /// The saldo that stands there.
    pub said: Rupiah,
    /// The saldo that follows from the one before.
    pub computed: Rupiah,
}

impl Reading {
    /// The balance the book starts with: what the first sheet that is a part of it begins with.
    pub fn opening(&self) -> Option<Rupiah> {
        self.sheets.iter().find(|sheet| sheet.rows > 0 || sheet.opening.is_some())?.opening
    }

    /// All money received, or `None` if the sum does not fit.
    pub fn money_in(&self) -> Option<Rupiah> {
        Rupiah::try_sum(self.rows.iter().map(|row| row.money_in))
    }

    /// All money paid, or `None` if the sum does not fit.
    pub fn money_out(&self) -> Option<Rupiah> {
        Rupiah::try_sum(self.rows.iter().map(|row| row.money_out))
    }

    /// Opening and receipts less payments: what must be there at the end.
    pub fn closing(&self) -> Option<Rupiah> {
        let before = self.opening().unwrap_or(Rupiah::ZERO);
        before.checked_add(self.money_in()?)?.checked_sub(self.money_out()?)
    }

    /// What a person must mend or decide.
    pub fn problems(&self) -> impl Iterator<Item = &Listed> {
        self.listed.iter().filter(|listed| listed.is_problem)
    }
}
