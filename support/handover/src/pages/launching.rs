//! The form of a mass launch.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Site, Visit};

use super::{PLACE, new_event, status};
use crate::choose::candidates;
use crate::event::{EventId, Reach};
use crate::launch::{Launch, launch};

#[derive(Template)]
#[template(path = "launch.html")]
struct LaunchForm<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    /// Legal bodies that were not handed over yet.
    ready: usize,
    all: usize,
}

async fn page(site: &Site, visit: &Visit, state: &FormState) -> Result<Response, Refusal> {
    let reach = Reach::Region(visit.region()?);
    let found = site.db.read(move |reader| candidates(reader, reach, EventId(0))).await?;
    let ready = found.iter().filter(|one| one.is_legal_body && one.handed_on.is_none()).count();
    let page = Page::new(visit, "Peluncuran serentak").active("kota").narrow();
    let page = page.crumb("Penyerahan simbolis", visit.path(PLACE)).status(status(state));
    Ok(page.body(&LaunchForm { visit, state, ready, all: found.len() }))
}

/// `GET /wilayah/{region}/penyerahan/peluncuran`
pub(super) async fn open(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    page(&site, &visit, &FormState::new().with("held_on", visit.today)).await
}

/// `POST /wilayah/{region}/penyerahan/peluncuran`
pub(super) async fn save(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let mut state = FormState::of(&form);
    if !form.is_ticked("sure") {
        state.refuse("sure", "Centang dahulu: peluncuran menandai semuanya sekaligus.");
    }
    let Some(new) = new_event(&form, &mut state, &visit)? else { return page(&site, &visit, &state).await };
    let new = Launch {
        reach: new.reach,
        title: new.title,
        place: new.place,
        date: new.held_on,
        giver_name: new.giver_name,
        giver_office: new.giver_office,
        origin: new.origin,
        by: new.by,
        at: new.at,
    };
    match site.db.command(form.command(&visit)?, move |tx| launch(tx, &new)).await {
        Ok(answer) => {
            let flash = Flash::good(format!("{} koperasi diluncurkan.", answer.value.cooperatives));
            let path = visit.path(&format!("{PLACE}/{}", answer.value.event.0));
            Ok(Redirect::to(path).with(flash).into_response())
        }
        Err(error) => page(&site, &visit, &state.refused(&error.into())).await,
    }
}
