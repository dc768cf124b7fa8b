//! Forms: proven to come from here, done once, of a bearable size.

use access::Role;
use axum::body::Body;
use axum::http::{Method, Request, header};

use crate::given::{Browser, story};

const BOOK: &str = "/k/19.71.04.1001/buku";

#[test]
fn a_form_without_its_token_is_refused() {
    story(async |world| {
        let mut browser = Browser::of(&world.site, world.town.actor(Role::Treasurer).unwrap());
        let mut stranger = Browser::of(&world.site, world.town.actor(Role::Cashier).unwrap());
        let foreign = stranger.get(BOOK).await.field("_csrf");
        for token in ["", "00", foreign.as_str()] {
            let answer = browser.post(BOOK, &[("_csrf", token), ("_command", "perintah-1")]).await;
            assert_eq!(answer.status, 403);
            assert!(answer.body.contains("Muat ulang halamannya"), "{}", answer.body);
        }
        assert_eq!(browser.fill(BOOK, BOOK, &[]).await.location(), format!("{BOOK}?kali=1&foto=0"));
    });
}

#[test]
fn a_form_sent_by_another_site_is_refused() {
    story(async |world| {
        let mut browser = Browser::of(&world.site, world.town.actor(Role::Treasurer).unwrap());
        let csrf = browser.get(BOOK).await.field("_csrf");
        let request = Request::builder()
            .method(Method::POST)
            .uri(BOOK)
            .header("sec-fetch-site", "cross-site")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = browser.send(request, Body::from(format!("_csrf={csrf}&_command=perintah-1"))).await;
        assert_eq!(answer.status, 403);
    });
}

#[test]
fn sent_twice_it_is_done_once() {
    story(async |world| {
        let mut browser = Browser::of(&world.site, world.town.actor(Role::Treasurer).unwrap());
        let page = browser.get(BOOK).await;
        let (csrf, command) = (page.field("_csrf"), page.field("_command"));
        let fields = [("_csrf", csrf.as_str()), ("_command", command.as_str())];
        for _ in 0..2 {
            assert_eq!(browser.post(BOOK, &fields).await.location(), format!("{BOOK}?kali=1&foto=0"));
        }
        assert_eq!(browser.fill(BOOK, BOOK, &[]).await.location(), format!("{BOOK}?kali=2&foto=0"));
        let without = browser.post(BOOK, &[("_csrf", csrf.as_str())]).await;
        assert_eq!(without.status, 403, "a form without a command id is not ours");
    });
}

async fn upload(browser: &mut Browser, size: usize) -> crate::given::Answer {
    let csrf = browser.get(BOOK).await.field("_csrf");
    let mut body = Vec::new();
    for (name, value) in [("_csrf", csrf.as_str()), ("_command", "unggah-foto-1")] {
        let part = format!("--batas\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    body.extend_from_slice(
        b"--batas\r\nContent-Disposition: form-data; name=\"foto\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n",
    );
    body.resize(body.len() + size, b'x');
    body.extend_from_slice(b"\r\n--batas--\r\n");
    let request = Request::builder()
        .method(Method::POST)
        .uri(BOOK)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=batas");
    browser.send(request, Body::from(body)).await
}

#[test]
fn a_photo_of_twelve_megabytes_arrives_and_a_larger_one_is_refused() {
    story(async |world| {
        let mut browser = Browser::of(&world.site, world.town.actor(Role::Treasurer).unwrap());
        let size = 12 * 1024 * 1024;
        let answer = upload(&mut browser, size).await;
        assert_eq!(answer.location(), format!("{BOOK}?kali=1&foto={size}"), "{}", answer.body);
        for size in [size + 1, 50 * 1024 * 1024] {
            let answer = upload(&mut browser, size).await;
            assert_eq!(answer.status, 413);
            assert!(answer.body.contains("paling banyak 12 MB"), "{}", answer.body);
        }
    });
}

#[test]
fn every_answer_protects_the_visitor() {
    story(async |world| {
        let mut browser = Browser::of(&world.site, world.town.actor(Role::Treasurer).unwrap());
        for path in [BOOK, "/masuk", "/tidak-ada", "/gagal", "/k/1/pengaturan/pengguna", "/api/v1/tidak-ada"]
        {
            let answer = browser.get(path).await;
            let csp = answer.headers["content-security-policy"].to_str().unwrap();
            assert!(csp.starts_with("default-src 'none'; script-src 'self';"), "{path}: {csp}");
            assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{path}");
            assert_eq!(answer.headers["referrer-policy"], "same-origin", "{path}");
            assert_eq!(answer.headers["cache-control"], "no-store", "{path}");
            assert!(!answer.body.contains("style=") && !answer.body.contains("onclick"), "{path}");
        }
    });
}

#[test]
fn refusals_are_pages_for_people() {
    story(async |world| {
        let mut browser = Browser::of(&world.site, world.town.actor(Role::Treasurer).unwrap());
        for (path, status, sentence) in [
            ("/tidak-ada", 404, "Halaman ini tidak ada"),
            ("/k/99/buku", 404, "Koperasi ini tidak ada"),
            ("/k/19.71.04.1009/buku", 404, "Koperasi ini tidak ada"),
            ("/k/..%2f..%2f/buku", 404, "Koperasi ini tidak ada"),
            ("/wilayah/xx", 404, "kode wilayah Kemendagri"),
            ("/k/19.01.04.2001/buku", 403, "Peran Anda tidak mencakup ini"),
            ("/k/1/pengaturan/pengguna", 403, "Peran Anda tidak mencakup ini"),
            ("/gagal", 500, "Ada gangguan di dalam program"),
        ] {
            let answer = browser.get(path).await;
            assert_eq!(answer.status.as_u16(), status, "{path}");
            assert!(answer.body.contains(sentence), "{path}: {}", answer.body);
            assert!(answer.body.starts_with("<!doctype html>"), "{path}");
        }
    });
}

#[test]
fn pages_and_the_style_sheet_travel_compressed() {
    story(async |world| {
        let mut browser = Browser::of(&world.site, world.town.actor(Role::Treasurer).unwrap());
        let page = browser.get(BOOK).await;
        let style = page.body.split("href=\"").find(|part| part.starts_with("/aset/style.")).unwrap();
        let style = style.split('"').next().unwrap().to_owned();
        let zipped =
            |path: &str| Request::builder().uri(path.to_owned()).header(header::ACCEPT_ENCODING, "gzip");
        let answer = browser.send(zipped(&style), Body::empty()).await;
        assert_eq!(answer.headers[header::CONTENT_ENCODING], "gzip");
        assert_eq!(answer.headers[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
        let answer = browser.send(zipped(BOOK), Body::empty()).await;
        assert_eq!(answer.headers[header::CONTENT_ENCODING], "gzip");
        assert_eq!(browser.get("/aset/style.000000000000.css").await.status, 404);
    });
}
