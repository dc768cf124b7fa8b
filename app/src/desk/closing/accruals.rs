//! "Beban yang belum dibayar": an expense of a month whose bill comes later.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use cashbook::{Accrual, AccrualState, Accruing, CashbookError};
use kernel::{AccountCode, BookDate, CooperativeId, Month, Rupiah, UnitCode};
use ledger::{Chart, LedgerError, Unit};
use line::Refused;
use store::Reader;
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Right, Route, Site, Visit};

use crate::desk::act::refusal;
use crate::desk::closing::page::next_to_close;

/// Months that the form offers at most, back from the last that is over.
const MONTHS: i64 = 12;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/k/{cooperative}/tutup-bulan/akrual", Right::ReadBooks, page),
        Route::post("/k/{cooperative}/tutup-bulan/akrual", Right::Record, save),
        Route::post("/k/{cooperative}/tutup-bulan/akrual/balik", Right::Record, reverse),
    ]
}

#[derive(Template)]
#[template(path = "accruals.html")]
struct AccrualsPage<'p> {
    base: String,
    hidden: String,
    state: &'p FormState,
    may_record: bool,
    /// How many opposites are due today.
    due: usize,
    accounts: Vec<(String, String)>,
    units: Vec<(String, String)>,
    months: Vec<(String, String)>,
    rows: Vec<Row>,
}

struct Row {
    entry: i64,
    name: String,
    detail: String,
    amount: String,
    tone: &'static str,
    word: &'static str,
    opposite: Option<i64>,
    hint: &'static str,
}

/// What the page shows, read in one snapshot.
struct Seen {
    chart: Chart,
    units: Vec<Unit>,
    months: Vec<Month>,
    usual: Option<Month>,
    accruals: Vec<Accrual>,
    due: usize,
}

/// The months that are over and open, newest first.
fn open_months(closed_through: Option<Month>, first: Option<Month>, today: BookDate) -> Vec<Month> {
    let last = assets::last_whole_month(today);
    let open = closed_through.map(Month::next).or(first).unwrap_or(last);
    Month::range(open.max(last.plus(1 - MONTHS)), last).rev().collect()
}

fn seen(reader: &mut dyn Reader, cooperative: CooperativeId, today: BookDate) -> Result<Seen, Refused> {
    let closed = ledger::period_state(reader, cooperative)?.closed_through;
    let first = ledger::first_entry_month(reader, cooperative)?;
    let months = open_months(closed, first, today);
    let usual = next_to_close(reader, cooperative, today.month_of())?;
    Ok(Seen {
        chart: ledger::chart_of(reader, cooperative, today)?,
        units: ledger::units_of(reader, cooperative)?,
        usual: usual.filter(|month| months.contains(month)).or(months.first().copied()),
        months,
        accruals: cashbook::accruals(reader, cooperative)?,
        due: cashbook::due_reversals(reader, cooperative, today)?.len(),
    })
}

impl Seen {
    fn row(&self, accrual: &Accrual) -> Row {
        let unit = self.units.iter().find(|unit| unit.code == accrual.unit);
        let unit = unit.map_or_else(|| accrual.unit.to_string(), |unit| unit.name.clone());
        let note = if accrual.note.is_empty() { String::new() } else { format!(" · {}", accrual.note) };
        let (tone, word, hint) = match accrual.state {
            AccrualState::Waiting => ("wait", "menunggu pembalik", ""),
            AccrualState::Reversed => ("good", "sudah dibalik", ""),
            AccrualState::Cancelled => ("shut", "dibatalkan", ""),
            AccrualState::HalfCancelled => {
                ("look", "dibatalkan separuh", "Pembaliknya masih berlaku. Ajukan juga pembatalannya.")
            }
        };
        Row {
            entry: accrual.entry.0,
            name: self.chart.name(accrual.account),
            detail: format!("{} · {unit}{note}", accrual.month.long()),
            amount: accrual.amount.to_string(),
            tone,
            word,
            opposite: accrual.reversed_by.map(|entry| entry.0),
            hint,
        }
    }
}

