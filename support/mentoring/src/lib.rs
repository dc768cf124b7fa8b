#![forbid(unsafe_code)]
//! Mentoring: the workbook of the task force (*satgas*), from the plan of visits to the closed action.
//!
//! - A mentor looks after at most ten cooperatives (a dated parameter). Who is visited next follows from
//!   [`need()`], a pure rule that says its reasons; [`propose_plan`] spreads the visits of a month.
//! - A visit is written on a phone without signal and sent later under a key made on the phone: sent twice
//!   it is there once. A visit that two mentors edited apart is kept twice, side by side, until one of
//!   them chooses ([`record_visit`], [`settle`]). Invariant: nothing that was sent is overwritten.
//! - An agreed action stays open until it is closed with a proof or with what was seen; who is late is
//!   shown to the city ([`escalations`]).
//! - A cooperative's stage, from *terbentuk* to *mandiri*, is computed from evidence by [`stage_of`] and
//!   never ticked. What cannot be computed yet is said and holds back; it is not skipped.
//! - Everything about a region is read in a fixed number of questions, however many cooperatives it has.
//! - Invariant: nobody outside a cooperative reads a member's name here. Officers and mentors are named.

mod action;
mod answer;
mod base64;
mod error;
mod help;
mod measure;
mod need;
mod overview;
mod pages;
mod parameters;
mod photo;
mod plan;
mod stage;
mod stage_facts;
mod task_force;
mod text;
mod training;
mod visit;
mod visit_store;

pub use action::{
    Action, ActionId, ActionState, Escalation, NewAction, actions, cancel, close, escalate, escalations,
};
pub use answer::{Answer, NewAnswer, answer, answers};
pub use error::MentoringError;
pub use help::{Help, HelpInRegion, answer_help, ask_help, help_of, help_waiting};
pub use measure::{Effect, Measures, measures, median};
pub use need::{Need, NeedFacts, NeedRules, need};
pub use overview::{Overview, OverviewRow, overview};
pub use pages::routes;
pub use parameters::{Limit, Question, limit, questions};
pub use photo::{Photo, keep_photo, photos};
pub use plan::{
    Candidate, Planned, Proposed, keep_plan, move_planned, planned, propose_plan, remove_planned,
};
pub use stage::{Check, Evidence, Stage, StageFacts, StageName, StageRules, stage_of};
pub use stage_facts::{Staged, stages_in};
pub use task_force::{
    Assignment, Mentor, NewMentor, add_mentor, assign, assignments, end_mentor, mentors, propose_assignments,
};
pub use training::{
    Attendance, Competence, Lacking, NewTraining, Training, attend, attendance, competences, hold_training,
    lacking, trainings,
};
pub use visit::{NewVisit, Recorded, Revision, Standing, Topic, Visit, VisitId};
pub use visit_store::{record_visit, settle, visits};

/// The tables of this crate.
pub const MIGRATIONS: store::Migration = store::Migration {
    owner: "mentoring",
    steps: &[("0001_mentoring", include_str!("../migrations/0001_mentoring.sql"))],
};

/// Who does something, and when it is.
#[derive(Debug, Clone, Copy)]
pub struct By {
    /// The person.
    pub user: kernel::UserId,
    /// The day at the place.
    pub today: kernel::BookDate,
    /// The instant.
    pub at: kernel::Timestamp,
}
