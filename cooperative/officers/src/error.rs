//! What is refused, each with the sentence that says what to do.

use kernel::NameError;
use store::StoreError;
use thiserror::Error;

/// A refusal. Nothing has been written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum OfficersError {
    /// The name cannot be kept.
    #[error(transparent)]
    Name(#[from] NameError),
    /// A phone number that is none.
    #[error("Tulis nomor telepon dengan angka, paling banyak 20.")]
    Phone,
    /// The office is none that there is.
    #[error("Pilih jabatan dari daftar.")]
    Office,
    /// No such person.
    #[error("Orang ini tidak ada di daftar. Pilih dari daftar, atau isi sebagai orang baru.")]
    NoSuchPerson,
    /// The office is held already.
    #[error("{office} masih dijabat {holder}. Akhiri dulu masa jabatannya, lalu angkat penggantinya.")]
    OfficeHeld {
        /// The office as screens say it.
        office: &'static str,
        /// Who holds it.
        holder: String,
    },
    /// The term ends before it begins.
    #[error("Periksa masa jabatan: tanggal akhirnya harus sesudah tanggal mulai.")]
    TermOrder,
    /// A term that begins later than anybody plans.
    #[error("Periksa tanggal mulai: paling jauh setahun dari sekarang.")]
    TooFar,
    /// No such term, or it ended already.
    #[error("Masa jabatan ini tidak ada atau sudah berakhir. Muat ulang halamannya.")]
    NoSuchTerm,
    /// Ended before it began, or on a day to come.
    #[error("Periksa tanggal berakhirnya: sesudah tanggal mulai, dan tidak di hari yang belum tiba.")]
    EndDate,
    /// No reason, or too long a one.
    #[error("Tulis alasannya dalam satu kalimat, 5 sampai 200 huruf.")]
    Reason,
    /// A person is not related to himself.
    #[error("Pilih dua orang yang berbeda.")]
    SamePerson,
    /// The relation is none that there is.
    #[error("Pilih hubungan keluarganya dari daftar.")]
    Relation,
    /// There is nothing to accept.
    #[error("Aturan ini sekarang tidak dilanggar. Muat ulang halamannya.")]
    NothingToAccept,
    /// Accepted for longer than a term, or until a day that is over.
    #[error("Isi sampai kapan ini diterima: hari ini atau sesudahnya, paling lama 5 tahun.")]
    AcceptUntil,
    /// No such report is due.
    #[error("Pelaporan ini tidak ada di daftar. Muat ulang halamannya.")]
    NoSuchReport,
    /// Reported before the change, or on a day to come.
    #[error("Periksa tanggal lapornya: sesudah perubahan, dan tidak di hari yang belum tiba.")]
    ReportDate,
    /// A number of a report that is too long.
    #[error("Singkat nomor tanda terimanya, paling banyak 60 huruf dan angka.")]
    ReportNumber,
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl OfficersError {
    /// The field of the form that the sentence is about.
    pub fn field(&self) -> Option<&'static str> {
        Some(match self {
            Self::Name(_) => "name",
            Self::Phone => "phone",
            Self::Office | Self::OfficeHeld { .. } => "office",
            Self::NoSuchPerson | Self::SamePerson => "person",
            Self::TermOrder | Self::AcceptUntil => "until",
            Self::TooFar => "since",
            Self::EndDate => "on",
            Self::Reason => "reason",
            Self::Relation => "relation",
            Self::ReportDate => "done_on",
            Self::ReportNumber => "number",
            Self::NoSuchTerm | Self::NothingToAccept | Self::NoSuchReport | Self::Store(_) => return None,
        })
    }
}
