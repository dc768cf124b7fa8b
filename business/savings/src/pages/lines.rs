//! The lines behind a balance of a member.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use kernel::Rupiah;
use members::Member;
use web::{Page, Refusal, Site, Visit};

use super::Named;
use crate::{Kind, SavingsError, SavingsLine, lines};

/// Lines on the page unless all are asked for.
const LAST: usize = 100;

#[derive(Template)]
#[template(path = "lines.html")]
struct LinesPage<'p> {
    visit: &'p Visit,
    member: &'p Member,
    kind: Kind,
    lines: &'p [SavingsLine],
    /// What stood there before the first line of the page; nothing where it shows all.
    carried: Option<Rupiah>,
    balance: Rupiah,
}

/// `GET /k/{cooperative}/anggota/{member}/simpanan/{jenis}`, all lines with `?semua`
pub(super) async fn show(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    RawQuery(query): RawQuery,
) -> Result<Response, Refusal> {
    let (cooperative, kind) = (visit.cooperative()?.id, named.kind()?);
    let (member, found) = site
        .db
        .read(move |reader| {
            let member =
                members::member(reader, cooperative, named.member())?.ok_or(SavingsError::NoSuchMember)?;
            let found = lines(reader, cooperative, named.member(), kind)?;
            Ok::<_, SavingsError>((member, found))
        })
        .await?;
    let balance = found.last().map_or(Rupiah::ZERO, |line| line.balance);
    let hidden = if query.is_some() { 0 } else { found.len().saturating_sub(LAST) };
    let (before, shown) = found.split_at(hidden);
    let carried = before.last().map(|line| line.balance);
    let body = LinesPage { visit: &visit, member: &member, kind, lines: shown, carried, balance };
    Ok(Page::new(&visit, kind.label())
        .active("anggota")
        .crumb("Anggota", visit.path("anggota"))
        .crumb(member.called(), visit.path(&format!("anggota/{}", member.party)))
        .body(&body))
}
