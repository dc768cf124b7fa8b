//! The page of a region, and its workbook.

use activity::{ActivityState, Window};
use askama::Template;
use axum::extract::{Query as Asked, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use kernel::{BookDate, RegionCode, RegionLevel};
use web::{Page, Refusal, Right, Site, Visit};

use crate::bar::{Segment, segments};
use crate::choice::{Choice, Order, Query};
use crate::figures::Sums;
use crate::map::{Map, map};
use crate::paper::paper;
use crate::{City, CockpitError, Row, city, province_page, shown};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The middle of the page.
#[derive(Template)]
#[template(path = "city.html")]
pub(crate) struct CityPage<'c> {
    city: &'c City,
    choice: &'c Choice,
    /// `/wilayah/19.71`.
    path: String,
    /// The part of the address that asks for the same rows.
    address: String,
    /// The first day of the reporting window.
    window_from: BookDate,
    today: BookDate,
    bar: Vec<Segment>,
    map: Option<Map>,
    districts: Vec<District<'c>>,
    rows: Vec<&'c Row>,
    sums: Sums,
    /// Whether the visitor may register a cooperative here.
    may_register: bool,
}

/// A district with its tiles.
struct District<'c> {
    code: RegionCode,
    name: String,
    rows: Vec<&'c Row>,
}

impl<'c> CityPage<'c> {
    pub fn new(city: &'c City, choice: &'c Choice, visit: &Visit) -> Self {
        let today = visit.today;
        let rows = choice.rows(&city.rows);
        Self {
            address: choice.address(today),
            window_from: Window::on(city.as_of).first_day(city.as_of),
            today,
            bar: segments(&city.counts),
            map: map(city),
            districts: districts(city),
            sums: Sums::over(&rows, city.as_of),
            rows,
            city,
            choice,
            path: visit.path(""),
            may_register: visit.may(Right::ManageRegion),
        }
    }

    /// "?tanggal=2026-10-31" where the page is of a past day, for links to a single cooperative.
    fn on_the_day(&self) -> String {
        if self.city.as_of == self.today { String::new() } else { format!("?tanggal={}", self.city.as_of) }
    }

    fn states(&self) -> [ActivityState; 4] {
        ActivityState::ALL
    }

    fn class_of(&self, state: &ActivityState) -> &'static str {
        shown::class(*state)
    }

    fn count_of(&self, state: &ActivityState) -> i64 {
        self.city.counts.of(*state)
    }

    fn orders(&self) -> [Order; 10] {
        Order::ALL
    }

    fn is_state(&self, state: &ActivityState) -> bool {
        self.choice.state == Some(*state)
    }

    fn is_district(&self, code: &RegionCode) -> bool {
        self.choice.district == Some(*code)
    }

    fn is_order(&self, order: &Order) -> bool {
        self.choice.order == *order
    }

    /// "19 melapor kegiatan, 6 melapor nihil, …"
    fn bar_sentence(&self) -> String {
        let count =
            |state: ActivityState| format!("{} {}", self.city.counts.of(state), state.label().to_lowercase());
        ActivityState::ALL.map(count).join(", ")
    }
}

/// The districts that have cooperatives, in the order of their codes, whether or not they have a name.
fn districts(city: &City) -> Vec<District<'_>> {
    let mut districts: Vec<District<'_>> = Vec::new();
    for row in &city.rows {
        match districts.last_mut().filter(|district| district.code == row.district) {
            Some(district) => district.rows.push(row),
            None => {
                let (code, name) = (row.district, row.district_name.clone());
                districts.push(District { code, name, rows: vec![row] });
            }
        }
    }
    districts
}

async fn read(site: &Site, visit: &Visit, query: &Query) -> Result<(City, Choice), Refusal> {
    let region = visit.region()?;
    let choice = Choice::read(query, visit.today)?;
    let as_of = choice.as_of;
    let city = site.db.read(move |snapshot| city(snapshot, region, as_of)).await?;
    Ok((city, choice))
}

/// `GET /wilayah/{region}`
pub(crate) async fn open(
    State(site): State<Site>,
    visit: Visit,
    Asked(query): Asked<Query>,
) -> Result<Response, Refusal> {
    let region = visit.region()?;
    if region.level() == RegionLevel::Province {
        let choice = Choice::read(&query, visit.today)?;
        return province_page::answer(&site, &visit, region, &choice).await;
    }
    let (city, choice) = read(&site, &visit, &query).await?;
    let body = CityPage::new(&city, &choice, &visit);
    Ok(Page::new(&visit, city.name.as_str()).active("kota").body(&body))
}

/// `GET /wilayah/{region}/unduh.xlsx`
pub(crate) async fn download(
    State(site): State<Site>,
    visit: Visit,
    Asked(query): Asked<Query>,
) -> Result<Response, Refusal> {
    let (city, choice) = read(&site, &visit, &query).await?;
    let bytes = reports::xlsx(&paper(&city, &choice)).map_err(CockpitError::from)?;
    let name = format!("attachment; filename=\"koperasi-{}-{}.xlsx\"", city.region, city.as_of);
    Ok(([(CONTENT_TYPE, XLSX.to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response())
}
