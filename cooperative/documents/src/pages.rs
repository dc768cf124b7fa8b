//! Showing a proof.

use ::store::Reader;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use kernel::{CooperativeId, DocumentId};
use web::{Refusal, Right, Route, Site, Visit};

use crate::store::{content, document};

/// The routes of documents.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/k/{cooperative}/bukti/{document}", Right::ReadBooks, show)]
}

/// A file with what it is.
fn found(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    id: DocumentId,
) -> Result<Option<(String, Vec<u8>)>, ::store::StoreError> {
    let Some(known) = document(reader, cooperative, id)? else { return Ok(None) };
    Ok(content(reader, cooperative, id)?.map(|bytes| (known.content_type, bytes)))
}

async fn show(
    State(site): State<Site>,
    visit: Visit,
    Path((_, id)): Path<(String, i64)>,
) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let found = site.db.read(move |reader| found(reader, cooperative, DocumentId(id))).await?;
    let (content_type, bytes) = found.ok_or_else(Refusal::not_found)?;
    // A kept file never changes, but only who may read the books may see it.
    let headers = [(CONTENT_TYPE, content_type), (CACHE_CONTROL, "private, max-age=86400".to_owned())];
    Ok((headers, bytes).into_response())
}
