//! The places of the menu: only those that this person may open.

use crate::{Html, Right, Visit};

/// A place of the menu.
pub struct Place {
    /// The name that a page gives as its own: `Page::active("buku")`.
    pub key: &'static str,
    /// What the menu says.
    pub label: &'static str,
    /// The page after the cooperative or region, as `Visit::path` takes it.
    rest: &'static str,
    /// Who sees it: one of these rights is enough.
    rights: &'static [Right],
    /// The letter that opens it.
    shortcut: &'static str,
    /// What is drawn, in a box of 24.
    icon: &'static str,
}

const COOPERATIVE: [Place; 6] = [
    Place {
        key: "beranda",
        label: "Beranda",
        rest: "",
        rights: &[Right::ReadFigures, Right::ReadBooks],
        shortcut: "",
        icon: "<path d=\"M3 11 12 4l9 7M5 10v10h14V10M10 20v-6h4v6\"/>",
    },
    Place {
        key: "catat",
        label: "Catat",
        rest: "catat",
        rights: &[Right::Record],
        shortcut: "c",
        icon: "<path d=\"M4 20h4L19 9l-4-4L4 16zM13 7l4 4\"/>",
    },
    Place {
        key: "buku",
        label: "Buku",
        rest: "buku",
        rights: &[Right::ReadBooks],
        shortcut: "",
        icon: "<path d=\"M5 4h14v16H5zM9 4v16M12 8h4M12 12h4\"/>",
    },
    Place {
        key: "anggota",
        label: "Anggota",
        rest: "anggota",
        rights: &[Right::ReadMembers],
        shortcut: "",
        icon: "<circle cx=\"9\" cy=\"8\" r=\"3.5\"/><path d=\"M2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 5a3.5 3.5 0 0 1 0 6.5M18 14.5c2 .8 3.5 2.6 3.5 5.5\"/>",
    },
    Place {
        key: "laporan",
        label: "Laporan",
        rest: "laporan",
        rights: &[Right::ReadFigures],
        shortcut: "",
        icon: "<path d=\"M4 20h16M6 16v-5M12 16V5M18 16V9\"/>",
    },
    Place {
        key: "pengaturan",
        label: "Pengaturan",
        rest: "pengaturan",
        rights: &[Right::ManageCooperative, Right::ManageUsers],
        shortcut: "",
        icon: "<path d=\"M4 7h10M18 7h2M4 17h2M10 17h10\"/><circle cx=\"16\" cy=\"7\" r=\"2\"/><circle cx=\"8\" cy=\"17\" r=\"2\"/>",
    },
];

const REGION: [Place; 1] = [Place {
    key: "kota",
    label: "Kota",
    rest: "",
    rights: &[Right::ReadRegion],
    shortcut: "",
    icon: "<path d=\"M4 20V9l6-4v15M10 20V11h10v9M3 20h18M14 14h2M14 17h2\"/>",
}];

/// Where the page is about no place: the person's own.
const OWN: [Place; 2] = [
    Place {
        key: "tempat",
        label: "Tempat",
        rest: "tempat",
        rights: &[Right::SignedIn],
        shortcut: "",
        icon: "<path d=\"M12 21c-4-4.500-6-7.500-6-11a6 6 0 0 1 12 0c0 3.500-2 6.500-6 11z\"/><circle cx=\"12\" cy=\"10\" r=\"2\"/>",
    },
    Place {
        key: "akun",
        label: "Akun saya",
        rest: "akun",
        rights: &[Right::SignedIn],
        shortcut: "",
        icon: "<circle cx=\"12\" cy=\"8\" r=\"4\"/><path d=\"M4 21c0-4.500 3.500-7 8-7s8 2.500 8 7\"/>",
    },
];

/// What stands at the foot of a phone when there are more places than it shows.
const OTHERS: Place = Place {
    key: "lainnya",
    label: "Lainnya",
    rest: "lainnya",
    rights: &[],
    shortcut: "",
    icon: "<circle cx=\"5\" cy=\"12\" r=\"1.5\"/><circle cx=\"12\" cy=\"12\" r=\"1.5\"/><circle cx=\"19\" cy=\"12\" r=\"1.5\"/>",
};

