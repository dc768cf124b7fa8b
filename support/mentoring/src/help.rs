//! Requests for help from a cooperative, and how long the answer takes.

use kernel::{BookDate, CooperativeId, RegionCode, Timestamp, UserId, Zone};
use store::{Reader, Row, StoreError, StoreErrorKind, Tx, next_number, values};

use crate::parameters::{Limit, limit};
use crate::text::needed;
use crate::{By, MentoringError, Topic};

/// A request for help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// Its number within the cooperative.
    pub id: i64,
    /// What it is about.
    pub topic: Topic,
    /// What is asked.
    pub question: String,
    /// Who asked.
    pub asked_by: UserId,
    /// When.
    pub asked_at: Timestamp,
    /// The answer.
    pub answer: Option<String>,
    /// Who answered.
    pub answered_by: Option<UserId>,
    /// When.
    pub answered_at: Option<Timestamp>,
}

impl Help {
    /// The days that the answer took, or that it has been waited for, by the calendar of a zone.
    pub fn days(&self, zone: Zone, today: BookDate) -> i64 {
        let until = self.answered_at.map_or(today, |at| at.date_in(zone));
        self.asked_at.date_in(zone).days_until(until)
    }

    /// The day by which it should be answered.
    pub fn due(&self, zone: Zone) -> BookDate {
        let asked = self.asked_at.date_in(zone);
        asked.plus_days(limit(Limit::HelpDays, asked))
    }
}

/// A request of a cooperative of a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpInRegion {
    /// The cooperative.
    pub cooperative: CooperativeId,
    /// Its village.
    pub village: RegionCode,
    /// Its full name.
    pub name: String,
    /// The request.
    pub help: Help,
}

/// Asks for help; gives the number of the request.
///
/// # Errors
/// [`MentoringError::Missing`], [`MentoringError::TooLong`].
pub fn ask_help(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    (topic, question): (Topic, &str),
    by: By,
) -> Result<i64, MentoringError> {
    let question = needed(question, ("yang ditanyakan", "question"), 1_000)?;
    let id = next_number(tx, cooperative.0, "mentoring_help")?;
    tx.execute(
        "insert into mentoring_help (cooperative_id, help_id, topic, question, asked_by, asked_at) \
         values ($1, $2, $3, $4, $5, $6)",
        &values![cooperative, id, topic.code(), question, by.user, by.at],
    )?;
    Ok(id)
}

/// Answers a request.
///
/// # Errors
/// [`MentoringError::NoSuchHelp`], [`MentoringError::AlreadyAnswered`], [`MentoringError::Missing`].
pub fn answer_help(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    id: i64,
    words: &str,
    by: By,
) -> Result<(), MentoringError> {
    let words = needed(words, ("jawaban", "answer"), 2_000)?;
    let asked = help_of(tx, cooperative)?.into_iter().find(|help| help.id == id);
    if asked.ok_or(MentoringError::NoSuchHelp)?.answer.is_some() {
        return Err(MentoringError::AlreadyAnswered);
    }
    tx.execute(
        "update mentoring_help set answer = $3, answered_by = $4, answered_at = $5 \
         where cooperative_id = $1 and help_id = $2",
        &values![cooperative, id, words, by.user, by.at],
    )?;
    Ok(())
}

fn decode(row: &Row) -> Result<Help, StoreError> {
    let fault = || StoreError::new(StoreErrorKind::Fault, "a request about a topic that cannot be read");
    Ok(Help {
        id: row.int(0)?,
        topic: Topic::parse(&row.text(1)?).ok_or_else(fault)?,
        question: row.text(2)?,
        asked_by: UserId(row.int(3)?),
        asked_at: Timestamp(row.int(4)?),
        answer: row.opt_text(5)?,
        answered_by: row.opt_int(6)?.map(UserId),
        answered_at: row.opt_int(7)?.map(Timestamp),
    })
}

/// The requests of a cooperative, the newest first.
///
/// # Errors
/// The store cannot answer.
pub fn help_of(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<Help>, StoreError> {
    let sql = "select help_id, topic, question, asked_by, asked_at, answer, answered_by, answered_at \
         from mentoring_help where cooperative_id = $1 order by help_id desc";
    reader.query(sql, &values![cooperative])?.iter().map(decode).collect()
}

const IN_REGION: &str = "select h.help_id, h.topic, h.question, h.asked_by, h.asked_at, h.answer, h.answered_by, \
     h.answered_at, h.cooperative_id, c.region, c.name from mentoring_help h \
     join registry_cooperative c on c.cooperative_id = h.cooperative_id \
     where c.region between $1 and $2 and h.asked_at >= $3 order by h.asked_at, c.region, h.help_id";

/// The requests of a region that were asked from an instant on, the oldest first.
pub(crate) fn help_since(
    reader: &mut dyn Reader,
    region: RegionCode,
    since: Timestamp,
) -> Result<Vec<HelpInRegion>, StoreError> {
    let (first, last) = region.range();
    let row = |row: &Row| {
        Ok(HelpInRegion {
            cooperative: CooperativeId(row.int(8)?),
            village: row.region(9)?,
            name: row.text(10)?,
            help: decode(row)?,
        })
    };
    reader.query(IN_REGION, &values![first, last, since])?.iter().map(row).collect()
}

/// The requests of a region that wait for an answer, the oldest first.
///
/// # Errors
/// The store cannot answer.
pub fn help_waiting(reader: &mut dyn Reader, region: RegionCode) -> Result<Vec<HelpInRegion>, StoreError> {
    let all = help_since(reader, region, Timestamp(0))?;
    Ok(all.into_iter().filter(|one| one.help.answer.is_none()).collect())
}
