//! Why a cooperative stands where it stands, in sentences with dates. They hold dates and states of
//! papers, never the words of an entry: those may name people.

use kernel::BookDate;
use registry::Cooperative;

use crate::evidence::{Evidence, MonthFacts};
use crate::{ActivityState, Window};

/// The evidence for a state on a day, the weightiest first.
pub(crate) fn sentences(
    cooperative: &Cooperative,
    evidence: &Evidence,
    state: ActivityState,
    as_of: BookDate,
) -> Vec<String> {
    let mut told = Vec::new();
    match state {
        ActivityState::ReportedActivity => told.push(last_act(evidence)),
        ActivityState::ReportedZero => {
            told.extend(last_zero(evidence, as_of));
            told.push(last_act(evidence));
        }
        ActivityState::NotReported => {
            let from = Window::on(as_of).first_day(as_of);
            told.push(format!(
                "Belum ada transaksi dan belum ada laporan nihil untuk {} sampai {}.",
                from.short(),
                as_of.short()
            ));
            told.push(last_act(evidence));
            told.extend(last_zero(evidence, as_of));
        }
        ActivityState::NotLicensed => told.push(last_act(evidence)),
    }
    if !evidence.licensed {
        told.insert(usize::from(state != ActivityState::NotLicensed), papers(cooperative, as_of));
    }
    told
}

fn last_act(evidence: &Evidence) -> String {
    match evidence.last_act {
        Some(day) => format!("Transaksi usaha terakhir bertanggal {}.", day.short()),
        None => "Belum pernah ada transaksi usaha di buku.".to_owned(),
    }
}

fn last_zero(evidence: &Evidence, as_of: BookDate) -> Option<String> {
    let (month, MonthFacts { declared_zero, closed, .. }) = evidence.last_zero(as_of)?;
    let month = month.long();
    declared_zero
        .map(|day| format!("Koperasi melapor nihil untuk {month} pada {}.", day.short()))
        .or_else(|| closed.map(|day| format!("Buku {month} ditutup {} tanpa transaksi.", day.short())))
}

/// What is missing for a licence.
fn papers(cooperative: &Cooperative, as_of: BookDate) -> String {
    match &cooperative.legal.ahu {
        Some(ahu) if ahu.date <= as_of => format!(
            "Badan hukum disahkan {}, tetapi tidak ada unit usaha yang berizin atau bebas izin.",
            ahu.date.short()
        ),
        Some(ahu) => format!("Badan hukum baru disahkan {}.", ahu.date.short()),
        None => format!("Belum berbadan hukum: {}.", lower_first(cooperative.legal.state().label())),
    }
}

/// "Dalam pendirian" within a sentence.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
