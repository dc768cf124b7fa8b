//! The form for a new applicant.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use kernel::{CooperativeId, Nik, RegionCode};
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Site, Visit};

use super::{date_in, status_of};
use crate::{Application, MembersError, NikKeys, apply, text};

#[derive(Template)]
#[template(path = "new.html")]
struct NewPage<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    today: String,
}

fn show(visit: &Visit, state: &FormState) -> Response {
    let body = NewPage { visit, state, today: visit.today.to_string() };
    Page::new(visit, "Terima anggota baru")
        .active("anggota")
        .crumb("Anggota", visit.path("anggota"))
        .status(status_of(state))
        .body(&body)
}

/// `GET /k/{cooperative}/anggota/baru`
pub(super) async fn open(visit: Visit) -> Response {
    show(&visit, &FormState::new())
}

/// `POST /k/{cooperative}/anggota/baru`
pub(super) async fn save(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let application = match read(&form, &visit, visit.cooperative()?.id) {
        Ok(application) => application?,
        Err(state) => return Ok(show(&visit, &state)),
    };
    let keys = NikKeys::derive(|name| site.keys.derive(name));
    // The answer under the command holds the number alone: no name, nothing of the NIK.
    let act = move |tx: &mut ::store::Tx<'_>| apply(tx, &keys, &application).map(|member| member.party);
    match site.db.command(form.command(&visit)?, act).await {
        Ok(answer) => {
            let said = "Pendaftaran tersimpan. Cocokkan dengan KTP-nya, lalu terima sebagai anggota.";
            let card = visit.path(&format!("anggota/{}", answer.value));
            Ok(Redirect::to(card).with(Flash::good(said)).into_response())
        }
        Err(error) => Ok(show(&visit, &FormState::of(&form).refused(&error.into()))),
    }
}

/// The application as typed; or the form again, with a sentence beside each field at fault.
fn read(
    form: &Form,
    visit: &Visit,
    cooperative: CooperativeId,
) -> Result<Result<Application, Refusal>, FormState> {
    let mut state = FormState::of(form);
    let mut check = |fault: Option<MembersError>| {
        if let Some(fault) = fault {
            state.refuse(fault.field().unwrap_or_default(), &fault);
        }
    };
    let nik = Nik::parse(form.text("nik"), visit.today).map_err(MembersError::Nik);
    check(text::name(form.text("name")).err());
    check(nik.as_ref().err().cloned());
    check(text::address(form.text("address")).err());
    check(text::phone(form.text("phone")).err());
    let region = match form.text("region") {
        "" => Ok(None),
        typed => RegionCode::parse(typed).map(Some).map_err(|_| MembersError::Region),
    };
    check(region.as_ref().err().cloned());
    let date = date_in(form, "date", visit.today);
    if let Err(sentence) = &date {
        state.refuse("date", sentence);
    }
    let (Ok(nik), Ok(region), Ok(date), true) = (nik, region, date, state.is_good()) else {
        return Err(state);
    };
    Ok(visit.user().map(|by| Application {
        cooperative,
        name: form.text("name").to_owned(),
        nik,
        address: form.text("address").to_owned(),
        phone: form.text("phone").to_owned(),
        region,
        date,
        by,
        at: visit.now,
    }))
}
