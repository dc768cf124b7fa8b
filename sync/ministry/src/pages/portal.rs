//! The portal's statistics of a region beside what is known here.

use std::collections::BTreeMap;

use activity::{ActivityState, Assessment};
use askama::Template;
use axum::extract::{Query as Asked, State};
use axum::response::Response;
use kernel::{BookDate, RegionCode, Rupiah};
use web::{Page, Refusal, Site, Visit};

use super::{Query, as_file};
use crate::papers::statistics_paper;
use crate::statistics::{COOPERATIVES, SAVINGS_TOTAL, TRANSACTION_VALUE};
use crate::store::{Snapshot, StatisticView, matched_in, snapshots, waiting};
use crate::{How, MinistryError};

/// Everything that the page shows.
struct Shown {
    name: String,
    snapshots: Vec<Snapshot>,
    /// The snapshot that is shown.
    snapshot: Option<Snapshot>,
    rows: Vec<StatisticView>,
    waiting: usize,
    villages: usize,
    assessment: Assessment,
}

#[derive(Template)]
#[template(path = "portal.html")]
struct PortalPage<'p> {
    visit: &'p Visit,
    shown: &'p Shown,
    states: BTreeMap<RegionCode, ActivityState>,
}

impl PortalPage<'_> {
    fn snapshot_path(&self, day: &BookDate) -> String {
        self.visit.path(&format!("simkopdes?tanggal={day}"))
    }

    fn file(&self, day: &BookDate) -> String {
        self.visit.path(&format!("simkopdes?tanggal={day}&format=xlsx"))
    }

    fn figure(&self, row: &StatisticView, place: usize) -> String {
        let amount = row.figure(place);
        amount.map_or_else(|| "kosong".to_owned(), |amount| Rupiah(amount).plain())
    }

    fn cooperatives(&self, row: &StatisticView) -> String {
        self.figure(row, COOPERATIVES)
    }

    fn sales(&self, row: &StatisticView) -> String {
        self.figure(row, TRANSACTION_VALUE)
    }

    fn savings(&self, row: &StatisticView) -> String {
        self.figure(row, SAVINGS_TOTAL)
    }

    fn sum(&self, place: usize) -> String {
        let known = self.shown.rows.iter().filter_map(|row| row.figure(place));
        Rupiah(known.fold(0_i64, i64::saturating_add)).plain()
    }

    fn sums(&self) -> [(&'static str, String); 3] {
        [
            ("Koperasi di portal", self.sum(COOPERATIVES)),
            ("Nilai transaksi di portal (Rp)", self.sum(TRANSACTION_VALUE)),
            ("Simpanan di portal (Rp)", self.sum(SAVINGS_TOTAL)),
        ]
    }

    /// How many villages have a zero of which nobody knows what it means.
    fn zeros(&self) -> usize {
        self.shown.rows.iter().filter(|row| row.figure(TRANSACTION_VALUE) == Some(0)).count()
    }

    fn state(&self, row: &StatisticView) -> String {
        state(&self.states, row)
    }

    fn how(&self, row: &StatisticView) -> &'static str {
        row.how.map_or("", How::label)
    }
}

fn state(states: &BTreeMap<RegionCode, ActivityState>, row: &StatisticView) -> String {
    let found = row.village.and_then(|village| states.get(&village));
    found.map_or_else(|| "tidak tercatat di sini".to_owned(), |state| state.label().to_owned())
}

/// `GET /wilayah/{region}/simkopdes?tanggal=2026-08-09&format=xlsx`
pub(super) async fn show(
    State(site): State<Site>,
    visit: Visit,
    Asked(query): Asked<Query>,
) -> Result<Response, Refusal> {
    let (region, today) = (visit.region()?, visit.today);
    let asked = match query.tanggal.trim() {
        "" => None,
        typed => Some(BookDate::parse(typed).map_err(|error| Refusal::bad(error).field("tanggal"))?),
    };
    let shown = site
        .db
        .read(move |reader| {
            let snapshots = snapshots(reader)?;
            let snapshot = match asked {
                None => snapshots.first().cloned(),
                Some(day) => snapshots.iter().find(|one| one.as_of == day).cloned(),
            };
            let (rows, waiting) = match &snapshot {
                Some(one) => {
                    (matched_in(reader, one.as_of, region)?, waiting(reader, one.as_of, region)?.len())
                }
                None => (Vec::new(), 0),
            };
            Ok::<_, MinistryError>(Shown {
                name: territory::region(reader, region)?
                    .map_or_else(|| region.to_string(), |found| found.name),
                villages: territory::villages_in(reader, region)?.len(),
                assessment: activity::assess(reader, region, today)?,
                snapshots,
                snapshot,
                rows,
                waiting,
            })
        })
        .await?;
    let states =
        shown.assessment.cooperatives.iter().map(|one| (one.cooperative.region, one.state)).collect();
    if let Some(snapshot) = shown.snapshot.as_ref().filter(|_| query.format == "xlsx") {
        let rows: Vec<_> = shown.rows.iter().map(|row| (row.clone(), state(&states, row))).collect();
        let document = statistics_paper(&shown.name, snapshot, &rows, today);
        let name = format!("simkopdes-{region}-{}", snapshot.as_of);
        if let Some(file) = as_file(&document, "xlsx", &name, today)? {
            return Ok(file);
        }
    }
    let page =
        Page::new(&visit, "Statistik SIMKOPDES").active("kota").crumb("Semua koperasi", visit.path(""));
    Ok(page.body(&PortalPage { visit: &visit, shown: &shown, states }))
}
