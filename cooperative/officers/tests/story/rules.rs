//! What the checks find; a break is shown, and may be accepted.

use kernel::{BirthDate, BookDate, Timestamp};
use officers::{
    Acceptance, Kinship, NewPerson, Office, OfficersError, Outcome, Parameters, Person, PersonId, Relation,
    Roster, Seat, Sex, TermId, Who, check,
};
use proptest::prelude::*;

use crate::given::*;

fn accept(
    test: &store::testing::TestDb,
    code: &str,
    subject: &str,
    until: &str,
) -> Result<(), OfficersError> {
    let acceptance = Acceptance {
        code: code.to_owned(),
        subject: subject.to_owned(),
        reason: "Rapat anggota berikutnya memilih gantinya".to_owned(),
        until: day(until),
        by: BY,
        at: AT,
    };
    test.db.write_blocking(move |tx| officers::accept_break(tx, HERE, &acceptance, day(TODAY)))
}

fn relate(test: &store::testing::TestDb, one: &str, relation: Relation, other: &str) {
    let kinship = Kinship { person: id(test, one), relative: id(test, other), relation };
    test.db.write_blocking(move |tx| officers::relate(tx, HERE, kinship, (BY, AT))).unwrap();
}

#[test]
fn an_empty_cooperative_lacks_everything() {
    story(|test| {
        let codes = broken(test, TODAY);
        assert_eq!(codes, ["pengurus_count", "pengawas_count", "pengurus_offices", "supervisor_chair"]);
    });
}

#[test]
fn four_officers_are_too_few_and_even() {
    story(|test| {
        given_full_house(test);
        let waru = seats(test).into_iter().find(|seat| seat.person.name == "Pak Contoh Waru").unwrap();
        leave(test, waru.term, "2026-11-01", "Pindah ke luar kota").unwrap();
        assert_eq!(broken(test, TODAY), ["pengurus_count", "pengurus_odd", "pengurus_offices"]);
        assert!(findings(test, TODAY).iter().any(|f| f.sentence.contains("wakil ketua bidang keanggotaan")));
        assert_eq!(broken(test, "2026-10-31"), Vec::<&str>::new(), "what was right stays right");
    });
}

#[test]
fn kin_are_found_across_both_bodies_and_through_marriage() {
    story(|test| {
        given_full_house(test);
        relate(test, "Pak Contoh Bakau", Relation::Sibling, "Pak Contoh Jati");
        assert_eq!(broken(test, TODAY), Vec::<&str>::new(), "siblings are the second degree");
        relate(test, "Bu Contoh Seroja", Relation::Spouse, "Pak Contoh Bakau");
        relate(test, "Pak Contoh Nipah", Relation::Parent, "Bu Contoh Seroja");
        assert_eq!(broken(test, TODAY), ["kin", "kin", "kin"], "wife, her father, and his father-in-law");
        let (one, other) = (id(test, "Pak Contoh Nipah"), id(test, "Bu Contoh Seroja"));
        test.db.write_blocking(move |tx| officers::unrelate(tx, HERE, one, other)).unwrap();
        assert_eq!(broken(test, TODAY), ["kin"]);
        let same = Kinship { person: one, relative: one, relation: Relation::Parent };
        let refused = test.db.write_blocking(move |tx| officers::relate(tx, HERE, same, (BY, AT)));
        assert_eq!(refused.unwrap_err(), OfficersError::SamePerson);
    });
}

#[test]
fn one_person_has_one_office_and_a_village_leader_none() {
    story(|test| {
        given_full_house(test);
        let melati = id(test, "Bu Contoh Melati");
        appoint(test, appointment(Who::Known(melati), Office::Supervisor, "2026-01-01")).unwrap();
        let head = NewPerson { village_leader: true, ..newcomer("Pak Contoh Sekdes", Sex::Male) };
        appoint(test, appointment(Who::New(head), Office::Supervisor, "2026-01-01")).unwrap();
        assert_eq!(broken(test, TODAY), ["one_office", "village_leader"]);
    });
}

#[test]
fn terms_end_and_are_not_too_long() {
    story(|test| {
        given_full_house(test);
        let late = broken(test, "2030-06-02");
        assert_eq!(late, ["term"; 8], "all eight terms are over");
        let long = officers::Appointment {
            until: day("2032-01-01"),
            ..appointment(Who::New(newcomer("Pak Contoh Lama", Sex::Male)), Office::Supervisor, "2026-01-01")
        };
        appoint(test, long).unwrap();
        assert_eq!(broken(test, TODAY), ["pengawas_odd", "term"]);
    });
}

