//! The entries of a month, or of an import, that have no proof: a list, and going through it one by one.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use import::Fate;
use kernel::{CooperativeId, EntryId, Month, Rupiah};
use ledger::EntryView;
use line::Refused;
use serde::Deserialize;
use store::Reader;
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Right, Route, Site, Visit};

use crate::desk::act::refusal;
use crate::desk::closing::page::next_to_close;
use crate::desk::entry::{REASONS, attach, lacks_proof, no_paper, proofs_of};

const PLACE: &str = "tutup-bulan/tanpa-bukti";

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/k/{cooperative}/tutup-bulan/tanpa-bukti", Right::ReadBooks, page),
        Route::get("/k/{cooperative}/tutup-bulan/tanpa-bukti/{entry}", Right::Record, one),
        Route::post("/k/{cooperative}/tutup-bulan/tanpa-bukti/{entry}", Right::Record, save),
    ]
}

/// Which entries are asked for, as an address says it.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    bulan: String,
    #[serde(default)]
    impor: String,
}

/// Which entries are looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Range {
    Month(Month),
    Import(i64),
}

impl Range {
    /// As an address says it.
    fn query(self) -> String {
        match self {
            Self::Month(month) => format!("?bulan={month}"),
            Self::Import(import) => format!("?impor={import}"),
        }
    }

    /// As a heading says it.
    fn name(self) -> String {
        match self {
            Self::Month(month) => month.long(),
            Self::Import(import) => format!("impor {import}"),
        }
    }
}

/// The range that an address asks for; without one the month that is closed next. What cannot be read is
/// said, and the usual month shown.
fn range(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    asked: &Asked,
    this_month: Month,
) -> Result<(Range, Option<String>), Refused> {
    if let Ok(import) = asked.impor.trim().parse() {
        return Ok((Range::Import(import), None));
    }
    let problem = match asked.bulan.trim() {
        "" => None,
        typed => match Month::parse(typed) {
            Ok(month) => return Ok((Range::Month(month), None)),
            Err(error) => Some(error.to_string()),
        },
    };
    let usual = next_to_close(reader, cooperative, this_month)?.unwrap_or(this_month);
    Ok((Range::Month(usual), problem))
}

/// The entries that an import made, or found in the books.
fn imported(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    import: i64,
) -> Result<Vec<EntryView>, Refused> {
    let review = import::review(reader, cooperative, import).map_err(|error| Refused::about(None, error))?;
    let mut ids: BTreeSet<EntryId> = review.opening_entry.into_iter().collect();
    for row in review.groups.iter().flat_map(|group| &group.rows) {
        match &row.fate {
            Fate::Recorded(entries) => ids.extend(entries.iter().map(|entry| entry.entry)),
            Fate::Already(entry) => {
                ids.insert(*entry);
            }
            _ => {}
        }
    }
    let days = review.groups.iter().flat_map(|group| &group.rows).map(|row| row.kept.proposed.row.date);
    let (first, last) = (days.clone().min(), days.max());
    let (Some(first), Some(last)) = (first, last) else { return Ok(Vec::new()) };
    // An opening balance stands a day before the first row.
    let mut entries = ledger::entries_between(reader, cooperative, first.plus_days(-1), last)?;
    entries.retain(|entry| ids.contains(&entry.id));
    Ok(entries)
}

/// The entries of a range that lack a proof, in the order of the book.
fn lacking(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    range: Range,
) -> Result<Vec<EntryView>, Refused> {
    let mut entries = match range {
        Range::Month(month) => {
            ledger::entries_between(reader, cooperative, month.first_day(), month.last_day())?
        }
        Range::Import(import) => imported(reader, cooperative, import)?,
    };
    let proofs = proofs_of(reader, cooperative, &entries)?;
    entries.retain(|entry| lacks_proof(&proofs, entry));
    Ok(entries)
}

#[derive(Template)]
#[template(path = "closing_proof.html")]
struct ProofPage {
    base: String,
    range: String,
    query: String,
    is_month: bool,
    previous: String,
    next: Option<String>,
    entries: Vec<Row>,
    sum: String,
    problem: Option<String>,
    may_record: bool,
}

struct Row {
    id: i64,
    description: String,
    detail: String,
    amount: String,
}

impl Row {
    fn of(entry: &EntryView, size: Rupiah) -> Self {
        Self {
            id: entry.id.0,
            description: entry.description.clone(),
            detail: format!("{} · {}", entry.date.short(), entry.document),
            amount: size.plain(),
        }
    }
}

