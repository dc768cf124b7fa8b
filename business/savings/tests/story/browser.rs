//! Somebody at a browser: the pages and calls of savings.

use kernel::CooperativeId;
use store::testing::TestDb;
use web::testing::{Answer, TestBrowser};
use web::{Right, RightSet, Tenant};

use crate::given::{AT, BY, day};

/// Somebody on the pages of one cooperative.
pub struct Browser {
    pages: TestBrowser,
    code: kernel::RegionCode,
}

impl Browser {
    pub fn at(test: &TestDb, cooperative: CooperativeId, rights: &[Right]) -> Self {
        let found =
            test.db.read_blocking(|reader| registry::cooperative(reader, cooperative)).unwrap().unwrap();
        let code = found.region;
        let pages = TestBrowser::new(&test.db, savings::routes(), (AT, day("2026-11-24")), |visit| {
            visit.cooperative = Some(Tenant { id: cooperative, code, name: found.name });
            visit.user = Some(BY);
            visit.rights = RightSet::of(rights);
        });
        Self { pages, code }
    }

    pub fn get_api(&self, rest: &str) -> Answer {
        self.get(&self.api(rest))
    }

    pub fn post_api(&self, rest: &str, key: &str, body: &str) -> Answer {
        self.post(&self.api(rest), key, &serde_json::from_str(body).unwrap())
    }

    fn api(&self, rest: &str) -> String {
        format!("/api/v1/cooperatives/{}/{rest}", self.code)
    }
}

impl std::ops::Deref for Browser {
    type Target = TestBrowser;

    fn deref(&self) -> &TestBrowser {
        &self.pages
    }
}
