//! Deposits: simpanan pokok makes members, and only members save.

use kernel::{AccountCode, PartyId, Rupiah};
use ledger::LedgerError;
use members::MemberState;
use savings::{Deposit, Kind, SavingsError, Terms, TermsChange};

use crate::given::*;

#[test]
fn the_first_full_simpanan_pokok_makes_a_member() {
    story(|test| {
        let here = given_a_cooperative(test);
        let melati = given_a_verified_applicant(test, here, "Contoh Melati", "0001");
        let first = deposit(test, &principal(here, melati, 30_000)).unwrap();
        assert!(!first.activated);
        assert_eq!((first.balance, first.member_title()), (Rupiah(30_000), "calon anggota".to_owned()));
        let early = deposit(test, &dues(here, melati, 20_000)).unwrap_err();
        assert_eq!(early.to_string(), "Terima dulu simpanan pokok Bu Contoh Melati: masih kurang Rp20.000.");
        let too_much = deposit(test, &principal(here, melati, 20_001)).unwrap_err();
        assert_eq!(
            too_much.to_string(),
            "Simpanan pokok tinggal kurang Rp20.000. Terima paling banyak sejumlah itu."
        );
        let second = deposit(test, &principal(here, melati, 20_000)).unwrap();
        assert!(second.activated);
        assert_eq!((second.balance, second.member_title()), (Rupiah(50_000), "anggota 001".to_owned()));
        let member = test.db.read_blocking(|reader| members::member(reader, here, melati)).unwrap().unwrap();
        assert_eq!((member.state, member.active_from), (MemberState::Active, Some(day("2025-12-10"))));
        assert!(matches!(
            deposit(test, &principal(here, melati, 1_000)),
            Err(SavingsError::PrincipalPaid(name)) if name == "Bu Contoh Melati"
        ));
        audited(test, here);
    });
}

#[test]
fn who_is_not_verified_or_has_left_pays_nothing() {
    story(|test| {
        let here = given_a_cooperative(test);
        let applicant = given_an_applicant(test, here, "Contoh Melati", "0001");
        let refused = deposit(test, &principal(here, applicant, 50_000)).unwrap_err();
        assert!(matches!(refused, SavingsError::NotVerified(_)));
        assert_eq!(refused.field(), Some("member"));
        let exit = members::Exit {
            cooperative: here,
            member: applicant,
            ending: members::Ending::Left,
            reason: "batal mendaftar".to_owned(),
            date: day("2025-08-01"),
            by: BY,
            at: AT,
        };
        test.db.write_blocking(move |tx| members::end_membership(tx, &exit)).unwrap();
        assert!(matches!(deposit(test, &voluntary(here, applicant, 1_000)), Err(SavingsError::Ended(_))));
        assert!(matches!(
            deposit(test, &voluntary(here, PartyId(99), 1_000)),
            Err(SavingsError::NoSuchMember)
        ));
    });
}

#[test]
fn simpanan_pokok_is_what_was_asked_on_the_day_of_the_application() {
    story(|test| {
        let here = given_a_cooperative(test);
        let change = |valid_from: &str, principal_amount: i64| TermsChange {
            cooperative: here,
            terms: Terms {
                principal_amount: Rupiah(principal_amount),
                monthly_amount: Rupiah(20_000),
                valid_from: day(valid_from),
                source: "AD pasal 12".to_owned(),
            },
            by: BY,
            at: AT,
        };
        let set = |change: TermsChange| test.db.write_blocking(move |tx| savings::set_terms(tx, &change));
        set(change("2025-06-01", 75_000)).unwrap();
        set(change("2025-06-01", 100_000)).unwrap();
        set(change("2025-09-01", 150_000)).unwrap();
        assert_eq!(set(change("2025-09-01", 0)).unwrap_err().field(), Some("principal_amount"));
        let melati = given_a_verified_applicant(test, here, "Contoh Melati", "0001");
        assert!(!deposit(test, &principal(here, melati, 50_000)).unwrap().activated);
        assert!(deposit(test, &principal(here, melati, 50_000)).unwrap().activated);
        let rows = test.db.read_blocking(|reader| savings::schedule(reader, here)).unwrap();
        assert_eq!(rows.rows().len(), 3, "the program's row and the two own ones");
    });
}

#[test]
fn what_cannot_be_is_refused_with_its_field() {
    story(|test| {
        let (here, melati) = given_a_cooperative_with_a_member(test);
        let good = || voluntary(here, melati, 10_000);
        let field = |bad: Deposit| deposit(test, &bad).unwrap_err().field();
        assert_eq!(field(Deposit { amount: Rupiah(0), ..good() }), Some("amount"));
        assert_eq!(field(Deposit { amount: Rupiah(-5), ..good() }), Some("amount"));
        assert_eq!(field(Deposit { amount: Rupiah(i64::MAX), ..good() }), Some("amount"));
        assert_eq!(field(Deposit { place: AccountCode(31_100), ..good() }), Some("place"));
        assert_eq!(field(Deposit { unit: kernel::UnitCode(55), ..good() }), Some("unit"));
        assert_eq!(field(Deposit { date: day("2026-11-25"), ..good() }), Some("date"));
        // What a refused act has written is gone: the next entry follows the last.
        let receipt = deposit(test, &good()).unwrap();
        assert_eq!((receipt.entry.0, receipt.document.as_str()), (2, "BKM/2025/00002"));
        audited(test, here);
    });
}

