//! Training: announcing, and which officer still lacks what the office needs.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::{BookDate, CooperativeId};
use officers::held_in;
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Right, Site, Visit};

use super::by;
use crate::{
    Attendance, Competence, Lacking, Learned, MentoringError, NewTraining, Training, attendance, competences,
    hold_training, lacking, learned, trainings,
};

/// Cooperatives that a page names one by one; a province has thousands.
const SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "training.html")]
struct TrainingPage<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    trainings: Vec<Training>,
    came: Vec<Attendance>,
    lacking: Vec<Lacking>,
    /// How many more lack something.
    more: usize,
    /// How many officers have learned each subject that their office needs, and how many should.
    subjects: Vec<(&'static Competence, usize, usize)>,
    has_cooperatives: bool,
    is_mentor: bool,
}

impl TrainingPage<'_> {
    fn taught<'c>(&'c self, code: &'c str) -> &'c str {
        self.subjects.iter().find(|(one, ..)| one.code == code).map_or(code, |(one, ..)| &one.label)
    }

    /// "3 orang dari 2 koperasi".
    fn turnout(&self, training: &Training) -> String {
        let came: Vec<&Attendance> = self.came.iter().filter(|one| one.training == training.id).collect();
        let cooperatives: BTreeSet<CooperativeId> = came.iter().map(|one| one.cooperative).collect();
        match came.len() {
            0 => "belum ada yang tercatat hadir".to_owned(),
            people => format!("{people} orang dari {} koperasi", cooperatives.len()),
        }
    }
}

/// How many officers of a day have learned what their office needs.
fn counted(known: &[Learned], today: BookDate) -> Vec<(&'static Competence, usize, usize)> {
    let count = |subject: &'static Competence| {
        let should = || known.iter().filter(move |one| subject.offices().any(|office| office == one.office));
        let has = |one: &&Learned| one.subjects.iter().any(|(label, _)| *label == subject.label);
        (subject, should().filter(has).count(), should().count())
    };
    competences(today).into_iter().map(count).collect()
}

async fn page(site: &Site, visit: &Visit, state: &FormState) -> Result<Response, Refusal> {
    let (region, today) = (visit.region()?, visit.today);
    let gather = move |reader: &mut store::Snapshot<'_>| -> Result<_, MentoringError> {
        let cooperatives = registry::in_region(reader, region)?;
        let held = held_in(reader, region)?;
        Ok((cooperatives, held, trainings(reader, region)?, attendance(reader, region)?))
    };
    let (cooperatives, held, trainings, came) = site.db.read(gather).await?;
    let mut lacking = lacking(&cooperatives, &held, &came, today);
    let more = lacking.len().saturating_sub(SHOWN);
    lacking.truncate(SHOWN);
    let subjects = counted(&learned(&held, &came, today), today);
    let (has_cooperatives, is_mentor) = (!cooperatives.is_empty(), visit.may(Right::Mentor));
    let page =
        TrainingPage { visit, state, trainings, came, lacking, more, subjects, has_cooperatives, is_mentor };
    let status = if state.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(Page::new(visit, "Pelatihan")
        .active("kota")
        .crumb("Satgas", visit.path("satgas"))
        .status(status)
        .body(&page))
}

/// `GET /wilayah/{region}/pelatihan`
pub(super) async fn open(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    page(&site, &visit, &FormState::new().with("held_on", visit.today)).await
}

async fn after(
    (site, visit, form): (&Site, &Visit, &Form),
    done: Result<(), MentoringError>,
    said: &str,
) -> Result<Response, Refusal> {
    match done {
        Ok(()) => Ok(Redirect::to(visit.path("pelatihan")).with(Flash::good(said)).into_response()),
        Err(error) => page(site, visit, &FormState::of(form).refused(&error.into())).await,
    }
}

/// `POST /wilayah/{region}/pelatihan`
pub(super) async fn announce(
    State(site): State<Site>,
    visit: Visit,
    form: Form,
) -> Result<Response, Refusal> {
    let (region, by) = (visit.region()?, by(&visit)?);
    let held_on = match BookDate::parse_human(form.text("held_on")) {
        Ok(day) => day,
        Err(error) => {
            let mut state = FormState::of(&form);
            state.refuse("held_on", error);
            return page(&site, &visit, &state).await;
        }
    };
    let text = |field| form.text(field).to_owned();
    let (title, competence, place) = (text("title"), text("competence"), text("place"));
    let new = NewTraining { region, title, competence, held_on, place };
    let act = move |tx: &mut store::Tx<'_>| hold_training(tx, &new, by);
    let done = site.db.command(form.command(&visit)?, act).await.map(drop);
    after((&site, &visit, &form), done, "Pelatihan tersimpan. Buka, lalu catat siapa yang hadir.").await
}