#[test]
fn an_unknown_age_is_no_break() {
    story(|test| {
        let person = NewPerson { birth: None, ..newcomer("Pak Contoh Bakau", Sex::Male) };
        appoint(test, appointment(Who::New(person), Office::Chair, "2025-06-01")).unwrap();
        let young = NewPerson {
            birth: BirthDate::parse("2010-01-01").ok(),
            ..newcomer("Bu Contoh Muda", Sex::Female)
        };
        appoint(test, appointment(Who::New(young), Office::Secretary, "2025-06-01")).unwrap();
        let ages: Vec<Outcome> =
            findings(test, TODAY).iter().filter(|f| f.code == "age").map(|f| f.outcome).collect();
        assert_eq!(ages, [Outcome::Unknown, Outcome::Broken]);
        let other = NewPerson { birth: None, ..newcomer("Pak Contoh Jati", Sex::Male) };
        appoint(test, appointment(Who::New(other), Office::Treasurer, "2025-06-01")).unwrap();
        let unknown: Vec<String> = findings(test, TODAY)
            .into_iter()
            .filter(|finding| finding.outcome == Outcome::Unknown)
            .map(|finding| finding.sentence)
            .collect();
        assert_eq!(
            unknown,
            ["Umur belum bisa diperiksa, tanggal lahir belum diisi: Pak Contoh Bakau, Pak Contoh Jati."],
            "one line for all"
        );
    });
}

#[test]
fn one_person_written_down_twice_still_has_two_offices() {
    story(|test| {
        let found = |test: &store::testing::TestDb| {
            findings(test, TODAY).iter().find(|f| f.code == "one_person").map(|f| f.outcome)
        };
        let here = newcomer("Bu Contoh Marni", Sex::Female);
        appoint(test, appointment(Who::New(here.clone()), Office::Treasurer, "2025-06-01")).unwrap();
        let other = NewPerson { birth: BirthDate::parse("1961-03-04").ok(), ..here.clone() };
        appoint(test, appointment(Who::New(other), Office::Secretary, "2025-06-01")).unwrap();
        assert_eq!(found(test), None, "born on another day: somebody else");
        let again = NewPerson { name: "bu contoh  MARNI".to_owned(), ..here.clone() };
        appoint(test, appointment(Who::New(again), Office::Supervisor, "2025-06-01")).unwrap();
        assert_eq!(found(test), Some(Outcome::Broken));
    });
    story(|test| {
        let unknown = NewPerson { birth: None, ..newcomer("Bu Contoh Marni", Sex::Female) };
        for office in [Office::Treasurer, Office::Supervisor] {
            appoint(test, appointment(Who::New(unknown.clone()), office, "2025-06-01")).unwrap();
        }
        let found = findings(test, TODAY).into_iter().find(|f| f.code == "one_person").unwrap();
        assert_eq!(found.outcome, Outcome::Unknown, "their birth dates would tell");
    });
}

#[test]
fn an_accepted_break_is_still_shown_and_only_until_its_day() {
    story(|test| {
        given_full_house(test);
        assert_eq!(accept(test, "women", "", "2027-01-31").unwrap_err(), OfficersError::NothingToAccept);
        relate(test, "Bu Contoh Seroja", Relation::Spouse, "Pak Contoh Bakau");
        let subject = findings(test, TODAY).into_iter().find(|f| f.code == "kin").unwrap().subject;
        assert_eq!(accept(test, "kin", &subject, "2026-11-23").unwrap_err(), OfficersError::AcceptUntil);
        accept(test, "kin", &subject, "2027-01-31").unwrap();
        let at = |on: &str| {
            let kin = findings(test, on).into_iter().find(|f| f.code == "kin").unwrap();
            (kin.is_broken(), kin.is_open(), kin.accepted.map(|accepted| accepted.reason))
        };
        let reason = Some("Rapat anggota berikutnya memilih gantinya".to_owned());
        assert_eq!(at(TODAY), (true, false, reason));
        assert_eq!(at("2027-02-01"), (true, true, None));
    });
}

const OFFICES: [Office; 9] = Office::ALL;

