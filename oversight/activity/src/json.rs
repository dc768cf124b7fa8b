//! The JSON that scripts were promised: names and shape stay.

use kernel::BookDate;
use serde::Serialize;
use serde_json::Value;

use crate::{ActivityState, Assessment, Counts};

#[derive(Serialize)]
struct Document<'a> {
    region: String,
    as_of: BookDate,
    counts: Counts,
    cooperatives: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    id: i64,
    code: String,
    name: &'a str,
    state: ActivityState,
    since: Option<BookDate>,
    evidence: &'a [String],
}

/// `{region, as_of, counts:{reported_activity,reported_zero,not_reported,not_licensed},
/// cooperatives:[{id,code,name,state,since,evidence:[…]}]}`: region and code with dots, dates as
/// `YYYY-MM-DD`, `since` null where it is not known.
pub fn json(assessment: &Assessment) -> Value {
    let cooperatives = assessment.cooperatives.iter().map(|assessed| Line {
        id: assessed.cooperative.id.0,
        code: assessed.cooperative.region.to_string(),
        name: &assessed.cooperative.name,
        state: assessed.state,
        since: assessed.since,
        evidence: &assessed.evidence,
    });
    let document = Document {
        region: assessment.region.to_string(),
        as_of: assessment.as_of,
        counts: assessment.counts,
        cooperatives: cooperatives.collect(),
    };
    // Texts and numbers only: there is nothing that could not be written.
    serde_json::to_value(document).unwrap_or_default()
}
