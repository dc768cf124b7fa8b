//! Showing a proof.

use ::store::Reader;
use axum::extract::{Path, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{IntoResponse, Response};
use kernel::{CooperativeId, DocumentId};
use web::{Refusal, Right, Route, Site, Visit};

use crate::file::PDF;
use crate::store::{Document, content, document};

/// The routes of documents.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/k/{cooperative}/bukti/{document}", Right::ReadBooks, open)]
}

/// What a shown file may do: nothing. It is its own page without an address, so that a script in it, were
/// there one, could neither run nor reach ours; only a reader's own styles are let through.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; sandbox";

/// A file with what it is.
fn found(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    id: DocumentId,
) -> Result<Option<(Document, Vec<u8>)>, ::store::StoreError> {
    let Some(known) = document(reader, cooperative, id)? else { return Ok(None) };
    Ok(content(reader, cooperative, id)?.map(|bytes| (known, bytes)))
}

/// The name under which a browser saves a file: letters and digits that no system minds, and the ending
/// that its content has.
fn saved_as(document: &Document) -> String {
    let stem = document.name.rsplit_once('.').map_or(document.name.as_str(), |(stem, _)| stem);
    let letter = |c: char| if c.is_ascii_alphanumeric() || "-_".contains(c) { c } else { '-' };
    let stem: String = stem.chars().map(letter).take(60).collect();
    let ending = match document.content_type.as_str() {
        PDF => "pdf",
        "image/png" => "png",
        "image/webp" => "webp",
        _ => "jpg",
    };
    match stem.trim_matches('-') {
        "" => format!("berkas-{}.{ending}", document.id),
        stem => format!("{stem}.{ending}"),
    }
}

/// `GET /k/{cooperative}/bukti/{document}`
async fn open(
    State(site): State<Site>,
    visit: Visit,
    Path((_, id)): Path<(String, i64)>,
) -> Result<Response, Refusal> {
    show(&site, visit.cooperative()?.id, DocumentId(id)).await
}

/// A kept file as the answer to a request. Who may see it is for the caller to know.
///
/// # Errors
/// The cooperative has no such file; the store cannot answer.
pub async fn show(site: &Site, cooperative: CooperativeId, id: DocumentId) -> Result<Response, Refusal> {
    let found = site.db.read(move |reader| found(reader, cooperative, id)).await?;
    let (document, bytes) = found.ok_or_else(Refusal::not_found)?;
    let headers = [
        (CONTENT_DISPOSITION, format!("inline; filename=\"{}\"", saved_as(&document))),
        (CONTENT_TYPE, document.content_type),
        (CONTENT_SECURITY_POLICY, POLICY.to_owned()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        // A kept file never changes, but only some may see it.
        (CACHE_CONTROL, "private, max-age=86400".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
