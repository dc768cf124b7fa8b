//! People come, save, fall behind, catch up and leave.

use anyhow::{Context, Result};
use cashbook::Party;
use kernel::{AccountCode, BookDate, Month, Rupiah};
use ledger::Line;
use members::{Application, Ending, Exit, NikKeys, Verification};
use savings::{Deposit, Kind, Withdrawal};

use super::books::{Act, Books, CASH, OFFICE};
use super::hours::working_day;
use super::names::{self, Identity};
use super::profile::{Plan, Profile};
use super::random::Random;

/// How somebody pays simpanan wajib.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Payer {
    /// Month by month, now and then one late.
    Monthly,
    /// Many months at once, every so many months.
    Rapel(i64),
    /// When it comes to mind.
    Seldom,
}

/// Where somebody stands on the way in and out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Coming,
    Applied,
    Verified,
    Active,
    Gone,
}

#[derive(Debug, Clone)]
struct Person {
    identity: Identity,
    party: Party,
    stage: Stage,
    applies: BookDate,
    verified: BookDate,
    pays: BookDate,
    leaves: Option<(BookDate, Ending)>,
    payer: Payer,
    /// The day of the month on which he or she comes.
    day: i64,
    saver: bool,
    /// The next month of simpanan wajib that is not paid.
    next_due: Month,
    dues: i64,
    voluntary: i64,
}

/// The membership of one cooperative.
pub(super) struct Membership {
    people: Vec<Person>,
    principal: i64,
    monthly: i64,
}

/// After the last day: somebody who stays an applicant.
const NEVER: BookDate = BookDate::MAX;

/// When somebody applies: founders in the first weeks, most in the first half, a few to the end.
fn application(n: usize, plan: &Plan, random: &mut Random) -> BookDate {
    let (start, days) = (plan.start(), plan.start().days_until(plan.until));
    let share = match n {
        0..9 => random.between(0, 2),
        _ if random.chance(80) => random.between(2, 45),
        _ => random.between(45, 92),
    };
    working_day(start.plus_days(days * share / 100))
}

impl Membership {
    pub fn draw(plan: &Plan, profile: &Profile, random: &mut Random) -> Result<Self> {
        let (code, ordinal) = (profile.village.code, profile.ordinal);
        let identities = names::people(profile.members, code, ordinal, plan.start(), random)?;
        let people = identities.into_iter().enumerate();
        let people = people.map(|(n, identity)| person(n, identity, plan, profile, random)).collect();
        Ok(Self { people, principal: profile.principal, monthly: profile.monthly })
    }

    /// The members of today whose business goes on: nobody who is about to leave.
    pub fn customers(&self) -> Vec<Party> {
        let stays = |person: &&Person| person.stage == Stage::Active && person.leaves.is_none();
        self.people.iter().filter(stays).map(|person| person.party.clone()).collect()
    }

    /// What the day brings. Where nothing is recorded any more (`quiet`), people still apply.
    pub fn day(&mut self, books: &mut Books<'_, '_>, keys: &NikKeys, quiet: bool) -> Result<()> {
        let (principal, monthly, date) = (self.principal, self.monthly, books.date);
        for person in &mut self.people {
            match person.stage {
                Stage::Coming if person.applies <= date => apply(books, keys, person)?,
                // Where nobody records any more, papers lie about too.
                Stage::Applied if person.verified <= date && (!quiet || person.day % 3 == 0) => {
                    verify(books, person)?
                }
                Stage::Verified if person.pays <= date && !quiet => join(books, person, principal)?,
                Stage::Active if !quiet => live(books, person, principal, monthly)?,
                _ => {}
            }
        }
        Ok(())
    }
}

