//! The API: JSON in, JSON out, every write under a key of the sender.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::CommandId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::Command;

use crate::{Refusal, Site, Visit, body};

/// The most bytes in a JSON body.
const BODY_BYTES: usize = 256 * 1024;
const TOO_LARGE: &str = "Kiriman ini terlalu besar: paling banyak 256 KB. Bagi menjadi beberapa kiriman.";
const KEY_HEADER: &str = "idempotency-key";

/// An answer in JSON: `Api(value)`, or `Api::created(value)`.
#[derive(Debug, Clone)]
pub struct Api<T> {
    status: StatusCode,
    value: T,
}

impl<T> Api<T> {
    /// 200.
    pub fn ok(value: T) -> Self {
        Self { status: StatusCode::OK, value }
    }

    /// 201: something new is there.
    pub fn created(value: T) -> Self {
        Self { status: StatusCode::CREATED, value }
    }
}

impl<T: Serialize> IntoResponse for Api<T> {
    fn into_response(self) -> Response {
        match serde_json::to_string(&self.value) {
            Ok(text) => (self.status, [(header::CONTENT_TYPE, "application/json")], text).into_response(),
            Err(error) => Refusal::fault(error).into_response(),
        }
    }
}

/// A JSON body. An extractor, the last argument of a handler: `Body(deposit): Body<DepositRequest>`.
#[derive(Debug, Clone)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Site> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &Site) -> Result<Self, Refusal> {
        let (parts, body) = request.into_parts();
        if !is_json(&parts.headers) {
            return Err(Refusal::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "Kirim isian sebagai JSON dengan tajuk Content-Type: application/json.",
            ));
        }
        let bytes = body::read(&parts.headers, body, BODY_BYTES, TOO_LARGE).await?;
        let value = serde_json::from_slice(&bytes).map_err(|error| unreadable(&error))?;
        Ok(Self(value))
    }
}

fn unreadable(error: &serde_json::Error) -> Refusal {
    let place = format!("baris {}, kolom {}", error.line(), error.column());
    let sentence = match error.classify() {
        serde_json::error::Category::Data => data_sentence(&error.to_string(), &place),
        _ => format!("Periksa penulisan JSON di {place}: tidak bisa dibaca."),
    };
    Refusal::new(StatusCode::BAD_REQUEST, sentence)
}

/// What the parser says in English, said in Indonesian; what our own types say is Indonesian already.
fn data_sentence(said: &str, place: &str) -> String {
    let name = said.split('`').nth(1).unwrap_or_default();
    let starts = |start: &str| said.starts_with(start);
    if starts("missing field") {
        format!("Isi {name}: isian ini belum ada.")
    } else if starts("unknown field") {
        format!("Hapus {name}: isian ini tidak dikenal.")
    } else if starts("duplicate field") {
        format!("Tulis {name} satu kali saja.")
    } else if ["invalid", "unknown", "expected", "data did not match", "trailing"].into_iter().any(starts) {
        format!("Periksa isi JSON di {place}: nilainya salah jenis atau tidak dikenal.")
    } else {
        said.split(" at line ").next().unwrap_or(said).to_owned()
    }
}

/// Whether a request says that it brings JSON.
pub fn is_json(headers: &header::HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

/// The key under which a write is done once: the header `Idempotency-Key`. An extractor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(pub CommandId);

impl IdempotencyKey {
    /// The command as the store takes it, of the cooperative that the path names.
    pub fn command(&self, visit: &Visit) -> Command {
        let tenant = visit.cooperative.as_ref().map_or(0, |tenant| tenant.id.0);
        Command { tenant, key: self.0.as_str().to_owned(), at: visit.now.0 }
    }

    /// The key that a request brings.
    ///
    /// # Errors
    /// 400 where there is none, 422 where it has the wrong shape.
    pub fn of(headers: &header::HeaderMap) -> Result<Self, Refusal> {
        let Some(key) = headers.get(KEY_HEADER).and_then(|key| key.to_str().ok()) else {
            return Err(Refusal::new(
                StatusCode::BAD_REQUEST,
                "Sertakan tajuk Idempotency-Key: kunci buatan pengirim, 8 sampai 64 karakter, sama saat mengulang.",
            ));
        };
        Ok(Self(CommandId::parse(key)?))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        Self::of(&parts.headers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::BookDate;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Deposit {
        #[expect(dead_code, reason = "only parsed")]
        amount: i64,
        #[expect(dead_code, reason = "only parsed")]
        date: BookDate,
    }

    #[test]
    fn a_parse_error_is_an_indonesian_sentence() {
        for (text, sentence) in [
            (r#"{"amount": 1}"#, "Isi date: isian ini belum ada."),
            (r#"{"lain": 1}"#, "Hapus lain: isian ini tidak dikenal."),
            (r#"{"amount": 1, "amount": 2}"#, "Tulis amount satu kali saja."),
            (
                r#"{"amount": "satu"}"#,
                "Periksa isi JSON di baris 1, kolom 17: nilainya salah jenis atau tidak dikenal.",
            ),
            (r#"{"amount": 1"#, "Periksa penulisan JSON di baris 1, kolom 12: tidak bisa dibaca."),
        ] {
            let error = serde_json::from_str::<Deposit>(text).unwrap_err();
            assert_eq!(unreadable(&error).sentence, sentence, "{text}");
        }
        let error = serde_json::from_str::<Deposit>(r#"{"amount": 1, "date": "24 Nov"}"#).unwrap_err();
        let expected = BookDate::parse("24 Nov").unwrap_err().to_string();
        assert_eq!(unreadable(&error).sentence, expected);
    }
}
