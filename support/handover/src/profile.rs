//! What a cooperative agreed to show everybody.

use ::store::{Reader, Tx};
use kernel::{CooperativeId, Timestamp, UnitCode, UserId};

use crate::error::HandoverError;
use crate::store;

/// The most characters of the text about a cooperative.
const ABOUT_LENGTH: usize = 400;
/// The most characters of opening hours.
const HOURS_LENGTH: usize = 80;

/// A figure that may be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Figure {
    /// How many members there are.
    Members,
    /// What members have saved: pokok, wajib, sukarela.
    Savings,
    /// The sum of the balance sheet.
    Assets,
    /// Business revenue since January.
    Turnover,
    /// The surplus of the last closed year.
    Surplus,
}

impl Figure {
    /// All, as pages list them.
    pub const ALL: [Self; 5] = [Self::Members, Self::Savings, Self::Assets, Self::Turnover, Self::Surplus];

    /// As the store and forms write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Members => "anggota",
            Self::Savings => "simpanan",
            Self::Assets => "aset",
            Self::Turnover => "omzet",
            Self::Surplus => "shu",
        }
    }

    /// As pages say it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Members => "Jumlah anggota",
            Self::Savings => "Simpanan anggota",
            Self::Assets => "Harta",
            Self::Turnover => "Omzet tahun berjalan",
            Self::Surplus => "Sisa hasil usaha tahun buku terakhir",
        }
    }
}

/// What a cooperative shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// A few sentences; may be empty.
    pub about: String,
    /// When each unit is open, as people write it; empty where it is not said.
    pub hours: Vec<(UnitCode, String)>,
    /// The figures that everybody may see.
    pub figures: Vec<Figure>,
    /// Who agreed, for the cooperative.
    pub agreed_by: UserId,
    /// When.
    pub agreed_at: Timestamp,
}

impl Profile {
    /// Whether the cooperative agreed to a figure.
    pub fn publishes(&self, figure: Figure) -> bool {
        self.figures.contains(&figure)
    }

    /// When a unit is open.
    pub fn hours_of(&self, unit: UnitCode) -> &str {
        self.hours.iter().find(|(of, _)| *of == unit).map_or("", |(_, hours)| hours)
    }
}

/// What a cooperative agreed to; nothing where it never did.
///
/// # Errors
/// The store cannot answer.
pub fn profile(reader: &mut dyn Reader, id: CooperativeId) -> Result<Option<Profile>, HandoverError> {
    let Some((about, figures, agreed_by, agreed_at)) = store::profile(reader, id)? else { return Ok(None) };
    let is_in = |figure: &Figure| figures.split(' ').any(|code| code == figure.code());
    let figures = Figure::ALL.into_iter().filter(is_in).collect();
    Ok(Some(Profile { about, hours: store::hours(reader, id)?, figures, agreed_by, agreed_at }))
}

fn text(text: &str, most: usize, field: &'static str) -> Result<String, HandoverError> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > most || text.chars().any(char::is_control) {
        return Err(HandoverError::TooLong(most, field));
    }
    Ok(text)
}

/// Keeps what the cooperative agreed to, in the place of what it agreed to before.
///
/// # Errors
/// [`HandoverError::TooLong`].
pub fn publish(tx: &mut Tx<'_>, id: CooperativeId, new: &Profile) -> Result<(), HandoverError> {
    let hours: Result<_, HandoverError> =
        new.hours.iter().map(|(unit, hours)| Ok((*unit, text(hours, HOURS_LENGTH, "hours")?))).collect();
    let about = text(&new.about, ABOUT_LENGTH, "about")?;
    let new = Profile { about, hours: hours?, ..new.clone() };
    let codes: Vec<&str> =
        Figure::ALL.into_iter().filter(|figure| new.publishes(*figure)).map(Figure::code).collect();
    Ok(store::set_profile(tx, id, &new, &codes.join(" "))?)
}
