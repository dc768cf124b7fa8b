//! What was lent: recording it, giving it back.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::{BookDate, Rupiah};
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Site, Visit};

use super::Named;
use crate::borrowed::{self, Borrowed, lend_in};
use crate::error::AssetsError;
use crate::tables;

#[derive(Template)]
#[template(path = "borrow.html")]
struct BorrowPage<'p> {
    visit: &'p Visit,
    state: &'p FormState,
}

fn page(visit: &Visit, state: &FormState) -> Response {
    let status = if state.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(visit, "Catat barang pinjaman")
        .active("buku")
        .crumb("Aset tetap", visit.path("aset"))
        .status(status)
        .narrow()
        .body(&BorrowPage { visit, state })
}

/// `GET /k/{cooperative}/aset/pinjaman`
pub(super) async fn open(visit: Visit) -> Result<Response, Refusal> {
    Ok(page(&visit, &FormState::new().with("since", visit.today)))
}

/// `POST /k/{cooperative}/aset/pinjaman`
pub(super) async fn save(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let mut state = FormState::of(&form);
    let Some(thing) = read(&form, &mut state) else { return Ok(page(&visit, &state)) };
    let (cooperative, who) = (visit.cooperative()?.id, (visit.user()?, visit.now));
    match site.db.command(form.command(&visit)?, move |tx| lend_in(tx, cooperative, &thing, who)).await {
        Ok(_) => {
            let flash = Flash::good("Barang pinjaman tercatat. Tidak masuk neraca.");
            Ok(Redirect::to(visit.path("aset")).with(flash).into_response())
        }
        Err(error) => Ok(page(&visit, &state.refused(&error.into()))),
    }
}

fn read(form: &Form, state: &mut FormState) -> Option<Borrowed> {
    let mut date = |field: &'static str| match form.text(field) {
        "" => Some(None),
        typed => BookDate::parse_human(typed).map(Some).map_err(|error| state.refuse(field, error)).ok(),
    };
    let (since, until, document_date) = (date("since"), date("until"), date("document_date"));
    let told_value = match form.text("told_value") {
        "" => Some(None),
        typed => Rupiah::parse(typed).map(Some).map_err(|error| state.refuse("told_value", error)).ok(),
    };
    let since = match since {
        Some(None) => {
            state.refuse("since", "Isi tanggal mulai dipakai.");
            None
        }
        Some(since) => since,
        None => None,
    };
    Some(Borrowed {
        id: 0,
        name: form.text("name").to_owned(),
        owner: form.text("owner").to_owned(),
        document: form.text("document").to_owned(),
        document_date: document_date?,
        since: since?,
        until: until?,
        place: form.text("place").to_owned(),
        told_value: told_value?,
        note: form.text("note").to_owned(),
        returned_on: None,
    })
}

#[derive(Template)]
#[template(path = "give_back.html")]
struct GiveBackPage<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    thing: Borrowed,
}

async fn return_page(site: &Site, visit: &Visit, id: i64, state: &FormState) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let all = site.db.read(move |reader| tables::borrowed(reader, cooperative)).await?;
    let thing = all.into_iter().find(|thing| thing.id == id);
    let thing = thing.ok_or_else(|| Refusal::from(AssetsError::NoSuchAsset))?;
    let status = if state.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(Page::new(visit, "Kembalikan barang pinjaman")
        .active("buku")
        .crumb("Aset tetap", visit.path("aset"))
        .status(status)
        .narrow()
        .body(&GiveBackPage { visit, state, thing }))
}

/// `GET /k/{cooperative}/aset/pinjaman/{asset}/kembali`
pub(super) async fn returning(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
) -> Result<Response, Refusal> {
    return_page(&site, &visit, named.asset().0, &FormState::new().with("date", visit.today)).await
}

/// `POST /k/{cooperative}/aset/pinjaman/{asset}/kembali`
pub(super) async fn give_back(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    form: Form,
) -> Result<Response, Refusal> {
    let mut state = FormState::of(&form);
    let id = named.asset().0;
    let date = match BookDate::parse_human(form.text("date")) {
        Ok(date) => date,
        Err(error) => {
            state.refuse("date", error);
            return return_page(&site, &visit, id, &state).await;
        }
    };
    let (cooperative, at) = (visit.cooperative()?.id, visit.now);
    let act = move |tx: &mut store::Tx<'_>| borrowed::give_back(tx, cooperative, id, date, at);
    match site.db.command(form.command(&visit)?, act).await {
        Ok(_) => {
            let flash = Flash::good("Tercatat sudah dikembalikan.");
            Ok(Redirect::to(visit.path("aset")).with(flash).into_response())
        }
        Err(error) => return_page(&site, &visit, id, &state.refused(&error.into())).await,
    }
}
