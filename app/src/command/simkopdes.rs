//! The national portal on the command line: its statistics come in, the ministry's extract goes out.

use std::path::Path;

use anyhow::{Context, Result};
use kernel::{BookDate, RegionCode, UserId};

use crate::installation::Installation;

/// Who acts where nobody is signed in: whoever may open the database.
const OPERATOR: UserId = UserId(0);

/// `sokoguru import simkopdes-statistics FILE.csv --as-of DATE [--json]`
pub(super) fn import(installation: &Installation, file: &Path, as_of: BookDate, json: bool) -> Result<()> {
    let bytes = std::fs::read(file).with_context(|| {
        format!("Berkas {} tidak bisa dibuka. Periksa nama dan tempatnya.", file.display())
    })?;
    let at = installation.clock.now();
    territory::load(&installation.db, at)?;
    let summary = ministry::import_statistics(&installation.db, &bytes, as_of, (OPERATOR, at))?;
    if json {
        println!("{}", serde_json::to_string_pretty(&summary)?);
        return Ok(());
    }
    println!("Statistik portal per {}", as_of.short());
    for (name, count) in [
        ("baris", summary.rows),
        ("cocok", summary.matched),
        ("perlu dipadankan", summary.unmatched),
        ("koperasi", summary.cooperatives),
        ("nilai transaksi", summary.transaction_value),
        ("jumlah simpanan", summary.savings_total),
    ] {
        println!("  {name:<16} {:>22}", kernel::Rupiah(count).plain());
    }
    println!("Nol di portal bisa berarti tidak ada kegiatan atau belum dilaporkan.");
    Ok(())
}

/// `sokoguru export simkopdes --cooperative C|--region R --out DIR`
pub(super) fn export(
    installation: &Installation,
    cooperative: Option<&str>,
    region: Option<&str>,
    out: &Path,
) -> Result<()> {
    let scope = match (cooperative, region) {
        (Some(cooperative), _) => installation.cooperative(cooperative)?.region,
        (None, Some(region)) => RegionCode::parse(region)?,
        (None, None) => anyhow::bail!("Sebutkan --cooperative atau --region."),
    };
    let (today, at) = (installation.today(), installation.clock.now());
    let written = ministry::export_extract(&installation.db, scope, out, today, (OPERATOR, at))?;
    println!("{} koperasi ditulis ke {}", written.cooperatives, written.folder.display());
    for (name, rows) in written.rows {
        let reason = ministry::NOT_FILLED.iter().find(|(table, _)| *table == name);
        match reason.filter(|_| rows == 0) {
            Some((_, reason)) => println!("  {name:<28} judul kolom saja: {reason}"),
            None => println!("  {name:<28} {rows:>8} baris"),
        }
    }
    Ok(())
}
