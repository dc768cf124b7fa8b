//! The free journal: written line by line, by who knows debit from credit.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use cashbook::{FreeJournal, Recorded};
use documents::File;
use kernel::{AccountCode, BookDate, CooperativeId, Rupiah, UnitCode};
use ledger::{Activity, ActivityNeed, Chart, Line, PartyNeed};
use line::Refused;
use store::{Reader, Tx};
use web::{Form, FormState, Page, Redirect, Refusal, Right, Route, Site, Visit};

use crate::desk::act::{begun, proof_of, refusal};
use crate::desk::fill::state;
use crate::desk::people::{Person, everybody, first_offered, meant};

/// Lines that the form offers.
const ROWS: usize = 8;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/k/{cooperative}/catat/jurnal", Right::Record, page),
        Route::post("/k/{cooperative}/catat/jurnal", Right::Record, save),
    ]
}

#[derive(Template)]
#[template(path = "journal.html")]
struct JournalForm<'f> {
    base: String,
    hidden: String,
    today: String,
    state: &'f FormState,
    sentences: Vec<String>,
    lines: Vec<TypedLine>,
    accounts: Vec<String>,
    units: Vec<(String, String)>,
    people: &'f [Person],
}

/// A line as typed.
#[derive(Debug, Clone, Default)]
struct TypedLine {
    account: String,
    unit: String,
    debit: String,
    credit: String,
}

impl TypedLine {
    fn is_empty(&self) -> bool {
        self.account.is_empty() && self.debit.is_empty() && self.credit.is_empty()
    }
}

fn typed(form: &Form) -> Vec<TypedLine> {
    let (accounts, units) = (form.list("account"), form.list("unit"));
    let (debits, credits) = (form.list("debit"), form.list("credit"));
    let at = |list: &[&str], n: usize| list.get(n).map_or_else(String::new, |text| text.trim().to_owned());
    (0..accounts.len().min(ROWS))
        .map(|n| TypedLine {
            account: at(&accounts, n),
            unit: at(&units, n),
            debit: at(&debits, n),
            credit: at(&credits, n),
        })
        .collect()
}

/// What the form offers.
struct Offer {
    chart: Chart,
    units: Vec<(String, String)>,
    people: Vec<Person>,
}

fn offer(reader: &mut dyn Reader, cooperative: CooperativeId, on: BookDate) -> Result<Offer, Refused> {
    let units = ledger::units_of(reader, cooperative)?;
    Ok(Offer {
        chart: ledger::chart_of(reader, cooperative, on)?,
        units: units.into_iter().map(|unit| (unit.code.to_string(), unit.name)).collect(),
        people: everybody(reader, cooperative)?,
    })
}

fn show(
    visit: &Visit,
    offer: &Offer,
    state: &FormState,
    refused: &[Refused],
    mut lines: Vec<TypedLine>,
) -> Response {
    lines.resize(ROWS, TypedLine::default());
    let accounts = offer.chart.iter().map(|account| format!("{} {}", account.code, account.name)).collect();
    let form = JournalForm {
        base: visit.path(""),
        hidden: visit.form_fields().to_string(),
        today: visit.today.to_string(),
        state,
        sentences: refused.iter().map(|refused| refused.sentence.clone()).collect(),
        lines,
        accounts,
        units: offer.units.clone(),
        people: first_offered(&offer.people),
    };
    Page::new(visit, "Jurnal bebas").active("catat").body(&form)
}

async fn offer_of(site: &Site, visit: &Visit) -> Result<Offer, Refusal> {
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    let offer = site.db.read(move |reader| offer(reader, cooperative, today)).await;
    offer.map_err(|refused| refusal(&refused))
}

async fn page(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    let offer = offer_of(&site, &visit).await?;
    let state = FormState::new().with("date", visit.today);
    Ok(show(&visit, &offer, &state, &[], Vec::new()))
}

fn about_lines(sentence: impl std::fmt::Display) -> Refused {
    Refused::about(None, sentence)
}

