//! Recording by a rule: the form, the sentence that says what will happen, saving.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use cashbook::{ActivityChoice, Rule, Side, UnitChoice, Who};
use kernel::{CooperativeId, UnitCode};
use ledger::MoneyPlace;
use line::Refused;
use serde::Deserialize;
use store::Reader;
use web::{Form, FormState, Page, Redirect, Refusal, Right, Route, Site, Visit};

use crate::desk::act::{perform, preview, proof_of, refusal};
use crate::desk::fill::{parse_party, read, state};
use crate::desk::people::{Person, first_offered, offered};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/k/{cooperative}/catat/{rule}", Right::Record, form_page),
        Route::post("/k/{cooperative}/catat/{rule}", Right::Record, save),
        Route::post("/k/{cooperative}/catat/{rule}/pratinjau", Right::Record, preview_fragment),
    ]
}

#[derive(Template)]
#[template(path = "record.html")]
struct RecordForm<'f> {
    base: String,
    rule: &'f Rule,
    state: &'f FormState,
    hidden: String,
    today: String,
    places: Vec<(String, String)>,
    units: Vec<(String, String)>,
    people: &'f [Person],
    asks_who: bool,
    who_needed: bool,
    who_label: &'static str,
    who_hint: &'static str,
    asks_unit: bool,
    asks_activity: bool,
    preview: String,
}

#[derive(Template)]
#[template(path = "preview.html")]
struct Sentence<'s> {
    sentence: &'s str,
    refused: bool,
}

/// What the form offers, read in one snapshot.
struct Offer {
    rule: Rule,
    people: Vec<Person>,
    places: Vec<(String, String)>,
    /// The bank, for rules that happen there.
    bank: Option<String>,
    units: Vec<(String, String)>,
}

fn offer(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    code: &str,
    visit: &Visit,
) -> Result<Offer, Refused> {
    let rule = cashbook::rule(reader, cooperative, code)?.ok_or_else(|| {
        let unknown = cashbook::CashbookError::UnknownRule;
        Refused::about(unknown.field(), unknown)
    })?;
    let chart = ledger::chart_of(reader, cooperative, visit.today)?;
    let places = chart.money().map(|account| (account.code.to_string(), account.name.clone())).collect();
    let bank = chart.money().find(|account| account.cash == Some(MoneyPlace::Bank));
    let bank = bank.map(|account| account.code.to_string());
    let open = registry::units(reader, cooperative).map_err(|error| Refused::about(None, error))?;
    let mut units: Vec<(String, String)> =
        open.iter().map(|unit| (unit.unit.to_string(), unit.name.clone())).collect();
    units.retain(|(code, _)| *code != UnitCode::OFFICE.to_string());
    if !matches!(rule.unit_choice, UnitChoice::From | UnitChoice::To) {
        units.insert(0, (UnitCode::OFFICE.to_string(), "Kantor".to_owned()));
    }
    let people = offered(reader, cooperative, &rule)?;
    Ok(Offer { rule, people, places, bank, units })
}

async fn offer_of(site: &Site, visit: &Visit, code: String) -> Result<Offer, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let asked = visit.clone();
    let offer = site.db.read(move |reader| offer(reader, cooperative, &code, &asked)).await;
    offer.map_err(|refused| refusal(&refused))
}

fn show(visit: &Visit, offer: &Offer, state: &FormState, preview: String) -> Response {
    let who = offer.rule.who;
    let (who_label, who_hint) = match (who, offer.rule.debit == Side::Place) {
        (Who::Member | Who::MemberOptional, true) => ("Dari", "Ketik nama atau nomor anggota"),
        (Who::Member | Who::MemberOptional, false) => ("Anggota", "Ketik nama atau nomor anggota"),
        _ => ("Mitra", "Ketik nama mitra. Mitra baru didaftarkan di halaman Anggota."),
    };
    let form = RecordForm {
        base: visit.path(""),
        rule: &offer.rule,
        state,
        hidden: visit.form_fields().to_string(),
        today: visit.today.to_string(),
        places: offer.places.clone(),
        units: offer.units.clone(),
        people: first_offered(&offer.people),
        asks_who: who != Who::None,
        who_needed: matches!(who, Who::Member | Who::Partner),
        who_label,
        who_hint,
        asks_unit: offer.rule.unit_choice != UnitChoice::None && !offer.units.is_empty(),
        asks_activity: offer.rule.activity == ActivityChoice::Ask,
        preview,
    };
    Page::new(visit, &offer.rule.label).active("catat").body(&form)
}

