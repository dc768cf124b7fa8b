//! Why something of the task force cannot be done.

use thiserror::Error;

/// A refusal; each says what to do.
#[derive(Debug, Clone, Error)]
pub enum MentoringError {
    /// A text that must be there.
    #[error("Isi {what} dahulu, lalu kirim lagi.")]
    Missing {
        /// What it is called on the page.
        what: &'static str,
        /// The field of the form.
        field: &'static str,
    },
    /// A text that does not fit.
    #[error("Singkat {what}: paling banyak {most} huruf.")]
    TooLong {
        /// What it is called on the page.
        what: &'static str,
        /// The field of the form.
        field: &'static str,
        /// The most characters.
        most: usize,
    },
    /// A choice that is not offered.
    #[error("Pilih {what} dari daftar.")]
    NoChoice {
        /// What it is called on the page.
        what: &'static str,
        /// The field of the form.
        field: &'static str,
    },
    /// Nobody of the task force.
    #[error("Pilih pendamping yang masih bertugas di wilayah ini.")]
    NoSuchMentor,
    /// Already in the task force.
    #[error("Orang ini sudah bertugas di wilayah ini. Pilih orang lain.")]
    AlreadyMentor,
    /// Ten are ten.
    #[error("Pendamping ini sudah memegang {0} koperasi, batasnya. Pilih pendamping lain.")]
    LoadFull(i64),
    /// The mentor has still cooperatives.
    #[error("Pindahkan dahulu {0} koperasi yang masih dipegang pendamping ini.")]
    StillAssigned(i64),
    /// Not in this region.
    #[error("Koperasi ini tidak ada di wilayah ini. Pilih dari daftar.")]
    NotInRegion,
    /// A day to come.
    #[error("Tanggal kunjungan belum terjadi. Periksa tanggal di HP, lalu pilih hari ini atau sebelumnya.")]
    VisitTomorrow,
    /// Due before it was agreed.
    #[error("Tenggat harus pada atau sesudah tanggal kunjungan. Pilih tanggal lain.")]
    DueBeforeVisit,
    /// A place on no globe.
    #[error("Lokasi ini tidak mungkin. Hapus lokasinya, lalu kirim lagi.")]
    NoSuchPlace,
    /// The visit is not there.
    #[error("Kunjungan ini tidak ada. Kirim dahulu kunjungannya.")]
    NoSuchVisit,
    /// The version is not there.
    #[error("Pilih salah satu versi yang bentrok.")]
    NoSuchRevision,
    /// The action is not there.
    #[error("Tindak lanjut ini tidak ada. Muat ulang halamannya.")]
    NoSuchAction,
    /// It is over.
    #[error("Tindak lanjut ini sudah selesai atau dibatalkan. Muat ulang halamannya.")]
    ActionOver,
    /// The city was not asked.
    #[error("Tindak lanjut ini tidak sedang menunggu dinas. Muat ulang halamannya.")]
    NotEscalated,
    /// Closing without showing anything.
    #[error("Lampirkan bukti, atau tulis apa yang dilihat sehingga ini dianggap selesai.")]
    NoProof,
    /// The request is not there.
    #[error("Permintaan bantuan ini tidak ada. Muat ulang halamannya.")]
    NoSuchHelp,
    /// It has an answer.
    #[error("Permintaan ini sudah dijawab. Muat ulang halamannya.")]
    AlreadyAnswered,
    /// The training is not there.
    #[error("Pelatihan ini tidak ada di wilayah ini. Pilih dari daftar.")]
    NoSuchTraining,
    /// Nobody of the officers of the cooperative.
    #[error("Orang ini bukan pengurus, pengawas atau pengelola koperasi ini. Pilih dari daftar.")]
    NotAnOfficer,
    /// No letters that stand for bytes.
    #[error("Foto rusak di jalan. Ambil foto lagi, lalu kirim.")]
    BrokenPhoto,
    /// A week that a month does not have.
    #[error("Pilih minggu 1 sampai 4.")]
    NoSuchWeek,
    /// A plan that would be written afterwards.
    #[error("Rencana {0} sudah lewat dan tidak diubah lagi. Pilih bulan ini atau bulan depan.")]
    MonthOver(kernel::Month),
    /// No village of that name or code.
    #[error("Kelurahan atau desa ini tidak dikenal. Tulis namanya seperti di daftar wilayah, atau kodenya.")]
    NoSuchVillage,
    /// More than one village of that name.
    #[error("Ada beberapa yang bernama sama: {0}. Tulis kodenya.")]
    ManyVillages(String),
    /// Written by somebody else who uses the same phone.
    #[error("Kunjungan ini ditulis pendamping lain di HP ini. Masuk dengan akunnya, lalu kirim lagi.")]
    OtherWriter,
    /// The row of the plan is not there.
    #[error("Kunjungan ini tidak ada di rencana bulan itu. Muat ulang halamannya.")]
    NotPlanned,
    /// The photo was refused.
    #[error(transparent)]
    Document(#[from] documents::DocumentError),
    /// The registry refused.
    #[error(transparent)]
    Registry(#[from] registry::RegistryError),
    /// Access refused.
    #[error(transparent)]
    Access(#[from] access::AccessError),
    /// The states could not be told.
    #[error(transparent)]
    Activity(#[from] activity::ActivityError),
    /// A paper could not be written.
    #[error(transparent)]
    Report(#[from] reports::ReportError),
    /// The regions could not be read.
    #[error(transparent)]
    Territory(#[from] territory::TerritoryError),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] store::StoreError),
}

impl MentoringError {
    /// The field of the form that it is about.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::Missing { field, .. } | Self::TooLong { field, .. } | Self::NoChoice { field, .. } => {
                Some(field)
            }
            Self::NoSuchMentor | Self::AlreadyMentor | Self::LoadFull(_) => Some("mentor"),
            Self::NotInRegion => Some("cooperative"),
            Self::VisitTomorrow => Some("date"),
            Self::DueBeforeVisit => Some("due"),
            Self::NoProof => Some("note"),
            Self::NoSuchTraining => Some("training"),
            Self::NotAnOfficer => Some("officer"),
            Self::NoSuchWeek => Some("week"),
            Self::NoSuchVillage | Self::ManyVillages(_) => Some("base"),
            _ => None,
        }
    }
}
