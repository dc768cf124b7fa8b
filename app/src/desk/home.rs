//! Beranda: money today, what waits, the month in a strip of days, the last acts.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kernel::{BookDate, CooperativeId, Month, Rupiah};
use ledger::{Account, BalanceRow, MoneyPlace};
use line::Refused;
use store::Reader;
use web::{Page, Refusal, Right, Route, Site, Visit};

use crate::desk::act::refusal;
use crate::desk::closing::next_to_close;
use crate::desk::entry::{lacks_proof, proofs_of};
use crate::desk::opening::UNNAMED;

/// How many of the last acts are shown.
const LAST: i64 = 10;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/k/{cooperative}", Right::SignedIn, page)]
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    base: String,
    today: String,
    greeting: String,
    stats: Vec<Stat>,
    waiting: Vec<Waiting>,
    month: String,
    days: Vec<Day>,
    entries: Vec<EntryRow>,
    show_entries: bool,
    may_record: bool,
    balanced: bool,
    as_of: String,
}

struct Stat {
    name: &'static str,
    value: String,
    note: String,
    href: String,
}

struct Waiting {
    title: String,
    detail: String,
    verb: &'static str,
    href: String,
}

struct Day {
    number: i64,
    count: usize,
    today: bool,
    href: String,
}

struct EntryRow {
    id: i64,
    description: String,
    date: String,
    document: String,
    amount: String,
    proof: bool,
}

fn sum_of(rows: &[BalanceRow], of: impl Fn(&BalanceRow) -> bool) -> Rupiah {
    Rupiah(rows.iter().filter(|row| of(row)).map(|row| row.net().0).sum())
}

fn stats(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    visit: &Visit,
) -> Result<(Vec<Stat>, bool), Refused> {
    let rows = ledger::balances(reader, cooperative, None, visit.today, None)?;
    let chart = ledger::chart_of(reader, cooperative, visit.today)?;
    let at = |place: MoneyPlace| {
        let holds = |account: &Account| account.cash == Some(place);
        sum_of(&rows, |row| chart.account(row.account).is_some_and(holds))
    };
    let savings = [31_100, 31_200, 21_200].map(kernel::AccountCode);
    let saved = -sum_of(&rows, |row| savings.contains(&row.account));
    let members =
        members::counts_by_state(reader, cooperative).map_err(|error| Refused::about(None, error))?;
    let active: i64 = members
        .iter()
        .filter(|(state, _)| **state == members::MemberState::Active)
        .map(|(_, count)| *count)
        .sum();
    let books = visit.may(Right::ReadBooks);
    let link = |path: &str| if books { visit.path(path) } else { String::new() };
    let through = format!("sampai {}", visit.today.short());
    let stats = vec![
        Stat {
            name: "Kas",
            value: at(MoneyPlace::Kas).to_string(),
            note: through.clone(),
            href: link("buku/kas"),
        },
        Stat {
            name: "Bank",
            value: at(MoneyPlace::Bank).to_string(),
            note: through,
            href: link("buku/kas?akun=11200"),
        },
        Stat {
            name: "Simpanan anggota",
            value: saved.to_string(),
            note: format!("{active} anggota"),
            href: if visit.may(Right::ReadMembers) { visit.path("anggota") } else { String::new() },
        },
    ];
    Ok((stats, sum_of(&rows, |_| true).is_zero()))
}

fn waiting(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    visit: &Visit,
) -> Result<Vec<Waiting>, Refused> {
    let mut list = Vec::new();
    let requests = cashbook::waiting_reversals(reader, cooperative)?;
    if !requests.is_empty() && visit.may(Right::ReadBooks) {
        let decides = visit.may(Right::ApproveReversal);
        list.push(Waiting {
            title: format!("{} pembatalan menunggu persetujuan", requests.len()),
            detail: requests
                .first()
                .map_or_else(String::new, |request| format!("sejak {}", request.requested_at.wib_text())),
            verb: if decides { "Tinjau" } else { "Lihat" },
            href: visit.path("persetujuan"),
        });
    }
    if let Some(month) = next_to_close(reader, cooperative, visit.today.month_of())?
        && visit.may(Right::CloseMonth)
    {
        list.push(Waiting {
            title: format!("{} belum ditutup", month.long()),
            detail: format!("selesai {} hari lalu", month.last_day().days_until(visit.today)),
            verb: "Tutup bulan",
            href: visit.path("tutup-bulan"),
        });
    }
    list.extend(first_steps(reader, cooperative, visit)?);
    if visit.may(Right::Record) {
        list.extend(unnamed_opening(reader, cooperative, visit)?);
        list.extend(unfinished_imports(reader, cooperative, visit)?);
    }
    if visit.may(Right::ReadMembers) {
        list.extend(dues(reader, cooperative, visit)?);
    }
    Ok(list)
}

/// What a cooperative begins with, as long as nothing is in its books.
fn first_steps(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    visit: &Visit,
) -> Result<Vec<Waiting>, Refused> {
    if !ledger::last_entries(reader, cooperative, 1)?.is_empty() {
        return Ok(Vec::new());
    }
    let step = |right: Right, title: &str, detail: &str, verb: &'static str, path: &str| {
        let (title, detail) = (title.to_owned(), detail.to_owned());
        visit.may(right).then(|| Waiting { title, detail, verb, href: visit.path(path) })
    };
    let steps = [
        step(
            Right::ManageCooperative,
            "Catat pengurus dan pengawas",
            "siapa menjabat apa, dan sampai kapan",
            "Mulai",
            "pengurus",
        ),
        step(
            Right::ManageMembers,
            "Daftarkan anggota",
            "satu per satu, atau sekaligus dari Excel",
            "Mulai",
            "anggota",
        ),
        step(
            Right::Record,
            "Isi saldo awal",
            "uang, barang, dan utang saat pembukuan dimulai",
            "Isi",
            "saldo-awal",
        ),
        step(Right::Record, "Bawa buku kas dari Excel", "bila selama ini dicatat di Excel", "Bawa", "impor"),
    ];
    Ok(steps.into_iter().flatten().collect())
}

