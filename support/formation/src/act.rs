//! Setting a step, choosing the route, verifying.

use ::store::{Tx, next_number};
use documents::Picture;
use kernel::{BookDate, CooperativeId, Timestamp, UserId, Zone, clean_name, fold};
use registry::{LegalPapers, Paper};

use crate::error::FormationError;
use crate::progress::{StepRow, known, path_of};
use crate::step::{Path, Step, StepState, steps};
use crate::store;

/// The most characters in the number of a paper.
const NUMBER_LENGTH: usize = 60;
/// The most characters in the name of who issued it.
const ISSUER_LENGTH: usize = 120;
/// The most characters in a remark.
const NOTE_LENGTH: usize = 200;

/// Chooses the route of a cooperative. Steps that were written down stay.
///
/// # Errors
/// The registry does not know the cooperative; the store cannot do it.
pub fn set_path(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    path: Path,
    noted: (UserId, Timestamp),
) -> Result<(), FormationError> {
    let region = known(tx, cooperative)?.region;
    Ok(store::set_path(tx, cooperative, (region, path), noted)?)
}

/// What a step becomes.
#[derive(Debug, Clone)]
pub struct StepChange {
    /// Whose step.
    pub cooperative: CooperativeId,
    /// Which step.
    pub step: String,
    /// Where it stands.
    pub state: StepState,
    /// The number of its paper; may be empty unless it is issued.
    pub number: String,
    /// The day of its paper; must be there where it is issued.
    pub dated: Option<BookDate>,
    /// Who issued it.
    pub issuer: String,
    /// A photo of the paper; nothing keeps the one that is there.
    pub picture: Option<Picture>,
    /// A remark; may be empty.
    pub note: String,
    /// Who writes it down.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// Sets a step. Issued papers are claimed in the whole country and written into the settings of the
/// cooperative; a change takes a verification back and is kept in the log.
///
/// # Errors
/// [`FormationError`]: no such step, a number, day or issuer that is missing, a paper that another
/// cooperative has, what the registry refuses.
pub fn set_step(tx: &mut Tx<'_>, change: &StepChange) -> Result<(), FormationError> {
    let cooperative = known(tx, change.cooperative)?;
    let today = change.at.date_in(Zone::Wit);
    let path = path_of(tx, change.cooperative)?;
    let found = steps(path, today).into_iter().find(|step| step.code == change.step);
    let step = found.ok_or(FormationError::NoSuchStep)?;
    let before = store::steps(tx, change.cooperative)?.into_iter().find(|row| row.step == change.step);
    let mut row = checked(step, change, today)?;
    row.document = match &change.picture {
        Some(picture) => Some(documents::keep(tx, change.cooperative, picture, change.by, change.at)?),
        None => before.and_then(|row| row.document),
    };
    claim(tx, change.cooperative, step, &row)?;
    write_papers(tx, change.cooperative, &cooperative.legal, &row)?;
    store::set_step(tx, change.cooperative, cooperative.region, &row)?;
    let id = next_number(tx, change.cooperative.0, "formation_log")?;
    Ok(store::log_step(tx, change.cooperative, id, &row)?)
}

fn checked(step: &Step, change: &StepChange, today: BookDate) -> Result<StepRow, FormationError> {
    let is_issued = change.state == StepState::Terbit;
    let text = |typed: &str, max, error: FormationError| match typed.trim() {
        "" => Ok(String::new()),
        typed => clean_name(typed, max).map_err(|_| error),
    };
    let number = text(&change.number, NUMBER_LENGTH, FormationError::Number)?;
    let issuer = text(&change.issuer, ISSUER_LENGTH, FormationError::Issuer)?;
    let note = text(&change.note, NOTE_LENGTH, FormationError::Note)?;
    if is_issued && step.number && number.is_empty() {
        return Err(FormationError::Number);
    }
    if is_issued && change.dated.is_none() {
        return Err(FormationError::Date);
    }
    if change.dated.is_some_and(|dated| dated > today) {
        return Err(FormationError::Later);
    }
    // A deed is found by its notary, an account by its bank.
    if is_issued && matches!(step.code.as_str(), "akta" | "rekening") && issuer.is_empty() {
        return Err(FormationError::Issuer);
    }
    Ok(StepRow {
        step: step.code.clone(),
        state: change.state,
        number,
        dated: change.dated,
        issuer,
        document: None,
        note,
        by: change.by,
        at: change.at,
        verified: None,
    })
}

/// Under which words a paper is known in the whole country. A notary numbers deeds from 1 every month, so
/// that notary, month and number together are one deed.
fn paper_key(row: &StepRow) -> Option<String> {
    let number: String =
        row.number.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_uppercase();
    if number.is_empty() || row.state != StepState::Terbit {
        return None;
    }
    // Titles follow the first comma: "Contoh Notaris, S.H., M.Kn."
    let issuer = fold(row.issuer.split(',').next().unwrap_or_default());
    match row.step.as_str() {
        "akta" => {
            let month = row.dated.map(|dated| dated.month_of().number()).unwrap_or_default();
            Some(format!("{issuer}|{month}|{}", number.trim_start_matches('0')))
        }
        "rekening" => Some(format!("{issuer}|{number}")),
        "npwp" => Some(format!("{number:0>16}")),
        "ahu" | "nib" | "nik" => Some(number),
        _ => None,
    }
}

fn claim(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    step: &Step,
    row: &StepRow,
) -> Result<(), FormationError> {
    store::release_paper(tx, cooperative, &step.code)?;
    let Some(key) = paper_key(row) else { return Ok(()) };
    match store::claim_paper(tx, cooperative, &step.code, &key)? {
        None => Ok(()),
        Some(other) => Err(FormationError::PaperTaken {
            paper: step.title.clone(),
            number: row.number.clone(),
            owner: name_of(tx, other)?,
        }),
    }
}

/// The name of another cooperative, for sentences.
pub(crate) fn name_of(
    reader: &mut dyn ::store::Reader,
    cooperative: CooperativeId,
) -> Result<String, FormationError> {
    let found = registry::cooperative(reader, cooperative)?;
    Ok(found.map_or_else(|| "koperasi lain".to_owned(), |found| found.name))
}

/// Writes an issued paper into the settings of the cooperative; one that is issued no more is taken out.
fn write_papers(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    legal: &LegalPapers,
    row: &StepRow,
) -> Result<(), FormationError> {
    let mut legal = legal.clone();
    let is_issued = row.state == StepState::Terbit;
    let number = is_issued.then(|| row.number.clone());
    let paper = number.clone().zip(row.dated).map(|(number, date)| Paper { number, date });
    match row.step.as_str() {
        "akta" => legal.deed = paper,
        "ahu" => legal.ahu = paper,
        "npwp" => legal.npwp = number,
        "nib" => legal.nib = number,
        "nik" => legal.nik_koperasi = number,
        _ => return Ok(()),
    }
    Ok(registry::set_papers(tx, cooperative, legal)?)
}

/// Somebody has looked at the paper itself: a mentor or the city's office.
///
/// # Errors
/// [`FormationError::NothingToVerify`].
pub fn verify_step(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    step: &str,
    noted: (UserId, Timestamp),
) -> Result<(), FormationError> {
    match store::verify(tx, cooperative, step, noted)? {
        true => Ok(()),
        false => Err(FormationError::NothingToVerify),
    }
}
