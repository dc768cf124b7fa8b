//! `sokoguru bench`: measures on this machine, beside the raw engine in the same run.

mod books;
mod client;
mod clock;
mod http;
mod import;
mod launch;
mod posting;
mod report;

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use serde_json::json;

use report::BenchResult;

/// What to measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Subject {
    /// Posting whole acts through the store.
    Posting,
    /// A deposit over HTTP, pages, start-up.
    Http,
    /// Statements of large books.
    Books,
    /// A cash book of 50,000 rows.
    Import,
    /// A launch of all cooperatives of the nation; a scale of N takes every N-th.
    Launch,
}

/// Flags of `bench`.
#[derive(Debug, Args)]
pub struct Options {
    #[arg(value_enum)]
    subject: Subject,
    /// Berapa kali lebih banyak dari ukuran biasa.
    #[arg(long, default_value_t = 1)]
    scale: i64,
    /// Folder untuk basis data sementara; harus di cakram yang akan dipakai.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Server PostgreSQL kosong untuk diukur juga.
    #[arg(long, env = "SOKOGURU_BENCH_POSTGRES")]
    postgres: Option<String>,
}

/// A folder that goes away with the measurement.
struct Scratch(PathBuf);

impl Scratch {
    fn new(parent: Option<&PathBuf>) -> Result<Self> {
        let parent = parent.cloned().unwrap_or_else(std::env::temp_dir);
        let folder = parent.join(format!("sokoguru-bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder).with_context(|| format!("membuat {}", folder.display()))?;
        Ok(Self(folder))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Measures and prints.
pub fn run(options: &Options, as_json: bool) -> Result<()> {
    let scratch = Scratch::new(options.folder.as_ref())?;
    let results = match options.subject {
        Subject::Posting => posting::run(&scratch, options.scale, options.postgres.as_deref())?,
        Subject::Http => http::run(&scratch, options.scale)?,
        Subject::Books => books::run(&scratch, options.scale)?,
        Subject::Import => import::run(&scratch, options.scale, options.postgres.as_deref())?,
        Subject::Launch => launch::run(&scratch, options.scale, options.postgres.as_deref())?,
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    if as_json {
        println!(
            "{}",
            serde_json::to_string_pretty(&json!({ "machine": { "cores": cores }, "results": results }))?
        );
        return Ok(());
    }
    println!("{cores} inti");
    for result in &results {
        print_line(result);
    }
    Ok(())
}

fn print_line(result: &BenchResult) {
    let ratio = result.ratio.map(|ratio| format!("  {ratio:.2} × pembanding")).unwrap_or_default();
    let p99 = result.p99_us.map(|micros| format!("  p99 {micros} µs")).unwrap_or_default();
    println!("{:<32} {:>12.1} {}{ratio}{p99}", result.name, result.value, result.unit);
}
