//! What lies beside an entry: added later, marked wrong, replaced, excused; never taken away.

use documents::{DocumentError, File, Proof, Proofs, Subject};
use kernel::{DocumentId, EntryId};
use store::testing::{TestDb, on_both_engines};

use crate::given::*;

const ENTRY: EntryId = EntryId(12);

fn entry() -> Subject {
    Subject::entry(ENTRY, None)
}

fn story(tell: impl Fn(&TestDb)) {
    on_both_engines(&[documents::MIGRATIONS], tell);
}

fn attach(test: &TestDb, subject: Subject, file: File, minutes: i64) -> Result<DocumentId, DocumentError> {
    let act = move |tx: &mut store::Tx<'_>| {
        documents::attach(tx, HERE, &subject, (&file, ""), (MARNI, minute(minutes)))
    };
    test.db.write_blocking(act)
}

fn mark(
    test: &TestDb,
    subject: Subject,
    document: DocumentId,
    other: Option<File>,
) -> Result<Option<DocumentId>, DocumentError> {
    let act = move |tx: &mut store::Tx<'_>| {
        let wrong = (document, "Nota bulan lalu", other.as_ref());
        documents::mark_wrong(tx, HERE, &subject, wrong, (JATI, minute(9)))
    };
    test.db.write_blocking(act)
}

fn proof(test: &TestDb, entry: EntryId, voucher: Option<DocumentId>) -> Proof {
    let read = test.db.read_blocking(|reader| Proofs::between(reader, HERE, EntryId(1), EntryId(99)));
    read.unwrap().of(entry, voucher)
}

#[test]
fn proofs_come_later_and_several_lie_beside_one_entry() {
    story(|test| {
        assert_eq!(proof(test, ENTRY, None), Proof::Lacking);
        let first = attach(test, entry(), photo(1), 1).unwrap();
        let letter = File::check("rekening koran.pdf", Paper::letter(2, "").with_table()).unwrap();
        let second = attach(test, entry(), letter, 2).unwrap();
        assert_eq!(proof(test, ENTRY, None), Proof::There);
        assert_eq!(proof(test, EntryId(13), None), Proof::Lacking);
        let files = test.db.read_blocking(|reader| documents::attached(reader, HERE, &entry())).unwrap();
        let ids: Vec<DocumentId> = files.iter().map(|file| file.document.id).collect();
        assert_eq!(ids, [first, second]);
        assert_eq!((files[1].by, files[1].at, files[1].document.pages), (MARNI, minute(2), Some(2)));
        assert!(matches!(attach(test, entry(), photo(1), 3), Err(DocumentError::AlreadyThere)));
        let elsewhere = Subject::entry(EntryId(13), None);
        attach(test, elsewhere, photo(1), 3).unwrap();
    });
}

#[test]
fn a_wrong_proof_stays_to_be_seen_and_counts_no_more() {
    story(|test| {
        let first = attach(test, entry(), photo(1), 1).unwrap();
        let short = Subject::entry(ENTRY, None);
        let act = move |tx: &mut store::Tx<'_>| {
            documents::mark_wrong(tx, HERE, &short, (first, "x", None), (JATI, minute(9)))
        };
        assert!(matches!(test.db.write_blocking(act), Err(DocumentError::Reason)));
        assert_eq!(mark(test, entry(), first, None).unwrap(), None);
        assert_eq!(proof(test, ENTRY, None), Proof::Lacking);
        assert!(matches!(mark(test, entry(), first, None), Err(DocumentError::NotHere)));
        let second = attach(test, entry(), photo(2), 10).unwrap();
        let third = mark(test, entry(), second, Some(photo(3))).unwrap().unwrap();
        assert_eq!(proof(test, ENTRY, None), Proof::There);
        let files = test.db.read_blocking(|reader| documents::attached(reader, HERE, &entry())).unwrap();
        assert_eq!(files.len(), 3);
        let wrong = files[1].wrong.clone().unwrap();
        assert_eq!(
            (wrong.reason.as_str(), wrong.by, wrong.replaced_by),
            ("Nota bulan lalu", JATI, Some(third))
        );
        assert_eq!(files[2].wrong, None);
        // The picture that was wrong once may be right after all.
        attach(test, entry(), photo(1), 12).unwrap();
    });
}

