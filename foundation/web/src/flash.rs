//! One sentence for the next page: "Tersimpan." after a form has been sent.

use axum::http::header::{COOKIE, HeaderMap, HeaderValue, LOCATION, SET_COOKIE};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::hex;

const COOKIE_NAME: &str = "sokoguru_pesan";
/// Cookies are small.
const LENGTH_MAX: usize = 600;

/// How a message looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Done.
    Good,
    /// Look at this.
    Look,
    /// Something is still to come.
    Wait,
}

impl Tone {
    /// The class of the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Look => "look",
            Self::Wait => "wait",
        }
    }
}

/// A message of one sentence or two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flash {
    /// How it looks.
    pub tone: Tone,
    /// What it says.
    pub text: String,
}

impl Flash {
    /// It is done.
    pub fn good(text: impl Into<String>) -> Self {
        Self { tone: Tone::Good, text: text.into() }
    }

    /// Look at this.
    pub fn look(text: impl Into<String>) -> Self {
        Self { tone: Tone::Look, text: text.into() }
    }

    /// Something is still to come.
    pub fn wait(text: impl Into<String>) -> Self {
        Self { tone: Tone::Wait, text: text.into() }
    }

    /// The message that a request brings along.
    pub fn from_cookie(headers: &HeaderMap) -> Option<Self> {
        let value = cookie(headers, COOKIE_NAME)?;
        let (tone, text) = value.split_once('.')?;
        let tone = [Tone::Good, Tone::Look, Tone::Wait].into_iter().find(|known| known.class() == tone)?;
        let text = String::from_utf8(hex::decode(text)?).ok()?;
        Some(Self { tone, text })
    }

    fn set_cookie(&self) -> Option<HeaderValue> {
        let mut end = self.text.len().min(LENGTH_MAX);
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let text = hex::encode(self.text.get(..end)?.as_bytes());
        let cookie =
            format!("{COOKIE_NAME}={}.{text}; Path=/; HttpOnly; SameSite=Lax; Max-Age=60", self.tone.class());
        HeaderValue::from_str(&cookie).ok()
    }

    /// The header that takes a shown message away.
    pub(crate) fn clear() -> HeaderValue {
        HeaderValue::from_static("sokoguru_pesan=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
    }
}

/// The value of a cookie.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .find_map(|pair| {
            let (key, value) = pair.trim().split_once('=')?;
            (key == name).then_some(value)
        })
}

/// After a form: "see there" (303), with a message if there is one.
#[derive(Debug, Clone)]
pub struct Redirect {
    path: String,
    flash: Option<Flash>,
}

impl Redirect {
    /// Goes on at a path of this site.
    pub fn to(path: impl Into<String>) -> Self {
        Self { path: path.into(), flash: None }
    }

    /// And says this there.
    #[must_use]
    pub fn with(mut self, flash: Flash) -> Self {
        self.flash = Some(flash);
        self
    }
}

impl IntoResponse for Redirect {
    fn into_response(self) -> Response {
        let location = HeaderValue::from_str(&self.path).unwrap_or_else(|_| HeaderValue::from_static("/"));
        let mut response = (StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response();
        if let Some(cookie) = self.flash.and_then(|flash| flash.set_cookie()) {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_reaches_the_next_page() {
        let flash = Flash::good("Tersimpan. Kas menjadi Rp120.000; \"terima\" é.");
        let response = Redirect::to("/k/19.71.04.1001").with(flash.clone()).into_response();
        let sent = response.headers()[SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_str(&format!("a=b; {sent}")).unwrap());
        assert_eq!(Flash::from_cookie(&headers), Some(flash));
        assert_eq!(Flash::from_cookie(&HeaderMap::new()), None);
    }

    #[test]
    fn a_long_message_is_cut_between_letters() {
        let flash = Flash::look("é".repeat(1000));
        assert!(flash.set_cookie().unwrap().len() < 2000);
    }
}
