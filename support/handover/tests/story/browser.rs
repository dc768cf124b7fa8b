//! Somebody at a browser: the routes of hand-overs as the guard of `access` would serve them.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{StatusCode, header};
use kernel::{Clock, CooperativeId};
use store::testing::TestDb;
use tower::ServiceExt;
use web::{Csrf, Right, RightSet, Site, Tenant, Visit};

use crate::given::{BY, NOW, TODAY, day, region};

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

/// Somebody on the pages of a place.
pub struct Browser {
    router: Router,
    visit: Visit,
}

impl Browser {
    fn with(test: &TestDb, fill: impl FnOnce(&mut Visit)) -> Self {
        let mut visit = Visit::new(NOW, day(TODAY), Csrf::of(&[7; 32], b"sesi"));
        fill(&mut visit);
        let routes = handover::routes().into_iter();
        let router = routes.fold(Router::new(), |router, route| router.route(route.path, route.handler));
        Self { router: router.with_state(Site::for_tests(test.db.clone(), Clock::fixed(NOW))), visit }
    }

    /// Somebody of the city's office.
    pub fn of_the_city(test: &TestDb, rights: &[Right]) -> Self {
        Self::with(test, |visit| {
            visit.region = Some(region("19.71"));
            visit.user = Some(BY);
            visit.rights = RightSet::of(rights);
        })
    }

    /// The chair of a cooperative.
    pub fn of_the_chair(test: &TestDb, id: CooperativeId, village: &str) -> Self {
        Self::with(test, |visit| {
            let name = "Koperasi Kelurahan Merah Putih Contoh".to_owned();
            visit.cooperative = Some(Tenant { id, code: region(village), name });
            visit.user = Some(BY);
            visit.rights = RightSet::of(&[Right::ManageCooperative]);
        })
    }

    /// Anybody.
    pub fn passing_by(test: &TestDb) -> Self {
        Self::with(test, |_| ())
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
