//! Visits written without signal: sent twice they are there once, edited apart nothing is lost.

use mentoring::{MentoringError, NewVisit, Standing, settle, visits};

use crate::given::*;

#[test]
fn a_visit_that_is_sent_twice_is_there_once() {
    story(|test| {
        let here = given_a_cooperative(test, PINTU_AIR, "Pintu Air");
        let mut sent = visit("kunjungan-01", "2026-11-20", "Kas cocok.");
        sent.actions = vec![agreed("tindak-001", "Tutup bulan Oktober", "2026-11-30")];
        let first = recorded(test, here, &sent, by(BUDI));
        // The answer was lost: the phone sends it again, under whatever command.
        let again = recorded(test, here, &sent, by(BUDI));
        assert_eq!((first, first.revision, first.conflict), (again, 1, false));
        let kept = test.db.read_blocking(|reader| visits(reader, here)).unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!((kept[0].versions, kept[0].current.findings.as_str()), (1, "Kas cocok."));
        assert_eq!(kept[0].current.place, Some((-2_129_000, 106_113_000)));
        assert_eq!(kept[0].current.span.0.unwrap().0, 1_795_480_000_000_000);
        assert_eq!(test.db.read_blocking(|reader| mentoring::actions(reader, here)).unwrap().len(), 1);
        // Another cooperative's visit of the same key is another visit.
        let there = given_a_cooperative(test, OPAS, "Opas Indah");
        recorded(test, there, &sent, by(BUDI));
        assert_eq!(test.db.read_blocking(|reader| visits(reader, here)).unwrap().len(), 1);
    });
}

#[test]
fn who_knows_the_version_that_counts_takes_its_place() {
    story(|test| {
        let here = given_a_cooperative(test, PINTU_AIR, "Pintu Air");
        recorded(test, here, &visit("kunjungan-01", "2026-11-20", "Kas cocok."), by(BUDI));
        let better =
            NewVisit { base: 1, ..visit("kunjungan-01", "2026-11-20", "Kas cocok, laci belum dihitung.") };
        let kept = recorded(test, here, &better, by(SARI));
        assert_eq!((kept.revision, kept.conflict), (2, false));
        let kept = test.db.read_blocking(|reader| visits(reader, here)).unwrap().remove(0);
        assert_eq!((kept.current.revision, kept.current.mentor), (2, SARI));
        assert!(kept.conflicts.is_empty());
        // The first one comes once more, late: it is known, and changes nothing.
        let late = recorded(test, here, &visit("kunjungan-01", "2026-11-20", "Kas cocok."), by(BUDI));
        assert_eq!((late.revision, late.conflict), (1, false));
        assert_eq!(test.db.read_blocking(|reader| visits(reader, here)).unwrap()[0].versions, 2);
    });
}

#[test]
fn two_mentors_who_edit_one_visit_apart_lose_nothing_and_one_of_them_chooses() {
    story(|test| {
        let here = given_a_cooperative(test, PINTU_AIR, "Pintu Air");
        let first = recorded(test, here, &visit("kunjungan-01", "2026-11-20", "Kas cocok."), by(BUDI));
        let edit = |words| NewVisit { base: 1, ..visit("kunjungan-01", "2026-11-20", words) };
        recorded(test, here, &edit("Kata Budi."), by(BUDI));
        let mut of_sari = edit("Kata Sari.");
        of_sari.actions = vec![agreed("tindak-002", "Hitung laci", "2026-11-27")];
        let second = recorded(test, here, &of_sari, by(SARI));
        assert_eq!((second.revision, second.conflict), (3, true));
        let kept = test.db.read_blocking(|reader| visits(reader, here)).unwrap().remove(0);
        assert_eq!(kept.current.findings, "Kata Budi.");
        assert_eq!((kept.conflicts.len(), kept.conflicts[0].standing), (1, Standing::Conflict));
        assert_eq!(kept.conflicts[0].findings, "Kata Sari.");
        // What was agreed stands, whichever version is taken.
        assert_eq!(test.db.read_blocking(|reader| mentoring::actions(reader, here)).unwrap().len(), 1);

        let choose = |chosen: i64, words: &'static str| {
            test.db.write_blocking(move |tx| settle(tx, here, first.visit, (chosen, words), by(SARI)))
        };
        assert!(matches!(choose(1, "x"), Err(MentoringError::NoSuchRevision)), "an old version is no choice");
        assert!(matches!(choose(3, " "), Err(MentoringError::Missing { .. })));
        assert_eq!(choose(3, "Kata Budi. Kata Sari.").unwrap().revision, 4);
        let kept = test.db.read_blocking(|reader| visits(reader, here)).unwrap().remove(0);
        assert_eq!(kept.current.findings, "Kata Budi. Kata Sari.");
        assert!(kept.conflicts.is_empty());
        assert_eq!(kept.versions, 4, "all that was sent is still there");
        assert!(matches!(choose(3, "x"), Err(MentoringError::NoSuchRevision)), "nothing is left to choose");
    });
}

#[test]
fn what_cannot_be_is_refused_with_a_sentence() {
    story(|test| {
        let here = given_a_cooperative(test, PINTU_AIR, "Pintu Air");
        let refuse = |new: NewVisit| {
            let act = move |tx: &mut store::Tx<'_>| mentoring::record_visit(tx, here, &new, by(BUDI));
            test.db.write_blocking(act).unwrap_err()
        };
        let good = visit("kunjungan-01", "2026-11-20", "Kas cocok.");
        let tomorrow = NewVisit { date: day("2026-11-25"), ..good.clone() };
        assert!(matches!(refuse(tomorrow), MentoringError::VisitTomorrow));
        let nowhere = NewVisit { latitude: Some(91_000_000), ..good.clone() };
        assert!(matches!(refuse(nowhere), MentoringError::NoSuchPlace));
        let silent = NewVisit { findings: "  ".to_owned(), ..good.clone() };
        assert_eq!(refuse(silent).to_string(), "Isi temuan dahulu, lalu kirim lagi.");
        let past = NewVisit { actions: vec![agreed("tindak-001", "x", "2026-11-19")], ..good };
        assert!(matches!(refuse(past), MentoringError::DueBeforeVisit));
        assert!(test.db.read_blocking(|reader| visits(reader, here)).unwrap().is_empty());
    });
}
