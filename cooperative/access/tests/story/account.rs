//! The own account: password, devices, keys.

use access::Role;
use axum::body::Body;
use axum::http::{Request, header};

use crate::given::{Browser, PASSWORD, given_user, story};

#[test]
fn a_changed_password_signs_other_devices_out() {
    story(async |world| {
        given_user(&world, "melati", Role::Treasurer).await;
        let mut laptop = Browser::new(&world.site);
        let mut phone = Browser::at(laptop.router.clone());
        laptop.sign_in("melati", PASSWORD).await;
        phone.sign_in("melati", PASSWORD).await;
        let new = "sayur asem siang";
        let fields = [("present_password", "salah sekali"), ("password", new), ("password_again", new)];
        let answer = laptop.fill("/akun", "/akun/sandi", &fields).await;
        assert_eq!(answer.status, 422);
        assert!(answer.body.contains("Kata sandi sekarang tidak cocok"), "{}", answer.body);
        let fields = [("present_password", PASSWORD), ("password", new), ("password_again", new)];
        assert_eq!(laptop.fill("/akun", "/akun/sandi", &fields).await.location(), "/akun");
        assert_eq!(laptop.get("/akun").await.status, 200);
        assert_eq!(phone.get("/akun").await.status, 303);
        assert_eq!(phone.sign_in("melati", new).await.status, 303);
    });
}

#[test]
fn a_lost_phone_is_signed_out_from_the_laptop() {
    story(async |world| {
        given_user(&world, "melati", Role::Treasurer).await;
        let mut laptop = Browser::new(&world.site);
        let mut phone = Browser::at(laptop.router.clone());
        laptop.sign_in("melati", PASSWORD).await;
        phone.sign_in("melati", PASSWORD).await;
        assert_eq!(laptop.fill("/akun", "/akun/keluar", &[]).await.location(), "/masuk");
        assert_eq!(phone.get("/akun").await.status, 303);
    });
}

#[test]
fn a_key_is_shown_once_and_ends_when_it_is_taken_back() {
    story(async |world| {
        let mut browser = Browser::of(&world.site, world.town.actor(Role::Treasurer).unwrap());
        let page = browser.fill("/akun", "/akun/kunci", &[("name", "Timbangan")]).await;
        let key = page.body.split("id=\"kunci-baru\" value=\"").nth(1).unwrap()[..64].to_owned();
        let mut program = Browser::at(browser.router.clone());
        let request = || {
            Request::builder()
                .uri("/api/v1/cooperatives/1/jumlah")
                .header(header::AUTHORIZATION, format!("Bearer {key}"))
        };
        assert_eq!(program.send(request(), Body::empty()).await.status, 200);
        let page = browser.get("/akun").await;
        assert!(page.body.contains("Timbangan") && !page.body.contains(&key));
        let id = page.field("key");
        assert_eq!(browser.fill("/akun", "/akun/kunci/cabut", &[("key", &id)]).await.location(), "/akun");
        assert_eq!(program.send(request(), Body::empty()).await.status, 401);
    });
}
