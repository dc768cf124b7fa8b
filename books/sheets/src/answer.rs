//! What a person answers about a sheet that cannot be read with certainty.

use kernel::Month;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::columns::{BALANCE, DATE, DESCRIPTION, FEE, IN, NOTE, NUMBER, OUT, UNUSED, VOUCHER};

/// In which order day and month stand in dates of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateOrder {
    /// 03/04 is 3 April.
    DayFirst,
    /// 03/04 is 4 March.
    MonthFirst,
}

/// What a column of a cash book is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ColumnRole {
    /// Nothing that is recorded.
    #[default]
    Unused,
    /// The number of the row.
    Number,
    /// The day.
    Date,
    /// What happened.
    Description,
    /// The number of the voucher.
    Voucher,
    /// Money received.
    In,
    /// Money paid.
    Out,
    /// What is there afterwards.
    Balance,
    /// The remark.
    Note,
    /// An agent's fee.
    Fee,
}

impl ColumnRole {
    /// All roles, in the order in which they are offered.
    pub const ALL: [Self; 10] = [
        Self::Unused,
        Self::Date,
        Self::Description,
        Self::In,
        Self::Out,
        Self::Balance,
        Self::Voucher,
        Self::Note,
        Self::Fee,
        Self::Number,
    ];

    /// As the reader of headings calls it, and as a form sends it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unused => UNUSED,
            Self::Number => NUMBER,
            Self::Date => DATE,
            Self::Description => DESCRIPTION,
            Self::Voucher => VOUCHER,
            Self::In => IN,
            Self::Out => OUT,
            Self::Balance => BALANCE,
            Self::Note => NOTE,
            Self::Fee => FEE,
        }
    }

    /// The role of a name; what is not known is not used.
    pub fn of(name: &str) -> Self {
        Self::ALL.into_iter().find(|role| role.name() == name).unwrap_or_default()
    }

    /// As it is called on the page.
    pub fn label(self) -> &'static str {
        match self {
            Self::Unused => "Tidak dipakai",
            Self::Number => "Nomor urut",
            Self::Date => "Tanggal",
            Self::Description => "Uraian",
            Self::Voucher => "Bukti",
            Self::In => "Uang masuk",
            Self::Out => "Uang keluar",
            Self::Balance => "Saldo",
            Self::Note => "Keterangan",
            Self::Fee => "Fee",
        }
    }
}

/// What a person has answered about one sheet. What is empty was not asked or not answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// The sheet, as written on its tab.
    pub sheet: String,
    /// Whether the sheet is a book of its own: `Some(false)` leaves it out, `Some(true)` says that it is
    /// no forgotten copy of another.
    pub is_used: Option<bool>,
    /// The year, where a date has none or an impossible one; goes before [`crate::Asked::year`].
    pub year: Option<i64>,
    /// The month, 1 to 12, of days that stand alone.
    pub month: Option<i64>,
    /// How dates of digits are meant.
    pub order: Option<DateOrder>,
    /// What each column is, from A on; empty where the headings decide.
    pub columns: Vec<ColumnRole>,
    /// The tables to be used, each by the row of its heading; empty where there is one.
    pub tables: Vec<u32>,
}

/// Why an answer cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AnswerError {
    /// A role was given to two columns.
    #[error("Lembar {0}: kolom {1} dipilih dua kali. Sisakan satu.")]
    Twice(String, &'static str),
    /// No column says what was received or paid.
    #[error("Lembar {0}: pilih kolom uang masuk, uang keluar, atau keduanya.")]
    NoAmount(String),
    /// No column says what happened, or when.
    #[error("Lembar {0}: pilih kolom tanggal atau kolom uraian.")]
    NoDescription(String),
    /// No such month.
    #[error("Lembar {0}: pilih bulan Januari sampai Desember.")]
    Month(String),
    /// No year of a book.
    #[error("Lembar {0}: tulis tahunnya dengan empat angka, tidak lebih dari tahun ini.")]
    Year(String),
}

impl Answer {
    /// Whether it says anything.
    pub fn is_empty(&self) -> bool {
        *self == Self { sheet: self.sheet.clone(), ..Self::default() }
    }

    /// Whether it can be used, in a year that is now `year`.
    ///
    /// # Errors
    /// [`AnswerError`].
    pub fn check(&self, year: i64) -> Result<(), AnswerError> {
        let sheet = || self.sheet.clone();
        if self.month.is_some_and(|month| !(1..=12).contains(&month)) {
            return Err(AnswerError::Month(sheet()));
        }
        if self.year.is_some_and(|said| !(1990..=year).contains(&said)) {
            return Err(AnswerError::Year(sheet()));
        }
        if self.columns.is_empty() {
            return Ok(());
        }
        let count = |role: ColumnRole| self.columns.iter().filter(|column| **column == role).count();
        for role in ColumnRole::ALL.into_iter().filter(|role| *role != ColumnRole::Unused) {
            if count(role) > 1 {
                return Err(AnswerError::Twice(sheet(), role.label()));
            }
        }
        if count(ColumnRole::In) + count(ColumnRole::Out) == 0 {
            return Err(AnswerError::NoAmount(sheet()));
        }
        if count(ColumnRole::Date) + count(ColumnRole::Description) == 0 {
            return Err(AnswerError::NoDescription(sheet()));
        }
        Ok(())
    }

    /// The month of days that stand alone, where its year is known, too.
    pub(crate) fn whole_month(&self, year: Option<i64>) -> Option<Month> {
        Month::new(self.year.or(year)?, self.month?)
    }
}
