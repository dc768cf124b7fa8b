//! The page on which a visit is written without signal, its script and its service worker.

use std::sync::LazyLock;

use askama::Template;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use web::{Page, Refusal, Visit};

use super::Named;
use crate::Topic;

const SCRIPT: &str = include_str!("../../assets/visit.js");
const WORKER: &str = include_str!("../../assets/sw.js");
const WORKER_ALLOWED: HeaderName = HeaderName::from_static("service-worker-allowed");

/// The name of the script holds what is in it, so that a phone never mixes an old one with a new page.
/// FNV-1a: a name, not a proof.
static SCRIPT_NAME: LazyLock<String> = LazyLock::new(|| {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    format!("visit.{:016x}.js", SCRIPT.bytes().fold(0xcbf2_9ce4_8422_2325, mix))
});

/// Whom an action may be given to.
const OFFICES: [&str; 7] =
    ["Ketua", "Wakil ketua", "Sekretaris", "Bendahara", "Pengelola", "Pengawas", "Pendamping"];

#[derive(Template)]
#[template(path = "offline.html")]
struct OfflinePage {
    user: i64,
    region: String,
    path: String,
    script: &'static str,
    topics: [Topic; 5],
    offices: [&'static str; 7],
}

/// `GET /wilayah/{region}/satgas/kunjungan`
pub(super) async fn open(visit: Visit) -> Result<Response, Refusal> {
    let page = OfflinePage {
        user: visit.user()?.0,
        region: visit.region()?.to_string(),
        path: visit.path("satgas/kunjungan"),
        script: &SCRIPT_NAME,
        topics: Topic::ALL,
        offices: OFFICES,
    };
    let shown = Page::new(&visit, "Catat kunjungan").active("kota").crumb("Satgas", visit.path("satgas"));
    Ok(shown.narrow().body(&page))
}

/// `GET /wilayah/{region}/satgas/kunjungan/{file}`: `sw.js`, and the script under its name.
pub(super) async fn file(visit: Visit, named: Named) -> Result<Response, Refusal> {
    let script = |text: &'static str, kept: &'static str| {
        ([(CONTENT_TYPE, "text/javascript; charset=utf-8"), (CACHE_CONTROL, kept)], text).into_response()
    };
    if named.file == *SCRIPT_NAME {
        return Ok(script(SCRIPT, "private, max-age=31536000, immutable"));
    }
    if named.file != "sw.js" {
        return Err(Refusal::not_found());
    }
    let mut response = script(WORKER, "no-cache");
    // Its place is below the page; it may look after the page itself.
    let scope = HeaderValue::from_str(&visit.path("satgas/kunjungan")).map_err(Refusal::fault)?;
    response.headers_mut().insert(WORKER_ALLOWED, scope);
    Ok(response)
}
