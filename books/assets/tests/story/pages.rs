//! Assets as officers see them.

use web::Right;

use crate::borrowing::{building, lend_in};
use crate::browser::Browser;
use crate::given::*;

const ALL: [Right; 2] = [Right::ReadBooks, Right::Record];

/// The fields of a registration as a browser sends them.
const LAPTOP: [(&str, &str); 11] = [
    ("name", "Laptop <b>bendahara"),
    ("account", "13500"),
    ("unit", "0"),
    ("cost", "4.800.000"),
    ("acquired_on", "2026-03-14"),
    ("origin", "paid"),
    ("place", "11100"),
    ("life_months", ""),
    ("residual", ""),
    ("opening_amount", ""),
    ("note", "Di kantor"),
];

#[test]
fn an_empty_register_says_what_to_do() {
    story(|test| {
        let page = Browser::at(test, &ALL).open("aset");
        page.says(&["Belum ada aset tetap yang terdaftar", "Belum ada barang pinjaman", "aset/baru"]);
        page.is_silent_about(&["Catat penyusutan", "Unduh Excel", "belum cocok"]);
        Browser::at(test, &[Right::ReadBooks])
            .open("aset")
            .is_silent_about(&["aset/baru", "aset/pinjaman\""]);
    });
}

#[test]
fn a_laptop_is_registered_depreciated_and_sold() {
    story(|test| {
        let browser = Browser::at(test, &ALL);
        browser.open("aset/baru").says(&["Inventaris kantor, biasanya 4 tahun", "Tanah, tidak disusutkan"]);
        let saved = browser.send_form("aset/baru", "daftar-0001", &LAPTOP);
        assert_eq!(saved.status, 303, "{}", saved.body());
        assert_eq!(saved.headers["location"], "/k/19.71.04.1001/aset/1");
        // Sent twice, done once.
        browser.send_form("aset/baru", "daftar-0001", &LAPTOP);
        assert_eq!(list(test, "2026-11-24").len(), 1);
        let page = browser.open("aset");
        page.says(&[
            "Catat penyusutan sampai Oktober 2026",
            "7 bulan, jumlahnya <b class=\"money\">Rp700.000</b>",
        ]);
        page.says(&["Laptop &#60;b&#62;bendahara", "4.800.000", "cocok dengan buku besar", "4 tahun"]);
        let done = browser.send_form("aset/susutkan", "susut-00001", &[("through", "2026-10")]);
        assert_eq!(done.status, 303);
        let page = browser.open("aset");
        page.says(&["Penyusutan tercatat sampai Oktober 2026", "4.100.000"]);
        page.is_silent_about(&["Catat penyusutan sampai"]);
        let asset = browser.open("aset/1");
        asset.says(&[
            "Apr 26",
            "100.000",
            "tercatat",
            "Masih 41 bulan lagi, jumlahnya Rp4.100.000",
            "Dibeli",
        ]);
        asset.is_silent_about(&["Salah daftar"]);
        browser.open("aset/1/lepas").says(&["Nilai bukunya sekarang Rp4.100.000"]);
        let sell =
            [("date", "2026-11-10"), ("reason", "Dijual"), ("proceeds", "4.000.000"), ("place", "11100")];
        assert_eq!(browser.send_form("aset/1/lepas", "lepas-00001", &sell).status, 303);
        browser.open("aset/1").says(&["dilepas 10 Nov 2026", "diterima Rp4.000.000"]);
        browser.open("aset").says(&["Belum ada aset tetap"]);
        browser.open("aset?per=2026-11-09").says(&["Laptop"]);
    });
}

#[test]
fn a_form_says_beside_each_field_what_to_mend() {
    story(|test| {
        let browser = Browser::at(test, &ALL);
        let mut fields = LAPTOP;
        fields[3].1 = "banyak";
        fields[4].1 = "31/02/2026";
        let page = browser.send_form("aset/baru", "daftar-0001", &fields);
        assert_eq!(page.status, 422);
        page.says(&["cost-error", "acquired_on-error", "Laptop &#60;b&#62;bendahara"]);
        fields = LAPTOP;
        fields[5].1 = "";
        browser
            .send_form("aset/baru", "daftar-0002", &fields)
            .says(&["Pilih bagaimana barang ini diperoleh."]);
        fields = LAPTOP;
        fields[9].1 = "500.000";
        browser.send_form("aset/baru", "daftar-0003", &fields).says(&["Pilih sampai bulan mana"]);
        close(test, "2026-08");
        let page = browser.send_form("aset/baru", "daftar-0004", &LAPTOP);
        page.says(&["acquired_on-error", "Agustus 2026 sudah ditutup"]);
        assert!(list(test, "2026-11-24").is_empty());
        for path in ["aset/9", "aset/abc", "aset/9/lepas", "aset/9/coret", "aset/pinjaman/9/kembali"] {
            assert_eq!(browser.open(path).status, 404, "{path}");
        }
    });
}

