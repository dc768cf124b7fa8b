//! A cash book of 50,000 rows: understood, and recorded.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use anyhow::{Context, Result};
use import::Book;
use kernel::{BookDate, CooperativeId, RegionCode, Rupiah, UserId};
use registry::{LegalPapers, NewCooperative};
use reports::{Cell, Column, Document, Part, Row, Table};
use sheets::Asked;

use super::Scratch;
use super::clock::{Latencies, Stopwatch};
use super::report::BenchResult;
use crate::desk::importing::{bring_in, read_book, record_settled, understood};
use crate::installation::Installation;

/// Rows of the book.
const ROWS: i64 = 50_000;

/// What happens in it: words, and whether money comes in.
const ACTS: [(&str, bool); 8] = [
    ("Laba Brilink", true),
    ("Penjualan sembako", true),
    ("Fee Pisang", true),
    ("Terima diskon snack", true),
    ("Admin bank", false),
    ("Biaya Rapat Pengurus", false),
    ("Belanja Botol", false),
    ("Bayar listrik dan air", false),
];

/// A workbook in the officers' columns.
fn workbook(rows: i64) -> Result<Vec<u8>> {
    let names = [
        "No",
        "Tanggal",
        "Uraian Transaksi",
        "Bukti",
        "Debet (Rp)",
        "Kredit (Rp)",
        "Saldo (Rp)",
        "Keterangan",
    ];
    let mut columns: Vec<Column> = names.iter().map(|name| Column::text(name)).collect();
    if let [no, date, _, _, money_in, money_out, balance, _] = columns.as_mut_slice() {
        *no = Column::number(names[0]);
        *date = Column::date(names[1]);
        *money_in = Column::money(names[4]);
        *money_out = Column::money(names[5]);
        *balance = Column::balance(names[6]);
    }
    let start = BookDate::parse("2026-01-01")?;
    let mut balance = Rupiah(5_000_000);
    let mut table = Table { heading: String::new(), columns, rows: Vec::new(), totals: Vec::new() };
    let opening =
        vec![Cell::Empty, Cell::Empty, "Saldo Kas Bulan Lalu".into(), Cell::Empty, Cell::Empty, Cell::Empty];
    table.rows.push(Row::plain(opening.into_iter().chain([Cell::Money(balance), Cell::Empty]).collect()));
    for n in 0..rows {
        let (words, comes_in) = ACTS.get(usize::try_from(n % 8).unwrap_or(0)).copied().unwrap_or(ACTS[0]);
        // More comes in than goes out, so that the book never runs empty.
        let amount = Rupiah(if comes_in { 20_000 } else { 1_000 } + n % 9_000);
        let (money_in, money_out) = if comes_in { (amount, Rupiah::ZERO) } else { (Rupiah::ZERO, amount) };
        balance = [balance, money_in, -money_out].into_iter().sum();
        table.rows.push(Row::plain(vec![
            (n + 1).into(),
            start.plus_days(n * 300 / rows).into(),
            words.into(),
            Cell::Empty,
            Cell::money_or_empty(money_in),
            Cell::money_or_empty(money_out),
            balance.into(),
            Cell::Empty,
        ]));
    }
    let document =
        Document { parts: vec![Part::Table(table)], ..Document::new("KKMP Contoh", "Buku Kas Umum") };
    Ok(reports::xlsx(&document)?)
}

/// All figures of `bench import`: in a file, and on a server that is empty.
pub(crate) fn run(scratch: &Scratch, scale: i64, postgres: Option<&str>) -> Result<Vec<BenchResult>> {
    let rows = ROWS * scale.max(1);
    let bytes = workbook(rows)?;
    eprintln!("{rows} baris, {} KB", bytes.len() / 1_000);
    let mut results = measure(&scratch.file("import.db").to_string_lossy(), "", &bytes, rows)?;
    if let Some(server) = postgres {
        results.extend(measure(server, ".postgres", &bytes, rows)?);
    }
    Ok(results)
}

/// One cooperative without books yet.
fn cooperative_of(installation: &Installation) -> Result<CooperativeId> {
    let village = RegionCode::parse("19.71.04.1001")?;
    let new = NewCooperative {
        region: village,
        name: registry::standard_name("Pintu Air", village),
        legal: LegalPapers::default(),
        address: None,
        founded_on: None,
        at: installation.clock.now(),
    };
    Ok(installation.db.write_blocking(move |tx| registry::register(tx, new.clone()))?)
}

/// The book understood, and recorded whole.
fn measure(location: &str, suffix: &str, bytes: &[u8], rows: i64) -> Result<Vec<BenchResult>> {
    let installation = Installation::open(location, true)?;
    let cooperative = cooperative_of(&installation)?;
    let (at, today) = (installation.clock.now(), BookDate::parse("2026-11-30")?);
    let asked = Asked::on(today);
    let mut results = Vec::new();
    let mut once = |name: &str, act: &mut dyn FnMut() -> Result<()>| -> Result<()> {
        let watch = Stopwatch::start();
        act()?;
        let mut latencies = Latencies::default();
        latencies.add(watch.micros());
        results.push(BenchResult::milliseconds(&format!("{name}{suffix}"), latencies));
        Ok(())
    };
    once("import.dry_run", &mut || {
        let reading = read_book("buku.xlsx", bytes, &asked)?;
        let draft = installation
            .db
            .read_blocking(move |reader| understood(reader, cooperative, Book::CASH, reading, today))?;
        let (counts, _) = import::first_fates(&draft);
        anyhow::ensure!(i64::try_from(counts.ready)? == rows, "every row is understood: {counts:?}");
        Ok(())
    })?;
    once("import.whole", &mut || {
        let reading = read_book("buku.xlsx", bytes, &asked)?;
        let (bytes, by) = (bytes.to_vec(), UserId(1));
        let import = installation.db.write_blocking(move |tx| {
            bring_in(tx, cooperative, ("buku.xlsx", &bytes), Book::CASH, &reading, (by, at, today))
        })?;
        let progress = Arc::new(AtomicUsize::new(0));
        let posted = record_settled(&installation.db, cooperative, import, (by, at), &progress)?;
        anyhow::ensure!(i64::try_from(posted.recorded)? == rows, "every row is recorded: {posted:?}");
        Ok(())
    })
    .context("mencatat")?;
    Ok(results)
}
