//! Names of people and things: folded for searching, cleaned for keeping.

use thiserror::Error;

/// Why a name was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NameError {
    /// Nothing but spaces.
    #[error("Isi namanya.")]
    Empty,
    /// A line break, a tab or an invisible character.
    #[error("Ketik ulang namanya dalam satu baris tanpa karakter tersembunyi.")]
    Hidden,
    /// Longer than the field takes.
    #[error("Singkat namanya menjadi paling banyak {max} huruf.")]
    TooLong {
        /// How many characters fit.
        max: usize,
    },
}

/// A text as searching compares it: lower case, without diacritics, apostrophes
/// dropped (`Ma'ruf` is `maruf`), other punctuation as one space, single spaces.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        if is_dropped(letter) {
            continue;
        }
        match plain_letters(letter) {
            Some(plain) => folded.push_str(plain),
            None if letter.is_alphanumeric() => folded.push(letter),
            None if folded.ends_with(' ') || folded.is_empty() => {}
            None => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// A name as it is kept: trimmed, single spaces, at most `max` characters.
///
/// # Errors
/// [`NameError`] if nothing is left, if it hides something, or if it is too long.
pub fn clean_name(text: &str, max: usize) -> Result<String, NameError> {
    let trimmed = text.trim();
    if trimmed.chars().any(is_hidden) {
        return Err(NameError::Hidden);
    }
    let name = trimmed.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    if name.chars().count() > max {
        return Err(NameError::TooLong { max });
    }
    Ok(name)
}

/// Apostrophes of every kind, combining marks, and what nobody can see.
fn is_dropped(letter: char) -> bool {
    matches!(letter, '\'' | '`' | '´' | '\u{2018}' | '\u{2019}' | '\u{02b9}'..='\u{02bf}')
        || matches!(letter, '\u{0300}'..='\u{036f}')
        || is_format(letter)
}

/// Control characters and the invisible ones that can disguise a name.
fn is_hidden(letter: char) -> bool {
    letter.is_control() || is_format(letter) || matches!(letter, '\u{2028}' | '\u{2029}')
}

/// Soft hyphen, zero-width and direction marks.
fn is_format(letter: char) -> bool {
    matches!(
        letter,
        '\u{00ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
}

/// The plain letters of a Latin letter with a diacritic (lower case).
fn plain_letters(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ð' | 'ď' | 'đ' | 'ḍ' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' | 'ḥ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ṣ' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' | 'ṭ' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' | 'ẓ' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::repeatable;
    use proptest::prelude::*;

    #[test]
    fn names_fold_to_what_people_search_for() {
        for (name, folded) in [
            ("  Siti   AMINAH ", "siti aminah"),
            ("H. M. Ma'ruf, S.E.", "h m maruf s e"),
            ("Nur\u{2019}aini", "nuraini"),
            ("Siti-Aminah", "siti aminah"),
            ("José Müller", "jose muller"),
            ("Jose\u{0301}", "jose"),
            ("Toko 88", "toko 88"),
            ("...", ""),
        ] {
            assert_eq!(fold(name), folded, "{name}");
        }
    }

    #[test]
    fn a_name_is_cleaned_or_refused() {
        assert_eq!(clean_name("  Siti   Aminah ", 60), Ok("Siti Aminah".to_owned()));
        assert_eq!(clean_name("   ", 60), Err(NameError::Empty));
        assert_eq!(clean_name("Siti\nAminah", 60), Err(NameError::Hidden));
        assert_eq!(clean_name("Siti\u{202e}", 60), Err(NameError::Hidden));
        assert_eq!(clean_name("éé", 2), Ok("éé".to_owned()));
        assert_eq!(clean_name("Siti", 3), Err(NameError::TooLong { max: 3 }));
    }

    proptest! {
        #![proptest_config(repeatable())]

        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,30}") {
            let folded = fold(&text);
            prop_assert_eq!(fold(&folded), folded);
        }

        #[test]
        fn cleaning_twice_changes_nothing(text in "[ a-zA-Zé.']{0,30}") {
            if let Ok(name) = clean_name(&text, 25) {
                prop_assert_eq!(clean_name(&name, 25), Ok(name.clone()));
            }
        }
    }
}
