//! Photos of a visit: kept once by the key of the phone, shown to whoever reads the visit.

use documents::Picture;
use kernel::{CommandId, CooperativeId, DocumentId, Timestamp};
use store::{Reader, Row, StoreError, Tx, values};

use crate::visit_store::visit_of_key;
use crate::{By, MentoringError, VisitId};

/// A photo of a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Photo {
    /// The visit.
    pub visit: VisitId,
    /// Where it is kept.
    pub document: DocumentId,
    /// When it arrived.
    pub received_at: Timestamp,
}

/// Keeps a photo of a visit that was sent before. A photo that is there is not kept again.
///
/// # Errors
/// [`MentoringError::NoSuchVisit`], [`MentoringError::Document`].
pub fn keep_photo(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    (visit_key, photo_key): (&CommandId, &CommandId),
    picture: &Picture,
    by: By,
) -> Result<DocumentId, MentoringError> {
    let visit = visit_of_key(tx, cooperative, visit_key.as_str())?.ok_or(MentoringError::NoSuchVisit)?;
    let kept = tx.query_opt(
        "select document_id from mentoring_photo where cooperative_id = $1 and photo_key = $2",
        &values![cooperative, photo_key.as_str()],
    )?;
    if let Some(kept) = kept {
        return Ok(DocumentId(kept.int(0)?));
    }
    let document = documents::keep(tx, cooperative, picture, by.user, by.at)?;
    tx.execute(
        "insert into mentoring_photo (cooperative_id, photo_key, visit_id, document_id, received_at) \
         values ($1, $2, $3, $4, $5)",
        &values![cooperative, photo_key.as_str(), visit, document, by.at],
    )?;
    Ok(document)
}

/// The photos of all visits to a cooperative, in the order in which they came.
///
/// # Errors
/// The store cannot answer.
pub fn photos(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<Photo>, StoreError> {
    let row = |row: &Row| {
        Ok(Photo {
            visit: VisitId(row.int(0)?),
            document: DocumentId(row.int(1)?),
            received_at: Timestamp(row.int(2)?),
        })
    };
    let sql = "select visit_id, document_id, received_at from mentoring_photo where cooperative_id = $1 \
         order by document_id";
    reader.query(sql, &values![cooperative])?.iter().map(row).collect()
}

const SHOWN: &str = "select 1 from mentoring_photo where cooperative_id = $1 and document_id = $2 \
     union all select 1 from mentoring_answer where cooperative_id = $1 and document_id = $2 \
     union all select 1 from mentoring_action where cooperative_id = $1 and document_id = $2";

/// Whether a document belongs to mentoring. Vouchers of the books lie beside it and are not shown here.
pub(crate) fn is_of_mentoring(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    document: DocumentId,
) -> Result<bool, StoreError> {
    Ok(!reader.query(SHOWN, &values![cooperative, document])?.is_empty())
}
