//! All SQL of this crate.

use std::collections::BTreeMap;

use ::store::{Reader, StoreError, Tx, Value, values};
use kernel::{CooperativeId, Month, Timestamp, UserId};

/// Cooperatives in one statement; the list in it has a place for each.
const AT_A_TIME: usize = 64;

const ZERO_REPORTS: &str = "select cooperative_id, month, declared_at from activity_zero_report \
     where cooperative_id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, \
     $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, \
     $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, \
     $61, $62, $63, $64) and month >= $65 and month <= $66";

/// The months that were declared zero, with the instant.
pub(crate) fn zero_reports(
    reader: &mut dyn Reader,
    cooperatives: &[CooperativeId],
    from: Month,
    through: Month,
) -> Result<BTreeMap<CooperativeId, BTreeMap<Month, Timestamp>>, StoreError> {
    let mut reports: BTreeMap<CooperativeId, BTreeMap<Month, Timestamp>> = BTreeMap::new();
    for some in cooperatives.chunks(AT_A_TIME) {
        // Places left over name the last one again.
        let last = some.iter().rev().take(1).cycle();
        let those = some.iter().chain(last).take(AT_A_TIME).map(|id| Value::from(*id));
        let params: Vec<Value> = those.chain(values![from, through]).collect();
        for row in reader.query(ZERO_REPORTS, &params)? {
            let months = reports.entry(CooperativeId(row.int(0)?)).or_default();
            months.insert(row.month(1)?, Timestamp(row.int(2)?));
        }
    }
    Ok(reports)
}

/// Keeps a declaration, unless the month has one already.
pub(crate) fn insert_zero_report(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    month: Month,
    by: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "insert into activity_zero_report (cooperative_id, month, declared_by, declared_at) \
         values ($1, $2, $3, $4) on conflict (cooperative_id, month) do nothing";
    tx.execute(sql, &values![cooperative, month, by, at]).map(drop)
}
