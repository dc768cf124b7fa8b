//! `sokoguru import`: what others keep in files becomes part of the books.

use std::io::{IsTerminal, Write, stderr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Context, Result};
use clap::Subcommand;
use import::{Book, Counts, Fate, Summary};
use kernel::{CooperativeId, UserId};
use line::Refused;
use serde::Serialize;
use sheets::{Asked, Listed, Reading};

use crate::desk::importing::{bring_in, read_book, record_settled, understood, units_of};
use crate::installation::Installation;

/// Who imports where nobody is signed in: whoever may open the database.
const OPERATOR: UserId = UserId(0);

/// What to import.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Buku kas Excel yang dipakai pengurus menjadi transaksi.
    CashBook {
        /// Berkas .xlsx, .xls, atau .ods.
        file: PathBuf,
        /// Kode kelurahan dengan titik, atau nomor koperasi.
        #[arg(long)]
        cooperative: String,
        /// kas, bank, atau unit:NAMA.
        #[arg(long)]
        book: String,
        /// Tahun, bila tidak tertulis di berkas.
        #[arg(long)]
        year: Option<i64>,
        /// Periksa saja; tidak ada yang ditulis.
        #[arg(long)]
        dry_run: bool,
    },
    /// Daftar anggota Excel dengan simpanan awalnya.
    Members {
        /// Berkas .xlsx, .xls, atau .ods.
        file: PathBuf,
        /// Kode kelurahan dengan titik, atau nomor koperasi.
        #[arg(long)]
        cooperative: String,
        /// Tanggal simpanan di berkas itu; biasanya hari sebelum pembukuan dimulai.
        #[arg(long, value_parser = super::date)]
        as_of: Option<kernel::BookDate>,
        /// Periksa saja; tidak ada yang ditulis.
        #[arg(long)]
        dry_run: bool,
    },
    /// Statistik publik portal SIMKOPDES per satu tanggal.
    SimkopdesStatistics {
        /// Berkas .csv, satu baris tiap desa.
        file: PathBuf,
        /// Tanggal statistiknya.
        #[arg(long, value_parser = super::date)]
        as_of: kernel::BookDate,
    },
    /// Batalkan satu impor dengan membalik semua transaksinya.
    Undo {
        /// Nomor impor.
        import_id: i64,
        /// Kode kelurahan dengan titik, atau nomor koperasi.
        #[arg(long)]
        cooperative: Option<String>,
        /// Alasan yang tercatat pada pembalikannya.
        #[arg(long, default_value = "impor dibatalkan seluruhnya")]
        reason: String,
    },
}

