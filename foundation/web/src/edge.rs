//! What every answer goes through on its way out: refusals become pages or JSON, faults of the program
//! become refusals, headers that protect the visitor are set, text is compressed.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::Poll;

use askama::Template;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html as HtmlResponse, IntoResponse, Response};

use crate::{Page, Refusal, Visit, compress, is_api};

const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data: blob:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; \
     base-uri 'none'; manifest-src 'self'";

const SECURITY: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

#[derive(Template)]
#[template(path = "refusal.html")]
struct RefusalBody<'r> {
    heading: &'static str,
    refusal: &'r Refusal,
    home: String,
}

#[derive(Template)]
#[template(path = "outside.html")]
struct Outside<'r> {
    heading: &'static str,
    refusal: &'r Refusal,
    style: &'static str,
    logo: &'static str,
}

/// Over HTTPS: this site is never asked for by HTTP again.
const STRICT_TRANSPORT: &str = "max-age=31536000";

/// The outermost layer: `axum::middleware::from_fn_with_state(site.secure_cookies, web::edge::edge)`.
pub async fn edge(State(is_https): State<bool>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let zips = compress::accepts_gzip(request.headers());
    let response = without_panics(next.run(request)).await;
    let response = render(without_words(response), &path, None);
    let mut response = if zips { compress::compress(response).await } else { response };
    let headers = response.headers_mut();
    for (name, value) in SECURITY {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if is_https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(STRICT_TRANSPORT));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// A refusal as the visitor's page, in the shell where it is known who visits; or as JSON.
pub fn render(mut response: Response, path: &str, visit: Option<&Visit>) -> Response {
    let Some(refusal) = response.extensions_mut().remove::<Refusal>() else { return response };
    let mut shown = if is_api(path) {
        (refusal.status, [(header::CONTENT_TYPE, "application/json")], refusal.json()).into_response()
    } else {
        show(&refusal, visit)
    };
    // Cookies and the like stay; what describes the old body goes.
    for (name, value) in response.headers() {
        if ![header::CONTENT_TYPE, header::CONTENT_LENGTH].contains(name) {
            shown.headers_mut().append(name.clone(), value.clone());
        }
    }
    shown
}

fn show(refusal: &Refusal, visit: Option<&Visit>) -> Response {
    let heading = heading(refusal.status);
    match visit.filter(|visit| visit.user.is_some()) {
        Some(visit) => {
            let body = RefusalBody { heading, refusal, home: visit.path("") };
            Page::new(visit, heading).status(refusal.status).narrow().body(&body)
        }
        None => {
            let page =
                Outside { heading, refusal, style: crate::assets::style(), logo: crate::assets::logo() };
            match page.render() {
                Ok(html) => (refusal.status, HtmlResponse(html)).into_response(),
                Err(_) => (refusal.status, refusal.sentence.clone()).into_response(),
            }
        }
    }
}

fn heading(status: StatusCode) -> &'static str {
    match status.as_u16() {
        401 | 403 => "Belum boleh dibuka",
        404 | 405 => "Halaman tidak ada",
        413 => "Kiriman terlalu besar",
        429 => "Tunggu sebentar",
        500.. => "Ada gangguan",
        _ => "Belum bisa dilakukan",
    }
}

/// The framework's own answers have no words: a path that nobody serves, a method that is not meant.
fn without_words(response: Response) -> Response {
    let is_empty = axum::body::HttpBody::size_hint(response.body()).exact() == Some(0);
    let refusal = match response.status() {
        StatusCode::NOT_FOUND if is_empty => Refusal::not_found(),
        StatusCode::METHOD_NOT_ALLOWED if is_empty => {
            Refusal { status: StatusCode::METHOD_NOT_ALLOWED, ..Refusal::not_found() }
        }
        _ => return response,
    };
    match response.extensions().get::<Refusal>() {
        Some(_) => response,
        None => refusal.into_response(),
    }
}

/// A handler that panics answers with a fault instead of breaking the connection.
async fn without_panics(work: impl Future<Output = Response>) -> Response {
    let mut work = Box::pin(work);
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context))) {
        Ok(state) => state,
        Err(_) => Poll::Ready(Refusal::fault("a handler panicked").into_response()),
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_is_a_fault_with_a_sentence() {
        let response = without_panics(async { panic!("uji") }).await;
        assert_eq!(response.status(), 500);
        assert!(response.extensions().get::<Refusal>().is_some());
    }

    #[test]
    fn a_refusal_is_json_for_the_api_and_a_page_for_people() {
        let show = |path| render(Refusal::not_found().into_response(), path, None);
        assert_eq!(show("/api/v1/x").headers()[header::CONTENT_TYPE], "application/json");
        assert_eq!(show("/k/1/buku").headers()[header::CONTENT_TYPE], "text/html; charset=utf-8");
        assert_eq!(show("/k/1/buku").status(), 404);
    }
}
