//! The list of fixed assets as a document.

use kernel::{BookDate, Rupiah};
use reports::{Cell, Column, Document, Paper, Part, Row, Table};

use crate::borrowed::Borrowed;
use crate::list::{AssetLine, totals};

/// "Daftar aset tetap", with what was lent below it.
pub(crate) fn document(owner: &str, as_of: BookDate, own: &[AssetLine], borrowed: &[Borrowed]) -> Document {
    let mut parts = vec![Part::Heading("Milik koperasi".to_owned()), Part::Table(own_table(own))];
    if !borrowed.is_empty() {
        parts.push(Part::Heading("Barang pinjaman pakai".to_owned()));
        parts.push(Part::Paragraph(
            "Bukan milik koperasi dan tidak masuk neraca; nilainya menurut pemiliknya.".to_owned(),
        ));
        parts.push(Part::Table(borrowed_table(borrowed)));
    }
    Document {
        subtitle: vec![format!("per {}, dalam rupiah", as_of.long())],
        parts,
        footer: vec![
            "Disusutkan garis lurus, mulai bulan sesudah bulan perolehan, sampai nilai sisanya.".to_owned(),
        ],
        paper: Paper::A4Wide,
        ..Document::new(owner, "Daftar Aset Tetap")
    }
}

fn own_table(own: &[AssetLine]) -> Table {
    let columns = vec![
        Column::number("No"),
        Column::text("Barang"),
        Column::date("Diperoleh"),
        Column::text("Umur"),
        Column::money("Harga perolehan"),
        Column::money("Akumulasi penyusutan"),
        Column::money("Nilai buku"),
        Column::text("Tempat dan keadaan"),
    ];
    let mut rows = Vec::new();
    for total in totals(own) {
        rows.push(Row::heading(1, &format!("{} {}", total.account, total.name)));
        for line in own.iter().filter(|line| line.asset.account == total.account) {
            rows.push(Row::detail(vec![
                line.asset.id.0.into(),
                line.asset.name.as_str().into(),
                line.asset.terms.acquired_on.into(),
                life(line.asset.terms.life_months).into(),
                line.cost.into(),
                line.accumulated.into(),
                line.book_value.into(),
                line.asset.note.as_str().into(),
            ]));
        }
        rows.push(Row::subtotal(sums(&format!("Jumlah {}", total.name), total.cost, total.accumulated)));
    }
    let (cost, accumulated) = (sum(own, |line| line.cost), sum(own, |line| line.accumulated));
    Table {
        heading: String::new(),
        columns,
        rows,
        totals: vec![Row::plain(sums("Jumlah", cost, accumulated))],
    }
}

fn sum(own: &[AssetLine], amount: impl Fn(&AssetLine) -> Rupiah) -> Rupiah {
    own.iter().map(amount).sum()
}

fn sums(name: &str, cost: Rupiah, accumulated: Rupiah) -> Vec<Cell> {
    let left = Rupiah(cost.0.saturating_sub(accumulated.0));
    let empty = || Cell::Empty;
    vec![empty(), name.into(), empty(), empty(), cost.into(), accumulated.into(), left.into(), empty()]
}

fn borrowed_table(borrowed: &[Borrowed]) -> Table {
    let columns = vec![
        Column::number("No"),
        Column::text("Barang"),
        Column::text("Pemilik"),
        Column::text("BAST"),
        Column::date("Tanggal BAST"),
        Column::date("Sejak"),
        Column::date("Sampai"),
        Column::text("Tempat"),
        Column::money("Nilai menurut pemilik"),
    ];
    let date = |date: Option<BookDate>| date.map_or(Cell::Empty, Cell::from);
    let row = |thing: &Borrowed| {
        Row::plain(vec![
            thing.id.into(),
            thing.name.as_str().into(),
            thing.owner.as_str().into(),
            thing.document.as_str().into(),
            date(thing.document_date),
            thing.since.into(),
            date(thing.until),
            thing.place.as_str().into(),
            thing.told_value.map_or(Cell::Empty, Cell::from),
        ])
    };
    Table { heading: String::new(), columns, rows: borrowed.iter().map(row).collect(), totals: Vec::new() }
}

/// A life as people say it: "4 tahun", "4 tahun 6 bulan", "tidak disusutkan".
pub(crate) fn life(months: i64) -> String {
    match (months / 12, months % 12) {
        (0, 0) => "tidak disusutkan".to_owned(),
        (years, 0) => format!("{years} tahun"),
        (0, months) => format!("{months} bulan"),
        (years, months) => format!("{years} tahun {months} bulan"),
    }
}

#[cfg(test)]
mod tests {
    use super::life;

    #[test]
    fn a_life_is_said_in_years_and_months() {
        let said = [0, 5, 48, 54].map(life);
        assert_eq!(said, ["tidak disusutkan", "5 bulan", "4 tahun", "4 tahun 6 bulan"]);
    }
}
