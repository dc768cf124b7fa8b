//! Counting cash: the list, the form, what a count says.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use kernel::{AccountCode, BookDate, CooperativeId, Rupiah, UnitCode};
use ledger::MoneyPlace;
use store::Reader;
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Right, Site, Visit, url};

use super::{Choice, Named};
use crate::count::{CashCount, Counting, Denomination, PieceKind, count, counts, denominations};
use crate::error::ReconciliationError;
use crate::paper::{document, pieces};
use crate::tables;

/// Counts on the list.
const SHOWN: i64 = 50;
/// What stands for all units.
const ALL: &str = "semua";

/// Names of accounts and units, for what counts say.
struct Names {
    places: Vec<Choice>,
    units: Vec<Choice>,
}

impl Names {
    fn place(&self, account: &AccountCode) -> String {
        let code = account.to_string();
        let found = self.places.iter().find(|place| place.value == code);
        found.map_or(code.clone(), |place| place.name.clone())
    }

    fn unit(&self, unit: &Option<UnitCode>) -> String {
        let Some(unit) = unit else { return "semua unit".to_owned() };
        let code = unit.to_string();
        let found = self.units.iter().find(|known| known.value == code);
        found.map_or(code.clone(), |unit| unit.name.clone())
    }
}

fn names(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    today: BookDate,
) -> Result<Names, ReconciliationError> {
    let chart = ledger::chart_of(reader, cooperative, today)?;
    let cash = chart.money().filter(|account| account.cash == Some(MoneyPlace::Kas));
    let place =
        |account: &ledger::Account| Choice { value: account.code.to_string(), name: account.name.clone() };
    let units = ledger::units_of(reader, cooperative)?;
    let unit = |unit: &ledger::Unit| Choice { value: unit.code.to_string(), name: unit.name.clone() };
    Ok(Names { places: cash.map(place).collect(), units: units.iter().map(unit).collect() })
}

#[derive(Template)]
#[template(path = "counts.html")]
struct CountsPage<'p> {
    visit: &'p Visit,
    counts: Vec<CashCount>,
    names: Names,
    may_record: bool,
}

/// `GET /k/{cooperative}/hitung-kas`
pub(super) async fn list(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    let read = move |reader: &mut dyn Reader| {
        Ok::<_, ReconciliationError>((
            counts(reader, cooperative, SHOWN)?,
            names(reader, cooperative, today)?,
        ))
    };
    let (counts, names) = site.db.read(move |reader| read(reader)).await?;
    let body = CountsPage { visit: &visit, counts, names, may_record: visit.may(Right::Record) };
    Ok(Page::new(&visit, "Hitung kas").active("buku").crumb("Buku", visit.path("buku")).body(&body))
}

#[derive(Template)]
#[template(path = "count_form.html")]
struct CountForm<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    names: Names,
    pieces: Vec<Denomination>,
}

impl CountForm<'_> {
    fn label(&self, piece: &Denomination) -> String {
        match piece.kind {
            PieceKind::Note => piece.value.to_string(),
            PieceKind::Coin => format!("{} logam", piece.value),
        }
    }
}

async fn form_page(site: &Site, visit: &Visit, state: &FormState) -> Result<Response, Refusal> {
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    let names = site.db.read(move |reader| names(reader, cooperative, today)).await?;
    let status = if state.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(Page::new(visit, "Hitung kas sekarang")
        .active("buku")
        .crumb("Hitung kas", visit.path("hitung-kas"))
        .status(status)
        .narrow()
        .body(&CountForm { visit, state, names, pieces: denominations(today) }))
}

/// `GET /k/{cooperative}/hitung-kas/baru`
pub(super) async fn open(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    let state = FormState::new().with("counted_on", visit.today).with("unit", ALL);
    form_page(&site, &visit, &state).await
}

/// `POST /k/{cooperative}/hitung-kas/baru`
pub(super) async fn save(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let mut state = FormState::of(&form);
    let Some(counting) = read(&form, &visit, &mut state)? else {
        return form_page(&site, &visit, &state).await;
    };
    match site.db.command(form.command(&visit)?, move |tx| count(tx, &counting)).await {
        Ok(answer) => {
            let counted = answer.value;
            let flash = match counted.difference() {
                Rupiah::ZERO => Flash::good("Hitungan tersimpan. Cocok dengan buku."),
                _ => Flash::look(format!("Hitungan tersimpan. {}", counted.says())),
            };
            Ok(Redirect::to(visit.path(&format!("hitung-kas/{}", counted.id))).with(flash).into_response())
        }
        Err(error) => form_page(&site, &visit, &state.refused(&error.into())).await,
    }
}

