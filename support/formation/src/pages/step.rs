//! The form of one step, and its history.

use askama::Template;
use axum::extract::{Path as Named, State};
use axum::response::{IntoResponse, Response};
use documents::{Attached, File};
use kernel::BookDate;
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Right, Site, Visit};

use super::files::{self, FileRow};
use super::{PLACE, status};
use crate::act::{StepChange, set_step, subject, verify_step};
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
    files: Vec<FileRow>,
    may_open: bool,
}

impl StepForm<'_> {
    fn states(&self) -> [StepState; 4] {
        StepState::ALL
    }
}

/// A step with what it was before and its files.
type Read = (StepView, Vec<StepRow>, Vec<Attached>);

async fn view(site: &Site, visit: &Visit, code: &str) -> Result<Read, Refusal> {
    let (cooperative, today, code) = (visit.cooperative()?.id, visit.today, code.to_owned());
    let read = site.db.read(move |reader| {
        let steps = progress(reader, cooperative, today)?;
        let found = steps.into_iter().find(|view| view.step.code == code);
        let view = found.ok_or(FormationError::NoSuchStep)?;
        let own = view.row.as_ref().and_then(|row| row.document);
        let files = documents::attached(reader, cooperative, &subject(&code, own))?;
        Ok::<_, FormationError>((view, store::log(reader, cooperative, &code)?, files))
    });
    Ok(read.await?)
}

/// The page; `typed` is the upper form as it was sent, `below` one of the lower ones.
async fn page(
    site: &Site,
    visit: &Visit,
    code: &str,
    (typed, below): (Option<&FormState>, Option<&FormState>),
) -> Result<Response, Refusal> {
    let (view, log, attached) = view(site, visit, code).await?;
    let row = view.row.as_ref();
    let mut known = FormState::new()
        .with("state", view.state.code())
        .with("number", &view.number)
        .with("dated", view.dated.map(|day| day.to_string()).unwrap_or_default())
        .with("issuer", row.map(|row| row.issuer.clone()).unwrap_or_default())
        .with("note", row.map(|row| row.note.clone()).unwrap_or_default());
    if let Some(below) = below {
        known.values.extend(below.values.clone());
        known.errors.clone_from(&below.errors);
        known.message.clone_from(&below.message);
    }
    let state = typed.unwrap_or(&known);
    let people = files::people(attached.iter());
    let names = site.db.read(move |reader| access::user_names(reader, &people)).await?;
    let files = files::rows(&attached, &names);
    let may_open = visit.may(Right::ReadBooks);
    let body = StepForm { visit, state, step: view.step, log, files, may_open };
    let page = Page::new(visit, view.step.title.as_str()).active("pengaturan").narrow();
    Ok(page.crumb("Pendirian", visit.path(PLACE)).status(status(state)).body(&body))
}

/// The page again, with what needs mending in a form about its files.
pub(super) async fn again(
    site: &Site,
    visit: &Visit,
    code: &str,
    below: &FormState,
) -> Result<Response, Refusal> {
    page(site, visit, code, (None, Some(below))).await
}

/// `GET /k/{cooperative}/pendirian/langkah/{step}`
pub(super) async fn open(
    State(site): State<Site>,
    visit: Visit,
    Named((_, code)): Named<(String, String)>,
) -> Result<Response, Refusal> {
    page(&site, &visit, &code, (None, None)).await
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
        return page(&site, &visit, &code, (Some(&state), None)).await;
    };
    let file = match File::of_form(&form, "file").await {
        Ok(file) => file,
        Err(error) => {
            state.refuse("file", error);
            None
        }
    };
    if !state.is_good() {
        return page(&site, &visit, &code, (Some(&state), None)).await;
    }
    let change = StepChange {
        cooperative: visit.cooperative()?.id,
        step: code.clone(),
        state: chosen,
        number: form.text("number").to_owned(),
        dated,
        issuer: form.text("issuer").to_owned(),
        file,
        caption: form.text("caption").to_owned(),
        note: form.text("note").to_owned(),
        by: visit.user()?,
        at: visit.now,
    };
    match site.db.command(form.command(&visit)?, move |tx| set_step(tx, &change)).await {
        Ok(_) => Ok(Redirect::to(visit.path(PLACE)).with(Flash::good("Langkah tersimpan.")).into_response()),
        Err(error) => page(&site, &visit, &code, (Some(&state.refused(&error.into())), None)).await,
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
