//! All accounts at banks, and how their last months stand.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kernel::{AccountCode, BookDate, CooperativeId, Month};
use ledger::MoneyPlace;
use store::Reader;
use web::{Page, Refusal, Site, Visit};

use crate::error::ReconciliationError;
use crate::state::{ReconciliationState, state};

/// Months on the page.
const MONTHS: i64 = 6;

/// An account with its months, newest first.
struct AccountMonths {
    account: AccountCode,
    name: String,
    months: Vec<ReconciliationState>,
}

#[derive(Template)]
#[template(path = "overview.html")]
struct OverviewPage<'p> {
    visit: &'p Visit,
    accounts: Vec<AccountMonths>,
    this_month: Month,
}

fn read(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    today: BookDate,
) -> Result<Vec<AccountMonths>, ReconciliationError> {
    let chart = ledger::chart_of(reader, cooperative, today)?;
    let last = today.month_of();
    let banks = chart.money().filter(|account| account.cash == Some(MoneyPlace::Bank));
    let mut accounts = Vec::new();
    for bank in banks {
        let mut months = Vec::new();
        for month in Month::range(last.plus(1 - MONTHS), last).rev() {
            months.push(state(reader, cooperative, bank.code, month)?);
        }
        // What was never used needs no reconciliation; the first account shows how it is done.
        let is_used =
            months.iter().any(|month| month.statement_closing.is_some() || !month.book_closing.is_zero());
        if is_used || accounts.is_empty() {
            accounts.push(AccountMonths { account: bank.code, name: bank.name.clone(), months });
        }
    }
    Ok(accounts)
}

/// `GET /k/{cooperative}/cocokkan`
pub(super) async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    let accounts = site.db.read(move |reader| read(reader, cooperative, today)).await?;
    let body = OverviewPage { visit: &visit, accounts, this_month: today.month_of() };
    Ok(Page::new(&visit, "Cocokkan bank").active("buku").crumb("Buku", visit.path("buku")).body(&body))
}
