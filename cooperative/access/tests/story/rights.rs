//! Every route keeps out who may not: the matrix, and the proof that it complains.

use access::testing::matrix;
use access::{Role, router};
use axum::response::IntoResponse;
use web::{Right, Route, Visit};

use crate::given::{Browser, all_routes, story};

#[test]
fn every_route_keeps_out_who_may_not() {
    story(async |world| {
        let routes: Vec<Route> = all_routes().into_iter().filter(|route| route.path != "/gagal").collect();
        let router = router(world.site.clone(), routes.clone());
        let complaints = matrix(&router, &routes, &world.town, &world.other, &world.keeper).await;
        assert!(complaints.is_empty(), "{complaints:#?}");
    });
}

#[test]
fn a_careless_route_is_seen() {
    story(async |world| {
        let open = async || "terbuka".into_response();
        let routes = vec![
            Route::get("/k/{cooperative}/bocor", Right::Public, open),
            Route::post("/k/{cooperative}/polos", Right::Record, open),
            Route::get("/catatan", Right::Record, open),
            Route::get("/k/semua/buku", Right::ReadBooks, open),
        ];
        let router = router(world.site.clone(), routes.clone());
        let all = matrix(&router, &routes, &world.town, &world.other, &world.keeper).await.join("\n");
        assert!(
            all.contains("GET /k/{cooperative}/bocor shows a cooperative or region to everybody"),
            "{all}"
        );
        assert!(
            all.contains("POST /k/{cooperative}/polos for Treasurer: takes a form without proof"),
            "{all}"
        );
        assert!(all.contains("GET /catatan needs Record, which nobody holds there"), "{all}");
        assert!(all.contains("GET /k/semua/buku must name its place"), "{all}");
        // A route that the router does not know.
        let forgotten = vec![Route::get("/k/{cooperative}/lupa", Right::ReadBooks, open)];
        let all = matrix(&router, &forgotten, &world.town, &world.other, &world.keeper).await.join("\n");
        assert!(all.contains("GET /k/{cooperative}/lupa without signing in: LetIn(404)"), "{all}");
    });
}

#[test]
fn the_day_is_that_of_the_place() {
    story(async |world| {
        let routes = vec![
            Route::get("/k/{cooperative}/hari", Right::SignedIn, async |visit: Visit| {
                visit.today.to_string()
            }),
            Route::get("/wilayah/{region}/hari", Right::SignedIn, async |visit: Visit| {
                visit.today.to_string()
            }),
        ];
        let mut browser = Browser::of(&world.site, world.town.actor(Role::Treasurer).unwrap());
        let mut keeper = Browser::of(&world.site, &world.keeper);
        browser.router = router(world.site.clone(), routes);
        keeper.router = browser.router.clone();
        assert_eq!(browser.get("/k/1/hari").await.body, "2026-11-24");
        assert_eq!(keeper.get("/wilayah/19.71/hari").await.body, "2026-11-24");
        assert_eq!(keeper.get("/wilayah/9171/hari").await.body, "2026-11-25");
    });
}
