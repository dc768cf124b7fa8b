//! Closing a month: what is looked at before, the closing itself, opening again with a reason.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use kernel::{AccountCode, CooperativeId, Month, Rupiah, UserId};
use ledger::{Seal, Section};
use line::Refused;
use store::Reader;
use web::{Flash, Form, Page, Redirect, Refusal, Right, Route, Site, Visit};

use crate::desk::act::refusal;

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
    may_reopen: bool,
    last_closed: Option<NamedMonth>,
    /// Last month, where nothing is recorded in it: it can be reported as zero.
    silent: Option<NamedMonth>,
    seals: Vec<SealRow>,
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
    checks: Vec<Check>,
    entries: usize,
    came_in: String,
    went_out: String,
    money: String,
}

struct Check {
    name: &'static str,
    good: bool,
    state: String,
    detail: String,
}

struct SealRow {
    month: String,
    at: String,
    by: String,
    stands: bool,
    short: String,
}

/// Accounts where what could not be named yet waits: they should be empty before a month is closed.
const UNNAMED: [AccountCode; 2] = [AccountCode(21_130), AccountCode(11_910)];

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

fn checks(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    month: Month,
    without_proof: usize,
) -> Result<Vec<Check>, Refused> {
    let rows = ledger::balances(reader, cooperative, None, month.last_day(), None)?;
    let sum: i64 = rows.iter().map(|row| row.net().0).sum();
    let unnamed: i64 =
        rows.iter().filter(|row| UNNAMED.contains(&row.account)).map(|row| row.net().0.abs()).sum();
    let waiting = cashbook::waiting_reversals(reader, cooperative)?.len();
    let chart = ledger::chart_of(reader, cooperative, month.last_day())?;
    let overdrawn = chart.money().any(|account| {
        rows.iter().filter(|row| row.account == account.code).map(|row| row.net().0).sum::<i64>() < 0
    });
    let count = |number: usize| if number == 0 { "cocok".to_owned() } else { format!("{number} belum") };
    Ok(vec![
        Check {
            name: "Neraca seimbang",
            good: sum == 0,
            state: if sum == 0 { "cocok".to_owned() } else { "selisih".to_owned() },
            detail: "Jumlah debet sama dengan jumlah kredit".to_owned(),
        },
        Check {
            name: "Kas dan bank tidak minus",
            good: !overdrawn,
            state: if overdrawn { "minus".to_owned() } else { "cocok".to_owned() },
            detail: "Bila minus, ada uang masuk yang belum dicatat".to_owned(),
        },
        Check {
            name: "Semua transaksi ada bukti",
            good: without_proof == 0,
            state: count(without_proof),
            detail: "Bukti boleh menyusul; pengawas melihat jumlah ini".to_owned(),
        },
        Check {
            name: "Tidak ada uang yang belum dirinci",
            good: unnamed == 0,
            state: if unnamed == 0 { "cocok".to_owned() } else { Rupiah(unnamed).to_string() },
            detail: "Catatan “belum dirinci” dibetulkan dulu".to_owned(),
        },
        Check {
            name: "Tidak ada pembatalan yang menunggu",
            good: waiting == 0,
            state: count(waiting),
            detail: "Pembatalan diputuskan sebelum bulan ditutup".to_owned(),
        },
    ])
}

