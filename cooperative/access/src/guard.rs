//! The guard before every handler: who asks, about which place, and whether that is allowed. Nothing
//! else in the program decides this.

use std::sync::Arc;

use axum::extract::{FromRequestParts, RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::{RegionCode, Zone};
use web::json::{IdempotencyKey, is_json};
use web::{Csrf, Flash, Redirect, Refusal, Right, Site, Visit, edge, is_api, url};

use crate::caller::{self, Caller, Via};
use crate::doors::Doors;
use crate::grant::{Place, rights_at};
use crate::session::Person;
use crate::token::Token;

/// The guard of one route.
pub(crate) struct Guard {
    pub(crate) site: Site,
    pub(crate) doors: Arc<Doors>,
    pub(crate) right: Right,
}

/// What the guard found out about a request.
struct Entry {
    visit: Visit,
    caller: Caller,
    person: Option<Arc<Person>>,
    /// A cookie for a visitor who has none, so that forms can be proven.
    cookie: Option<HeaderValue>,
}

/// Runs the handler only for who may.
pub(crate) async fn guard(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let (mut parts, body) = request.into_parts();
    let mut entry = match guard.receive(&parts).await {
        Ok(entry) => entry,
        Err(refusal) => return edge::render(refusal.into_response(), &path, None),
    };
    if let Err(answer) = guard.admit(&mut parts, &mut entry).await {
        let shell = entry.person.as_ref().map(|_| &entry.visit);
        return edge::render(answer, &path, shell);
    }
    let Entry { visit, caller, person, cookie } = entry;
    let shell = visit.clone();
    parts.extensions.insert(visit);
    parts.extensions.insert(caller);
    parts.extensions.insert(guard.doors.clone());
    if let Some(person) = person {
        parts.extensions.insert(person);
    }
    let response = next.run(Request::from_parts(parts, body)).await;
    let mut response = edge::render(response, &path, Some(&shell));
    // An answer that caches may share must carry nothing of one visitor.
    if let Some(cookie) = cookie
        && !is_shared(&response)
    {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

fn is_shared(response: &Response) -> bool {
    let control = response.headers().get(header::CACHE_CONTROL);
    control.is_some_and(|control| control.as_bytes().starts_with(b"public"))
}

impl Guard {
    /// Who asks: by a key of the API, by a session, or nobody.
    async fn receive(&self, parts: &Parts) -> Result<Entry, Refusal> {
        let now = self.site.clock.now();
        let mut caller = Caller::of(&self.site, parts);
        let mut cookie = None;
        let mut person = None;
        let mut proof = Csrf::of(&self.doors.csrf_key, b"");
        if is_api(parts.uri.path()) && parts.headers.contains_key(header::AUTHORIZATION) {
            let token = caller::bearer(&parts.headers).ok_or_else(unknown_key)?;
            person = Some(self.doors.by_key(&self.site, &token, now).await?.ok_or_else(unknown_key)?);
            caller.via = Via::Key;
        } else if let Some(token) = caller::session_cookie(&self.site, &parts.headers)
            && let Some(found) = self.doors.by_session(&self.site, &token, now).await?
        {
            proof = Csrf::of(&self.doors.csrf_key, &token.hash());
            person = Some(found);
            caller.via = Via::Session(token.hash());
        } else if let Some(guest) = caller::guest_cookie(&self.site, &parts.headers) {
            proof = Csrf::of(&self.doors.csrf_key, guest.as_bytes());
        } else if parts.method == Method::GET && self.right == Right::Public {
            let guest = Token::random()?.text();
            proof = Csrf::of(&self.doors.csrf_key, guest.as_bytes());
            cookie = caller::set_guest_cookie(&self.site, &guest);
        }
        let mut visit = Visit::new(now, now.date_in(Zone::default()), proof);
        if let Some(person) = &person {
            visit.user = Some(person.user);
            visit.user_name.clone_from(&person.name);
        }
        if parts.method == Method::GET && !is_api(parts.uri.path()) {
            visit.flash = Flash::from_cookie(&parts.headers);
        }
        Ok(Entry { visit, caller, person, cookie })
    }

    /// Whether who asks may do this here; fills in the place and the rights.
    async fn admit(&self, parts: &mut Parts, entry: &mut Entry) -> Result<(), Response> {
        let api = is_api(parts.uri.path());
        if !api && is_write(&parts.method) && caller::is_from_elsewhere(&parts.headers) {
            return Err(Refusal::stale_form().into_response());
        }
        if self.right != Right::Public && entry.person.is_none() {
            return Err(match api {
                true => Refusal::signed_out().into_response(),
                false => Redirect::to(sign_in_path(parts)).into_response(),
            });
        }
        let place = self.find_place(parts, &mut entry.visit).await.map_err(Refusal::into_response)?;
        if let Some(person) = &entry.person {
            let today = entry.visit.today;
            entry.visit.rights = rights_at(&person.grants, place, today);
            let held = person.grants.iter().filter(|grant| grant.holds(place, today));
            let mut titles: Vec<&str> = held.map(|grant| grant.role.label()).collect();
            titles.dedup();
            entry.visit.title = titles.join(", ");
        }
        if !entry.visit.may(self.right) {
            return Err(Refusal::forbidden().into_response());
        }
        match api && is_write(&parts.method) {
            true => check_api_write(&self.site, parts, &entry.caller).map_err(Refusal::into_response),
            false => Ok(()),
        }
    }

    /// The cooperative or region that the path names.
    async fn find_place(&self, parts: &mut Parts, visit: &mut Visit) -> Result<Place, Refusal> {
        let params = RawPathParams::from_request_parts(parts, &()).await.map_err(|_| Refusal::not_found())?;
        let param = |wanted| params.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value);
        let place = if let Some(text) = param("cooperative") {
            let tenant = self.doors.tenant(&self.site, text, visit.now).await?.ok_or_else(no_cooperative)?;
            let place = Place::Cooperative(tenant.id, tenant.code);
            visit.today = visit.now.date_in(registry::zone_of(tenant.code));
            visit.cooperative = Some(tenant);
            place
        } else if let Some(text) = param("region") {
            let region = RegionCode::parse(text)
                .map_err(|error| Refusal::new(StatusCode::NOT_FOUND, error.to_string()))?;
            visit.today = visit.now.date_in(registry::zone_of(region));
            visit.region = Some(region);
            visit.region_name = self.name_of(region).await?;
            Place::Region(region)
        } else {
            Place::Nowhere
        };
        Ok(place)
    }

    async fn name_of(&self, region: RegionCode) -> Result<Option<String>, Refusal> {
        let name = self.site.region_name;
        Ok(self.site.db.read(move |reader| name(reader, region)).await?)
    }
}

fn is_write(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// A write through the API comes from a program with a key, or from a page of ours; and it carries a
/// key under which it is done once.
fn check_api_write(site: &Site, parts: &Parts, caller: &Caller) -> Result<(), Refusal> {
    if caller.via != Via::Key {
        if !is_json(&parts.headers) {
            return Err(Refusal::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "Kirim isian sebagai JSON dengan tajuk Content-Type: application/json.",
            ));
        }
        if !caller::is_from_here(site, &parts.headers) {
            return Err(Refusal::new(
                StatusCode::FORBIDDEN,
                "Kirim dari halaman ini sendiri, atau pakai kunci API di tajuk Authorization.",
            ));
        }
    }
    IdempotencyKey::of(&parts.headers).map(drop)
}

/// The sign-in page, which leads back here afterwards.
fn sign_in_path(parts: &Parts) -> String {
    let back = parts.uri.path_and_query().map_or("/", |back| back.as_str());
    match parts.method == Method::GET && back != "/" {
        true => format!("/masuk?lanjut={}", url::encode(back)),
        false => "/masuk".to_owned(),
    }
}

fn unknown_key() -> Refusal {
    Refusal::new(
        StatusCode::UNAUTHORIZED,
        "Kunci program ini tidak dikenal atau sudah dicabut. Buat kunci baru di Akun saya.",
    )
}

fn no_cooperative() -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, "Koperasi ini tidak ada di daftar. Periksa lagi kode wilayahnya.")
}
