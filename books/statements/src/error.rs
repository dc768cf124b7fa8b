//! Why a statement cannot be given, each with the sentence for the user.

use kernel::{AccountCode, BookDate, PartyId, UnitCode};
use store::StoreError;
use thiserror::Error;

/// A refusal. Nothing is written by statements, so nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StatementError {
    /// No report of this name.
    #[error(
        "Laporan {0} tidak ada. Pilih trial-balance, balance-sheet, income, equity, cash-flow, notes, annual, \
         cash-book, ledger, atau member-statement."
    )]
    UnknownReport(String),
    /// No such account in the chart of the cooperative.
    #[error("Akun {0} tidak ada di daftar akun. Pilih akun dari daftar.")]
    UnknownAccount(AccountCode),
    /// The account does not hold money.
    #[error("Akun {0} bukan kas atau bank. Pilih kas atau bank, atau buka buku besarnya.")]
    NotMoney(AccountCode),
    /// The report is about one member or partner, and none was named.
    #[error("Laporan ini untuk satu anggota. Sebutkan nomor anggotanya.")]
    NoParty,
    /// No such member or partner.
    #[error("Anggota atau mitra nomor {0} tidak ada. Buka dari daftar anggota.")]
    UnknownParty(PartyId),
    /// No such unit in the cooperative.
    #[error("Unit usaha {:02} tidak ada. Pilih unit dari daftar.", .0.0)]
    UnknownUnit(UnitCode),
    /// The period ends before it begins.
    #[error("Tanggal awal {} sesudah tanggal akhir {}. Tukar keduanya.", .from.short(), .through.short())]
    DatesReversed {
        /// The first day.
        from: BookDate,
        /// The last day.
        through: BookDate,
    },
    /// Neither a seal nor a paper that bears one.
    #[error("Segel tidak ditemukan. Pakai PDF asli dari Sokoguru, atau tulis kode yang diawali SG1.")]
    NoSeal,
    /// More days than are read at once.
    #[error("Masa terlalu panjang. Pilih paling lama {0} hari.")]
    PeriodTooLong(i64),
    /// A sum left 64 bits; no book of a cooperative can mean that.
    #[error(
        "Jumlahnya terlalu besar untuk dihitung. Jalankan `sokoguru audit` untuk mencari catatan yang salah."
    )]
    TooLarge,
    /// The export could not be written; the cause is for the log.
    #[error("Berkas tidak bisa ditulis. Periksa tempat dan ruang simpannya, lalu coba lagi.")]
    Unwritten(String),
    /// The figures could not be put on paper.
    #[error(transparent)]
    Paper(#[from] reports::ReportError),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<std::io::Error> for StatementError {
    fn from(error: std::io::Error) -> Self {
        Self::Unwritten(error.to_string())
    }
}

impl From<StatementError> for web::Refusal {
    fn from(error: StatementError) -> Self {
        let field = match error {
            StatementError::Store(error) => return error.into(),
            StatementError::Unwritten(cause) => return Self::fault(cause),
            StatementError::UnknownAccount(_) | StatementError::NotMoney(_) => Some("account"),
            StatementError::NoSeal => Some("seal"),
            StatementError::NoParty => Some("party"),
            StatementError::UnknownParty(_) => {
                return Self::new(axum::http::StatusCode::NOT_FOUND, error.to_string());
            }
            StatementError::UnknownUnit(_) => Some("unit"),
            StatementError::DatesReversed { .. } | StatementError::PeriodTooLong(_) => Some("from"),
            StatementError::UnknownReport(_) | StatementError::TooLarge | StatementError::Paper(_) => None,
        };
        Self::bad(error).about(field)
    }
}
