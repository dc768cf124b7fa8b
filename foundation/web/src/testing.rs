//! Somebody at a browser, for tests of pages: a crate's routes as the guard of `access` would serve them,
//! without the guard.
#![expect(clippy::expect_used, reason = "only tests use it: a test that cannot go on has failed")]

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use kernel::{BookDate, Clock, Timestamp};
use store::Db;
use tower::ServiceExt;

use crate::{Csrf, Route, Site, Visit, edge, url};

/// The most bytes of an answer that a test looks at.
const ANSWER_BYTES: usize = 10_000_000;

/// An answer as the browser sees it.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// What it says, as text.
    pub fn body(&self) -> &str {
        std::str::from_utf8(&self.bytes).expect("an answer of text")
    }

    /// What it says, as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).expect("an answer of JSON")
    }

    /// Where it sends the browser, or nothing.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |path| path.to_str().expect("a path"))
    }

    /// Checks that it says all of these.
    #[track_caller]
    pub fn says(&self, sentences: &[&str]) {
        for sentence in sentences {
            assert!(self.body().contains(sentence), "{sentence} is not in:\n{}", self.body());
        }
    }

    /// Checks that it says none of these.
    #[track_caller]
    pub fn is_silent_about(&self, sentences: &[&str]) {
        for sentence in sentences {
            assert!(!self.body().contains(sentence), "{sentence} is in:\n{}", self.body());
        }
    }
}

/// Somebody on the pages of a place.
pub struct TestBrowser {
    router: Router,
    visit: Visit,
}

impl TestBrowser {
    /// Somebody at these routes; `fill` says who, where and with which rights.
    pub fn new(
        db: &Db,
        routes: Vec<Route>,
        (now, today): (Timestamp, BookDate),
        fill: impl FnOnce(&mut Visit),
    ) -> Self {
        let mut visit = Visit::new(now, today, Csrf::of(&[7; 32], b"sesi"));
        fill(&mut visit);
        let served = |router: Router<Site>, route: Route| router.route(route.path, route.handler);
        let router = routes.into_iter().fold(Router::new(), served);
        Self { router: router.with_state(Site::for_tests(db.clone(), Clock::fixed(now))), visit }
    }

    /// Opens a page of the place.
    pub fn open(&self, rest: &str) -> Answer {
        self.get(&self.visit.path(rest))
    }

    /// Opens any path.
    pub fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty())
    }

    /// Sends a form under a command id.
    pub fn send_form(&self, rest: &str, command: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = format!("_csrf={}&_command={command}", self.visit.csrf);
        for (name, value) in fields {
            body.push_str(&format!("&{name}={}", url::encode(value)));
        }
        let kind = "application/x-www-form-urlencoded";
        self.send(Request::post(self.visit.path(rest)).header(header::CONTENT_TYPE, kind), Body::from(body))
    }

    /// Sends a form with a file.
    pub fn send_file(
        &self,
        rest: &str,
        command: &str,
        fields: &[(&str, &str)],
        (name, bytes): (&str, &[u8]),
    ) -> Answer {
        let mut body = Vec::new();
        let own = [("_csrf", self.visit.csrf.as_str()), ("_command", command)];
        for (field, value) in own.iter().chain(fields) {
            let part =
                format!("--batas\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--batas\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--batas--\r\n");
        let kind = "multipart/form-data; boundary=batas";
        self.send(Request::post(self.visit.path(rest)).header(header::CONTENT_TYPE, kind), Body::from(body))
    }

    /// Sends JSON under a key, as a program or a phone does.
    pub fn post(&self, path: &str, key: &str, value: &serde_json::Value) -> Answer {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", key);
        self.send(request, Body::from(value.to_string()))
    }

    fn send(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let mut request = request.body(body).expect("a request");
        let path = request.uri().path().to_owned();
        request.extensions_mut().insert(self.visit.clone());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        runtime.expect("a runtime").block_on(async {
            let response = match self.router.clone().oneshot(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            let response = edge::render(response, &path, Some(&self.visit));
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, ANSWER_BYTES).await.expect("a whole answer").to_vec();
            Answer { status: parts.status, headers: parts.headers, bytes }
        })
    }
}
