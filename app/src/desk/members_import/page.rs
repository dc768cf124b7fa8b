//! The page on which a register is brought in: tried first, then taken.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::BookDate;
use line::Refused;
use members::NikKeys;
use store::Tx;
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Right, Route, Site, Visit};

use crate::desk::act::refusal;
use crate::desk::members_import::accept::{Wanted, accept};
use crate::desk::members_import::columns::{List, read};
use crate::desk::members_import::report::{Problem, Report};
use crate::desk::opening::usual_day;

/// The most problems that a page tells.
const SHOWN: usize = 200;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/k/{cooperative}/anggota/impor", Right::ManageMembers, page),
        Route::post("/k/{cooperative}/anggota/impor", Right::ManageMembers, bring),
    ]
}

#[derive(Template)]
#[template(path = "members_import.html")]
struct ImportPage<'p> {
    base: String,
    hidden: String,
    today: String,
    as_of: String,
    state: &'p FormState,
    result: Option<Outcome>,
}

/// What came of a file, or would come of it.
struct Outcome {
    file: String,
    tried: bool,
    rows: usize,
    accepted: usize,
    members: usize,
    already: usize,
    rejected: usize,
    savings: String,
    problems: Vec<Problem>,
    more: usize,
    several_sheets: bool,
}

impl Outcome {
    fn of(file: &str, report: Report, tried: bool) -> Self {
        let several = report
            .problems
            .first()
            .is_some_and(|first| report.problems.iter().any(|problem| problem.sheet != first.sheet));
        Self {
            file: file.to_owned(),
            tried,
            rows: report.rows,
            accepted: report.accepted,
            members: report.members,
            already: report.already,
            rejected: report.rejected,
            savings: report.savings.to_string(),
            more: report.problems.len().saturating_sub(SHOWN),
            problems: report.problems.into_iter().take(SHOWN).collect(),
            several_sheets: several,
        }
    }
}

/// How a trial ends: taken back, with what it found.
enum Ended {
    Refused(Refused),
    Tried(Report),
}

impl From<store::StoreError> for Ended {
    fn from(error: store::StoreError) -> Self {
        Self::Refused(error.into())
    }
}

async fn usual(site: &Site, visit: &Visit) -> Result<BookDate, Refusal> {
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    Ok(site.db.read(move |reader| usual_day(reader, cooperative, today)).await?)
}

fn show(visit: &Visit, state: &FormState, as_of: String, result: Option<Outcome>) -> Response {
    let body = ImportPage {
        base: visit.path(""),
        hidden: visit.form_fields().to_string(),
        today: visit.today.to_string(),
        as_of,
        state,
        result,
    };
    let status = if state.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page::new(visit, "Impor anggota").active("anggota").status(status);
    page.crumb("Anggota", visit.path("anggota")).body(&body)
}

async fn page(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    let as_of = usual(&site, &visit).await?;
    Ok(show(&visit, &FormState::new(), as_of.to_string(), None))
}

/// The file of a form as a list, with its name.
async fn list_of(form: &Form) -> Result<(String, List), Refused> {
    let about = |sentence: &dyn std::fmt::Display| Refused::about(Some("file"), sentence);
    let file = form.file("file").filter(|file| !file.bytes.is_empty());
    let file = file.ok_or_else(|| about(&"Pilih dulu berkas Excel-nya."))?;
    let (name, bytes) = (file.name.clone(), file.bytes.clone());
    let read = tokio::task::spawn_blocking(move || {
        let book = spreadsheet::read(&name, &bytes).map_err(|error| error.to_string())?;
        read(&book).map(|list| (name, list))
    });
    let read = read.await.map_err(|_| about(&spreadsheet::SpreadsheetError::Broken))?;
    read.map_err(|sentence| about(&sentence))
}

async fn bring(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let usual = usual(&site, &visit).await?;
    let typed = form.text("as_of").to_owned();
    let (as_of, dated) = match BookDate::parse_human(&typed) {
        _ if typed.is_empty() => (usual, Ok(())),
        Ok(as_of) => (as_of, Ok(())),
        Err(error) => (usual, Err(Refused::about(Some("as_of"), error))),
    };
    let again = |refused: &Refused| {
        let state = FormState::of(&form).refused(&refusal(refused));
        Ok(show(&visit, &state, as_of.to_string(), None))
    };
    let (name, list) = match dated.map(|()| list_of(&form)) {
        Ok(read) => match read.await {
            Ok(read) => read,
            Err(refused) => return again(&refused),
        },
        Err(refused) => return again(&refused),
    };
    let tried = form.text("do") != "accept";
    let wanted = Wanted {
        cooperative: visit.cooperative()?.id,
        file_name: name.clone(),
        as_of,
        today: visit.today,
        by: visit.user()?,
        at: visit.now,
    };
    let keys = NikKeys::derive(|key| site.keys.derive(key));
    // Sent twice, the second finds everybody there; the answer names people, so it is kept nowhere.
    let done = site.db.write(move |tx: &mut Tx<'_>| {
        let report = accept(tx, &keys, &wanted, &list).map_err(Ended::Refused)?;
        if tried { Err(Ended::Tried(report)) } else { Ok(report) }
    });
    let report = match done.await {
        Ok(report) | Err(Ended::Tried(report)) => report,
        Err(Ended::Refused(refused)) => return again(&refused),
    };
    if !tried && report.problems.is_empty() {
        let said = match report.accepted {
            0 => "Semua orang di berkas ini sudah ada di daftar; tidak ada yang ditambahkan.".to_owned(),
            accepted => format!("{accepted} orang diterima, dengan simpanan awal {}.", report.savings),
        };
        return Ok(Redirect::to(visit.path("anggota")).with(Flash::good(said)).into_response());
    }
    let outcome = Outcome::of(&name, report, tried);
    Ok(show(&visit, &FormState::new(), as_of.to_string(), Some(outcome)))
}
