//! What every handler can reach: the database, the clock, the keys.

use kernel::{Clock, RegionCode};
use store::{Db, Reader, StoreError};

use crate::Keys;

/// What people call a region, "Kota Pangkal Pinang"; nothing where its name is not known.
pub type RegionName = fn(&mut dyn Reader, RegionCode) -> Result<Option<String>, StoreError>;

/// The state of the running program, as handlers take it: `State(site): State<Site>`.
#[derive(Clone)]
pub struct Site {
    /// The database.
    pub db: Db,
    /// Where the time comes from.
    pub clock: Clock,
    /// Keys derived from the one secret of this installation.
    pub keys: Keys,
    /// Whether cookies are sent over HTTPS only; true wherever the pages are served by HTTPS.
    pub secure_cookies: bool,
    /// Whether a proxy on this machine stands in front and names the visitor's address.
    pub behind_proxy: bool,
    /// Whether requests from this machine itself are let through without counting them.
    pub trust_loopback: bool,
    /// Who knows the names of regions; nobody until the program says so.
    pub region_name: RegionName,
}

impl Site {
    /// A site without HTTPS and without a proxy, as on the treasurer's laptop, whose own requests are
    /// not counted.
    pub fn new(db: Db, clock: Clock, keys: Keys) -> Self {
        Self {
            db,
            clock,
            keys,
            secure_cookies: false,
            behind_proxy: false,
            trust_loopback: true,
            region_name: |_, _| Ok(None),
        }
    }

    /// A site for tests.
    pub fn for_tests(db: Db, clock: Clock) -> Self {
        Self::new(db, clock, Keys::for_tests())
    }
}
