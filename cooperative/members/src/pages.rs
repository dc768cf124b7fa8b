//! Pages of the member register. The card of a member is shown by savings, which knows the balances;
//! the acts on a member are here.

mod acts;
mod list;
mod new;
mod nik;
mod partners;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use kernel::{BookDate, PartyId};
use serde::Deserialize;
use web::{Form, FormState, Refusal, Right, Route, Visit, url};

use crate::{Member, MembersError};

/// The pages of the member register.
pub(crate) fn routes() -> Vec<Route> {
    let (read, manage) = (Right::ReadMembers, Right::ManageMembers);
    vec![
        Route::get("/k/{cooperative}/anggota", read, list::show),
        Route::get("/k/{cooperative}/anggota/baru", manage, new::open),
        Route::post("/k/{cooperative}/anggota/baru", manage, new::save),
        Route::get("/k/{cooperative}/anggota/{member}/periksa", manage, acts::open_verify),
        Route::post("/k/{cooperative}/anggota/{member}/periksa", manage, acts::verify),
        Route::get("/k/{cooperative}/anggota/{member}/ubah", manage, acts::open_edit),
        Route::post("/k/{cooperative}/anggota/{member}/ubah", manage, acts::edit),
        Route::get("/k/{cooperative}/anggota/{member}/keluar", manage, acts::open_end),
        Route::post("/k/{cooperative}/anggota/{member}/keluar", manage, acts::end),
        Route::get("/k/{cooperative}/anggota/{member}/nik", manage, nik::open),
        Route::post("/k/{cooperative}/anggota/{member}/nik", manage, nik::reveal),
        Route::get("/k/{cooperative}/mitra", Right::ReadBooks, partners::show),
        Route::post("/k/{cooperative}/mitra", Right::Record, partners::add),
    ]
}

impl From<MembersError> for Refusal {
    fn from(error: MembersError) -> Self {
        let status = match &error {
            MembersError::Store(store) | MembersError::Registry(registry::RegistryError::Store(store)) => {
                return store.clone().into();
            }
            MembersError::NoSuchMember | MembersError::NoSuchCooperative => StatusCode::NOT_FOUND,
            MembersError::NikHere | MembersError::NikElsewhere => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self::new(status, error.to_string()).about(error.field())
    }
}

/// The member that a path names. An extractor.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named(pub PartyId);

#[derive(Deserialize)]
struct MemberPath {
    member: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let path = axum::extract::Path::<MemberPath>::from_request_parts(parts, state).await;
        let member = path.ok().and_then(|path| path.0.member.parse().ok());
        member.map(|number| Self(PartyId(number))).ok_or_else(Refusal::not_found)
    }
}

/// What stands after `?`, by name.
pub(crate) fn asked(query: Option<&str>, name: &str) -> String {
    query.and_then(|query| url::query_value(query, name)).unwrap_or_default()
}

/// The card of a member.
fn card(visit: &Visit, member: &Member) -> String {
    visit.path(&format!("anggota/{}", member.party))
}

/// The date in a field; nothing typed is today.
fn date_in(form: &Form, field: &str, today: BookDate) -> Result<BookDate, String> {
    match form.text(field) {
        "" => Ok(today),
        typed => BookDate::parse_human(typed).map_err(|error| error.to_string()),
    }
}

/// The status of a form that is shown again.
fn status_of(state: &FormState) -> StatusCode {
    if state.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}
