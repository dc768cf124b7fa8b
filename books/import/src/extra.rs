//! A second act hidden in a row: "Pengembalian Mitra Pisang (bagi hasil 100rb)" brings back capital and a
//! share of the profit; "Penjualan materai (Laba: 12000)" says what the goods had cost.

use std::sync::LazyLock;

use kernel::{BookDate, Rupiah};
use serde::Deserialize;

/// What stands behind a word is a part of the money, or what is left is the cost of what was sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Amount {
    Part,
    Rest,
}

#[derive(Debug, Clone, Deserialize)]
struct Hint {
    rule: String,
    word: String,
    extra_rule: String,
    amount: Amount,
    valid_from: BookDate,
    #[serde(rename = "source")]
    _source: String,
}

#[expect(clippy::expect_used, reason = "the file is in the program and read by a test")]
static HINTS: LazyLock<Vec<Hint>> = LazyLock::new(|| {
    let file: &[u8] = include_bytes!("../parameters/extras.csv");
    csv::Reader::from_reader(file).deserialize().collect::<Result<_, _>>().expect("the hints read")
});

/// The second act of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extra {
    /// Its posting rule.
    pub rule: String,
    /// How much of it, in rupiah.
    pub amount: Rupiah,
}

/// The second act that a row speaks of; the fee column of an agent's sheet counts as the word "fee".
/// Nothing where the amount behind the word is no part of the row's amount.
pub fn extra_of(rule: &str, text: &str, fee: Rupiah, amount: Rupiah, date: BookDate) -> Option<Extra> {
    let hints = HINTS.iter().filter(|hint| hint.rule == rule && hint.valid_from <= date);
    let lower = text.to_lowercase();
    for hint in hints {
        let said = match amount_behind(&lower, &hint.word) {
            None if hint.word == "fee" && fee > Rupiah::ZERO => Some(fee),
            said => said,
        };
        let Some(said) = said.filter(|said| *said > Rupiah::ZERO && *said < amount) else { continue };
        let rest = amount.checked_sub(said)?;
        let amount = if hint.amount == Amount::Part { said } else { rest };
        return Some(Extra { rule: hint.extra_rule.clone(), amount });
    }
    None
}

/// The amount that follows a word: "laba: 12000", "bagi hasil 100rb", "fee Rp 2.500".
fn amount_behind(lower: &str, word: &str) -> Option<Rupiah> {
    let (_, behind) = lower.split_once(word)?;
    let behind = behind.trim_start_matches([' ', ':', '=', '.']);
    let end = behind.find([')', ';', ']']).unwrap_or(behind.len());
    let piece = behind.get(..end)?.trim();
    // Only what reads as an amount as a whole, or its first two words ("100 rb").
    let first_words: Vec<&str> = piece.split_whitespace().take(3).collect();
    let shorter =
        (1..=first_words.len()).rev().filter_map(|n| first_words.get(..n)).map(|words| words.join(" "));
    shorter.filter_map(|text| sheets::parse_amount(&text).ok().flatten()).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extra(rule: &str, text: &str, amount: i64) -> Option<(String, i64)> {
        let date = BookDate::parse("2026-07-01").expect("a date");
        extra_of(rule, text, Rupiah::ZERO, Rupiah(amount), date).map(|extra| (extra.rule, extra.amount.0))
    }

    #[test]
    fn a_share_of_profit_is_parted_from_the_capital() {
        let found = extra("kembali-modal-mitra", "Pengembalian Mitra Pisang (bagi hasil 100rb)", 600_000);
        assert_eq!(found, Some(("terima-bagi-hasil-mitra".to_owned(), 100_000)));
    }

    #[test]
    fn what_goods_had_cost_is_what_the_profit_leaves() {
        let found = extra("jual-meterai", "Penjualan Materai (Laba: 12000)", 132_000);
        assert_eq!(found, Some(("harga-beli-barang-lain".to_owned(), 120_000)));
    }

    #[test]
    fn more_than_the_row_has_is_no_part_of_it() {
        assert_eq!(extra("jual-meterai", "Penjualan Materai (Laba: 12000)", 12_000), None);
        assert_eq!(extra("bayar-admin-bank", "admin bank (laba 1000)", 5_000), None);
    }
}
