//! Somebody at a browser or a phone: the routes of mentoring as the guard of `access` would serve them.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use kernel::{Clock, CooperativeId, UserId};
use store::testing::TestDb;
use tower::ServiceExt;
use web::{Csrf, Right, RightSet, Site, Tenant, Visit};

use crate::given::{CITY, NOW, PINTU_AIR, TODAY, day, region};

/// An answer as the browser sees it.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).unwrap()
    }

    #[track_caller]
    pub fn says(&self, sentences: &[&str]) {
        for sentence in sentences {
            assert!(self.text().contains(sentence), "{sentence} is not in:\n{}", self.text());
        }
    }

    #[track_caller]
    pub fn is_silent_about(&self, sentences: &[&str]) {
        for sentence in sentences {
            assert!(!self.text().contains(sentence), "{sentence} is in:\n{}", self.text());
        }
    }
}

/// Somebody on the pages of a cooperative or of the city.
pub struct Browser {
    router: Router,
    visit: Visit,
}

impl Browser {
    fn with(test: &TestDb, user: UserId, rights: &[Right]) -> Self {
        let mut visit = Visit::new(NOW, day(TODAY), Csrf::of(&[7; 32], b"sesi"));
        visit.user = Some(user);
        visit.rights = RightSet::of(rights);
        let routes = mentoring::routes().into_iter();
        let router = routes.fold(Router::new(), |router, route| router.route(route.path, route.handler));
        Self { router: router.with_state(Site::for_tests(test.db.clone(), Clock::fixed(NOW))), visit }
    }

    pub fn in_city(test: &TestDb, user: UserId, rights: &[Right]) -> Self {
        let mut browser = Self::with(test, user, rights);
        browser.visit.region = Some(region(CITY));
        browser
    }

    pub fn in_cooperative(test: &TestDb, id: CooperativeId, user: UserId, rights: &[Right]) -> Self {
        let mut browser = Self::with(test, user, rights);
        let name = "Koperasi Kelurahan Merah Putih Pintu Air".to_owned();
        browser.visit.cooperative = Some(Tenant { id, code: region(PINTU_AIR), name });
        browser
    }

    pub fn open(&self, rest: &str) -> Answer {
        self.get(&self.visit.path(rest))
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap())
    }

    /// Sends a form under a command id.
    pub fn send_form(&self, rest: &str, command: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = format!("_csrf={}&_command={command}", self.visit.csrf);
        for (name, value) in fields {
            body.push_str(&format!("&{name}={}", web::url::encode(value)));
        }
        let kind = "application/x-www-form-urlencoded";
        let request = Request::post(self.visit.path(rest)).header(header::CONTENT_TYPE, kind);
        self.send(request.body(Body::from(body)).unwrap())
    }

    /// Sends JSON under a key, as the phone does.
    pub fn post(&self, path: &str, key: &str, value: &serde_json::Value) -> Answer {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", key);
        self.send(request.body(Body::from(value.to_string())).unwrap())
    }

    fn send(&self, mut request: Request) -> Answer {
        let path = request.uri().path().to_owned();
        request.extensions_mut().insert(self.visit.clone());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let response = web::edge::render(response, &path, Some(&self.visit));
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, 10_000_000).await.unwrap().to_vec();
            Answer { status: parts.status, headers: parts.headers, bytes }
        })
    }
}
