//! A count of cash as a paper to be signed: berita acara pemeriksaan kas.

use kernel::{BookDate, Rupiah, terbilang};
use reports::{Column, Document, Part, Row, Signer, Signing, Table};

use crate::count::{CashCount, PieceKind, denominations};

/// The pieces of a count with their worth, the largest first.
pub(crate) fn pieces(counted: &CashCount) -> Vec<(String, i64, Rupiah)> {
    let rows = denominations(BookDate::MAX).into_iter().filter_map(|piece| {
        let count = *counted.pieces.get(&piece.code())?;
        let name = match piece.kind {
            PieceKind::Note => piece.value.to_string(),
            PieceKind::Coin => format!("{} logam", piece.value),
        };
        Some((name, count, Rupiah(piece.value.0.saturating_mul(count))))
    });
    rows.collect()
}

/// The paper: what was counted, what the books said, who was there.
pub(crate) fn document(owner: &str, place: &str, counted: &CashCount) -> Document {
    let mut parts = vec![Part::Paragraph(format!(
        "Pada {}, {} uang di {place} telah dihitung, dengan hasil sebagai berikut.",
        counted.on.weekday_name().to_lowercase(),
        counted.on.long()
    ))];
    let pieces = pieces(counted);
    if !pieces.is_empty() {
        let row = |(name, count, worth): (String, i64, Rupiah)| {
            Row::plain(vec![name.into(), count.into(), worth.into()])
        };
        parts.push(Part::Table(Table {
            heading: String::new(),
            columns: vec![Column::text("Pecahan"), Column::number("Banyaknya"), Column::money("Jumlah")],
            rows: pieces.into_iter().map(row).collect(),
            totals: vec![Row::plain(vec!["Jumlah".into(), reports::Cell::Empty, counted.total.into()])],
        }));
    }
    let row = |name: &str, amount: Rupiah| Row::plain(vec![name.into(), amount.into()]);
    parts.push(Part::Table(Table {
        heading: String::new(),
        columns: vec![Column::text("Uraian"), Column::money("Rupiah")],
        rows: vec![row("Uang yang dihitung", counted.total), row("Saldo menurut buku", counted.books)],
        totals: vec![row("Selisih", counted.difference())],
    }));
    parts.push(Part::Paragraph(format!("Terbilang: {}. {}", terbilang(counted.total), counted.says())));
    if !counted.note.is_empty() {
        parts.push(Part::Paragraph(format!("Catatan: {}", counted.note)));
    }
    let signer = |office: &str| Signer { office: office.to_owned(), name: String::new() };
    Document {
        subtitle: vec![format!("{place}, {}", counted.on.long())],
        parts,
        signing: Some(Signing {
            place_and_date: counted.on.long(),
            signers: vec![signer("Yang menghitung"), signer("Yang menyaksikan")],
        }),
        ..Document::new(owner, "Berita Acara Pemeriksaan Kas")
    }
}
