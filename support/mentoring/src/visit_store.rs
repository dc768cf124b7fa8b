//! Visits in the store: what was sent is added, never overwritten.

use std::collections::BTreeMap;

use kernel::{CooperativeId, Timestamp, UserId};
use store::{Reader, Row, StoreError, StoreErrorKind, Tx, next_number, values};

use crate::action::add_action;
use crate::text::needed;
use crate::visit::{Named, instant};
use crate::{By, MentoringError, NewVisit, Recorded, Revision, StageName, Standing, Topic, Visit, VisitId};

fn fault(what: &'static str) -> StoreError {
    StoreError::new(StoreErrorKind::Fault, format!("mentoring holds {what} that cannot be read"))
}

const ADD_REVISION: &str = "insert into mentoring_revision (cooperative_id, visit_id, revision, base, standing, \
     mentor, visit_date, latitude, longitude, stage, answers, topics, findings, started_at, ended_at, written_at, \
     received_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";

fn add_revision(
    tx: &mut Tx<'_>,
    (cooperative, visit): Named,
    (revision, standing): (i64, Standing),
    new: &NewVisit,
    by: By,
) -> Result<(), MentoringError> {
    let answers = serde_json::to_string(&new.answers).map_err(|_| fault("answers"))?;
    let topics: Vec<&str> = new.topics.iter().map(|topic| topic.code()).collect();
    let place = new.place();
    tx.execute(
        ADD_REVISION,
        &values![
            cooperative,
            visit,
            revision,
            new.base,
            standing.code(),
            by.user,
            new.date,
            place.map(|(latitude, _)| latitude),
            place.map(|(_, longitude)| longitude),
            new.stage.code(),
            answers,
            topics.join(" "),
            &new.findings,
            new.started.map(instant),
            new.ended.map(instant),
            instant(new.written),
            by.at
        ],
    )?;
    Ok(())
}

const REVISIONS: &str = "select v.visit_id, v.visit_key, v.head, r.revision, r.base, r.standing, r.mentor, \
     r.visit_date, r.latitude, r.longitude, r.stage, r.answers, r.topics, r.findings, r.started_at, r.ended_at, \
     r.written_at, r.received_at from mentoring_visit v join mentoring_revision r \
     on r.cooperative_id = v.cooperative_id and r.visit_id = v.visit_id where v.cooperative_id = $1 \
     order by v.visit_id, r.revision";

const REVISIONS_OF: &str = "select v.visit_id, v.visit_key, v.head, r.revision, r.base, r.standing, r.mentor, \
     r.visit_date, r.latitude, r.longitude, r.stage, r.answers, r.topics, r.findings, r.started_at, r.ended_at, \
     r.written_at, r.received_at from mentoring_visit v join mentoring_revision r \
     on r.cooperative_id = v.cooperative_id and r.visit_id = v.visit_id where v.cooperative_id = $1 \
     and v.visit_key = $2 order by r.revision";

// The last visit of each cooperative of a region, as a phone takes it along.
const LAST_IN_REGION: &str = "select v.visit_id, v.visit_key, v.head, r.revision, r.base, r.standing, r.mentor, \
     r.visit_date, r.latitude, r.longitude, r.stage, r.answers, r.topics, r.findings, r.started_at, r.ended_at, \
     r.written_at, r.received_at, v.cooperative_id from registry_cooperative c join mentoring_visit v \
     on v.cooperative_id = c.cooperative_id join mentoring_revision r on r.cooperative_id = v.cooperative_id \
     and r.visit_id = v.visit_id and r.revision = v.head where c.region between $1 and $2 \
     and v.visit_id = (select max(w.visit_id) from mentoring_visit w where w.cooperative_id = v.cooperative_id)";

fn revision(row: &Row) -> Result<Revision, StoreError> {
    let topics = row.text(12)?;
    let topics = topics.split(' ').filter(|code| !code.is_empty());
    let answers: BTreeMap<String, String> =
        serde_json::from_str(&row.text(11)?).map_err(|_| fault("answers"))?;
    Ok(Revision {
        revision: row.int(3)?,
        base: row.int(4)?,
        standing: Standing::parse(&row.text(5)?).ok_or_else(|| fault("a standing"))?,
        mentor: UserId(row.int(6)?),
        date: row.date(7)?,
        place: row.opt_int(8)?.zip(row.opt_int(9)?),
        stage: StageName::parse(&row.text(10)?).ok_or_else(|| fault("a stage"))?,
        answers,
        topics: topics.map(Topic::parse).collect::<Option<_>>().ok_or_else(|| fault("a topic"))?,
        findings: row.text(13)?,
        span: (row.opt_int(14)?.map(Timestamp), row.opt_int(15)?.map(Timestamp)),
        written_at: Timestamp(row.int(16)?),
        received_at: Timestamp(row.int(17)?),
    })
}

