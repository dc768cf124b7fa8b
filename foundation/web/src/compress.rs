//! Pages travel compressed where the browser can read that.

use std::io::Write;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;

/// Below this a packet is not fuller than its head.
const WORTHWHILE_BYTES: usize = 1024;
/// Answers larger than this (a backup, a photo) are not held in memory to be compressed.
const IN_MEMORY_BYTES: u64 = 4 * 1024 * 1024;

/// Whether the browser reads gzip.
pub fn accepts_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    accepted.flat_map(|line| line.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        named && !parts.any(|weight| weight.replace(' ', "").trim_end_matches(['0', '.']) == "q=")
    })
}

/// Compresses an answer of text that is large enough.
pub async fn compress(response: Response) -> Response {
    if !is_worthwhile(&response) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(limit) = usize::try_from(IN_MEMORY_BYTES) else { return Response::from_parts(parts, body) };
    let Ok(plain) = to_bytes(body, limit).await else {
        // The body said its size and did not keep to it.
        return crate::Refusal::fault("an answer could not be read").into_response();
    };
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 3), Compression::new(4));
    let zipped = match encoder.write_all(&plain).and_then(|()| encoder.finish()) {
        Ok(zipped) if zipped.len() < plain.len() => zipped,
        _ => return Response::from_parts(parts, Body::from(plain)),
    };
    parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    parts.headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(zipped))
}

fn is_worthwhile(response: &Response) -> bool {
    let headers = response.headers();
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_text = ["text/", "application/json", "image/svg"].iter().any(|start| kind.starts_with(start));
    let known = axum::body::HttpBody::size_hint(response.body()).exact();
    let fits = known.is_some_and(|size| {
        size <= IN_MEMORY_BYTES && usize::try_from(size).is_ok_and(|size| size > WORTHWHILE_BYTES)
    });
    is_text && fits && !headers.contains_key(header::CONTENT_ENCODING)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::response::Html;

    #[test]
    fn a_browser_may_decline() {
        let accepts = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
            accepts_gzip(&headers)
        };
        assert!(accepts("gzip, deflate, br") && accepts("br;q=1.0, GZIP;q=0.8"));
        assert!(!accepts("br") && !accepts("gzip;q=0") && !accepts("gzip; q=0.0"));
    }

    #[tokio::test]
    async fn a_page_shrinks_and_a_word_does_not() {
        let page = compress(Html("<p>Simpanan wajib</p>".repeat(500)).into_response()).await;
        assert_eq!(page.headers()[header::CONTENT_ENCODING], "gzip");
        assert!(to_bytes(page.into_body(), 10_000).await.unwrap().len() < 500);
        let word = compress(Html("<p>Simpanan</p>").into_response()).await;
        assert!(!word.headers().contains_key(header::CONTENT_ENCODING));
    }
}
