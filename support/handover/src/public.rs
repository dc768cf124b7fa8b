//! What everybody may see of a cooperative.

use ::store::Reader;
use kernel::{BookDate, CooperativeId, Month, Rupiah};
use officers::Officer;
use registry::{Cooperative, Unit};
use statements::IncomeGroup;

use crate::certificates::Areas;
use crate::error::HandoverError;
use crate::profile::{Figure, Profile, profile};
use crate::store;

/// Simpanan pokok, wajib and sukarela in the chart.
const SAVINGS: [i64; 3] = [31_100, 31_200, 21_200];
/// Other income (44xxx), which is no turnover.
const OTHER_INCOME: std::ops::RangeInclusive<i64> = 44_000..=44_999;

/// A figure that the cooperative agreed to publish, as it is known from closed months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Which.
    pub figure: Figure,
    /// "Rp12.000.000", "48", or "belum ada bulan yang ditutup".
    pub value: String,
    /// Of when: "per 31 Okt 2026", or empty.
    pub when: String,
}

/// The public face of a cooperative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Face {
    /// Its identity and papers.
    pub cooperative: Cooperative,
    /// "Kecamatan Rangkui, Kota Pangkal Pinang", or empty.
    pub area: String,
    /// Its outlets.
    pub units: Vec<Unit>,
    /// Names and offices.
    pub officers: Vec<Officer>,
    /// The day it was first handed over.
    pub handed_on: Option<BookDate>,
    /// What it agreed to show.
    pub profile: Option<Profile>,
    /// The figures among it.
    pub figures: Vec<Published>,
}

/// Everything that the public page of a cooperative shows on a day.
///
/// # Errors
/// [`HandoverError::NoSuchCooperative`], or what stands below cannot answer.
pub fn face(reader: &mut dyn Reader, id: CooperativeId, on: BookDate) -> Result<Face, HandoverError> {
    let cooperative = registry::cooperative(reader, id)?.ok_or(HandoverError::NoSuchCooperative)?;
    let profile = profile(reader, id)?;
    let figures = match &profile {
        Some(profile) if !profile.figures.is_empty() => published(reader, id, profile)?,
        _ => Vec::new(),
    };
    Ok(Face {
        area: Areas::default().of(reader, cooperative.region)?,
        units: registry::units(reader, id)?,
        officers: officers::officers_of(reader, id, on)?,
        handed_on: store::handed_on(reader, id)?,
        cooperative,
        profile,
        figures,
    })
}

/// Only of closed months: what is still being written is nobody's business yet.
fn published(
    reader: &mut dyn Reader,
    id: CooperativeId,
    profile: &Profile,
) -> Result<Vec<Published>, HandoverError> {
    let closed = ledger::period_state(reader, id)?.closed_through;
    let mut figures = Vec::new();
    for figure in profile.figures.iter().copied() {
        let known = match closed {
            Some(month) => value(reader, id, figure, month)?,
            None => None,
        };
        let (value, when) = known.unwrap_or_else(|| (unknown(figure).to_owned(), String::new()));
        figures.push(Published { figure, value, when });
    }
    Ok(figures)
}

fn unknown(figure: Figure) -> &'static str {
    match figure {
        Figure::Surplus => "belum ada tahun buku yang ditutup",
        Figure::Members => "belum tercatat",
        _ => "belum ada bulan yang ditutup",
    }
}

/// The figure as of the end of a closed month, and of when it is.
fn value(
    reader: &mut dyn Reader,
    id: CooperativeId,
    figure: Figure,
    month: Month,
) -> Result<Option<(String, String)>, HandoverError> {
    let day = month.last_day();
    let per = format!("per {}", day.short());
    Ok(match figure {
        Figure::Members => {
            members::active_counts(reader, &[id], day)?.get(&id).map(|count| (count.to_string(), per))
        }
        Figure::Savings => {
            let sheet = statements::balance_sheet(reader, id, day, None)?;
            let saved = sheet.lines.iter().filter(|line| SAVINGS.contains(&line.code.0));
            let saved: Rupiah = saved.map(|line| line.amount).sum();
            Some((saved.to_string(), per))
        }
        Figure::Assets => Some((statements::balance_sheet(reader, id, day, None)?.assets.to_string(), per)),
        Figure::Turnover => {
            let from = Month::new(month.year(), 1).unwrap_or(month).first_day();
            Some((
                turnover(reader, id, from, day)?.to_string(),
                format!("{} – {}", from.short(), day.short()),
            ))
        }
        Figure::Surplus => match ledger::last_closed_year(reader, id)? {
            Some(year) => {
                let bounds = Month::new(year, 1).zip(Month::new(year, 12));
                let Some((first, last)) = bounds else { return Ok(None) };
                let income = statements::income(reader, id, first.first_day(), last.last_day(), None)?;
                Some((income.surplus.to_string(), format!("tahun buku {year}")))
            }
            None => None,
        },
    })
}

/// Business revenue: without other income, and without what only passes through.
fn turnover(
    reader: &mut dyn Reader,
    id: CooperativeId,
    from: BookDate,
    through: BookDate,
) -> Result<Rupiah, HandoverError> {
    let income = statements::income(reader, id, from, through, None)?;
    let counts = |group| matches!(group, IncomeGroup::MemberGross | IncomeGroup::NonMemberRevenue);
    let lines = income.lines.iter().filter(|line| counts(line.group) && !OTHER_INCOME.contains(&line.code.0));
    Ok(lines.map(|line| line.amount).sum())
}