fn person(n: usize, identity: Identity, plan: &Plan, profile: &Profile, random: &mut Random) -> Person {
    let mut applies = application(n, plan, random);
    let mut verified = working_day(applies.plus_days(random.between(1, 6)));
    let mut pays = working_day(verified.plus_days(random.between(0, 9)));
    let last = profile.members.saturating_sub(n);
    if profile.flagship && last <= 3 {
        // Three are on their way in when the story stops.
        applies = working_day(plan.until.plus_days(-4 * i64::try_from(last).unwrap_or(1)));
        verified = if last == 3 { applies.plus_days(2) } else { NEVER };
        pays = NEVER;
    }
    let payer = match random.below(100) {
        0..=56 => Payer::Monthly,
        57..=84 => Payer::Rapel([3, 6, 6, 12][n % 4]),
        _ => Payer::Seldom,
    };
    let leaving = match profile.flagship {
        true => [14, 27, 38].contains(&n),
        false => n >= 9 && random.chance(6),
    };
    let leaves = leaving.then(|| {
        let days = applies.days_until(plan.until).max(1);
        let day = working_day(applies.plus_days(days * random.between(50, 90) / 100));
        (day, if n == 27 || random.chance(20) { Ending::Deceased } else { Ending::Left })
    });
    let party = Party { id: kernel::PartyId(0), name: identity.name.clone(), member: true };
    let (day, saver) = (random.between(2, 24), random.chance(30));
    let next_due = applies.month_of();
    Person {
        identity,
        party,
        stage: Stage::Coming,
        applies,
        verified,
        pays,
        leaves,
        payer,
        day,
        saver,
        next_due,
        dues: 0,
        voluntary: 0,
    }
}

fn apply(books: &mut Books<'_, '_>, keys: &NikKeys, person: &mut Person) -> Result<()> {
    let at = books.desk.at(books.date, &mut books.random);
    let member = members::apply(
        books.tx,
        keys,
        &Application {
            cooperative: books.cooperative,
            name: person.identity.name.clone(),
            nik: person.identity.nik.clone(),
            address: person.identity.address.clone(),
            phone: person.identity.phone.clone(),
            region: None,
            date: books.date,
            by: books.staff.secretary,
            at,
        },
    )?;
    person.party.id = member.party;
    person.stage = Stage::Applied;
    Ok(())
}

fn verify(books: &mut Books<'_, '_>, person: &mut Person) -> Result<()> {
    let at = books.desk.at(books.date, &mut books.random);
    members::verify(
        books.tx,
        &Verification {
            cooperative: books.cooperative,
            member: person.party.id,
            domicile_note: String::new(),
            date: books.date,
            by: books.staff.secretary,
            at,
        },
    )?;
    person.stage = Stage::Verified;
    Ok(())
}

fn deposit(books: &mut Books<'_, '_>, person: &Person, kind: Kind, amount: i64) -> Result<()> {
    let voucher = books.photo(kind.label(), Rupiah(amount), 60)?;
    let at = books.desk.at(books.date, &mut books.random);
    let deposit = Deposit {
        cooperative: books.cooperative,
        member: person.party.id,
        kind,
        amount: Rupiah(amount),
        months: None,
        place: CASH,
        unit: OFFICE,
        date: books.date,
        note: String::new(),
        voucher,
        by: books.staff.treasurer,
        at,
    };
    savings::deposit(books.tx, &deposit)
        .with_context(|| format!("{} {} pada {}", kind.label(), person.party.name, books.date))?;
    books.moved(&[Line::debit(CASH, Rupiah(amount)), Line::credit(kind.account(), Rupiah(amount))]);
    Ok(())
}

fn join(books: &mut Books<'_, '_>, person: &mut Person, principal: i64) -> Result<()> {
    deposit(books, person, Kind::Principal, principal)?;
    person.next_due = books.date.month_of();
    person.stage = Stage::Active;
    Ok(())
}

fn live(books: &mut Books<'_, '_>, person: &mut Person, principal: i64, monthly: i64) -> Result<()> {
    let date = books.date;
    if person.leaves.is_some_and(|(day, _)| day <= date) {
        return leave(books, person, principal);
    }
    if date != working_day(day_of(date.month_of(), person.day)) {
        return Ok(());
    }
    let months = dues_now(person, date.month_of(), &mut books.random);
    if months > 0 {
        deposit(books, person, Kind::Mandatory, months * monthly)?;
        person.next_due = person.next_due.plus(months);
        person.dues += months * monthly;
    }
    if person.saver {
        save(books, person)?;
    }
    Ok(())
}

