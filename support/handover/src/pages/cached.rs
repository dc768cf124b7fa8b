//! Public pages may be kept for a few minutes, and are asked for again by what they say.
//!
//! Only what everybody sees alike is kept: who is signed in gets a page with his name on it, which is kept
//! nowhere. The tag is a hash of the page, so it changes exactly when the page does.

use axum::body::{Body, to_bytes};
use axum::http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use web::{Refusal, Visit, hex};

/// A change of a cooperative is seen by everybody after at most five minutes.
const KEPT: HeaderValue = HeaderValue::from_static("public, max-age=300");
/// The most bytes of a page: a regency of 600 villages takes 300 KB.
const PAGE_BYTES: usize = 4 * 1024 * 1024;
/// Half of the hash tells pages apart well enough.
const TAG_BYTES: usize = 16;

/// The page with what a cache needs to know, or the word that it has not changed.
pub(super) async fn cached(asked: &HeaderMap, visit: &Visit, page: Response) -> Result<Response, Refusal> {
    if visit.user.is_some() || visit.flash.is_some() || page.status() != StatusCode::OK {
        return Ok(page);
    }
    let (mut parts, body) = page.into_parts();
    let bytes = to_bytes(body, PAGE_BYTES).await.map_err(Refusal::fault)?;
    let hash = Sha256::digest(&bytes);
    // Weak: compressed or not, it is the same page.
    let tag = format!("W/\"{}\"", hex::encode(hash.get(..TAG_BYTES).unwrap_or(&hash)));
    let is_known = asked.get_all(IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok()).any(|line| {
        let plain = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        line.split(',').any(|known| known.trim() == "*" || plain(known) == plain(&tag))
    });
    parts.headers.insert(ETAG, HeaderValue::from_str(&tag).map_err(Refusal::fault)?);
    parts.headers.insert(CACHE_CONTROL, KEPT);
    // Who signs in sees another page at the same address.
    parts.headers.append(VARY, HeaderValue::from_static("cookie"));
    if is_known {
        return Ok((StatusCode::NOT_MODIFIED, parts.headers).into_response());
    }
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::response::Html;
    use kernel::{BookDate, Timestamp, UserId};
    use web::Csrf;

    fn visit() -> Visit {
        Visit::new(Timestamp(0), BookDate::MIN, Csrf::of(&[7; 32], b""))
    }

    async fn asked(known: Option<&str>, visit: &Visit, says: &'static str) -> (u16, String, usize) {
        let mut headers = HeaderMap::new();
        if let Some(known) = known {
            headers.insert(IF_NONE_MATCH, HeaderValue::from_str(known).unwrap());
        }
        let answer = cached(&headers, visit, Html(says).into_response()).await.unwrap();
        let tag = answer.headers().get(ETAG).map_or("", |tag| tag.to_str().unwrap()).to_owned();
        if !tag.is_empty() {
            assert_eq!(answer.headers()[CACHE_CONTROL], KEPT);
            assert_eq!(answer.headers()[VARY], "cookie");
        }
        let status = answer.status().as_u16();
        (status, tag, to_bytes(answer.into_body(), PAGE_BYTES).await.unwrap().len())
    }

    #[tokio::test]
    async fn who_knows_the_page_is_told_so_and_after_a_change_gets_the_new_one() {
        let (status, tag, length) = asked(None, &visit(), "Buka").await;
        assert_eq!((status, length), (200, 4));
        let plain = tag.trim_start_matches("W/").to_owned();
        for known in [tag.clone(), plain, format!("\"x\", {tag}"), "*".to_owned()] {
            assert_eq!(asked(Some(&known), &visit(), "Buka").await, (304, tag.clone(), 0), "{known}");
        }
        let (status, new, length) = asked(Some(&tag), &visit(), "Tutup").await;
        assert_eq!((status, length), (200, 5));
        assert_ne!(new, tag);
    }

    #[tokio::test]
    async fn the_page_of_who_is_signed_in_is_kept_nowhere() {
        let mut visit = visit();
        visit.user = Some(UserId(3));
        assert_eq!(asked(Some("*"), &visit, "Buka").await, (200, String::new(), 4));
    }
}
