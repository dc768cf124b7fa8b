//! Savings as officers see them.

use savings::Deposit;
use web::Right;

use crate::browser::Browser;
use crate::given::*;

const ALL: [Right; 5] =
    [Right::ReadMembers, Right::ManageMembers, Right::ReadBooks, Right::Record, Right::ManageCooperative];

#[test]
fn the_card_shows_who_what_and_which_months() {
    story(|test| {
        let (here, melati) = given_a_cooperative_with_a_member(test);
        let paid = deposit(test, &dues(here, melati, 60_000)).unwrap();
        deposit(test, &voluntary(here, melati, 75_000)).unwrap();
        let browser = Browser::at(test, here, &ALL);
        let card = browser.open(&format!("anggota/{melati}?tahun=2025"));
        assert_eq!(card.status, 200);
        card.says(&[
            "Bu Contoh Melati",
            "Anggota 001, sejak 5 Juli 2025",
            "1971**********01",
            "60.000",
            "75.000",
        ]);
        card.says(&["Belum dibayar: Okt 2025 – Des 2025", "Rp20.000 sebulan, jumlahnya Rp60.000"]);
        card.says(&[&format!("/k/19.71.04.1001/kwitansi/{}", paid.entry), "3 bulan di 2025", "lunas"]);
        card.says(&["catat/terima-simpanan-wajib?anggota=", "simpanan/sukarela", "?tahun=2026"]);
        card.is_silent_about(&["1971044503900001", "Periksa pendaftaran"]);
        let reader = Browser::at(test, here, &[Right::ReadMembers]).open(&format!("anggota/{melati}"));
        reader.is_silent_about(&["catat/", "Catat keluar", "Ubah data"]);
        let applicant = given_an_applicant(test, here, "Contoh <i>Bakau", "0003");
        let card = browser.open(&format!("anggota/{applicant}"));
        card.says(&["Calon anggota", "Periksa pendaftaran", "Contoh &#60;i&#62;Bakau", "Belum ada setoran."]);
        for path in ["anggota/99", "anggota/abc", "anggota/1/simpanan/lain", "kwitansi/abc"] {
            assert_eq!(browser.open(path).status, 404, "{path}");
        }
    });
}

#[test]
fn the_lines_add_up_to_the_balance() {
    story(|test| {
        let (here, melati) = given_a_cooperative_with_a_member(test);
        deposit(test, &voluntary(here, melati, 75_000)).unwrap();
        withdraw(test, &withdrawal(here, melati, 25_000)).unwrap();
        let browser = Browser::at(test, here, &ALL);
        let lines = browser.open(&format!("anggota/{melati}/simpanan/sukarela"));
        lines.says(&[
            "75.000",
            "25.000",
            "50.000",
            "BKK/2026/00001",
            "Ambil simpanan sukarela an. Contoh Melati",
        ]);
        browser
            .open(&format!("anggota/{melati}/simpanan/wajib"))
            .says(&["Belum ada setoran simpanan wajib."]);
    });
}

#[test]
fn a_receipt_is_printed_copied_and_marked_when_reversed() {
    story(|test| {
        let (here, melati) = given_a_cooperative_with_a_member(test);
        let paid = deposit(test, &dues(here, melati, 120_000)).unwrap();
        let browser = Browser::at(test, here, &ALL);
        let page = browser.open(&format!("kwitansi/{}", paid.entry));
        page.says(&["class=\"receipt\"", "seratus dua puluh ribu rupiah", "Jul 2025 – Des 2025 (6 bulan)"]);
        page.says(&[
            "Diterima dari Bu Contoh Melati (anggota 001)",
            "data-print",
            "catat/terima-simpanan-wajib",
        ]);
        page.is_silent_about(&["DIBATALKAN"]);
        reverse(test, here, paid.entry);
        browser
            .open(&format!("kwitansi/{}", paid.entry))
            .says(&["DIBATALKAN", "Transaksi ini sudah dibatalkan."]);
        let reversal = browser.open(&format!("kwitansi/{}", paid.entry.0 + 1));
        assert_eq!(reversal.status, 404);
        reversal.says(&["Transaksi ini bukan setoran atau pengambilan simpanan."]);
    });
}

#[test]
fn who_has_not_paid_is_reminded() {
    story(|test| {
        let (here, melati) = given_a_cooperative_with_a_member(test);
        let browser = Browser::at(test, here, &ALL);
        let page = browser.open("simpanan");
        page.says(&["1 anggota, jumlahnya Rp340.000", "Jul 2025 – Nov 2026", "17 bulan", "50.000"]);
        page.says(&[
            "Bu Contoh Melati, mengingatkan simpanan wajib Jul 2025 – Nov 2026 di KKMP Contoh: Rp340.000.",
        ]);
        deposit(test, &Deposit { date: day("2026-11-24"), ..dues(here, melati, 340_000) }).unwrap();
        browser.open("simpanan").says(&["Semua anggota aktif sudah membayar sampai bulan ini."]);
    });
}

