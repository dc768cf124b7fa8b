//! The page of opening balances.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::{BookDate, Rupiah, UnitCode};
use ledger::{Account, AccountKind, CLEARING, PartyNeed, Section};
use line::Refused;
use serde::Deserialize;
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Right, Route, Site, Visit};

use crate::desk::act::refusal;
use crate::desk::opening::UNNAMED;
use crate::desk::opening::day::usual_day;
use crate::desk::opening::groups::{Group, lessens, may_be_loss, on_its_side};
use crate::desk::opening::preview::{Look, Place, Sent, look};
use crate::desk::opening::save::save;
use crate::desk::opening::table::{as_text, rows_of_book, rows_of_text};
use crate::desk::opening::typed::{field, is_typed, shown, side};

/// The most of a pasted list that a form takes back.
const PASTED_BYTES: usize = 60_000;

/// The most faults of a list that are told at once.
const FAULTS: usize = 20;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/k/{cooperative}/saldo-awal", Right::ReadBooks, page),
        Route::post("/k/{cooperative}/saldo-awal", Right::Record, send),
        Route::post("/k/{cooperative}/saldo-awal/pratinjau", Right::Record, preview_fragment),
    ]
}

#[derive(Template)]
#[template(path = "opening.html")]
struct OpeningPage<'p> {
    base: String,
    hidden: String,
    day: String,
    day_long: String,
    today: String,
    unit: String,
    units: Vec<(String, String)>,
    state: &'p FormState,
    may_record: bool,
    unnamed: String,
    sheet: Sheet,
    rare: Sheet,
    rare_open: bool,
    has_members: bool,
    pasted: String,
    /// Whether the list is too long to be shown again: its file must be chosen once more.
    too_long: bool,
    faults: Vec<(u32, String)>,
    more_faults: usize,
    preview: String,
}

/// Two sides, as on paper.
#[derive(Default)]
struct Sheet {
    assets: Vec<GroupRows>,
    claims: Vec<GroupRows>,
}

impl Sheet {
    fn has_errors(&self) -> bool {
        let groups = self.assets.iter().chain(&self.claims);
        groups.flat_map(|group| &group.rows).any(|row| row.error.is_some())
    }
}

/// The accounts under a heading.
struct GroupRows {
    title: &'static str,
    term: &'static str,
    rows: Vec<AccountRow>,
}

struct AccountRow {
    field: String,
    label: String,
    hint: &'static str,
    now: String,
    /// What stands in the field; or, where nothing is typed, what will stand there.
    value: String,
    error: Option<String>,
    typed: bool,
    /// Whether dots are put in while typing: they take a minus away.
    dots: bool,
    rare: bool,
}

#[derive(Template)]
#[template(path = "opening_sentence.html")]
struct Sentences {
    good: bool,
    first: String,
    others: Vec<String>,
    will: String,
}

/// What stands after `?`.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    tanggal: Option<String>,
    unit: Option<String>,
}

/// The place that a page or form is about; a date that cannot be read is said beside its field.
async fn place(
    site: &Site,
    visit: &Visit,
    day: &str,
    unit: &str,
) -> Result<(Place, Option<Refused>), Refusal> {
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    let usual = site.db.read(move |reader| usual_day(reader, cooperative, today)).await?;
    let (day, refused) = match day {
        "" => (usual, None),
        typed => match BookDate::parse_human(typed) {
            Ok(day) if day > today => {
                (usual, Some(Refused::about(Some("day"), ledger::LedgerError::Future(day))))
            }
            Ok(day) => (day, None),
            Err(error) => (usual, Some(Refused::about(Some("day"), error))),
        },
    };
    let unit = UnitCode(unit.parse().unwrap_or(UnitCode::OFFICE.0));
    Ok((Place { cooperative, day, unit, today }, refused))
}

fn hint(account: &Account) -> &'static str {
    if account.code == CLEARING {
        "dari kantor untuk unit ini"
    } else if account.section == Section::FixedAsset && lessens(account) {
        "sudah disusutkan, tanpa minus"
    } else if lessens(account) {
        "mengurangi harta, tanpa minus"
    } else if may_be_loss(account) {
        "bila rugi, pakai minus"
    } else {
        ""
    }
}

