//! The tables of documents.

use ::store::{Reader, StoreError, Tx, next_number, values};
use kernel::{CooperativeId, DocumentId, Timestamp, UserId};
use sha2::{Digest, Sha256};

use crate::error::DocumentError;
use crate::picture::Picture;

/// What is known of a kept file.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Document {
    /// Number within the cooperative.
    pub id: DocumentId,
    /// The name that it came with.
    pub name: String,
    /// What it is.
    pub content_type: String,
    /// Bytes.
    pub size_bytes: i64,
    /// Who kept it.
    pub kept_by: UserId,
    /// When.
    pub kept_at: Timestamp,
}

/// Keeps a picture in the act that it proves.
///
/// # Errors
/// [`DocumentError::Store`].
pub fn keep(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    picture: &Picture,
    by: UserId,
    at: Timestamp,
) -> Result<DocumentId, DocumentError> {
    let id = DocumentId(next_number(tx, cooperative.0, "document")?);
    let size = i64::try_from(picture.bytes.len()).map_err(|_| DocumentError::TooLarge)?;
    let hash = Sha256::digest(&picture.bytes);
    tx.execute(
        "insert into documents_file (cooperative_id, document_id, name, content_type, size_bytes, width, height, \
         sha256, kept_by, kept_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        &values![
            cooperative,
            id,
            &picture.name,
            picture.content_type,
            size,
            i64::from(picture.width),
            i64::from(picture.height),
            hash.as_slice(),
            by,
            at
        ],
    )?;
    tx.execute(
        "insert into documents_content (cooperative_id, document_id, content) values ($1, $2, $3)",
        &values![cooperative, id, picture.bytes.as_slice()],
    )?;
    Ok(id)
}

/// What is known of one file.
pub fn document(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    id: DocumentId,
) -> Result<Option<Document>, StoreError> {
    let row = reader.query_opt(
        "select name, content_type, size_bytes, kept_by, kept_at from documents_file \
         where cooperative_id = $1 and document_id = $2",
        &values![cooperative, id],
    )?;
    row.map(|row| {
        Ok(Document {
            id,
            name: row.text(0)?,
            content_type: row.text(1)?,
            size_bytes: row.int(2)?,
            kept_by: UserId(row.int(3)?),
            kept_at: Timestamp(row.int(4)?),
        })
    })
    .transpose()
}

/// The bytes of one file.
pub fn content(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    id: DocumentId,
) -> Result<Option<Vec<u8>>, StoreError> {
    let row = reader.query_opt(
        "select content from documents_content where cooperative_id = $1 and document_id = $2",
        &values![cooperative, id],
    )?;
    row.map(|row| row.blob(0)).transpose()
}
