//! What a cooperative says to a visit or to an action, with a proof where it has one.

use documents::Picture;
use kernel::{CooperativeId, DocumentId, Timestamp, UserId};
use store::{Reader, Row, StoreError, Tx, next_number, values};

use crate::text::optional;
use crate::{ActionId, By, MentoringError, VisitId, actions, visits};

/// An answer as it is sent.
#[derive(Debug, Clone)]
pub struct NewAnswer {
    /// To which visit.
    pub visit: VisitId,
    /// To which action of it.
    pub action: Option<ActionId>,
    /// The words; may be empty where there is a proof.
    pub words: String,
    /// The proof.
    pub proof: Option<Picture>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// To which visit.
    pub visit: VisitId,
    /// To which action of it.
    pub action: Option<ActionId>,
    /// The words.
    pub words: String,
    /// The proof.
    pub document: Option<DocumentId>,
    /// Who answered.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// Keeps an answer of the cooperative.
///
/// # Errors
/// [`MentoringError::Missing`] without words and proof, [`MentoringError::NoSuchVisit`],
/// [`MentoringError::NoSuchAction`].
pub fn answer(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    new: &NewAnswer,
    by: By,
) -> Result<(), MentoringError> {
    let words = optional(&new.words, ("jawaban", "words"), 1_000)?;
    if words.is_empty() && new.proof.is_none() {
        return Err(MentoringError::Missing { what: "jawaban atau lampirkan foto bukti", field: "words" });
    }
    if visits(tx, cooperative)?.iter().all(|visit| visit.id != new.visit) {
        return Err(MentoringError::NoSuchVisit);
    }
    if let Some(id) = new.action
        && actions(tx, cooperative)?.iter().all(|action| (action.id, action.visit) != (id, new.visit))
    {
        return Err(MentoringError::NoSuchAction);
    }
    let document = match &new.proof {
        Some(picture) => Some(documents::keep(tx, cooperative, picture, by.user, by.at)?),
        None => None,
    };
    let id = next_number(tx, cooperative.0, "mentoring_answer")?;
    tx.execute(
        "insert into mentoring_answer (cooperative_id, answer_id, visit_id, action_id, words, document_id, \
         answered_by, answered_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        &values![cooperative, id, new.visit, new.action, words, document, by.user, by.at],
    )?;
    Ok(())
}

/// All answers of a cooperative, in the order in which they were given.
///
/// # Errors
/// The store cannot answer.
pub fn answers(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<Answer>, StoreError> {
    let row = |row: &Row| {
        Ok(Answer {
            visit: VisitId(row.int(0)?),
            action: row.opt_int(1)?.map(ActionId),
            words: row.text(2)?,
            document: row.opt_int(3)?.map(DocumentId),
            by: UserId(row.int(4)?),
            at: Timestamp(row.int(5)?),
        })
    };
    let sql = "select visit_id, action_id, words, document_id, answered_by, answered_at from mentoring_answer \
         where cooperative_id = $1 order by answer_id";
    reader.query(sql, &values![cooperative])?.iter().map(row).collect()
}
