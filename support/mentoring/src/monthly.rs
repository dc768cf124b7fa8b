//! The monthly report of a task force to mayor, province and ministry: what was planned and done, where the
//! cooperatives stand, what holds them back, what the city is asked. Figures are counted, none is written by
//! hand; nobody is named but officers and mentors.

use std::collections::BTreeMap;

use kernel::{BookDate, Month, RegionCode};
use officers::held_in;
use reports::{Cell, Column, Document, Part, Row, Table};
use store::Reader;

use crate::{
    Escalation, Evidence, Lacking, Measures, MentoringError, StageName, Staged, attendance, escalations,
    lacking, measures, stages_in,
};

/// Everything that the report of a month says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Monthly {
    /// The name of the region, or its code where regions are not loaded.
    pub region: String,
    /// What was measured.
    pub measures: Measures,
    /// The day of the stages: the end of the month, or today where that is earlier.
    pub as_of: BookDate,
    /// The cooperatives with their stage, by village.
    pub staged: Vec<Staged>,
    /// What the city is asked today.
    pub escalations: Vec<Escalation>,
    /// Officers that lack a training.
    pub lacking: Vec<Lacking>,
    /// The day on which the report is made.
    pub made_on: BookDate,
}

/// Gathers the report of a month, in a fixed number of questions.
///
/// # Errors
/// A crate below cannot answer.
pub fn monthly(
    reader: &mut dyn Reader,
    region: RegionCode,
    month: Month,
    today: BookDate,
) -> Result<Monthly, MentoringError> {
    let as_of = month.last_day().min(today);
    let staged = stages_in(reader, region, as_of)?;
    let all: Vec<_> = staged.iter().map(|one| one.assessed.cooperative.clone()).collect();
    let (held, came) = (held_in(reader, region)?, attendance(reader, region)?);
    let name = territory::region(reader, region)?.map_or_else(|| region.to_string(), |region| region.name);
    Ok(Monthly {
        region: name,
        measures: measures(reader, region, month, today)?,
        as_of,
        lacking: lacking(&all, &held, &came, as_of),
        staged,
        escalations: escalations(reader, region, today)?,
        made_on: today,
    })
}

impl Monthly {
    /// How many cooperatives stand at each stage.
    pub fn stages(&self) -> Vec<(StageName, i64)> {
        let count = |stage| self.staged.iter().filter(|one| one.stage.reached == stage).count();
        StageName::ALL
            .into_iter()
            .map(|stage| (stage, i64::try_from(count(stage)).unwrap_or(i64::MAX)))
            .collect()
    }

    /// What holds how many back from their next stage, the most frequent first.
    pub fn holding_back(&self) -> Vec<(Evidence, i64)> {
        let mut reasons: BTreeMap<&'static str, (Evidence, i64)> = BTreeMap::new();
        for check in self.staged.iter().flat_map(|one| one.stage.missing()) {
            reasons.entry(check.evidence.lack()).or_insert((check.evidence, 0)).1 += 1;
        }
        let mut reasons: Vec<(Evidence, i64)> = reasons.into_values().collect();
        reasons.sort_by_key(|(_, count)| -count);
        reasons
    }

    /// The report to print, or as a workbook.
    pub fn document(&self) -> Document {
        let month = self.measures.month;
        let mut document =
            Document::new(&format!("Satgas koperasi {}", self.region), "Laporan bulanan satgas");
        document.subtitle = vec![month.long(), format!("Keadaan koperasi pada {}", self.as_of.long())];
        document.parts = vec![
            Part::Table(self.achieved()),
            Part::Table(counts(
                "Tahap koperasi",
                "Tahap",
                self.stages().into_iter().map(|(stage, count)| (stage.label(), count)),
            )),
            Part::Table(counts(
                "Apa yang menahan ke tahap berikutnya",
                "Sebab",
                self.holding_back().into_iter().map(|(evidence, count)| (evidence.lack(), count)),
            )),
            Part::Table(self.asked()),
            Part::Table(self.untrained()),
            Part::Table(self.each()),
        ];
        document.footer = vec![
            format!(
                "Dibuat {}. Semua angka dihitung dari catatan; tahap tidak pernah dicentang.",
                self.made_on.long()
            ),
            "\"Belum melapor\" berarti tidak diketahui, bukan tidak ada kegiatan.".to_owned(),
        ];
        document
    }