/// The row of an account, where it belongs on the page.
fn row(account: &Account, place: &Place, look: &Look, sent: &Sent) -> Option<(Group, AccountRow)> {
    let typed = is_typed(account, place.unit);
    let (code, normal) = (account.code, side(account));
    let (group, label) = match code {
        CLEARING if typed => (Group::Capital, "Modal dari kantor".to_owned()),
        CLEARING => (Group::OtherAsset, "Modal yang ada di unit usaha".to_owned()),
        _ => (Group::of(account)?, account.name.clone()),
    };
    let normal = if code == CLEARING && !typed { account.normal } else { normal };
    let now = on_its_side(normal, look.position.of(code));
    let after = look.plan.after.get(&code).copied().unwrap_or_default();
    if !typed && now.is_zero() && after.is_zero() {
        return None;
    }
    let value = match sent.fields.get(&field(code)) {
        _ if !typed => on_its_side(normal, after).plain(),
        Some(text) => text.clone(),
        None => shown(now),
    };
    let is_usual = look.usual.contains(&code) || account.cash.is_some() || code == CLEARING;
    let rare = !is_usual && account.section != Section::Equity && now.is_zero() && value.is_empty();
    let row = AccountRow {
        field: field(code),
        label,
        hint: if account.party == PartyNeed::Required { "menurut daftar anggota" } else { hint(account) },
        // Truly empty, so that a telephone leaves the line out.
        now: if now.is_zero() { String::new() } else { now.plain() },
        dots: !may_be_loss(account) && now >= Rupiah::ZERO && !value.starts_with('-'),
        value,
        error: look.typed.faults.get(&code).cloned(),
        typed,
        rare,
    };
    Some((group, row))
}

/// Both sides with their headings: accounts that are usual here, then the others.
fn sheets(place: &Place, look: &Look, sent: &Sent) -> (Sheet, Sheet) {
    let mut placed: BTreeMap<(bool, Group), Vec<AccountRow>> = BTreeMap::new();
    for account in look.chart.iter() {
        if let Some((group, row)) = row(account, place, look, sent) {
            placed.entry((row.rare, group)).or_default().push(row);
        }
    }
    let result = result_so_far(look);
    if !result.is_zero() {
        placed.entry((false, Group::Capital)).or_default().push(AccountRow {
            field: String::new(),
            label: "Hasil usaha sampai hari itu".to_owned(),
            hint: "dihitung dari transaksi",
            now: result.plain(),
            value: result.plain(),
            error: None,
            typed: false,
            dots: false,
            rare: false,
        });
    }
    let (mut usual, mut rare) = (Sheet::default(), Sheet::default());
    for ((is_rare, group), rows) in placed {
        let (title, term) = group.title();
        let sheet = if is_rare { &mut rare } else { &mut usual };
        let side = if group.is_claim() { &mut sheet.claims } else { &mut sheet.assets };
        side.push(GroupRows { title, term, rows });
    }
    (usual, rare)
}

/// What was earned before the day: it explains assets too, and is no opening balance.
fn result_so_far(look: &Look) -> Rupiah {
    let on_the_sheet = |code| {
        let kind = look.chart.account(code).map(|account| account.kind);
        matches!(kind, None | Some(AccountKind::Asset | AccountKind::Liability | AccountKind::Equity))
    };
    let moved = look.position.iter().filter(|(code, _)| !on_the_sheet(*code)).map(|(_, amount)| -amount);
    moved.sum()
}

/// What saving would do, as a fragment.
fn sentences(look: &Look, place: &Place) -> String {
    let mut said = look.plan.sides.sentences().into_iter();
    let will = match (look.is_good(), look.plan.lines.len()) {
        (false, _) => "Ada isian yang belum bisa dibaca, jadi hitungan ini belum lengkap.".to_owned(),
        (true, 0) => "Tidak ada yang berubah: angka ini sudah sama dengan buku.".to_owned(),
        (true, 1) => format!("Satu saldo akan diubah per {}.", place.day.long()),
        (true, count) => format!("{count} saldo akan diubah per {}.", place.day.long()),
    };
    let body = Sentences {
        good: look.plan.sides.rest().is_zero(),
        first: said.next().unwrap_or_default(),
        others: said.collect(),
        will,
    };
    // A template of plain fields has no way to fail.
    body.render().unwrap_or_default()
}

