//! Formation: from the ward's meeting to a cooperative with all its papers.
//!
//! - Three routes ([`Path`]), each a checklist of steps in a dated file; a step has a state, a number, a
//!   day, who issued it and who verified it ([`set_step`], [`progress`]). Every change is kept. Photos and
//!   PDFs lie beside a step, several and never taken away ([`add_file`], [`mark_wrong`], [`files`]).
//! - What a step says of deed, SK AHU, NPWP, NIB and NIK goes into the registry's papers, and what the
//!   registry knows already counts as issued.
//! - Founders: at least nine, of age on the day of their meeting ([`add_founder`], [`founder_faults`]).
//! - What the meetings decided is one form ([`Meeting`]); from it come minutes, attendance lists, statutes
//!   and bylaws ([`paper`]) as PDF and as a Word file ([`docx`]).
//! - A cooperative may serve more villages than its own ([`add_village`]); where a village was split, it
//!   keeps its own and may add the new ones ([`record_split`], [`successors`]).
//!
//! Invariant: an issued paper belongs to one cooperative in the whole country; so does a founder whose NIK
//! is known; so does a village. A NIK is nowhere kept but as a keyed hash and masked.
#![forbid(unsafe_code)]

mod act;
mod docx;
mod error;
mod founder;
mod meeting;
mod pages;
mod papers;
mod progress;
mod statutes;
mod step;
mod store;
mod village;

pub use act::{StepChange, add_file, mark_wrong, set_path, set_step, verify_step};
pub use docx::docx;
pub use error::FormationError;
pub use founder::{
    Founder, FounderKey, NewFounder, Sex, add_founder, faults_of, founder_faults, founders, remove_founder,
};
pub use meeting::{Meeting, Proposed, Split as SurplusSplit, meeting_of, set_meeting};
pub use papers::{DRAFT, Facts, Paper, facts, first_capital, paper};
pub use progress::{COLUMNS, Progress, StepRow, StepView, files, path_of, progress, progress_in};
pub use step::{Path, Step, StepState, steps};
pub use village::{
    Split, add_village, free_name, is_taken, record_split, remove_village, serving, splits_in, successors,
    villages_of,
};

/// The pages of formation.
pub fn routes() -> Vec<web::Route> {
    pages::routes()
}

/// The tables of formation.
pub const MIGRATIONS: ::store::Migration = ::store::Migration {
    owner: "formation",
    steps: &[("0001_formation", include_str!("../migrations/0001_formation.sql"))],
};
