//! Every route of the program keeps out who may not: without signing in, with every role that lacks the
//! right, and with the right role of another town. Here and not under `tests/`, because a test beside
//! the program cannot see the routes of a binary.

use access::testing::{Town, keeper, matrix};
use kernel::{Clock, Timestamp};
use web::{Route, Site};

use crate::installation::MIGRATIONS;
use crate::routes::routes;

/// 24 November 2026 in the evening.
const NOW: Timestamp = Timestamp(1_795_537_800_000_000);

#[test]
fn every_route_keeps_out_who_may_not() {
    store::testing::on_both_engines(&MIGRATIONS, |database| {
        let site = Site::for_tests(database.db.clone(), Clock::fixed(NOW));
        territory::load(&database.db, NOW).unwrap();
        let home = Town::found(&site, "19.71.04.1001", "Pintu Air").unwrap();
        let other = Town::found(&site, "19.01.04.2001", "Kace").unwrap();
        let keeper = keeper(&site).unwrap();
        // Style sheet and script are for everybody and are not guarded.
        let guarded: Vec<Route> =
            routes().into_iter().filter(|route| !route.path.starts_with("/aset/")).collect();
        assert!(guarded.len() > 50, "too few routes to be the program");
        let router = access::router(site.clone(), guarded.clone());
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let complaints = runtime.block_on(matrix(&router, &guarded, &home, &other, &keeper));
        assert!(complaints.is_empty(), "\n\n{} to mend:\n  {}\n", complaints.len(), complaints.join("\n  "));
    });
}
