//! The plan of a month: what is kept, and what is proposed beside it.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use kernel::{BookDate, CooperativeId, Month, RegionCode, UserId};
use web::{Flash, Form, Page, Redirect, Refusal, Right, Site, Visit};

use super::{Asked, Named, by, month_of, name_of};
use crate::{
    Limit, Mentor, MentoringError, Overview, OverviewRow, Planned, Proposed, keep_plan, limit, mentors,
    move_planned, overview, planned, propose_plan, remove_planned,
};

#[derive(Template)]
#[template(path = "plan.html")]
struct PlanPage<'p> {
    visit: &'p Visit,
    month: Month,
    months: Vec<Month>,
    kept: Vec<Planned>,
    proposed: Vec<Proposed>,
    mentors: Vec<Mentor>,
    names: BTreeMap<UserId, String>,
    villages: BTreeMap<CooperativeId, (RegionCode, String)>,
    is_mentor: bool,
}

impl PlanPage<'_> {
    fn mentor(&self, user: &UserId) -> String {
        name_of(&self.names, *user)
    }

    fn village(&self, id: &CooperativeId) -> String {
        self.villages.get(id).map_or_else(String::new, |(village, _)| village.to_string())
    }

    fn name(&self, id: &CooperativeId) -> &str {
        self.villages.get(id).map_or("", |(_, name)| name)
    }

    fn done(&self) -> usize {
        self.kept.iter().filter(|visit| visit.done).count()
    }
}

/// What is proposed for those that the plan does not have yet, within what is left to each mentor.
fn proposals(found: &Overview, kept: &[Planned], today: BookDate) -> Vec<Proposed> {
    let most = limit(Limit::VisitsInMonth, today);
    let in_plan = |id: CooperativeId| kept.iter().any(|visit| visit.cooperative == id);
    let mut proposed = Vec::new();
    for mentor in found.mentors.iter().filter(|one| one.serves_on(today)) {
        let has = kept.iter().filter(|visit| visit.mentor == mentor.user).count();
        let left = most - i64::try_from(has).unwrap_or(most);
        let mut mine = found.candidates();
        mine.retain(|one| one.mentor == mentor.user && !in_plan(one.cooperative));
        proposed.extend(propose_plan(&mine, left));
    }
    proposed
}

/// `GET /wilayah/{region}/satgas/rencana`
pub(super) async fn open(
    State(site): State<Site>,
    visit: Visit,
    Query(asked): Asked,
) -> Result<Response, Refusal> {
    let (region, today) = (visit.region()?, visit.today);
    let this = today.month_of();
    let month = asked.month().unwrap_or(this);
    let gather = move |reader: &mut store::Snapshot<'_>| -> Result<_, MentoringError> {
        Ok((overview(reader, region, today)?, planned(reader, region, month)?))
    };
    let (found, kept) = site.db.read(gather).await?;
    // A month that is over is not planned any more.
    let proposed = if month < this { Vec::new() } else { proposals(&found, &kept, today) };
    let village = |row: &OverviewRow| (row.id(), (row.village(), row.name().to_owned()));
    let page = PlanPage {
        visit: &visit,
        month,
        months: Month::range(this.plus(-6), this.next()).rev().collect(),
        kept,
        proposed,
        names: found.mentors.iter().map(|one| (one.user, one.name.clone())).collect(),
        villages: found.rows.iter().map(village).collect(),
        mentors: found.mentors,
        is_mentor: visit.may(Right::Mentor),
    };
    Ok(Page::new(&visit, "Rencana kunjungan")
        .active("kota")
        .crumb("Satgas", visit.path("satgas"))
        .body(&page))
}

fn back(visit: &Visit, month: Month, flash: Flash) -> Response {
    Redirect::to(format!("{}?bulan={month}", visit.path("satgas/rencana"))).with(flash).into_response()
}

/// `POST /wilayah/{region}/satgas/rencana`: keeps what was proposed and is ticked.
pub(super) async fn keep(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let (region, by, month) = (visit.region()?, by(&visit)?, month_of(&form)?);
    let chosen = form.list("cooperative").into_iter().filter_map(|id| id.parse().ok().map(CooperativeId));
    let chosen: Vec<CooperativeId> = chosen.collect();
    let act = move |tx: &mut store::Tx<'_>| -> Result<u64, MentoringError> {
        let found = overview(tx, region, by.today)?;
        let kept = planned(tx, region, month)?;
        let mut proposed = proposals(&found, &kept, by.today);
        proposed.retain(|visit| chosen.contains(&visit.cooperative));
        keep_plan(tx, month, &proposed, by)
    };
    let added = site.db.command(form.command(&visit)?, act).await?.value;
    Ok(back(&visit, month, Flash::good(format!("{added} kunjungan masuk rencana."))))
}

/// `POST /wilayah/{region}/satgas/rencana/{village}`: another week or mentor, or out of the plan.
pub(super) async fn change(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    form: Form,
) -> Result<Response, Refusal> {
    let (region, by, month) = (visit.region()?, by(&visit)?, month_of(&form)?);
    let village = RegionCode::parse(&named.village).map_err(|_| Refusal::not_found())?;
    let removes = form.text("putusan") == "hapus";
    let week = form.text("week").parse().unwrap_or(0);
    let mentor = UserId(form.text("mentor").parse().unwrap_or(0));
    let act = move |tx: &mut store::Tx<'_>| -> Result<(), MentoringError> {
        let found = registry::by_region(tx, village)?.filter(|found| region.contains(found.region));
        let cooperative = found.ok_or(MentoringError::NotInRegion)?.id;
        if removes {
            return remove_planned(tx, cooperative, month);
        }
        let serves = |one: &Mentor| one.user == mentor && one.serves_on(by.today);
        if !mentors(tx, region, by.today)?.iter().any(serves) {
            return Err(MentoringError::NoSuchMentor);
        }
        move_planned(tx, cooperative, month, (week, mentor), by)
    };
    let flash = match site.db.command(form.command(&visit)?, act).await {
        Ok(_) => Flash::good("Rencana diubah."),
        Err(error) => Flash::look(Refusal::from(error).sentence),
    };
    Ok(back(&visit, month, flash))
}
