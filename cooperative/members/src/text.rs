//! What people type, as it is kept.

use kernel::{clean_name, fold};

use crate::MembersError;

/// The most characters in the name of a person or partner.
const NAME_LENGTH: usize = 80;
/// The most characters in an address.
const ADDRESS_LENGTH: usize = 200;

pub(crate) fn name(typed: &str) -> Result<String, MembersError> {
    Ok(clean_name(typed, NAME_LENGTH)?)
}

pub(crate) fn address(typed: &str) -> Result<String, MembersError> {
    clean_name(typed, ADDRESS_LENGTH).map_err(|_| MembersError::Address)
}

/// A reason, purpose or remark that others will read: 5 to 200 characters.
pub(crate) fn sentence(typed: &str) -> Option<String> {
    clean_name(typed, ADDRESS_LENGTH).ok().filter(|text| text.chars().count() >= 5)
}

/// A telephone number as it is dialled in Indonesia, digits only: `+62 812-3456-789` is `08123456789`.
/// Nothing typed is nothing known.
pub(crate) fn phone(typed: &str) -> Result<Option<String>, MembersError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let bare: String = typed.chars().filter(|c| !matches!(c, ' ' | '-' | '.' | '(' | ')')).collect();
    let local = match bare.strip_prefix("+62").or_else(|| bare.strip_prefix("62")) {
        Some(rest) => format!("0{rest}"),
        None => bare,
    };
    let is_number = local.starts_with('0') && local.bytes().all(|b| b.is_ascii_digit());
    match is_number && (9..=14).contains(&local.len()) {
        true => Ok(Some(local)),
        false => Err(MembersError::Phone),
    }
}

/// What a search compares, as a pattern for `like`: folding leaves neither `%` nor `_`.
pub(crate) fn pattern(typed: &str) -> String {
    match fold(typed).as_str() {
        "" => String::new(),
        folded => format!("%{folded}%"),
    }
}

/// The number in a search such as `17`, `017` or `anggota 017`.
pub(crate) fn number_in(typed: &str) -> Option<i64> {
    let folded = fold(typed);
    folded.strip_prefix("anggota").unwrap_or(&folded).trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telephone_number_is_kept_as_it_is_dialled() {
        for typed in ["0812-3456-789", "+62 812 3456 789", "62.812.3456.789"] {
            assert_eq!(phone(typed).unwrap().as_deref(), Some("08123456789"), "{typed}");
        }
        assert_eq!(phone(" ").unwrap(), None);
        for typed in ["812345678", "0812", "08123456789012345", "08x2345678"] {
            assert!(phone(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn a_search_is_folded_and_may_be_a_number() {
        assert_eq!(pattern(" Ma'ruf_% "), "%maruf%");
        assert_eq!(pattern("  "), "");
        assert_eq!(number_in("anggota 017"), Some(17));
        assert_eq!(number_in("017"), Some(17));
        assert_eq!(number_in("melati"), None);
    }

    #[test]
    fn a_reason_has_a_length() {
        assert_eq!(sentence("  pindah   rumah "), Some("pindah rumah".to_owned()));
        assert_eq!(sentence("ya"), None);
        assert_eq!(sentence(&"a".repeat(201)), None);
    }
}
