//! Registering a cooperative of a region, with the units that it opens.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use kernel::{RegionCode, RegionLevel, UnitCode};
use ledger::Unit;
use line::Refused;
use registry::{LegalPapers, Licence, LicenceState, NewCooperative, NewUnit, RegistryError};
use serde::Deserialize;
use store::Reader;
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Right, Route, Site, Visit};

use crate::desk::act::refusal;

/// Villages that a form can offer; a larger region is narrowed first.
const OFFERED: usize = 1_500;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/daftar", Right::ManageRegion, find),
        Route::get("/wilayah/{region}/daftar", Right::ManageRegion, page),
        Route::post("/wilayah/{region}/daftar", Right::ManageRegion, register),
    ]
}

#[derive(Template)]
#[template(path = "register.html")]
struct Register<'f> {
    base: String,
    hidden: String,
    state: &'f FormState,
    /// The village as offered, or as it was typed.
    village: String,
    villages: Vec<String>,
    units: Vec<(String, String)>,
}

/// Regions that a search shows.
const SHOWN: i64 = 30;

/// A village that was found by its name.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Picked {
    #[serde(rename = "kelurahan")]
    village: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Named {
    #[serde(rename = "nama")]
    name: String,
}

#[derive(Template)]
#[template(path = "register_where.html")]
struct Where {
    asked: String,
    found: Vec<Found>,
}

/// A region of that name, and where one registers in it.
struct Found {
    name: String,
    within: String,
    href: String,
    /// Whether the village has a cooperative already, which is opened instead.
    taken: bool,
}

fn found(reader: &mut dyn Reader, region: &territory::Region) -> Result<Found, Refused> {
    let refused = |error: &dyn std::fmt::Display| Refused::about(None, error);
    let code = region.code;
    let path = territory::path_of(reader, code).map_err(|error| refused(&error))?;
    let above: Vec<&str> =
        path.iter().filter(|other| other.code != code).map(|other| other.name.as_str()).rev().collect();
    let is_village = code.level() == RegionLevel::Village;
    let taken = is_village && registry::by_region(reader, code).map_err(|error| refused(&error))?.is_some();
    let href = match (taken, code.parent().filter(|_| is_village)) {
        (true, _) => format!("/k/{code}/pengaturan/pengguna"),
        (false, Some(district)) => format!("/wilayah/{district}/daftar?kelurahan={code}"),
        (false, None) => format!("/wilayah/{code}/daftar"),
    };
    Ok(Found { name: region.name.clone(), within: above.join(", "), href, taken })
}

/// Finds the village by its name: who registers the first cooperative knows no code.
async fn find(
    State(site): State<Site>,
    visit: Visit,
    Query(named): Query<Named>,
) -> Result<Response, Refusal> {
    let asked = named.name.trim().to_owned();
    let name = asked.clone();
    let found = site.db.read(move |reader| {
        if name.is_empty() {
            return Ok(Vec::new());
        }
        let regions = territory::search(reader, &name, SHOWN).map_err(|error| Refused::about(None, error))?;
        regions.iter().map(|region| found(reader, region)).collect::<Result<Vec<_>, Refused>>()
    });
    let found = found.await.map_err(|refused| refusal(&refused))?;
    Ok(Page::new(&visit, "Daftarkan koperasi").active("tempat").narrow().body(&Where { asked, found }))
}

/// The common units; those of one cooperative are added in its settings.
const NOBODY: kernel::CooperativeId = kernel::CooperativeId(0);

/// Villages without a cooperative, as offered, and the units.
fn offer(reader: &mut dyn Reader, region: RegionCode) -> Result<(Vec<String>, Vec<Unit>), Refused> {
    let refused = |error: &dyn std::fmt::Display| Refused::about(None, error);
    let villages = territory::villages_in(reader, region).map_err(|error| refused(&error))?;
    let taken = registry::in_region(reader, region).map_err(|error| refused(&error))?;
    let free = villages.iter().filter(|village| taken.iter().all(|other| other.region != village.code));
    let villages = free.take(OFFERED).map(|village| format!("{} · {}", village.name, village.code)).collect();
    let units = ledger::units_of(reader, NOBODY)?;
    Ok((villages, units.into_iter().filter(|unit| unit.code != UnitCode::OFFICE).collect()))
}

