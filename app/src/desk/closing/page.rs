//! The page of a month: what is looked at, the closing itself, opening again with a reason.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use cashbook::CashbookError;
use kernel::{BookDate, CooperativeId, Month, Timestamp, UserId};
use ledger::Seal;
use line::Refused;
use store::{Reader, Tx};
use web::{Flash, Form, Page, Redirect, Refusal, Right, Route, Site, Visit};

use crate::desk::act::refusal;
use crate::desk::closing::check::{Check, Checklist, Link, Standing, Tick};
use crate::desk::closing::checklist::of_month;
use crate::desk::closing::facts::MonthBooks;
use crate::desk::closing::year::{self, Year};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/k/{cooperative}/tutup-bulan", Right::ReadBooks, page),
        Route::post("/k/{cooperative}/tutup-bulan", Right::CloseMonth, close),
        Route::post("/k/{cooperative}/buka-bulan", Right::ReopenMonth, reopen),
    ]
}

#[derive(Template)]
#[template(path = "closing.html")]
struct Closing {
    base: String,
    hidden: String,
    refused: Option<String>,
    month: Option<MonthFacts>,
    nothing: String,
    may_close: bool,
    may_record: bool,
    may_reopen: bool,
    last_closed: Option<NamedMonth>,
    /// Last month, where nothing is recorded in it: it can be reported as zero.
    silent: Option<NamedMonth>,
    /// The year that can be closed for good.
    year: Option<Year>,
    seals: Vec<SealRow>,
    /// The last closings with what was known to be missing.
    remarked: Vec<Remarked>,
}

impl Closing {
    fn list<'c>(&'c self, facts: &'c MonthFacts) -> ListView<'c> {
        ListView { base: &self.base, list: &facts.list, may_record: self.may_record }
    }
}

struct NamedMonth {
    code: String,
    name: String,
}

impl NamedMonth {
    fn of(month: Month) -> Self {
        Self { code: month.to_string(), name: month.long() }
    }
}

struct MonthFacts {
    name: String,
    code: String,
    list: Checklist,
    entries: usize,
    came_in: String,
    went_out: String,
    money: String,
}

impl MonthFacts {
    fn of(books: &MonthBooks, list: Checklist) -> Self {
        let (came_in, went_out) = books.money_moved();
        Self {
            name: books.month.long(),
            code: books.month.to_string(),
            list,
            entries: books.entries.len(),
            came_in: came_in.plain(),
            went_out: went_out.plain(),
            money: books.money().plain(),
        }
    }

    fn asks_counted(&self) -> bool {
        self.list.asks(Tick::Counted)
    }

    fn asks_stock(&self) -> bool {
        self.list.asks(Tick::Stock)
    }
}

/// The list as it is shown, for a month and for a year.
#[derive(Template)]
#[template(path = "closing_list.html")]
pub struct ListView<'l> {
    pub base: &'l str,
    pub list: &'l Checklist,
    pub may_record: bool,
}

impl ListView<'_> {
    fn tone(&self, check: &Check) -> &'static str {
        match check.standing {
            Standing::Good => "good",
            Standing::Open => "look",
            Standing::Asked(_) => "wait",
            Standing::Unneeded => "none",
        }
    }

    fn link<'c>(&self, check: &'c Check) -> Option<&'c Link> {
        check.link.as_ref().filter(|link| self.may_record || !link.records)
    }
}

struct SealRow {
    month: String,
    at: String,
    by: String,
    stands: bool,
    short: String,
}

/// A closing with what was known to be missing.
struct Remarked {
    month: String,
    remarks: String,
}

/// Of how many closings the remarks are shown.
const REMARKED: usize = 3;

fn remarked(seals: &[Seal]) -> Vec<Remarked> {
    let stand = seals.iter().filter(|seal| seal.reopened_at.is_none() && !seal.remarks.is_empty());
    let said = |seal: &Seal| Remarked { month: seal.month.long(), remarks: seal.remarks.clone() };
    stand.take(REMARKED).map(said).collect()
}

/// The month that can be closed next: the one after the last closed, or the month of the first entry.
pub fn next_to_close(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    this_month: Month,
) -> Result<Option<Month>, store::StoreError> {
    let next = match ledger::period_state(reader, cooperative)?.closed_through {
        Some(closed) => Some(closed.next()),
        None => ledger::first_entry_month(reader, cooperative)?,
    };
    Ok(next.filter(|month| *month < this_month))
}

/// Names of people, for what was done by whom.
///
/// # Errors
/// The store cannot answer.
pub fn names(
    reader: &mut dyn Reader,
    people: impl Iterator<Item = UserId>,
) -> Result<BTreeMap<UserId, String>, Refused> {
    let people: Vec<UserId> = people.collect();
    let names = access::user_names(reader, &people).map_err(|error| Refused::about(None, error))?;
    Ok(names.into_iter().collect())
}

fn seal_rows(reader: &mut dyn Reader, seals: &[Seal]) -> Result<Vec<SealRow>, Refused> {
    let names = names(reader, seals.iter().map(|seal| seal.closed_by))?;
    let row = |seal: &Seal| SealRow {
        month: seal.month.long(),
        at: seal.closed_at.wib_text(),
        by: names.get(&seal.closed_by).cloned().unwrap_or_default(),
        stands: seal.reopened_at.is_none(),
        short: seal.seal.chars().take(12).collect(),
    };
    Ok(seals.iter().map(row).collect())
}

