//! What members pay: all rows, and the form for a new one.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::{BookDate, Rupiah};
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Site, Visit};

use crate::{Terms, TermsChange, schedule, set_terms};

#[derive(Template)]
#[template(path = "terms.html")]
struct TermsPage<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    rows: &'p [Terms],
}

async fn page(site: &Site, visit: &Visit, state: &FormState) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let schedule = site.db.read(move |reader| schedule(reader, cooperative)).await?;
    let status = if state.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(Page::new(visit, "Ketentuan simpanan")
        .active("anggota")
        .crumb("Anggota", visit.path("anggota"))
        .crumb("Simpanan", visit.path("simpanan"))
        .status(status)
        .narrow()
        .body(&TermsPage { visit, state, rows: schedule.rows() }))
}

/// `GET /k/{cooperative}/simpanan/ketentuan`
pub(super) async fn open(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    page(&site, &visit, &FormState::new()).await
}

/// `POST /k/{cooperative}/simpanan/ketentuan`
pub(super) async fn save(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let mut state = FormState::of(&form);
    let mut amount = |field: &str| match form.text(field) {
        "0" => Some(Rupiah::ZERO),
        typed => Rupiah::parse(typed).map_err(|error| state.refuse(field, error)).ok(),
    };
    let (principal, monthly) = (amount("principal_amount"), amount("monthly_amount"));
    let valid_from = BookDate::parse_human(form.text("valid_from"))
        .map_err(|error| state.refuse("valid_from", error))
        .ok();
    let (Some(principal_amount), Some(monthly_amount), Some(valid_from)) = (principal, monthly, valid_from)
    else {
        return page(&site, &visit, &state).await;
    };
    let source = form.text("source").to_owned();
    let change = TermsChange {
        cooperative: visit.cooperative()?.id,
        terms: Terms { principal_amount, monthly_amount, valid_from, source },
        by: visit.user()?,
        at: visit.now,
    };
    match site.db.command(form.command(&visit)?, move |tx| set_terms(tx, &change)).await {
        Ok(_) => {
            let flash = Flash::good("Ketentuan tersimpan.");
            Ok(Redirect::to(visit.path("simpanan/ketentuan")).with(flash).into_response())
        }
        Err(error) => page(&site, &visit, &state.refused(&error.into())).await,
    }
}
