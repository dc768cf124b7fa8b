//! How long a large book takes.

use std::time::Duration;

use sheets::{Asked, read_cash_book};

use crate::given::{day, serial};

/// Fifty thousand rows, as Excel would write them.
fn large() -> Vec<u8> {
    let mut writer = rust_xlsxwriter::Workbook::new();
    let page = writer.add_worksheet();
    let date = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
    for (column, heading) in
        ["No", "Tanggal", "Uraian", "Bukti", "Debet", "Kredit", "Saldo", "Ket"].iter().enumerate()
    {
        page.write_string(0, column as u16, *heading).unwrap();
    }
    let mut saldo = 0;
    for place in 0..50_000_u32 {
        let row = place + 1;
        let (column, amount) = if place % 3 == 2 { (5, 5_000) } else { (4, 7_500) };
        saldo += if column == 4 { amount } else { -amount };
        page.write_number(row, 0, row).unwrap();
        let day_of = serial(day("2026-01-01")) + f64::from(place / 200);
        page.write_number_with_format(row, 1, day_of, &date).unwrap();
        page.write_string(row, 2, format!("Setoran anggota {}", place % 900)).unwrap();
        page.write_string(row, 3, format!("B-{row}")).unwrap();
        page.write_number(row, column, amount).unwrap();
        page.write_number(row, 6, saldo).unwrap();
        page.write_string(row, 7, "tunai").unwrap();
    }
    writer.save_to_buffer().unwrap()
}

#[test]
fn fifty_thousand_rows_are_read_in_seconds_even_unoptimised() {
    let bytes = large();
    let started = cpu_time();
    let workbook = spreadsheet::read("besar.xlsx", &bytes).unwrap();
    let opened = cpu_time();
    let reading = read_cash_book(&workbook, &Asked::on(day("2026-11-24")));
    let breaks = reading.balance_breaks();
    let done = cpu_time();
    assert_eq!(reading.rows.len(), 50_000);
    assert!(breaks.is_empty() && reading.questions.is_empty());
    println!("{} bytes: cells {:?}, rows {:?}", bytes.len(), opened - started, done - opened);
    assert!(done - started < Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 2 }));
}

/// Time this process has computed, so that a busy machine does not fail the test.
fn cpu_time() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or(0);
    Duration::from_nanos(nanoseconds)
}
