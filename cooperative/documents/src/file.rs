//! A file that may be kept: a picture or a PDF, looked through.

use crate::error::DocumentError;
use crate::pdf::Pdf;
use crate::picture::Picture;

/// What a file input offers: the camera and the gallery on a phone, pictures and PDFs on a laptop.
pub const ACCEPT: &str = "image/*,application/pdf";

/// A picture or a PDF that was looked through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum File {
    /// A picture that opens.
    Picture(Picture),
    /// A PDF that is whole, open and cannot act.
    Pdf(Pdf),
}

impl File {
    /// Looks a file through: what is in it counts, not its name. Takes up to tenths of a second: not for
    /// an async thread.
    ///
    /// # Errors
    /// [`DocumentError`], with what to do instead.
    pub fn check(name: &str, bytes: Vec<u8>) -> Result<Self, DocumentError> {
        if bytes.is_empty() {
            return Err(DocumentError::Empty);
        }
        if Pdf::is_called(&bytes) {
            return Pdf::check(name, bytes).map(Self::Pdf);
        }
        let picture = Picture::check(name, bytes).map_err(|error| match error {
            DocumentError::NotAPicture => DocumentError::NotAFile,
            error => error,
        });
        picture.map(Self::Picture)
    }

    /// The same on a thread that may take its time.
    ///
    /// # Errors
    /// [`DocumentError`], as [`File::check`].
    pub async fn checked(name: &str, bytes: &[u8]) -> Result<Self, DocumentError> {
        let (name, bytes) = (name.to_owned(), bytes.to_vec());
        let looked = tokio::task::spawn_blocking(move || Self::check(&name, bytes)).await;
        looked.unwrap_or(Err(DocumentError::NotAFile))
    }

    /// The file of a form, where one was chosen.
    ///
    /// # Errors
    /// [`DocumentError`], as [`File::check`].
    pub async fn of_form(form: &web::Form, field: &str) -> Result<Option<Self>, DocumentError> {
        match form.file(field) {
            Some(file) => Self::checked(&file.name, &file.bytes).await.map(Some),
            None => Ok(None),
        }
    }

    /// The name that it came with.
    pub fn name(&self) -> &str {
        match self {
            Self::Picture(picture) => &picture.name,
            Self::Pdf(pdf) => &pdf.name,
        }
    }

    /// What it is, as found inside.
    pub fn content_type(&self) -> &'static str {
        match self {
            Self::Picture(picture) => picture.content_type,
            Self::Pdf(_) => PDF,
        }
    }

    /// What is in it.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Picture(picture) => &picture.bytes,
            Self::Pdf(pdf) => &pdf.bytes,
        }
    }

    /// Pixels across and down; zero where it has none.
    pub(crate) fn pixels(&self) -> (i64, i64) {
        match self {
            Self::Picture(picture) => (picture.width.into(), picture.height.into()),
            Self::Pdf(_) => (0, 0),
        }
    }

    /// Pages, where it has any.
    pub(crate) fn pages(&self) -> Option<i64> {
        match self {
            Self::Picture(_) => None,
            Self::Pdf(pdf) => Some(pdf.pages),
        }
    }
}

/// The type of a PDF.
pub(crate) const PDF: &str = "application/pdf";

impl From<Picture> for File {
    fn from(picture: Picture) -> Self {
        Self::Picture(picture)
    }
}
