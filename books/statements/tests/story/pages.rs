//! Buku and Laporan on the screen.

use crate::given::{self, *};
use crate::site::{HOME, Visitor};
use ledger::{Book, Line};
use web::Right;

#[test]
fn each_address_asks_for_the_right_that_it_needs() {
    let needed = |path: &str| {
        let route = statements::routes().into_iter().find(|route| route.path == path);
        route.map(|route| route.right)
    };
    for path in ["buku", "buku/kas", "buku/besar"] {
        assert_eq!(needed(&format!("/k/{{cooperative}}/{path}")), Some(Right::ReadBooks), "{path}");
    }
    for path in ["laporan", "laporan/neraca", "laporan/phu", "laporan/neraca-saldo"] {
        assert_eq!(needed(&format!("/k/{{cooperative}}/{path}")), Some(Right::ReadFigures), "{path}");
    }
    for path in ["reports/trial-balance", "reports/balance-sheet", "reports/income"] {
        let path = format!("/api/v1/cooperatives/{{cooperative}}/{path}");
        assert_eq!(needed(&path), Some(Right::ReadFigures), "{path}");
    }
    for path in ["books/cash-book", "books/ledger", "entries"] {
        let path = format!("/api/v1/cooperatives/{{cooperative}}/{path}");
        assert_eq!(needed(&path), Some(Right::ReadBooks), "{path}");
    }
    assert_eq!(statements::routes().len(), 23);
}

#[test]
fn the_cash_book_is_the_sheet_that_officers_know() {
    given::on_both_engines(|test| {
        given_two_years(&Books::of(&test.db));
        let month = format!("{HOME}/buku/kas?bulan=2026-03&akun=11100&unit=00");
        Visitor::of(&test.db).get(&month).says(&["1 transaksi, semua ada bukti"]);
        let page = Visitor::who_is_known(&test.db).get(&month);
        page.says(&[
            "Buku Kas",
            "Maret 2026, unit Kantor",
            "<tr class=\"carry\"><td class=\"no n\"></td><td class=\"tanggal nowrap\">1 Mar</td>",
            "Saldo bulan lalu",
            "<a href=\"/k/19.71.04.1001/transaksi/4\">Modal Unit Usaha toko</a>",
            "BKM/2026/00004",
            "<td class=\"n kredit\">400.000</td>",
            "Transaksi bulan ini",
            "1 transaksi, 1 belum ada bukti",
            "Saldo buku sama dengan neraca",
            "href=\"/k/19.71.04.1001/buku/kas?bulan=2026-02&#38;akun=11100&#38;unit=00\" rel=\"prev\">‹ Februari",
            "format=xlsx",
        ]);
        let page = Visitor::of(&test.db).get(&format!("{HOME}/buku/kas"));
        page.says(&["Mei 2027", "aria-disabled=\"true\" rel=\"next\">Juni ›", "Belum ada transaksi"]);
        let page = Visitor::of(&test.db).get(&format!("{HOME}/buku/kas?akun=bank&bulan=2026-05"));
        page.says(&["Buku Bank", "Admin dan gaji", "680.000"]);
    });
}

#[test]
fn a_wrong_value_is_said_and_the_usual_page_is_shown() {
    given::on_both_engines(|test| {
        given_two_years(&Books::of(&test.db));
        let visitor = Visitor::of(&test.db);
        let page = visitor.get(&format!("{HOME}/buku/kas?bulan=Mei&akun=21200&unit=77&hal=x"));
        page.says(&[
            "Mei 2027",
            "Tulis bulan sebagai tahun-bulan",
            "Akun 21200 bukan kas atau bank.",
            "Unit usaha 77 tidak ada.",
            "Halaman x tidak ada.",
        ]);
        let page = visitor.get(&format!("{HOME}/laporan/neraca?tanggal=kemarin&format=xlsx"));
        page.says(&["role=\"alert\"", "per 24 Mei 2027"]);
        let page = visitor.get(&format!("{HOME}/laporan/phu?dari=2027-05-01&sampai=2027-04-01"));
        page.says(&["Tanggal awal 1 Mei 2027 sesudah tanggal akhir 1 Apr 2027.", "1 Jan 2027 – 24 Mei 2027"]);
        let page = visitor.get(&format!("{HOME}/buku/besar?akun=99999&akun=1"));
        page.says(&["Akun 1 tidak ada di daftar akun.", "Buku besar 11100"]);
    });
}

#[test]
fn every_amount_of_the_balance_sheet_opens_its_account() {
    given::on_both_engines(|test| {
        given_two_years(&Books::of(&test.db));
        let path = format!("{HOME}/laporan/neraca?tanggal=2027-05-24");
        let page = Visitor::of(&test.db).get(&path);
        page.says(&[
            "per 24 Mei 2027, dengan pembanding 31 Desember 2026, dalam rupiah",
            "<a href=\"/k/19.71.04.1001/buku/besar?akun=11100&#38;dari=2027-01-01&#38;sampai=2027-05-24\">814.000</a>",
            "<a href=\"/k/19.71.04.1001/buku/besar?akun=11100&#38;dari=2026-01-01&#38;sampai=2026-12-31\">700.000</a>",
            "<a href=\"/k/19.71.04.1001/laporan/phu?dari=2027-01-01&#38;sampai=2027-05-24\">27.000</a>",
            "<span class=\"state good\">Neraca seimbang</span>",
            "Yang paling berubah sejak 31 Desember 2026",
            "Kas naik Rp114.000, dari Rp700.000 menjadi Rp814.000.",
            "+ 114.000",
            "<small>ekuitas</small>",
        ]);
        let page = Visitor::who_sees_figures_only(&test.db).get(&path);
        page.says(&["814.000", "Kas naik Rp114.000"]);
        page.is_silent_about(&["buku/besar", "transaksi/"]);
    });
}

