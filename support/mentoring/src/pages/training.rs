//! Training: announcing, noting who came, and which office still lacks what it needs.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::{BookDate, CooperativeId};
use registry::Cooperative;
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Right, Site, Visit};

use super::{Named, by};
use crate::{
    Attendance, Competence, Lacking, MentoringError, NewTraining, Training, attend, attendance, competences,
    hold_training, lacking, trainings,
};

#[derive(Template)]
#[template(path = "training.html")]
struct TrainingPage<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    trainings: Vec<Training>,
    came: Vec<Attendance>,
    lacking: Vec<Lacking>,
    cooperatives: Vec<Cooperative>,
    competences: Vec<&'static Competence>,
    is_mentor: bool,
}

impl TrainingPage<'_> {
    fn who_came(&self, training: &Training) -> Vec<&Attendance> {
        self.came.iter().filter(|one| one.training == training.id).collect()
    }

    fn taught<'c>(&'c self, code: &'c str) -> &'c str {
        self.competences.iter().find(|one| one.code == code).map_or(code, |one| &one.label)
    }
}

async fn page(site: &Site, visit: &Visit, state: &FormState) -> Result<Response, Refusal> {
    let (region, today) = (visit.region()?, visit.today);
    let gather = move |reader: &mut store::Snapshot<'_>| -> Result<_, MentoringError> {
        let cooperatives = registry::in_region(reader, region)?;
        Ok((cooperatives, trainings(reader, region)?, attendance(reader, region)?))
    };
    let (cooperatives, trainings, came) = site.db.read(gather).await?;
    let lacking = lacking(&cooperatives, &came, today);
    let (competences, is_mentor) = (competences(today), visit.may(Right::Mentor));
    let page = TrainingPage { visit, state, trainings, came, lacking, cooperatives, competences, is_mentor };
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
    after((&site, &visit, &form), done, "Pelatihan tersimpan. Catat siapa yang hadir.").await
}

/// `POST /wilayah/{region}/pelatihan/{training}/hadir`
pub(super) async fn came(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    form: Form,
) -> Result<Response, Refusal> {
    let (region, by) = (visit.region()?, by(&visit)?);
    let cooperative = CooperativeId(form.text("cooperative").parse().unwrap_or(0));
    let (person, office) = (form.text("person").to_owned(), form.text("office").to_owned());
    let act = move |tx: &mut store::Tx<'_>| {
        attend(tx, (region, named.training), cooperative, (&person, &office), by)
    };
    let done = site.db.command(form.command(&visit)?, act).await.map(drop);
    after((&site, &visit, &form), done, "Kehadiran tercatat.").await
}
