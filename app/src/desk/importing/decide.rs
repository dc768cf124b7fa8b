//! What is done about an import: decisions, the threshold, recording, taking back.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use cashbook::Who;
use import::{Choice, Decision, ImportError, Posted, Review, Way};
use kernel::{CooperativeId, UnitCode, UserId};
use ledger::Activity;
use line::Refused;
use store::Reader;
use web::{Flash, Form, Redirect, Refusal, Right, Route, Site, Visit};

use crate::desk::act::refusal;
use crate::desk::importing::bring::record_settled;
use crate::desk::importing::progress::{self, WORTH_SHOWING};
use crate::desk::importing::review::{Paging, show};
use crate::desk::importing::words::Choices;
use crate::desk::people;

/// The acts of this file.
pub fn routes() -> Vec<Route> {
    vec![
        Route::post("/k/{cooperative}/impor/{import}/putuskan", Right::Record, decide),
        Route::post("/k/{cooperative}/impor/{import}/batas", Right::Record, threshold),
        Route::post("/k/{cooperative}/impor/{import}/catat", Right::Record, record),
        Route::post("/k/{cooperative}/impor/{import}/batal", Right::RequestReversal, undo),
    ]
}

fn of_import(error: ImportError) -> Refused {
    Refused::about(None, error)
}

/// What the form of a group says, for the rows that it names.
fn decision(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    review: &Review,
    group: i64,
    sent: &Sent,
) -> Result<Decision, Refused> {
    let found = review.groups.iter().find(|found| found.group == group);
    let found = found.ok_or_else(|| of_import(ImportError::Unknown))?;
    let mut decision = Decision {
        choice: Choice::of(&sent.choice),
        rule: String::new(),
        party: None,
        new_partner: String::new(),
        unit: UnitCode(sent.unit.parse().unwrap_or(found.unit().0)),
        activity: match sent.activity.as_str() {
            "A" => Activity::Member,
            "N" => Activity::NonMember,
            _ => Activity::None,
        },
    };
    if decision.choice != Choice::Record {
        return Ok(decision);
    }
    let choices = Choices::read(reader, cooperative, review.batch.book)?;
    let way = found.way;
    let rule = choices.by_label(&sent.rule, review.batch.book, way).ok_or_else(|| {
        let way = if way == Way::In { "uang masuk" } else { "uang keluar" };
        Refused::about(None, format!("Pilih dulu ini {way} apa, dari daftar."))
    })?;
    decision.rule.clone_from(&rule.code);
    if rule.who == Who::None || sent.party.is_empty() {
        return Ok(decision);
    }
    let offered: Vec<people::Person> =
        choices.people.iter().map(|(id, label)| people::Person { id: *id, label: label.clone() }).collect();
    match people::meant(&offered, &sent.party) {
        Ok(party) => decision.party = party,
        Err(_) if matches!(rule.who, Who::Partner | Who::PartnerOptional) => {
            decision.new_partner.clone_from(&sent.party);
        }
        Err(refused) => return Err(refused),
    }
    Ok(decision)
}

/// Two may look at the same group at once: the later one is told what the earlier one decided, and may
/// then change it knowingly.
pub fn not_decided_meanwhile(
    reader: &mut dyn Reader,
    review: &Review,
    (group, seen): (i64, i64),
    by: UserId,
) -> Result<(), Refused> {
    let found = review.groups.iter().find(|found| found.group == group);
    match found.and_then(import::GroupView::decided) {
        Some((other, at)) if other != by && at.0 > seen => {
            let names = access::user_names(reader, &[other]).map_err(|error| Refused::about(None, error))?;
            let name = names.get(&other).map_or("Orang lain", String::as_str);
            Err(Refused::about(
                None,
                format!(
                    "{name} baru saja memutuskan kelompok ini. Lihat keputusannya; ubah lagi bila memang perlu."
                ),
            ))
        }
        _ => Ok(()),
    }
}

/// The fields of a decision.
#[derive(Clone)]
struct Sent {
    choice: String,
    rule: String,
    party: String,
    unit: String,
    activity: String,
    /// What the page knew: when the group was decided last.
    seen: i64,
    rows: Vec<i64>,
}

impl Sent {
    fn of(form: &Form) -> Self {
        Self {
            choice: form.text("choice").to_owned(),
            rule: form.text("rule").to_owned(),
            party: form.text("party").to_owned(),
            unit: form.text("unit").to_owned(),
            activity: form.text("activity").to_owned(),
            seen: form.text("seen").parse().unwrap_or_default(),
            rows: form.list("row").iter().filter_map(|row| row.parse().ok()).collect(),
        }
    }
}

