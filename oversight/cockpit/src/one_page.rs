//! The page of one cooperative, as the city sees it.

use activity::ActivityState;
use askama::Template;
use axum::extract::{Path, Query as Asked, State};
use axum::response::Response;
use kernel::{BookDate, Timestamp, Zone};
use ledger::Seal;
use registry::{LicenceState, Unit};
use serde::Deserialize;
use web::{Page, Refusal, Site, Visit};

use crate::choice::{Query, day};
use crate::{One, Row, one, shown};

/// The digits of a seal that are shown: enough to compare with a paper.
const SEAL_DIGITS: usize = 16;

/// The names in the address.
#[derive(Deserialize)]
pub(crate) struct Names {
    village: String,
}

/// The middle of the page.
#[derive(Template)]
#[template(path = "one.html")]
pub(crate) struct OnePage<'o> {
    one: &'o One,
    row: &'o Row,
    zone: Zone,
}

impl<'o> OnePage<'o> {
    pub fn new(one: &'o One) -> Self {
        Self { one, row: &one.row, zone: one.row.assessed.cooperative.zone() }
    }

    fn since(&self) -> String {
        self.row.assessed.since.map(BookDate::short).unwrap_or_else(|| shown::UNKNOWN.to_owned())
    }

    fn is_known(&self) -> bool {
        self.row.assessed.state != ActivityState::NotReported
    }

    /// The shape of a licence's state: done, to be looked at, or waiting.
    fn licence_class(&self, unit: &Unit) -> &'static str {
        match unit.licence.state {
            _ if unit.licence.holds_on(self.one.as_of) => "good",
            LicenceState::Suspended | LicenceState::Licensed => "look",
            LicenceState::NotYet | LicenceState::NotNeeded => "wait",
        }
    }

    fn licence(&self, unit: &Unit) -> &'static str {
        let ended = unit.licence.until.is_some_and(|until| until < self.one.as_of);
        match unit.licence.state {
            LicenceState::Licensed if ended => "Izin berakhir",
            state => state.label(),
        }
    }

    fn seal(&self, seal: &Seal) -> String {
        seal.seal.chars().take(SEAL_DIGITS).collect()
    }

    fn on(&self, at: &Timestamp) -> String {
        at.date_in(self.zone).short()
    }
}

/// `GET /wilayah/{region}/koperasi/{village}`: by the code of its village, or by its number.
pub(crate) async fn open(
    State(site): State<Site>,
    visit: Visit,
    Path(names): Path<Names>,
    Asked(query): Asked<Query>,
) -> Result<Response, Refusal> {
    let region = visit.region()?;
    let as_of = day(query.tanggal.as_deref().unwrap_or_default().trim(), visit.today)?;
    let found = site.db.read(move |snapshot| one(snapshot, region, &names.village, as_of)).await?;
    let title = found.row.assessed.cooperative.name.clone();
    let body = OnePage::new(&found);
    Ok(Page::new(&visit, title).active("kota").crumb("Semua koperasi", visit.path("")).body(&body))
}
