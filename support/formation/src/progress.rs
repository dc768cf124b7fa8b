//! How far a cooperative is: its steps one by one, and all cooperatives of a region in a few questions.

use std::collections::BTreeMap;

use ::store::Reader;
use documents::Attached;
use kernel::{BookDate, CooperativeId, DocumentId, RegionCode, Timestamp, UserId};
use registry::{Cooperative, LegalPapers};

use crate::act::{SUBJECT, subject};
use crate::error::FormationError;
use crate::step::{Path, Step, StepState, steps};
use crate::store;

/// What is written down of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRow {
    /// Which step.
    pub step: String,
    /// Where it stands.
    pub state: StepState,
    /// The number of its paper; may be empty.
    pub number: String,
    /// The day of its paper.
    pub dated: Option<BookDate>,
    /// Who issued it: a notary, a bank; may be empty.
    pub issuer: String,
    /// The photo that it had before steps had several files.
    pub document: Option<DocumentId>,
    /// A remark; may be empty.
    pub note: String,
    /// Who wrote it down.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
    /// Who looked at the paper itself, and when; nothing after a change.
    pub verified: Option<(UserId, Timestamp)>,
}

/// A step of a cooperative as pages show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepView {
    /// The step.
    pub step: &'static Step,
    /// Where it stands, taking in the papers that the settings have.
    pub state: StepState,
    /// The number of its paper; may be empty.
    pub number: String,
    /// The day of its paper.
    pub dated: Option<BookDate>,
    /// What is written down here; nothing where it is known from the settings alone.
    pub row: Option<StepRow>,
    /// The number that the settings have, where it is another one.
    pub otherwise: Option<String>,
}

/// The number and day of a paper that the registry keeps too.
pub(crate) fn registered(legal: &LegalPapers, step: &str) -> Option<(String, Option<BookDate>)> {
    let paper = |paper: &Option<registry::Paper>| {
        paper.as_ref().map(|paper| (paper.number.clone(), Some(paper.date)))
    };
    match step {
        "akta" => paper(&legal.deed),
        "ahu" => paper(&legal.ahu),
        "npwp" => legal.npwp.clone().map(|number| (number, None)),
        "nib" => legal.nib.clone().map(|number| (number, None)),
        "nik" => legal.nik_koperasi.clone().map(|number| (number, None)),
        _ => None,
    }
}

/// Two writings of one number: dots, dashes and spaces do not matter.
fn is_same(one: &str, other: &str) -> bool {
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let (one, other) = (bare(one), bare(other));
    one == other || one.trim_start_matches('0') == other.trim_start_matches('0')
}

fn view(step: &'static Step, row: Option<StepRow>, legal: &LegalPapers) -> StepView {
    let known = registered(legal, &step.code);
    match (row, known) {
        (Some(row), known) if row.state == StepState::Terbit => StepView {
            step,
            state: row.state,
            number: row.number.clone(),
            dated: row.dated,
            otherwise: known.map(|(number, _)| number).filter(|number| !is_same(number, &row.number)),
            row: Some(row),
        },
        (row, Some((number, dated))) => {
            StepView { step, state: StepState::Terbit, number, dated, row, otherwise: None }
        }
        (Some(row), None) => StepView {
            step,
            state: row.state,
            number: row.number.clone(),
            dated: row.dated,
            row: Some(row),
            otherwise: None,
        },
        (None, None) => StepView {
            step,
            state: StepState::Belum,
            number: String::new(),
            dated: None,
            row: None,
            otherwise: None,
        },
    }
}

