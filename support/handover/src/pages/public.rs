//! What everybody may see, without signing in: one cooperative, and a city with its cooperatives.

use ::store::Reader;
use access::Place;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use kernel::{BookDate, RegionCode, RegionLevel, UserId};
use officers::Officer;
use registry::{Cooperative, LicenceState, Unit};
use web::{Page, Refusal, Right, Site, Visit};

use super::cached::cached;
use super::{PLACE, region_name};
use crate::choose::{Candidate, candidates};
use crate::error::HandoverError;
use crate::event::{EventId, Reach};
use crate::lists;
use crate::public::{Face, face};

/// The page of one cooperative, also shown to its chair as it will look.
#[derive(Template)]
#[template(path = "cooperative.html")]
pub(super) struct FacePage<'p> {
    pub visit: &'p Visit,
    pub face: &'p Face,
    /// Ceremonies of today that wait for it, for who may check it off: the address and the title. The QR code
    /// of a certificate opens this page, and from here it is one press.
    pub waiting: Vec<(String, String)>,
}

impl FacePage<'_> {
    fn short_name(&self) -> String {
        let cooperative = &self.face.cooperative;
        web::Tenant { id: cooperative.id, code: cooperative.region, name: cooperative.name.clone() }
            .short_name()
    }

    fn city(&self) -> Option<RegionCode> {
        self.face.cooperative.region.parent().and_then(RegionCode::parent)
    }

    fn hours(&self, unit: &Unit) -> String {
        let profile = self.face.profile.as_ref();
        profile.map(|profile| profile.hours_of(unit.unit).to_owned()).unwrap_or_default()
    }

    /// A licence holds to its last day: afterwards it is said to have ended.
    fn licence(&self, unit: &Unit) -> (&'static str, &'static str) {
        match unit.licence.state {
            LicenceState::Licensed if !unit.licence.holds_on(self.visit.today) => ("look", "Izin habis"),
            LicenceState::Licensed => ("good", "Berizin"),
            LicenceState::NotNeeded => ("good", "Tidak perlu izin"),
            LicenceState::NotYet => ("wait", "Belum berizin"),
            LicenceState::Suspended => ("look", "Izin dibekukan"),
        }
    }

    fn bodies(&self) -> Vec<(&'static str, Vec<&Officer>)> {
        let of = |body: officers::Body| {
            let held = self.face.officers.iter().filter(|officer| officer.body == body).collect();
            (body.label(), held)
        };
        let all = officers::Body::ALL.map(of);
        all.into_iter().filter(|(_, held): &(_, Vec<_>)| !held.is_empty()).collect()
    }

    fn about(&self) -> &str {
        self.face.profile.as_ref().map_or("", |profile| profile.about.as_str())
    }
}

/// Where somebody may check a cooperative off today.
fn waiting(
    reader: &mut dyn Reader,
    user: UserId,
    found: &Cooperative,
    today: BookDate,
) -> Result<Vec<(String, String)>, HandoverError> {
    let events = lists::waits_on(reader, found.id, today)?;
    if events.is_empty() {
        return Ok(Vec::new());
    }
    let grants = access::grants(reader, user)?;
    let may = |reach: &Reach| {
        let place = match reach {
            Reach::Nation => Place::Nowhere,
            Reach::Region(region) => Place::Region(*region),
        };
        access::decide(&grants, Right::ManageRegion, place, today)
    };
    let address = |(event, reach, title): (EventId, Reach, String)| {
        let place = match reach {
            Reach::Nation => String::new(),
            Reach::Region(region) => format!("/wilayah/{region}"),
        };
        (format!("{place}/{PLACE}/{}/hari-ini?cari={}", event.0, found.region), title)
    };
    Ok(events.into_iter().filter(|(_, reach, _)| may(reach)).map(address).collect())
}

/// `GET /koperasi/{village}`
pub(super) async fn cooperative(
    State(site): State<Site>,
    visit: Visit,
    asked: HeaderMap,
    Path(village): Path<String>,
) -> Result<Response, Refusal> {
    let village = RegionCode::parse(&village).map_err(|_| HandoverError::NoSuchCooperative)?;
    let today = visit.now.date_in(registry::zone_of(village));
    let user = visit.user;
    let (face, waiting) = site
        .db
        .read(move |reader| {
            let found = registry::by_region(reader, village)?.ok_or(HandoverError::NoSuchCooperative)?;
            let waiting = match user {
                Some(user) => waiting(reader, user, &found, today)?,
                None => Vec::new(),
            };
            Ok::<_, HandoverError>((face(reader, found.id, today)?, waiting))
        })
        .await?;
    let body = FacePage { visit: &visit, face: &face, waiting };
    cached(&asked, &visit, Page::new(&visit, body.short_name()).narrow().body(&body)).await
}

#[derive(Template)]
#[template(path = "city.html")]
struct CityPage {
    name: String,
    cooperatives: Vec<(Candidate, String)>,
    handed: usize,
    legal: usize,
}

/// `GET /kota/{kode}`
pub(super) async fn city(
    State(site): State<Site>,
    visit: Visit,
    asked: HeaderMap,
    Path(named): Path<String>,
) -> Result<Response, Refusal> {
    let region = RegionCode::parse(&named).map_err(|_| HandoverError::NoSuchRegion)?;
    // A province would be thousands of rows for anybody who asks.
    if matches!(region.level(), RegionLevel::Province | RegionLevel::Village) {
        return Err(HandoverError::NoSuchRegion.into());
    }
    let (name, found) = site
        .db
        .read(move |reader| {
            let found = candidates(reader, Reach::Region(region), EventId(0))?;
            Ok::<_, HandoverError>((region_name(reader, region)?, found))
        })
        .await?;
    let handed = found.iter().filter(|one| one.handed_on.is_some()).count();
    let legal = found.iter().filter(|one| one.is_legal_body).count();
    let short = |one: &Candidate| {
        web::Tenant { id: one.cooperative, code: one.village, name: one.name.clone() }.short_name()
    };
    let cooperatives = found.into_iter().map(|one| (one.clone(), short(&one))).collect();
    let title = format!("Koperasi di {name}");
    let body = CityPage { name, cooperatives, handed, legal };
    cached(&asked, &visit, Page::new(&visit, title).body(&body)).await
}
