//! From application to membership.

use members::{Domicile, MemberFilter, MemberState, MembersError, counts_by_state, list, member};

use crate::given::*;

#[test]
fn an_applicant_becomes_a_member_with_the_next_number() {
    story(|test| {
        let here = given_a_cooperative_in(test, "19.71.04.1001");
        let applicant = apply(test, application(here, "  Contoh   Melati ", "0001")).unwrap();
        assert_eq!((applicant.state, applicant.number), (MemberState::Applicant, None));
        assert_eq!(
            (applicant.title(), applicant.called()),
            ("calon anggota".to_owned(), "Bu Contoh Melati".to_owned())
        );
        assert_eq!(applicant.birth_date.to_string(), "1990-03-05");
        let verified = verify(test, here, applicant.party, "").unwrap();
        assert_eq!((verified.state, verified.number), (MemberState::Verified, None));
        let first = activate(test, here, applicant.party).unwrap();
        assert_eq!((first.state, first.title()), (MemberState::Active, "anggota 001".to_owned()));
        assert_eq!(first.active_from, Some(day("2026-01-07")));
        let second = given_a_member(test, here, "Contoh Kenanga", "0002");
        assert_eq!(second.number, Some(2));
        let elsewhere = given_a_cooperative_in(test, "19.71.04.1002");
        assert_eq!(given_a_member(test, elsewhere, "Contoh Bakau", "0003").number, Some(1));
    });
}

#[test]
fn nobody_becomes_a_member_unverified_or_twice() {
    story(|test| {
        let here = given_a_cooperative_in(test, "19.71.04.1001");
        let applicant = apply(test, application(here, "Contoh Melati", "0001")).unwrap();
        let early = activate(test, here, applicant.party).unwrap_err();
        assert_eq!(early.to_string(), "Periksa dan terima dulu pendaftaran Bu Contoh Melati.");
        verify(test, here, applicant.party, "").unwrap();
        assert!(matches!(verify(test, here, applicant.party, ""), Err(MembersError::WrongState { .. })));
        activate(test, here, applicant.party).unwrap();
        assert!(matches!(activate(test, here, applicant.party), Err(MembersError::WrongState { .. })));
        let nobody = verify(test, here, kernel::PartyId(99), "");
        assert!(matches!(nobody, Err(MembersError::NoSuchMember)));
    });
}

#[test]
fn a_nik_is_in_one_register_at_a_time() {
    story(|test| {
        let here = given_a_cooperative_in(test, "19.71.04.1001");
        let there = given_a_cooperative_in(test, "19.71.04.1002");
        let member = given_a_member(test, here, "Contoh Melati", "0001");
        let again = apply(test, application(here, "Contoh Melati", "0001")).unwrap_err();
        assert!(matches!(again, MembersError::NikHere));
        assert_eq!(again.field(), Some("nik"));
        let abroad = apply(test, application(there, "Contoh Melati", "0001")).unwrap_err();
        assert!(matches!(abroad, MembersError::NikElsewhere));
        end(test, here, member.party).unwrap();
        let back = apply(test, application(there, "Contoh Melati", "0001")).unwrap();
        assert_eq!(back.state, MemberState::Applicant);
        assert!(matches!(
            apply(test, application(here, "Contoh Melati", "0001")),
            Err(MembersError::NikElsewhere)
        ));
        // A refusal gives its number back: numbers have no gaps.
        assert_eq!(
            apply(test, application(there, "Contoh Bakau", "0002")).unwrap().party.0,
            back.party.0 + 1
        );
    });
}

#[test]
fn an_older_register_keeps_its_numbers() {
    story(|test| {
        let here = given_a_cooperative_in(test, "19.71.04.1001");
        let verified = |name: &str, last: &str| {
            let party = apply(test, application(here, name, last)).unwrap().party;
            verify(test, here, party, "").unwrap().party
        };
        let old = activate_as(test, here, verified("Contoh Melati", "0001"), Some(2)).unwrap();
        assert_eq!(old.title(), "anggota 002");
        let other = verified("Contoh Kenanga", "0002");
        for taken in [2, 0] {
            let refused = activate_as(test, here, other, Some(taken)).unwrap_err();
            assert_eq!(refused.field(), Some("number"));
        }
        assert_eq!(activate(test, here, other).unwrap().number, Some(1));
        assert_eq!(activate(test, here, verified("Contoh Bakau", "0003")).unwrap().number, Some(3));
    });
}

#[test]
fn two_programs_on_one_database_cannot_claim_a_nik_at_once() {
    story(|test| {
        let villages = ["19.71.04.1001", "19.71.04.1002"];
        let [here, there] = villages.map(|village| given_a_cooperative_in(test, village));
        let other = store::Db::open(&test.location, false).unwrap();
        for n in 1..20 {
            let last = format!("{n:04}");
            let (mine, theirs) = (application(here, "Contoh", &last), application(there, "Contoh", &last));
            let (first, second) = std::thread::scope(|scope| {
                let first = scope.spawn(|| apply(test, mine).is_ok());
                let second = other.write_blocking(move |tx| members::apply(tx, &KEYS, &theirs)).is_ok();
                (first.join().unwrap(), second)
            });
            assert!(first != second, "one of them has it");
        }
    });
}

