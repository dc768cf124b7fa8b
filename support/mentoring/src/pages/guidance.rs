//! *Pendampingan*: what a cooperative and its mentor see of each other. The same page serves both; what can
//! be done on it follows from the rights of who looks.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use kernel::{BookDate, CooperativeId, DocumentId, RegionCode, Timestamp, UserId, Zone};
use officers::held_in;
use web::{FormState, Page, Refusal, Right, Site, Visit};

use super::{Named, name_of};
use crate::photo::is_of_mentoring;
use crate::{
    Action, ActionState, Answer, Check, Help, Learned, MentoringError, Photo, Revision, Stage, StageName,
    Topic, actions, answers, attendance, help_of, lacking, learned, photos, stages_in, visits,
};

/// Everything that was said and agreed.
struct Facts {
    visits: Vec<crate::Visit>,
    photos: Vec<Photo>,
    actions: Vec<Action>,
    answers: Vec<Answer>,
    help: Vec<Help>,
    names: BTreeMap<UserId, String>,
    stage: Option<Stage>,
    /// What its officers have not learned.
    lacking: Vec<String>,
    /// What they have.
    learned: Vec<Learned>,
}

fn facts(
    reader: &mut dyn store::Reader,
    (cooperative, village): (CooperativeId, RegionCode),
    today: BookDate,
) -> Result<Facts, MentoringError> {
    let (visits, actions) = (visits(reader, cooperative)?, actions(reader, cooperative)?);
    let (answers, help) = (answers(reader, cooperative)?, help_of(reader, cooperative)?);
    let of_visit = |visit: &crate::Visit| {
        let conflicts = visit.conflicts.iter().map(|one| one.mentor);
        conflicts.chain([visit.current.mentor]).collect::<Vec<_>>()
    };
    let mut people: Vec<UserId> = visits.iter().flat_map(of_visit).collect();
    people.extend(answers.iter().map(|one| one.by));
    people.extend(help.iter().flat_map(|one| [Some(one.asked_by), one.answered_by]).flatten());
    people.extend(actions.iter().filter_map(|one| one.closed_by));
    let names = access::user_names(reader, &people)?;
    let photos = photos(reader, cooperative)?;
    // A village is a region with one cooperative.
    let stage = stages_in(reader, village, today)?.pop();
    let (came, held) = (attendance(reader, village)?, held_in(reader, village)?);
    let all: Vec<_> = stage.iter().map(|one| one.assessed.cooperative.clone()).collect();
    let lacking = lacking(&all, &held, &came, today).pop().map(|one| one.sentences).unwrap_or_default();
    let learned = learned(&held, &came, today);
    let stage = stage.map(|one| one.stage);
    Ok(Facts { photos, visits, actions, answers, help, names, stage, lacking, learned })
}

#[derive(Template)]
#[template(path = "guidance.html")]
struct GuidancePage<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    facts: Facts,
    zone: Zone,
    today: BookDate,
    may_answer: bool,
    is_city: bool,
    is_mentor: bool,
    topics: [Topic; 5],
}

