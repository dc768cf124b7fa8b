//! What the stories start from, in the words of the field.

use kernel::{BirthDate, BookDate, CooperativeId, Timestamp, UserId};
use officers::{
    Appointment, Finding, Leaving, NewPerson, Office, OfficersError, Person, PersonId, Seat, Sex, Succession,
    TermId, Who,
};
use store::testing::{TestDb, on_both_engines};

pub const HERE: CooperativeId = CooperativeId(1);
pub const BY: UserId = UserId(5);
/// 24 November 2026, 10.00 WIB.
pub const AT: Timestamp = Timestamp(1_795_489_200_000_000);
pub const TODAY: &str = "2026-11-24";

pub fn day(text: &str) -> BookDate {
    BookDate::parse(text).unwrap()
}

pub fn story(tell: impl Fn(&TestDb)) {
    on_both_engines(&[registry::MIGRATIONS, access::MIGRATIONS, officers::MIGRATIONS], tell);
}

pub fn newcomer(name: &str, sex: Sex) -> NewPerson {
    let birth = BirthDate::parse("1984-05-06").ok();
    NewPerson { name: name.to_owned(), sex, birth, phone: String::new(), village_leader: false }
}

pub fn appointment(who: Who, office: Office, since: &str) -> Appointment {
    let since = day(since);
    let until = officers::plus_years(since, 5);
    Appointment { cooperative: HERE, who, office, since, until, ex_officio: false, by: BY, at: AT }
}

pub fn appoint(test: &TestDb, new: Appointment) -> Result<TermId, OfficersError> {
    test.db.write_blocking(move |tx| officers::appoint(tx, &new))
}

pub fn given(test: &TestDb, name: &str, sex: Sex, office: Office, since: &str) -> TermId {
    appoint(test, appointment(Who::New(newcomer(name, sex)), office, since)).unwrap()
}

pub fn given_lurah(test: &TestDb, name: &str, since: &str) -> Result<TermId, OfficersError> {
    let who = Who::New(NewPerson { village_leader: true, ..newcomer(name, Sex::Male) });
    let succession = Succession { cooperative: HERE, who, since: day(since), by: BY, at: AT };
    test.db.write_blocking(move |tx| officers::replace_ex_officio(tx, &succession))
}

/// Five officers, two of them women, and three supervisors under the lurah, since June 2025.
pub fn given_full_house(test: &TestDb) {
    let since = "2025-06-01";
    given(test, "Pak Contoh Bakau", Sex::Male, Office::Chair, since);
    given(test, "Bu Contoh Melati", Sex::Female, Office::Treasurer, since);
    given(test, "Bu Contoh Marni", Sex::Female, Office::Secretary, since);
    given(test, "Pak Contoh Jati", Sex::Male, Office::ViceBusiness, since);
    given(test, "Pak Contoh Waru", Sex::Male, Office::ViceMembership, since);
    given_lurah(test, "Pak Contoh Lurah", since).unwrap();
    given(test, "Bu Contoh Seroja", Sex::Female, Office::Supervisor, since);
    given(test, "Pak Contoh Nipah", Sex::Male, Office::Supervisor, since);
}

pub fn leave(test: &TestDb, term: TermId, on: &str, reason: &str) -> Result<(), OfficersError> {
    let leaving = Leaving { cooperative: HERE, term, on: day(on), reason: reason.to_owned(), by: BY, at: AT };
    test.db.write_blocking(move |tx| officers::end_term(tx, &leaving))
}

pub fn findings(test: &TestDb, on: &str) -> Vec<Finding> {
    let on = day(on);
    test.db.read_blocking(move |reader| officers::findings(reader, HERE, on)).unwrap()
}

/// The codes of what is broken.
pub fn broken(test: &TestDb, on: &str) -> Vec<&'static str> {
    findings(test, on).iter().filter(|finding| finding.is_broken()).map(|finding| finding.code).collect()
}

pub fn seats(test: &TestDb) -> Vec<Seat> {
    test.db.read_blocking(|reader| officers::roster(reader, HERE)).unwrap().seats
}

pub fn person(test: &TestDb, name: &str) -> Person {
    seats(test).into_iter().find(|seat| seat.person.name == name).unwrap().person
}

pub fn id(test: &TestDb, name: &str) -> PersonId {
    person(test, name).id
}
