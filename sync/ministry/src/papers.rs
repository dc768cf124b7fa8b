//! The reports as documents: for PDF and Excel.

use activity::ActivityState;
use kernel::{BookDate, Rupiah};
use registry::Cooperative;
use reports::{Cell, Column, Document, Paper, Part, Row, Table};

use crate::extract::{Rows, TABLES};
use crate::monthly::{Covered, Monthly};
use crate::statistics::COLUMNS;
use crate::store::{Snapshot, StatisticView};

/// What nobody has said.
const UNKNOWN: &str = "tidak diketahui";

fn table(heading: &str, columns: Vec<Column>, rows: Vec<Row>) -> Part {
    Part::Table(Table { heading: heading.to_owned(), columns, rows, totals: Vec::new() })
}

fn money(amount: Option<i64>) -> Cell {
    amount.map_or_else(|| Cell::from(UNKNOWN), |amount| Cell::Money(Rupiah(amount)))
}

fn count(amount: Option<i64>) -> Cell {
    amount.map_or_else(|| Cell::from(UNKNOWN), Cell::Number)
}

fn number(count: usize) -> Cell {
    Cell::Number(i64::try_from(count).unwrap_or(i64::MAX))
}

/// The report of a region for a month.
pub(crate) fn monthly_paper(report: &Monthly) -> Document {
    let parts = vec![
        states(report),
        figures(report),
        legal(report),
        by_district(report),
        silent(report),
        changed(report),
        Part::NewPage("Tiap koperasi".to_owned()),
        each(report),
    ];
    let mut subtitle = vec![report.month.long(), format!("Keadaan pada {}", report.as_of.long())];
    if report.as_of < report.month.last_day() {
        subtitle.push("Bulan ini belum selesai; angkanya masih bertambah.".to_owned());
    }
    Document {
        subtitle,
        parts,
        footer: vec![
            "Omzet tidak memuat titipan, bunga bank, dan pendapatan di luar usaha.".to_owned(),
            format!("\"{UNKNOWN}\" berarti belum dilaporkan: bukan nol, dan tidak ikut dijumlah."),
        ],
        paper: Paper::A4Wide,
        ..Document::new(&report.name, "Laporan bulanan koperasi")
    }
}

fn states(report: &Monthly) -> Part {
    let row = |state: ActivityState| {
        Row::plain(vec![
            state.label().into(),
            report.counts.of(state).into(),
            report.before.of(state).into(),
            state.meaning().into(),
        ])
    };
    table(
        "Keadaan koperasi",
        vec![
            Column::text("Keadaan"),
            Column::number("Bulan ini"),
            Column::number("Bulan lalu"),
            Column::text("Artinya"),
        ],
        ActivityState::ALL.into_iter().map(row).collect(),
    )
}

fn figures(report: &Monthly) -> Part {
    let row = |name: &str, now: &Covered, before: &Covered| {
        Row::plain(vec![name.into(), money(now.value()), money(before.value()), now.coverage().into()])
    };
    let closed = format!("{} dari {} koperasi", report.closed, report.rows.len());
    table(
        "Angka",
        vec![
            Column::text("Angka"),
            Column::money("Bulan ini"),
            Column::money("Bulan lalu"),
            Column::text("Cakupan"),
        ],
        vec![
            row("Anggota (orang)", &report.members, &report.members_before),
            row("Simpanan pokok, wajib, sukarela (Rp)", &report.savings, &report.savings_before),
            row("Omzet sebulan (Rp)", &report.turnover, &report.turnover_before),
            Row::plain(vec![
                "Bulan ditutup (koperasi)".into(),
                number(report.closed),
                Cell::Empty,
                closed.into(),
            ]),
        ],
    )
}

fn legal(report: &Monthly) -> Part {
    let of = report.rows.len();
    let row = |(name, have): (&str, usize)| {
        Row::plain(vec![name.into(), number(have), number(of.saturating_sub(have))])
    };
    let papers = &report.papers;
    let rows = [
        ("Akta pendirian", papers.deed),
        ("SK pengesahan AHU", papers.ahu),
        ("NIB", papers.nib),
        ("NPWP", papers.npwp),
        ("NIK koperasi", papers.nik_koperasi),
    ];
    table(
        "Surat",
        vec![Column::text("Surat"), Column::number("Sudah tercatat"), Column::number("Belum tercatat")],
        rows.into_iter().map(row).collect(),
    )
}

fn by_district(report: &Monthly) -> Part {
    let columns = [Column::text(report.part_label())]
        .into_iter()
        .chain(ActivityState::ALL.map(|state| Column::number(state.label())))
        .chain([
            Column::text("Anggota"),
            Column::text("Simpanan"),
            Column::text("Omzet"),
            Column::text("Cakupan omzet"),
        ]);
    let rows = report.districts.iter().map(|row| {
        let states = row.states.map(Cell::Number);
        let sums = [&row.members, &row.savings, &row.turnover];
        let sums = sums.map(|sum| Cell::from(sum.text()));
        let name = [Cell::from(row.name.as_str())];
        Row::plain(
            name.into_iter().chain(states).chain(sums).chain([row.turnover.coverage().into()]).collect(),
        )
    });
    table(&format!("Per {}", report.part_label().to_lowercase()), columns.collect(), rows.collect())
}

