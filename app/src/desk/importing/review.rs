//! One import: what the file said, what each group of rows will become, recording and taking back.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::HeaderValue;
use axum::http::header::REFRESH;
use axum::response::{IntoResponse, Response};
use import::{Review, State as ImportState};
use kernel::Rupiah;
use line::Refused;
use serde::Deserialize;
use web::{Flash, Page, Redirect, Refusal, Right, Route, Site, Visit};

use crate::desk::act::refusal;
use crate::desk::importing::decide::said;
use crate::desk::importing::files::STYLE_NAME;
use crate::desk::importing::progress::{self, Standing};
use crate::desk::importing::questions::{Ask, asked};
use crate::desk::importing::words::{Choices, GroupLine, money};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/k/{cooperative}/impor/{import}", Right::ReadBooks, page)]
}

/// Groups to decide on one page.
const WAITING_SHOWN: usize = 20;

/// Settled groups on one page.
const SETTLED_SHOWN: usize = 50;

/// Remarks about the file on the page.
const REMARKS_SHOWN: usize = 40;

#[derive(Template)]
#[template(path = "import_review.html")]
struct ReviewPage<'r> {
    base: String,
    import: i64,
    hidden: String,
    refused: Option<String>,
    file: &'r str,
    book: String,
    counts: import::Counts,
    may_decide: bool,
    may_answer: bool,
    may_drop: bool,
    may_undo: bool,
    undone: bool,
    facts: Facts,
    remarks: Vec<Remark>,
    problems: usize,
    remarks_more: usize,
    questions: Vec<String>,
    asks: Vec<Ask>,
    asks_more: usize,
    brought: String,
    sums: FateMoney,
    sheets: Vec<SheetLine>,
    unseen: usize,
    thresholds: Vec<(i64, usize)>,
    goes_on: bool,
    style: &'static str,
    warnings: &'r [String],
    breaks: Vec<String>,
    threshold: i64,
    choices: &'r Choices,
    waiting: Vec<GroupLine>,
    waiting_more: usize,
    settled: Vec<GroupLine>,
    settled_pages: usize,
    settled_page: usize,
}

/// What may be chosen as the threshold, in percent.
const THRESHOLDS: [i64; 5] = [60, 70, 80, 90, 100];

/// How much money has which fate, in words; empty where none.
struct FateMoney {
    ready: String,
    waiting: String,
    recorded: String,
    already: String,
}

/// A sheet as it was read.
struct SheetLine {
    place: usize,
    name: String,
    month: String,
    rows: usize,
    opening: String,
    closing: String,
    columns: String,
}

fn sheet_line((place, sheet): (usize, &sheets::SheetRead)) -> SheetLine {
    let amount = |amount: Option<Rupiah>| amount.map(Rupiah::plain).unwrap_or_default();
    let used = sheet.columns.iter().filter(|(role, _)| role != sheets::ColumnRole::Unused.name());
    let columns: Vec<String> = used
        .map(|(role, heading)| {
            let role = sheets::ColumnRole::of(role).label();
            if role == heading { role.to_owned() } else { format!("{role}: {heading}") }
        })
        .collect();
    SheetLine {
        place,
        name: sheet.name.clone(),
        month: sheet.month.map(kernel::Month::long).unwrap_or_default(),
        rows: sheet.rows,
        opening: amount(sheet.opening),
        closing: amount(sheet.closing),
        columns: columns.join(" · "),
    }
}

/// A draft that was read again or thrown away leads to where its rows are now.
fn elsewhere(visit: &Visit, review: &Review, refused: Option<&str>) -> Option<Response> {
    let (path, said) = match (review.batch.state, review.batch.replaced_by) {
        (ImportState::Replaced, Some(newer)) => (
            visit.path(&format!("impor/{newer}")),
            "Berkas ini sudah dibaca lagi dengan jawaban baru. Inilah bacaan yang terbaru.",
        ),
        (ImportState::Replaced | ImportState::Dropped, _) => {
            (visit.path("impor"), "Draf impor ini sudah dibuang. Bawa lagi berkasnya bila masih perlu.")
        }
        _ => return None,
    };
    Some(Redirect::to(path).with(Flash::wait(refused.unwrap_or(said))).into_response())
}

