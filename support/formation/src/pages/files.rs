//! The files beside a step: how they are shown, adding one, marking a wrong one.

use std::collections::BTreeMap;

use axum::extract::{Path as Named, State};
use axum::response::{IntoResponse, Response};
use documents::{Attached, DocumentError, File};
use kernel::{DocumentId, UserId};
use web::{Flash, Form, FormState, Redirect, Refusal, Site, Visit};

use super::{PLACE, step};
use crate::act::{add_file, mark_wrong};
use crate::error::FormationError;
use crate::progress::path_of;
use crate::step::steps;

/// A file as pages show it.
pub(super) struct FileRow {
    pub id: i64,
    /// What it is, or its name.
    pub title: String,
    /// "PDF, 3 halaman, 1,2 MB".
    pub label: String,
    /// Who put it there and when.
    pub who: String,
    pub wrong: Option<String>,
}

/// The files of a step, with the names of who put them there.
pub(super) fn rows(files: &[Attached], names: &BTreeMap<UserId, String>) -> Vec<FileRow> {
    let name = |user: UserId| names.get(&user).map_or("seseorang", String::as_str);
    let title = |file: &Attached| {
        let titles = [&file.caption, &file.document.name];
        let known = titles.into_iter().find(|title| !title.is_empty());
        known.cloned().unwrap_or_else(|| format!("Berkas {}", file.document.id))
    };
    let row = |file: &Attached| FileRow {
        id: file.document.id.0,
        title: title(file),
        label: file.document.label(),
        who: format!("{}, {}", name(file.by), file.at.wib_text()),
        wrong: file
            .wrong
            .as_ref()
            .map(|wrong| format!("Keliru: {} ({}, {})", wrong.reason, name(wrong.by), wrong.at.wib_text())),
    };
    files.iter().map(row).collect()
}

/// Everybody who put a file somewhere or marked one.
pub(super) fn people<'f>(files: impl Iterator<Item = &'f Attached>) -> Vec<UserId> {
    files.flat_map(|file| std::iter::once(file.by).chain(file.wrong.iter().map(|wrong| wrong.by))).collect()
}

fn back(visit: &Visit, code: &str, said: &str) -> Response {
    let place = visit.path(&format!("{PLACE}/langkah/{code}#berkas"));
    Redirect::to(place).with(Flash::good(said)).into_response()
}

/// A refusal of the lower forms: their fields have names of their own, so that the upper form stays as it is.
fn refused(error: FormationError) -> Refusal {
    let field = match error.field() {
        Some("file") => Some("more"),
        Some("caption") => Some("more_caption"),
        Some("reason") => Some("wrong"),
        _ => None,
    };
    Refusal { field, ..Refusal::from(error) }
}

/// `POST /k/{cooperative}/pendirian/langkah/{step}/berkas`
pub(super) async fn add(
    State(site): State<Site>,
    visit: Visit,
    Named((_, code)): Named<(String, String)>,
    form: Form,
) -> Result<Response, Refusal> {
    let file = match File::of_form(&form, "file").await {
        Ok(Some(file)) => Ok(file),
        Ok(None) => Err(DocumentError::Missing),
        Err(error) => Err(error),
    };
    let done = match file {
        Err(error) => Err(FormationError::from(error)),
        Ok(file) => {
            let (cooperative, noted) = (visit.cooperative()?.id, (visit.user()?, visit.now));
            let (step, caption) = (code.clone(), form.text("more_caption").to_owned());
            let act =
                move |tx: &mut ::store::Tx<'_>| add_file(tx, cooperative, &step, (&file, &caption), noted);
            site.db.command(form.command(&visit)?, act).await.map(|_| ())
        }
    };
    match done {
        Ok(()) => Ok(back(&visit, &code, "Berkas tersimpan.")),
        Err(error) => again(&site, &visit, &code, &form, error).await,
    }
}

/// `GET /k/{cooperative}/pendirian/langkah/{step}/berkas/{document}`: for the city and mentors, who verify.
/// Only files of steps whose papers name no private person; whoever may read the books has another address.
pub(super) async fn open(
    State(site): State<Site>,
    visit: Visit,
    Named((_, code, document)): Named<(String, String, i64)>,
) -> Result<Response, Refusal> {
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    let document = DocumentId(document);
    let read = site.db.read(move |reader| {
        let is_open = steps(path_of(reader, cooperative)?, today).iter().any(|s| s.open && s.code == code);
        let files = crate::progress::files(reader, cooperative)?.remove(&code).unwrap_or_default();
        let is_there = files.iter().any(|file| file.document.id == document && file.wrong.is_none());
        Ok::<_, FormationError>(is_open && is_there)
    });
    match read.await? {
        true => documents::show(&site, cooperative, document).await,
        false => Err(Refusal::not_found()),
    }
}

/// `POST /k/{cooperative}/pendirian/langkah/{step}/berkas/{document}/keliru`
pub(super) async fn wrong(
    State(site): State<Site>,
    visit: Visit,
    Named((_, code, document)): Named<(String, String, i64)>,
    form: Form,
) -> Result<Response, Refusal> {
    let (cooperative, noted) = (visit.cooperative()?.id, (visit.user()?, visit.now));
    let (step, reason) = (code.clone(), form.text("wrong").to_owned());
    let act = move |tx: &mut ::store::Tx<'_>| {
        mark_wrong(tx, cooperative, &step, (DocumentId(document), &reason), noted)
    };
    match site.db.command(form.command(&visit)?, act).await {
        Ok(_) => Ok(back(&visit, &code, "Berkas ditandai keliru. Berkasnya tetap bisa dilihat.")),
        Err(error) => again(&site, &visit, &code, &form, error).await,
    }
}

async fn again(
    site: &Site,
    visit: &Visit,
    code: &str,
    form: &Form,
    error: FormationError,
) -> Result<Response, Refusal> {
    let typed = FormState::of(form).refused(&refused(error));
    step::again(site, visit, code, &typed).await
}
