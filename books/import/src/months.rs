//! Months of dues in the words of a cash book: "Juli - Des 25" is six months.

use kernel::{BookDate, Month};

/// Names and shortenings of months as officers write them.
const NAMES: [(&str, i64); 42] = [
    ("januari", 1),
    ("jan", 1),
    ("january", 1),
    ("februari", 2),
    ("pebruari", 2),
    ("feb", 2),
    ("peb", 2),
    ("maret", 3),
    ("mar", 3),
    ("mrt", 3),
    ("march", 3),
    ("april", 4),
    ("apr", 4),
    ("mei", 5),
    ("may", 5),
    ("juni", 6),
    ("jun", 6),
    ("june", 6),
    ("juli", 7),
    ("jul", 7),
    ("july", 7),
    ("agustus", 8),
    ("agus", 8),
    ("agst", 8),
    ("agt", 8),
    ("ags", 8),
    ("agu", 8),
    ("aug", 8),
    ("september", 9),
    ("sept", 9),
    ("sep", 9),
    ("oktober", 10),
    ("okt", 10),
    ("oct", 10),
    ("october", 10),
    ("november", 11),
    ("nopember", 11),
    ("nov", 11),
    ("nop", 11),
    ("desember", 12),
    ("des", 12),
    ("dec", 12),
];

/// The number of a month by its name in lower case.
pub fn month_number(word: &str) -> Option<i64> {
    NAMES.iter().find(|(name, _)| *name == word).map(|(_, number)| *number)
}

/// Between two months.
const THROUGH: [&str; 7] = ["-", "–", "s", "sd", "sampai", "hingga", "ke"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Month(i64),
    Year(i64),
    Number(i64),
    Through,
    Date,
    Word,
}

/// Words, numbers and the marks between them.
fn pieces(text: &str) -> Vec<Piece> {
    let mut words: Vec<String> = vec![String::new()];
    let mut last_kind = ' ';
    for letter in text.to_lowercase().chars() {
        let kind = match letter {
            letter if letter.is_alphabetic() => 'a',
            letter if letter.is_ascii_digit() => '0',
            _ => ' ',
        };
        if kind != last_kind {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            if kind == ' ' && !matches!(letter, '-' | '–') {
                last_kind = kind;
                continue;
            }
            word.push(letter);
        }
        last_kind = kind;
    }
    words.iter().filter(|word| !word.is_empty()).map(|word| piece(word)).collect()
}

fn piece(word: &str) -> Piece {
    if let Some(number) = month_number(word) {
        return Piece::Month(number);
    }
    if THROUGH.contains(&word) {
        return Piece::Through;
    }
    if matches!(word, "tgl" | "tanggal") {
        return Piece::Date;
    }
    match word.parse::<i64>() {
        Ok(year) if word.len() == 4 && (1990..=2100).contains(&year) => Piece::Year(year),
        Ok(number) => Piece::Number(number),
        Err(_) => Piece::Word,
    }
}

/// A month with the year that stands behind it, if any.
type Named = (i64, Option<i64>);

/// The months that a row pays for: first and last. The year is the one that is written, or the one that
/// brings the months nearest to the row's date.
pub fn months_in(text: &str, date: BookDate) -> Option<(Month, Month)> {
    let pieces = pieces(text);
    let mut named: Vec<Named> = Vec::new();
    let mut through = false;
    let mut of_a_date = false;
    for (at, piece) in pieces.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| pieces.get(at));
        match piece {
            Piece::Date => of_a_date = true,
            // "tgl 1 Juli 2026" is a day, not a month of dues.
            Piece::Month(_) if of_a_date => of_a_date = false,
            Piece::Month(month) => {
                let next = pieces.get(at + 1);
                let year = match next {
                    Some(Piece::Year(year)) => Some(*year),
                    Some(Piece::Number(short)) if (20..=60).contains(short) => Some(2000 + short),
                    _ => None,
                };
                named.push((*month, year));
            }
            Piece::Through if !named.is_empty() && !matches!(before, Some(Piece::Word)) => through = true,
            _ => {}
        }
    }
    settle(&named, through, date)
}

fn settle(named: &[Named], through: bool, date: BookDate) -> Option<(Month, Month)> {
    let (first, last) = (*named.first()?, *named.last()?);
    if named.len() > 2 && through {
        return None;
    }
    let end = match last.1.or(first.1.filter(|_| named.len() == 1)) {
        Some(year) => Month::new(year, last.0)?,
        None => nearest(last.0, date)?,
    };
    let start_year = match first.1 {
        Some(year) => year,
        None if first.0 > last.0 => end.year() - 1,
        None => end.year(),
    };
    let start = Month::new(start_year, first.0)?;
    let span = start.months_until(end);
    let listed = i64::try_from(named.len()).ok()?;
    // Two months named without "to" between them, or a list with gaps, is no stretch.
    let is_stretch = through || span + 1 == listed;
    (is_stretch && (0..=60).contains(&span)).then_some((start, end))
}

/// The month of that number nearest to a date; of two as near, the earlier.
fn nearest(month: i64, date: BookDate) -> Option<Month> {
    let here = date.month_of();
    let years = [date.year() - 1, date.year(), date.year() + 1];
    let months = years.into_iter().filter_map(|year| Month::new(year, month));
    months.min_by_key(|month| (here.months_until(*month).abs(), month.number()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, date: &str) -> Option<String> {
        let date = BookDate::parse(date).expect("a date");
        months_in(text, date).map(|(first, last)| format!("{first} {last}"))
    }

    #[test]
    fn dues_for_many_months_are_read_in_the_words_of_the_book() {
        let months = |text| said(text, "2025-12-20").unwrap_or_default();
        assert_eq!(months("Terima Simpanan wajib an. Marni (Juli - Des 25)"), "2025-07 2025-12");
        assert_eq!(months("simpanan wajib Jul s/d Des 2025"), "2025-07 2025-12");
        assert_eq!(months("SW Nov 25 - Feb 26"), "2025-11 2026-02");
        assert_eq!(months("SW Nov - Feb 26"), "2025-11 2026-02");
        assert_eq!(months("SW bulan Oktober"), "2025-10 2025-10");
        assert_eq!(months("SW Jan"), "2026-01 2026-01");
        assert_eq!(months("SW Okt, Nov, Des"), "2025-10 2025-12");
        assert_eq!(months("SW Sept sampai Nop 2025"), "2025-09 2025-11");
        assert_eq!(months("SW Jul-Des'25"), "2025-07 2025-12");
    }

    #[test]
    fn a_day_or_a_gap_is_no_stretch_of_months() {
        assert_eq!(said("setoran tgl 01 Juli 2025", "2025-07-03"), None);
        assert_eq!(said("SW Okt dan Des", "2025-12-20"), None);
        assert_eq!(said("simpanan wajib Marni", "2025-12-20"), None);
        assert_eq!(said("SW Des 25 - Jul 25", "2025-12-20"), None);
    }
}
