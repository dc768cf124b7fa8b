//! Months of simpanan wajib: paid one by one, in one sum, ahead, and never twice.

use kernel::{Month, Rupiah};
use savings::{CoveredMonths, Deposit, DueState, SavingsError, Terms, TermsChange};

use crate::given::*;

fn states(cells: &[savings::StripCell]) -> String {
    let mark = |cell: &savings::StripCell| match cell.state {
        DueState::Paid => 'p',
        DueState::Unpaid => 'u',
        DueState::NotDue => '-',
        DueState::Ahead => '.',
    };
    cells.iter().map(mark).collect()
}

#[test]
fn six_months_in_one_payment_fill_the_strip() {
    story(|test| {
        let (here, melati) = given_a_cooperative_with_a_member(test);
        assert_eq!(states(&strip(test, here, melati, 2025)), "------uuuuuu");
        let receipt = deposit(test, &dues(here, melati, 120_000)).unwrap();
        assert_eq!(receipt.months.as_deref(), Some("Jul 2025 – Des 2025 (6 bulan)"));
        assert_eq!(receipt.balance, Rupiah(120_000));
        let cells = strip(test, here, melati, 2025);
        assert_eq!(states(&cells), "------pppppp");
        assert_eq!(cells[6].entry, Some(receipt.entry));
        assert_eq!(cells[5].entry, None);
        assert_eq!(states(&strip(test, here, melati, 2026)), "uu..........");
        assert_eq!(states(&strip(test, here, melati, 2024)), "------------");
        audited(test, here);
    });
}

#[test]
fn the_same_month_is_not_paid_twice() {
    story(|test| {
        let (here, melati) = given_a_cooperative_with_a_member(test);
        let third = Deposit { months: months("2025-09", "2025-10"), ..dues(here, melati, 40_000) };
        deposit(test, &third).unwrap();
        let again = Deposit { months: months("2025-08", "2025-10"), ..dues(here, melati, 60_000) };
        let refused = deposit(test, &again).unwrap_err();
        assert_eq!(refused.to_string(), "Sep 2025 – Okt 2025 sudah dibayar. Pilih bulan yang belum dibayar.");
        assert_eq!(refused.field(), Some("months"));
        // Without a choice the gaps are filled, oldest first.
        let rest = deposit(test, &dues(here, melati, 80_000)).unwrap();
        assert_eq!(rest.months.as_deref(), Some("Jul 2025 – Agu 2025, Nov 2025 – Des 2025 (4 bulan)"));
        assert_eq!(states(&strip(test, here, melati, 2025)), "------pppppp");
    });
}

#[test]
fn two_payments_at_once_do_not_cover_the_same_month() {
    story(|test| {
        let (here, melati) = given_a_cooperative_with_a_member(test);
        let july = Deposit { months: months("2025-07", "2025-07"), ..dues(here, melati, 20_000) };
        let other = store::Db::open(&test.location, false).unwrap();
        let taken: usize = std::thread::scope(|scope| {
            let (july, other) = (&july, &other);
            let pay = move |db: &store::Db| {
                let july = july.clone();
                db.write_blocking(move |tx| savings::deposit(tx, &july)).is_ok()
            };
            let tries =
                [&test.db, other, &test.db, other, &test.db, other].map(|db| scope.spawn(move || pay(db)));
            tries.into_iter().map(|attempt| usize::from(attempt.join().unwrap())).sum()
        });
        assert_eq!(taken, 1);
        let mandatory =
            test.db.read_blocking(|reader| savings::balances_of(reader, here, melati)).unwrap().mandatory;
        assert_eq!(mandatory, Rupiah(20_000));
    });
}

#[test]
fn a_reversal_frees_the_months() {
    story(|test| {
        let (here, melati) = given_a_cooperative_with_a_member(test);
        let first = deposit(test, &dues(here, melati, 120_000)).unwrap();
        reverse(test, here, first.entry);
        assert_eq!(states(&strip(test, here, melati, 2025)), "------uuuuuu");
        let again = Deposit { months: months("2025-07", "2025-12"), ..dues(here, melati, 120_000) };
        let second = deposit(test, &again).unwrap();
        assert_eq!(second.balance, Rupiah(120_000));
        assert_eq!(strip(test, here, melati, 2025)[6].entry, Some(second.entry));
        assert!(matches!(deposit(test, &again), Err(SavingsError::MonthsPaid(_))));
        audited(test, here);
    });
}

