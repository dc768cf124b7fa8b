//! Why the ledger refuses, each with the sentence for the user.

use kernel::{AccountCode, BookDate, EntryId, Month, Rupiah, UnitCode};
use store::StoreError;
use thiserror::Error;

/// A refusal of the ledger. Nothing has been written.
#[derive(Debug, Clone, Error)]
pub enum LedgerError {
    /// Fewer than two lines, or more than an entry may have.
    #[error("Jurnal harus punya 2 sampai 200 baris; yang ini {0}. Periksa lagi barisnya.")]
    LineCount(usize),
    /// A line without an amount.
    #[error("Ada baris yang jumlahnya nol. Isi jumlahnya atau hapus baris itu.")]
    ZeroLine,
    /// An amount beyond what a village cooperative can mean.
    #[error(
        "Jumlah terlalu besar: paling banyak Rp10.000.000.000.000 dalam satu baris. Periksa jumlah nolnya."
    )]
    AmountTooLarge,
    /// The lines of a unit do not sum to zero.
    #[error("Jurnal belum seimbang di unit {unit}: selisih {difference}. Samakan jumlah debit dan kredit.")]
    Unbalanced {
        /// The unit.
        unit: UnitCode,
        /// Debit less credit.
        difference: Rupiah,
    },
    /// What went from one unit to another did not arrive.
    #[error(
        "Uang antar unit belum sama: selisih {0}. Samakan jumlah yang keluar dan yang masuk di akun 11900."
    )]
    Clearing(Rupiah),
    /// No such account on this date.
    #[error("Akun {0} tidak ada di daftar akun. Pilih akun dari daftar.")]
    UnknownAccount(AccountCode),
    /// No such unit.
    #[error("Unit usaha {0} tidak ada. Pilih unit dari daftar.")]
    UnknownUnit(UnitCode),
    /// The account's balance belongs to somebody, and nobody was named.
    #[error("Akun {0} mencatat milik atau utang seseorang. Pilih anggota atau mitranya.")]
    PartyMissing(AccountCode),
    /// More is taken from what belongs to somebody, or is owed by somebody, than there is.
    #[error(
        "{name} orang ini di buku {owned}, jadi tidak bisa dikurangi sebanyak itu. Periksa orang dan jumlahnya; bila dulu sudah ada, isi saldo awalnya dulu."
    )]
    MoreThanOwned {
        /// The account's name.
        name: String,
        /// What stands in the books on its side.
        owned: Rupiah,
    },
    /// Taking an entry back would take more than is left of it: somebody has been paid out since.
    #[error(
        "Belum bisa dibatalkan: {name} orang ini di buku tinggal {owned}. Batalkan dulu transaksi sesudahnya yang menguranginya."
    )]
    UsedSince {
        /// The account's name.
        name: String,
        /// What stands in the books on its side.
        owned: Rupiah,
    },
    /// Revenue and its cost are kept apart for members and others.
    #[error("Untuk akun {0}, pilih apakah dengan anggota atau bukan anggota.")]
    ActivityMissing(AccountCode),
    /// No description, or one that is too long.
    #[error("Tulis uraian transaksi dalam satu baris, paling panjang 200 huruf.")]
    Description,
    /// Dated after the day of posting.
    #[error("Tanggal {0} belum tiba. Pakai tanggal hari ini atau sebelumnya.")]
    Future(BookDate),
    /// Dated in a closed month or before it. Holds the last closed month: the one after it is open.
    #[error("Bulan {month} sudah ditutup. Catat di {open}, atau minta ketua membuka {month}.", month = .0.long(), open = .0.next().long())]
    Closed(Month),
    /// No such entry.
    #[error("Transaksi nomor {0} tidak ada. Muat ulang halaman untuk melihat yang terbaru.")]
    UnknownEntry(EntryId),
    /// The entry has been reversed before.
    #[error("Transaksi ini sudah dibatalkan. Bukalah transaksi pembatalannya untuk melihat alasannya.")]
    AlreadyReversed,
    /// A reversal is not reversed: the act is recorded anew.
    #[error("Transaksi pembatalan tidak bisa dibatalkan. Catat lagi transaksinya.")]
    ReversalOfReversal,
    /// No reason was given.
    #[error("Tulis alasannya, 5 sampai 200 huruf, supaya pengawas mengerti.")]
    Reason,
    /// The month is not over.
    #[error("Bulan {} belum selesai. Tutup setelah {}.", .0.long(), .0.last_day().long())]
    MonthNotOver(Month),
    /// Months are closed in order.
    #[error("Tutup dulu {}: bulan ditutup berurutan.", .0.long())]
    CloseInOrder(Month),
    /// Only the last closed month can be opened.
    #[error("Hanya bulan terakhir yang ditutup yang bisa dibuka. Yang terakhir: {}.", .0.map_or_else(|| "belum ada".to_owned(), Month::long))]
    NotLastClosed(Option<Month>),
    /// The year is closed for good.
    #[error("Tahun {0} sudah ditutup tetap. Betulkan dengan transaksi di tahun berjalan.")]
    YearShut(i64),
    /// A month of the year is still open.
    #[error("Tutup dulu semua bulan tahun {0} sampai Desember, baru tahunnya.")]
    YearOpen(i64),
    /// Years are closed in order.
    #[error("Tutup dulu tahun {0}: tahun ditutup berurutan.")]
    YearsInOrder(i64),
    /// The annual meeting is not after the year, or still to come.
    #[error(
        "Isi tanggal rapat anggota yang mengesahkan laporan: sesudah 31 Desember {0}, paling lambat hari ini."
    )]
    MeetingDate(i64),
    /// The code of an own account or unit is taken or out of range.
    #[error("Kode {0} tidak bisa dipakai. Pilih kode lain yang belum ada.")]
    CodeTaken(i64),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}
