//! What the register of assets refuses, each with the sentence that says what to do.

use kernel::{Month, NameError, Rupiah};
use ledger::LedgerError;
use store::StoreError;
use thiserror::Error;

/// A refusal. Nothing has been written.
#[derive(Debug, Clone, Error)]
pub enum AssetsError {
    /// No name, or one that cannot be kept.
    #[error("Isi nama barangnya dalam satu baris, paling panjang 120 huruf.")]
    Name,
    /// A text that is missing or too long.
    #[error("{1}")]
    Text(&'static str, &'static str),
    /// Not an account of fixed assets.
    #[error("Pilih golongan aset tetap dari daftar.")]
    Account,
    /// No such unit.
    #[error("Unit usaha ini tidak ada. Pilih unit dari daftar.")]
    Unit,
    /// A price that cannot be meant.
    #[error("Isi harga perolehannya, lebih dari nol dan paling banyak Rp10.000.000.000.000.")]
    Cost,
    /// More than the thing cost.
    #[error("Nilai sisa paling banyak sebesar harga perolehannya. Isi 0 bila tidak ada.")]
    Residual,
    /// A life that cannot be meant.
    #[error("Isi umur manfaat 1 sampai 600 bulan, misalnya 48 untuk 4 tahun.")]
    Life,
    /// The account's things do not lose value.
    #[error("Tanah dan aset yang belum selesai tidak disusutkan. Isi umur manfaat 0.")]
    NeverDepreciates,
    /// Acquired after today.
    #[error("Tanggal perolehan belum tiba. Pakai tanggal hari ini atau sebelumnya.")]
    AcquiredLater,
    /// Depreciation before the books that does not fit the life.
    #[error(
        "Penyusutan sebelumnya harus sampai bulan yang sudah lewat, sesudah bulan perolehan, dan paling lama \
         sampai akhir umur manfaatnya."
    )]
    OpeningMonth,
    /// More than can be depreciated, or less where the life is over.
    #[error("Penyusutan sebelumnya paling banyak {0}; bila umurnya sudah habis, tepat {0}.")]
    OpeningAmount(Rupiah),
    /// Depreciation before the books of what these books acquire.
    #[error("Kosongkan penyusutan sebelumnya: itu hanya untuk barang yang sudah tercatat di buku.")]
    OpeningOfNew,
    /// Not an entry, or one that does not acquire on this account.
    #[error("Bukti ini tidak menambah golongan aset itu. Periksa nomor buktinya, atau kosongkan.")]
    Entry,
    /// Not cash or bank.
    #[error("Pilih tempat uangnya: kas atau bank.")]
    Place,
    /// Nothing is known under this number.
    #[error("Barang ini tidak ada di daftar aset. Bukalah dari daftarnya.")]
    NoSuchAsset,
    /// It has left already.
    #[error("{0} sudah dilepas. Batalkan dulu transaksi pelepasannya bila ternyata masih ada.")]
    Disposed(String),
    /// Its acquisition was reversed, or it was struck out.
    #[error("{0} sudah dicoret dari daftar. Daftarkan lagi bila ternyata ada.")]
    Cancelled(String),
    /// Months before the disposal are still to be depreciated.
    #[error("Catat dulu penyusutan sampai {}, lalu lepas barangnya.", .0.long())]
    DueFirst(Month),
    /// The month of the disposal has been depreciated.
    #[error("Penyusutan {} sudah dicatat. Pakai tanggal sesudah bulan itu, atau batalkan dulu penyusutannya.", .0.long())]
    AlreadyDepreciated(Month),
    /// Before it was there.
    #[error("Tanggal pelepasan lebih awal daripada tanggal perolehan. Perbaiki tanggalnya.")]
    DisposedBefore,
    /// Less than nothing.
    #[error("Isi uang yang diterima, 0 bila tidak ada.")]
    Proceeds,
    /// Depreciation of it stands in the books.
    #[error(
        "Barang ini sudah disusutkan, jadi tidak bisa dicoret. Lepas saja, atau batalkan dulu penyusutannya."
    )]
    StrikeDepreciated,
    /// An entry of these books acquired it.
    #[error(
        "Barang ini dicatat bersama transaksinya. Batalkan transaksi perolehannya, maka barangnya ikut tercoret."
    )]
    StrikeEntry,
    /// The month is not over.
    #[error("{} belum selesai. Catat penyusutannya mulai {}.", .0.long(), .0.last_day().long())]
    MonthNotOver(Month),
    /// Given back before it came.
    #[error("Tanggal kembali lebih awal daripada tanggal mulai dipakai. Perbaiki tanggalnya.")]
    ReturnedBefore,
    /// Given back already.
    #[error("Barang pinjaman ini sudah dikembalikan. Bukalah daftarnya.")]
    Returned,
    /// An end before the beginning.
    #[error("Batas pinjam lebih awal daripada tanggal mulai dipakai. Perbaiki tanggalnya.")]
    UntilBefore,
    /// The value that was told cannot be meant.
    #[error("Isi nilai menurut pemiliknya lebih dari nol, atau kosongkan.")]
    ToldValue,
    /// A date that cannot be: a handing over before today only.
    #[error("Tanggal ini belum tiba. Pakai tanggal hari ini atau sebelumnya.")]
    Later(&'static str),
    /// Sums that no book can hold.
    #[error("Jumlahnya terlalu besar untuk dijumlahkan. Periksa harga perolehannya.")]
    TooLarge,
    /// The ledger refused.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AssetsError {
    /// The field of the form that the sentence is about.
    pub fn field(&self) -> Option<&'static str> {
        Some(match self {
            Self::Name => "name",
            Self::Text(field, _) | Self::Later(field) => field,
            Self::Account => "account",
            Self::Unit => "unit",
            Self::Cost => "cost",
            Self::Residual => "residual",
            Self::Life | Self::NeverDepreciates => "life_months",
            Self::AcquiredLater => "acquired_on",
            Self::OpeningMonth | Self::OpeningOfNew => "opening_through",
            Self::OpeningAmount(_) => "opening_amount",
            Self::Entry => "document",
            Self::Place => "place",
            Self::DueFirst(_) | Self::AlreadyDepreciated(_) | Self::DisposedBefore => "date",
            Self::Proceeds => "proceeds",
            Self::ReturnedBefore => "date",
            Self::UntilBefore => "until",
            Self::ToldValue => "told_value",
            Self::Ledger(error) => return ledger_field(error),
            _ => return None,
        })
    }

    /// A refused name, whatever was wrong with it.
    pub(crate) fn of_name(_: NameError) -> Self {
        Self::Name
    }
}

fn ledger_field(error: &LedgerError) -> Option<&'static str> {
    Some(match error {
        LedgerError::Future(_) | LedgerError::Closed(_) => "date",
        LedgerError::UnknownUnit(_) => "unit",
        LedgerError::AmountTooLarge => "cost",
        _ => return None,
    })
}