/// The promised JSON of an import.
#[derive(Debug, Serialize)]
struct Report {
    import: Option<i64>,
    rows: usize,
    accepted: usize,
    already: usize,
    needs_review: usize,
    rejected: usize,
    opening: i64,
    debit: i64,
    credit: i64,
    closing: i64,
    problems: Vec<Problem>,
    /// Rows that are no receipts or payments and need nothing: sums, balances, headings, signatures.
    listed: Vec<Problem>,
    warnings: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Problem {
    sheet: String,
    row: Option<u32>,
    field: String,
    message: String,
}

/// Runs one of the imports.
pub fn run(installation: &Installation, what: &What, json: bool) -> Result<ExitCode> {
    match what {
        What::CashBook { file, cooperative, book, year, dry_run } => {
            let cooperative = installation.cooperative(cooperative)?.id;
            let named = book.clone();
            let (book, kept) = installation.db.read_blocking(|reader| {
                let units = units_of(reader, cooperative)?;
                let book = Book::parse(&named, &units).map_err(|error| Refused::about(None, error))?;
                Ok::<_, Refused>((book, book.kept(&units)))
            })?;
            let asked = Asked { year: *year, book: kept, ..Asked::on(installation.today()) };
            let (name, bytes) = read_file(file)?;
            let reading = read_book(&name, &bytes, &asked)?;
            let source = Source { cooperative, name, bytes, book, reading };
            let report = match dry_run {
                true => dry(installation, source)?,
                false => real(installation, &source)?,
            };
            print(&report, *dry_run, json)?;
            Ok(ExitCode::SUCCESS)
        }
        What::Members { file, cooperative, as_of, dry_run } => {
            super::import_members::run(installation, file, cooperative, *as_of, *dry_run, json)
        }
        What::SimkopdesStatistics { file, as_of } => {
            super::simkopdes::import(installation, file, *as_of, json)?;
            Ok(ExitCode::SUCCESS)
        }
        What::Undo { import_id, cooperative, reason } => {
            undo(installation, *import_id, cooperative.as_deref(), reason)
        }
    }
}

/// A file with whose money it tells of.
struct Source {
    cooperative: CooperativeId,
    name: String,
    bytes: Vec<u8>,
    book: Book,
    reading: Reading,
}

fn read_file(file: &Path) -> Result<(String, Vec<u8>)> {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let bytes = std::fs::read(file).with_context(|| {
        format!("Berkas {} tidak bisa dibuka. Periksa nama dan tempatnya.", file.display())
    })?;
    Ok((name, bytes))
}

/// Everything as it would be; nothing is written.
fn dry(installation: &Installation, source: Source) -> Result<Report> {
    let today = installation.today();
    let Source { cooperative, book, .. } = source;
    let asked = Asking::of(&source.reading);
    let draft = installation
        .db
        .read_blocking(move |reader| understood(reader, cooperative, book, source.reading, today))?;
    let (counts, fates) = import::first_fates(&draft);
    let waiting = draft.rows.iter().zip(&fates).filter_map(|(proposed, fate)| waiting(&proposed.row, fate));
    Ok(asked.report(None, counts, &draft.summary, waiting))
}

/// Brings the file in and records what is settled.
fn real(installation: &Installation, source: &Source) -> Result<Report> {
    let (at, today) = (installation.clock.now(), installation.today());
    let Source { cooperative, book, .. } = *source;
    let (name, bytes, reading) = (source.name.clone(), source.bytes.clone(), source.reading.clone());
    let who = (OPERATOR, at, today);
    let import = installation
        .db
        .write_blocking(move |tx| bring_in(tx, cooperative, (&name, &bytes), book, &reading, who))?;
    let progress = Arc::new(AtomicUsize::new(0));
    let shown = Progress::start(source.reading.rows.len(), progress.clone());
    let posted = record_settled(&installation.db, cooperative, import, (OPERATOR, at), &progress);
    shown.end();
    posted?;
    let review = installation.db.read_blocking(move |reader| import::review(reader, cooperative, import))?;
    let rows = review.groups.iter().flat_map(|group| &group.rows);
    let waiting = rows.filter_map(|row| waiting(&row.kept.proposed.row, &row.fate));
    Ok(Asking::of(&source.reading).report(Some(import), review.counts, &review.batch.summary, waiting))
}

/// What a reading asks and tells a person.
struct Asking {
    rejected: usize,
    problems: Vec<Problem>,
    listed: Vec<Problem>,
    warnings: Vec<String>,
}

impl Asking {
    fn of(reading: &Reading) -> Self {
        let told = |listed: &Listed| Problem {
            sheet: listed.sheet.clone(),
            row: Some(listed.row),
            field: listed.field.clone(),
            message: listed.message.clone(),
        };
        let mut problems: Vec<Problem> = reading.problems().map(told).collect();
        let rejected = problems.len();
        problems.extend(reading.questions.iter().map(|question| Problem {
            sheet: question.sheet.clone(),
            row: question.row,
            field: String::new(),
            message: question.message.clone(),
        }));
        problems.extend(reading.balance_breaks().iter().map(|found| Problem {
            sheet: found.sheet.clone(),
            row: Some(found.row),
            field: "saldo".to_owned(),
            message: found.sentence(),
        }));
        // A failed formula or money beside the table makes no row wrong, but hides something.
        let harmless = reading.listed.iter().filter(|listed| !listed.is_problem);
        let (remarks, listed): (Vec<_>, Vec<_>) = harmless.partition(|listed| listed.kind.is_remark());
        problems.extend(remarks.into_iter().map(told));
        let listed = listed.into_iter().map(told).collect();
        Self { rejected, problems, listed, warnings: reading.warnings.clone() }
    }

