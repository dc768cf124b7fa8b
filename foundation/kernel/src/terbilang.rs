//! Amounts in words, as receipts and deeds require.

use crate::Rupiah;

/// The words below twelve; "sebelas" is its own word, "sepuluh" too.
const SMALL: [&str; 12] = [
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh",
    "sebelas",
];

/// What each group of three digits is called, from the right.
const GROUPS: [&str; 7] = ["", "ribu", "juta", "miliar", "triliun", "kuadriliun", "kuintiliun"];

/// The amount in words: "dua puluh satu ribu tiga ratus empat puluh lima rupiah".
/// One thousand is "seribu", but a million and a thousand is "satu juta seribu".
/// A negative starts with "minus".
pub fn terbilang(amount: Rupiah) -> String {
    let mut groups: Vec<String> = Vec::new();
    let mut rest = amount.0.unsigned_abs();
    for name in GROUPS {
        let group = rest % 1_000;
        rest /= 1_000;
        match (group, name) {
            (0, _) => {}
            (1, "ribu") => groups.push("seribu".to_owned()),
            (_, "") => groups.push(hundreds(group)),
            _ => groups.push(format!("{} {name}", hundreds(group))),
        }
    }
    if groups.is_empty() {
        groups.push(small(0).to_owned());
    }
    if amount.0 < 0 {
        groups.push("minus".to_owned());
    }
    groups.reverse();
    groups.push("rupiah".to_owned());
    groups.join(" ")
}

/// 1 to 999 in words.
fn hundreds(number: u64) -> String {
    let (count, rest) = (number / 100, number % 100);
    let head = match count {
        0 => return tens(rest),
        1 => "seratus".to_owned(),
        _ => format!("{} ratus", small(count)),
    };
    if rest == 0 { head } else { format!("{head} {}", tens(rest)) }
}

/// 1 to 99 in words.
fn tens(number: u64) -> String {
    match (number / 10, number % 10) {
        (0, _) | (1, 0 | 1) => small(number).to_owned(),
        (1, unit) => format!("{} belas", small(unit)),
        (ten, 0) => format!("{} puluh", small(ten)),
        (ten, unit) => format!("{} puluh {}", small(ten), small(unit)),
    }
}

/// 0 to 11 in one word.
fn small(number: u64) -> &'static str {
    usize::try_from(number).ok().and_then(|place| SMALL.get(place)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::repeatable;
    use proptest::prelude::*;

    #[test]
    fn known_amounts() {
        for (rupiah, words) in [
            (0, "nol"),
            (1, "satu"),
            (10, "sepuluh"),
            (11, "sebelas"),
            (12, "dua belas"),
            (19, "sembilan belas"),
            (20, "dua puluh"),
            (21, "dua puluh satu"),
            (100, "seratus"),
            (101, "seratus satu"),
            (111, "seratus sebelas"),
            (210, "dua ratus sepuluh"),
            (1_000, "seribu"),
            (1_100, "seribu seratus"),
            (2_000, "dua ribu"),
            (11_000, "sebelas ribu"),
            (21_345, "dua puluh satu ribu tiga ratus empat puluh lima"),
            (100_000, "seratus ribu"),
            (101_000, "seratus satu ribu"),
            (1_000_000, "satu juta"),
            (1_001_000, "satu juta seribu"),
            (1_500_000, "satu juta lima ratus ribu"),
            (3_000_000_000, "tiga miliar"),
            (1_000_000_000_000, "satu triliun"),
            (1_000_000_000_000_000, "satu kuadriliun"),
            (-5_000, "minus lima ribu"),
            (
                i64::MIN,
                "minus sembilan kuintiliun dua ratus dua puluh tiga kuadriliun \
                 tiga ratus tujuh puluh dua triliun tiga puluh enam miliar \
                 delapan ratus lima puluh empat juta tujuh ratus tujuh puluh lima ribu \
                 delapan ratus delapan",
            ),
        ] {
            assert_eq!(terbilang(Rupiah(rupiah)), format!("{words} rupiah"));
        }
    }

    /// Reads the words back, so that no two amounts can share them.
    fn value(words: &str) -> i128 {
        let (mut total, mut group, mut last) = (0_i128, 0_i128, 0_i128);
        let mut sign = 1;
        for word in words.split(' ') {
            match word {
                "minus" => sign = -1,
                "belas" => last += 10,
                "puluh" => last *= 10,
                "ratus" => {
                    group += last * 100;
                    last = 0;
                }
                "seratus" => group += 100,
                "seribu" => total += 1_000,
                "rupiah" => {}
                _ => match GROUPS.iter().position(|name| *name == word) {
                    Some(power) => {
                        total += (group + last) * 1_000_i128.pow(u32::try_from(power).unwrap());
                        (group, last) = (0, 0);
                    }
                    None => {
                        group += last;
                        last = SMALL.iter().position(|name| *name == word).unwrap() as i128;
                    }
                },
            }
        }
        sign * (total + group + last)
    }

    proptest! {
        #![proptest_config(repeatable())]

        #[test]
        fn the_words_say_the_amount(rupiah in prop_oneof![any::<i64>(), -5_000_000..5_000_000_i64]) {
            prop_assert_eq!(value(&terbilang(Rupiah(rupiah))), i128::from(rupiah));
        }
    }
}
