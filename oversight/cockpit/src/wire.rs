//! The figures of the table as JSON. Money in whole rupiah, dates as `YYYY-MM-DD`, months as `YYYY-MM`;
//! what is not known is null, never zero.

use activity::{ActivityState, Counts};
use kernel::{BookDate, Rupiah};
use serde::Serialize;

use crate::figures::Sums;
use crate::{City, Row, Savings, Sum};

/// `GET /api/v1/regions/{region}/cooperatives`.
#[derive(Serialize)]
pub(crate) struct CityJson {
    region: String,
    name: String,
    as_of: BookDate,
    counts: Counts,
    totals: Totals,
    cooperatives: Vec<RowJson>,
}

#[derive(Serialize)]
struct Totals {
    members: Total,
    savings: Total,
    turnover_this_year: Total,
}

#[derive(Serialize)]
struct Total {
    amount: Option<Rupiah>,
    covered: usize,
    of: usize,
    oldest_data: Option<BookDate>,
    newest_data: Option<BookDate>,
}

#[derive(Serialize)]
struct RowJson {
    id: i64,
    code: String,
    name: String,
    district: String,
    district_name: String,
    state: ActivityState,
    since: Option<BookDate>,
    members: Option<i64>,
    savings: Option<SavingsJson>,
    turnover_this_year: Option<Rupiah>,
    last_act: Option<BookDate>,
    closed_through: Option<String>,
    data_until: Option<BookDate>,
}

#[derive(Serialize)]
struct SavingsJson {
    principal: Rupiah,
    dues: Rupiah,
    voluntary: Rupiah,
    total: Rupiah,
}

impl From<Sum> for Total {
    fn from(sum: Sum) -> Self {
        let (oldest_data, newest_data) = (sum.oldest, sum.newest);
        Self { amount: sum.known(), covered: sum.covered, of: sum.of, oldest_data, newest_data }
    }
}

impl From<Savings> for SavingsJson {
    fn from(savings: Savings) -> Self {
        let Savings { principal, dues, voluntary } = savings;
        Self { principal, dues, voluntary, total: savings.total() }
    }
}

impl From<&Row> for RowJson {
    fn from(row: &Row) -> Self {
        let assessed = &row.assessed;
        Self {
            id: assessed.cooperative.id.0,
            code: row.code().to_string(),
            name: assessed.cooperative.name.clone(),
            district: row.district.to_string(),
            district_name: row.district_name.clone(),
            state: assessed.state,
            since: assessed.since,
            members: row.members,
            savings: row.savings.map(SavingsJson::from),
            turnover_this_year: row.turnover,
            last_act: assessed.last_act,
            closed_through: assessed.closed_through.map(|month| month.to_string()),
            data_until: assessed.data_until,
        }
    }
}

impl From<&City> for CityJson {
    fn from(city: &City) -> Self {
        let rows: Vec<&Row> = city.rows.iter().collect();
        let Sums { members, savings, turnover } = Sums::over(&rows, city.as_of);
        Self {
            region: city.region.to_string(),
            name: city.name.clone(),
            as_of: city.as_of,
            counts: city.counts,
            totals: Totals {
                members: members.into(),
                savings: savings.into(),
                turnover_this_year: turnover.into(),
            },
            cooperatives: rows.into_iter().map(RowJson::from).collect(),
        }
    }
}
