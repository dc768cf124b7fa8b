//! Approvals: what one person asked for and another decides.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use cashbook::{RequestState, ReversalRequest};
use kernel::{CooperativeId, UserId};
use line::Refused;
use store::Reader;
use web::{Form, Page, Redirect, Refusal, Right, Route, Site, Visit};

use crate::desk::act::refusal;

/// How many decided requests are shown.
const SHOWN: i64 = 50;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/k/{cooperative}/persetujuan", Right::ReadBooks, page),
        Route::post("/k/{cooperative}/persetujuan/{request}", Right::ApproveReversal, decide),
    ]
}

#[derive(Template)]
#[template(path = "approvals.html")]
struct Approvals {
    base: String,
    waiting: Vec<Waiting>,
    decided: Vec<Decided>,
    may_decide: bool,
    refused: Option<String>,
    hidden: String,
}

struct Waiting {
    id: i64,
    entry: i64,
    document: String,
    description: String,
    amount: String,
    reason: String,
    by: String,
    at: String,
    own: bool,
    /// The first that this person may decide: only its button is red.
    first: bool,
}

struct Decided {
    entry: i64,
    document: String,
    reason: String,
    by: String,
    at: String,
    approved: bool,
}

fn lists(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    user: UserId,
) -> Result<(Vec<Waiting>, Vec<Decided>), Refused> {
    let requests = cashbook::reversal_requests(reader, cooperative, SHOWN)?;
    let people: Vec<UserId> = requests
        .iter()
        .flat_map(|request| [Some(request.requested_by), request.decided_by])
        .flatten()
        .collect();
    let names = access::user_names(reader, &people).map_err(|error| Refused::about(None, error))?;
    let name = |user: UserId| names.get(&user).cloned().unwrap_or_default();
    let (mut waiting, mut decided) = (Vec::new(), Vec::new());
    for request in requests {
        let ReversalRequest {
            id,
            entry,
            reason,
            requested_by,
            requested_at,
            state,
            decided_by,
            decided_at,
            ..
        } = request;
        let Some(view) = ledger::entry(reader, cooperative, entry)? else { continue };
        match state {
            RequestState::Waiting => waiting.push(Waiting {
                id,
                entry: entry.0,
                document: view.document,
                description: view.description,
                amount: ledger::chart_of(reader, cooperative, view.date)?.size_of(&view.lines).to_string(),
                reason,
                by: name(requested_by),
                at: requested_at.wib_text(),
                own: requested_by == user,
                first: false,
            }),
            RequestState::Approved | RequestState::Refused => decided.push(Decided {
                entry: entry.0,
                document: view.document,
                reason,
                by: decided_by.map(name).unwrap_or_default(),
                at: decided_at.map(|at| at.wib_text()).unwrap_or_default(),
                approved: state == RequestState::Approved,
            }),
        }
    }
    if let Some(next) = waiting.iter_mut().find(|request| !request.own) {
        next.first = true;
    }
    Ok((waiting, decided))
}

async fn show(site: &Site, visit: &Visit, refused: Option<String>) -> Result<Response, Refusal> {
    let (cooperative, user) = (visit.cooperative()?.id, visit.user()?);
    let lists = site.db.read(move |reader| lists(reader, cooperative, user)).await;
    let (waiting, decided) = lists.map_err(|refused| refusal(&refused))?;
    let body = Approvals {
        base: visit.path(""),
        waiting,
        decided,
        may_decide: visit.may(Right::ApproveReversal),
        refused,
        hidden: visit.form_fields().to_string(),
    };
    Ok(Page::new(visit, "Persetujuan").active("buku").narrow().body(&body))
}

async fn page(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    show(&site, &visit, None).await
}

async fn decide(
    State(site): State<Site>,
    visit: Visit,
    Path((_, id)): Path<(String, i64)>,
    form: Form,
) -> Result<Response, Refusal> {
    let (cooperative, by, at) = (visit.cooperative()?.id, visit.user()?, visit.now);
    let approve = match form.text("decision") {
        "approve" => true,
        "refuse" => false,
        _ => return show(&site, &visit, Some("Pilih setujui atau tolak.".to_owned())).await,
    };
    let note = form.text("note").to_owned();
    let command = form.command(&visit)?;
    let decided = site
        .db
        .command(command, move |tx| match approve {
            true => cashbook::approve_reversal(tx, cooperative, id, by, at).map(drop),
            false => cashbook::refuse_reversal(tx, cooperative, id, &note, by, at),
        })
        .await;
    match decided {
        Ok(_) => Ok(Redirect::to(visit.path("persetujuan")).into_response()),
        Err(refused) => show(&site, &visit, Some(refused.to_string())).await,
    }
}