#[test]
fn a_long_list_comes_in_pages() {
    story(|test| {
        let here = given_a_cooperative(test);
        for n in 1..=51 {
            given_a_member(test, here, "Contoh Melati", &format!("{n:04}"));
        }
        let browser = Browser::at(test, here, &ALL);
        let first = browser.open("simpanan");
        first.says(&["51 anggota", "Nomor 1 – 50 dari 51", "simpanan?halaman=2"]);
        browser.open("simpanan?halaman=2").says(&["Nomor 51 – 51 dari 51", ">051<"]);
        assert_eq!(browser.open("simpanan?halaman=99").status, 200);
        // Everything on one page of the list: its own part of the 60 KB.
        assert!(first.body().len() < 60_000, "{} bytes", first.body().len());
    });
}

#[test]
fn the_terms_are_set_with_their_source() {
    story(|test| {
        let here = given_a_cooperative(test);
        let browser = Browser::at(test, here, &ALL);
        browser.open("simpanan/ketentuan").says(&["50.000", "20.000", "1 Jan 2025"]);
        let typed = [
            ("principal_amount", "100.000"),
            ("monthly_amount", "0"),
            ("valid_from", "2026-01-01"),
            ("source", "AD pasal 12"),
        ];
        assert_eq!(browser.send_form("simpanan/ketentuan", "perintah-1", &typed).status, 303);
        browser.open("simpanan/ketentuan").says(&["100.000", "AD pasal 12", "1 Jan 2026"]);
        let wrong =
            [("principal_amount", "x"), ("monthly_amount", "5000"), ("valid_from", ""), ("source", "")];
        let refused = browser.send_form("simpanan/ketentuan", "perintah-2", &wrong);
        assert_eq!(refused.status, 422);
        refused.says(&["id=\"principal_amount-error\"", "id=\"valid_from-error\"", "value=\"5000\""]);
    });
}

#[test]
fn the_api_takes_deposits_once_and_names_what_is_wrong() {
    story(|test| {
        let (here, melati) = given_a_cooperative_with_a_member(test);
        let browser = Browser::at(test, here, &ALL);
        let rapel = format!(
            r#"{{"member":{melati},"kind":"wajib","amount":120000,"months":{{"from":202507,"through":202512}},"date":"2025-12-10"}}"#
        );
        let made = browser.post_api("savings/deposits", "setor-0001", &rapel);
        assert_eq!(made.status, 201, "{}", made.body());
        let receipt = made.json();
        assert_eq!(receipt["document"].as_str(), Some("BKM/2025/00002"));
        assert_eq!(receipt["months"].as_str(), Some("Jul 2025 – Des 2025 (6 bulan)"));
        assert_eq!((receipt["amount"].as_i64(), receipt["balance"].as_i64()), (Some(120_000), Some(120_000)));
        assert_eq!(browser.post_api("savings/deposits", "setor-0001", &rapel).json(), receipt);
        let twice = browser.post_api("savings/deposits", "setor-0002", &rapel);
        assert_eq!((twice.status.as_u16(), twice.json()["error"]["field"].as_str()), (422, Some("months")));

        let saved = format!(r#"{{"member":{melati},"kind":"sukarela","amount":50000}}"#);
        assert_eq!(browser.post_api("savings/deposits", "setor-0003", &saved).json()["date"], "2026-11-24");
        let taken = format!(r#"{{"member":{melati},"amount":20000}}"#);
        let made = browser.post_api("savings/withdrawals", "ambil-0001", &taken);
        assert_eq!((made.status.as_u16(), made.json()["balance"].as_i64()), (201, Some(30_000)));
        let over = format!(r#"{{"member":{melati},"amount":30001}}"#);
        let over = browser.post_api("savings/withdrawals", "ambil-0002", &over);
        assert_eq!((over.status.as_u16(), over.json()["error"]["field"].as_str()), (422, Some("amount")));
        let unknown =
            browser.post_api("savings/deposits", "setor-0004", r#"{"member":99,"kind":"wajib","amount":1}"#);
        assert_eq!(
            (unknown.status.as_u16(), unknown.json()["error"]["field"].as_str()),
            (404, Some("member"))
        );

        let own = browser.get_api(&format!("members/{melati}/savings")).json();
        assert_eq!(own["balances"]["voluntary"].as_i64(), Some(30_000));
        assert_eq!(
            (own["months"][0]["state"].as_str(), own["months"][11]["state"].as_str()),
            (Some("unpaid"), Some("ahead"))
        );
        assert_eq!(browser.get_api("savings").json()["sums"]["mandatory"].as_i64(), Some(120_000));
        assert_eq!(browser.get_api("savings/arrears").json()[0]["member"].as_i64(), Some(melati.0));
        assert_eq!(browser.get_api("members/99/savings").status, 404);
    });
}
