//! Reversals by API: one asks, another decides.

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use kernel::EntryId;
use serde::{Deserialize, Serialize};
use web::json::{Api, Body, IdempotencyKey};
use web::{Refusal, Right, Route, Site, Visit};

use crate::desk::of_cashbook;

/// The calls of this file.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/api/v1/cooperatives/{cooperative}/reversals", Right::ReadBooks, list),
        Route::post(
            "/api/v1/cooperatives/{cooperative}/entries/{entry}/reversal",
            Right::RequestReversal,
            request,
        ),
        Route::post("/api/v1/cooperatives/{cooperative}/reversals/{request}", Right::ApproveReversal, decide),
    ]
}

async fn list(State(site): State<Site>, visit: Visit) -> Result<impl IntoResponse, Refusal> {
    let cooperative = visit.cooperative()?.id;
    Ok(Api::ok(site.db.read(move |reader| cashbook::reversal_requests(reader, cooperative, 200)).await?))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reason {
    reason: String,
}

#[derive(Serialize)]
struct Requested {
    request: i64,
}

async fn request(
    State(site): State<Site>,
    visit: Visit,
    Path((_, entry)): Path<(String, i64)>,
    key: IdempotencyKey,
    Body(Reason { reason }): Body<Reason>,
) -> Result<impl IntoResponse, Refusal> {
    let (cooperative, by, at) = (visit.cooperative()?.id, visit.user()?, visit.now);
    let asked = site
        .db
        .command(key.command(&visit), move |tx| {
            cashbook::request_reversal(tx, cooperative, EntryId(entry), &reason, by, at)
        })
        .await;
    asked
        .map(|answer| Api::created(Requested { request: answer.value }))
        .map_err(|refused| of_cashbook(&refused))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Choice {
    Approve,
    Refuse,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Decision {
    decision: Choice,
    #[serde(default)]
    note: String,
}

#[derive(Serialize)]
struct Decided {
    reversal: Option<cashbook::Recorded>,
}

async fn decide(
    State(site): State<Site>,
    visit: Visit,
    Path((_, request)): Path<(String, i64)>,
    key: IdempotencyKey,
    Body(Decision { decision, note }): Body<Decision>,
) -> Result<impl IntoResponse, Refusal> {
    let (cooperative, by, at) = (visit.cooperative()?.id, visit.user()?, visit.now);
    let decided = site
        .db
        .command(key.command(&visit), move |tx| match decision {
            Choice::Approve => cashbook::approve_reversal(tx, cooperative, request, by, at).map(Some),
            Choice::Refuse => {
                cashbook::refuse_reversal(tx, cooperative, request, &note, by, at).map(|()| None)
            }
        })
        .await;
    decided.map(|answer| Api::ok(Decided { reversal: answer.value })).map_err(|refused| of_cashbook(&refused))
}
