//! The registry as JSON.

use axum::extract::State;
use kernel::{BookDate, CooperativeId};
use serde::Serialize;
use web::json::Api;
use web::{Refusal, Site, Visit};

use crate::pages::known;
use crate::{Cooperative, LegalPapers, Unit, may_operate};

/// `GET /api/v1/cooperatives/{cooperative}`: identity, papers, units.
#[derive(Serialize)]
pub(crate) struct CooperativeView {
    id: CooperativeId,
    /// The village code with dots, as in `kode_wilayah` of the ministry's extract.
    code: String,
    name: String,
    kind: &'static str,
    legal_state: &'static str,
    /// Legal body and at least one unit that may trade, today: [`may_operate`].
    licensed: bool,
    legal: LegalPapers,
    address: Option<String>,
    founded_on: Option<BookDate>,
    units: Vec<UnitView>,
}

#[derive(Serialize)]
struct UnitView {
    unit: i64,
    name: String,
    licence_state: &'static str,
    licence_number: Option<String>,
    licence_until: Option<BookDate>,
    opened_on: Option<BookDate>,
}

impl From<Unit> for UnitView {
    fn from(unit: Unit) -> Self {
        Self {
            unit: unit.unit.0,
            name: unit.name,
            licence_state: unit.licence.state.code(),
            licence_number: unit.licence.number,
            licence_until: unit.licence.until,
            opened_on: unit.opened_on,
        }
    }
}

impl CooperativeView {
    fn of(cooperative: Cooperative, units: Vec<Unit>, today: BookDate) -> Self {
        Self {
            id: cooperative.id,
            code: cooperative.region.to_string(),
            kind: cooperative.kind.code(),
            legal_state: cooperative.legal.state().code(),
            licensed: may_operate(&cooperative.legal, &units, today),
            name: cooperative.name,
            legal: cooperative.legal,
            address: cooperative.address,
            founded_on: cooperative.founded_on,
            units: units.into_iter().map(UnitView::from).collect(),
        }
    }
}

/// One cooperative.
pub(crate) async fn show(State(site): State<Site>, visit: Visit) -> Result<Api<CooperativeView>, Refusal> {
    let (cooperative, units) = known(&site, visit.cooperative()?.id).await?;
    Ok(Api::ok(CooperativeView::of(cooperative, units, visit.today)))
}
