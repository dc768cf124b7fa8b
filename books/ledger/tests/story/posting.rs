//! What posting gives and keeps.

use kernel::{BookDate, CooperativeId, DocumentId, EntryId, PartyId, Rupiah};
use ledger::{Activity, Book, Entry, Line, Posted};
use store::testing::{asked, in_one_commit};

use crate::books::{
    Books, CAPITAL, KAS, Refusal, SALES, SAVINGS, SHOP, STOCK, TODAY, TREASURER, day, deposit, entry,
    lend_to_shop, now, on_books, sale,
};

#[test]
fn an_entry_is_read_back_as_it_was_posted() {
    on_books(|books| {
        let full = Entry {
            note: "titip lewat Bu Sekretaris\n".to_owned(),
            rule: "setoran-tabungan".to_owned(),
            voucher: Some(DocumentId(8)),
            ..deposit("2026-11-20", 5, 250_000)
        };
        let posted = books.post(full.clone()).unwrap();
        assert_eq!(posted, Posted { entry: EntryId(1), document: "BKM/2026/00001".to_owned() });
        let view = books.read(|reader| ledger::entry(reader, books.cooperative, posted.entry)).unwrap();
        assert_eq!(
            (view.id, view.date, view.document.as_str()),
            (EntryId(1), day("2026-11-20"), "BKM/2026/00001")
        );
        assert_eq!((view.description, view.note), (full.description, full.note));
        assert_eq!((view.act.as_str(), view.rule), ("savings.deposit", full.rule));
        assert_eq!((view.voucher, view.reverses), (Some(DocumentId(8)), None));
        assert_eq!((view.by, view.at), (TREASURER, now()));
        assert_eq!(view.lines, full.lines);
        assert_eq!(books.read(|reader| ledger::entry(reader, books.cooperative, EntryId(2))), None);
    });
}

#[test]
fn documents_count_by_book_and_year() {
    on_books(|books| {
        let numbered = |date, book| books.post(Entry { book, ..deposit(date, 1, 5) }).unwrap().document;
        assert_eq!(numbered("2026-11-20", Book::CashIn), "BKM/2026/00001");
        assert_eq!(numbered("2026-11-20", Book::CashOut), "BKK/2026/00001");
        assert_eq!(numbered("2025-12-31", Book::CashIn), "BKM/2025/00001");
        assert_eq!(numbered("2026-01-01", Book::CashIn), "BKM/2026/00002");
        assert_eq!(numbered("2025-01-01", Book::CashIn), "BKM/2025/00002");
        let others = [Book::BankIn, Book::BankOut, Book::Transfer, Book::Memorial];
        let others = others.map(|book| numbered(TODAY, book));
        assert_eq!(others, ["BBM/2026/00001", "BBK/2026/00001", "BP/2026/00001", "BM/2026/00001"]);
        books.assert_sound(9);
    });
}

#[test]
fn a_refused_act_gives_its_document_number_back() {
    on_books(|books| {
        let acts = (1..=9_i64).map(|n| {
            asked(books.db.write(move |tx| {
                let posted = ledger::post(tx, &deposit(TODAY, n, 1_000))?;
                if n % 3 == 0 { Err(Refusal::Own) } else { Ok(posted.document) }
            }))
        });
        let documents: Vec<String> = in_one_commit(books.db, acts.collect()).into_iter().flatten().collect();
        let expected: Vec<String> = (1..=6).map(|n| format!("BKM/2026/{n:05}")).collect();
        assert_eq!(documents, expected);
        books.assert_sound(6);
        assert_eq!(books.stands(KAS), 6_000);
    });
}

#[test]
fn cooperatives_keep_books_of_their_own() {
    on_books(|books| {
        let neighbour = Books { cooperative: CooperativeId(20), ..books };
        books.post(deposit(TODAY, 1, 5)).unwrap();
        let theirs = Entry { cooperative: neighbour.cooperative, ..deposit(TODAY, 1, 7) };
        let posted = neighbour.post(theirs).unwrap();
        assert_eq!((posted.entry, posted.document.as_str()), (EntryId(1), "BKM/2026/00001"));
        assert_eq!((books.stands(KAS), neighbour.stands(KAS)), (5, 7));
        books.assert_sound(1);
        neighbour.assert_sound(1);
    });
}