async fn decide(
    State(site): State<Site>,
    visit: Visit,
    Path((_, import)): Path<(String, i64)>,
    form: Form,
) -> Result<Response, Refusal> {
    let (cooperative, by, at) = (visit.cooperative()?.id, visit.user()?, visit.now);
    let group: i64 = form.text("group").parse().map_err(|_| Refusal::not_found())?;
    let sent = Sent::of(&form);
    let decided = site.db.command(form.command(&visit)?, move |tx| {
        let review = import::review(tx, cooperative, import).map_err(of_import)?;
        not_decided_meanwhile(tx, &review, (group, sent.seen), by)?;
        let decision = decision(tx, cooperative, &review, group, &sent)?;
        let rows = if sent.rows.is_empty() { vec![0] } else { sent.rows.clone() };
        for row in rows {
            import::decide(tx, cooperative, (import, group, row), &decision, (by, at)).map_err(of_import)?;
        }
        Ok::<_, Refused>(())
    });
    match decided.await {
        Ok(_) => {
            let said = Flash::good("Diputuskan. Kata-katanya diingat untuk impor berikutnya.");
            let next = visit.path(&format!("impor/{import}?lanjut=1"));
            Ok(Redirect::to(next).with(said).into_response())
        }
        Err(refused) => show(&site, &visit, import, &Paging::default(), Some(refused.sentence)).await,
    }
}

async fn threshold(
    State(site): State<Site>,
    visit: Visit,
    Path((_, import)): Path<(String, i64)>,
    form: Form,
) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let percent: i64 = form.text("threshold").parse().unwrap_or_default();
    let set = site.db.command(form.command(&visit)?, move |tx| {
        import::set_threshold(tx, cooperative, import, percent).map_err(of_import)
    });
    match set.await {
        Ok(_) => Ok(Redirect::to(visit.path(&format!("impor/{import}"))).into_response()),
        Err(refused) => show(&site, &visit, import, &Paging::default(), Some(refused.sentence)).await,
    }
}

async fn record(
    State(site): State<Site>,
    visit: Visit,
    Path((_, import)): Path<(String, i64)>,
    _form: Form,
) -> Result<Response, Refusal> {
    // Pressed twice, the second finds nothing left to record.
    let (cooperative, by, at) = (visit.cooperative()?.id, visit.user()?, visit.now);
    let read = site.db.read(move |reader| import::review(reader, cooperative, import).map_err(of_import));
    let review = read.await.map_err(|refused| refusal(&refused))?;
    let here = visit.path(&format!("impor/{import}"));
    let db = site.db.clone();
    if review.counts.ready >= WORTH_SHOWING {
        progress::begin(db, cooperative, import, review.counts.rows, (by, at));
        return Ok(Redirect::to(here).into_response());
    }
    let done = tokio::task::spawn_blocking(move || {
        record_settled(&db, cooperative, import, (by, at), &Arc::new(AtomicUsize::new(0)))
    });
    let stopped = "Pencatatan terhenti. Tekan sekali lagi; yang sudah tercatat tidak dicatat dua kali.";
    match done.await.unwrap_or_else(|_| Err(Refused::about(None, stopped))) {
        Ok(posted) => Ok(Redirect::to(here).with(Flash::good(said(posted))).into_response()),
        Err(refused) => show(&site, &visit, import, &Paging::default(), Some(refused.sentence)).await,
    }
}

/// What came of recording, in a sentence.
pub fn said(posted: Posted) -> String {
    let mut said = match (posted.recorded, posted.already) {
        (0, 0) => "Tidak ada lagi yang perlu dicatat: semua yang siap sudah tercatat.".to_owned(),
        (recorded, _) => format!("{recorded} baris dicatat."),
    };
    if posted.already > 0 {
        said.push_str(&format!(" {} baris sudah ada, tidak dicatat lagi.", posted.already));
    }
    if posted.waiting > 0 {
        said.push_str(&format!(" {} baris menunggu keputusan.", posted.waiting));
    }
    said
}

async fn undo(
    State(site): State<Site>,
    visit: Visit,
    Path((_, import)): Path<(String, i64)>,
    form: Form,
) -> Result<Response, Refusal> {
    let (cooperative, by, at) = (visit.cooperative()?.id, visit.user()?, visit.now);
    let reason = form.text("reason").to_owned();
    let may_approve = visit.may(Right::ApproveReversal);
    let undone = site.db.command(form.command(&visit)?, move |tx| {
        let batch =
            import::batch_of(tx, cooperative, import)?.ok_or_else(|| of_import(ImportError::Unknown))?;
        // Another one's import is taken back by who may agree to reversals.
        if batch.posted_by != Some(by) && !may_approve {
            return Err(of_import(ImportError::NeedsSecondPerson));
        }
        import::undo(tx, cooperative, import, &reason, (by, at)).map_err(of_import)
    });
    match undone.await {
        Ok(answer) => {
            let said = Flash::good(format!("Impor dibatalkan: {} transaksi dibalik.", answer.value));
            Ok(Redirect::to(visit.path(&format!("impor/{import}"))).with(said).into_response())
        }
        Err(refused) => show(&site, &visit, import, &Paging::default(), Some(refused.sentence)).await,
    }
}
