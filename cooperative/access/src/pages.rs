//! The pages of access.

mod account;
mod invitation;
mod people;
mod places;
mod sign_in;

use std::sync::Arc;

use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use web::{Redirect, Refusal, Right, Route, Site};

use crate::doors::Doors;
use crate::password::{HashedPassword, fits};
use crate::token::Token;
use crate::{AccessError, caller};

/// The pages of access: signing in, invitations, users, the own account, the way from place to place.
pub fn routes() -> Vec<Route> {
    let mut routes = vec![
        Route::get("/", Right::SignedIn, places::home),
        Route::get("/tempat", Right::SignedIn, places::list),
        Route::get("/k/{cooperative}/lainnya", Right::SignedIn, places::others),
        Route::get("/masuk", Right::Public, sign_in::open),
        Route::post("/masuk", Right::Public, sign_in::enter),
        Route::get("/masuk/tautan/{token}", Right::Public, sign_in::enter_by_link),
        Route::post("/keluar", Right::SignedIn, sign_in::leave),
        Route::get("/undangan/{token}", Right::Public, invitation::open),
        Route::post("/undangan/{token}", Right::Public, invitation::accept),
        Route::get("/akun", Right::SignedIn, account::open),
        Route::post("/akun/sandi", Right::SignedIn, account::change_password),
        Route::post("/akun/keluar", Right::SignedIn, account::leave_everywhere),
        Route::post("/akun/kunci", Right::SignedIn, account::create_key),
        Route::post("/akun/kunci/cabut", Right::SignedIn, account::end_key),
    ];
    routes.extend(people::routes());
    routes
}

/// Hashes a new password away from the threads that answer requests, a few at a time.
async fn hash(doors: &Doors, password: &str, login: &str) -> Result<HashedPassword, AccessError> {
    let _turn = doors.hashing.acquire().await;
    let (password, login) = (password.to_owned(), login.to_owned());
    run(move || HashedPassword::new(&password, &login)).await?
}

/// Checks a password, likewise.
async fn check(doors: &Doors, password: &str, kept: Option<HashedPassword>) -> Result<bool, AccessError> {
    let _turn = doors.hashing.acquire().await;
    let password = password.to_owned();
    run(move || fits(&password, kept.as_ref())).await
}

async fn run<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AccessError> {
    let fault = |error| ::store::StoreError::new(::store::StoreErrorKind::Fault, error);
    Ok(tokio::task::spawn_blocking(work).await.map_err(fault)?)
}

/// Goes on signed in.
fn signed_in(site: &Site, token: &Token, redirect: Redirect) -> Response {
    with_cookie(redirect, caller::set_session_cookie(site, token))
}

/// Goes on signed out.
fn signed_out(site: &Site, redirect: Redirect) -> Response {
    with_cookie(redirect, caller::clear_session_cookie(site))
}

fn with_cookie(redirect: Redirect, cookie: Option<HeaderValue>) -> Response {
    let mut response = redirect.into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// Begins a session for a person whose identity has just been proven.
async fn begin_session(site: &Site, user: kernel::UserId) -> Result<Token, Refusal> {
    let at = site.clock.now();
    Ok(site.db.write(move |tx| crate::sign_in(tx, user, at)).await?)
}

type SharedDoors = axum::Extension<Arc<Doors>>;
