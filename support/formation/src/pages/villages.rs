//! Villages that share a cooperative, and villages that were split: what the city writes down.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use kernel::{CooperativeId, RegionCode};
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Site, Visit};

use super::{PLACE, day, status};
use crate::error::FormationError;
use crate::store;
use crate::village::{Split, add_village, record_split, remove_village, splits_in};

const HERE: &str = "pendirian/desa";

/// A village that a cooperative of the region serves beside its own.
pub(crate) struct Served {
    pub village: RegionCode,
    pub cooperative: String,
    pub code: RegionCode,
}

#[derive(Template)]
#[template(path = "villages.html")]
struct Villages<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    served: Vec<Served>,
    splits: Vec<Split>,
}

async fn page(site: &Site, visit: &Visit, state: &FormState) -> Result<Response, Refusal> {
    let region = visit.region()?;
    let read = site.db.read(move |reader| {
        let mut served = Vec::new();
        for (village, id) in store::served_in(reader, region)? {
            if let Some(found) = registry::cooperative(reader, id)? {
                served.push(Served { village, cooperative: found.name, code: found.region });
            }
        }
        Ok::<_, FormationError>((served, splits_in(reader, region)?))
    });
    let (served, splits) = read.await?;
    let body = Villages { visit, state, served, splits };
    let page = Page::new(visit, "Desa dan kelurahan bersama").active("kota");
    Ok(page.crumb("Pendirian", visit.path(PLACE)).status(status(state)).body(&body))
}

/// `GET /wilayah/{region}/pendirian/desa`
pub(super) async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    page(&site, &visit, &FormState::new()).await
}

/// A village of this region; a fault is put beside its field.
fn village(form: &Form, visit: &Visit, state: &mut FormState, field: &str) -> Option<RegionCode> {
    let found = RegionCode::parse(form.text(field)).map_err(|error| state.refuse(field, error)).ok()?;
    match visit.region.is_some_and(|region| region.contains(found)) {
        true => Some(found),
        false => {
            state.refuse(field, FormationError::NotAVillage(found));
            None
        }
    }
}

async fn owner(site: &Site, village: RegionCode) -> Result<CooperativeId, FormationError> {
    let found = site.db.read(move |reader| registry::by_region(reader, village)).await?;
    found.map(|found| found.id).ok_or(FormationError::NoCooperative(village))
}

/// `POST /wilayah/{region}/pendirian/desa/layani`
pub(super) async fn add(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let mut state = FormState::of(&form);
    let code = village(&form, &visit, &mut state, "cooperative");
    let added = village(&form, &visit, &mut state, "village");
    let (Some(code), Some(added)) = (code, added) else { return page(&site, &visit, &state).await };
    let cooperative = match owner(&site, code).await {
        Ok(cooperative) => cooperative,
        Err(error) => return page(&site, &visit, &state.refused(&error.into())).await,
    };
    let (note, noted) = (form.text("note").to_owned(), (visit.user()?, visit.now));
    let act = move |tx: &mut ::store::Tx<'_>| add_village(tx, cooperative, added, &note, noted);
    match site.db.command(form.command(&visit)?, act).await {
        Ok(_) => {
            let flash = Flash::good(format!("{added} sekarang dilayani koperasi itu juga."));
            Ok(Redirect::to(visit.path(HERE)).with(flash).into_response())
        }
        Err(error) => page(&site, &visit, &state.refused(&error.into())).await,
    }
}

/// `POST /wilayah/{region}/pendirian/desa/lepas`
pub(super) async fn remove(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let mut state = FormState::of(&form);
    let code = village(&form, &visit, &mut state, "cooperative");
    let left = village(&form, &visit, &mut state, "village");
    let (Some(code), Some(left)) = (code, left) else { return page(&site, &visit, &state).await };
    let cooperative = owner(&site, code).await?;
    site.db.command(form.command(&visit)?, move |tx| remove_village(tx, cooperative, left)).await?;
    let flash = Flash::good(format!("{left} tidak lagi dilayani koperasi itu."));
    Ok(Redirect::to(visit.path(HERE)).with(flash).into_response())
}

/// `POST /wilayah/{region}/pendirian/desa/pecah`
pub(super) async fn split(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let mut state = FormState::of(&form);
    let old = village(&form, &visit, &mut state, "old_village");
    let on = day(&form, &mut state, "on");
    let codes = form.text("new_villages").split([',', ';', ' ', '\n', '\r']).filter(|code| !code.is_empty());
    let new: Result<Vec<RegionCode>, _> = codes.map(RegionCode::parse).collect();
    let new = new.map_err(|error| state.refuse("new_villages", error)).ok();
    let (Some(old), Some(on), Some(new)) = (old, on, new) else { return page(&site, &visit, &state).await };
    let (decree, noted) = (form.text("decree").to_owned(), (visit.user()?, visit.now));
    let act = move |tx: &mut ::store::Tx<'_>| record_split(tx, old, &new, (on, &decree), noted);
    match site.db.command(form.command(&visit)?, act).await {
        Ok(_) => {
            let flash =
                Flash::good("Pemekaran tercatat. Koperasinya dapat menambah desa atau kelurahan yang baru.");
            Ok(Redirect::to(visit.path(HERE)).with(flash).into_response())
        }
        Err(error) => page(&site, &visit, &state.refused(&error.into())).await,
    }
}
