//! Each refusal with its sentence, and nothing written.

use kernel::{AccountCode, PartyId, Rupiah, UnitCode};
use ledger::{Activity, Entry, Line};

use crate::books::{
    Books, KAS, LOANS, RENT, SALES, SAVINGS, SHOP, TODAY, day, deposit, entry, month, noon, on_books, sale,
};

/// Refused with this name and sentence; afterwards the first number is still free.
#[track_caller]
fn assert_refused(books: Books<'_>, entry: Entry, name: &str, sentence: &str) {
    let error = books.post(entry).expect_err("it must be refused");
    assert_eq!((crate::books::name_of(&error).as_str(), error.to_string().as_str()), (name, sentence));
    books.assert_sound(0);
}

fn rent(amount: i64) -> Entry {
    entry(TODAY, [Line::debit(RENT, Rupiah(amount)), Line::credit(KAS, Rupiah(amount))])
}

#[test]
fn an_entry_has_2_to_200_lines() {
    on_books(|books| {
        let of = |lines: usize| {
            let sides =
                |n| if n % 2 == 0 { Line::debit(RENT, Rupiah(1)) } else { Line::credit(KAS, Rupiah(1)) };
            entry(TODAY, (0..lines).map(sides).collect::<Vec<_>>())
        };
        for lines in [0, 1, 201, 202] {
            let sentence =
                format!("Jurnal harus punya 2 sampai 200 baris; yang ini {lines}. Periksa lagi barisnya.");
            assert_refused(books, of(lines), "LineCount", &sentence);
        }
        assert_eq!(books.post(of(200)).unwrap().document, "BKM/2026/00001");
    });
}

#[test]
fn a_line_has_an_amount() {
    on_books(|books| {
        let sentence = "Ada baris yang jumlahnya nol. Isi jumlahnya atau hapus baris itu.";
        let mut third = rent(5);
        third.lines.push(Line::debit(KAS, Rupiah::ZERO));
        assert_refused(books, third, "ZeroLine", sentence);
        assert_refused(books, rent(0), "ZeroLine", sentence);
    });
}

#[test]
fn an_amount_is_one_that_a_village_can_mean() {
    on_books(|books| {
        let sentence = "Jumlah terlalu besar: paling banyak Rp10.000.000.000.000 dalam satu baris. \
                        Periksa jumlah nolnya.";
        for amount in [10_000_000_000_001, -10_000_000_000_001, i64::MAX, i64::MIN + 1, i64::MIN] {
            assert_refused(books, rent(amount), "AmountTooLarge", sentence);
        }
        books.post(rent(10_000_000_000_000)).unwrap();
        assert_eq!(books.stands(RENT), 10_000_000_000_000);
    });
}

#[test]
fn debit_and_credit_are_equal() {
    on_books(|books| {
        let lopsided = entry(TODAY, [Line::debit(RENT, Rupiah(1_000)), Line::credit(KAS, Rupiah(900))]);
        let sentence = "Jurnal belum seimbang di unit 0: selisih Rp100. Samakan jumlah debit dan kredit.";
        assert_refused(books, lopsided, "Unbalanced", sentence);
    });
}

#[test]
fn debit_and_credit_are_equal_in_every_unit() {
    on_books(|books| {
        let across = [Line::debit(RENT, Rupiah(700)).unit(SHOP), Line::credit(KAS, Rupiah(700)).unit(LOANS)];
        let sentence = "Jurnal belum seimbang di unit 10: selisih Rp700. Samakan jumlah debit dan kredit.";
        assert_refused(books, entry(TODAY, across), "Unbalanced", sentence);
    });
}

#[test]
fn clearing_stands_at_zero_over_all_units() {
    on_books(|books| {
        let one_sided = [Line::debit(ledger::CLEARING, Rupiah(700)), Line::credit(KAS, Rupiah(700))];
        let sentence = "Uang antar unit belum sama: selisih Rp700. Samakan jumlah yang keluar dan yang masuk di akun 11900.";
        assert_refused(books, entry(TODAY, one_sided.map(|line| line.unit(SHOP))), "Clearing", sentence);
    });
}

#[test]
fn an_account_and_a_unit_are_in_the_lists() {
    on_books(|books| {
        let mut unknown = rent(5);
        unknown.lines[0].account = AccountCode(61_301);
        let sentence = "Akun 61301 tidak ada di daftar akun. Pilih akun dari daftar.";
        assert_refused(books, unknown, "UnknownAccount", sentence);
        let mut elsewhere = rent(5);
        elsewhere.lines.iter_mut().for_each(|line| line.unit = UnitCode(77));
        let sentence = "Unit usaha 77 tidak ada. Pilih unit dari daftar.";
        assert_refused(books, elsewhere, "UnknownUnit", sentence);
    });
}

#[test]
fn what_belongs_to_somebody_names_them() {
    on_books(|books| {
        let sentence = "Akun 21200 mencatat milik atau utang seseorang. Pilih anggota atau mitranya.";
        let mut nameless = deposit(TODAY, 1, 5_000);
        nameless.lines[1].party = None;
        assert_refused(books, nameless.clone(), "PartyMissing", sentence);
        // 0 stands for nobody.
        nameless.lines[1].party = Some(PartyId(0));
        assert_refused(books, nameless, "PartyMissing", sentence);
    });
}

