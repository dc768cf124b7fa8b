//! A mass launch from a page: what it would do is counted first, and it is done once what was seen is agreed.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Site, Visit};

use super::{PLACE, new_event, reach, status};
use crate::error::HandoverError;
use crate::launch::{Launch, launch};
use crate::readiness::{LeftOut, Part, Readiness, left_out, readiness};

/// Cooperatives that are left out and shown by name; the rest is found by searching.
const SHOWN: i64 = 20;

/// `?cari=keramat`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub cari: String,
}

#[derive(Template)]
#[template(path = "launch.html")]
struct LaunchForm<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    counts: Readiness,
    parts: Vec<Part>,
    left_out: Vec<LeftOut>,
    cari: &'p str,
}

impl LaunchForm<'_> {
    /// How many a launch leaves out because a paper is missing.
    fn lacking(&self) -> i64 {
        self.counts.no_deed + self.counts.no_approval
    }
}

async fn page(site: &Site, visit: &Visit, cari: &str, state: &FormState) -> Result<Response, Refusal> {
    let (reach, typed) = (reach(visit), cari.trim().to_owned());
    let read = site.db.read(move |reader| {
        let (counts, parts) = readiness(reader, reach)?;
        let left_out = left_out(reader, reach, &typed, SHOWN)?;
        Ok::<_, HandoverError>((counts, parts, left_out))
    });
    let (counts, parts, left_out) = read.await?;
    let page = Page::new(visit, "Peluncuran serentak").active("kota");
    let page = page.crumb("Penyerahan simbolis", visit.path(PLACE)).status(status(state));
    Ok(page.body(&LaunchForm { visit, state, counts, parts, left_out, cari: cari.trim() }))
}

/// `GET …/penyerahan/peluncuran`
pub(super) async fn open(
    State(site): State<Site>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    page(&site, &visit, &asked.cari, &FormState::new().with("held_on", visit.today)).await
}

/// `POST …/penyerahan/peluncuran`: refused where the count is not the one that was agreed to.
pub(super) async fn save(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let mut state = FormState::of(&form);
    let expected: Option<u64> = form.text("expected").parse().ok();
    if !form.is_ticked("sure") {
        state.refuse("sure", "Centang dahulu: peluncuran menandai semuanya sekaligus.");
    }
    let Some(new) = new_event(&form, &mut state, &visit)? else {
        return page(&site, &visit, "", &state).await;
    };
    let new = Launch {
        reach: new.reach,
        title: new.title,
        place: new.place,
        date: new.held_on,
        giver_name: new.giver_name,
        giver_office: new.giver_office,
        origin: new.origin,
        by: new.by,
        at: new.at,
    };
    let act = move |tx: &mut ::store::Tx<'_>| {
        let launched = launch(tx, &new)?;
        match Some(launched.cooperatives) == expected {
            true => Ok(launched),
            false => Err(HandoverError::CountChanged(launched.cooperatives)),
        }
    };
    match site.db.command(form.command(&visit)?, act).await {
        Ok(answer) => {
            let flash = Flash::good(format!("{} koperasi diluncurkan.", answer.value.cooperatives));
            let path = visit.path(&format!("{PLACE}/{}", answer.value.event.0));
            Ok(Redirect::to(path).with(flash).into_response())
        }
        Err(error) => page(&site, &visit, "", &state.refused(&error.into())).await,
    }
}
