//! How a membership ends.

use kernel::BookDate;
use members::{Ending, Exit, MemberState, MembersError};

use crate::given::*;

#[test]
fn a_membership_ends_only_when_the_money_is_settled() {
    story(|test| {
        let here = given_a_cooperative_in(test, "19.71.04.1001");
        let member = given_a_member(test, here, "Contoh Melati", "0001").party;
        given_money(test, here, member, 31_100, 50_000);
        given_money(test, here, member, 31_200, 20_000);
        assert_eq!(
            end(test, here, member).unwrap_err().to_string(),
            "Bayarkan dulu simpanan pokok Rp50.000 dan simpanan wajib Rp20.000, lalu catat keanggotaan Bu Contoh \
             Melati berakhir."
        );
        given_money(test, here, member, 31_100, -50_000);
        given_money(test, here, member, 31_200, -20_000);
        given_money(test, here, member, 11_500, -100_000);
        let owing = end(test, here, member).unwrap_err();
        assert!(owing.to_string().starts_with("Terima dulu pelunasan pinjaman Rp100.000, lalu"));
        given_money(test, here, member, 11_500, 100_000);
        let ended = end(test, here, member).unwrap();
        assert_eq!((ended.state, ended.ended_on), (MemberState::Left, Some(day("2026-11-20"))));
        assert_eq!(ended.title(), "anggota 001");
        let again = end(test, here, member).unwrap_err().to_string();
        assert_eq!(again, "Bu Contoh Melati sudah tercatat keluar. Untuk masuk lagi, buat pendaftaran baru.");
    });
}

#[test]
fn a_register_is_counted_as_it_was_on_a_day() {
    story(|test| {
        let here = given_a_cooperative_in(test, "19.71.04.1001");
        let counted = |on: &str| {
            let on = day(on);
            test.db.read_blocking(|reader| members::members_and_applicants(reader, here, on)).unwrap()
        };
        assert_eq!(counted("2026-11-24"), (0, 0), "nobody yet");
        let member = given_a_member(test, here, "Contoh Melati", "0001");
        given_a_member(test, here, "Contoh Kenanga", "0002");
        let (applied, joined) = (member.applied_on, member.active_from.unwrap());
        assert!(applied < joined);
        end(test, here, member.party).unwrap();
        let before = |day: BookDate| day.plus_days(-1).to_string();
        assert_eq!(counted(&before(applied)), (0, 0));
        assert_eq!(counted(&before(joined)), (0, 2));
        assert_eq!(counted("2026-11-19"), (2, 0));
        assert_eq!(counted("2026-11-20"), (1, 0), "gone on the day on which membership ended");
    });
}

#[test]
fn an_exit_has_a_reason_and_a_possible_day() {
    story(|test| {
        let here = given_a_cooperative_in(test, "19.71.04.1001");
        let member = given_a_member(test, here, "Contoh Melati", "0001").party;
        let good = Exit {
            cooperative: here,
            member,
            ending: Ending::Deceased,
            reason: "akta kematian 12/2026".to_owned(),
            date: day("2026-11-20"),
            by: BY,
            at: AT,
        };
        let end = |exit: Exit| test.db.write_blocking(move |tx| members::end_membership(tx, &exit));
        assert_eq!(
            end(Exit { reason: "ya".to_owned(), ..good.clone() }).unwrap_err().field(),
            Some("reason")
        );
        let future = Exit { date: day("2026-11-25"), ..good.clone() };
        assert!(matches!(end(future), Err(MembersError::Future(_))));
        let early = Exit { date: day("2026-01-06"), ..good.clone() };
        assert!(matches!(end(early), Err(MembersError::TooEarly(_))));
        assert_eq!(end(good).unwrap().state, MemberState::Deceased);
    });
}

#[test]
fn an_application_can_be_withdrawn() {
    story(|test| {
        let here = given_a_cooperative_in(test, "19.71.04.1001");
        let applicant = apply(test, application(here, "Contoh Melati", "0001")).unwrap();
        assert_eq!(end(test, here, applicant.party).unwrap().state, MemberState::Left);
        apply(test, application(here, "Contoh Melati", "0001")).unwrap();
    });
}
