//! Laporan keuangan tahunan: one year, its five statements, and the paper of all of them.

use askama::Template;
use kernel::{BookDate, CooperativeId, Month};
use reports::Document;
use store::Reader;

use super::Paper;
use super::asked::{Asked, Reading};
use super::lists::{Around, Lists};
use super::place::{Pick, Place, unit_value};
use crate::error::StatementError;
use crate::pack::{self, Pack, pack};
use crate::paper::{Frame, period};
use crate::span::span;

#[derive(Template)]
#[template(path = "annual.html")]
pub(crate) struct AnnualPage {
    around: Around,
    pack: Pack,
    period: String,
    years: Vec<Pick>,
    statements: [(&'static str, &'static str, String); 5],
    is_empty: bool,
}

/// Shows what a year's statements are, and where each opens.
pub(crate) fn page(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    place: &Place,
    asked: &Asked,
) -> Result<AnnualPage, StatementError> {
    let lists = Lists::read(reader, cooperative, place.today)?;
    let mut reading = Reading::of(asked);
    let (from, through) = reading.year(place.today);
    let unit = reading.unit(&lists.units);
    let about = place.surroundings(reader, cooperative, through)?.of_cooperative(&place.cooperative);
    let pack = pack(reader, cooperative, (from, through), unit, &about)?;
    let first = span(reader, cooperative)?.map_or(place.today.month_of(), |(first, _)| first);
    let of_period = |page: &str| {
        let values =
            [("dari", from.to_string()), ("sampai", through.to_string()), ("unit", unit_value(unit))];
        place.link(page, &values)
    };
    let of_day = [("tanggal", through.to_string()), ("unit", unit_value(unit))];
    let values = [("tahun", through.year().to_string()), ("unit", unit_value(unit))];
    Ok(AnnualPage {
        period: period(from, through),
        years: years(first, place.today, through),
        statements: [
            ("Neraca", "laporan posisi keuangan", place.link("laporan/neraca", &of_day)),
            ("Perhitungan hasil usaha", "PHU", of_period("laporan/phu")),
            ("Perubahan modal", "ekuitas", of_period("laporan/perubahan-modal")),
            ("Arus kas", "dari mana uang datang, ke mana pergi", of_period("laporan/arus-kas")),
            ("Catatan atas laporan keuangan", "rincian setiap angka", of_period("laporan/catatan")),
        ],
        is_empty: lists.is_empty(),
        around: lists.around(place, reading, about.letterhead, (through, unit), ("laporan/tahunan", &values)),
        pack,
    })
}

/// The book years that have anything, newest first.
fn years(first: Month, today: BookDate, chosen: BookDate) -> Vec<Pick> {
    let first = first.year().min(chosen.year());
    let pick = |year: i64| Pick {
        value: year.to_string(),
        name: year.to_string(),
        is_chosen: year == chosen.year(),
    };
    (first..=today.year()).rev().map(pick).collect()
}

impl Paper for AnnualPage {
    fn document(&self) -> Document {
        Frame::around(&self.around).document(pack::sheet(&self.pack))
    }

    fn file_name(&self) -> String {
        format!("laporan-tahunan-{}", self.pack.income.now.as_of.year())
    }

    fn has_problems(&self) -> bool {
        !self.around.problems.is_empty()
    }
}
