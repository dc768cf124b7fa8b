//! Recording by API: the same acts as *Catat*.

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use cashbook::{FreeJournal, Rule};
use kernel::{AccountCode, BookDate, EntryId, Month, PartyId, Rupiah, UnitCode};
use ledger::{Activity, Line};
use line::Refused;
use serde::{Deserialize, Serialize};
use web::json::{Api, Body, IdempotencyKey};
use web::{Refusal, Right, Route, Site, Visit};

use crate::desk::{Filled, begun, perform, preview, refusal};

/// The calls of this file.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/api/v1/cooperatives/{cooperative}/rules", Right::Record, rules),
        Route::post("/api/v1/cooperatives/{cooperative}/acts", Right::Record, record),
        Route::post("/api/v1/cooperatives/{cooperative}/acts/preview", Right::Record, preview_act),
        Route::post("/api/v1/cooperatives/{cooperative}/journals", Right::Record, journal),
        Route::get("/api/v1/cooperatives/{cooperative}/entries/{entry}", Right::ReadBooks, entry),
    ]
}

#[derive(Serialize)]
struct RuleView {
    code: String,
    group: cashbook::Group,
    label: String,
    hint: String,
    who: cashbook::Who,
    unit_choice: cashbook::UnitChoice,
    activity: cashbook::ActivityChoice,
    months: bool,
}

impl From<&Rule> for RuleView {
    fn from(rule: &Rule) -> Self {
        Self {
            code: rule.code.clone(),
            group: rule.group,
            label: rule.label.clone(),
            hint: rule.hint.clone(),
            who: rule.who,
            unit_choice: rule.unit_choice,
            activity: rule.activity,
            months: rule.months,
        }
    }
}

async fn rules(State(site): State<Site>, visit: Visit) -> Result<impl IntoResponse, Refusal> {
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    let rules = site.db.read(move |reader| cashbook::rules(reader, cooperative, today)).await?;
    Ok(Api::ok(rules.iter().map(RuleView::from).collect::<Vec<_>>()))
}

#[derive(Debug, Deserialize)]
struct Months {
    from: Month,
    through: Month,
}

/// An act to be recorded.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Act {
    rule: String,
    amount: Rupiah,
    date: BookDate,
    #[serde(default = "cash")]
    place: AccountCode,
    party: Option<PartyId>,
    #[serde(default = "office")]
    unit: UnitCode,
    months: Option<Months>,
    #[serde(default)]
    activity: Activity,
    #[serde(default)]
    note: String,
}

fn cash() -> AccountCode {
    AccountCode(11_100)
}

fn office() -> UnitCode {
    UnitCode::OFFICE
}

fn filled(act: Act, visit: &Visit) -> Result<Filled, Refusal> {
    Ok(Filled {
        cooperative: visit.cooperative()?.id,
        rule: act.rule,
        amount: act.amount,
        date: begun(act.date, visit).map_err(|refused| refusal(&refused))?,
        place: act.place,
        party: act.party,
        unit: act.unit,
        months: act.months.map(|months| (months.from, months.through)),
        activity: act.activity,
        note: act.note,
        proof: None,
        by: visit.user()?,
        at: visit.now,
    })
}

async fn record(
    State(site): State<Site>,
    visit: Visit,
    key: IdempotencyKey,
    Body(act): Body<Act>,
) -> Result<impl IntoResponse, Refusal> {
    let filled = filled(act, &visit)?;
    let answer = site.db.command(key.command(&visit), move |tx| perform(tx, &filled)).await;
    answer.map(|answer| Api::created(answer.value)).map_err(|refused| refusal(&refused))
}

#[derive(Serialize)]
struct Preview {
    sentence: String,
}

async fn preview_act(
    State(site): State<Site>,
    visit: Visit,
    Body(act): Body<Act>,
) -> Result<impl IntoResponse, Refusal> {
    let filled = filled(act, &visit)?;
    let sentence = site.db.read(move |reader| preview(reader, &filled)).await;
    sentence.map(|sentence| Api::ok(Preview { sentence })).map_err(|refused| refusal(&refused))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct JournalLine {
    account: AccountCode,
    #[serde(default = "office")]
    unit: UnitCode,
    /// Debit positive, credit negative.
    amount: Rupiah,
    party: Option<PartyId>,
    #[serde(default)]
    activity: Activity,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Journal {
    date: BookDate,
    description: String,
    #[serde(default)]
    note: String,
    lines: Vec<JournalLine>,
}

async fn journal(
    State(site): State<Site>,
    visit: Visit,
    key: IdempotencyKey,
    Body(journal): Body<Journal>,
) -> Result<impl IntoResponse, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let of = |line: &JournalLine| {
        Line::debit(line.account, line.amount).unit(line.unit).party(line.party).activity(line.activity)
    };
    let parties: Vec<PartyId> = journal.lines.iter().filter_map(|line| line.party).collect();
    let posted = FreeJournal {
        cooperative,
        date: begun(journal.date, &visit).map_err(|refused| refusal(&refused))?,
        description: journal.description,
        note: journal.note,
        lines: journal.lines.iter().map(of).collect(),
        voucher: None,
        by: visit.user()?,
        at: visit.now,
    };
    let answer = site.db.command(key.command(&visit), move |tx| {
        for party in &parties {
            let known = members::party_name(tx, cooperative, *party)
                .map_err(|error| Refused::about(Some("party"), error))?;
            if known.is_none() {
                return Err(Refused::about(Some("party"), "Orang ini tidak terdaftar di koperasi ini."));
            }
        }
        cashbook::free_journal(tx, &posted).map_err(|refused| Refused::about(refused.field(), refused))
    });
    answer.await.map(|answer| Api::created(answer.value)).map_err(|refused| refusal(&refused))
}

#[derive(Serialize)]
struct EntryJson {
    id: EntryId,
    date: BookDate,
    document: String,
    description: String,
    note: String,
    act: String,
    rule: String,
    reverses: Option<EntryId>,
    reversed_by: Option<EntryId>,
    lines: Vec<LineJson>,
}

#[derive(Serialize)]
struct LineJson {
    account: String,
    unit: UnitCode,
    amount: Rupiah,
    party: Option<PartyId>,
    activity: Activity,
}

async fn entry(
    State(site): State<Site>,
    visit: Visit,
    Path((_, id)): Path<(String, i64)>,
) -> Result<impl IntoResponse, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let read = site.db.read(move |reader| {
        let entry = ledger::entry(reader, cooperative, EntryId(id))?;
        Ok::<_, store::StoreError>((entry, ledger::reversal_of(reader, cooperative, EntryId(id))?))
    });
    let (entry, reversed_by) = read.await?;
    let entry = entry.ok_or_else(Refusal::not_found)?;
    let line = |line: &Line| LineJson {
        account: line.account.to_string(),
        unit: line.unit,
        amount: line.amount,
        party: line.party,
        activity: line.activity,
    };
    Ok(Api::ok(EntryJson {
        id: entry.id,
        date: entry.date,
        document: entry.document,
        description: entry.description,
        note: entry.note,
        act: entry.act,
        rule: entry.rule,
        reverses: entry.reverses,
        reversed_by,
        lines: entry.lines.iter().map(line).collect(),
    }))
}
