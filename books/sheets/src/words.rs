//! Words as officers type them: folded, split, compared with one letter's patience.

/// The words of a text: lower case, split at anything that is no letter or digit and
/// between letters and digits, so that `1Juli2026` is three.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut word = String::new();
    let mut was_digit = false;
    for letter in text.chars().flat_map(char::to_lowercase) {
        // Jum'at is one word.
        if matches!(letter, '\'' | '’' | '`') {
            continue;
        }
        let is_digit = letter.is_ascii_digit();
        if !word.is_empty() && (!letter.is_alphanumeric() || is_digit != was_digit) {
            found.push(std::mem::take(&mut word));
        }
        if letter.is_alphanumeric() {
            word.push(letter);
            was_digit = is_digit;
        }
    }
    if !word.is_empty() {
        found.push(word);
    }
    found
}

/// Whether two words are the same but for one letter: changed, missing, added, or two
/// neighbours exchanged. Short words differ by one letter too often (Juni, Juli).
pub(crate) fn nearly(word: &str, known: &str) -> bool {
    if word == known {
        return true;
    }
    // Every row of a book is compared with every word: no list is made here. Bytes will
    // do, as all words known here are plain letters.
    let (mut word, mut known) = (word.as_bytes(), known.as_bytes());
    let (shorter, longer) = (word.len().min(known.len()), word.len().max(known.len()));
    if shorter < 4 || longer < 5 || longer - shorter > 1 {
        return false;
    }
    while let (Some((a, rest)), Some((b, other))) = (word.split_first(), known.split_first())
        && a == b
    {
        (word, known) = (rest, other);
    }
    match (word, known) {
        ([a, b, rest @ ..], [c, d, other @ ..]) if a == d && b == c && rest == other => true,
        ([_, rest @ ..], [_, other @ ..]) if rest == other => true,
        ([_, rest @ ..], other) if rest == other => true,
        (rest, [_, other @ ..]) => rest == other,
        _ => false,
    }
}

/// At most so many characters, with a sign that there were more.
pub(crate) fn shortened(text: &str) -> String {
    const MOST: usize = 120;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= MOST {
        return text;
    }
    text.chars().take(MOST - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_fall_into_words() {
        assert_eq!(words("Debet  (Rp)\n"), ["debet", "rp"]);
        assert_eq!(words("1Juli2026"), ["1", "juli", "2026"]);
        assert_eq!(words("Jum'at, 3-7-26"), ["jumat", "3", "7", "26"]);
    }

    #[test]
    fn one_wrong_letter_is_forgiven_in_long_words() {
        for typed in ["uraian", "urain", "uraiann", "uraoan", "uarian", "uraina"] {
            assert!(nearly(typed, "uraian"), "{typed}");
        }
        for (typed, known) in
            [("juni", "juli"), ("urn", "uraian"), ("keluar", "masuk"), ("debetkan", "debet")]
        {
            assert!(!nearly(typed, known), "{typed}");
        }
    }
}
