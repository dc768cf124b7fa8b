//! The settings of a cooperative: identity, legal papers, units and their licences. All may read
//! them who may read its figures; the forms are for those who manage it.

mod fields;
mod identity;
mod papers;
mod units;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kernel::{BookDate, CooperativeId};
use web::{Page, Refusal, Right, Route, Site, Visit};

use crate::{Cooperative, LegalState, Licence, LicenceState, RegistryError, Unit, api, may_operate};

/// The settings, relative to the cooperative.
const SETTINGS: &str = "pengaturan";

/// From this many days before its end a licence asks to be renewed.
const NOTICE_DAYS: i64 = 90;

/// All pages and API answers of the registry.
pub fn routes() -> Vec<Route> {
    let edit = Right::ManageCooperative;
    vec![
        Route::get("/k/{cooperative}/pengaturan", Right::ReadFigures, show),
        Route::get("/k/{cooperative}/pengaturan/identitas", edit, identity::open),
        Route::post("/k/{cooperative}/pengaturan/identitas", edit, identity::save),
        Route::get("/k/{cooperative}/pengaturan/surat", edit, papers::open),
        Route::post("/k/{cooperative}/pengaturan/surat", edit, papers::save),
        Route::get("/k/{cooperative}/pengaturan/unit", edit, units::open),
        Route::post("/k/{cooperative}/pengaturan/unit", edit, units::save),
        Route::get("/k/{cooperative}/pengaturan/unit/{unit}", edit, units::open_licence),
        Route::post("/k/{cooperative}/pengaturan/unit/{unit}", edit, units::save_licence),
        Route::get("/api/v1/cooperatives/{cooperative}", Right::ReadFigures, api::show),
    ]
}

impl From<RegistryError> for Refusal {
    fn from(error: RegistryError) -> Self {
        match error {
            RegistryError::Store(error) => error.into(),
            RegistryError::NoSuchCooperative | RegistryError::NoSuchUnit(_) => {
                Self { sentence: error.to_string(), ..Self::not_found() }
            }
            error => Self::bad(&error).about(error.field()),
        }
    }
}

/// What the pages and the API show: a cooperative with its units.
pub(crate) async fn known(site: &Site, id: CooperativeId) -> Result<(Cooperative, Vec<Unit>), Refusal> {
    let answer = site.db.read(move |snapshot| {
        let found = crate::cooperative(snapshot, id)?.ok_or(RegistryError::NoSuchCooperative)?;
        Ok::<_, RegistryError>((found, crate::units(snapshot, id)?))
    });
    Ok(answer.await?)
}

#[derive(Template)]
#[template(path = "settings.html")]
struct Settings<'v> {
    visit: &'v Visit,
    cooperative: Cooperative,
    units: Vec<Unit>,
}

async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    let (cooperative, units) = known(&site, visit.cooperative()?.id).await?;
    let body = Settings { visit: &visit, cooperative, units };
    Ok(Page::new(&visit, "Pengaturan").active(SETTINGS).body(&body))
}

impl Settings<'_> {
    fn may_edit(&self) -> bool {
        self.visit.may(Right::ManageCooperative)
    }

    fn legal_mark(&self) -> &'static str {
        match self.cooperative.legal.state() {
            LegalState::Approved => "good",
            LegalState::Deed => "wait",
            LegalState::Forming => "none",
        }
    }

    fn is_licensed(&self) -> bool {
        may_operate(&self.cooperative.legal, &self.units, self.visit.today)
    }

    /// What is missing for the cooperative to count as licensed.
    fn missing(&self) -> &'static str {
        match self.cooperative.legal.is_approved_on(self.visit.today) {
            false => "Yang masih ditunggu: pengesahan badan hukum (SK AHU).",
            true => {
                "Yang masih ditunggu: satu unit usaha dengan izin yang berlaku, atau yang tidak perlu izin."
            }
        }
    }

    fn mark(&self, unit: &Unit) -> Mark {
        Mark::of(&unit.licence, self.visit.today)
    }
}

/// How the state of a licence looks on a day: a class of the style sheet and its words.
struct Mark {
    class: &'static str,
    label: String,
}

impl Mark {
    fn of(licence: &Licence, today: BookDate) -> Self {
        let label = licence.state.label().to_owned();
        let days = licence.until.map(|until| today.days_until(until));
        match (licence.state, days) {
            (LicenceState::Licensed, Some(days)) if days < 0 => {
                Self { class: "look", label: "Izin sudah berakhir".to_owned() }
            }
            (LicenceState::Licensed, Some(0)) => {
                Self { class: "look", label: "Izin berakhir hari ini".to_owned() }
            }
            (LicenceState::Licensed, Some(days)) if days <= NOTICE_DAYS => {
                Self { class: "look", label: format!("Izin berakhir {days} hari lagi") }
            }
            (LicenceState::Licensed | LicenceState::NotNeeded, _) => Self { class: "good", label },
            (LicenceState::NotYet, _) => Self { class: "none", label },
            (LicenceState::Suspended, _) => Self { class: "look", label },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_asks_to_be_renewed_before_it_ends() {
        let until = BookDate::parse("2026-11-24").unwrap();
        let licence = Licence { until: Some(until), ..Licence::of(LicenceState::Licensed) };
        for (days, class, label) in [
            (-91, "good", "Berizin"),
            (-90, "look", "Izin berakhir 90 hari lagi"),
            (0, "look", "Izin berakhir hari ini"),
            (1, "look", "Izin sudah berakhir"),
        ] {
            let mark = Mark::of(&licence, until.plus_days(days));
            assert_eq!((mark.class, mark.label.as_str()), (class, label));
        }
    }
}
