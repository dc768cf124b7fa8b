//! What the member register refuses, each with the sentence that says what to do.

use ::store::StoreError;
use kernel::{BookDate, NameError, NikError};
use registry::RegistryError;
use thiserror::Error;

use crate::state::{MemberState, Step};

/// Why an act of the member register was refused. Nothing has been written.
#[derive(Debug, Clone, Error)]
pub enum MembersError {
    /// The name cannot be kept.
    #[error(transparent)]
    Name(#[from] NameError),
    /// The NIK is none.
    #[error(transparent)]
    Nik(#[from] NikError),
    /// The person is in this cooperative's register already.
    #[error("NIK ini sudah terdaftar di koperasi ini. Cari namanya di daftar anggota.")]
    NikHere,
    /// The person belongs to another cooperative (rules §1.2).
    #[error("NIK ini sudah terdaftar di koperasi lain. Minta pengurus di sana mencatat keluarnya dulu.")]
    NikElsewhere,
    /// The NIK was sealed with another key, or its row was changed.
    #[error("NIK ini tidak bisa dibuka. Pulihkan berkas kunci program ini, atau hubungi pendamping.")]
    NikLocked,
    /// No purpose for looking at a NIK.
    #[error("Tulis untuk apa NIK dibuka, 5 sampai 200 huruf; keperluan itu tercatat.")]
    Purpose,
    /// No address, or one that cannot be kept.
    #[error("Tulis alamat sesuai KTP dalam satu baris, paling banyak 200 huruf.")]
    Address,
    /// Not a telephone number.
    #[error("Tulis nomor telepon 9 sampai 14 angka, misalnya 0812 3456 789, atau kosongkan.")]
    Phone,
    /// Not the code of a village.
    #[error("Pilih satu desa atau kelurahan sesuai alamat KTP.")]
    Region,
    /// The KTP is of another village, and no proof of domicile was written down.
    #[error(
        "Alamat KTP di luar wilayah koperasi. Tulis bukti domisilinya, misalnya nomor surat keterangan RT."
    )]
    DomicileNote,
    /// Nobody with this number in the register.
    #[error("Anggota ini tidak ada di daftar. Cari namanya di daftar anggota.")]
    NoSuchMember,
    /// The step may not be taken from this state.
    #[error("{}", wrong_state(.name, *.state, *.step))]
    WrongState {
        /// Who.
        name: String,
        /// Where the membership stands.
        state: MemberState,
        /// What was to be done.
        step: Step,
    },
    /// Dated after today.
    #[error("Tanggal {} belum tiba. Pakai tanggal hari ini atau sebelumnya.", .0.short())]
    Future(BookDate),
    /// Dated before what must have come first.
    #[error("Tanggalnya paling awal {}: sebelum itu belum ada pendaftarannya.", .0.short())]
    TooEarly(BookDate),
    /// Another member has this number.
    #[error("Nomor anggota {0} tidak bisa dipakai. Pilih nomor lain yang belum ada.")]
    NumberTaken(i64),
    /// No reason for the end of a membership.
    #[error("Tulis alasannya, 5 sampai 200 huruf, supaya pengawas mengerti.")]
    Reason,
    /// Money still stands between the member and the cooperative; the sentence says which.
    #[error("{0}")]
    Unsettled(String),
    /// A partner of this name is there already.
    #[error("Mitra dengan nama ini sudah ada. Pilih dari daftar, atau tambahkan pembeda pada namanya.")]
    PartnerThere,
    /// No such cooperative.
    #[error("Koperasi ini tidak ada di daftar. Periksa lagi kode wilayahnya.")]
    NoSuchCooperative,
    /// The registry could not answer.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl MembersError {
    /// The field of the form that the sentence is about.
    pub fn field(&self) -> Option<&'static str> {
        Some(match self {
            Self::Name(_) | Self::PartnerThere => "name",
            Self::Nik(_) | Self::NikHere | Self::NikElsewhere => "nik",
            Self::Purpose => "purpose",
            Self::Address => "address",
            Self::Phone => "phone",
            Self::Region => "region",
            Self::DomicileNote => "domicile_note",
            Self::Future(_) | Self::TooEarly(_) => "date",
            Self::NumberTaken(_) => "number",
            Self::Reason => "reason",
            Self::NikLocked
            | Self::NoSuchMember
            | Self::WrongState { .. }
            | Self::Unsettled(_)
            | Self::NoSuchCooperative
            | Self::Registry(_)
            | Self::Store(_) => return None,
        })
    }
}

/// Where somebody stands decides what is to be done instead.
fn wrong_state(name: &str, state: MemberState, step: Step) -> String {
    match (state, step) {
        (MemberState::Applicant, _) => format!("Periksa dan terima dulu pendaftaran {name}."),
        (MemberState::Verified, _) => {
            format!("Pendaftaran {name} sudah diterima. Terima simpanan pokoknya supaya menjadi anggota.")
        }
        (MemberState::Active, _) => {
            format!("{name} sudah anggota aktif. Muat ulang halaman untuk melihat datanya.")
        }
        (ended, _) => format!(
            "{name} sudah tercatat {}. Untuk masuk lagi, buat pendaftaran baru.",
            ended.label().to_lowercase()
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_out_of_turn_says_what_comes_first() {
        let refused =
            |state| MembersError::WrongState { name: "Bu Melati".to_owned(), state, step: Step::Activate };
        assert_eq!(
            refused(MemberState::Applicant).to_string(),
            "Periksa dan terima dulu pendaftaran Bu Melati."
        );
        assert!(refused(MemberState::Deceased).to_string().contains("tercatat meninggal"));
    }
}
