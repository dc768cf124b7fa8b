//! A mistake is taken back by a second person.

use cashbook::{CashbookError, RequestState};
use kernel::UserId;
use ledger::LedgerError;
use store::testing::TestDb;

use crate::given::{CHAIR, COOPERATIVE, NOW, TREASURER, balance, on_fresh_books, record, recorded};

fn asked(test: &TestDb, reason: &'static str) -> Result<i64, CashbookError> {
    test.db.write_blocking(move |tx| {
        cashbook::request_reversal(tx, COOPERATIVE, kernel::EntryId(1), reason, TREASURER, NOW)
    })
}

fn approved(test: &TestDb, id: i64, by: UserId) -> Result<cashbook::Recorded, CashbookError> {
    test.db.write_blocking(move |tx| cashbook::approve_reversal(tx, COOPERATIVE, id, by, NOW))
}

#[test]
fn the_one_who_asks_cannot_approve_and_another_can() {
    on_fresh_books(|test| {
        recorded(test, "terima-hibah", record(90_000)).expect("a grant");
        let id = asked(test, "Salah ketik jumlah").expect("a request");
        assert_eq!(
            approved(test, id, TREASURER).expect_err("the same person").to_string(),
            CashbookError::SamePerson.to_string()
        );
        assert_eq!(balance(test, 11_100, None), 90_000, "nothing was taken back");
        approved(test, id, CHAIR).expect("a second person");
        assert_eq!(balance(test, 11_100, None), 0);
        let request = test
            .db
            .read_blocking(|reader| cashbook::reversal_request(reader, COOPERATIVE, id))
            .expect("a read")
            .expect("the request");
        assert_eq!((request.state, request.decided_by), (RequestState::Approved, Some(CHAIR)));
    });
}

#[test]
fn a_request_needs_a_reason_and_is_made_and_decided_once() {
    on_fresh_books(|test| {
        recorded(test, "terima-hibah", record(90_000)).expect("a grant");
        assert!(matches!(asked(test, "x"), Err(CashbookError::Ledger(LedgerError::Reason))));
        let id = asked(test, "Salah ketik jumlah").expect("a request");
        assert!(matches!(asked(test, "Salah ketik lagi"), Err(CashbookError::RequestWaiting)));
        approved(test, id, CHAIR).expect("a second person");
        assert!(matches!(approved(test, id, CHAIR), Err(CashbookError::RequestGone)));
        assert!(matches!(
            asked(test, "Sekali lagi"),
            Err(CashbookError::Ledger(LedgerError::AlreadyReversed))
        ));
        assert_eq!(balance(test, 11_100, None), 0);
    });
}

#[test]
fn a_refused_request_leaves_the_entry_standing() {
    on_fresh_books(|test| {
        recorded(test, "terima-hibah", record(90_000)).expect("a grant");
        let id = asked(test, "Salah ketik jumlah").expect("a request");
        test.db
            .write_blocking(move |tx| {
                cashbook::refuse_reversal(tx, COOPERATIVE, id, "Sudah benar", CHAIR, NOW)
            })
            .expect("a decision");
        assert_eq!(balance(test, 11_100, None), 90_000);
        let waiting = test.db.read_blocking(|reader| cashbook::waiting_reversals(reader, COOPERATIVE));
        assert!(waiting.expect("a read").is_empty());
    });
}
