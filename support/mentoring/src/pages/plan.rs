//! The plan of a month: what is kept, and what is proposed beside it.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::{BookDate, CooperativeId, Month, RegionCode, RegionLevel, UserId, fold};
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Right, Site, Visit};

use super::{Asked, Named, by, month_of, name_of};
use crate::{
    Base, Mentor, MentoringError, Overview, OverviewRow, PlanLimits, Planned, Proposed, keep_plan, mentors,
    move_planned, overview, planned, propose_plan, remove_planned, set_base,
};

/// The visits of one mentor's journey, in the order of the way.
struct Journey<V> {
    mentor: UserId,
    week: i64,
    /// 0 for those that go with no other.
    number: i64,
    visits: Vec<V>,
}

/// Puts visits that follow each other on the same journey together.
fn journeys<V>(visits: Vec<V>, of: impl Fn(&V) -> (UserId, i64, i64)) -> Vec<Journey<V>> {
    let mut found: Vec<Journey<V>> = Vec::new();
    for visit in visits {
        let (mentor, week, number) = of(&visit);
        match found.last_mut().filter(|last| (last.mentor, last.week, last.number) == (mentor, week, number))
        {
            Some(last) => last.visits.push(visit),
            None => found.push(Journey { mentor, week, number, visits: vec![visit] }),
        }
    }
    found
}

#[derive(Template)]
#[template(path = "plan.html")]
struct PlanPage<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    month: Month,
    months: Vec<Month>,
    /// Of the kept plan: visits, and of them those done.
    counts: (usize, usize),
    kept: Vec<Journey<Planned>>,
    proposed: Vec<Journey<Proposed>>,
    mentors: Vec<Mentor>,
    names: BTreeMap<UserId, String>,
    villages: BTreeMap<CooperativeId, (RegionCode, String)>,
    /// Whose base may be named here, with what it is now.
    bases: Vec<(UserId, String, String)>,
    /// What was typed as a base, when that is shown again.
    typed_of: UserId,
    is_mentor: bool,
    is_over: bool,
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

    fn fault(&self, user: &UserId) -> Option<&str> {
        if *user == self.typed_of { self.state.error("base") } else { None }
    }
}

/// What is proposed for those that the plan does not have yet, within what is left to each mentor.
fn proposals(found: &Overview, kept: &[Planned], today: BookDate) -> Vec<Proposed> {
    let limits = PlanLimits::on(today);
    let in_plan = |id: CooperativeId| kept.iter().any(|visit| visit.cooperative == id);
    let starts = found.starts();
    let mut proposed = Vec::new();
    for mentor in found.mentors.iter().filter(|one| one.serves_on(today)) {
        let his = kept.iter().filter(|visit| visit.mentor == mentor.user);
        let (has, last) = his.fold((0, 0), |(has, last), visit| (has + 1, visit.journey.max(last)));
        let in_month = limits.in_month - has;
        let mut mine = found.candidates();
        mine.retain(|one| one.mentor == mentor.user && !in_plan(one.cooperative));
        let new = propose_plan(&mine, &starts, PlanLimits { in_month, ..limits });
        // Journeys that are kept keep their numbers.
        proposed.extend(new.into_iter().map(|visit| Proposed { journey: visit.journey + last, ..visit }));
    }
    proposed
}

/// "Kelurahan Keramat", or the middle, as a sentence says it.
fn base_words(base: Option<&Base>, villages: &BTreeMap<RegionCode, String>) -> String {
    match base {
        Some(Base { village: Some(village), place }) => {
            let name = villages.get(village).cloned().unwrap_or_else(|| village.to_string());
            let unknown = if place.is_none() { ", yang belum ada titik petanya" } else { "" };
            format!("{name}{unknown}")
        }
        Some(Base { village: None, place: Some(_) }) => "titik tengah koperasi dampingan".to_owned(),
        _ => "belum diketahui".to_owned(),
    }
}

/// Everything that the page shows.
struct Gathered {
    found: Overview,
    kept: Vec<Planned>,
    villages: BTreeMap<RegionCode, String>,
}

fn gather(
    reader: &mut dyn store::Reader,
    (region, month): (RegionCode, Month),
    today: BookDate,
) -> Result<Gathered, MentoringError> {
    let found = overview(reader, region, today)?;
    let kept = planned(reader, region, month)?;
    let mut villages = BTreeMap::new();
    for village in found.bases.values().filter_map(|base| base.village) {
        if let Some(known) = territory::region(reader, village)? {
            villages.insert(village, known.name);
        }
    }
    Ok(Gathered { found, kept, villages })
}

