//! The pages of officers: the list with what the rules find and what must be reported, and the forms.

mod appoint;
mod leave;
mod list;
mod rules;
mod succeed;

use axum::http::StatusCode;
use kernel::{BirthDate, BookDate};
use web::{Form, FormState, Refusal, Right, Route};

use crate::act::{NewPerson, Who};
use crate::error::OfficersError;
use crate::roster::{Person, PersonId, Sex};

/// The list, relative to the cooperative.
pub(crate) const PLACE: &str = "pengurus";

/// The pages of this crate.
pub(crate) fn routes() -> Vec<Route> {
    let (read, edit) = (Right::ReadFigures, Right::ManageCooperative);
    vec![
        Route::get("/k/{cooperative}/pengurus", read, list::show),
        Route::get("/k/{cooperative}/pengurus/angkat", edit, appoint::open),
        Route::post("/k/{cooperative}/pengurus/angkat", edit, appoint::save),
        Route::get("/k/{cooperative}/pengurus/lurah", edit, succeed::open),
        Route::post("/k/{cooperative}/pengurus/lurah", edit, succeed::save),
        Route::get("/k/{cooperative}/pengurus/masa/{term}", edit, leave::open),
        Route::post("/k/{cooperative}/pengurus/masa/{term}", edit, leave::save),
        Route::get("/k/{cooperative}/pengurus/kerabat", edit, rules::open_kin),
        Route::post("/k/{cooperative}/pengurus/kerabat", edit, rules::save_kin),
        Route::post("/k/{cooperative}/pengurus/kerabat/hapus", edit, rules::remove_kin),
        Route::get("/k/{cooperative}/pengurus/terima", edit, rules::open_break),
        Route::post("/k/{cooperative}/pengurus/terima", edit, rules::save_break),
        Route::post("/k/{cooperative}/pengurus/lapor", edit, rules::save_report),
    ]
}

impl From<OfficersError> for Refusal {
    fn from(error: OfficersError) -> Self {
        match error {
            OfficersError::Store(store) => store.into(),
            OfficersError::NoSuchTerm => Self::new(StatusCode::NOT_FOUND, error.to_string()),
            error => Self::bad(&error).about(error.field()),
        }
    }
}

/// The status of a form that is shown again.
fn status(state: &FormState) -> StatusCode {
    if state.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

/// A day that must be there; a fault is put beside its field.
fn day(form: &Form, state: &mut FormState, field: &str) -> Option<BookDate> {
    BookDate::parse_human(form.text(field)).map_err(|error| state.refuse(field, error)).ok()
}

/// Who takes an office: somebody of the list, or the new person whose fields are filled in.
fn who(form: &Form, state: &mut FormState, ex_officio: bool) -> Option<Who> {
    if let Ok(known) = form.text("person").parse() {
        return Some(Who::Known(PersonId(known)));
    }
    let birth = match form.text("birth") {
        "" => Some(None),
        typed => BirthDate::parse_human(typed).map(Some).map_err(|error| state.refuse("birth", error)).ok(),
    };
    let sex = Sex::parse(form.text("sex"));
    if sex.is_none() {
        state.refuse("sex", "Pilih laki-laki atau perempuan.");
    }
    if form.text("name").is_empty() {
        state.refuse("name", "Pilih orang dari daftar, atau isi nama orang baru.");
    }
    let (birth, sex) = (birth?, sex?);
    state.is_good().then(|| {
        Who::New(NewPerson {
            name: form.text("name").to_owned(),
            sex,
            birth,
            phone: form.text("phone").to_owned(),
            village_leader: ex_officio || form.is_ticked("village_leader"),
        })
    })
}

/// A choice of a form: what is sent, and what is shown.
pub(crate) struct Choice {
    pub value: String,
    pub name: String,
}

fn choices(people: &[Person]) -> Vec<Choice> {
    people.iter().map(|person| Choice { value: person.id.0.to_string(), name: person.name.clone() }).collect()
}
