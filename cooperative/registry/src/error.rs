//! What the registry refuses, each with the sentence that says what to do.

use ::store::StoreError;
use kernel::{NameError, RegionCode, UnitCode};
use thiserror::Error;

/// Why an act of the registry was refused.
#[derive(Debug, Clone, Error)]
pub enum RegistryError {
    /// A cooperative sits in a village, not in a district, city or province.
    #[error("Pilih satu desa atau kelurahan: {0} masih mencakup beberapa.")]
    NotAVillage(RegionCode),
    /// Another cooperative has claimed the village.
    #[error(
        "Desa atau kelurahan {0} sudah punya koperasi. Buka koperasi itu, atau periksa lagi kode wilayahnya."
    )]
    VillageTaken(RegionCode),
    /// The name cannot be kept.
    #[error(transparent)]
    Name(#[from] NameError),
    /// The number of a paper is empty, too long or hides something.
    #[error("Tulis nomor {paper} seperti di suratnya, paling banyak 60 huruf dan angka.")]
    PaperNumber {
        /// Which paper, in the officers' words.
        paper: &'static str,
        /// The field of the form.
        field: &'static str,
    },
    /// Another cooperative has this number, which the whole country gives once.
    #[error(
        "{paper} ini sudah dipakai {owner}. Periksa nomornya di surat; bila benar, minta dinas memeriksa keduanya."
    )]
    PaperTaken {
        /// Which paper, in the officers' words.
        paper: &'static str,
        /// The field of the form.
        field: &'static str,
        /// Whose it is.
        owner: String,
    },
    /// A paper was approved before it was drawn up.
    #[error("Periksa tanggalnya: pengesahan AHU tidak mungkin lebih awal daripada akta.")]
    ApprovalBeforeDeed,
    /// A business number of another length.
    #[error("Tulis NIB dengan 13 angka, seperti di surat OSS.")]
    Nib,
    /// A tax number of another length.
    #[error("Tulis NPWP koperasi dengan 16 angka, atau 15 angka bila masih format lama.")]
    Npwp,
    /// An address too long or with hidden characters.
    #[error("Tulis alamat dalam satu baris, paling banyak 200 huruf.")]
    Address,
    /// A unit number outside 0 to 99.
    #[error("Pilih kode unit usaha dari 00 sampai 99.")]
    UnitOutOfRange(UnitCode),
    /// The cooperative has this unit already.
    #[error("Unit usaha ini sudah dibuka. Ubah unit yang sudah ada di daftar.")]
    UnitThere(UnitCode),
    /// The cooperative does not have this unit.
    #[error("Unit usaha {0} belum dibuka. Buka unitnya dahulu di Pengaturan.")]
    NoSuchUnit(UnitCode),
    /// A licensed unit has the number of its licence.
    #[error("Isi nomor izinnya: unit yang berizin punya nomor izin.")]
    LicenceNumberMissing,
    /// A cooperative that is not in the registry.
    #[error("Koperasi ini tidak ada di daftar. Periksa lagi kode wilayahnya.")]
    NoSuchCooperative,
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl RegistryError {
    /// The field of the form that the sentence is about.
    pub fn field(&self) -> Option<&'static str> {
        Some(match self {
            Self::NotAVillage(_) | Self::VillageTaken(_) => "region",
            Self::Name(_) => "name",
            Self::PaperNumber { field, .. } | Self::PaperTaken { field, .. } => field,
            Self::ApprovalBeforeDeed => "ahu_date",
            Self::Nib => "nib",
            Self::Npwp => "npwp",
            Self::Address => "address",
            Self::UnitOutOfRange(_) | Self::UnitThere(_) | Self::NoSuchUnit(_) => "unit",
            Self::LicenceNumberMissing => "licence_number",
            Self::NoSuchCooperative | Self::Store(_) => return None,
        })
    }
}