fn silent(report: &Monthly) -> Part {
    let silent = report.rows.iter().filter(|row| row.assessed.state == ActivityState::NotReported);
    let rows = silent.map(|row| {
        let one = &row.assessed;
        Row::plain(vec![
            one.cooperative.region.to_string().into(),
            one.cooperative.short_name().into(),
            one.since.map_or(Cell::Empty, Cell::from),
            one.last_act.map_or_else(|| "belum pernah".into(), Cell::from),
        ])
    });
    table(
        "Belum melapor",
        vec![
            Column::text("Kode"),
            Column::text("Koperasi"),
            Column::date("Sejak"),
            Column::date("Transaksi terakhir"),
        ],
        rows.collect(),
    )
}

fn changed(report: &Monthly) -> Part {
    let rows = report.rows.iter().filter(|row| row.has_changed()).map(|row| {
        Row::plain(vec![
            row.assessed.cooperative.short_name().into(),
            row.before.map_or("", ActivityState::label).into(),
            row.assessed.state.label().into(),
        ])
    });
    table(
        "Berubah sejak bulan lalu",
        vec![Column::text("Koperasi"), Column::text("Bulan lalu"), Column::text("Bulan ini")],
        rows.collect(),
    )
}

fn each(report: &Monthly) -> Part {
    let rows = report.rows.iter().map(|row| {
        let one = &row.assessed;
        Row::plain(vec![
            one.cooperative.region.to_string().into(),
            one.cooperative.short_name().into(),
            one.state.label().into(),
            count(row.members),
            money(row.savings),
            money(row.turnover),
            if row.is_closed(report.month) { "sudah" } else { "belum" }.into(),
            one.data_until.map_or_else(|| UNKNOWN.into(), Cell::from),
        ])
    });
    table(
        "Tiap koperasi",
        vec![
            Column::text("Kode"),
            Column::text("Koperasi"),
            Column::text("Keadaan"),
            Column::number("Anggota"),
            Column::money("Simpanan"),
            Column::money("Omzet sebulan"),
            Column::text("Bulan ditutup"),
            Column::date("Data sampai"),
        ],
        rows.collect(),
    )
}

/// The helper sheet of a cooperative: what stands in which field of a portal without an interface, in the
/// order in which it is typed. Of members and savings only the count: they are not typed one by one.
pub fn helper_sheet(cooperative: &Cooperative, rows: &Rows, on: BookDate) -> Document {
    let mut parts = Vec::new();
    let mut order = 0_i64;
    for known in TABLES {
        let Some(records) = rows.get(known.name).filter(|records| !records.is_empty()) else { continue };
        if matches!(known.name, "anggota_koperasi" | "simpanan_anggota") {
            parts.push(Part::Heading(known.name.to_owned()));
            let words = format!("{} baris; kirim berkas {}.csv dari ekspor.", records.len(), known.name);
            parts.push(Part::Paragraph(words));
            continue;
        }
        let mut lines = Vec::new();
        for (n, record) in records.iter().enumerate() {
            lines.push(Row::heading(1, &format!("{} nomor {}", known.name, n + 1)));
            for (column, value) in known.header().zip(&record.cells) {
                if value.is_empty() || column.ends_with("_ref") || column == "dibuat_pada" {
                    continue;
                }
                order += 1;
                lines.push(Row::detail(vec![
                    Cell::Number(order),
                    column.into(),
                    value.as_str().into(),
                    Cell::Empty,
                ]));
            }
        }
        let columns = vec![
            Column::number("Urutan"),
            Column::text("Kolom portal"),
            Column::text("Isian"),
            Column::text("Sudah disalin"),
        ];
        parts.push(table(known.name, columns, lines));
    }
    Document {
        subtitle: vec![format!("Isian per {}", on.long()), format!("Kode wilayah {}", cooperative.region)],
        parts,
        footer: vec!["Salin dari atas ke bawah. Yang kosong di sini belum tercatat di buku.".to_owned()],
        ..Document::new(&cooperative.name, "Lembar bantu portal SIMKOPDES")
    }
}

/// The portal's figures beside our own states, a row a village.
pub(crate) fn statistics_paper(
    name: &str,
    snapshot: &Snapshot,
    rows: &[(StatisticView, String)],
    on: BookDate,
) -> Document {
    let figures = COLUMNS.get(8..).unwrap_or_default();
    let columns = ["Kode", "Kecamatan", "Desa di portal", "Padanan", "Keadaan di Sokoguru"].map(Column::text);
    let columns = columns.into_iter().chain(figures.iter().map(|name| Column::number(name)));
    let lines = rows.iter().map(|(row, state)| {
        let words = [
            row.village.map(|village| village.to_string()).unwrap_or_default(),
            row.names[2].clone(),
            row.names[3].clone(),
            row.how.map_or("", crate::How::label).to_owned(),
            state.clone(),
        ];
        Row::plain(
            words.into_iter().map(Cell::from).chain(row.figures.iter().map(|one| count(*one))).collect(),
        )
    });
    Document {
        subtitle: vec![
            format!("Statistik portal per {}", snapshot.as_of.long()),
            format!("Keadaan di Sokoguru pada {}", on.long()),
        ],
        parts: vec![table("", columns.collect(), lines.collect())],
        footer: vec!["Nol di portal bisa berarti tidak ada kegiatan atau belum dilaporkan.".to_owned()],
        paper: Paper::A4Wide,
        ..Document::new(name, "Statistik SIMKOPDES")
    }
}
