//! `sokoguru report` and `sokoguru activity`.

use std::io::{Write, stdout};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use kernel::{AccountCode, BookDate, RegionCode, UnitCode};
use statements::{Request, Statement};

use crate::command::date;
use crate::installation::Installation;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Json,
    Text,
    Xlsx,
    Pdf,
}

/// Flags of `report`.
#[derive(Debug, Args)]
pub struct Options {
    /// trial-balance, balance-sheet, income, cash-book, ledger
    name: String,
    /// Kode kelurahan dengan titik, atau nomor koperasi.
    #[arg(long)]
    cooperative: String,
    /// Per tanggal; bawaan hari ini.
    #[arg(long, value_parser = date)]
    as_of: Option<BookDate>,
    /// Dari tanggal, untuk laporan satu masa.
    #[arg(long, value_parser = date)]
    from: Option<BookDate>,
    /// Nomor unit usaha; bawaan seluruh koperasi.
    #[arg(long)]
    unit: Option<i64>,
    /// Nomor akun, untuk buku kas dan buku besar.
    #[arg(long)]
    account: Option<i64>,
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Tulis ke berkas ini.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Writes one report.
pub fn run(installation: &Installation, options: &Options, json: bool) -> Result<()> {
    let cooperative = installation.cooperative(&options.cooperative)?;
    let request = Request {
        name: options.name.parse::<Statement>()?,
        from: options.from,
        as_of: options.as_of.unwrap_or_else(|| installation.today()),
        unit: options.unit.map(UnitCode),
        account: options.account.map(AccountCode),
        cooperative_name: cooperative.name.clone(),
    };
    let report = installation.db.read_blocking(|reader| statements::run(reader, cooperative.id, &request))?;
    let format = options.format.unwrap_or(if json { Format::Json } else { Format::Text });
    let bytes = match format {
        Format::Json => format!("{}\n", serde_json::to_string_pretty(&report.json)?).into_bytes(),
        Format::Text => reports::text(&report.document).into_bytes(),
        Format::Xlsx => reports::xlsx(&report.document)?,
        Format::Pdf => bail!("PDF belum ada di versi ini. Pakai --format xlsx, atau cetak dari halamannya."),
    };
    match &options.out {
        Some(file) => std::fs::write(file, bytes).with_context(|| format!("menulis {}", file.display())),
        None if format == Format::Xlsx => bail!("Sebutkan berkasnya dengan --out untuk XLSX."),
        None => Ok(stdout().write_all(&bytes)?),
    }
}

/// Prints the states of a region's cooperatives.
pub fn activity(
    installation: &Installation,
    region: &str,
    as_of: Option<BookDate>,
    json: bool,
) -> Result<()> {
    let region = RegionCode::parse(region)?;
    let as_of = as_of.unwrap_or_else(|| installation.today());
    let assessment = installation.db.read_blocking(|reader| activity::assess(reader, region, as_of))?;
    let value = activity::json(&assessment);
    if json {
        println!("{}", serde_json::to_string_pretty(&value)?);
        return Ok(());
    }
    println!("Wilayah {region} per {}", as_of.long());
    let counts = value.get("counts").and_then(serde_json::Value::as_object);
    for (state, count) in counts.into_iter().flatten() {
        println!("  {state:<20} {count}");
    }
    Ok(())
}