#[test]
fn a_closed_month_is_refused_before_and_while_saving() {
    story(|test| {
        let (here, melati) = given_a_cooperative_with_a_member(test);
        let december = month("2025-12");
        test.db.write_blocking(move |tx| ledger::close_month(tx, here, december, BY, AT)).unwrap();
        let late = voluntary(here, melati, 10_000);
        for refused in [deposit(test, &late).unwrap_err(), preview(test, &late).unwrap_err()] {
            assert!(matches!(refused, SavingsError::Ledger(LedgerError::Closed(_))));
            assert_eq!(refused.field(), Some("date"));
        }
        let future = Deposit { date: day("2026-11-25"), ..late };
        assert_eq!(preview(test, &future).unwrap_err().field(), Some("date"));
    });
}

#[test]
fn the_preview_says_what_will_be() {
    story(|test| {
        let here = given_a_cooperative(test);
        let melati = given_a_verified_applicant(test, here, "Contoh Melati", "0001");
        let part = principal(here, melati, 30_000);
        assert_eq!(
            preview(test, &part).unwrap(),
            "Kas bertambah Rp30.000. Simpanan pokok Bu Contoh Melati menjadi Rp30.000, masih kurang Rp20.000."
        );
        let full = Deposit { date: day("2025-07-05"), ..principal(here, melati, 50_000) };
        assert_eq!(
            preview(test, &full).unwrap(),
            "Kas bertambah Rp50.000. Simpanan pokok Bu Contoh Melati menjadi Rp50.000, lunas. Bu Contoh Melati \
             menjadi anggota."
        );
        deposit(test, &full).unwrap();
        assert_eq!(
            preview(test, &dues(here, melati, 120_000)).unwrap(),
            "Kas bertambah Rp120.000. Simpanan wajib Bu Contoh Melati menjadi Rp120.000 (Jul 2025 – Des 2025, 6 \
             bulan)."
        );
        let bank = Deposit { place: AccountCode(11_200), ..voluntary(here, melati, 5_000) };
        assert_eq!(
            preview(test, &bank).unwrap(),
            "Bank bertambah Rp5.000. Simpanan sukarela Bu Contoh Melati menjadi Rp5.000."
        );
        let document = deposit(test, &bank).unwrap().document;
        assert_eq!(document, "BBM/2025/00001");
    });
}

#[test]
fn an_opening_balance_of_simpanan_pokok_counts() {
    story(|test| {
        let here = given_a_cooperative(test);
        let melati = given_a_verified_applicant(test, here, "Contoh Melati", "0001");
        let opening = ledger::Entry {
            cooperative: here,
            date: day("2025-07-31"),
            book: ledger::Book::Memorial,
            description: "Saldo awal".to_owned(),
            note: String::new(),
            act: "import.members",
            rule: String::new(),
            voucher: None,
            reverses: None,
            by: BY,
            at: AT,
            lines: vec![
                ledger::Line::debit(CASH, Rupiah(50_000)),
                ledger::Line::credit(Kind::Principal.account(), Rupiah(50_000)).party(Some(melati)),
            ],
        };
        test.db.write_blocking(move |tx| ledger::post(tx, &opening)).unwrap();
        let first = dues(here, melati, 20_000);
        let said = preview(test, &first).unwrap();
        assert!(said.ends_with("(Des 2025, 1 bulan). Bu Contoh Melati menjadi anggota."), "{said}");
        let receipt = deposit(test, &first).unwrap();
        assert!(receipt.activated);
        assert_eq!(receipt.member_title(), "anggota 001");
    });
}

#[test]
fn totals_and_balances_come_from_the_ledger() {
    story(|test| {
        let (here, melati) = given_a_cooperative_with_a_member(test);
        let kenanga = given_a_member(test, here, "Contoh Kenanga", "0002");
        deposit(test, &dues(here, melati, 40_000)).unwrap();
        deposit(test, &voluntary(here, kenanga, 75_000)).unwrap();
        test.db
            .read_blocking(|reader| {
                let totals = savings::totals(reader, here)?;
                assert_eq!(totals.voluntary_savers, 1);
                assert_eq!(totals.sums.principal, Rupiah(100_000));
                assert_eq!(totals.sums.mandatory, Rupiah(40_000));
                let own = savings::balances_of(reader, here, kenanga)?;
                assert_eq!((own.of(Kind::Voluntary), own.of(Kind::Mandatory)), (Rupiah(75_000), Rupiah(0)));
                Ok::<_, SavingsError>(())
            })
            .unwrap();
    });
}
