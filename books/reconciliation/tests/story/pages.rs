//! Reconciliation as officers see it.

use kernel::UnitCode;
use web::Right;

use crate::browser::Browser;
use crate::given::*;

const ALL: [Right; 2] = [Right::ReadBooks, Right::Record];
const OCTOBER_PAGE: &str = "cocokkan/11200/2026-10";

fn location(answer: &web::testing::Answer) -> &str {
    answer.headers["location"].to_str().unwrap()
}

#[test]
fn a_statement_is_uploaded_matched_and_done() {
    story(|test| {
        post(test, "2026-09-30", 5_000_000, "Saldo awal");
        post(test, "2026-10-05", 500_000, "Setor ke bank");
        post(test, "2026-10-12", 150_000, "Penjualan kepada <b>Bakau");
        post(test, "2026-10-30", -200_000, "Bayar pemasok");
        let browser = Browser::at(test, &ALL);
        browser.open(OCTOBER_PAGE).says(&[
            "Belum ada rekening koran",
            "enctype=\"multipart/form-data\"",
            "value=\"2026-10-31\"",
        ]);
        let fields = [("through", "2026-10-31"), ("closing", "")];
        let upload = format!("{OCTOBER_PAGE}/unggah");
        let sent = browser.send_file(&upload, "unggah-0001", &fields, ("BRI.csv", OCTOBER.as_bytes()));
        assert_eq!((sent.status.as_u16(), location(&sent)), (303, "/k/19.71.04.1001/cocokkan/11200/2026-10"));
        let page = browser.open(OCTOBER_PAGE);
        page.says(&[
            "Cocokkan 2 usulan",
            "SETOR TUNAI BU CONTOH MELATI",
            "Penjualan kepada &#60;b&#62;Bakau",
        ]);
        page.says(&[
            "Hanya di rekening koran",
            "BIAYA ADM",
            "Belum muncul di rekening koran",
            "Bayar pemasok",
        ]);
        page.says(&["catat/bayar-admin-bank?jumlah=15000&#38;tanggal=2026-10-20&#38;tempat=11200&#38;catatan=BIAYA%20ADM"]);
        let chosen: Vec<String> = page
            .body()
            .split("name=\"usulan\" value=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect();
        let fields: Vec<(&str, &str)> = chosen.iter().map(|value| ("usulan", value.as_str())).collect();
        browser.send_form(&format!("{OCTOBER_PAGE}/cocok"), "cocok-00001", &fields);
        let page = browser.open(OCTOBER_PAGE);
        page.says(&["Yang sudah cocok di Oktober 2026 (2)", "belum cocok"]);
        page.is_silent_about(&["Usulan</h2>"]);
        let fee = post(test, "2026-10-20", -10_000, "Administrasi");
        let rest = post(test, "2026-10-20", -5_000, "Administrasi kartu");
        let (fee, rest) = (fee.to_string(), rest.to_string());
        let line =
            page.body().split("name=\"line\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let choice = [("line", line.as_str()), ("entry", &fee), ("entry", &rest)];
        browser.send_form(&format!("{OCTOBER_PAGE}/pilih"), "pilih-00001", &choice);
        post(test, "2026-10-31", 1_500, "Bunga bank");
        let last = proposals(test, "2026-10");
        accept(test, &[(last[0].line, &last[0].entries)]).unwrap();
        browser.open(OCTOBER_PAGE).says(&["cocok dengan rekening koran", "(4)"]);
        browser.open("cocokkan").says(&["Oktober 2026", ">cocok<", "0 di bank, 1 di buku", "Hitung kas"]);
        browser.send_form(&format!("{OCTOBER_PAGE}/lepas"), "lepas-00001", &[("line", &line)]);
        browser.open(OCTOBER_PAGE).says(&["(3)"]);
    });
}

#[test]
fn a_reader_sees_everything_and_changes_nothing() {
    story(|test| {
        post(test, "2026-10-05", 500_000, "Setor ke bank");
        import_october(test);
        let page = Browser::at(test, &[Right::ReadBooks]).open(OCTOBER_PAGE);
        page.says(&["SETOR TUNAI", "BIAYA ADM"]);
        page.is_silent_about(&["class=\"button primary", "type=\"checkbox\"", "type=\"radio\"", "catat/"]);
    });
}

#[test]
fn a_refused_file_is_said_beside_its_field() {
    story(|test| {
        let browser = Browser::at(test, &ALL);
        let upload = format!("{OCTOBER_PAGE}/unggah");
        let fields = [("through", "2026-10-31"), ("closing", "")];
        let page = browser.send_file(&upload, "unggah-0001", &fields, ("", b""));
        assert_eq!(page.status, 422);
        page.says(&["file-error", "Pilih berkas rekening koran"]);
        let page = browser.send_file(
            &upload,
            "unggah-0002",
            &[("through", "2026-10-30"), ("closing", "")],
            ("a.csv", OCTOBER.as_bytes()),
        );
        page.says(&["through-error"]);
        let page = browser.send_file(
            &upload,
            "unggah-0003",
            &[("through", "kapan"), ("closing", "-1")],
            ("a.csv", OCTOBER.as_bytes()),
        );
        page.says(&["through-error", "closing-error"]);
        import_october(test);
        let page = browser.send_file(&upload, "unggah-0004", &fields, ("b.csv", OCTOBER.as_bytes()));
        page.says(&["Berkas ini sudah diunggah"]);
        for path in ["cocokkan/11200/kapan", "cocokkan/11100/2026-10", "cocokkan/x/2026-10", "hitung-kas/9"] {
            assert_eq!(browser.open(path).status, 404, "{path}");
        }
    });
}

const STRANGE: &str = "PT BANK CONTOH;;;;\nWaktu;Berita;Nilai;Arah;Sisa\n\
    10-05-2026;Setoran;500.000,00;K;5.500.000,00\n10-20-2026;Biaya;15.000,00;D;5.485.000,00\n";

#[test]
fn columns_are_shown_once_and_remembered() {
    story(|test| {
        let browser = Browser::at(test, &ALL);
        let fields = [("through", "2026-10-31"), ("closing", "")];
        let sent = browser.send_file(
            &format!("{OCTOBER_PAGE}/unggah"),
            "unggah-0001",
            &fields,
            ("aneh.csv", STRANGE.as_bytes()),
        );
        assert_eq!(location(&sent), "/k/19.71.04.1001/cocokkan/11200/kolom");
        let page = browser.open("cocokkan/11200/kolom");
        page.says(&["aneh.csv", "10-05-2026", "B Berita", "BRI, Mandiri, BNI, BTN"]);
        page.says(&["<option value=\"2\" selected>Baris 2</option>"]);
        let wrong = [("head", "2"), ("date", "0"), ("description", "1")];
        let page = browser.send_form("cocokkan/11200/kolom", "kolom-00001", &wrong);
        assert_eq!(page.status, 422);
        page.says(&["date-error"]);
        let right = [
            ("head", "2"),
            ("date", "0"),
            ("description", "1"),
            ("amount", "2"),
            ("sign", "3"),
            ("balance", "4"),
            ("order", "mdy"),
        ];
        let done = browser.send_form("cocokkan/11200/kolom", "kolom-00002", &right);
        assert_eq!(location(&done), "/k/19.71.04.1001/cocokkan/11200/2026-10", "{}", done.body());
        let lines = state(test, "2026-10").unmatched_lines;
        assert_eq!(lines.iter().map(|line| line.amount.0).collect::<Vec<_>>(), [500_000, -15_000]);
        assert_eq!(browser.open("cocokkan/11200/kolom").status, 422, "nothing waits any more");
        // The next file of this account is read the same way, without asking.
        let next = STRANGE.replace("10-05", "11-05").replace("10-20", "11-20").replace("5.", "6.");
        let sent = browser.send_file(
            "cocokkan/11200/2026-11/unggah",
            "unggah-0002",
            &[("through", "2026-11-24"), ("closing", "")],
            ("lagi.csv", next.as_bytes()),
        );
        assert_eq!(location(&sent), "/k/19.71.04.1001/cocokkan/11200/2026-11");
        browser.open("cocokkan/11200/2026-11").says(&["dipetakan", "lagi.csv"]);
    });
}

#[test]
fn cash_is_counted_and_the_difference_leads_to_catat() {
    story(|test| {
        post_on(test, CASH, UnitCode::OFFICE, "2026-11-20", 1_000_000, "Setoran");
        let browser = Browser::at(test, &ALL);
        browser.open("hitung-kas").says(&["Kas belum pernah dihitung", "Hitung sekarang"]);
        let form = browser.open("hitung-kas/baru");
        form.says(&["Rp100.000", "Rp1.000 logam", "pieces-1000-logam", "Kas laci kasir"]);
        form.is_silent_about(&["1.000.000"]);
        let fields = [
            ("counted_on", "2026-11-24"),
            ("account", "11100"),
            ("unit", "semua"),
            ("pieces-100000", "9"),
            ("pieces-5000", "x"),
            ("total", ""),
        ];
        let page = browser.send_form("hitung-kas/baru", "hitung-0001", &fields);
        assert_eq!(page.status, 422);
        page.says(&["pieces-5000-error"]);
        let fields = [
            ("counted_on", "2026-11-24"),
            ("account", "11100"),
            ("unit", "semua"),
            ("pieces-100000", "9"),
            ("total", ""),
        ];
        let done = browser.send_form("hitung-kas/baru", "hitung-0002", &fields);
        assert_eq!(location(&done), "/k/19.71.04.1001/hitung-kas/1");
        let page = browser.open("hitung-kas/1");
        page.says(&[
            "Uang kurang Rp100.000 (seratus ribu rupiah)",
            "catat/selisih-kas-kurang?jumlah=100000&#38;tanggal=2026-11-24",
        ]);
        post_on(test, CASH, UnitCode::OFFICE, "2026-11-24", -100_000, "Uang ternyata kurang");
        let page = browser.open("hitung-kas/1");
        page.says(&["Sesudah dibetulkan, buku menjadi Rp900.000"]);
        page.is_silent_about(&["selisih-kas-kurang"]);
        let paper = browser.open("hitung-kas/1?format=pdf");
        assert_eq!(paper.headers["content-type"], "application/pdf");
        assert!(paper.bytes.starts_with(b"%PDF"));
        browser.open("hitung-kas").says(&["24 Nov 2026", "Kas, semua unit", ">selisih<"]);
    });
}

#[test]
fn every_rule_that_a_line_may_lead_to_is_in_catat() {
    let tables = [ledger::MIGRATIONS, cashbook::MIGRATIONS];
    store::testing::on_both_engines(&tables, |test| {
        for rule in reconciliation::suggested_rules() {
            let found = test.db.read_blocking(|reader| cashbook::rule(reader, HERE, rule)).unwrap();
            assert!(found.is_some(), "{rule}");
        }
        for rule in ["selisih-kas-lebih", "selisih-kas-kurang"] {
            let found = test.db.read_blocking(|reader| cashbook::rule(reader, HERE, rule)).unwrap();
            assert!(found.is_some(), "{rule}");
        }
    });
}
