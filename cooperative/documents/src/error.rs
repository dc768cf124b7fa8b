//! Why a file cannot be kept.

use thiserror::Error;

/// A refusal; nothing has been kept.
#[derive(Debug, Clone, Error)]
pub enum DocumentError {
    /// More bytes than a voucher needs.
    #[error("Foto terlalu besar, paling besar 12 MB. Ambil foto lagi dengan ukuran lebih kecil.")]
    TooLarge,
    /// Not a JPEG, PNG or WebP picture, or a broken one.
    #[error("Berkas ini bukan foto yang bisa dibuka. Pakai foto JPG, PNG, atau WebP.")]
    NotAPicture,
    /// So many pixels that opening it would use up the memory.
    #[error(
        "Ukuran foto terlalu lebar, paling besar 50 megapiksel. Ambil foto lagi dengan ukuran lebih kecil."
    )]
    TooManyPixels,
    /// The store refused.
    #[error(transparent)]
    Store(#[from] ::store::StoreError),
}