async fn page(
    State(site): State<Site>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    let this_month = today.month_of();
    let read = site.db.read(move |reader| {
        let (range, problem) = range(reader, cooperative, &asked, this_month)?;
        let chart = ledger::chart_of(reader, cooperative, today)?;
        let entries = lacking(reader, cooperative, range)?;
        let sized = entries.into_iter().map(|entry| (chart.size_of(&entry.lines), entry));
        Ok::<_, Refused>((range, problem, sized.collect::<Vec<_>>()))
    });
    let (range, problem, entries) = read.await.map_err(|refused| refusal(&refused))?;
    let month = if let Range::Month(month) = range { month } else { this_month };
    let body = ProofPage {
        base: visit.path(""),
        range: range.name(),
        query: range.query(),
        is_month: matches!(range, Range::Month(_)),
        previous: month.previous().to_string(),
        next: (month < this_month).then(|| month.next().to_string()),
        sum: entries.iter().map(|(size, _)| *size).sum::<Rupiah>().to_string(),
        entries: entries.iter().map(|(size, entry)| Row::of(entry, *size)).collect(),
        problem,
        may_record: visit.may(Right::Record),
    };
    let page = Page::new(&visit, "Transaksi tanpa bukti").active("buku");
    Ok(page.crumb("Tutup bulan", visit.path("tutup-bulan")).body(&body))
}

/// One entry of the list, with what comes after it.
struct Step {
    range: Range,
    entry: EntryView,
    size: Rupiah,
    /// Its place among those that still lack a proof, and how many there are.
    place: usize,
    count: usize,
    /// The one after it that lacks a proof.
    next: Option<EntryId>,
    /// Whether it has one by now.
    is_done: bool,
}

fn step(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    (id, asked, this_month): (EntryId, &Asked, Month),
) -> Result<Step, Refused> {
    let (range, _) = range(reader, cooperative, asked, this_month)?;
    let entry = ledger::entry(reader, cooperative, id)?
        .ok_or_else(|| Refused::about(None, ledger::LedgerError::UnknownEntry(id)))?;
    let left = lacking(reader, cooperative, range)?;
    let before = left.iter().filter(|other| (other.date, other.id) < (entry.date, entry.id)).count();
    let next = left.iter().find(|other| (other.date, other.id) > (entry.date, entry.id));
    let size = ledger::chart_of(reader, cooperative, entry.date)?.size_of(&entry.lines);
    Ok(Step {
        size,
        range,
        place: before + 1,
        count: left.len(),
        next: next.map(|entry| entry.id),
        is_done: left.iter().all(|other| other.id != id),
        entry,
    })
}

async fn step_of(site: &Site, visit: &Visit, id: EntryId, asked: Asked) -> Result<Step, Refusal> {
    let (cooperative, this_month) = (visit.cooperative()?.id, visit.today.month_of());
    let read = site.db.read(move |reader| step(reader, cooperative, (id, &asked, this_month)));
    read.await.map_err(|refused| refusal(&refused))
}

#[derive(Template)]
#[template(path = "closing_proof_one.html")]
struct OnePage<'p> {
    base: String,
    visit: &'p Visit,
    state: &'p FormState,
    step: &'p Step,
    row: Row,
    date: String,
    query: String,
    /// Where "skip" leads.
    skip: String,
    reasons: [&'static str; 4],
}

/// Where it goes on after an entry: to the next one, or back to the list.
fn onward(visit: &Visit, step: &Step) -> String {
    let query = step.range.query();
    match step.next {
        Some(next) => visit.path(&format!("{PLACE}/{next}{query}")),
        None => visit.path(&format!("{PLACE}{query}")),
    }
}

fn show(visit: &Visit, step: &Step, state: &FormState) -> Response {
    let body = OnePage {
        base: visit.path(""),
        visit,
        state,
        step,
        row: Row::of(&step.entry, step.size),
        date: step.entry.date.long(),
        query: step.range.query(),
        skip: onward(visit, step),
        reasons: REASONS,
    };
    let status = if state.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let list = visit.path(&format!("{PLACE}{}", step.range.query()));
    let page = Page::new(visit, "Lengkapi bukti").active("buku").narrow();
    page.crumb("Transaksi tanpa bukti", list).status(status).body(&body)
}

/// `GET /k/{cooperative}/tutup-bulan/tanpa-bukti/{entry}`
async fn one(
    State(site): State<Site>,
    visit: Visit,
    Path((_, id)): Path<(String, i64)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let step = step_of(&site, &visit, EntryId(id), asked).await?;
    match step.is_done {
        true => Ok(Redirect::to(onward(&visit, &step)).into_response()),
        false => Ok(show(&visit, &step, &FormState::default())),
    }
}

/// `POST /k/{cooperative}/tutup-bulan/tanpa-bukti/{entry}`
async fn save(
    State(site): State<Site>,
    visit: Visit,
    Path((_, id)): Path<(String, i64)>,
    Query(asked): Query<Asked>,
    form: Form,
) -> Result<Response, Refusal> {
    let id = EntryId(id);
    let done = match form.is_ticked("excuse") {
        true => no_paper(&site, &visit, id, &form).await,
        false => attach(&site, &visit, id, &form).await,
    };
    let step = step_of(&site, &visit, id, asked).await?;
    match done {
        Ok(()) => {
            let said = match (step.count, step.next) {
                (0, _) => "Semua sudah ada buktinya atau alasannya.".to_owned(),
                (left, None) => format!("Tersimpan. Yang dilewati masih {left}."),
                (left, Some(_)) => format!("Tersimpan. Masih {left} lagi."),
            };
            Ok(Redirect::to(onward(&visit, &step)).with(Flash::good(said)).into_response())
        }
        Err(refused) => Ok(show(&visit, &step, &FormState::of(&form).refused(&refusal(&refused)))),
    }
}
