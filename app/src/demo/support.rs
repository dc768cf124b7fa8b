//! What stands around the cooperatives: who holds which office, the ceremony at which the city handed them
//! over, the task force and its first visits.

use anyhow::Result;
use handover::{Launch, Reach};
use kernel::{BookDate, CommandId, CooperativeId, RegionCode, Timestamp, UserId};
use mentoring::{By, NewAction, NewMentor, NewVisit, StageName, Topic};
use officers::{Appointment, NewPerson, Office, Sex, Who};
use store::Tx;

use super::hours::{instant, working_day};
use super::names;
use super::profile::Plan;
use super::random::Random;

/// Offices of the board and the supervisors, with whether a woman holds them here.
const OFFICES: [(Office, bool); 8] = [
    (Office::Chair, false),
    (Office::ViceBusiness, false),
    (Office::ViceMembership, true),
    (Office::Secretary, true),
    (Office::Treasurer, true),
    (Office::SupervisorChair, false),
    (Office::Supervisor, true),
    (Office::Supervisor, false),
];

/// Years of a term (rules §1.4).
const TERM: i64 = 5;

/// Fills the offices of a cooperative; those who have a sign-in here keep their names.
pub(super) fn appoint_all(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    known: &[(Office, &str)],
    (since, by, at): (BookDate, UserId, Timestamp),
    random: &mut Random,
) -> Result<()> {
    for (office, woman) in OFFICES {
        let ex_officio = office == Office::SupervisorChair;
        let name = match known.iter().find(|(held, _)| *held == office) {
            Some((_, name)) => (*name).to_owned(),
            None if ex_officio => "Pak Contoh Lurah".to_owned(),
            None => names::officer(woman, random),
        };
        let woman = name.starts_with("Bu ");
        let person = NewPerson {
            name,
            sex: if woman { Sex::Female } else { Sex::Male },
            birth: None,
            phone: String::new(),
            village_leader: ex_officio,
        };
        let until = officers::plus_years(since, TERM);
        let appointment =
            Appointment { cooperative, who: Who::New(person), office, since, until, ex_officio, by, at };
        officers::appoint(tx, &appointment)?;
    }
    Ok(())
}

/// The city hands over all cooperatives that have their papers.
pub(super) fn hand_over(tx: &mut Tx<'_>, plan: &Plan, city: RegionCode, by: UserId) -> Result<()> {
    let day = working_day(plan.start().plus_days(64)).min(plan.until);
    let launch = Launch {
        reach: Reach::Region(city),
        title: "Penyerahan simbolis (contoh)".to_owned(),
        place: "Alun-alun contoh".to_owned(),
        date: day,
        giver_name: "Pak Contoh Wali".to_owned(),
        giver_office: "Wali Kota (contoh)".to_owned(),
        origin: String::new(),
        by,
        at: instant(day, 10 * 3_600),
    };
    match handover::launch(tx, &launch) {
        // Where no cooperative has its papers yet, there is nothing to hand over.
        Ok(_) | Err(handover::HandoverError::Nobody) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// A mentor takes on a district, and visits the flagship twice.
pub(super) fn mentor(
    tx: &mut Tx<'_>,
    plan: &Plan,
    (district, flagship): (RegionCode, CooperativeId),
    (mentor, name): (UserId, &str),
    office: UserId,
) -> Result<()> {
    let at = instant(plan.until, 8 * 3_600);
    let by = By { user: office, today: plan.until, at };
    let new = NewMentor { user: mentor, name: name.to_owned(), region: district, since: plan.start() };
    mentoring::add_mentor(tx, &new, by)?;
    for cooperative in registry::in_region(tx, district)? {
        mentoring::assign(tx, district, cooperative.id, mentor, by)?;
    }
    let visits = [
        (75, "Buku kas rapi; bukti belanja sering tertinggal.", "Foto setiap nota belanja", "Bendahara", 30),
        (
            20,
            "Stok gerai belum dihitung dua bulan.",
            "Hitung stok gerai tiap akhir bulan",
            "Pengelola gerai",
            45,
        ),
    ];
    for (n, (back, findings, what, owner, days)) in (1..).zip(visits) {
        let day = working_day(plan.until.plus_days(-back));
        let at = instant(day, 11 * 3_600);
        let action = NewAction {
            key: CommandId::parse(&format!("kesepakatan-contoh-{n}"))?,
            what: what.to_owned(),
            owner: owner.to_owned(),
            due: day.plus_days(days),
        };
        let visit = NewVisit {
            key: CommandId::parse(&format!("kunjungan-contoh-{n}"))?,
            base: 0,
            date: day,
            latitude: None,
            longitude: None,
            stage: StageName::Operating,
            answers: std::collections::BTreeMap::new(),
            topics: vec![Topic::Finance, Topic::Business],
            findings: findings.to_owned(),
            started: None,
            ended: None,
            written: at.0 / 1_000,
            actions: vec![action],
            writer: None,
        };
        mentoring::record_visit(tx, flagship, &visit, By { user: mentor, today: day, at })?;
    }
    Ok(())
}
