//! Somebody of the city's office who opens pages.

use std::io::{Cursor, Read};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use kernel::{Clock, Timestamp};
use store::testing::TestDb;
use tower::ServiceExt;
use web::{Csrf, Right, RightSet, Site, Visit};

use crate::given::{CITY, NOW, TODAY, day, region};

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

    /// The page must say all of these.
    pub fn says(&self, words: &[&str]) {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text());
        for word in words {
            assert!(self.text().contains(word), "{word} is not in {}", self.text());
        }
    }

    /// All parts of a workbook as one text.
    pub fn workbook(&self) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(&self.bytes)).unwrap();
        let mut text = String::new();
        for n in 0..archive.len() {
            archive.by_index(n).unwrap().read_to_string(&mut text).unwrap();
        }
        text
    }
}

/// Opens an address in the city of the stories, past the guard.
pub fn open(test: &TestDb, path: &str) -> Answer {
    let mut visit = Visit::new(NOW, day(TODAY), Csrf::of(&[0; 32], b""));
    visit.rights = RightSet::of(&[Right::ReadFigures, Right::ReadRegion]);
    let asked = path.trim_start_matches("/wilayah/").split(['/', '?']).next().unwrap_or_default();
    visit.region = Some(kernel::RegionCode::parse(asked).unwrap_or(region(CITY)));
    let site = Site::for_tests(test.db.clone(), Clock::fixed(Timestamp(0)));
    let router = cockpit::routes()
        .into_iter()
        .inspect(|route| assert_eq!(route.right, Right::ReadRegion))
        .fold(Router::new(), |router, route| router.route(route.path, route.handler))
        .with_state(site);
    let mut request = Request::get(path).body(Body::empty()).unwrap();
    request.extensions_mut().insert(visit);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let response = web::edge::render(router.oneshot(request).await.unwrap(), path, None);
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    })
}
