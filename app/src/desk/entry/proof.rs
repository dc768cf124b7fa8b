//! The proofs of an entry: what lies beside it, adding one later, marking a wrong one, saying why there is
//! none. The books stay as they are, so all of it may be done in a closed month too.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use documents::{Attached, DocumentError, File, Proof, Proofs, Subject};
use kernel::{CooperativeId, DocumentId, EntryId, UserId};
use ledger::EntryView;
use line::Refused;
use store::{Reader, StoreError, Tx};
use web::{Flash, Form, FormState, Html, Redirect, Refusal, Right, Route, Site, Visit};

use crate::desk::act::{of_document, refusal};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    vec![
        Route::post("/k/{cooperative}/transaksi/{entry}/bukti", Right::Record, add),
        Route::post("/k/{cooperative}/transaksi/{entry}/bukti/{document}/keliru", Right::Record, wrong),
        Route::post("/k/{cooperative}/transaksi/{entry}/tanpa-bukti", Right::Record, excuse),
    ]
}

/// Acts for which there is no paper: what the program works out itself, and a bill that has not come.
const WITHOUT_PAPER: [&str; 3] = ["assets.depreciate", "cashbook.accrue", "cashbook.accrual_back"];

/// Reasons that come again and again, offered while typing.
pub const REASONS: [&str; 4] = [
    "Potongan bank, buktinya rekening koran",
    "Bunga bank, buktinya rekening koran",
    "Pindah uang sendiri, tidak ada nota",
    "Nota hilang, sudah ditanyakan ke penjual",
];

/// Whether an entry should have a proof: what takes another back needs none, nor what has no paper.
pub fn needs_proof(entry: &EntryView) -> bool {
    entry.reverses.is_none() && !WITHOUT_PAPER.contains(&entry.act.as_str())
}

/// Whether an entry should have a proof, has none, and nobody has said why.
pub fn lacks_proof(proofs: &Proofs, entry: &EntryView) -> bool {
    needs_proof(entry) && proofs.of(entry.id, entry.voucher) == Proof::Lacking
}

/// What is known of the proofs of these entries.
///
/// # Errors
/// The store cannot answer.
pub fn proofs_of(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    entries: &[EntryView],
) -> Result<Proofs, StoreError> {
    let ids = || entries.iter().map(|entry| entry.id);
    match (ids().min(), ids().max()) {
        (Some(first), Some(last)) => Proofs::between(reader, cooperative, first, last),
        _ => Ok(Proofs::default()),
    }
}

/// What lies beside an entry, with the names of who put it there.
pub struct ProofFacts {
    files: Vec<Attached>,
    absence: Option<documents::Absence>,
    is_needed: bool,
    names: BTreeMap<UserId, String>,
}

impl ProofFacts {
    /// Reads what lies beside an entry.
    ///
    /// # Errors
    /// The store cannot answer.
    pub fn read(
        reader: &mut dyn Reader,
        cooperative: CooperativeId,
        entry: &EntryView,
    ) -> Result<Self, Refused> {
        let subject = Subject::entry(entry.id, entry.voucher);
        let files = documents::attached(reader, cooperative, &subject)?;
        let absence = documents::absence(reader, cooperative, &subject)?;
        let marked = files.iter().filter_map(|file| file.wrong.as_ref()).map(|wrong| wrong.by);
        let users: Vec<UserId> =
            files.iter().map(|file| file.by).chain(marked).chain(absence.iter().map(|a| a.by)).collect();
        let names = access::user_names(reader, &users).map_err(|error| Refused::about(None, error))?;
        Ok(Self { files, absence, is_needed: needs_proof(entry), names })
    }

    fn name(&self, user: UserId) -> &str {
        self.names.get(&user).map_or("sistem", String::as_str)
    }
}

/// The forms as they were sent, to be shown again.
#[derive(Default)]
pub struct Typed {
    state: FormState,
    /// The file that a form was about.
    about: Option<DocumentId>,
}

impl Typed {
    /// Whether nothing needs mending.
    pub fn is_good(&self) -> bool {
        self.state.is_good()
    }
}

