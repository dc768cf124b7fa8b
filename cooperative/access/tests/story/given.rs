//! What the stories share: a site with a town, a browser that keeps cookies, pages to try things on.

use std::collections::BTreeMap;
use std::future::Future;

use access::testing::{Actor, Town, keeper};
use access::{
    AccessError, HashedPassword, MIGRATIONS, NewGrant, NewUser, Role, Scope, create_user, grant, router,
    routes,
};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::response::IntoResponse;
use kernel::{BookDate, Clock, RegionCode, Timestamp, UserId};
use store::testing::on_both_engines;
use store::{Db, StoreError, Tx, next_number};
use tower::ServiceExt;
use web::json::{Api, Body as Json, IdempotencyKey};
use web::{Form, Redirect, Refusal, Right, Route, Site, Visit};

/// 24 November 2026, 16.30 UTC: past half past eleven in the evening in western Indonesia.
pub const NOW: Timestamp = Timestamp(1_795_537_800_000_000);
pub const PASSWORD: &str = "nasi goreng pagi";
pub const PINTU_AIR: &str = "19.71.04.1001";
pub const KACE: &str = "19.01.04.2001";

/// A town to try things in.
pub struct World {
    pub site: Site,
    pub town: Town,
    pub other: Town,
    pub keeper: Actor,
}

pub fn story<F: Future<Output = ()>>(test: impl Fn(World) -> F) {
    on_both_engines(&[registry::MIGRATIONS, MIGRATIONS], |database| {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let site = site_at(&database.db, NOW);
        let town = Town::found(&site, PINTU_AIR, "Pintu Air").unwrap();
        let other = Town::found(&site, KACE, "Kace").unwrap();
        let keeper = keeper(&site).unwrap();
        runtime.block_on(test(World { site, town, other, keeper }));
    });
}

pub fn site_at(db: &Db, at: Timestamp) -> Site {
    Site::for_tests(db.clone(), Clock::fixed(at))
}

/// The pages of access, and some to try things on.
pub fn all_routes() -> Vec<Route> {
    let mut all = routes();
    all.extend([
        Route::get("/k/{cooperative}", Right::ReadFigures, async |visit: Visit| visit.path("")),
        Route::get("/k/{cooperative}/buku", Right::ReadBooks, show_form),
        Route::post("/k/{cooperative}/buku", Right::Record, record),
        Route::get("/wilayah/{region}", Right::ReadRegion, async |visit: Visit| visit.path("")),
        Route::get("/api/v1/cooperatives/{cooperative}/jumlah", Right::ReadBooks, count_by_api),
        Route::post("/api/v1/cooperatives/{cooperative}/jumlah", Right::Record, record_by_api),
        Route::get("/gagal", Right::Public, async || -> () { panic!("uji") }),
    ]);
    all
}

#[derive(askama::Template)]
#[template(source = "<form method=\"post\">{{ visit.form_fields() }}</form>", ext = "html")]
struct RecordPage<'p> {
    visit: &'p Visit,
}

async fn show_form(visit: Visit) -> impl IntoResponse {
    web::Page::new(&visit, "Buku").active("buku").body(&RecordPage { visit: &visit })
}

/// An act of which one can see how often it was done.
fn count(tx: &mut Tx<'_>, tenant: i64) -> Result<i64, StoreError> {
    next_number(tx, tenant, "uji")
}

