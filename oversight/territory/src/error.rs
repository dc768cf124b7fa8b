//! What can go wrong with the territory.

use ::store::StoreError;
use thiserror::Error;

/// Why a question about regions has no answer.
#[derive(Debug, Clone, Error)]
pub enum TerritoryError {
    /// The file of regions cannot be read; the line is for the log.
    #[error("Berkas wilayah rusak di baris {line}. Pasang ulang Sokoguru, lalu jalankan lagi.")]
    File {
        /// Which line of the file.
        line: usize,
    },
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}