/// The part of the page that is about proof.
#[derive(Template)]
#[template(path = "entry_proof.html")]
pub struct ProofSection<'p> {
    base: String,
    entry: i64,
    visit: &'p Visit,
    rows: Vec<FileRow>,
    absence: Option<String>,
    is_needed: bool,
    has_standing: bool,
    may_record: bool,
    typed: &'p Typed,
    reasons: [&'static str; 4],
}

struct FileRow {
    id: i64,
    name: String,
    label: String,
    is_pdf: bool,
    who: String,
    wrong: Option<String>,
}

impl ProofSection<'_> {
    /// Lays out what lies beside an entry.
    pub fn of<'p>(
        visit: &'p Visit,
        entry: EntryId,
        facts: &ProofFacts,
        typed: &'p Typed,
    ) -> ProofSection<'p> {
        let row = |file: &Attached| FileRow {
            id: file.document.id.0,
            name: match file.document.name.is_empty() {
                true => format!("Berkas {}", file.document.id),
                false => file.document.name.clone(),
            },
            label: file.document.label(),
            is_pdf: file.document.is_pdf(),
            who: match file.with_act {
                true => format!("bersama catatan, oleh {}", facts.name(file.by)),
                false => format!("ditambahkan {} oleh {}", file.at.wib_text(), facts.name(file.by)),
            },
            wrong: file.wrong.as_ref().map(|wrong| {
                let by = facts.name(wrong.by);
                let then = if wrong.replaced_by.is_some() { ", sudah diganti" } else { "" };
                format!("Keliru: {} ({by}, {}{then})", wrong.reason, wrong.at.wib_text())
            }),
        };
        ProofSection {
            base: visit.path(""),
            entry: entry.0,
            visit,
            has_standing: facts.files.iter().any(|file| file.wrong.is_none()),
            rows: facts.files.iter().map(row).collect(),
            absence: facts.absence.as_ref().map(|absence| {
                format!("{} ({}, {})", absence.reason, facts.name(absence.by), absence.at.wib_text())
            }),
            is_needed: facts.is_needed,
            may_record: visit.may(Right::Record),
            typed,
            reasons: REASONS,
        }
    }

    /// As a part of another page.
    pub fn html(&self) -> Result<Html, Refusal> {
        self.render().map(Html::trusted).map_err(Refusal::fault)
    }

    fn is_about(&self, row: &FileRow) -> bool {
        self.typed.about.is_some_and(|document| document.0 == row.id)
    }
}

/// The entry, as what files lie beside.
fn subject(reader: &mut dyn Reader, cooperative: CooperativeId, entry: EntryId) -> Result<Subject, Refused> {
    let found = ledger::entry(reader, cooperative, entry)?
        .ok_or_else(|| Refused::about(None, ledger::LedgerError::UnknownEntry(entry)))?;
    Ok(Subject::entry(entry, found.voucher))
}

/// Puts the file of a form beside an entry.
///
/// # Errors
/// [`Refused`], about the field `file` where the file cannot be kept.
pub async fn attach(site: &Site, visit: &Visit, entry: EntryId, form: &Form) -> Result<(), Refused> {
    // Two inputs on a phone: the camera, and everything else.
    let mut file = File::of_form(form, "photo").await.map_err(of_document)?;
    if file.is_none() {
        file = File::of_form(form, "file").await.map_err(of_document)?;
    }
    let file = file.ok_or_else(|| of_document(DocumentError::Missing))?;
    let (cooperative, noted, command) = of_visit(visit, form)?;
    let act = move |tx: &mut Tx<'_>| {
        let subject = subject(tx, cooperative, entry)?;
        documents::attach(tx, cooperative, &subject, (&file, ""), noted).map_err(of_document)
    };
    site.db.command(command, act).await.map(|_| ())
}

