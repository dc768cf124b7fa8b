//! The tables of documents.

use ::store::{Reader, Row, StoreError, Tx, next_number, values};
use kernel::{CooperativeId, DocumentId, Timestamp, UserId};
use sha2::{Digest, Sha256};

use crate::error::DocumentError;
use crate::file::{File, PDF};
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
    /// Pages of a PDF.
    pub pages: Option<i64>,
    /// Who kept it.
    pub kept_by: UserId,
    /// When.
    pub kept_at: Timestamp,
}

impl Document {
    /// Whether it is a PDF; else it is a picture.
    pub fn is_pdf(&self) -> bool {
        self.content_type == PDF
    }

    /// "PDF, 3 halaman, 1,2 MB", "Foto, 340 KB".
    pub fn label(&self) -> String {
        let size = size_text(self.size_bytes);
        match self.pages {
            Some(pages) => format!("PDF, {pages} halaman, {size}"),
            None if self.is_pdf() => format!("PDF, {size}"),
            None => format!("Foto, {size}"),
        }
    }
}

/// "340 KB", "1,2 MB": rounded up, so that nothing is 0.
fn size_text(bytes: i64) -> String {
    let kilobytes = bytes.saturating_add(1_023) / 1_024;
    match kilobytes {
        0..1_000 => format!("{kilobytes} KB"),
        _ => {
            let tenths = kilobytes.saturating_mul(10).saturating_add(1_023) / 1_024;
            format!("{},{} MB", tenths / 10, tenths % 10)
        }
    }
}

/// Keeps a picture.
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
    keep_file(tx, cooperative, &picture.clone().into(), by, at)
}

/// Keeps a file in the act that it proves.
///
/// # Errors
/// [`DocumentError::Store`].
pub fn keep_file(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    file: &File,
    by: UserId,
    at: Timestamp,
) -> Result<DocumentId, DocumentError> {
    let id = DocumentId(next_number(tx, cooperative.0, "document")?);
    let size = i64::try_from(file.bytes().len()).map_err(|_| DocumentError::TooLarge)?;
    let (width, height) = file.pixels();
    tx.execute(
        "insert into documents_file (cooperative_id, document_id, name, content_type, size_bytes, width, height, \
         sha256, kept_by, kept_at, pages) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        &values![
            cooperative,
            id,
            file.name(),
            file.content_type(),
            size,
            width,
            height,
            hash_of(file).as_slice(),
            by,
            at,
            file.pages()
        ],
    )?;
    tx.execute(
        "insert into documents_content (cooperative_id, document_id, content) values ($1, $2, $3)",
        &values![cooperative, id, file.bytes()],
    )?;
    Ok(id)
}

/// SHA-256 of what is in a file.
pub(crate) fn hash_of(file: &File) -> [u8; 32] {
    Sha256::digest(file.bytes()).into()
}

/// What is known of one file.
pub fn document(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    id: DocumentId,
) -> Result<Option<Document>, StoreError> {
    let row = reader.query_opt(
        "select document_id, name, content_type, size_bytes, pages, kept_by, kept_at from documents_file \
         where cooperative_id = $1 and document_id = $2",
        &values![cooperative, id],
    )?;
    row.map(|row| decode(&row, 0)).transpose()
}

/// A file of a row, its seven columns from one on.
pub(crate) fn decode(row: &Row, from: usize) -> Result<Document, StoreError> {
    Ok(Document {
        id: DocumentId(row.int(from)?),
        name: row.text(from + 1)?,
        content_type: row.text(from + 2)?,
        size_bytes: row.int(from + 3)?,
        pages: row.opt_int(from + 4)?,
        kept_by: UserId(row.int(from + 5)?),
        kept_at: Timestamp(row.int(from + 6)?),
    })
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
