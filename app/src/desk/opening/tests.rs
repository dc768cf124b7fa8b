//! Opening balances on both engines, from a cooperative whose books an import began.

use std::collections::BTreeMap;

use kernel::{AccountCode, BookDate, CooperativeId, EntryId, Month, Nik, PartyId, Rupiah, Timestamp};
use kernel::{RegionCode, UnitCode, UserId};
use ledger::{Book, CLEARING, Entry, Line};
use line::Refused;
use members::{Activation, Application, NikKeys, Verification};
use registry::{LegalPapers, NewCooperative};
use store::testing::{TestDb, on_both_engines};
use store::{Db, Tx};

use super::UNNAMED;
use super::preview::{Place, Sent, look};
use super::save::{Saved, save};
use super::table::rows_of_text;
use super::usual_day;
use crate::installation::MIGRATIONS;

const BY: UserId = UserId(1);
/// 24 November 2026 in the evening.
const NOW: Timestamp = Timestamp(1_795_537_800_000_000);
const CASH: i64 = 11_100;
const GRANT: i64 = 31_400;
const SHOP: UnitCode = UnitCode(10);

fn day(text: &str) -> BookDate {
    BookDate::parse(text).unwrap()
}

/// What stands on accounts of a unit, debit less credit, today.
fn stands(db: &Db, id: CooperativeId, account: i64, unit: UnitCode) -> i64 {
    let of = AccountCode(account);
    db.read_blocking(|reader| ledger::balance_of(reader, id, of, day("2026-11-24"), Some(unit))).unwrap().0
}

fn cooperative(db: &Db) -> CooperativeId {
    let region = RegionCode::parse("19.71.04.1001").unwrap();
    let new = NewCooperative {
        region,
        name: registry::standard_name("Contoh", region),
        legal: LegalPapers::default(),
        address: None,
        founded_on: None,
        at: NOW,
    };
    db.write_blocking(move |tx| registry::register(tx, new.clone())).unwrap()
}

/// A member since a day, with number 17 or the next ones.
fn member(tx: &mut Tx<'_>, cooperative: CooperativeId, name: &str, nik: &str, since: BookDate) -> PartyId {
    let keys = NikKeys { seal: [1; 32], hash: [2; 32] };
    let application = Application {
        cooperative,
        name: name.to_owned(),
        nik: Nik::parse(nik, since).unwrap(),
        address: "Jl. Contoh 1".to_owned(),
        phone: String::new(),
        region: None,
        date: since,
        by: BY,
        at: NOW,
    };
    let member = members::apply(tx, &keys, &application).unwrap().party;
    let note = String::new();
    let verification =
        Verification { cooperative, member, domicile_note: note, date: since, by: BY, at: NOW };
    members::verify(tx, &verification).unwrap();
    let activation = Activation { cooperative, member, date: since, number: None, by: BY, at: NOW };
    members::activate(tx, &activation).unwrap();
    member
}

/// A book that began with so much, as an import records it.
fn imported(db: &Db, cooperative: CooperativeId, account: i64, amount: i64, date: &str) -> EntryId {
    let entry = Entry {
        cooperative,
        date: day(date),
        book: Book::Memorial,
        description: "Saldo awal menurut kas.xlsx".to_owned(),
        note: String::new(),
        act: "import.opening",
        rule: String::new(),
        voucher: None,
        reverses: None,
        by: BY,
        at: NOW,
        lines: vec![Line::debit(AccountCode(account), Rupiah(amount)), Line::credit(UNNAMED, Rupiah(amount))],
    };
    db.write_blocking(move |tx| ledger::post(tx, &entry)).unwrap().entry
}

/// What an officer fills in: the field of each account, and the pasted list.
struct Officer<'d> {
    db: &'d Db,
    place: Place,
}

impl<'d> Officer<'d> {
    fn at(db: &'d Db, cooperative: CooperativeId) -> Self {
        let today = day("2026-11-24");
        let day = db.read_blocking(|reader| usual_day(reader, cooperative, today)).unwrap();
        Self { db, place: Place { cooperative, day, unit: UnitCode::OFFICE, today } }
    }

