//! Rows of the portal that wait for a person, to be settled once.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::RegionCode;
use territory::Region;
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Right, Site, Visit};

use crate::MinistryError;
use crate::snapshot::{Settlement, free_villages, settle};
use crate::store::{Snapshot, StatisticView, latest, waiting};

/// What stands for "none of ours".
const NONE: &str = "tidak-ada";
/// Rows on the page.
const SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "matching.html")]
struct MatchingPage<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    snapshot: Option<Snapshot>,
    rows: Vec<StatisticView>,
    waiting: usize,
    villages: Vec<Region>,
    may_settle: bool,
}

async fn page(site: &Site, visit: &Visit, state: &FormState) -> Result<Response, Refusal> {
    let region = visit.region()?;
    let (snapshot, mut rows, villages) = site
        .db
        .read(move |reader| {
            let Some(snapshot) = latest(reader)? else { return Ok((None, Vec::new(), Vec::new())) };
            let rows = waiting(reader, snapshot.as_of, region)?;
            let villages = free_villages(reader, snapshot.as_of, region)?;
            Ok::<_, MinistryError>((Some(snapshot), rows, villages))
        })
        .await?;
    let count = rows.len();
    rows.truncate(SHOWN);
    let status = if state.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let may_settle = visit.may(Right::ManageRegion);
    let body = MatchingPage { visit, state, snapshot, rows, waiting: count, villages, may_settle };
    let page = Page::new(visit, "Padanan desa").active("kota").status(status);
    Ok(page.crumb("Statistik SIMKOPDES", visit.path("simkopdes")).body(&body))
}

/// `GET /wilayah/{region}/simkopdes/padanan`
pub(super) async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    page(&site, &visit, &FormState::new()).await
}

/// `POST /wilayah/{region}/simkopdes/padanan`
pub(super) async fn save(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let village = match form.text("village") {
        NONE => Some(None),
        typed => RegionCode::parse(typed).ok().map(Some),
    };
    let Some(village) = village else {
        let state = FormState::of(&form).refused(&MinistryError::NotHere.into());
        return page(&site, &visit, &state).await;
    };
    let settlement = Settlement {
        portal_village: form.text("portal_village").to_owned(),
        village,
        region: visit.region()?,
        by: visit.user()?,
        at: visit.now,
    };
    match site.db.command(form.command(&visit)?, move |tx| settle(tx, &settlement)).await {
        Ok(_) => {
            let flash = Flash::good("Padanan disimpan. Berkas berikutnya memakainya lagi.");
            Ok(Redirect::to(visit.path("simkopdes/padanan")).with(flash).into_response())
        }
        Err(error) => page(&site, &visit, &FormState::of(&form).refused(&error.into())).await,
    }
}
