//! What the words of real cash books mean.

use import::{Book, Limits, Proposed};
use kernel::{PartyId, UnitCode};
use sheets::BookRow;
use store::testing::TestDb;

use crate::given::{day, on_fresh_books, reading, row, understood};

/// From how sure on a row is recorded unseen.
fn threshold() -> i64 {
    Limits::on(day("2026-11-24")).threshold
}

fn proposed(test: &TestDb, book: Book, rows: Vec<BookRow>) -> Vec<Proposed> {
    test.db.read_blocking(|reader| understood(reader, book, reading(None, rows))).unwrap().rows
}

fn one(test: &TestDb, book: Book, words: &str, money_in: i64, money_out: i64) -> Proposed {
    proposed(test, book, vec![row(5, "2025-12-20", words, money_in, money_out)]).remove(0)
}

#[test]
fn the_officers_own_words_find_their_rules() {
    // Wordings of real books (users.md, fact 7); amount positive for money in.
    let cash = [
        ("Terima Simpanan wajib an. Marni Juli - Des 25", 120_000, "terima-simpanan-wajib"),
        ("Simpanan Pokok Anggota an. Siti Aminah", 100_000, "terima-simpanan-pokok"),
        ("Laba Brilink", 87_500, "laba-agen"),
        ("Fee Pisang", 15_000, "terima-komisi-titipan"),
        ("Bagi hasil pisang", 50_000, "terima-bagi-hasil-mitra"),
        ("Biaya Rapat Pengurus", -150_000, "bayar-biaya-rapat"),
        ("Pembelian Snack Temu Mitra", -80_000, "bayar-konsumsi"),
        ("Terima diskon snack", 5_000, "terima-diskon"),
        ("Modal Unit Usaha Sembako", -500_000, "modal-ke-unit"),
        ("Modal Mitra Pisang", -500_000, "modal-mitra"),
        ("Pengembalian Mitra Pisang (bagi hasil 100rb)", 600_000, "kembali-modal-mitra"),
        ("Mengembalikan kepada pihak ke-3", -200_000, "kembali-pihak-ketiga"),
        ("Penjualan Materai (Laba: 12000)", 132_000, "jual-meterai"),
        ("Belanja Botol", -45_000, "beli-kemasan"),
        ("Belanja Media Tanam", -60_000, "beli-bahan-baku"),
        ("Tranfer brilink", -500_000, "teruskan-titipan-transfer"),
        ("Setor ke bank", -1_000_000, "setor-ke-bank"),
    ];
    on_fresh_books(|test| {
        for (words, amount, rule) in cash {
            let found = one(test, Book::CASH, words, amount.max(0), (-amount).max(0));
            assert_eq!(found.proposal.rule, rule, "{words}: {:?}", found.proposal);
        }
        let bank = [
            ("Admin bank bulan Juli", -5_000, "bayar-admin-bank"),
            ("Biaya cetak rekening koran", -10_000, "bayar-cetak-rekening-koran"),
            ("Bunga bank", 1_250, "bunga-bank"),
            ("Pajak bunga", -250, "bayar-pajak-bunga-bank"),
            ("Setoran tunai dari kas", 1_000_000, "setor-ke-bank"),
        ];
        for (words, amount, rule) in bank {
            let found = one(test, Book::BANK, words, amount.max(0), (-amount).max(0));
            assert_eq!(found.proposal.rule, rule, "{words}: {:?}", found.proposal);
        }
    });
}

#[test]
fn dues_name_their_member_and_months() {
    on_fresh_books(|test| {
        let found =
            one(test, Book::CASH, "Terima Simpanan wajib an. Marni (Juli - Des 25)", 120_000, 0).proposal;
        assert_eq!(found.party, Some(PartyId(1)));
        let (first, last) = found.months.unwrap();
        assert_eq!((first.to_string(), last.to_string()), ("2025-07".to_owned(), "2025-12".to_owned()));
        assert!(found.confidence >= threshold(), "{found:?}");
    });
}

#[test]
fn who_is_not_known_or_not_one_person_is_asked_about() {
    on_fresh_books(|test| {
        for words in ["Simpanan wajib an. Siti", "Simpanan wajib an. Rukmini", "Simpanan wajib"] {
            let found = one(test, Book::CASH, words, 20_000, 0).proposal;
            assert_eq!(found.rule, "terima-simpanan-wajib", "{words}");
            assert!(found.confidence < threshold() && !found.reason.is_empty(), "{words}: {found:?}");
            assert_eq!(found.party, None, "{words}");
        }
    });
}

#[test]
fn unknown_words_are_never_sure() {
    on_fresh_books(|test| {
        for (words, amount) in
            [("Kotak hitam", 50_000), ("", 20_000), ("Belanja", -30_000), ("Lain lain", -9_000)]
        {
            let found = one(test, Book::CASH, words, amount.max(0), (-amount).max(0)).proposal;
            assert!(found.confidence < threshold(), "{words}: {found:?}");
        }
    });
}

#[test]
fn a_slip_of_the_pen_is_understood() {
    on_fresh_books(|test| {
        let found = one(test, Book::CASH, "Biaya Rpaat Pengurus", 0, 150_000).proposal;
        assert_eq!(found.rule, "bayar-biaya-rapat");
        assert!(found.confidence >= threshold());
    });
}

