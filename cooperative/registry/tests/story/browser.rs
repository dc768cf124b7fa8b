//! Someone at a browser: the registry's routes as the guard of `access` would serve them.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::{Method, StatusCode, header};
use axum::routing::any_service;
use kernel::{Clock, CooperativeId};
use registry::{Cooperative, cooperative, routes};
use store::testing::TestDb;
use tokio::runtime::Runtime;
use web::{Csrf, Right, RightSet, Site, Tenant, Visit};

use crate::world::*;

/// An answer as the browser sees it.
pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub body: String,
}

/// A person on the pages of one cooperative.
pub struct Browser {
    router: Router,
    visit: Visit,
    runtime: Runtime,
}

impl Browser {
    /// Someone with these rights, today.
    pub fn at(test: &TestDb, id: CooperativeId, rights: &[Right]) -> Self {
        let found: Cooperative = ask(test, |reader| cooperative(reader, id)).unwrap();
        let mut visit = Visit::new(NOW, NOW.date_in(found.zone()), Csrf::of(&[7; 32], b"sesi"));
        visit.cooperative = Some(Tenant { id, code: found.region, name: found.name });
        visit.rights = RightSet::of(rights);
        let site = Site::for_tests(test.db.clone(), Clock::fixed(NOW));
        let router =
            routes().into_iter().fold(Router::new(), |router, route| router.route(route.path, route.handler));
        Self { router: router.with_state(site), visit, runtime: Runtime::new().unwrap() }
    }

    pub fn open(&self, rest: &str) -> Answer {
        self.send(Request::builder().uri(self.visit.path(rest)).body(Body::empty()).unwrap())
    }

    pub fn api(&self) -> Answer {
        let code = self.visit.cooperative().unwrap().code;
        let path = format!("/api/v1/cooperatives/{code}");
        self.send(Request::builder().uri(path).body(Body::empty()).unwrap())
    }

    /// Sends a form under a command id; the values need no escaping.
    pub fn send_form(&self, rest: &str, command: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = format!("_csrf={}&_command={command}", self.visit.csrf);
        for (name, value) in fields {
            body.push_str(&format!("&{name}={}", value.replace(' ', "+")));
        }
        let request = Request::builder()
            .method(Method::POST)
            .uri(self.visit.path(rest))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).unwrap())
    }

    fn send(&self, mut request: Request) -> Answer {
        request.extensions_mut().insert(self.visit.clone());
        self.runtime.block_on(async {
            let response = any_service(self.router.clone()).call(request, ()).await;
            let location = response.headers().get(header::LOCATION);
            let location = location.map(|path| path.to_str().unwrap().to_owned()).unwrap_or_default();
            let status = response.status();
            let bytes = to_bytes(response.into_body(), 1_000_000).await.unwrap();
            Answer { status, location, body: String::from_utf8(bytes.to_vec()).unwrap() }
        })
    }
}

impl Answer {
    /// Checks that the page says all of these.
    #[track_caller]
    pub fn says(&self, sentences: &[&str]) {
        for sentence in sentences {
            assert!(self.body.contains(sentence), "{sentence} is not in:\n{}", self.body);
        }
    }

    /// Checks that the page says none of these.
    #[track_caller]
    pub fn is_silent_about(&self, sentences: &[&str]) {
        for sentence in sentences {
            assert!(!self.body.contains(sentence), "{sentence} is in:\n{}", self.body);
        }
    }
}
