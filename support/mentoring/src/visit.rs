//! A visit as it is written on the phone, and as it is kept: every version that was sent.

use std::collections::BTreeMap;

use kernel::{BookDate, CommandId, CooperativeId, Timestamp, UserId};
use serde::{Deserialize, Serialize};

use crate::action::NewAction;
use crate::text::{needed, optional};
use crate::{By, MentoringError, StageName};

/// The number of a visit within its cooperative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct VisitId(pub i64);

impl From<VisitId> for store::Value {
    fn from(id: VisitId) -> Self {
        Self::Int(id.0)
    }
}

/// What was talked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Topic {
    /// *Kelembagaan*: papers, officers, meetings.
    #[serde(rename = "kelembagaan")]
    Institution,
    /// *Usaha*.
    #[serde(rename = "usaha")]
    Business,
    /// *Keuangan*.
    #[serde(rename = "keuangan")]
    Finance,
    /// *SDM*: people and what they can.
    #[serde(rename = "SDM")]
    People,
    /// *Digital*.
    #[serde(rename = "digital")]
    Digital,
}

impl Topic {
    /// All, in the order of the page.
    pub const ALL: [Self; 5] =
        [Self::Institution, Self::Business, Self::Finance, Self::People, Self::Digital];

    /// As the wire, the store and the page write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Institution => "kelembagaan",
            Self::Business => "usaha",
            Self::Finance => "keuangan",
            Self::People => "SDM",
            Self::Digital => "digital",
        }
    }

    /// Reads what [`Self::code`] writes.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.code() == code)
    }
}

/// A visit as the phone sends it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewVisit {
    /// The key that the phone made; the same in every version.
    pub key: CommandId,
    /// The version that the writer had before; 0 for a new visit.
    #[serde(default)]
    pub base: i64,
    /// The day of the visit.
    pub date: BookDate,
    /// Latitude in millionths of a degree, where the phone knew it.
    #[serde(default)]
    pub latitude: Option<i64>,
    /// Longitude in millionths of a degree.
    #[serde(default)]
    pub longitude: Option<i64>,
    /// The stage whose questions were asked.
    pub stage: StageName,
    /// Answers by the question as it was asked.
    #[serde(default)]
    pub answers: BTreeMap<String, String>,
    /// What was talked about.
    #[serde(default)]
    pub topics: Vec<Topic>,
    /// What was found.
    pub findings: String,
    /// When it began by the clock of the phone, in milliseconds since 1970.
    #[serde(default)]
    pub started: Option<i64>,
    /// When it ended by that clock.
    #[serde(default)]
    pub ended: Option<i64>,
    /// When this version was written by that clock.
    pub written: i64,
    /// What was agreed.
    #[serde(default)]
    pub actions: Vec<NewAction>,
    /// Who wrote it on the phone. Several mentors may share one: nobody sends another's visit as his own.
    #[serde(default)]
    pub writer: Option<i64>,
}

/// How a version stands among the others of its visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It counts.
    Current,
    /// A later one took its place.
    Superseded,
    /// *Bentrok*: written without knowing the one that counts; somebody has to choose.
    Conflict,
}

impl Standing {
    /// As the store writes it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Superseded => "superseded",
            Self::Conflict => "conflict",
        }
    }

    /// Reads what [`Self::code`] writes.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Current, Self::Superseded, Self::Conflict].into_iter().find(|one| one.code() == code)
    }
}

/// One version of a visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// 1, 2, 3 …
    pub revision: i64,
    /// The version that the writer had before.
    pub base: i64,
    /// How it stands.
    pub standing: Standing,
    /// Who wrote it.
    pub mentor: UserId,
    /// The day of the visit.
    pub date: BookDate,
    /// Latitude and longitude in millionths of a degree.
    pub place: Option<(i64, i64)>,
    /// The stage whose questions were asked.
    pub stage: StageName,
    /// Answers by question.
    pub answers: BTreeMap<String, String>,
    /// What was talked about.
    pub topics: Vec<Topic>,
    /// What was found.
    pub findings: String,
    /// From when until when, by the clock of the phone.
    pub span: (Option<Timestamp>, Option<Timestamp>),
    /// When it was written, by the clock of the phone.
    pub written_at: Timestamp,
    /// When it arrived, by our clock.
    pub received_at: Timestamp,
}

/// A visit with all its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Its number.
    pub id: VisitId,
    /// The key that the phone made.
    pub key: String,
    /// The version that counts.
    pub current: Revision,
    /// The versions that nobody has chosen or dropped yet.
    pub conflicts: Vec<Revision>,
    /// How many versions there are.
    pub versions: i64,
}

/// What became of a visit that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// Its number.
    pub visit: VisitId,
    /// The version that this became.
    pub revision: i64,
    /// Whether it stands beside another and somebody has to choose.
    pub conflict: bool,
}

const MILLION: i64 = 1_000_000;

impl NewVisit {
    /// The visit as it is kept.
    ///
    /// # Errors
    /// [`MentoringError`] naming the field.
    pub(crate) fn checked(&self, by: By) -> Result<Self, MentoringError> {
        if self.writer.is_some_and(|writer| writer != by.user.0) {
            return Err(MentoringError::OtherWriter);
        }
        if self.date > by.today {
            return Err(MentoringError::VisitTomorrow);
        }
        let on_globe =
            |place: Option<i64>, most: i64| place.is_none_or(|place| place.abs() <= most * MILLION);
        if !on_globe(self.latitude, 90) || !on_globe(self.longitude, 180) {
            return Err(MentoringError::NoSuchPlace);
        }
        let mut answers = BTreeMap::new();
        for (question, answer) in &self.answers {
            let answer = optional(answer, ("jawaban", "answers"), 1_000)?;
            if !answer.is_empty() {
                answers.insert(optional(question, ("pertanyaan", "answers"), 300)?, answer);
            }
        }
        let mut topics = self.topics.clone();
        topics.sort();
        topics.dedup();
        let actions = self.actions.iter().map(|action| action.checked(self.date));
        Ok(Self {
            findings: needed(&self.findings, ("temuan", "findings"), 4_000)?,
            answers,
            topics,
            actions: actions.collect::<Result<_, _>>()?,
            ..self.clone()
        })
    }

    /// Latitude and longitude where both are known.
    pub(crate) fn place(&self) -> Option<(i64, i64)> {
        self.latitude.zip(self.longitude)
    }
}

impl Revision {
    /// Whether a visit that arrives says the same by the same person: a repeat after a lost answer.
    pub(crate) fn says_the_same(&self, new: &NewVisit, by: UserId) -> bool {
        let words = (&self.findings, &self.answers, &self.topics);
        self.mentor == by
            && self.base == new.base
            && self.date == new.date
            && self.stage == new.stage
            && self.place == new.place()
            && words == (&new.findings, &new.answers, &new.topics)
    }
}

/// Instants of the phone come in milliseconds.
pub(crate) fn instant(milliseconds: i64) -> Timestamp {
    Timestamp(milliseconds.saturating_mul(1_000))
}

/// A visit of a cooperative, named together.
pub(crate) type Named = (CooperativeId, VisitId);
