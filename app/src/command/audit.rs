//! `sokoguru audit`: everything computed again from the lines.

use std::process::ExitCode;

use anyhow::Result;
use serde::Serialize;

use crate::installation::Installation;

#[derive(Serialize)]
struct Report {
    ok: bool,
    cooperatives: usize,
    entries: i64,
    lines: i64,
    differences: Vec<ledger::Difference>,
}

/// Audits one cooperative or all.
fn audit(installation: &Installation, named: Option<&str>) -> Result<Report> {
    let cooperatives = installation.cooperatives(named)?;
    let mut report =
        Report { ok: true, cooperatives: cooperatives.len(), entries: 0, lines: 0, differences: Vec::new() };
    for cooperative in &cooperatives {
        let found = installation.db.read_blocking(|reader| ledger::audit(reader, cooperative.id))?;
        report.entries += found.entries;
        report.lines += found.lines;
        report.differences.extend(found.differences);
    }
    report.ok = report.differences.is_empty();
    Ok(report)
}

/// Prints the audit; exit 1 where anything differs.
pub fn run(installation: &Installation, named: Option<&str>, json: bool) -> Result<ExitCode> {
    let report = audit(installation, named)?;
    if json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        println!(
            "{} koperasi, {} jurnal, {} baris diperiksa.",
            report.cooperatives, report.entries, report.lines
        );
        for difference in &report.differences {
            println!(
                "Koperasi {}: {} di {}: seharusnya {}, tercatat {}",
                difference.cooperative,
                difference.kind,
                difference.r#where,
                difference.expected,
                difference.found
            );
        }
    }
    if report.ok {
        eprintln!("Semua cocok: saldo, rantai, dan segel sesuai dengan baris jurnal.");
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!(
        "Ada {} perbedaan. Jangan catat dulu; pulihkan dari salinan atau hubungi pendamping.",
        report.differences.len()
    );
    Ok(ExitCode::from(1))
}

/// Whether all books agree, for copies between databases.
pub fn agrees(installation: &Installation) -> Result<bool> {
    Ok(audit(installation, None)?.ok)
}
