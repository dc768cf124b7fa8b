//! What the head of a request says about who sent it: cookies, keys, address, origin.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, header};
use web::{Site, cookie};

use crate::session::SESSION_SECONDS;
use crate::token::{Token, TokenHash};

const SESSION: &str = "sokoguru";
/// Over HTTPS the browser itself makes sure that no neighbour has set it.
const SECURE_SESSION: &str = "__Host-sokoguru";
const GUEST: &str = "sokoguru_tamu";
const SECURE_GUEST: &str = "__Host-sokoguru_tamu";

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");

/// How a person has proven who he or she is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Via {
    /// Not at all.
    Nothing,
    /// By the session of a browser.
    Session(TokenHash),
    /// By a key of the API.
    Key,
}

/// Who sent a request, as far as its head tells. In a handler: `Extension(caller): Extension<Caller>`.
#[derive(Debug, Clone)]
pub struct Caller {
    /// How the person has proven who he or she is.
    pub via: Via,
    /// The address; none for this machine itself where it is trusted, and in tests without a network.
    pub address: Option<IpAddr>,
    /// How this site is called from there, `http://127.0.0.1:8080`: for links to be copied.
    pub base: String,
}

impl Caller {
    pub(crate) fn of(site: &Site, parts: &Parts) -> Self {
        let scheme = if site.secure_cookies { "https" } else { "http" };
        let base = host(site, &parts.headers).map(|host| format!("{scheme}://{host}")).unwrap_or_default();
        Self { via: Via::Nothing, address: counted_address(site, &parts.headers, &parts.extensions), base }
    }
}

/// The visitor's address: what the proxy says where there is one, else the other end of the line.
fn address(site: &Site, headers: &HeaderMap, extensions: &Extensions) -> Option<IpAddr> {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    if !site.behind_proxy {
        return peer;
    }
    // The last name was added by our own proxy; those before it are the visitor's claims.
    let named = headers.get_all(FORWARDED_FOR).iter().next_back().and_then(|line| line.to_str().ok());
    named.and_then(|line| line.rsplit(',').next()?.trim().parse().ok()).or(peer)
}

/// The address by which requests and passwords are counted; none for this machine where it is trusted.
pub(crate) fn counted_address(site: &Site, headers: &HeaderMap, extensions: &Extensions) -> Option<IpAddr> {
    address(site, headers, extensions).filter(|address| !(site.trust_loopback && address.is_loopback()))
}

fn host<'h>(site: &Site, headers: &'h HeaderMap) -> Option<&'h str> {
    let forwarded = site.behind_proxy.then(|| headers.get(FORWARDED_HOST)).flatten();
    let host = forwarded.or_else(|| headers.get(header::HOST))?.to_str().ok()?;
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b".:-[]".contains(&byte);
    (!host.is_empty() && host.bytes().all(fits)).then_some(host)
}

/// Whether a browser says that another site sent this.
pub(crate) fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    headers.get(FETCH_SITE).is_some_and(|site| site != "same-origin" && site != "none")
}

/// Whether a browser says that a page of ours sent this.
pub(crate) fn is_from_here(site: &Site, headers: &HeaderMap) -> bool {
    match (headers.get(FETCH_SITE), headers.get(header::ORIGIN)) {
        (Some(from), _) => from == "same-origin",
        // Without HTTPS browsers send only this.
        (None, Some(origin)) => {
            let origin = origin.to_str().unwrap_or_default();
            let ours = host(site, headers);
            origin.split_once("://").is_some_and(|(_, origin)| Some(origin) == ours)
        }
        (None, None) => false,
    }
}

/// The key of the API in `Authorization: Bearer …`.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<Token> {
    let (scheme, key) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Token::parse(key.trim())).flatten()
}

fn guest_name(site: &Site) -> &'static str {
    if site.secure_cookies { SECURE_GUEST } else { GUEST }
}

fn session_name(site: &Site) -> &'static str {
    if site.secure_cookies { SECURE_SESSION } else { SESSION }
}

fn ending(site: &Site, seconds: i64) -> String {
    let secure = if site.secure_cookies { "; Secure" } else { "" };
    format!("; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
}

/// The session that the browser keeps.
pub(crate) fn session_cookie(site: &Site, headers: &HeaderMap) -> Option<Token> {
    cookie(headers, session_name(site)).and_then(Token::parse)
}

/// The name and value of a session's cookie, as a browser sends it.
pub(crate) fn session_pair(site: &Site, token: &Token) -> String {
    format!("{}={}", session_name(site), token.text())
}

pub(crate) fn set_session_cookie(site: &Site, token: &Token) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("{}{}", session_pair(site, token), ending(site, SESSION_SECONDS))).ok()
}

pub(crate) fn clear_session_cookie(site: &Site) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("{}={}", session_name(site), ending(site, 0))).ok()
}

/// What proves the forms of a visitor who is not signed in.
pub(crate) fn guest_cookie<'h>(site: &Site, headers: &'h HeaderMap) -> Option<&'h str> {
    cookie(headers, guest_name(site)).filter(|guest| Token::parse(guest).is_some())
}

pub(crate) fn set_guest_cookie(site: &Site, guest: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("{}={guest}{}", guest_name(site), ending(site, SESSION_SECONDS))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    fn site() -> Site {
        let db = store::testing::TestDb::sqlite(&[]).db.clone();
        Site::new(db, kernel::Clock::system(), web::Keys::for_tests())
    }

    #[test]
    fn only_the_proxys_own_word_counts() {
        let mut site = site();
        let headers = headers(&[("x-forwarded-for", "1.2.3.4, 203.0.113.7")]);
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 4000))));
        assert_eq!(address(&site, &headers, &extensions), Some(IpAddr::from([127, 0, 0, 1])));
        site.behind_proxy = true;
        assert_eq!(address(&site, &headers, &extensions), Some(IpAddr::from([203, 0, 113, 7])));
    }

    #[test]
    fn a_page_of_ours_is_told_from_others() {
        let site = site();
        let here = |pairs: &[(&'static str, &'static str)]| is_from_here(&site, &headers(pairs));
        assert!(here(&[("sec-fetch-site", "same-origin")]));
        assert!(!here(&[("sec-fetch-site", "cross-site"), ("origin", "http://a.id"), ("host", "a.id")]));
        assert!(here(&[("origin", "http://192.168.1.5:8080"), ("host", "192.168.1.5:8080")]));
        assert!(!here(&[("origin", "http://jahat.id"), ("host", "192.168.1.5:8080")]));
        assert!(!here(&[("origin", "null"), ("host", "192.168.1.5:8080")]));
        assert!(!here(&[]));
    }

    #[test]
    fn a_key_is_read_from_its_header() {
        let key = "00".repeat(32);
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, HeaderValue::from_str(&format!("Bearer {key}")).unwrap());
        assert_eq!(bearer(&headers).unwrap().text(), key);
        headers.insert(header::AUTHORIZATION, HeaderValue::from_str(&format!("Basic {key}")).unwrap());
        assert!(bearer(&headers).is_none());
    }
}