    fn report(
        mut self,
        import: Option<i64>,
        counts: Counts,
        summary: &Summary,
        waiting: impl Iterator<Item = Problem>,
    ) -> Report {
        self.problems.extend(waiting);
        Report {
            import,
            rows: counts.rows + self.rejected,
            accepted: counts.ready + counts.recorded,
            already: counts.already,
            needs_review: counts.waiting,
            rejected: self.rejected,
            opening: summary.opening.unwrap_or(summary.books_opening).0,
            debit: summary.money_in.0,
            credit: summary.money_out.0,
            closing: summary.closing().0,
            problems: self.problems,
            listed: self.listed,
            warnings: self.warnings,
        }
    }
}

/// What a person must decide about a row, if anything.
fn waiting(row: &sheets::BookRow, fate: &Fate) -> Option<Problem> {
    let Fate::Waiting(reason) = fate else { return None };
    Some(Problem {
        sheet: row.sheet.clone(),
        row: Some(row.row),
        field: "uraian".to_owned(),
        message: reason.clone(),
    })
}

fn print(report: &Report, dry_run: bool, json: bool) -> Result<()> {
    if json {
        println!("{}", serde_json::to_string_pretty(report)?);
        return Ok(());
    }
    match report.import {
        Some(number) => println!("Impor nomor {number}"),
        None => println!("Percobaan; tidak ada yang ditulis."),
    }
    println!("  baris            {:>10}", report.rows);
    println!("  {} {:>10}", if dry_run { "siap dicatat    " } else { "dicatat         " }, report.accepted);
    println!("  sudah ada        {:>10}", report.already);
    println!("  perlu dilihat    {:>10}", report.needs_review);
    println!("  tidak terpakai   {:>10}", report.rejected);
    let amounts = [
        ("saldo awal", report.opening),
        ("uang masuk", report.debit),
        ("uang keluar", report.credit),
        ("saldo akhir", report.closing),
    ];
    for (name, amount) in amounts {
        println!("  {name:<16} {:>18}", kernel::Rupiah(amount).plain());
    }
    for warning in &report.warnings {
        println!("  {warning}");
    }
    for problem in report.problems.iter().take(50) {
        let row = problem.row.map(|row| format!(" baris {row}")).unwrap_or_default();
        println!("  {}{row}: {}", problem.sheet, problem.message);
    }
    if report.problems.len() > 50 {
        println!("  dan {} lagi; lihat semuanya dengan --json", report.problems.len() - 50);
    }
    Ok(())
}

fn undo(installation: &Installation, import: i64, named: Option<&str>, reason: &str) -> Result<ExitCode> {
    let mut holders = Vec::new();
    for cooperative in installation.cooperatives(named)? {
        let id = cooperative.id;
        let found = installation.db.read_blocking(move |reader| import::batch_of(reader, id, import))?;
        if found.is_some_and(|batch| batch.state == import::State::Posted) {
            holders.push(cooperative);
        }
    }
    let [cooperative] = holders.as_slice() else {
        let sentence = match holders.is_empty() {
            true => format!("Impor nomor {import} tidak ada, belum dicatat, atau sudah dibatalkan."),
            false => {
                format!("Ada {} koperasi dengan impor nomor {import}. Sebutkan --cooperative.", holders.len())
            }
        };
        anyhow::bail!(sentence);
    };
    let (id, at, reason) = (cooperative.id, installation.clock.now(), reason.to_owned());
    let taken_back =
        installation.db.write_blocking(move |tx| import::undo(tx, id, import, &reason, (OPERATOR, at)))?;
    println!("Impor nomor {import} di {} dibatalkan: {taken_back} transaksi dibalik.", cooperative.name);
    Ok(ExitCode::SUCCESS)
}

/// A bar on a terminal, lines with percentages elsewhere; nothing for what is done at once.
struct Progress {
    done: Arc<AtomicBool>,
    shows: Option<std::thread::JoinHandle<()>>,
}

impl Progress {
    const WORTH_SHOWING: usize = 2_000;

    fn start(rows: usize, count: Arc<AtomicUsize>) -> Self {
        let done = Arc::new(AtomicBool::new(false));
        let ended = done.clone();
        let shows = (rows >= Self::WORTH_SHOWING).then(|| {
            std::thread::spawn(move || {
                let mut last = 0;
                while !ended.load(Ordering::Relaxed) {
                    let percent = count.load(Ordering::Relaxed) * 100 / rows.max(1);
                    if percent != last {
                        say(percent.min(100));
                        last = percent;
                    }
                    std::thread::sleep(Duration::from_millis(100));
                }
                say(100);
                if stderr().is_terminal() {
                    eprintln!();
                }
            })
        });
        Self { done, shows }
    }

    fn end(self) {
        self.done.store(true, Ordering::Relaxed);
        if let Some(shows) = self.shows {
            let _ = shows.join();
        }
    }
}

fn say(percent: usize) {
    let mut out = stderr();
    let written = if out.is_terminal() {
        let filled = percent * 40 / 100;
        write!(out, "\r  [{}{}] {percent:>3} %", "█".repeat(filled), " ".repeat(40 - filled.min(40)))
    } else {
        writeln!(out, "{percent} %")
    };
    // Progress that cannot be shown stops nothing.
    let _ = written.and_then(|()| out.flush());
}
