//! Which rule of Catat a line of the bank most likely is.

use std::sync::LazyLock;

use kernel::{Rupiah, fold};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Direction {
    Into,
    Out,
}

#[derive(Debug, Deserialize)]
struct Suggestion {
    direction: Direction,
    /// Words or parts of them, one of which the bank writes.
    words: String,
    /// The posting rule.
    rule: String,
}

#[expect(clippy::expect_used, reason = "the file is in the program and read by a test")]
static SUGGESTIONS: LazyLock<Vec<Suggestion>> = LazyLock::new(|| {
    let text: &[u8] = include_bytes!("../parameters/suggestions.csv");
    csv::Reader::from_reader(text).deserialize().collect::<Result<_, _>>().expect("the suggestions read")
});

/// The rule that a line's words speak of; nothing where they do not say.
pub fn suggested_rule(text: &str, amount: Rupiah) -> Option<&'static str> {
    let text = format!(" {} ", fold(text));
    let fits = |suggestion: &&Suggestion| {
        let same_way = matches!(suggestion.direction, Direction::Into) == (amount > Rupiah::ZERO);
        same_way && suggestion.words.split('|').any(|word| text.contains(&format!(" {word}")))
    };
    SUGGESTIONS.iter().find(fits).map(|suggestion| suggestion.rule.as_str())
}

/// Every rule that may be suggested, so that a test can check that Catat has it.
pub fn suggested_rules() -> impl Iterator<Item = &'static str> {
    SUGGESTIONS.iter().map(|suggestion| suggestion.rule.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_told_by_its_words_and_its_direction() {
        let rule = |text, amount| suggested_rule(text, Rupiah(amount));
        assert_eq!(rule("BUNGA TABUNGAN", 1_234), Some("bunga-bank"));
        assert_eq!(rule("PAJAK BUNGA", -246), Some("bayar-pajak-bunga-bank"));
        assert_eq!(rule("BIAYA ADM", -10_000), Some("bayar-admin-bank"));
        assert_eq!(rule("Biaya cetak rekening koran", -10_000), Some("bayar-cetak-rekening-koran"));
        assert_eq!(rule("BIAYA ADM", 10_000), None);
        assert_eq!(rule("TRF DARI TOKO CONTOH", 10_000), None);
        assert_eq!(suggested_rules().count(), 7);
    }
}