/// Says why an entry has no proof, or takes that back.
///
/// # Errors
/// [`Refused`], about the field `excuse` where no reason was given.
pub async fn no_paper(site: &Site, visit: &Visit, entry: EntryId, form: &Form) -> Result<(), Refused> {
    let (cooperative, noted, command) = of_visit(visit, form)?;
    let (reason, takes_back) = (form.text("excuse").to_owned(), form.is_ticked("cabut"));
    let act = move |tx: &mut Tx<'_>| {
        let subject = subject(tx, cooperative, entry)?;
        let done = match takes_back {
            true => documents::take_back_excuse(tx, cooperative, &subject, noted),
            false => documents::excuse(tx, cooperative, &subject, &reason, noted),
        };
        done.map_err(|error| Refused { field: error.field().map(|_| "excuse"), ..of_document(error) })
    };
    site.db.command(command, act).await.map(|_| ())
}

type Noted = (CooperativeId, (UserId, kernel::Timestamp), store::Command);

fn of_visit(visit: &Visit, form: &Form) -> Result<Noted, Refused> {
    let plain = |refusal: Refusal| Refused::about(refusal.field, refusal.sentence);
    let cooperative = visit.cooperative().map_err(plain)?.id;
    let user = visit.user().map_err(plain)?;
    Ok((cooperative, (user, visit.now), form.command(visit).map_err(plain)?))
}

fn back(visit: &Visit, entry: i64, said: &str) -> Response {
    let place = visit.path(&format!("transaksi/{entry}#bukti"));
    Redirect::to(place).with(Flash::good(said)).into_response()
}

async fn again(
    (site, visit): (&Site, &Visit),
    entry: i64,
    (form, about): (&Form, Option<DocumentId>),
    refused: &Refused,
) -> Result<Response, Refusal> {
    let typed = Typed { state: FormState::of(form).refused(&refusal(refused)), about };
    super::show_proof(site, visit, EntryId(entry), &typed).await
}

/// `POST /k/{cooperative}/transaksi/{entry}/bukti`
async fn add(
    State(site): State<Site>,
    visit: Visit,
    Path((_, entry)): Path<(String, i64)>,
    form: Form,
) -> Result<Response, Refusal> {
    match attach(&site, &visit, EntryId(entry), &form).await {
        Ok(()) => Ok(back(&visit, entry, "Bukti tersimpan.")),
        Err(refused) => again((&site, &visit), entry, (&form, None), &refused).await,
    }
}

/// `POST /k/{cooperative}/transaksi/{entry}/bukti/{document}/keliru`
async fn wrong(
    State(site): State<Site>,
    visit: Visit,
    Path((_, entry, document)): Path<(String, i64, i64)>,
    form: Form,
) -> Result<Response, Refusal> {
    let document = DocumentId(document);
    let marked = mark(&site, &visit, (EntryId(entry), document), &form).await;
    match marked {
        Ok(()) => Ok(back(&visit, entry, "Bukti ditandai keliru. Berkasnya tetap bisa dilihat.")),
        Err(refused) => again((&site, &visit), entry, (&form, Some(document)), &refused).await,
    }
}

async fn mark(
    site: &Site,
    visit: &Visit,
    (entry, document): (EntryId, DocumentId),
    form: &Form,
) -> Result<(), Refused> {
    let about = |error: DocumentError| Refused { field: Some("wrong"), ..of_document(error) };
    let other = File::of_form(form, "file").await.map_err(about)?;
    let reason = form.text("wrong").to_owned();
    let (cooperative, noted, command) = of_visit(visit, form)?;
    let act = move |tx: &mut Tx<'_>| {
        let subject = subject(tx, cooperative, entry)?;
        let wrong = (document, reason.as_str(), other.as_ref());
        documents::mark_wrong(tx, cooperative, &subject, wrong, noted).map_err(about)
    };
    site.db.command(command, act).await.map(|_| ())
}

/// `POST /k/{cooperative}/transaksi/{entry}/tanpa-bukti`
async fn excuse(
    State(site): State<Site>,
    visit: Visit,
    Path((_, entry)): Path<(String, i64)>,
    form: Form,
) -> Result<Response, Refusal> {
    match no_paper(&site, &visit, EntryId(entry), &form).await {
        Ok(()) if form.is_ticked("cabut") => Ok(back(&visit, entry, "Alasan dicabut. Tambahkan buktinya.")),
        Ok(()) => Ok(back(&visit, entry, "Alasan tersimpan.")),
        Err(refused) => again((&site, &visit), entry, (&form, None), &refused).await,
    }
}
