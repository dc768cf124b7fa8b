//! What is refused, each with the sentence that says what to do.

use documents::DocumentError;
use kernel::{BookDate, NameError, NikError, RegionCode};
use registry::RegistryError;
use reports::ReportError;
use store::StoreError;
use territory::TerritoryError;
use thiserror::Error;

/// A refusal. Nothing has been written.
#[derive(Debug, Clone, Error)]
pub enum FormationError {
    /// No such step on the route of this cooperative.
    #[error("Langkah ini tidak ada di jalur koperasi ini. Muat ulang halamannya.")]
    NoSuchStep,
    /// A state or route that there is not.
    #[error("Pilih salah satu dari daftar.")]
    Choice,
    /// Issued without its number.
    #[error("Isi nomornya seperti di suratnya, paling banyak 60 huruf dan angka.")]
    Number,
    /// Issued without its day.
    #[error("Isi tanggal terbitnya.")]
    Date,
    /// A day to come.
    #[error("Tanggal ini belum tiba. Pakai tanggal hari ini atau sebelumnya.")]
    Later,
    /// A paper older than the one it needs, or one that is younger than what came of it.
    #[error("{later} tidak mungkin sebelum {earlier}: {other} bertanggal {}. Periksa kedua suratnya.", .on.long())]
    Order {
        /// The step that comes first.
        earlier: String,
        /// The step that needs it.
        later: String,
        /// Which of the two is there already.
        other: String,
        /// Its day.
        on: BookDate,
    },
    /// Who issued it is missing or too long.
    #[error("Isi siapa yang menerbitkan, paling banyak 120 huruf.")]
    Issuer,
    /// A remark that is too long.
    #[error("Singkat catatannya menjadi satu baris, paling banyak 200 huruf.")]
    Note,
    /// Refused, and nobody says why.
    #[error("Tulis di catatan mengapa ditolak, supaya jelas apa yang diperbaiki.")]
    Why,
    /// Another cooperative has this paper.
    #[error(
        "{paper} nomor {number} sudah dipakai {owner}. Periksa nomornya di surat; bila benar, minta dinas memeriksa keduanya."
    )]
    PaperTaken {
        /// Which paper.
        paper: String,
        /// Its number.
        number: String,
        /// Whose it is.
        owner: String,
    },
    /// Nothing is there to be verified.
    #[error("Yang diperiksa hanya langkah yang sudah terbit. Muat ulang halamannya.")]
    NothingToVerify,
    /// The founder's name cannot be kept.
    #[error(transparent)]
    Name(#[from] NameError),
    /// The founder's NIK cannot be one.
    #[error(transparent)]
    Nik(#[from] NikError),
    /// The NIK says another birth date or sex than the form.
    #[error("NIK dan tanggal lahir atau jenis kelaminnya tidak cocok. Periksa KTP-nya.")]
    NikOther,
    /// Too young to found.
    #[error("{name} belum {age} tahun pada {}. Pilih pendiri lain, atau tandai bila sudah menikah.", .on.long())]
    UnderAge {
        /// Who.
        name: String,
        /// The least age in years.
        age: i64,
        /// The day of the founders' meeting, or today.
        on: BookDate,
    },
    /// The person founds here already.
    #[error("Pendiri ini sudah ada di daftar. Periksa nama dan tanggal lahirnya.")]
    FounderThere,
    /// The person founds another cooperative.
    #[error(
        "NIK ini sudah tercatat sebagai pendiri {0}. Satu orang mendirikan satu koperasi; pilih pendiri lain."
    )]
    FounderElsewhere(String),
    /// No such founder.
    #[error("Pendiri ini tidak ada di daftar. Muat ulang halamannya.")]
    NoSuchFounder,
    /// A field of the meeting's form.
    #[error("{sentence}")]
    Meeting {
        /// The field.
        field: &'static str,
        /// What to do.
        sentence: String,
    },
    /// The form of the meetings has not been filled in.
    #[error("Isi dulu data rapat, baru unduh rancangannya.")]
    NoMeeting,
    /// Not a village.
    #[error("Pilih satu desa atau kelurahan: {0} bukan kode desa atau kelurahan di wilayah ini.")]
    NotAVillage(RegionCode),
    /// The village has a cooperative already.
    #[error("{village} sudah dilayani {owner}. Satu desa atau kelurahan dilayani satu koperasi.")]
    VillageTaken {
        /// The village.
        village: RegionCode,
        /// Whose it is.
        owner: String,
    },
    /// No cooperative is in the village.
    #[error("Belum ada koperasi di {0}. Daftarkan dulu koperasinya.")]
    NoCooperative(RegionCode),
    /// A split that says nothing, or too much.
    #[error("Isi desa atau kelurahan lama, satu atau lebih yang baru, tanggal, dan nomor keputusannya.")]
    Split,
    /// No such document.
    #[error("Rancangan ini tidak ada. Pilih dari daftar di halaman Pendirian.")]
    NoSuchPaper,
    /// The registry refused.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// The file could not be kept.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The territory could not answer.
    #[error(transparent)]
    Territory(#[from] TerritoryError),
    /// The officers could not be read.
    #[error(transparent)]
    Officers(#[from] officers::OfficersError),
    /// The paper could not be made.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// The DOCX file could not be made.
    #[error("Berkas Word tidak bisa dibuat. Unduh PDF-nya, atau coba lagi.")]
    Docx(String),
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl FormationError {
    /// The field of the form that the sentence is about.
    pub fn field(&self) -> Option<&'static str> {
        Some(match self {
            Self::Choice => "state",
            Self::Number | Self::PaperTaken { .. } => "number",
            Self::Date | Self::Later | Self::Order { .. } => "dated",
            Self::Issuer => "issuer",
            Self::Note | Self::Why => "note",
            Self::Document(error) => return error.field(),
            Self::Name(_) | Self::FounderThere => "name",
            Self::Nik(_) | Self::NikOther | Self::FounderElsewhere(_) => "nik",
            Self::UnderAge { .. } => "birth",
            Self::Meeting { field, .. } => field,
            Self::NotAVillage(_) | Self::VillageTaken { .. } => "village",
            Self::NoCooperative(_) => "cooperative",
            Self::Split => "new_villages",
            // The number of a paper is the one field that the registry can find wrong here.
            Self::Registry(RegistryError::ApprovalBeforeDeed) => "dated",
            Self::Registry(_) => "number",
            _ => return None,
        })
    }
}
