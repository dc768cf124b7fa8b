//! Answers about a file: it is read again with them, once. And a draft that is thrown away.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use import::ImportError;
use kernel::CooperativeId;
use line::Refused;
use sheets::{Answer, Asked, Sample};
use store::Reader;
use web::{Flash, Form, Page, Redirect, Refusal, Right, Route, Site, Visit};

use crate::desk::act::refusal;
use crate::desk::importing::bring::{bring_in_again, read_book, units_of};
use crate::desk::importing::files::STYLE_NAME;
use crate::desk::importing::questions::{Ask, about_sheet, answers};
use crate::desk::importing::review::{Paging, show};

/// The pages and acts of this file.
pub fn routes() -> Vec<Route> {
    vec![
        Route::post("/k/{cooperative}/impor/{import}/jawab", Right::Record, answer),
        Route::get("/k/{cooperative}/impor/{import}/lembar/{sheet}", Right::Record, page),
        Route::post("/k/{cooperative}/impor/{import}/buang", Right::Record, throw_away),
    ]
}

fn of_import(error: ImportError) -> Refused {
    Refused::about(None, error)
}

/// A draft with its file, and with what was told about it.
struct Kept {
    batch: import::Batch,
    bytes: Vec<u8>,
    asked: Asked,
}

fn kept(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    import: i64,
    today: kernel::BookDate,
) -> Result<Kept, Refused> {
    let batch = import::open_draft(reader, cooperative, import).map_err(of_import)?;
    let bytes =
        import::file_of(reader, cooperative, import)?.ok_or_else(|| of_import(ImportError::NoFile))?;
    let units = units_of(reader, cooperative)?;
    let (year, answers) = (batch.summary.year, batch.summary.answers.clone());
    let asked = Asked { year, answers, book: batch.book.kept(&units), ..Asked::on(today) };
    Ok(Kept { batch, bytes, asked })
}

/// Lays new answers over what was told; refuses those that cannot be used, and none at all.
pub fn told(mut asked: Asked, answers: Vec<Answer>) -> Result<Asked, Refused> {
    let before = asked.clone();
    for answer in answers {
        answer.check(asked.today.year()).map_err(|error| Refused::about(None, error))?;
        asked.take(answer);
    }
    let same = |answer: &Answer| before.about(&answer.sheet) == Some(answer);
    if asked.answers.len() == before.answers.len() && asked.answers.iter().all(same) {
        return Err(Refused::about(None, "Belum ada jawaban yang baru. Isi dulu salah satu pertanyaannya."));
    }
    Ok(asked)
}

async fn answer(
    State(site): State<Site>,
    visit: Visit,
    Path((_, import)): Path<(String, i64)>,
    form: Form,
) -> Result<Response, Refusal> {
    match read_again(&site, &visit, import, &form).await? {
        Ok((newer, questions)) => {
            let said = match questions {
                0 => Flash::good("Dibaca lagi dengan jawaban Anda."),
                _ => Flash::wait("Dibaca lagi dengan jawaban Anda. Masih ada yang ditanyakan."),
            };
            Ok(Redirect::to(visit.path(&format!("impor/{newer}"))).with(said).into_response())
        }
        Err(refused) => show(&site, &visit, import, &Paging::default(), Some(refused.sentence)).await,
    }
}

/// Reads the kept file with the answers of a form: the number of the new draft, and how many questions
/// are left.
async fn read_again(
    site: &Site,
    visit: &Visit,
    import: i64,
    form: &Form,
) -> Result<Result<(i64, usize), Refused>, Refusal> {
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    let command = form.command(visit)?;
    let found = match site.db.read(move |reader| kept(reader, cooperative, import, today)).await {
        Ok(found) => found,
        Err(refused) => return Ok(Err(refused)),
    };
    let new = match form.is_ticked("forget") {
        true => answers(&found.batch.summary, form)
            .into_iter()
            .map(|answer| Answer { sheet: answer.sheet, ..Answer::default() })
            .collect(),
        false => answers(&found.batch.summary, form),
    };
    let asked = match told(found.asked, new) {
        Ok(asked) => asked,
        Err(refused) => return Ok(Err(refused)),
    };
    let (name, book) = (found.batch.file_name, found.batch.book);
    let read = tokio::task::spawn_blocking(move || read_book(&name, &found.bytes, &asked));
    let reading = match read.await {
        Ok(Ok(reading)) => reading,
        Ok(Err(refused)) => return Ok(Err(refused)),
        Err(_) => {
            return Ok(Err(Refused::about(None, "Berkas ini tidak bisa dibaca lagi. Bawa lagi berkasnya.")));
        }
    };
    let questions = reading.questions.len();
    let done =
        site.db.command(command, move |tx| bring_in_again(tx, cooperative, import, (book, &reading, today)));
    Ok(done.await.map(|answer| (answer.value, questions)))
}

#[derive(Template)]
#[template(path = "import_sheet.html")]
struct SheetPage {
    base: String,
    import: i64,
    hidden: String,
    ask: Ask,
    is_answered: bool,
    style: &'static str,
}

/// One sheet with its first rows, to change how it is read.
async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path((_, import, place)): Path<(String, i64, usize)>,
) -> Result<Response, Refusal> {
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    let found = match site.db.read(move |reader| kept(reader, cooperative, import, today)).await {
        Ok(found) => found,
        Err(refused) => return show(&site, &visit, import, &Paging::default(), Some(refused.sentence)).await,
    };
    let (name, asked) = (found.batch.file_name.clone(), found.asked);
    let sheet = found.batch.summary.sheets.get(place).ok_or_else(Refusal::not_found)?.name.clone();
    let bytes = found.bytes;
    let read = tokio::task::spawn_blocking(move || sample_of(&name, &bytes, &asked, &sheet));
    let sample = read.await.map_err(Refusal::fault)?.map_err(|refused| refusal(&refused))?;
    let sample = sample.ok_or_else(Refusal::not_found)?;
    let summary = &found.batch.summary;
    let ask = about_sheet(summary, place, &sample).ok_or_else(Refusal::not_found)?;
    let body = SheetPage {
        base: visit.path(""),
        import,
        hidden: visit.form_fields().to_string(),
        is_answered: summary.answers.iter().any(|answer| answer.sheet == ask.names),
        ask,
        style: &STYLE_NAME,
    };
    let shown = Page::new(&visit, "Cara membaca lembar").active("buku").crumb("Impor", visit.path("impor"));
    let here = visit.path(&format!("impor/{import}"));
    Ok(shown.crumb(found.batch.file_name.clone(), here).body(&body))
}

fn sample_of(name: &str, bytes: &[u8], asked: &Asked, sheet: &str) -> Result<Option<Sample>, Refused> {
    let workbook = spreadsheet::read(name, bytes).map_err(|error| Refused::about(None, error))?;
    let reading = sheets::read_cash_book(&workbook, asked);
    Ok(sheets::sample(&workbook, sheet, &reading))
}

async fn throw_away(
    State(site): State<Site>,
    visit: Visit,
    Path((_, import)): Path<(String, i64)>,
    form: Form,
) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let thrown = site.db.command(form.command(&visit)?, move |tx| {
        import::throw_away(tx, cooperative, import).map_err(of_import)
    });
    match thrown.await {
        Ok(_) => {
            let said = Flash::good("Draf dibuang beserta berkasnya. Tidak ada yang dicatat.");
            Ok(Redirect::to(visit.path("impor")).with(said).into_response())
        }
        Err(refused) => show(&site, &visit, import, &Paging::default(), Some(refused.sentence)).await,
    }
}
