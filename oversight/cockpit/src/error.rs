//! What the cockpit refuses, each with the sentence that says what to do.

use activity::ActivityError;
use kernel::{BookDate, DateError};
use members::MembersError;
use registry::RegistryError;
use reports::ReportError;
use store::StoreError;
use territory::TerritoryError;
use thiserror::Error;
use web::Refusal;

/// Why a page cannot be shown.
#[derive(Debug, Error)]
pub enum CockpitError {
    /// There is no such cooperative in this region.
    #[error("Koperasi ini tidak ada di wilayah ini. Pilih dari daftar koperasi wilayah Anda.")]
    NotHere,
    /// The date cannot be read.
    #[error(transparent)]
    Date(#[from] DateError),
    /// What will be known then is not known yet.
    #[error("Tanggal {} belum tiba. Pakai tanggal hari ini atau sebelumnya.", .0.short())]
    Future(BookDate),
    /// The states could not be told.
    #[error(transparent)]
    Activity(#[from] ActivityError),
    /// The registry could not answer.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// The member register could not answer.
    #[error(transparent)]
    Members(#[from] MembersError),
    /// The territory could not answer.
    #[error(transparent)]
    Territory(#[from] TerritoryError),
    /// The workbook could not be written.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// The store could not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<CockpitError> for Refusal {
    fn from(error: CockpitError) -> Self {
        match error {
            CockpitError::NotHere => Self { sentence: error.to_string(), ..Self::not_found() },
            CockpitError::Store(error)
            | CockpitError::Activity(
                ActivityError::Store(error) | ActivityError::Registry(RegistryError::Store(error)),
            )
            | CockpitError::Registry(RegistryError::Store(error))
            | CockpitError::Members(MembersError::Store(error))
            | CockpitError::Territory(TerritoryError::Store(error)) => error.into(),
            CockpitError::Date(_) | CockpitError::Future(_) => Self::bad(error).field("tanggal"),
            other => Self::bad(other),
        }
    }
}
