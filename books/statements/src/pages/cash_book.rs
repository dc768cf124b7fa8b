//! Buku kas and buku bank on the screen: one month, the sheet that officers know.

use askama::Template;
use kernel::{BookDate, CooperativeId, Month, Rupiah, UnitCode};
use ledger::Chart;
use reports::Document;
use store::Reader;

use super::Paper;
use super::asked::{Asked, Reading};
use super::lists::{Around, Lists};
use super::place::{Pick, Place, unit_value};
use super::rows::{BookLine, Pages, Totals, counted, lines, page_of};
use crate::book_paper;
use crate::cash_book::{CashBook, MoneyBook, cash_book};
use crate::error::StatementError;
use crate::paper::{Frame, period};

/// Months in the list of months.
const MONTHS_LISTED: i64 = 24;

#[derive(Template)]
#[template(path = "cash_book.html")]
pub(crate) struct CashBookPage {
    around: Around,
    book: CashBook,
    period: String,
    accounts: Vec<Pick>,
    months: Vec<Pick>,
    previous: Step,
    next: Step,
    lines: Vec<BookLine>,
    totals: Totals,
    counted: String,
    pages: Pages,
    turn: Turn,
    /// Whether the sheet closes with what the kept balances say.
    agrees: bool,
}

/// A way to the month beside.
struct Step {
    name: String,
    /// Empty where there is nothing to see.
    link: String,
}

/// The ways through a long book; empty where there is none.
pub(crate) struct Turn {
    pub previous: String,
    pub next: String,
    pub whole: String,
}

impl Turn {
    pub fn of(pages: &Pages, link: impl Fn(String) -> String) -> Self {
        let to = |is_there: bool, page: usize| if is_there { link(page.to_string()) } else { String::new() };
        Self {
            previous: to(pages.number > 1, pages.number.saturating_sub(1)),
            next: to(!pages.is_whole && pages.number < pages.count, pages.number + 1),
            whole: if pages.is_whole { String::new() } else { link("semua".to_owned()) },
        }
    }
}

/// Shows a month of a book.
pub(crate) fn page(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    place: &Place,
    asked: &Asked,
) -> Result<CashBookPage, StatementError> {
    let lists = Lists::read(reader, cooperative, place.today)?;
    let mut reading = Reading::of(asked);
    let month = reading.month(place.today);
    let money = reading.money(&lists.chart);
    let unit = reading.unit(&lists.units);
    let sheet = reading.sheet();
    let book = cash_book(reader, cooperative, money, unit, month.first_day(), month.last_day())?;
    let agrees = book.closing == standing(reader, cooperative, &lists.chart, money, month.last_day(), unit)?;

    let account = money_value(money);
    let values =
        |month: Month| [("bulan", month.to_string()), ("akun", account.clone()), ("unit", unit_value(unit))];
    let link = |month: Month, more: (&'static str, String)| {
        let values: Vec<(&str, String)> = values(month).into_iter().chain([more]).collect();
        place.link("buku/kas", &values)
    };
    let letterhead = place.surroundings(reader, cooperative, month.last_day())?.letterhead;
    let unproven = (place.above.unproven)(reader, cooperative, month.first_day(), month.last_day())?;
    let plain = |month: Month| link(month, ("hal", String::new()));
    let (rows, pages) = page_of(&book.rows, sheet);
    let is_last = month >= place.today.month_of();
    Ok(CashBookPage {
        period: period(book.from, book.as_of),
        accounts: account_picks(&lists.chart, money),
        months: month_picks(month, place.today),
        previous: Step { name: step_name(month.previous(), month), link: plain(month.previous()) },
        next: Step {
            name: step_name(month.next(), month),
            link: if is_last { String::new() } else { plain(month.next()) },
        },
        lines: lines(place, &rows, &unproven, true),
        totals: Totals::of(book.debit, book.credit, book.closing),
        counted: counted(&book.rows, &unproven),
        turn: Turn::of(&pages, |page| link(month, ("hal", page))),
        pages,
        agrees,
        around: lists.around(place, reading, letterhead, (book.as_of, unit), ("buku/kas", &values(month))),
        book,
    })
}

/// What the kept balances say of the same money at the end of a day.
fn standing(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    chart: &Chart,
    money: MoneyBook,
    day: BookDate,
    unit: Option<UnitCode>,
) -> Result<Rupiah, StatementError> {
    let is_of = |code| match money {
        MoneyBook::Account(account) => account == code,
        MoneyBook::Place(place) => chart.account(code).and_then(|account| account.cash) == Some(place),
    };
    let rows = ledger::balances(reader, cooperative, None, day, unit)?;
    crate::figures::total(rows.iter().filter(|row| is_of(row.account)).map(ledger::BalanceRow::net))
}

/// How a book stands in an address.
pub(crate) fn money_value(money: MoneyBook) -> String {
    match money {
        MoneyBook::Account(code) => code.to_string(),
        MoneyBook::Place(ledger::MoneyPlace::Kas) => "kas".to_owned(),
        MoneyBook::Place(ledger::MoneyPlace::Bank) => "bank".to_owned(),
    }
}

fn account_picks(chart: &Chart, chosen: MoneyBook) -> Vec<Pick> {
    let places = [(ledger::MoneyPlace::Kas, "Semua kas"), (ledger::MoneyPlace::Bank, "Semua bank")];
    let accounts = chart.money().map(|account| (MoneyBook::Account(account.code), account.name.clone()));
    let places = places.map(|(place, name)| (MoneyBook::Place(place), name.to_owned()));
    accounts
        .chain(places)
        .map(|(book, name)| Pick { value: money_value(book), name, is_chosen: book == chosen })
        .collect()
}

/// The latest months, and the one that is shown.
fn month_picks(chosen: Month, today: BookDate) -> Vec<Pick> {
    let last = today.month_of();
    let mut months: Vec<Month> = Month::range(last.plus(1 - MONTHS_LISTED), last).rev().collect();
    if !months.contains(&chosen) {
        months.push(chosen);
    }
    let pick =
        |month: Month| Pick { value: month.to_string(), name: month.long(), is_chosen: month == chosen };
    months.into_iter().map(pick).collect()
}

/// "Oktober", with the year where it is another one.
fn step_name(month: Month, from: Month) -> String {
    let long = month.long();
    match long.split_once(' ') {
        Some((name, _)) if month.year() == from.year() => name.to_owned(),
        _ => long,
    }
}

impl Paper for CashBookPage {
    fn document(&self) -> Document {
        Frame::around(&self.around).document(book_paper::cash_book(&self.book))
    }

    fn file_name(&self) -> String {
        let name = self.book.title.to_lowercase().replace(' ', "-");
        format!("{name}-{}", self.book.from.month_of())
    }

    fn has_problems(&self) -> bool {
        !self.around.problems.is_empty()
    }

    fn title(&self) -> Option<String> {
        Some(format!("{}, {}", self.book.title, self.period))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_is_named_where_it_changes() {
        let month = |text| Month::parse(text).expect("a month");
        assert_eq!(step_name(month("2026-10"), month("2026-11")), "Oktober");
        assert_eq!(step_name(month("2025-12"), month("2026-01")), "Desember 2025");
    }

    #[test]
    fn an_old_month_stays_in_the_list() {
        let today = BookDate::parse("2026-11-24").expect("a date");
        let picks = month_picks(Month::parse("2020-01").expect("a month"), today);
        assert_eq!(picks.first().map(|pick| pick.name.as_str()), Some("November 2026"));
        assert_eq!(
            picks.last().map(|pick| (pick.name.as_str(), pick.is_chosen)),
            Some(("Januari 2020", true))
        );
    }
}