#[test]
fn what_was_bought_through_catat_is_taken_over_by_its_document() {
    story(|test| {
        post(test, "2026-03-14", &[(OFFICE_TOOLS, 4_800_000), (CASH, -4_800_000)]);
        let browser = Browser::at(test, &ALL);
        browser.open("aset").says(&[
            "belum cocok dengan buku besar",
            "selisih Rp4.800.000",
            "buku/besar?akun=13500",
        ]);
        let mut fields: Vec<(&str, &str)> = LAPTOP.to_vec();
        fields[5].1 = "recorded";
        fields.push(("document", "BM/2026/00009"));
        let page = browser.send_form("aset/baru", "daftar-0001", &fields);
        page.says(&["document-error"]);
        fields[11].1 = "bm/2026/00001";
        assert_eq!(browser.send_form("aset/baru", "daftar-0002", &fields).status, 303);
        browser.open("aset").says(&["cocok dengan buku besar"]);
        browser.open("aset/1").says(&["transaksi/1", "Salah daftar"]);
        browser.send_form("aset/1/catatan", "catatan-001", &[("note", "Dipinjam sekretaris")]);
        browser.open("aset/1").says(&["Dipinjam sekretaris"]);
        assert_eq!(browser.send_form("aset/1/coret", "coret-00001", &[("reason", "")]).status, 422);
        browser.send_form("aset/1/coret", "coret-00002", &[("reason", "terdaftar dua kali")]);
        browser.open("aset/1").says(&["dicoret"]);
    });
}

#[test]
fn the_opening_is_computed_where_only_the_month_is_typed() {
    story(|test| {
        let browser = Browser::at(test, &ALL);
        let mut fields: Vec<(&str, &str)> = LAPTOP.to_vec();
        fields[5].1 = "recorded";
        fields.push(("opening_through", "2026-09"));
        assert_eq!(browser.send_form("aset/baru", "daftar-0001", &fields).status, 303);
        assert_eq!(list(test, "2026-10-01")[0].accumulated, kernel::Rupiah(600_000));
    });
}

#[test]
fn closed_months_are_caught_up_and_the_page_says_where() {
    story(|test| {
        register(test, &laptop()).unwrap();
        close(test, "2026-08");
        let browser = Browser::at(test, &ALL);
        browser
            .open("aset")
            .says(&["April 2026 – Agustus 2026 sudah ditutup: bagiannya dicatat di September 2026"]);
        browser.send_form("aset/susutkan", "susut-00001", &[("through", "2026-10")]);
        assert!(due(test, "2026-10").is_empty());
        let early = browser.send_form("aset/susutkan", "susut-00002", &[("through", "2026-12")]);
        assert_eq!(early.status, 303);
        assert_eq!(browser.send_form("aset/susutkan", "susut-00003", &[("through", "kapan")]).status, 422);
    });
}

#[test]
fn what_is_lent_is_recorded_and_given_back() {
    story(|test| {
        let browser = Browser::at(test, &ALL);
        let fields = [
            ("name", "Truk"),
            ("owner", "Desa Contoh"),
            ("document", ""),
            ("since", "2026-08-01"),
            ("told_value", "300 juta"),
        ];
        assert_eq!(browser.send_form("aset/pinjaman", "pinjam-0001", &fields).status, 303);
        lend_in(test, &building()).unwrap();
        let page = browser.open("aset");
        page.says(&["Desa Contoh", "belum ada", "tanpa batas", "300.000.000", "BAST/07/2026", "lewat batas"]);
        let page = browser.send_form("aset/pinjaman", "pinjam-0002", &[("name", "Truk"), ("since", "")]);
        assert_eq!(page.status, 422);
        page.says(&["Isi tanggal mulai dipakai."]);
        browser.open("aset/pinjaman/1/kembali").says(&["Kembalikan Truk", "1 Agustus 2026"]);
        let early = browser.send_form("aset/pinjaman/1/kembali", "kembali-001", &[("date", "2026-07-01")]);
        early.says(&["lebih awal"]);
        browser.send_form("aset/pinjaman/1/kembali", "kembali-002", &[("date", "2026-11-20")]);
        browser.open("aset").is_silent_about(&["Desa Contoh"]);
    });
}

#[test]
fn the_list_is_a_workbook_and_a_paper_too() {
    story(|test| {
        register(test, &laptop()).unwrap();
        lend_in(test, &building()).unwrap();
        let file = Browser::at(test, &[Right::ReadBooks]).open("aset?per=2026-10-31&format=xlsx");
        assert_eq!(file.status, 200);
        assert!(file.headers["content-disposition"].to_str().unwrap().contains("aset-tetap-2026-10-31.xlsx"));
        assert!(file.bytes.starts_with(b"PK"));
        let paper = Browser::at(test, &[Right::ReadBooks]).open("aset?per=2026-10-31&format=pdf");
        assert!(paper.bytes.starts_with(b"%PDF"));
        assert_eq!(Browser::at(test, &ALL).open("aset?format=doc").status, 404);
        let page = Browser::at(test, &ALL).open("aset?per=kemarin&format=xlsx");
        page.says(&["Aset tetap", "role=\"alert\""]);
    });
}
