//! The public pages: what was not agreed to is not there.

use handover::Selection;
use kernel::{AccountCode, CooperativeId, Month, PartyId, Rupiah};
use ledger::{Activity, Book, Entry, Line};
use officers::{Appointment, NewPerson, Office, Sex, Who};
use registry::{Licence, LicenceState, NewUnit};
use store::testing::TestDb;

use crate::browser::Browser;
use crate::given::*;

fn given_cash(test: &TestDb, cooperative: CooperativeId, account: i64, amount: i64, on: &str) {
    let credit = Line::credit(AccountCode(account), Rupiah(amount));
    let credit = match account {
        41_100 | 44_100 => credit.activity(Activity::Member),
        _ => credit.party(Some(PartyId(1))),
    };
    let entry = Entry {
        cooperative,
        date: day(on),
        book: Book::CashIn,
        description: "Terima dari Contoh Rahasia Melati".to_owned(),
        note: String::new(),
        act: "test",
        rule: String::new(),
        voucher: None,
        reverses: None,
        by: BY,
        at: NOW,
        lines: vec![Line::debit(AccountCode(11_100), Rupiah(amount)), credit],
    };
    test.db.write_blocking(move |tx| ledger::post(tx, &entry)).unwrap();
}

/// A cooperative with books closed through October, a shop, and a chair.
fn given_a_working_cooperative(test: &TestDb) -> CooperativeId {
    let id = given_a_city(test)[0];
    given_cash(test, id, 31_100, 300_000, "2026-03-01");
    given_cash(test, id, 41_100, 700_000, "2026-09-20");
    given_cash(test, id, 44_100, 15_000, "2026-10-01");
    let october = Month::new(2026, 10).unwrap();
    test.db.write_blocking(move |tx| ledger::close_month(tx, id, october, BY, NOW)).unwrap();
    given_cash(test, id, 41_100, 5_000_000, "2026-11-20");
    let unit = NewUnit {
        unit: kernel::UnitCode(10),
        name: "Gerai sembako".to_owned(),
        licence: Licence::of(LicenceState::NotNeeded),
        opened_on: None,
    };
    test.db.write_blocking(move |tx| registry::open_unit(tx, id, unit.clone())).unwrap();
    let who = Who::New(NewPerson {
        name: "Pak Contoh Bakau".to_owned(),
        sex: Sex::Male,
        birth: kernel::BirthDate::parse("1984-05-06").ok(),
        phone: "081200000000".to_owned(),
        village_leader: false,
    });
    let (since, until) = (day("2025-06-01"), day("2030-06-01"));
    let appointment = Appointment {
        cooperative: id,
        who,
        office: Office::Chair,
        since,
        until,
        ex_officio: false,
        by: BY,
        at: NOW,
    };
    test.db.write_blocking(move |tx| officers::appoint(tx, &appointment)).unwrap();
    id
}

const PUBLIC: &str = "koperasi/19.71.04.1001";

#[test]
fn without_agreement_there_is_no_figure() {
    story(|test| {
        given_a_working_cooperative(test);
        let page = Browser::passing_by(test).open(PUBLIC);
        page.says(&["KKMP Pintu Air", "Badan hukum disahkan", "AHU-0001234", "Gerai sembako"]);
        page.says(&["Pak Contoh Bakau", "Ketua", "jam buka belum diberitahukan", "<dd>belum</dd>"]);
        let secrets =
            ["Angka terbuka", "Rp", "300.000", "700.000", "Rahasia", "0812", "1984", "Simpanan anggota"];
        page.is_silent_about(&secrets);
    });
}

#[test]
fn only_agreed_figures_of_closed_months_are_shown() {
    story(|test| {
        let id = given_a_working_cooperative(test);
        let chair = Browser::of_the_chair(test, id, PINTU_AIR);
        chair.open("halaman-umum").says(&["Jam buka Gerai sembako", "Omzet tahun berjalan"]);
        let fields = [
            ("about", "Menjual beras <murah>"),
            ("hours-10", "Senin – Sabtu 08.00 – 16.00"),
            ("figure", "omzet"),
            ("figure", "shu"),
        ];
        let done = chair.send_form("halaman-umum", "umum-000001", &fields);
        assert_eq!(done.status, 303, "{}", done.body());
        let page = Browser::passing_by(test).open(PUBLIC);
        page.says(&["Menjual beras &#60;murah&#62;", "Senin – Sabtu 08.00", "Rp700.000"]);
        page.says(&["1 Jan 2026 – 31 Okt 2026", "belum ada tahun buku yang ditutup"]);
        page.is_silent_about(&[
            "300.000",
            "715.000",
            "5.700.000",
            "1.015.000",
            "Harta",
            "Jumlah anggota",
            "Rahasia",
        ]);
        // Agreement is taken back as it was given.
        chair.send_form("halaman-umum", "umum-000002", &[("figure", "simpanan"), ("figure", "aset")]);
        let page = Browser::passing_by(test).open(PUBLIC);
        page.says(&["Rp300.000", "Rp1.015.000", "per 31 Okt 2026"]);
        page.is_silent_about(&["Rp700.000", "Menjual beras"]);
        chair.send_form("halaman-umum", "umum-000003", &[]);
        Browser::passing_by(test).open(PUBLIC).is_silent_about(&["Rp", "Angka terbuka"]);
        let long = "x".repeat(401);
        let refused = chair.send_form("halaman-umum", "umum-000004", &[("about", &long)]);
        assert_eq!(refused.status, 422);
        refused.says(&["about-error"]);
    });
}

