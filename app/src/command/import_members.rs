//! `sokoguru import members`: the register that officers keep in Excel, with opening savings.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use kernel::{BookDate, UserId};
use line::Refused;
use members::NikKeys;

use crate::desk::members_import::{Report, Wanted, accept, read};
use crate::desk::opening::usual_day;
use crate::installation::Installation;

/// Who imports where nobody is signed in: whoever may open the database.
const OPERATOR: UserId = UserId(0);

/// Problems that are printed; all of them are in the JSON.
const PRINTED: usize = 50;

/// How a trial ends: taken back, with what it found.
enum Ended {
    Refused(Refused),
    Tried(Report),
}

impl From<store::StoreError> for Ended {
    fn from(error: store::StoreError) -> Self {
        Self::Refused(error.into())
    }
}

/// Takes the rows of a file into the register, or only says what would happen.
pub fn run(
    installation: &Installation,
    file: &Path,
    cooperative: &str,
    as_of: Option<BookDate>,
    dry_run: bool,
    json: bool,
) -> Result<ExitCode> {
    let cooperative = installation.cooperative(cooperative)?.id;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let bytes = std::fs::read(file).with_context(|| {
        format!("Berkas {} tidak bisa dibuka. Periksa nama dan tempatnya.", file.display())
    })?;
    let list = read(&spreadsheet::read(&name, &bytes)?).map_err(anyhow::Error::msg)?;
    let (at, today) = (installation.clock.now(), installation.today());
    let as_of = match as_of {
        Some(as_of) => as_of,
        None => installation.db.read_blocking(|reader| usual_day(reader, cooperative, today))?,
    };
    let wanted = Wanted { cooperative, file_name: name, as_of, today, by: OPERATOR, at };
    let keys = NikKeys::derive(|key| installation.keys.derive(key));
    let done = installation.db.write_blocking(move |tx| {
        let report = accept(tx, &keys, &wanted, &list).map_err(Ended::Refused)?;
        if dry_run { Err(Ended::Tried(report)) } else { Ok(report) }
    });
    let report = match done {
        Ok(report) | Err(Ended::Tried(report)) => report,
        Err(Ended::Refused(refused)) => return Err(refused.into()),
    };
    print(&report, as_of, dry_run, json)?;
    Ok(ExitCode::SUCCESS)
}

fn print(report: &Report, as_of: BookDate, dry_run: bool, json: bool) -> Result<()> {
    if json {
        println!("{}", serde_json::to_string_pretty(report)?);
        return Ok(());
    }
    if dry_run {
        println!("Percobaan; tidak ada yang ditulis.");
    }
    println!("  baris            {:>10}", report.rows);
    println!("  {} {:>10}", if dry_run { "akan diterima   " } else { "diterima        " }, report.accepted);
    println!("  menjadi anggota  {:>10}", report.members);
    println!("  sudah ada        {:>10}", report.already);
    println!("  perlu dibetulkan {:>10}", report.rejected);
    println!("  simpanan awal    {:>18} per {}", report.savings.plain(), as_of.short());
    for problem in report.problems.iter().take(PRINTED) {
        println!("  {} baris {}, {}: {}", problem.sheet, problem.row, problem.field, problem.message);
    }
    if report.problems.len() > PRINTED {
        println!("  dan {} lagi; lihat semuanya dengan --json", report.problems.len() - PRINTED);
    }
    Ok(())
}
