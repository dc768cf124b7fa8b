//! What the city should look at.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kernel::{BookDate, Zone};
use web::{Page, Refusal, Site, Visit};

use crate::{Escalation, HelpInRegion, Limit, MentoringError, escalations, help_waiting, limit};

#[derive(Template)]
#[template(path = "escalations.html")]
struct EscalationsPage {
    rows: Vec<Escalation>,
    late: Vec<HelpInRegion>,
    today: BookDate,
    zone: Zone,
    after_days: i64,
}

impl EscalationsPage {
    fn days_late(&self, row: &Escalation) -> i64 {
        row.action.days_late(self.today)
    }

    fn waited(&self, row: &HelpInRegion) -> i64 {
        row.help.days(self.zone, self.today)
    }
}

/// `GET /wilayah/{region}/eskalasi`
pub(super) async fn open(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    let (region, today) = (visit.region()?, visit.today);
    let zone = registry::zone_of(region);
    let gather = move |reader: &mut store::Snapshot<'_>| -> Result<_, MentoringError> {
        let waiting = help_waiting(reader, region)?;
        let late = waiting.into_iter().filter(|one| one.help.due(zone) < today).collect();
        Ok((escalations(reader, region, today)?, late))
    };
    let (rows, late) = site.db.read(gather).await?;
    let after_days = limit(Limit::EscalateDays, today);
    let page = EscalationsPage { rows, late, today, zone, after_days };
    Ok(Page::new(&visit, "Perlu perhatian dinas")
        .active("kota")
        .crumb("Satgas", visit.path("satgas"))
        .body(&page))
}