/// What the page shows, read in one snapshot.
struct Seen {
    closed_through: Option<Month>,
    /// The last closed month, where it can be opened again.
    reopenable: Option<Month>,
    month: Option<MonthFacts>,
    silent: Option<Month>,
    year: Option<Year>,
    seals: Vec<SealRow>,
    remarked: Vec<Remarked>,
}

fn seen(reader: &mut dyn Reader, cooperative: CooperativeId, today: BookDate) -> Result<Seen, Refused> {
    let this_month = today.month_of();
    let closed_through = ledger::period_state(reader, cooperative)?.closed_through;
    let month = next_to_close(reader, cooperative, this_month)?;
    let month = month.map(|month| of_month(reader, cooperative, month)).transpose()?;
    let seals = ledger::seals(reader, cooperative)?;
    let shut = ledger::last_closed_year(reader, cooperative)?;
    let stands = |month: &Month| seals.iter().any(|seal| seal.month == *month && seal.reopened_at.is_none());
    let last = this_month.previous();
    let acts = ledger::entries_between(reader, cooperative, last.first_day(), last.last_day())?;
    Ok(Seen {
        closed_through,
        reopenable: closed_through.filter(stands).filter(|month| shut.is_none_or(|shut| month.year() > shut)),
        month: month.map(|(books, list)| MonthFacts::of(&books, list)),
        silent: acts.is_empty().then_some(last),
        year: year::next(reader, cooperative, today)?,
        remarked: remarked(&seals),
        seals: seal_rows(reader, &seals)?,
    })
}

/// The page, with what was refused.
///
/// # Errors
/// The store cannot answer.
pub async fn show(site: &Site, visit: &Visit, refused: Option<String>) -> Result<Response, Refusal> {
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    let read = site.db.read(move |reader| seen(reader, cooperative, today)).await;
    let seen = read.map_err(|refused| refusal(&refused))?;
    let nothing = match seen.closed_through {
        Some(closed) => format!("Sudah ditutup sampai {}. Bulan ini ditutup setelah selesai.", closed.long()),
        None => "Belum ada bulan yang selesai untuk ditutup.".to_owned(),
    };
    let body = Closing {
        base: visit.path(""),
        hidden: visit.form_fields().to_string(),
        refused,
        month: seen.month,
        nothing,
        may_close: visit.may(Right::CloseMonth),
        may_record: visit.may(Right::Record),
        may_reopen: visit.may(Right::ReopenMonth),
        last_closed: seen.reopenable.map(NamedMonth::of),
        silent: seen.silent.filter(|_| visit.may(Right::CloseMonth)).map(NamedMonth::of),
        year: seen.year,
        seals: seen.seals,
        remarked: seen.remarked,
    };
    Ok(Page::new(visit, "Tutup bulan").active("buku").body(&body))
}

async fn page(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    show(&site, &visit, None).await
}

/// Closes a month: what was put into earlier months leaves again first, and what was known to be missing is
/// kept with the seal.
///
/// # Errors
/// The ledger's refusals.
pub fn close_with(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    month: Month,
    remarks: &str,
    (by, at): (UserId, Timestamp),
) -> Result<Seal, CashbookError> {
    cashbook::reverse_due(tx, cooperative, month.last_day(), by, at)?;
    let mut seal = ledger::close_month(tx, cooperative, month, by, at)?;
    ledger::remark_closing(tx, cooperative, month, remarks)?;
    seal.remarks = remarks.to_owned();
    Ok(seal)
}

async fn close(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let (cooperative, by, at) = (visit.cooperative()?.id, visit.user()?, visit.now);
    let Ok(month) = Month::parse(form.text("month")) else {
        return show(&site, &visit, Some("Pilih bulan yang akan ditutup.".to_owned())).await;
    };
    let command = form.command(&visit)?;
    let list = site.db.read(move |reader| of_month(reader, cooperative, month)).await;
    let (_, list) = list.map_err(|refused| refusal(&refused))?;
    if let Some(sentence) = list.refused(|field| form.is_ticked(field)) {
        return show(&site, &visit, Some(sentence)).await;
    }
    let remarks = list.remarks();
    let closed =
        site.db.command(command, move |tx| close_with(tx, cooperative, month, &remarks, (by, at))).await;
    match closed {
        Ok(_) => {
            let said = Flash::good(format!("{} sudah ditutup dan disegel.", month.long()));
            Ok(Redirect::to(visit.path("tutup-bulan")).with(said).into_response())
        }
        Err(refused) => show(&site, &visit, Some(refused.to_string())).await,
    }
}

async fn reopen(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let (cooperative, by, at) = (visit.cooperative()?.id, visit.user()?, visit.now);
    let Ok(month) = Month::parse(form.text("month")) else {
        return show(&site, &visit, Some("Pilih bulan yang akan dibuka.".to_owned())).await;
    };
    let reason = form.text("reason").to_owned();
    let command = form.command(&visit)?;
    let opened = site
        .db
        .command(command, move |tx| ledger::reopen_month(tx, cooperative, month, &reason, by, at))
        .await;
    match opened {
        Ok(_) => {
            let said =
                Flash::wait(format!("{} dibuka lagi. Tutup kembali setelah dibetulkan.", month.long()));
            Ok(Redirect::to(visit.path("tutup-bulan")).with(said).into_response())
        }
        Err(refused) => show(&site, &visit, Some(refused.to_string())).await,
    }
}
