//! The pages of formation: the checklist of a cooperative with its forms and papers, and a region's table.

mod checklist;
mod download;
mod files;
mod founders;
mod meeting;
mod region;
mod step;
mod villages;

use axum::http::StatusCode;
use kernel::BookDate;
use registry::RegistryError;
use web::{Form, FormState, Refusal, Right, Route};

use crate::error::FormationError;

/// The checklist, relative to the cooperative or the region.
pub(crate) const PLACE: &str = "pendirian";

/// The pages of this crate. Founders have names: only the cooperative's own people see them.
pub(crate) fn routes() -> Vec<Route> {
    let (read, edit, names) = (Right::ReadFigures, Right::ManageCooperative, Right::ReadMembers);
    let (city, manage) = (Right::ReadRegion, Right::ManageRegion);
    vec![
        Route::get("/k/{cooperative}/pendirian", read, checklist::show),
        Route::post("/k/{cooperative}/pendirian/jalur", edit, checklist::choose),
        Route::get("/k/{cooperative}/pendirian/langkah/{step}", edit, step::open),
        Route::post("/k/{cooperative}/pendirian/langkah/{step}", edit, step::save),
        Route::post("/k/{cooperative}/pendirian/langkah/{step}/berkas", edit, files::add),
        Route::get("/k/{cooperative}/pendirian/langkah/{step}/berkas/{document}", Right::Mentor, files::open),
        Route::post("/k/{cooperative}/pendirian/langkah/{step}/berkas/{document}/keliru", edit, files::wrong),
        Route::post("/k/{cooperative}/pendirian/langkah/{step}/periksa", Right::Mentor, step::verify),
        Route::get("/k/{cooperative}/pendirian/pendiri", names, founders::show),
        Route::post("/k/{cooperative}/pendirian/pendiri", edit, founders::add),
        Route::post("/k/{cooperative}/pendirian/pendiri/hapus", edit, founders::remove),
        Route::get("/k/{cooperative}/pendirian/rapat", edit, meeting::open),
        Route::post("/k/{cooperative}/pendirian/rapat", edit, meeting::save),
        Route::get("/k/{cooperative}/pendirian/rancangan/{file}", names, download::show),
        Route::get("/wilayah/{region}/pendirian", city, region::show),
        Route::get("/wilayah/{region}/pendirian/unduh.xlsx", city, region::download),
        Route::get("/wilayah/{region}/pendirian/desa", manage, villages::show),
        Route::post("/wilayah/{region}/pendirian/desa/layani", manage, villages::add),
        Route::post("/wilayah/{region}/pendirian/desa/lepas", manage, villages::remove),
        Route::post("/wilayah/{region}/pendirian/desa/pecah", manage, villages::split),
    ]
}

impl From<FormationError> for Refusal {
    fn from(error: FormationError) -> Self {
        match error {
            FormationError::Store(error)
            | FormationError::Document(documents::DocumentError::Store(error)) => error.into(),
            FormationError::Registry(RegistryError::Store(error)) => error.into(),
            FormationError::NoSuchStep | FormationError::NoSuchPaper | FormationError::NoSuchFounder => {
                Self::new(StatusCode::NOT_FOUND, error.to_string())
            }
            FormationError::Docx(cause) => Self::fault(cause),
            error => Self::bad(&error).about(error.field()),
        }
    }
}

/// The status of a form that is shown again.
fn status(state: &FormState) -> StatusCode {
    if state.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

/// A day that must be there; a fault is put beside its field.
fn day(form: &Form, state: &mut FormState, field: &str) -> Option<BookDate> {
    BookDate::parse_human(form.text(field)).map_err(|error| state.refuse(field, error)).ok()
}
