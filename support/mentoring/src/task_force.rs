//! Members of the task force and the cooperatives they look after.

use std::collections::BTreeMap;

use kernel::{BookDate, CooperativeId, RegionCode, RegionLevel, UserId};
use registry::Cooperative;
use store::{Reader, Row, StoreError, Tx, next_number, values};

use crate::parameters::{Limit, limit};
use crate::text::needed;
use crate::{By, MentoringError};

/// Somebody of the task force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mentor {
    /// The person.
    pub user: UserId,
    /// The name.
    pub name: String,
    /// Where.
    pub region: RegionCode,
    /// The first day.
    pub since: BookDate,
    /// The last day, where it is known.
    pub until: Option<BookDate>,
    /// How many cooperatives this person looks after today, here and elsewhere.
    pub load: i64,
    /// The village from which this person sets out, where one was named.
    pub base: Option<RegionCode>,
}

impl Mentor {
    /// Whether the person is in the task force on a day.
    pub fn serves_on(&self, day: BookDate) -> bool {
        self.since <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// Who joins.
#[derive(Debug, Clone)]
pub struct NewMentor {
    /// The person, who has a role with the right to mentor.
    pub user: UserId,
    /// The name.
    pub name: String,
    /// Where.
    pub region: RegionCode,
    /// The first day.
    pub since: BookDate,
}

/// A cooperative with who looks after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assignment {
    /// The cooperative.
    pub cooperative: CooperativeId,
    /// Its village.
    pub village: RegionCode,
    /// The mentor.
    pub mentor: UserId,
    /// The first day.
    pub since: BookDate,
}

/// Takes somebody into the task force. Who left may come back.
///
/// # Errors
/// [`MentoringError::AlreadyMentor`], [`MentoringError::Missing`] for a name.
pub fn add_mentor(tx: &mut Tx<'_>, new: &NewMentor, by: By) -> Result<(), MentoringError> {
    let name = needed(&new.name, ("nama pendamping", "mentor"), 80)?;
    let added = tx.execute(
        "insert into mentoring_mentor (user_id, region, name, since, until, added_by, added_at) \
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (user_id, region) do update set name = excluded.name, \
         since = excluded.since, until = excluded.until, added_by = excluded.added_by, \
         added_at = excluded.added_at where mentoring_mentor.until is not null",
        &values![new.user, new.region, name, new.since, None::<String>, by.user, by.at],
    )?;
    if added == 1 { Ok(()) } else { Err(MentoringError::AlreadyMentor) }
}

/// Lets somebody leave the task force; the cooperatives must have somebody else, or nobody, before.
///
/// # Errors
/// [`MentoringError::StillAssigned`], [`MentoringError::NoSuchMentor`].
pub fn end_mentor(
    tx: &mut Tx<'_>,
    region: RegionCode,
    mentor: UserId,
    until: BookDate,
) -> Result<(), MentoringError> {
    let held = assignments(tx, region, until)?.iter().filter(|held| held.mentor == mentor).count();
    if held > 0 {
        return Err(MentoringError::StillAssigned(i64::try_from(held).unwrap_or(i64::MAX)));
    }
    let ended = tx.execute(
        "update mentoring_mentor set until = $4 where user_id = $1 and region between $2 and $3 and until is null",
        &values![mentor, region.range().0, region.range().1, until],
    )?;
    if ended > 0 { Ok(()) } else { Err(MentoringError::NoSuchMentor) }
}

/// Names the village from which a mentor sets out, or takes that back.
///
/// # Errors
/// [`MentoringError::NoSuchVillage`] where the list of regions has no such village,
/// [`MentoringError::NoSuchMentor`].
pub fn set_base(
    tx: &mut Tx<'_>,
    region: RegionCode,
    mentor: UserId,
    village: Option<RegionCode>,
) -> Result<(), MentoringError> {
    if let Some(village) = village
        && (village.level() != RegionLevel::Village || territory::region(tx, village)?.is_none())
    {
        return Err(MentoringError::NoSuchVillage);
    }
    let (first, last) = region.range();
    let set = tx.execute(
        "update mentoring_mentor set base = $4 where user_id = $1 and region between $2 and $3 and until is null",
        &values![mentor, first, last, village.map(RegionCode::number)],
    )?;
    if set > 0 { Ok(()) } else { Err(MentoringError::NoSuchMentor) }
}

// A mentor of a district serves in the city that it lies in.
const MENTORS: &str = "select m.user_id, m.name, m.region, m.since, m.until, \
     (select count(*) from mentoring_assignment a where a.user_id = m.user_id and a.since <= $3 \
     and (a.until is null or a.until >= $3)), m.base \
     from mentoring_mentor m where m.region between $1 and $2 order by m.name, m.user_id";

/// The task force of a region and what lies in it, with those who left, by name.
///
/// # Errors
/// The store cannot answer.
pub fn mentors(
    reader: &mut dyn Reader,
    region: RegionCode,
    today: BookDate,
) -> Result<Vec<Mentor>, StoreError> {
    let (first, last) = region.range();
    let row = |row: &Row| {
        Ok(Mentor {
            user: UserId(row.int(0)?),
            name: row.text(1)?,
            region: row.region(2)?,
            since: row.date(3)?,
            until: row.opt_date(4)?,
            load: row.int(5)?,
            base: row.opt_int(6)?.and_then(RegionCode::from_number),
        })
    };
    reader.query(MENTORS, &values![first, last, today])?.iter().map(row).collect()
}

const ASSIGNMENTS: &str = "select a.cooperative_id, c.region, a.user_id, a.since from mentoring_assignment a \
     join registry_cooperative c on c.cooperative_id = a.cooperative_id \
     where c.region between $1 and $2 and a.since <= $3 and (a.until is null or a.until >= $3) \
     order by c.region";

/// Who looks after which cooperative of a region on a day, by village.
///
/// # Errors
/// The store cannot answer.
pub fn assignments(
    reader: &mut dyn Reader,
    region: RegionCode,
    on: BookDate,
) -> Result<Vec<Assignment>, StoreError> {
    let (first, last) = region.range();
    let row = |row: &Row| {
        Ok(Assignment {
            cooperative: CooperativeId(row.int(0)?),
            village: row.region(1)?,
            mentor: UserId(row.int(2)?),
            since: row.date(3)?,
        })
    };
    reader.query(ASSIGNMENTS, &values![first, last, on])?.iter().map(row).collect()
}

/// Gives a cooperative a mentor from a day on; who had it before has it until the day before.
///
/// # Errors
/// [`MentoringError::NotInRegion`], [`MentoringError::NoSuchMentor`], [`MentoringError::LoadFull`].
pub fn assign(
    tx: &mut Tx<'_>,
    region: RegionCode,
    cooperative: CooperativeId,
    mentor: UserId,
    by: By,
) -> Result<(), MentoringError> {
    let found = registry::cooperative(tx, cooperative)?.ok_or(MentoringError::NotInRegion)?;
    if !region.contains(found.region) {
        return Err(MentoringError::NotInRegion);
    }
    let serving = mentors(tx, region, by.today)?;
    // A mentor of a district visits there and nowhere else.
    let may = |one: &&Mentor| one.serves_on(by.today) && one.region.contains(found.region);
    let mentor = serving.iter().filter(may).find(|one| one.user == mentor);
    let mentor = mentor.ok_or(MentoringError::NoSuchMentor)?;
    let now = assignments(tx, found.region, by.today)?;
    if now.iter().any(|held| held.cooperative == cooperative && held.mentor == mentor.user) {
        return Ok(());
    }
    let most = limit(Limit::MentorLoad, by.today);
    if mentor.load >= most {
        return Err(MentoringError::LoadFull(most));
    }
    tx.execute(
        "update mentoring_assignment set until = $2 where cooperative_id = $1 and until is null",
        &values![cooperative, by.today.plus_days(-1)],
    )?;
    let id = next_number(tx, cooperative.0, "mentoring_assignment")?;
    tx.execute(
        "insert into mentoring_assignment (cooperative_id, assignment_id, user_id, since, until, assigned_by, \
         assigned_at) values ($1, $2, $3, $4, $5, $6, $7)",
        &values![cooperative, id, mentor.user, by.today, None::<String>, by.user, by.at],
    )?;
    Ok(())
}

/// Proposes a mentor for every cooperative that has none: first who has cooperatives in the same district,
/// then who has the fewest; nobody over the limit. Pure; the same question has the same answer.
pub fn propose_assignments(
    without: &[Cooperative],
    mentors: &[Mentor],
    held: &[Assignment],
    most: i64,
) -> Vec<(CooperativeId, UserId)> {
    let mut loads: BTreeMap<UserId, i64> = mentors.iter().map(|one| (one.user, one.load)).collect();
    let district = |village: RegionCode| village.parent().unwrap_or(village);
    let mut near: BTreeMap<(UserId, RegionCode), i64> = BTreeMap::new();
    for one in held {
        *near.entry((one.mentor, district(one.village))).or_default() += 1;
    }
    let mut waiting: Vec<&Cooperative> = without.iter().collect();
    waiting.sort_by_key(|found| found.region);
    let mut proposed = Vec::new();
    for found in waiting {
        let there = district(found.region);
        let with_room = mentors.iter().filter(|one| one.region.contains(found.region)).filter_map(|one| {
            let load = loads.get(&one.user).copied().filter(|load| *load < most)?;
            let is_near = near.get(&(one.user, there)).is_some_and(|count| *count > 0);
            Some((!is_near, load, one.user))
        });
        let Some((_, _, mentor)) = with_room.min() else { continue };
        *loads.entry(mentor).or_default() += 1;
        *near.entry((mentor, there)).or_default() += 1;
        proposed.push((found.id, mentor));
    }
    proposed
}
