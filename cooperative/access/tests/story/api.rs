//! The API: keys, sessions of our own pages, one effect a key.

use access::{Role, create_api_key};
use axum::body::Body;
use axum::http::{Method, Request, header};

use crate::given::{Answer, Browser, NOW, World, story};

const PATH: &str = "/api/v1/cooperatives/19.71.04.1001/jumlah";

async fn key_of(world: &World, role: Role) -> String {
    let user = world.town.actor(role).unwrap().user;
    let token = world.site.db.write(move |tx| create_api_key(tx, user, "uji", NOW)).await.unwrap();
    format!("Bearer {}", token.text())
}

async fn post(browser: &mut Browser, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut request = Request::builder().method(Method::POST).uri(PATH);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    browser.send(request, Body::from(body.to_owned())).await
}

#[test]
fn a_program_with_a_key_writes_once_a_key() {
    story(async |world| {
        let key = key_of(&world, Role::Treasurer).await;
        let mut program = Browser::new(&world.site);
        let headers = [
            ("authorization", key.as_str()),
            ("content-type", "application/json"),
            ("idempotency-key", "kirim-0001"),
        ];
        let first = post(&mut program, &headers, r#"{"amount": 1}"#).await;
        assert_eq!((first.status.as_u16(), first.body.as_str()), (201, r#"{"count":1,"repeated":false}"#));
        let again = post(&mut program, &headers, r#"{"amount": 1}"#).await;
        assert_eq!(again.body, r#"{"count":1,"repeated":true}"#);
    });
}

#[test]
fn a_write_without_a_key_of_its_own_is_refused() {
    story(async |world| {
        let key = key_of(&world, Role::Treasurer).await;
        let mut program = Browser::new(&world.site);
        let headers = [("authorization", key.as_str()), ("content-type", "application/json")];
        let answer = post(&mut program, &headers, r#"{"amount": 1}"#).await;
        assert_eq!(answer.status, 400);
        assert!(answer.json()["error"]["sentence"].as_str().unwrap().contains("Idempotency-Key"));
    });
}

#[test]
fn a_session_writes_only_from_our_own_pages() {
    story(async |world| {
        let mut browser = Browser::of(&world.site, world.town.actor(Role::Treasurer).unwrap());
        let json = ("content-type", "application/json");
        let key = ("idempotency-key", "kirim-0001");
        for (headers, status) in [
            (vec![json, key, ("sec-fetch-site", "same-origin")], 201),
            (vec![json, key, ("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")], 201),
            (vec![json, key, ("sec-fetch-site", "cross-site")], 403),
            (vec![json, key, ("origin", "http://jahat.id"), ("host", "127.0.0.1:8080")], 403),
            (vec![json, key], 403),
            (vec![("content-type", "text/plain"), key, ("sec-fetch-site", "same-origin")], 415),
        ] {
            let answer = post(&mut browser, &headers, r#"{"amount": 1}"#).await;
            assert_eq!(answer.status.as_u16(), status, "{headers:?}: {}", answer.body);
        }
    });
}

#[test]
fn refusals_are_json() {
    story(async |world| {
        let key = key_of(&world, Role::Treasurer).await;
        let mut program = Browser::new(&world.site);
        let headers = [
            ("authorization", key.as_str()),
            ("content-type", "application/json"),
            ("idempotency-key", "kirim-0002"),
        ];
        for (body, status, sentence) in [
            (r#"{"amount": -1}"#, 422, "Isi jumlah lebih dari nol."),
            (r#"{"amount": "#, 400, "tidak bisa dibaca"),
            (r#"{"amount": 1, "lain": 2}"#, 400, "tidak dikenal"),
            (r#"{"amount": "satu"}"#, 400, "salah jenis"),
            (&format!("{{\"amount\": {}1}}", " ".repeat(300_000)), 413, "paling banyak 256 KB"),
        ] {
            let answer = post(&mut program, &headers, body).await;
            assert_eq!(answer.status.as_u16(), status);
            let error = &answer.json()["error"];
            assert!(error["sentence"].as_str().unwrap().contains(sentence), "{}", answer.body);
        }
        let answer = post(&mut program, &headers, r#"{"amount": -1}"#).await;
        assert_eq!(answer.json()["error"]["field"], "amount");
        assert_eq!(program.get("/api/v1/tidak-ada").await.json()["error"]["field"], serde_json::Value::Null);
    });
}

#[test]
fn nobody_and_a_wrong_key_are_told_so() {
    story(async |world| {
        let mut program = Browser::new(&world.site);
        let answer = program.get(PATH).await;
        assert_eq!(answer.status, 401);
        assert!(answer.json()["error"]["sentence"].is_string());
        for key in ["Bearer bukan-kunci", &format!("Bearer {}", "0".repeat(64)), "Basic eDp5"] {
            let request = Request::builder().uri(PATH).header(header::AUTHORIZATION, key);
            assert_eq!(program.send(request, Body::empty()).await.status, 401, "{key}");
        }
    });
}

#[test]
fn a_key_does_no_more_than_its_owner_and_opens_no_page() {
    story(async |world| {
        let key = key_of(&world, Role::Supervisor).await;
        let mut program = Browser::new(&world.site);
        let headers = [
            ("authorization", key.as_str()),
            ("content-type", "application/json"),
            ("idempotency-key", "kirim-0001"),
        ];
        assert_eq!(post(&mut program, &headers, r#"{"amount": 1}"#).await.status, 403);
        let request =
            |path: &str| Request::builder().uri(path.to_owned()).header(header::AUTHORIZATION, key.clone());
        assert_eq!(program.send(request(PATH), Body::empty()).await.status, 200);
        assert_eq!(program.send(request("/k/1/buku"), Body::empty()).await.status, 303);
    });
}
