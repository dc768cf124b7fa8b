//! Partners: the list and the form for a new one.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Right, Site, Visit};

use super::status_of;
use crate::{NewPartner, Partner, PartnerKind, add_partner, partners};

#[derive(Template)]
#[template(path = "partners.html")]
struct PartnersPage<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    partners: &'p [Partner],
    may_add: bool,
}

async fn page(site: &Site, visit: &Visit, state: &FormState) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let found = site.db.read(move |reader| partners(reader, cooperative)).await?;
    let body = PartnersPage { visit, state, partners: &found, may_add: visit.may(Right::Record) };
    Ok(Page::new(visit, "Mitra")
        .active("anggota")
        .crumb("Anggota", visit.path("anggota"))
        .status(status_of(state))
        .body(&body))
}

/// `GET /k/{cooperative}/mitra`
pub(super) async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    page(&site, &visit, &FormState::new()).await
}

/// `POST /k/{cooperative}/mitra`
pub(super) async fn add(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let mut state = FormState::of(&form);
    let Some(kind) = PartnerKind::parse(form.text("kind")) else {
        state.refuse("kind", "Pilih sebagai apa mitra ini.");
        return page(&site, &visit, &state).await;
    };
    let new = NewPartner {
        cooperative: visit.cooperative()?.id,
        name: form.text("name").to_owned(),
        kind,
        phone: form.text("phone").to_owned(),
        by: visit.user()?,
        at: visit.now,
    };
    match site.db.command(form.command(&visit)?, move |tx| add_partner(tx, &new).map(|new| new.party)).await {
        Ok(_) => Ok(Redirect::to(visit.path("mitra")).with(Flash::good("Mitra tersimpan.")).into_response()),
        Err(error) => page(&site, &visit, &state.refused(&error.into())).await,
    }
}