/// How many places the foot of a phone shows.
const FOOT_PLACES: usize = 5;

/// A place with its address, ready to be shown.
pub struct MenuItem {
    /// The place.
    pub label: &'static str,
    /// Its address.
    pub path: String,
    /// Whether the page shown is this one.
    pub is_here: bool,
    /// The letter that opens it; empty for none.
    pub shortcut: &'static str,
    /// Its drawing.
    pub icon: Html,
}

fn item(place: &Place, visit: &Visit, active: &str) -> MenuItem {
    MenuItem {
        label: place.label,
        path: visit.path(place.rest),
        is_here: place.key == active,
        shortcut: place.shortcut,
        icon: Html::trusted(format!("<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\">{}</svg>", place.icon)),
    }
}

fn places(visit: &Visit) -> Vec<&'static Place> {
    let all: &[Place] = match (&visit.cooperative, visit.region) {
        (Some(_), _) => &COOPERATIVE,
        (None, Some(_)) => &REGION,
        (None, None) => &OWN,
    };
    all.iter().filter(|place| place.rights.iter().any(|right| visit.may(*right))).collect()
}

/// The places that this person may open here.
pub fn menu(visit: &Visit, active: &str) -> Vec<MenuItem> {
    places(visit).into_iter().map(|place| item(place, visit, active)).collect()
}

/// The places at the foot of a phone: five at most, the rest under *Lainnya*.
pub fn foot(visit: &Visit, active: &str) -> Vec<MenuItem> {
    let places = places(visit);
    if places.len() <= FOOT_PLACES {
        return menu(visit, active);
    }
    let (shown, hidden) = places.split_at(FOOT_PLACES - 1);
    let active = if hidden.iter().any(|place| place.key == active) { OTHERS.key } else { active };
    shown.iter().copied().chain([&OTHERS]).map(|place| item(place, visit, active)).collect()
}

/// The places that the foot of a phone has no room for: what the page *Lainnya* lists.
pub fn others(visit: &Visit) -> Vec<MenuItem> {
    let places = places(visit);
    let hidden =
        if places.len() <= FOOT_PLACES { &[][..] } else { places.get(FOOT_PLACES - 1..).unwrap_or_default() };
    hidden.iter().map(|place| item(place, visit, "")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Csrf, RightSet, Tenant};
    use kernel::{BookDate, CooperativeId, RegionCode, Timestamp};

    fn visit(rights: &[Right]) -> Visit {
        let mut visit = Visit::new(Timestamp(0), BookDate::MIN, Csrf::of(&[0; 32], b""));
        let code = RegionCode::parse("19.71.04.1001").unwrap();
        visit.cooperative = Some(Tenant { id: CooperativeId(1), code, name: "Pintu Air".to_owned() });
        visit.rights = RightSet::of(rights);
        visit
    }

    fn labels(items: &[MenuItem]) -> Vec<&str> {
        items.iter().map(|item| item.label).collect()
    }

    #[test]
    fn one_sees_only_what_one_may_open() {
        let cashier = visit(&[Right::ReadBooks, Right::Record, Right::ReadMembers]);
        assert_eq!(labels(&menu(&cashier, "buku")), ["Beranda", "Catat", "Buku", "Anggota"]);
        assert_eq!(labels(&foot(&cashier, "buku")), ["Beranda", "Catat", "Buku", "Anggota"]);
        let here: Vec<bool> = menu(&cashier, "buku").iter().map(|item| item.is_here).collect();
        assert_eq!(here, [false, false, true, false]);
    }

    #[test]
    fn what_a_phone_has_no_room_for_is_under_others() {
        let everything = visit(&Right::ALL);
        assert_eq!(labels(&foot(&everything, "")), ["Beranda", "Catat", "Buku", "Anggota", "Lainnya"]);
        assert_eq!(labels(&others(&everything)), ["Laporan", "Pengaturan"]);
        assert!(foot(&everything, "laporan").last().is_some_and(|item| item.is_here));
    }

    #[test]
    fn about_no_place_one_finds_ones_own() {
        let mut nowhere = visit(&[Right::SignedIn]);
        nowhere.cooperative = None;
        assert_eq!(labels(&menu(&nowhere, "")), ["Tempat", "Akun saya"]);
    }
}
