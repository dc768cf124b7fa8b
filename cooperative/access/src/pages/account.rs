//! The own account: password, devices, keys of the API.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Site, Visit};

use super::{SharedDoors, begin_session, check, hash, signed_in, signed_out};
use crate::caller::Caller;
use crate::doors::Doors;
use crate::session::{ApiKey, api_keys, create_api_key_by};
use crate::token::Token;
use crate::user::User;
use crate::{AccessError, user};

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage<'p> {
    visit: &'p Visit,
    state: FormState,
    login: String,
    keys: Vec<ApiKey>,
    /// A key that has just been made; shown this once.
    new_key: Option<String>,
}

async fn show(
    site: &Site,
    visit: &Visit,
    state: FormState,
    new_key: Option<String>,
) -> Result<Response, Refusal> {
    let id = visit.user()?;
    let (login, keys) = site
        .db
        .read(move |snapshot| {
            let login = user(snapshot, id)?.map(|user| user.login).unwrap_or_default();
            Ok::<_, AccessError>((login, api_keys(snapshot, id)?))
        })
        .await?;
    let status = if state.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = AccountPage { visit, state, login, keys, new_key };
    Ok(Page::new(visit, "Akun saya").active("akun").narrow().status(status).body(&body))
}

pub async fn open(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    show(&site, &visit, FormState::new(), None).await
}

pub async fn change_password(
    State(site): State<Site>,
    Extension(doors): SharedDoors,
    Extension(caller): Extension<Caller>,
    visit: Visit,
    form: Form,
) -> Result<Response, Refusal> {
    let id = visit.user()?;
    if let Err(error) = replace_password(&site, &doors, &caller, &visit, &form).await {
        let refusal = Refusal::from(error);
        return match refusal.field {
            Some(_) => show(&site, &visit, FormState::new().refused(&refusal), None).await,
            None => Err(refusal),
        };
    }
    doors.forget(id);
    let session = begin_session(&site, id).await?;
    let done = Flash::good("Kata sandi diganti. Perangkat lain harus masuk lagi.");
    Ok(signed_in(&site, &session, Redirect::to("/akun").with(done)))
}

async fn replace_password(
    site: &Site,
    doors: &Doors,
    caller: &Caller,
    visit: &Visit,
    form: &Form,
) -> Result<(), AccessError> {
    let User { id, login, password: kept, .. } = own(site, visit).await?;
    // Who has found an open browser must not guess here either.
    if let Err(minutes) = doors.attempts.begin(&login, caller.address, visit.now) {
        return Err(AccessError::Wait { minutes });
    }
    if !check(doors, form.raw("present_password"), Some(kept)).await? {
        return Err(AccessError::PresentPassword);
    }
    doors.attempts.succeeded(&login, caller.address);
    if form.raw("password") != form.raw("password_again") {
        return Err(AccessError::PasswordsDiffer);
    }
    let (password, now) = (hash(doors, form.raw("password"), &login).await?, visit.now);
    site.db.write(move |tx| crate::change_password(tx, id, &password, now)).await
}

async fn own(site: &Site, visit: &Visit) -> Result<User, AccessError> {
    let id = visit.user.ok_or(AccessError::NoSuchUser)?;
    site.db.read(move |snapshot| user(snapshot, id)).await?.ok_or(AccessError::NoSuchUser)
}

pub async fn leave_everywhere(
    State(site): State<Site>,
    Extension(doors): SharedDoors,
    visit: Visit,
    _form: Form,
) -> Result<Response, Refusal> {
    let (id, now) = (visit.user()?, visit.now);
    site.db.write(move |tx| crate::sign_out_everywhere(tx, id, now)).await?;
    doors.forget(id);
    Ok(signed_out(&site, Redirect::to("/masuk")))
}

pub async fn create_key(
    State(site): State<Site>,
    Extension(doors): SharedDoors,
    visit: Visit,
    form: Form,
) -> Result<Response, Refusal> {
    let (id, now, name) = (visit.user()?, visit.now, form.text("name").to_owned());
    let token = Token::of_command(&doors.link_key, id.0, form.command_id()?.as_str());
    let made = token.clone();
    let done = site
        .db
        .command(form.command(&visit)?, move |tx| create_api_key_by(tx, &made, id, &name, now))
        .await
        .map_err(Refusal::from);
    match done {
        Ok(_) => show(&site, &visit, FormState::new(), Some(token.text())).await,
        Err(refusal) if refusal.field.is_some() => {
            show(&site, &visit, FormState::of(&form).refused(&refusal), None).await
        }
        Err(refusal) => Err(refusal),
    }
}

pub async fn end_key(
    State(site): State<Site>,
    Extension(doors): SharedDoors,
    visit: Visit,
    form: Form,
) -> Result<Response, Refusal> {
    let (id, now) = (visit.user()?, visit.now);
    let key = form.text("key").parse().map_err(|_| AccessError::LinkGone)?;
    site.db.write(move |tx| crate::end_api_key(tx, id, key, now)).await?;
    doors.forget(id);
    Ok(Redirect::to("/akun").with(Flash::good("Kunci dicabut.")).into_response())
}
