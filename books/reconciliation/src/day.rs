//! Dates as banks print them.

use kernel::BookDate;
use sheets::DateHints;
use spreadsheet::Cell;

use crate::layout::DateOrder;

/// 1 January 1990 as spreadsheets count days.
const FIRST_SERIAL: i64 = 32_874;

/// The day in a cell; nothing where none can be read.
pub(crate) fn day(cell: &Cell, order: DateOrder, today: BookDate) -> Option<BookDate> {
    match cell {
        Cell::DateTime { serial } => {
            let days = Cell::Number(serial.floor()).whole()?;
            let after = days.checked_sub(FIRST_SERIAL).filter(|after| (0..=77_000).contains(after))?;
            Some(BookDate::MIN.plus_days(after))
        }
        Cell::Text(text) => text_day(text, order).or_else(|| {
            let found = sheets::date_of_text(text, &DateHints::none(today)).ok()?;
            (!found.assumed).then_some(found.date)
        }),
        _ => None,
    }
}

fn text_day(text: &str, order: DateOrder) -> Option<BookDate> {
    let text = without_time(text.trim().trim_start_matches('\''));
    let text = indonesian_month(text);
    match order {
        DateOrder::Dmy => eight_digits(&text).or_else(|| BookDate::parse_human(&text).ok()),
        DateOrder::Mdy => {
            let parts: Vec<&str> = text.split(['/', '-', '.']).map(str::trim).collect();
            let [month, day, year] = parts.as_slice() else { return None };
            BookDate::parse_human(&format!("{day}/{month}/{year}")).ok()
        }
    }
}

/// `20261124`.
fn eight_digits(text: &str) -> Option<BookDate> {
    let is_date = text.len() == 8 && text.chars().all(|c| c.is_ascii_digit());
    let part = |from, to| text.get(from..to)?.parse().ok();
    if is_date { BookDate::new(part(0, 4)?, part(4, 6)?, part(6, 8)?) } else { None }
}

/// Takes a time of day off the end: `24/11/2026 10:15:00`, `24/11/2026 10.15.00`, `2026-11-24T10:15:00`.
fn without_time(text: &str) -> &str {
    let is_time = |end: &str| {
        end.starts_with(|c: char| c.is_ascii_digit())
            && end.contains(['.', ':'])
            && end.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ':')
    };
    match text.rsplit_once([' ', 'T']) {
        Some((date, end)) if is_time(end) => date.trim_end(),
        _ => text,
    }
}

/// English names of months that differ from the Indonesian ones.
fn indonesian_month(text: &str) -> String {
    const NAMES: [(&str, &str); 12] = [
        ("january", "januari"),
        ("february", "februari"),
        ("march", "maret"),
        ("may", "mei"),
        ("june", "juni"),
        ("july", "juli"),
        ("august", "agustus"),
        ("aug", "agu"),
        ("october", "oktober"),
        ("oct", "okt"),
        ("december", "desember"),
        ("dec", "des"),
    ];
    let lower = text.to_lowercase();
    let letters: String = lower.chars().filter(|c| c.is_alphabetic()).collect();
    match NAMES.iter().find(|(english, _)| *english == letters) {
        Some((english, own)) => lower.replace(english, own),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_banks_print_is_read() {
        let today = BookDate::parse("2026-11-30").unwrap();
        let read =
            |text: &str, order| day(&Cell::Text(text.to_owned()), order, today).map(|day| day.to_string());
        for text in [
            "24/11/2026",
            "24/11/26",
            "24-11-2026",
            "2026-11-24",
            "24/11/2026 10:15:00",
            "2026-11-24T10:15:00",
            "24 Nov 2026",
            "24/11/2026 23.59.59",
            "24 11 2026",
            "20261124",
            "'24/11/2026",
        ] {
            assert_eq!(read(text, DateOrder::Dmy).as_deref(), Some("2026-11-24"), "{text}");
        }
        assert_eq!(read("05-Oct-26", DateOrder::Dmy).as_deref(), Some("2026-10-05"));
        assert_eq!(read("1 May 2026", DateOrder::Dmy).as_deref(), Some("2026-05-01"));
        assert_eq!(read("11/24/2026", DateOrder::Mdy).as_deref(), Some("2026-11-24"));
        for text in ["", "Saldo Awal", "31/02/2026", "20261332"] {
            assert_eq!(read(text, DateOrder::Dmy), None, "{text}");
        }
        let serial = Cell::DateTime { serial: 46_350.75 };
        assert_eq!(
            day(&serial, DateOrder::Dmy, today).map(|day| day.to_string()).as_deref(),
            Some("2026-11-24")
        );
        assert_eq!(day(&Cell::DateTime { serial: -5.0 }, DateOrder::Dmy, today), None);
        assert_eq!(day(&Cell::Number(46_350.0), DateOrder::Dmy, today), None);
    }
}
