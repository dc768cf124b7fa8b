//! `sokoguru export`: the books for other programs.

use std::io::{BufWriter, Write, stdout};

use anyhow::Result;
use clap::Subcommand;
use kernel::BookDate;

use crate::command::date;
use crate::installation::Installation;

/// What to export.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Jurnal untuk hledger, ke keluaran standar.
    Hledger {
        /// Kode kelurahan dengan titik, atau nomor koperasi.
        #[arg(long)]
        cooperative: String,
        /// Dari tanggal; yang sebelumnya menjadi saldo awal.
        #[arg(long, value_parser = date)]
        from: Option<BookDate>,
        /// Sampai tanggal; bawaan hari ini.
        #[arg(long, value_parser = date)]
        to: Option<BookDate>,
    },
}

/// Writes the export.
pub fn run(installation: &Installation, what: &What) -> Result<()> {
    let What::Hledger { cooperative, from, to } = what;
    let cooperative = installation.cooperative(cooperative)?;
    let mut out = BufWriter::new(stdout().lock());
    installation
        .db
        .read_blocking(|reader| statements::export_hledger(reader, cooperative.id, *from, *to, &mut out))?;
    Ok(out.flush()?)
}
