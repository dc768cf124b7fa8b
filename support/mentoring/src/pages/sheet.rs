//! What a phone takes along before there is no signal: cooperatives, what was agreed, questions.

use std::collections::BTreeMap;

use axum::extract::State;
use kernel::{BookDate, CooperativeId};
use serde::Serialize;
use web::json::Api;
use web::{Refusal, Site, Visit};

use crate::action::open_in_region;
use crate::visit_store::last_visits;
use crate::{MentoringError, StageName, Topic, questions, stages_in};

#[derive(Serialize)]
pub(super) struct Sheet {
    as_of: BookDate,
    cooperatives: Vec<Row>,
    questions: BTreeMap<&'static str, Vec<Asked>>,
}

#[derive(Serialize)]
struct Row {
    code: String,
    name: String,
    stage: StageName,
    stage_label: &'static str,
    state: &'static str,
    holds_back: Vec<String>,
    actions: Vec<Agreed>,
    last: Option<Last>,
}

#[derive(Serialize)]
struct Agreed {
    what: String,
    owner: String,
    due: BookDate,
    late: bool,
}

/// The last visit, so that it can be gone on with.
#[derive(Serialize)]
struct Last {
    key: String,
    revision: i64,
    date: BookDate,
    stage: StageName,
    answers: BTreeMap<String, String>,
    topics: Vec<Topic>,
    findings: String,
}

#[derive(Serialize)]
struct Asked {
    topic: Topic,
    question: &'static str,
}

/// `GET /api/v1/regions/{region}/visit-sheet`
pub(super) async fn sheet(State(site): State<Site>, visit: Visit) -> Result<Api<Sheet>, Refusal> {
    let (region, today) = (visit.region()?, visit.today);
    let gather = move |reader: &mut store::Snapshot<'_>| -> Result<Vec<Row>, MentoringError> {
        let staged = stages_in(reader, region, today)?;
        let mut last = last_visits(reader, region)?;
        let mut agreed: BTreeMap<CooperativeId, Vec<Agreed>> = BTreeMap::new();
        for one in open_in_region(reader, region)? {
            let late = one.action.days_late(today) > 0;
            let (what, owner, due) = (one.action.what, one.action.owner, one.action.due);
            agreed.entry(one.cooperative).or_default().push(Agreed { what, owner, due, late });
        }
        let row = |one: crate::Staged| {
            let (id, code) = (one.assessed.cooperative.id, one.assessed.cooperative.region);
            Row {
                code: code.to_string(),
                name: one.assessed.cooperative.short_name().to_owned(),
                stage: one.stage.reached,
                stage_label: one.stage.reached.label(),
                state: one.assessed.state.label(),
                holds_back: one.stage.holds_back,
                actions: agreed.remove(&id).unwrap_or_default(),
                last: last.remove(&id).map(|visit| Last {
                    key: visit.key,
                    revision: visit.current.revision,
                    date: visit.current.date,
                    stage: visit.current.stage,
                    answers: visit.current.answers,
                    topics: visit.current.topics,
                    findings: visit.current.findings,
                }),
            }
        };
        Ok(staged.into_iter().map(row).collect())
    };
    let cooperatives = site.db.read(gather).await?;
    let asked = |stage: StageName| {
        let of = questions(stage, today).into_iter();
        (stage.code(), of.map(|row| Asked { topic: row.topic, question: &row.question }).collect())
    };
    let questions = StageName::ALL.into_iter().map(asked).collect();
    Ok(Api::ok(Sheet { as_of: today, cooperatives, questions }))
}