#[test]
fn the_city_shows_its_cooperatives_with_their_day() {
    story(|test| {
        given_a_city(test);
        let id = given_an_event(test);
        choose(test, id, Selection::LegalBodies).unwrap();
        check_off(test, id, 1, "").unwrap();
        let anybody = Browser::passing_by(test);
        anybody.open("kota/19.71").says(&[
            "6 koperasi: 5 berbadan hukum, 1 sudah diserahkan",
            "24 November 2026",
            "/koperasi/19.71.04.1001",
        ]);
        anybody.open(PUBLIC).says(&["24 November 2026"]);
        for nowhere in ["koperasi/19.71.04.1099", "koperasi/1", "kota/19", "kota/x", "kota/19.71.04.1001"] {
            assert_eq!(anybody.open(nowhere).status, 404, "{nowhere}");
        }
    });
}

#[test]
fn a_public_page_is_kept_for_minutes_and_asked_for_again_by_what_it_says() {
    story(|test| {
        let id = given_a_working_cooperative(test);
        let anybody = Browser::passing_by(test);
        for path in [PUBLIC, "kota/19.71"] {
            let page = anybody.open(path);
            assert_eq!(page.headers["cache-control"], "public, max-age=300");
            assert!(page.headers.get_all("vary").iter().any(|value| value == "cookie"));
            let tag = page.headers["etag"].to_str().unwrap().to_owned();
            assert!(tag.starts_with("W/\""), "{tag}");
            assert_eq!(anybody.open(path).headers["etag"], tag.as_str(), "unchanged");
        }
        let tag = anybody.open(PUBLIC).headers["etag"].to_str().unwrap().to_owned();
        let chair = Browser::of_the_chair(test, id, PINTU_AIR);
        chair.send_form("halaman-umum", "umum-000009", &[("about", "Buka tiap hari")]);
        let changed = anybody.open(PUBLIC);
        changed.says(&["Buka tiap hari"]);
        assert_ne!(changed.headers["etag"], tag.as_str());
        // What is nobody's page is kept nowhere: a refusal, and the page of who is signed in.
        assert!(!anybody.open("koperasi/19.71.04.1099").headers.contains_key("etag"));
        let own = chair.get(&format!("/{PUBLIC}"));
        assert!(own.status == 200 && !own.headers.contains_key("etag"));
        assert!(!own.headers.contains_key("cache-control"));
    });
}

#[test]
fn who_reads_the_code_of_a_certificate_and_may_hands_over_from_the_public_page() {
    story(|test| {
        given_a_city(test);
        let id = given_an_event(test);
        choose(test, id, Selection::LegalBodies).unwrap();
        let user = test
            .db
            .write_blocking(|tx| -> Result<_, access::AccessError> {
                let (login, name) = ("dinas.contoh".to_owned(), "Pak Contoh Dinas".to_owned());
                let password = access::HashedPassword::none();
                let user = access::create_user(tx, &access::NewUser { login, name, password, at: NOW })?;
                let scope = access::Scope::Region(region("19.71"));
                let role = access::Role::CityOffice;
                let from = day("2026-01-01");
                access::grant(tx, &access::NewGrant { user, role, scope, from, by: None, at: NOW })?;
                Ok(user)
            })
            .unwrap();
        let dinas = Browser::of_somebody(test, user);
        let address = "/wilayah/19.71/penyerahan/1/hari-ini?cari=19.71.04.1001";
        dinas.open(PUBLIC).says(&["Belum diserahkan.", "Serahkan sekarang", address]);
        // Who may not, who is nobody, and what is done already have no such button.
        Browser::of_somebody(test, kernel::UserId(999)).open(PUBLIC).is_silent_about(&["Serahkan sekarang"]);
        Browser::passing_by(test).open(PUBLIC).is_silent_about(&["Serahkan sekarang"]);
        check_off(test, id, 1, "").unwrap();
        dinas.open(PUBLIC).is_silent_about(&["Serahkan sekarang"]);
        dinas.open("koperasi/19.71.04.1002").says(&["Serahkan sekarang"]);
    });
}

#[test]
fn after_a_split_the_old_village_keeps_its_cooperative_and_the_new_one_begins_without() {
    story(|test| {
        given_a_city(test);
        let id = given_an_event(test);
        // Bintang (19.71.04.1002) gave a part to the new village 19.71.04.1012.
        choose(test, id, Selection::LegalBodies).unwrap();
        check_off(test, id, 2, "").unwrap();
        let anybody = Browser::passing_by(test);
        anybody.open("koperasi/19.71.04.1002").says(&["KKMP Bintang", "24 November 2026"]);
        let none = anybody.open("koperasi/19.71.04.1012");
        assert_eq!(none.status, 404);
        none.says(&["Belum ada koperasi yang tercatat dengan kode ini"]);
        // Once it has its own, it is handed over as any other; the old one is not handed over again.
        let own = newcomer("19.71.04.1012", "Bintang Baru", true);
        test.db.write_blocking(move |tx| registry::register(tx, own.clone())).unwrap();
        let second = given_an_event(test);
        let with_the_new = Selection::Part { part: region("19.71.04"), legal_only: true };
        assert_eq!(choose(test, second, with_the_new).unwrap(), 5, "five legal bodies are left");
        let names: Vec<String> = items(test, second).iter().map(|item| item.short_name()).collect();
        assert!(
            names.contains(&"KKMP Bintang Baru".to_owned()) && !names.contains(&"KKMP Bintang".to_owned())
        );
        anybody.open("koperasi/19.71.04.1012").says(&["KKMP Bintang Baru"]);
        anybody.open("koperasi/19.71.04.1002").says(&["KKMP Bintang"]);
    });
}