async fn show(site: &Site, visit: &Visit, state: &FormState) -> Result<Response, Refusal> {
    let region = visit.region()?;
    let offer = site.db.read(move |reader| offer(reader, region)).await;
    let (villages, units) = offer.map_err(|refused| refusal(&refused))?;
    let typed = state.value("village");
    let is_code = RegionCode::parse(typed).is_ok();
    let offered = villages.iter().find(|offered| is_code && offered.ends_with(typed));
    let body = Register {
        village: offered.map_or_else(|| typed.to_owned(), String::clone),
        base: visit.path(""),
        hidden: visit.form_fields().to_string(),
        state,
        villages,
        units: units.into_iter().map(|unit| (unit.code.to_string(), unit.name)).collect(),
    };
    Ok(Page::new(visit, "Daftarkan koperasi").active("kota").narrow().body(&body))
}

async fn page(
    State(site): State<Site>,
    visit: Visit,
    Query(picked): Query<Picked>,
) -> Result<Response, Refusal> {
    let state = FormState::new();
    let state = if picked.village.is_empty() { state } else { state.with("village", picked.village) };
    show(&site, &visit, &state).await
}

/// The village that was picked: the code stands at the end of what is offered.
fn village(typed: &str, region: RegionCode) -> Result<RegionCode, Refused> {
    let code = typed.rsplit(' ').next().unwrap_or_default();
    let code = RegionCode::parse(code).ok();
    let code = code.filter(|code| code.level() == RegionLevel::Village && region.contains(*code));
    code.ok_or_else(|| Refused::about(Some("village"), "Pilih kelurahan atau desa dari daftar."))
}

async fn register(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let (region, at, today) = (visit.region()?, visit.now, visit.today);
    let again = |refused: &Refused| FormState::of(&form).refused(&refusal(refused));
    let code = match village(form.text("village"), region) {
        Ok(code) => code,
        Err(refused) => return show(&site, &visit, &again(&refused)).await,
    };
    let picked: Vec<UnitCode> =
        form.list("unit").iter().filter_map(|unit| unit.parse().ok().map(UnitCode)).collect();
    let registered = site.db.command(form.command(&visit)?, move |tx| {
        let served = formation::serving(tx, code).map_err(|error| Refused::about(None, error))?;
        let own = registry::by_region(tx, code).map_err(|error| Refused::about(None, error))?;
        if own.is_none() && served.is_some() {
            let sentence =
                "Kelurahan ini sudah dilayani koperasi bersama. Buka koperasinya dari halaman kota.";
            return Err(Refused::about(Some("village"), sentence));
        }
        let found = territory::region(tx, code).map_err(|error| Refused::about(None, error))?;
        let found = found
            .ok_or_else(|| Refused::about(Some("village"), "Kelurahan ini tidak ada di daftar wilayah."))?;
        let refused = |error: RegistryError| Refused::about(Some("village"), error);
        let new = NewCooperative {
            region: code,
            name: registry::standard_name(&found.name, code),
            legal: LegalPapers::default(),
            address: None,
            founded_on: None,
            at,
        };
        let cooperative = registry::register(tx, new).map_err(refused)?;
        for unit in ledger::units_of(tx, cooperative)?.into_iter().filter(|unit| picked.contains(&unit.code))
        {
            let licence = Licence::of(LicenceState::NotYet);
            let new = NewUnit { unit: unit.code, name: unit.name, licence, opened_on: Some(today) };
            registry::open_unit(tx, cooperative, new).map_err(refused)?;
        }
        Ok::<_, Refused>(cooperative)
    });
    match registered.await {
        Ok(_) => {
            let said = Flash::good("Koperasi terdaftar. Undang ketua dan bendaharanya di sini.");
            Ok(Redirect::to(format!("/k/{code}/pengaturan/pengguna")).with(said).into_response())
        }
        Err(refused) => show(&site, &visit, &again(&refused)).await,
    }
}
