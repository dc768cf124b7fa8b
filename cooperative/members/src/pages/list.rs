//! The list of members.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use kernel::{AccountCode, PartyId, Rupiah};
use web::{Page, Refusal, Right, Site, Visit, url};

use super::asked;
use crate::member::{MemberFilter, MemberPage, PAGE_LENGTH};
use crate::{Member, MemberState, MembersError};

/// The accounts of simpanan pokok, wajib and sukarela, in the order of the columns.
const SAVINGS: [AccountCode; 3] = [AccountCode(31_100), AccountCode(31_200), AccountCode(21_200)];

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage<'p> {
    visit: &'p Visit,
    text: &'p str,
    states: Vec<StateChoice>,
    rows: Vec<Row>,
    total: i64,
    first: i64,
    last: i64,
    before: Option<String>,
    after: Option<String>,
    summary: String,
    is_empty_register: bool,
    may_manage: bool,
}

struct StateChoice {
    code: &'static str,
    label: String,
    is_chosen: bool,
}

struct Row {
    path: String,
    number: String,
    order: i64,
    name: String,
    /// The name without the form of address, for sorting.
    bare_name: String,
    saved: [Rupiah; 3],
    state: String,
    mark: &'static str,
}

struct Found {
    page: MemberPage,
    counts: BTreeMap<MemberState, i64>,
    saved: [BTreeMap<PartyId, Rupiah>; 3],
}

/// `GET /k/{cooperative}/anggota?q=…&keadaan=…&halaman=…`
pub(super) async fn show(
    State(site): State<Site>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let filter = MemberFilter {
        state: MemberState::parse(&asked(query.as_deref(), "keadaan")),
        text: asked(query.as_deref(), "q").trim().to_owned(),
        page: asked(query.as_deref(), "halaman").parse().unwrap_or(1).max(1),
    };
    let wanted = filter.clone();
    let found = site
        .db
        .read(move |reader| {
            let page = crate::list(reader, cooperative, &wanted)?;
            let counts = crate::counts_by_state(reader, cooperative)?;
            let mut saved: [BTreeMap<PartyId, Rupiah>; 3] = Default::default();
            for (saved, account) in saved.iter_mut().zip(SAVINGS) {
                *saved = ledger::party_balances(reader, cooperative, account)?;
            }
            Ok::<_, MembersError>(Found { page, counts, saved })
        })
        .await?;
    Ok(Page::new(&visit, "Anggota").active("anggota").body(&page(&visit, &filter, found)))
}

fn page<'p>(visit: &'p Visit, filter: &'p MemberFilter, found: Found) -> ListPage<'p> {
    let Found { page, counts, saved } = found;
    let first = (filter.page - 1) * PAGE_LENGTH + 1;
    let last = (first + PAGE_LENGTH - 1).min(page.total);
    let all: i64 = counts.values().sum();
    ListPage {
        visit,
        text: &filter.text,
        states: states(&counts, all, filter.state),
        rows: page.members.iter().map(|member| row(visit, member, &saved)).collect(),
        total: page.total,
        first,
        last,
        before: (filter.page > 1).then(|| link(visit, filter, filter.page - 1)),
        after: (last < page.total).then(|| link(visit, filter, filter.page + 1)),
        summary: summary(&counts),
        is_empty_register: all == 0,
        may_manage: visit.may(Right::ManageMembers),
    }
}

fn summary(counts: &BTreeMap<MemberState, i64>) -> String {
    let of = |state| counts.get(&state).copied().unwrap_or_default();
    let mut text = format!("{} anggota aktif", of(MemberState::Active));
    for (state, what) in [
        (MemberState::Applicant, "calon belum diperiksa"),
        (MemberState::Verified, "menunggu simpanan pokok"),
    ] {
        if of(state) > 0 {
            text.push_str(&format!(", {} {what}", of(state)));
        }
    }
    text
}

fn states(counts: &BTreeMap<MemberState, i64>, all: i64, chosen: Option<MemberState>) -> Vec<StateChoice> {
    let every = StateChoice { code: "", label: format!("Semua ({all})"), is_chosen: chosen.is_none() };
    let each = counts.iter().map(|(state, count)| StateChoice {
        code: state.code(),
        label: format!("{} ({count})", state.label()),
        is_chosen: chosen == Some(*state),
    });
    std::iter::once(every).chain(each).collect()
}

fn row(visit: &Visit, member: &Member, saved: &[BTreeMap<PartyId, Rupiah>; 3]) -> Row {
    // Savings stand on the credit side, which is negative in the ledger.
    let of = |balances: &BTreeMap<PartyId, Rupiah>| {
        balances.get(&member.party).map_or(Rupiah::ZERO, |saved| -*saved)
    };
    let [principal, mandatory, voluntary] = saved;
    let ended = member.ended_on.map_or_else(String::new, |day| format!(" {}", day.short()));
    Row {
        path: super::card(visit, member),
        number: member.number.map_or_else(|| "–".to_owned(), |number| format!("{number:03}")),
        order: member.number.unwrap_or(i64::MAX),
        name: member.called(),
        bare_name: member.name.clone(),
        saved: [of(principal), of(mandatory), of(voluntary)],
        state: format!("{}{ended}", member.state.label()),
        mark: match member.state {
            MemberState::Active => "good",
            MemberState::Applicant => "look",
            MemberState::Verified => "wait",
            _ => "shut",
        },
    }
}

fn link(visit: &Visit, filter: &MemberFilter, page: i64) -> String {
    let state = filter.state.map_or("", MemberState::code);
    visit.path(&format!("anggota?q={}&keadaan={state}&halaman={page}", url::encode(&filter.text)))
}
