//! The pages of the task force: for the city and its mentors by region, for a cooperative its own.

mod api;
mod escalations;
mod guidance;
mod guidance_acts;
mod measures;
mod monthly;
mod offline;
mod plan;
mod present;
mod sheet;
mod stages;
mod task_force;
mod training;

use axum::extract::{FromRequestParts, Query};
use axum::http::StatusCode;
use axum::http::request::Parts;
use documents::Picture;
use kernel::{Month, UserId};
use serde::Deserialize;
use web::{Refusal, Right, Route, UploadedFile, Visit};

use crate::{By, MentoringError};

/// The routes of this crate. The city reads with [`Right::ReadRegion`] and decides with
/// [`Right::ManageRegion`]; a mentor acts with [`Right::Mentor`]; a cooperative reads its own with
/// [`Right::ReadFigures`] and its officers answer.
pub fn routes() -> Vec<Route> {
    region_routes().into_iter().chain(cooperative_routes()).chain(api_routes()).collect()
}

fn region_routes() -> Vec<Route> {
    let (read, decide, mentor) = (Right::ReadRegion, Right::ManageRegion, Right::Mentor);
    vec![
        Route::get("/wilayah/{region}/satgas", read, task_force::open),
        Route::post("/wilayah/{region}/satgas/anggota", decide, task_force::add),
        Route::post("/wilayah/{region}/satgas/anggota/{user}/selesai", decide, task_force::end),
        Route::post("/wilayah/{region}/satgas/tugaskan", decide, task_force::assign_one),
        Route::post("/wilayah/{region}/satgas/bagi", decide, task_force::assign_proposed),
        Route::post("/wilayah/{region}/satgas/dasar", mentor, plan::base),
        Route::get("/wilayah/{region}/satgas/rencana", read, plan::open),
        Route::post("/wilayah/{region}/satgas/rencana", mentor, plan::keep),
        Route::post("/wilayah/{region}/satgas/rencana/{village}", mentor, plan::change),
        Route::get("/wilayah/{region}/satgas/kunjungan", mentor, offline::open),
        Route::get("/wilayah/{region}/satgas/kunjungan/{file}", mentor, offline::file),
        Route::get("/wilayah/{region}/satgas/ukuran", read, measures::open),
        Route::get("/wilayah/{region}/satgas/laporan.pdf", read, monthly::pdf),
        Route::get("/wilayah/{region}/satgas/laporan.xlsx", read, monthly::xlsx),
        Route::get("/wilayah/{region}/eskalasi", read, escalations::open),
        Route::get("/wilayah/{region}/pelatihan", read, training::open),
        Route::post("/wilayah/{region}/pelatihan", mentor, training::announce),
        Route::get("/wilayah/{region}/pelatihan/{training}", read, present::open),
        Route::post("/wilayah/{region}/pelatihan/{training}/hadir", mentor, present::came),
        Route::get("/wilayah/{region}/tahap", read, stages::open),
    ]
}

fn cooperative_routes() -> Vec<Route> {
    // Whoever of the cooperative owns an action answers it, and asks: only its own people read its books.
    let (read, own, mentor) = (Right::ReadFigures, Right::ReadBooks, Right::Mentor);
    vec![
        Route::get("/k/{cooperative}/pendampingan", read, guidance::open),
        Route::get("/k/{cooperative}/pendampingan/foto/{document}", read, guidance::photo),
        Route::post("/k/{cooperative}/pendampingan/bantuan", own, guidance_acts::ask),
        Route::post("/k/{cooperative}/pendampingan/jawab", own, guidance_acts::reply),
        Route::post("/k/{cooperative}/pendampingan/bantuan/{number}", mentor, guidance_acts::answer_request),
        Route::post("/k/{cooperative}/pendampingan/tindak/{number}", mentor, guidance_acts::follow_up),
        Route::post("/k/{cooperative}/pendampingan/pilih/{number}", mentor, guidance_acts::choose),
    ]
}

fn api_routes() -> Vec<Route> {
    let (read, mentor) = (Right::ReadRegion, Right::Mentor);
    vec![
        Route::get("/api/v1/regions/{region}/visit-sheet", mentor, sheet::sheet),
        Route::get("/api/v1/regions/{region}/stages", read, api::stages),
        Route::get("/api/v1/regions/{region}/mentoring-measures", read, api::measured),
        Route::post("/api/v1/cooperatives/{cooperative}/visits", mentor, api::visit),
        Route::post("/api/v1/cooperatives/{cooperative}/visits/{visit}/photos", mentor, api::photo),
    ]
}

impl From<MentoringError> for Refusal {
    fn from(error: MentoringError) -> Self {
        let sentence = error.to_string();
        match error {
            MentoringError::Store(store)
            | MentoringError::Activity(activity::ActivityError::Store(store))
            | MentoringError::Document(documents::DocumentError::Store(store)) => store.into(),
            MentoringError::Registry(error) => error.into(),
            MentoringError::Access(error) => error.into(),
            MentoringError::Activity(_) | MentoringError::Territory(_) | MentoringError::Report(_) => {
                Self::fault(sentence)
            }
            MentoringError::NoSuchVisit
            | MentoringError::NoSuchAction
            | MentoringError::NoSuchHelp
            | MentoringError::NoSuchTraining
            | MentoringError::NotPlanned => Self::new(StatusCode::NOT_FOUND, sentence),
            MentoringError::OtherWriter => Self::new(StatusCode::CONFLICT, sentence),
            error => Self::bad(sentence).about(error.field()),
        }
    }
}

/// Who does what this request asks for.
pub(crate) fn by(visit: &Visit) -> Result<By, Refusal> {
    Ok(By { user: visit.user()?, today: visit.today, at: visit.now })
}

/// What the path names. An extractor; a path that names nothing is not there.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Named {
    pub user: i64,
    pub training: i64,
    pub number: i64,
    pub document: i64,
    pub visit: String,
    pub village: String,
    pub file: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let path = axum::extract::Path::<Self>::from_request_parts(parts, state).await;
        path.map(|path| path.0).map_err(|_| Refusal::not_found())
    }
}

/// `?bulan=2026-11`. An extractor; what cannot be read is not asked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AskedMonth {
    bulan: String,
    month: String,
}

impl AskedMonth {
    pub fn month(&self) -> Option<Month> {
        [&self.bulan, &self.month].into_iter().find_map(|text| Month::parse(text).ok())
    }
}

pub(crate) type Asked = Query<AskedMonth>;

/// The month that a form names.
pub(crate) fn month_of(form: &web::Form) -> Result<Month, Refusal> {
    Month::parse(form.text("month")).map_err(|error| Refusal::bad(error).field("month"))
}

/// Opens a picture away from the threads that answer requests.
pub(crate) async fn opened(name: String, bytes: Vec<u8>) -> Result<Picture, Refusal> {
    let opened = tokio::task::spawn_blocking(move || Picture::check(&name, bytes)).await;
    opened.map_err(Refusal::fault)?.map_err(|error| Refusal::from(MentoringError::from(error)))
}

pub(crate) async fn opened_file(file: Option<&UploadedFile>) -> Result<Option<Picture>, Refusal> {
    match file {
        Some(file) => opened(file.name.clone(), file.bytes.clone()).await.map(Some),
        None => Ok(None),
    }
}

/// The name of somebody, or who it was where the name is gone.
pub(crate) fn name_of(names: &std::collections::BTreeMap<UserId, String>, user: UserId) -> String {
    names.get(&user).cloned().unwrap_or_else(|| "pengguna yang sudah dihapus".to_owned())
}
