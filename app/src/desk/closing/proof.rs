//! The entries of a month that have no proof.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use kernel::{CooperativeId, Month, Rupiah};
use ledger::EntryView;
use line::Refused;
use serde::Deserialize;
use store::Reader;
use web::{Page, Refusal, Right, Route, Site, Visit};

use crate::desk::act::refusal;
use crate::desk::closing::facts::lacks_proof;
use crate::desk::closing::page::next_to_close;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/k/{cooperative}/tutup-bulan/tanpa-bukti", Right::ReadBooks, page)]
}

#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(default)]
    bulan: String,
}

#[derive(Template)]
#[template(path = "closing_proof.html")]
struct ProofPage {
    base: String,
    month: String,
    previous: String,
    next: Option<String>,
    entries: Vec<Row>,
    sum: String,
    problem: Option<String>,
}

struct Row {
    id: i64,
    description: String,
    detail: String,
    amount: String,
}

/// The debits of an entry: what it is about in rupiah.
fn size(entry: &EntryView) -> Rupiah {
    entry.lines.iter().map(|line| line.amount.max(Rupiah::ZERO)).sum()
}

fn rows(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    month: Month,
) -> Result<(Vec<Row>, Rupiah), Refused> {
    let entries = ledger::entries_between(reader, cooperative, month.first_day(), month.last_day())?;
    let without: Vec<&EntryView> = entries.iter().filter(|entry| lacks_proof(entry)).collect();
    let row = |entry: &EntryView| Row {
        id: entry.id.0,
        description: entry.description.clone(),
        detail: format!("{} · {}", entry.date.short(), entry.document),
        amount: size(entry).plain(),
    };
    let sum = without.iter().map(|entry| size(entry)).sum();
    Ok((without.into_iter().map(row).collect(), sum))
}

async fn page(
    State(site): State<Site>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    let this_month = today.month_of();
    let (named, problem) = match asked.bulan.trim() {
        "" => (None, None),
        typed => match Month::parse(typed) {
            Ok(month) => (Some(month), None),
            Err(error) => (None, Some(error.to_string())),
        },
    };
    let read = site.db.read(move |reader| {
        let usual = next_to_close(reader, cooperative, this_month)?.unwrap_or(this_month);
        let month = named.unwrap_or(usual);
        Ok::<_, Refused>((month, rows(reader, cooperative, month)?))
    });
    let (month, (entries, sum)) = read.await.map_err(|refused| refusal(&refused))?;
    let body = ProofPage {
        base: visit.path(""),
        month: month.long(),
        previous: month.previous().to_string(),
        next: (month < this_month).then(|| month.next().to_string()),
        entries,
        sum: sum.to_string(),
        problem,
    };
    let page = Page::new(&visit, "Transaksi tanpa bukti").active("buku");
    Ok(page.crumb("Tutup bulan", visit.path("tutup-bulan")).body(&body))
}
