//! `sokoguru report` and `sokoguru activity`.

use std::io::{Write, stdout};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use kernel::{AccountCode, BookDate, CooperativeId, PartyId, RegionCode, UnitCode};
use statements::{Party, Request, Statement, StatementError};

use crate::above::ABOVE;
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
    /// trial-balance, balance-sheet, income, equity, cash-flow, notes, annual, cash-book, ledger,
    /// member-statement
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
    /// Nomor anggota atau mitra, untuk `member-statement`.
    #[arg(long)]
    member: Option<i64>,
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Tulis ke berkas ini.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Writes one report.
pub fn run(installation: &Installation, options: &Options, json: bool) -> Result<()> {
    let cooperative = installation.cooperative(&options.cooperative)?;
    let as_of = options.as_of.unwrap_or_else(|| installation.today());
    let mut request = Request {
        from: options.from,
        unit: options.unit.map(UnitCode),
        account: options.account.map(AccountCode),
        ..Request::new(options.name.parse::<Statement>()?, as_of, &cooperative.name)
    };
    let (id, member) = (cooperative.id, options.member);
    let report = installation.db.read_blocking(|reader| {
        request.surroundings = (ABOVE.surroundings)(reader, id, as_of)?;
        if let Some(member) = member {
            request.party = party(reader, id, member)?;
        }
        statements::run(reader, id, &request)
    })?;
    let format = options.format.unwrap_or(if json { Format::Json } else { Format::Text });
    let bytes = match format {
        Format::Json => format!("{}\n", serde_json::to_string_pretty(&report.json)?).into_bytes(),
        Format::Text => reports::text(&report.document).into_bytes(),
        Format::Xlsx => reports::xlsx(&report.document)?,
        Format::Pdf => {
            let pdf = reports::pdf(&report.document, installation.today())?;
            statements::signed(pdf, report.document.seal.as_ref(), &installation.keys)
        }
    };
    match &options.out {
        Some(file) => std::fs::write(file, bytes).with_context(|| format!("menulis {}", file.display())),
        None if matches!(format, Format::Xlsx | Format::Pdf) => bail!("Sebutkan berkasnya dengan --out."),
        None => Ok(stdout().write_all(&bytes)?),
    }
}

/// The member of a number on the member card, or the party of a number of the ledger.
fn party(
    reader: &mut dyn store::Reader,
    cooperative: CooperativeId,
    number: i64,
) -> Result<Option<Party>, StatementError> {
    let members = members::active(reader, cooperative).unwrap_or_default();
    let carries = members.iter().find(|member| member.number == Some(number));
    let id = carries.map_or(PartyId(number), |member| member.party);
    Ok((ABOVE.party)(reader, cooperative, id)?.or(Some(Party::unnamed(id))))
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