#[test]
fn the_photo_of_the_act_is_one_of_them() {
    story(|test| {
        let kept = test.db.write_blocking(|tx| documents::keep_file(tx, HERE, &photo(1), MARNI, minute(0)));
        let kept = kept.unwrap();
        let voucher = Some(kept);
        let with_act = || Subject::entry(ENTRY, voucher);
        assert_eq!(proof(test, ENTRY, voucher), Proof::There);
        let files = test.db.read_blocking(|reader| documents::attached(reader, HERE, &with_act())).unwrap();
        assert_eq!((files.len(), files[0].with_act, files[0].by), (1, true, MARNI));
        assert!(matches!(attach(test, with_act(), photo(1), 1), Err(DocumentError::AlreadyThere)));
        mark(test, with_act(), kept, None).unwrap();
        assert_eq!(proof(test, ENTRY, voucher), Proof::Lacking);
        assert_eq!(proof(test, EntryId(13), voucher), Proof::There, "marked at one entry alone");
        attach(test, with_act(), photo(2), 2).unwrap();
        assert_eq!(proof(test, ENTRY, voucher), Proof::There);
    });
}

#[test]
fn where_there_is_no_paper_the_reason_is_kept() {
    story(|test| {
        let excuse = |reason: &'static str| {
            let act = move |tx: &mut store::Tx<'_>| {
                documents::excuse(tx, HERE, &entry(), reason, (MARNI, minute(1)))
            };
            test.db.write_blocking(act)
        };
        assert!(matches!(excuse("  ok "), Err(DocumentError::Reason)));
        excuse("Biaya admin bank, lihat rekening koran").unwrap();
        assert_eq!(proof(test, ENTRY, None), Proof::Excused);
        let absence = || test.db.read_blocking(|reader| documents::absence(reader, HERE, &entry())).unwrap();
        let noted = absence().unwrap();
        assert_eq!((noted.reason.as_str(), noted.by), ("Biaya admin bank, lihat rekening koran", MARNI));
        let back =
            |tx: &mut store::Tx<'_>| documents::take_back_excuse(tx, HERE, &entry(), (JATI, minute(2)));
        test.db.write_blocking(back).unwrap();
        assert_eq!((proof(test, ENTRY, None), absence()), (Proof::Lacking, None));
        excuse("Nota hilang, dibuat pernyataan").unwrap();
        attach(test, entry(), photo(4), 5).unwrap();
        assert_eq!(proof(test, ENTRY, None), Proof::There, "a proof is more than a reason");
    });
}

#[test]
fn twenty_files_stand_and_no_more() {
    story(|test| {
        let first = attach(test, entry(), photo(0), 0).unwrap();
        for shade in 1..20 {
            attach(test, entry(), photo(shade), 0).unwrap();
        }
        assert!(matches!(attach(test, entry(), photo(99), 1), Err(DocumentError::TooMany)));
        mark(test, entry(), first, None).unwrap();
        attach(test, entry(), photo(99), 1).unwrap();
    });
}

#[test]
fn a_step_has_files_of_its_own() {
    story(|test| {
        let deed = || Subject::named("formation.akta", None);
        let act = move |tx: &mut store::Tx<'_>| {
            documents::attach(tx, HERE, &deed(), (&photo(1), "Halaman depan"), (MARNI, minute(1)))
        };
        test.db.write_blocking(act).unwrap();
        attach(test, Subject::named("formations.x", None), photo(2), 1).unwrap();
        let under = test.db.read_blocking(|reader| documents::attached_under(reader, HERE, "formation."));
        let under = under.unwrap();
        assert_eq!(under.keys().collect::<Vec<_>>(), ["formation.akta"]);
        assert_eq!(under["formation.akta"][0].caption, "Halaman depan");
        let long = move |tx: &mut store::Tx<'_>| {
            documents::attach(tx, HERE, &deed(), (&photo(3), "x".repeat(81).as_str()), (MARNI, minute(1)))
        };
        assert!(matches!(test.db.write_blocking(long), Err(DocumentError::Caption)));
    });
}
