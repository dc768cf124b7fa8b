//! Catatan atas laporan keuangan on the screen: words, and a table for every note.

use askama::Template;
use kernel::{CooperativeId, Rupiah, UnitCode};
use reports::Document;
use store::Reader;

use super::Paper;
use super::asked::{Asked, Reading};
use super::equity::{MovementRow, MovementTable};
use super::lists::{Around, Lists};
use super::place::{Amount, Place, unit_value};
use super::statement::StatementTable;
use crate::compare::{StatementRow, StatementRowKind, year_earlier};
use crate::error::StatementError;
use crate::figures::year_start;
use crate::note_paper::{
    borrowed_sentence, general, heads, member_rows, movements, periods, section_of_movements,
};
use crate::notes::{Note, NotePart, Notes, notes};
use crate::paper::{Frame, period};

#[derive(Template)]
#[template(path = "notes.html")]
pub(crate) struct NotesPage {
    around: Around,
    notes: Notes,
    period: String,
    general: Vec<String>,
    shown: Vec<ShownNote>,
    members: StatementTable,
    borrowed: &'static str,
    is_empty: bool,
}

/// A numbered note with its tables.
struct ShownNote {
    number: i64,
    title: String,
    table: StatementTable,
    movements: Option<MovementTable>,
}

/// Shows the notes of a period.
pub(crate) fn page(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    place: &Place,
    asked: &Asked,
) -> Result<NotesPage, StatementError> {
    let lists = Lists::read(reader, cooperative, place.today)?;
    let mut reading = Reading::of(asked);
    let (from, through) = reading.period(place.today);
    let unit = reading.unit(&lists.units);
    let about = place.surroundings(reader, cooperative, through)?.of_cooperative(&place.cooperative);
    let notes = notes(reader, cooperative, (from, through), unit, about.identity, about.borrowed)?;
    let values = [("dari", from.to_string()), ("sampai", through.to_string()), ("unit", unit_value(unit))];
    let shown = notes.notes.iter().map(|note| shown(place, &notes, note, unit)).collect();
    Ok(NotesPage {
        period: period(from, through),
        general: general(&notes.identity),
        shown,
        members: members(&notes),
        borrowed: borrowed_sentence(&notes),
        is_empty: lists.is_empty(),
        around: lists.around(place, reading, about.letterhead, (through, unit), ("laporan/catatan", &values)),
        notes,
    })
}

fn row(kind: StatementRowKind, name: &str, now: Rupiah, before: Rupiah) -> StatementRow {
    StatementRow::sum(kind, name, "", now, before)
}

fn shown(place: &Place, notes: &Notes, note: &Note, unit: Option<UnitCode>) -> ShownNote {
    let mut rows: Vec<StatementRow> = note
        .lines
        .iter()
        .map(|line| StatementRow {
            account: Some(line.code),
            ..row(StatementRowKind::Line, &line.name, line.now, line.before)
        })
        .collect();
    rows.push(row(StatementRowKind::Total, "Jumlah", note.now, note.before));
    let links = |account| {
        let open = |from, through| place.account_link(account, from, through, unit);
        match note.part {
            // A balance opens its account from the beginning of its book year.
            NotePart::Balance(_) => {
                (open(year_start(notes.as_of), notes.as_of), open(year_start(notes.before), notes.before))
            }
            NotePart::Income(_) => {
                (open(notes.from, notes.as_of), open(year_earlier(notes.from), year_earlier(notes.as_of)))
            }
        }
    };
    let [now, before] = heads(notes, note);
    let movements = section_of_movements(notes, note).map(|section| {
        let (of, sums) = movements(notes, section);
        let row = |of: &&crate::notes::AssetMovement| MovementRow {
            name: of.name.clone(),
            amounts: [of.opening, of.additions, of.reductions, of.closing].map(|amount| {
                Amount::linked(amount, place.account_link(of.code, notes.from, notes.as_of, unit))
            }),
        };
        MovementTable {
            name: format!("Mutasi {}", period(notes.from, notes.as_of)),
            what: "Aset",
            rows: of.iter().map(row).collect(),
            total: MovementRow { name: "Nilai buku".to_owned(), amounts: sums.map(Amount::plain) },
        }
    });
    ShownNote {
        number: note.number,
        title: note.title.clone(),
        table: StatementTable::of(("Akun", ""), (now, before), rows, links),
        movements,
    }
}

fn members(notes: &Notes) -> StatementTable {
    let [now, before] = periods(notes);
    let rows = member_rows(notes).into_iter().map(|(name, [now, before], is_sum)| {
        let kind = if is_sum { StatementRowKind::Subtotal } else { StatementRowKind::Line };
        row(kind, name, now, before)
    });
    StatementTable::of(("Uraian", ""), (now, before), rows.collect(), |_| Default::default())
}

impl Paper for NotesPage {
    fn document(&self) -> Document {
        Frame::around(&self.around).document(crate::note_paper::notes(&self.notes))
    }

    fn file_name(&self) -> String {
        format!("catatan-{}-{}", self.notes.from, self.notes.as_of)
    }

    fn has_problems(&self) -> bool {
        !self.around.problems.is_empty()
    }

    fn is_narrow(&self) -> bool {
        true
    }
}
