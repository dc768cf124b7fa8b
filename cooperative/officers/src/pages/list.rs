//! Both bodies with their terms, what the rules find, and what must be reported.

use std::collections::BTreeMap;

use ::store::Reader;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kernel::UserId;
use web::{Page, Refusal, Right, Site, Visit, url};

use super::PLACE;
use crate::act::roster;
use crate::check::{Finding, Outcome, check};
use crate::error::OfficersError;
use crate::office::{Body, Office};
use crate::parameters::Parameters;
use crate::report::{ReportDue, reports_due};
use crate::roster::{Roster, Seat};

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage<'p> {
    visit: &'p Visit,
    roster: &'p Roster,
    findings: Vec<Finding>,
    reports: Vec<ReportDue>,
    names: BTreeMap<UserId, String>,
    may_edit: bool,
}

impl ListPage<'_> {
    fn bodies(&self) -> Vec<(Body, Vec<&Seat>)> {
        let seats = |body| self.roster.body_on(body, self.visit.today);
        let all = Body::ALL.map(|body| (body, seats(body)));
        let shown = |(body, seats): &(Body, Vec<&Seat>)| *body != Body::Pengelola || !seats.is_empty();
        all.into_iter().filter(shown).collect()
    }

    /// Who held an office and holds it no more, or will hold it later.
    fn others(&self) -> Vec<&Seat> {
        let held = |seat: &&Seat| !seat.is_held_on(self.visit.today);
        self.roster.seats.iter().rev().filter(held).collect()
    }

    fn is_chair_by_office(&self, seat: &Seat) -> bool {
        seat.office == Office::SupervisorChair && seat.ex_officio
    }

    fn is_over(&self, seat: &Seat) -> bool {
        seat.until < self.visit.today
    }

    fn class(&self, finding: &Finding) -> &'static str {
        match finding.outcome {
            Outcome::Kept => "good",
            Outcome::Unknown => "wait",
            Outcome::Broken => "look",
        }
    }

    fn open(&self) -> usize {
        self.findings.iter().filter(|finding| finding.is_open()).count()
    }

    fn accept_path(&self, finding: &Finding) -> String {
        let (code, subject) = (url::encode(finding.code), url::encode(&finding.subject));
        self.visit.path(&format!("{PLACE}/terima?aturan={code}&perihal={subject}"))
    }

    fn by(&self, user: &UserId) -> &str {
        self.names.get(user).map_or("seseorang yang sudah dihapus", String::as_str)
    }
}

/// `GET /k/{cooperative}/pengurus`
pub(super) async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    let read = move |reader: &mut dyn Reader| {
        let roster = roster(reader, cooperative)?;
        let reports = reports_due(reader, cooperative, today)?;
        let who: Vec<UserId> = roster.accepted.iter().map(|acceptance| acceptance.by).collect();
        Ok::<_, OfficersError>((roster, reports, who))
    };
    let (roster, reports, who) = site.db.read(move |reader| read(reader)).await?;
    let names = site.db.read(move |reader| access::user_names(reader, &who)).await?;
    let findings = check(&roster, &Parameters::on(today), today);
    let may_edit = visit.may(Right::ManageCooperative);
    let body = ListPage { visit: &visit, roster: &roster, findings, reports, names, may_edit };
    Ok(Page::new(&visit, "Pengurus dan pengawas").active("pengaturan").body(&body))
}
