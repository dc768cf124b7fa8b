//! The imports of a cooperative, and the form for the next file.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use import::{Batch, Book};
use sha2::{Digest, Sha256};
use sheets::Asked;
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Right, Route, Site, Visit};

use crate::desk::act::refusal;
use crate::desk::importing::bring::{bring_in_to_answer, read_book, units_of};
use crate::desk::importing::files::{SCRIPT_NAME, STYLE_NAME};
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
    script: &'static str,
    style: &'static str,
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
            import::State::Replaced => ("none", "diganti"),
            import::State::Dropped => ("none", "dibuang"),
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
        script: &SCRIPT_NAME,
        style: &STYLE_NAME,
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
        Ok((import, is_new)) => {
            let here = Redirect::to(visit.path(&format!("impor/{import}")));
            let known = "Berkas ini sudah pernah dibawa dan belum dicatat. Lanjutkan di sini.";
            Ok(if is_new { here } else { here.with(Flash::wait(known)) }.into_response())
        }
        Err(refused) => {
            let state = FormState::of(&form).refused(&refusal(&refused));
            show(&site, &visit, &state).await
        }
    }
}

/// The end of a name says what a file is, so the middle of a long one is left out.
fn short_name(name: &str) -> String {
    const MOST: usize = 120;
    let letters: Vec<char> = name.chars().collect();
    match (letters.get(..MOST - 20), letters.get(letters.len().saturating_sub(19)..)) {
        (Some(head), Some(end)) if letters.len() > MOST => head.iter().chain(&['…']).chain(end).collect(),
        _ => name.to_owned(),
    }
}

/// Reads the file on a thread that may take its time, and keeps it as a draft: its number, and whether it
/// is a new one.
async fn brought(site: &Site, visit: &Visit, form: &Form) -> Result<Result<(i64, bool), Refused>, Refusal> {
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
        let book = Book::parse(&named, &units).map_err(|error| Refused::about(Some("book"), error))?;
        Ok((book, book.kept(&units)))
    });
    let (book, kept) = match book.await {
        Ok(book) => book,
        Err(refused) => return Ok(Err(refused)),
    };
    let (name, bytes) = (short_name(&file.name), file.bytes.clone());
    let asked = Asked { year, book: kept, ..Asked::on(today) };
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
        // The same file brought again leads to what was begun with it.
        let known = match reading.year {
            None => import::draft_of(tx, cooperative, &Sha256::digest(&bytes), book)?,
            Some(_) => None,
        };
        match known {
            Some(import) => Ok((import, false)),
            None => {
                let who = (by, at, today);
                bring_in_to_answer(tx, cooperative, (&name, &bytes), book, &reading, who)
                    .map(|import| (import, true))
            }
        }
    });
    Ok(kept.await.map(|answer| answer.value))
}
