//! The page of a year: closed for good after the annual meeting.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::{BookDate, CooperativeId, Month};
use ledger::{Seal, YearClosing};
use line::Refused;
use store::{Reader, StoreError};
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Right, Route, Site, Visit};

use crate::desk::act::refusal;
use crate::desk::closing::check::Checklist;
use crate::desk::closing::checklist::of_month;
use crate::desk::closing::page::{ListView, names};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/k/{cooperative}/tutup-tahun", Right::ReadBooks, page),
        Route::post("/k/{cooperative}/tutup-tahun", Right::ReopenMonth, close),
    ]
}

/// A year that is over and not closed for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Year {
    pub year: i64,
    /// Its last month.
    pub december: Month,
    /// How far the books are closed.
    pub closed_through: Option<Month>,
}

impl Year {
    /// Whether all its months are closed.
    pub fn is_ready(&self) -> bool {
        self.closed_through.is_some_and(|closed| closed >= self.december)
    }

    /// The first of its months that is still open.
    pub fn first_open(&self) -> Option<Month> {
        let january = Month::new(self.year, 1)?;
        let open = self.closed_through.map_or(january, |closed| closed.next().max(january));
        Some(open).filter(|month| *month <= self.december)
    }
}

/// The year that can be closed next, given what was closed for good, when the books began, how far months are
/// closed and which of them have a seal that stands. A year that the first closing of all covered has none of
/// its own, and is passed over.
fn following(
    shut: Option<i64>,
    began: Option<Month>,
    closed_through: Option<Month>,
    seals: &[Seal],
    this_year: i64,
) -> Option<Year> {
    let first = match (shut, began) {
        (Some(shut), _) => shut + 1,
        (None, Some(began)) => began.year(),
        (None, None) => return None,
    };
    let sealed = |month: Month| seals.iter().any(|seal| seal.month == month && seal.reopened_at.is_none());
    let years = (first..this_year).filter_map(|year| {
        let december = Month::new(year, 12)?;
        let covered = closed_through.is_some_and(|closed| closed >= december);
        (!covered || sealed(december)).then_some(Year { year, december, closed_through })
    });
    years.into_iter().next()
}

/// The year that can be closed next; nothing where every year that is over is closed for good.
///
/// # Errors
/// The store cannot answer.
pub fn next(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    today: BookDate,
) -> Result<Option<Year>, StoreError> {
    let shut = ledger::last_closed_year(reader, cooperative)?;
    let began = ledger::first_entry_month(reader, cooperative)?;
    let closed_through = ledger::period_state(reader, cooperative)?.closed_through;
    let seals = ledger::seals(reader, cooperative)?;
    Ok(following(shut, began, closed_through, &seals, today.year()))
}

#[derive(Template)]
#[template(path = "closing_year.html")]
struct YearPage<'p> {
    base: String,
    hidden: String,
    state: &'p FormState,
    today: String,
    year: Option<YearFacts>,
    may_close: bool,
    /// Whether the statements may be opened: who keeps a till has no figures of the whole.
    may_read: bool,
    may_record: bool,
    closings: Vec<ClosingRow>,
}

impl YearPage<'_> {
    fn list<'y>(&'y self, facts: &'y YearFacts) -> ListView<'y> {
        ListView { base: &self.base, list: &facts.list, may_record: self.may_record }
    }
}

struct YearFacts {
    year: i64,
    last_day: String,
    first_day_after: String,
    is_ready: bool,
    /// The month to close first, where the year is not ready.
    open: String,
    list: Checklist,
}

struct ClosingRow {
    year: i64,
    meeting: String,
    at: String,
    by: String,
    short: String,
}

fn facts(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    today: BookDate,
) -> Result<Option<YearFacts>, Refused> {
    let Some(year) = next(reader, cooperative, today)? else { return Ok(None) };
    // While months are open, their own list says what is missing.
    let list = match year.is_ready() {
        true => of_month(reader, cooperative, year.december)?.1.after_closing(),
        false => Checklist::default(),
    };
    Ok(Some(YearFacts {
        year: year.year,
        last_day: year.december.last_day().to_string(),
        first_day_after: year.december.next().first_day().to_string(),
        is_ready: year.is_ready(),
        open: year.first_open().map(Month::long).unwrap_or_default(),
        list,
    }))
}

