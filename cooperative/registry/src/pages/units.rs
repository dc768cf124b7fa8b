//! The forms that open a unit and change its licence.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::UnitCode;
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Site, Visit};

use super::{SETTINGS, fields, known};
use crate::{Licence, LicenceState, NewUnit, RegistryError, Unit, open_unit, set_licence};

/// A unit that the books know.
struct Choice {
    code: String,
    name: String,
    is_open: bool,
}

#[derive(Template)]
#[template(path = "new_unit.html")]
struct NewUnitForm<'v> {
    visit: &'v Visit,
    state: &'v FormState,
    choices: Vec<Choice>,
    states: [LicenceState; 4],
}

#[derive(Template)]
#[template(path = "licence.html")]
struct LicenceForm<'v> {
    visit: &'v Visit,
    title: &'v str,
    state: &'v FormState,
    states: [LicenceState; 4],
}

fn code_of(unit: UnitCode) -> String {
    format!("{:02}", unit.0)
}

async fn choices(site: &Site, visit: &Visit) -> Result<Vec<Choice>, Refusal> {
    let id = visit.cooperative()?.id;
    let answer = site.db.read(move |snapshot| {
        let open = crate::units(snapshot, id)?;
        let known = ledger::units_of(snapshot, id)?;
        let choices = known.into_iter().map(|unit| Choice {
            code: code_of(unit.code),
            name: unit.name,
            is_open: open.iter().any(|open| open.unit == unit.code),
        });
        Ok::<_, RegistryError>(choices.collect())
    });
    Ok(answer.await?)
}

async fn new_page(
    site: &Site,
    visit: &Visit,
    state: &FormState,
    status: StatusCode,
) -> Result<Response, Refusal> {
    let mut choices = choices(site, visit).await?;
    choices.retain(|choice| !choice.is_open);
    let body = NewUnitForm { visit, state, choices, states: LicenceState::ALL };
    let page = Page::new(visit, "Buka unit usaha").active(SETTINGS).narrow();
    Ok(page.crumb("Pengaturan", visit.path(SETTINGS)).status(status).body(&body))
}

/// What the form says about a licence.
fn licence(form: &Form, state: &mut FormState) -> Licence {
    let Some(licence_state) = LicenceState::parse(form.text("licence_state")) else {
        state.refuse("licence_state", "Pilih keadaan izinnya.");
        return Licence::of(LicenceState::NotYet);
    };
    Licence {
        state: licence_state,
        number: fields::text(form, "licence_number"),
        until: fields::date(form, state, "licence_until"),
    }
}

pub(super) async fn open(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    let state = FormState::new().with("licence_state", LicenceState::NotYet.code());
    new_page(&site, &visit, &state, StatusCode::OK).await
}

pub(super) async fn save(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let id = visit.cooperative()?.id;
    let mut state = FormState::of(&form);
    let licence = licence(&form, &mut state);
    let opened_on = fields::date(&form, &mut state, "opened_on");
    let chosen = form.text("unit");
    // Open units too: a repeat of what was done is to get the first answer again.
    let choices = choices(&site, &visit).await?;
    let Some(choice) = choices.into_iter().find(|choice| choice.code == chosen) else {
        state.refuse("unit", "Pilih unit usaha dari daftar.");
        return new_page(&site, &visit, &state, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    if !state.is_good() {
        return new_page(&site, &visit, &state, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let name = fields::text(&form, "name").unwrap_or(choice.name);
    let unit = UnitCode(choice.code.parse().map_err(Refusal::fault)?);
    let new = NewUnit { unit, name: name.clone(), licence, opened_on };
    let act = site.db.command(form.command(&visit)?, move |tx| open_unit(tx, id, new.clone()));
    match act.await {
        Ok(_) => {
            let flash = Flash::good(format!("{name} dibuka."));
            Ok(Redirect::to(visit.path(SETTINGS)).with(flash).into_response())
        }
        Err(error) => {
            let refusal = Refusal::from(error);
            new_page(&site, &visit, &state.refused(&refusal), refusal.status).await
        }
    }
}

fn licence_page(visit: &Visit, unit: &Unit, state: &FormState, status: StatusCode) -> Response {
    let title = format!("Izin {}", unit.name);
    let body = LicenceForm { visit, title: &title, state, states: LicenceState::ALL };
    let page = Page::new(visit, title.as_str()).active(SETTINGS).narrow();
    page.crumb("Pengaturan", visit.path(SETTINGS)).status(status).body(&body)
}

async fn unit_of(site: &Site, visit: &Visit, code: &str) -> Result<Unit, Refusal> {
    let (_, units) = known(site, visit.cooperative()?.id).await?;
    let found = units.into_iter().find(|unit| code_of(unit.unit) == code);
    found.ok_or_else(Refusal::not_found)
}

pub(super) async fn open_licence(
    State(site): State<Site>,
    Path((_, code)): Path<(String, String)>,
    visit: Visit,
) -> Result<Response, Refusal> {
    let unit = unit_of(&site, &visit, &code).await?;
    let until = unit.licence.until.map(|date| date.to_string());
    let state = FormState::new()
        .with("licence_state", unit.licence.state.code())
        .with("licence_number", unit.licence.number.as_deref().unwrap_or_default())
        .with("licence_until", until.unwrap_or_default());
    Ok(licence_page(&visit, &unit, &state, StatusCode::OK))
}

pub(super) async fn save_licence(
    State(site): State<Site>,
    Path((_, code)): Path<(String, String)>,
    visit: Visit,
    form: Form,
) -> Result<Response, Refusal> {
    let id = visit.cooperative()?.id;
    let unit = unit_of(&site, &visit, &code).await?;
    let mut state = FormState::of(&form);
    let licence = licence(&form, &mut state);
    if !state.is_good() {
        return Ok(licence_page(&visit, &unit, &state, StatusCode::UNPROCESSABLE_ENTITY));
    }
    let number = unit.unit;
    let act = site.db.command(form.command(&visit)?, move |tx| set_licence(tx, id, number, licence.clone()));
    match act.await {
        Ok(_) => {
            let flash = Flash::good(format!("Izin {} tersimpan.", unit.name));
            Ok(Redirect::to(visit.path(SETTINGS)).with(flash).into_response())
        }
        Err(error) => {
            let refusal = Refusal::from(error);
            Ok(licence_page(&visit, &unit, &state.refused(&refusal), refusal.status))
        }
    }
}
