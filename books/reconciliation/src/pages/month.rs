//! One month of one account: what the bank says, what the books say, and which is which.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::{AccountCode, CooperativeId, EntryId, Month};
use store::Reader;
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Right, Site, Visit, url};

use super::Named;
use crate::books::moves;
use crate::error::ReconciliationError;
use crate::import::{LineId, StatementFile, StatementId, StatementLine, check_bank, remove, statements};
use crate::matching::{BookMove, Proposal, ProposalKind};
use crate::state::{Acceptance, ReconciliationState, accept, matched_lines, proposals, release, state};
use crate::suggest::suggested_rule;
use crate::tables;

/// Proposals and choices on a page: a form has a limited number of fields.
const SHOWN: usize = 150;

/// A proposal as the page shows it.
struct Proposed {
    line: StatementLine,
    entries: Vec<BookMove>,
    is_sum: bool,
    days: i64,
    /// What the checkbox sends: `line:entry,entry`.
    value: String,
}

/// What the page shows, in one snapshot.
pub(super) struct Seen {
    account: AccountCode,
    name: String,
    month: Month,
    state: ReconciliationState,
    proposed: Vec<Proposed>,
    more: usize,
    /// Lines without an entry that nothing is proposed for.
    open: Vec<StatementLine>,
    /// Entries without a line that are proposed for nothing.
    waiting: Vec<BookMove>,
    matched: Vec<(StatementLine, Vec<EntryId>)>,
    files: Vec<StatementFile>,
}

#[derive(Template)]
#[template(path = "month.html")]
struct MonthPage<'p> {
    visit: &'p Visit,
    form: &'p FormState,
    seen: &'p Seen,
    through: String,
    may_record: bool,
}

impl MonthPage<'_> {
    fn path(&self, month: Month) -> String {
        self.visit.path(&format!("cocokkan/{}/{month}", self.seen.account))
    }

    fn act(&self, act: &str) -> String {
        format!("{}/{act}", self.path(self.seen.month))
    }

    /// Where a line that the books lack is recorded, as far as its words say.
    fn record(&self, line: &StatementLine) -> String {
        let rule = suggested_rule(&line.text, line.amount).map_or(String::new(), |rule| format!("/{rule}"));
        let filled = [
            ("jumlah", line.amount.abs().0.to_string()),
            ("tanggal", line.date.to_string()),
            ("tempat", self.seen.account.to_string()),
            ("catatan", line.text.clone()),
        ];
        let filled: Vec<String> =
            filled.iter().map(|(name, value)| format!("{name}={}", url::encode(value))).collect();
        self.visit.path(&format!("catat{rule}?{}", filled.join("&")))
    }

    fn sure(&self) -> usize {
        self.seen.proposed.iter().filter(|proposed| !proposed.is_sum).count()
    }
}

pub(super) fn seen(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    account: AccountCode,
    month: Month,
) -> Result<Seen, ReconciliationError> {
    let name = check_bank(reader, cooperative, account, month.last_day())?;
    let state = state(reader, cooperative, account, month)?;
    let found = proposals(reader, cooperative, account, month)?;
    let mut lines: BTreeMap<LineId, StatementLine> =
        tables::lines(reader, cooperative, account, month.last_day())?
            .into_iter()
            .map(|line| (line.id, line))
            .collect();
    // Proposed entries may be of the days around the month.
    let span = (month.first_day().plus_days(-31), month.last_day().plus_days(31));
    let around = moves(reader, (cooperative, account), span)?;
    let around: BTreeMap<EntryId, BookMove> =
        around.into_iter().map(|movement| (movement.entry, movement)).collect();
    let all: Vec<Proposed> =
        found.iter().filter_map(|proposal| proposed(proposal, &mut lines, &around)).collect();
    let is_proposed = |line: LineId| all.iter().any(|proposed| proposed.line.id == line);
    let open = state.unmatched_lines.iter().filter(|line| !is_proposed(line.id)).cloned().collect();
    let is_named =
        |entry: EntryId| all.iter().any(|proposed| proposed.entries.iter().any(|of| of.entry == entry));
    let waiting = state.unmatched_entries.iter().filter(|of| !is_named(of.entry)).cloned().collect();
    let more = all.len().saturating_sub(SHOWN);
    Ok(Seen {
        account,
        name,
        month,
        open,
        waiting,
        more,
        proposed: all.into_iter().take(SHOWN).collect(),
        matched: matched_lines(reader, (cooperative, account), month)?,
        files: statements(reader, cooperative, account)?,
        state,
    })
}

fn proposed(
    proposal: &Proposal,
    lines: &mut BTreeMap<LineId, StatementLine>,
    around: &BTreeMap<EntryId, BookMove>,
) -> Option<Proposed> {
    let entries: Vec<BookMove> =
        proposal.entries.iter().filter_map(|entry| around.get(entry)).cloned().collect();
    let ids: Vec<String> = proposal.entries.iter().map(EntryId::to_string).collect();
    (entries.len() == ids.len()).then_some(())?;
    Some(Proposed {
        line: lines.remove(&proposal.line)?,
        entries,
        is_sum: proposal.kind == ProposalKind::Sum,
        days: proposal.days,
        value: format!("{}:{}", proposal.line.0, ids.join(",")),
    })
}

