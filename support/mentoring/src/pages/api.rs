//! The calls of the API: visits and photos from the phone, stages and measures for programs.

use axum::extract::{Query, State};
use kernel::{CommandId, DocumentId};
use serde::{Deserialize, Serialize};
use web::json::{Api, Body, IdempotencyKey};
use web::{Refusal, Site, Visit};

use super::{Asked, AskedMonth, Named, by, opened};
use crate::{
    Check, MentoringError, NewVisit, Recorded, StageName, base64, keep_photo, measures, record_visit,
    stages_in,
};

/// `POST /api/v1/cooperatives/{cooperative}/visits`
pub(super) async fn visit(
    State(site): State<Site>,
    visit: Visit,
    key: IdempotencyKey,
    Body(new): Body<NewVisit>,
) -> Result<Api<Recorded>, Refusal> {
    let (cooperative, by) = (visit.cooperative()?.id, by(&visit)?);
    let act = move |tx: &mut store::Tx<'_>| record_visit(tx, cooperative, &new, by);
    let answer = site.db.command::<_, MentoringError, _>(key.command(&visit), act).await?;
    Ok(Api::created(answer.value))
}

/// A photo as the phone sends it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SentPhoto {
    /// The key that the phone made.
    key: CommandId,
    /// The name of the file.
    name: String,
    /// The file in base64.
    content: String,
}

#[derive(Serialize)]
pub(super) struct KeptPhoto {
    document: DocumentId,
}

/// `POST /api/v1/cooperatives/{cooperative}/visits/{visit}/photos`
pub(super) async fn photo(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    key: IdempotencyKey,
    Body(sent): Body<SentPhoto>,
) -> Result<Api<KeptPhoto>, Refusal> {
    let (cooperative, by) = (visit.cooperative()?.id, by(&visit)?);
    let visit_key = CommandId::parse(&named.visit)?;
    let bytes = base64::decode(&sent.content).ok_or(MentoringError::BrokenPhoto)?;
    let picture = opened(sent.name, bytes).await?;
    let act = move |tx: &mut store::Tx<'_>| {
        keep_photo(tx, cooperative, (&visit_key, &sent.key), &picture, by).map(|document| document.0)
    };
    let answer = site.db.command::<_, MentoringError, _>(key.command(&visit), act).await?;
    Ok(Api::created(KeptPhoto { document: DocumentId(answer.value) }))
}

#[derive(Serialize)]
pub(super) struct StageRow {
    code: String,
    name: String,
    stage: StageName,
    holds_back: Vec<String>,
    evidence: Vec<Check>,
}

/// `GET /api/v1/regions/{region}/stages`
pub(super) async fn stages(State(site): State<Site>, visit: Visit) -> Result<Api<Vec<StageRow>>, Refusal> {
    let (region, today) = (visit.region()?, visit.today);
    let found = site.db.read(move |reader| stages_in(reader, region, today)).await?;
    let row = |one: crate::Staged| StageRow {
        code: one.assessed.cooperative.region.to_string(),
        name: one.assessed.cooperative.name,
        stage: one.stage.reached,
        holds_back: one.stage.holds_back,
        evidence: one.stage.checks,
    };
    Ok(Api::ok(found.into_iter().map(row).collect()))
}

/// `GET /api/v1/regions/{region}/mentoring-measures?month=2026-11`
pub(super) async fn measured(
    State(site): State<Site>,
    visit: Visit,
    Query(asked): Asked,
) -> Result<Api<crate::Measures>, Refusal> {
    let asked: AskedMonth = asked;
    let (region, today) = (visit.region()?, visit.today);
    let month = asked.month().unwrap_or_else(|| today.month_of());
    let found = site.db.read(move |reader| measures(reader, region, month, today)).await?;
    Ok(Api::ok(found))
}
