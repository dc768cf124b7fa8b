//! The form for a new *lurah* or village head: the seat of the head of supervisors goes along.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Site, Visit};

use super::{Choice, PLACE, choices, day, status, who};
use crate::act::{Succession, people, replace_ex_officio, roster};
use crate::error::OfficersError;
use crate::office::Office;

#[derive(Template)]
#[template(path = "succeed.html")]
struct SucceedForm<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    people: Vec<Choice>,
    /// Who sits there now.
    current: Option<String>,
}

async fn page(site: &Site, visit: &Visit, state: &FormState) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let read = site.db.read(move |reader| {
        Ok::<_, OfficersError>((people(reader, cooperative)?, roster(reader, cooperative)?))
    });
    let (people, roster) = read.await?;
    let held = roster.held_on(visit.today);
    let current = held.iter().find(|seat| seat.office == Office::SupervisorChair);
    let current = current.map(|seat| seat.person.name.clone());
    let body = SucceedForm { visit, state, people: choices(&people), current };
    let page = Page::new(visit, "Ketua pengawas").active("pengaturan").narrow();
    Ok(page.crumb("Pengurus dan pengawas", visit.path(PLACE)).status(status(state)).body(&body))
}

/// `GET /k/{cooperative}/pengurus/lurah`
pub(super) async fn open(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    page(&site, &visit, &FormState::new().with("since", visit.today)).await
}

/// `POST /k/{cooperative}/pengurus/lurah`
pub(super) async fn save(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let mut state = FormState::of(&form);
    let since = day(&form, &mut state, "since");
    let who = who(&form, &mut state, true);
    let (Some(since), Some(who)) = (since, who) else { return page(&site, &visit, &state).await };
    let (cooperative, by, at) = (visit.cooperative()?.id, visit.user()?, visit.now);
    let succession = Succession { cooperative, who, since, by, at };
    match site.db.command(form.command(&visit)?, move |tx| replace_ex_officio(tx, &succession)).await {
        Ok(_) => {
            let flash =
                Flash::good("Ketua pengawas tersimpan. Kursinya mengikuti jabatan lurah atau kepala desa.");
            Ok(Redirect::to(visit.path(PLACE)).with(flash).into_response())
        }
        Err(error) => page(&site, &visit, &state.refused(&error.into())).await,
    }
}
