//! The attendance list of a training: officers of one cooperative are ticked, others are named.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::{BookDate, CooperativeId, RegionCode};
use officers::{Held, Office, PersonId, held_in};
use registry::Cooperative;
use serde::Deserialize;
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Right, Site, Visit};

use super::{Named, by};
use crate::{Attendance, Attendee, MentoringError, Training, attend, attendance, trainings};

/// `?koperasi=19.71.04.1001`. What cannot be read is not asked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct AskedVillage {
    koperasi: String,
}

/// An officer who may have come.
struct Row {
    person: PersonId,
    name: String,
    /// "Bendahara", "Bendahara sampai 3 Okt 2026".
    office: String,
    came: bool,
}

#[derive(Template)]
#[template(path = "present.html")]
struct PresentPage<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    training: Training,
    cooperatives: Vec<Cooperative>,
    /// The cooperative whose list is open.
    chosen: Option<Cooperative>,
    officers: Vec<Row>,
    /// Others of that cooperative, a name a line.
    others: String,
    /// Everybody who came, by village.
    came: Vec<Attendance>,
    is_mentor: bool,
}

impl PresentPage<'_> {
    fn is_chosen(&self, one: &Cooperative) -> bool {
        self.chosen.as_ref().is_some_and(|chosen| chosen.id == one.id)
    }
}

/// Who was in office on the day of the training, and who is today; of each the latest term.
fn officers(held: &[Held], came: &[Attendance], training: &Training, today: BookDate) -> Vec<Row> {
    let mut rows: Vec<(Office, Row)> = Vec::new();
    for term in held.iter().rev() {
        let present = came.iter().any(|one| one.officer == Some(term.person));
        let serves = term.is_held_on(training.held_on) || term.is_held_on(today) || present;
        if !serves || rows.iter().any(|(_, row)| row.person == term.person) {
            continue;
        }
        let label = term.office.label();
        let office = match term.ended_on {
            Some(ended) => format!("{label} sampai {}", ended.plus_days(-1).short()),
            None => label.to_owned(),
        };
        let row = Row { person: term.person, name: term.name.clone(), office, came: present };
        rows.push((term.office, row));
    }
    rows.sort_by_key(|(office, row)| (*office, row.person));
    rows.into_iter().map(|(_, row)| row).collect()
}

struct Gathered {
    training: Training,
    cooperatives: Vec<Cooperative>,
    chosen: Option<(Cooperative, Vec<Held>)>,
    came: Vec<Attendance>,
}

fn gather(
    reader: &mut dyn store::Reader,
    (region, number): (RegionCode, i64),
    village: Option<RegionCode>,
) -> Result<Gathered, MentoringError> {
    let training = trainings(reader, region)?.into_iter().find(|one| one.id == number);
    let training = training.ok_or(MentoringError::NoSuchTraining)?;
    let mut chosen = None;
    if let Some(village) = village.filter(|village| region.contains(*village))
        && let Some(found) = registry::by_region(reader, village)?
    {
        let held = held_in(reader, found.region)?;
        chosen = Some((found, held));
    }
    let mut came = attendance(reader, region)?;
    came.retain(|one| one.training == number);
    Ok(Gathered { training, cooperatives: registry::in_region(reader, region)?, chosen, came })
}

async fn page(
    site: &Site,
    visit: &Visit,
    (number, village): (i64, Option<RegionCode>),
    state: &FormState,
) -> Result<Response, Refusal> {
    let (region, today) = (visit.region()?, visit.today);
    let found = site.db.read(move |reader| gather(reader, (region, number), village)).await?;
    let Gathered { training, cooperatives, chosen, came } = found;
    let id = chosen.as_ref().map(|(found, _)| found.id);
    let mine: Vec<Attendance> = came.iter().filter(|one| Some(one.cooperative) == id).cloned().collect();
    let held = chosen.as_ref().map_or(&[][..], |(_, held)| held.as_slice());
    let officers = officers(held, &mine, &training, today);
    let others: Vec<&str> =
        mine.iter().filter(|one| one.officer.is_none()).map(|one| one.person.as_str()).collect();
    let others = if state.is_good() { others.join("\n") } else { state.value("others").to_owned() };
    let title = training.title.clone();
    let chosen = chosen.map(|(found, _)| found);
    let is_mentor = visit.may(Right::Mentor);
    let body =
        PresentPage { visit, state, training, cooperatives, chosen, officers, others, came, is_mentor };
    let status = if state.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(Page::new(visit, title)
        .active("kota")
        .crumb("Satgas", visit.path("satgas"))
        .crumb("Pelatihan", visit.path("pelatihan"))
        .status(status)
        .body(&body))
}

/// `GET /wilayah/{region}/pelatihan/{training}`
pub(super) async fn open(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    Query(asked): Query<AskedVillage>,
) -> Result<Response, Refusal> {
    let village = RegionCode::parse(&asked.koperasi).ok();
    page(&site, &visit, (named.training, village), &FormState::new()).await
}

/// `POST /wilayah/{region}/pelatihan/{training}/hadir`: who of one cooperative came, as a whole.
pub(super) async fn came(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    form: Form,
) -> Result<Response, Refusal> {
    let (region, by) = (visit.region()?, by(&visit)?);
    let village = RegionCode::parse(form.text("village")).ok();
    let cooperative = CooperativeId(form.text("cooperative").parse().unwrap_or(0));
    let ticked = form.list("officer").into_iter().filter_map(|id| id.parse().ok().map(PersonId));
    let mut came: Vec<Attendee> = ticked.map(Attendee::Officer).collect();
    let typed = form.text("others").lines().map(str::trim).filter(|name| !name.is_empty());
    came.extend(typed.map(|name| Attendee::Other(name.to_owned())));
    let count = came.len();
    let act = move |tx: &mut store::Tx<'_>| attend(tx, (region, named.training), cooperative, &came, by);
    match site.db.command(form.command(&visit)?, act).await {
        Ok(_) => {
            let path = visit.path(&format!("pelatihan/{}", named.training));
            let flash = Flash::good(format!("Tersimpan: {count} orang hadir dari koperasi ini."));
            Ok(Redirect::to(path).with(flash).into_response())
        }
        Err(error) => {
            let state = FormState::of(&form).refused(&error.into());
            page(&site, &visit, (named.training, village), &state).await
        }
    }
}
