//! Why an import is refused, as a sentence for the user.

use kernel::Month;
use thiserror::Error;

/// A refusal of an import. Its text is for the user; then nothing has been written.
#[derive(Debug, Clone, Error)]
pub enum ImportError {
    /// No such import in this cooperative.
    #[error("Impor ini tidak ada. Buka daftar impor, lalu pilih lagi.")]
    Unknown,
    /// The book is neither cash, bank nor a unit of the cooperative.
    #[error("Buku {0} tidak dikenal. Pilih kas, bank, atau unit:NAMA dengan nama unit usaha koperasi ini.")]
    UnknownBook(String),
    /// Nothing in the file can be recorded.
    #[error(
        "Tidak ada baris transaksi yang bisa dibaca di berkas ini. Periksa judul kolomnya: Tanggal, Uraian, Debet, Kredit, Saldo."
    )]
    NoRows,
    /// The amounts of the file have no sum.
    #[error("Jumlah uang di berkas ini terlalu besar untuk dihitung. Periksa angka-angkanya di Excel.")]
    TooLarge,
    /// Already taken back.
    #[error("Impor ini sudah dibatalkan.")]
    Undone,
    /// Somebody has read its file again meanwhile; the other import stands in its place.
    #[error("Berkas ini baru saja dibaca lagi dengan jawaban baru. Lanjutkan di bacaan yang terbaru.")]
    Replaced(i64),
    /// Thrown away before it was recorded.
    #[error("Draf impor ini sudah dibuang. Bawa lagi berkasnya bila masih perlu.")]
    Dropped,
    /// Something of it is recorded, so that it is no draft any more.
    #[error(
        "Sebagian impor ini sudah dicatat, jadi bacaannya tidak bisa diubah lagi. Batalkan impornya dulu bila bacaannya salah."
    )]
    Recorded,
    /// The rows that were to be decided are recorded.
    #[error("Baris ini sudah dicatat. Buka transaksinya bila perlu dibatalkan.")]
    RowsRecorded,
    /// The file of the draft is not kept any more.
    #[error("Berkas draf ini sudah tidak disimpan. Buang drafnya, lalu bawa lagi berkasnya.")]
    NoFile,
    /// An answer that cannot be used.
    #[error(transparent)]
    Answer(#[from] sheets::AnswerError),
    /// Nothing was recorded yet.
    #[error("Belum ada yang dicatat dari impor ini, jadi tidak ada yang perlu dibatalkan.")]
    NothingPosted,
    /// Taking back would change a closed month.
    #[error("{} sudah ditutup, jadi impor ini tidak bisa dibatalkan. Batalkan transaksinya satu per satu, atau minta ketua membuka bulan itu.", .0.long())]
    Closed(Month),
    /// The person who imported may take it back alone only for a day.
    #[error("Impor ini sudah lebih dari sehari. Minta orang kedua yang berwenang membatalkannya.")]
    NeedsSecondPerson,
    /// A decision that names no rule, person or unit.
    #[error("{0}")]
    Decision(String),
    /// Rows that could not be recorded: number and sentence.
    #[error("{} baris tidak bisa dicatat.", .0.len())]
    Rows(Vec<(i64, String)>),
    /// The ledger refused.
    #[error(transparent)]
    Ledger(#[from] ledger::LedgerError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::StoreError),
}
