//! The form by which a term ends.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Site, Visit};

use super::{PLACE, day, status};
use crate::act::{Leaving, end_term, roster};
use crate::error::OfficersError;
use crate::roster::{Seat, TermId};

#[derive(Template)]
#[template(path = "leave.html")]
struct LeaveForm<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    seat: Seat,
}

async fn page(site: &Site, visit: &Visit, term: TermId, state: &FormState) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let roster = site.db.read(move |reader| roster(reader, cooperative)).await?;
    let seat = roster.seats.into_iter().find(|seat| seat.term == term && seat.ended.is_none());
    let seat = seat.ok_or(OfficersError::NoSuchTerm)?;
    let body = LeaveForm { visit, state, seat };
    let page = Page::new(visit, "Akhiri masa jabatan").active("pengaturan").narrow();
    Ok(page.crumb("Pengurus dan pengawas", visit.path(PLACE)).status(status(state)).body(&body))
}

/// `GET /k/{cooperative}/pengurus/masa/{term}`
pub(super) async fn open(
    State(site): State<Site>,
    visit: Visit,
    Path((_, term)): Path<(String, i64)>,
) -> Result<Response, Refusal> {
    page(&site, &visit, TermId(term), &FormState::new().with("on", visit.today)).await
}

/// `POST /k/{cooperative}/pengurus/masa/{term}`
pub(super) async fn save(
    State(site): State<Site>,
    visit: Visit,
    Path((_, term)): Path<(String, i64)>,
    form: Form,
) -> Result<Response, Refusal> {
    let mut state = FormState::of(&form);
    let term = TermId(term);
    let Some(on) = day(&form, &mut state, "on") else { return page(&site, &visit, term, &state).await };
    let (cooperative, by, at) = (visit.cooperative()?.id, visit.user()?, visit.now);
    let leaving = Leaving { cooperative, term, on, reason: form.text("reason").to_owned(), by, at };
    match site.db.command(form.command(&visit)?, move |tx| end_term(tx, &leaving)).await {
        Ok(_) => {
            let flash =
                Flash::good("Masa jabatan diakhiri. Angkat penggantinya, lalu laporkan perubahannya.");
            Ok(Redirect::to(visit.path(PLACE)).with(flash).into_response())
        }
        Err(OfficersError::NoSuchTerm) => Err(OfficersError::NoSuchTerm.into()),
        Err(error) => page(&site, &visit, term, &state.refused(&error.into())).await,
    }
}
