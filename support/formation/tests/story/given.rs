//! What the stories start from, in the words of the field.

use formation::{
    FormationError, FounderKey, Meeting, NewFounder, Proposed, Sex, StepChange, StepState, StepView,
    SurplusSplit,
};
use kernel::{BirthDate, BookDate, CooperativeId, RegionCode, Rupiah, Timestamp, UserId};
use registry::{LegalPapers, NewCooperative};
use store::testing::{TestDb, on_both_engines};

pub const BY: UserId = UserId(5);
/// 24 November 2026, 10.00 WIB.
pub const AT: Timestamp = Timestamp(1_795_489_200_000_000);
pub const TODAY: &str = "2026-11-24";
pub const PINTU_AIR: &str = "19.71.04.1001";
pub const BINTANG: &str = "19.71.04.1002";
pub const KEY: FounderKey = FounderKey([7; 32]);

/// Invented regions: two cities, one village name twice.
const REGIONS: [(&str, &str, &str); 9] = [
    ("19", "province", "Kepulauan Bangka Belitung"),
    ("19.71", "city", "Kota Pangkal Pinang"),
    ("19.71.04", "district", "Rangkui"),
    (PINTU_AIR, "village", "Pintu Air"),
    (BINTANG, "village", "Bintang"),
    ("19.71.04.1003", "village", "Bintang Baru"),
    ("19.01", "city", "Kabupaten Contoh"),
    ("19.01.01", "district", "Contoh Timur"),
    ("19.01.01.1001", "village", "Pintu Air"),
];

pub fn day(text: &str) -> BookDate {
    BookDate::parse(text).unwrap()
}

pub fn code(text: &str) -> RegionCode {
    RegionCode::parse(text).unwrap()
}

pub fn story(tell: impl Fn(&TestDb)) {
    let migrations = [
        registry::MIGRATIONS,
        access::MIGRATIONS,
        documents::MIGRATIONS,
        officers::MIGRATIONS,
        territory::MIGRATIONS,
        formation::MIGRATIONS,
    ];
    on_both_engines(&migrations, |test| {
        given_regions(test);
        tell(test);
    });
}

fn given_regions(test: &TestDb) {
    let insert = "insert into territory_region (code, level, name, name_search) values ($1, $2, $3, $4)";
    let act = move |tx: &mut store::Tx<'_>| {
        for (region, level, name) in REGIONS {
            let row = store::values![code(region), level, name, kernel::fold(name)];
            tx.execute(insert, &row)?;
        }
        Ok::<_, store::StoreError>(())
    };
    test.db.write_blocking(act).unwrap();
}

pub fn given(test: &TestDb, village: &str, name: &str) -> CooperativeId {
    let region = code(village);
    let new = NewCooperative {
        region,
        name: registry::standard_name(name, region),
        legal: LegalPapers::default(),
        address: Some("Jl. Contoh No. 7".to_owned()),
        founded_on: None,
        at: AT,
    };
    test.db.write_blocking(move |tx| registry::register(tx, new.clone())).unwrap()
}

pub fn change(cooperative: CooperativeId, step: &str, state: StepState) -> StepChange {
    StepChange {
        cooperative,
        step: step.to_owned(),
        state,
        number: String::new(),
        dated: None,
        issuer: String::new(),
        file: None,
        caption: String::new(),
        note: if state == StepState::Ditolak { "Nama kurang lengkap".to_owned() } else { String::new() },
        by: BY,
        at: AT,
    }
}

/// A step whose paper is there.
pub fn issued(cooperative: CooperativeId, step: &str, number: &str, dated: &str, issuer: &str) -> StepChange {
    StepChange {
        number: number.to_owned(),
        dated: Some(day(dated)),
        issuer: issuer.to_owned(),
        ..change(cooperative, step, StepState::Terbit)
    }
}

pub fn set(test: &TestDb, change: StepChange) -> Result<(), FormationError> {
    test.db.write_blocking(move |tx| formation::set_step(tx, &change))
}

pub fn progress(test: &TestDb, cooperative: CooperativeId) -> Vec<StepView> {
    test.db.read_blocking(move |reader| formation::progress(reader, cooperative, day(TODAY))).unwrap()
}

pub fn state(test: &TestDb, cooperative: CooperativeId, step: &str) -> StepState {
    progress(test, cooperative).into_iter().find(|view| view.step.code == step).unwrap().state
}

pub fn legal(test: &TestDb, cooperative: CooperativeId) -> LegalPapers {
    test.db.read_blocking(move |reader| registry::cooperative(reader, cooperative)).unwrap().unwrap().legal
}

pub fn founder(cooperative: CooperativeId, name: &str, birth: &str) -> NewFounder {
    NewFounder {
        cooperative,
        name: name.to_owned(),
        sex: Sex::Female,
        birth: BirthDate::parse(birth).unwrap(),
        is_married: false,
        village: code(PINTU_AIR),
        nik: String::new(),
        by: BY,
        at: AT,
    }
}

pub fn add(test: &TestDb, new: NewFounder) -> Result<i64, FormationError> {
    test.db.write_blocking(move |tx| formation::add_founder(tx, &KEY, &new))
}

pub fn meeting() -> Meeting {
    let officer = |office: &str, name: &str| Proposed { office: office.to_owned(), name: name.to_owned() };
    Meeting {
        name: "Koperasi Kelurahan Merah Putih Pintu Air".to_owned(),
        ward_date: day("2025-05-12"),
        ward_place: "Kantor Kelurahan Pintu Air".to_owned(),
        ward_chairs: vec!["Pak Contoh Jati".to_owned(), "Bu Contoh Seroja".to_owned()],
        ward_present: 42,
        founding_date: day("2025-05-20"),
        founding_place: "Kantor Kelurahan Pintu Air".to_owned(),
        founding_chair: "Pak Contoh Bakau".to_owned(),
        founding_secretary: "Bu Contoh Marni".to_owned(),
        seat: "Jl. Contoh No. 7".to_owned(),
        duration: "tidak terbatas".to_owned(),
        purpose: "Memajukan kesejahteraan anggota & warga <sekitar>.".to_owned(),
        fields: vec!["Gerai sembako".to_owned(), "Simpan pinjam".to_owned()],
        principal: Rupiah(100_000),
        dues: Rupiah(20_000),
        capital: Rupiah(500_000),
        officers: vec![officer("Ketua", "Pak Contoh Bakau"), officer("Bendahara", "Bu Contoh Melati")],
        split: SurplusSplit {
            reserve: 30,
            business: 30,
            capital: 15,
            officers: 10,
            staff: 5,
            education: 5,
            social: 3,
            region: 2,
        },
    }
}

pub fn set_meeting(
    test: &TestDb,
    cooperative: CooperativeId,
    meeting: Meeting,
) -> Result<(), FormationError> {
    let act =
        move |tx: &mut store::Tx<'_>| formation::set_meeting(tx, cooperative, &meeting, day(TODAY), (BY, AT));
    test.db.write_blocking(act)
}

/// A cooperative whose meetings are written down, with nine founders.
pub fn given_founded(test: &TestDb) -> CooperativeId {
    let here = given(test, PINTU_AIR, "Pintu Air");
    set_meeting(test, here, meeting()).unwrap();
    for n in 1..=9 {
        add(test, founder(here, &format!("Bu Contoh Pendiri {n}"), "1980-02-03")).unwrap();
    }
    here
}