/// What a link may fill in before.
#[derive(Debug, Deserialize)]
struct Prefill {
    anggota: Option<String>,
    jumlah: Option<String>,
    tanggal: Option<String>,
    tempat: Option<String>,
    catatan: Option<String>,
}

async fn form_page(
    State(site): State<Site>,
    visit: Visit,
    Path((_, code)): Path<(String, String)>,
    Query(prefill): Query<Prefill>,
) -> Result<Response, Refusal> {
    let offer = offer_of(&site, &visit, code).await?;
    let mut state = FormState::new().with("date", visit.today);
    if let (MoneyPlace::Bank, Some(bank)) = (offer.rule.place, &offer.bank) {
        state = state.with("place", bank);
    }
    let fields = [
        ("amount", prefill.jumlah),
        ("date", prefill.tanggal),
        ("place", prefill.tempat),
        ("note", prefill.catatan),
    ];
    for (field, value) in fields {
        if let Some(value) = value {
            state = state.with(field, value);
        }
    }
    let wanted = prefill.anggota.as_deref().and_then(parse_party);
    if let Some(person) = offer.people.iter().find(|person| Some(person.id) == wanted) {
        state = state.with("party", &person.label);
    }
    let hint = fragment("Isi jumlahnya; di sini tertulis apa yang akan terjadi.", false);
    Ok(show(&visit, &offer, &state, hint))
}

fn fragment(sentence: &str, refused: bool) -> String {
    // A template with two plain fields has no way to fail.
    Sentence { sentence, refused }.render().unwrap_or_default()
}

async fn preview_fragment(
    State(site): State<Site>,
    visit: Visit,
    Path((_, code)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Refusal> {
    let offer = offer_of(&site, &visit, code).await?;
    let cooperative = visit.cooperative()?.id;
    let answer = match read(&form, &visit, cooperative, &offer.rule, &offer.people) {
        Ok(filled) => match site.db.read(move |reader| preview(reader, &filled)).await {
            Ok(sentence) => fragment(&sentence, false),
            Err(refused) => fragment(&refused.sentence, true),
        },
        // While typing, what is still empty is no mistake.
        Err(_) if form.text("amount").is_empty() => {
            fragment("Isi jumlahnya; di sini tertulis apa yang akan terjadi.", false)
        }
        Err(refused) => fragment(refused.first().map_or("", |refused| refused.sentence.as_str()), true),
    };
    Ok(axum::response::Html(answer).into_response())
}

async fn save(
    State(site): State<Site>,
    visit: Visit,
    Path((_, code)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Refusal> {
    let offer = offer_of(&site, &visit, code).await?;
    let cooperative = visit.cooperative()?.id;
    let mut filled = match read(&form, &visit, cooperative, &offer.rule, &offer.people) {
        Ok(filled) => filled,
        Err(refused) => return Ok(show(&visit, &offer, &state(&form, &refused), String::new())),
    };
    match proof_of(&form).await {
        Ok(proof) => filled.proof = proof,
        Err(refused) => return Ok(show(&visit, &offer, &state(&form, &[refused]), String::new())),
    }
    let command = form.command(&visit)?;
    match site.db.command(command, move |tx| perform(tx, &filled)).await {
        Ok(answer) => {
            let place = visit.path(&format!("transaksi/{}?tersimpan=1", answer.value.entry));
            Ok(Redirect::to(place).into_response())
        }
        Err(refused) => Ok(show(&visit, &offer, &state(&form, &[refused]), String::new())),
    }
}
