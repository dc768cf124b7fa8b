//! The list and the closing on both engines, on the books of a cooperative that begins.

use std::collections::BTreeMap;

use assets::{Acquisition, Registration, Terms};
use cashbook::Accruing;
use kernel::{AccountCode, BookDate, CooperativeId, Month, Rupiah, Timestamp, UnitCode, UserId};
use ledger::{Activity, Book, Entry, Line};
use reconciliation::Counting;
use store::testing::{TestDb, on_both_engines};

use super::check::{Check, Checklist, Standing, Tick};
use super::checklist::of_month;
use super::page::close_with;
use crate::installation::MIGRATIONS;

const HERE: CooperativeId = CooperativeId(7);
const BY: UserId = UserId(1);
/// 24 November 2026, 10.00 WIB.
const NOW: Timestamp = Timestamp(1_795_489_200_000_000);
const OFFICE: UnitCode = UnitCode::OFFICE;
const SHOP: UnitCode = UnitCode(10);

const CASH: i64 = 11_100;
const BANK: i64 = 11_200;
const STOCK: i64 = 11_700;
const PREPAID: i64 = 11_800;
const GRANT: i64 = 31_400;
const SALES: i64 = 41_100;
const COST: i64 = 51_100;

fn day(text: &str) -> BookDate {
    BookDate::parse(text).unwrap()
}

fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

/// The books of the cooperative in an open database.
struct Office<'t> {
    test: &'t TestDb,
}

impl Office<'_> {
    /// Posts lines of account and amount, in one unit.
    fn posts(&self, date: &str, unit: UnitCode, lines: &[(i64, i64)]) {
        let line = |(account, amount): &(i64, i64)| {
            let activity = if [SALES, COST].contains(account) { Activity::Member } else { Activity::None };
            Line::debit(AccountCode(*account), Rupiah(*amount)).unit(unit).activity(activity)
        };
        let entry = Entry {
            cooperative: HERE,
            date: day(date),
            book: Book::Memorial,
            description: "Contoh".to_owned(),
            note: String::new(),
            act: "cashbook.free_journal",
            rule: String::new(),
            voucher: None,
            reverses: None,
            by: BY,
            at: NOW,
            lines: lines.iter().map(line).collect(),
        };
        self.test.db.write_blocking(move |tx| ledger::post(tx, &entry)).unwrap();
    }

    fn counts(&self, on: &str, unit: Option<UnitCode>, total: i64) {
        let counting = Counting {
            cooperative: HERE,
            account: AccountCode(CASH),
            unit,
            on: day(on),
            pieces: BTreeMap::new(),
            total: Some(Rupiah(total)),
            note: String::new(),
            by: BY,
            at: NOW,
        };
        self.test.db.write_blocking(move |tx| reconciliation::count(tx, &counting)).unwrap();
    }

    fn owns_a_computer(&self) {
        let acquired_on = day("2026-09-01");
        let terms = Terms {
            acquired_on,
            cost: Rupiah(4_800_000),
            life_months: 48,
            residual: Rupiah(0),
            opening: None,
        };
        let new = Registration {
            cooperative: HERE,
            name: "Komputer kasir".to_owned(),
            account: AccountCode(13_500),
            unit: OFFICE,
            terms,
            acquisition: Acquisition::Grant,
            voucher: None,
            note: String::new(),
            by: BY,
            at: NOW,
        };
        self.test.db.write_blocking(move |tx| assets::register(tx, &new)).unwrap();
    }

    fn list(&self, of: &str) -> Checklist {
        self.test.db.read_blocking(|reader| of_month(reader, HERE, month(of))).unwrap().1
    }

    #[track_caller]
    fn check(&self, of: &str, name: &str) -> Check {
        let list = self.list(of);
        let found =
            list.to_do().chain(list.good()).chain(list.unneeded()).find(|check| check.name.starts_with(name));
        found.unwrap_or_else(|| panic!("{name} is not in {list:#?}")).clone()
    }

    /// How a check stands, and its words.
    #[track_caller]
    fn says(&self, of: &str, name: &str) -> (Standing, String, String) {
        let check = self.check(of, name);
        (check.standing, check.state, check.detail)
    }
}