    fn saves(&self, fields: &[(i64, &str)], list: &str, rest: bool) -> Result<Saved, Refused> {
        let typed: BTreeMap<String, String> =
            fields.iter().map(|(account, text)| (format!("a{account}"), (*text).to_owned())).collect();
        let sent = Sent { fields: typed, rows: rows_of_text(list) };
        let place = self.place;
        let looked = self.db.read_blocking(|reader| look(reader, &place, &sent))?;
        assert!(looked.is_good(), "{:?} {:?}", looked.typed, looked.table);
        let wanted = looked.wanted(&place);
        self.db.write_blocking(move |tx| save(tx, &wanted, rest, (BY, NOW)))
    }

    fn entries(&self) -> i64 {
        self.db
            .read_blocking(|reader| ledger::period_state(reader, self.place.cooperative))
            .unwrap()
            .last_entry
            .0
    }
}

fn audited(test: &TestDb, cooperative: CooperativeId) {
    let report = test.db.read_blocking(|reader| ledger::audit(reader, cooperative)).unwrap();
    assert_eq!(report.differences, []);
}

#[test]
fn what_is_typed_explains_what_an_import_could_not_name() {
    on_both_engines(&MIGRATIONS, |test| {
        let id = cooperative(&test.db);
        let (marni, jati) = test
            .db
            .write_blocking(move |tx| {
                let marni = member(tx, id, "Bu Contoh Marni", "1971044503900002", day("2026-01-10"));
                let jati = member(tx, id, "Pak Contoh Jati", "1971040503880003", day("2026-03-05"));
                Ok::<_, store::StoreError>((marni, jati))
            })
            .unwrap();
        imported(&test.db, id, CASH, 8_000_000, "2026-06-30");
        let officer = Officer::at(&test.db, id);
        assert_eq!(officer.place.day, day("2026-06-30"));
        let fields = [(CASH, "8.000.000"), (13_500, "2.500.000"), (13_900, "500.000"), (GRANT, "9.240.000")];
        let list = "Nama;Pokok;Wajib;Sukarela;Pinjaman;Lunas sampai\n\
                    Bu Marni;50.000;120.000;100.000;;Jun 2026\nPak Jati;50.000;90.000;;250.000;";
        // Assets 10,250,000; savings 410,000 and the grant leave 600,000 to be explained.
        let refused = officer.saves(&fields, list, false).unwrap_err();
        assert_eq!(refused.field, Some("rest"));
        let more = [fields.as_slice(), &[(31_500, "600.000")]].concat();
        let saved = officer.saves(&more, list, false).unwrap();
        assert_eq!(saved.documents.len(), 1);
        assert_eq!(stands(&test.db, id, UNNAMED.0, UnitCode::OFFICE), 0);
        assert_eq!(stands(&test.db, id, CASH, UnitCode::OFFICE), 8_000_000);
        assert_eq!(stands(&test.db, id, 13_900, UnitCode::OFFICE), -500_000);
        let entries = officer.entries();
        assert_eq!(officer.saves(&more, list, false).unwrap().documents.len(), 0);
        assert_eq!(officer.entries(), entries, "the same numbers again post nothing");
        let of = |party| test.db.read_blocking(|reader| savings::balances_of(reader, id, party)).unwrap();
        assert_eq!(of(marni).mandatory, Rupiah(120_000));
        assert_eq!(of(jati).principal, Rupiah(50_000));
        let paid = |party| {
            let paid = test.db.read_blocking(|reader| savings::paid_months(reader, id, party)).unwrap();
            paid.keys().map(|month| month.number()).collect::<Vec<_>>()
        };
        assert_eq!(paid(marni), (202_601..=202_606).collect::<Vec<_>>());
        // 90,000 at 20,000 a month: four months, and the rest pays none.
        assert_eq!(paid(jati), [202_603, 202_604, 202_605, 202_606]);
        audited(test, id);
    });
}

