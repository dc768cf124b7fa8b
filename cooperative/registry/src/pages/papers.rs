//! The form for the legal papers.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Site, Visit};

use super::{SETTINGS, fields, known};
use crate::{LegalPapers, Paper, set_papers};

#[derive(Template)]
#[template(path = "papers.html")]
struct PapersForm<'v> {
    visit: &'v Visit,
    state: &'v FormState,
}

fn page(visit: &Visit, state: &FormState, status: StatusCode) -> Response {
    let body = PapersForm { visit, state };
    let page = Page::new(visit, "Ubah surat badan hukum").active(SETTINGS).narrow();
    page.crumb("Pengaturan", visit.path(SETTINGS)).status(status).body(&body)
}

fn with_paper(state: FormState, paper: Option<Paper>, number_field: &str, date_field: &str) -> FormState {
    match paper {
        Some(paper) => state.with(number_field, paper.number).with(date_field, paper.date),
        None => state,
    }
}

pub(super) async fn open(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    let (cooperative, _) = known(&site, visit.cooperative()?.id).await?;
    let legal = cooperative.legal;
    let state = with_paper(FormState::new(), legal.deed, "deed_number", "deed_date");
    let state = with_paper(state, legal.ahu, "ahu_number", "ahu_date")
        .with("nib", legal.nib.unwrap_or_default())
        .with("npwp", legal.npwp.unwrap_or_default())
        .with("nik_koperasi", legal.nik_koperasi.unwrap_or_default());
    Ok(page(&visit, &state, StatusCode::OK))
}

pub(super) async fn save(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let id = visit.cooperative()?.id;
    let mut state = FormState::of(&form);
    let legal = LegalPapers {
        deed: fields::paper(&form, &mut state, "deed_number", "deed_date"),
        ahu: fields::paper(&form, &mut state, "ahu_number", "ahu_date"),
        nib: fields::text(&form, "nib"),
        npwp: fields::text(&form, "npwp"),
        nik_koperasi: fields::text(&form, "nik_koperasi"),
    };
    for (field, paper) in [("deed_date", &legal.deed), ("ahu_date", &legal.ahu)] {
        if paper.as_ref().is_some_and(|paper| paper.date > visit.today) {
            state.refuse(field, "Tanggal ini belum tiba. Pakai tanggal yang tertulis di surat.");
        }
    }
    if !state.is_good() {
        return Ok(page(&visit, &state, StatusCode::UNPROCESSABLE_ENTITY));
    }
    let act = site.db.command(form.command(&visit)?, move |tx| set_papers(tx, id, legal.clone()));
    match act.await {
        Ok(_) => Ok(Redirect::to(visit.path(SETTINGS))
            .with(Flash::good("Surat badan hukum tersimpan."))
            .into_response()),
        Err(error) => {
            let refusal = Refusal::from(error);
            Ok(page(&visit, &state.refused(&refusal), refusal.status))
        }
    }
}