struct Facts {
    opening: String,
    opening_note: String,
    money_in: String,
    money_out: String,
    closing: String,
}

struct Remark {
    place: String,
    message: String,
    text: String,
    is_problem: bool,
}

fn facts(review: &Review) -> Facts {
    let summary = &review.batch.summary;
    let missing = summary.opening_missing();
    let opening_note = match (summary.opening, missing.is_zero()) {
        (None, _) => "Berkas tidak menyebut saldo awal.".to_owned(),
        (_, true) => String::new(),
        _ if review.opening_entry.is_some() => "Sudah dicatat sebagai saldo awal.".to_owned(),
        _ if summary.records_opening() => "Ikut dicatat sebagai saldo awal yang belum dirinci.".to_owned(),
        _ => format!(
            "Menurut buku {}, selisih {}. Cari sebabnya dulu.",
            summary.books_opening.plain(),
            missing.plain()
        ),
    };
    Facts {
        opening: summary.opening.unwrap_or(Rupiah::ZERO).plain(),
        opening_note,
        money_in: summary.money_in.plain(),
        money_out: summary.money_out.plain(),
        closing: summary.closing().plain(),
    }
}

/// Which page of the settled groups.
#[derive(Debug, Default, Deserialize)]
pub struct Paging {
    halaman: Option<usize>,
    /// Somebody goes from group to group: the cursor stands in the next one.
    lanjut: Option<u8>,
}

/// The page of an import, with what was refused.
///
/// # Errors
/// [`Refusal`] where there is no such import.
pub async fn show(
    site: &Site,
    visit: &Visit,
    import: i64,
    paging: &Paging,
    refused: Option<String>,
) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let mut ended = None;
    match progress::standing(cooperative, import) {
        Some(Standing::Running(done, rows)) => return in_progress(site, visit, import, (done, rows)).await,
        Some(Standing::Ended(Ok(posted))) => ended = Some(Flash::good(said(posted))),
        Some(Standing::Ended(Err(failed))) => ended = Some(Flash::wait(failed.sentence)),
        None => {}
    }
    let read = site.db.read(move |reader| {
        let review =
            import::review(reader, cooperative, import).map_err(|error| Refused::about(None, error))?;
        let choices = Choices::read(reader, cooperative, review.batch.book)?.with_names(reader, &review)?;
        let has_file = import::has_file(reader, cooperative, import)?;
        Ok::<_, Refused>((review, choices, has_file))
    });
    let (review, choices, has_file) = read.await.map_err(|refused| refusal(&refused))?;
    if let Some(elsewhere) = elsewhere(visit, &review, refused.as_deref()) {
        return Ok(elsewhere);
    }
    let (waiting, settled): (Vec<_>, Vec<_>) =
        review.groups.iter().partition(|group| group.counts.waiting > 0);
    let pages = settled.len().div_ceil(SETTLED_SHOWN).max(1);
    let page = paging.halaman.unwrap_or(1).clamp(1, pages);
    let line = |group: &&import::GroupView| GroupLine::of(group, &choices);
    let summary = &review.batch.summary;
    let problems = summary.problems().count();
    let may_record = visit.may(Right::Record);
    let is_draft = review.batch.state == ImportState::Draft;
    let may_answer = may_record && is_draft && has_file;
    let (asks, asks_more) = if may_answer { asked(summary) } else { (Vec::new(), 0) };
    let body = ReviewPage {
        base: visit.path(""),
        import,
        hidden: visit.form_fields().to_string(),
        refused,
        file: &review.batch.file_name,
        book: review.batch.book.name(&choices.all_units),
        counts: review.counts,
        may_decide: may_record && (is_draft || review.batch.state == ImportState::Posted),
        may_answer,
        may_drop: may_record && is_draft,
        may_undo: visit.may(Right::RequestReversal) && review.batch.state == ImportState::Posted,
        undone: review.batch.state == ImportState::Undone,
        facts: facts(&review),
        remarks: summary.listed.iter().take(REMARKS_SHOWN).map(remark).collect(),
        problems,
        remarks_more: summary.listed.len().saturating_sub(REMARKS_SHOWN) + summary.listed_more,
        questions: summary.questions.iter().map(question).collect(),
        asks,
        asks_more,
        brought: format!(
            "dibawa {}, {}",
            choices.name(review.batch.made_by),
            review.batch.made_at.wib_text()
        ),
        sums: FateMoney {
            ready: money(review.sums.ready),
            waiting: money(review.sums.waiting),
            recorded: money(review.sums.recorded),
            already: money(review.sums.already),
        },
        sheets: summary.sheets.iter().enumerate().map(sheet_line).collect(),
        unseen: review.unseen_at(review.batch.threshold),
        thresholds: THRESHOLDS.iter().map(|at| (*at, review.unseen_at(*at))).collect(),
        goes_on: paging.lanjut.is_some(),
        style: &STYLE_NAME,
        warnings: &summary.warnings,
        breaks: summary.breaks.iter().map(break_sentence).collect(),
        threshold: review.batch.threshold,
        waiting_more: waiting.len().saturating_sub(WAITING_SHOWN),
        waiting: waiting.iter().take(WAITING_SHOWN).map(line).collect(),
        settled: settled.iter().skip((page - 1) * SETTLED_SHOWN).take(SETTLED_SHOWN).map(line).collect(),
        settled_pages: pages,
        settled_page: page,
        choices: &choices,
    };
    let mut page = Page::new(visit, review.batch.file_name.as_str()).active("buku");
    if let Some(ended) = ended {
        page = page.flash(ended);
    }
    Ok(page.crumb("Buku", visit.path("buku")).crumb("Impor", visit.path("impor")).body(&body))
}

