//! Savings as JSON. Deposits are the busiest call of the program: one command, and no reading besides it.

use axum::extract::State;
use kernel::{AccountCode, BookDate, DocumentId, Month, PartyId, Rupiah, UnitCode};
use serde::{Deserialize, Serialize};
use web::json::{Api, Body, IdempotencyKey};
use web::{Refusal, Right, Route, Site, Visit};

use crate::pages::Named;
use crate::{
    Arrear, Balances, Deposit, Kind, Receipt, SavingsError, StripCell, Totals, Withdrawal, arrears,
    balances_of, deposit, strip, totals, withdraw,
};

/// The API of savings.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::post("/api/v1/cooperatives/{cooperative}/savings/deposits", Right::Record, create_deposit),
        Route::post(
            "/api/v1/cooperatives/{cooperative}/savings/withdrawals",
            Right::Record,
            create_withdrawal,
        ),
        Route::get("/api/v1/cooperatives/{cooperative}/savings", Right::ReadFigures, show_totals),
        Route::get("/api/v1/cooperatives/{cooperative}/savings/arrears", Right::ReadMembers, show_arrears),
        Route::get(
            "/api/v1/cooperatives/{cooperative}/members/{member}/savings",
            Right::ReadMembers,
            show_member,
        ),
    ]
}

fn cash() -> AccountCode {
    AccountCode(11_100)
}

fn office() -> UnitCode {
    UnitCode::OFFICE
}

/// The first and the last month.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Months {
    from: Month,
    through: Month,
}

/// A deposit: `place` is 11100 (kas), `unit` 0 and `date` today where they are left out; `months` only
/// for kind `wajib`, the next unpaid ones where they are left out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DepositRequest {
    member: PartyId,
    kind: Kind,
    amount: Rupiah,
    months: Option<Months>,
    #[serde(default = "cash")]
    place: AccountCode,
    #[serde(default = "office")]
    unit: UnitCode,
    date: Option<BookDate>,
    #[serde(default)]
    note: String,
    voucher: Option<DocumentId>,
}

/// `POST …/savings/deposits`
async fn create_deposit(
    State(site): State<Site>,
    visit: Visit,
    key: IdempotencyKey,
    Body(request): Body<DepositRequest>,
) -> Result<Api<Receipt>, Refusal> {
    let asked = Deposit {
        cooperative: visit.cooperative()?.id,
        member: request.member,
        kind: request.kind,
        amount: request.amount,
        months: request.months.map(|months| (months.from, months.through)),
        place: request.place,
        unit: request.unit,
        date: request.date.unwrap_or(visit.today),
        note: request.note,
        voucher: request.voucher,
        by: visit.user()?,
        at: visit.now,
    };
    let answer = site.db.command(key.command(&visit), move |tx| deposit(tx, &asked)).await?;
    Ok(Api::created(answer.value))
}

/// A withdrawal of simpanan sukarela; what may be left out is as for a deposit.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WithdrawalRequest {
    member: PartyId,
    amount: Rupiah,
    #[serde(default = "cash")]
    place: AccountCode,
    #[serde(default = "office")]
    unit: UnitCode,
    date: Option<BookDate>,
    #[serde(default)]
    note: String,
    voucher: Option<DocumentId>,
}

/// `POST …/savings/withdrawals`
async fn create_withdrawal(
    State(site): State<Site>,
    visit: Visit,
    key: IdempotencyKey,
    Body(request): Body<WithdrawalRequest>,
) -> Result<Api<Receipt>, Refusal> {
    let asked = Withdrawal {
        cooperative: visit.cooperative()?.id,
        member: request.member,
        amount: request.amount,
        place: request.place,
        unit: request.unit,
        date: request.date.unwrap_or(visit.today),
        note: request.note,
        voucher: request.voucher,
        by: visit.user()?,
        at: visit.now,
    };
    let answer = site.db.command(key.command(&visit), move |tx| withdraw(tx, &asked)).await?;
    Ok(Api::created(answer.value))
}

/// `GET …/savings`: what all members have saved.
async fn show_totals(State(site): State<Site>, visit: Visit) -> Result<Api<Totals>, Refusal> {
    let cooperative = visit.cooperative()?.id;
    Ok(Api::ok(site.db.read(move |reader| totals(reader, cooperative)).await?))
}

/// `GET …/savings/arrears`: who has not paid which months, as of today.
async fn show_arrears(State(site): State<Site>, visit: Visit) -> Result<Api<Vec<Arrear>>, Refusal> {
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    Ok(Api::ok(site.db.read(move |reader| arrears(reader, cooperative, today)).await?))
}

/// What one member has saved, and how the months of this year stand.
#[derive(Serialize)]
struct MemberSavings {
    member: PartyId,
    balances: Balances,
    months: Vec<StripCell>,
}

/// `GET …/members/{member}/savings`
async fn show_member(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
) -> Result<Api<MemberSavings>, Refusal> {
    let (cooperative, today, member) = (visit.cooperative()?.id, visit.today, named.member());
    let found = site
        .db
        .read(move |reader| {
            let months = strip(reader, cooperative, member, today.year(), today)?;
            Ok::<_, SavingsError>(MemberSavings {
                member,
                balances: balances_of(reader, cooperative, member)?,
                months,
            })
        })
        .await?;
    Ok(Api::ok(found))
}
