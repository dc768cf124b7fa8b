//! The monthly report of the task force, to print and as a workbook.

use axum::extract::{Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use web::{Refusal, Site, Visit};

use super::Asked;
use crate::MentoringError;
use crate::monthly::{Monthly, monthly};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async fn report(site: &Site, visit: &Visit, asked: &super::AskedMonth) -> Result<Monthly, Refusal> {
    let (region, today) = (visit.region()?, visit.today);
    let this = today.month_of();
    let month = asked.month().filter(|month| *month <= this).unwrap_or(this);
    Ok(site.db.read(move |reader| monthly(reader, region, month, today)).await?)
}

fn named(report: &Monthly, visit: &Visit, kind: &str) -> Result<String, Refusal> {
    Ok(format!("inline; filename=\"satgas-{}-{}.{kind}\"", visit.region()?, report.measures.month))
}

/// `GET /wilayah/{region}/satgas/laporan.pdf?bulan=2026-11`
pub(super) async fn pdf(
    State(site): State<Site>,
    visit: Visit,
    Query(asked): Asked,
) -> Result<Response, Refusal> {
    let report = report(&site, &visit, &asked).await?;
    let bytes = reports::pdf(&report.document(), visit.today).map_err(MentoringError::from)?;
    let name = named(&report, &visit, "pdf")?;
    Ok(([(CONTENT_TYPE, "application/pdf".to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response())
}

/// `GET /wilayah/{region}/satgas/laporan.xlsx?bulan=2026-11`
pub(super) async fn xlsx(
    State(site): State<Site>,
    visit: Visit,
    Query(asked): Asked,
) -> Result<Response, Refusal> {
    let report = report(&site, &visit, &asked).await?;
    let bytes = reports::xlsx(&report.document()).map_err(MentoringError::from)?;
    let name = named(&report, &visit, "xlsx")?;
    Ok(([(CONTENT_TYPE, XLSX.to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response())
}
