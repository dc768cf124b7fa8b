//! The page of one entry: what was recorded, by whom, its proofs, and asking to take it back.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::{CooperativeId, EntryId, Rupiah};
use ledger::EntryView;
use line::Refused;
use serde::Deserialize;
use store::Reader;
use web::{Form, FormState, Html, Page, Redirect, Refusal, Right, Route, Site, Visit};

mod proof;
#[cfg(test)]
mod tests;

use crate::desk::act::refusal;

use proof::{ProofFacts, ProofSection, Typed};
pub use proof::{REASONS, attach, lacks_proof, no_paper, proofs_of};

/// The pages of an entry.
pub fn routes() -> Vec<Route> {
    let mut routes = proof::routes();
    routes.extend([
        Route::get("/k/{cooperative}/transaksi/{entry}", Right::ReadBooks, page),
        Route::post("/k/{cooperative}/transaksi/{entry}/batal", Right::RequestReversal, ask),
    ]);
    routes
}

#[derive(Template)]
#[template(path = "entry.html")]
struct EntryPage<'e> {
    base: String,
    entry: &'e EntryView,
    date: String,
    amount: String,
    posted_at: String,
    posted_by: String,
    lines: Vec<LineRow>,
    reversed_by: Option<EntryId>,
    /// Document number of the entry that this one takes back.
    reverses_document: String,
    has_receipt: bool,
    may_record: bool,
    can_ask: bool,
    saved: bool,
    asked: bool,
    again: String,
    state: &'e FormState,
    hidden: String,
    proof: Html,
}

struct LineRow {
    account: String,
    href: String,
    who: String,
    unit: String,
    debit: String,
    credit: String,
}

/// What the page shows, read in one snapshot.
struct Facts {
    entry: EntryView,
    lines: Vec<LineRow>,
    reversed_by: Option<EntryId>,
    reverses_document: String,
    asked: bool,
    posted_by: String,
    size: Rupiah,
    proof: ProofFacts,
}

fn line_rows(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    entry: &EntryView,
    visit: &Visit,
) -> Result<Vec<LineRow>, Refused> {
    let chart = ledger::chart_of(reader, cooperative, entry.date)?;
    let units = ledger::units_of(reader, cooperative)?;
    let mut rows = Vec::new();
    for line in &entry.lines {
        let who = match line.party {
            Some(party) => members::party_name(reader, cooperative, party)
                .map_err(|error| Refused::about(None, error))?
                .unwrap_or_default(),
            None => String::new(),
        };
        let month = entry.date.month_of();
        rows.push(LineRow {
            account: chart.name(line.account),
            href: visit.path(&format!(
                "buku/besar?akun={}&dari={}&sampai={}",
                line.account,
                month.first_day(),
                month.last_day()
            )),
            who,
            unit: units
                .iter()
                .find(|unit| unit.code == line.unit)
                .map_or_else(String::new, |unit| unit.name.clone()),
            debit: if line.amount > Rupiah::ZERO { line.amount.plain() } else { String::new() },
            credit: if line.amount < Rupiah::ZERO { (-line.amount).plain() } else { String::new() },
        });
    }
    Ok(rows)
}

fn facts(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    id: EntryId,
    visit: &Visit,
) -> Result<Facts, Refused> {
    let entry = ledger::entry(reader, cooperative, id)?
        .ok_or_else(|| Refused::about(None, ledger::LedgerError::UnknownEntry(id)))?;
    let waiting = cashbook::waiting_reversals(reader, cooperative)?;
    let reversed = entry.reverses.map(|id| ledger::entry(reader, cooperative, id)).transpose()?.flatten();
    let names = access::user_names(reader, &[entry.by]).map_err(|error| Refused::about(None, error))?;
    Ok(Facts {
        size: ledger::chart_of(reader, cooperative, entry.date)?.size_of(&entry.lines),
        lines: line_rows(reader, cooperative, &entry, visit)?,
        reversed_by: ledger::reversal_of(reader, cooperative, id)?,
        reverses_document: reversed.map(|entry| entry.document).unwrap_or_default(),
        asked: waiting.iter().any(|request| request.entry == id),
        proof: ProofFacts::read(reader, cooperative, &entry)?,
        posted_by: names.get(&entry.by).cloned().unwrap_or_else(|| "sistem".to_owned()),
        entry,
    })
}

#[derive(Debug, Default, Deserialize)]
struct Shown {
    tersimpan: Option<String>,
}

async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path((_, id)): Path<(String, i64)>,
    Query(shown): Query<Shown>,
) -> Result<Response, Refusal> {
    let (state, typed) = (FormState::default(), Typed::default());
    show(&site, &visit, EntryId(id), shown.tersimpan.is_some(), (&state, &typed)).await
}

/// The page again, with what needs mending in a form about proof.
async fn show_proof(site: &Site, visit: &Visit, id: EntryId, typed: &Typed) -> Result<Response, Refusal> {
    show(site, visit, id, false, (&FormState::default(), typed)).await
}

async fn show(
    site: &Site,
    visit: &Visit,
    id: EntryId,
    saved: bool,
    (state, typed): (&FormState, &Typed),
) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let asked = visit.clone();
    let read = site.db.read(move |reader| facts(reader, cooperative, id, &asked)).await;
    let facts = read.map_err(|refused| refusal(&refused))?;
    let entry = &facts.entry;
    let reversible = entry.reverses.is_none() && facts.reversed_by.is_none() && !facts.asked;
    let again = match entry.rule.is_empty() {
        true => visit.path("catat"),
        false => visit.path(&format!("catat/{}", entry.rule)),
    };
    let body = EntryPage {
        base: visit.path(""),
        date: entry.date.long(),
        amount: facts.size.to_string(),
        posted_at: entry.at.wib_text(),
        posted_by: facts.posted_by.clone(),
        has_receipt: entry.act.starts_with("savings.") && visit.may(Right::ReadMembers),
        may_record: visit.may(Right::Record),
        can_ask: reversible && visit.may(Right::RequestReversal),
        saved,
        asked: facts.asked,
        again,
        state,
        hidden: visit.form_fields().to_string(),
        proof: ProofSection::of(visit, id, &facts.proof, typed).html()?,
        reversed_by: facts.reversed_by,
        reverses_document: facts.reverses_document,
        lines: facts.lines,
        entry,
    };
    let status = match state.is_good() && typed.is_good() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok(Page::new(visit, &entry.document).active("buku").status(status).body(&body))
}

async fn ask(
    State(site): State<Site>,
    visit: Visit,
    Path((_, id)): Path<(String, i64)>,
    form: Form,
) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let (by, at, reason) = (visit.user()?, visit.now, form.text("reason").to_owned());
    let command = form.command(&visit)?;
    let asked = site
        .db
        .command(command, move |tx| cashbook::request_reversal(tx, cooperative, EntryId(id), &reason, by, at))
        .await;
    match asked {
        Ok(_) => Ok(Redirect::to(visit.path(&format!("transaksi/{id}"))).into_response()),
        Err(refused) => {
            let refused = Refused::about(refused.field(), refused);
            let state = FormState::of(&form).refused(&refusal(&refused));
            show(&site, &visit, EntryId(id), false, (&state, &Typed::default())).await
        }
    }
}
