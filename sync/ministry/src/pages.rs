//! The pages: the monthly report, the portal's statistics, what waits for a person, what was sent.

mod matching;
mod portal;
mod report;
mod sent;

use activity::ActivityError;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use kernel::BookDate;
use members::MembersError;
use registry::RegistryError;
use reports::Document;
use serde::Deserialize;
use territory::TerritoryError;
use web::{Refusal, Right, Route};

use crate::MinistryError;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The pages of this crate.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/wilayah/{region}/laporan", Right::ReadRegion, report::show),
        Route::get("/wilayah/{region}/simkopdes", Right::ReadRegion, portal::show),
        Route::get("/wilayah/{region}/simkopdes/padanan", Right::ReadRegion, matching::show),
        Route::post("/wilayah/{region}/simkopdes/padanan", Right::ManageRegion, matching::save),
        Route::get("/wilayah/{region}/simkopdes/kiriman", Right::ReadRegion, sent::region),
        Route::get("/k/{cooperative}/simkopdes", Right::ReadFigures, sent::show),
        Route::post("/k/{cooperative}/simkopdes", Right::ManageCooperative, sent::mark),
        Route::post("/k/{cooperative}/simkopdes/kirim", Right::ManageCooperative, sent::record),
    ]
}

impl From<MinistryError> for Refusal {
    fn from(error: MinistryError) -> Self {
        match error {
            MinistryError::Store(store)
            | MinistryError::Activity(ActivityError::Store(store))
            | MinistryError::Registry(RegistryError::Store(store))
            | MinistryError::Members(MembersError::Store(store))
            | MinistryError::Territory(TerritoryError::Store(store)) => store.into(),
            MinistryError::NoSuchExport | MinistryError::NoSuchRow => {
                Self::new(StatusCode::NOT_FOUND, error.to_string())
            }
            error => Self::bad(&error).about(error.field()),
        }
    }
}

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Query {
    bulan: String,
    tanggal: String,
    format: String,
}

/// A document as PDF within the page, or as a workbook to keep; nothing where neither was asked for.
fn as_file(
    document: &Document,
    format: &str,
    name: &str,
    today: BookDate,
) -> Result<Option<Response>, Refusal> {
    let (bytes, kind, place) = match format {
        "pdf" => (reports::pdf(document, today), "application/pdf", "inline"),
        "xlsx" => (reports::xlsx(document), XLSX, "attachment"),
        _ => return Ok(None),
    };
    let bytes = bytes.map_err(MinistryError::from)?;
    let disposition = format!("{place}; filename=\"{name}.{format}\"");
    Ok(Some(([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, disposition)], bytes).into_response()))
}
