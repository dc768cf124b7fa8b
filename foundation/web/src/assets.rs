//! Style sheet, script and logo, part of the program. Their address holds a hash of what is in them,
//! so that a browser keeps them for good and still gets a new version at once.

use std::io::Write;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::{Refusal, Right, Route, compress, hex};

struct Asset {
    path: String,
    content_type: &'static str,
    plain: &'static [u8],
    zipped: Vec<u8>,
}

/// Where the assets are.
pub struct Assets {
    files: [Asset; 3],
}

static ASSETS: LazyLock<Assets> = LazyLock::new(|| Assets {
    files: [
        asset("style", "css", "text/css; charset=utf-8", include_bytes!("../assets/style.css")),
        asset("app", "js", "text/javascript; charset=utf-8", include_bytes!("../assets/app.js")),
        asset("logo", "svg", "image/svg+xml", include_bytes!("../assets/logo.svg")),
    ],
});

fn asset(name: &str, end: &str, content_type: &'static str, plain: &'static [u8]) -> Asset {
    let hash = hex::encode(Sha256::digest(plain).get(..6).unwrap_or_default());
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let zipped = encoder.write_all(plain).and_then(|()| encoder.finish()).unwrap_or_default();
    Asset { path: format!("/aset/{name}.{hash}.{end}"), content_type, plain, zipped }
}

/// The style sheet, `/aset/style.HASH.css`.
pub fn style() -> &'static str {
    let [style, ..] = &ASSETS.files;
    &style.path
}

/// The script, `/aset/app.HASH.js`.
pub fn script() -> &'static str {
    let [_, script, _] = &ASSETS.files;
    &script.path
}

/// The logo, `/aset/logo.HASH.svg`.
pub fn logo() -> &'static str {
    let [.., logo] = &ASSETS.files;
    &logo.path
}

/// The routes of the assets.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/aset/{file}", Right::Public, show)]
}

async fn show(Path(file): Path<String>, headers: HeaderMap) -> Result<Response, Refusal> {
    let asset = ASSETS.files.iter().find(|asset| asset.path.strip_prefix("/aset/") == Some(file.as_str()));
    let asset = asset.ok_or_else(Refusal::not_found)?;
    let zipped = compress::accepts_gzip(&headers) && !asset.zipped.is_empty();
    let mut response = match zipped {
        true => asset.zipped.clone().into_response(),
        false => asset.plain.into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if zipped {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hold_a_hash() {
        assert!(style().starts_with("/aset/style.") && style().ends_with(".css"));
        assert_eq!(style().len(), "/aset/style..css".len() + 12);
        assert_ne!(script(), logo());
    }

    #[test]
    fn style_and_script_are_small_on_the_wire() {
        let bytes: usize = ASSETS.files.iter().map(|asset| asset.zipped.len()).sum();
        assert!(bytes < 20_000, "{bytes} bytes of style and script on every first visit");
    }
}
