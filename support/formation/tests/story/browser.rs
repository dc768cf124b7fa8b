//! Somebody at a browser: the pages of formation.

use kernel::CooperativeId;
use store::testing::TestDb;
use web::testing::TestBrowser;
use web::{Right, RightSet, Tenant, Visit};

pub use web::testing::Answer;

use crate::given::{AT, BY, PINTU_AIR, TODAY, code, day};

/// Somebody on the pages of the cooperative or the city.
pub struct Browser(TestBrowser);

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
        Self(TestBrowser::new(&test.db, formation::routes(), (AT, day(TODAY)), |visit| {
            place(visit);
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
