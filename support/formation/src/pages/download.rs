//! The drafts as files.

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use web::{Refusal, Site, Visit};

use crate::docx::{CONTENT_TYPE as WORD, docx};
use crate::error::FormationError;
use crate::papers::{Paper, facts, paper};

/// `GET /k/{cooperative}/pendirian/rancangan/{file}`: `anggaran-dasar.pdf`, `anggaran-dasar.docx`.
pub(super) async fn show(
    State(site): State<Site>,
    visit: Visit,
    Path((_, file)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let (code, kind) = file.rsplit_once('.').ok_or(FormationError::NoSuchPaper)?;
    let chosen = Paper::parse(code).ok_or(FormationError::NoSuchPaper)?;
    let cooperative = visit.cooperative()?.id;
    let facts = site.db.read(move |reader| facts(reader, cooperative)).await?;
    let document = paper(&facts, chosen);
    let (content_type, disposition, bytes) = match kind {
        "pdf" => {
            let bytes = reports::pdf(&document, visit.today).map_err(FormationError::from)?;
            ("application/pdf", format!("inline; filename=\"{file}\""), bytes)
        }
        "docx" => (WORD, format!("attachment; filename=\"{file}\""), docx(&document)?),
        _ => return Err(FormationError::NoSuchPaper.into()),
    };
    let heads = [
        (CONTENT_TYPE, content_type.to_owned()),
        (CONTENT_DISPOSITION, disposition),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((heads, bytes).into_response())
}
