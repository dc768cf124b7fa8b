//! Months by API: closing with a seal, opening again with a reason.

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use kernel::Month;
use line::Refused;
use serde::{Deserialize, Serialize};
use web::json::{Api, Body, IdempotencyKey};
use web::{Refusal, Right, Route, Site, Visit};

use crate::desk::{close_with, of_cashbook, refusal};

/// The calls of this file.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/api/v1/cooperatives/{cooperative}/months", Right::ReadFigures, list),
        Route::post("/api/v1/cooperatives/{cooperative}/months/{month}/close", Right::CloseMonth, close),
        Route::post("/api/v1/cooperatives/{cooperative}/months/{month}/reopen", Right::ReopenMonth, reopen),
    ]
}

#[derive(Serialize)]
struct Months {
    closed_through: Option<Month>,
    seals: Vec<ledger::Seal>,
}

async fn list(State(site): State<Site>, visit: Visit) -> Result<impl IntoResponse, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let months = site.db.read(move |reader| {
        let closed_through = ledger::period_state(reader, cooperative)?.closed_through;
        Ok::<_, store::StoreError>(Months { closed_through, seals: ledger::seals(reader, cooperative)? })
    });
    Ok(Api::ok(months.await?))
}

fn month(text: &str) -> Result<Month, Refusal> {
    Month::parse(text).map_err(|error| Refusal::bad(error).field("month"))
}

fn of_ledger(refused: &ledger::LedgerError) -> Refusal {
    refusal(&Refused::about(Some("month"), refused))
}

async fn close(
    State(site): State<Site>,
    visit: Visit,
    Path((_, named)): Path<(String, String)>,
    key: IdempotencyKey,
) -> Result<impl IntoResponse, Refusal> {
    let (cooperative, by, at, month) = (visit.cooperative()?.id, visit.user()?, visit.now, month(&named)?);
    let closed = site
        .db
        .command(key.command(&visit), move |tx| close_with(tx, cooperative, month, "", (by, at)))
        .await;
    closed.map(|answer| Api::created(answer.value)).map_err(|refused| of_cashbook(&refused))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reason {
    reason: String,
}

#[derive(Serialize)]
struct Reopened {
    month: Month,
}

async fn reopen(
    State(site): State<Site>,
    visit: Visit,
    Path((_, named)): Path<(String, String)>,
    key: IdempotencyKey,
    Body(Reason { reason }): Body<Reason>,
) -> Result<impl IntoResponse, Refusal> {
    let (cooperative, by, at, month) = (visit.cooperative()?.id, visit.user()?, visit.now, month(&named)?);
    let opened = site
        .db
        .command(key.command(&visit), move |tx| ledger::reopen_month(tx, cooperative, month, &reason, by, at))
        .await;
    opened.map(|_| Api::ok(Reopened { month })).map_err(|refused| of_ledger(&refused))
}
