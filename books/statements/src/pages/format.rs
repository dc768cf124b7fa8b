//! A page as a file: the one place that knows which kinds there are.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use kernel::BookDate;
use reports::Document;
use web::{Keys, Refusal};

use crate::error::StatementError;
use crate::seal::signed;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Xlsx,
    Pdf,
}

impl Format {
    /// As it stands in an address, and behind the point of a file's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
        }
    }

    /// The kind of a name; nothing for a page.
    pub fn of(name: &str) -> Option<Self> {
        [Self::Xlsx, Self::Pdf].into_iter().find(|format| format.name() == name)
    }

    fn content_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pdf => "application/pdf",
        }
    }
}

/// Answers with a document as a file.
///
/// # Errors
/// The document does not fit the kind of file.
pub(crate) fn paper_response(
    format: Format,
    document: &Document,
    name: &str,
    (today, keys): (BookDate, &Keys),
) -> Result<Response, Refusal> {
    let bytes = match format {
        Format::Xlsx => reports::xlsx(document),
        Format::Pdf => reports::pdf(document, today).map(|pdf| signed(pdf, document.seal.as_ref(), keys)),
    };
    let bytes = bytes.map_err(StatementError::from)?;
    let disposition = format!("attachment; filename=\"{name}.{}\"", format.name());
    let head = [(CONTENT_TYPE, format.content_type().to_owned()), (CONTENT_DISPOSITION, disposition)];
    Ok((head, bytes).into_response())
}