async fn record(State(site): State<Site>, visit: Visit, form: Form) -> Result<impl IntoResponse, Refusal> {
    let tenant = visit.cooperative()?.id.0;
    let answer = site.db.command(form.command(&visit)?, move |tx| count(tx, tenant)).await?;
    let size = form.file("foto").map_or(0, |file| file.bytes.len());
    Ok(Redirect::to(visit.path(&format!("buku?kali={}&foto={size}", answer.value))))
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Counting {
    amount: i64,
}

async fn count_by_api(visit: Visit) -> Result<Api<serde_json::Value>, Refusal> {
    Ok(Api::ok(serde_json::json!({ "cooperative": visit.cooperative()?.id })))
}

async fn record_by_api(
    State(site): State<Site>,
    visit: Visit,
    key: IdempotencyKey,
    Json(counting): Json<Counting>,
) -> Result<Api<serde_json::Value>, Refusal> {
    if counting.amount < 0 {
        return Err(Refusal::bad("Isi jumlah lebih dari nol.").field("amount"));
    }
    let tenant = visit.cooperative()?.id.0;
    let answer = site.db.command(key.command(&visit), move |tx| count(tx, tenant)).await?;
    Ok(Api::created(serde_json::json!({ "count": answer.value, "repeated": answer.repeated })))
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap())
    }

    /// The value of a field of the first form.
    pub fn field(&self, name: &str) -> String {
        let start = format!("name=\"{name}\" value=\"");
        let from = self.body.find(&start).unwrap_or_else(|| panic!("no field {name} in {}", self.body));
        self.body[from + start.len()..].split('"').next().unwrap().to_owned()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }
}

/// A browser: it keeps cookies and sends forms as a page gave them.
pub struct Browser {
    pub router: Router,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    pub fn new(site: &Site) -> Self {
        Self::at(router(site.clone(), all_routes()))
    }

    pub fn at(router: Router) -> Self {
        Self { router, cookies: BTreeMap::new() }
    }

    pub fn of(site: &Site, actor: &Actor) -> Self {
        let mut browser = Self::new(site);
        let (name, value) = actor.cookie.split_once('=').unwrap();
        browser.cookies.insert(name.to_owned(), value.to_owned());
        browser
    }

    pub fn has_session(&self) -> bool {
        self.cookies.contains_key("sokoguru")
    }

    pub fn cookie_line(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    pub async fn send(&mut self, request: axum::http::request::Builder, body: Body) -> Answer {
        let request = request.header(header::COOKIE, self.cookie_line()).body(body).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            match value.is_empty() {
                true => self.cookies.remove(name),
                false => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        let bytes = to_bytes(body, 10_000_000).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::builder().uri(path), Body::empty()).await
    }

    /// Sends exactly these fields.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", web::url::encode(value))).collect();
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(pairs.join("&"))).await
    }

    /// Opens a page and sends its form with these fields, to `action`.
    pub async fn fill(&mut self, page: &str, action: &str, fields: &[(&str, &str)]) -> Answer {
        let shown = self.get(page).await;
        assert_eq!(shown.status, 200, "{page}: {}", shown.body);
        let (csrf, command) = (shown.field("_csrf"), shown.field("_command"));
        let all: Vec<(&str, &str)> = [("_csrf", csrf.as_str()), ("_command", command.as_str())]
            .into_iter()
            .chain(fields.iter().copied())
            .collect();
        self.post(action, &all).await
    }

    pub async fn sign_in(&mut self, login: &str, password: &str) -> Answer {
        self.fill("/masuk", "/masuk", &[("login", login), ("password", password), ("lanjut", "/")]).await
    }
}

/// Somebody with a password, in the town's cooperative.
pub async fn given_user(world: &World, login: &str, role: Role) -> UserId {
    let password = HashedPassword::new(PASSWORD, login).unwrap();
    let new = NewUser { login: login.to_owned(), name: format!("Bu Contoh {login}"), password, at: NOW };
    let scope = Scope::Cooperative(world.town.cooperative);
    world
        .site
        .db
        .write(move |tx| {
            let user = create_user(tx, &new)?;
            let from = BookDate::parse("2026-01-01").unwrap();
            grant(tx, &NewGrant { user, role, scope, from, by: None, at: NOW })?;
            Ok::<_, AccessError>(user)
        })
        .await
        .unwrap()
}

pub fn code(text: &str) -> RegionCode {
    RegionCode::parse(text).unwrap()
}
