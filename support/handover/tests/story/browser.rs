//! Somebody at a browser: the pages of hand-overs.

use kernel::{CooperativeId, UserId};
use store::testing::TestDb;
use web::testing::TestBrowser;
use web::{Right, RightSet, Tenant, Visit};

use crate::given::{BY, NOW, TODAY, day, region};

/// Somebody on the pages of a place.
pub struct Browser(TestBrowser);

impl Browser {
    fn with(test: &TestDb, fill: impl FnOnce(&mut Visit)) -> Self {
        Self(TestBrowser::new(&test.db, handover::routes(), (NOW, day(TODAY)), fill))
    }

    /// Somebody of the city's office.
    pub fn of_the_city(test: &TestDb, rights: &[Right]) -> Self {
        Self::with(test, |visit| {
            visit.region = Some(region("19.71"));
            visit.user = Some(BY);
            visit.rights = RightSet::of(rights);
        })
    }

    /// Somebody who holds the office everywhere.
    pub fn of_the_nation(test: &TestDb, rights: &[Right]) -> Self {
        Self::with(test, |visit| {
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

    /// Somebody who is signed in, at a page that is everybody's.
    pub fn of_somebody(test: &TestDb, user: UserId) -> Self {
        Self::with(test, |visit| visit.user = Some(user))
    }

    /// Anybody.
    pub fn passing_by(test: &TestDb) -> Self {
        Self::with(test, |_| ())
    }
}

impl std::ops::Deref for Browser {
    type Target = TestBrowser;

    fn deref(&self) -> &TestBrowser {
        &self.0
    }
}
