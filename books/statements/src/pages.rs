//! The pages of Buku and Laporan. Each page is a view that is read from the books in one snapshot and can
//! be a workbook or a PDF too; nothing is decided and nothing is written here.

mod account;
mod annual;
mod asked;
mod balance_sheet;
mod cash_book;
mod cash_flow;
mod equity;
mod format;
mod income;
mod index;
mod lists;
mod member;
mod notes;
mod place;
mod rows;
mod statement;
mod trial_balance;

use std::collections::HashMap;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use kernel::{AccountCode, CooperativeId};
use reports::Document;
use store::Reader;
use web::{Page, Refusal, Right, Route, Site, Visit};

use crate::error::StatementError;
use crate::surroundings::Above;
use asked::Asked;
use format::paper_response;
pub(crate) use lists::Around;
use place::Place;

/// "Kas": the book that opens where none is asked for.
pub(crate) const MAIN_CASH: AccountCode = AccountCode(11_100);

/// The values of an address. Read as they come: a page says itself what it does not understand.
type Values = Query<HashMap<String, String>>;

/// The parts of an address that vary.
type Parts = Path<HashMap<String, String>>;

/// A page that can be a paper.
pub(crate) trait Paper: askama::Template + Send + 'static {
    /// The same figures as a document.
    fn document(&self) -> Document;

    /// The name of the file, without its ending.
    fn file_name(&self) -> String;

    /// Whether something in the address could not be understood: then no file is sent, but the page that
    /// says what.
    fn has_problems(&self) -> bool;

    /// What the page is called where that depends on what it shows; `None`: as in the list of pages.
    fn title(&self) -> Option<String> {
        None
    }

    /// Whether it is one column of reading.
    fn is_narrow(&self) -> bool {
        false
    }
}

/// Reads a page from the books.
type View<P> = fn(&mut dyn Reader, CooperativeId, &Place, &Asked) -> Result<P, StatementError>;

/// A place of the menu: its key and address, and what it is called.
type MenuPlace = (&'static str, &'static str);

const BOOKS: MenuPlace = ("buku", "Buku");
const REPORTS: MenuPlace = ("laporan", "Laporan");

/// The pages of this crate. What names people needs [`Right::ReadBooks`], sums [`Right::ReadFigures`].
pub(crate) fn routes(above: Above) -> Vec<Route> {
    let (books, figures) = (Right::ReadBooks, Right::ReadFigures);
    vec![
        index("/k/{cooperative}/buku", books, above, BOOKS, index::books),
        page("/k/{cooperative}/buku/kas", books, above, ("Buku kas", BOOKS), cash_book::page),
        page("/k/{cooperative}/buku/besar", books, above, ("Buku besar", BOOKS), account::page),
        index("/k/{cooperative}/laporan", figures, above, REPORTS, index::statements),
        page("/k/{cooperative}/laporan/neraca", figures, above, ("Neraca", REPORTS), balance_sheet::page),
        page(
            "/k/{cooperative}/laporan/phu",
            figures,
            above,
            ("Perhitungan hasil usaha", REPORTS),
            income::page,
        ),
        page(
            "/k/{cooperative}/laporan/perubahan-modal",
            figures,
            above,
            ("Perubahan modal", REPORTS),
            equity::page,
        ),
        page("/k/{cooperative}/laporan/arus-kas", figures, above, ("Arus kas", REPORTS), cash_flow::page),
        page(
            "/k/{cooperative}/laporan/catatan",
            books,
            above,
            ("Catatan atas laporan keuangan", REPORTS),
            notes::page,
        ),
        page(
            "/k/{cooperative}/laporan/tahunan",
            books,
            above,
            ("Laporan keuangan tahunan", REPORTS),
            annual::page,
        ),
        page(
            "/k/{cooperative}/laporan/anggota/{party}",
            books,
            above,
            ("Rekening anggota", REPORTS),
            member::page,
        ),
        page(
            "/k/{cooperative}/laporan/neraca-saldo",
            figures,
            above,
            ("Neraca saldo", REPORTS),
            trial_balance::page,
        ),
    ]
}

/// A page of the menu itself, which is no paper.
fn index<T: askama::Template + Send + 'static>(
    path: &'static str,
    right: Right,
    above: Above,
    (key, title): MenuPlace,
    view: fn(&mut dyn Reader, CooperativeId, &Place) -> Result<T, StatementError>,
) -> Route {
    let answer = move |State(site): State<Site>, visit: Visit| async move {
        let page = read(&site, &visit, above, view).await?;
        Ok::<Response, Refusal>(Page::new(&visit, title).active(key).body(&page))
    };
    Route::get(path, right, answer)
}

/// A view, which can be a paper too.
fn page<P: Paper>(
    path: &'static str,
    right: Right,
    above: Above,
    (title, menu): (&'static str, MenuPlace),
    view: View<P>,
) -> Route {
    let answer = move |site: State<Site>, visit: Visit, parts: Parts, values: Values| async move {
        show(site, visit, (parts, values), above, (title, menu), view).await
    };
    Route::get(path, right, answer)
}

/// Reads a view and answers with the page, or with the file where one was asked for.
async fn show<P: Paper>(
    State(site): State<Site>,
    visit: Visit,
    (Path(parts), Query(values)): (Parts, Values),
    above: Above,
    (title, (key, menu)): (&'static str, MenuPlace),
    view: View<P>,
) -> Result<Response, Refusal> {
    let asked = Asked::of(parts, values);
    let format = asked.format();
    let page = read(&site, &visit, above, move |reader, cooperative, place| {
        view(reader, cooperative, place, &asked)
    })
    .await?;
    if let Some(format) = format.filter(|_| !page.has_problems()) {
        return paper_response(format, &page.document(), &page.file_name(), (visit.today, &site.keys));
    }
    let title = page.title().unwrap_or_else(|| title.to_owned());
    let shell = Page::new(&visit, title).active(key).crumb(menu, visit.path(key));
    Ok(if page.is_narrow() { shell.narrow().body(&page) } else { shell.body(&page) })
}

async fn read<T: Send + 'static>(
    site: &Site,
    visit: &Visit,
    above: Above,
    view: impl FnOnce(&mut dyn Reader, CooperativeId, &Place) -> Result<T, StatementError> + Send + 'static,
) -> Result<T, Refusal> {
    let tenant = visit.cooperative()?;
    let cooperative = tenant.id;
    let place = Place {
        base: visit.path(""),
        cooperative: tenant.name.clone(),
        may_open: visit.may(Right::ReadBooks),
        today: visit.today,
        above,
    };
    Ok(site.db.read(move |snapshot| view(snapshot, cooperative, &place)).await?)
}
