//! Somebody at a browser: the routes of officers as the guard of `access` would serve them.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{StatusCode, header};
use kernel::{Clock, RegionCode};
use store::testing::TestDb;
use tower::ServiceExt;
use web::{Csrf, Right, RightSet, Site, Tenant, Visit};

use crate::given::{AT, BY, HERE, TODAY, day};

/// An answer as the browser sees it.
pub struct Answer {
    pub status: StatusCode,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn body(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }

    #[track_caller]
    pub fn says(&self, sentences: &[&str]) {
        for sentence in sentences {
            assert!(self.body().contains(sentence), "{sentence} is not in:\n{}", self.body());
        }
    }

    #[track_caller]
    pub fn is_silent_about(&self, sentences: &[&str]) {
        for sentence in sentences {
            assert!(!self.body().contains(sentence), "{sentence} is in:\n{}", self.body());
        }
    }
}

/// Somebody on the pages of the cooperative.
pub struct Browser {
    router: Router,
    visit: Visit,
}

impl Browser {
    pub fn at(test: &TestDb, rights: &[Right]) -> Self {
        let mut visit = Visit::new(AT, day(TODAY), Csrf::of(&[7; 32], b"sesi"));
        let code = RegionCode::parse("19.71.04.1001").unwrap();
        visit.cooperative =
            Some(Tenant { id: HERE, code, name: "Koperasi Kelurahan Merah Putih Contoh".to_owned() });
        visit.user = Some(BY);
        visit.rights = RightSet::of(rights);
        let routes = officers::routes().into_iter();
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

    fn send(&self, mut request: Request) -> Answer {
        let path = request.uri().path().to_owned();
        request.extensions_mut().insert(self.visit.clone());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let response = web::edge::render(response, &path, Some(&self.visit));
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, 10_000_000).await.unwrap().to_vec();
            Answer { status: parts.status, bytes }
        })
    }
}
