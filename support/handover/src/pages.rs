//! The pages: ceremonies of a region, the phone on the day, and what everybody may see.

mod cached;
mod choosing;
mod event;
mod events;
mod launching;
mod papers;
mod public;
mod screen;
mod settings;
mod today;

use ::store::Reader;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use kernel::{BookDate, RegionCode};
use serde::Deserialize;
use web::{Form, FormState, Refusal, Right, Route, Visit};

use crate::error::HandoverError;
use crate::event::{Event, EventId, NewEvent, Reach};

/// The list of ceremonies, relative to the region.
pub(crate) const PLACE: &str = "penyerahan";

/// The pages of this crate.
pub(crate) fn routes() -> Vec<Route> {
    // A ceremony of the nation stands at no region: only who holds a role everywhere comes there.
    ceremonies().into_iter().chain(national()).chain(of_cooperatives()).collect()
}

fn ceremonies() -> Vec<Route> {
    let (read, edit) = (Right::ReadRegion, Right::ManageRegion);
    vec![
        Route::get("/wilayah/{region}/penyerahan", read, events::show),
        Route::get("/wilayah/{region}/penyerahan/baru", edit, events::open),
        Route::post("/wilayah/{region}/penyerahan/baru", edit, events::save),
        Route::get("/wilayah/{region}/penyerahan/peluncuran", edit, launching::open),
        Route::post("/wilayah/{region}/penyerahan/peluncuran", edit, launching::save),
        Route::get("/wilayah/{region}/penyerahan/{event}", read, event::show),
        Route::get("/wilayah/{region}/penyerahan/{event}/pilih", edit, choosing::open),
        Route::post("/wilayah/{region}/penyerahan/{event}/pilih", edit, choosing::save),
        Route::get("/wilayah/{region}/penyerahan/{event}/hari-ini", edit, today::show),
        Route::post("/wilayah/{region}/penyerahan/{event}/hari-ini", edit, today::hand_over),
        Route::post("/wilayah/{region}/penyerahan/{event}/hari-ini/urungkan", edit, today::take_back),
        Route::get("/wilayah/{region}/penyerahan/{event}/daftar.pdf", read, papers::list_pdf),
        Route::get("/wilayah/{region}/penyerahan/{event}/daftar.xlsx", read, papers::list_xlsx),
        Route::get("/wilayah/{region}/penyerahan/{event}/berita-acara.pdf", read, papers::minutes),
        Route::get("/wilayah/{region}/penyerahan/{event}/sertifikat.pdf", read, papers::certificates),
        Route::get("/wilayah/{region}/penyerahan/{event}/berita-acara/{nomor}", read, papers::minutes_of_one),
        Route::get(
            "/wilayah/{region}/penyerahan/{event}/sertifikat/{nomor}",
            read,
            papers::certificate_of_one,
        ),
    ]
}

fn national() -> Vec<Route> {
    let (read, edit) = (Right::ReadRegion, Right::ManageRegion);
    vec![
        Route::get("/penyerahan", read, events::show),
        Route::get("/penyerahan/baru", edit, events::open),
        Route::post("/penyerahan/baru", edit, events::save),
        Route::get("/penyerahan/peluncuran", edit, launching::open),
        Route::post("/penyerahan/peluncuran", edit, launching::save),
        Route::get("/penyerahan/{event}", read, event::show),
        Route::get("/penyerahan/{event}/pilih", edit, choosing::open),
        Route::post("/penyerahan/{event}/pilih", edit, choosing::save),
        Route::get("/penyerahan/{event}/hari-ini", edit, today::show),
        Route::post("/penyerahan/{event}/hari-ini", edit, today::hand_over),
        Route::post("/penyerahan/{event}/hari-ini/urungkan", edit, today::take_back),
        Route::get("/penyerahan/{event}/daftar.pdf", read, papers::list_pdf),
        Route::get("/penyerahan/{event}/daftar.xlsx", read, papers::list_xlsx),
        Route::get("/penyerahan/{event}/berita-acara.pdf", read, papers::minutes),
        Route::get("/penyerahan/{event}/sertifikat.pdf", read, papers::certificates),
        Route::get("/penyerahan/{event}/berita-acara/{nomor}", read, papers::minutes_of_one),
        Route::get("/penyerahan/{event}/sertifikat/{nomor}", read, papers::certificate_of_one),
    ]
}

