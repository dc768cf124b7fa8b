//! The task force of a region: who is in it, with how many cooperatives, and who has no mentor.

use std::collections::BTreeMap;

use access::{Role, Scope};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::{CooperativeId, RegionCode, UserId};
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Right, Site, Visit};

use super::{Named, by, name_of};
use crate::{
    Limit, Mentor, MentoringError, NewMentor, Overview, OverviewRow, add_mentor, assign, assignments,
    end_mentor, limit, mentors, overview, propose_assignments,
};

/// Somebody who could join.
struct Joiner {
    user: UserId,
    name: String,
    /// Where the role is held, and so where this person may visit.
    region: RegionCode,
}

#[derive(Template)]
#[template(path = "task_force.html")]
struct TaskForcePage<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    found: Overview,
    joiners: Vec<Joiner>,
    proposed: Vec<(CooperativeId, String, UserId, String)>,
    names: BTreeMap<UserId, String>,
    most: i64,
    may_decide: bool,
    is_mentor: bool,
}

impl TaskForcePage<'_> {
    fn serving(&self) -> Vec<&Mentor> {
        self.found.mentors.iter().filter(|one| one.serves_on(self.visit.today)).collect()
    }

    fn without(&self) -> usize {
        self.found.rows.iter().filter(|row| row.mentor.is_none()).count()
    }

    fn mentor_name(&self, row: &OverviewRow) -> String {
        row.mentor.map_or_else(|| "belum ada".to_owned(), |mentor| name_of(&self.names, mentor))
    }

    fn by_need(&self) -> Vec<&OverviewRow> {
        let mut rows: Vec<&OverviewRow> = self.found.rows.iter().collect();
        rows.sort_by_key(|row| (-row.need.score, row.village()));
        rows
    }
}

fn joiners(
    reader: &mut dyn store::Reader,
    region: RegionCode,
    serving: &[Mentor],
) -> Result<Vec<Joiner>, MentoringError> {
    let mut found: BTreeMap<UserId, (String, RegionCode)> = BTreeMap::new();
    let districts = territory::districts_in(reader, region)?.into_iter().map(|one| one.code);
    for place in std::iter::once(region).chain(districts) {
        for one in access::holders(reader, Scope::Region(place))? {
            if one.role == Role::Mentor {
                // The whole region comes first and counts before a part of it.
                found.entry(one.user).or_insert((one.name, place));
            }
        }
    }
    let free = |user: &UserId| serving.iter().all(|one| one.user != *user || one.until.is_some());
    let joiner = |(user, (name, region))| Joiner { user, name, region };
    Ok(found.into_iter().filter(|(user, _)| free(user)).map(joiner).collect())
}

async fn page(site: &Site, visit: &Visit, state: &FormState) -> Result<Response, Refusal> {
    let (region, today) = (visit.region()?, visit.today);
    let gather = move |reader: &mut store::Snapshot<'_>| -> Result<_, MentoringError> {
        let found = overview(reader, region, today)?;
        let joiners = joiners(reader, region, &found.mentors)?;
        Ok((found, joiners))
    };
    let (found, joiners) = site.db.read(gather).await?;
    let names: BTreeMap<UserId, String> =
        found.mentors.iter().map(|one| (one.user, one.name.clone())).collect();
    let most = limit(Limit::MentorLoad, today);
    let proposed = propose(&found, today, most)
        .into_iter()
        .filter_map(|(id, mentor)| {
            let row = found.rows.iter().find(|row| row.id() == id)?;
            Some((id, row.name().to_owned(), mentor, name_of(&names, mentor)))
        })
        .collect();
    let (may_decide, is_mentor) = (visit.may(Right::ManageRegion), visit.may(Right::Mentor));
    let page = TaskForcePage { visit, state, found, joiners, proposed, names, most, may_decide, is_mentor };
    let status = if state.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(Page::new(visit, "Satgas").active("kota").crumb("Kota", visit.path("")).status(status).body(&page))
}