fn closing_rows(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<ClosingRow>, Refused> {
    let closings = ledger::year_closings(reader, cooperative)?;
    let names = names(reader, closings.iter().map(|closing| closing.closed_by))?;
    let row = |closing: &YearClosing| ClosingRow {
        year: closing.year,
        meeting: closing.adopted_on.long(),
        at: closing.closed_at.wib_text(),
        by: names.get(&closing.closed_by).cloned().unwrap_or_default(),
        short: closing.seal.chars().take(12).collect(),
    };
    Ok(closings.iter().map(row).collect())
}

async fn show(site: &Site, visit: &Visit, state: &FormState) -> Result<Response, Refusal> {
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    let read = site.db.read(move |reader| {
        Ok::<_, Refused>((facts(reader, cooperative, today)?, closing_rows(reader, cooperative)?))
    });
    let (year, closings) = read.await.map_err(|refused| refusal(&refused))?;
    let body = YearPage {
        base: visit.path(""),
        hidden: visit.form_fields().to_string(),
        state,
        today: today.to_string(),
        year,
        may_close: visit.may(Right::ReopenMonth),
        may_read: visit.may(Right::ReadFigures),
        may_record: visit.may(Right::Record),
        closings,
    };
    let status = if state.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page::new(visit, "Tutup buku tahunan").active("buku").status(status);
    Ok(page.crumb("Tutup bulan", visit.path("tutup-bulan")).body(&body))
}

async fn page(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    show(&site, &visit, &FormState::new()).await
}

async fn close(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let (cooperative, by, at, today) = (visit.cooperative()?.id, visit.user()?, visit.now, visit.today);
    let command = form.command(&visit)?;
    let mut state = FormState::of(&form);
    let Ok(year) = form.text("year").parse::<i64>() else {
        state.message = Some("Pilih tahun yang akan ditutup.".to_owned());
        return show(&site, &visit, &state).await;
    };
    let adopted_on = match BookDate::parse_human(form.text("adopted_on")) {
        Ok(day) => day,
        Err(error) => {
            state.refuse("adopted_on", error);
            return show(&site, &visit, &state).await;
        }
    };
    let read = site.db.read(move |reader| facts(reader, cooperative, today)).await;
    let facts = read.map_err(|refused| refusal(&refused))?;
    let open = facts.filter(|facts| facts.year == year).map_or(0, |facts| facts.list.open_count());
    if open > 0 && !form.is_ticked("known") {
        let sentence =
            format!("Masih ada {open} hal yang belum beres. Beri tanda bahwa rapat mengetahuinya.");
        state.message = Some(sentence);
        return show(&site, &visit, &state).await;
    }
    if !form.is_ticked("sure") {
        state.message = Some("Beri tanda bahwa rapat anggota sudah mengesahkan laporannya.".to_owned());
        return show(&site, &visit, &state).await;
    }
    let closed = site
        .db
        .command(command, move |tx| ledger::close_year(tx, cooperative, year, adopted_on, by, at))
        .await;
    match closed {
        Ok(_) => {
            let said = Flash::good(format!("Tahun {year} sudah ditutup tetap."));
            Ok(Redirect::to(visit.path("tutup-tahun")).with(said).into_response())
        }
        Err(refused) => {
            let field = matches!(refused, ledger::LedgerError::MeetingDate(_)).then_some("adopted_on");
            let state = state.refused(&refusal(&Refused::about(field, refused)));
            show(&site, &visit, &state).await
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::{EntryId, Timestamp, UserId};

    use super::*;

    fn month(text: &str) -> Month {
        Month::parse(text).unwrap()
    }

    fn seal(text: &str) -> Seal {
        Seal {
            month: month(text),
            closing: 1,
            last_entry: EntryId(1),
            seal: String::new(),
            closed_by: UserId(1),
            closed_at: Timestamp(0),
            reopened_at: None,
            remarks: String::new(),
        }
    }

    fn found(shut: Option<i64>, began: &str, closed: Option<&str>, seals: &[Seal]) -> Option<(i64, bool)> {
        let year = following(shut, Some(month(began)), closed.map(month), seals, 2026)?;
        Some((year.year, year.is_ready()))
    }

    #[test]
    fn years_follow_one_after_the_other() {
        assert_eq!(found(None, "2024-03", None, &[]), Some((2024, false)));
        assert_eq!(found(None, "2024-03", Some("2024-12"), &[seal("2024-12")]), Some((2024, true)));
        assert_eq!(found(Some(2024), "2024-03", Some("2024-12"), &[seal("2024-12")]), Some((2025, false)));
        assert_eq!(found(Some(2025), "2024-03", Some("2026-01"), &[]), None, "this year is not over");
        assert_eq!(found(None, "2026-02", None, &[]), None, "the books began this year");
        assert_eq!(following(None, None, None, &[], 2026), None, "nothing is recorded");
    }

    #[test]
    fn a_year_under_the_first_closing_of_all_is_passed_over() {
        let seals = [seal("2025-03")];
        assert_eq!(found(None, "2024-03", Some("2025-03"), &seals), Some((2025, false)));
        let opened = [Seal { reopened_at: Some(Timestamp(1)), ..seal("2024-12") }];
        assert_eq!(found(None, "2024-03", Some("2025-03"), &opened), Some((2025, false)));
    }

    #[test]
    fn the_first_open_month_is_to_be_closed_first() {
        let year = |closed: Option<&str>| Year {
            year: 2025,
            december: month("2025-12"),
            closed_through: closed.map(month),
        };
        assert_eq!(year(None).first_open(), Some(month("2025-01")));
        assert_eq!(year(Some("2024-06")).first_open(), Some(month("2025-01")));
        assert_eq!(year(Some("2025-09")).first_open(), Some(month("2025-10")));
        assert_eq!(year(Some("2026-01")).first_open(), None);
    }
}
