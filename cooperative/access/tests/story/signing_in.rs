//! Signing in, staying signed in, leaving.

use access::{Role, demo_link, demo_path};
use axum::http::header;

use crate::given::{Browser, NOW, PASSWORD, given_user, site_at, story};

#[test]
fn a_treasurer_signs_in_and_lands_in_her_cooperative() {
    story(async |world| {
        given_user(&world, "melati", Role::Treasurer).await;
        let mut browser = Browser::new(&world.site);
        let answer = browser.get("/k/19.71.04.1001/buku?bulan=2026-11").await;
        assert_eq!(answer.status, 303);
        assert_eq!(answer.location(), "/masuk?lanjut=/k/19.71.04.1001/buku%3Fbulan%3D2026-11");
        let answer = browser.sign_in(" Melati ", PASSWORD).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (303, "/"));
        let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        assert_eq!(browser.get("/").await.location(), "/k/19.71.04.1001");
        let page = browser.get("/k/19.71.04.1001/buku").await;
        assert!(page.body.contains("Bu Contoh melati") && page.body.contains("Bendahara"));
        assert!(page.body.contains("/k/19.71.04.1001/catat") && !page.body.contains("/pengaturan"));
    });
}

#[test]
fn signing_in_leads_back_to_where_one_was_going() {
    story(async |world| {
        given_user(&world, "melati", Role::Treasurer).await;
        let mut browser = Browser::new(&world.site);
        let page = browser.get("/masuk?lanjut=%2Fk%2F1%2Fbuku").await;
        assert_eq!(page.field("lanjut"), "/k/1/buku");
        let csrf = page.field("_csrf");
        let fields =
            [("_csrf", csrf.as_str()), ("login", "melati"), ("password", PASSWORD), ("lanjut", "/k/1/buku")];
        assert_eq!(browser.post("/masuk", &fields).await.location(), "/k/1/buku");
        let page = Browser::new(&world.site).get("/masuk?lanjut=//jahat.id").await;
        assert_eq!(page.field("lanjut"), "/");
    });
}

#[test]
fn a_wrong_password_and_an_unknown_login_look_the_same() {
    story(async |world| {
        given_user(&world, "melati", Role::Treasurer).await;
        let mut browser = Browser::new(&world.site);
        let wrong = browser.sign_in("melati", "salah sekali").await;
        let unknown = browser.sign_in("tidakada", "salah sekali").await;
        assert_eq!((wrong.status.as_u16(), unknown.status.as_u16()), (422, 422));
        for answer in [&wrong, &unknown] {
            assert!(answer.body.contains("Nama pengguna atau kata sandi tidak cocok"), "{}", answer.body);
            assert!(!answer.body.contains("salah sekali"), "a password is never shown again");
        }
        assert!(!browser.has_session());
    });
}

#[test]
fn after_five_wrong_passwords_even_the_right_one_waits() {
    story(async |world| {
        given_user(&world, "melati", Role::Treasurer).await;
        let mut browser = Browser::new(&world.site);
        for _ in 0..5 {
            assert_eq!(browser.sign_in("melati", "salah sekali").await.status, 422);
        }
        let answer = browser.sign_in("melati", PASSWORD).await;
        assert_eq!(answer.status, 429);
        assert!(answer.body.contains("Tunggu 15 menit"), "{}", answer.body);
        assert!(!browser.has_session());
    });
}

#[test]
fn a_session_ends_after_half_a_day_of_rest_and_lasts_with_use() {
    story(async |world| {
        given_user(&world, "melati", Role::Treasurer).await;
        let db = &world.site.db;
        let mut browser = Browser::new(&world.site);
        browser.sign_in("melati", PASSWORD).await;
        let mut hours = 0;
        // Used every eleven hours it lasts, until thirty days are over.
        while hours + 11 < 30 * 24 {
            hours += 11;
            browser.router =
                access::router(site_at(db, NOW.plus_seconds(hours * 3600)), crate::given::all_routes());
            assert_eq!(browser.get("/k/1/buku").await.status, 200, "after {hours} hours");
            wait_until_noted(&world, NOW.plus_seconds(hours * 3600)).await;
        }
        browser.router =
            access::router(site_at(db, NOW.plus_seconds(30 * 86_400)), crate::given::all_routes());
        assert_eq!(browser.get("/k/1/buku").await.status, 303);
    });
}

/// The guard notes the use of a session beside the request.
async fn wait_until_noted(world: &crate::given::World, at: kernel::Timestamp) {
    for _ in 0..200 {
        let noted = world
            .site
            .db
            .read(move |snapshot| {
                store::Reader::query_opt(
                    snapshot,
                    "select 1 from access_session where seen_at = $1",
                    &store::values![at],
                )
            })
            .await
            .unwrap();
        if noted.is_some() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("the use of the session was not noted");
}

#[test]
fn a_session_at_rest_ends() {
    story(async |world| {
        let site = site_at(&world.site.db, NOW.plus_seconds(12 * 3600));
        let mut browser = Browser::of(&site, world.town.actor(Role::Treasurer).unwrap());
        assert_eq!(browser.get("/k/1/buku").await.status, 303);
        let site = site_at(&world.site.db, NOW.plus_seconds(12 * 3600 - 1));
        browser.router = access::router(site, crate::given::all_routes());
        assert_eq!(browser.get("/k/1/buku").await.status, 200);
    });
}

#[test]
fn who_leaves_is_out_with_the_same_cookie() {
    story(async |world| {
        let mut browser = Browser::of(&world.site, world.town.actor(Role::Treasurer).unwrap());
        let mut thief = Browser::of(&world.site, world.town.actor(Role::Treasurer).unwrap());
        thief.router = browser.router.clone();
        assert_eq!(thief.get("/k/1/buku").await.status, 200);
        let answer = browser.fill("/k/1/buku", "/keluar", &[]).await;
        assert_eq!(answer.location(), "/masuk");
        assert!(!browser.has_session());
        assert_eq!(thief.get("/k/1/buku").await.status, 303);
    });
}

#[test]
fn the_demos_link_opens_again_and_again() {
    story(async |world| {
        let user = given_user(&world, "melati", Role::Chair).await;
        let token = world.site.db.write(move |tx| demo_link(tx, user, NOW)).await.unwrap();
        for _ in 0..2 {
            let mut browser = Browser::new(&world.site);
            assert_eq!(browser.get(&demo_path(&token)).await.location(), "/");
            assert_eq!(browser.get("/").await.location(), "/k/19.71.04.1001");
        }
        assert_eq!(
            Browser::new(&world.site).get(&format!("/masuk/tautan/{}", "0".repeat(64))).await.status,
            410
        );
    });
}

#[test]
fn who_serves_in_several_places_chooses() {
    story(async |world| {
        let user = given_user(&world, "melati", Role::Mentor).await;
        let other = access::Scope::Cooperative(world.other.cooperative);
        let from = kernel::BookDate::parse("2026-01-01").unwrap();
        let new = access::NewGrant { user, role: Role::Mentor, scope: other, from, by: None, at: NOW };
        world.site.db.write(move |tx| access::grant(tx, &new)).await.unwrap();
        let mut browser = Browser::new(&world.site);
        browser.sign_in("melati", PASSWORD).await;
        assert_eq!(browser.get("/").await.location(), "/tempat");
        let page = browser.get("/tempat").await;
        assert!(page.body.contains("/k/19.71.04.1001") && page.body.contains("KDMP Kace"), "{}", page.body);
    });
}
