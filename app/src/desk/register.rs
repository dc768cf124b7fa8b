//! Registering a cooperative of a region, with the units that it opens.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use kernel::{RegionCode, RegionLevel, UnitCode};
use ledger::Unit;
use line::Refused;
use registry::{LegalPapers, Licence, LicenceState, NewCooperative, NewUnit, RegistryError};
use store::Reader;
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Right, Route, Site, Visit};

use crate::desk::act::refusal;

/// Villages that a form can offer; a larger region is narrowed first.
const OFFERED: usize = 1_500;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    vec![
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
    villages: Vec<String>,
    units: Vec<(String, String)>,
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
    let body = Register {
        base: visit.path(""),
        hidden: visit.form_fields().to_string(),
        state,
        villages,
        units: units.into_iter().map(|unit| (unit.code.to_string(), unit.name)).collect(),
    };
    Ok(Page::new(visit, "Daftarkan koperasi").active("kota").narrow().body(&body))
}

async fn page(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    show(&site, &visit, &FormState::new()).await
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
