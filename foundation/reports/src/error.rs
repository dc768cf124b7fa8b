//! Why a document could not be written.

use rust_xlsxwriter::XlsxError;
use thiserror::Error;

/// Why there is no file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReportError {
    /// More rows than a sheet has, or a text longer than a cell takes.
    #[error("Berkas Excel tidak bisa dibuat. Pilih masa yang lebih pendek, lalu unduh lagi.")]
    Workbook(String),
    /// There was no document to write: a PDF has at least one page.
    #[error("Tidak ada dokumen untuk dicetak. Pilih masa atau daftar yang berisi, lalu coba lagi.")]
    Nothing,
    /// A letter's shapes were not found in the program, which is then not whole.
    #[error("Huruf untuk mencetak tidak ditemukan. Pasang ulang Sokoguru, lalu coba lagi.")]
    Letters(String),
    /// What the QR code should say is longer than a QR code holds.
    #[error("Segel terlalu panjang untuk kode QR. Laporkan ini kepada yang memelihara Sokoguru.")]
    Seal(String),
    /// The place where the file goes took no more of it.
    #[error(
        "Berkas PDF tidak bisa ditulis sampai selesai. Periksa sisa tempat di penyimpanan, lalu coba lagi."
    )]
    Write(String),
}

impl From<XlsxError> for ReportError {
    fn from(error: XlsxError) -> Self {
        Self::Workbook(error.to_string())
    }
}

impl From<std::io::Error> for ReportError {
    fn from(error: std::io::Error) -> Self {
        Self::Write(error.to_string())
    }
}
