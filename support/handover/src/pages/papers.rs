//! The papers of a ceremony, to print.

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use officers::Office;
use reports::Document;
use web::{Refusal, Site, Visit};

use super::{Named, event_here, number, reach};
use crate::certificates::{Areas, certificates_body};
use crate::error::HandoverError;
use crate::event::{Event, Item, items, progress};
use crate::paper::{bast, certificate, listing};

const PDF: &str = "application/pdf";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The most cooperatives in one list; certificates know no limit.
const LISTED: i64 = 10_000;

async fn whole(site: &Site, visit: &Visit, named: &str) -> Result<(Event, Vec<Item>), Refusal> {
    let (region, id) = (reach(visit), number(named)?);
    let read = site.db.read(move |reader| {
        let event = event_here(reader, region, id)?;
        match progress(reader, event.id)?.1 {
            0 => Err(HandoverError::Nobody),
            1..=LISTED => {
                let items = items(reader, event.id, 0, LISTED)?;
                Ok((event, items))
            }
            _ => Err(HandoverError::TooMany),
        }
    });
    Ok(read.await?)
}

fn pdf(document: &Document, visit: &Visit) -> Result<Response, Refusal> {
    let bytes = reports::pdf(document, visit.today).map_err(HandoverError::from)?;
    Ok(([(CONTENT_TYPE, PDF)], bytes).into_response())
}

/// `GET …/daftar.pdf`
pub(super) async fn list_pdf(
    State(site): State<Site>,
    visit: Visit,
    Named { event: named, .. }: Named,
) -> Result<Response, Refusal> {
    let (event, items) = whole(&site, &visit, &named).await?;
    pdf(&listing(&event, &items), &visit)
}

/// `GET …/daftar.xlsx`
pub(super) async fn list_xlsx(
    State(site): State<Site>,
    visit: Visit,
    Named { event: named, .. }: Named,
) -> Result<Response, Refusal> {
    let (event, items) = whole(&site, &visit, &named).await?;
    let bytes = reports::xlsx(&listing(&event, &items)).map_err(HandoverError::from)?;
    let name = format!("attachment; filename=\"penyerahan-{}.xlsx\"", event.id.0);
    Ok(([(CONTENT_TYPE, XLSX.to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response())
}

/// `GET …/berita-acara.pdf`
pub(super) async fn minutes(
    State(site): State<Site>,
    visit: Visit,
    Named { event: named, .. }: Named,
) -> Result<Response, Refusal> {
    let (event, items) = whole(&site, &visit, &named).await?;
    pdf(&bast(&event, &items, None), &visit)
}

/// `GET …/sertifikat.pdf`
pub(super) async fn certificates(
    State(site): State<Site>,
    visit: Visit,
    Named { event: named, .. }: Named,
) -> Result<Response, Refusal> {
    let (region, id) = (reach(&visit), number(&named)?);
    let event = site
        .db
        .read(move |reader| {
            let event = event_here(reader, region, id)?;
            match progress(reader, event.id)?.1 {
                0 => Err(HandoverError::Nobody),
                _ => Ok(event),
            }
        })
        .await?;
    let name = format!("inline; filename=\"sertifikat-penyerahan-{}.pdf\"", event.id.0);
    let body = certificates_body(site.db.clone(), event.id, visit.today);
    Ok(([(CONTENT_TYPE, PDF.to_owned()), (CONTENT_DISPOSITION, name)], body).into_response())
}

/// One of the list, where its village lies, and its chair.
async fn one(
    site: &Site,
    visit: &Visit,
    named: &str,
    sequence: &str,
) -> Result<(Event, Item, String, Option<String>), Refusal> {
    let (region, id, sequence, today) = (reach(visit), number(named)?, number(sequence)?, visit.today);
    let read = site.db.read(move |reader| {
        let event = event_here(reader, region, id)?;
        let item = crate::store::item(reader, event.id, sequence)?.ok_or(HandoverError::NotOnTheList)?;
        let area = Areas::default().of(reader, item.village)?;
        let officers = officers::officers_of(reader, item.cooperative, today)?;
        let chair = officers.into_iter().find(|officer| officer.office == Office::Chair);
        Ok::<_, HandoverError>((event, item, area, chair.map(|chair| chair.name)))
    });
    Ok(read.await?)
}

/// `GET …/berita-acara/{nomor}`
pub(super) async fn minutes_of_one(
    State(site): State<Site>,
    visit: Visit,
    Named { event: named, nomor: sequence }: Named,
) -> Result<Response, Refusal> {
    let (event, item, _, chair) = one(&site, &visit, &named, &sequence).await?;
    pdf(&bast(&event, &[item], chair.as_deref()), &visit)
}

/// `GET …/sertifikat/{nomor}`
pub(super) async fn certificate_of_one(
    State(site): State<Site>,
    visit: Visit,
    Named { event: named, nomor: sequence }: Named,
) -> Result<Response, Refusal> {
    let (event, item, area, _) = one(&site, &visit, &named, &sequence).await?;
    pdf(&certificate(&event, &item, &area), &visit)
}