    fn achieved(&self) -> Table {
        let found = &self.measures;
        let effect = &found.effect;
        let of = |what: &str, done: i64, all: Option<i64>| {
            Row::plain(vec![what.into(), Cell::Number(done), all.map_or(Cell::Empty, Cell::Number)])
        };
        let mut rows = vec![
            of("Kunjungan menurut rencana", found.visits_done, Some(found.visits_planned)),
            of("Kunjungan di luar rencana", found.visits_unplanned, None),
            of("Tindak lanjut selesai tepat waktu", found.actions_in_time, Some(found.actions_due)),
            of("Permintaan bantuan dijawab", found.help_answered, Some(found.help_asked)),
        ];
        rows.push(Row::plain(vec![
            "Lama jawaban, nilai tengah (hari)".into(),
            found.help_median_days.map_or_else(|| Cell::from("belum dapat dihitung"), Cell::Number),
            Cell::Empty,
        ]));
        let visited = format!("Dikunjungi {}", effect.visited_in.long());
        let after = |what: &str| format!("{visited}, {what} tiga bulan kemudian");
        let compared = Some(effect.compared());
        rows.push(of(&after("menjadi melapor kegiatan"), effect.woke, compared));
        rows.push(of(&after("tidak lagi melapor kegiatan"), effect.fell_silent, compared));
        rows.push(of(&after("tetap"), effect.same, compared));
        rows.push(of(&format!("{visited}, belum tiga bulan"), effect.not_yet, Some(effect.visited)));
        rows.push(of(
            &format!("{visited}, transaksinya baru dicatat sesudah tiga bulan"),
            effect.recorded_late,
            compared,
        ));
        let columns = vec![Column::text("Ukuran"), Column::number("Jumlah"), Column::number("Dari")];
        Table { heading: "Yang dicapai".to_owned(), columns, rows, totals: Vec::new() }
    }

    fn asked(&self) -> Table {
        let row = |one: &Escalation| {
            let action = &one.action;
            Row::plain(vec![
                one.name.as_str().into(),
                action.what.as_str().into(),
                action.owner.as_str().into(),
                action.due.into(),
                Cell::from(match action.escalated_on {
                    Some(on) => format!("diteruskan {}", on.short()),
                    None => format!("lewat {} hari", action.days_late(self.made_on)),
                }),
            ])
        };
        let columns = vec![
            Column::text("Koperasi"),
            Column::text("Tindak lanjut"),
            Column::text("Penanggung jawab"),
            Column::date("Tenggat"),
            Column::text("Keadaan"),
        ];
        let rows = self.escalations.iter().map(row).collect();
        Table { heading: "Perlu perhatian dinas".to_owned(), columns, rows, totals: Vec::new() }
    }

    fn untrained(&self) -> Table {
        let row = |one: &Lacking| {
            Row::plain(vec![
                one.village.to_string().into(),
                one.name.as_str().into(),
                one.sentences.join(" ").into(),
            ])
        };
        let columns = vec![
            Column::text("Kode wilayah"),
            Column::text("Koperasi"),
            Column::text("Pelatihan yang kurang"),
        ];
        let rows = self.lacking.iter().map(row).collect();
        Table { heading: "Pejabat yang belum dilatih".to_owned(), columns, rows, totals: Vec::new() }
    }

    fn each(&self) -> Table {
        let row = |one: &Staged| {
            let cooperative = &one.assessed.cooperative;
            Row::plain(vec![
                cooperative.region.to_string().into(),
                cooperative.short_name().into(),
                one.assessed.state.label().into(),
                one.stage.reached.label().into(),
                one.stage.holds_back.join(" ").into(),
            ])
        };
        let columns = vec![
            Column::text("Kode wilayah"),
            Column::text("Koperasi"),
            Column::text("Keadaan"),
            Column::text("Tahap"),
            Column::text("Yang menahan"),
        ];
        let rows = self.staged.iter().map(row).collect();
        Table { heading: "Tiap koperasi".to_owned(), columns, rows, totals: Vec::new() }
    }
}

fn counts<'a>(heading: &str, what: &str, rows: impl Iterator<Item = (&'a str, i64)>) -> Table {
    let rows = rows.map(|(label, count)| Row::plain(vec![label.into(), Cell::Number(count)])).collect();
    let columns = vec![Column::text(what), Column::number("Koperasi")];
    Table { heading: heading.to_owned(), columns, rows, totals: Vec::new() }
}
