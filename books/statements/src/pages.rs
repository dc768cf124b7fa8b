//! The pages of Buku and Laporan. Each page is a view that is read from the books in one snapshot and can
//! be a workbook too; nothing is decided and nothing is written here.

mod account;
mod asked;
mod balance_sheet;
mod cash_book;
mod income;
mod index;
mod lists;
mod place;
mod rows;
mod statement;
mod trial_balance;

use std::collections::HashMap;

use axum::extract::{Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use kernel::{AccountCode, CooperativeId};
use reports::Document;
use store::Reader;
use web::{Page, Refusal, Right, Route, Site, Visit};

use crate::error::StatementError;
use asked::Asked;
pub(crate) use lists::Around;
use place::Place;

/// "Kas": the book that opens where none is asked for.
pub(crate) const MAIN_CASH: AccountCode = AccountCode(11_100);

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The values of an address. Read as they come: a page says itself what it does not understand.
type Values = Query<HashMap<String, String>>;

/// A page that can be a workbook.
pub(crate) trait Paper: askama::Template + Send + 'static {
    /// The same figures as a document.
    fn document(&self) -> Document;

    /// The name of the file, without its ending.
    fn file_name(&self) -> String;

    /// Whether something in the address could not be understood: then no file is sent, but the page that
    /// says what.
    fn has_problems(&self) -> bool;

    /// Whether it is one column of reading.
    fn is_narrow(&self) -> bool {
        false
    }
}

/// The pages of this crate.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/k/{cooperative}/buku", Right::ReadBooks, books),
        Route::get("/k/{cooperative}/buku/kas", Right::ReadBooks, cash_book),
        Route::get("/k/{cooperative}/buku/besar", Right::ReadBooks, account),
        Route::get("/k/{cooperative}/laporan", Right::ReadFigures, statements),
        Route::get("/k/{cooperative}/laporan/neraca", Right::ReadFigures, balance_sheet),
        Route::get("/k/{cooperative}/laporan/phu", Right::ReadFigures, income),
        Route::get("/k/{cooperative}/laporan/neraca-saldo", Right::ReadFigures, trial_balance),
    ]
}

async fn books(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    let page = read(&site, &visit, index::books).await?;
    Ok(Page::new(&visit, "Buku").active("buku").body(&page))
}

async fn statements(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    let page = read(&site, &visit, index::statements).await?;
    Ok(Page::new(&visit, "Laporan").active("laporan").body(&page))
}

async fn cash_book(site: State<Site>, visit: Visit, values: Values) -> Result<Response, Refusal> {
    show(site, visit, values, ("Buku kas", BOOKS), cash_book::page).await
}

async fn account(site: State<Site>, visit: Visit, values: Values) -> Result<Response, Refusal> {
    show(site, visit, values, ("Buku besar", BOOKS), account::page).await
}

async fn balance_sheet(site: State<Site>, visit: Visit, values: Values) -> Result<Response, Refusal> {
    show(site, visit, values, ("Neraca", REPORTS), balance_sheet::page).await
}

async fn income(site: State<Site>, visit: Visit, values: Values) -> Result<Response, Refusal> {
    show(site, visit, values, ("Perhitungan hasil usaha", REPORTS), income::page).await
}

async fn trial_balance(site: State<Site>, visit: Visit, values: Values) -> Result<Response, Refusal> {
    show(site, visit, values, ("Neraca saldo", REPORTS), trial_balance::page).await
}

/// A place of the menu: its key and address, and what it is called.
type MenuPlace = (&'static str, &'static str);

const BOOKS: MenuPlace = ("buku", "Buku");
const REPORTS: MenuPlace = ("laporan", "Laporan");

/// Reads a view and answers with the page, or with the workbook where that was asked for.
async fn show<P: Paper>(
    State(site): State<Site>,
    visit: Visit,
    Query(values): Values,
    (title, (key, menu)): (&'static str, MenuPlace),
    view: impl FnOnce(&mut dyn Reader, CooperativeId, &Place, &Asked) -> Result<P, StatementError>
    + Send
    + 'static,
) -> Result<Response, Refusal> {
    let asked = Asked::from(values);
    let wants_xlsx = asked.wants_xlsx();
    let page =
        read(&site, &visit, move |reader, cooperative, place| view(reader, cooperative, place, &asked))
            .await?;
    if wants_xlsx && !page.has_problems() {
        return workbook(&page);
    }
    let shell = Page::new(&visit, title).active(key).crumb(menu, visit.path(key));
    Ok(if page.is_narrow() { shell.narrow().body(&page) } else { shell.body(&page) })
}

async fn read<T: Send + 'static>(
    site: &Site,
    visit: &Visit,
    view: impl FnOnce(&mut dyn Reader, CooperativeId, &Place) -> Result<T, StatementError> + Send + 'static,
) -> Result<T, Refusal> {
    let tenant = visit.cooperative()?;
    let cooperative = tenant.id;
    let place = Place {
        base: visit.path(""),
        cooperative: tenant.name.clone(),
        may_open: visit.may(Right::ReadBooks),
        today: visit.today,
    };
    Ok(site.db.read(move |snapshot| view(snapshot, cooperative, &place)).await?)
}

fn workbook(page: &impl Paper) -> Result<Response, Refusal> {
    let bytes = reports::xlsx(&page.document()).map_err(StatementError::from)?;
    let disposition = format!("attachment; filename=\"{}.xlsx\"", page.file_name());
    Ok(([(CONTENT_TYPE, XLSX.to_owned()), (CONTENT_DISPOSITION, disposition)], bytes).into_response())
}