/// Visits of rows that stand together, by the number of the visit.
fn gather(rows: &[Row]) -> Result<Vec<Visit>, StoreError> {
    let mut all: BTreeMap<i64, (String, i64, Vec<Revision>)> = BTreeMap::new();
    for row in rows {
        let entry = all.entry(row.int(0)?).or_insert((row.text(1)?, row.int(2)?, Vec::new()));
        entry.2.push(revision(row)?);
    }
    let visit = |(id, (key, head, revisions)): (i64, (String, i64, Vec<Revision>))| {
        let versions = i64::try_from(revisions.len()).unwrap_or(i64::MAX);
        let (mut head_of, others): (Vec<_>, Vec<_>) =
            revisions.into_iter().partition(|one| one.revision == head);
        let current = head_of.pop().ok_or_else(|| fault("a visit without its head"))?;
        let conflicts = others.into_iter().filter(|one| one.standing == Standing::Conflict).collect();
        Ok(Visit { id: VisitId(id), key, current, conflicts, versions })
    };
    all.into_iter().map(visit).collect()
}

/// All visits to a cooperative, the latest day first.
///
/// # Errors
/// The store cannot answer.
pub fn visits(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<Visit>, StoreError> {
    let mut all = gather(&reader.query(REVISIONS, &values![cooperative])?)?;
    all.sort_by_key(|visit| (std::cmp::Reverse(visit.current.date), std::cmp::Reverse(visit.id)));
    Ok(all)
}

/// The last visit of each cooperative of a region.
///
/// # Errors
/// The store cannot answer.
pub(crate) fn last_visits(
    reader: &mut dyn Reader,
    region: kernel::RegionCode,
) -> Result<BTreeMap<CooperativeId, Visit>, StoreError> {
    let (first, last) = region.range();
    let rows = reader.query(LAST_IN_REGION, &values![first, last])?;
    let mut found = BTreeMap::new();
    for row in &rows {
        let one = gather(std::slice::from_ref(row))?.pop().ok_or_else(|| fault("a visit"))?;
        found.insert(CooperativeId(row.int(18)?), one);
    }
    Ok(found)
}

fn all_revisions(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    key: &str,
) -> Result<Option<(VisitId, i64, Vec<Revision>)>, StoreError> {
    let rows = reader.query(REVISIONS_OF, &values![cooperative, key])?;
    let Some(first) = rows.first() else { return Ok(None) };
    let revisions = rows.iter().map(revision).collect::<Result<_, _>>()?;
    Ok(Some((VisitId(first.int(0)?), first.int(2)?, revisions)))
}

/// Keeps a visit that a phone sends. The first version of a key is a new visit. A later version that was
/// written on top of the one that counts takes its place; one that was written on top of an older one is
/// kept beside it as a conflict. The same version again, under whatever command, is the one that is there.
///
/// # Errors
/// [`MentoringError`] naming the field.
pub fn record_visit(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    new: &NewVisit,
    by: By,
) -> Result<Recorded, MentoringError> {
    let new = &new.checked(by)?;
    let recorded = match all_revisions(tx, cooperative, new.key.as_str())? {
        None => first_version(tx, cooperative, new, by)?,
        Some((visit, head, revisions)) => {
            let same = revisions.iter().find(|one| one.says_the_same(new, by.user));
            match same {
                Some(same) => {
                    Recorded { visit, revision: same.revision, conflict: same.standing == Standing::Conflict }
                }
                None => {
                    let next = revisions.iter().map(|one| one.revision).max().unwrap_or(head) + 1;
                    next_version(tx, (cooperative, visit), (head, next), new, by)?
                }
            }
        }
    };
    for action in &new.actions {
        add_action(tx, (cooperative, recorded.visit), action, new.date)?;
    }
    Ok(recorded)
}

fn first_version(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    new: &NewVisit,
    by: By,
) -> Result<Recorded, MentoringError> {
    let visit = VisitId(next_number(tx, cooperative.0, "mentoring_visit")?);
    tx.execute(
        "insert into mentoring_visit (cooperative_id, visit_id, visit_key, head, created_by, created_at) \
         values ($1, $2, $3, $4, $5, $6)",
        &values![cooperative, visit, new.key.as_str(), 1, by.user, by.at],
    )?;
    add_revision(tx, (cooperative, visit), (1, Standing::Current), new, by)?;
    Ok(Recorded { visit, revision: 1, conflict: false })
}

fn next_version(
    tx: &mut Tx<'_>,
    named: Named,
    (head, next): (i64, i64),
    new: &NewVisit,
    by: By,
) -> Result<Recorded, MentoringError> {
    let conflict = new.base != head;
    if conflict {
        add_revision(tx, named, (next, Standing::Conflict), new, by)?;
    } else {
        supersede(tx, named, head)?;
        add_revision(tx, named, (next, Standing::Current), new, by)?;
        set_head(tx, named, next)?;
    }
    Ok(Recorded { visit: named.1, revision: next, conflict })
}

fn supersede(tx: &mut Tx<'_>, (cooperative, visit): Named, revision: i64) -> Result<(), MentoringError> {
    tx.execute(
        "update mentoring_revision set standing = $4 where cooperative_id = $1 and visit_id = $2 and revision = $3",
        &values![cooperative, visit, revision, Standing::Superseded.code()],
    )?;
    Ok(())
}

fn set_head(tx: &mut Tx<'_>, (cooperative, visit): Named, head: i64) -> Result<(), MentoringError> {
    tx.execute(
        "update mentoring_visit set head = $3 where cooperative_id = $1 and visit_id = $2",
        &values![cooperative, visit, head],
    )?;
    Ok(())
}

/// Ends a conflict: one of the versions is taken, with the findings as the mentor has put them together.
/// The others stay on record.
///
/// # Errors
/// [`MentoringError::NoSuchVisit`], [`MentoringError::NoSuchRevision`] where there is no conflict or no
/// such version, [`MentoringError::Missing`] where the findings are empty.
pub fn settle(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    visit: VisitId,
    (chosen, findings): (i64, &str),
    by: By,
) -> Result<Recorded, MentoringError> {
    let found = visits(tx, cooperative)?.into_iter().find(|one| one.id == visit);
    let found = found.ok_or(MentoringError::NoSuchVisit)?;
    let all = std::iter::once(&found.current).chain(&found.conflicts);
    let taken = all.clone().find(|one| one.revision == chosen);
    let taken = taken.filter(|_| !found.conflicts.is_empty()).ok_or(MentoringError::NoSuchRevision)?;
    let milliseconds = |at: Timestamp| at.0.div_euclid(1_000);
    let merged = NewVisit {
        key: kernel::CommandId::parse(&found.key).map_err(|_| fault("a key"))?,
        base: found.current.revision,
        date: taken.date,
        latitude: taken.place.map(|(latitude, _)| latitude),
        longitude: taken.place.map(|(_, longitude)| longitude),
        stage: taken.stage,
        answers: taken.answers.clone(),
        topics: taken.topics.clone(),
        findings: needed(findings, ("temuan", "findings"), 4_000)?,
        started: taken.span.0.map(milliseconds),
        ended: taken.span.1.map(milliseconds),
        written: milliseconds(by.at),
        actions: Vec::new(),
        writer: None,
    };
    for one in all {
        supersede(tx, (cooperative, visit), one.revision)?;
    }
    let next = found.versions + 1;
    add_revision(tx, (cooperative, visit), (next, Standing::Current), &merged, by)?;
    set_head(tx, (cooperative, visit), next)?;
    Ok(Recorded { visit, revision: next, conflict: false })
}

/// The visit of a key.
pub(crate) fn visit_of_key(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    key: &str,
) -> Result<Option<VisitId>, StoreError> {
    let sql = "select visit_id from mentoring_visit where cooperative_id = $1 and visit_key = $2";
    reader.query_opt(sql, &values![cooperative, key])?.map(|row| row.int(0).map(VisitId)).transpose()
}
