//! The page of a province: its cities, each with how many stand where, and a way into each. A row for every
//! cooperative would be thousands; those are on the page of the city, and in the workbook.

use std::collections::BTreeMap;

use ::store::Reader;
use activity::{ActivityState, Counts, Window};
use askama::Template;
use axum::response::Response;
use kernel::{BookDate, RegionCode, RegionLevel};
use web::{Page, Refusal, Site, Visit};

use crate::choice::Choice;
use crate::{CockpitError, shown};

/// A city with its counts.
struct Part {
    code: RegionCode,
    name: String,
    counts: BTreeMap<ActivityState, i64>,
}

impl Part {
    fn total(&self) -> i64 {
        self.counts.values().sum()
    }

    fn of(&self, state: &ActivityState) -> i64 {
        self.counts.get(state).copied().unwrap_or(0)
    }
}

#[derive(Template)]
#[template(path = "province.html")]
struct ProvincePage {
    name: String,
    path: String,
    address: String,
    as_of: BookDate,
    window_from: BookDate,
    counts: Counts,
    parts: Vec<Part>,
}

impl ProvincePage {
    fn states(&self) -> [ActivityState; 4] {
        ActivityState::ALL
    }

    fn class_of(&self, state: &ActivityState) -> &'static str {
        shown::class(*state)
    }
}

fn read(
    reader: &mut dyn Reader,
    region: RegionCode,
    as_of: BookDate,
) -> Result<(String, Counts, Vec<Part>), CockpitError> {
    let name = territory::region(reader, region)?.map_or_else(|| region.to_string(), |found| found.name);
    let cities = territory::within(reader, region, RegionLevel::City)?;
    let names: BTreeMap<RegionCode, String> = cities.into_iter().map(|city| (city.code, city.name)).collect();
    let assessment = activity::assess(reader, region, as_of)?;
    let mut parts: BTreeMap<RegionCode, BTreeMap<ActivityState, i64>> = BTreeMap::new();
    for one in &assessment.cooperatives {
        let village = one.cooperative.region;
        let city = village.parent().and_then(RegionCode::parent).unwrap_or(village);
        *parts.entry(city).or_default().entry(one.state).or_default() += 1;
    }
    let part = |(code, counts): (RegionCode, _)| {
        let name = names.get(&code).cloned().unwrap_or_else(|| code.to_string());
        Part { code, name, counts }
    };
    Ok((name, assessment.counts, parts.into_iter().map(part).collect()))
}

/// The answer of `GET /wilayah/{region}` for a province.
pub(crate) async fn answer(
    site: &Site,
    visit: &Visit,
    region: RegionCode,
    choice: &Choice,
) -> Result<Response, Refusal> {
    let as_of = choice.as_of;
    let (name, counts, parts) = site.db.read(move |reader| read(reader, region, as_of)).await?;
    let body = ProvincePage {
        path: visit.path(""),
        address: choice.address(visit.today),
        window_from: Window::on(as_of).first_day(as_of),
        name,
        as_of,
        counts,
        parts,
    };
    Ok(Page::new(visit, body.name.clone()).active("kota").body(&body))
}
