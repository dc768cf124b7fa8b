//! The same figures as JSON, for programs. The fields are those of the command line (its JSON is a
//! promise). Sums need [`Right::ReadFigures`]; single entries and officers, which name people,
//! [`Right::ReadBooks`].

use std::collections::HashMap;

use axum::extract::{Query, State};
use kernel::{AccountCode, BookDate, PartyId, UnitCode};
use ledger::EntryView;
use serde_json::{Value, json};
use web::json::Api;
use web::{Refusal, Right, Route, Site, Visit};

use crate::error::StatementError;
use crate::figures::check_period;
use crate::report::{Request, Statement, run};
use crate::surroundings::{Above, known_party};

/// Days of entries that are given at once.
const ENTRY_DAYS_MAX: i64 = 31;

type Values = Query<HashMap<String, String>>;

/// The addresses of this crate for programs.
pub(crate) fn routes(above: Above) -> Vec<Route> {
    let report = |path, name: Statement| {
        let right = if name.shows_entries() { Right::ReadBooks } else { Right::ReadFigures };
        let answer = move |site: State<Site>, visit: Visit, values: Values| async move {
            report(site, visit, values, name, above).await
        };
        Route::get(path, right, answer)
    };
    vec![
        report("/api/v1/cooperatives/{cooperative}/reports/trial-balance", Statement::TrialBalance),
        report("/api/v1/cooperatives/{cooperative}/reports/balance-sheet", Statement::BalanceSheet),
        report("/api/v1/cooperatives/{cooperative}/reports/income", Statement::Income),
        report("/api/v1/cooperatives/{cooperative}/reports/equity", Statement::Equity),
        report("/api/v1/cooperatives/{cooperative}/reports/cash-flow", Statement::CashFlow),
        report("/api/v1/cooperatives/{cooperative}/reports/notes", Statement::Notes),
        report("/api/v1/cooperatives/{cooperative}/reports/annual", Statement::Annual),
        report("/api/v1/cooperatives/{cooperative}/reports/member-statement", Statement::MemberStatement),
        report("/api/v1/cooperatives/{cooperative}/books/cash-book", Statement::CashBook),
        report("/api/v1/cooperatives/{cooperative}/books/ledger", Statement::Ledger),
        Route::get("/api/v1/cooperatives/{cooperative}/entries", Right::ReadBooks, entries),
    ]
}

/// A report by name: `?as_of=2026-10-31&from=2026-01-01&unit=10&account=11100&party=17`, all of which may
/// be left out where they are not needed; `as_of` is then today.
async fn report(
    State(site): State<Site>,
    visit: Visit,
    Query(values): Values,
    name: Statement,
    above: Above,
) -> Result<Api<Value>, Refusal> {
    let tenant = visit.cooperative()?;
    let cooperative = tenant.id;
    let mut request = Request {
        from: day(&values, "from")?,
        unit: number(&values, "unit")?.map(UnitCode),
        account: number(&values, "account")?.map(AccountCode),
        ..Request::new(name, day(&values, "as_of")?.unwrap_or(visit.today), &tenant.name)
    };
    let party = number(&values, "party")?.map(PartyId);
    let report = site
        .db
        .read(move |snapshot| {
            request.party = party.map(|id| known_party(snapshot, cooperative, above, id)).transpose()?;
            request.surroundings = (above.surroundings)(snapshot, cooperative, request.as_of)?;
            run(snapshot, cooperative, &request)
        })
        .await?;
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
