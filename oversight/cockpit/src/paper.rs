//! The table as a document: for Excel.

use activity::ActivityState;
use kernel::Rupiah;
use reports::{Cell, Column, Document, Paper, Part, Row as PaperRow, Table};

use crate::choice::Choice;
use crate::figures::Sums;
use crate::shown::{UNKNOWN, month};
use crate::{City, Row, Sum};

/// The rows that were asked for, with the sums and what they cover.
pub(crate) fn paper(city: &City, choice: &Choice) -> Document {
    let rows = choice.rows(&city.rows);
    let sums = Sums::over(&rows, city.as_of);
    let mut subtitle = vec![format!("Keadaan pada {}", city.as_of.long()), states(city)];
    if choice.is_part() {
        subtitle.push(format!("Yang disaring: {} dari {} koperasi", rows.len(), city.rows.len()));
    }
    let footer = vec![
        format!("Anggota: {}.", sums.members.coverage()),
        format!("Simpanan: {}.", sums.savings.coverage()),
        format!("Omzet {}: {}.", city.as_of.year(), sums.turnover.coverage()),
        format!(
            "Tanda – berarti dilaporkan nol; \"{UNKNOWN}\" berarti belum dilaporkan dan tidak ikut dijumlah."
        ),
        "Omzet tidak memuat titipan, bunga bank, dan pendapatan di luar usaha.".to_owned(),
    ];
    let table = Table {
        heading: String::new(),
        columns: columns(city),
        rows: rows.iter().map(|row| PaperRow::plain(cells(row))).collect(),
        totals: vec![totals(&rows, &sums)],
    };
    let title = "Keadaan koperasi".to_owned();
    let parts = vec![Part::Table(table)];
    Document { subtitle, parts, footer, paper: Paper::A4Wide, ..Document::new(&city.name, &title) }
}

fn states(city: &City) -> String {
    let count = |state: ActivityState| format!("{} {}", city.counts.of(state), state.label().to_lowercase());
    let counts: Vec<String> = ActivityState::ALL.into_iter().map(count).collect();
    format!("Dari {} koperasi: {}", city.counts.total(), counts.join(", "))
}

fn columns(city: &City) -> Vec<Column> {
    vec![
        Column::text("Kode wilayah"),
        Column::text("Kelurahan"),
        Column::text("Kecamatan"),
        Column::text("Keadaan"),
        Column::date("Sejak"),
        Column::number("Anggota"),
        Column::money("Simpanan pokok"),
        Column::money("Simpanan wajib"),
        Column::money("Simpanan sukarela"),
        Column::money("Jumlah simpanan"),
        Column::money(&format!("Omzet {}", city.as_of.year())),
        Column::date("Transaksi terakhir"),
        Column::text("Ditutup sampai"),
        Column::date("Data sampai"),
    ]
}

fn cells(row: &Row) -> Vec<Cell> {
    let assessed = &row.assessed;
    let or_empty = |date: Option<kernel::BookDate>| date.map_or(Cell::Empty, Cell::from);
    let saved = |of: fn(&crate::Savings) -> Rupiah| known(row.savings.as_ref().map(of));
    vec![
        Cell::from(row.code().to_string()),
        Cell::from(row.name()),
        Cell::from(row.district_name.as_str()),
        Cell::from(assessed.state.label()),
        or_empty(assessed.since),
        row.members.map_or_else(|| Cell::from(UNKNOWN), Cell::Number),
        saved(|saved| saved.principal),
        saved(|saved| saved.dues),
        saved(|saved| saved.voluntary),
        saved(crate::Savings::total),
        known(row.turnover),
        or_empty(assessed.last_act),
        Cell::from(month(assessed.closed_through)),
        or_empty(assessed.data_until),
    ]
}

/// An amount, or the words for what nobody has said.
fn known(amount: Option<Rupiah>) -> Cell {
    amount.map_or_else(|| Cell::from(UNKNOWN), Cell::Money)
}

fn totals(rows: &[&Row], sums: &Sums) -> PaperRow {
    let part = |of: fn(&crate::Savings) -> Rupiah| {
        known(Sum::over(rows.iter().map(|row| (row.savings.as_ref().map(of), None))).known())
    };
    let members = sums.members.known().map_or_else(|| Cell::from(UNKNOWN), |count| Cell::Number(count.0));
    PaperRow::plain(vec![
        Cell::Empty,
        Cell::from(format!("Jumlah {} koperasi", rows.len())),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        members,
        part(|saved| saved.principal),
        part(|saved| saved.dues),
        part(|saved| saved.voluntary),
        known(sums.savings.known()),
        known(sums.turnover.known()),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
    ])
}