/// The route of a cooperative; a new one where nobody has said otherwise.
///
/// # Errors
/// The store cannot answer.
pub fn path_of(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Path, FormationError> {
    Ok(store::path(reader, cooperative)?.unwrap_or_default())
}

/// The cooperative as the registry knows it.
pub(crate) fn known(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<Cooperative, FormationError> {
    Ok(registry::cooperative(reader, cooperative)?.ok_or(registry::RegistryError::NoSuchCooperative)?)
}

/// The steps of a cooperative on a day, in their order. What the settings know of a paper counts.
///
/// # Errors
/// The registry does not know it; the store cannot answer.
pub fn progress(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    on: BookDate,
) -> Result<Vec<StepView>, FormationError> {
    let legal = known(reader, cooperative)?.legal;
    let path = path_of(reader, cooperative)?;
    let mut rows: BTreeMap<String, StepRow> =
        store::steps(reader, cooperative)?.into_iter().map(|row| (row.step.clone(), row)).collect();
    Ok(steps(path, on).into_iter().map(|step| view(step, rows.remove(&step.code), &legal)).collect())
}

/// The files beside the steps of a cooperative, by the code of the step.
///
/// # Errors
/// The store cannot answer.
pub fn files(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<BTreeMap<String, Vec<Attached>>, FormationError> {
    let under = documents::attached_under(reader, cooperative, SUBJECT)?;
    let code = |kind: &str| kind.strip_prefix(SUBJECT).unwrap_or(kind).to_owned();
    let mut files: BTreeMap<String, Vec<Attached>> =
        under.into_iter().map(|(kind, files)| (code(&kind), files)).collect();
    for row in store::steps(reader, cooperative)?.into_iter().filter(|row| row.document.is_some()) {
        let all = documents::attached(reader, cooperative, &subject(&row.step, row.document))?;
        files.insert(row.step, all);
    }
    Ok(files)
}

/// A cooperative of a region with where its steps stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The cooperative.
    pub cooperative: Cooperative,
    /// Its route.
    pub path: Path,
    /// Where each of [`COLUMNS`] stands; nothing where its route has no such step.
    pub states: Vec<Option<StepState>>,
}

/// The steps that a region's table has, in their order.
pub const COLUMNS: [&str; 8] = ["musyawarah", "rapat", "akta", "ahu", "npwp", "nib", "rekening", "nik"];

impl Progress {
    /// The steps that are not there yet.
    pub fn missing(&self) -> usize {
        self.states.iter().flatten().filter(|state| **state != StepState::Terbit).count()
    }

    /// Where a step stands.
    pub fn state_of(&self, step: &str) -> Option<StepState> {
        let place = COLUMNS.iter().position(|column| *column == step)?;
        self.states.get(place).copied().flatten()
    }
}

/// All cooperatives of a region with where their steps stand, by code: three questions whatever its size.
///
/// # Errors
/// The store cannot answer.
pub fn progress_in(
    reader: &mut dyn Reader,
    region: RegionCode,
    on: BookDate,
) -> Result<Vec<Progress>, FormationError> {
    let cooperatives = registry::in_region(reader, region)?;
    let paths = store::paths_in(reader, region)?;
    let rows = store::steps_in(reader, region)?;
    let has = Path::ALL.map(|path| {
        let steps = steps(path, on);
        COLUMNS.map(|column| steps.iter().any(|step| step.code == column))
    });
    let one = |cooperative: Cooperative| {
        let path = paths.get(&cooperative.id).copied().unwrap_or_default();
        let here = Path::ALL.iter().position(|known| *known == path).and_then(|place| has.get(place));
        let rows = rows.get(&cooperative.id).map(Vec::as_slice).unwrap_or_default();
        let state = |(column, is_there): (&str, bool)| {
            let noted = rows.iter().find(|(step, _)| step == column).map(|(_, state)| *state);
            is_there.then(|| match registered(&cooperative.legal, column) {
                Some(_) => StepState::Terbit,
                None => noted.unwrap_or_default(),
            })
        };
        let columns = COLUMNS.into_iter().zip(here.copied().unwrap_or_default());
        Progress { states: columns.map(state).collect(), path, cooperative }
    };
    Ok(cooperatives.into_iter().map(one).collect())
}
