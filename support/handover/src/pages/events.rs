//! The ceremonies of a region, and the form that plans one.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Right, Site, Visit};

use super::{PLACE, new_event, reach, status};
use crate::error::HandoverError;
use crate::event::{Event, EventState, events, plan, progress};

#[derive(Template)]
#[template(path = "events.html")]
struct EventsPage<'p> {
    visit: &'p Visit,
    /// Ceremonies with how many were handed over of how many.
    events: Vec<(Event, i64, i64)>,
    may_edit: bool,
}

impl EventsPage<'_> {
    fn is_held(&self, event: &Event) -> bool {
        event.state == EventState::Held
    }
}

/// `GET /wilayah/{region}/penyerahan`
pub(super) async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    let region = reach(&visit);
    let events = site
        .db
        .read(move |reader| {
            let mut with_progress = Vec::new();
            for event in events(reader, region)? {
                let (done, all) = progress(reader, event.id)?;
                with_progress.push((event, done, all));
            }
            Ok::<_, HandoverError>(with_progress)
        })
        .await?;
    let body = EventsPage { visit: &visit, events, may_edit: visit.may(Right::ManageRegion) };
    Ok(Page::new(&visit, "Penyerahan simbolis").active("kota").body(&body))
}

#[derive(Template)]
#[template(path = "new_event.html")]
struct NewEventForm<'p> {
    visit: &'p Visit,
    state: &'p FormState,
}

fn page(visit: &Visit, state: &FormState) -> Response {
    let page = Page::new(visit, "Rencanakan acara").active("kota").narrow();
    let page = page.crumb("Penyerahan simbolis", visit.path(PLACE)).status(status(state));
    page.body(&NewEventForm { visit, state })
}

/// `GET /wilayah/{region}/penyerahan/baru`
pub(super) async fn open(visit: Visit) -> Response {
    page(&visit, &FormState::new().with("held_on", visit.today))
}

/// `POST /wilayah/{region}/penyerahan/baru`
pub(super) async fn save(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let mut state = FormState::of(&form);
    let Some(new) = new_event(&form, &mut state, &visit)? else { return Ok(page(&visit, &state)) };
    match site.db.command(form.command(&visit)?, move |tx| plan(tx, &new)).await {
        Ok(answer) => {
            let flash = Flash::good("Acara tersimpan. Pilih koperasi yang akan diserahkan.");
            let path = visit.path(&format!("{PLACE}/{}/pilih", answer.value.0));
            Ok(Redirect::to(path).with(flash).into_response())
        }
        Err(error) => Ok(page(&visit, &state.refused(&error.into()))),
    }
}
