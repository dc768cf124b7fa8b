#![forbid(unsafe_code)]
//! Mentoring: the workbook of the task force (*satgas*), from the plan of visits to the closed action.
//!
//! - A mentor looks after at most ten cooperatives (a dated parameter). Who is visited next follows from
//!   [`need()`], a pure rule that says its reasons; [`propose_plan`] puts those that lie near each other on
//!   one journey and says of each visit why it is there. Distances are integers, and one that is not known
//!   is never taken for zero.
//! - Invariant: the plan of a month that is over is not changed, so that what was not done stays counted.
//! - A visit is written on a phone without signal and sent later under a key made on the phone: sent twice
//!   it is there once. A visit that two mentors edited apart is kept twice, side by side, until one of
//!   them chooses ([`record_visit`], [`settle`]). Invariant: nothing that was sent is overwritten.
//! - An agreed action stays open until it is closed with a proof or with what was seen; who is late is
//!   shown to the city ([`escalations`]).
//! - What somebody learned at a training is that person's ([`lacking()`], [`learned()`]): a treasurer who took
//!   office after the course is shown as missing again. Subjects and offices are dated parameters.
//! - A cooperative's stage, from *terbentuk* to *mandiri*, is computed from evidence by [`stage_of`] and
//!   never ticked. What cannot be computed yet is said and holds back; it is not skipped.
//! - Everything about a region is read in a fixed number of questions, however many cooperatives it has.
//! - Invariant: nobody outside a cooperative reads a member's name here. Officers and mentors are named.

mod action;
mod answer;
mod base64;
mod distance;
mod effect;
mod error;
mod help;
mod journey;
mod learning;
mod measure;
mod monthly;
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
    hand_back,
};
pub use answer::{Answer, NewAnswer, answer, answers};
pub use distance::{Base, Distance, kilometres};
pub use effect::Effect;
pub use error::MentoringError;
pub use help::{Help, HelpInRegion, answer_help, ask_help, help_of, help_waiting};
pub use journey::{Candidate, PlanLimits, Proposed, propose_plan};
pub use learning::{Lacking, Learned, lacking, learned};
pub use measure::{Measures, measures, median};
pub use monthly::{Monthly, monthly};
pub use need::{Need, NeedFacts, NeedRules, need};
pub use overview::{Overview, OverviewRow, overview};
pub use pages::routes;
pub use parameters::{Limit, Question, limit, questions};
pub use photo::{Photo, keep_photo, photos};
pub use plan::{Planned, keep_plan, move_planned, planned, remove_planned};
pub use stage::{Check, Evidence, Stage, StageFacts, StageName, StageRules, stage_of};
pub use stage_facts::{Staged, stages_in};
pub use task_force::{
    Assignment, Mentor, NewMentor, add_mentor, assign, assignments, end_mentor, mentors, propose_assignments,
    set_base,
};
pub use training::{
    Attendance, Attendee, Competence, NewTraining, Training, attend, attendance, competences, hold_training,
    trainings,
};
pub use visit::{NewVisit, Recorded, Revision, Standing, Topic, Visit, VisitId};
pub use visit_store::{record_visit, settle, visits};

/// The tables of this crate.
pub const MIGRATIONS: store::Migration = store::Migration {
    owner: "mentoring",
    steps: &[
        ("0001_mentoring", include_str!("../migrations/0001_mentoring.sql")),
        ("0002_journeys", include_str!("../migrations/0002_journeys.sql")),
    ],
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
