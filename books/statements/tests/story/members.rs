//! The statement of a member.

use crate::given::{self, *};
use crate::papers;
use kernel::PartyId;
use ledger::{Activity, Line};
use statements::{MemberStatement, Request, Statement, StatementError, member_statement};

fn given_a_member(books: &Books<'_>) {
    let debit = |code, amount| Line::debit(code, rp(amount));
    let credit = |code, amount| Line::credit(code, rp(amount));
    let member = |line: Line| marni(line).activity(Activity::Member);
    books.post("2026-01-05", "Simpanan pokok", vec![debit(CASH, 100_000), marni(credit(PRINCIPAL, 100_000))]);
    books.post("2026-02-10", "Tabungan", vec![debit(CASH, 500_000), marni(credit(SAVINGS, 500_000))]);
    books.post("2026-03-10", "Ambil tabungan", vec![marni(debit(SAVINGS, 200_000)), credit(CASH, 200_000)]);
    books.post("2026-03-12", "Pinjaman", vec![marni(debit(MEMBER_LOANS, 900_000)), credit(CASH, 900_000)]);
    let instalment = vec![
        debit(CASH, 309_000),
        marni(credit(MEMBER_LOANS, 300_000)),
        member(credit(LOAN_INTEREST, 9_000)),
    ];
    books.post("2026-04-12", "Angsuran", instalment);
    let other = |line: Line| line.party(Some(PartyId(99)));
    books.post("2026-04-13", "Tabungan lain", vec![debit(CASH, 7_000), other(credit(SAVINGS, 7_000))]);
}

fn statement(books: &Books<'_>, from: &str, to: &str) -> MemberStatement {
    let party = papers::marni(MARNI);
    books.ask(|reader, coop| member_statement(reader, coop, party, (day(from), day(to)), None))
}

#[test]
fn a_member_sees_what_is_owned_what_is_owed_and_every_movement() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_a_member(&books);
        let of = statement(&books, "2026-03-01", "2026-12-31");
        assert_eq!((of.owns, of.owes), (rp(400_000), rp(600_000)));
        let accounts: Vec<(i64, i64, i64, usize)> = of
            .accounts
            .iter()
            .map(|account| (account.code.0, account.opening.0, account.closing.0, account.rows.len()))
            .collect();
        let expected =
            [(11_500, 0, 600_000, 3), (21_200, 500_000, 300_000, 2), (31_100, 100_000, 100_000, 1)];
        assert_eq!(accounts, expected);
        let dealings: Vec<(i64, i64)> =
            of.dealings.iter().map(|account| (account.code.0, account.closing.0)).collect();
        assert_eq!(dealings, [(42_100, 9_000)]);
        for account in &of.accounts {
            let kept =
                books.ask(|reader, coop| Ok(ledger::party_balance(reader, coop, MARNI, account.code)?));
            assert_eq!(kept.abs(), account.closing, "as the ledger keeps it");
        }

        let early = statement(&books, "2026-01-01", "2026-02-28");
        assert_eq!((early.owns, early.owes), (rp(600_000), rp(0)));
        let next = statement(&books, "2027-01-01", "2027-12-31");
        assert_eq!((next.owns, next.dealings.len()), (rp(400_000), 0), "what was earned before is over");
    });
}

#[test]
fn it_goes_on_paper_with_the_members_name() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_a_member(&books);
        let mut request = Request::new(Statement::MemberStatement, day("2026-12-31"), "KKMP");
        let ask = |request: &Request| books.try_ask(|reader, coop| statements::run(reader, coop, request));
        assert_eq!(ask(&request).map(|_| ()), Err(StatementError::NoParty));
        request.party = Some(papers::marni(MARNI));
        let report = ask(&request).expect("the statement");
        let text = reports::text(&report.document);
        for said in [
            "Rekening Anggota",
            "Bu Contoh Marni, nomor 017",
            "Ambil tabungan",
            "Simpanan dan hak anggota Rp400.000, utang anggota Rp600.000, per 31 Desember 2026.",
        ] {
            assert!(text.contains(said), "{said} is not in\n{text}");
        }
        assert!(!text.contains("Tabungan lain"), "{text}");
        // What went into the savings is what they grew by, though the books call it credit.
        assert!(text.contains("21200 Tabungan anggota     –    500.000    200.000  300.000"), "{text}");
        let json = report.json;
        assert_eq!((&json["party"], &json["name"]), (&17.into(), &"Bu Contoh Marni".into()));
        assert_eq!((&json["owns"], &json["owes"]), (&400_000.into(), &600_000.into()));
    });
}
