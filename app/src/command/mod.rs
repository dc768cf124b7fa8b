//! The command line: a promise to scripts (names, flags, JSON fields and exit status stay).

mod audit;
mod copying;
mod doctor;
mod export;
mod handover;
mod import;
mod import_members;
mod report;
mod simkopdes;
mod verify;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, anyhow};
use clap::{Parser, Subcommand};
use kernel::BookDate;

use crate::installation::Installation;
use crate::{bench, demo, server};

/// Pembukuan koperasi desa dan kelurahan: dicatat sekali, laporannya jadi sendiri.
#[derive(Debug, Parser)]
#[command(name = "sokoguru", version, about, long_about = None)]
struct Cli {
    /// Basis data: nama berkas, atau alamat postgres://…
    #[arg(long, global = true, env = "SOKOGURU_DATABASE")]
    database: Option<String>,
    /// Tulis satu dokumen JSON ke keluaran standar.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    call: Call,
}

#[derive(Debug, Subcommand)]
enum Call {
    /// Buka halaman dan API di atas basis data.
    Serve {
        /// Alamat yang didengarkan.
        #[arg(long, default_value = "127.0.0.1:8080")]
        listen: String,
        /// Ada perantara di depan yang memberi HTTPS dan menyebut alamat pengunjung.
        #[arg(long)]
        behind_proxy: bool,
    },
    /// Buat basis data contoh satu kota, lalu buka.
    Demo(demo::Options),
    /// Laporan satu koperasi.
    Report(report::Options),
    /// Keluarkan buku untuk program lain.
    Export {
        #[command(subcommand)]
        what: export::What,
    },
    /// Masukkan berkas yang sudah ada.
    Import {
        #[command(subcommand)]
        what: import::What,
    },
    /// Peluncuran serentak dan sertifikatnya.
    Handover {
        #[command(subcommand)]
        what: handover::What,
    },
    /// Keadaan kegiatan koperasi di satu wilayah.
    Activity {
        /// Kode wilayah, misalnya 19.71.
        #[arg(long)]
        region: String,
        /// Per tanggal.
        #[arg(long, value_parser = date)]
        as_of: Option<BookDate>,
    },
    /// Hitung ulang semua saldo, rantai, dan segel dari baris jurnal.
    Audit {
        /// Hanya koperasi ini.
        #[arg(long)]
        cooperative: Option<String>,
    },
    /// Cocokkan kertas dengan buku: segel PDF, atau kode segel yang tercetak.
    Verify {
        /// Berkas PDF, atau kode yang diawali SG1.
        given: String,
    },
    /// Salinan utuh ke satu berkas, juga saat sedang dipakai.
    Backup {
        /// Berkas yang belum ada.
        file: PathBuf,
    },
    /// Isi basis data kosong dari berkas salinan.
    Restore {
        /// Berkas hasil `backup`.
        file: PathBuf,
    },
    /// Pindahkan seluruh basis data, juga antar mesin basis data.
    Copy {
        /// Dari.
        #[arg(long)]
        from: String,
        /// Ke basis data kosong.
        #[arg(long)]
        to: String,
    },
    /// Periksa pemasangan ini dan katakan cara memperbaikinya.
    Doctor,
    /// Mutakhirkan susunan tabel.
    Migrate,
    /// Ukur di mesin ini, di samping mesin basis data mentah.
    Bench(bench::Options),
}

/// A date of the command line.
pub(crate) fn date(text: &str) -> Result<BookDate, String> {
    BookDate::parse(text)
        .map_err(|_| "Tulis tanggal sebagai tahun-bulan-hari, misalnya 2026-11-24.".to_owned())
}

/// The sentence where a file cannot be written.
pub(crate) fn unwritten(file: &Path) -> anyhow::Error {
    anyhow!("Berkas {} tidak bisa ditulis. Periksa nama dan tempatnya.", file.display())
}

/// Runs the program: 0 done, 1 understood and refused, 2 bad usage.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    match dispatch(cli) {
        Ok(code) => code,
        Err(error) => {
            // One line for the user; what lies underneath follows only for who asks for it.
            eprintln!("{error:#}");
            if std::env::var_os("SOKOGURU_CAUSE").is_some() {
                for cause in error.chain() {
                    if let Some(store) = cause.downcast_ref::<store::StoreError>() {
                        eprintln!("  {}", store.cause());
                    }
                }
            }
            ExitCode::from(1)
        }
    }
}

fn dispatch(cli: Cli) -> Result<ExitCode> {
    let location = cli.database.clone().unwrap_or_else(|| "./sokoguru.db".to_owned());
    let open = || Installation::open(&location, false);
    match cli.call {
        Call::Serve { listen, behind_proxy } => {
            server::serve(Installation::open(&location, true)?, &listen, behind_proxy)?;
        }
        Call::Demo(options) => demo::run(cli.database.as_deref(), &options)?,
        Call::Report(options) => report::run(&open()?, &options, cli.json)?,
        Call::Export { what } => export::run(&open()?, &what)?,
        Call::Import { what } => return import::run(&open()?, &what, cli.json),
        Call::Handover { what } => handover::run(&open()?, what, cli.json)?,
        Call::Activity { region, as_of } => report::activity(&open()?, &region, as_of, cli.json)?,
        Call::Audit { cooperative } => return audit::run(&open()?, cooperative.as_deref(), cli.json),
        Call::Verify { given } => return verify::run(&open()?, &given, cli.json),
        Call::Backup { file } => copying::backup(&open()?, &file)?,
        Call::Restore { file } => copying::restore(&location, &file)?,
        Call::Copy { from, to } => copying::copy(&from, &to)?,
        Call::Doctor => return doctor::run(&location, cli.json),
        Call::Migrate => copying::migrate(&location)?,
        Call::Bench(options) => bench::run(&options, cli.json)?,
    }
    Ok(ExitCode::SUCCESS)
}
