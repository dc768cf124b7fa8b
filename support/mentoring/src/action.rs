//! Agreed actions: who does what by when, followed up until it is closed.

use kernel::{BookDate, CommandId, CooperativeId, DocumentId, RegionCode, UserId};
use serde::{Deserialize, Serialize};
use store::{Reader, Row, StoreError, StoreErrorKind, Tx, next_number, values};

use crate::parameters::{Limit, limit};
use crate::text::{needed, optional};
use crate::visit::Named;
use crate::{By, MentoringError, NewAnswer, VisitId, answer};

/// The number of an action within its cooperative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ActionId(pub i64);

impl From<ActionId> for store::Value {
    fn from(id: ActionId) -> Self {
        Self::Int(id.0)
    }
}

/// Where an action stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionState {
    /// It is to be done.
    Open,
    /// It was done, with proof.
    Done,
    /// It is not needed any more.
    Cancelled,
    /// The city is asked to help; it is still to be done.
    Escalated,
}

impl ActionState {
    const ALL: [Self; 4] = [Self::Open, Self::Done, Self::Cancelled, Self::Escalated];

    /// As the store writes it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Escalated => "escalated",
        }
    }

    /// Reads what [`Self::code`] writes.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// As the page says it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "Berjalan",
            Self::Done => "Selesai",
            Self::Cancelled => "Dibatalkan",
            Self::Escalated => "Diteruskan ke dinas",
        }
    }

    /// Whether it is still to be done.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Escalated)
    }
}

/// An action as the phone sends it with its visit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewAction {
    /// The key that the phone made.
    pub key: CommandId,
    /// What is to be done.
    pub what: String,
    /// The office that does it: "Bendahara".
    pub owner: String,
    /// The last day.
    pub due: BookDate,
}

impl NewAction {
    pub(crate) fn checked(&self, visited: BookDate) -> Result<Self, MentoringError> {
        if self.due < visited {
            return Err(MentoringError::DueBeforeVisit);
        }
        Ok(Self {
            key: self.key.clone(),
            what: needed(&self.what, ("tindak lanjut", "what"), 500)?,
            owner: needed(&self.owner, ("penanggung jawab", "owner"), 60)?,
            due: self.due,
        })
    }
}

/// An agreed action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Its number.
    pub id: ActionId,
    /// The visit at which it was agreed.
    pub visit: VisitId,
    /// What is to be done.
    pub what: String,
    /// The office that does it.
    pub owner: String,
    /// The last day.
    pub due: BookDate,
    /// Where it stands.
    pub state: ActionState,
    /// The day it was agreed.
    pub agreed_on: BookDate,
    /// The proof.
    pub document: Option<DocumentId>,
    /// The day it was closed or cancelled.
    pub closed_on: Option<BookDate>,
    /// Who closed it.
    pub closed_by: Option<UserId>,
    /// What was seen, or why it was cancelled or handed on.
    pub note: String,
    /// The day the city was asked to help.
    pub escalated_on: Option<BookDate>,
}

impl Action {
    /// How many days it is late on a day; 0 where it is not, or was closed.
    pub fn days_late(&self, today: BookDate) -> i64 {
        if self.state.is_open() { self.due.days_until(today).max(0) } else { 0 }
    }
}

/// An action that the city should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Escalation {
    /// The cooperative.
    pub cooperative: CooperativeId,
    /// Its village.
    pub village: RegionCode,
    /// Its full name.
    pub name: String,
    /// The action.
    pub action: Action,
}

/// Adds an action of a visit; one that is there by its key stays as it is.
pub(crate) fn add_action(
    tx: &mut Tx<'_>,
    (cooperative, visit): Named,
    new: &NewAction,
    agreed_on: BookDate,
) -> Result<(), MentoringError> {
    let kept = tx.query_opt(
        "select action_id from mentoring_action where cooperative_id = $1 and action_key = $2",
        &values![cooperative, new.key.as_str()],
    )?;
    if kept.is_some() {
        return Ok(());
    }
    let id = ActionId(next_number(tx, cooperative.0, "mentoring_action")?);
    tx.execute(
        "insert into mentoring_action (cooperative_id, action_id, action_key, visit_id, what, owner, due, state, \
         agreed_on, note) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        &values![
            cooperative,
            id,
            new.key.as_str(),
            visit,
            &new.what,
            &new.owner,
            new.due,
            ActionState::Open.code(),
            agreed_on,
            ""
        ],
    )?;
    Ok(())
}

fn decode(row: &Row) -> Result<Action, StoreError> {
    let fault = || StoreError::new(StoreErrorKind::Fault, "an action in a state that cannot be read");
    Ok(Action {
        id: ActionId(row.int(0)?),
        visit: VisitId(row.int(1)?),
        what: row.text(2)?,
        owner: row.text(3)?,
        due: row.date(4)?,
        state: ActionState::parse(&row.text(5)?).ok_or_else(fault)?,
        agreed_on: row.date(6)?,
        document: row.opt_int(7)?.map(DocumentId),
        closed_on: row.opt_date(8)?,
        closed_by: row.opt_int(9)?.map(UserId),
        note: row.text(10)?,
        escalated_on: row.opt_date(11)?,
    })
}

const ACTIONS: &str = "select action_id, visit_id, what, owner, due, state, agreed_on, document_id, closed_on, \
     closed_by, note, escalated_on from mentoring_action where cooperative_id = $1 order by due, action_id";

