//! The script and the style of the import pages: what the shared ones have no room for.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use web::{Refusal, Right, Route};

const SCRIPT: &str = include_str!("../../../assets/import.js");
const STYLE: &str = include_str!("../../../assets/import.css");

/// A name that holds what is in the file, so that no browser mixes an old one with a new page. FNV-1a: a
/// name, not a proof.
fn named(text: &str, end: &str) -> String {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    format!("impor.{:016x}.{end}", text.bytes().fold(0xcbf2_9ce4_8422_2325, mix))
}

/// The name of the script.
pub static SCRIPT_NAME: LazyLock<String> = LazyLock::new(|| named(SCRIPT, "js"));
/// The name of the style.
pub static STYLE_NAME: LazyLock<String> = LazyLock::new(|| named(STYLE, "css"));

/// The files of these pages.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/k/{cooperative}/impor/berkas/{file}", Right::ReadBooks, file)]
}

async fn file(Path((_, name)): Path<(String, String)>) -> Result<Response, Refusal> {
    let kept = (CACHE_CONTROL, "private, max-age=31536000, immutable");
    match name {
        name if name == *SCRIPT_NAME => {
            Ok(([(CONTENT_TYPE, "text/javascript; charset=utf-8"), kept], SCRIPT).into_response())
        }
        name if name == *STYLE_NAME => {
            Ok(([(CONTENT_TYPE, "text/css; charset=utf-8"), kept], STYLE).into_response())
        }
        _ => Err(Refusal::not_found()),
    }
}
