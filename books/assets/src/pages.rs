//! The pages of assets: the list, an asset, registering, disposal, what was lent.

mod add;
mod asset;
mod borrow;
mod choices;
mod index;
mod leave;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use ledger::LedgerError;
use serde::Deserialize;
use web::{Refusal, Right, Route};

use crate::asset::AssetId;
use crate::error::AssetsError;

/// The pages of this crate.
pub(crate) fn routes() -> Vec<Route> {
    let (read, record) = (Right::ReadBooks, Right::Record);
    vec![
        Route::get("/k/{cooperative}/aset", read, index::show),
        Route::post("/k/{cooperative}/aset/susutkan", record, index::depreciate),
        Route::get("/k/{cooperative}/aset/baru", record, add::open),
        Route::post("/k/{cooperative}/aset/baru", record, add::save),
        Route::get("/k/{cooperative}/aset/pinjaman", record, borrow::open),
        Route::post("/k/{cooperative}/aset/pinjaman", record, borrow::save),
        Route::get("/k/{cooperative}/aset/pinjaman/{asset}/kembali", record, borrow::returning),
        Route::post("/k/{cooperative}/aset/pinjaman/{asset}/kembali", record, borrow::give_back),
        Route::get("/k/{cooperative}/aset/{asset}", read, asset::show),
        Route::post("/k/{cooperative}/aset/{asset}/catatan", record, asset::set_note),
        Route::get("/k/{cooperative}/aset/{asset}/lepas", record, leave::open),
        Route::post("/k/{cooperative}/aset/{asset}/lepas", record, leave::save),
        Route::get("/k/{cooperative}/aset/{asset}/coret", record, leave::open_strike),
        Route::post("/k/{cooperative}/aset/{asset}/coret", record, leave::strike),
    ]
}

impl From<AssetsError> for Refusal {
    fn from(error: AssetsError) -> Self {
        match error {
            AssetsError::Store(store) | AssetsError::Ledger(LedgerError::Store(store)) => store.into(),
            AssetsError::NoSuchAsset => Self::new(StatusCode::NOT_FOUND, error.to_string()),
            error => Self::bad(&error).about(error.field()),
        }
    }
}

/// What the path names. An extractor; a path that names nothing is not there.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Named {
    asset: i64,
}

impl Named {
    pub fn asset(self) -> AssetId {
        AssetId(self.asset)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let path = axum::extract::Path::<Self>::from_request_parts(parts, state).await;
        path.map(|path| path.0).map_err(|_| Refusal::not_found())
    }
}

/// A file to be kept.
pub(crate) fn file(bytes: Vec<u8>, kind: &'static str, name: &str) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, disposition)], bytes).into_response()
}
