//! The pages of reconciliation: bank statements beside the books, and counted cash.

mod columns;
mod counting;
mod month;
mod overview;
mod upload;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use kernel::{AccountCode, Month};
use ledger::LedgerError;
use serde::Deserialize;
use web::{Refusal, Right, Route};

use crate::error::ReconciliationError;

/// The pages of this crate.
pub(crate) fn routes() -> Vec<Route> {
    let (read, record) = (Right::ReadBooks, Right::Record);
    vec![
        Route::get("/k/{cooperative}/cocokkan", read, overview::show),
        Route::get("/k/{cooperative}/cocokkan/{account}/kolom", record, columns::open),
        Route::post("/k/{cooperative}/cocokkan/{account}/kolom", record, columns::save),
        Route::get("/k/{cooperative}/cocokkan/{account}/{month}", read, month::show),
        Route::post("/k/{cooperative}/cocokkan/{account}/{month}/unggah", record, upload::save),
        Route::post("/k/{cooperative}/cocokkan/{account}/{month}/cocok", record, month::accept_proposals),
        Route::post("/k/{cooperative}/cocokkan/{account}/{month}/pilih", record, month::accept_choice),
        Route::post("/k/{cooperative}/cocokkan/{account}/{month}/lepas", record, month::release_line),
        Route::post("/k/{cooperative}/cocokkan/{account}/{month}/hapus", record, month::remove_statement),
        Route::get("/k/{cooperative}/hitung-kas", read, counting::list),
        Route::get("/k/{cooperative}/hitung-kas/baru", record, counting::open),
        Route::post("/k/{cooperative}/hitung-kas/baru", record, counting::save),
        Route::get("/k/{cooperative}/hitung-kas/{count}", read, counting::show),
    ]
}

impl From<ReconciliationError> for Refusal {
    fn from(error: ReconciliationError) -> Self {
        match error {
            ReconciliationError::Store(store) | ReconciliationError::Ledger(LedgerError::Store(store)) => {
                store.into()
            }
            ReconciliationError::NoSuchCount | ReconciliationError::NotBank => {
                Self::new(StatusCode::NOT_FOUND, error.to_string())
            }
            error => Self::bad(&error).about(error.field()),
        }
    }
}

/// What the path names. An extractor; a path that names nothing is not there.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Named {
    account: i64,
    month: String,
    count: i64,
}

impl Named {
    pub fn account(&self) -> AccountCode {
        AccountCode(self.account)
    }

    pub fn month(&self) -> Result<Month, Refusal> {
        Month::parse(&self.month).map_err(|_| Refusal::not_found())
    }

    pub fn count(&self) -> i64 {
        self.count
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let path = axum::extract::Path::<Self>::from_request_parts(parts, state).await;
        path.map(|path| path.0).map_err(|_| Refusal::not_found())
    }
}

/// A choice of a form: what is sent, and what is shown.
pub(crate) struct Choice {
    pub value: String,
    pub name: String,
}
