//! Words as people type them: trimmed, without control characters, of a bearable length.

use crate::MentoringError;

/// A text that must be there; lines stay lines.
///
/// # Errors
/// [`MentoringError::Missing`], [`MentoringError::TooLong`].
pub(crate) fn needed(
    typed: &str,
    (what, field): (&'static str, &'static str),
    most: usize,
) -> Result<String, MentoringError> {
    let text = optional(typed, (what, field), most)?;
    match text.is_empty() {
        true => Err(MentoringError::Missing { what, field }),
        false => Ok(text),
    }
}

/// A text that may be missing.
///
/// # Errors
/// [`MentoringError::TooLong`].
pub(crate) fn optional(
    typed: &str,
    (what, field): (&'static str, &'static str),
    most: usize,
) -> Result<String, MentoringError> {
    let text: String = typed.chars().filter(|letter| !letter.is_control() || *letter == '\n').collect();
    let text = text.trim();
    match text.chars().count() > most {
        true => Err(MentoringError::TooLong { what, field, most }),
        false => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_and_noise_is_not() {
        let field = ("temuan", "findings");
        assert_eq!(needed(" Kas cocok.\r\nLaci rapi \u{0}", field, 40).unwrap(), "Kas cocok.\nLaci rapi");
        assert!(matches!(needed(" \r\n", field, 40), Err(MentoringError::Missing { field: "findings", .. })));
        assert!(matches!(needed("lima!", field, 4), Err(MentoringError::TooLong { most: 4, .. })));
        assert_eq!(optional("", field, 4).unwrap(), "");
    }
}
