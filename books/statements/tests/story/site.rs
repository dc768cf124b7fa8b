//! A visitor of the pages, with rights of the test's choosing.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use kernel::{Clock, CooperativeId, RegionCode, Timestamp};
use statements::Above;
use store::Db;
use tower::ServiceExt;
use web::{Csrf, Right, RightSet, Site, Tenant, Visit};

use crate::given::day;
use crate::papers;

/// The address of the cooperative of these stories.
pub const HOME: &str = "/k/19.71.04.1001";

/// Its name.
pub const NAME: &str = "Koperasi Kelurahan Merah Putih Contoh Bahari";

/// What a page answered.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).expect("text")
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).expect("JSON")
    }

    /// The page must say all of these.
    pub fn says(&self, words: &[&str]) {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text());
        for word in words {
            assert!(self.text().contains(word), "{word} is not in {}", self.text());
        }
    }

    pub fn is_silent_about(&self, words: &[&str]) {
        for word in words {
            assert!(!self.text().contains(word), "{word} is in {}", self.text());
        }
    }
}

/// Somebody who looks at the books on a day.
pub struct Visitor<'d> {
    db: &'d Db,
    rights: RightSet,
    today: &'static str,
    above: Above,
}

impl<'d> Visitor<'d> {
    /// A treasurer on 24 May 2027.
    pub fn of(db: &'d Db) -> Self {
        Self {
            db,
            rights: RightSet::of(&[Right::ReadFigures, Right::ReadBooks]),
            today: "2027-05-24",
            above: Above::NOBODY,
        }
    }

    /// The same treasurer, where somebody knows the cooperative and its members.
    pub fn who_is_known(db: &'d Db) -> Self {
        Self { above: papers::ABOVE, ..Self::of(db) }
    }

    /// Somebody who may see sums, and no entries.
    pub fn who_sees_figures_only(db: &'d Db) -> Self {
        Self { rights: RightSet::of(&[Right::ReadFigures]), ..Self::who_is_known(db) }
    }

    fn visit(&self) -> Visit {
        let mut visit = Visit::new(Timestamp(0), day(self.today), Csrf::of(&[0; 32], b""));
        visit.rights = self.rights;
        visit.cooperative = Some(Tenant {
            id: CooperativeId(1),
            code: RegionCode::parse("19.71.04.1001").expect("a village"),
            name: NAME.to_owned(),
        });
        visit
    }

    /// Asks for an address, past the guard.
    pub fn get(&self, path: &str) -> Answer {
        let site = Site::for_tests(self.db.clone(), Clock::fixed(Timestamp(0)));
        let router = statements::routes_with(self.above)
            .into_iter()
            .fold(Router::new(), |router, route| router.route(route.path, route.handler))
            .with_state(site);
        let mut request = Request::get(path).body(Body::empty()).expect("a request");
        request.extensions_mut().insert(self.visit());
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            let response = router.oneshot(request).await.expect("an answer");
            let response = web::edge::render(response, path, None);
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, usize::MAX).await.expect("the body").to_vec();
            Answer { status: parts.status, headers: parts.headers, bytes }
        })
    }
}