fn read(form: &Form, visit: &Visit, state: &mut FormState) -> Result<Option<Counting>, Refusal> {
    let on = BookDate::parse_human(form.text("counted_on"))
        .map_err(|error| state.refuse("counted_on", error))
        .ok();
    let total = match form.text("total") {
        "" => Some(None),
        "0" => Some(Some(Rupiah::ZERO)),
        typed => Rupiah::parse(typed).map(Some).map_err(|error| state.refuse("total", error)).ok(),
    };
    let mut pieces = BTreeMap::new();
    for piece in denominations(visit.today) {
        let code = piece.code();
        let typed = form.text(&format!("pieces-{code}"));
        match typed.replace('.', "").parse() {
            Ok(count) => {
                pieces.insert(code, count);
            }
            Err(_) if typed.is_empty() => {}
            Err(_) => state.refuse(&format!("pieces-{code}"), ReconciliationError::Pieces),
        }
    }
    let unit = match form.text("unit") {
        ALL | "" => None,
        code => Some(UnitCode(code.parse().unwrap_or(-2))),
    };
    let (Some(on), Some(total), true) = (on, total, state.is_good()) else { return Ok(None) };
    Ok(Some(Counting {
        cooperative: visit.cooperative()?.id,
        account: AccountCode(form.text("account").parse().unwrap_or_default()),
        unit,
        on,
        pieces,
        total,
        note: form.text("note").to_owned(),
        by: visit.user()?,
        at: visit.now,
    }))
}

#[derive(Template)]
#[template(path = "count.html")]
struct CountPage<'p> {
    visit: &'p Visit,
    counted: CashCount,
    names: Names,
    /// What the books say of that day now.
    books_now: Rupiah,
    may_record: bool,
}

impl CountPage<'_> {
    fn pieces(&self) -> Vec<(String, i64, Rupiah)> {
        pieces(&self.counted)
    }

    /// Where the difference is recorded.
    fn record(&self) -> String {
        let difference = Rupiah(self.counted.total.0.saturating_sub(self.books_now.0));
        let rule = if difference > Rupiah::ZERO { "selisih-kas-lebih" } else { "selisih-kas-kurang" };
        let (on, account) = (self.counted.on, self.counted.account);
        self.visit.path(&format!("catat/{rule}?jumlah={}&tanggal={on}&tempat={account}", difference.abs().0))
    }

    fn is_settled(&self) -> bool {
        self.books_now == self.counted.total
    }
}

/// `GET /k/{cooperative}/hitung-kas/{count}?format=pdf`
pub(super) async fn show(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    RawQuery(query): RawQuery,
) -> Result<Response, Refusal> {
    let (tenant, today, id) = (visit.cooperative()?.clone(), visit.today, named.count());
    let cooperative = tenant.id;
    let (counted, names, books_now) = site
        .db
        .read(move |reader| {
            let counted = tables::one_count(reader, cooperative, id)?;
            let counted = counted.ok_or(ReconciliationError::NoSuchCount)?;
            let now = ledger::balance_of(reader, cooperative, counted.account, counted.on, counted.unit)?;
            Ok::<_, ReconciliationError>((counted, names(reader, cooperative, today)?, now))
        })
        .await?;
    if query.is_some_and(|query| url::query_value(&query, "format").as_deref() == Some("pdf")) {
        let place = format!("{}, {}", names.place(&counted.account), names.unit(&counted.unit));
        let bytes = reports::pdf(&document(&tenant.name, &place, &counted), today).map_err(Refusal::fault)?;
        let disposition = format!("attachment; filename=\"hitung-kas-{}.pdf\"", counted.on);
        let heads = [(CONTENT_TYPE, "application/pdf".to_owned()), (CONTENT_DISPOSITION, disposition)];
        return Ok((heads, bytes).into_response());
    }
    let title = format!("Hitung kas {}", counted.on.short());
    let body = CountPage { visit: &visit, counted, names, books_now, may_record: visit.may(Right::Record) };
    let page = Page::new(&visit, title).active("buku").crumb("Hitung kas", visit.path("hitung-kas"));
    Ok(page.narrow().body(&body))
}
