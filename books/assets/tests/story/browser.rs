//! Somebody at a browser: the pages of assets.

use kernel::RegionCode;
use store::testing::TestDb;
use web::testing::TestBrowser;
use web::{Right, RightSet, Tenant};

use crate::given::{AT, BY, HERE, day};

/// Somebody on the pages of the cooperative.
pub struct Browser(TestBrowser);

impl Browser {
    pub fn at(test: &TestDb, rights: &[Right]) -> Self {
        let code = RegionCode::parse("19.71.04.1001").unwrap();
        let name = "Koperasi Kelurahan Merah Putih Contoh".to_owned();
        Self(TestBrowser::new(&test.db, assets::routes(), (AT, day("2026-11-24")), |visit| {
            visit.cooperative = Some(Tenant { id: HERE, code, name });
            visit.user = Some(BY);
            visit.rights = RightSet::of(rights);
        }))
    }
}

impl std::ops::Deref for Browser {
    type Target = TestBrowser;

    fn deref(&self) -> &TestBrowser {
        &self.0
    }
}
