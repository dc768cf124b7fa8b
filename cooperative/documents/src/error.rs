//! Why a file cannot be kept, or not be put beside what it should prove.

use thiserror::Error;

/// A refusal; nothing has been kept.
#[derive(Debug, Clone, Error)]
pub enum DocumentError {
    /// More bytes than a voucher needs.
    #[error(
        "Berkas terlalu besar, paling besar 12 MB. Ambil foto dengan ukuran lebih kecil, atau pecah PDF-nya."
    )]
    TooLarge,
    /// No bytes at all.
    #[error("Berkas ini kosong. Pilih lagi berkasnya, atau ambil foto lagi.")]
    Empty,
    /// Not a JPEG, PNG or WebP picture, or a broken one.
    #[error("Berkas ini bukan foto yang bisa dibuka. Pakai foto JPG, PNG, atau WebP.")]
    NotAPicture,
    /// Neither a picture nor a PDF, whatever its name says.
    #[error("Berkas ini bukan foto atau PDF yang bisa dibuka. Pakai foto JPG, PNG, WebP, atau berkas PDF.")]
    NotAFile,
    /// So many pixels that opening it would use up the memory.
    #[error(
        "Ukuran foto terlalu lebar, paling besar 50 megapiksel. Ambil foto lagi dengan ukuran lebih kecil."
    )]
    TooManyPixels,
    /// A PDF that breaks off, or is put together in a way that cannot be looked through.
    #[error(
        "PDF ini terpotong atau rusak. Kirim ulang berkas aslinya, atau buka lalu cetak sebagai PDF baru."
    )]
    PdfBroken,
    /// A PDF with a password, also one that opens without it.
    #[error(
        "PDF ini dikunci kata sandi. Buka, cetak sebagai PDF baru tanpa kata sandi, atau foto halamannya."
    )]
    PdfLocked,
    /// A PDF that can run a script, start a program, send, or open another file.
    #[error(
        "PDF ini berisi perintah yang dapat berjalan sendiri. Cetak sebagai PDF baru, atau foto halamannya."
    )]
    PdfActs,
    /// A PDF with another file in it.
    #[error(
        "PDF ini membawa berkas lain di dalamnya. Cetak sebagai PDF baru, lalu kirim berkas lain itu sendiri."
    )]
    PdfEmbeds,
    /// No file was chosen.
    #[error("Pilih dulu foto atau berkas PDF-nya.")]
    Missing,
    /// The same file is there already.
    #[error("Berkas yang sama sudah ada di sini. Pilih berkas lain, atau biarkan saja.")]
    AlreadyThere,
    /// More files than one matter needs.
    #[error("Sudah ada 20 berkas di sini. Tandai dulu yang keliru, atau gabungkan menjadi satu PDF.")]
    TooMany,
    /// The file is not of this matter, or marked already.
    #[error("Berkas ini tidak ada di sini, atau sudah ditandai keliru. Muat ulang halamannya.")]
    NotHere,
    /// No reason, or a long one.
    #[error("Tulis alasannya dalam satu baris, 5 sampai 200 huruf.")]
    Reason,
    /// What is said of the file is too long.
    #[error("Singkat keterangan berkasnya menjadi satu baris, paling banyak 80 huruf.")]
    Caption,
    /// The store refused.
    #[error(transparent)]
    Store(#[from] ::store::StoreError),
}

impl DocumentError {
    /// The field of a form that the sentence is about; `file` where it is the file itself.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::Reason => Some("reason"),
            Self::Caption => Some("caption"),
            Self::NotHere | Self::Store(_) => None,
            _ => Some("file"),
        }
    }
}