/// A typed line as the ledger wants it: the account's code leads, one side holds an amount.
fn line(
    typed: &TypedLine,
    chart: &Chart,
    party: Option<kernel::PartyId>,
    activity: Activity,
) -> Result<Line, Refused> {
    let code: String = typed.account.chars().take_while(char::is_ascii_digit).collect();
    let code = AccountCode(code.parse().unwrap_or_default());
    let account = chart
        .account(code)
        .ok_or_else(|| about_lines("Ada akun yang tidak dikenal. Pilih akun dari daftar."))?;
    let amount = match (typed.debit.as_str(), typed.credit.as_str()) {
        (debit, "") => Rupiah::parse(debit).map_err(about_lines)?,
        ("", credit) => -Rupiah::parse(credit).map_err(about_lines)?,
        _ => return Err(about_lines("Satu baris hanya boleh berisi debet atau kredit, tidak keduanya.")),
    };
    let unit = UnitCode(typed.unit.parse().unwrap_or_default());
    let party = party.filter(|_| account.party != PartyNeed::None);
    let activity = match account.activity {
        ActivityNeed::Required => activity,
        ActivityNeed::None => Activity::None,
    };
    Ok(Line::debit(code, amount).unit(unit).party(party).activity(activity))
}

fn read(form: &Form, visit: &Visit, offer: &Offer, typed: &[TypedLine]) -> Result<FreeJournal, Vec<Refused>> {
    let one = |refused: Refused| vec![refused];
    let party = meant(&offer.people, form.text("party")).map_err(one)?;
    let activity = match form.text("activity") {
        "A" => Activity::Member,
        "N" => Activity::NonMember,
        _ => Activity::None,
    };
    let lines = typed.iter().filter(|line| !line.is_empty());
    let lines: Result<Vec<Line>, Refused> =
        lines.map(|typed| line(typed, &offer.chart, party, activity)).collect();
    let date = BookDate::parse_human(form.text("date")).map_err(|error| Refused::about(Some("date"), error));
    Ok(FreeJournal {
        cooperative: visit.cooperative().map_err(|refusal| one(about_lines(refusal.sentence)))?.id,
        date: date.and_then(|date| begun(date, visit)).map_err(one)?,
        description: form.text("description").to_owned(),
        note: form.text("note").to_owned(),
        lines: lines.map_err(one)?,
        voucher: None,
        by: visit.user().map_err(|refusal| one(about_lines(refusal.sentence)))?,
        at: visit.now,
    })
}

/// Keeps the proof and posts the journal.
fn write(tx: &mut Tx<'_>, journal: &FreeJournal, proof: Option<&File>) -> Result<Recorded, Refused> {
    let mut journal = journal.clone();
    if let Some(file) = proof {
        let kept = documents::keep_file(tx, journal.cooperative, file, journal.by, journal.at);
        journal.voucher = Some(kept.map_err(|refusal| Refused::about(Some("photo"), refusal))?);
    }
    let posted = cashbook::free_journal(tx, &journal);
    posted.map_err(|refused| Refused::about(refused.field(), refused))
}

async fn save(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let offer = offer_of(&site, &visit).await?;
    let typed = typed(&form);
    let again =
        |refused: Vec<Refused>| show(&visit, &offer, &state(&form, &refused), &refused, typed.clone());
    let journal = match read(&form, &visit, &offer, &typed) {
        Ok(journal) => journal,
        Err(refused) => return Ok(again(refused)),
    };
    let proof = match proof_of(&form).await {
        Ok(proof) => proof,
        Err(refused) => return Ok(again(vec![refused])),
    };
    let command = form.command(&visit)?;
    match site.db.command(command, move |tx| write(tx, &journal, proof.as_ref())).await {
        Ok(answer) => {
            let place = visit.path(&format!("transaksi/{}?tersimpan=1", answer.value.entry));
            Ok(Redirect::to(place).into_response())
        }
        Err(refused) => Ok(again(vec![refused])),
    }
}
