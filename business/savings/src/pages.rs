//! Pages of savings: a member's card, the lines behind a balance, receipts, who has not paid.

mod card;
mod dues;
mod lines;
mod receipt;
mod terms;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use kernel::{EntryId, PartyId};
use ledger::LedgerError;
use members::MembersError;
use registry::RegistryError;
use serde::Deserialize;
use web::{Refusal, Right, Route};

use crate::{Kind, SavingsError};

/// The pages of savings.
pub(crate) fn routes() -> Vec<Route> {
    let read = Right::ReadMembers;
    let manage = Right::ManageCooperative;
    vec![
        Route::get("/k/{cooperative}/anggota/{member}", read, card::show),
        Route::get("/k/{cooperative}/anggota/{member}/simpanan/{jenis}", read, lines::show),
        Route::get("/k/{cooperative}/kwitansi/{entry}", read, receipt::show),
        Route::get("/k/{cooperative}/simpanan", read, dues::show),
        Route::get("/k/{cooperative}/simpanan/ketentuan", manage, terms::open),
        Route::post("/k/{cooperative}/simpanan/ketentuan", manage, terms::save),
    ]
}

impl From<SavingsError> for Refusal {
    fn from(error: SavingsError) -> Self {
        match error {
            SavingsError::Store(store)
            | SavingsError::Ledger(LedgerError::Store(store))
            | SavingsError::Members(MembersError::Store(store))
            | SavingsError::Registry(RegistryError::Store(store)) => store.into(),
            SavingsError::Members(error) => error.into(),
            SavingsError::NoSuchMember | SavingsError::NoSuchCooperative => {
                Self::new(StatusCode::NOT_FOUND, error.to_string()).about(error.field())
            }
            error => Self::bad(&error).about(error.field()),
        }
    }
}

/// What the parts of a path name. An extractor; a path that names nothing is not there.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Named {
    /// The member.
    pub member: i64,
    /// The entry.
    pub entry: i64,
    /// The kind of savings.
    jenis: Option<Kind>,
}

impl Named {
    pub fn member(self) -> PartyId {
        PartyId(self.member)
    }

    pub fn entry(self) -> EntryId {
        EntryId(self.entry)
    }

    pub fn kind(self) -> Result<Kind, Refusal> {
        self.jenis.ok_or_else(Refusal::not_found)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let path = axum::extract::Path::<Self>::from_request_parts(parts, state).await;
        path.map(|path| path.0).map_err(|_| Refusal::not_found())
    }
}
