//! The SQL of what lies beside what.

use std::collections::{BTreeMap, BTreeSet};

use ::store::{Reader, Row, StoreError, Tx, values};
use kernel::{CooperativeId, DocumentId, EntryId, Timestamp, UserId};

use crate::beside::{Absence, Attached, Proofs, Subject, Wrong};
use crate::store::decode;

pub(crate) fn hash(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    document: DocumentId,
) -> Result<Vec<u8>, StoreError> {
    let sql = "select sha256 from documents_file where cooperative_id = $1 and document_id = $2";
    reader.query_one(sql, &values![cooperative, document])?.blob(0)
}

pub(crate) fn attach(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    subject: &Subject,
    (document, caption): (DocumentId, &str),
    (by, at): (UserId, Timestamp),
) -> Result<(), StoreError> {
    let sql = "insert into documents_attachment (cooperative_id, kind, number, document_id, caption, \
         attached_by, attached_at) values ($1, $2, $3, $4, $5, $6, $7)";
    let row = values![cooperative, &subject.kind, subject.number, document, caption, by, at];
    tx.execute(sql, &row).map(|_| ())
}

pub(crate) fn mark_wrong(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    subject: &Subject,
    document: DocumentId,
    wrong: &Wrong,
) -> Result<(), StoreError> {
    let sql = "insert into documents_wrong (cooperative_id, kind, number, document_id, reason, replaced_by, \
         marked_by, marked_at) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let row = values![
        cooperative,
        &subject.kind,
        subject.number,
        document,
        &wrong.reason,
        wrong.replaced_by,
        wrong.by,
        wrong.at
    ];
    tx.execute(sql, &row).map(|_| ())
}

pub(crate) fn note_absence(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    subject: &Subject,
    (id, reason): (i64, &str),
    (by, at): (UserId, Timestamp),
) -> Result<(), StoreError> {
    let sql = "insert into documents_absence (cooperative_id, kind, number, absence_id, reason, noted_by, \
         noted_at) values ($1, $2, $3, $4, $5, $6, $7)";
    let row = values![cooperative, &subject.kind, subject.number, id, reason, by, at];
    tx.execute(sql, &row).map(|_| ())
}

/// Seven columns of the file, four of the mark.
macro_rules! file_and_mark {
    () => {
        "f.document_id, f.name, f.content_type, f.size_bytes, f.pages, f.kept_by, f.kept_at, \
         w.reason, w.replaced_by, w.marked_by, w.marked_at "
    };
}

macro_rules! attachments {
    () => {
        concat!(
            "select ",
            file_and_mark!(),
            ", a.caption, a.attached_by, a.attached_at, a.kind from documents_attachment a \
             join documents_file f on f.cooperative_id = $1 and f.document_id = a.document_id \
             left join documents_wrong w on w.cooperative_id = $1 and w.kind = a.kind and w.number = a.number \
             and w.document_id = a.document_id "
        )
    };
}

fn wrong(row: &Row) -> Result<Option<Wrong>, StoreError> {
    let Some(reason) = row.opt_text(7)? else { return Ok(None) };
    Ok(Some(Wrong {
        reason,
        replaced_by: row.opt_int(8)?.map(DocumentId),
        by: UserId(row.int(9)?),
        at: Timestamp(row.int(10)?),
    }))
}

fn one(row: &Row) -> Result<Attached, StoreError> {
    Ok(Attached {
        document: decode(row, 0)?,
        caption: row.text(11)?,
        by: UserId(row.int(12)?),
        at: Timestamp(row.int(13)?),
        with_act: false,
        wrong: wrong(row)?,
    })
}

/// The file that a matter names itself; nothing where its number is of no file.
pub(crate) fn own(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    subject: &Subject,
    own: DocumentId,
) -> Result<Option<Attached>, StoreError> {
    let sql = concat!(
        "select ",
        file_and_mark!(),
        "from documents_file f left join documents_wrong w on w.cooperative_id = $1 and w.kind = $2 \
         and w.number = $3 and w.document_id = f.document_id \
         where f.cooperative_id = $1 and f.document_id = $4"
    );
    let row = reader.query_opt(sql, &values![cooperative, &subject.kind, subject.number, own])?;
    row.map(|row| {
        let document = decode(&row, 0)?;
        let (by, at) = (document.kept_by, document.kept_at);
        Ok(Attached { document, caption: String::new(), by, at, with_act: true, wrong: wrong(&row)? })
    })
    .transpose()
}

pub(crate) fn attached(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    subject: &Subject,
) -> Result<Vec<Attached>, StoreError> {
    let sql = concat!(
        attachments!(),
        "where a.cooperative_id = $1 and a.kind = $2 and a.number = $3 order by a.document_id"
    );
    reader.query(sql, &values![cooperative, &subject.kind, subject.number])?.iter().map(one).collect()
}

pub(crate) fn attached_under(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    beginning: &str,
) -> Result<BTreeMap<String, Vec<Attached>>, StoreError> {
    let sql = concat!(
        attachments!(),
        "where a.cooperative_id = $1 and substr(a.kind, 1, $2) = $3 order by a.kind, a.document_id"
    );
    let length = i64::try_from(beginning.chars().count()).unwrap_or(i64::MAX);
    let mut found: BTreeMap<String, Vec<Attached>> = BTreeMap::new();
    for row in reader.query(sql, &values![cooperative, length, beginning])? {
        found.entry(row.text(14)?).or_default().push(one(&row)?);
    }
    Ok(found)
}

pub(crate) fn absence(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    subject: &Subject,
) -> Result<Option<Absence>, StoreError> {
    let sql = "select reason, noted_by, noted_at from documents_absence \
         where cooperative_id = $1 and kind = $2 and number = $3 order by absence_id desc limit 1";
    let row = reader.query_opt(sql, &values![cooperative, &subject.kind, subject.number])?;
    row.map(|row| Ok(Absence { reason: row.text(0)?, by: UserId(row.int(1)?), at: Timestamp(row.int(2)?) }))
        .transpose()
}

const STANDING: &str = "select a.number from documents_attachment a where a.cooperative_id = $1 \
     and a.kind = $2 and a.number between $3 and $4 and not exists (select 1 from documents_wrong w \
     where w.cooperative_id = $1 and w.kind = $2 and w.number = a.number and w.document_id = a.document_id)";

const WRONG: &str = "select number, document_id from documents_wrong where cooperative_id = $1 \
     and kind = $2 and number between $3 and $4";

const ABSENT: &str = "select number, reason from documents_absence where cooperative_id = $1 \
     and kind = $2 and number between $3 and $4 order by number, absence_id";

pub(crate) fn proofs(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    kind: &str,
    (from, through): (EntryId, EntryId),
) -> Result<Proofs, StoreError> {
    let range = values![cooperative, kind, from, through];
    let entry = |row: &Row| row.int(0).map(EntryId);
    let standing = reader.query(STANDING, &range)?.iter().map(entry).collect::<Result<_, _>>()?;
    let pair = |row: &Row| Ok::<_, StoreError>((entry(row)?, DocumentId(row.int(1)?)));
    let wrong = reader.query(WRONG, &range)?.iter().map(pair).collect::<Result<_, _>>()?;
    let mut excused = BTreeSet::new();
    for row in reader.query(ABSENT, &range)? {
        // In the order of time: the newest has the last word.
        match row.text(1)?.is_empty() {
            true => excused.remove(&entry(&row)?),
            false => excused.insert(entry(&row)?),
        };
    }
    Ok(Proofs { standing, wrong, excused })
}
