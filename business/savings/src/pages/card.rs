//! The card of a member: who it is, what is saved, which months are paid, what happened last.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use kernel::{BookDate, CooperativeId, Month, PartyId, Rupiah};
use members::{Member, MemberState};
use store::Reader;
use web::{Page, Refusal, Right, Site, Visit, url};

use super::Named;
use crate::months::span;
use crate::{
    Balances, DueState, Kind, SavingsError, SavingsLine, StripCell, balances_of, lines, schedule, strip,
};

/// Lines shown of what happened last.
const LAST: usize = 8;

#[derive(Template)]
#[template(path = "card.html")]
struct CardPage<'p> {
    visit: &'p Visit,
    card: &'p Card,
    year: i64,
    years: Vec<i64>,
    kinds: [KindView; 3],
    unpaid: Vec<Month>,
    /// What the unpaid months of the year cost.
    owed: Rupiah,
    message: String,
    may_record: bool,
    may_manage: bool,
}

struct KindView {
    kind: Kind,
    balance: Rupiah,
    note: String,
}

/// What the card shows, read in one snapshot.
struct Card {
    member: Member,
    balances: Balances,
    cells: Vec<StripCell>,
    monthly: Rupiah,
    principal: Rupiah,
    last: Vec<SavingsLine>,
}

fn read(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    party: PartyId,
    year: i64,
    today: BookDate,
) -> Result<Card, SavingsError> {
    let member = members::member(reader, cooperative, party)?.ok_or(SavingsError::NoSuchMember)?;
    let cells = strip(reader, cooperative, party, year, today)?;
    let schedule = schedule(reader, cooperative)?;
    let mut last = Vec::new();
    for kind in Kind::ALL {
        last.extend(lines(reader, cooperative, party, kind)?);
    }
    last.sort_by_key(|line| (line.line.date, line.line.entry));
    last.reverse();
    last.truncate(LAST);
    Ok(Card {
        balances: balances_of(reader, cooperative, party)?,
        monthly: schedule.due(today.month_of()),
        principal: schedule.on(member.applied_on).principal_amount,
        member,
        cells,
        last,
    })
}

/// `GET /k/{cooperative}/anggota/{member}?tahun=2026`
pub(super) async fn show(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    RawQuery(query): RawQuery,
) -> Result<Response, Refusal> {
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    let asked = query.and_then(|query| url::query_value(&query, "tahun")).and_then(|year| year.parse().ok());
    let year = asked.unwrap_or_else(|| today.year()).clamp(BookDate::MIN.year(), BookDate::MAX.year());
    let card = site.db.read(move |reader| read(reader, cooperative, named.member(), year, today)).await?;
    let name = card.member.called();
    let page = Page::new(&visit, name).active("anggota").crumb("Anggota", visit.path("anggota"));
    Ok(page.body(&body(&visit, &card, year)))
}

fn body<'p>(visit: &'p Visit, card: &'p Card, year: i64) -> CardPage<'p> {
    let unpaid: Vec<Month> =
        card.cells.iter().filter(|cell| cell.state == DueState::Unpaid).map(|cell| cell.month).collect();
    let owed = unpaid.iter().map(|_| card.monthly).sum();
    let begun = card.member.active_from.map_or(visit.today.year(), BookDate::year);
    CardPage {
        visit,
        card,
        year,
        years: (begun..=visit.today.year() + 1).collect(),
        kinds: kinds(card, year),
        message: message(card, &unpaid),
        unpaid,
        owed,
        may_record: visit.may(Right::Record),
        may_manage: visit.may(Right::ManageMembers),
    }
}

fn kinds(card: &Card, year: i64) -> [KindView; 3] {
    let paid = card.cells.iter().filter(|cell| cell.state == DueState::Paid).count();
    let missing = Rupiah((card.principal.0 - card.balances.principal.0).max(0));
    let principal = if missing.is_zero() { "lunas".to_owned() } else { format!("masih kurang {missing}") };
    [
        KindView { kind: Kind::Principal, balance: card.balances.principal, note: principal },
        KindView {
            kind: Kind::Mandatory,
            balance: card.balances.mandatory,
            note: format!("{paid} bulan di {year}"),
        },
        KindView {
            kind: Kind::Voluntary,
            balance: card.balances.voluntary,
            note: "bisa diambil kapan saja".to_owned(),
        },
    ]
}

/// The card as a message, for WhatsApp.
fn message(card: &Card, unpaid: &[Month]) -> String {
    let Balances { principal, mandatory, voluntary } = card.balances;
    let open = match unpaid.is_empty() {
        true => String::new(),
        false => format!(" Belum dibayar: {}.", span(unpaid)),
    };
    format!(
        "Kartu {}, {}. Simpanan pokok {principal}, wajib {mandatory}, sukarela {voluntary}.{open}",
        card.member.title(),
        card.member.called()
    )
}

impl CardPage<'_> {
    fn month_name(&self, cell: &StripCell) -> String {
        cell.month.short().split(' ').next().unwrap_or_default().to_owned()
    }

    fn class(&self, cell: &StripCell) -> &'static str {
        match cell.state {
            DueState::Paid => "good",
            DueState::Unpaid => "due",
            DueState::Ahead => "next",
            DueState::NotDue => "",
        }
    }

    fn unpaid_text(&self) -> String {
        span(&self.unpaid)
    }

    fn is(&self, state: &str) -> bool {
        self.card.member.state.code() == state
    }

    fn has_ended(&self) -> bool {
        self.card.member.state.has_ended()
    }

    fn mark(&self) -> &'static str {
        match self.card.member.state {
            MemberState::Active => "good",
            MemberState::Applicant => "look",
            MemberState::Verified => "wait",
            _ => "shut",
        }
    }
}
