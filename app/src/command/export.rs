//! `sokoguru export`: the books for other programs.

use std::io::{BufWriter, Write, stdout};
use std::path::PathBuf;

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
    /// Tabel-tabel ekstrak kementerian, satu CSV tiap tabel.
    Simkopdes {
        /// Kode kelurahan dengan titik, atau nomor koperasi.
        #[arg(long, required_unless_present = "region", conflicts_with = "region")]
        cooperative: Option<String>,
        /// Semua koperasi satu wilayah, misalnya 19.71.
        #[arg(long)]
        region: Option<String>,
        /// Folder baru, atau yang masih kosong.
        #[arg(long)]
        out: PathBuf,
    },
}

/// Writes the export.
pub fn run(installation: &Installation, what: &What) -> Result<()> {
    let (cooperative, from, to) = match what {
        What::Hledger { cooperative, from, to } => (cooperative, from, to),
        What::Simkopdes { cooperative, region, out } => {
            return super::simkopdes::export(installation, cooperative.as_deref(), region.as_deref(), out);
        }
    };
    let cooperative = installation.cooperative(cooperative)?;
    let mut out = BufWriter::new(stdout().lock());
    installation
        .db
        .read_blocking(|reader| statements::export_hledger(reader, cooperative.id, *from, *to, &mut out))?;
    Ok(out.flush()?)
}
