//! Pictures, opened before they are trusted.

use std::io::Cursor;

use image::{ImageFormat, ImageReader, Limits};

use crate::error::DocumentError;

/// The most bytes of a file.
pub const MAX_BYTES: usize = 12 * 1024 * 1024;

/// The most pixels of a picture.
const MAX_PIXELS: u64 = 50_000_000;

/// The longest side, in pixels.
const MAX_SIDE: u32 = 16_000;

/// A picture that opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The name that it came with.
    pub name: String,
    /// `image/jpeg`, `image/png` or `image/webp`, as found inside.
    pub content_type: &'static str,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// The file.
    pub bytes: Vec<u8>,
}

impl Picture {
    /// Opens a file and looks at every pixel. Takes up to tenths of a second: not for an async thread.
    ///
    /// # Errors
    /// [`DocumentError`] for anything that is not a picture of a bearable size.
    pub fn check(name: &str, bytes: Vec<u8>) -> Result<Self, DocumentError> {
        if bytes.len() > MAX_BYTES {
            return Err(DocumentError::TooLarge);
        }
        let format = image::guess_format(&bytes).map_err(|_| DocumentError::NotAPicture)?;
        let content_type = match format {
            ImageFormat::Jpeg => "image/jpeg",
            ImageFormat::Png => "image/png",
            ImageFormat::WebP => "image/webp",
            _ => return Err(DocumentError::NotAPicture),
        };
        let size = ImageReader::with_format(Cursor::new(&bytes), format).into_dimensions();
        let (width, height) = size.map_err(|_| DocumentError::NotAPicture)?;
        if width > MAX_SIDE || height > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS {
            return Err(DocumentError::TooManyPixels);
        }
        let mut reader = ImageReader::with_format(Cursor::new(&bytes), format);
        let mut limits = Limits::default();
        limits.max_image_width = Some(MAX_SIDE);
        limits.max_image_height = Some(MAX_SIDE);
        limits.max_alloc = Some(4 * MAX_PIXELS);
        reader.limits(limits);
        reader.decode().map_err(|_| DocumentError::NotAPicture)?;
        Ok(Self { name: clean(name), content_type, width, height, bytes })
    }
}

/// A file's name as it is kept: one line, not too long.
pub(crate) fn clean(name: &str) -> String {
    name.chars().filter(|letter| !letter.is_control()).take(120).collect()
}