#[test]
fn two_cooperatives_cannot_claim_a_nik_at_once() {
    story(|test| {
        let villages = ["19.71.04.1001", "19.71.04.1002", "19.71.04.1005", "19.71.04.1006"];
        let cooperatives = villages.map(|village| given_a_cooperative_in(test, village));
        let taken: usize = std::thread::scope(|scope| {
            let tries = cooperatives.map(|cooperative| {
                scope.spawn(move || apply(test, application(cooperative, "Contoh Melati", "0001")).is_ok())
            });
            tries.into_iter().map(|attempt| usize::from(attempt.join().unwrap())).sum()
        });
        assert_eq!(taken, 1);
    });
}

#[test]
fn another_district_in_the_nik_is_noted_and_another_village_needs_a_proof() {
    story(|test| {
        let here = given_a_cooperative_in(test, "19.71.03.1004");
        let moved = apply(test, application(here, "Contoh Melati", "0001")).unwrap();
        assert_eq!(moved.domicile(region("19.71.03.1004")), Domicile::NikElsewhere(region("19.71.04")));
        let moved = verify(test, here, moved.party, "").unwrap();
        assert_eq!(moved.domicile_note.as_deref(), Some("NIK terbit di wilayah 19.71.04"));

        let ktp = Some(region("19.71.04.1001"));
        let away =
            apply(test, members::Application { region: ktp, ..application(here, "Contoh Bakau", "0002") })
                .unwrap();
        let refused = verify(test, here, away.party, " ").unwrap_err();
        assert_eq!(refused.field(), Some("domicile_note"));
        let away = verify(test, here, away.party, "Surat RT 02 nomor 12/2026").unwrap();
        assert_eq!(away.domicile_note.as_deref(), Some("Surat RT 02 nomor 12/2026"));
    });
}

#[test]
fn a_fault_in_a_field_is_named() {
    story(|test| {
        let here = given_a_cooperative_in(test, "19.71.04.1001");
        let good = || application(here, "Contoh Melati", "0001");
        let field = |application| apply(test, application).unwrap_err().field();
        assert_eq!(field(members::Application { name: " ".to_owned(), ..good() }), Some("name"));
        assert_eq!(field(members::Application { address: String::new(), ..good() }), Some("address"));
        assert_eq!(field(members::Application { phone: "12".to_owned(), ..good() }), Some("phone"));
        assert_eq!(field(members::Application { region: Some(region("19.71")), ..good() }), Some("region"));
        assert_eq!(field(members::Application { date: day("2026-11-25"), ..good() }), Some("date"));
        let nowhere = members::Application { cooperative: kernel::CooperativeId(77), ..good() };
        assert!(matches!(apply(test, nowhere), Err(MembersError::NoSuchCooperative)));
        assert_eq!(apply(test, good()).unwrap().party.0, 1);
    });
}

#[test]
fn the_register_is_searched_counted_and_paged() {
    story(|test| {
        let here = given_a_cooperative_in(test, "19.71.04.1001");
        given_a_member(test, here, "Contoh Melati", "0001");
        given_a_member(test, here, "Nur'aini", "0002");
        for n in 3..60 {
            apply(test, application(here, &format!("Calon {n}"), &format!("{n:04}"))).unwrap();
        }
        test.db
            .read_blocking(|reader| {
                let names = |page: members::MemberPage| -> Vec<String> {
                    page.members.into_iter().map(|member| member.name).collect()
                };
                let of = |text: &str, state, page| MemberFilter { state, text: text.to_owned(), page };
                let found = list(reader, here, &of("nuraini", None, 1))?;
                assert_eq!((found.total, names(found)), (1, vec!["Nur'aini".to_owned()]));
                assert_eq!(names(list(reader, here, &of("anggota 001", None, 1))?), ["Contoh Melati"]);
                assert_eq!(list(reader, here, &of("", Some(MemberState::Applicant), 1))?.total, 57);
                let second = list(reader, here, &of("", None, 2))?;
                assert_eq!((second.total, second.members.len()), (59, 9));
                assert_eq!(list(reader, here, &of("", None, 0))?.members.len(), 50);
                let counts = counts_by_state(reader, here)?;
                assert_eq!(counts[&MemberState::Active], 2);
                assert_eq!(counts[&MemberState::Dismissed], 0);
                assert_eq!(members::active(reader, here)?.len(), 2);
                assert_eq!(member(reader, here, kernel::PartyId(99))?, None);
                Ok::<_, MembersError>(())
            })
            .unwrap();
    });
}
