//! The notes as a document: numbered headings, words, and a table for every note.

use kernel::Rupiah;
use ledger::Section;
use reports::{Cell, Column, Paper, Part, Row, Table};

use crate::notes::{AssetMovement, Note, NotePart, Notes};
use crate::paper::{Sheet, head, period};
use crate::surroundings::Identity;

/// The notes.
pub(crate) fn notes(notes: &Notes) -> Sheet {
    let mut parts = vec![Part::Heading("1. Umum".to_owned())];
    parts.extend(general(&notes.identity).into_iter().map(Part::Paragraph));
    parts.extend(officers(&notes.identity));
    parts.push(Part::Heading("2. Dasar penyusunan dan kebijakan akuntansi".to_owned()));
    let marks = 'a'..='z';
    let policies = marks.zip(&notes.policies);
    parts.extend(
        policies.map(|(mark, of)| Part::Item(format!("{mark}."), format!("{}: {}", of.title, of.text))),
    );
    for note in &notes.notes {
        parts.push(Part::Heading(format!("{}. {}", note.number, note.title)));
        parts.push(Part::Table(note_table(notes, note)));
        if let Some(section) = section_of_movements(notes, note) {
            parts.push(Part::Table(movements_table(notes, section)));
        }
    }
    parts.push(Part::Heading(format!(
        "{}. Hasil usaha dengan anggota dan bukan anggota",
        notes.members_number()
    )));
    parts.push(Part::Table(members_table(notes)));
    parts
        .push(Part::Heading(format!("{}. Aset yang dipakai, bukan milik koperasi", notes.borrowed_number())));
    parts.push(Part::Paragraph(borrowed_sentence(notes).to_owned()));
    if !notes.borrowed.is_empty() {
        parts.push(Part::Table(borrowed_table(notes)));
    }
    Sheet {
        title: "Catatan atas Laporan Keuangan".to_owned(),
        period: format!("{}, dalam rupiah", period(notes.from, notes.as_of)),
        parts,
        says: Vec::new(),
        paper: Paper::A4,
    }
}

/// Who the cooperative is, a sentence each; what is not known is not spoken of.
pub(crate) fn general(identity: &Identity) -> Vec<String> {
    let mut said = Vec::new();
    let name = if identity.name.is_empty() { "Koperasi" } else { &identity.name };
    match identity.founded {
        Some(day) => said.push(format!("{name} didirikan pada {}.", day.long())),
        None => said.push(format!("Laporan ini adalah laporan {name}.")),
    }
    if !identity.legal_number.is_empty() {
        said.push(format!("Badan hukum: {}.", identity.legal_number));
    }
    if !identity.address.is_empty() {
        said.push(format!("Alamat: {}.", identity.address));
    }
    if let Some(members) = identity.members {
        let candidates = match members.candidates {
            0 => String::new(),
            count => format!(" dan {count} calon anggota"),
        };
        said.push(format!("Anggota: {} orang{candidates}.", members.active));
    }
    said
}

fn officers(identity: &Identity) -> Option<Part> {
    let rows = identity
        .officers
        .iter()
        .map(|officer| Row::plain(vec![officer.office.as_str().into(), officer.name.as_str().into()]));
    let table = Table {
        heading: "Pengurus dan pengawas".to_owned(),
        columns: vec![Column::text("Jabatan"), Column::text("Nama")],
        rows: rows.collect(),
        totals: Vec::new(),
    };
    (!table.rows.is_empty()).then_some(Part::Table(table))
}

/// What the columns of a note are of: the day of the balance sheet, or the period.
pub(crate) fn heads(notes: &Notes, note: &Note) -> [String; 2] {
    match note.part {
        NotePart::Balance(_) => [notes.as_of.short(), notes.before.short()],
        NotePart::Income(_) => periods(notes),
    }
}

/// The period and the same of the year before.
pub(crate) fn periods(notes: &Notes) -> [String; 2] {
    let earlier = crate::compare::year_earlier;
    [head(notes.from, notes.as_of), head(earlier(notes.from), earlier(notes.as_of))]
}

fn note_table(notes: &Notes, note: &Note) -> Table {
    let row = |line: &crate::notes::NoteLine| {
        Row::plain(vec![line.code.into(), line.name.as_str().into(), line.now.into(), line.before.into()])
    };
    let [now, before] = heads(notes, note);
    Table {
        heading: String::new(),
        columns: vec![
            Column::text("Akun"),
            Column::text("Nama"),
            Column::money(&now),
            Column::money(&before),
        ],
        rows: note.lines.iter().map(row).collect(),
        totals: vec![Row::plain(vec![Cell::Empty, "Jumlah".into(), note.now.into(), note.before.into()])],
    }
}

