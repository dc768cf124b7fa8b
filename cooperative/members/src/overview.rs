//! How many members many cooperatives have, for whoever oversees them: counts, never a name.

use std::collections::BTreeMap;

use ::store::{Reader, Value};
use kernel::{BookDate, CooperativeId};

use crate::MembersError;

/// Cooperatives in one statement; the list in it has a place for each.
const AT_A_TIME: usize = 64;

const ACTIVE: &str = "select cooperative_id, cast(sum(case when active_from is not null and active_from <= $65 \
     and (ended_on is null or ended_on > $65) then 1 else 0 end) as bigint) from members_member \
     where cooperative_id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, \
     $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, \
     $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, \
     $61, $62, $63, $64) and applied_on <= $65 group by cooperative_id";

/// The members of each cooperative on a day, former ones left out. A cooperative in whose register nobody
/// stood by then is not in the answer: nothing is known of it, which is not zero.
///
/// # Errors
/// The store cannot answer.
pub fn active_counts(
    reader: &mut dyn Reader,
    cooperatives: &[CooperativeId],
    on: BookDate,
) -> Result<BTreeMap<CooperativeId, i64>, MembersError> {
    let mut counts = BTreeMap::new();
    for some in cooperatives.chunks(AT_A_TIME) {
        // Places left over name the last one again.
        let last = some.iter().rev().take(1).cycle();
        let those = some.iter().chain(last).take(AT_A_TIME).map(|id| Value::from(*id));
        let params: Vec<Value> = those.chain([on.into()]).collect();
        for row in reader.query(ACTIVE, &params)? {
            counts.insert(CooperativeId(row.int(0)?), row.int(1)?);
        }
    }
    Ok(counts)
}

const STANDING: &str = "select cast(count(case when active_from <= $2 then 1 end) as bigint), cast(count(*) as bigint) from members_member where cooperative_id = $1 and applied_on <= $2 \
     and (ended_on is null or ended_on > $2)";

/// How many members a cooperative had at the end of a day, and how many who had applied and were not members
/// yet; who had left by then is in neither.
///
/// # Errors
/// The store cannot answer.
pub fn members_and_applicants(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    on: BookDate,
) -> Result<(i64, i64), MembersError> {
    let params: [Value; 2] = [cooperative.into(), on.into()];
    let rows = reader.query(STANDING, &params)?;
    let Some(row) = rows.first() else { return Ok((0, 0)) };
    let (active, all) = (row.int(0)?, row.int(1)?);
    Ok((active, all - active))
}