fn month_facts(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    month: Month,
) -> Result<MonthFacts, Refused> {
    let (first, last) = (month.first_day(), month.last_day());
    let entries = ledger::entries_between(reader, cooperative, first, last)?;
    let without_proof =
        entries.iter().filter(|entry| entry.voucher.is_none() && entry.reverses.is_none()).count();
    let chart = ledger::chart_of(reader, cooperative, last)?;
    let holds_money =
        |account: AccountCode| chart.account(account).is_some_and(|account| account.cash.is_some());
    let clearing = |account: AccountCode| {
        chart.account(account).is_some_and(|account| account.section == Section::Clearing)
    };
    // Money that only changes its place came in nowhere.
    let moved = entries.iter().filter_map(|entry| {
        let within = entry.lines.iter().all(|line| holds_money(line.account) || clearing(line.account));
        let net: i64 =
            entry.lines.iter().filter(|line| holds_money(line.account)).map(|line| line.amount.0).sum();
        (!within).then_some(net)
    });
    let (mut came_in, mut went_out) = (0, 0);
    for net in moved {
        came_in += net.max(0);
        went_out += (-net).max(0);
    }
    let rows = ledger::balances(reader, cooperative, None, last, None)?;
    let money: i64 = rows.iter().filter(|row| holds_money(row.account)).map(|row| row.net().0).sum();
    Ok(MonthFacts {
        name: month.long(),
        code: month.to_string(),
        checks: checks(reader, cooperative, month, without_proof)?,
        entries: entries.len(),
        came_in: Rupiah(came_in).plain(),
        went_out: Rupiah(went_out).plain(),
        money: Rupiah(money).plain(),
    })
}

fn seal_rows(reader: &mut dyn Reader, seals: &[Seal]) -> Result<Vec<SealRow>, Refused> {
    let people: Vec<UserId> = seals.iter().map(|seal| seal.closed_by).collect();
    let names = access::user_names(reader, &people).map_err(|error| Refused::about(None, error))?;
    let row = |seal: &Seal| SealRow {
        month: seal.month.long(),
        at: seal.closed_at.wib_text(),
        by: names.get(&seal.closed_by).cloned().unwrap_or_default(),
        stands: seal.reopened_at.is_none(),
        short: seal.seal.chars().take(12).collect(),
    };
    Ok(seals.iter().map(row).collect())
}

/// The page, with what was refused.
pub async fn show(site: &Site, visit: &Visit, refused: Option<String>) -> Result<Response, Refusal> {
    let (cooperative, this_month) = (visit.cooperative()?.id, visit.today.month_of());
    let read = site.db.read(move |reader| {
        let state = ledger::period_state(reader, cooperative)?;
        let month = next_to_close(reader, cooperative, this_month)?;
        let facts = month.map(|month| month_facts(reader, cooperative, month)).transpose()?;
        let seals = ledger::seals(reader, cooperative)?;
        let last = this_month.previous();
        let acts = ledger::entries_between(reader, cooperative, last.first_day(), last.last_day())?;
        let silent = acts.is_empty().then_some(last);
        Ok::<_, Refused>((state, facts, seal_rows(reader, &seals)?, silent))
    });
    let (state, month, seals, silent) = read.await.map_err(|refused| refusal(&refused))?;
    let nothing = match state.closed_through {
        Some(closed) => format!("Sudah ditutup sampai {}. Bulan ini ditutup setelah selesai.", closed.long()),
        None => "Belum ada bulan yang selesai untuk ditutup.".to_owned(),
    };
    let body = Closing {
        base: visit.path(""),
        hidden: visit.form_fields().to_string(),
        refused,
        month,
        nothing,
        may_close: visit.may(Right::CloseMonth),
        may_reopen: visit.may(Right::ReopenMonth),
        last_closed: state
            .closed_through
            .filter(|_| seals.iter().any(|seal| seal.stands))
            .map(NamedMonth::of),
        silent: silent.filter(|_| visit.may(Right::CloseMonth)).map(NamedMonth::of),
        seals,
    };
    Ok(Page::new(visit, "Tutup bulan").active("buku").body(&body))
}

async fn page(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    show(&site, &visit, None).await
}

async fn close(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let (cooperative, by, at) = (visit.cooperative()?.id, visit.user()?, visit.now);
    let Ok(month) = Month::parse(form.text("month")) else {
        return show(&site, &visit, Some("Pilih bulan yang akan ditutup.".to_owned())).await;
    };
    if form.text("counted").is_empty() {
        let sentence = "Hitung dulu kasnya dan cocokkan bank, lalu beri tanda.".to_owned();
        return show(&site, &visit, Some(sentence)).await;
    }
    let command = form.command(&visit)?;
    match site.db.command(command, move |tx| ledger::close_month(tx, cooperative, month, by, at)).await {
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
