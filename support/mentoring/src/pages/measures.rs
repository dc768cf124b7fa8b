//! What the task force achieves.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use kernel::Month;
use web::{Page, Refusal, Site, Visit};

use super::Asked;
use crate::{Measures, measures};

#[derive(Template)]
#[template(path = "measures.html")]
struct MeasuresPage {
    found: Measures,
    months: Vec<Month>,
    /// The report of the month to print, and as a workbook.
    paths: (String, String),
}

/// `GET /wilayah/{region}/satgas/ukuran`
pub(super) async fn open(
    State(site): State<Site>,
    visit: Visit,
    Query(asked): Asked,
) -> Result<Response, Refusal> {
    let (region, today) = (visit.region()?, visit.today);
    let this = today.month_of();
    let month = asked.month().filter(|month| *month <= this).unwrap_or(this);
    let found = site.db.read(move |reader| measures(reader, region, month, today)).await?;
    let path = |kind| visit.path(&format!("satgas/laporan.{kind}?bulan={month}"));
    let paths = (path("pdf"), path("xlsx"));
    let months = Month::range(this.plus(-11), this).rev().collect();
    Ok(Page::new(&visit, "Ukuran satgas")
        .active("kota")
        .crumb("Satgas", visit.path("satgas"))
        .body(&MeasuresPage { found, months, paths }))
}
