//! Somebody at a browser or a phone: the pages and calls of mentoring.

use kernel::{CooperativeId, UserId};
use store::testing::TestDb;
use web::testing::TestBrowser;
use web::{Right, RightSet, Tenant, Visit};

use crate::given::{CITY, NOW, PINTU_AIR, TODAY, day, region};

/// Somebody on the pages of a cooperative or of the city.
pub struct Browser(TestBrowser);

impl Browser {
    fn with(test: &TestDb, user: UserId, rights: &[Right], place: impl FnOnce(&mut Visit)) -> Self {
        Self(TestBrowser::new(&test.db, mentoring::routes(), (NOW, day(TODAY)), |visit| {
            place(visit);
            visit.user = Some(user);
            visit.rights = RightSet::of(rights);
        }))
    }

    pub fn in_city(test: &TestDb, user: UserId, rights: &[Right]) -> Self {
        Self::with(test, user, rights, |visit| visit.region = Some(region(CITY)))
    }

    pub fn in_cooperative(test: &TestDb, id: CooperativeId, user: UserId, rights: &[Right]) -> Self {
        let name = "Koperasi Kelurahan Merah Putih Pintu Air".to_owned();
        let tenant = Tenant { id, code: region(PINTU_AIR), name };
        Self::with(test, user, rights, |visit| visit.cooperative = Some(tenant))
    }
}

impl std::ops::Deref for Browser {
    type Target = TestBrowser;

    fn deref(&self) -> &TestBrowser {
        &self.0
    }
}