#[test]
fn the_lines_of_an_account_are_its_book() {
    on_books(|books| {
        books.post(sale("2026-11-03", Activity::Member, 900, 700)).unwrap();
        books.post(deposit("2026-11-02", 1, 5_000)).unwrap();
        books.post(lend_to_shop("2026-11-02", 400)).unwrap();
        books.post(deposit("2026-10-31", 2, 1)).unwrap();
        let kas = |unit, from, through| {
            let lines = books.read(|reader| {
                ledger::account_lines(reader, books.cooperative, KAS, unit, day(from), day(through))
            });
            lines.into_iter().map(|line| (line.entry.0, line.amount.0)).collect::<Vec<_>>()
        };
        assert_eq!(kas(None, "2026-11-01", TODAY), [(2, 5_000), (3, -400), (3, 400), (1, 900)]);
        assert_eq!(kas(Some(SHOP), "2026-10-01", TODAY), [(3, 400), (1, 900)]);
        assert_eq!(kas(None, "2026-10-31", "2026-10-31"), [(4, 1)]);
        let all = books.read(|reader| {
            ledger::account_lines(reader, books.cooperative, STOCK, None, BookDate::MIN, BookDate::MAX)
        });
        assert_eq!((all.len(), all[0].unit, all[0].document.as_str()), (1, SHOP, "BKM/2026/00001"));
    });
}

#[test]
fn the_lines_of_a_member_are_the_members_book() {
    on_books(|books| {
        books.post(deposit("2026-11-02", 5, 5_000)).unwrap();
        books.post(deposit("2026-11-02", 6, 9_999)).unwrap();
        books.post(deposit("2026-11-01", 5, 700)).unwrap();
        let capital = Line::credit(CAPITAL, Rupiah(100)).party(Some(PartyId(5)));
        books.post(entry(TODAY, [Line::debit(KAS, Rupiah(100)), capital])).unwrap();
        books.read(|reader| {
            let lines = ledger::party_lines(reader, books.cooperative, PartyId(5), SAVINGS)?;
            let amounts: Vec<i64> = lines.iter().map(|line| line.amount.0).collect();
            assert_eq!((amounts, lines[0].party), (vec![-700, -5_000], Some(PartyId(5))));
            for (party, account, amount) in [(5, SAVINGS, -5_700), (5, CAPITAL, -100), (7, SAVINGS, 0)] {
                let stands = ledger::party_balance(reader, books.cooperative, PartyId(party), account)?;
                assert_eq!(stands, Rupiah(amount));
            }
            let all = ledger::party_balances(reader, books.cooperative, SAVINGS)?;
            assert_eq!(all, [(PartyId(5), Rupiah(-5_700)), (PartyId(6), Rupiah(-9_999))].into());
            Ok(())
        });
    });
}

#[test]
fn an_optional_party_is_kept_where_it_is_given() {
    on_books(|books| {
        let mut known = sale(TODAY, Activity::Member, 900, 700);
        known.lines[1].party = Some(PartyId(5));
        books.post(known).unwrap();
        books.post(sale(TODAY, Activity::NonMember, 100, 70)).unwrap();
        let bought = books.read(|reader| ledger::party_balances(reader, books.cooperative, SALES));
        assert_eq!(bought, [(PartyId(5), Rupiah(-900))].into());
        books.assert_sound(2);
    });
}

#[test]
fn the_last_entries_come_newest_first() {
    on_books(|books| {
        (1..=5).for_each(|n| drop(books.post(deposit(TODAY, n, n)).unwrap()));
        let last = books.read(|reader| ledger::last_entries(reader, books.cooperative, 3));
        assert_eq!(last.iter().map(|entry| entry.id.0).collect::<Vec<_>>(), [5, 4, 3]);
        assert!(last.iter().all(|entry| entry.lines.is_empty()), "only the heads were asked for");
    });
}

#[test]
fn entries_of_a_time_come_in_the_order_of_their_dates_with_their_lines() {
    on_books(|books| {
        for (date, amount) in [("2026-11-03", 1), ("2026-11-01", 2), ("2026-11-02", 3), ("2026-11-01", 4)] {
            books.post(deposit(date, 1, amount)).unwrap();
        }
        let found = books.read(|reader| {
            ledger::entries_between(reader, books.cooperative, day("2026-11-01"), day("2026-11-02"))
        });
        let found: Vec<_> =
            found.iter().map(|entry| (entry.id.0, entry.lines[0].amount.0, entry.lines.len())).collect();
        assert_eq!(found, [(2, 2, 2), (4, 4, 2), (3, 3, 2)]);
    });
}
