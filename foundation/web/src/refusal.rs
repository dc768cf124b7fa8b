//! What cannot be done, as a sentence that says what to do instead.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::CommandIdError;
use store::{StoreError, StoreErrorKind};

/// A request that is refused. Handlers return it as their error; the edge shows it as a page or, under
/// `/api/`, as `{"error":{"sentence":…,"field":…}}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The status of the answer.
    pub status: StatusCode,
    /// What to do, in Indonesian.
    pub sentence: String,
    /// The field of the form that it is about.
    pub field: Option<&'static str>,
}

impl Refusal {
    /// A refusal with a status of its own.
    pub fn new(status: StatusCode, sentence: impl Into<String>) -> Self {
        Self { status, sentence: sentence.into(), field: None }
    }

    /// 422: what was sent cannot be done.
    pub fn bad(sentence: impl ToString) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, sentence.to_string())
    }

    /// 404.
    pub fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "Halaman ini tidak ada. Periksa alamatnya, atau mulai lagi dari Beranda.",
        )
    }

    /// 403.
    pub fn forbidden() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "Peran Anda tidak mencakup ini. Minta ketua koperasi memberi peran yang sesuai.",
        )
    }

    /// 401, for the API; pages lead to the sign-in page instead.
    pub fn signed_out() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "Masuk dahulu untuk membuka ini.")
    }

    /// 403: the form was not opened here, or too long ago.
    pub fn stale_form() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "Formulir ini sudah terlalu lama terbuka. Muat ulang halamannya, lalu kirim lagi.",
        )
    }

    /// 413.
    pub fn too_large(sentence: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, sentence)
    }

    /// 429.
    pub fn too_many() -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "Terlalu banyak permintaan dari alamat ini. Tunggu beberapa detik, lalu coba lagi.",
        )
    }

    /// 500: a fault of the program; the cause goes to the log.
    pub fn fault(cause: impl std::fmt::Display) -> Self {
        StoreError::new(StoreErrorKind::Fault, cause).into()
    }

    /// Names the field that it is about.
    #[must_use]
    pub fn field(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// Names the field that it is about, where there is one.
    #[must_use]
    pub fn about(mut self, field: Option<&'static str>) -> Self {
        self.field = field;
        self
    }

    /// The refusal as JSON.
    pub fn json(&self) -> String {
        serde_json::json!({ "error": { "sentence": self.sentence, "field": self.field } }).to_string()
    }
}

impl IntoResponse for Refusal {
    /// Plain text; the edge turns it into a page or JSON, because here the path is not known.
    fn into_response(self) -> Response {
        let mut response = (self.status, self.sentence.clone()).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        let status = match error.kind {
            StoreErrorKind::Duplicate => StatusCode::CONFLICT,
            StoreErrorKind::Full => StatusCode::INSUFFICIENT_STORAGE,
            StoreErrorKind::Busy | StoreErrorKind::Unreachable => StatusCode::SERVICE_UNAVAILABLE,
            StoreErrorKind::Fault => StatusCode::INTERNAL_SERVER_ERROR,
        };
        eprintln!("store: {:?}: {}", error.kind, error.cause());
        Self::new(status, error.to_string())
    }
}

impl From<CommandIdError> for Refusal {
    fn from(error: CommandIdError) -> Self {
        Self::bad(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_store_tells_the_user_a_sentence_and_the_log_the_cause() {
        for (kind, status) in [
            (StoreErrorKind::Full, 507),
            (StoreErrorKind::Busy, 503),
            (StoreErrorKind::Unreachable, 503),
            (StoreErrorKind::Duplicate, 409),
            (StoreErrorKind::Fault, 500),
        ] {
            let refusal = Refusal::from(StoreError::new(kind, "disk I/O error at page 7"));
            assert_eq!(refusal.status.as_u16(), status);
            assert!(!refusal.sentence.contains("page 7"));
        }
    }

    #[test]
    fn json_names_the_field() {
        let refusal = Refusal::bad("Isi jumlahnya.").field("amount");
        assert_eq!(refusal.json(), r#"{"error":{"field":"amount","sentence":"Isi jumlahnya."}}"#);
    }
}
