//! The founders: list and form.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use kernel::{BirthDate, RegionCode};
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Right, Site, Visit};

use super::{PLACE, status};
use crate::error::FormationError;
use crate::founder::{
    Founder, FounderKey, NewFounder, Sex, add_founder, faults_of, founders, remove_founder,
};

const HERE: &str = "pendirian/pendiri";

#[derive(Template)]
#[template(path = "founders.html")]
struct Founders<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    founders: Vec<Founder>,
    faults: Vec<String>,
    may_edit: bool,
}

async fn page(site: &Site, visit: &Visit, state: &FormState) -> Result<Response, Refusal> {
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    let read = site.db.read(move |reader| {
        let founders = founders(reader, cooperative)?;
        Ok::<_, FormationError>((founders, faults_of(reader, cooperative, today)?))
    });
    let (founders, faults) = read.await?;
    let body = Founders { visit, state, founders, faults, may_edit: visit.may(Right::ManageCooperative) };
    let page = Page::new(visit, "Pendiri").active("pengaturan").crumb("Pendirian", visit.path(PLACE));
    Ok(page.status(status(state)).body(&body))
}

/// `GET /k/{cooperative}/pendirian/pendiri`
pub(super) async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    let state = FormState::new().with("village", visit.cooperative()?.code);
    page(&site, &visit, &state).await
}

/// `POST /k/{cooperative}/pendirian/pendiri`
pub(super) async fn add(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let mut state = FormState::of(&form);
    let birth = BirthDate::parse_human(form.text("birth")).map_err(|error| state.refuse("birth", error)).ok();
    let village =
        RegionCode::parse(form.text("village")).map_err(|error| state.refuse("village", error)).ok();
    let sex = Sex::parse(form.text("sex"));
    if sex.is_none() {
        state.refuse("sex", "Pilih laki-laki atau perempuan.");
    }
    let (Some(birth), Some(village), Some(sex)) = (birth, village, sex) else {
        return page(&site, &visit, &state).await;
    };
    let new = NewFounder {
        cooperative: visit.cooperative()?.id,
        name: form.text("name").to_owned(),
        sex,
        birth,
        is_married: form.is_ticked("is_married"),
        village,
        nik: form.text("nik").to_owned(),
        by: visit.user()?,
        at: visit.now,
    };
    // The key by which members are found, so that founders and members can be told to be the same.
    let key = FounderKey(site.keys.derive("nik-hash"));
    match site.db.command(form.command(&visit)?, move |tx| add_founder(tx, &key, &new)).await {
        Ok(_) => Ok(Redirect::to(visit.path(HERE)).with(Flash::good("Pendiri tersimpan.")).into_response()),
        Err(error) => page(&site, &visit, &state.refused(&error.into())).await,
    }
}

/// `POST /k/{cooperative}/pendirian/pendiri/hapus`
pub(super) async fn remove(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let founder = form.text("founder").parse().unwrap_or_default();
    site.db.command(form.command(&visit)?, move |tx| remove_founder(tx, cooperative, founder)).await?;
    let flash = Flash::good("Pendiri dikeluarkan dari daftar.");
    Ok(Redirect::to(visit.path(HERE)).with(flash).into_response())
}
