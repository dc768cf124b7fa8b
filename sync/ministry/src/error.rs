//! What is refused, each with the sentence that says what to do.

use ::store::StoreError;
use activity::ActivityError;
use assets::AssetsError;
use kernel::BookDate;
use members::MembersError;
use officers::OfficersError;
use registry::RegistryError;
use reports::ReportError;
use territory::TerritoryError;
use thiserror::Error;

/// Why something for the ministry was refused.
#[derive(Debug, Error)]
pub enum MinistryError {
    /// A column of the statistics file.
    #[error("Kolom {0} tidak ada di berkas ini. Unduh lagi statistik portal dalam bentuk CSV.")]
    Columns(&'static str),
    /// A line of the statistics file.
    #[error(
        "Isi kolom {column} di baris {line} tidak terbaca. Unduh lagi berkasnya, atau perbaiki baris itu."
    )]
    Line {
        /// From 1, the names of columns included.
        line: usize,
        /// The column.
        column: &'static str,
    },
    /// Only names of columns.
    #[error("Berkas ini tidak berisi satu baris pun. Unduh lagi statistik portal.")]
    NoRows,
    /// Another file of the same day.
    #[error("Statistik per {} sudah dibaca dari berkas lain. Pakai tanggal berkas ini sendiri.", .0.short())]
    OtherSnapshot(BookDate),
    /// What will be known then is not known yet.
    #[error("Tanggal {} belum tiba. Pakai tanggal hari ini atau sebelumnya.", .0.short())]
    Future(BookDate),
    /// The regions are not in the database.
    #[error("Daftar wilayah belum dimuat. Jalankan sokoguru migrate, lalu ulangi.")]
    NoTerritory,
    /// Nothing waits under this number.
    #[error("Baris ini tidak menunggu padanan. Buka lagi daftarnya.")]
    NoSuchRow,
    /// A village elsewhere, or none.
    #[error("Desa ini tidak ada di wilayah Anda. Pilih dari daftar.")]
    NotHere,
    /// A second row for a village.
    #[error("Desa ini sudah dipadankan dengan baris lain. Pilih desa lain.")]
    Taken,
    /// No such export.
    #[error("Kiriman ini tidak ada. Pilih dari daftar kiriman.")]
    NoSuchExport,
    /// A table that was not sent.
    #[error("Tabel ini tidak ada di kiriman itu. Pilih dari daftarnya.")]
    NoSuchTable,
    /// A state that is none of the four.
    #[error("Pilih hasilnya: terkirim, diterima, berbeda, atau ditolak.")]
    NoSuchState,
    /// A difference that nobody described.
    #[error("Tulis apa yang berbeda atau alasan penolakannya.")]
    NoNote,
    /// No cooperative in scope.
    #[error("Tidak ada koperasi di wilayah ini. Periksa kode wilayahnya.")]
    NobodyHere,
    /// A folder with something in it.
    #[error("Folder {0} sudah berisi. Sebutkan folder baru atau yang kosong.")]
    NotEmpty(String),
    /// Files cannot be written.
    #[error("Folder {0} tidak bisa ditulisi. Periksa tempat dan izinnya.")]
    Files(String),
    /// A month that has not begun.
    #[error("Bulan itu belum mulai. Pilih bulan ini atau sebelumnya.")]
    MonthAhead,
    /// A parameter file of the program.
    #[error("Berkas parameter program rusak. Pasang lagi programnya.")]
    Parameters(#[from] csv::Error),
    /// The states could not be told.
    #[error(transparent)]
    Activity(#[from] ActivityError),
    /// The registry could not answer.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// The member register could not answer.
    #[error(transparent)]
    Members(#[from] MembersError),
    /// The list of officers could not answer.
    #[error(transparent)]
    Officers(#[from] OfficersError),
    /// What is written down of its formation could not be read.
    #[error(transparent)]
    Formation(#[from] formation::FormationError),
    /// Savings could not answer.
    #[error(transparent)]
    Savings(#[from] savings::SavingsError),
    /// The asset register could not answer.
    #[error(transparent)]
    Assets(#[from] AssetsError),
    /// The territory could not answer.
    #[error(transparent)]
    Territory(#[from] TerritoryError),
    /// A paper could not be written.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl MinistryError {
    /// The field of the form that the sentence is about.
    pub fn field(&self) -> Option<&'static str> {
        Some(match self {
            Self::NotHere | Self::Taken => "village",
            Self::NoSuchState => "state",
            Self::NoNote => "note",
            _ => return None,
        })
    }
}