/// All actions of a cooperative, the first due first.
///
/// # Errors
/// The store cannot answer.
pub fn actions(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<Action>, StoreError> {
    reader.query(ACTIONS, &values![cooperative])?.iter().map(decode).collect()
}

fn open_action(tx: &mut Tx<'_>, cooperative: CooperativeId, id: ActionId) -> Result<Action, MentoringError> {
    let found = actions(tx, cooperative)?.into_iter().find(|action| action.id == id);
    let found = found.ok_or(MentoringError::NoSuchAction)?;
    if found.state.is_open() { Ok(found) } else { Err(MentoringError::ActionOver) }
}

const END: &str = "update mentoring_action set state = $3, document_id = $4, closed_on = $5, closed_by = $6, \
     note = $7 where cooperative_id = $1 and action_id = $2";

/// Closes an action with a proof, or with what was seen.
///
/// # Errors
/// [`MentoringError::NoProof`], [`MentoringError::ActionOver`], [`MentoringError::NoSuchAction`].
pub fn close(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    id: ActionId,
    (proof, seen): (Option<DocumentId>, &str),
    by: By,
) -> Result<(), MentoringError> {
    open_action(tx, cooperative, id)?;
    let seen = optional(seen, ("yang dilihat", "note"), 500)?;
    if proof.is_none() && seen.chars().count() < 5 {
        return Err(MentoringError::NoProof);
    }
    let state = ActionState::Done.code();
    tx.execute(END, &values![cooperative, id, state, proof, by.today, by.user, seen])?;
    Ok(())
}

/// Cancels an action that is not needed any more.
///
/// # Errors
/// [`MentoringError::Missing`] without a reason, [`MentoringError::ActionOver`],
/// [`MentoringError::NoSuchAction`].
pub fn cancel(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    id: ActionId,
    reason: &str,
    by: By,
) -> Result<(), MentoringError> {
    open_action(tx, cooperative, id)?;
    let reason = needed(reason, ("alasan", "note"), 500)?;
    let state = ActionState::Cancelled.code();
    tx.execute(END, &values![cooperative, id, state, None::<i64>, by.today, by.user, reason])?;
    Ok(())
}

/// Hands an action on to the city; it stays open.
///
/// # Errors
/// [`MentoringError::Missing`] without a reason, [`MentoringError::ActionOver`],
/// [`MentoringError::NoSuchAction`].
pub fn escalate(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    id: ActionId,
    reason: &str,
    by: By,
) -> Result<(), MentoringError> {
    open_action(tx, cooperative, id)?;
    let reason = needed(reason, ("alasan", "note"), 500)?;
    tx.execute(
        "update mentoring_action set state = $3, note = $4, escalated_on = $5 \
         where cooperative_id = $1 and action_id = $2",
        &values![cooperative, id, ActionState::Escalated.code(), reason, by.today],
    )?;
    Ok(())
}

/// The city answers an action that was handed on to it: the answer stands beside those of the cooperative, and
/// the action goes on with its mentor. That it was handed on stays on record.
///
/// # Errors
/// [`MentoringError::Missing`] without words, [`MentoringError::NotEscalated`], [`MentoringError::ActionOver`],
/// [`MentoringError::NoSuchAction`].
pub fn hand_back(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    id: ActionId,
    words: &str,
    by: By,
) -> Result<(), MentoringError> {
    let found = open_action(tx, cooperative, id)?;
    if found.state != ActionState::Escalated {
        return Err(MentoringError::NotEscalated);
    }
    let words = needed(words, ("jawaban dinas", "note"), 500)?;
    let reply = NewAnswer { visit: found.visit, action: Some(id), words, proof: None };
    answer(tx, cooperative, &reply, by)?;
    tx.execute(
        "update mentoring_action set state = $3 where cooperative_id = $1 and action_id = $2",
        &values![cooperative, id, ActionState::Open.code()],
    )?;
    Ok(())
}

const OPEN_IN_REGION: &str = "select a.action_id, a.visit_id, a.what, a.owner, a.due, a.state, a.agreed_on, \
     a.document_id, a.closed_on, a.closed_by, a.note, a.escalated_on, a.cooperative_id, c.region, c.name \
     from mentoring_action a join registry_cooperative c on c.cooperative_id = a.cooperative_id \
     where c.region between $1 and $2 and a.state in ('open', 'escalated') order by a.due, c.region, a.action_id";

/// Every action of a region that is still to be done, the first due first.
pub(crate) fn open_in_region(
    reader: &mut dyn Reader,
    region: RegionCode,
) -> Result<Vec<Escalation>, StoreError> {
    let (first, last) = region.range();
    let row = |row: &Row| {
        Ok(Escalation {
            cooperative: CooperativeId(row.int(12)?),
            village: row.region(13)?,
            name: row.text(14)?,
            action: decode(row)?,
        })
    };
    reader.query(OPEN_IN_REGION, &values![first, last])?.iter().map(row).collect()
}

/// What the city should look at: actions that a mentor has handed on, and those that are late by more than
/// the limit. The first due comes first.
///
/// # Errors
/// The store cannot answer.
pub fn escalations(
    reader: &mut dyn Reader,
    region: RegionCode,
    today: BookDate,
) -> Result<Vec<Escalation>, StoreError> {
    let late = limit(Limit::EscalateDays, today);
    let calls =
        |one: &Escalation| one.action.state == ActionState::Escalated || one.action.days_late(today) > late;
    Ok(open_in_region(reader, region)?.into_iter().filter(calls).collect())
}
