//! Showing once which column is what.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::AccountCode;
use spreadsheet::{Row, Sheet};
use web::{Form, FormState, Page, Refusal, Site, Visit};

use super::{Choice, Named, upload};
use crate::amount::Decimals;
use crate::error::ReconciliationError;
use crate::import::{Pending, Upload, check_bank, import, open_by, workbook};
use crate::layout::{Columns, DateOrder, Remembered, headings, known_banks};
use crate::tables;

/// Rows of the file that are shown.
const SHOWN: usize = 15;
/// Columns that can be chosen.
const COLUMNS: usize = 20;

/// The beginning of a file.
struct Beginning {
    letters: Vec<String>,
    rows: Vec<(u32, Vec<String>)>,
    /// The rows that may be the headings.
    heads: Vec<Choice>,
    columns: Vec<Choice>,
    /// The row that looks most like headings.
    guess: u32,
}

#[derive(Template)]
#[template(path = "columns.html")]
struct ColumnsPage<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    account: AccountCode,
    account_name: &'p str,
    file: &'p str,
    beginning: &'p Beginning,
    banks: String,
}

/// "A", "B" … "Z", "AA" …
fn letter(column: usize) -> String {
    let last = u8::try_from(column % 26).map_or('A', |n| char::from(b'A' + n));
    if column < 26 { last.to_string() } else { format!("{}{last}", letter(column / 26 - 1)) }
}

fn shown(row: &Row, columns: usize) -> Vec<String> {
    (0..columns).map(|column| row.cell(column).shown().chars().take(60).collect()).collect()
}

/// The sheet that is shown: the first with rows that its keeper has not hidden.
fn sheet(workbook: &spreadsheet::Workbook) -> Option<&Sheet> {
    workbook.sheets.iter().find(|sheet| !sheet.hidden && !sheet.rows.is_empty())
}

fn beginning(sheet: &Sheet) -> Beginning {
    let rows: Vec<&Row> = sheet.rows.iter().take(SHOWN).collect();
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).min(COLUMNS);
    let filled = |row: &Row| {
        row.cells.iter().filter(|cell| matches!(cell, spreadsheet::Cell::Text(_)) && !cell.is_blank()).count()
    };
    let most = rows.iter().map(|row| filled(row)).max().unwrap_or(0);
    let head = rows.iter().find(|row| filled(row) == most);
    let guess = head.map_or(0, |row| row.number);
    let named = |column: usize| {
        let name = head.map_or(String::new(), |row| row.cell(column).shown());
        let name: String = name.chars().take(40).collect();
        Choice { value: column.to_string(), name: format!("{} {name}", letter(column)).trim().to_owned() }
    };
    let heads = rows
        .iter()
        .map(|row| Choice { value: row.number.to_string(), name: format!("Baris {}", row.number) });
    Beginning {
        letters: (0..width).map(letter).collect(),
        rows: rows.iter().map(|row| (row.number, shown(row, width))).collect(),
        heads: heads.collect(),
        columns: (0..width).map(named).collect(),
        guess,
    }
}

/// The file that waits, as it was uploaded.
async fn waiting(site: &Site, visit: &Visit, account: AccountCode) -> Result<(Upload, String), Refusal> {
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    let found = site
        .db
        .read(move |reader| {
            let name = check_bank(reader, cooperative, account, today)?;
            let pending = tables::pending(reader, cooperative, account)?;
            Ok::<_, ReconciliationError>((pending.ok_or(ReconciliationError::NothingPending)?, name))
        })
        .await?;
    let (Pending { name, bytes, through, closing }, account_name) = found;
    let (by, at) = (visit.user()?, visit.now);
    Ok((Upload { cooperative, account, name, bytes, through, closing, by, at }, account_name))
}

fn page(
    visit: &Visit,
    (file, account_name): &(Upload, String),
    state: &FormState,
) -> Result<Response, Refusal> {
    let workbook = workbook(file)?;
    let sheet = sheet(&workbook).ok_or_else(|| Refusal::from(ReconciliationError::NoLines))?;
    let beginning = beginning(sheet);
    let banks: Vec<&str> = known_banks().into_iter().map(|(bank, _)| bank).collect();
    let status = if state.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = ColumnsPage {
        visit,
        state,
        account: file.account,
        account_name,
        file: &file.name,
        beginning: &beginning,
        banks: banks.join(", "),
    };
    Ok(Page::new(visit, "Tunjukkan kolomnya")
        .active("buku")
        .crumb("Cocokkan bank", visit.path("cocokkan"))
        .status(status)
        .body(&body))
}

/// `GET /k/{cooperative}/cocokkan/{account}/kolom`
pub(super) async fn open(State(site): State<Site>, visit: Visit, named: Named) -> Result<Response, Refusal> {
    let waiting = waiting(&site, &visit, named.account()).await?;
    let workbook = workbook(&waiting.0)?;
    let guess = sheet(&workbook).map_or(0, |sheet| beginning(sheet).guess);
    page(&visit, &waiting, &FormState::new().with("head", guess))
}

/// `POST /k/{cooperative}/cocokkan/{account}/kolom`
pub(super) async fn save(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    form: Form,
) -> Result<Response, Refusal> {
    let waiting = waiting(&site, &visit, named.account()).await?;
    let state = FormState::of(&form);
    let shown = match read(&form, &waiting.0) {
        Ok(shown) => shown,
        Err(error) => return page(&visit, &waiting, &state.refused(&error.into())),
    };
    let opened = match open_by(&waiting.0, shown) {
        Ok(opened) => opened,
        Err(error) => return page(&visit, &waiting, &plain(state, error)),
    };
    match site.db.command(form.command(&visit)?, move |tx| import(tx, &opened)).await {
        Ok(answer) => Ok(upload::taken_in(&visit, named.account(), &answer.value)),
        Err(error) => page(&visit, &waiting, &plain(state, error)),
    }
}

/// A refusal of the file stands above the form: its own field is on another page.
fn plain(state: FormState, error: ReconciliationError) -> FormState {
    let mut refusal = Refusal::from(error);
    refusal.field = refusal.field.filter(|field| *field == "date");
    state.refused(&refusal)
}

fn read(form: &Form, upload: &Upload) -> Result<Remembered, ReconciliationError> {
    let column = |field: &str| form.text(field).parse::<usize>().ok().filter(|column| *column < COLUMNS);
    let columns = Columns {
        date: column("date").ok_or(ReconciliationError::IncompleteLayout)?,
        description: column("description").into_iter().collect(),
        out: column("out"),
        into: column("into"),
        amount: column("amount"),
        sign: column("sign"),
        balance: column("balance"),
        order: if form.text("order") == "mdy" { DateOrder::Mdy } else { DateOrder::Dmy },
        decimals: Decimals::Either,
    };
    let workbook = workbook(upload)?;
    let sheet = sheet(&workbook).ok_or(ReconciliationError::NoLines)?;
    let head = sheet.rows.iter().take(SHOWN).find(|row| row.number.to_string() == form.text("head"));
    Ok(Remembered { headings: head.map(headings).unwrap_or_default(), columns })
}
