//! Amounts as people write them: one reading, or none.

use kernel::{MAX_AMOUNT, Rupiah};
use proptest::prelude::*;
use sheets::{AmountError, amount_of, parse_amount};
use spreadsheet::Cell;

#[test]
fn amounts_are_read_as_officers_write_them() {
    for (text, rupiah) in [
        ("120000", 120_000),
        ("120.000", 120_000),
        ("120,000", 120_000),
        ("Rp 120.000,-", 120_000),
        ("Rp120.000.-", 120_000),
        ("Rp. 50 ribu", 50_000),
        ("rp : 7.500", 7_500),
        ("IDR 7,500.00", 7_500),
        ("1.200.000,00", 1_200_000),
        ("1 200 000", 1_200_000),
        ("5000.00", 5_000),
        ("100rb", 100_000),
        ("100 RB", 100_000),
        ("1,5 jt", 1_500_000),
        ("1.5 juta", 1_500_000),
        ("2,25jt", 2_250_000),
        ("2 miliar", 2_000_000_000),
        ("(5.000)", -5_000),
        ("-5.000", -5_000),
        ("Rp -5.000", -5_000),
        ("−Rp5.000", -5_000),
        ("\u{a0}455\u{a0}", 455),
        ("0", 0),
    ] {
        assert_eq!(parse_amount(text), Ok(Some(Rupiah(rupiah))), "{text}");
    }
    for text in ["", " ", "-", "–", "Rp -", "Rp", "Nihil", "Rp. -"] {
        assert_eq!(parse_amount(text), Ok(None), "{text}");
    }
}

#[test]
fn what_may_be_two_amounts_is_none() {
    for text in [
        "1.5",
        "1,5",
        "1.2000",
        "1.200,000",
        "1200.000",
        "1.500 jt",
        "1,250 rb",
        "12,50,000",
        "1.50.00",
        "0.500",
        "(-5.000)",
    ] {
        assert_eq!(parse_amount(text), Err(AmountError::Ambiguous), "{text}");
    }
    for text in ["120.000,50", "1,23456789 jt"] {
        assert!(parse_amount(text).is_err(), "{text}");
    }
    assert_eq!(parse_amount("120.000,50"), Err(AmountError::Fraction));
    for text in [
        "dua ratus",
        "12 ekor",
        "1O.000",
        "5000-",
        "1e5",
        "=120000",
        "2 x 10.000",
        "10.000 + 5.000",
        "100rb 50",
        "Rp Rp 5",
    ] {
        assert_eq!(parse_amount(text), Err(AmountError::NotANumber), "{text}");
    }
    assert_eq!(parse_amount("9.999.999.999.999.999"), Err(AmountError::TooLarge));
    assert_eq!(parse_amount("99999999999999999999999"), Err(AmountError::TooLarge));
}

#[test]
fn cells_give_amounts_only_if_they_hold_whole_rupiah() {
    assert_eq!(amount_of(&Cell::Empty), Ok(None));
    assert_eq!(amount_of(&Cell::Number(120_000.0)), Ok(Some(Rupiah(120_000))));
    assert_eq!(amount_of(&Cell::Number(119_999.999_999_999_99)), Ok(Some(Rupiah(120_000))));
    assert_eq!(amount_of(&Cell::Number(333_333.33)), Err(AmountError::Fraction));
    assert_eq!(amount_of(&Cell::Number(0.5)), Err(AmountError::Fraction));
    assert_eq!(amount_of(&Cell::Number(f64::NAN)), Err(AmountError::TooLarge));
    assert_eq!(amount_of(&Cell::Number(1e16)), Err(AmountError::TooLarge));
    assert_eq!(amount_of(&Cell::DateTime { serial: 46_204.0 }), Err(AmountError::Date));
    assert_eq!(amount_of(&Cell::Error("#REF!".to_owned())), Err(AmountError::Formula));
    assert_eq!(amount_of(&Cell::Bool(true)), Err(AmountError::NotANumber));
}

fn grouped(amount: i64, separator: &str) -> String {
    let digits = amount.to_string();
    let groups: Vec<&[u8]> = digits.as_bytes().rchunks(3).rev().collect();
    groups.iter().map(|group| std::str::from_utf8(group).unwrap()).collect::<Vec<_>>().join(separator)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_form_gives_the_amount_back(amount in 0..=MAX_AMOUNT.0, form in 0..7_usize) {
        let text = match form {
            0 => amount.to_string(),
            1 => grouped(amount, "."),
            2 => grouped(amount, ","),
            3 => format!("Rp {},-", grouped(amount, ".")),
            4 => format!("{},00", grouped(amount, ".")),
            5 => format!("{}.00", grouped(amount, ",")),
            _ => format!("Rp. {}", grouped(amount, " ")),
        };
        prop_assert_eq!(parse_amount(&text), Ok(Some(Rupiah(amount))), "{}", text);
        let negative = parse_amount(&format!("({text})"));
        prop_assert_eq!(negative, Ok(Some(Rupiah(-amount))));
    }

    #[test]
    fn no_text_makes_it_panic(text in "[-Rp0-9.,() jtrb]{0,24}|\\PC{0,20}") {
        if let Ok(Some(amount)) = parse_amount(&text) {
            prop_assert!(amount.abs() <= MAX_AMOUNT);
            // Whatever was read, its digits stood there in this order.
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            let read = amount.abs().0.to_string();
            let significant = read.trim_end_matches('0');
            prop_assert!(digits.contains(significant), "{} became {}", text, read);
        }
    }
}
