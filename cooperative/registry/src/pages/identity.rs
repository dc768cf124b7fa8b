//! The form for name, address and founding day.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Site, Visit};

use super::{SETTINGS, fields, known};
use crate::{Identity, set_identity};

#[derive(Template)]
#[template(path = "identity.html")]
struct IdentityForm<'v> {
    visit: &'v Visit,
    state: &'v FormState,
}

fn page(visit: &Visit, state: &FormState, status: StatusCode) -> Response {
    let body = IdentityForm { visit, state };
    let page = Page::new(visit, "Ubah identitas").active(SETTINGS).narrow();
    page.crumb("Pengaturan", visit.path(SETTINGS)).status(status).body(&body)
}

pub(super) async fn open(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    let (cooperative, _) = known(&site, visit.cooperative()?.id).await?;
    let founded = cooperative.founded_on.map(|date| date.to_string());
    let state = FormState::new()
        .with("name", cooperative.name)
        .with("address", cooperative.address.unwrap_or_default())
        .with("founded_on", founded.unwrap_or_default());
    Ok(page(&visit, &state, StatusCode::OK))
}

pub(super) async fn save(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let id = visit.cooperative()?.id;
    let mut state = FormState::of(&form);
    let identity = Identity {
        name: form.text("name").to_owned(),
        address: fields::text(&form, "address"),
        founded_on: fields::date(&form, &mut state, "founded_on"),
    };
    if !state.is_good() {
        return Ok(page(&visit, &state, StatusCode::UNPROCESSABLE_ENTITY));
    }
    let act = site.db.command(form.command(&visit)?, move |tx| set_identity(tx, id, identity.clone()));
    match act.await {
        Ok(_) => {
            Ok(Redirect::to(visit.path(SETTINGS)).with(Flash::good("Identitas tersimpan.")).into_response())
        }
        Err(error) => {
            let refusal = Refusal::from(error);
            Ok(page(&visit, &state.refused(&refusal), refusal.status))
        }
    }
}
