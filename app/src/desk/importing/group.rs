//! One group of like rows: every row with its place in the file, and a decision about some of them.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use import::{RowView, State as ImportState};
use line::Refused;
use serde::Deserialize;
use web::{Page, Refusal, Right, Route, Site, Visit};

use crate::desk::act::refusal;
use crate::desk::importing::words::{Choices, GroupLine, fate_word, said, signed};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/k/{cooperative}/impor/{import}/kelompok/{group}", Right::ReadBooks, page)]
}

/// Rows on one page.
const SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "import_group.html")]
struct GroupPage<'g> {
    base: String,
    import: i64,
    hidden: String,
    line: GroupLine,
    choices: &'g Choices,
    rows: Vec<RowLine>,
    may_decide: bool,
    page: usize,
    pages: usize,
}

struct RowLine {
    number: i64,
    place: String,
    date: String,
    said: String,
    amount: String,
    who: String,
    entry: Option<i64>,
    state: &'static str,
    word: String,
    open: bool,
}

impl RowLine {
    fn of(row: &RowView, choices: &Choices) -> Self {
        let read = &row.kept.proposed.row;
        let (state, word) = fate_word(&row.fate);
        let entry = match &row.fate {
            import::Fate::Recorded(entries) => entries.first().map(|entry| entry.entry),
            import::Fate::Already(entry) => Some(*entry),
            _ => row.kept.proposed.proposal.twin,
        };
        Self {
            number: row.kept.row_no,
            place: format!("{} baris {}", read.sheet, read.row),
            date: read.date.short(),
            said: said(row),
            amount: signed(row),
            who: choices.person(row.kept.proposed.proposal.party),
            entry: entry.map(|entry| entry.0),
            state,
            word,
            open: !matches!(row.fate, import::Fate::Recorded(_)),
        }
    }
}

#[derive(Debug, Deserialize)]
struct Paging {
    halaman: Option<usize>,
}

async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path((_, import, group)): Path<(String, i64, i64)>,
    Query(paging): Query<Paging>,
) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let read = site.db.read(move |reader| {
        let review =
            import::review(reader, cooperative, import).map_err(|error| Refused::about(None, error))?;
        let choices = Choices::read(reader, cooperative, review.batch.book)?.with_names(reader, &review)?;
        Ok::<_, Refused>((review, choices))
    });
    let (review, choices) = read.await.map_err(|refused| refusal(&refused))?;
    let found = review.groups.iter().find(|found| found.group == group).ok_or_else(Refusal::not_found)?;
    let pages = found.rows.len().div_ceil(SHOWN).max(1);
    let page = paging.halaman.unwrap_or(1).clamp(1, pages);
    let rows = found.rows.iter().skip((page - 1) * SHOWN).take(SHOWN);
    let body = GroupPage {
        base: visit.path(""),
        import,
        hidden: visit.form_fields().to_string(),
        line: GroupLine::of(found, &choices),
        rows: rows.map(|row| RowLine::of(row, &choices)).collect(),
        choices: &choices,
        may_decide: visit.may(Right::Record)
            && matches!(review.batch.state, ImportState::Draft | ImportState::Posted),
        page,
        pages,
    };
    let here = visit.path(&format!("impor/{import}"));
    let shown = Page::new(&visit, format!("{} baris", found.rows.len())).active("buku");
    Ok(shown.crumb("Impor", visit.path("impor")).crumb(review.batch.file_name.clone(), here).body(&body))
}
