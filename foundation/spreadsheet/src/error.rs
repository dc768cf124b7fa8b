//! Why a file was refused, each in one sentence for its keeper.

use thiserror::Error;

/// A file that was not read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SpreadsheetError {
    /// No bytes.
    #[error("Berkas ini kosong: pilih berkas lain atau simpan ulang dari Excel.")]
    Empty,
    /// More than [`crate::MAX_BYTES`].
    #[error("Berkas ini lebih besar dari 20 MB: hapus gambar atau pisahkan lembarnya, lalu kirim lagi.")]
    TooLarge,
    /// Neither a workbook nor text.
    #[error("Berkas ini bukan lembar kerja: kirim berkas .xlsx, .xls, .ods atau .csv.")]
    NotAWorkbook,
    /// A workbook that breaks off or contradicts itself.
    #[error("Berkas ini rusak atau terpotong: buka di Excel, simpan ulang, lalu kirim lagi.")]
    Broken,
    /// Encrypted.
    #[error("Berkas ini dikunci dengan kata sandi: simpan salinannya tanpa kata sandi, lalu kirim lagi.")]
    Password,
    /// Unpacks to far more than a workbook needs.
    #[error(
        "Isi berkas ini mengembang terlalu besar: salin lembar yang diperlukan ke buku kerja baru, lalu \
         kirim lagi."
    )]
    Expands,
    /// More sheets than [`crate::MAX_SHEETS`].
    #[error(
        "Berkas ini berisi {count} lembar: paling banyak {max} lembar, pisahkan menjadi beberapa berkas."
    )]
    TooManySheets {
        /// How many there are.
        count: usize,
        /// How many are read.
        max: usize,
    },
    /// More rows or cells than are read at once.
    #[error(
        "Isi berkas ini terlalu banyak: paling banyak {rows} baris berisi, pisahkan menjadi beberapa berkas."
    )]
    TooMuch {
        /// How many rows with content are read.
        rows: usize,
    },
    /// A format that is a workbook but is not read.
    #[error("Berkas .xlsb belum bisa dibaca: simpan sebagai .xlsx, lalu kirim lagi.")]
    Binary,
    /// A web page or XML under the name of a workbook, as some banks send.
    #[error("Berkas ini sebenarnya halaman web: buka di Excel, simpan sebagai .xlsx, lalu kirim lagi.")]
    WebPage,
    /// An old .xls whose cells lie too far apart.
    #[error("Isi berkas .xls ini terlalu tersebar: simpan sebagai .xlsx, lalu kirim lagi.")]
    TooSparse,
}