#[test]
fn only_a_result_may_be_less_than_nothing() {
    on_both_engines(&MIGRATIONS, |test| {
        let id = cooperative(&test.db);
        let officer = Officer::at(&test.db, id);
        let faults = |fields: &[(i64, &str)]| -> Vec<i64> {
            let typed = fields.iter().map(|(account, text)| (format!("a{account}"), (*text).to_owned()));
            let sent = Sent { fields: typed.collect(), rows: Vec::new() };
            let looked = test.db.read_blocking(|reader| look(reader, &officer.place, &sent)).unwrap();
            looked.typed.faults.keys().map(|account| account.0).collect()
        };
        assert_eq!(
            faults(&[(CASH, "-5"), (GRANT, "(7)"), (13_900, "-9"), (31_600, "-400")]),
            [CASH, 13_900, GRANT]
        );
        imported(&test.db, id, CASH, -5, "2025-12-31");
        assert_eq!(faults(&[(CASH, "-5")]), Vec::<i64>::new(), "what stands so in the books may stay");
    });
}

#[test]
fn a_rest_that_is_accepted_stays_unnamed_and_is_explained_later() {
    on_both_engines(&MIGRATIONS, |test| {
        let id = cooperative(&test.db);
        let officer = Officer::at(&test.db, id);
        assert_eq!(officer.place.day, day("2025-12-31"), "the year before, where there are no books");
        officer.saves(&[(CASH, "2.500.000"), (21_100, "1.000.000")], "", true).unwrap();
        assert_eq!(stands(&test.db, id, UNNAMED.0, UnitCode::OFFICE), -1_500_000);
        let again = officer.saves(&[(CASH, "2.500.000"), (21_100, "1.000.000")], "", false).unwrap();
        assert_eq!(again.documents.len(), 0, "what was accepted is not asked about again");
        let officer = Officer::at(&test.db, id);
        assert_eq!(officer.place.day, day("2025-12-31"), "the day stays where the books began");
        officer.saves(&[(CASH, "2.500.000"), (GRANT, "1.500.000")], "", false).unwrap();
        assert_eq!(stands(&test.db, id, UNNAMED.0, UnitCode::OFFICE), 0);
        assert_eq!(stands(&test.db, id, GRANT, UnitCode::OFFICE), -1_500_000);
        audited(test, id);
    });
}

#[test]
fn a_unit_balances_by_what_it_has_from_the_office() {
    on_both_engines(&MIGRATIONS, |test| {
        let id = cooperative(&test.db);
        let mut officer = Officer::at(&test.db, id);
        officer.place.unit = SHOP;
        let shop = [(CASH, "1.000.000"), (11_700, "4.000.000"), (CLEARING.0, "5.000.000")];
        officer.saves(&shop, "", false).unwrap();
        assert_eq!(stands(&test.db, id, CLEARING.0, SHOP), -5_000_000);
        assert_eq!(stands(&test.db, id, UNNAMED.0, SHOP), 0);
        officer.place.unit = UnitCode::OFFICE;
        // The office has it as an asset, and must say where it came from.
        assert_eq!(stands(&test.db, id, UNNAMED.0, UnitCode::OFFICE), -5_000_000);
        officer.saves(&[(31_410, "5.000.000")], "", false).unwrap();
        assert_eq!(stands(&test.db, id, UNNAMED.0, UnitCode::OFFICE), 0);
        audited(test, id);
    });
}

#[test]
fn a_book_that_began_some_days_later_belongs_to_the_opening() {
    on_both_engines(&MIGRATIONS, |test| {
        let id = cooperative(&test.db);
        imported(&test.db, id, CASH, 2_000_000, "2026-06-30");
        imported(&test.db, id, 11_200, 6_000_000, "2026-07-02");
        let officer = Officer::at(&test.db, id);
        let fields = [(CASH, "2.000.000"), (11_200, "6.000.000"), (GRANT, "8.000.000")];
        officer.saves(&fields, "", false).unwrap();
        assert_eq!(stands(&test.db, id, 11_200, UnitCode::OFFICE), 6_000_000);
        assert_eq!(stands(&test.db, id, UNNAMED.0, UnitCode::OFFICE), 0);
        assert_eq!(officer.saves(&fields, "", false).unwrap().documents.len(), 0);
    });
}