fn show(visit: &Visit, place: &Place, look: &Look, sent: &Sent, state: &FormState) -> Response {
    let pasted = state.value("table");
    let too_long = pasted.len() > PASTED_BYTES;
    let (sheet, rare) = sheets(place, look, sent);
    let faults = look.table.faults.iter().take(FAULTS);
    let body = OpeningPage {
        base: visit.path(""),
        hidden: visit.form_fields().to_string(),
        day: place.day.to_string(),
        day_long: place.day.long(),
        today: visit.today.to_string(),
        unit: place.unit.to_string(),
        units: look.units.iter().map(|unit| (unit.code.to_string(), unit.name.clone())).collect(),
        state,
        may_record: visit.may(Right::Record),
        unnamed: match look.position.of(UNNAMED) {
            Rupiah::ZERO => String::new(),
            amount => (-amount).to_string(),
        },
        rare_open: rare.has_errors(),
        sheet,
        rare,
        has_members: look.has_members,
        faults: faults.map(|fault| (fault.row, fault.sentence.clone())).collect(),
        pasted: if too_long { String::new() } else { pasted.to_owned() },
        too_long,
        more_faults: look.table.faults.len().saturating_sub(FAULTS),
        preview: sentences(look, place),
    };
    let good = state.is_good() && look.is_good();
    let status = if good { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page::new(visit, "Saldo awal").active("buku").status(status);
    page.crumb("Buku", visit.path("buku")).body(&body)
}

async fn looked(site: &Site, place: Place, sent: Sent) -> Result<Look, Refusal> {
    let read = site.db.read(move |reader| look(reader, &place, &sent)).await;
    read.map_err(|refused| refusal(&refused))
}

async fn page(
    State(site): State<Site>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let day = asked.tanggal.unwrap_or_default();
    let (place, refused) = place(&site, &visit, day.trim(), &asked.unit.unwrap_or_default()).await?;
    let state = refused.iter().fold(FormState::new(), |state, refused| state.refused(&refusal(refused)));
    let look = looked(&site, place, Sent::default()).await?;
    Ok(show(&visit, &place, &look, &Sent::default(), &state))
}

/// What was sent, with the list of a file in the place of a pasted one; and the form as it would be shown
/// again.
async fn sent(form: &Form) -> Result<(Sent, FormState), Refused> {
    let mut state = FormState::of(form);
    let fields = form.fields().filter_map(|(name, values)| Some((name.to_owned(), values.first()?.clone())));
    let mut sent = Sent { fields: fields.collect(), rows: rows_of_text(form.raw("table")) };
    let Some(file) = form.file("file").filter(|file| !file.bytes.is_empty()) else {
        return Ok((sent, state));
    };
    let (name, bytes) = (file.name.clone(), file.bytes.clone());
    let read = tokio::task::spawn_blocking(move || spreadsheet::read(&name, &bytes)).await;
    let unreadable = |error: spreadsheet::SpreadsheetError| Refused::about(Some("file"), error);
    let book = read.map_err(|_| unreadable(spreadsheet::SpreadsheetError::Broken))?.map_err(unreadable)?;
    let from_file = rows_of_book(&book);
    if from_file.is_empty() {
        let sentence = "Berkas ini tidak berisi baris. Pilih berkas dengan daftar anggota dan simpanannya.";
        return Err(Refused::about(Some("file"), sentence));
    }
    // Shown again as if it had been pasted, because a file cannot be filled in again.
    let text = as_text(&from_file);
    sent.rows = rows_of_text(&text);
    state = state.with("table", text);
    Ok((sent, state))
}

async fn send(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let (place, refused) = place(&site, &visit, form.text("day"), form.text("unit")).await?;
    let (sent, mut state) = match sent(&form).await {
        Ok(read) => read,
        Err(refused) => {
            let fields =
                form.fields().filter_map(|(name, values)| Some((name.to_owned(), values.first()?.clone())));
            let sent = Sent { fields: fields.collect(), rows: Vec::new() };
            (sent, FormState::of(&form).refused(&refusal(&refused)))
        }
    };
    if let Some(refused) = refused {
        state = state.refused(&refusal(&refused));
    }
    let look = looked(&site, place, sent.clone()).await?;
    let only_counts = form.text("do") == "count";
    if only_counts || !look.is_good() || !state.is_good() {
        return Ok(show(&visit, &place, &look, &sent, &state));
    }
    let (by, at, wanted) = (visit.user()?, visit.now, look.wanted(&place));
    let allows_rest = form.is_ticked("rest");
    let command = form.command(&visit)?;
    match site.db.command(command, move |tx| save(tx, &wanted, allows_rest, (by, at))).await {
        Ok(answer) => {
            let said = match answer.value.documents.as_slice() {
                [] => Flash::good("Tidak ada yang berubah: angka ini sudah sama dengan buku."),
                [one] => Flash::good(format!("Saldo awal per {} tersimpan: {one}.", place.day.long())),
                [first, .., last] => Flash::good(format!(
                    "Saldo awal per {} tersimpan: {first} sampai {last}.",
                    place.day.long()
                )),
            };
            let to = visit.path(&format!("saldo-awal?tanggal={}&unit={}", place.day, place.unit));
            Ok(Redirect::to(to).with(said).into_response())
        }
        Err(refused) => {
            let state = state.refused(&refusal(&refused));
            Ok(show(&visit, &place, &look, &sent, &state))
        }
    }
}

async fn preview_fragment(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let (place, _) = place(&site, &visit, form.text("day"), form.text("unit")).await?;
    let (sent, _) = sent(&form).await.map_err(|refused| refusal(&refused))?;
    let look = looked(&site, place, sent).await?;
    Ok(axum::response::Html(sentences(&look, &place)).into_response())
}