#[test]
fn a_row_may_hide_a_second_act() {
    on_fresh_books(|test| {
        let found =
            one(test, Book::CASH, "Pengembalian Mitra Pisang (bagi hasil 100rb)", 600_000, 0).proposal;
        let extra = found.extra.unwrap();
        assert_eq!((extra.rule.as_str(), extra.amount.0), ("terima-bagi-hasil-mitra", 100_000));
        assert_eq!(found.party, Some(PartyId(20)));
    });
}

#[test]
fn like_rows_stand_together() {
    on_fresh_books(|test| {
        let rows = (1..=17).map(|n| row(n, "2025-12-20", &format!("admin bank ke {n}"), 0, 5_000)).collect();
        let rows = proposed(test, Book::BANK, rows);
        assert!(
            rows.iter().all(|proposed| proposed.group == 1 && proposed.proposal.rule == "bayar-admin-bank")
        );
    });
}

#[test]
fn the_money_of_a_unit_stays_in_the_unit() {
    on_fresh_books(|test| {
        let unit = Book::of_unit(UnitCode(10));
        let sale = one(test, unit, "Penjualan sembako", 250_000, 0).proposal;
        assert_eq!((sale.rule.as_str(), sale.unit), ("penjualan-toko", UnitCode(10)));
        let capital = one(test, unit, "Modal unit usaha", 500_000, 0).proposal;
        assert_eq!((capital.rule.as_str(), capital.unit), ("modal-ke-unit", UnitCode(10)));
        let back = one(test, unit, "Setor ke kas umum", 0, 100_000).proposal;
        assert_eq!((back.rule.as_str(), back.unit), ("setoran-dari-unit", UnitCode(10)), "{back:?}");
    });
}

#[test]
fn amounts_without_a_sum_are_refused() {
    on_fresh_books(|test| {
        let rows = (1..=3).map(|n| row(n, "2025-12-20", "Laba Brilink", i64::MAX / 2, 0)).collect();
        let read = test.db.read_blocking(|reader| understood(reader, Book::CASH, reading(None, rows)));
        assert!(matches!(read, Err(import::ImportError::TooLarge)), "{read:?}");
    });
}

#[test]
fn the_remark_says_who_or_what_where_the_description_does_not() {
    on_fresh_books(|test| {
        let noted = |words: &str, note: &str| {
            let row = BookRow { note: note.to_owned(), ..row(5, "2025-12-20", words, 20_000, 0) };
            proposed(test, Book::CASH, vec![row]).remove(0).proposal
        };
        let named = noted("Terima Simpanan wajib", "Siti Aminah, Nov - Des 25");
        assert_eq!((named.rule.as_str(), named.party), ("terima-simpanan-wajib", Some(PartyId(2))));
        assert!(named.confidence >= threshold());
        assert_eq!(noted("", "Fee pisang").rule, "terima-komisi-titipan");
        let name_only = noted("Siti Aminah", "Simpanan wajib");
        assert_eq!((name_only.rule.as_str(), name_only.party), ("terima-simpanan-wajib", Some(PartyId(2))));
        let other = noted("Uang arisan", "Simpanan wajib Siti Aminah");
        assert!(other.confidence < threshold(), "other words may mean something else: {other:?}");
    });
}

#[test]
fn two_acts_in_one_row_are_asked_about() {
    on_fresh_books(|test| {
        for words in ["Simpanan pokok dan wajib Siti Aminah", "Simpanan wajib + pokok an. Siti Aminah"] {
            let found = one(test, Book::CASH, words, 120_000, 0).proposal;
            assert!(found.confidence < threshold(), "{words}: {found:?}");
        }
        let single = one(test, Book::CASH, "Simpanan pokok Siti Aminah", 100_000, 0).proposal;
        assert!(single.confidence >= threshold());
    });
}

#[test]
fn a_fee_is_a_part_of_the_amount_only_where_the_amount_shows_it() {
    on_fresh_books(|test| {
        let with_fee = |words: &str, money_in, money_out, fee| {
            let row =
                BookRow { fee: kernel::Rupiah(fee), ..row(5, "2026-07-20", words, money_in, money_out) };
            proposed(test, Book::of_unit(UnitCode(90)), vec![row]).remove(0).proposal
        };
        let inside = with_fee("Setoran pelanggan brilink", 1_002_500, 0, 2_500);
        assert_eq!(inside.extra.as_ref().map(|extra| extra.amount.0), Some(2_500));
        assert!(inside.confidence >= threshold());
        let beside = with_fee("Setoran pelanggan brilink", 500_000, 0, 2_500);
        assert!(beside.extra.is_none() && beside.confidence < threshold(), "{beside:?}");
        let unsure = with_fee("Setoran pelanggan brilink", 502_345, 0, 5_000);
        assert!(unsure.extra.is_some() && unsure.confidence < threshold(), "{unsure:?}");
        let paid = with_fee("Tarik tunai brilink", 0, 300_000, 455);
        assert!(paid.confidence < threshold(), "a fee is never passed over: {paid:?}");
    });
}
