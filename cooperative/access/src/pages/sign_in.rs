//! Signing in and out.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use web::{Form, FormState, Page, Redirect, Refusal, Site, Visit, url};

use super::{SharedDoors, begin_session, check, signed_in, signed_out};
use crate::caller::{Caller, Via};
use crate::link::{LinkKind, open_link};
use crate::token::Token;
use crate::{AccessError, login, user_by_login};

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage<'p> {
    visit: &'p Visit,
    state: FormState,
}

fn show(visit: &Visit, state: FormState, status: StatusCode) -> Response {
    Page::new(visit, "Masuk").gate().status(status).body(&SignInPage { visit, state })
}

pub async fn open(visit: Visit, RawQuery(query): RawQuery) -> Response {
    let back = query.as_deref().and_then(|query| url::query_value(query, "lanjut")).unwrap_or_default();
    if visit.user.is_some() {
        return Redirect::to(path_here(&back)).into_response();
    }
    show(&visit, FormState::new().with("lanjut", path_here(&back)), StatusCode::OK)
}

pub async fn enter(
    State(site): State<Site>,
    Extension(doors): SharedDoors,
    Extension(caller): Extension<Caller>,
    visit: Visit,
    form: Form,
) -> Result<Response, Refusal> {
    // What no login can be is counted together: a long text must not fill the memory.
    let login = login(form.text("login")).unwrap_or_default();
    let again = |error: AccessError| {
        let refusal = Refusal::from(error);
        let state =
            FormState::new().with("login", form.text("login")).with("lanjut", path_here(form.text("lanjut")));
        show(&visit, state.refused(&refusal), refusal.status)
    };
    if let Err(minutes) = doors.attempts.begin(&login, caller.address, visit.now) {
        return Ok(again(AccessError::Wait { minutes }));
    }
    let typed = login.clone();
    let found = site.db.read(move |snapshot| user_by_login(snapshot, &typed)).await?;
    let kept = found.as_ref().map(|user| user.password.clone());
    let fits = check(&doors, form.raw("password"), kept).await?;
    let Some(user) = found.filter(|_| fits) else { return Ok(again(AccessError::WrongPassword)) };
    doors.attempts.succeeded(&login, caller.address);
    let token = begin_session(&site, user.id).await?;
    Ok(signed_in(&site, &token, Redirect::to(path_here(form.text("lanjut")))))
}

/// A link of the demo: whoever opens it is that person. Links of other kinds are opened elsewhere.
pub async fn enter_by_link(State(site): State<Site>, Path(token): Path<String>) -> Result<Response, Refusal> {
    let token = Token::parse(&token).ok_or(AccessError::LinkGone)?;
    let now = site.clock.now();
    let link = site.db.read(move |snapshot| open_link(snapshot, &token, now)).await?;
    let user = link.user.filter(|_| link.kind == LinkKind::Demo).ok_or(AccessError::LinkGone)?;
    let session = begin_session(&site, user).await?;
    Ok(signed_in(&site, &session, Redirect::to("/")))
}

pub async fn leave(
    State(site): State<Site>,
    Extension(doors): SharedDoors,
    Extension(caller): Extension<Caller>,
    visit: Visit,
    _form: Form,
) -> Result<Response, Refusal> {
    if let Via::Session(hash) = caller.via {
        let now = visit.now;
        site.db.write(move |tx| crate::sign_out(tx, &hash, now)).await?;
    }
    doors.forget(visit.user()?);
    Ok(signed_out(&site, Redirect::to("/masuk")))
}

/// A path of this site and no other; else the beginning.
fn path_here(path: &str) -> &str {
    let plain = path.bytes().all(|byte| byte.is_ascii_graphic());
    match path.starts_with('/') && plain && !path.starts_with("//") && !path.contains('\\') {
        true => path,
        false => "/",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_leads_nowhere_else() {
        assert_eq!(path_here("/k/19.71.04.1001/buku?bulan=2026-11"), "/k/19.71.04.1001/buku?bulan=2026-11");
        for elsewhere in ["", "//jahat.id", "/\\jahat.id", "https://jahat.id", "/a\r\nSet-Cookie: x", "k"] {
            assert_eq!(path_here(elsewhere), "/", "{elsewhere}");
        }
    }
}