#[test]
fn an_opening_that_was_taken_back_can_be_written_anew() {
    on_both_engines(&MIGRATIONS, |test| {
        let id = cooperative(&test.db);
        let since = day("2025-10-02");
        let marni = test
            .db
            .write_blocking(move |tx| {
                Ok::<_, store::StoreError>(member(tx, id, "Bu Contoh Marni", "1971044503900002", since))
            })
            .unwrap();
        let officer = Officer::at(&test.db, id);
        let (fields, list) = ([(CASH, "110.000")], "Marni;50.000;60.000");
        officer.saves(&fields, list, false).unwrap();
        let entry = EntryId(officer.entries());
        let less = officer.saves(&[(CASH, "90.000")], "Marni;50.000;40.000", false).unwrap_err();
        assert!(less.sentence.contains("Batalkan dulu"), "{less}");
        let today = day("2026-11-24");
        test.db
            .write_blocking(move |tx| ledger::reverse(tx, id, entry, today, "salah ketik", BY, NOW))
            .unwrap();
        let paid = || test.db.read_blocking(|reader| savings::paid_months(reader, id, marni)).unwrap();
        assert!(paid().is_empty());
        officer.saves(&[(CASH, "90.000")], "Marni;50.000;40.000", false).unwrap();
        assert_eq!(stands(&test.db, id, CASH, UnitCode::OFFICE), 90_000);
        assert_eq!(paid().keys().map(|month| month.number()).collect::<Vec<_>>(), [202_510, 202_511]);
        audited(test, id);
    });
}

#[test]
fn a_closed_month_is_refused_with_the_ledgers_sentence() {
    on_both_engines(&MIGRATIONS, |test| {
        let id = cooperative(&test.db);
        let month = Month::new(2026, 1).unwrap();
        test.db.write_blocking(move |tx| ledger::close_month(tx, id, month, BY, NOW)).unwrap();
        let officer = Officer::at(&test.db, id);
        let refused = officer.saves(&[(CASH, "1.000"), (GRANT, "1.000")], "", false).unwrap_err();
        assert_eq!(refused.field, Some("day"));
        assert!(refused.sentence.contains("sudah ditutup"), "{refused}");
        assert_eq!(officer.entries(), 0);
    });
}

#[test]
fn months_said_later_hang_on_the_entry_that_brought_the_money() {
    on_both_engines(&MIGRATIONS, |test| {
        let id = cooperative(&test.db);
        let marni = test
            .db
            .write_blocking(move |tx| {
                let since = day("2025-07-01");
                Ok::<_, store::StoreError>(member(tx, id, "Bu Contoh Marni", "1971044503900002", since))
            })
            .unwrap();
        let officer = Officer::at(&test.db, id);
        officer.saves(&[(CASH, "65.000")], "Marni;50.000;15.000", false).unwrap();
        let paid = || test.db.read_blocking(|reader| savings::paid_months(reader, id, marni)).unwrap();
        assert!(paid().is_empty(), "15,000 is less than a month");
        // Before the terms of today it was 2,500 a month.
        let list = "Nama;Wajib;Lunas sampai\nMarni;15.000;Des 2025";
        assert_eq!(officer.saves(&[], list, false).unwrap().documents.len(), 0);
        assert_eq!(paid().len(), 6);
        let early = officer.saves(&[], "Nama;Wajib;Lunas sampai\nMarni;15.000;Mei 2025", false).unwrap_err();
        assert!(early.sentence.starts_with("Baris 2: ") && early.sentence.contains("Juli 2025"), "{early}");
    });
}
