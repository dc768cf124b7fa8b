//! Somebody at a browser: the routes of savings as the guard of `access` would serve them.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{StatusCode, header};
use kernel::{Clock, CooperativeId};
use store::testing::TestDb;
use tower::ServiceExt;
use web::{Csrf, Right, RightSet, Site, Tenant, Visit};

use crate::given::{AT, BY, day};

/// An answer as the browser sees it.
pub struct Answer {
    pub status: StatusCode,
    pub body: String,
}

impl Answer {
    #[track_caller]
    pub fn says(&self, sentences: &[&str]) {
        for sentence in sentences {
            assert!(self.body.contains(sentence), "{sentence} is not in:\n{}", self.body);
        }
    }

    #[track_caller]
    pub fn is_silent_about(&self, sentences: &[&str]) {
        for sentence in sentences {
            assert!(!self.body.contains(sentence), "{sentence} is in:\n{}", self.body);
        }
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// Somebody on the pages of one cooperative.
pub struct Browser {
    router: Router,
    visit: Visit,
}

impl Browser {
    pub fn at(test: &TestDb, cooperative: CooperativeId, rights: &[Right]) -> Self {
        let found =
            test.db.read_blocking(|reader| registry::cooperative(reader, cooperative)).unwrap().unwrap();
        let mut visit = Visit::new(AT, day("2026-11-24"), Csrf::of(&[7; 32], b"sesi"));
        visit.cooperative = Some(Tenant { id: cooperative, code: found.region, name: found.name });
        visit.user = Some(BY);
        visit.rights = RightSet::of(rights);
        let routes = savings::routes().into_iter();
        let router = routes.fold(Router::new(), |router, route| router.route(route.path, route.handler));
        Self { router: router.with_state(Site::for_tests(test.db.clone(), Clock::fixed(AT))), visit }
    }

    pub fn open(&self, rest: &str) -> Answer {
        self.send(Request::get(self.visit.path(rest)).body(Body::empty()).unwrap())
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

    pub fn get_api(&self, rest: &str) -> Answer {
        self.send(Request::get(self.api(rest)).body(Body::empty()).unwrap())
    }

    pub fn post_api(&self, rest: &str, key: &str, body: &str) -> Answer {
        let request = Request::post(self.api(rest))
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", key);
        self.send(request.body(Body::from(body.to_owned())).unwrap())
    }

    fn api(&self, rest: &str) -> String {
        format!("/api/v1/cooperatives/{}/{rest}", self.visit.cooperative().unwrap().code)
    }

    fn send(&self, mut request: Request) -> Answer {
        let path = request.uri().path().to_owned();
        request.extensions_mut().insert(self.visit.clone());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let response = web::edge::render(response, &path, Some(&self.visit));
            let status = response.status();
            let bytes = to_bytes(response.into_body(), 1_000_000).await.unwrap();
            Answer { status, body: String::from_utf8(bytes.to_vec()).unwrap() }
        })
    }
}
