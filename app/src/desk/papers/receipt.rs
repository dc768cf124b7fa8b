//! The receipt or voucher of an entry: on a roll of 58 mm or on A5.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use kernel::{CooperativeId, EntryId, PartyId, terbilang};
use ledger::EntryView;
use line::Refused;
use reports::{Cell, Column, Document, Paper, Part, Row, Signer, Signing, Table};
use serde::Deserialize;
use store::Reader;
use web::{Refusal, Right, Route, Site, Visit};

use crate::above::{letterhead_lines, place_name};
use crate::desk::act::refusal;
use crate::desk::papers::pdf_response;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/k/{cooperative}/transaksi/{entry}/cetak", Right::ReadBooks, print)]
}

#[derive(Debug, Deserialize)]
struct Asked {
    kertas: Option<String>,
}

/// What kind of voucher the document number says it is.
fn title(entry: &EntryView) -> &'static str {
    match entry.document.split('/').next() {
        Some("BKM") => "Bukti Kas Masuk",
        Some("BKK") => "Bukti Kas Keluar",
        Some("BBM") => "Bukti Bank Masuk",
        Some("BBK") => "Bukti Bank Keluar",
        _ => "Bukti Memorial",
    }
}

/// Who brings and who takes, by the way the money went.
fn signers(entry: &EntryView) -> [&'static str; 2] {
    match entry.document.split('/').next() {
        Some("BKM" | "BBM") => ["Yang menyerahkan", "Yang menerima"],
        Some("BKK" | "BBK") => ["Yang menerima", "Yang membayarkan"],
        _ => ["Yang mencatat", "Yang memeriksa"],
    }
}

/// Months and balance, where it is a payment of savings.
fn savings_rows(receipt: &savings::Receipt) -> Vec<(String, String)> {
    let mut rows = vec![("Untuk".to_owned(), receipt.subject())];
    rows.push((format!("{} sekarang", receipt.kind.label()), receipt.balance.to_string()));
    rows
}

/// What the voucher of an entry says.
///
/// # Errors
/// There is no such entry.
fn voucher(
    reader: &mut dyn Reader,
    id: CooperativeId,
    entry: EntryId,
    paper: Paper,
) -> Result<Document, Refused> {
    let refused = |error: &dyn std::fmt::Display| Refused::about(None, error);
    let found = ledger::entry(reader, id, entry)?
        .ok_or_else(|| refused(&ledger::LedgerError::UnknownEntry(entry)))?;
    let cooperative = registry::cooperative(reader, id).map_err(|error| refused(&error))?;
    let cooperative = cooperative.ok_or_else(|| refused(&"Koperasi ini tidak terdaftar."))?;
    let receipt = savings::receipt_of(reader, id, entry).map_err(|error| refused(&error))?;
    let amount = ledger::chart_of(reader, id, found.date)?.size_of(&found.lines);
    let mut rows =
        vec![("Nomor".to_owned(), found.document.clone()), ("Tanggal".to_owned(), found.date.long())];
    if let Some(who) = who(reader, id, &found)? {
        rows.push((if title(&found).ends_with("Keluar") { "Kepada" } else { "Dari" }.to_owned(), who));
    }
    match &receipt {
        Some(receipt) => rows.extend(savings_rows(receipt)),
        None => rows.push(("Untuk".to_owned(), found.description.clone())),
    }
    if !found.note.is_empty() {
        rows.push(("Catatan".to_owned(), found.note.clone()));
    }
    rows.push(("Jumlah".to_owned(), amount.to_string()));
    let mut parts =
        vec![Part::Table(facts(rows)), Part::Paragraph(format!("Terbilang: {}.", terbilang(amount)))];
    if ledger::reversal_of(reader, id, entry)?.is_some() {
        parts.insert(0, Part::Heading("SUDAH DIBATALKAN".to_owned()));
    }
    let place = place_name(reader, cooperative.region)?;
    let [left, right] = signers(&found);
    let signer = |office: &str| Signer { office: office.to_owned(), name: String::new() };
    let signing = Signing {
        place_and_date: format!("{place}, {}", found.date.long()),
        signers: vec![signer(left), signer(right)],
    };
    let name = if receipt.is_some() { "Kuitansi" } else { title(&found) };
    Ok(Document {
        letterhead: letterhead_lines(reader, &cooperative)?,
        parts,
        signing: (paper != Paper::Roll58).then_some(signing),
        footer: if paper == Paper::Roll58 { vec!["Terima kasih".to_owned()] } else { Vec::new() },
        paper,
        ..Document::new(&cooperative.name, name)
    })
}

/// The first person whom a line names.
fn who(reader: &mut dyn Reader, id: CooperativeId, entry: &EntryView) -> Result<Option<String>, Refused> {
    let party: Option<PartyId> = entry.lines.iter().find_map(|line| line.party);
    let Some(party) = party else { return Ok(None) };
    members::party_name(reader, id, party).map_err(|error| Refused::about(None, error))
}

/// Names with what stands behind them, in two columns without headings.
fn facts(rows: Vec<(String, String)>) -> Table {
    Table {
        heading: String::new(),
        columns: vec![Column::text(""), Column::text("")],
        rows: rows
            .into_iter()
            .map(|(name, value)| Row::plain(vec![Cell::Text(name), Cell::Text(value)]))
            .collect(),
        totals: Vec::new(),
    }
}

async fn print(
    State(site): State<Site>,
    visit: Visit,
    Path((_, entry)): Path<(String, i64)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let paper = if asked.kertas.as_deref() == Some("58") { Paper::Roll58 } else { Paper::A5 };
    let read = site.db.read(move |reader| voucher(reader, cooperative, EntryId(entry), paper));
    let document = read.await.map_err(|refused| refusal(&refused))?;
    pdf_response(&site, &visit, &document, &format!("bukti-{entry}"))
}