/// An opening balance of which nobody has said what it consists of.
fn unnamed_opening(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    visit: &Visit,
) -> Result<Option<Waiting>, Refused> {
    let unnamed = ledger::balance_of(reader, cooperative, UNNAMED, visit.today, None)?;
    Ok((!unnamed.is_zero()).then(|| Waiting {
        title: format!("Saldo awal {} belum dirinci", unnamed.abs()),
        detail: "simpanan siapa, hibah, atau utang apa di dalamnya".to_owned(),
        verb: "Rinci",
        href: visit.path("saldo-awal"),
    }))
}

/// Files that were brought in and not recorded yet.
fn unfinished_imports(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    visit: &Visit,
) -> Result<Vec<Waiting>, Refused> {
    let drafts = import::batches(reader, cooperative)?.into_iter();
    let drafts = drafts.filter(|batch| batch.state == import::State::Draft).take(3);
    let waiting = drafts.map(|batch| Waiting {
        title: format!("{} belum dicatat", batch.file_name),
        detail: format!("dibaca {}", batch.made_at.wib_text()),
        verb: "Tinjau",
        href: visit.path(&format!("impor/{}", batch.import)),
    });
    Ok(waiting.collect())
}

fn dues(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    visit: &Visit,
) -> Result<Option<Waiting>, Refused> {
    let behind =
        savings::arrears(reader, cooperative, visit.today).map_err(|error| Refused::about(None, error))?;
    if behind.is_empty() {
        return Ok(None);
    }
    Ok(Some(Waiting {
        title: format!("{} anggota belum lunas simpanan wajib", behind.len()),
        detail: format!("dihitung sampai {}", visit.today.month_of().long()),
        verb: "Lihat nama",
        href: visit.path("simpanan"),
    }))
}

fn days(reader: &mut dyn Reader, cooperative: CooperativeId, visit: &Visit) -> Result<Vec<Day>, Refused> {
    let month = visit.today.month_of();
    let entries = ledger::entries_between(reader, cooperative, month.first_day(), month.last_day())?;
    let day = |date: BookDate| {
        let count = entries.iter().filter(|entry| entry.date == date).count();
        Day {
            number: date.day(),
            count,
            today: date == visit.today,
            href: visit.path(&format!("buku/kas?bulan={month}")),
        }
    };
    Ok((0..month.last_day().day()).map(|n| day(month.first_day().plus_days(n))).collect())
}

/// What an entry did to the money: `+ 4.500` came in, `− 4.500` went out; what moved no money, or only
/// from one place to another, has its amount alone.
fn amount(chart: &ledger::Chart, lines: &[ledger::Line]) -> String {
    let is_money = |code| chart.account(code).is_some_and(|account| account.cash.is_some());
    let money: i64 = lines.iter().filter(|line| is_money(line.account)).map(|line| line.amount.0).sum();
    let sign = match money {
        1.. => "+ ",
        0 => "",
        _ => "− ",
    };
    format!("{sign}{}", chart.size_of(lines).plain())
}

fn last(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    today: BookDate,
) -> Result<Vec<EntryRow>, Refused> {
    let chart = ledger::chart_of(reader, cooperative, today)?;
    let mut rows = Vec::new();
    let heads = ledger::last_entries(reader, cooperative, LAST)?;
    let proofs = proofs_of(reader, cooperative, &heads)?;
    for head in heads {
        let Some(entry) = ledger::entry(reader, cooperative, head.id)? else { continue };
        rows.push(EntryRow {
            id: entry.id.0,
            proof: !lacks_proof(&proofs, &entry),
            description: entry.description,
            date: entry.date.short(),
            document: entry.document,
            amount: amount(&chart, &entry.lines),
        });
    }
    Ok(rows)
}

/// Morning, noon, afternoon or night by the clock of the village.
fn greeting(visit: &Visit) -> String {
    let zone = visit.cooperative.as_ref().map(|tenant| registry::zone_of(tenant.code)).unwrap_or_default();
    let day_began = visit.now.0 + zone.offset_hours() * 3_600_000_000;
    let hour = day_began.rem_euclid(86_400_000_000) / 3_600_000_000;
    let part = match hour {
        4..=10 => "pagi",
        11..=14 => "siang",
        15..=17 => "sore",
        _ => "malam",
    };
    format!("Selamat {part}, {}", visit.user_name)
}

fn home(reader: &mut dyn Reader, cooperative: CooperativeId, visit: &Visit) -> Result<Home, Refused> {
    let books = visit.may(Right::ReadBooks);
    let (stats, balanced) = stats(reader, cooperative, visit)?;
    let month: Month = visit.today.month_of();
    Ok(Home {
        base: visit.path(""),
        today: format!("{}, {}", visit.today.weekday_name(), visit.today.long()),
        greeting: greeting(visit),
        stats,
        waiting: waiting(reader, cooperative, visit)?,
        month: month.long(),
        days: if books { days(reader, cooperative, visit)? } else { Vec::new() },
        entries: if books { last(reader, cooperative, visit.today)? } else { Vec::new() },
        show_entries: books,
        may_record: visit.may(Right::Record),
        balanced,
        as_of: visit.today.long(),
    })
}

async fn page(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let asked = visit.clone();
    let home = site.db.read(move |reader| home(reader, cooperative, &asked)).await;
    Ok(Page::new(&visit, "Beranda").active("beranda").body(&home.map_err(|refused| refusal(&refused))?))
}
