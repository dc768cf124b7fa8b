//! The form of one step, and its history.

use askama::Template;
use axum::extract::{Path as Named, State};
use axum::response::{IntoResponse, Response};
use documents::Picture;
use kernel::BookDate;
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Site, Visit};

use super::{PLACE, status};
use crate::act::{StepChange, set_step, verify_step};
use crate::error::FormationError;
use crate::progress::{StepRow, StepView, progress};
use crate::step::{Step, StepState};
use crate::store;

#[derive(Template)]
#[template(path = "step.html")]
struct StepForm<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    step: &'static Step,
    /// What it was before, newest first.
    log: Vec<StepRow>,
    has_photo: bool,
}

impl StepForm<'_> {
    fn states(&self) -> [StepState; 4] {
        StepState::ALL
    }
}

async fn view(site: &Site, visit: &Visit, code: &str) -> Result<(StepView, Vec<StepRow>), Refusal> {
    let (cooperative, today, code) = (visit.cooperative()?.id, visit.today, code.to_owned());
    let read = site.db.read(move |reader| {
        let steps = progress(reader, cooperative, today)?;
        let found = steps.into_iter().find(|view| view.step.code == code);
        let log = store::log(reader, cooperative, &code)?;
        Ok::<_, FormationError>((found.ok_or(FormationError::NoSuchStep)?, log))
    });
    Ok(read.await?)
}

async fn page(
    site: &Site,
    visit: &Visit,
    code: &str,
    typed: Option<&FormState>,
) -> Result<Response, Refusal> {
    let (view, log) = view(site, visit, code).await?;
    let row = view.row.as_ref();
    let known = FormState::new()
        .with("state", view.state.code())
        .with("number", &view.number)
        .with("dated", view.dated.map(|day| day.to_string()).unwrap_or_default())
        .with("issuer", row.map(|row| row.issuer.clone()).unwrap_or_default())
        .with("note", row.map(|row| row.note.clone()).unwrap_or_default());
    let state = typed.unwrap_or(&known);
    let has_photo = row.is_some_and(|row| row.document.is_some());
    let body = StepForm { visit, state, step: view.step, log, has_photo };
    let page = Page::new(visit, view.step.title.as_str()).active("pengaturan").narrow();
    Ok(page.crumb("Pendirian", visit.path(PLACE)).status(status(state)).body(&body))
}

/// `GET /k/{cooperative}/pendirian/langkah/{step}`
pub(super) async fn open(
    State(site): State<Site>,
    visit: Visit,
    Named((_, code)): Named<(String, String)>,
) -> Result<Response, Refusal> {
    page(&site, &visit, &code, None).await
}

/// `POST /k/{cooperative}/pendirian/langkah/{step}`
pub(super) async fn save(
    State(site): State<Site>,
    visit: Visit,
    Named((_, code)): Named<(String, String)>,
    form: Form,
) -> Result<Response, Refusal> {
    let mut state = FormState::of(&form);
    let dated = match form.text("dated") {
        "" => None,
        typed => BookDate::parse_human(typed).map_err(|error| state.refuse("dated", error)).ok(),
    };
    let Some(chosen) = StepState::parse(form.text("state")) else {
        state.refuse("state", FormationError::Choice);
        return page(&site, &visit, &code, Some(&state)).await;
    };
    let picture = match form.file("file") {
        None => None,
        Some(file) => {
            let (name, bytes) = (file.name.clone(), file.bytes.clone());
            // Opening a picture takes time: not on the thread that serves everybody.
            let opened = tokio::task::spawn_blocking(move || Picture::check(&name, bytes)).await;
            opened.map_err(Refusal::fault)?.map_err(|error| state.refuse("file", error)).ok()
        }
    };
    if !state.is_good() {
        return page(&site, &visit, &code, Some(&state)).await;
    }
    let change = StepChange {
        cooperative: visit.cooperative()?.id,
        step: code.clone(),
        state: chosen,
        number: form.text("number").to_owned(),
        dated,
        issuer: form.text("issuer").to_owned(),
        picture,
        note: form.text("note").to_owned(),
        by: visit.user()?,
        at: visit.now,
    };
    match site.db.command(form.command(&visit)?, move |tx| set_step(tx, &change)).await {
        Ok(_) => Ok(Redirect::to(visit.path(PLACE)).with(Flash::good("Langkah tersimpan.")).into_response()),
        Err(error) => page(&site, &visit, &code, Some(&state.refused(&error.into()))).await,
    }
}

/// `POST /k/{cooperative}/pendirian/langkah/{step}/periksa`
pub(super) async fn verify(
    State(site): State<Site>,
    visit: Visit,
    Named((_, code)): Named<(String, String)>,
    form: Form,
) -> Result<Response, Refusal> {
    let (cooperative, noted) = (visit.cooperative()?.id, (visit.user()?, visit.now));
    let act = move |tx: &mut ::store::Tx<'_>| verify_step(tx, cooperative, &code, noted);
    site.db.command(form.command(&visit)?, act).await?;
    let flash = Flash::good("Surat ditandai sudah diperiksa.");
    Ok(Redirect::to(visit.path(PLACE)).with(flash).into_response())
}
