//! Statements of a cooperative with a million lines, and the start on a large file.

use anyhow::Result;
use kernel::{AccountCode, BookDate, CooperativeId, Rupiah, Timestamp, UserId};
use ledger::{Account, Activity, ActivityNeed, Book, Entry, Line, NormalSide, PartyNeed};
use statements::{Request, Statement};
use store::Db;

use super::Scratch;
use super::clock::{Latencies, Stopwatch};
use super::posting::fresh;
use super::report::BenchResult;
use crate::installation::Installation;

const COOPERATIVE: CooperativeId = CooperativeId(1);

/// 30 November 2026, in microseconds.
const AT: Timestamp = Timestamp(1_796_025_600_000_000);

/// Lines of the books that are measured.
const LINES: i64 = 1_000_000;

/// Posts two years of entries, 1,000 a commit.
fn fill(db: &Db, lines: i64) -> Result<()> {
    let chart = db.read_blocking(|reader| ledger::chart_of(reader, COOPERATIVE, BookDate::MAX))?;
    let results: Vec<Account> = chart.iter().filter(|account| is_plain_result(account)).cloned().collect();
    let start = BookDate::parse("2024-12-01")?;
    let entries = lines / 2;
    for first in (0..entries).step_by(1_000) {
        let results = results.clone();
        db.write_blocking(move |tx| {
            for n in first..(first + 1_000).min(entries) {
                let account = usize::try_from(n).ok().and_then(|n| results.get(n % results.len()));
                let Some(account) = account else { continue };
                let amount = Rupiah(1_000 + n % 99_000);
                let amount = if account.normal == NormalSide::Debit { -amount } else { amount };
                ledger::post(
                    tx,
                    &Entry {
                        cooperative: COOPERATIVE,
                        date: start.plus_days(n * 720 / entries),
                        book: Book::CashIn,
                        description: "Penjualan".to_owned(),
                        note: String::new(),
                        act: "bench.books",
                        rule: String::new(),
                        voucher: None,
                        reverses: None,
                        by: UserId(1),
                        at: AT,
                        lines: vec![
                            Line::debit(AccountCode(11_100), amount),
                            Line::credit(account.code, amount).activity(match account.activity {
                                ActivityNeed::Required => Activity::NonMember,
                                ActivityNeed::None => Activity::None,
                            }),
                        ],
                    },
                )?;
            }
            Ok::<_, ledger::LedgerError>(())
        })?;
    }
    Ok(())
}

/// Revenue and expense that need nobody to be named.
fn is_plain_result(account: &Account) -> bool {
    account.code >= AccountCode(41_100) && account.party == PartyNeed::None
}

fn timed(name: &str, mut act: impl FnMut() -> Result<()>) -> Result<BenchResult> {
    let mut latencies = Latencies::default();
    for _ in 0..50 {
        let watch = Stopwatch::start();
        act()?;
        latencies.add(watch.micros());
    }
    Ok(BenchResult::milliseconds(name, latencies))
}

/// The five statements of a year as PDF, from the question to the last byte.
fn annual(db: &Db) -> Result<BenchResult> {
    let mut latencies = Latencies::default();
    for _ in 0..5 {
        let watch = Stopwatch::start();
        let as_of = BookDate::parse("2026-11-30")?;
        let request = Request::new(Statement::Annual, as_of, "Koperasi Kelurahan Merah Putih Contoh");
        let report = db.read_blocking(|reader| statements::run(reader, COOPERATIVE, &request))?;
        let pdf = reports::pdf(&report.document, as_of)?;
        latencies.add(watch.micros());
        anyhow::ensure!(pdf.len() > 10_000, "the paper has pages");
    }
    Ok(BenchResult::milliseconds("books.annual_pdf", latencies))
}

/// All figures of `bench books`.
pub(crate) fn run(scratch: &Scratch, scale: i64) -> Result<Vec<BenchResult>> {
    let file = scratch.file("books.db");
    let location = file.to_string_lossy().into_owned();
    let db = fresh(&location)?;
    let watch = Stopwatch::start();
    let lines = LINES * scale.max(1);
    fill(&db, lines)?;
    eprintln!("{lines} baris ditulis dalam {:.1} detik", watch.seconds());
    let sheet = |day: &'static str| {
        let db = db.clone();
        move || -> Result<()> {
            let as_of = BookDate::parse(day)?;
            let sheet =
                db.read_blocking(|reader| statements::balance_sheet(reader, COOPERATIVE, as_of, None))?;
            anyhow::ensure!(sheet.balanced, "the sheet balances");
            Ok(())
        }
    };
    let mut results = vec![
        timed("books.balance_sheet.month_end", sheet("2026-10-31"))?,
        timed("books.balance_sheet.today", sheet("2026-11-30"))?,
        timed("books.balance_sheet.mid_month", sheet("2026-10-16"))?,
    ];
    results.push(annual(&db)?);
    drop(db);
    // The first opening brings the other tables; what is measured is every start after it.
    drop(Installation::open(&location, false)?);
    eprintln!("berkas {} MB", std::fs::metadata(&file)?.len() / 1_000_000);
    let start = timed("books.start", || {
        Installation::open(&location, false)?;
        Ok(())
    });
    results.push(start?);
    Ok(results)
}
