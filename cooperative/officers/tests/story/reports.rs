//! Where a change must be reported, and by when.

use kernel::Timestamp;
use officers::{Office, OfficersError, ReportDue, Reported, Sex};
use store::testing::TestDb;

use crate::given::*;

fn due(test: &TestDb, today: &str) -> Vec<ReportDue> {
    let today = day(today);
    test.db.read_blocking(move |reader| officers::reports_due(reader, HERE, today)).unwrap()
}

fn report(
    test: &TestDb,
    changed_on: &str,
    code: &str,
    done_on: &str,
    at: Timestamp,
) -> Result<(), OfficersError> {
    let reported = Reported {
        cooperative: HERE,
        changed_on: day(changed_on),
        report: code.to_owned(),
        done_on: day(done_on),
        number: " AHU-AH.01.09-1 ".to_owned(),
        by: BY,
        at,
    };
    test.db.write_blocking(move |tx| officers::mark_reported(tx, &reported))
}

#[test]
fn the_first_officers_stand_in_the_deed_and_every_change_is_reported() {
    story(|test| {
        given_full_house(test);
        assert_eq!(due(test, TODAY), []);
        given_lurah(test, "Bu Contoh Lurah Baru", "2026-11-02").unwrap();
        let all = due(test, TODAY);
        let dates: Vec<(&str, String)> = all.iter().map(|r| (r.code.as_str(), r.due.to_string())).collect();
        assert_eq!(dates[0], ("bank", "2026-11-09".to_owned()));
        assert_eq!(dates[3], ("ahu", "2026-12-02".to_owned()));
        assert_eq!(
            all.iter().map(|report| report.is_late).collect::<Vec<_>>(),
            [true, true, true, false, false, false]
        );
        assert_eq!(
            all[0].change,
            "Pak Contoh Lurah berhenti sebagai ketua pengawas; Bu Contoh Lurah Baru menjadi ketua pengawas"
        );
        assert_eq!(due(test, "2026-11-01"), [], "not before it happened");
    });
}

#[test]
fn a_report_is_marked_and_is_due_again_when_the_change_grows() {
    story(|test| {
        given_full_house(test);
        given_lurah(test, "Bu Contoh Lurah Baru", "2026-11-02").unwrap();
        let later = Timestamp(AT.0 + 1);
        report(test, "2026-11-02", "ahu", "2026-11-20", later).unwrap();
        let ahu = |test: &TestDb| due(test, TODAY).into_iter().find(|report| report.code == "ahu").unwrap();
        assert_eq!(
            (ahu(test).done_on, ahu(test).number.as_str()),
            (Some(day("2026-11-20")), "AHU-AH.01.09-1")
        );
        let waru = seats(test).into_iter().find(|seat| seat.person.name == "Pak Contoh Waru").unwrap();
        let leaving = officers::Leaving {
            cooperative: HERE,
            term: waru.term,
            on: day("2026-11-02"),
            reason: "Mengundurkan diri".to_owned(),
            by: BY,
            at: Timestamp(AT.0 + 2),
        };
        test.db.write_blocking(move |tx| officers::end_term(tx, &leaving)).unwrap();
        assert_eq!(ahu(test).done_on, None, "what was reported did not say it all");
        report(test, "2026-11-02", "ahu", "2026-11-24", Timestamp(AT.0 + 3)).unwrap();
        assert_eq!(ahu(test).done_on, Some(day("2026-11-24")));
    });
}

#[test]
fn only_what_is_due_is_marked() {
    story(|test| {
        given(test, "Pak Contoh Bakau", Sex::Male, Office::Chair, "2025-06-01");
        assert_eq!(
            report(test, "2025-06-01", "ahu", "2025-06-02", AT).unwrap_err(),
            OfficersError::NoSuchReport
        );
        given(test, "Bu Contoh Melati", Sex::Female, Office::Treasurer, "2026-01-05");
        assert_eq!(
            report(test, "2026-01-05", "kua", "2026-01-06", AT).unwrap_err(),
            OfficersError::NoSuchReport
        );
        assert_eq!(
            report(test, "2026-01-05", "ahu", "2026-01-04", AT).unwrap_err(),
            OfficersError::ReportDate
        );
        assert_eq!(
            report(test, "2026-01-05", "ahu", "2026-12-04", AT).unwrap_err(),
            OfficersError::ReportDate
        );
        report(test, "2026-01-05", "ahu", "2026-01-05", AT).unwrap();
    });
}
