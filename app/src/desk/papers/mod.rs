//! Papers of the desk: the voucher or receipt of one entry, the report of a month.

mod month_report;
mod receipt;

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use line::Refused;
use reports::Document;
use web::{Refusal, Route, Site, Visit};

use crate::desk::act::refusal;

/// The pages of this folder.
pub fn routes() -> Vec<Route> {
    [receipt::routes(), month_report::routes()].concat()
}

/// Answers with a document as PDF, signed where it bears a seal. It opens in the browser, to be printed or
/// shared from there.
fn pdf_response(site: &Site, visit: &Visit, document: &Document, name: &str) -> Result<Response, Refusal> {
    let pdf = reports::pdf(document, visit.today).map_err(|error| refusal(&Refused::about(None, error)))?;
    let pdf = statements::signed(pdf, document.seal.as_ref(), &site.keys);
    let disposition = format!("inline; filename=\"{name}.pdf\"");
    let head = [(CONTENT_TYPE, "application/pdf".to_owned()), (CONTENT_DISPOSITION, disposition)];
    Ok((head, pdf).into_response())
}
