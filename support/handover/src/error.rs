//! What is refused, each with the sentence that says what to do.

use ::store::StoreError;
use access::AccessError;
use kernel::{BookDate, NameError};
use ledger::LedgerError;
use members::MembersError;
use officers::OfficersError;
use registry::RegistryError;
use reports::ReportError;
use statements::StatementError;
use territory::TerritoryError;
use thiserror::Error;

/// Why an act of a hand-over was refused.
#[derive(Debug, Clone, Error)]
pub enum HandoverError {
    /// An event that is not there, or of another region.
    #[error("Acara ini tidak ada di wilayah ini. Buka daftar acara penyerahan.")]
    NoSuchEvent,
    /// A cooperative that is not on the list.
    #[error("Koperasi ini tidak ada di daftar acara. Tambahkan dahulu lewat Pilih koperasi.")]
    NotOnTheList,
    /// Nothing to hand over.
    #[error(
        "Tidak ada koperasi yang bisa diserahkan. Pilih sedikitnya satu, atau lengkapi dahulu surat badan hukumnya."
    )]
    Nobody,
    /// The launch is not the one that was agreed to.
    #[error("Jumlahnya berubah: sekarang {0} koperasi siap diluncurkan. Periksa lagi, lalu luncurkan.")]
    CountChanged(u64),
    /// A name or title that cannot be kept.
    #[error("Isi dengan nama yang lengkap, paling banyak 120 huruf. {0}")]
    Text(NameError, &'static str),
    /// The address of the site is no address.
    #[error("Tulis alamat situs seperti https://koperasi.contoh.go.id, tanpa apa pun sesudahnya.")]
    Origin,
    /// A check-off of a day that has gone by.
    #[error(
        "Penyerahan tanggal {0} hanya bisa diurungkan pada hari yang sama. Tulis keterangannya di berita acara."
    )]
    AnotherDay(BookDate),
    /// Nothing was checked off.
    #[error("Koperasi ini belum ditandai diserahkan, jadi tidak ada yang diurungkan.")]
    NotHandedOver,
    /// An undoing without a reason.
    #[error("Tulis alasannya, sedikitnya 5 huruf, supaya jelas mengapa diurungkan.")]
    Reason,
    /// A text of the public page that is too long.
    #[error("Singkat tulisannya: paling banyak {0} huruf, dalam satu baris.")]
    TooLong(usize, &'static str),
    /// A list that is too long for one paper.
    #[error(
        "Daftar ini lebih dari 10.000 koperasi. Cetak per provinsi atau per kota; sertifikatnya tetap bisa dicetak sekaligus."
    )]
    TooMany,
    /// No cooperative in that village.
    #[error("Belum ada koperasi yang tercatat dengan kode ini. Periksa kode kelurahan atau desanya.")]
    NoSuchCooperative,
    /// No such region.
    #[error("Kode wilayah ini tidak dikenal. Periksa kodenya.")]
    NoSuchRegion,
    /// A paper could not be written.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// The registry could not do it.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// The territory could not do it.
    #[error(transparent)]
    Territory(#[from] TerritoryError),
    /// The officers could not be read.
    #[error(transparent)]
    Officers(#[from] OfficersError),
    /// What somebody may do could not be read.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The members could not be counted.
    #[error(transparent)]
    Members(#[from] MembersError),
    /// The statements could not be computed.
    #[error(transparent)]
    Statement(#[from] StatementError),
    /// The ledger could not do it.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl HandoverError {
    /// The field of the form that the sentence is about.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::Text(_, field) | Self::TooLong(_, field) => Some(field),
            Self::Origin => Some("origin"),
            Self::Reason => Some("reason"),
            _ => None,
        }
    }
}
