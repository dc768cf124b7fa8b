//! What this crate refuses, each with the sentence that says what to do.

use ::store::StoreError;
use kernel::Month;
use registry::RegistryError;
use thiserror::Error;

/// Why a question has no answer or a declaration was refused.
#[derive(Debug, Clone, Error)]
pub enum ActivityError {
    /// Nobody knows yet whether nothing happens in a month that goes on.
    #[error("{} belum selesai. Lapor nihil mulai {}, atau catat transaksinya.", .0.long(), .0.next().first_day().long())]
    MonthNotOver(Month),
    /// The books say otherwise.
    #[error("{} tidak nihil: sudah ada transaksinya di buku, jadi bulan itu terhitung melapor.", .0.long())]
    MonthHasActs(Month),
    /// A cooperative that is not in the registry.
    #[error("Koperasi ini tidak ada di daftar. Periksa lagi kode wilayahnya.")]
    NoSuchCooperative,
    /// The registry could not answer.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}
