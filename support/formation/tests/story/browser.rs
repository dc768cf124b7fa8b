//! Somebody at a browser: the routes of formation as the guard of `access` would serve them.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use kernel::{Clock, CooperativeId};
use store::testing::TestDb;
use tower::ServiceExt;
use web::{Csrf, Right, RightSet, Site, Tenant, Visit};

use crate::given::{AT, BY, PINTU_AIR, TODAY, code, day};

/// An answer as the browser sees it.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
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
    /// On the pages of the first cooperative, that of Pintu Air.
    pub fn at(test: &TestDb, rights: &[Right]) -> Self {
        let name = "Koperasi Kelurahan Merah Putih Pintu Air".to_owned();
        let tenant = Tenant { id: CooperativeId(1), code: code(PINTU_AIR), name };
        Self::with(test, rights, |visit| visit.cooperative = Some(tenant))
    }

    /// On the pages of the city.
    pub fn in_city(test: &TestDb, rights: &[Right]) -> Self {
        Self::with(test, rights, |visit| visit.region = Some(code("19.71")))
    }

    fn with(test: &TestDb, rights: &[Right], place: impl FnOnce(&mut Visit)) -> Self {
        let mut visit = Visit::new(AT, day(TODAY), Csrf::of(&[7; 32], b"sesi"));
        place(&mut visit);
        visit.user = Some(BY);
        visit.rights = RightSet::of(rights);
        let routes = formation::routes().into_iter();
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
            Answer { status: parts.status, headers: parts.headers, bytes }
        })
    }
}