fn on_books(story: impl Fn(&Office<'_>)) {
    on_both_engines(&MIGRATIONS, |test| story(&Office { test }));
}

#[test]
fn where_nothing_is_kept_nothing_is_asked() {
    on_books(|office| {
        let list = office.list("2026-10");
        assert_eq!(list.open_count(), 0, "{list:#?}");
        assert_eq!(list.to_do().count(), 0);
        assert_eq!(list.refused(|_| false), None);
        assert_eq!(list.remarks(), "");
        let unneeded: Vec<&str> = list.unneeded().map(|check| check.name.as_str()).collect();
        assert_eq!(unneeded.len(), 8, "{unneeded:?}");
    });
}

#[test]
fn cash_is_asked_for_until_it_is_counted_and_a_difference_until_it_is_explained() {
    on_books(|office| {
        office.posts("2026-10-05", OFFICE, &[(CASH, 70_000), (GRANT, -70_000)]);
        office.posts("2026-10-06", SHOP, &[(CASH, 30_000), (GRANT, -30_000)]);
        let (standing, state, detail) = office.says("2026-10", "Kas sudah dihitung");
        assert_eq!((standing, state.as_str()), (Standing::Asked(Tick::Counted), "belum"));
        assert!(detail.contains("Kas Rp70.000") && detail.contains("Rp30.000"), "{detail}");

        office.counts("2026-10-20", None, 100_000);
        let asked = Standing::Asked(Tick::Counted);
        assert_eq!(office.says("2026-10", "Kas sudah").0, asked, "ten days before the end is too early");
        office.counts("2026-11-02", Some(OFFICE), 70_000);
        let (standing, _, detail) = office.says("2026-10", "Kas sudah");
        assert_eq!(standing, asked);
        assert!(!detail.contains("Rp70.000") && detail.contains("Rp30.000"), "only the shop's: {detail}");

        office.counts("2026-11-02", Some(SHOP), 28_000);
        let (standing, state, detail) = office.says("2026-10", "Kas sudah");
        assert_eq!((standing, state.as_str()), (Standing::Open, "selisih"));
        assert!(detail.contains("kurang Rp2.000"), "{detail}");
        office.posts("2026-11-02", SHOP, &[(81_300, 2_000), (CASH, -2_000)]);
        assert_eq!(office.says("2026-10", "Kas sudah").0, Standing::Good);
        assert!(!office.list("2026-10").asks(Tick::Counted), "no tick where counts are there");
    });
}

#[test]
fn what_was_paid_beyond_what_was_owed_is_said_until_it_is_explained() {
    on_books(|office| {
        let name = "Utang dan piutang tidak minus";
        let (lent, owed) = (11_420, 21_140);
        office.posts("2026-10-05", OFFICE, &[(CASH, 70_000), (GRANT, -70_000)]);
        assert_eq!(office.says("2026-10", name).0, Standing::Good);
        office.posts("2026-10-06", OFFICE, &[(owed, 5_000), (CASH, -5_000)]);
        office.posts("2026-10-07", OFFICE, &[(CASH, 4_000), (lent, -4_000)]);
        let list = office.list("2026-10");
        let said: Vec<&str> =
            list.open().filter(|check| check.name == name).map(|check| check.detail.as_str()).collect();
        assert!(said[0].starts_with("Piutang mitra (modal mitra) -Rp4.000: "), "{said:?}");
        assert!(said[1].starts_with("Utang pihak ketiga -Rp5.000: "), "{said:?}");
        assert!(list.remarks().contains("tidak minus (Utang pihak ketiga)"), "{}", list.remarks());
        office.posts("2026-10-01", OFFICE, &[(CASH, 5_000), (owed, -5_000)]);
        office.posts("2026-10-01", OFFICE, &[(lent, 9_000), (CASH, -9_000)]);
        assert_eq!(office.says("2026-10", name).0, Standing::Good);
    });
}

#[test]
fn a_bank_account_is_compared_with_its_statement() {
    on_books(|office| {
        let name = "Bank cocok dengan rekening koran";
        assert_eq!(office.says("2026-10", name).0, Standing::Unneeded);
        office.posts("2026-10-05", OFFICE, &[(BANK, 70_000), (GRANT, -70_000)]);
        let check = office.check("2026-10", name);
        assert_eq!(check.standing, Standing::Asked(Tick::Counted));
        assert_eq!(check.link.unwrap().path, "cocokkan/11200/2026-10");
    });
}

#[test]
fn goods_are_counted_by_the_closer_and_what_was_sold_has_a_cost() {
    on_books(|office| {
        office.posts("2026-10-05", SHOP, &[(STOCK, 500_000), (GRANT, -500_000)]);
        assert_eq!(office.says("2026-10", "Barang sudah dihitung").0, Standing::Asked(Tick::Stock));
        assert_eq!(office.says("2026-10", "Harga beli").0, Standing::Unneeded);

        office.posts("2026-10-09", SHOP, &[(CASH, 90_000), (SALES, -90_000)]);
        let check = office.check("2026-10", "Harga beli");
        assert_eq!(check.standing, Standing::Open);
        let link = check.link.unwrap();
        assert_eq!((link.path.as_str(), link.records), ("catat/harga-beli-toko", true));
        office.posts("2026-10-31", SHOP, &[(COST, 70_000), (STOCK, -70_000)]);
        assert_eq!(office.says("2026-10", "Harga beli").0, Standing::Good);
        assert_eq!(office.says("2026-11", "Harga beli").0, Standing::Unneeded, "nothing sold in November");

        office.posts("2026-10-31", SHOP, &[(COST, 470_000), (STOCK, -470_000)]);
        let (standing, _, detail) = office.says("2026-10", "Persediaan barang tidak minus");
        assert_eq!(standing, Standing::Open);
        assert!(detail.contains("Persediaan sembako -Rp40.000"), "{detail}");
    });
}

#[test]
fn what_nobody_named_and_what_was_paid_ahead_is_said() {
    on_books(|office| {
        office.posts("2026-10-05", OFFICE, &[(CASH, 70_000), (21_130, -70_000)]);
        office.posts("2026-10-05", OFFICE, &[(CASH, 9_000), (31_900, -9_000)]);
        let list = office.list("2026-10");
        let unnamed = list.open().filter(|check| check.name == "Tidak ada uang yang belum dirinci");
        let unnamed: Vec<(&str, &str)> =
            unnamed.map(|check| (check.state.as_str(), check.link.as_ref().unwrap().path.as_str())).collect();
        assert_eq!(
            unnamed,
            [
                ("Rp70.000", "buku/besar?akun=21130&dari=2026-10-01&sampai=2026-10-31"),
                ("Rp9.000", "saldo-awal"),
            ]
        );

        let name = "Bagian bulan ini dari beban di muka";
        assert_eq!(office.says("2026-10", name).0, Standing::Unneeded);
        office.posts("2026-10-05", OFFICE, &[(PREPAID, 12_000), (CASH, -12_000)]);
        assert_eq!(office.says("2026-10", name).0, Standing::Open);
        office.posts("2026-10-31", OFFICE, &[(61_300, 1_000), (PREPAID, -1_000)]);
        assert_eq!(office.says("2026-10", name).0, Standing::Good);
        assert_eq!(office.says("2026-11", name).0, Standing::Open, "each month has its part");
    });
}

#[test]
fn depreciation_is_due_until_it_is_posted() {
    on_books(|office| {
        assert_eq!(office.says("2026-10", "Penyusutan").0, Standing::Unneeded);
        office.owns_a_computer();
        let check = office.check("2026-10", "Penyusutan");
        assert_eq!((check.standing, check.link.unwrap().path.as_str()), (Standing::Open, "aset"));
        assert_eq!(office.says("2026-10", "Daftar aset").0, Standing::Good);
        let october = month("2026-10");
        office.test.db.write_blocking(move |tx| assets::catch_up(tx, HERE, october, BY, NOW)).unwrap();
        assert_eq!(office.says("2026-10", "Penyusutan").0, Standing::Good);
        let proof = office.check("2026-10", "Semua transaksi ada bukti");
        assert_eq!(proof.standing, Standing::Good, "depreciation has no paper: {proof:?}");

        office.posts("2026-10-20", OFFICE, &[(13_500, 300_000), (GRANT, -300_000)]);
        let (standing, _, detail) = office.says("2026-10", "Daftar aset");
        assert_eq!(standing, Standing::Open);
        assert!(detail.contains("daftar Rp4.800.000, buku Rp5.100.000"), "{detail}");
        assert_eq!(office.says("2026-10", "Semua transaksi ada bukti").1, "1 belum");
    });
}

#[test]
fn closing_turns_back_what_is_due_and_keeps_what_was_known() {
    on_books(|office| {
        office.posts("2026-08-05", OFFICE, &[(CASH, 70_000), (GRANT, -70_000)]);
        let (september, october) = (month("2026-09"), month("2026-10"));
        // Recorded on the last day of September, when October had not begun.
        let then = Timestamp(NOW.0 - 55 * 86_400_000_000);
        let accruing = Accruing {
            cooperative: HERE,
            account: AccountCode(61_200),
            unit: OFFICE,
            amount: Rupiah(5_000),
            month: september,
            note: String::new(),
            by: BY,
            at: then,
        };
        office.test.db.write_blocking(move |tx| cashbook::accrue(tx, &accruing)).unwrap();
        let close = |month: Month| {
            let remarks = office.list(&month.to_string()).remarks();
            office.test.db.write_blocking(move |tx| close_with(tx, HERE, month, &remarks, (BY, NOW)))
        };
        close(month("2026-08")).unwrap();
        close(september).unwrap();
        let electricity = |through: &str| {
            let read = |reader: &mut store::Snapshot<'_>| {
                ledger::balance_of(reader, HERE, AccountCode(61_200), day(through), None)
            };
            office.test.db.read_blocking(read).unwrap().0
        };
        assert_eq!((electricity("2026-09-30"), electricity("2026-10-01")), (5_000, 5_000));
        assert_eq!(office.says("2026-10", "Pembalik beban bulan lalu").0, Standing::Good);
        let seal = close(october).unwrap();
        assert_eq!((electricity("2026-09-30"), electricity("2026-10-01")), (5_000, 0));
        let (kept, differences) = office
            .test
            .db
            .read_blocking(|reader| {
                Ok::<_, store::StoreError>((
                    ledger::seals(reader, HERE)?,
                    ledger::audit(reader, HERE)?.differences,
                ))
            })
            .unwrap();
        assert_eq!(kept[0], seal);
        assert_eq!(seal.remarks, "Ditandai sudah diperiksa: Kas sudah dihitung.");
        assert_eq!(differences, []);
    });
}
