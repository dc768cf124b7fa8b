//! What is refused, each with the sentence that says what to do.

use kernel::{BookDate, Rupiah};
use ledger::LedgerError;
use spreadsheet::SpreadsheetError;
use store::StoreError;
use thiserror::Error;

/// A refusal. Nothing has been written.
#[derive(Debug, Clone, Error)]
pub enum ReconciliationError {
    /// Not an account at a bank.
    #[error("Pilih rekening bank dari daftar.")]
    NotBank,
    /// Not an account of cash.
    #[error("Pilih tempat kas yang dihitung.")]
    NotCash,
    /// No file was chosen.
    #[error("Pilih berkas rekening koran dari bank, .xlsx atau .csv.")]
    NoFile,
    /// More than a bank statement of a month needs.
    #[error("Berkas ini lebih besar dari 4 MB. Unduh rekening koran per bulan, lalu kirim lagi.")]
    TooLarge,
    /// The file could not be read.
    #[error(transparent)]
    File(#[from] SpreadsheetError),
    /// The columns are not known; somebody has to show them.
    #[error("Susunan kolom berkas ini belum dikenal. Tunjukkan sekali kolom tanggal dan jumlahnya.")]
    UnknownLayout,
    /// The columns that were shown cannot give amounts.
    #[error(
        "Pilih kolom tanggal, dan kolom uang keluar dan uang masuk, atau satu kolom jumlah dengan D/K-nya."
    )]
    IncompleteLayout,
    /// No file waits for its columns to be shown.
    #[error("Berkasnya sudah tidak ada. Unggah lagi rekening korannya.")]
    NothingPending,
    /// Nothing in the file is a line.
    #[error("Tidak ada baris transaksi di berkas ini. Periksa apakah ini rekening koran yang benar.")]
    NoLines,
    /// Another sheet holds lines under other headings.
    #[error(
        "Lembar {0} juga memuat transaksi, tetapi judul kolomnya lain. Samakan judulnya, atau simpan sebagai \
         berkas tersendiri."
    )]
    OtherSheet(String),
    /// A row that cannot be read.
    #[error("Baris {row}: {what} Perbaiki di berkasnya, atau tunjukkan lagi kolomnya.")]
    Row {
        /// The row as the spreadsheet shows it.
        row: u32,
        /// What cannot be read, as a sentence.
        what: &'static str,
    },
    /// The file has no balance, and none was typed.
    #[error("Berkas ini tidak memuat saldo. Isi saldo akhir menurut bank, lalu kirim lagi.")]
    NoBalance,
    /// The balance that was typed is not what the file says.
    #[error("Saldo akhir di berkas {0}, bukan yang diisi. Kosongkan isiannya, atau periksa berkasnya.")]
    OtherBalance(Rupiah),
    /// The statement is said to end before its last line.
    #[error("Berkas ini memuat transaksi {}. Isi tanggal akhir yang sama atau sesudahnya.", .0.long())]
    EndsBefore(BookDate),
    /// The statement is said to end after today.
    #[error("Tanggal akhirnya belum tiba. Pakai tanggal hari ini atau sebelumnya.")]
    Later,
    /// The same file was there before.
    #[error("Berkas ini sudah diunggah. Yang sudah masuk tidak ditambah lagi.")]
    SameFile,
    /// No such statement.
    #[error("Rekening koran ini tidak ada. Muat ulang halamannya.")]
    NoSuchStatement,
    /// Lines of the statement are matched.
    #[error("Ada baris rekening koran ini yang sudah dicocokkan. Lepas dulu cocokannya, lalu hapus.")]
    StatementMatched,
    /// No such line of this account.
    #[error("Baris rekening koran ini tidak ada. Muat ulang halamannya.")]
    NoSuchLine,
    /// The line is matched already.
    #[error("Baris ini sudah dicocokkan. Muat ulang halamannya.")]
    LineMatched,
    /// No entry was chosen.
    #[error("Pilih satu baris rekening koran, dan transaksi buku yang sama jumlahnya.")]
    NothingChosen,
    /// The entry does not move this account, was reversed, or is matched already.
    #[error("Transaksi itu sudah dicocokkan atau dibatalkan. Muat ulang halamannya.")]
    EntryTaken,
    /// The amounts differ.
    #[error("Jumlahnya berbeda: rekening koran {line}, buku {books}. Pilih transaksi yang jumlahnya sama.")]
    Amounts {
        /// What the bank says.
        line: Rupiah,
        /// What the books say.
        books: Rupiah,
    },
    /// Counted before it is that day.
    #[error("Tanggal hitung belum tiba. Pakai tanggal hari ini atau sebelumnya.")]
    CountLater,
    /// No such unit.
    #[error("Unit usaha ini tidak ada. Pilih unit dari daftar.")]
    Unit,
    /// Neither pieces nor a total.
    #[error("Isi jumlah lembar dan kepingnya, atau jumlah uangnya. Isi 0 bila kasnya kosong.")]
    NothingCounted,
    /// Less than nothing, or more than can be meant.
    #[error("Periksa lagi banyaknya: paling banyak 1.000.000 lembar atau keping.")]
    Pieces,
    /// The typed total is not what the pieces give.
    #[error("Lembar dan kepingnya berjumlah {0}, bukan yang diisi. Periksa, atau kosongkan jumlahnya.")]
    OtherTotal(Rupiah),
    /// A total that cannot be meant.
    #[error("Periksa jumlah uangnya: nol atau lebih, paling banyak Rp10.000.000.000.000.")]
    Total,
    /// A remark that is too long.
    #[error("Singkat catatannya menjadi satu baris, paling banyak 200 huruf.")]
    Note,
    /// No such count.
    #[error("Hitungan ini tidak ada. Bukalah dari daftarnya.")]
    NoSuchCount,
    /// Sums that no book can hold.
    #[error("Jumlahnya terlalu besar. Periksa berkasnya.")]
    Overflow,
    /// The ledger refused.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ReconciliationError {
    /// The field of the form that the sentence is about.
    pub fn field(&self) -> Option<&'static str> {
        Some(match self {
            Self::NotBank | Self::NotCash => "account",
            Self::NoFile
            | Self::TooLarge
            | Self::File(_)
            | Self::NoLines
            | Self::OtherSheet(_)
            | Self::Row { .. }
            | Self::SameFile => "file",
            Self::NoBalance | Self::OtherBalance(_) => "closing",
            Self::EndsBefore(_) | Self::Later => "through",
            Self::IncompleteLayout => "date",
            Self::CountLater => "counted_on",
            Self::Unit => "unit",
            Self::NothingCounted | Self::OtherTotal(_) | Self::Total => "total",
            Self::Pieces => "pieces",
            Self::Note => "note",
            _ => return None,
        })
    }
}