fn day_of(month: Month, day: i64) -> BookDate {
    month.first_day().plus_days(day - 1)
}

/// How many months are paid today.
fn dues_now(person: &Person, month: Month, random: &mut Random) -> i64 {
    let owed = person.next_due.months_until(month) + 1;
    match person.payer {
        _ if owed <= 0 => 0,
        Payer::Monthly if random.chance(91) => owed,
        Payer::Rapel(many) if owed >= many || random.chance(5) => owed.max(many),
        // Half of those who pay ahead do so as soon as the last stretch is over.
        Payer::Rapel(many) if many == 6 && owed == 1 && person.day % 2 == 0 => many,
        Payer::Seldom if random.chance(9) => random.between(1, owed),
        _ => 0,
    }
}

fn save(books: &mut Books<'_, '_>, person: &mut Person) -> Result<()> {
    match books.random.below(100) {
        0..=44 => {
            let amount = books.random.amount(20_000, 200_000, 10_000);
            deposit(books, person, Kind::Voluntary, amount)?;
            person.voluntary += amount;
        }
        45..=56 if person.voluntary > 0 => {
            let amount = books.random.amount(20_000, person.voluntary, 10_000).min(person.voluntary);
            withdraw(books, person, amount)?;
        }
        _ => {}
    }
    Ok(())
}

/// Pays voluntary savings out, where the cash is there.
fn withdraw(books: &mut Books<'_, '_>, person: &mut Person, amount: i64) -> Result<bool> {
    if !books.fetch_cash(amount)? {
        return Ok(false);
    }
    let voucher = books.photo("Ambil simpanan sukarela", Rupiah(amount), 85)?;
    let at = books.desk.at(books.date, &mut books.random);
    let withdrawal = Withdrawal {
        cooperative: books.cooperative,
        member: person.party.id,
        amount: Rupiah(amount),
        place: CASH,
        unit: OFFICE,
        date: books.date,
        note: String::new(),
        voucher,
        by: books.staff.treasurer,
        at,
    };
    savings::withdraw(books.tx, &withdrawal)?;
    let saved: AccountCode = Kind::Voluntary.account();
    books.moved(&[Line::debit(saved, Rupiah(amount)), Line::credit(CASH, Rupiah(amount))]);
    person.voluntary -= amount;
    Ok(true)
}

/// Pays everything back and ends the membership; a week later where the cash is not there.
fn leave(books: &mut Books<'_, '_>, person: &mut Person, principal: i64) -> Result<()> {
    let Some((_, ending)) = person.leaves else { return Ok(()) };
    let owed = principal + person.dues + person.voluntary;
    if !books.fetch_cash(owed)? {
        person.leaves = Some((working_day(books.date.plus_days(7)), ending));
        return Ok(());
    }
    if person.voluntary > 0 {
        withdraw(books, person, person.voluntary)?;
    }
    let note = match ending {
        Ending::Deceased => "Diterima ahli waris",
        Ending::Left | Ending::Dismissed => "Keluar dari keanggotaan",
    };
    for (rule, amount) in
        [("kembalikan-simpanan-wajib", person.dues), ("kembalikan-simpanan-pokok", principal)]
    {
        books.act(Act::of(rule, amount).with(&person.party).note(note))?;
    }
    let reason = match ending {
        Ending::Deceased => "Meninggal dunia, simpanan diterima ahli waris",
        Ending::Left | Ending::Dismissed => "Pindah domisili ke luar kelurahan",
    };
    let at = books.desk.at(books.date, &mut books.random);
    let exit = Exit {
        cooperative: books.cooperative,
        member: person.party.id,
        ending,
        reason: reason.to_owned(),
        date: books.date,
        by: books.staff.secretary,
        at,
    };
    members::end_membership(books.tx, &exit)?;
    person.stage = Stage::Gone;
    Ok(())
}
