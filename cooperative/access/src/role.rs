//! Roles, and the one table of what each allows.

use web::{Right, RightSet};

/// What a person is, in a cooperative or a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// *Bendahara*: keeps cash and books.
    Treasurer,
    /// *Kasir*: works the till of an outlet.
    Cashier,
    /// *Pengawas*: reads everything, changes nothing.
    Supervisor,
    /// *Ketua*: approves, invites, opens a closed month.
    Chair,
    /// *Sekretaris*: keeps the registers.
    Secretary,
    /// *Pendamping*: looks after several cooperatives.
    Mentor,
    /// *Dinas koperasi*: sees figures, never a member's name.
    CityOffice,
    /// *Pengelola sistem*: looks after the installation.
    Admin,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 8] = [
        Self::Treasurer,
        Self::Cashier,
        Self::Supervisor,
        Self::Chair,
        Self::Secretary,
        Self::Mentor,
        Self::CityOffice,
        Self::Admin,
    ];

    /// The roles of a cooperative's own people.
    pub const OF_COOPERATIVE: [Self; 5] =
        [Self::Chair, Self::Secretary, Self::Treasurer, Self::Cashier, Self::Supervisor];

    /// As screens say it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Treasurer => "Bendahara",
            Self::Cashier => "Kasir",
            Self::Supervisor => "Pengawas",
            Self::Chair => "Ketua",
            Self::Secretary => "Sekretaris",
            Self::Mentor => "Pendamping",
            Self::CityOffice => "Dinas koperasi",
            Self::Admin => "Pengelola sistem",
        }
    }

    /// What the role does, for who chooses it in a form.
    pub fn duty(self) -> &'static str {
        match self {
            Self::Treasurer => "mencatat, menutup bulan, menerima anggota",
            Self::Cashier => "mencatat di gerai",
            Self::Supervisor => "melihat semuanya, tidak mengubah apa pun",
            Self::Chair => "menyetujui pembatalan, membuka bulan, mengundang orang",
            Self::Secretary => "mengurus anggota, menyetujui pembatalan",
            Self::Mentor => "melihat angka dan mendampingi",
            Self::CityOffice => "melihat angka seluruh wilayah, tanpa nama anggota",
            Self::Admin => "mendaftarkan koperasi dan mengundang orang pertama",
        }
    }

    /// As the store writes it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Treasurer => "treasurer",
            Self::Cashier => "cashier",
            Self::Supervisor => "supervisor",
            Self::Chair => "chair",
            Self::Secretary => "secretary",
            Self::Mentor => "mentor",
            Self::CityOffice => "city_office",
            Self::Admin => "admin",
        }
    }

    /// The role of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Whether it is held in one cooperative; the others are held in a region or everywhere too.
    pub fn is_of_cooperative(self) -> bool {
        Self::OF_COOPERATIVE.contains(&self)
    }
}

/// What a role allows where it is held.
pub const fn rights_of(role: Role) -> RightSet {
    use Right::*;
    match role {
        Role::Treasurer => RightSet::of(&[
            ReadFigures,
            ReadBooks,
            Record,
            RequestReversal,
            CloseMonth,
            ReadMembers,
            ManageMembers,
        ]),
        Role::Cashier => RightSet::of(&[ReadBooks, Record, RequestReversal, ReadMembers]),
        Role::Supervisor => RightSet::of(&[ReadFigures, ReadBooks, ReadMembers]),
        Role::Chair => RightSet::of(&[
            ReadFigures,
            ReadBooks,
            ReadMembers,
            RequestReversal,
            ApproveReversal,
            ReopenMonth,
            ManageUsers,
            ManageCooperative,
        ]),
        Role::Secretary => {
            RightSet::of(&[ReadFigures, ReadBooks, ReadMembers, ManageMembers, ApproveReversal])
        }
        Role::Mentor => RightSet::of(&[ReadFigures, ReadRegion, Mentor]),
        Role::CityOffice => RightSet::of(&[ReadRegion, ManageRegion, ReadFigures, Mentor]),
        Role::Admin => RightSet::of(&[ManageRegion, ManageUsers, ReadRegion]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_can_be_read_again() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.code()), Some(role));
        }
        assert_eq!(Role::parse("raja"), None);
    }

    #[test]
    fn supervisors_and_the_city_change_nothing_in_the_books() {
        let changes = [
            Right::Record,
            Right::RequestReversal,
            Right::ApproveReversal,
            Right::CloseMonth,
            Right::ReopenMonth,
            Right::ManageMembers,
        ];
        for role in [Role::Supervisor, Role::Mentor, Role::CityOffice, Role::Admin] {
            assert!(changes.iter().all(|right| !rights_of(role).has(*right)), "{role:?}");
        }
    }

    #[test]
    fn nobody_outside_the_cooperative_sees_a_members_name() {
        for role in [Role::Mentor, Role::CityOffice, Role::Admin] {
            let rights = rights_of(role);
            assert!(!rights.has(Right::ReadMembers) && !rights.has(Right::ReadBooks), "{role:?}");
        }
    }

    #[test]
    fn nobody_records_and_approves_alone() {
        for role in Role::ALL {
            let rights = rights_of(role);
            assert!(!(rights.has(Right::Record) && rights.has(Right::ApproveReversal)), "{role:?}");
        }
    }
}
