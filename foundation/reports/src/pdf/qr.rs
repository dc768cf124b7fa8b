//! The QR code of a seal.

use qrcode::{Color, EcLevel, QrCode};

use super::flow::Mark;
use super::measure::times;
use super::sheet::mm;
use super::tags::Tag;
use crate::ReportError;

/// The white around a code, in modules, that a reader needs.
const QUIET: usize = 4;

/// A code as rows of modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    /// Modules in a row.
    pub width: usize,
    /// Whether a module is dark, from the top left.
    pub dark: Vec<bool>,
}

impl Code {
    /// The code that says a text; it can be read though an eighth of it is spoilt.
    ///
    /// # Errors
    /// [`ReportError::Seal`] where the text is too long.
    pub fn of(text: &str) -> Result<Self, ReportError> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M)
            .map_err(|error| ReportError::Seal(error.to_string()))?;
        let dark = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
        Ok(Self { width: code.width(), dark })
    }

    /// The side of the code with its white, in points: as wished, or larger so that its modules can be read.
    pub fn side(&self, wished: f32) -> f32 {
        wished.max(times(self.width + 2 * QUIET) * mm(0.42))
    }

    /// The dark part of the code in the middle of a square of white, its top left at `x` and `y`.
    pub fn mark(&self, x: f32, y: f32, side: f32) -> Mark {
        let quiet = self.quiet(side);
        Mark::Code { x: x + quiet, y: y + quiet, side: side - 2.0 * quiet, tag: Tag::Ornament }
    }

    /// The width of the white, in points.
    pub fn quiet(&self, side: f32) -> f32 {
        side * times(QUIET) / times(self.width + 2 * QUIET)
    }

    /// One bit a module, rows filled up to whole bytes: an image mask, dark is 1.
    pub fn bits(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for row in self.dark.chunks(self.width.max(1)) {
            for eight in row.chunks(8) {
                let dark = eight.iter().enumerate().filter(|(_, is_dark)| **is_dark);
                bytes.push(dark.fold(0_u8, |byte, (n, _)| byte | 0x80 >> n));
            }
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_become_bits() {
        let dark = vec![true, false, false, false, true, true, false, false, true];
        assert_eq!(Code { width: 3, dark }.bits(), [0x80, 0x60, 0x20]);
    }

    #[test]
    fn too_long_a_text_is_said() {
        assert!(matches!(Code::of(&"a".repeat(5000)), Err(ReportError::Seal(_))));
    }
}
