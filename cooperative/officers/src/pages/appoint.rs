//! The form by which somebody takes an office.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Site, Visit};

use super::{Choice, PLACE, choices, day, status, who};
use crate::act::{Appointment, appoint, people};
use crate::check::plus_years;
use crate::office::Office;
use crate::parameters::Parameters;

#[derive(Template)]
#[template(path = "appoint.html")]
struct AppointForm<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    people: Vec<Choice>,
    offices: Vec<Choice>,
    years: i64,
}

async fn page(site: &Site, visit: &Visit, state: &FormState) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let people = site.db.read(move |reader| people(reader, cooperative)).await?;
    // The head of supervisors has a form of its own: the seat follows the lurah's office.
    let offices = Office::ALL.into_iter().filter(|office| *office != Office::SupervisorChair);
    let offices = offices
        .map(|office| Choice { value: office.code().to_owned(), name: office.label().to_owned() })
        .collect();
    let years = Parameters::on(visit.today).term_years;
    let body = AppointForm { visit, state, people: choices(&people), offices, years };
    let page = Page::new(visit, "Angkat pengurus atau pengawas").active("pengaturan").narrow();
    Ok(page.crumb("Pengurus dan pengawas", visit.path(PLACE)).status(status(state)).body(&body))
}

/// `GET /k/{cooperative}/pengurus/angkat`
pub(super) async fn open(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    let until = plus_years(visit.today, Parameters::on(visit.today).term_years);
    let state = FormState::new().with("since", visit.today).with("until", until);
    page(&site, &visit, &state).await
}

/// `POST /k/{cooperative}/pengurus/angkat`
pub(super) async fn save(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let mut state = FormState::of(&form);
    let office = Office::parse(form.text("office")).filter(|office| *office != Office::SupervisorChair);
    if office.is_none() {
        state.refuse("office", "Pilih jabatan dari daftar.");
    }
    let since = day(&form, &mut state, "since");
    let until = day(&form, &mut state, "until");
    let who = who(&form, &mut state, false);
    let (Some(office), Some(since), Some(until), Some(who)) = (office, since, until, who) else {
        return page(&site, &visit, &state).await;
    };
    let (cooperative, by, at) = (visit.cooperative()?.id, visit.user()?, visit.now);
    let new = Appointment { cooperative, who, office, since, until, ex_officio: false, by, at };
    match site.db.command(form.command(&visit)?, move |tx| appoint(tx, &new)).await {
        Ok(_) => {
            let flash = Flash::good(format!(
                "{} tersimpan. Periksa aturan dan yang harus dilaporkan.",
                office.label()
            ));
            Ok(Redirect::to(visit.path(PLACE)).with(flash).into_response())
        }
        Err(error) => page(&site, &visit, &state.refused(&error.into())).await,
    }
}