#[test]
fn the_amount_and_the_months_agree_or_the_right_one_is_named() {
    story(|test| {
        let (here, melati) = given_a_cooperative_with_a_member(test);
        let wrong = Deposit { months: months("2025-07", "2025-12"), ..dues(here, melati, 100_000) };
        let refused = deposit(test, &wrong).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "Untuk Jul 2025 – Des 2025 jumlahnya Rp120.000. Ubah jumlahnya atau bulannya."
        );
        let refused = deposit(test, &dues(here, melati, 50_000)).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "Rp50.000 bukan kelipatan bulanan. Terima Rp40.000 untuk 2 bulan, atau Rp60.000 untuk 3 bulan."
        );
        let at = |from, through| {
            deposit(test, &Deposit { months: months(from, through), ..dues(here, melati, 20_000) })
        };
        let early = at("2025-06", "2025-06").unwrap_err();
        assert_eq!(early.to_string(), "Keanggotaan mulai Jul 2025. Pilih bulan itu atau sesudahnya.");
        let far = at("2028-01", "2028-01").unwrap_err();
        assert_eq!(
            far.to_string(),
            "Simpanan wajib bisa dibayar paling jauh 24 bulan ke depan, sampai Des 2027."
        );
        assert!(matches!(at("2025-09", "2025-08"), Err(SavingsError::MonthsOrder)));
        assert_eq!(at("2027-12", "2027-12").unwrap().balance, Rupiah(20_000));
    });
}

#[test]
fn new_dues_count_from_the_next_month() {
    story(|test| {
        let (here, melati) = given_a_cooperative_with_a_member(test);
        let change = TermsChange {
            cooperative: here,
            terms: Terms {
                principal_amount: Rupiah(50_000),
                monthly_amount: Rupiah(25_000),
                valid_from: day("2025-12-15"),
                source: "RAT 15 Desember 2025".to_owned(),
            },
            by: BY,
            at: AT,
        };
        test.db.write_blocking(move |tx| savings::set_terms(tx, &change)).unwrap();
        let over = Deposit { months: months("2025-11", "2026-02"), ..dues(here, melati, 90_000) };
        assert_eq!(deposit(test, &over).unwrap().months.as_deref(), Some("Nov 2025 – Feb 2026 (4 bulan)"));
    });
}

#[test]
fn who_has_not_paid_is_listed_with_the_months() {
    story(|test| {
        let (here, melati) = given_a_cooperative_with_a_member(test);
        let kenanga = given_a_member(test, here, "Contoh Kenanga", "0002");
        given_a_verified_applicant(test, here, "Contoh Bakau", "0003");
        deposit(test, &dues(here, melati, 120_000)).unwrap();
        let gone = deposit(test, &dues(here, kenanga, 40_000)).unwrap();
        deposit(test, &dues(here, kenanga, 60_000)).unwrap();
        reverse(test, here, gone.entry);
        let list = |today: &str| {
            let today = day(today);
            test.db.read_blocking(move |reader| savings::arrears(reader, here, today)).unwrap()
        };
        let december = list("2025-12-31");
        assert_eq!(december.len(), 1);
        assert_eq!((december[0].member, december[0].name.as_str()), (kenanga, "Bu Contoh Kenanga"));
        assert_eq!(december[0].months, ["2025-07", "2025-08", "2025-12"].map(month));
        assert_eq!((december[0].dues, december[0].principal), (Rupiah(60_000), Rupiah(0)));
        assert_eq!(list("2026-01-01").len(), 2);
    });
}

#[test]
fn an_opening_balance_covers_the_months_it_was_paid_for() {
    story(|test| {
        let (here, melati) = given_a_cooperative_with_a_member(test);
        let opening = deposit(test, &voluntary(here, melati, 40_000)).unwrap().entry;
        let covered = |from: &str, through: &str| CoveredMonths {
            cooperative: here,
            member: melati,
            from: month(from),
            through: month(through),
            entry: opening,
        };
        let cover =
            |covered: CoveredMonths| test.db.write_blocking(move |tx| savings::cover_months(tx, &covered));
        cover(covered("2025-07", "2025-08")).unwrap();
        assert_eq!(states(&strip(test, here, melati, 2025)), "------ppuuuu");
        assert!(matches!(cover(covered("2025-08", "2025-09")), Err(SavingsError::MonthsPaid(_))));
        let paid = test.db.read_blocking(|reader| savings::paid_months(reader, here, melati)).unwrap();
        assert_eq!(paid.into_keys().collect::<Vec<Month>>(), ["2025-07", "2025-08"].map(month));
    });
}