impl GuidancePage<'_> {
    /// What was typed into the form of one thing, when it is shown again.
    fn typed(&self, of: &str, field: &str) -> &str {
        if self.state.value("of") == of { self.state.value(field) } else { "" }
    }

    fn fault(&self, of: &str) -> Option<String> {
        let mine = self.state.value("of") == of && !self.state.is_good();
        let first = self.state.errors.values().next().or(self.state.message.as_ref());
        mine.then(|| first.cloned().unwrap_or_default())
    }

    /// The evidence, stage by stage.
    fn evidence<'s>(&self, stage: &'s Stage) -> Vec<(StageName, Vec<&'s Check>)> {
        let of = |name| (name, stage.checks.iter().filter(|check| check.stage == name).collect());
        StageName::ALL.into_iter().map(of).collect()
    }

    /// The class of the mark of a piece of evidence and what it says.
    fn met(&self, check: &Check) -> (&'static str, &'static str) {
        match check.met {
            Some(true) => ("good", "Ada"),
            Some(false) => ("wait", "Belum"),
            None => ("none", "Belum dapat dihitung"),
        }
    }

    /// "pelatihan pembukuan (10 Nov 2026)".
    fn subjects(&self, one: &Learned) -> String {
        let said = one.subjects.iter().map(|(subject, on)| format!("{subject} ({})", on.short()));
        said.collect::<Vec<_>>().join(", ")
    }

    fn open_actions(&self) -> Vec<&Action> {
        self.facts.actions.iter().filter(|action| action.state.is_open()).collect()
    }

    fn ended_actions(&self) -> Vec<&Action> {
        self.facts.actions.iter().filter(|action| !action.state.is_open()).collect()
    }

    fn name(&self, user: &UserId) -> String {
        name_of(&self.facts.names, *user)
    }

    fn answers_to_action(&self, action: &Action) -> Vec<&Answer> {
        self.facts.answers.iter().filter(|one| one.action == Some(action.id)).collect()
    }

    fn answers_to_visit(&self, visit: &crate::Visit) -> Vec<&Answer> {
        let mine = |one: &&Answer| one.visit == visit.id && one.action.is_none();
        self.facts.answers.iter().filter(mine).collect()
    }

    fn photos_of(&self, visit: &crate::Visit) -> Vec<&Photo> {
        self.facts.photos.iter().filter(|photo| photo.visit == visit.id).collect()
    }

    /// The class of the mark and what it says.
    fn standing(&self, action: &Action) -> (&'static str, String) {
        match (action.state, action.days_late(self.today)) {
            (ActionState::Open, 0) => ("wait", "Berjalan".to_owned()),
            (ActionState::Open, late) => ("look", format!("Lewat {late} hari")),
            (ActionState::Escalated, _) => ("look", action.state.label().to_owned()),
            (ActionState::Done, _) => ("good", action.state.label().to_owned()),
            (ActionState::Cancelled, _) => ("shut", action.state.label().to_owned()),
        }
    }

    /// Whether the city was asked and has not answered.
    fn waits_for_city(&self, action: &Action) -> bool {
        action.state == ActionState::Escalated
    }

    /// The version that counts and those beside it.
    fn versions<'v>(&self, visit: &'v crate::Visit) -> Vec<&'v Revision> {
        std::iter::once(&visit.current).chain(&visit.conflicts).collect()
    }

    fn topics_of(&self, revision: &Revision) -> String {
        revision.topics.iter().map(|topic| topic.code()).collect::<Vec<_>>().join(", ")
    }

    fn at(&self, at: &Timestamp) -> String {
        at.text_in(self.zone)
    }

    /// Millionths of a degree as people write them: "-2,129000".
    fn degrees(&self, millionths: &i64) -> String {
        let sign = if *millionths < 0 { "-" } else { "" };
        let size = millionths.unsigned_abs();
        format!("{sign}{},{:06}", size / 1_000_000, size % 1_000_000)
    }

    /// "27 Nov 2026": by when a request should be answered.
    fn due(&self, help: &Help) -> String {
        help.due(self.zone).short()
    }

    /// "Menunggu 2 hari", "Dijawab dalam 1 hari".
    fn waited(&self, help: &Help) -> String {
        let days = help.days(self.zone, self.today);
        match help.answer {
            Some(_) => format!("Dijawab dalam {days} hari"),
            None => format!("Menunggu {days} hari"),
        }
    }
}

/// The page as it stands, with a form as it was sent where one was refused.
pub(super) async fn page(site: &Site, visit: &Visit, state: &FormState) -> Result<Response, Refusal> {
    let tenant = visit.cooperative()?;
    let cooperative = tenant.id;
    let (place, today) = ((cooperative, tenant.code), visit.today);
    let facts = site.db.read(move |reader| facts(reader, place, today)).await?;
    let page = GuidancePage {
        visit,
        state,
        facts,
        zone: registry::zone_of(tenant.code),
        today: visit.today,
        may_answer: visit.may(Right::ReadBooks),
        is_city: visit.may(Right::ManageRegion) && visit.may(Right::Mentor),
        is_mentor: visit.may(Right::Mentor),
        topics: Topic::ALL,
    };
    let status = if state.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(Page::new(visit, "Pendampingan").active("beranda").status(status).body(&page))
}

/// `GET /k/{cooperative}/pendampingan`
pub(super) async fn open(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    page(&site, &visit, &FormState::new()).await
}

/// A document of mentoring with what it is.
fn shown(
    reader: &mut dyn store::Reader,
    cooperative: CooperativeId,
    id: DocumentId,
) -> Result<Option<(String, Vec<u8>)>, store::StoreError> {
    if !is_of_mentoring(reader, cooperative, id)? {
        return Ok(None);
    }
    let Some(known) = documents::document(reader, cooperative, id)? else { return Ok(None) };
    Ok(documents::content(reader, cooperative, id)?.map(|bytes| (known.content_type, bytes)))
}

/// `GET /k/{cooperative}/pendampingan/foto/{document}`
pub(super) async fn photo(State(site): State<Site>, visit: Visit, named: Named) -> Result<Response, Refusal> {
    let (cooperative, id) = (visit.cooperative()?.id, DocumentId(named.document));
    let found = site.db.read(move |reader| shown(reader, cooperative, id)).await?;
    let (content_type, bytes) = found.ok_or_else(Refusal::not_found)?;
    let headers = [(CONTENT_TYPE, content_type), (CACHE_CONTROL, "private, max-age=86400".to_owned())];
    Ok((headers, bytes).into_response())
}