#[derive(Template)]
#[template(path = "import_progress.html")]
struct ProgressPage {
    file: String,
    here: String,
    done: usize,
    rows: usize,
}

/// How far recording is; the browser asks again every second.
async fn in_progress(
    site: &Site,
    visit: &Visit,
    import: i64,
    (done, rows): (usize, usize),
) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let read = site.db.read(move |reader| import::batch_of(reader, cooperative, import));
    let batch = read.await?.ok_or_else(Refusal::not_found)?;
    let here = visit.path(&format!("impor/{import}"));
    let body = ProgressPage { file: batch.file_name.clone(), here, done, rows };
    let page = Page::new(visit, batch.file_name).active("buku").narrow();
    let mut response = page.crumb("Impor", visit.path("impor")).body(&body);
    response.headers_mut().insert(REFRESH, HeaderValue::from_static("1"));
    Ok(response)
}

fn remark(listed: &sheets::Listed) -> Remark {
    Remark {
        place: format!("{} baris {}", listed.sheet, listed.row),
        message: listed.message.clone(),
        text: listed.text.clone(),
        is_problem: listed.is_problem,
    }
}

fn question(question: &sheets::Question) -> String {
    match question.row {
        Some(row) => format!("{} baris {row}: {}", question.sheet, question.message),
        None => format!("{}: {}", question.sheet, question.message),
    }
}

fn break_sentence(found: &sheets::BalanceBreak) -> String {
    let difference = found.said.checked_sub(found.computed).unwrap_or(Rupiah::ZERO);
    format!(
        "{} baris {}: saldo tertulis {}, seharusnya {} (selisih {}).",
        found.sheet,
        found.row,
        found.said.plain(),
        found.computed.plain(),
        difference.plain()
    )
}

async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path((_, import)): Path<(String, i64)>,
    Query(paging): Query<Paging>,
) -> Result<Response, Refusal> {
    show(&site, &visit, import, &paging, None).await
}
