//! The same figures as JSON, for programs. The fields are those of the command line (its JSON is a
//! promise). Sums need [`Right::ReadFigures`]; single entries, which may name people,
//! [`Right::ReadBooks`].

use std::collections::HashMap;

use axum::extract::{Query, State};
use kernel::{AccountCode, BookDate, UnitCode};
use ledger::EntryView;
use serde_json::{Value, json};
use web::json::Api;
use web::{Refusal, Right, Route, Site, Visit};

use crate::error::StatementError;
use crate::figures::check_period;
use crate::report::{Request, Statement, run};

/// Days of entries that are given at once.
const ENTRY_DAYS_MAX: i64 = 31;

type Values = Query<HashMap<String, String>>;

/// The addresses of this crate for programs.
pub(crate) fn routes() -> Vec<Route> {
    let figures = Right::ReadFigures;
    let books = Right::ReadBooks;
    vec![
        Route::get("/api/v1/cooperatives/{cooperative}/reports/trial-balance", figures, trial_balance),
        Route::get("/api/v1/cooperatives/{cooperative}/reports/balance-sheet", figures, balance_sheet),
        Route::get("/api/v1/cooperatives/{cooperative}/reports/income", figures, income),
        Route::get("/api/v1/cooperatives/{cooperative}/books/cash-book", books, cash_book),
        Route::get("/api/v1/cooperatives/{cooperative}/books/ledger", books, ledger),
        Route::get("/api/v1/cooperatives/{cooperative}/entries", books, entries),
    ]
}

async fn trial_balance(site: State<Site>, visit: Visit, values: Values) -> Result<Api<Value>, Refusal> {
    report(site, visit, values, Statement::TrialBalance).await
}

async fn balance_sheet(site: State<Site>, visit: Visit, values: Values) -> Result<Api<Value>, Refusal> {
    report(site, visit, values, Statement::BalanceSheet).await
}

async fn income(site: State<Site>, visit: Visit, values: Values) -> Result<Api<Value>, Refusal> {
    report(site, visit, values, Statement::Income).await
}

async fn cash_book(site: State<Site>, visit: Visit, values: Values) -> Result<Api<Value>, Refusal> {
    report(site, visit, values, Statement::CashBook).await
}

async fn ledger(site: State<Site>, visit: Visit, values: Values) -> Result<Api<Value>, Refusal> {
    report(site, visit, values, Statement::Ledger).await
}

/// A report by name: `?as_of=2026-10-31&from=2026-01-01&unit=10&account=11100`, all of which may be left
/// out; `as_of` is then today.
async fn report(
    State(site): State<Site>,
    visit: Visit,
    Query(values): Values,
    name: Statement,
) -> Result<Api<Value>, Refusal> {
    let tenant = visit.cooperative()?;
    let cooperative = tenant.id;
    let request = Request {
        name,
        from: day(&values, "from")?,
        as_of: day(&values, "as_of")?.unwrap_or(visit.today),
        unit: number(&values, "unit")?.map(UnitCode),
        account: number(&values, "account")?.map(AccountCode),
        cooperative_name: tenant.name.clone(),
    };
    let report = site.db.read(move |snapshot| run(snapshot, cooperative, &request)).await?;
    Ok(Api::ok(report.json))
}

/// Entries with their lines: `?from=2026-11-01&to=2026-11-30`, this month where nothing is asked for.
async fn entries(
    State(site): State<Site>,
    visit: Visit,
    Query(values): Values,
) -> Result<Api<Value>, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let to = day(&values, "to")?.unwrap_or(visit.today);
    let from = day(&values, "from")?.unwrap_or_else(|| to.month_of().first_day());
    check_period(from, to)?;
    if from.days_until(to) >= ENTRY_DAYS_MAX {
        return Err(StatementError::PeriodTooLong(ENTRY_DAYS_MAX).into());
    }
    let found =
        site.db.read(move |snapshot| ledger::entries_between(snapshot, cooperative, from, to)).await?;
    let entries: Vec<Value> = found.iter().map(entry).collect();
    Ok(Api::ok(json!({ "from": from, "to": to, "entries": entries })))
}

fn entry(entry: &EntryView) -> Value {
    let line = |line: &ledger::Line| {
        json!({
            "account": line.account.to_string(),
            "unit": format!("{:02}", line.unit.0),
            "amount": line.amount,
            "party": line.party,
            "activity": line.activity,
        })
    };
    json!({
        "entry": entry.id,
        "date": entry.date,
        "document": entry.document,
        "description": entry.description,
        "note": entry.note,
        "act": entry.act,
        "reverses": entry.reverses,
        "voucher": entry.voucher,
        "lines": entry.lines.iter().map(line).collect::<Vec<_>>(),
    })
}

fn given<'v>(values: &'v HashMap<String, String>, name: &str) -> Option<&'v str> {
    values.get(name).map(|text| text.trim()).filter(|text| !text.is_empty())
}

fn day(values: &HashMap<String, String>, name: &'static str) -> Result<Option<BookDate>, Refusal> {
    let read = given(values, name).map(BookDate::parse).transpose();
    read.map_err(|error| Refusal::bad(error).field(name))
}

fn number(values: &HashMap<String, String>, name: &'static str) -> Result<Option<i64>, Refusal> {
    let read = given(values, name).map(str::parse).transpose();
    read.map_err(|_| Refusal::bad("Tulis kodenya dengan angka saja, misalnya 11100 atau 10.").field(name))
}