async fn page(site: &Site, visit: &Visit, month: Month, state: &FormState) -> Result<Response, Refusal> {
    let (region, today) = (visit.region()?, visit.today);
    let this = today.month_of();
    let Gathered { found, kept, villages } =
        site.db.read(move |reader| gather(reader, (region, month), today)).await?;
    // A month that is over is not planned any more.
    let is_over = month < this;
    let proposed = if is_over { Vec::new() } else { proposals(&found, &kept, today) };
    let village = |row: &OverviewRow| (row.id(), (row.village(), row.name().to_owned()));
    let may_all = visit.may(Right::ManageRegion);
    let may = |one: &&Mentor| one.serves_on(today) && (may_all || Some(one.user) == visit.user);
    let base = |one: &Mentor| (one.user, one.name.clone(), base_words(found.bases.get(&one.user), &villages));
    let body = PlanPage {
        visit,
        state,
        month,
        months: Month::range(this.plus(-6), this.next()).rev().collect(),
        counts: (kept.len(), kept.iter().filter(|visit| visit.done).count()),
        kept: journeys(kept, |visit| (visit.mentor, visit.week, visit.journey)),
        proposed: journeys(proposed, |visit| (visit.mentor, visit.week, visit.journey)),
        names: found.mentors.iter().map(|one| (one.user, one.name.clone())).collect(),
        villages: found.rows.iter().map(village).collect(),
        bases: found.mentors.iter().filter(may).map(base).collect(),
        typed_of: UserId(state.value("mentor").parse().unwrap_or(0)),
        mentors: found.mentors,
        is_mentor: visit.may(Right::Mentor),
        is_over,
    };
    let status = if state.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(Page::new(visit, "Rencana kunjungan")
        .active("kota")
        .crumb("Satgas", visit.path("satgas"))
        .status(status)
        .body(&body))
}

/// `GET /wilayah/{region}/satgas/rencana`
pub(super) async fn open(
    State(site): State<Site>,
    visit: Visit,
    Query(asked): Asked,
) -> Result<Response, Refusal> {
    let month = asked.month().unwrap_or_else(|| visit.today.month_of());
    page(&site, &visit, month, &FormState::new()).await
}

/// The village that was meant by its code or its name; nothing where nothing was typed.
fn village_of(
    reader: &mut dyn store::Reader,
    region: RegionCode,
    typed: &str,
) -> Result<Option<RegionCode>, MentoringError> {
    const MOST: i64 = 60;
    if typed.is_empty() {
        return Ok(None);
    }
    if let Ok(code) = RegionCode::parse(typed) {
        return Ok(Some(code));
    }
    let mut same: Vec<_> = territory::search(reader, typed, MOST)?;
    let wanted = fold(typed).replace(' ', "");
    same.retain(|one| one.code.level() == RegionLevel::Village && fold(&one.name).replace(' ', "") == wanted);
    // One of the region, or of the city around it, before any other of the name.
    for near in [Some(region), region.parent()].into_iter().flatten() {
        if same.iter().any(|one| near.contains(one.code)) {
            same.retain(|one| near.contains(one.code));
        }
    }
    match same.as_slice() {
        [] => Err(MentoringError::NoSuchVillage),
        [one] => Ok(Some(one.code)),
        several => {
            let said: Vec<String> = several.iter().take(5).map(|one| one.code.to_string()).collect();
            Err(MentoringError::ManyVillages(said.join(", ")))
        }
    }
}

/// `POST /wilayah/{region}/satgas/dasar`: from where a mentor sets out. A mentor names his own; the city may
/// name anybody's.
pub(super) async fn base(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let (region, me, month) = (visit.region()?, visit.user()?, month_of(&form)?);
    let asked = form.text("mentor").parse().ok().map(UserId);
    let mentor = asked.filter(|_| visit.may(Right::ManageRegion)).unwrap_or(me);
    let typed = form.text("base").to_owned();
    let act = move |tx: &mut store::Tx<'_>| -> Result<(), MentoringError> {
        let village = village_of(tx, region, &typed)?;
        set_base(tx, region, mentor, village)
    };
    match site.db.command(form.command(&visit)?, act).await {
        Ok(_) => Ok(back(&visit, month, Flash::good("Tempat tugas tersimpan. Usul di bawah dihitung lagi."))),
        Err(error) => {
            let refusal = Refusal::from(error);
            page(&site, &visit, month, &FormState::of(&form).refused(&refusal)).await
        }
    }
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
            return remove_planned(tx, cooperative, month, by);
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
