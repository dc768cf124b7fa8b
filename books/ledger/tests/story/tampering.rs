//! Whoever changes the books behind the program's back is found, and the place is named.

use ledger::{Activity, AuditReport, LedgerError};

use crate::books::{Books, COOPERATIVE, deposit, lend_to_shop, month, on_books, sale};

/// Why the act that tampers is taken back: only its audit is wanted.
enum Found {
    Report(AuditReport),
    Failed(LedgerError),
}

impl<E: Into<LedgerError>> From<E> for Found {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// Two months, both closed, and some days after.
fn keep_books(books: Books<'_>) {
    books.post(deposit("2026-09-10", 1, 1_000)).unwrap();
    books.post(sale("2026-09-20", Activity::Member, 900, 700)).unwrap();
    books.close(month("2026-09")).unwrap();
    books.post(deposit("2026-10-10", 2, 2_000)).unwrap();
    books.post(lend_to_shop("2026-10-11", 300)).unwrap();
    books.close(month("2026-10")).unwrap();
    let wrong = books.post(deposit("2026-11-01", 1, 50)).unwrap();
    books.reverse(&wrong, "2026-11-02", "salah jumlah").unwrap();
    books.assert_sound(6);
}

/// What the audit says after these statements; they are taken back again.
fn audit_after(books: Books<'_>, statements: &'static [&'static str]) -> AuditReport {
    let outcome = books.db.write_blocking(move |tx| -> Result<(), Found> {
        for sql in statements {
            assert!(tx.execute(sql, &[])? > 0, "it touches something: {sql}");
        }
        Err(Found::Report(ledger::audit(tx, COOPERATIVE)?))
    });
    match outcome {
        Err(Found::Report(report)) => report,
        Err(Found::Failed(error)) => panic!("the audit itself failed: {error:?}"),
        Ok(()) => unreachable!("the act always refuses"),
    }
}

/// Each difference as its kind and place.
fn places(report: &AuditReport) -> Vec<(&str, &str)> {
    report.differences.iter().map(|found| (found.kind, found.r#where.as_str())).collect()
}

/// A case: what is done, and the kinds and places that must be named, all of them.
type Case = (&'static [&'static str], &'static [(&'static str, &'static str)]);

fn assert_named(cases: &[Case]) {
    on_books(|books| {
        keep_books(books);
        for (statements, expected) in cases {
            assert_eq!(places(&audit_after(books, statements)), *expected, "{statements:?}");
        }
        books.assert_sound(6);
    });
}

#[test]
fn a_changed_entry_is_named_and_only_it() {
    assert_named(&[
        (
            &[
                "update ledger_entry set description = 'Setoran Pak Lurah' where cooperative_id = 19 and entry_id = 3",
            ],
            &[("chain", "BKM/2026/00003")],
        ),
        (
            &["update ledger_entry set note = 'x' where cooperative_id = 19 and entry_id = 6"],
            &[("chain", "BM/2026/00001")],
        ),
        (
            &[
                "update ledger_entry set document = 'BKM/2026/00009' where cooperative_id = 19 and entry_id = 3",
            ],
            &[("chain", "BKM/2026/00009")],
        ),
        (
            &["update ledger_entry set posted_by = 4, posted_at = posted_at - 1, act = 'x', rule = 'y' \
               where cooperative_id = 19 and entry_id = 1"],
            &[("chain", "BKM/2026/00001")],
        ),
        (
            &["update ledger_entry set voucher_id = 1 where cooperative_id = 19 and entry_id = 1"],
            &[("chain", "BKM/2026/00001")],
        ),
        (
            &["update ledger_entry set reverses = 1 where cooperative_id = 19 and entry_id = 6"],
            &[("chain", "BM/2026/00001")],
        ),
    ]);
}

#[test]
fn a_changed_hash_is_named_where_it_is_and_where_it_is_built_upon() {
    // Both engines write 32 bytes of zeros by a statement of their own.
    let zeros = "update ledger_entry set hash = (select tip from ledger_chain where cooperative_id = 19) \
                 where cooperative_id = 19 and entry_id = 3";
    let cases: &[Case] =
        &[(Box::leak(Box::new([zeros])), &[("chain", "BKM/2026/00003"), ("chain", "BP/2026/00001")])];
    assert_named(cases);
}

#[test]
fn a_changed_line_is_named_with_the_balances_that_it_belies() {
    assert_named(&[
        (
            &[
                "update ledger_line set amount = amount + 1 where cooperative_id = 19 and entry_id = 3 and line = 1",
            ],
            &[
                ("chain", "BKM/2026/00003"),
                ("unbalanced", "BKM/2026/00003"),
                ("balance", "[11100, 0, 0, 202610]"),
            ],
        ),
        // In balance, and the sums are changed too: the chain still knows.
        (
            &[
                "update ledger_line set amount = amount * 2 where cooperative_id = 19 and entry_id = 5",
                "update ledger_balance set debit = debit + 50 \
                 where cooperative_id = 19 and account = 11100 and month = 202611",
                "update ledger_balance set credit = credit + 50 \
                 where cooperative_id = 19 and account = 21200 and month = 202611",
                "update ledger_party_balance set amount = amount - 50 where cooperative_id = 19 and party = 1",
            ],
            &[("chain", "BKM/2026/00004")],
        ),
        (
            &["update ledger_line set party = 3 where cooperative_id = 19 and entry_id = 3 and line = 2"],
            &[
                ("chain", "BKM/2026/00003"),
                ("party_balance", "[2, 21200, 0]"),
                ("party_balance", "[3, 21200, 0]"),
            ],
        ),
        (
            &["update ledger_line set activity = 2 where cooperative_id = 19 and entry_id = 2 and line = 2"],
            &[
                ("chain", "BKM/2026/00002"),
                ("balance", "[41100, 10, 1, 202609]"),
                ("balance", "[41100, 10, 2, 202609]"),
            ],
        ),
        (
            &[
                "update ledger_line set book_date = '2026-10-09' where cooperative_id = 19 and entry_id = 3 and line = 1",
            ],
            &[("number", "dates of lines")],
        ),
        (
            &["delete from ledger_line where cooperative_id = 19 and entry_id = 1 and line = 2"],
            &[
                ("chain", "BKM/2026/00001"),
                ("unbalanced", "BKM/2026/00001"),
                ("balance", "[21200, 0, 0, 202609]"),
                ("party_balance", "[1, 21200, 0]"),
            ],
        ),
    ]);
}

#[test]
fn a_deleted_entry_is_named_and_the_others_are_not_blamed() {
    assert_named(&[
        (
            &[
                "delete from ledger_entry where cooperative_id = 19 and entry_id = 3",
                "delete from ledger_line where cooperative_id = 19 and entry_id = 3",
                "update ledger_balance set debit = debit - 2000 \
                 where cooperative_id = 19 and account = 11100 and unit = 0 and month = 202610",
                "delete from ledger_balance where cooperative_id = 19 and account = 21200 and month = 202610",
                "delete from ledger_party_balance where cooperative_id = 19 and party = 2",
            ],
            &[("number", "4"), ("chain", "BP/2026/00001"), ("number", "entries"), ("seal", "2026-10")],
        ),
        // Its lines are left behind: they must not hide the lines of later entries.
        (
            &["delete from ledger_entry where cooperative_id = 19 and entry_id = 3"],
            &[
                ("number", "4"),
                ("chain", "BP/2026/00001"),
                ("number", "entries"),
                ("number", "lines"),
                ("balance", "[11100, 0, 0, 202610]"),
                ("balance", "[21200, 0, 0, 202610]"),
                ("party_balance", "[2, 21200, 0]"),
            ],
        ),
        (
            &[
                "delete from ledger_entry where cooperative_id = 19 and entry_id = 6",
                "delete from ledger_line where cooperative_id = 19 and entry_id = 6",
            ],
            &[
                ("number", "entries"),
                ("chain", "ujung rantai"),
                ("balance", "[11100, 0, 0, 202611]"),
                ("balance", "[21200, 0, 0, 202611]"),
                ("party_balance", "[1, 21200, 0]"),
            ],
        ),
    ]);
}

#[test]
fn an_entry_or_a_line_that_was_slipped_in_is_named() {
    assert_named(&[
        (
            &[
                "insert into ledger_entry (cooperative_id, entry_id, book_date, document, description, note, act, rule, \
               posted_by, posted_at, hash) select cooperative_id, 7, book_date, document, description, note, act, \
               rule, posted_by, posted_at, hash from ledger_entry where cooperative_id = 19 and entry_id = 6",
            ],
            &[("chain", "BM/2026/00001"), ("number", "entries")],
        ),
        (
            &[
                "insert into ledger_line (cooperative_id, entry_id, line, account, unit, activity, party, book_date, \
               amount) values (19, 8, 1, 11100, 0, 0, 0, '2026-11-01', 5)",
            ],
            &[("number", "lines")],
        ),
        (
            &[
                "insert into ledger_line (cooperative_id, entry_id, line, account, unit, activity, party, book_date, \
               amount) values (19, 5, 3, 11100, 0, 0, 0, '2026-11-01', 5)",
            ],
            &[
                ("chain", "BKM/2026/00004"),
                ("unbalanced", "BKM/2026/00004"),
                ("balance", "[11100, 0, 0, 202611]"),
            ],
        ),
    ]);
}

#[test]
fn a_changed_balance_is_named_with_the_seals_that_it_breaks() {
    assert_named(&[
        (
            &["update ledger_balance set credit = credit + 1 \
               where cooperative_id = 19 and account = 41100 and month = 202609"],
            &[("balance", "[41100, 10, 1, 202609]"), ("seal", "2026-10"), ("seal", "2026-09")],
        ),
        (
            &["delete from ledger_balance where cooperative_id = 19 and account = 11100 and month = 202611"],
            &[("balance", "[11100, 0, 0, 202611]")],
        ),
        (
            &["insert into ledger_balance (cooperative_id, account, unit, activity, month, debit, credit) \
               values (19, 61300, 0, 0, 202611, 5, 0)"],
            &[("balance", "[61300, 0, 0, 202611]")],
        ),
        (
            &["update ledger_party_balance set amount = amount - 1 where cooperative_id = 19 and party = 2"],
            &[("party_balance", "[2, 21200, 0]")],
        ),
        (
            &["delete from ledger_party_balance where cooperative_id = 19 and party = 2"],
            &[("party_balance", "[2, 21200, 0]")],
        ),
    ]);
}

#[test]
fn a_changed_seal_is_named() {
    assert_named(&[
        (
            &["update ledger_seal set seal = '00' where cooperative_id = 19 and month = 202609"],
            &[("seal", "2026-09")],
        ),
        (
            &[
                "update ledger_seal set last_entry = last_entry + 1 where cooperative_id = 19 and month = 202610",
            ],
            &[("seal", "2026-10")],
        ),
        (
            &["update ledger_seal set last_entry = 99 where cooperative_id = 19 and month = 202610"],
            &[("seal", "2026-10")],
        ),
    ]);
}

#[test]
fn a_changed_year_is_named() {
    on_books(|books| {
        books.post(deposit("2025-12-10", 1, 1_000)).unwrap();
        books.close(month("2025-11")).unwrap();
        books.close(month("2025-12")).unwrap();
        books.close_year(2025, "2026-03-14").unwrap();
        books.assert_sound(1);
        let cases: [Case; 4] = [
            (&["update ledger_year_close set seal = '00' where cooperative_id = 19"], &[("year", "2025")]),
            (
                &["update ledger_year_close set adopted_on = '2026-03-15' where cooperative_id = 19"],
                &[("year", "2025")],
            ),
            (
                &["update ledger_seal set seal = '00' where cooperative_id = 19 and month = 202511"],
                &[("year", "2025"), ("seal", "2025-11")],
            ),
            // December opened behind the program's back: its seal no longer counts, and it is not closed.
            (
                &[
                    "update ledger_seal set reopened_at = 1 where cooperative_id = 19 and month = 202512",
                    "update ledger_chain set closed_through = 202511 where cooperative_id = 19",
                ],
                &[("year", "2025"), ("year", "2025")],
            ),
        ];
        for (statements, expected) in &cases {
            assert_eq!(places(&audit_after(books, statements)), *expected, "{statements:?}");
        }
        books.assert_sound(1);
    });
}

#[test]
fn a_changed_end_of_the_chain_is_named() {
    assert_named(&[
        (
            &["update ledger_chain set tip = (select hash from ledger_entry where cooperative_id = 19 \
               and entry_id = 1) where cooperative_id = 19"],
            &[("chain", "ujung rantai")],
        ),
        // So high that counting up to it would never end.
        (
            &["update ledger_chain set last_entry = 9223372036854775807 where cooperative_id = 19"],
            &[("number", "entries")],
        ),
        (&["update ledger_chain set last_entry = 5 where cooperative_id = 19"], &[("number", "entries")]),
        (
            &["delete from ledger_chain where cooperative_id = 19"],
            &[("number", "entries"), ("chain", "ujung rantai")],
        ),
    ]);
}

/// An amount at the end of what 64 bits hold must not stop the audit before it has named it.
#[test]
fn amounts_beyond_all_measure_do_not_stop_the_audit() {
    let statements: [&'static [&'static str]; 5] = [
        &["update ledger_line set amount = 9223372036854775807 where cooperative_id = 19 and amount > 0"],
        &[
            "update ledger_line set amount = (-9223372036854775807 - 1) where cooperative_id = 19 and amount < 0",
        ],
        &[
            "update ledger_balance set debit = 9223372036854775807 where cooperative_id = 19 and month = 202611",
        ],
        &["update ledger_balance set debit = 9223372036854775807, credit = 9223372036854775807 \
           where cooperative_id = 19"],
        &["update ledger_party_balance set amount = (-9223372036854775807 - 1) where cooperative_id = 19"],
    ];
    on_books(|books| {
        keep_books(books);
        for statements in statements {
            let report = audit_after(books, statements);
            let kinds: Vec<&str> = report.differences.iter().map(|found| found.kind).collect();
            let expected = if statements[0].contains("party") { "party_balance" } else { "balance" };
            assert!(kinds.contains(&expected), "{statements:?}: {kinds:?}");
            assert_eq!((report.entries, report.lines), (6, 16), "it went through all");
        }
    });
}

#[test]
fn a_difference_says_what_was_expected_and_what_was_found() {
    on_books(|books| {
        keep_books(books);
        let report = audit_after(
            books,
            &[
                "update ledger_balance set debit = 7 where cooperative_id = 19 and account = 11100 and month = 202611",
            ],
        );
        let [difference] = report.differences.as_slice() else { panic!("{report:?}") };
        assert_eq!((difference.cooperative, difference.kind), (COOPERATIVE, "balance"));
        assert_eq!((difference.expected.as_str(), difference.found.as_str()), ("[50, 50]", "[7, 50]"));
    });
}