/// The section whose movements belong below a note.
pub(crate) fn section_of_movements(notes: &Notes, note: &Note) -> Option<Section> {
    let is_in = |movement: &&AssetMovement| {
        matches!(note.part, NotePart::Balance(_)) && note.lines.iter().any(|line| line.code == movement.code)
    };
    notes.fixed_assets.iter().find(is_in).map(|movement| movement.section)
}

/// The movements of a section, and their sums: opening, additions, reductions, closing.
pub(crate) fn movements(notes: &Notes, section: Section) -> (Vec<&AssetMovement>, [Rupiah; 4]) {
    let of: Vec<&AssetMovement> =
        notes.fixed_assets.iter().filter(|movement| movement.section == section).collect();
    let sum = |field: fn(&AssetMovement) -> Rupiah| of.iter().map(|movement| field(movement)).sum();
    let sums = [
        sum(|movement| movement.opening),
        sum(|movement| movement.additions),
        sum(|movement| movement.reductions),
        sum(|movement| movement.closing),
    ];
    (of, sums)
}

fn movements_table(notes: &Notes, section: Section) -> Table {
    let cells = |name: &str, amounts: [Rupiah; 4]| {
        Row::plain([Cell::from(name)].into_iter().chain(amounts.map(Cell::from)).collect())
    };
    let (of, sums) = movements(notes, section);
    let row = |of: &&AssetMovement| cells(&of.name, [of.opening, of.additions, of.reductions, of.closing]);
    Table {
        heading: format!("Mutasi {}", period(notes.from, notes.as_of)),
        columns: vec![
            Column::text("Aset"),
            Column::money("Awal"),
            Column::money("Bertambah"),
            Column::money("Berkurang"),
            Column::money("Akhir"),
        ],
        rows: of.iter().map(row).collect(),
        totals: vec![cells("Nilai buku", sums)],
    }
}

/// The rows of the note about members and others: name, now and before; the last is the sum.
pub(crate) fn member_rows(notes: &Notes) -> Vec<(&'static str, [Rupiah; 2], bool)> {
    let of = &notes.members;
    let less = |a: [Rupiah; 2], b: [Rupiah; 2]| {
        [[a[0], -b[0]].into_iter().sum::<Rupiah>(), [a[1], -b[1]].into_iter().sum::<Rupiah>()]
    };
    let (member, other) =
        (less(of.member_gross, of.member_cost), less(of.non_member_revenue, of.non_member_cost));
    let negative = |amounts: [Rupiah; 2]| amounts.map(|amount| -amount);
    vec![
        ("Pendapatan dari anggota", of.member_gross, false),
        ("Beban pokok untuk anggota", negative(of.member_cost), false),
        ("Hasil bersih dari anggota", member, true),
        ("Pendapatan dari bukan anggota", of.non_member_revenue, false),
        ("Beban pokok untuk bukan anggota", negative(of.non_member_cost), false),
        ("Hasil bersih dari bukan anggota", other, true),
        ("Sisa hasil usaha kotor", less(member, negative(other)), true),
    ]
}

fn members_table(notes: &Notes) -> Table {
    let [now, before] = periods(notes);
    let mut rows: Vec<Row> = member_rows(notes)
        .into_iter()
        .map(|(name, [now, before], is_sum)| {
            let cells = vec![name.into(), now.into(), before.into()];
            if is_sum { Row::subtotal(cells) } else { Row::detail(cells) }
        })
        .collect();
    let totals = rows.pop().into_iter().collect();
    let columns = vec![Column::text("Uraian"), Column::money(&now), Column::money(&before)];
    Table { heading: String::new(), columns, rows, totals }
}

/// What is said above the list of what is not owned.
pub(crate) fn borrowed_sentence(notes: &Notes) -> &'static str {
    match notes.borrowed.is_empty() {
        true => "Tidak ada aset pihak lain yang tercatat dipakai koperasi.",
        false => "Aset berikut dipakai koperasi tetapi milik pihak lain, sehingga tidak ada dalam neraca.",
    }
}

fn borrowed_table(notes: &Notes) -> Table {
    let rows = notes.borrowed.iter().map(|line| {
        Row::plain(vec![
            line.name.as_str().into(),
            line.owner.as_str().into(),
            line.handover_number.as_str().into(),
            line.since.into(),
        ])
    });
    Table {
        heading: String::new(),
        columns: vec![
            Column::text("Aset"),
            Column::text("Pemilik"),
            Column::text("Nomor BAST"),
            Column::date("Sejak"),
        ],
        rows: rows.collect(),
        totals: Vec::new(),
    }
}
