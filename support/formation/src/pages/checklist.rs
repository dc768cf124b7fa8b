//! The checklist of a cooperative: its steps, its licences, its founders, its drafts.

use std::collections::BTreeMap;

use ::store::Reader;
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use documents::Attached;
use kernel::{BookDate, CooperativeId, UserId};
use registry::{Cooperative, Unit};
use web::{Flash, Form, Page, Redirect, Refusal, Right, Site, Visit};

use super::PLACE;
use super::files::{FileRow, people, rows};
use crate::act::set_path;
use crate::error::FormationError;
use crate::founder::faults_of;
use crate::meeting::{Meeting, meeting_of};
use crate::papers::Paper;
use crate::progress::{StepView, files, known, path_of, progress};
use crate::step::{Path, StepState};
use crate::store;
use crate::village::{Split, is_taken, successors, villages_of};

/// Everything that the page shows.
struct Shown {
    cooperative: Cooperative,
    path: Path,
    steps: Vec<StepView>,
    units: Vec<Unit>,
    founders: usize,
    faults: Vec<String>,
    meeting: Option<Meeting>,
    /// The names of all villages that it serves.
    villages: Vec<String>,
    successors: Vec<Split>,
    is_name_taken: bool,
    files: BTreeMap<String, Vec<Attached>>,
}

fn read(reader: &mut dyn Reader, id: CooperativeId, today: BookDate) -> Result<Shown, FormationError> {
    let cooperative = known(reader, id)?;
    let mut villages = Vec::new();
    for code in villages_of(reader, id)? {
        let region = territory::region(reader, code)?;
        villages.push(region.map_or_else(|| code.to_string(), |region| region.name));
    }
    Ok(Shown {
        path: path_of(reader, id)?,
        steps: progress(reader, id, today)?,
        units: registry::units(reader, id)?,
        founders: store::founders(reader, id)?.len(),
        faults: faults_of(reader, id, today)?,
        meeting: meeting_of(reader, id)?,
        successors: successors(reader, id)?,
        files: files(reader, id)?,
        is_name_taken: is_taken(reader, cooperative.region, &cooperative.name)?,
        villages,
        cooperative,
    })
}

#[derive(Template)]
#[template(path = "checklist.html")]
struct Checklist<'p> {
    visit: &'p Visit,
    shown: Shown,
    names: BTreeMap<UserId, String>,
    may_edit: bool,
    may_see_names: bool,
    may_verify: bool,
    may_open: bool,
}

impl Checklist<'_> {
    fn done(&self) -> usize {
        self.shown.steps.iter().filter(|step| step.state == StepState::Terbit).count()
    }

    fn is_done(&self) -> bool {
        self.done() == self.shown.steps.len()
    }

    /// The step that comes next.
    fn next(&self) -> Option<&StepView> {
        self.shown.steps.iter().find(|step| step.state != StepState::Terbit)
    }

    fn verified_by(&self, step: &StepView) -> Option<String> {
        let (user, at) = step.row.as_ref()?.verified?;
        let name = self.names.get(&user).map_or("seseorang", String::as_str);
        Some(format!("diperiksa {name}, {}", at.wib_text()))
    }

    fn may_be_verified(&self, step: &StepView) -> bool {
        let row = step.row.as_ref();
        self.may_verify && row.is_some_and(|row| row.state == StepState::Terbit && row.verified.is_none())
    }

    /// Whether the city and mentors may open the files of a step: its papers name no private person.
    fn is_open_to_city(&self, step: &StepView) -> bool {
        self.may_verify && step.step.open
    }

    /// The step that this one needs, where it is issued and that one is not.
    fn missing_before(&self, step: &StepView) -> Option<&str> {
        let needed = self.shown.steps.iter().find(|known| known.step.code == step.step.after)?;
        let is_missing = step.state == StepState::Terbit && needed.state != StepState::Terbit;
        is_missing.then_some(needed.step.title.as_str())
    }

    /// The files of a step that were not marked wrong.
    fn files(&self, step: &StepView) -> Vec<FileRow> {
        let files = self.shown.files.get(&step.step.code).map(Vec::as_slice).unwrap_or_default();
        rows(files, &self.names).into_iter().filter(|file| file.wrong.is_none()).collect()
    }

    fn states(&self) -> [StepState; 4] {
        StepState::ALL
    }

    fn paths(&self) -> [Path; 3] {
        Path::ALL
    }

    fn papers(&self) -> [Paper; 6] {
        Paper::ALL
    }

    /// The faults that name nobody, for who may not see names: how many there are.
    fn faults(&self) -> Vec<String> {
        match self.may_see_names || self.shown.faults.is_empty() {
            true => self.shown.faults.clone(),
            false => vec![format!("{} hal tentang pendiri perlu dilihat pengurus.", self.shown.faults.len())],
        }
    }

    /// A licence as a class of the style sheet and its words.
    fn licence(&self, unit: &Unit) -> (&'static str, &'static str) {
        let class = match unit.licence.state {
            registry::LicenceState::Licensed | registry::LicenceState::NotNeeded => "good",
            registry::LicenceState::NotYet => "none",
            registry::LicenceState::Suspended => "look",
        };
        (class, unit.licence.state.label())
    }
}

/// `GET /k/{cooperative}/pendirian`
pub(super) async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    let shown = site.db.read(move |reader| read(reader, cooperative, today)).await?;
    let verified = shown.steps.iter().filter_map(|step| step.row.as_ref()?.verified.map(|(user, _)| user));
    let who: Vec<UserId> = verified.chain(people(shown.files.values().flatten())).collect();
    let names = site.db.read(move |reader| access::user_names(reader, &who)).await?;
    let body = Checklist {
        visit: &visit,
        shown,
        names,
        may_edit: visit.may(Right::ManageCooperative),
        may_see_names: visit.may(Right::ReadMembers),
        may_verify: visit.may(Right::Mentor),
        may_open: visit.may(Right::ReadBooks),
    };
    Ok(Page::new(&visit, "Pendirian").active("pengaturan").body(&body))
}

/// `POST /k/{cooperative}/pendirian/jalur`
pub(super) async fn choose(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let path = Path::parse(form.text("path")).ok_or(FormationError::Choice)?;
    let (cooperative, noted) = (visit.cooperative()?.id, (visit.user()?, visit.now));
    site.db.command(form.command(&visit)?, move |tx| set_path(tx, cooperative, path, noted)).await?;
    let flash = Flash::good(format!("Jalur: {}.", path.label()));
    Ok(Redirect::to(visit.path(PLACE)).with(flash).into_response())
}