/// The page with what a form was refused for.
pub(super) async fn page(
    site: &Site,
    visit: &Visit,
    (account, month): (AccountCode, Month),
    form: &FormState,
) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let seen = site.db.read(move |reader| seen(reader, cooperative, account, month)).await?;
    let status = if form.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let typed = form.value("through");
    let through =
        if typed.is_empty() { month.last_day().min(visit.today).to_string() } else { typed.to_owned() };
    let body = MonthPage { visit, form, seen: &seen, through, may_record: visit.may(Right::Record) };
    Ok(Page::new(visit, format!("{} {}", seen.name, month.long()))
        .active("buku")
        .crumb("Cocokkan bank", visit.path("cocokkan"))
        .status(status)
        .body(&body))
}

/// `GET /k/{cooperative}/cocokkan/{account}/{month}`
pub(super) async fn show(State(site): State<Site>, visit: Visit, named: Named) -> Result<Response, Refusal> {
    page(&site, &visit, (named.account(), named.month()?), &FormState::new()).await
}

/// `line:entry,entry` as the checkbox of a proposal sends it.
fn parse(value: &str) -> Option<Acceptance> {
    let (line, entries) = value.split_once(':')?;
    let entries: Option<Vec<EntryId>> =
        entries.split(',').map(|entry| entry.parse().ok().map(EntryId)).collect();
    Some(Acceptance { line: LineId(line.parse().ok()?), entries: entries? })
}

/// Does an act on the account and goes back to the month with what it says.
async fn after<T: serde::Serialize + serde::de::DeserializeOwned + Send + 'static>(
    site: &Site,
    visit: &Visit,
    (named, form): (&Named, &Form),
    act: impl Fn(&mut store::Tx<'_>, CooperativeId, AccountCode) -> Result<T, ReconciliationError>
    + Send
    + Sync
    + 'static,
    says: impl FnOnce(T) -> String,
) -> Result<Response, Refusal> {
    let (cooperative, account, month) = (visit.cooperative()?.id, named.account(), named.month()?);
    let done = site.db.command(form.command(visit)?, move |tx| act(tx, cooperative, account)).await;
    let flash = match done {
        Ok(answer) => Flash::good(says(answer.value)),
        Err(error) => Flash::look(Refusal::from(error).sentence),
    };
    let path = visit.path(&format!("cocokkan/{account}/{month}"));
    Ok(Redirect::to(path).with(flash).into_response())
}

/// `POST /k/{cooperative}/cocokkan/{account}/{month}/cocok`: all ticked proposals.
pub(super) async fn accept_proposals(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    form: Form,
) -> Result<Response, Refusal> {
    let accepted: Option<Vec<Acceptance>> = form.list("usulan").into_iter().map(parse).collect();
    save(&site, &visit, &named, &form, accepted.unwrap_or_default()).await
}

/// `POST /k/{cooperative}/cocokkan/{account}/{month}/pilih`: one line with chosen entries.
pub(super) async fn accept_choice(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    form: Form,
) -> Result<Response, Refusal> {
    let value = format!("{}:{}", form.text("line"), form.list("entry").join(","));
    save(&site, &visit, &named, &form, parse(&value).into_iter().collect()).await
}

async fn save(
    site: &Site,
    visit: &Visit,
    named: &Named,
    form: &Form,
    accepted: Vec<Acceptance>,
) -> Result<Response, Refusal> {
    let who = (visit.user()?, visit.now);
    let act = move |tx: &mut store::Tx<'_>, cooperative, account| match accepted.is_empty() {
        true => Err(ReconciliationError::NothingChosen),
        false => accept(tx, cooperative, account, &accepted, who),
    };
    after(site, visit, (named, form), act, |count: usize| format!("{count} baris dicocokkan.")).await
}

/// `POST /k/{cooperative}/cocokkan/{account}/{month}/lepas`
pub(super) async fn release_line(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    form: Form,
) -> Result<Response, Refusal> {
    let line = LineId(form.text("line").parse().unwrap_or_default());
    let act = move |tx: &mut store::Tx<'_>, cooperative, account| release(tx, cooperative, account, line);
    after(&site, &visit, (&named, &form), act, |()| "Cocokan dilepas.".to_owned()).await
}

/// `POST /k/{cooperative}/cocokkan/{account}/{month}/hapus`
pub(super) async fn remove_statement(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    form: Form,
) -> Result<Response, Refusal> {
    let statement = StatementId(form.text("statement").parse().unwrap_or_default());
    let act = move |tx: &mut store::Tx<'_>, cooperative, account| remove(tx, cooperative, account, statement);
    after(&site, &visit, (&named, &form), act, |()| "Rekening koran dihapus.".to_owned()).await
}