#[test]
fn revenue_and_its_cost_say_with_whom() {
    on_books(|books| {
        let sentence = "Untuk akun 41100, pilih apakah dengan anggota atau bukan anggota.";
        assert_refused(books, sale(TODAY, Activity::None, 9, 7), "ActivityMissing", sentence);
        let mut cost = sale(TODAY, Activity::Member, 9, 7);
        cost.lines[2].activity = Activity::None;
        let sentence = "Untuk akun 51100, pilih apakah dengan anggota atau bukan anggota.";
        assert_refused(books, cost, "ActivityMissing", sentence);
    });
}

#[test]
fn an_entry_says_what_happened_in_200_letters() {
    on_books(|books| {
        let sentence = "Tulis uraian transaksi dalam satu baris, paling panjang 200 huruf.";
        let two_lines = "Setoran\ntabungan".to_owned();
        for description in [String::new(), " \n ".to_owned(), "é".repeat(201), two_lines, "a\0b".to_owned()]
        {
            assert_refused(books, Entry { description, ..rent(5) }, "Description", sentence);
        }
        let description = format!("  {}  ", "é".repeat(200));
        books.post(Entry { description, ..rent(5) }).unwrap();
        assert_eq!(books.entries()[0].description, "é".repeat(200), "kept without the blanks around it");
        books.assert_sound(1);
    });
}

#[test]
fn nothing_is_dated_after_the_day_of_posting() {
    on_books(|books| {
        let sentence = "Tanggal 2026-11-25 belum tiba. Pakai tanggal hari ini atau sebelumnya.";
        assert_refused(books, deposit("2026-11-25", 1, 5), "Future", sentence);
        // Half past midnight in western Indonesia is still yesterday in Greenwich.
        let just_after = noon(day(TODAY)).plus_seconds(-11 * 3_600 - 1_800);
        books.post(Entry { at: just_after, ..deposit(TODAY, 1, 5) }).unwrap();
    });
}

#[test]
fn nothing_is_posted_into_a_closed_month() {
    on_books(|books| {
        books.close(month("2026-07")).unwrap();
        let sentence =
            "Bulan Juli 2026 sudah ditutup. Catat di Agustus 2026, atau minta ketua membuka Juli 2026.";
        assert_refused(books, deposit("2026-07-31", 1, 5), "Closed", sentence);
        // What came before is closed too, and the sentence names a month that is open.
        assert_refused(books, deposit("2026-03-02", 1, 5), "Closed", sentence);
        assert_eq!(books.post(deposit("2026-08-01", 1, 5)).unwrap().document, "BKM/2026/00001");
    });
}

#[test]
fn a_refusal_leaves_the_act_free_to_go_on() {
    on_books(|books| {
        let posted = books.act(|tx| {
            assert!(ledger::post(tx, &deposit("2027-01-01", 1, 5)).is_err());
            let mut nameless = deposit(TODAY, 1, 5);
            nameless.lines[1].party = None;
            assert!(ledger::post(tx, &nameless).is_err());
            ledger::post(tx, &deposit(TODAY, 1, 5))
        });
        assert_eq!(posted.unwrap().document, "BKM/2026/00001");
        books.assert_sound(1);
        assert_eq!((books.stands(KAS), books.stands(SAVINGS), books.stands(SALES)), (5, -5, 0));
    });
}

/// What a person has in the books on an account may come to nothing, never to its opposite.
#[test]
fn nobody_gets_back_more_than_what_is_theirs() {
    on_books(|books| {
        let give_back = |party, amount| {
            entry(
                TODAY,
                [
                    Line::debit(SAVINGS, Rupiah(amount)).party(Some(PartyId(party))),
                    Line::credit(KAS, Rupiah(amount)),
                ],
            )
        };
        books.post(deposit("2026-11-20", 5, 250_000)).unwrap();
        let refused = |party, amount| books.post(give_back(party, amount)).expect_err("more than there is");
        let sentence = |owned: &str| {
            format!(
                "Tabungan anggota orang ini di buku {owned}, jadi tidak bisa dikurangi sebanyak itu. Periksa \
                 orang dan jumlahnya; bila dulu sudah ada, isi saldo awalnya dulu."
            )
        };
        assert_eq!(refused(5, 250_001).to_string(), sentence("Rp250.000"));
        assert_eq!(refused(6, 1).to_string(), sentence("Rp0"), "another's savings are not his");
        books.post(give_back(5, 250_000)).expect("all that is theirs");
        books.assert_sound(2);
    });
}

#[test]
fn nobody_pays_back_more_than_they_owe() {
    on_books(|books| {
        let loan = |amount: i64| Line::debit(AccountCode(11_500), Rupiah(amount)).party(Some(PartyId(5)));
        let lent = entry(TODAY, [loan(1_000_000), Line::credit(KAS, Rupiah(1_000_000))]);
        books.post(lent).unwrap();
        let paid = |amount| entry(TODAY, [Line::debit(KAS, Rupiah(amount)), loan(-amount)]);
        let refused = books.post(paid(1_000_001)).expect_err("more than is owed");
        assert!(
            refused.to_string().starts_with("Pinjaman anggota orang ini di buku Rp1.000.000"),
            "{refused}"
        );
        books.post(paid(1_000_000)).expect("paid off");
        books.assert_sound(2);
    });
}