async fn show(site: &Site, visit: &Visit, typed: Option<FormState>) -> Result<Response, Refusal> {
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    let read = site.db.read(move |reader| seen(reader, cooperative, today)).await;
    let seen = read.map_err(|refused| refusal(&refused))?;
    let state = typed.unwrap_or_else(|| {
        let month = seen.usual.map(|month| month.to_string()).unwrap_or_default();
        FormState::new().with("month", month)
    });
    let accounts = seen.chart.iter().filter(|account| cashbook::may_accrue(account));
    let body = AccrualsPage {
        base: visit.path(""),
        hidden: visit.form_fields().to_string(),
        state: &state,
        may_record: visit.may(Right::Record),
        due: seen.due,
        accounts: accounts.map(|account| (account.code.to_string(), account.name.clone())).collect(),
        units: seen.units.iter().map(|unit| (unit.code.to_string(), unit.name.clone())).collect(),
        months: seen.months.iter().map(|month| (month.to_string(), month.long())).collect(),
        rows: seen.accruals.iter().map(|accrual| seen.row(accrual)).collect(),
    };
    let status = if state.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page::new(visit, "Beban yang belum dibayar").active("buku").status(status);
    Ok(page.crumb("Tutup bulan", visit.path("tutup-bulan")).body(&body))
}

async fn page(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    show(&site, &visit, None).await
}

/// What was typed; what cannot be understood is said beside its field.
fn read(form: &Form, visit: &Visit, state: &mut FormState) -> Result<Option<Accruing>, Refusal> {
    let amount = Rupiah::parse(form.text("amount")).map_err(|error| state.refuse("amount", error)).ok();
    let month = Month::parse(form.text("month")).map_err(|error| state.refuse("month", error)).ok();
    let (Some(amount), Some(month)) = (amount, month) else { return Ok(None) };
    Ok(Some(Accruing {
        cooperative: visit.cooperative()?.id,
        // What is no number is no account and no unit, and is refused as such.
        account: AccountCode(form.text("account").parse().unwrap_or_default()),
        unit: UnitCode(form.text("unit").parse().unwrap_or(-1)),
        amount,
        month,
        note: form.text("note").to_owned(),
        by: visit.user()?,
        at: visit.now,
    }))
}

/// The field of this form that a refusal is about.
fn field(refused: &CashbookError) -> Option<&'static str> {
    match refused {
        CashbookError::Ledger(LedgerError::Future(_) | LedgerError::Closed(_)) => Some("month"),
        CashbookError::Ledger(LedgerError::Description) => Some("note"),
        other => other.field(),
    }
}

async fn save(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let mut state = FormState::of(&form);
    let Some(accruing) = read(&form, &visit, &mut state)? else {
        return show(&site, &visit, Some(state)).await;
    };
    let command = form.command(&visit)?;
    match site.db.command(command, move |tx| cashbook::accrue(tx, &accruing)).await {
        Ok(answer) => {
            let accrual: Accrual = answer.value;
            let next = accrual.month.next();
            let back = match accrual.reversed_by {
                Some(_) => format!("Pembaliknya tercatat 1 {}.", next.long()),
                None => format!("Pembaliknya dicatat setelah {} mulai.", next.long()),
            };
            let said = Flash::good(format!("Beban {} tersimpan. {back}", accrual.month.long()));
            Ok(Redirect::to(visit.path("tutup-bulan/akrual")).with(said).into_response())
        }
        Err(refused) => {
            let state = state.refused(&refusal(&Refused::about(field(&refused), refused)));
            show(&site, &visit, Some(state)).await
        }
    }
}

/// Posts the opposites that are due today.
async fn reverse(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let (cooperative, by, at, today) = (visit.cooperative()?.id, visit.user()?, visit.now, visit.today);
    let command = form.command(&visit)?;
    let done =
        site.db.command(command, move |tx| cashbook::reverse_due(tx, cooperative, today, by, at)).await;
    let said = match done {
        Ok(answer) => Flash::good(format!("{} pembalik tercatat.", answer.value.len())),
        Err(refused) => Flash::look(refused.to_string()),
    };
    Ok(Redirect::to(visit.path("tutup-bulan/akrual")).with(said).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(closed: Option<&str>, first: Option<&str>, today: &str) -> Vec<String> {
        let month = |text: &str| Month::parse(text).unwrap();
        let found = open_months(closed.map(month), first.map(month), BookDate::parse(today).unwrap());
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn only_months_that_are_over_and_open_are_offered() {
        assert_eq!(months(Some("2026-08"), Some("2026-01"), "2026-11-24"), ["2026-10", "2026-09"]);
        assert_eq!(months(Some("2026-10"), None, "2026-11-24"), [""; 0]);
        assert_eq!(months(Some("2026-10"), None, "2026-11-30"), ["2026-11"], "on its last day");
        assert_eq!(months(None, Some("2020-01"), "2026-11-24").len(), 12);
        assert_eq!(months(None, None, "2026-11-24"), ["2026-10"]);
    }
}
