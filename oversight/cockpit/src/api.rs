//! The API of a region: the four states, and the figures of the table.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use kernel::BookDate;
use serde::Deserialize;
use web::json::Api;
use web::{Refusal, Site, Visit};

use crate::wire::CityJson;
use crate::{CockpitError, choice, city};

/// The day that is asked about; without it today.
#[derive(Deserialize)]
pub(crate) struct Day {
    as_of: Option<String>,
}

impl Day {
    fn read(&self, today: BookDate) -> Result<BookDate, Refusal> {
        let day = choice::day(self.as_of.as_deref().unwrap_or_default().trim(), today);
        day.map_err(|error| Refusal::from(error).field("as_of"))
    }
}

/// `GET /api/v1/regions/{region}/activity?as_of=`: as `sokoguru activity` prints it.
pub(crate) async fn activity(
    State(site): State<Site>,
    visit: Visit,
    Query(day): Query<Day>,
) -> Result<Response, Refusal> {
    let (region, as_of) = (visit.region()?, day.read(visit.today)?);
    let assessment =
        site.db.read(move |snapshot| activity::assess(snapshot, region, as_of).map_err(CockpitError::from));
    Ok(Api::ok(activity::json(&assessment.await?)).into_response())
}

/// `GET /api/v1/regions/{region}/cooperatives?as_of=`: the figures of the table.
pub(crate) async fn cooperatives(
    State(site): State<Site>,
    visit: Visit,
    Query(day): Query<Day>,
) -> Result<Response, Refusal> {
    let (region, as_of) = (visit.region()?, day.read(visit.today)?);
    let city = site.db.read(move |snapshot| city(snapshot, region, as_of)).await?;
    Ok(Api::ok(CityJson::from(&city)).into_response())
}