fn of_cooperatives() -> Vec<Route> {
    vec![
        Route::get("/koperasi/{village}", Right::Public, public::cooperative),
        Route::get("/kota/{kode}", Right::Public, public::city),
        Route::get("/k/{cooperative}/halaman-umum", Right::ManageCooperative, settings::open),
        Route::post("/k/{cooperative}/halaman-umum", Right::ManageCooperative, settings::save),
    ]
}

impl From<HandoverError> for Refusal {
    fn from(error: HandoverError) -> Self {
        match error {
            HandoverError::Store(store) => store.into(),
            HandoverError::NoSuchEvent
            | HandoverError::NotOnTheList
            | HandoverError::NoSuchRegion
            | HandoverError::NoSuchCooperative => Self::new(StatusCode::NOT_FOUND, error.to_string()),
            error => Self::bad(&error).about(error.field()),
        }
    }
}

/// The status of a form that is shown again.
fn status(state: &FormState) -> StatusCode {
    if state.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

/// A number in the path: of a ceremony, or of a place in its list, with or without `.pdf`.
fn number(text: &str) -> Result<i64, HandoverError> {
    text.trim_end_matches(".pdf").parse().map_err(|_| HandoverError::NoSuchEvent)
}

/// What the path is about: the region that it names, or the nation.
fn reach(visit: &Visit) -> Reach {
    visit.region.map_or(Reach::Nation, Reach::Region)
}

/// What the path names besides. An extractor; a path that names nothing is not there.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Named {
    pub event: String,
    pub nomor: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let path = axum::extract::Path::<Self>::from_request_parts(parts, state).await;
        path.map(|path| path.0).map_err(|_| Refusal::not_found())
    }
}

/// A ceremony of exactly this reach.
fn event_here(reader: &mut dyn Reader, reach: Reach, id: i64) -> Result<Event, HandoverError> {
    let event = crate::event::event(reader, EventId(id))?;
    if event.reach == reach { Ok(event) } else { Err(HandoverError::NoSuchEvent) }
}

/// The name of a region, or its code where regions are not loaded.
fn region_name(reader: &mut dyn Reader, code: RegionCode) -> Result<String, HandoverError> {
    Ok(territory::region(reader, code)?.map_or_else(|| code.to_string(), |region| region.name))
}

/// What the forms of a ceremony and of a launch have in common; a fault is put beside its field.
fn new_event(form: &Form, state: &mut FormState, visit: &Visit) -> Result<Option<NewEvent>, Refusal> {
    let held_on = BookDate::parse_human(form.text("held_on"));
    if let Err(error) = &held_on {
        state.refuse("held_on", error);
    }
    for (field, sentence) in [
        ("title", "Tulis nama acaranya."),
        ("place", "Tulis tempatnya, misalnya nama kota atau gedung."),
        ("giver_name", "Tulis nama yang menyerahkan."),
        ("giver_office", "Tulis jabatannya, misalnya Wali Kota."),
    ] {
        if form.text(field).is_empty() {
            state.refuse(field, sentence);
        }
    }
    let Some(held_on) = held_on.ok().filter(|_| state.is_good()) else { return Ok(None) };
    let typed = |field: &str| form.text(field).to_owned();
    Ok(Some(NewEvent {
        reach: reach(visit),
        title: typed("title"),
        place: typed("place"),
        held_on,
        giver_name: typed("giver_name"),
        giver_office: typed("giver_office"),
        origin: typed("origin"),
        by: visit.user()?,
        at: visit.now,
    }))
}