/// Who should look after those that have nobody.
fn propose(found: &Overview, today: kernel::BookDate, most: i64) -> Vec<(CooperativeId, UserId)> {
    let without = found.rows.iter().filter(|row| row.mentor.is_none());
    let without: Vec<_> = without.map(|row| row.staged.assessed.cooperative.clone()).collect();
    let serving: Vec<Mentor> = found.mentors.iter().filter(|one| one.serves_on(today)).cloned().collect();
    propose_assignments(&without, &serving, &found.assignments, most)
}

/// `GET /wilayah/{region}/satgas`
pub(super) async fn open(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    page(&site, &visit, &FormState::new()).await
}

async fn after(
    (site, visit, form): (&Site, &Visit, &Form),
    done: Result<(), MentoringError>,
    said: &str,
) -> Result<Response, Refusal> {
    match done {
        Ok(()) => Ok(Redirect::to(visit.path("satgas")).with(Flash::good(said)).into_response()),
        Err(error) => page(site, visit, &FormState::of(form).refused(&error.into())).await,
    }
}

fn user_in(form: &Form) -> UserId {
    UserId(form.text("mentor").parse().unwrap_or(0))
}

/// `POST /wilayah/{region}/satgas/anggota`
pub(super) async fn add(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let (region, by, user) = (visit.region()?, by(&visit)?, user_in(&form));
    let act = move |tx: &mut store::Tx<'_>| -> Result<(), MentoringError> {
        let known = mentors(tx, region, by.today)?;
        let joiner = joiners(tx, region, &known)?.into_iter().find(|one| one.user == user);
        let Joiner { user, name, region } = joiner.ok_or(MentoringError::NoSuchMentor)?;
        add_mentor(tx, &NewMentor { user, name, region, since: by.today }, by)
    };
    let done = site.db.command(form.command(&visit)?, act).await.map(drop);
    after((&site, &visit, &form), done, "Pendamping masuk satgas.").await
}

/// `POST /wilayah/{region}/satgas/anggota/{user}/selesai`
pub(super) async fn end(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    form: Form,
) -> Result<Response, Refusal> {
    let (region, today) = (visit.region()?, visit.today);
    let act = move |tx: &mut store::Tx<'_>| end_mentor(tx, region, UserId(named.user), today);
    let done = site.db.command(form.command(&visit)?, act).await.map(drop);
    after((&site, &visit, &form), done, "Pendamping selesai bertugas.").await
}

/// `POST /wilayah/{region}/satgas/tugaskan`
pub(super) async fn assign_one(
    State(site): State<Site>,
    visit: Visit,
    form: Form,
) -> Result<Response, Refusal> {
    let (region, by, mentor) = (visit.region()?, by(&visit)?, user_in(&form));
    let cooperative = CooperativeId(form.text("cooperative").parse().unwrap_or(0));
    let act = move |tx: &mut store::Tx<'_>| assign(tx, region, cooperative, mentor, by);
    let done = site.db.command(form.command(&visit)?, act).await.map(drop);
    after((&site, &visit, &form), done, "Pendamping ditetapkan.").await
}

/// `POST /wilayah/{region}/satgas/bagi`: what was proposed and is ticked, all or nothing.
pub(super) async fn assign_proposed(
    State(site): State<Site>,
    visit: Visit,
    form: Form,
) -> Result<Response, Refusal> {
    let (region, by) = (visit.region()?, by(&visit)?);
    let pair = |text: &str| {
        let (cooperative, mentor) = text.split_once(':')?;
        Some((CooperativeId(cooperative.parse().ok()?), UserId(mentor.parse().ok()?)))
    };
    let pairs: Vec<_> = form.list("pair").into_iter().filter_map(pair).collect();
    let act = move |tx: &mut store::Tx<'_>| -> Result<(), MentoringError> {
        // Who has somebody by now keeps that mentor.
        let held = assignments(tx, region, by.today)?;
        let free = pairs.iter().filter(|(id, _)| held.iter().all(|one| one.cooperative != *id));
        for (cooperative, mentor) in free {
            assign(tx, region, *cooperative, *mentor, by)?;
        }
        Ok(())
    };
    let done = site.db.command(form.command(&visit)?, act).await.map(drop);
    after((&site, &visit, &form), done, "Pembagian koperasi tersimpan.").await
}
