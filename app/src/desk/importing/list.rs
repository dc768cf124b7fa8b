//! The imports of a cooperative, and the form for the next file.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use import::{Batch, Book};
use sheets::Asked;
use web::{Form, FormState, Page, Redirect, Refusal, Right, Route, Site, Visit};

use crate::desk::act::refusal;
use crate::desk::importing::bring::{bring_in, read_book, units_of};
use line::Refused;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/k/{cooperative}/impor", Right::ReadBooks, page),
        Route::post("/k/{cooperative}/impor", Right::Record, upload),
    ]
}

#[derive(Template)]
#[template(path = "import_list.html")]
struct ImportList<'l> {
    base: String,
    hidden: String,
    state: &'l FormState,
    may_bring: bool,
    books: Vec<(String, String)>,
    imports: Vec<ImportLine>,
}

struct ImportLine {
    number: i64,
    file: String,
    book: String,
    at: String,
    state: &'static str,
    word: &'static str,
}

impl ImportLine {
    fn of(batch: &Batch, units: &[ledger::Unit]) -> Self {
        let (state, word) = match batch.state {
            import::State::Draft => ("wait", "belum dicatat"),
            import::State::Posted => ("good", "dicatat"),
            import::State::Undone => ("none", "dibatalkan"),
        };
        Self {
            number: batch.import,
            file: batch.file_name.clone(),
            book: batch.book.name(units),
            at: batch.made_at.wib_text(),
            state,
            word,
        }
    }
}

async fn show(site: &Site, visit: &Visit, state: &FormState) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let read = site.db.read(move |reader| {
        let units = units_of(reader, cooperative)?;
        Ok::<_, Refused>((import::batches(reader, cooperative)?, units))
    });
    let (batches, units) = read.await.map_err(|refused| refusal(&refused))?;
    let mut books =
        vec![("kas".to_owned(), Book::CASH.name(&units)), ("bank".to_owned(), Book::BANK.name(&units))];
    let outside = units.iter().filter(|unit| unit.code != kernel::UnitCode::OFFICE);
    books.extend(outside.map(|unit| (format!("unit:{}", unit.code), Book::of_unit(unit.code).name(&units))));
    let body = ImportList {
        base: visit.path(""),
        hidden: visit.form_fields().to_string(),
        state,
        may_bring: visit.may(Right::Record),
        books,
        imports: batches.iter().map(|batch| ImportLine::of(batch, &units)).collect(),
    };
    let status = if state.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page::new(visit, "Impor dari Excel").active("buku").status(status);
    Ok(page.crumb("Buku", visit.path("buku")).body(&body))
}

async fn page(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    show(&site, &visit, &FormState::new()).await
}

async fn upload(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    match brought(&site, &visit, &form).await? {
        Ok(import) => Ok(Redirect::to(visit.path(&format!("impor/{import}"))).into_response()),
        Err(refused) => {
            let state = FormState::of(&form).refused(&refusal(&refused));
            show(&site, &visit, &state).await
        }
    }
}

/// Reads the file on a thread that may take its time, and keeps it as a draft.
async fn brought(site: &Site, visit: &Visit, form: &Form) -> Result<Result<i64, Refused>, Refusal> {
    let (cooperative, by) = (visit.cooperative()?.id, visit.user()?);
    let (at, today) = (visit.now, visit.today);
    let file = form.file("file").filter(|file| !file.bytes.is_empty());
    let Some(file) = file else {
        return Ok(Err(Refused::about(Some("file"), "Pilih dulu berkas Excel-nya.")));
    };
    let year = match form.text("year") {
        "" => None,
        typed => match typed.parse::<i64>() {
            Ok(year) if (1990..=today.year()).contains(&year) => Some(year),
            _ => {
                return Ok(Err(Refused::about(
                    Some("year"),
                    "Tulis tahunnya dengan empat angka, misalnya 2026.",
                )));
            }
        },
    };
    let named = form.text("book").to_owned();
    let book = site.db.read(move |reader| {
        let units = units_of(reader, cooperative)?;
        Book::parse(&named, &units).map_err(|error| Refused::about(Some("book"), error))
    });
    let book = match book.await {
        Ok(book) => book,
        Err(refused) => return Ok(Err(refused)),
    };
    let (name, bytes) = (file.name.clone(), file.bytes.clone());
    let asked = Asked { year, today };
    let read = tokio::task::spawn_blocking(move || {
        let reading = read_book(&name, &bytes, &asked);
        (name, bytes, reading)
    });
    let unreadable = || {
        Refused::about(
            Some("file"),
            "Berkas ini tidak bisa dibaca. Simpan ulang sebagai .xlsx, lalu coba lagi.",
        )
    };
    let Ok((name, bytes, reading)) = read.await else { return Ok(Err(unreadable())) };
    let reading = match reading {
        Ok(reading) => reading,
        Err(refused) => return Ok(Err(refused)),
    };
    let command = form.command(visit)?;
    let kept = site.db.command(command, move |tx| {
        bring_in(tx, cooperative, (&name, &bytes), book, &reading, (by, at, today))
    });
    Ok(kept.await.map(|answer| answer.value))
}