#[test]
fn the_surplus_opens_what_it_is_made_of() {
    given::on_both_engines(|test| {
        given_two_years(&Books::of(&test.db));
        let visitor = Visitor::of(&test.db);
        let page = visitor.get(&format!("{HOME}/laporan/phu?dari=2027-01-01&sampai=2027-05-24"));
        page.says(&[
            "Partisipasi bruto anggota",
            "Laba kotor dari bukan anggota",
            "<td class=\"n neg\"><a href=\"/k/19.71.04.1001/buku/besar?akun=51100&#38;dari=2027-01-01&#38;sampai=2027-05-24\">(90.000)</a></td>",
            "SHU setelah pajak",
            "SHU sama dengan neraca",
        ]);
        let page = visitor.get(&format!("{HOME}/buku/besar?akun=31600&dari=2027-01-01&sampai=2027-05-24"));
        page.says(&[
            "SHU belum dibagi",
            "Pembagian SHU 2026",
            "Di neraca ditambah hasil usaha tahun-tahun sebelumnya yang belum dibagi: Rp30.000.",
            "laporan/phu?dari=1990-01-01&#38;sampai=2026-12-31",
        ]);
        let page = visitor.get(&format!("{HOME}/laporan/neraca-saldo?tanggal=2026-05-31&unit=10"));
        page.says(&["unit Gerai sembako", "Debet sama dengan kredit", "51100", "150.000"]);
    });
}

#[test]
fn a_statement_is_a_workbook_too() {
    given::on_both_engines(|test| {
        given_two_years(&Books::of(&test.db));
        for (path, name) in [
            ("laporan/neraca?tanggal=2027-05-24&format=xlsx", "neraca-2027-05-24.xlsx"),
            ("laporan/phu?format=xlsx", "phu-2027-01-01-2027-05-24.xlsx"),
            ("laporan/neraca-saldo?format=xlsx", "neraca-saldo-2027-05-24.xlsx"),
            ("buku/kas?akun=kas&format=xlsx", "buku-kas-2027-05.xlsx"),
            ("buku/besar?akun=11200&format=xlsx", "buku-besar-11200-2027-01-01-2027-05-24.xlsx"),
        ] {
            let answer = Visitor::of(&test.db).get(&format!("{HOME}/{path}"));
            assert!(answer.bytes.starts_with(b"PK"), "{path}");
            let disposition = answer.headers["content-disposition"].to_str().expect("text");
            assert_eq!(disposition, format!("attachment; filename=\"{name}\""));
        }
    });
}

#[test]
fn a_long_month_is_turned_page_by_page_and_stays_small() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        let lines = || vec![Line::debit(CASH, rp(1_000)), marni(Line::credit(SAVINGS, rp(1_000)))];
        let description = "Terima tabungan <b>an.</b> Bu Contoh Marni, setoran harian di gerai sembako";
        let entries =
            (0..70).map(|_| books.entry(day("2027-05-03"), Book::CashIn, description, lines())).collect();
        books.post_all(entries);
        let visitor = Visitor::of(&test.db);

        let first = visitor.get(&format!("{HOME}/buku/kas"));
        first.says(&["Baris 1 – 50 dari 70", "&#60;b&#62;an.", "hal=2\">Berikutnya", "hal=semua"]);
        assert!(first.bytes.len() < 32_000, "{} bytes", first.bytes.len());
        let second = visitor.get(&format!("{HOME}/buku/kas?hal=2"));
        second.says(&["Pindahan dari halaman sebelumnya", "50.000", "Baris 51 – 70 dari 70", "70.000"]);
        let whole = visitor.get(&format!("{HOME}/buku/kas?hal=semua"));
        whole.says(&["Baris 1 – 70 dari 70"]);
        whole.is_silent_about(&["Berikutnya", "Pindahan"]);
    });
}

#[test]
fn the_index_pages_lead_everywhere() {
    given::on_both_engines(|test| {
        let visitor = Visitor::of(&test.db);
        visitor.get(&format!("{HOME}/buku")).says(&["Belum ada transaksi. Catat yang pertama"]);
        for page in [
            "laporan",
            "laporan/neraca",
            "laporan/phu",
            "laporan/perubahan-modal",
            "laporan/arus-kas",
            "laporan/catatan",
            "laporan/tahunan",
            "laporan/anggota/17",
            "laporan/neraca-saldo",
            "buku/kas",
            "buku/besar",
        ] {
            visitor.get(&format!("{HOME}/{page}")).says(&["Belum ada transaksi"]);
        }
        given_two_years(&Books::of(&test.db));
        visitor.get(&format!("{HOME}/buku")).says(&[
            "buku/kas?akun=11100&#38;unit=00",
            "buku/kas?akun=11100&#38;unit=10",
            "buku/besar?akun=21200&#38;dari=2027-01-01",
            "Gerai sembako",
        ]);
        visitor.get(&format!("{HOME}/laporan")).says(&[
            "/k/19.71.04.1001/laporan/neraca\"",
            "Rp1.557.000",
            "SHU tahun ini Rp27.000",
            "Neraca seimbang",
        ]);
    });
}