/// A body of people with made-up terms, the same person perhaps twice.
fn any_roster() -> impl Strategy<Value = Roster> {
    let seat = (0..12_i64, 0..9_usize, any::<bool>(), any::<bool>(), 1950..2012_i64, any::<bool>());
    let kin = (0..12_i64, 0..12_i64, 0..6_usize);
    (prop::collection::vec(seat, 0..14), prop::collection::vec(kin, 0..8)).prop_map(|(seats, kin)| {
        let seats =
            seats.into_iter().enumerate().map(|(n, (who, office, woman, leader, born, ended))| Seat {
                term: TermId(i64::try_from(n).unwrap()),
                person: Person {
                    id: PersonId(who),
                    name: format!("Contoh {who}"),
                    sex: if woman { Sex::Female } else { Sex::Male },
                    birth: BirthDate::new(born, 1, 1),
                    phone: None,
                    village_leader: leader,
                },
                office: OFFICES[office],
                since: day("2025-06-01"),
                until: day("2030-06-01"),
                ex_officio: OFFICES[office] == Office::SupervisorChair,
                recorded_at: Timestamp(0),
                ended: ended.then(|| officers::Ending {
                    on: day("2026-01-01"),
                    reason: String::new(),
                    at: Timestamp(0),
                }),
            });
        let kin = kin.into_iter().filter(|(a, b, _)| a != b).map(|(a, b, relation)| Kinship {
            person: PersonId(a),
            relative: PersonId(b),
            relation: Relation::ALL[relation],
        });
        Roster { seats: seats.collect(), kin: kin.collect(), accepted: Vec::new() }
    })
}

fn broken_in(roster: &Roster, on: BookDate) -> Vec<(&'static str, String)> {
    let found = check(roster, &Parameters::on(on), on);
    found.into_iter().filter(|f| f.is_broken()).map(|f| (f.code, f.subject)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn counts_are_what_is_counted(roster in any_roster()) {
        let on = day(TODAY);
        let broken = broken_in(&roster, on);
        let has = |code: &str| broken.iter().any(|(found, _)| *found == code);
        let held: Vec<&Seat> = roster.seats.iter().filter(|seat| seat.ended.is_none()).collect();
        let pengurus: Vec<&&Seat> = held.iter().filter(|s| s.office.body() == officers::Body::Pengurus).collect();
        let women = pengurus.iter().filter(|s| s.person.sex == Sex::Female).count();
        prop_assert_eq!(has("pengurus_count"), pengurus.len() < 5);
        prop_assert_eq!(has("pengurus_odd"), !pengurus.is_empty() && pengurus.len().is_multiple_of(2));
        prop_assert_eq!(has("women"), !pengurus.is_empty() && women * 10 < pengurus.len() * 3);
        let mut people: Vec<i64> = held.iter().map(|seat| seat.person.id.0).collect();
        people.sort_unstable();
        prop_assert_eq!(has("one_office"), people.windows(2).any(|pair| pair[0] == pair[1]));
    }

    #[test]
    fn kinship_reads_the_same_from_both_sides(roster in any_roster()) {
        let on = day(TODAY);
        let turned = |kin: &Kinship| {
            let relation = match kin.relation {
                Relation::Parent => Relation::Child,
                Relation::Child => Relation::Parent,
                Relation::ParentInLaw => Relation::ChildInLaw,
                Relation::ChildInLaw => Relation::ParentInLaw,
                same => same,
            };
            Kinship { person: kin.relative, relative: kin.person, relation }
        };
        let mirrored = Roster { kin: roster.kin.iter().map(turned).collect(), ..roster.clone() };
        prop_assert_eq!(broken_in(&roster, on), broken_in(&mirrored, on));
    }

    #[test]
    fn accepting_hides_nothing(roster in any_roster()) {
        let on = day(TODAY);
        let before = broken_in(&roster, on);
        let accepted = before.iter().map(|(code, subject)| Acceptance {
            code: (*code).to_owned(),
            subject: subject.clone(),
            reason: "diterima".to_owned(),
            until: on,
            by: BY,
            at: AT,
        });
        let roster = Roster { accepted: accepted.collect(), ..roster.clone() };
        prop_assert_eq!(&before, &broken_in(&roster, on));
        let found = check(&roster, &Parameters::on(on), on);
        prop_assert!(found.iter().all(|finding| !finding.is_open()));
        let later = on.plus_days(1);
        let found = check(&roster, &Parameters::on(later), later);
        prop_assert!(found.iter().all(|finding| finding.accepted.is_none()));
    }
}
