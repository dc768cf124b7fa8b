//! Choosing the list of a ceremony.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use kernel::CooperativeId;
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Site, Visit};

use super::{PLACE, event_here, number, status};
use crate::choose::{Candidate, Choice, Selection, candidates, choose};
use crate::error::HandoverError;
use crate::event::{Event, EventState};

/// The most cooperatives that are offered one by one: a form has room for no more ticks.
const TICKS: usize = 190;

#[derive(Template)]
#[template(path = "choose.html")]
struct ChooseForm<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    event: &'p Event,
    candidates: &'p [Candidate],
    path: String,
}

impl ChooseForm<'_> {
    fn can_tick(&self) -> bool {
        self.candidates.len() <= TICKS
    }

    fn legal(&self) -> usize {
        self.candidates.iter().filter(|one| one.is_legal_body).count()
    }

    fn handed(&self) -> usize {
        self.candidates.iter().filter(|one| one.handed_on.is_some()).count()
    }

    fn is_held(&self) -> bool {
        self.event.state == EventState::Held
    }

    fn short(&self, one: &Candidate) -> String {
        web::Tenant { id: one.cooperative, code: one.village, name: one.name.clone() }.short_name()
    }

    fn is_chosen(&self, one: &Candidate) -> bool {
        let id = one.cooperative.0.to_string();
        match self.state.values.contains_key("cooperative") {
            true => self.state.has("cooperative", &id),
            false => one.is_listed,
        }
    }
}

async fn page(site: &Site, visit: &Visit, named: &str, state: &FormState) -> Result<Response, Refusal> {
    let (region, id) = (visit.region()?, number(named)?);
    let (event, candidates) = site
        .db
        .read(move |reader| {
            let event = event_here(reader, region, id)?;
            let candidates = candidates(reader, event.reach, event.id)?;
            Ok::<_, HandoverError>((event, candidates))
        })
        .await?;
    let path = visit.path(&format!("{PLACE}/{}", event.id.0));
    let body = ChooseForm { visit, state, event: &event, candidates: &candidates, path: path.clone() };
    let page = Page::new(visit, "Pilih koperasi").active("kota").status(status(state));
    let page = page.crumb("Penyerahan simbolis", visit.path(PLACE)).crumb(event.title.as_str(), path);
    Ok(page.body(&body))
}

/// `GET /wilayah/{region}/penyerahan/{event}/pilih`
pub(super) async fn open(
    State(site): State<Site>,
    visit: Visit,
    Path((_, named)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    page(&site, &visit, &named, &FormState::new().with("which", "legal").with("leave_out", "ya")).await
}

/// `POST /wilayah/{region}/penyerahan/{event}/pilih`
pub(super) async fn save(
    State(site): State<Site>,
    visit: Visit,
    Path((_, named)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Refusal> {
    let (region, id) = (visit.region()?, number(&named)?);
    let event = site.db.read(move |reader| event_here(reader, region, id)).await?;
    let mut state = FormState::of(&form);
    let selection = match form.text("which") {
        "all" => Selection::All,
        "legal" => Selection::LegalBodies,
        "these" => {
            let ids = form.list("cooperative");
            Selection::These(ids.iter().filter_map(|id| id.parse().ok()).map(CooperativeId).collect())
        }
        _ => {
            state.refuse("which", "Pilih salah satu cara memilih.");
            return page(&site, &visit, &named, &state).await;
        }
    };
    let choice = Choice { event: event.id, selection, leave_out_handed: form.is_ticked("leave_out") };
    match site.db.command(form.command(&visit)?, move |tx| choose(tx, &choice)).await {
        Ok(answer) => {
            let flash = Flash::good(format!("{} koperasi di daftar. Cetak surat-suratnya.", answer.value));
            let path = visit.path(&format!("{PLACE}/{}", event.id.0));
            Ok(Redirect::to(path).with(flash).into_response())
        }
        Err(error) => page(&site, &visit, &named, &state.refused(&error.into())).await,
    }
}
