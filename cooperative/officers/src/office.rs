//! Bodies and offices.

use serde::Serialize;

/// Which body an office belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Body {
    /// *Pengurus*: leads the cooperative.
    Pengurus,
    /// *Pengawas*: supervises it.
    Pengawas,
    /// *Pengelola*: employed by the *pengurus* to run the business; may be a third party.
    Pengelola,
}

impl Body {
    /// All, as pages list them.
    pub const ALL: [Self; 3] = [Self::Pengurus, Self::Pengawas, Self::Pengelola];

    /// As screens say it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pengurus => "Pengurus",
            Self::Pengawas => "Pengawas",
            Self::Pengelola => "Pengelola",
        }
    }
}

/// An office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Office {
    /// *Ketua*.
    Chair,
    /// *Wakil ketua bidang usaha*.
    ViceBusiness,
    /// *Wakil ketua bidang keanggotaan*.
    ViceMembership,
    /// *Sekretaris*.
    Secretary,
    /// *Bendahara*.
    Treasurer,
    /// *Anggota pengurus*, where there are more than five.
    Member,
    /// *Ketua pengawas*: the *lurah* or village head by office.
    SupervisorChair,
    /// *Anggota pengawas*.
    Supervisor,
    /// *Pengelola*.
    Manager,
}

impl Office {
    /// All, as forms offer them.
    pub const ALL: [Self; 9] = [
        Self::Chair,
        Self::ViceBusiness,
        Self::ViceMembership,
        Self::Secretary,
        Self::Treasurer,
        Self::Member,
        Self::SupervisorChair,
        Self::Supervisor,
        Self::Manager,
    ];

    /// The offices that every *pengurus* has (rules §1.4).
    pub const NEEDED: [Self; 5] =
        [Self::Chair, Self::ViceBusiness, Self::ViceMembership, Self::Secretary, Self::Treasurer];

    /// As the store and forms write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Chair => "ketua",
            Self::ViceBusiness => "wakil-usaha",
            Self::ViceMembership => "wakil-keanggotaan",
            Self::Secretary => "sekretaris",
            Self::Treasurer => "bendahara",
            Self::Member => "anggota-pengurus",
            Self::SupervisorChair => "ketua-pengawas",
            Self::Supervisor => "anggota-pengawas",
            Self::Manager => "pengelola",
        }
    }

    /// The office of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|office| office.code() == code)
    }

    /// As screens and papers say it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Chair => "Ketua",
            Self::ViceBusiness => "Wakil ketua bidang usaha",
            Self::ViceMembership => "Wakil ketua bidang keanggotaan",
            Self::Secretary => "Sekretaris",
            Self::Treasurer => "Bendahara",
            Self::Member => "Anggota pengurus",
            Self::SupervisorChair => "Ketua pengawas",
            Self::Supervisor => "Anggota pengawas",
            Self::Manager => "Pengelola",
        }
    }

    /// The body that it belongs to.
    pub fn body(self) -> Body {
        match self {
            Self::SupervisorChair | Self::Supervisor => Body::Pengawas,
            Self::Manager => Body::Pengelola,
            _ => Body::Pengurus,
        }
    }

    /// Whether only one person holds it at a time.
    pub fn is_single(self) -> bool {
        !matches!(self, Self::Member | Self::Supervisor | Self::Manager)
    }
}
