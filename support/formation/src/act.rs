//! Setting a step, choosing the route, verifying.

use ::store::{Tx, next_number};
use documents::{File, Subject};
use kernel::{BookDate, CooperativeId, DocumentId, Timestamp, UserId, Zone, clean_name, fold};
use registry::{LegalPapers, Paper};

use crate::error::FormationError;
use crate::progress::{StepRow, StepView, known, path_of, progress};
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
    /// A photo or PDF of the paper; it is put beside those that are there.
    pub file: Option<File>,
    /// What that file is; may be empty.
    pub caption: String,
    /// A remark; must be there where the step was refused, and say why.
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
    in_order(&progress(tx, change.cooperative, today)?, &row)?;
    // Before steps had several files the row named its photo itself.
    row.document = before.and_then(|row| row.document);
    if let Some(file) = &change.file {
        let subject = subject(&change.step, row.document);
        let named = (file, change.caption.as_str());
        documents::attach(tx, change.cooperative, &subject, named, (change.by, change.at))?;
    }
    claim(tx, change.cooperative, step, &row)?;
    write_papers(tx, change.cooperative, &cooperative.legal, &row)?;
    store::set_step(tx, change.cooperative, cooperative.region, &row)?;
    let id = next_number(tx, change.cooperative.0, "formation_log")?;
    Ok(store::log_step(tx, change.cooperative, id, &row)?)
}

/// What the files of steps lie beside.
pub(crate) const SUBJECT: &str = "formation.";

/// A step, as what files lie beside; `own`: the photo that its row names itself.
pub(crate) fn subject(step: &str, own: Option<DocumentId>) -> Subject {
    Subject::named(format!("{SUBJECT}{step}"), own)
}

/// The step of the route of a cooperative, as what files lie beside.
fn subject_of(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    step: &str,
    on: BookDate,
) -> Result<Subject, FormationError> {
    let path = path_of(tx, cooperative)?;
    if steps(path, on).iter().all(|known| known.code != step) {
        return Err(FormationError::NoSuchStep);
    }
    let own = store::steps(tx, cooperative)?.into_iter().find(|row| row.step == step);
    Ok(subject(step, own.and_then(|row| row.document)))
}

/// Puts a file beside a step, without changing where it stands.
///
/// # Errors
/// No such step; the same file is there, or too many are.
pub fn add_file(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    step: &str,
    named: (&File, &str),
    noted: (UserId, Timestamp),
) -> Result<DocumentId, FormationError> {
    let subject = subject_of(tx, cooperative, step, noted.1.date_in(Zone::Wit))?;
    Ok(documents::attach(tx, cooperative, &subject, named, noted)?)
}

/// Marks a file of a step as the wrong one, with a reason; it stays to be seen.
///
/// # Errors
/// No such step or file, no reason.
pub fn mark_wrong(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    step: &str,
    (document, reason): (DocumentId, &str),
    noted: (UserId, Timestamp),
) -> Result<(), FormationError> {
    let subject = subject_of(tx, cooperative, step, noted.1.date_in(Zone::Wit))?;
    documents::mark_wrong(tx, cooperative, &subject, (document, reason, None), noted)?;
    Ok(())
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
    if change.state == StepState::Ditolak && note.is_empty() {
        return Err(FormationError::Why);
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

/// No paper is older than the one it needs, through steps that have no day of their own.
fn in_order(steps: &[StepView], row: &StepRow) -> Result<(), FormationError> {
    let (Some(dated), StepState::Terbit) = (row.dated, row.state) else { return Ok(()) };
    let of = |code: &str| steps.iter().find(|view| view.step.code == code);
    let day = |view: &StepView| view.dated.filter(|_| view.state == StepState::Terbit);
    let order = |earlier: &StepView, later: &StepView, other: &StepView, on| FormationError::Order {
        earlier: earlier.step.title.clone(),
        later: later.step.title.clone(),
        other: other.step.title.clone(),
        on,
    };
    let Some(this) = of(&row.step) else { return Ok(()) };
    for view in steps.iter().filter(|view| view.step.code != row.step) {
        match day(view) {
            Some(on) if on > dated && needs(steps, this, view) => return Err(order(view, this, view, on)),
            Some(on) if on < dated && needs(steps, view, this) => return Err(order(this, view, view, on)),
            _ => {}
        }
    }
    Ok(())
}

/// Whether a step needs another, itself or through what it needs.
fn needs(steps: &[StepView], later: &StepView, earlier: &StepView) -> bool {
    let before = steps.iter().find(|view| view.step.code == later.step.after);
    // Every step stands behind what it needs (a test walks the parameters), so this comes to an end.
    before.is_some_and(|before| before.step.code == earlier.step.code || needs(steps, before, earlier))
}

/// Words before a number that are no part of it.
const BEFORE_NUMBERS: [&str; 4] = ["NOMOR", "NO", "SK", "AHU"];
/// Words around the name of a notary that are no part of it; the dots of degrees fold into spaces.
const TITLES: [&str; 14] =
    ["notaris", "npak", "bapak", "pak", "ibu", "bu", "haji", "hajah", "h", "hj", "sh", "s", "mkn", "kn"];

/// A notary by the name alone: titles follow the first comma ("Contoh Notaris, S.H., M.Kn."), or stand
/// around the name.
fn notary(issuer: &str) -> String {
    let folded = fold(issuer.split(',').next().unwrap_or_default());
    let own: Vec<&str> = folded.split(' ').filter(|word| !TITLES.contains(word) && word.len() > 1).collect();
    if own.is_empty() { folded } else { own.join(" ") }
}

/// Under which words a paper is known in the whole country. A notary numbers deeds from 1 every month, so
/// that notary, month and number together are one deed.
fn paper_key(row: &StepRow) -> Option<String> {
    let number: String =
        row.number.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_uppercase();
    let bare = |number: &str, word: &&str| number.strip_prefix(*word).unwrap_or(number).to_owned();
    let number = BEFORE_NUMBERS.iter().fold(number, |number, word| bare(&number, word));
    if number.is_empty() || row.state != StepState::Terbit {
        return None;
    }
    match row.step.as_str() {
        "akta" => {
            let month = row.dated.map(|dated| dated.month_of().number()).unwrap_or_default();
            Some(format!("{}|{month}|{}", notary(&row.issuer), number.trim_start_matches('0')))
        }
        "rekening" => Some(format!("{}|{number}", fold(&row.issuer))),
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
